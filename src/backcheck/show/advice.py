"""What a person is told, chosen and ordered once: an assessment becomes sections, and `PARTS` says who gets which.

Every format renders these sections: terminal, menu, pipe, plain mode, HTML, Markdown, JSON. A section is added by one
function and one row of `PARTS`. Nothing is ranked or judged here, and no format is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backcheck.reasoning.ladder import told_ladder
from backcheck.show.causes import CauseGroup, find_leaders, find_top_fault, list_fixes
from backcheck.show.document import Advice, Line, Part, Reader, Section
from backcheck.show.phrases import FITS, join_words, list_headlines, say_because
from backcheck.show.rationale import cite_causes, cite_urgency, list_open, list_points, list_set_aside

if TYPE_CHECKING:
    from datetime import date

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.assessment import Assessment, Evidence, PlanLine, RankedPattern

ALL = 1000
IN_FULL = 3
"""So many contributors are told in full and mended; more would be a list that nobody can follow."""

MOST_LIKENESSES = 2
SORENESS = "doms"

WATCH_FOR = "Stop and get help"
GO_NOW_IF = "Go to emergency care for"
RING_TODAY_IF = "Ring a doctor today for"
NO_LIFTING = "Don't lift until you have been seen."
NO_FAULT = "We can't name a form fault yet. Film your last two reps from the side at hip height, then answer again."
NO_FAULT_ELSEWHERE = "We can't name a form fault yet. Film from the side how you lift, then answer again."
EITHER = "This fits just as well: {name}."
WHY_THIS_FIRST = "First come the changes of the first screen, the quickest to try. Then comes what fits best."
EASE_FIRST = "Let the pain ease. Then read further down what may have set it off."
SETS_OF_A_SWAP = "If a line names no sets, do 3 sets of 8. Stop each set when you could still do {left} more reps."
WEIGHTS_OF_THE_PLAN = "Take weights, sets, reps and rests from your plan, even where a fix says something else."
WHICH_STEP = "Your plan starts on step {step} of the way back: {name}."
STOP_SHORT = " Go only as low as your first change lets you."
EARLIEST = "Each day is the earliest one. Where a line asks for something that isn't true yet, wait until it is."
TOO_LITTLE = (
    "You told us too little to name one thing. "
    "Start with the general steps: less weight, less range, slower reps or another lift."
)
NEVER_A_DIAGNOSIS = "This is not a diagnosis. Nobody can tell from words which part of a back is sore."
TALK = " It may help you to talk with a clinician who examines you."


def advise(kb: KnowledgeBase, result: Assessment, day: date | None = None) -> Advice:
    """The advice of this assessment, read on this day, with all that the knowledge base adds to it."""
    prompts = {question.id: question.prompt for question in kb.questions.values()}
    return Advice(result, day, prompts, kb.sources, kb.lifts, ladder=told_ladder(kb, result.exercise))


def list_sections(advice: Advice, *readers: Reader) -> list[Section]:
    """The sections for these readers, in their order. The person is not told again what the first screen shows.

    A numbered list that the first screen cuts short is told in full, of other lists what is left.
    """
    found = []
    for part in PARTS:
        reader = next((one for one in readers if one in part.readers), None)
        if reader is None or (advice.alone and not part.alone):
            continue
        section = make_section(part, advice, reader, part.readers[reader])
        if reader == "person":
            shown = find_screen(advice).get(part.id, 0)
            whole = section.form == "steps" and len(section.lines) > shown
            section = section if whole else replace(section, lines=section.lines[shown:])
        if section:
            found.append(section)
    return found


def list_first(advice: Advice) -> list[Section]:
    """The sections of the first screen, in its order, cut to what it holds."""
    parts = {part.id: part for part in PARTS}
    made = (make_section(parts[name], advice, "person", most) for name, most in find_screen(advice).items())
    return [section for section in made if section]


def list_ids(advice: Advice) -> list[dict[str, object]]:
    """Every section the person can see with the ids of all its lines, those of the first screen first: for JSON."""
    parts = {part.id: part for part in PARTS if part.alone or not advice.alone}
    below = (name for name, part in parts.items() if "person" in part.readers or "asked" in part.readers)
    made = (make_section(parts[name], advice, "person", ALL) for name in dict.fromkeys((*find_screen(advice), *below)))
    return [
        {"id": one.id, "title": one.title, "lines": [line.id for line in one.lines if line.id]} for one in made if one
    ]


def make_section(part: Part, advice: Advice, reader: Reader, most: int) -> Section:
    """The section for this reader, cut to so many lines; empty where there is nothing to say."""
    section = part.make(replace(advice, reader=reader))
    return replace(section, lines=section.lines[:most], id=part.id, row=part.row or part.id)


def find_screen(advice: Advice) -> Mapping[str, int]:
    """The first screen of this result: ids of parts, and how many of their lines it holds."""
    return SCREENS["coached" if advice.coached else advice.result.triage.level]


# -- what matters first --------------------------------------------------------------------------------------------


def _verdict(advice: Advice) -> Section:
    result = advice.result
    lines = (*_answers(advice).lines, *_desk(advice).lines)
    return Section(result.verdict, lead=advice.dated(result.sentence), lines=lines)


def _ask_first(advice: Advice) -> Section:
    """Which questions would give a level."""
    lines = (Line(advice.prompts.get(name, name), id=name) for name in advice.result.triage.unanswered)
    return Section("Answer first", lines=tuple(lines), form="steps")


def _actions(advice: Advice) -> Section:
    lines = (Line(advice.dated(line.text), id=line.id) for line in advice.result.triage.action)
    return Section("What to do", lines=tuple(lines), form="steps")


def _desk(advice: Advice) -> Section:
    say = advice.result.triage.say
    return Section("Say at the desk", lines=(Line(f'"{say}"', "Say at the desk"),) if say else ())


def _reasons(advice: Advice) -> Section:
    """What gave the level; reasons for a milder one are not why we say this, nor is a rule over signs that each do."""
    triage = advice.result.triage
    reasons = [reason for reason in triage.reasons if reason.level == triage.level]
    enough = {given for one in reasons for given in one.answers if one.id == f"{given.question}:{given.value}"}
    told = [one for one in reasons if len(one.answers) < 2 or not enough.issuperset(one.answers)]
    said = {one.text: one.id for one in reversed(told)}
    lines = tuple(Line(text, id=name) for text, name in reversed(said.items()))
    return Section("Why we say this", lines=lines, form="steps")


def _answers(advice: Advice) -> Section:
    """The four questions that people ask first, and why there is no lifting advice where there is none."""
    result = advice.result
    lifting = (result.coaching.reason or "") if result.coaching.mode == "none" else ""
    if advice.alone:
        said = result.triage.level == "emergency" or any(NO_LIFTING in line.text for line in result.triage.action)
        lifting = "" if said else NO_LIFTING
    lines = [Line(lifting, "Lifting")] if lifting else []
    if result.headlines is not None and not advice.alone:
        lines += [Line(advice.dated(text), label) for label, text in list_headlines(result.headlines, gym=advice.gym)]
    return Section("What people ask first", lines=tuple(lines))


def _change(advice: Advice) -> Section:
    """The one thing to change, with the reader's own words for why, and what comes after it."""
    return Section("What to change first", lines=tuple(_say_change(advice)) if advice.coached else ())


