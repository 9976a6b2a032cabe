"""The pages for training: what comes first on each, and that hostile text is shown and not obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import msgspec
import pytest

from backcheck.knowledge.lifts import Lift, Need
from backcheck.knowledge.loads import LiftWarmUp, RampLoad, Weight, read_weight
from backcheck.knowledge.records import Source
from backcheck.knowledge.training import Drill, RampSet, Rung, SelfTest, WarmUp
from backcheck.reasoning.assessment import AdviceLine
from backcheck.show import as_json
from backcheck.show.advice import list_sections
from backcheck.show.card import render_card
from backcheck.show.document import Advice
from backcheck.show.first_screen import render_first_screen, render_result
from backcheck.show.formats import render_section
from backcheck.show.surface import Surface
from backcheck.show.training import (
    render_drill,
    render_drills,
    render_ladder,
    render_test,
    render_tests,
    render_warm_up,
)
from backcheck.text import cells
from tests.reasoning.people import KB
from tests.show.exhibits import BOXES, HOSTILE, SGR, SHOWN, SURFACES, TODAY, build, result, surface

REVIEW = "Not yet reviewed by a clinician."
WORKS = {"x": build(Source, HOSTILE), HOSTILE: build(Source, HOSTILE)}


def drill(name: str, **changes: object) -> Drill:
    made = build(Drill, f"{name} text")
    fields: dict[str, object] = {"id": name.lower(), "name": name, "eases": "", "easier": "", "harder": ""}
    return msgspec.structs.replace(made, **{**fields, **changes})


def warm_up(weight: str = "", text: str = "Words to read") -> LiftWarmUp:
    work = read_weight(weight) if weight else None
    sets = (
        RampLoad(0, 8, Weight(20, "kg") if work else None, True),
        RampLoad(0.4, 5, Weight(40, "kg") if work else None, False),
        RampLoad(0.9, 1, Weight(90, "kg") if work else None, False),
    )
    return LiftWarmUp("squat", text, build(WarmUp, text), (build(Drill, text),), work, sets)


def joined(lines: list[str]) -> str:
    return " ".join("\n".join(lines).split())


def test_a_warm_up_is_in_the_order_in_which_it_is_done() -> None:
    text = joined(render_warm_up(warm_up("100kg"), surface(), REVIEW))
    wanted = ("1. Get warm", "2. Loosen up", "3. Lighter sets first", "Empty bar, 20 kg 8 reps", "40 kg 5 reps")
    places = [text.index(part) for part in (*wanted, "90 kg 1 rep ", "Then your work sets at 100 kg.", REVIEW)]
    assert places == sorted(places)


def test_a_warm_up_without_a_weight_gives_shares_and_says_how_to_give_one() -> None:
    text = joined(render_warm_up(warm_up(), surface(), REVIEW))
    assert "Empty bar 8 reps 40% of your work weight 5 reps" in text
    assert "backcheck warmup squat --weight 100kg" in text
    assert "work sets at" not in text


def test_a_weight_too_light_for_a_ramp_is_said_to_be_so() -> None:
    text = joined(render_warm_up(warm_up("20kg")._replace(sets=()), surface(), REVIEW))
    assert "light enough to begin with" in text
    none = RampLoad(0, 8, Weight(0, "lb"), False)
    assert "No weight added 8 reps" in joined(render_warm_up(warm_up("20kg")._replace(sets=(none,)), surface(), ""))


def test_core_drills_come_in_full_and_the_others_by_name() -> None:
    drills = [
        drill("Stretch", kind="mobility"),
        drill("Bird", kind="core", eases="bending", harder="stretch"),
        drill("Plank", kind="core"),
        drill("Lunges", kind="warm-up"),
    ]
    text = joined(render_drills(drills, surface(), REVIEW))
    wanted = ("For any back", "Plank (plank)", "How Plank text", "bending hurts", "Bird (bird)", "Harder stretch")
    places = [text.index(part) for part in (*wanted, "To move more freely", "stretch Stretch", "lunges Lunges")]
    assert places == sorted(places)
    assert "Stretch text" not in text
    assert "Stretch text" in joined(render_drill(drills[0], surface(), REVIEW))


def test_who_must_not_do_a_test_comes_before_how_it_goes() -> None:
    made = msgspec.structs.replace(build(SelfTest), id="plank", asks="Can you hold it?", minutes=1)
    text = joined(render_test(made, [drill("Bird")], surface(), REVIEW))
    wanted = ("Can you hold it?", "about 1 minute", "Leave it out if", "How", "What counts as passed", "bird Bird")
    places = [text.index(part) for part in (*wanted, "How far to trust it", REVIEW)]
    assert places == sorted(places)
    assert "plank Can you hold it? (1 minute)" in joined(render_tests([made], surface()))
    bare = joined(render_test(msgspec.structs.replace(made, not_if=()), [], surface(), REVIEW))
    assert "Leave it out" not in bare
    assert "backcheck core" not in bare


def test_each_step_back_says_when_to_go_up_and_when_to_go_back() -> None:
    rungs = [
        msgspec.structs.replace(build(Rung), step=n, name=f"Step {n}", up=f"Up {n}", down=f"Back {n}") for n in (1, 2)
    ]
    text = joined(render_ladder(rungs, surface(), REVIEW))
    places = [text.index(part) for part in ("1. Step 1", "Up when Up 1", "Back when Back 1", "2. Step 2", "Up 2")]
    assert places == sorted(places)


def test_a_card_tells_what_to_be_able_to_do_first() -> None:
    need = Need(test="plank", text="Hold 60 seconds.", sources=("expert",), grade="D")
    lift = msgspec.structs.replace(build(Lift), needs=(need,))
    text = joined(render_card(lift, surface(), REVIEW))
    assert "Worth knowing plank Hold 60 seconds. How each test goes: backcheck tests ID." in text
    assert "Hold 60 seconds. Source: our judgement" in joined(render_card(lift, surface(), REVIEW, {}))
    assert "Worth knowing" not in joined(render_card(msgspec.structs.replace(lift, needs=()), surface(), REVIEW))


def test_notes_stand_after_the_fixes_and_not_on_the_first_screen() -> None:
    made = result(notes=(AdviceLine(id="habits-1", text="Past 60, warm up longer."),))
    sections = {one.id: one for one in list_sections(Advice(made, TODAY), "person")}
    assert list(sections)[:4] == ["causes", "faults", "for-you", "likeness"]
    shown = joined(render_section(sections["for-you"], surface()))
    assert shown.startswith("For you")
    assert "Past 60, warm up longer." in shown
    assert "Past 60" not in joined(render_first_screen(Advice(made, TODAY), surface()))
    assert "For you" not in joined(render_result(Advice(result(), TODAY), surface()))
    assert list_sections(Advice(result("urgent", notes=made.notes), TODAY), "person") == []


RENDERERS: dict[str, Callable[[Surface], list[str]]] = {
    "warm-up": lambda to: render_warm_up(warm_up("100kg", HOSTILE), to, HOSTILE, WORKS),
    "warm-up without a weight": lambda to: render_warm_up(warm_up("", HOSTILE), to, HOSTILE),
    "drills": lambda to: render_drills([build(Drill, HOSTILE)], to, HOSTILE, WORKS),
    "drill": lambda to: render_drill(build(Drill, HOSTILE), to, HOSTILE, WORKS),
    "tests": lambda to: render_tests([build(SelfTest, HOSTILE)], to),
    "test": lambda to: render_test(build(SelfTest, HOSTILE), [build(Drill, HOSTILE)], to, HOSTILE, WORKS),
    "ladder": lambda to: render_ladder([build(Rung, HOSTILE)], to, HOSTILE, WORKS),
}


@pytest.mark.parametrize("to", SURFACES, ids=lambda to: f"{to.width}{'c' * to.colour}{'p' * to.plain}")
@pytest.mark.parametrize("name", RENDERERS)
def test_hostile_text_is_shown_literally_and_obeyed_nowhere(name: str, to: Surface) -> None:
    lines = RENDERERS[name](to)
    to.write(lines)
    bare = [SGR.sub("", line) for line in lines]
    assert not any(set(line) & set("\x1b\x07\x9b\u202e\n\r\t") for line in bare)
    assert "[red]x[/red]" in "\n".join(bare) or to.width < 60
    assert max(map(cells, bare)) <= to.width
    if to.plain:
        assert not any(BOXES.search(line) for line in bare)


ENCODERS: dict[str, Callable[[], str]] = {
    "tests": lambda: as_json.encode_list("tests", [build(SelfTest, HOSTILE)]),
    "drills": lambda: as_json.encode_list("drills", [build(Drill, HOSTILE)]),
    "rungs": lambda: as_json.encode_list("rungs", [build(Rung, HOSTILE)]),
}


@pytest.mark.parametrize("key", ENCODERS)
def test_json_lists_are_clean_and_have_their_key(key: str) -> None:
    text = ENCODERS[key]()
    document = json.loads(text)
    assert list(document) == ["schema_version", key]
    assert document[key][0]["id"]
    assert "\\u001b" not in text
    assert SHOWN in text


@pytest.mark.parametrize("kind", [SelfTest, Drill, Rung])
def test_a_card_is_one_object_with_id_and_name_first(kind: type[SelfTest | Drill | Rung]) -> None:
    document = json.loads(as_json.encode_card(build(kind)))
    assert list(document)[:3] == ["schema_version", "id", "name"]
    assert set(kind.__struct_encode_fields__) <= set(document)


def test_a_warm_up_in_json_is_the_lifts_with_loads_or_without() -> None:
    document = json.loads(as_json.encode_warm_up(warm_up("225lb")))
    assert list(document)[:4] == ["schema_version", "id", "name", "family"]
    assert document["weight"] == {"kg": 102.058, "amount": 225.0, "unit": "lb"}
    assert document["ramp"][0]["load"] == {"kg": 20.0, "amount": 20.0, "unit": "kg"}
    assert set(WarmUp.__struct_fields__) - {"bar_note"} <= set(document), "the note on bars is part of the dose"
    assert {"share", "reps"} == set(RampSet.__struct_fields__) <= set(document["ramp"][0])
    bare = json.loads(as_json.encode_warm_up(warm_up()))
    assert bare["weight"] is None
    assert [one["load"] for one in bare["ramp"]] == [None] * 3


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("first", [True, False])
def test_every_page_of_the_ladder_says_that_it_is_not_for_children(width: int, *, first: bool) -> None:
    for rungs in (KB.ladder, *((rung,) for rung in KB.ladder)):
        page = render_ladder(rungs, surface(width=width), "", first=first)
        assert re.search("under 16|from age 16", " ".join(page[:4]))
