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
from backcheck.reasoning.plan_words import ROUNDS
from backcheck.reasoning.spared import stops_short
from backcheck.show.causes import (
    CauseGroup,
    cite_causes,
    cite_urgency,
    find_leaders,
    find_top_fault,
    group_causes,
    list_fixes,
    list_open,
    list_points,
    list_set_aside,
)
from backcheck.show.document import Advice, Line, Part, Reader, Section
from backcheck.show.phrases import FITS, join_words, list_headlines, say_because

if TYPE_CHECKING:
    from datetime import date

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.assessment import AdviceLine, Assessment, Evidence, PlanLine

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
NO_FAULT_IN_ROUNDS = "We can't name a form fault yet. Film yourself from the side as you tire, then answer again."
NO_FAULT_ELSEWHERE = "We can't name a form fault yet. Film from the side how you lift, then answer again."
EITHER = "This fits just as well: {name}."
WHY_THIS_FIRST = "First come the changes of the first screen, the quickest to try. Then comes what fits best."
EASE_FIRST = "Let the pain ease."
THEN_READ = "Then read further down what may have set it off."
SETS_OF_A_SWAP = "If a line names no sets, do 3 sets of 8. Stop each set when you could still do {left} more reps."
WEIGHTS_OF_THE_PLAN = "Take weights, sets, reps and rests from your plan, even where a fix says something else."
RANGE_OF_THE_STEP = "Take range, weights, sets, reps and rests from your step, even where a fix says something else."
WEIGHTS_IN_ROUNDS = "Take weight, pace, time, rounds and sets from your plan, even where a fix says something else."
SETS_OF_THE_STEP = "Take sets and reps from your plan, even where a fix says something else."
WHICH_STEP = "Your plan starts on step {step} of the way back: {name}."
STOP_SHORT = " Go only as low as your first change lets you."
EARLIEST = "Each day is the earliest one. Where a line asks for something that isn't true yet, wait until it is."
TOO_LITTLE = (
    "You told us too little to name one thing. "
    "Start with the general steps: less weight, less range, slower reps or another lift."
)
TOO_LITTLE_ELSEWHERE = "You told us too little to name one thing. Start with the general steps of today."
NEVER_A_DIAGNOSIS = "This is not a diagnosis. Nobody can tell from words which part of a back is sore."
TALK = " It may help you to talk with a clinician who examines you."


def advise(kb: KnowledgeBase, result: Assessment, day: date | None = None) -> Advice:
    """The advice of this assessment, read on this day, with all that the knowledge base adds to it."""
    prompts = {question.id: question.prompt for question in kb.questions.values()}
    ladder, rarer = told_ladder(kb, result.exercise), kb.base.watch_for.rarer
    return Advice(result, day, prompts, kb.sources, kb.lifts, ladder=ladder, rarer=rarer)


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
    lines = (Line(advice.prompts.get(name, name), id=name) for name in advice.result.triage.unanswered)
    return Section("Answer first", lines=tuple(lines), form="steps")


def _actions(advice: Advice) -> Section:
    return Section("What to do", lines=_dated(advice, advice.result.triage.action), form="steps")


def _dated(advice: Advice, lines: Iterable[AdviceLine]) -> tuple[Line, ...]:
    return tuple(Line(advice.dated(line.text), id=line.id) for line in lines)


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


def _change(advice: Advice) -> Iterator[Line]:
    """The one thing to change, with the reader's own words for why, and what comes after it."""
    result = advice.result
    leaders = find_leaders(group_causes(result.contributors), result.lead)
    if not advice.coached:
        return
    general, film = (TOO_LITTLE, NO_FAULT) if advice.gym else (TOO_LITTLE_ELSEWHERE, NO_FAULT_ELSEWHERE)
    if result.exercise in ROUNDS:
        general, film = TOO_LITTLE_ELSEWHERE, NO_FAULT_IN_ROUNDS
    if result.flared:
        yield Line(f"{EASE_FIRST} {THEN_READ}" if result.contributors else EASE_FIRST, "FIRST", "ease-first")
    elif not leaders or not result.enough:
        yield Line(general, "CHANGE FIRST", "too-little")
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
            yield Line(film, "THEN", "film-first")


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
    result, mending = advice.result, advice.reader != "clinician"
    title = "What in your training may set it off" if advice.gym else "What may set it off"
    if not mending:
        title = title.replace("your ", "")
    elif when := _when(result):
        title = f"What may {'have ' if result.flared else ''}set it off, for {when}"
    elif result.plain_soreness:
        title = "If you want less soreness"
    ranked = group_causes(result.contributors)
    entries = _leaders_first(result) if advice.coached and not result.flared else ranked
    told = [entry for number, entry in enumerate(entries) if number < IN_FULL or entry.leader.fit != "possible"]
    second = _second_loads(result)
    lines = []
    for entry in told:
        leader = entry.leader
        more = [Line(_say_against(leader.against), "Speaks against")]
        if mending:
            more.append(Line("" if leader.id in second else leader.change, "Change", style="fix"))
            more.append(Line(", ".join(one.name for one in entry.same), "Looks the same"))
        because = say_because(entry.evidence)
        lines.append(Line(because, leader.name, leader.id, FITS[leader.fit], more=_filled(more)))
    if others := "; ".join(entry.leader.name for entry in entries if entry not in told):
        lines.append(Line(others, "Also possible"))
    moved = [entry.leader.id for entry in entries] != [entry.leader.id for entry in ranked]
    waits = result.flared and advice.gym and mending
    lead = WHY_THIS_FIRST if moved else _weights_of_the_plan(result) if waits and lines else ""
    return Section(title, lead, tuple(lines), form="ranked", heads=("Why we say it",))


