"""What the answers about a ticked danger sign of the body or the nerves may say: floors, order, length and words.

What each answer must not be below is in `signs`; the stories here too belong before a clinician.
"""

from __future__ import annotations

import json
import re

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpAnswer, FollowUpQuestion, Option
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.triage import triage_level
from tests.knowledge.signs import LIVE

LISTS = ("safety-body", "safety-nerves")

FLOORS = {row: sign.floors for name in LISTS for row, sign in LIVE[name].items()}
NO_LEVEL = {row: sign.harmless for name in LISTS for row, sign in LIVE[name].items()}

SIX = {"sudden", "bladder", "both-legs"}
"""The rows with a sixth answer; each has its reason in the decisions."""

ORDINARY: dict[str, tuple[dict[str, str], str]] = {
    "first hinge session, thighs sore and shaky": ({"both-legs": "sore", "clumsy": "days"}, "self-care"),
    "a few drops on heavy pulls for years": ({"bladder": "years"}, "self-care"),
    "stars after a hard set": ({"faint": "seconds"}, "self-care"),
    "a pumped back that has let go": ({"hard-back": "gives"}, "self-care"),
    "dark pee on a hot day": ({"pee-look": "dark-yellow"}, "self-care"),
    "a spasm that lying down eases": ({"sudden": "low-back-eases", "hard-back": "gives"}, "self-care"),
    "legs asleep after a long sit": ({"both-legs": "asleep"}, "self-care"),
    "back muscles numb in a pump, normal within minutes": ({"hard-back": "gives"}, "self-care"),
    "jelly legs for an hour after a session": ({"clumsy": "days"}, "self-care"),
    "cramps of the usual period": ({"belly-side": "on-moving"}, "self-care"),
    "hard poo that is felt as ever": ({"bowel": "slow"}, "self-care"),
    "out of breath for a minute after a long set": ({"chest": "puffed"}, "self-care"),
    "chest muscles sore from the bench": ({"chest": "sore-muscle"}, "self-care"),
    "tailbone sore to sit on": ({"sit-wipe": "hurts", "numb-saddle": "sore"}, "self-care"),
    "a rep that caught, and the work day goes on": ({"sudden": "low-back-untried"}, "self-care"),
    "drops on a jump since a birth, felt as ever": ({"bladder": "since-birth", "sit-wipe": "hurts"}, "clinician"),
    "a saddle that numbs on each long ride, for years": ({"numb-saddle": "years", "sexual": "years"}, "clinician"),
    "fainted in a squat two weeks ago": ({"faint": "passed-out-once"}, "clinician"),
    "both thighs, settling, no tingling": ({"both-legs": "settling"}, "urgent"),
    "thighs that tingle in each hard set, normal minutes after": ({"both-legs": "on-load"}, "clinician"),
    "legs that fizz on a walk until one sits down": ({"both-legs": "on-load", "clumsy": "days"}, "clinician"),
}
"""Ordinary gym stories: the rows that such a person would tick, the answers, and the most that may come of it."""

