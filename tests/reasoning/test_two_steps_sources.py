"""What an answer about a ticked row rests on stands with the reason that it gives, and in `--sources` of the result."""

from __future__ import annotations

from datetime import date

import pytest

from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import UNSURE
from backcheck.show.advice import advise
from backcheck.show.causes import cite_urgency
from tests.reasoning.people import KB, judge
from tests.reasoning.test_combinations import person

LEFT_OPEN = ""


def expected(asked: FollowUpQuestion, said: str) -> set[str]:
    """The sources of the answer; of the gravest ones, where it was not given."""
    if asked.unsure_level is None:
        return set()
    given = [o for o in asked.options if o.id == said] or [o for o in asked.options if o.alone == asked.unsure_level]
    return {name for option in given if option.alone != "modifier" for name in option.sources}


@pytest.mark.parametrize("asked", KB.follow_ups.values(), ids=lambda asked: asked.row)
def test_every_answer_with_a_level_names_who_says_so(asked: FollowUpQuestion) -> None:
    for said in (*(option.id for option in asked.options), UNSURE, LEFT_OPEN):
        result = judge(person(f"{asked.row}={said}"))
        cited = {name for reason in result.triage.reasons for name in reason.sources}
        assert expected(asked, said) <= cited, said
        shown = cite_urgency(advise(KB, result, date(2026, 1, 1)))
        assert expected(asked, said) <= {line.id for line in shown.lines}, said