def _say_change(advice: Advice) -> Iterator[Line]:
    result = advice.result
    leaders = find_leaders(advice.causes, result.lead)
    if result.flared:
        yield Line(EASE_FIRST, "FIRST", "ease-first")
    elif not leaders or not result.enough:
        yield Line(TOO_LITTLE, "CHANGE FIRST", "too-little")
    else:
        first = leaders[0].leader
        because = say_because(leaders[0].evidence, most=1)
        tied = next((one.name for one in result.contributors if one.id == result.tied), "")
        either = EITHER.format(name=tied) if tied else ""
        told = result.first_change or first.change
        yield Line(" ".join(filter(None, (told, because, either))), "CHANGE FIRST", f"{first.id}-change")
        if len(leaders) > 1:
            second = leaders[1].leader
            cue = next((f' Cue: "{fix.cue}".' for fix in second.fixes if fix.cue), "")
            label = "ALSO" if result.dosed else "THEN"
            yield Line(result.second_change or second.change + cue, label, f"{second.id}-change")
        elif first.family != "form" and any(one.question.startswith("signs-") for one in result.would_change_this):
            yield Line(NO_FAULT if advice.gym else NO_FAULT_ELSEWHERE, "THEN", "film-first")


def _watch(advice: Advice) -> Section:
    """When to get help, a line for each time within which to act; nothing where help is on its way already."""
    triage = advice.result.triage
    if triage.level == "emergency":
        return Section(WATCH_FOR)
    grave = "; ".join(sign.rstrip(".") for sign in triage.watch_for if sign not in triage.watch_today)
    milder = "; ".join(sign.rstrip(".") for sign in triage.watch_today)
    lines = Line(f"{grave}.", GO_NOW_IF, style="urgent"), Line(f"{milder}.", RING_TODAY_IF, style="urgent")
    return Section(WATCH_FOR, lines=tuple(line for line in lines if line.text != "."))


