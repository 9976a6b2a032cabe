"""`kb sample` draws what people see and what cites a study, the same again for the same seed."""

from __future__ import annotations

import json

import pytest

from backcheck.authoring.documents import read_documents
from backcheck.authoring.sampling import UNSTUDIED, draw
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from tests.cli.program import run

DOCUMENTS, _ = read_documents(find_data_folder())


def test_a_seed_draws_the_same_again_and_another_others() -> None:
    drawn = [run("kb", "sample", "--lines", "20", "--claims", "9", "--seed", seed, "--json").out for seed in "778"]
    assert drawn[0] == drawn[1] != drawn[2]
    first = json.loads(drawn[0])
    assert (len(first["lines"]), len(first["claims"]), first["seed"]) == (20, 9, 7)


def test_more_than_there_is_gives_all_once(kb: KnowledgeBase) -> None:
    everything = draw(kb, DOCUMENTS, lines=10**6, claims=10**6, seed=1)
    assert len(everything.lines) == everything.of_lines == len({line.text for line in everything.lines})
    assert len(everything.claims) == everything.of_claims == len({claim.place for claim in everything.claims})


def test_a_line_comes_with_what_is_read_beside_it(kb: KnowledgeBase) -> None:
    lines = {line.place: line for line in draw(kb, DOCUMENTS, lines=10**6, claims=0, seed=1).lines}
    see = lines["lifts/squat.json#/faults/0/see"]
    fault, other = kb.lifts["squat"].faults[:2]
    assert see.beside[:2] == (kb.lifts["squat"].name, fault.name)
    assert {fault.cue, fault.feel, *fault.fix} < set(see.beside)
    assert other.name not in see.beside
    prompts = [place.removesuffix("/prompt") for place in lines if place.endswith("/follow_up/prompt")]
    answered = [place for place in prompts if f"{place}/options/0/label" in lines]
    assert answered
    assert all(lines[f"{place}/prompt"].text in lines[f"{place}/options/0/label"].beside for place in answered)
    assert not any(line.text in line.beside for line in lines.values())


def test_a_claim_has_words_and_a_study(kb: KnowledgeBase) -> None:
    for claim in draw(kb, DOCUMENTS, lines=0, claims=10**6, seed=1).claims:
        assert claim.texts, claim.place
        assert claim.works
        assert not {work.id for work in claim.works} & UNSTUDIED


def test_a_claim_says_what_is_ours_and_how_we_differ(kb: KnowledgeBase) -> None:
    claims = draw(kb, DOCUMENTS, lines=0, claims=10**6, seed=1).claims
    assert {True, False} == {claim.own for claim in claims}
    differs = [
        row["follow_up"]["differs"]
        for row in dict(DOCUMENTS)["danger-signs/body.json"]["options"]
        if "differs" in row.get("follow_up", {})
    ]
    assert differs
    assert set(differs) <= {claim.texts[-1] for claim in claims}


@pytest.mark.parametrize("option", ["--lines", "--claims"])
def test_less_than_nothing_is_refused(option: str) -> None:
    ran = run("kb", "sample", option, "-1")
    assert ran.code == 2
    assert option in ran.err


def test_the_page_shows_each_with_its_place() -> None:
    ran = run("kb", "sample", "--lines", "3", "--claims", "2", "--no-pager")
    assert ran.out.count("json#/") == 5
    assert "grade" in ran.out
