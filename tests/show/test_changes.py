"""What a new answer changed, in one line."""

from __future__ import annotations

import pytest
from hypothesis import given

from backcheck import assess, load_knowledge
from backcheck.reasoning.answers import Answer
from backcheck.show.advice import PARTS, SCREENS, advise, list_first, list_sections
from backcheck.show.changes import SAME, say_changes
from tests.reasoning.test_one_story import lifters

KB = load_knowledge()
CLEAR: dict[str, object] = {
    "safety-body": ["none"], "safety-nerves": ["none"], "safety-pain": ["none"], "safety-you": ["none"],
    "age": "20-44", "exercise": "squat", "pain-course": "weeks-easing", "pain-reach": "only-lift",
}  # fmt: skip
SEEN = CLEAR | {"signs-squat": ["tailbone-tucks"], "pain-when": "bottom"}


def said(before: dict[str, object], after: dict[str, object]) -> str:
    """The line."""
    return say_changes(advise(KB, assess(KB, before)), advise(KB, assess(KB, after)))


def test_nothing_changed() -> None:
    """Said, not left out."""
    assert said(SEEN, SEEN) == SAME


def test_a_new_sign_is_the_first_thing_to_change() -> None:
    """Named in words."""
    line = said(CLEAR | {"signs-squat": "unsure"}, SEEN)
    assert "the first thing to change is now 'Tailbone tucks" in line
    assert "\n" not in line


def test_an_urgent_answer_changes_the_verdict_and_nothing_is_said_of_lifting() -> None:
    """Before and now, and that alone."""
    line = said(SEEN, SEEN | {"safety-body": ["fever"]})
    assert line == "Your new answer changes this: the verdict was TRAIN, CHANGED and is now TODAY."


@pytest.mark.parametrize("order", [1, -1])
def test_another_leader_is_named_with_the_old_one(order: int) -> None:
    """Both ways."""
    loaded = CLEAR | {"changed": ["load-jump"], "signs-squat": ["none"], "pain-when": "after"}
    first, second = (SEEN, loaded)[::order]
    line = said(first, second)
    assert "was '" in line
    assert "and is now '" in line


JUMP = CLEAR | {"changed": ["load-jump"], "pain-when": "driving"}


def test_what_comes_after_the_first_thing_is_named_too() -> None:
    """The first thing stays the same; what stands beside it does not."""
    before, after = JUMP | {"signs-squat": ["belly-goes-soft"]}, JUMP | {"signs-squat": ["none"], "traits": ["core"]}
    if assess(KB, before).lead[0] == assess(KB, after).lead[0]:
        assert "the second thing is now '" in said(before, after)


def test_every_part_that_reads_otherwise_is_named() -> None:
    """Core work and swaps change with the direction, though the first thing stays."""
    bends, arches = SEEN | {"pain-changes": ["worse-bend"]}, SEEN | {"pain-changes": ["worse-arch"]}
    assert assess(KB, bends).lead[0] == assess(KB, arches).lead[0]
    line = said(bends, arches)
    assert "the plan for this week" in line
    assert "the lifts to swap to" in line
    assert "\n" not in line


def test_every_section_that_a_person_reads_is_compared() -> None:
    """Below the first screen or on it. Three are told in words of their own, or only where nobody is coached."""
    read = {part.id for part in PARTS if "person" in part.readers} | {name for one in SCREENS.values() for name in one}
    called = [part.id for part in PARTS if part.called]
    assert len(called) == len(set(called))
    assert read - set(called) == {"change", "ask-first", "desk"}, "the others need `called` in their row of PARTS"


@given(lifters(), lifters())
def test_unchanged_means_unchanged(one: dict[str, Answer], other: dict[str, Answer]) -> None:
    """Nothing that is shown may differ where it says that nothing changed."""
    both = [advise(KB, assess(KB, answers)) for answers in (one, one | {"traits": other.get("traits", ("none",))})]
    if say_changes(*both) == SAME:
        shown = [[(s.title, s.lines) for s in (*list_first(a), *list_sections(a, "person"))] for a in both]
        assert shown[0] == shown[1]


def test_the_first_thing_in_other_words_is_named() -> None:
    """The same thing leads, but a class counts rounds where leg lifts count sets."""
    before, after = (
        CLEAR | {"exercise": name, "changed": ["more-work"], "pain-changes": ["late"], "pain-course": "weeks-same"}
        for name in ("other-training", "several")
    )
    assert assess(KB, before).lead[0] == assess(KB, after).lead[0]
    assert "the first thing now reads 'If you added a day or lift, drop it. Do a third fewer work sets, " in said(
        before, after
    )


def test_a_work_weight_that_changes_the_first_thing_is_named() -> None:
    """The load of what comes first stands in its line alone."""
    before, after = (JUMP | {"signs-squat": ["none"], "work-weight": kg} for kg in (80.0, 120.0))
    assert assess(KB, before).lead[0] == "progression-too-fast"
    assert "the first thing now reads 'Stay at 95 kg for at least two weeks'" in said(before, after)


def test_who_is_sore_no_longer_is_told_what_comes_first() -> None:
    """Plain soreness changes nothing in training, so nothing came first before."""
    sore = CLEAR | {
        "changed": ["more-work"], "pain-course": "days", "pain-when": "next-day", "pain-start": "after-session",
        "pain-feel": "sore", "pain-where": "across",
    }  # fmt: skip
    assert assess(KB, sore).plain_soreness
    assert "the first thing to change is now 'Too many hard sets" in said(sore, sore | {"pain-feel": "sharp"})


def test_a_line_that_only_moved_up_is_not_called_new() -> None:
    """The last line of a full list comes in when another one goes."""
    near = CLEAR | {"exercise": "deadlift", "changed": ["too-heavy"], "pain-changes": ["heavy-only"]}
    line = said(near | {"meet": ["soon"]}, near | {"meet": ["later"]})
    assert "19 people" not in line
