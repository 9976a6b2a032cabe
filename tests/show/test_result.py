"""What stands on the first screen and below it, level by level."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from backcheck.knowledge.records import Level
from backcheck.reasoning.assessment import Assessment, Coaching, FixLine, GivenAnswer, Reason
from backcheck.show.advice import NO_FAULT, NO_LIFTING, TOO_LITTLE, list_first, list_sections
from backcheck.show.causes import find_leaders, group_causes, list_fixes
from backcheck.show.document import Advice
from backcheck.show.first_screen import close_up, render_first_screen, render_result
from backcheck.show.phrases import END, days_on, join_words, say_because
from tests.show.exhibits import BOXES, TODAY, because, contributor, pattern, result, surface

PROMPTS = {"safety-you": "Does any of this apply to you?", "signs-squat": "Which have you seen?"}


def text_of(made: Assessment, **changes: Any) -> str:
    return "\n".join(render_result(Advice(made, TODAY, PROMPTS), surface(**changes)))


def first_of(made: Assessment, **changes: Any) -> str:
    return "\n".join(render_first_screen(Advice(made, TODAY, PROMPTS), surface(**changes)))


def in_order(text: str, *parts: str) -> bool:
    """Whether each part stands behind the one before it."""
    for part in parts:
        _, found, text = text.partition(part)
        if not found:
            return False
    return True


def test_the_first_screen_has_everything_in_the_order_of_need() -> None:
    text = first_of(result())
    assert in_order(
        text,
        ">> TRAIN, CHANGED  This is the sentence.",
        "Train tomorrow?",
        "How long?",
        "Look on 7 December.",
        "See someone?",
        "Is this normal?",
        "CHANGE FIRST     Change Heavy week. Because the weight went up fast.",
        'THEN             Change Tailbone tucks. Cue: "Stop above the tuck".',
        "TODAY            Two light sets.",
        "KEEP DOING       Bench press.",
        "Go to emergency care for: numb between the legs; a weak leg.",
        "Ring a doctor today for: a fever.",
        "Not an examination. Not yet reviewed by a clinician.",
    )
    assert text.count("\n") < 24


@pytest.mark.parametrize("hidden", ["Strain", "3.5", "expert", "load", "form", "assessment", "diagnosis", "Too deep"])
def test_the_first_screen_leaves_out_what_does_not_help_now(hidden: str) -> None:
    assert hidden not in first_of(result(keep_doing=(), look_again_days=None, review="")).replace("a form fault", "")


def test_the_sections_below() -> None:
    text = text_of(result())
    below = text[text.index("What in your training") :]
    assert in_order(
        " ".join(below.split()),
        "What in your training may set it off",
        "1. Heavy week: likely",
        "2. Tailbone tucks: likely",
        "Because you have seen the tailbone tuck, and you felt it at the bottom.",
        "Looks the same Too deep",
        "What to fix, in this order",
        "What the pain itself looks like",
        "Looks like: Strain (may fit)",
        "Speaks for Because it is tight.",
        "Speaks against It goes below the knee.",
        "This week",
        "From 7 December: Add 2 kg.",
        "It is no better on 7 December.",
        "Do one of these instead for now",
        "Belt squat.",
        "What would change this advice",
        "Which have you seen? Film it from the side.",
    )
    assert "Cauda equina" not in text
    assert "%" not in text
    assert "3. Too deep" not in text


def test_the_fixes_are_a_coloured_table_with_words() -> None:
    text = text_of(result(), colour=True)
    assert "\u2502" in text
    assert "\x1b[91m" in text
    assert "\x1b[35m" in text
    assert in_order(text_of(result()), "What goes wrong", "Fix", "Cue", "See Heavy week", "Mend Heavy week.")
    assert "+--" in text_of(result(), unicode=False)
    assert text_of(result(), unicode=False).isascii()


@pytest.mark.parametrize("changes", [{"width": 40}, {"plain": True}, {"width": 59}])
def test_narrow_and_plain_have_labels_before_values_and_no_boxes(changes: dict[str, Any]) -> None:
    text = text_of(result(), **changes)
    assert "What goes wrong: See Heavy week" in text
    assert "CHANGE FIRST: Change Heavy week." in text
    assert "Train tomorrow? Yes, lighter." in text
    assert not BOXES.search(text)
    assert all(len(line) <= changes.get("width", 80) for line in text.splitlines())


def test_plain_mode_says_where_the_advice_ends() -> None:
    assert text_of(result(), plain=True).endswith(END)
    assert END not in text_of(result())


@pytest.mark.parametrize("level", ["emergency", "urgent"])
def test_stop_and_today_have_no_lifting_and_no_likeness(level: Level) -> None:
    made = msgspec.structs.replace(result(level), contributors=result().contributors, plan=result().plan)
    text = text_of(made)
    assert in_order(text, "This is the sentence.", "1 Do this now.", "2 Then do that.", '"Back pain since a lift."')
    assert in_order(text, "Say at the desk", "Why we say this  This is the reason.", "Not an examination.")
    for hidden in ("Heavy week", "CHANGE", "Strain", "Train tomorrow?", "Belt squat", "KEEP"):
        assert hidden not in text
    assert (NO_LIFTING in text) == (level == "urgent")
    assert ("numb between the legs" in text) == (level == "urgent")
    assert list_sections(Advice(made, TODAY), "person") == []


@pytest.mark.parametrize("level", ["emergency", "urgent"])
def test_stop_and_today_do_not_put_off(level: Level) -> None:
    assert "Look again" not in text_of(result(level))


def test_book_has_the_booking_first_and_folds_the_lifting() -> None:
    made = result("clinician")
    first = first_of(made)
    parts = (
        "! BOOK",
        "Do this now.",
        "This is the reason.",
        "Train tomorrow?",
        "Go to emergency care for",
        "Ring a doctor today for",
    )
    assert in_order(first, *parts)
    assert "CHANGE FIRST" not in first
    text = text_of(made)
    assert "What may set it off, for when you are cleared" in text
    assert "What to fix when you are cleared" in text


def test_no_coaching_shows_the_reason() -> None:
    made = result(coaching=Coaching(mode="none", reason="Show this to a parent."), contributors=(), lead=())
    assert "Show this to a parent." in first_of(made)
    assert "CHANGE FIRST" not in first_of(made)


def test_plain_soreness_offers_and_does_not_urge() -> None:
    made = result(verdict="TRAIN", plain_soreness=True)
    assert "CHANGE FIRST" not in first_of(made)
    assert "Do this now." in first_of(made)
    assert "If you want less soreness" in text_of(made)


def test_not_screened_says_what_to_answer_and_changes_nothing() -> None:
    first = first_of(result("unscreened"))
    assert in_order(first, "?? NOT SCREENED", "Answer first", "Does any of this apply to you?")
    assert "CHANGE FIRST" not in first
    assert "safety-you" in "\n".join(render_first_screen(Advice(result("unscreened"), TODAY), surface()))


def test_too_little_to_go_on_is_said() -> None:
    for made in (result(enough=False, lead=()), result(contributors=(), lead=(), enough=False)):
        assert TOO_LITTLE in " ".join(first_of(made).split())


def test_without_a_form_fault_filming_comes_next() -> None:
    assert NO_FAULT in " ".join(first_of(result(lead=("heavy-week",))).split())
    form_first = result(lead=("tailbone-tucks",))
    assert "THEN" not in first_of(form_first)


def test_empty_parts_leave_no_headings() -> None:
    made = result(
        contributors=(), lead=(), patterns=(), plan=type(result().plan)(), keep_doing=(), would_change_this=()
    )
    triage = msgspec.structs.replace(made.triage, watch_for=(), action=(), reasons=())
    assert list_sections(Advice(msgspec.structs.replace(made, triage=triage), TODAY), "person") == []


def test_aliases_are_one_entry_whichever_side_names_them() -> None:
    tuck, deep = contributor("Tuck", aliases=("deep",)), contributor("Deep")
    lean, hips = contributor("Lean"), contributor("Hips", aliases=("lean",))
    entries = group_causes([tuck, lean, deep, hips])
    assert [(entry.leader.id, [one.id for one in entry.same]) for entry in entries] == [
        ("tuck", ["deep"]),
        ("lean", ["hips"]),
    ]
    assert [entry.leader.id for entry in find_leaders(entries, ["deep", "tuck", "hips", "gone"])] == ["deep", "hips"]


def test_each_error_that_was_seen_has_a_row_and_nothing_is_said_twice() -> None:
    fixes = (
        FixLine(id="a", text="Less.", cue="", error="Tuck", ticked=True),
        FixLine(id="b", text="Shorter.", cue="Stop", error="Tuck", ticked=True),
        FixLine(id="c", text="Less.", cue="Sit", error="Tuck", ticked=True),
        FixLine(id="d", text="Rest.", cue="", error=""),
        FixLine(id="e", text="Wider.", cue="", error="Lean", ticked=True),
    )
    general = tuple(FixLine(id=str(n), text=f"Way {n}.", cue="", error="") for n in range(5))
    rows = list_fixes(group_causes([contributor("Form", fixes=fixes), contributor("Load", fixes=general)]))
    assert [(row.label, [row.text, *(one.text for one in row.more)], row.cue) for row in rows] == [
        ("Tuck", ["Less.", "Shorter."], "Stop"),
        ("Lean", ["Wider."], ""),
        ("Load", ["Way 0.", "Way 1.", "Way 2."], ""),
    ]


def test_what_nobody_ticked_is_not_told_as_what_goes_wrong() -> None:
    """The ticked faults come first; what only fits stands under its own name."""
    unseen = FixLine(id="a", text="Less.", cue="", error="Tuck")
    seen = FixLine(id="b", text="Wider.", cue="", error="Lean", ticked=True)
    rows = list_fixes(group_causes([contributor("Depth", fixes=(unseen,)), contributor("Form", fixes=(seen,))]))
    assert [(row.label, row.text, row.more) for row in rows] == [("Lean", "Wider.", ()), ("Depth", "Less.", ())]


def test_what_is_only_possible_is_named_at_the_end() -> None:
    many = tuple(contributor(f"Number {n}", fit="possible" if n else "likely") for n in range(5))
    text = text_of(result(contributors=many, lead=("number-2",)))
    assert in_order(text, "1. Number 2: possible", "2. Number 0: likely", "3. Number 1: possible")
    assert "Also possible   Number 3; Number 4" in text
    table = text[text.index("What to fix") : text.index("What the pain")]
    assert in_order(table, "See Number 2", "See Number 0", "See Number 1")
    assert "Number 3" not in table


def test_because_joins_each_reason_once_the_strongest_first() -> None:
    evidence = [because("a", 1), because("b", -3), because("a", 2), because("", 3), because("c", 1)]
    assert say_because(evidence) == "Because b, a, and c."
    assert say_because(evidence, most=2) == "Because b, and a."
    assert say_because([]) == ""
    assert join_words([]) == ""


def test_dates_are_words_in_every_locale() -> None:
    assert days_on(date(2026, 11, 23), 14) == "7 December"
    assert days_on(date(2026, 12, 25), 10) == "4 January"
    assert days_on(date(2026, 1, 1), 365) == "1 January 2027"
    undated = msgspec.structs.replace(result(), look_again_days=None)
    assert Advice(undated, TODAY).dated("On {date}.") == "On 7 December."


@pytest.mark.parametrize("changes", [{}, {"width": 40}, {"plain": True}])
def test_no_two_empty_lines_follow_each_other(changes: dict[str, Any]) -> None:
    lines = text_of(result(), **changes).split("\n")
    assert not any(one == two == "" for one, two in pairwise(lines))
    assert lines[0]
    assert lines[-1]


def test_serious_likenesses_are_never_named() -> None:
    assert "pain itself" not in text_of(result(patterns=(pattern("Fracture", serious=True),)))


def test_what_comes_second_is_what_the_plan_says() -> None:
    """The plan never lowers the weight twice; the card's own first fix might."""
    shown = first_of(result(second_change="Push the floor. Pause squat: 3 sets of 5."))
    assert "THEN             Push the floor. Pause squat: 3 sets of 5." in shown
    assert "Change Tailbone tucks." not in shown