TOGETHER: dict[str, tuple[dict[str, str], str]] = {
    "an older change in the seat and a weak leg": ({"numb-saddle": "old", "leg-weak": "since"}, "emergency"),
    "a seat numb from sitting and an older bladder": ({"numb-saddle": "sitting", "bladder": "months"}, "emergency"),
    "an older change in sex and heavy legs": ({"sexual": "months", "clumsy": "heavy"}, "emergency"),
    "legs that tingle on a walk and an older bladder": ({"both-legs": "on-load", "bladder": "months"}, "emergency"),
    "drops since a birth and a weak leg": ({"bladder": "since-birth", "leg-weak": "since"}, "emergency"),
    "drops since a birth and an odd feeling on wiping": ({"bladder": "since-birth", "sit-wipe": "odd"}, "emergency"),
    "a seat numb on rides for years and new tingling": (
        {"numb-saddle": "years", "both-legs": "tingling"},
        "emergency",
    ),
    "a seat numb on rides for years and an older bladder": (
        {"numb-saddle": "years", "bladder": "months"},
        "emergency",
    ),
    "sudden pain, lying untried, and a weak leg": ({"sudden": "low-back-untried", "leg-weak": "since"}, "emergency"),
    "sudden pain, lying untried, and a faint": ({"sudden": "low-back-untried", "faint": "minutes"}, "urgent"),
    "legs that tingle on a walk and an older seat": ({"both-legs": "on-load", "numb-saddle": "old"}, "emergency"),
    "an older bladder and an older change in sex": ({"bladder": "months", "sexual": "months"}, "urgent"),
    "chest pain that passed and a stab on each breath": ({"chest": "passed", "breath-in": "stab"}, "emergency"),
    "chest pain that passed and a faint": ({"chest": "passed", "faint": "minutes"}, "emergency"),
    "sudden back pain and minutes of faintness": ({"sudden": "low-back-eases", "faint": "minutes"}, "urgent"),
    "brown pee some days ago and swollen muscles": (
        {"pee-look": "brown-before", "muscle-sore": "cannot-use"},
        "emergency",
    ),
    "a steady side ache and faintness": ({"belly-side": "steady", "faint": "minutes"}, "emergency"),
    "burning pee and a steady side ache": ({"pee-look": "burning", "belly-side": "steady"}, "urgent"),
}
"""Answers that mean more together: what they give at the least, at an age of 20 to 44."""

CAUSE = re.compile(r"\b(because|due to|caused?|thanks to|from (?:the|my|a|an)|the (?:pills?|tablets?|lift))\b", re.I)


def follow_ups(kb: KnowledgeBase) -> dict[str, FollowUpQuestion]:
    """The follow-ups of the two lists, by the row that opens them."""
    return {asked.row: asked for (name, _), asked in kb.follow_ups.items() if name in LISTS}


def rank(option: Option) -> int:
    return URGENCY.get(str(option.alone), -1)


def answered(kb: KnowledgeBase, told: dict[str, str]) -> dict[str, Answer]:
    """Somebody aged 20 to 44 who ticked these rows, gave these answers and ticked nothing else."""
    asked = follow_ups(kb)
    answers: dict[str, Answer] = {"age": ("20-44",)}
    answers |= {question.id: ("none",) for question in kb.danger_lists}
    for name in LISTS:
        if ticked := tuple(row for row in told if asked[row].list_id == name):
            answers[name] = ticked
    for row, answer in told.items():
        answers[asked[row].id] = (answer,)
    return answers


def test_every_answer_is_in_one_of_the_tables(kb: KnowledgeBase) -> None:
    found = {row: [option.id for option in asked.options] for row, asked in follow_ups(kb).items()}
    listed = {row: {*FLOORS[row], *NO_LEVEL[row]} for row in FLOORS}
    differ = [row for row in {*found, *listed} if set(found.get(row, ())) != listed.get(row)]
    assert differ == [], "each answer of these rows stands once in tests/knowledge/signs.py"


@pytest.mark.parametrize(("row", "answer"), [(row, answer) for row in FLOORS for answer in FLOORS[row]])
def test_no_answer_is_below_its_floor(kb: KnowledgeBase, row: str, answer: str) -> None:
    level = triage_level(kb, answered(kb, {row: answer}))
    assert URGENCY[level] >= URGENCY[FLOORS[row][answer]]


@pytest.mark.parametrize("row", FLOORS)
def test_not_sure_and_a_tick_alone_are_the_gravest_answer(kb: KnowledgeBase, row: str) -> None:
    gravest = max(FLOORS[row].values(), key=lambda level: URGENCY[level])
    unsure = answered(kb, {row: "unsure"})
    assert triage_level(kb, unsure) == gravest
    assert triage_level(kb, {name: value for name, value in unsure.items() if name != f"safety-{row}"}) == gravest


