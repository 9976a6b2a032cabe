"""Claims and their backing: every cited work exists, is as well verified as it says, and carries its grade."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from backcheck.authoring.documents import walk
from backcheck.knowledge.load import danger_files, lift_files
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase

JUDGEMENT = {"expert", "article"}

NOT_FULLY_SEEN = {
    "judgement": {"article", "expert"},
    "partial": {
        *("aaa", "aortopathies2016", "bnssg-aorta", "bnssg-thoracic", "ces-card", "chiaramonte2021"),
        *("christie-testicle", "christus-chest", "girft-ces", "gponline-redflags", "hash-torsion", "kidney"),
        *("lad-jmpt", "leicestershire-leaks", "mountjoy2023", "nass-uveitis", "nhs-backpain", "nhs-doms"),
        *("nhs-kidney", "nhs-pe", "nhs-sciatica", "nhs-shingles", "nhs-torsion", "nhse-pelvic", "rcem-rcr2021"),
        *("nidirect-spleen", "stratford1995", "uhb-maternity", "york-ces"),
    },
    "bibliographic": {"drillis1966", "winter2009"},
}
"""How much was seen of each work, where it was not its abstract, full record or text. All others are `yes`."""

NEVER_CONFIRMED = {"caterisano2019", "thomee1997", "keele-start", "roland1983", "icd10cm"}
"""Works of the evidence pack whose only lines are marked unverified there: nothing may rest on them."""

NO_CLAIMS = {"sources.json", "lint-exceptions.json"}
"""The list of works, and the lint's own list, which is no part of the base: neither tells a reader anything."""

RESULT = re.compile(r"/\d+/results/\d+")
"""Where the results of a self-test stand. They have no sources of their own: they rest on what backs their test."""

BACKING = ("passed", "reliability")
"""The claims of a self-test that its results rest on."""


class Backed(NamedTuple):
    """An entry that makes a claim, with its place."""

    file: str
    pointer: str
    entry: dict[str, Any]

    @property
    def cited(self) -> list[str]:
        """All that it cites, judgement included."""
        return list(self.entry.get("sources") or ())

    @property
    def works(self) -> set[str]:
        """What it cites besides judgement."""
        return set(self.cited) - JUDGEMENT

    @property
    def grade(self) -> str | None:
        """How sure it is, if it says so."""
        return self.entry.get("grade")

    @property
    def is_backed(self) -> bool:
        """Whether it says what it rests on and how sure that is."""
        return bool(self.cited) and self.grade in ("A", "B", "C", "D")

    @property
    def rests_on_its_test(self) -> bool:
        """Whether it is a result of a self-test without any backing of its own."""
        own = "sources" in self.entry or "grade" in self.entry
        return self.file == "tests.json" and bool(RESULT.fullmatch(self.pointer)) and not own


def read_claims() -> Iterator[Backed]:
    root = find_data_folder()
    for path in [*sorted(root.glob("*.json")), *lift_files(root), *danger_files(root)]:
        if path.name not in NO_CLAIMS:
            name = path.relative_to(root).as_posix()
            for pointer, value in walk(json.loads(path.read_text(encoding="utf-8"))):
                if isinstance(value, dict) and ("sources" in value or "grade" in value or value.get("says")):
                    yield Backed(name, pointer, value)


ALL = list(read_claims())
RESULTS = [claim for claim in ALL if claim.rests_on_its_test]
CLAIMS = [claim for claim in ALL if not claim.rests_on_its_test]


def test_there_are_claims_in_every_file_that_makes_some() -> None:
    assert len(CLAIMS) > 500
    assert {claim.file for claim in CLAIMS} >= {
        "contributors.json",
        "drills.json",
        "interview.json",
        "ladder.json",
        "tests.json",
        "triage.json",
        "warm-ups.json",
        *(f"lifts/{path.name}" for path in lift_files(find_data_folder())),
    }


def test_every_claim_has_sources_and_a_grade() -> None:
    assert not [(claim.file, claim.pointer) for claim in CLAIMS if not claim.is_backed]


def test_the_results_of_a_self_test_rest_on_the_sources_of_their_test() -> None:
    backed = {(claim.file, claim.pointer) for claim in CLAIMS if claim.is_backed}
    assert RESULTS
    for result in RESULTS:
        test = result.pointer.rpartition("/results/")[0]
        assert {(result.file, f"{test}/{key}") for key in BACKING} <= backed, result.pointer


def test_every_cited_work_exists_and_every_work_is_cited(kb: KnowledgeBase) -> None:
    cited = {source for claim in CLAIMS for source in claim.cited}
    assert cited == set(kb.sources)


def test_no_work_is_cited_twice_in_one_claim() -> None:
    assert not [claim for claim in CLAIMS if len(set(claim.cited)) != len(claim.cited)]


@pytest.mark.parametrize("letter", ["A", "B", "C"])
def test_no_grade_above_judgement_rests_on_judgement(letter: str) -> None:
    graded = [claim for claim in CLAIMS if claim.grade == letter]
    assert graded
    assert not [(claim.file, claim.pointer) for claim in graded if not claim.works]


def test_works_are_as_well_verified_as_they_say(kb: KnowledgeBase) -> None:
    for state, names in NOT_FULLY_SEEN.items():
        assert {source.id for source in kb.sources.values() if source.verified == state} == names
    others = set(kb.sources) - set().union(*NOT_FULLY_SEEN.values())
    assert all(kb.sources[name].verified == "yes" for name in others)


def test_works_that_were_not_fully_seen_say_what_was(kb: KnowledgeBase) -> None:
    assert all(source.note for source in kb.sources.values() if source.verified != "yes")


def test_every_work_can_be_looked_up(kb: KnowledgeBase) -> None:
    for source in kb.sources.values():
        if source.id not in JUDGEMENT:
            assert source.title
            assert source.authors
            assert source.doi or source.url or source.container, source.id
            assert not source.doi or source.doi.startswith("10.")
            assert not source.url or source.url.startswith("https://")


def test_no_strong_grade_rests_on_a_record_alone(kb: KnowledgeBase) -> None:
    resting = {
        (claim.file, work)
        for claim in CLAIMS
        if claim.grade != "D" and all(kb.sources[work].verified == "bibliographic" for work in claim.works)
        for work in claim.works
    }
    assert not resting


def test_nothing_rests_on_a_work_that_was_never_confirmed(kb: KnowledgeBase) -> None:
    assert not NEVER_CONFIRMED & set(kb.sources)


def test_what_is_judgement_says_so(kb: KnowledgeBase) -> None:
    for name in JUDGEMENT:
        assert kb.sources[name].verified == "judgement"
        assert "coaching advice" in kb.sources["expert"].note