# -- what is behind it ---------------------------------------------------------------------------------------------


def _causes(advice: Advice) -> Section:
    """Contributors in rank order, with what speaks for and against each; at the end those that are only possible.

    A clinician is told what may set it off, not how a lifter mends it.
    """
    entries = _leaders_first(advice) if advice.coached else advice.causes
    told = [entry for number, entry in enumerate(entries) if number < IN_FULL or entry.leader.fit != "possible"]
    lines = [_say_cause(entry, mending=advice.reader != "clinician") for entry in told]
    if others := "; ".join(entry.leader.name for entry in entries if entry not in told):
        lines.append(Line(others, "Also possible"))
    moved = [entry.leader.id for entry in entries] != [entry.leader.id for entry in advice.causes]
    waits = advice.result.flared and advice.gym and advice.reader != "clinician"
    lead = WHY_THIS_FIRST if moved else WEIGHTS_OF_THE_PLAN if waits else ""
    return Section(_causes_title(advice), lead, tuple(lines), form="ranked", heads=("Why we say it",))


def _leaders_first(advice: Advice) -> list[CauseGroup]:
    """The entries in the order of the first screen: what leads, then the others in rank order."""
    leaders = find_leaders(advice.causes, advice.result.lead)
    led = {one.id for entry in leaders for one in (entry.leader, *entry.same)}
    return [*leaders, *(entry for entry in advice.causes if entry.leader.id not in led)]


def _causes_title(advice: Advice) -> str:
    if advice.reader == "clinician":
        return "What in training may set it off" if advice.gym else "What may set it off"
    if when := _when(advice.result):
        return f"What may {'have ' if advice.result.flared else ''}set it off, for {when}"
    if advice.result.plain_soreness:
        return "If you want less soreness"
    return "What in your training may set it off" if advice.gym else "What may set it off"


def _when(result: Assessment) -> str:
    """From when on lifting is to be changed; empty where that is now."""
    if result.triage.level == "clinician":
        return "when you are cleared"
    if result.triage.level == "unscreened":
        return "when the safety questions are answered"
    return "when it has eased" if result.flared else ""


def _say_cause(entry: CauseGroup, *, mending: bool) -> Line:
    leader = entry.leader
    more = [Line(_say_against(entry.against), "Speaks against")]
    if mending:
        more.append(Line(leader.change, "Change", style="fix"))
        more.append(Line(", ".join(one.name for one in entry.same), "Looks the same"))
    return Line(say_because(entry.evidence), leader.name, leader.id, FITS[leader.fit], more=_filled(more))


def _filled(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.text)


def _say_against(evidence: Sequence[Evidence]) -> str:
    said = join_words(list(dict.fromkeys(item.said for item in evidence if item.said)))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _faults(advice: Advice) -> Section:
    """What goes wrong, how to mend it, what to think of: what was ticked first, then what leads or is likely.

    What only may follow later is a guess, and no fault of anybody who did not tick it. Plain soreness needs no mending:
    whoever has it trains on.
    """
    if advice.result.plain_soreness:
        return Section("What to fix")
    led = advice.result.lead[:1]
    entries = [
        entry
        for entry in _leaders_first(advice)
        if entry.leader.fit != "possible" or entry.leader.id in led or _is_ticked(entry)
    ]
    entries.sort(key=lambda entry: not (entry.leader.id in led or _is_ticked(entry)))
    rows = list_fixes(entries[:IN_FULL])
    lines = tuple(
        Line(row.fixes[0], row.error, row.id, cue=row.cue, more=tuple(Line(text) for text in row.fixes[1:]))
        for row in rows
    )
    heads = ("What goes wrong", "Fix", "Cue")
    lead = WEIGHTS_OF_THE_PLAN if advice.gym and advice.result.starts_at else ""
    title = " ".join(filter(None, ("What to fix", _when(advice.result))))
    first = [fix.id for entry in entries[:1] for one in (entry.leader, *entry.same) for fix in one.fixes]
    if rows and rows[0].id in first:  # else what leads was not ticked, and stands below what was
        title += ", in this order"
    return Section(title, lead if lines else "", lines, form="rows", heads=heads)


