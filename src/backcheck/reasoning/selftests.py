"""Which self-tests are worth a person's minutes now: those whose outcome would change what to change first.

Pure: no clock, no screen. The results of a test are answers like any other (see the questions `test-<id>`).
"""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.knowledge.model import KnowledgeBase, SelfTest
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assess import assess
from backcheck.reasoning.conditions import holds


def deciding_tests(kb: KnowledgeBase, answers: Answers) -> tuple[SelfTest, ...]:
    """The self-tests that would decide between the leaders and that nothing forbids, the quickest first.

    A test decides where two of its results would leave a different contributor in the lead. None at any level but
    self-care, nor where no lifting advice is given: there nothing is to be tried out alone.
    """
    now = assess(kb, answers)
    if now.triage.level != "self-care" or now.coaching.mode != "full" or now.flared or not now.lead:
        return ()
    deciding = (test for test in kb.tests.values() if _is_open(kb, answers, test) and _decides(kb, answers, test))
    return tuple(sorted(deciding, key=lambda test: test.minutes))


def _is_open(kb: KnowledgeBase, answers: Answers, test: SelfTest) -> bool:
    """Whether it was not done yet and nothing forbids it."""
    name = f"test-{test.id}"
    when = kb.questions[name].when
    return name not in answers and (when is None or holds(when, answers)) and not holds(test.forbidden, answers)


def _decides(kb: KnowledgeBase, answers: Answers, test: SelfTest) -> bool:
    return len(set(_leaders(kb, answers, test))) > 1


def _leaders(kb: KnowledgeBase, answers: Answers, test: SelfTest) -> Iterator[str]:
    """Who leads after each result that says anything of contributors."""
    for result in test.results:
        if result.says:
            lead = assess(kb, {**answers, f"test-{test.id}": (result.id,)}).lead
            yield lead[0] if lead else ""
