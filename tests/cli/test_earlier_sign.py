"""An emergency or urgent check-in is not hidden by a later one with nothing ticked."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.knowledge.model import KnowledgeBase
from tests.cli.stories import TRAIN_CHANGED
from tests.cli.test_journal import SIGNS, Home

pytestmark = pytest.mark.boundary


@pytest.mark.parametrize(
    ("question", "sign", "action"),
    [
        ("safety-nerves", "numb-saddle", "That means: go to emergency care."),
        ("safety-body", "tearing", "That means: go to emergency care."),
        ("safety-body", "fever", "That means: be seen today."),
    ],
)
def test_the_sign_and_its_action_stay_where_people_look(
    kb: KnowledgeBase, tmp_path: Path, question: str, sign: str, action: str
) -> None:
    home = Home(tmp_path)
    home.keep(TRAIN_CHANGED, 3)
    label = next(option.label for option in kb.questions[question].options if option.id == sign)
    home.look(signs=SIGNS | {question: [sign]})
    later = home.look()
    for ran in (later, home.run("history"), home.run("history", "show", "last"), home.run("history", "show", "2"),
                home.run("report")):  # fmt: skip
        text = " ".join(ran.out.split())
        assert ran.code == 0
        assert label in text
        assert action in text
    assert "STAY" in later.out
    assert "Earlier sign" not in home.run("history", "show", "2").out
    document = home.run("report", "--json").out
    assert label in document
    milder = home.run("checkin", "--answers", "-", "--json", given='{"checkin": {"pain_now": 2}}')
    assert milder.document["earlier_sign"]["visit"] == 2


def test_nothing_is_named_where_nothing_was_ticked(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.keep(TRAIN_CHANGED, 3)
    home.look()
    home.look()
    for words in (("history",), ("history", "show", "last"), ("report",)):
        assert "That means" not in home.run(*words).out
