"""Every danger sign alone and every two together, with the level they give: for a clinician to read on one page.

Levels come from `triage_level` alone, asked once for each square.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import msgspec

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import NONE, UNSURE, Level
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.index import Tick
from backcheck.reasoning.triage import fired_rules, triage_level

SCHEMA_VERSION = 1


class Sign(msgspec.Struct, frozen=True, kw_only=True):
    """One danger sign, or "not sure" on a list: where it is ticked, what it says, and its level alone.

    A `modifier` raises nothing by itself.
    """

    number: int
    question: str
    option: str
    text: str
    sources: tuple[str, ...]
    level: Level
    modifier: bool

    @property
    def tick(self) -> Tick:
        """The question and the option."""
        return self.question, self.option


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """Two signs that are more urgent together than either is alone, and the rules that say so."""

    first: int
    second: int
    level: Level
    rules: tuple[str, ...]


class SignsTable(msgspec.Struct, frozen=True, kw_only=True):
    """The signs and the level of each two; `levels[i][j]` is that of signs i + 2 and j + 1 (j at most i).

    A square is None where both cannot be ticked at once. `elsewhere` are the rules that no two signs reach: they need
    three signs, or answers that are no danger sign.
    """

    schema_version: int
    signs: tuple[Sign, ...]
    levels: tuple[tuple[Level | None, ...], ...]
    raised: tuple[Raised, ...]
    elsewhere: tuple[str, ...]


def tabulate_signs(kb: KnowledgeBase) -> SignsTable:
    """The whole table. The danger-sign lists without a tick count as "none of these", nothing else is answered."""
    signs = tuple(_signs(kb))
    raised: list[Raised] = []
    reached = {rule.id for sign in signs for rule in fired_rules(kb, _answers(kb, sign.tick))}
    levels: dict[tuple[int, int], Level | None] = {}
    for one, other in combinations(signs, 2):
        if one.question == other.question and kb.questions[one.question].kind != "many":
            levels[other.number, one.number] = None
            continue
        both = _answers(kb, one.tick, other.tick)
        levels[other.number, one.number] = level = triage_level(kb, both)
        fired = list(fired_rules(kb, both))
        reached.update(rule.id for rule in fired)
        if URGENCY[level] > max(URGENCY[one.level], URGENCY[other.level]):
            rules = tuple(rule.id for rule in fired if rule.level == level)
            raised.append(Raised(first=one.number, second=other.number, level=level, rules=rules))
    return SignsTable(
        schema_version=SCHEMA_VERSION,
        signs=signs,
        levels=tuple(tuple(levels[row, column] for column in range(1, row)) for row in range(2, len(signs) + 1)),
        raised=tuple(raised),
        elsewhere=tuple(rule.id for rule in kb.rules if rule.id not in reached),
    )


def _signs(kb: KnowledgeBase) -> Iterable[Sign]:
    """Every option that is a danger sign or a modifier, then "not sure" of its list; in the order they are asked.

    A row that is asked about further stands for its gravest answer.
    """
    number = 0
    asked_first = [question for question in kb.questions.values() if not isinstance(question, FollowUpQuestion)]
    for question in asked_first:
        rows = [(o.id, o.label, o.sources, o.alone == "modifier") for o in question.offered if o.alone is not None]
        if question.unsure_level is not None:
            rows.append((UNSURE, f"Not sure, in this list ({question.id})", ("expert",), False))
        for option, text, sources, modifier in rows:
            number += 1
            yield Sign(
                number=number,
                question=question.id,
                option=option,
                text=text,
                sources=sources,
                level=triage_level(kb, _answers(kb, (question.id, option))),
                modifier=modifier,
            )


def _answers(kb: KnowledgeBase, *ticks: Tick) -> dict[str, Answer]:
    answers: dict[str, Answer] = {question.id: (NONE,) for question in kb.danger_lists}
    ticked: dict[str, tuple[str, ...]] = {}
    for question, option in ticks:
        ticked[question] = (*ticked.get(question, ()), option)
    return answers | ticked