def _is_ticked(entry: CauseGroup) -> bool:
    """Whether a fault behind it was ticked."""
    return any(fix.ticked for one in (entry.leader, *entry.same) for fix in one.fixes)


def _for_you(advice: Advice) -> Section:
    """What people such as the reader should know, and a general text leaves out."""
    lines = (Line(advice.dated(note.text), id=note.id) for note in advice.result.notes)
    return Section("For you", lines=tuple(lines))


def _likeness(advice: Advice) -> Section:
    """Patterns that are not serious; a serious one is never named as a likeness, and none where nobody coaches.

    Which part of a back is sore cannot be told from words, so no more than "fits" is said.
    """
    result = advice.result
    booked, told = result.triage.level == "clinician", advice.reader != "clinician"
    likely = [one for one in result.patterns if not one.serious and not (booked and one.id == SORENESS)]
    if result.coaching.mode == "none":
        likely = []
    shown = likely[:MOST_LIKENESSES]
    even = [one for before, one in pairwise(result.patterns) if one.even and before in shown]
    lines = tuple(
        _say_likeness(
            one,
            one.what_next if told and not booked and (one.id == SORENESS or not result.plain_soreness) else "",
            even=one in even,
        )
        for one in shown
    )
    lead = NEVER_A_DIAGNOSIS + (TALK if told else "")
    title = "What the pain itself looks like"
    return Section(title, lead if lines else "", lines, form="entries", heads=("Speaks for",))


def _say_likeness(one: RankedPattern, what_next: str, *, even: bool) -> Line:
    more = _filled((Line(_say_against(one.against), "Speaks against"), Line(what_next, "What next")))
    fits = "may fit" if one.fit == "possible" else "fits"
    fits += " just as well" if even else ""
    return Line(say_because(one.for_), f"Looks like: {one.name}", one.id, fits, more=more)


# -- the plan ------------------------------------------------------------------------------------------------------


def _plan(
    title: str, choose: Callable[[Assessment], Sequence[PlanLine]], due: str = "Now: "
) -> Callable[[Advice], Section]:
    """What makes a section of lines of the plan, each with its date; `due` opens those whose day has come."""

    def make(advice: Advice) -> Section:
        lines = (Line(_say_when(advice, line, due), id=line.id) for line in choose(advice.result))
        return Section(title, lines=tuple(lines))

    return make


def _today(advice: Advice) -> Section:
    """Today's lines, without the one that is told word for word under what to change first."""

    def left(result: Assessment) -> Sequence[PlanLine]:
        told = result.first_change if advice.coached else ""
        return [line for line in result.plan.today if line.text != told]

    return _plan("Today", left)(advice)


def _this_week(advice: Advice) -> Section:
    """The lines of the week below the step of the ladder on which the plan starts, which a check-in asks for."""
    section = _plan("This week", lambda one: one.plan.this_week)(advice)
    rung = next((one for one in advice.ladder if one.id == advice.result.starts_at), None)
    if rung is None or advice.result.plain_soreness or not section:
        return section
    leading = next((one for one in advice.result.contributors if one.id in advice.result.lead[:1]), None)
    short = STOP_SHORT if leading is not None and leading.action == "depth-stop" else ""
    return replace(section, lead=WHICH_STEP.format(step=rung.step, name=rung.name) + short)


def _next_weeks(advice: Advice) -> Section:
    """The lines of the next weeks, below what their days mean."""
    section = _plan("The next weeks", lambda one: one.plan.next_weeks)(advice)
    return replace(section, lead=EARLIEST) if section else section


def _say_when(advice: Advice, line: PlanLine, due: str = "Now: ") -> str:
    """A line of the plan with its date, which opens a later line that names none; due now where it has come."""
    if 0 < line.after_days <= advice.days_gone:
        return due + advice.dated(line.text, line.after_days)
    opened = f"From {{date}}: {line.text}" if line.after_days and "{date}" not in line.text else line.text
    return advice.dated(opened, line.after_days or None)


