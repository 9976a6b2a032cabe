"""The danger signs as somebody in fear meets them: what to do, and for which signs, comes first."""

from __future__ import annotations

from itertools import combinations

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import DangerRow, FollowUpAnswer, FollowUpQuestion, Option
from backcheck.knowledge.records import Level
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.conditions import mentioned
from backcheck.reasoning.triage import triage_level
from tests.cli.desk import Desk, bare
from tests.cli.program import failed, run

pytestmark = pytest.mark.boundary

LEVEL_WORDS = {"emergency": "STOP", "urgent": "TODAY", "clinician": "BOOK", "modifier": "Matters with others"}


def signs(kb: KnowledgeBase, *levels: str) -> list[Option]:
    """The signs that are offered whose gravest answer has one of these levels."""
    questions = (one for one in kb.questions.values() if not isinstance(one, FollowUpQuestion))
    return [option for one in questions for option in one.offered if option.alone in levels]


def answers(sign: Option, *levels: str) -> list[Option]:
    """What is asked further about a sign and has one of these levels; the sign itself where nothing is asked."""
    asked = sign.follow_up.options if isinstance(sign, DangerRow) and sign.follow_up else (sign,)
    return [one for one in asked if one.alone in levels and (one is sign or one.alone != "modifier" or one.flags)]


def raising(kb: KnowledgeBase, sign: Option) -> list[Rule]:
    """The rules that count an answer about a sign which asks for less alone."""
    name = next(one.id for one in kb.questions.values() if any(option is sign for option in one.options))
    asked: tuple[Option, ...] = (sign,)
    if isinstance(sign, DangerRow) and sign.follow_up:
        name, asked = f"safety-{sign.id}", sign.follow_up.options
    return [
        rule
        for rule in kb.rules
        if any(
            one.id in mentioned(rule.when).get(name, ()) and URGENCY[rule.level] > URGENCY.get(str(one.alone), 0)
            for one in asked
        )
    ]


def _ticks(answers: dict[str, Answer], name: str) -> tuple[str, ...]:
    given = answers[name]
    assert isinstance(given, tuple)
    return given


def in_short(sign: Option) -> str:
    """What of a sign is an emergency, as it stands on one screen with all others."""
    return ", ".join(one.watch for one in answers(sign, "emergency") if isinstance(one, FollowUpAnswer) and one.watch)


def name_of(kb: KnowledgeBase, sign: Option) -> str:
    """What one types for a sign: its id, with its question before it where another sign has the same."""
    own = next(one.id for one in kb.questions.values() if any(option is sign for option in one.options))
    return sign.id if [one.id for one in signs(kb, *LEVEL_WORDS)].count(sign.id) == 1 else f"{own}:{sign.id}"


def flat(text: str) -> str:
    """Words with one blank between, without the marks of a list."""
    return " ".join(text.replace("\u2022", " ").split())


@pytest.mark.parametrize("columns", ["80", "40"])
@pytest.mark.parametrize("options", [(), ("--plain",), ("--color", "always")])
def test_the_first_screen_says_whom_to_ring_and_every_stop_sign(
    kb: KnowledgeBase, columns: str, options: tuple[str, ...]
) -> None:
    ran = run(*options, "redflags", env={"COLUMNS": columns})
    assert (ran.code, ran.err) == (0, "")
    lines = bare(ran.out).splitlines()
    assert len(lines) <= 24
    seen = flat("\n".join(lines[:22]))
    told = (
        [in_short(sign) for sign in signs(kb, "emergency")]
        if columns == "80"
        else [*kb.base.watch_for.now, *kb.base.watch_for.rarer]
    )
    assert all(told)
    assert seen.find("999") < seen.find(told[0])
    assert all(part in seen for part in ("STOP", "112", "999", "911", *told))


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_nothing_of_it_leaves_a_terminal_of_24_rows(kb: KnowledgeBase, size: tuple[int, int]) -> None:
    desk = Desk("redflags", size=size)
    assert desk.end() == 0
    seen = flat("\n".join(desk.screen.display))
    assert "999" in seen
    told = (
        [in_short(sign) for sign in signs(kb, "emergency")]
        if size[0] == 80
        else [*kb.base.watch_for.now, *kb.base.watch_for.rarer]
    )
    assert all(one in seen for one in told)


@pytest.mark.parametrize(
    ("word", "levels"), [("stop", ("emergency",)), ("today", ("urgent",)), ("book", ("clinician", "modifier"))]
)
def test_each_part_has_its_signs_in_full_and_no_other(kb: KnowledgeBase, word: str, levels: tuple[str, ...]) -> None:
    text = flat(run("redflags", word).out)
    every = signs(kb, *LEVEL_WORDS)
    here = [sign for sign in every if answers(sign, *levels)]
    told = {flat(one.label) for sign in here for one in answers(sign, *levels)}
    assert all(sign.label in text for sign in here)
    assert all(one in text for one in told)
    others = {flat(one.label) for sign in every for one in answers(sign, *LEVEL_WORDS)} - told
    assert not [one for one in others if one in text]
    for rule in kb.rules:
        assert (flat(rule.text) in text) == (rule.level in levels)
    document = run("redflags", word, "--json").document
    assert [one["option"] for one in document["danger_signs"]] == [sign.id for sign in here]
    assert {one["level"] for one in document["rules"]} <= set(levels)


