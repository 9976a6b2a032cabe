"""What to watch for afterwards: signs that ask for emergency care, and signs for which a doctor is rung today.

Besides those for everybody, whoever ticked a row and found it harmless is told what would be grave about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.knowledge.model import FollowUpAnswer, KnowledgeBase, Level, SignLevel
from backcheck.reasoning.answers import Answers


def watch_signs(kb: KnowledgeBase, answers: Answers, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The signs to watch for that ask for emergency care, and those for which a doctor is rung today.

    None of the first in an emergency, and none of the second where somebody is sent today anyhow.
    """
    watch = kb.base.watch_for
    now = (*watch.now, *_of_harmless(kb, answers, "emergency"))
    today = (*watch.today, *_of_harmless(kb, answers, "urgent"))
    return (
        () if level == "emergency" else tuple(dict.fromkeys(now)),
        () if level in ("emergency", "urgent") else tuple(dict.fromkeys(today)),
    )


def _of_harmless(kb: KnowledgeBase, answers: Answers, level: SignLevel) -> Iterator[str]:
    """What would have this level about each row that was asked about further and whose answer raises nothing."""
    for question in kb.follow_ups.values():
        given = answers.get(question.id)
        chosen = next((o for o in question.options if isinstance(given, tuple) and o.id in given), None)
        if chosen is not None and chosen.alone == "modifier":
            for option in question.options:
                if isinstance(option, FollowUpAnswer) and option.alone == level and option.watch:
                    yield option.watch
