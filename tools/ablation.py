"""What each question is worth: the score with its answers taken out of every case. Counts only; asks nobody."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import RANKINGS, JudgedCase, Ranking, first_action, is_hit, judge_answers, labels_of
from backcheck.knowledge.compile import TEMPLATE
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.looks import Style
from backcheck.reasoning.answers import Answer, Answers
from backcheck.show.page import Page
from backcheck.show.surface import Surface
from tools.cases import parser_of, run
from tools.progress import show_progress


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Cases that are right with the question and not without it (`lost`), and the other way round (`gained`)."""

    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def net(self) -> int:
        """The change of the number of right cases."""
        return len(self.gained) - len(self.lost)


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """One question: in how many cases it has an answer, and what changes without it.

    `first_action` names the cases that get another first thing to do. The lists of signs count as one question.
    """

    question: str
    answered: int
    top1: dict[Ranking, Change]
    top3: dict[Ranking, Change]
    exact: Change
    safe: Change
    within: Change
    first_action: tuple[str, ...]


class _Marks(msgspec.Struct, frozen=True):
    """What is right about one case, by the name of the figure, and its first thing to do."""

    right: dict[str, bool]
    action: str


SIGNS = f"{TEMPLATE}-*"
"""The name under which the lists of signs of all lifts are counted."""


def ablate(kb: KnowledgeBase, cases: Sequence[Encoded], tick: Callable[[], None] | None = None) -> tuple[Worth, ...]:
    """The worth of every question that some case answers, the dearest first; `tick` is called after each question.

    A danger-sign list is answered "none of these" instead, since an open list would make everybody `unscreened`.
    """
    before = [_mark(kb, encoded, encoded.answers) for encoded in cases]
    found = []
    for name in questions_answered(kb, cases):
        after = [_mark(kb, encoded, without(kb, encoded.answers, name)) for encoded in cases]
        found.append(_worth(name, cases, before, after))
        if tick is not None:
            tick()
    return tuple(sorted(found, key=_dearness))


def questions_answered(kb: KnowledgeBase, cases: Sequence[Encoded]) -> list[str]:
    """The questions that some case answers, in file order, the lists of signs as one."""
    told = {name for encoded in cases for name, given in encoded.answers.items() if given != (UNSURE,)}
    return list(dict.fromkeys(_counted_as(name) for name in kb.questions if name in told))


def without(kb: KnowledgeBase, answers: Answers, name: str) -> dict[str, Answer]:
    """These answers as if this question had not been there."""
    left = {question: given for question, given in answers.items() if _counted_as(question) != name}
    if name in answers and kb.questions[name].stage == "safety":
        left[name] = (NONE,)
    return left


def _counted_as(question: str) -> str:
    return SIGNS if question.startswith(f"{TEMPLATE}-") else question


def _mark(kb: KnowledgeBase, encoded: Encoded, answers: Answers) -> _Marks:
    judged = judge_answers(kb, encoded.case, answers)
    right = {f"{kind}{n}": _hits(kb, judged, kind, n) for kind in RANKINGS for n in (1, 3)}
    if encoded.case.gold_triage is not None and not encoded.case.hindsight_label:
        right |= {"exact": judged.exact, "safe": judged.safe}
    return _Marks(right | {"within": judged.within}, first_action(kb, answers))


def _hits(kb: KnowledgeBase, judged: JudgedCase, kind: Ranking, first: int) -> bool:
    return is_hit(judged.sums[kind], labels_of(kb, judged.case, kind), first)


def _worth(name: str, cases: Sequence[Encoded], before: Sequence[_Marks], after: Sequence[_Marks]) -> Worth:
    rows = list(zip((encoded.case.id for encoded in cases), before, after, strict=True))

    def change(figure: str) -> Change:
        told = [(case, old.right[figure], new.right[figure]) for case, old, new in rows if figure in old.right]
        return Change(
            lost=tuple(case for case, old, new in told if old and not new),
            gained=tuple(case for case, old, new in told if new and not old),
        )

    return Worth(
        question=name,
        answered=sum(
            any(_counted_as(question) == name and given != (UNSURE,) for question, given in encoded.answers.items())
            for encoded in cases
        ),
        top1={kind: change(f"{kind}1") for kind in RANKINGS},
        top3={kind: change(f"{kind}3") for kind in RANKINGS},
        exact=change("exact"),
        safe=change("safe"),
        within=change("within"),
        first_action=tuple(case for case, old, new in rows if old.action != new.action),
    )


def _dearness(worth: Worth) -> tuple[int, int, str]:
    changes = (*worth.top1.values(), *worth.top3.values(), worth.exact, worth.safe, worth.within)
    return (sum(change.net for change in changes), -len(worth.first_action), worth.question)


FIGURES = ("C 1st", "C 3", "P 1st", "P 3", "exact", "safe")


def write_ablation(page: Page, ablation: Sequence[Mapping[str, Any]]) -> None:
    """For each question how many cases are right without it, more or fewer. Narrow or plain, only what changes."""
    page.heading("Without the answers to one question: cases right, more or fewer")
    rows = []
    for one in ablation:
        changes = [one[top][kind] for kind in ("contributors", "patterns") for top in ("top1", "top3")]
        counts = [_net(change) for change in (*changes, one["exact"], one["safe"])]
        rows.append([one["question"], str(one["answered"]), *counts, str(len(one["first_action"]) or "-")])
    heads = ("question", "cases", *FIGURES, "act")
    if page.surface.narrow:
        for name, cases, *counts in rows:
            told = [f"{head} {count}" for head, count in zip(heads[2:], counts, strict=True) if count != "-"]
            page.field(f"{name} ({cases})", ", ".join(told) or "nothing changes")
    else:
        styles: list[Style] = ["label", "", "", "", "", "", "", "", ""]
        page.columns(heads, rows, styles, (22, *[9] * 8))
    page.paragraph(
        "cases: with an answer. C contributors, P patterns: first is right, one of the first three is. exact, safe: "
        "the level. act: cases whose first thing to do changes. A danger-sign list is answered 'none of these' then.",
        indent=2,
    )
    for one in ablation:
        if one["within"]["lost"] or one["within"]["gained"]:
            page.field(one["question"], f"people within their level: {_net(one['within'])}", indent=2)


def _net(change: Mapping[str, Any]) -> str:
    if not change["lost"] and not change["gained"]:
        return "-"
    gained, lost = len(change["gained"]), len(change["lost"])
    return (f"+{gained}" if gained else "") + (f"-{lost}" if lost else "")


def _ablate(kb: KnowledgeBase, cases: list[Encoded], options: argparse.Namespace, talk: Surface) -> tuple[Worth, ...]:  # noqa: ARG001 - it has no options of its own
    with show_progress("Leaving questions out", len(questions_answered(kb, cases)), talk) as tick:
        return ablate(kb, cases, tick)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tool; returns the exit code."""
    return run("ablation", parser_of("ablation", "What each question is worth."), arguments, _ablate, write_ablation)


if __name__ == "__main__":
    sys.exit(main())
