"""Whoever has a risk reads on the page every sign that is an emergency in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.triage import triage_level
from tests.reasoning.people import KB, judge
from tests.reasoning.test_safety_properties import CLEAR

RISKS = "safety-you"

WORDS = {
    "sudden": r"sudden\b.*pain|new pain that came all at once",
    "chest": r"chest|short breath",
    "chest:passed": r"chest pain that passed",
    "faint": r"fainting",
    "faint:minutes": r"faintness",
    "faint:passed-out-once": r"faintness",
    "belly-side:beat-or-testicle": r"belly throb|sudden groin or testicle pain",
    "belly-side": r"sudden bad pain in .*belly",
    "belly-side:waves": r"belly(,| or) side.* waves",
    "belly-side:steady": r"no position changes|nothing changes",
    "breath-in": r"swollen leg.*breath",
    "breath-in:both": r"coughing blood",
    "hard-back": r"hard, numb back",
    "pee-look": r"brown pee",
    "numb-saddle": r"numbness (in buttocks or )?between (the )?legs",
    "sit-wipe": r"numbness (in buttocks or )?between (the )?legs",
    "bladder": r"pee\b.*trouble|changed peeing",
    "bowel": r"poo\b.*trouble",
    "sexual": r"sex trouble",
    "both-legs": r"both legs",
    "clumsy": r"clumsy",
    "leg-weak": r"weak",
    "one-leg": r"both legs|leg pain",
    "one-leg:numb-patch": r"numb\b.* leg",
    "high": r"sudden bad pain in back|new pain",
    "night": r"nothing changes",
    "growing": r"pain that grows",
    "blow": r"hard blow",
    "blow:crash-bad": r"bad pain after a crash",
    "ill": r"fever",
    "ill:very-ill": r"confusion",
    "skin-lump:groin": r"groin.*pain",
    "pain-course": r"new pain",
    "pain-changes": r"pain that grows or that nothing changes",
    "pain-changes:cough-leg": r"leg pain",
    "maybe-pregnant:bleeding": r"bleeding.*belly pain",
    "maybe-pregnant:rhythm": r"baby that moves less.*bad headache.*blurred sight",
}
"""The words of a page that stand for a row of a list, for one answer about it, or for a question of the interview."""

CLEAR_ADULT: dict[str, Answer] = {**CLEAR, "age": ("20-44",)}


def at_risk(kb: KnowledgeBase = KB) -> Iterator[tuple[str, dict[str, Answer]]]:
    """Everybody with one risk and no emergency: each age, each answer about a row, and each row of earlier versions."""
    for age in (*(one.id for one in kb.questions["age"].options), UNSURE):
        yield age, {**CLEAR, "age": (age,)}
    for asked in (one for one in kb.follow_ups.values() if one.list_id == RISKS):
        for one in (option for option in asked.options if option.alone != "emergency"):
            yield f"{asked.row}:{one.id}", CLEAR_ADULT | {RISKS: (asked.row,), asked.id: (one.id,)}
    for row in (option for option in kb.questions[RISKS].options if option.retired):
        yield row.id, CLEAR_ADULT | {RISKS: (row.id,)}


def signs(kb: KnowledgeBase = KB) -> Iterator[tuple[str, dict[str, Answer]]]:
    """Every answer about this pain, by the row or question it belongs to."""
    for question in kb.questions.values():
        if isinstance(question, FollowUpQuestion) and question.list_id != RISKS:
            for option in question.options:
                yield f"{question.row}:{option.id}", {question.list_id: (question.row,), question.id: (option.id,)}
        elif question.id.startswith("pain-"):
            for option in question.options:
                yield f"{question.id}:{option.id}", {question.id: (option.id,)}


def stop_list(answers: dict[str, Answer]) -> list[str]:
    triage = judge(answers).triage
    return [sign for sign in triage.watch_for if sign not in triage.watch_today]


def has_word(sign: str, told: list[str]) -> bool:
    words = WORDS.get(sign) or WORDS[sign.partition(":")[0]]
    return any(re.search(words, one) for one in told)


SIGNS = list(signs())
PEOPLE = dict(at_risk())


@pytest.mark.parametrize("risk", PEOPLE)
def test_what_is_an_emergency_in_this_person_has_a_word_in_the_list(risk: str) -> None:
    told = stop_list(PEOPLE[risk])
    grave = [name for name, given in SIGNS if triage_level(KB, PEOPLE[risk] | given) == "emergency"]
    assert len(grave) > 20
    assert not [name for name in grave if not has_word(name, told)]


def test_what_is_an_emergency_with_a_risk_stands_before_what_everybody_reads() -> None:
    """So it is the last to give way where a window is too low."""
    usual = set(KB.base.watch_for.now) - set(KB.base.watch_for.usual.values())
    everybodys = {*KB.base.watch_for.now, *KB.base.watch_for.rarer}
    seen = set()
    for risk, person in PEOPLE.items():
        told = stop_list(person)
        if own := [place for place, sign in enumerate(told) if sign not in everybodys]:
            seen.add(risk)
            assert max(own) < min(place for place, sign in enumerate(told) if sign in usual), risk
        assert told[-len(KB.base.watch_for.rarer) :] == list(KB.base.watch_for.rarer), risk
    assert {"60-69", "70-up", UNSURE, "thinner:takes", "heart:heart", "maybe-pregnant:well", "immune:tb"} <= seen
    assert not {"20-44", "45-59", "thinner:aspirin", "heart:wonder"} & seen


@pytest.mark.parametrize(
    "risk", ["maybe-pregnant:well", "maybe-pregnant:no-test", "maybe-pregnant:after-birth", "pregnant"]
)
def test_in_pregnancy_and_after_a_birth_the_list_has_each_answer_that_would_be_an_emergency(risk: str) -> None:
    told = stop_list(PEOPLE[risk])
    asked = KB.follow_ups[RISKS, "maybe-pregnant"]
    grave = [one.id for one in asked.options if one.alone == "emergency"]
    assert len(grave) == 2
    for one in grave:
        assert has_word(f"{asked.row}:{one}", told), one
    assert not any("moves less" in sign for sign in stop_list(CLEAR_ADULT))
    assert "bleeding or belly pain if you may be pregnant" not in told  # said better, so not twice


def test_a_graver_answer_about_a_risk_is_in_the_list_of_whoever_has_that_risk() -> None:
    """Of each row about the person, also where the answer is a visit within days; an emergency or a doctor today."""
    seen = set()
    for asked in (one for one in KB.follow_ups.values() if one.list_id == RISKS):
        for mild in asked.options:
            triage = judge(PEOPLE[f"{asked.row}:{mild.id}"]).triage if f"{asked.row}:{mild.id}" in PEOPLE else None
            for grave in asked.options:
                watch = getattr(grave, "watch", "")
                if triage is None or not watch or grave.alone == "urgent" == triage.level:
                    continue
                seen.add(grave.id)
                assert watch in triage.watch_for, (mild.id, grave.id)
                assert (watch in triage.watch_today) == (grave.alone == "urgent"), (mild.id, grave.id)
    assert seen == {"bleeding", "rhythm", "after-birth", "groin-hop"}


def test_no_old_unchanged_trouble_is_in_the_list_of_whoever_has_it() -> None:
    """Each row with an answer for trouble that is as it was long ago: the list speaks of what is new, or gets worse."""
    seen = 0
    for asked in KB.follow_ups.values():
        for old in (one for one in asked.options if re.search(r"over a year|no change|same for", one.label)):
            if getattr(old, "alone", "") != "modifier":
                continue
            told = stop_list(CLEAR_ADULT | {asked.list_id: (asked.row,), asked.id: (old.id,)})
            graver = {getattr(one, "watch", "") for one in asked.options if getattr(one, "alone", "") == "emergency"}
            for sign in graver.intersection(told):
                seen += 1
                assert re.search(r"\b(new|newly|turns?|gets|weaker|worse|less)\b", sign), (old.id, sign)
    assert seen > 1
