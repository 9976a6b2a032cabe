"""`backcheck checkin`: under a minute, a while after an interview: how is it, and up, stay or back?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from backcheck.cli.wiring import Runtime, has_terminal, today
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.ask.lookback import Before
    from backcheck.cli.past import Revived
    from backcheck.journal import Entry, Journal
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment
    from backcheck.reasoning.checkin import CheckIn
    from backcheck.show.checkin import Outcome

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})

NO_INTERVIEW = "There is no interview in the journal to look back on."


class Looked(NamedTuple):
    """A check-in with the danger signs of the interview behind it, and what all of them together come to."""

    said: CheckIn
    signs: dict[str, Answer]
    safety: Assessment


@app.command()
def checkin(
    ctx: typer.Context,
    answers: Annotated[str, typer.Option(metavar="FILE|-", help="The check-in from JSON; nothing is asked.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """Look back: danger signs, pain, what you changed, did it help; then up, stay or back."""
    from backcheck.cli.home import now
    from backcheck.cli.past import last_interview, need_journal, revive
    from backcheck.journal import Stamp

    runtime: Runtime = ctx.obj
    kb = runtime.knowledge()
    with need_journal() as journal:
        if not journal.keeping:
            raise UsageError(
                "The journal is off, and a check-in is worth little if it is not kept.",
                "Turn it on: backcheck history on.",
            )
        entries = journal.entries()
        interview = last_interview(entries)
        if interview is None:
            raise UsageError(NO_INTERVIEW, "Answer one and keep it: backcheck diagnose.")
        old = revive(kb, interview)
        looked = _look(runtime, kb, entries, old, answers)
        number = journal.keep_checkin(looked.said, Stamp(kb.base.version, kb.hash), now())
        outcome = _judge(kb, journal, old)
    _print(runtime, kb, looked, outcome, number, as_json=as_json)


def _look(runtime: Runtime, kb: KnowledgeBase, entries: list[Entry], old: Revived, source: str) -> Looked:
    """The check-in from a file or from the person; the other danger signs too where it got worse."""
    known = _known_signs(kb, entries, old)
    if source:
        from backcheck.cli.checkin_file import read_checkin

        said = read_checkin(kb, source)
        return _weigh(kb, said, known)
    if not has_terminal():
        raise UsageError(
            "A check-in needs a terminal for its questions.", "Without one: backcheck checkin --answers FILE."
        )
    from backcheck.ask.lookback import ask_checkin, ask_signs, emergency_lists
    from backcheck.ask.port import Left
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    try:
        with asker.session(page=True):
            looked = _weigh(kb, ask_checkin(kb, _before(kb, entries, old, known), asker), known)
            if looked.safety.triage.level not in ("emergency", "urgent") and _worse(kb, entries, looked.said):
                asker.note("That is worse than before, so the other danger signs come again.")
                others = [one.id for one in kb.questions.values() if one.stage == "safety"]
                rest = [one for one in others if one not in emergency_lists(kb)]
                looked = _weigh(kb, looked.said, {**known, **ask_signs(kb, rest, looked.signs, asker)}, rest)
    except Left as left:
        runtime.tell("Nothing was kept.")
        raise typer.Exit(exit_of(left)) from None
    return looked


def _known_signs(kb: KnowledgeBase, entries: list[Entry], old: Revived) -> dict[str, Answer]:
    """The danger signs as last answered: of the interview, and of the check-ins since, which ask some of them again."""
    from backcheck.cli.past import signs_since

    at = max(number for number, entry in enumerate(entries) if entry.diagnosis is not None)
    known = {name: answer for name, answer in old.answers.items() if _is_safety(kb, name)}
    return known | signs_since(kb, entries[at + 1 :])


def _weigh(kb: KnowledgeBase, said: CheckIn, known: dict[str, Answer], also: list[str] | None = None) -> Looked:
    """The check-in with the level that it gives together with what the interview knew of danger signs."""
    from msgspec.structs import replace

    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.assess import assess

    asked = read_answers(kb, {**said.signs, **{name: known[name] for name in also or () if name in known}})
    signs = {**known, **asked}
    safety = assess(kb, signs, look_ahead=False)
    kept = {name: tuple(answer) for name, answer in asked.items() if isinstance(answer, tuple)}
    return Looked(replace(said, signs=kept, level=safety.triage.level), signs, safety)


def _is_safety(kb: KnowledgeBase, name: str) -> bool:
    return kb.questions[name].stage == "safety" or name == "age"


def _before(kb: KnowledgeBase, entries: list[Entry], old: Revived, known: dict[str, Answer]) -> Before:
    """What the questions need of the past: the lift, the person's own words, the advised changes, the step."""
    from backcheck.ask.lookback import Before, emergency_lists
    from backcheck.ask.port import Row

    checkins = [entry.checkin for entry in entries if entry.checkin is not None]
    activity = next((said.activity for said in reversed(checkins) if said.activity), "")
    result = old.assessment
    lead = [one for one in result.contributors if one.id in result.lead] or list(result.contributors[:2])
    rungs = sorted(kb.ladder, key=lambda rung: rung.step)
    last = next((said.step for said in reversed(checkins) if said.step is not None), None)
    exercise = result.exercise
    known_activity = kb.lifts.get(exercise or "") or kb.activities.get(exercise or "")
    again = set(emergency_lists(kb))
    return Before(
        known={name: answer for name, answer in known.items() if name not in again},
        exercise=exercise,
        lift=known_activity.spoken if known_activity else "the lift",
        activity=activity,
        changes=tuple(Row(one.id, one.change) for one in lead),
        steps=tuple((rung.step, rung.name) for rung in rungs) if _is_full(result) else (),
        last_step=last,
        settle_above=kb.follow_up.light.green_to,
        settle_below=kb.follow_up.light.red_from,
    )