def test_every_sign_has_a_page_that_says_what_to_do(kb: KnowledgeBase) -> None:
    for sign in signs(kb, *LEVEL_WORDS):
        ran = run("redflags", name_of(kb, sign))
        assert (ran.code, ran.err) == (0, "")
        text = flat(ran.out)
        told = answers(sign, *LEVEL_WORDS)
        assert sign.label in text
        shown, _, left_out = text.partition("More with --full")
        for one in told:
            named = flat(one.help if one is sign and one.help else one.label) in shown
            assert named or (LEVEL_WORDS[str(one.alone)] in left_out and LEVEL_WORDS["emergency"] in shown), (
                sign.id,
                one.id,
            )
        levels = {str(one.alone) for one in told} | {rule.level for rule in raising(kb, sign)}
        assert all((LEVEL_WORDS[level] in text) == (level in levels) for level in LEVEL_WORDS)
        assert len(ran.out.splitlines()) <= 22
        card = run("redflags", name_of(kb, sign), "--json").document
        assert list(card)[:3] == ["schema_version", "id", "name"]
        assert (card["id"].rpartition(":")[2], card["name"], card["level"]) == (sign.id, sign.label, sign.alone)


@pytest.mark.parametrize("columns", ["80", "40"])
@pytest.mark.parametrize("plain", [(), ("--plain",)])
def test_the_page_of_a_sign_names_what_raises_it_the_gravest_always(
    kb: KnowledgeBase, columns: str, plain: tuple[str, ...]
) -> None:
    """Milder ones as far as there is room; if not, their level is named, and they stand in the whole page."""
    seen = set()
    for sign in signs(kb, *LEVEL_WORDS):
        ran = run(*plain, "redflags", name_of(kb, sign), env={"COLUMNS": columns})
        page = flat(ran.out)
        whole = flat(run("redflags", name_of(kb, sign), "--full").out)
        document = run("redflags", name_of(kb, sign), "--json").document
        rules = raising(kb, sign)
        assert {one["rule"]: one["level"] for one in document["together"]} == {one.id: one.level for one in rules}
        assert len(ran.out.splitlines()) <= 22
        shown, _, left_out = page.partition("More with --full")
        gravest = max((URGENCY[rule.level] for rule in rules), default=0)
        for rule in rules:
            assert len(rule.together) == 2, rule.id
            assert any(side in whole for side in rule.together), (sign.id, rule.id)
            named = any(side in shown for side in rule.together)
            assert named or LEVEL_WORDS[rule.level] in left_out, (sign.id, rule.id)
            must = URGENCY[rule.level] == gravest and (
                gravest > URGENCY.get(str(sign.alone), 0) or rule.level == "emergency"
            )
            assert named or not must, (sign.id, rule.id)
            seen.add(rule.id)
    assert {"aorta-new", "cancer-plus-nerve", "bleed", "older-night", "risk-and-night"} <= seen


def test_no_page_of_a_sign_looks_milder_than_any_two_facts_that_the_interview_knows(kb: KnowledgeBase) -> None:
    """Whatever an answer about a sign comes to with one other answer, the page says, and so does every list of signs.

    The other is an answer about another sign, or an age, a start, a course: whatever a rule waits for.
    """
    lists: dict[str, Answer] = {one.id: ("none",) for one in kb.danger_lists}
    facts: list[tuple[str, dict[str, Answer]]] = []
    waited = {(name, one) for rule in kb.rules for name, many in mentioned(rule.when).items() for one in many}
    for (question, row), asked in kb.follow_ups.items():
        facts += [
            (row, {question: (row,), asked.id: (one.id,)}) for one in asked.options if (asked.id, one.id) in waited
        ]
    facts += [("", {name: (one,)}) for name, one in sorted(waited) if not name.startswith("safety-")]
    alone = [URGENCY[triage_level(kb, {**lists, **one})] for _, one in facts]
    gravest: dict[str, Level] = {}
    known = [(row, one, level) for (row, one), level in zip(facts, alone, strict=True) if level < URGENCY["emergency"]]
    for (row, one, own), (other, more, others) in combinations(known, 2):
        if row != other:
            both = {name: _ticks(one, name) + _ticks(more, name) for name in lists if name in {*one} & {*more}}
            level = triage_level(kb, {**lists, **one, **more, **both})
            for name in filter(None, (row, other)) if URGENCY[level] > max(own, others) else ():
                gravest[name] = max(level, gravest.get(name, level), key=URGENCY.__getitem__)
    for sign in signs(kb, *LEVEL_WORDS):
        if sign.id not in gravest:
            continue
        level = gravest[sign.id]
        page = flat(run("redflags", name_of(kb, sign), env={"COLUMNS": "40"}).out)
        grave_enough = [word for of, word in LEVEL_WORDS.items() if URGENCY.get(of, 0) >= URGENCY[level]]
        assert any(word in page.partition("More with")[0] for word in grave_enough), sign.id
        for listed in (("redflags", *sign.label.split()), ("search", *sign.label.split(), "--full")):
            found = flat(run(*listed).out)
            at = found.index(sign.label)
            assert any(word in found[: at + 300] for word in grave_enough), (sign.id, listed[0])
    assert sum(level == "emergency" for level in gravest.values()) > 20


