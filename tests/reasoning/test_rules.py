"""What the rules say of people with more than one fact: each rule holds where it should and not next door to it.

People are made up. Whoever is not said to be otherwise ticked no danger sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcheck.authoring.cases import Encoded, read_cases
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.conditions import holds, mentioned
from backcheck.reasoning.triage import TIMES, find_urgency, fired_rules, triage_level
from tests.reasoning.people import KB, judge, rule_replies, walk
from tests.reasoning.test_safety_properties import CLEAR

CASES = Path(__file__).resolve().parents[1] / "cases"

SHORT = {
    "you": "safety-you",
    "pain": "safety-pain",
    "nerves": "safety-nerves",
    "body": "safety-body",
    "course": "pain-course",
    "reach": "pain-reach",
    "start": "pain-start",
    "where": "pain-where",
    "when": "pain-when",
    "changes": "pain-changes",
    "now": "pain-now",
    "age": "age",
}


def person(said: str) -> dict[str, Answer]:
    """The answers of somebody screened, from words such as "age:70-up now:7 changes:worse-night+growing"."""
    told: dict[str, Answer] = {}
    for name, value in (part.split(":") for part in said.split()):
        question = KB.questions[SHORT[name]]
        told[question.id] = float(value) if question.kind == "number" and value != UNSURE else tuple(value.split("+"))
    return CLEAR | told


PEOPLE = {
    # blood thinners
    "you:blood-thinner course:days reach:cannot start:no-trigger": "emergency",
    "you:blood-thinner course:days now:8 start:after-session": "emergency",
    "you:blood-thinner course:weeks-same now:7 start:built-up": "emergency",
    "you:blood-thinner course:weeks-same reach:cannot start:crept": "emergency",
    "you:blood-thinner course:gone-between now:9": "emergency",
    "you:blood-thinner course:stuck reach:cannot start:one-rep": "emergency",
    "you:blood-thinner course:stuck now:7 start:crept": "urgent",
    "you:blood-thinner course:long reach:cannot start:no-trigger": "urgent",
    "you:blood-thinner course:weeks-easing now:7 start:after-session": "urgent",
    "you:blood-thinner course:weeks-easing now:7 start:crept": "self-care",
    "you:blood-thinner course:days reach:hard now:5 start:no-trigger": "urgent",
    "you:blood-thinner course:days reach:nuisance now:6 start:after-session": "self-care",
    "course:days reach:cannot start:no-trigger": "self-care",
    # heart and aorta
    "you:heart-risk course:days reach:hard now:9 start:one-rep": "emergency",
    "you:heart-risk course:weeks-same reach:hard now:4 start:daily-move": "emergency",
    "you:heart-risk course:days reach:cannot start:no-trigger": "emergency",
    "you:heart-risk course:days reach:nuisance now:3 start:one-rep": "urgent",
    "you:heart-risk course:stuck reach:hard now:8 start:crept": "urgent",
    "you:heart-risk course:weeks-easing reach:nuisance now:2 start:one-rep": "clinician",
    "you:heart-risk course:days reach:nuisance now:3 start:after-session": "clinician",
    # how strong the pain is, not known: what it stops them from doing tells
    "you:blood-thinner course:days reach:hard now:unsure start:built-up": "emergency",
    "you:blood-thinner course:days reach:nuisance now:unsure start:built-up": "self-care",
    "you:blood-thinner course:unsure reach:unsure start:daily-move": "self-care",
    "you:blood-thinner course:weeks-easing reach:hard now:5 start:daily-move": "self-care",
    "you:blood-thinner course:stuck reach:hard now:5 start:daily-move": "urgent",
    "you:heart-risk course:weeks-easing reach:nuisance now:unsure start:one-rep": "clinician",
    "you:heart-risk course:stuck reach:hard now:unsure start:crept": "urgent",
    "age:60-69 reach:hard now:unsure where:bone": "urgent",
    "pain:trauma reach:hard now:unsure": "emergency",
    "pain:trauma reach:nuisance now:unsure": "urgent",
    # past 70, and bones
    "age:70-up course:days reach:cannot start:no-trigger": "urgent",
    "age:70-up course:comes-goes reach:cannot start:crept": "urgent",
    "age:70-up course:days reach:hard start:one-rep": "urgent",
    "age:70-up course:days reach:nuisance now:3 start:one-rep": "urgent",
    "age:70-up course:weeks-same reach:nuisance where:bone": "urgent",
    "age:70-up course:weeks-easing reach:nuisance now:1 start:one-rep": "clinician",
    "age:70-up course:weeks-easing reach:nuisance now:1 where:bone": "clinician",
    "age:70-up course:days reach:only-lift start:one-rep": "clinician",
    "age:70-up course:days reach:nuisance now:3 start:after-session": "self-care",
    "age:60-69 course:days reach:cannot start:no-trigger": "self-care",
    "age:60-69 course:days reach:cannot start:one-rep where:bone": "urgent",
    "age:60-69 course:days reach:hard now:7 start:built-up where:bone": "urgent",
    "age:60-69 course:days reach:nuisance now:3 start:one-rep where:bone": "self-care",
    "age:60-69 course:days reach:cannot start:one-rep where:beside": "self-care",
    "age:60-69 course:weeks-easing reach:nuisance start:one-rep where:beside": "self-care",
    "age:20-44 course:days reach:cannot start:one-rep where:bone": "clinician",
    "age:20-44 course:days reach:nuisance now:4 start:one-rep where:bone": "self-care",
    "age:20-44 course:days reach:cannot start:one-rep where:beside": "self-care",
    "you:bones course:days reach:cannot start:crept": "urgent",
    "you:bones course:days reach:nuisance start:crept": "clinician",
    # nothing changes it
    "age:60-69 course:days where:flank changes:nothing": "urgent",
    "age:70-up course:weeks-same where:across changes:nothing": "urgent",
    "age:60-69 course:days where:flank changes:worse-turn": "self-care",
    "age:45-59 course:days where:flank changes:nothing": "clinician",
    # the young
    "age:under-16 course:gone-between changes:worse-arch": "clinician",
    "age:under-16 course:gone-between start:crept": "clinician",
    "age:under-16 course:gone-between start:after-session": "self-care",
    "age:under-16 course:gone-between when:top": "clinician",
    "age:16-19 course:gone-between changes:worse-arch": "clinician",
    "age:16-19 course:gone-between start:crept when:top": "clinician",
    "age:16-19 course:days when:top": "self-care",
    "age:16-19 course:gone-between start:after-session when:next-day": "self-care",
    "age:16-19 course:days when:top changes:worse-arch": "self-care",
    "age:20-44 course:gone-between start:crept changes:worse-arch": "self-care",
    # weak immunity, and infection
    "you:infection-risk course:weeks-same reach:hard now:7 start:no-trigger": "urgent",
    "you:infection-risk changes:worse-night+growing": "urgent",
    "you:infection-risk course:weeks-same reach:hard changes:worse-night": "urgent",
    "you:infection-risk course:stuck now:5 changes:growing": "urgent",
    "you:infection-risk course:days reach:nuisance changes:worse-night": "clinician",
    "you:infection-risk course:weeks-same reach:hard now:7 start:one-rep": "self-care",
    "you:infection-risk course:days reach:nuisance start:after-session": "self-care",
    "you:spine-procedure course:stuck reach:hard now:5 start:crept": "urgent",
    "you:spine-procedure course:days reach:nuisance start:after-session": "clinician",
    # cancer
    "you:cancer course:days changes:worse-night": "urgent",
    "you:cancer course:weeks-same changes:growing": "urgent",
    "you:cancer changes:nothing": "urgent",
    "you:cancer course:stuck reach:hard start:crept": "urgent",
    "you:cancer course:days reach:nuisance start:after-session": "clinician",
    "you:cancer course:weeks-easing reach:hard start:one-rep": "clinician",
    "course:days changes:worse-night": "self-care",
    "age:60-69 changes:worse-night+growing": "urgent",
    "age:20-44 changes:worse-night+growing": "clinician",
    # what grows nearly every day is booked by itself, the same as on the list about the pain
    "age:60-69 changes:growing": "clinician",
    "age:60-69 course:stuck changes:growing": "urgent",
    # both legs
    "pain:both-legs-pain course:weeks-same reach:nuisance": "emergency",
    "pain:both-legs-pain course:stuck": "emergency",
    "pain:both-legs-pain course:days reach:nuisance start:one-rep": "emergency",
    "pain:both-legs-pain course:days reach:hard start:after-session": "emergency",
    "pain:both-legs-pain you:blood-thinner course:weeks-easing": "emergency",
    "pain:both-legs-pain course:weeks-easing reach:nuisance start:one-rep": "urgent",
    "pain:both-legs-pain course:days reach:nuisance now:3 start:after-session": "urgent",
    "pain:both-legs-pain course:comes-goes reach:nuisance": "urgent",
    # a calf that tingles
    "pain:leg-below-knee you:infection-risk course:weeks-same reach:nuisance": "clinician",
    "pain:leg-numb you:infection-risk course:weeks-same reach:hard": "clinician",
    "nerves:one-leg-weak pain:leg-below-knee you:infection-risk": "emergency",
    "pain:leg-below-knee you:spine-procedure course:weeks-same reach:nuisance now:4 start:one-rep": "clinician",
    "pain:leg-below-knee you:spine-procedure reach:hard start:one-rep": "urgent",
    "pain:leg-below-knee you:spine-procedure reach:nuisance start:no-trigger": "urgent",
    "pain:leg-numb you:spine-procedure": "urgent",
    # pain along a nerve with a cancer is an emergency in the guidance on cancer in the spine
    "pain:leg-below-knee you:cancer": "emergency",
    # a blow
    "pain:trauma reach:hard now:7": "urgent",
    "pain:trauma reach:hard now:8": "emergency",
    "pain:trauma where:bone reach:hard now:6": "urgent",
    "pain:trauma where:bone reach:hard now:7": "emergency",
    "pain:trauma reach:cannot": "emergency",
}
"""What somebody said, and the level that it should give."""


def test_each_is_as_urgent_as_they_should_be() -> None:
    assert {said: triage_level(KB, person(said)) for said in PEOPLE} == PEOPLE


LIFTERS = read_cases(KB, [str(CASES / "lifters.jsonl")])


@pytest.mark.parametrize("lifter", LIFTERS, ids=[lifter.case.id for lifter in LIFTERS])
def test_an_ordinary_lifter_stays_in_training(lifter: Encoded) -> None:
    """From all they could say, and at the end of the interview, "not sure" wherever their story is silent."""
    assert triage_level(KB, lifter.answers) == "self-care"
    walked = walk(KB, lambda question: lifter.answers.get(question.id, (UNSURE,)))
    assert triage_level(KB, walked) == "self-care"


def test_strong_pain_that_is_not_easing_is_seen_within_days() -> None:
    for course in ("weeks-same", "stuck", "long", "comes-goes"):
        result = judge(person(f"course:{course} reach:cannot"))
        assert result.triage.within == "days"
        assert any("within a few days" in line.text for line in result.triage.action)
        assert not any("two weeks" in line.text or "this week" in line.text for line in result.triage.action)
        assert result.headlines is not None
        assert "within a few days" in result.headlines.see_someone


def test_nobody_with_plain_soreness_is_told_to_wait_for_a_heart_check_because_of_one_old_faint() -> None:
    """No row about the person asks for it, and only several blackouts count among the answers on the heart."""
    assert not [row.id for row in KB.questions["safety-you"].options if "faint" in row.label]
    blackouts = [answer.label for answer in KB.questions["safety-heart"].options if "blackout" in answer.label]
    assert blackouts
    assert all("several blackouts" in label for label in blackouts)


WHAT_DOES_NOT_COUNT = [
    ("safety-pain", "blow", "rubbed"),
    ("safety-you", "infection", "tooth"),
    ("safety-you", "immune", "injections that a doctor"),
]


@pytest.mark.parametrize(("question", "row", "words"), WHAT_DOES_NOT_COUNT)
def test_what_does_not_count_is_an_answer(question: str, row: str, words: str) -> None:
    answers = KB.follow_ups[question, row].options
    assert [answer.alone for answer in answers if words in answer.label] == ["modifier"]


# "not sure" where a rule waits for the answer


def doubted() -> Iterator[tuple[Rule, dict[str, Answer]]]:
    """Every rule with the people above for whom it holds, "not sure" in one place where it counts."""
    for rule in KB.rules:
        for said in PEOPLE:
            answers = person(said)
            counting = {name: answer for name, answer in answers.items() if KB.questions[name].unsure_counts}
            age = {name: answer for name, answer in answers.items() if name == "age"}
            if holds(rule.when, answers) and not holds(rule.when, counting):
                yield from (
                    (rule, {**answers, name: (UNSURE,)})
                    for name in counting
                    if not holds(rule.when, age | {name: tuple(o.id for o in KB.questions[name].options)})
                )


def test_not_sure_never_lowers_a_rule_whose_other_half_is_there() -> None:
    tried = 0
    for rule, unsure in doubted():
        tried += 1
        assert rule in list(fired_rules(KB, unsure)), (rule.id, unsure)
        assert URGENCY[triage_level(KB, unsure)] >= URGENCY[rule.level]
    assert tried > 60


@pytest.mark.parametrize("name", ["pain-course", "pain-reach", "pain-start", "pain-now"])
def test_not_sure_alone_raises_nothing(name: str) -> None:
    assert triage_level(KB, CLEAR | {name: (UNSURE,)}) == "self-care"
    assert triage_level(KB, CLEAR | {"pain-course": ("weeks-same",), name: (UNSURE,)}) == "self-care"


@pytest.mark.parametrize("age", [option.id for option in KB.questions["age"].options])
@pytest.mark.parametrize("name", ["course", "reach", "start", "now"])
def test_an_age_is_no_other_half(age: str, name: str) -> None:
    assert triage_level(KB, person(f"age:{age} {name}:unsure")) == "self-care"


def test_not_sure_is_said_in_the_reason() -> None:
    found = find_urgency(KB, person("you:blood-thinner course:days reach:unsure"))
    (reason,) = (reason for reason in found.reasons if reason.id == "bleed")
    assert "Not sure: How much does the pain get in your way?" in reason.text


def test_not_sure_of_everything_is_one_half_too_few() -> None:
    said = person("you:blood-thinner course:unsure reach:unsure start:unsure now:3")
    assert triage_level(KB, said) == "self-care"


# how soon: one place decides, and all that is said agrees

SAYS: dict[str, re.Pattern[str]] = {
    "now": re.compile(r"\b(at once|tonight|emergency department now)\b"),
    "today": re.compile(r"\btoday\b"),
    "days": re.compile(r"\bwithin (a few |some )?days\b"),
    "this-week": re.compile(r"\bthis week\b"),
    "two-weeks": re.compile(r"\b(within|in) two weeks\b|\{date\}"),
}
IF = re.compile(r"\b(if|instead|when|unless)\b|\?", re.IGNORECASE)
"""What opens a line for later or for others: it may name another time."""


def times_in(text: str) -> set[str]:
    return {time for time, words in SAYS.items() if words.search(text)}


def everyone_sent_onward() -> Iterator[tuple[str, dict[str, Answer]]]:
    """Every danger sign, every "not sure" of a list, every rule, and the people above."""
    for question in KB.questions.values():
        ticks = [o.id for o in question.options if o.alone not in (None, "modifier")]
        ticks += [UNSURE] if question.unsure_level is not None else []
        yield from ((f"{question.id}:{tick}", CLEAR | {question.id: (tick,)}) for tick in ticks)
    for rule in KB.rules:
        yield rule.id, CLEAR | rule_replies(rule.when)
    yield from ((said, person(said)) for said in PEOPLE)


def test_reason_action_and_headline_name_one_time() -> None:
    for name, answers in everyone_sent_onward():
        result = judge(answers)
        triage = result.triage
        if triage.within is None:
            assert triage.level == "self-care", name
            continue
        may_be = {"emergency": {"now"}, "urgent": {"today"}}.get(triage.level, {"days", "this-week", "two-weeks"})
        assert triage.within in may_be, name
        for reason in triage.reasons:
            if reason.level == triage.level:
                assert times_in(reason.text.partition(" You said:")[0]) <= {triage.within}, (name, reason.text)
        opening = [line.text for line in triage.action if not IF.search(line.text)]
        named = set().union(*map(times_in, opening))
        if triage.level == "clinician":
            assert named == {triage.within}, name
            if result.headlines is not None:
                assert times_in(result.headlines.see_someone) == {triage.within}, name
                assert "{within}" not in result.headlines.see_someone, name
        elif triage.level == "urgent":
            assert named == {"today"}, name


@pytest.mark.parametrize("rule", KB.rules, ids=[rule.id for rule in KB.rules])
def test_a_reason_to_book_names_no_time_and_any_other_its_own(rule: Rule) -> None:
    """The soonest of several reasons decides when, so a milder one must not name a later day beside it."""
    own: dict[str, set[str]] = {"emergency": {"now"}, "urgent": {"today"}, "clinician": set()}
    assert times_in(rule.text) <= own[rule.level]


def test_the_soonest_time_wins() -> None:
    assert TIMES == ("now", "today", "days", "this-week", "two-weeks")
    assert find_urgency(KB, person("you:heart-risk pain:morning-stiff")).within == "this-week"
    assert find_urgency(KB, person("pain:morning-stiff")).within == "two-weeks"
    assert find_urgency(KB, person("you:cancer pain:morning-stiff")).within == "days"
    assert find_urgency(KB, person("you:cancer pain:trauma")).within == "today"


def test_with_cancer_in_the_past_nobody_is_told_that_it_can_wait() -> None:
    result = judge(person("you:cancer course:days start:after-session"))
    assert result.triage.within == "days"
    assert not any("tonight" in line.text for line in result.triage.action)


# what to watch for


def test_what_to_watch_for_has_two_urgencies() -> None:
    at_home = judge(CLEAR).triage
    grave = [sign for sign in at_home.watch_for if sign not in at_home.watch_today]
    assert grave
    assert at_home.watch_today
    for word in ("belly", "chest", "pregnan", "numb", "pee", "legs"):
        assert word in " ".join(grave)
    assert "fever" in " ".join(at_home.watch_today)
    urgent = judge(person("body:fever")).triage
    assert (urgent.watch_for, urgent.watch_today) == (tuple(grave), ())
    assert judge(person("nerves:bladder")).triage.watch_for == ()


def test_whoever_has_a_risk_is_told_what_is_an_emergency_with_it_and_not_in_others() -> None:
    """Also when the interview is left before the questions on which a rule hangs."""
    usual = judge(CLEAR).triage.watch_for
    seen = set()
    for (name, row), asked in KB.follow_ups.items():
        for risk in asked.options if name == "safety-you" else ():
            told: dict[str, Answer] = {"age": ("20-44",), name: (row,), asked.id: (risk.id,)}
            watch = judge(CLEAR | told).triage.watch_for
            for rule in KB.rules:
                counted = risk.id in mentioned(rule.when).get(asked.id, ())
                if counted and rule.level == "emergency" and risk.alone != "emergency":
                    seen.add(rule.id)
                    sides = (*rule.together, KB.base.watch_for.usual.get(rule.id))
                    assert any(side in watch for side in sides), (risk.id, rule.id)
            if risk.alone == "modifier" and not risk.flags:
                assert watch[0] == usual[0], risk.id
    assert {"aorta-new", "fever-plus-risk", "clot-with-risk", "bleed", "hard-accident"} <= seen
    left = judge({"age": ("45-59",), "safety-you": ("heart",), "safety-heart": ("aorta-own",)}).triage
    assert left.level == "clinician"
    assert "new pain, or pain that grows or that nothing changes" in left.watch_for
    unsaid = judge({"safety-you": ("immune",)}).triage
    assert "fever or shivers" in unsaid.watch_for


def test_a_sign_that_a_risk_makes_an_emergency_is_not_one_to_ring_for_today() -> None:
    """One sign has one urgency on a page, in the lists as in the lines of what to do."""
    seen = set()
    for (name, row), asked in KB.follow_ups.items():
        for risk in asked.options if name == "safety-you" else ():
            told: dict[str, Answer] = {"age": ("20-44",), name: (row,), asked.id: (risk.id,)}
            result = judge(CLEAR | told).triage
            for rule in KB.rules:
                if rule.id not in KB.base.watch_for.graver or risk.id not in mentioned(rule.when).get(asked.id, ()):
                    continue
                for sign in KB.base.watch_for.graver[rule.id] if result.level == "clinician" else ():
                    seen.add(sign)
                    assert any(side in result.watch_for for side in rule.together), (risk.id, rule.id)
                    assert sign not in result.watch_today, (risk.id, rule.id)
                    for word in ("fever", "foot", "day and night"):
                        today = [
                            line.text for line in result.action if word in line.text and "doctor today" in line.text
                        ]
                        assert not (word in sign and today), (risk.id, today)
    assert len(seen) >= 3, seen


def test_what_a_rule_says_better_is_a_sign_of_the_lists_and_the_rule_an_emergency() -> None:
    rules, watch = {rule.id: rule for rule in KB.rules}, KB.base.watch_for
    told = {*watch.now, *watch.today, *(side for rule in rules.values() for side in rule.together)}
    for name, signs in watch.graver.items():
        assert rules[name].level == "emergency", name
        assert set(signs) <= told, name
    for name, sign in watch.usual.items():
        assert rules[name].level == "emergency", name
        assert sign in watch.now, name


def words_of(kb: KnowledgeBase) -> Iterator[str]:
    yield from kb.base.watch_for.now
    yield from kb.base.watch_for.rarer
    yield from kb.base.watch_for.today
    for topic in kb.topics.values():
        yield from (point.text for point in topic.points)
    yield from (entry.text for entry in kb.plan)
    for rung in kb.ladder:
        yield from (rung.what.text, rung.up, rung.down)
    for outcome in kb.outcomes.values():
        yield from (action.text for action in outcome.actions)


def test_no_line_reads_as_something_else() -> None:
    assert not [text for text in words_of(KB) if "sex change" in text]


def test_a_sign_of_pressed_nerves_is_called_an_emergency_wherever_it_stands() -> None:
    """Numb between the legs, or a weak leg, does not just end a session."""
    found = [text for text in words_of(KB) if re.search(r"numb\w* (in buttocks or )?between (the )?legs", text)]
    assert len(found) >= 4
    for text in found:
        if text not in KB.base.watch_for.now:
            assert re.search(r"emergency|at once", text, re.IGNORECASE), text


@pytest.mark.parametrize("name", ["safety-body", "safety-nerves"])
def test_the_first_lists_ask_about_the_last_two_weeks(name: str) -> None:
    """A tearing pain that eased, a numb seat that came and went and brown pee that cleared still count days later."""
    question = KB.questions[name]
    assert "last two weeks" in question.prompt
    assert "last two weeks" in question.help
    assert "gone" in question.help