def _worse(kb: KnowledgeBase, entries: list[Entry], said: CheckIn) -> bool:
    """Whether this check-in, put at the end of the last bout, got worse."""
    from msgspec.structs import replace

    from backcheck.cli.past import bouts_of
    from backcheck.reasoning.followup import got_worse
    from backcheck.reasoning.story import Visit

    bouts = bouts_of(kb, entries, today())
    if not bouts:
        return False
    visit = Visit(id=0, day=today().toordinal(), level=said.level, exercise=said.exercise, checkin=said)
    return got_worse(kb.follow_up, replace(bouts[-1], visits=(*bouts[-1].visits, visit)))


def _judge(kb: KnowledgeBase, journal: Journal, old: Revived) -> Outcome:
    """What the last bout comes to with the new check-in in it."""
    from backcheck.cli.past import bouts_of
    from backcheck.knowledge.levels import URGENCY
    from backcheck.reasoning.followup import advise_step, due_rules, state_of
    from backcheck.reasoning.story import list_trends
    from backcheck.show.checkin import Outcome

    bouts = bouts_of(kb, journal.entries(), today())
    bout, result = bouts[-1], old.assessment
    last = bout.checkins[-1].level if bout.checkins else result.triage.level
    held = not _is_full(result) or last == "clinician"
    return Outcome(
        state=state_of(kb.follow_up, bout),
        held=held,
        raised=URGENCY[last] > URGENCY[result.triage.level],
        screened=last != "unscreened",
        step=None if held else advise_step(kb.follow_up, kb.ladder, bout),
        due=tuple(due_rules(kb.follow_up, bouts, today().toordinal())),
        trends=tuple(list_trends(kb.follow_up.change, bout)),
    )


def _is_full(result: Assessment) -> bool:
    return result.coaching.mode == "full"


def _print(
    runtime: Runtime, kb: KnowledgeBase, looked: Looked, outcome: Outcome, number: int, *, as_json: bool
) -> None:
    """An emergency or urgent sign stands alone; else the light, the step and the clock."""
    from backcheck.show.advice import advise
    from backcheck.show.checkin import render_outcome
    from backcheck.show.first_screen import render_first_screen

    out, level = runtime.out(), looked.safety.triage.level
    alone = level in ("emergency", "urgent")
    if as_json:
        from backcheck.show.as_json import encode

        found = None if alone else outcome
        content = {"entry": number, "level": level, "checkin": looked.said, "triage": looked.safety.triage}
        out.write([encode(content | {"outcome": found})])
        return
    lines: list[str] = []
    if alone or outcome.raised:
        lines = ["", *render_first_screen(advise(kb, looked.safety, today()), out)]
    if not alone:
        lines += ["", *render_outcome(outcome, kb.follow_up, kb.ladder, out, kb.base.review.words)]
    out.write(lines)
    runtime.tell(f"Kept as entry {number}. backcheck history plot draws all of them.")
