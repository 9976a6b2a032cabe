"""Claims and their backing: every cited work exists, is as well verified as it says, and carries its grade."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from backcheck.authoring.documents import walk
from backcheck.knowledge.load import lift_files
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase

JUDGEMENT = {"expert", "article"}

NOT_FULLY_SEEN = {
    "judgement": {"article", "expert"},
    "partial": {"aaa", "bim-physio", "kidney", "lad-jmpt", "lp-notes", "nhs-backpain"},
    "bibliographic": {"aasa2019var", "gao2022", "helms2016", "mcgill1998", "micheli1995", "schoenfeld2010"},
}
"""How much was seen of each work, where it was not its abstract, full record or text. All others are `yes`."""

NEVER_CONFIRMED = {"caterisano2019", "thomee1997", "keele-start", "roland1983", "icd10cm"}
"""Works of the evidence pack whose only lines are marked unverified there: nothing may rest on them."""

RECORD_ONLY = {("topics.json", "aasa2019var")}
"""Claims graded above judgement although only the record of their one work was seen. Kept as short as can be."""


class Backed(NamedTuple):
    """An entry that makes a claim, with its place."""

    file: str
    pointer: str
    entry: dict[str, Any]

    @property
    def works(self) -> set[str]:
        """What it cites besides judgement."""
        return set(self.entry.get("sources") or ()) - JUDGEMENT


def read_claims() -> Iterator[Backed]:
    root = find_data_folder()
    for path in [*sorted(root.glob("*.json")), *lift_files(root)]:
        if path.name != "sources.json":
            name = path.relative_to(root).as_posix()
            for pointer, value in walk(json.loads(path.read_text(encoding="utf-8"))):
                if isinstance(value, dict) and ("sources" in value or "grade" in value or value.get("says")):
                    yield Backed(name, pointer, value)


CLAIMS = list(read_claims())


def test_there_are_claims_in_every_file_that_makes_some() -> None:
    assert len(CLAIMS) > 500
    assert {claim.file for claim in CLAIMS} >= {
        "contributors.json",
        "interview.json",
        "triage.json",
        "lifts/lunge.json",
    }


def test_every_claim_has_sources_and_a_grade() -> None:
    bare = [
        (claim.file, claim.pointer)
        for claim in CLAIMS
        if not claim.entry.get("sources") or claim.entry.get("grade") not in ("A", "B", "C", "D")
    ]
    assert not bare


def test_every_cited_work_exists_and_every_work_is_cited(kb: KnowledgeBase) -> None:
    cited = {source for claim in CLAIMS for source in claim.entry.get("sources", ())}
    assert cited == set(kb.sources)


def test_no_work_is_cited_twice_in_one_claim() -> None:
    assert not [claim for claim in CLAIMS if len(set(claim.entry["sources"])) != len(claim.entry["sources"])]


@pytest.mark.parametrize("letter", ["A", "B", "C"])
def test_no_grade_above_judgement_rests_on_judgement(letter: str) -> None:
    graded = [claim for claim in CLAIMS if claim.entry.get("grade") == letter]
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
        if claim.entry["grade"] != "D" and all(kb.sources[work].verified == "bibliographic" for work in claim.works)
        for work in claim.works
    }
    assert resting == RECORD_ONLY


def test_nothing_rests_on_a_work_that_was_never_confirmed(kb: KnowledgeBase) -> None:
    assert not NEVER_CONFIRMED & set(kb.sources)


def test_what_is_judgement_says_so(kb: KnowledgeBase) -> None:
    for name in JUDGEMENT:
        assert kb.sources[name].verified == "judgement"
        assert "coaching advice" in kb.sources["expert"].note
