"""Self-tests with guidance: offered after a result where one would decide, or run alone by `backcheck tests ID`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcheck.cli.exits import Exit
from backcheck.cli.guided import lead
from backcheck.cli.runtime import Runtime
from backcheck.show.training import say_minutes

if TYPE_CHECKING:
    from backcheck.ask.guide import Guide
    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import KnowledgeBase, SelfTest
    from backcheck.knowledge.training import TestResult
    from backcheck.reasoning.answers import Answer

NOW, LATER, NO = "now", "later", "no"
SKIPPED = "I did not do it"


def offer_test(
    runtime: Runtime, asker: Asker, kb: KnowledgeBase, answers: dict[str, Answer]
) -> dict[str, Answer] | None:
    """Offers the quickest test that would decide; the answers with its outcome, or None where it was not done."""
    from backcheck.ask.port import Row
    from backcheck.reasoning.lookahead import deciding_tests

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
    from backcheck.ask.port import Row
    from backcheck.knowledge.routines import lead_test

    if test.not_if:
        rows = (
            Row(NO, "One of these is true, or I am not sure: leave the test out"),
            Row(NOW, "None of these: begin", key="0"),
        )
        lines = [f"- {claim.text}" for claim in test.not_if]
        if asker.choose("Leave the test out if", rows, lines=lines) != NOW:
            return None
    guide, _finished = lead(runtime, asker, lead_test(test))
    lines = [*_say_held(guide), f"What counts as passed: {test.passed.text}"]
    outcomes = [Row(result.id, result.label) for result in test.results]
    chosen = asker.choose("What happened?", (*outcomes, Row(NO, SKIPPED)), lines=lines)
    result = next((result for result in test.results if result.id == chosen), None)
    if result is not None:
        asker.note(f"{test.name}: {result.label}. {result.then}")
    return result


def run_alone(runtime: Runtime, test: SelfTest) -> int:
    """One test from its first step to what follows from it; returns the exit code."""
    from backcheck.ask.port import Left
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    try:
        with asker.session():
            asker.note(f"{test.name}. {test.asks} About {say_minutes(test)}. You need: {', '.join(test.kit)}.")
            result = run_test(runtime, asker, test)
            if result is None:
                asker.note(f"Left out. To read it: backcheck tests {test.id}")
            elif test.drills and result.id != "pass":
                asker.note(f"Drills that help: {', '.join(f'backcheck core {drill}' for drill in test.drills)}.")
    except Left as left:
        return exit_of(left)
    return Exit.DONE


def _say_held(guide: Guide) -> list[str]:
    """What the clock showed, for each step that had one."""
    times = [f"{seconds:.0f} seconds" for _, seconds in sorted(guide.held.items()) if seconds >= 1]
    return [f"Your time: {', then '.join(times)}."] if times else []
