"""Leading somebody through drills, a warm-up or a self-test on the terminal, step by step and with a clock."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from backcheck.ask.guide import Guide
from backcheck.ask.port import Move, Row
from backcheck.cli.machine import has_terminal
from backcheck.cli.options import asking
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError
from backcheck.knowledge.routines import lead_drills, lead_test, pick_core
from backcheck.reasoning.lookahead import deciding_tests
from backcheck.show.training import EASES, say_minutes

if TYPE_CHECKING:
    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.knowledge.routines import Stint
    from backcheck.knowledge.training import Drill, SelfTest, TestResult
    from backcheck.reasoning.answers import Answer

RED_LINE = "Stop at once if the pain gets sharp, climbs above 3 out of 10 or goes into a leg."

NOW, LATER, NO = "now", "later", "no"
SKIPPED = "I didn't do it"


def need_terminal(command: str) -> None:
    """Raises `UsageError` where nobody could be led."""
    if not has_terminal():
        raise UsageError("--start leads you through it, and that needs a terminal.", f"To read it: {command}")


def start_drills(runtime: Runtime, drills: Sequence[Drill]) -> None:
    """Leads through one drill, or through the core drills of the kind that the person picks."""
    if len(drills) > 1:
        groups = {eases: pick_core(drills, eases) for eases in EASES}
        names = {eases or "any": f"{text}: {', '.join(d.name for d in groups[eases])}" for eases, text in EASES.items()}
        with asking(runtime) as asker:
            chosen = asker.choose("Which drills?", [Row(key, label) for key, label in names.items()])
        if isinstance(chosen, Move):
            return
        drills = groups["" if chosen == "any" else chosen]
    start(runtime, lead_drills(drills))


def start(runtime: Runtime, stints: Sequence[Stint]) -> None:
    """Leads through the stints from the first to the last."""
    with asking(runtime) as asker:
        asker.note(RED_LINE)
        guide, finished = lead(runtime, asker, stints)
        asker.note("Done." if finished else f"Stopped at {guide.place + 1} of {len(guide.stints)}.")


def lead(runtime: Runtime, asker: Asker, stints: Sequence[Stint]) -> tuple[Guide, bool]:
    """Leads through the stints; returns how far it went and whether that was to the end. May raise `Left`."""
    full, rest = "━-" if runtime.talk().unicode else "-."

    def draw_bar(done: float, width: int) -> str:
        return (full * round(done * width)).ljust(width, rest)

    guide = Guide(stints, time.monotonic())
    return guide, asker.lead(guide, time.monotonic, draw_bar)


# -- self-tests --------------------------------------------------------------------------------------------------------


def offer_test(
    runtime: Runtime, asker: Asker, kb: KnowledgeBase, answers: dict[str, Answer]
) -> dict[str, Answer] | None:
    """Offers the quickest test that would decide; the answers with its outcome, or None where it was not done."""
    test = next(iter(deciding_tests(kb, answers)), None)
    if test is None:
        return None
    rows = (
        Row(NOW, f"Try it now ({say_minutes(test)})"),
        Row(LATER, f"Later (backcheck tests {test.id})"),
        Row(NO, "No"),
    )
    lines = (test.asks, f"You need: {', '.join(test.kit)}.")
    if asker.choose(f"A test would tell more: {test.name}", rows, lines=lines) != NOW:
        return None
    result = run_test(runtime, asker, test)
    return None if result is None else {**answers, f"test-{test.id}": (result.id,)}


def run_test(runtime: Runtime, asker: Asker, test: SelfTest) -> TestResult | None:
    """Who must not, the steps, what happened; None where it was not done. May raise `Left`."""
    if test.not_if:
        rows = (
            Row(NO, "One of these is true, or I am not sure: leave the test out"),
            Row(NOW, "None of these: begin", key="0"),
        )
        lines = [f"- {claim.text}" for claim in test.not_if]
        if asker.choose("Leave the test out if", rows, lines=lines) != NOW:
            return None
    guide, _finished = lead(runtime, asker, lead_test(test))
    times = [f"{seconds:.0f} seconds" for _, seconds in sorted(guide.held.items()) if seconds >= 1]
    held = [f"Your time: {', then '.join(times)}."] if times else []
    lines = [*held, f"What counts as passed: {test.passed.text}"]
    outcomes = [Row(result.id, result.label) for result in test.results]
    chosen = asker.choose("What happened?", (*outcomes, Row(NO, SKIPPED)), lines=lines)
    result = next((result for result in test.results if result.id == chosen), None)
    if result is not None:
        asker.note(f"{test.name}: {result.label}. {result.then}")
    return result


def start_test(runtime: Runtime, tests: Sequence[SelfTest]) -> None:
    """The one test from its first step to what follows from it."""
    [test] = tests
    with asking(runtime) as asker:
        asker.note(f"{test.name}. {test.asks} About {say_minutes(test)}. You need: {', '.join(test.kit)}.")
        result = run_test(runtime, asker, test)
        if result is None:
            asker.note(f"Left out. To read it: backcheck tests {test.id}")
        elif test.drills and result.id != "pass":
            asker.note(f"Drills that help: {', '.join(f'backcheck core {drill}' for drill in test.drills)}.")