def test_a_sign_is_found_with_its_list_too_and_in_any_case() -> None:
    assert run("redflags", "safety-nerves:bladder").out == run("redflags", "Bladder").out
    assert run("redflags", "numb", "saddle").out == run("redflags", "numb-saddle").out


def test_a_name_of_several_signs_lists_them_with_names_that_work(kb: KnowledgeBase) -> None:
    several = [sign for sign in signs(kb, *LEVEL_WORDS) if ":" in name_of(kb, sign)]
    assert several
    for sign in several:
        ran = run("redflags", sign.id)
        assert (ran.code, ran.err) == (0, "")
        assert f"{sign.label} (backcheck redflags {name_of(kb, sign)})" in flat(ran.out)


@pytest.mark.parametrize(("typed", "meant"), [("bladdre", "bladder"), ("tody", "today"), ("sexuel", "sexual")])
def test_a_near_miss_names_what_was_meant(typed: str, meant: str) -> None:
    assert failed(run("redflags", typed), 2, typed, meant)


def test_a_name_of_nothing_says_where_all_are_and_whom_to_ring() -> None:
    assert failed(run("redflags", "xyzzy\x1b[31m"), 2, "redflags --full", "112", "999", "911")
    assert run("redflags", "xyzzy").err.strip().endswith("backcheck redflags")
    assert run("search", "xyzzy").out.strip().endswith("backcheck redflags")


@pytest.mark.parametrize(
    ("typed", "sign"),
    [("numb", "numb-saddle"), ("numbness", "both-legs"), ("pee", "bladder"), ("Peeing", "bladder"),
     ("vomiting", "belly-side"), ("cough", "breath-in"), ("between the legs", "numb-saddle")],
)  # fmt: skip
def test_words_of_a_sign_list_it_with_its_level_and_what_to_do(kb: KnowledgeBase, typed: str, sign: str) -> None:
    ran = run("redflags", *typed.split())
    assert (ran.code, ran.err) == (0, "")
    text = flat(ran.out)
    [option] = [one for one in signs(kb, *LEVEL_WORDS) if one.id == sign]
    level = str(option.alone)
    [action] = [one.in_short for one in kb.outcomes.values() if one.level == level]
    assert text.index(LEVEL_WORDS[level]) < text.index(flat(action)) < text.index(f"{option.label} (backcheck")
    assert f"backcheck redflags {sign}" in text
    found = run("redflags", *typed.split(), "--json").document["danger_signs"]
    ranks = [list(LEVEL_WORDS).index(one["level"]) for one in found]
    assert sign in {one["option"] for one in found}
    assert ranks == sorted(ranks)


def test_all_signs_are_there_with_full_and_with_sources(kb: KnowledgeBase) -> None:
    for option in ("--full", "--sources"):
        text = flat(run("redflags", option).out)
        assert all(sign.label in text for sign in signs(kb, *LEVEL_WORDS))
        assert all(flat(one.label) in text for sign in signs(kb, *LEVEL_WORDS) for one in answers(sign, *LEVEL_WORDS))
    everything = run("redflags", "--json").document
    assert {one["option"] for one in everything["danger_signs"]} == {sign.id for sign in signs(kb, *LEVEL_WORDS)}
    assert len(everything["rules"]) == len(kb.rules)


# -- search leads there --------------------------------------------------------------------------------------------


def test_a_danger_sign_that_is_found_says_what_to_do_and_its_command_works() -> None:
    ran = run("search", "numb")
    lines = ran.out.splitlines()
    assert len(lines) <= 24
    at = next(number for number, line in enumerate(lines) if line.startswith("redflags numb-saddle"))
    assert at < 4
    assert lines[at + 1].strip() == "STOP: emergency care now"
    for hit in run("search", "numb", "--json").document["results"]:
        assert (hit["level"] is None) == (hit["kind"] != "redflags")
        assert run(hit["kind"], hit["id"]).code == 0


def test_no_danger_sign_is_left_out_of_the_screen() -> None:
    for word in ("leg", "pain", "back"):
        hits = run("search", word, "--json").document["results"]
        text = flat(run("search", word).out)
        assert all(f"redflags {hit['id']}" in text for hit in hits if hit["level"] is not None)


def test_full_shows_every_result_with_its_text() -> None:
    hits = run("search", "brace", "--json").document["results"]
    text = flat(run("search", "brace", "--full").out)
    assert all(flat(hit["name"]) in text for hit in hits)
    assert len(run("search", "brace").out.splitlines()) <= 30 < len(run("search", "brace", "--full").out.splitlines())