def _weights_of_the_plan(result: Assessment) -> str:
    """What a fix leaves to the plan, in the words for those who train in rounds."""
    return WEIGHTS_IN_ROUNDS if result.exercise in ROUNDS else WEIGHTS_OF_THE_PLAN


def _leaders_first(result: Assessment) -> list[CauseGroup]:
    """The causes in the order of the first screen: what leads, then the others in rank order."""
    ranked = group_causes(result.contributors)
    leaders = find_leaders(ranked, result.lead)
    led = {one.id for entry in leaders for one in entry.members}
    return [*leaders, *(entry for entry in ranked if entry.leader.id not in led)]


def _second_loads(result: Assessment) -> set[str]:
    """The loads told beside a ticked fault that says how the lift itself is begun again; none once there is a plan."""
    loads = [one for one in result.contributors if one.family == "load"] if result.coaching.mode == "hold" else []
    own = {one.id for one in loads if one.fixes and one.fixes[0].ticked}
    return {one.id for one in loads} - own if own else set()


def _when(result: Assessment) -> str:
    """From when on lifting is to be changed; empty where that is now."""
    if result.triage.level == "clinician":
        return "when you are cleared"
    if result.triage.level == "unscreened":
        return "when the safety questions are answered"
    return "when it has eased" if result.flared else ""


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

    def is_seen(entry: CauseGroup) -> bool:  # or leads
        return entry.leader.id in led or any(fix.ticked for fix in entry.fixes)

    entries = [entry for entry in _leaders_first(advice.result) if entry.leader.fit != "possible" or is_seen(entry)]
    entries.sort(key=lambda entry: not is_seen(entry))
    waits = _second_loads(advice.result)
    entries = [entry for entry in entries if entry.leader.id not in waits]
    lines = tuple(list_fixes(entries[:IN_FULL]))
    heads = ("What goes wrong", "Fix", "Cue")
    lead = _weights_of_the_plan(advice.result) if advice.gym and advice.result.starts_at else ""
    lead = SETS_OF_THE_STEP if advice.result.flared and not advice.gym else lead
    title = " ".join(filter(None, ("What to fix", _when(advice.result))))
    first = [fix.id for entry in entries[:1] for fix in entry.fixes]
    if lines and lines[0].id in first:  # else what leads was not ticked, and stands below what was
        title += ", in this order"
    return Section(title, lead if lines else "", lines, form="rows", heads=heads)


def _likeness(advice: Advice) -> Section:
    """Patterns that are not serious; a serious one is never named as a likeness, and none where nobody coaches.

    Which part of a back is sore cannot be told from words, so no more than "fits" is said.
    """
    result = advice.result
    booked, told = result.triage.level == "clinician", advice.reader != "clinician"
    likely = [one for one in result.patterns if not one.serious and not (booked and one.id == SORENESS)]
    shown = likely[:MOST_LIKENESSES] if result.coaching.mode != "none" else []
    even = [one for before, one in pairwise(result.patterns) if one.even and before in shown]
    lines = []
    for one in shown:
        fits = ("may fit" if one.fit == "possible" else "fits") + (" just as well" if one in even else "")
        goes_on = told and not booked and (one.id == SORENESS) == result.plain_soreness
        more = Line(_say_against(one.against), "Speaks against"), Line(one.what_next if goes_on else "", "What next")
        lines.append(Line(say_because(one.for_), f"Looks like: {one.name}", one.id, fits, more=_filled(more)))
    lead = NEVER_A_DIAGNOSIS + (TALK if told else "")
    title = "What the pain itself looks like"
    return Section(title, lead if lines else "", tuple(lines), form="entries", heads=("Speaks for",))


