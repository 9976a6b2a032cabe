"""`backcheck checkin`: about two minutes, a while after an interview: how is it, and up, stay or back?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import typer

from backcheck.ask.checkin import Before, ask_checkin
from backcheck.ask.port import Left, Row
from backcheck.ask.sign_lists import ask_signs
from backcheck.ask.tty import heed_signals
from backcheck.cli.answers_file import emergency_first, read_document
from backcheck.cli.interview import choose_asker, exit_of, print_to_copy, say_sign
from backcheck.cli.journal_entries import (
    bouts_of,
    bouts_with,
    last_interview,
    need_journal,
    read_entries,
    revive,
    signs_since,
    visits_of,
)
from backcheck.cli.machine import has_terminal, now, today
from backcheck.cli.options import make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import AnswersError, BackcheckError, UsageError
from backcheck.journal.records import Stamp
from backcheck.knowledge.levels import is_grave
from backcheck.reasoning.answers import read_answers, read_each
from backcheck.reasoning.bouts import CheckIn
from backcheck.reasoning.ladder import told_ladder
from backcheck.reasoning.recheck import (
    MUCH_PAIN,
    days_since_full,
    earlier_sign,
    emergency_lists,
    hurts_much,
    judge_checkin,
    known_signs,
    lists_to_ask,
    may_group,
    may_have_been_seen,
    ordered_step,
    screen,
)
from backcheck.reasoning.screening import renew
from backcheck.show.advice import advise
from backcheck.show.checkin import render_earlier, render_outcome
from backcheck.show.first_screen import close_up, render_first_screen
from backcheck.text import clean, is_blank

if TYPE_CHECKING:
    from backcheck.cli.journal_entries import PastInterview
    from backcheck.journal.records import Entry
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.recheck import CheckInResult, EarlierSign, Screened

app = make_app()

MUCH = "Your pain reached {much:g} out of 10 or more"
WORSE = "Your back hurts more than before"
ALL_SIGNS = "{why}, so we ask all the danger signs."
NO_INTERVIEW = "The journal holds no interview to look back on."

BELOW = 3
"""Rows of a window that are taken below the answer: by what is said of the entry, and by the prompt of the shell."""

LONGEST = 200
"""Characters of the person's own words for an activity or a change."""

_EXAMPLE = 'It looks like {"checkin": {"signs": {"safety-body": ["none"]}, "pain_now": 3, "step": 1}}.'
_SCORES = ("pain_now", "pain_worst", "pain_in_lift", "activity_score")