def test_blank_lines_give_way_to_the_verdict() -> None:
    """The last first, and only where that is enough: a long text scrolls anyway and stays airy."""
    lines = ["", "verdict", "", "a", "", "b"]

    assert close_up(lines, 6) == lines
    assert close_up(lines, 5) == ["", "verdict", "", "a", "b"]
    assert close_up(lines, 3) == ["verdict", "a", "b"]
    assert close_up(lines, 2) == lines


def _sign(number: int, *others: int, name: str = "") -> Reason:
    """A long reason: this sign, or a rule over it and others."""
    answers = tuple(GivenAnswer(question="body", value=f"sign-{one}") for one in (number, *others))
    id = name or (f"rule-{number}" if others else f"body:sign-{number}")
    return Reason(id=id, level="emergency", answers=answers, text=f"Reason {id}. " * 25, sources=())


def _with_reasons(*reasons: Reason) -> Assessment:
    made = result("emergency")
    return msgspec.structs.replace(made, triage=msgspec.structs.replace(made.triage, reasons=reasons))


def test_many_reasons_leave_the_verdict_in_the_window() -> None:
    """The last are told where there is room, the first where it does not push out what to do; a pipe has all."""
    made = _with_reasons(_sign(1), _sign(2), _sign(3))
    told = {
        rows: [number for number in "123" if f"sign-{number}." in first_of(made, terminal=True, rows=rows)]
        for rows in (10, 24, 60)
    }
    assert told == {10: ["1"], 24: ["1"], 60: ["1", "2", "3"]}
    assert all(f"sign-{number}." in first_of(made) for number in "123")
    narrow = first_of(made, terminal=True, rows=24, width=40)
    assert "sign-1." not in narrow
    assert len(narrow.splitlines()) <= 22


def test_a_rule_over_signs_that_are_each_enough_is_no_reason_more() -> None:
    """One that waits for a sign which alone is not enough stays, and so does one of a single answer."""
    made = _with_reasons(_sign(1), _sign(1, 2), _sign(2), _sign(2, 3), _sign(4, name="alone"))
    lines = next(one.lines for one in list_first(Advice(made, TODAY)) if one.id == "reasons")
    assert [line.id for line in lines] == ["body:sign-1", "body:sign-2", "rule-2"]  # the page holds three
    made = _with_reasons(_sign(1), _sign(1, 2), _sign(2), _sign(4, name="alone"))
    lines = next(one.lines for one in list_first(Advice(made, TODAY)) if one.id == "reasons")
    assert [line.id for line in lines] == ["body:sign-1", "body:sign-2", "alone"]