def _swap(advice: Advice) -> Section:
    """Other lifts: in place of the sore one where it waits, else only if it goes on hurting."""
    waits = advice.result.flared or not advice.result.starts_at
    title = "Do one of these instead for now" if waits else "If that lift keeps hurting, do one of these instead"
    section = _plan(title, lambda one: one.plan.swap_for)(advice)
    return replace(section, lead=SETS_OF_A_SWAP.format(left="4 to 5" if waits else "3")) if section else section


def _keep(advice: Advice) -> Section:
    return Section("Keep doing", lines=tuple(Line(text) for text in advice.result.keep_doing))


def _picture(advice: Advice) -> Section:
    """The form fault that leads, beside the right way."""
    return Section("What it looks like", fault=find_top_fault(advice.result, advice.lifts))


def _given(name: str) -> Callable[[Advice], Section]:
    """What makes a section of one that was handed in."""
    return lambda advice: advice.given.get(name, Section(""))


# -- who gets what -------------------------------------------------------------------------------------------------

SCREENS: dict[str, dict[str, int]] = {
    "emergency": {"actions": ALL, "desk": 1, "reasons": 3},
    "urgent": {"actions": ALL, "answers": ALL, "desk": 1, "reasons": 3, "watch": ALL},
    "clinician": {"actions": 4, "reasons": 3, "answers": ALL, "watch": ALL},
    "unscreened": {"ask-first": ALL, "actions": ALL, "answers": ALL, "watch": ALL},
    "self-care": {"answers": ALL, "actions": ALL, "today": 3, "keep": 1, "watch": ALL},
    "coached": {"answers": ALL, "change": ALL, "today": 3, "keep": 1, "watch": ALL},
}
"""The first screen below its verdict, by level: what is on it in which order, and how many lines of it.

`coached` is self-care with something to change. With an emergency nothing is watched for, with a booking the booking
comes first, and without a level the questions that would give one.
"""

BOTH: Mapping[Reader, int] = {"person": ALL, "lifter": ALL}

PARTS: list[Part] = [
    Part("why", _given("why"), {"clinician": ALL}, alone=True),
    Part("signs", _given("signs"), {"clinician": ALL}, alone=True),
    Part("verdict", _verdict, {"lifter": ALL}, alone=True),
    Part("ask-first", _ask_first, {"lifter": ALL}),
    Part("actions", _actions, {"lifter": ALL}, alone=True),
    Part("desk", _desk, alone=True),
    Part("reasons", _reasons, alone=True),
    Part("answers", _answers, alone=True),
    Part("change", _change, {"lifter": ALL}),
    Part("causes", _causes, {"person": ALL, "clinician": 5}),
    Part("faults", _faults, {"person": ALL, "lifter": 3}),
    Part("for-you", _for_you, {"person": ALL, "lifter": ALL}),
    Part("likeness", _likeness, {"person": ALL, "clinician": ALL}),
    Part("actions", _actions, {"person": ALL}, row="plan"),
    Part("today", _today, BOTH, row="plan"),
    Part("this-week", _this_week, BOTH, row="plan"),
    Part("next-weeks", _next_weeks, BOTH, row="plan"),
    Part("see-someone", _plan("See a clinician if", lambda one: one.plan.see_someone_if, due=""), BOTH, row="plan"),
    Part("keep", _keep, {"person": ALL}, row="plan"),
    Part("swap", _swap, BOTH),
    Part("picture", _picture, BOTH),
    Part("open", list_open, {"person": ALL}),
    Part("set-aside", list_set_aside, {"asked": ALL}),
    Part("points", list_points, {"asked": ALL}),
    Part("sources-urgency", cite_urgency, {"asked": ALL}, alone=True, row="sources"),
    Part("sources-causes", cite_causes, {"asked": ALL}, row="sources"),
    Part("ladder", _given("ladder"), {"lifter": ALL}),
    Part("log", _given("log"), {"clinician": ALL, "lifter": ALL}),
    Part("log-picture", _given("log-picture"), {"lifter": ALL}),
    Part("tried", _given("tried"), {"clinician": ALL}, alone=True),
    Part("trend", _given("trend"), {"clinician": ALL}, alone=True),
    Part("notes", _given("notes"), {"clinician": ALL}, alone=True),
    Part("watch", _watch, {"lifter": ALL}, alone=True),
]
"""All sections in the order in which everybody gets them."""