@pytest.mark.parametrize("story", ORDINARY)
def test_an_ordinary_story_goes_no_further_than_it_should(kb: KnowledgeBase, story: str) -> None:
    told, most = ORDINARY[story]
    assert URGENCY[triage_level(kb, answered(kb, told))] <= URGENCY[most]


@pytest.mark.parametrize("story", TOGETHER)
def test_answers_that_mean_more_together_are_no_milder_than_this(kb: KnowledgeBase, story: str) -> None:
    told, least = TOGETHER[story]
    assert URGENCY[triage_level(kb, answered(kb, told))] >= URGENCY[least]


def test_answers_go_from_grave_to_harmless_and_end_in_one_without_a_level(kb: KnowledgeBase) -> None:
    for row, asked in follow_ups(kb).items():
        ranks = [rank(option) for option in asked.options]
        assert 2 <= len(ranks) <= (6 if row in SIX else 5), f"too few or too many answers: {row}"
        assert ranks == sorted(ranks, reverse=True), f"put the answers from grave to harmless: {row}"
        assert asked.options[-1].alone == "modifier", f"the last answer is one without a level: {row}"


def test_a_harmless_answer_is_as_long_as_a_grave_one(kb: KnowledgeBase) -> None:
    """Else the short way out is the easy one to take."""
    for row, asked in follow_ups(kb).items():
        grave = [len(option.label) for option in asked.options if option.alone != "modifier"]
        for option in asked.options:
            if option.alone == "modifier":
                least = 0.75 * sum(grave) / len(grave)
                assert len(option.label) >= least, f"{row}: at least {least:.0f} characters, so longer: {option.label}"


def test_no_answer_lowers_by_a_cause(kb: KnowledgeBase) -> None:
    milder = [option for asked in follow_ups(kb).values() for option in asked.options if option.alone == "modifier"]
    assert [option.label for option in milder if CAUSE.search(option.label)] == []


def test_every_row_says_what_to_do_now_and_how_to_look(kb: KnowledgeBase) -> None:
    for row, asked in follow_ups(kb).items():
        assert asked.now, row
        assert asked.check.rstrip().endswith("?"), row
        first = asked.options[0]
        assert isinstance(first, FollowUpAnswer), row
        assert first.watch, row


def test_every_answer_with_a_level_can_be_said(kb: KnowledgeBase) -> None:
    """After "because" on the screen, and at a desk."""
    for row, asked in follow_ups(kb).items():
        for option in asked.options:
            if option.alone != "modifier":
                assert option.said, (row, option.id)
                assert option.desk, (row, option.id)


def test_a_check_in_groups_every_live_row_once_in_eight_rows(kb: KnowledgeBase) -> None:
    groups = json.loads((find_data_folder() / "check-in.json").read_text(encoding="utf-8"))
    assert len(groups) == 8
    assert [group["label"] for group in groups if len(group["label"]) > 48] == []
    named = [tuple(row) for group in groups for row in group["rows"]]
    live = [(asked.id, option.id) for asked in kb.danger_lists for option in asked.options if not option.retired]
    assert sorted(named) == sorted(live), "each live row stands in one group of data/check-in.json, no retired one does"


def test_a_check_in_row_has_a_word_for_each_sign_that_it_stands_for() -> None:
    groups = json.loads((find_data_folder() / "check-in.json").read_text(encoding="utf-8"))
    signs = {row: sign for rows in LIVE.values() for row, sign in rows.items() if sign.group}
    grouped = {(row, group["id"]) for group in groups for _, row in group["rows"]}
    listed = {(row, sign.group) for row, sign in signs.items()}
    assert grouped ^ listed == set(), "a row has its group in LIVE of tests/knowledge/signs.py; a retired one has none"
    labels = {group["id"]: group["label"].casefold() for group in groups}
    unsaid = [row for row, sign in signs.items() if sign.word not in labels[sign.group]]
    assert unsaid == [], "the label of a group has the `word` of each sign; both in data/check-in.json and in LIVE"
