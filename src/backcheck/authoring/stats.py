"""`backcheck kb stats`: how much the base holds, how long interviews get, how well claims rest, and what is missing.

Figures only. Interviews are walked with made-up people from a fixed seed, so two runs give the same figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from statistics import fmean, median

import msgspec

from backcheck.authoring.checks.reading import LEAST_WORDS, can_grade, grader_for, lift_names, read_texts
from backcheck.authoring.documents import Document, read_documents, walk
from backcheck.authoring.entries import placed_points
from backcheck.authoring.reviews import list_decisions, read_log, status_of
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import NONE, OFFERED, UNSURE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.interview import next_question

SCHEMA_VERSION = 1
PEOPLE = 4
"""Made-up people for each activity, and as many again with a tick in one danger-sign list."""

_SEED = 1
_TOLD = {
    "base", "files", "lifts", "activities", "contributors", "patterns", "questions", "rules", "links", "outcomes",
    "plan", "topics", "tests", "drills", "warm_ups", "ladder", "follow_up", "check_in", "sources",
}  # fmt: skip
"""The fields of the base that are counted in words of their own, or not at all."""

_JUDGEMENT = ("expert", "article")


class Lengths(msgspec.Struct, frozen=True, kw_only=True):
    """Screens of some interviews."""

    interviews: int
    shortest: int
    median: float
    longest: int


class Paths(msgspec.Struct, frozen=True, kw_only=True):
    """The walked interviews, of people with no danger sign and of people with one; `longest_way` names its questions.

    `never_met` are questions that none of these people was asked, mostly since other questions fill the screens.
    """

    screens_allowed: int
    without_signs: Lengths
    with_signs: Lengths
    longest_way: tuple[str, ...]
    never_met: tuple[str, ...]


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that has a grade. `judgement_only` cite no work, `single` exactly one source."""

    claims: int
    grades: dict[str, int]
    sources_per_claim: float
    most_sources: int
    single: int
    judgement_only: int


class SourceCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The works by what was seen of them, and how many claims rest on works of which little was seen."""

    works: int
    verified: dict[str, int]
    claims_on_unseen: int
    most_cited: tuple[tuple[str, int], ...]


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """Decisions that wait for a clinician, and those that differ from their source."""

    decisions: int
    waiting: tuple[str, ...]
    differing: tuple[str, ...]
    reviewed: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Reading grades of the texts that people read; texts shorter than twelve words have none."""

    texts: int
    median: float
    highest: float


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that `kb stats` tells; `reading` is None where pyphen is not installed."""

    schema_version: int
    version: str
    counts: dict[str, int]
    paths: Paths
    claims: Claims
    sources: SourceCounts
    open: Open
    reading: Reading | None
    gaps: dict[str, tuple[str, ...]]


def measure(kb: KnowledgeBase, folder: Path) -> Stats:
    """The figures of this base, which was read from this folder."""
    documents, _ = read_documents(folder)
    cited = [
        (str(value["grade"]), tuple(map(str, value["sources"])))
        for name, document in documents
        for _, value in (walk(document) if name != "sources.json" else ())
        if isinstance(value, dict) and value.get("grade") and isinstance(value.get("sources"), list)
    ]
    decisions = list_decisions(kb)
    agreed = status_of(decisions, read_log(folder)).agreed
    return Stats(
        schema_version=SCHEMA_VERSION,
        version=kb.base.version,
        counts=count_entries(kb),
        paths=walk_paths(kb),
        claims=_measure_claims(cited),
        sources=_measure_sources(kb, cited),
        open=Open(
            decisions=len(decisions),
            waiting=tuple(one.id for one in decisions if one.id not in agreed),
            differing=tuple(one.id for one in decisions if one.differs),
            reviewed=kb.base.review.reviewed,
        ),
        reading=_measure_reading(documents),
        gaps={name: tuple(found) for name, found in find_gaps(kb).items()},
    )


def count_entries(kb: KnowledgeBase) -> dict[str, int]:
    """How many there are of each kind of entry."""
    lifts, questions = kb.lifts.values(), kb.questions.values()
    options = [option for question in questions for option in question.options]
    faults = [fault for activity in (*lifts, *kb.activities.values()) for fault in activity.faults]
    return {
        "lifts": len(kb.lifts),
        "of these variants": sum(bool(lift.inherits) for lift in lifts),
        "names of lifts": sum(2 + len(lift.names) + len(lift.covers) for lift in lifts),
        "other activities": len(kb.activities),
        "faults": len(faults),
        "swaps": sum(len(lift.swaps) for lift in lifts),
        "moments of pain": sum(len(a.phases) for a in (*lifts, *kb.activities.values())),
        "contributors": len(kb.contributors),
        "patterns": len(kb.patterns),
        "questions": len(kb.questions),
        "options": len(options),
        "danger signs": sum(option.alone is not None for option in options),
        "triage rules": len(kb.rules),
        "links": len(kb.links),
        "points given": sum(len(placed.says) for placed in placed_points(kb)),
        "verdicts": len(kb.outcomes),
        "plan lines": len(kb.plan) + sum(len(entry.plan) for entry in kb.contributors.values()),
        "pages of habits": len(kb.topics),
        "self-tests": len(kb.tests),
        "drills": len(kb.drills),
        "warm-ups": len(kb.warm_ups),
        "steps back to lifting": len(kb.ladder),
        **{field.replace("_", " "): len(getattr(kb, field)) for field in kb.__struct_fields__ if field not in _TOLD},
        "sources": len(kb.sources),
    }


def walk_paths(kb: KnowledgeBase) -> Paths:
    """Walks made-up people through every activity, each to the end."""
    chance = Random(_SEED)
    quiet, ticking = (
        [walk_one(kb, name, chance, signs=signs) for name in (*kb.lifts, *kb.activities, UNSURE) for _ in range(PEOPLE)]
        for signs in (0, 1)
    )
    met = {name for way in (*quiet, *ticking) for name in way}
    return Paths(
        screens_allowed=kb.base.max_screens,
        without_signs=_lengths(quiet),
        with_signs=_lengths(ticking),
        longest_way=max((*quiet, *ticking), key=len),
        never_met=tuple(q.id for q in kb.questions.values() if q.id not in met and q.stage not in OFFERED),
    )


def _lengths(ways: list[tuple[str, ...]]) -> Lengths:
    found = [len(way) for way in ways]
    return Lengths(interviews=len(found), shortest=min(found), median=float(median(found)), longest=max(found))


def walk_one(kb: KnowledgeBase, activity: str, chance: Random, *, signs: int) -> tuple[str, ...]:
    """The questions that one made-up person is asked; `signs` is how many danger-sign lists get a tick."""
    safety = [question.id for question in kb.danger_lists]
    ticked = chance.sample(safety, min(signs, len(safety)))
    answers: dict[str, Answer] = {}
    while (question := next_question(kb, answers)) is not None:
        if question.id == "exercise":
            answers[question.id] = (activity,)
        elif question.id in safety and question.id not in ticked:
            answers[question.id] = (NONE,)
        elif question.kind == "number":
            answers[question.id] = float(chance.randint(int(question.min or 0), int(question.max or 10)))
        else:
            options = [option.id for option in question.options]
            if question.kind == "one":
                answers[question.id] = (chance.choice([*options, UNSURE]),)
            else:
                ticked_rows = chance.sample(options, min(len(options), chance.randint(1, 2)))
                answers[question.id] = tuple(ticked_rows) or (NONE,)
    return tuple(answers)


_Cited = tuple[str, tuple[str, ...]]
"""A grade and the sources of one claim."""


def _measure_claims(cited: list[_Cited]) -> Claims:
    grades = Counter(grade for grade, _ in cited)
    numbers = [len(sources) for _, sources in cited]
    return Claims(
        claims=len(cited),
        grades={grade: grades[grade] for grade in sorted(grades)},
        sources_per_claim=round(fmean(numbers), 2) if numbers else 0.0,
        most_sources=max(numbers, default=0),
        single=numbers.count(1),
        judgement_only=sum(all(source in _JUDGEMENT for source in sources) for _, sources in cited),
    )


def _measure_sources(kb: KnowledgeBase, cited: list[_Cited]) -> SourceCounts:
    states = Counter(source.verified for source in kb.sources.values())
    little = {source.id for source in kb.sources.values() if source.verified in ("bibliographic", "partial")}
    uses = Counter(source for _, sources in cited for source in set(sources) if source not in _JUDGEMENT)
    return SourceCounts(
        works=sum(source not in _JUDGEMENT for source in kb.sources),
        verified={state: states[state] for state in ("yes", "partial", "bibliographic", "judgement")},
        claims_on_unseen=sum(
            any(source in little for source in sources)
            and all(source in little or source in _JUDGEMENT for source in sources)
            for _, sources in cited
        ),
        most_cited=tuple(sorted(uses.items(), key=lambda row: (-row[1], row[0]))[:5]),
    )


def _measure_reading(documents: list[Document]) -> Reading | None:
    if not can_grade():
        return None
    grader = grader_for(lift_names(documents))
    texts = [text for _, _, text in read_texts(documents)]
    grades = [grader.grade(text) for text in texts if grader.count(text)[1] >= LEAST_WORDS]
    return Reading(
        texts=len(texts), median=round(median(grades or [0.0]), 1), highest=round(max(grades, default=0.0), 1)
    )


def find_gaps(kb: KnowledgeBase) -> Mapping[str, list[str]]:
    """What an author may want to add, by kind. None of it is wrong."""
    lifts = kb.lifts.values()
    by_test = {target for test in kb.tests.values() for result in test.results for target in result.says}
    by_drill = {target for drill in kb.drills.values() for target in drill.helps}
    needed = {need.test for lift in lifts for need in lift.needs}
    needed.update(test for rung in kb.ladder for test in rung.tests)
    return {
        "lifts without a test or check that comes first": [lift.id for lift in lifts if not lift.needs],
        "lifts without moments of pain": [lift.id for lift in lifts if not lift.phases],
        "lifts whose faults rest on judgement alone": [
            lift.id for lift in lifts if lift.faults and all(fault.grade == "D" for fault in lift.faults)
        ],
        "families without a warm-up": sorted({lift.family for lift in lifts} - set(kb.warm_ups)),
        "contributors that no self-test tells about": [name for name in kb.contributors if name not in by_test],
        "contributors that no drill helps": [name for name in kb.contributors if name not in by_drill],
        "self-tests that no lift and no step asks for": [name for name in kb.tests if name not in needed],
        "patterns without a question for the desk": [
            pattern.id for pattern in kb.patterns.values() if pattern.serious and not pattern.desk
        ],
    }