@app.command()
def checkin(
    ctx: typer.Context,
    answers: Annotated[str, typer.Option(metavar="FILE|-", help="Read the check-in from JSON and ask nothing.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Look back at danger signs, pain and what you changed. Then see if you go up a step, stay or go back."""
    runtime: Runtime = ctx.obj
    kb = runtime.knowledge_or_signs(lambda: _read_given(answers).get("signs") if answers else {}, quiet=as_json)
    try:
        entries = _read_journal(runtime)
        interview = last_interview(entries)
        if interview is None:
            raise UsageError(NO_INTERVIEW, "Answer one and keep it: backcheck diagnose.")
    except BackcheckError:
        if answers:
            _show_signs(runtime, kb, answers, as_json=as_json)
        raise
    old = revive(kb, interview)
    looked = _read_or_ask(runtime, kb, entries, old, answers, as_json=as_json)
    outcome = None
    if not is_grave(looked.checkin.level):
        bouts = bouts_with(kb, entries, looked.checkin, today())
        outcome = judge_checkin(kb, bouts, old.assessment, old.answers, today().toordinal())
    earlier = earlier_sign(kb, visits_of(entries, today()), today().toordinal(), looked.checkin.level)
    number, ended = None, None
    if not as_json:
        try:
            with heed_signals():
                _print(runtime, kb, looked, outcome, earlier, old.answers)
        except Left as left:  # a window that is closed over a long page: what was said is kept all the same
            ended = exit_of(left)
    try:
        with need_journal(hurry=True) as journal:
            number = journal.keep_checkin(looked.checkin, Stamp(kb.base.version, kb.hash), now())
    except BackcheckError:
        if not answers:
            _print_to_copy(runtime, looked)
        raise
    finally:
        if as_json:
            _print_json(runtime, looked, outcome, number, earlier)
    if not as_json:
        runtime.tell(f"Kept as entry {number}. backcheck history plot draws all of them.")
    if ended is not None:
        raise typer.Exit(ended)


def _show_signs(runtime: Runtime, kb: KnowledgeBase, source: str, *, as_json: bool) -> None:
    """What a check-in from a file says of danger today, where there is no journal to look back on."""
    with suppress(BackcheckError):  # a file that is wrong says nothing; the journal's own error comes next
        looked = screen(kb, _read_file(runtime, kb, source, quiet=as_json), {}, emergency_lists(kb))
        if is_grave(looked.checkin.level):
            if as_json:
                _print_json(runtime, looked, None, None)
            else:
                _print(runtime, kb, looked, None)


def _read_journal(runtime: Runtime) -> list[Entry]:
    """What is kept, and counts. Raises `UsageError` where nothing is or may be, `FileError` where it cannot be read."""
    with need_journal(hurry=True) as journal:
        if not journal.keeping:
            raise UsageError(
                "The journal is off, and a check-in is worth little if it isn't kept.",
                "Turn it on: backcheck history on.",
            )
        kept = read_entries(journal)
    runtime.tell(*kept.say())
    return kept.entries


def _print_to_copy(runtime: Runtime, looked: Screened) -> None:
    """The check-in on one line, as `--answers` reads it, where it could not be kept."""
    import json

    said = {
        key: value
        for key, value in msgspec.to_builtins(looked.checkin).items()
        if key == "step" or (key != "level" and value is not None)
    }
    print_to_copy(runtime, "This is your check-in. To keep it,", json.dumps({"checkin": said}))


def _read_file(
    runtime: Runtime, kb: KnowledgeBase, source: str, *, quiet: bool, last_step: int | None = None
) -> CheckIn:
    """The check-in in a file, on the step of `last_step` where it leaves the step out, as null does not.

    A change that it names has the words of the advice where it gives none.
    Raises as `_read_given` and `read_checkin`, after the page of an emergency.
    """
    given = _read_given(source)
    with emergency_first(runtime, kb, given.get("signs"), quiet=quiet):
        said = read_checkin(kb, given)
    changed = kb.contributors.get(said.change)
    if changed is not None and not said.change_text:
        said = msgspec.structs.replace(said, change_text=changed.change)
    return said if "step" in given else msgspec.structs.replace(said, step=last_step)


def _read_or_ask(
    runtime: Runtime, kb: KnowledgeBase, entries: list[Entry], old: PastInterview, source: str, *, as_json: bool
) -> Screened:
    """The check-in from a file or from the person; the other danger signs too where it got worse."""
    at = max(number for number, entry in enumerate(entries) if entry.diagnosis is not None)
    known = known_signs(kb, old.answers, signs_since(kb, entries[at + 1 :]))
    bouts = bouts_of(kb, entries, today())
    last_step = ordered_step(kb, bouts, old.assessment, old.answers)
    if source:
        said = _read_file(runtime, kb, source, quiet=as_json, last_step=last_step)
        return screen(kb, said, known, lists_to_ask(kb, bouts, said), old.answers)
    if not has_terminal():
        raise UsageError(
            "A check-in needs a terminal for its questions.", "Without one: backcheck checkin --answers FILE."
        )
    asker = choose_asker(runtime)
    try:
        with asker.session(page=True):
            grouped = may_group(kb, known, days_since_full(kb, _told(kb, entries), today().toordinal()))
            visit = bool(bouts) and may_have_been_seen(kb, bouts[-1], old.assessment, today().toordinal())
            before = _before(kb, entries, old, known, grouped=grouped, last_step=last_step, visit=visit)
            said = ask_checkin(kb, before, asker)
            looked = screen(kb, said, known, emergency_lists(kb), old.answers)
            wanted = lists_to_ask(kb, bouts, said)
            rest = [name for name in wanted if said.groups is not None or name not in said.signs]
            if rest and not is_grave(looked.safety.triage.level):
                asker.note(ALL_SIGNS.format(why=_say_worse(said)))
                more = ask_signs(kb, rest, looked.signs, asker)
                again = renew(kb, read_each(kb, looked.checkin.signs)[0], more)
                signs = {name: answer for name, answer in again.items() if isinstance(answer, tuple)}
                looked = screen(kb, msgspec.structs.replace(said, signs=signs, groups=None), known, wanted, old.answers)
    except Left as left:
        say_sign(runtime, kb, left.known)
        runtime.tell("Nothing was kept.")
        raise typer.Exit(exit_of(left)) from None
    return looked


def _say_worse(said: CheckIn) -> str:
    """Why the danger signs are asked in full: so much pain, or more than there was."""
    return MUCH.format(much=MUCH_PAIN) if hurts_much(said) else WORSE


def _told(kb: KnowledgeBase, entries: list[Entry]) -> Iterator[tuple[int, CheckIn | dict[str, Answer]]]:
    """The day of each entry to the knowledge of today, and what was said there of danger signs."""
    for entry in entries:
        if entry.stamp.hash == kb.hash:
            kept = entry.diagnosis
            said = entry.checkin or (read_each(kb, kept.answers)[0] if kept else None)
            if said is not None:
                yield entry.at.date().toordinal(), said


def _before(
    kb: KnowledgeBase,
    entries: list[Entry],
    old: PastInterview,
    known: dict[str, Answer],
    *,
    grouped: bool,
    last_step: int | None,
    visit: bool,
) -> Before:
    """What the questions need of the past: the lift, the person's own words, the advised changes, the step."""
    checkins = [entry.checkin for entry in entries if entry.checkin is not None]
    activity = next((said.activity for said in reversed(checkins) if said.activity), "")
    result = old.assessment
    lead = [one for one in result.contributors if one.id in result.lead] or list(result.contributors[:2])
    exercise = result.exercise
    rungs = sorted(told_ladder(kb, exercise), key=lambda rung: rung.step)
    known_activity = kb.lifts.get(exercise or "") or kb.activities.get(exercise or "")
    again = {*emergency_lists(kb), *(one.id for one in kb.follow_ups.values() if one.list_id in emergency_lists(kb))}
    return Before(
        known={name: answer for name, answer in known.items() if name not in again},
        grouped=grouped,
        exercise=exercise,
        lift=known_activity.spoken if known_activity else "the lift",
        activity=activity,
        changes=tuple(Row(one.id, one.change) for one in lead),
        steps=tuple((rung.step, rung.name) for rung in rungs) if result.coaching.mode == "full" else (),
        last_step=last_step,
        visit=visit,
        settle_above=kb.follow_up.light.green_to,
        settle_below=kb.follow_up.light.red_from,
    )


def _print(
    runtime: Runtime,
    kb: KnowledgeBase,
    looked: Screened,
    outcome: CheckInResult | None,
    earlier: EarlierSign | None = None,
    answers: dict[str, Answer] | None = None,
) -> None:
    """A graver sign of late; then an emergency or urgent one alone, else the light, the step and the clock."""
    out = runtime.out()
    lines = ["", *render_earlier(earlier, out)] if earlier is not None else []
    if outcome is None or outcome.raised or not outcome.screened:
        lines += ["", *render_first_screen(advise(kb, looked.safety, today()), out)]
    if outcome is not None:
        ladder = told_ladder(kb, outcome.exercise, answers)
        lines += ["", *render_outcome(outcome, kb.follow_up, ladder, out, kb.base.review.words)]
    lines = close_up(lines, out.rows - BELOW) if out.terminal else lines
    runtime.show(lines, paged=not is_grave(looked.checkin.level))  # nobody should have to press keys to go on reading
    if outcome is not None and outcome.screened and looked.safety.triage.unanswered:
        lists = " ".join(kb.questions[name].prompt for name in looked.safety.triage.unanswered)
        runtime.tell(f"{_say_worse(looked.checkin)}. Answer these danger signs again: {lists}")


def _print_json(
    runtime: Runtime,
    looked: Screened,
    outcome: CheckInResult | None,
    number: int | None,
    earlier: EarlierSign | None = None,
) -> None:
    """The same as JSON, without an entry where it could not be kept."""
    triage = looked.safety.triage
    content = {"entry": number, "level": triage.level, "checkin": looked.checkin, "triage": triage, "outcome": outcome}
    runtime.print_json(content | {"earlier_sign": earlier})


# -- a check-in from a file --------------------------------------------------------------------------------------------


def _read_given(name: str) -> dict[str, Any]:
    """The object under `checkin` in a file (`-` is standard input), not yet checked. Raises as `read_document`."""
    document = read_document(name)
    given = document.get("checkin") if isinstance(document, dict) else None
    if not isinstance(given, dict):
        raise AnswersError("$", "there is no object 'checkin'.", _EXAMPLE)
    return given


def read_checkin(kb: KnowledgeBase, given: dict[str, Any]) -> CheckIn:
    """The check-in that a file holds. Raises `AnswersError` with the JSON path of the first fault."""
    known = {field.encode_name for field in msgspec.structs.fields(CheckIn)} - {"level"}
    for key in given:
        if key not in known:
            raise AnswersError("$.checkin", f"there is no '{key[:60]}'.", f"Known: {', '.join(sorted(known))}.")
    _check_ranges(kb, given)
    try:
        said = msgspec.convert(given, CheckIn)
    except UnicodeEncodeError as error:  # half a letter in the place of something else
        raise AnswersError("$.checkin", "holds a text that no file can hold.", _EXAMPLE) from error
    except msgspec.ValidationError as error:
        problem, _, at = str(error).partition(" - at `$")
        raise AnswersError(f"$.checkin{at.rstrip('`')}", f"{problem}.", _EXAMPLE) from error
    _check_meanings(kb, given)
    read_answers(kb, said.signs, "$.checkin.signs")
    known_groups = [group.id for group in kb.check_in]
    for place, group in enumerate(said.groups or ()):
        if group not in known_groups:
            problem, remedy = f"there is no group '{clean(group)[:60]}'.", f"Known: {', '.join(known_groups)}."
            raise AnswersError(f"$.checkin.groups[{place}]", problem, remedy)
    return said


def _check_meanings(kb: KnowledgeBase, given: dict[str, Any]) -> None:
    """Raises `AnswersError` for a check-in that says nothing, an id of nothing, and words that are blank."""
    if not any(value not in (None, "", {}) for value in given.values()):
        raise AnswersError("$.checkin", "says nothing.", _EXAMPLE)
    for key in ("activity", "change_text"):
        if given.get(key) and is_blank(given[key]):
            raise AnswersError(f"$.checkin.{key}", "is blank.", "Say it in your own words, or leave it out.")
    known = {"exercise": [*kb.lifts, *kb.activities], "change": [*kb.contributors, "own"]}
    for key, ids in known.items():
        if given.get(key) and given[key] not in ids:
            raise AnswersError(
                f"$.checkin.{key}", f"there is no '{clean(given[key])[:60]}'.", "Give an id that there is."
            )


def _check_ranges(kb: KnowledgeBase, given: dict[str, Any]) -> None:
    for key in _SCORES:
        value = given.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not 0 <= value <= 10:
            raise AnswersError(f"$.checkin.{key}", "is out of range.", "Give a number from 0 to 10, or leave it out.")
    for key in ("activity", "change", "change_text"):
        if isinstance(given.get(key), str) and len(given[key]) > LONGEST:
            raise AnswersError(f"$.checkin.{key}", f"is longer than {LONGEST} characters.", "Say it shorter.")
    steps = [rung.step for rung in kb.ladder]
    if given.get("step") is not None and given["step"] not in steps:
        raise AnswersError("$.checkin.step", "is not a step of the way back.", f"Steps: {min(steps)} to {max(steps)}.")