# -- the plan ------------------------------------------------------------------------------------------------------


def _plan(advice: Advice, title: str, lines: Iterable[PlanLine], lead: str = "", due: str = "Now: ") -> Section:
    """A section of lines of the plan, each with its date; `due` opens those whose day has come."""
    told = []
    for line in lines:
        if 0 < line.after_days <= advice.days_gone:
            text = due + advice.dated(line.text, line.after_days)
        else:
            opening = "From {date}: " if line.after_days and "{date}" not in line.text else ""
            text = advice.dated(opening + line.text, line.after_days or None)
        told.append(Line(text, id=line.id))
    return Section(title, lead if told else "", tuple(told))


def _today(advice: Advice) -> Section:
    """Today's lines, without the one that is told word for word under what to change first."""
    told = advice.result.first_change if advice.coached else ""
    return _plan(advice, "Today", (line for line in advice.result.plan.today if line.text != told))


def _this_week(advice: Advice) -> Section:
    """The lines of the week below the step of the ladder on which the plan starts, which a check-in asks for."""
    result, lead = advice.result, ""
    rung = next((one for one in advice.ladder if one.id == result.starts_at), None)
    if rung is not None and not result.plain_soreness:
        leading = next((one for one in result.contributors if one.id in result.lead[:1]), None)
        short = STOP_SHORT if leading is not None and stops_short(leading) else ""
        lead = WHICH_STEP.format(step=rung.step, name=rung.name) + short
    return _plan(advice, "This week", result.plan.this_week, lead)


def _swap(advice: Advice) -> Section:
    """Other lifts: for the sore one while it waits, for a sore move of the step, or if the lift goes on hurting."""
    result = advice.result
    waits = result.flared or not result.starts_at
    title = "Do one of these instead for now" if waits else "If that lift keeps hurting, do one of these instead"
    if result.flared and result.starts_at:
        title = BESIDE_THE_STEP
    return _plan(advice, title, result.plan.swap_for, SETS_OF_A_SWAP.format(left="4 to 5" if waits else "3"))


BESIDE_THE_STEP = "If a move of your step hurts, do one of these instead"
"""The step is the session of who is below the lift itself; another lift doesn't come on top of it."""


def _given(name: str) -> Callable[[Advice], Section]:
    """What makes a section of one that only a report has."""
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
    Part("actions", _actions, {"lifter": ALL}, alone=True, called="what to do"),
    Part("desk", _desk, alone=True),
    Part("reasons", _reasons, alone=True, called="why we say this"),
    Part("answers", _answers, alone=True, called="the answers to what people ask first"),
    Part("change", lambda one: Section("What to change first", lines=tuple(_change(one))), {"lifter": ALL}),
    Part("causes", _causes, {"person": ALL, "clinician": 5}, called="what may have set it off, or in which order"),
    Part("faults", _faults, {"person": ALL, "lifter": 3}, called="what to fix"),
    Part(
        "for-you", lambda one: Section("For you", lines=_dated(one, one.result.notes)), BOTH, called="the notes for you"
    ),
    Part("likeness", _likeness, {"person": ALL, "clinician": ALL}, called="what the pain looks like"),
    Part("actions", _actions, {"person": ALL}, row="plan"),
    Part("today", _today, BOTH, row="plan", called="the plan for today"),
    Part("this-week", _this_week, BOTH, row="plan", called="the plan for this week"),
    Part(
        "next-weeks",
        lambda one: _plan(one, "The next weeks", one.result.plan.next_weeks, EARLIEST),
        BOTH,
        row="plan",
        called="the plan for the next weeks",
    ),
    Part(
        "see-someone",
        lambda one: _plan(one, "See a clinician if", one.result.plan.see_someone_if, due=""),
        BOTH,
        row="plan",
        called="when to see a clinician",
    ),
    Part(
        "keep",
        lambda one: Section("Keep doing", lines=tuple(map(Line, one.result.keep_doing))),
        {"person": ALL},
        row="plan",
        called="what to keep doing",
    ),
    Part("swap", _swap, BOTH, called="the lifts to swap to"),
    Part(
        "picture",
        lambda one: Section("What it looks like", fault=find_top_fault(one.result, one.lifts)),
        BOTH,
        called="the picture",
    ),
    Part("open", list_open, {"person": ALL}, called="what would still change the advice"),
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
    Part("watch", _watch, {"lifter": ALL}, alone=True, called="when to get help"),
]
"""All sections in the order in which everybody gets them."""
