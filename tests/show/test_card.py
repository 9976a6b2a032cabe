"""A lift's card and the look-ups: what comes first, and that nothing is left out."""

from __future__ import annotations

import re
import subprocess
import sys

import msgspec
import pytest

from backcheck.knowledge.lifts import Fault, FaultBrief, Lift, LiftBrief, Need, Swap
from backcheck.knowledge.model import Contributor, KnowledgeBase, Pattern, Rule
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import Claim, Record, Source
from backcheck.knowledge.texts import find_texts
from backcheck.show.card import rank_faults, render_card
from backcheck.show.danger import list_signs, render_danger_signs
from backcheck.show.lookups import (
    render_causes,
    render_hits,
    render_lifts,
    render_pattern,
    render_questions,
    render_sources,
)
from tests.show.exhibits import BOXES, build, surface

REVIEW = "Not yet reviewed by a clinician."


def fault(name: str, common: str) -> Fault:
    made = build(Fault, f"{name} text")
    return msgspec.structs.replace(
        made,
        id=name,
        name=name,
        common=common,
        phase="bottom",
        fix=(f"{name} fix", f"{name} other fix"),
        cue=f"{name} cue",
    )


def claim(text: str) -> Claim:
    return Claim(text=text, sources=("work", "expert"), grade="B")


LIFT = msgspec.structs.replace(
    build(Lift),
    id="squat",
    name="Squat",
    names=("squat", "squats", "back squat"),
    loads=(claim("It loads the legs."), claim("And the back.")),
    setup=(claim("Feet flat."), claim("Breathe in.")),
    faults=(fault("Rare one", "rare"), fault("Tail tucks", "usual"), fault("Chest drops", "sometimes")),
    dose=claim("Three sets."),
    lore=claim("Knees over toes are fine."),
    related=("hack-squat",),
)
WORKS = {"work": msgspec.structs.replace(build(Source), authors="Example et al.", year=2016)}


def test_the_usual_faults_come_at_a_glance_and_the_rare_last() -> None:
    lines = render_card(LIFT, surface(), REVIEW)
    text = "\n".join(lines)
    assert [one.name for one in rank_faults(LIFT.faults)] == ["Tail tucks", "Chest drops", "Rare one"]
    glance = text[: text.index("Set-up")]
    assert "Tail tucks" in glance
    assert "Tail tucks fix" in glance
    assert "Tail tucks cue" in glance
    assert "Rare one" not in glance
    assert glance.count("\n") < 24
    places = [text.index(part) for part in ("Set-up", "1. Tail tucks (usual; at the bottom)", "3. Rare one", "Swaps")]
    assert places == sorted(places)
    for part in ("Feet flat.", "Three sets.", "Knees over toes are fine.", "And the back.", "back squat", REVIEW):
        assert part in text


def test_sources_come_in_words_and_only_when_wanted() -> None:
    plain = "\n".join(render_card(LIFT, surface(), REVIEW))
    assert "Source" not in plain
    assert "Source: Example et al. 2016 (direct study)" in "\n".join(render_card(LIFT, surface(), REVIEW, WORKS))
    judged = msgspec.structs.replace(LIFT, dose=Claim(text="Few.", sources=("expert",), grade="D"))
    assert "Source: our judgement" in "\n".join(render_card(judged, surface(), REVIEW, {}))


ELSEWHERE = re.compile(r"/(fits|label|session/text|faults/\d+/sign(_help)?)$")
"""Texts of a lift that stand in the interview and in plans."""


def test_every_text_of_a_lift_stands_on_its_card(kb: KnowledgeBase) -> None:
    """Or in the interview or a plan: `search` finds each of them, and says that the card has it."""
    for lift in kb.lifts.values():
        shown = " ".join(" ".join(render_card(lift, surface(width=100_000), REVIEW)).split())
        told = (text for text in find_texts(Lift, lift) if text.prose.searched and "{" not in text.text)
        left_out = [one.pointer for one in told if not ELSEWHERE.search(one.pointer) and one.text not in shown]
        assert left_out == [], f"show them on the card (show/card.py), or name where else they stand: {lift.id}"


def test_every_field_of_a_lift_is_filled_in_somewhere(kb: KnowledgeBase) -> None:
    """One that no card has would be a promise of the schema alone."""
    kinds = (Lift, Fault, Swap, Need, FaultBrief, LiftBrief)
    unused = {(kind, field.name) for kind in kinds for field in msgspec.structs.fields(kind)}
    entries: list[Record] = [*kb.lifts.values(), *kb.activities.values()]
    while entries:
        entry = entries.pop()
        for field in msgspec.structs.fields(entry):
            value = getattr(entry, field.name)
            if value and value != field.default:
                unused -= {(kind, field.name) for kind in kinds if issubclass(kind, type(entry))}
            entries += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Record)]
    assert unused == set(), "give it to the lifts that have it, in data/lifts"


def test_every_lift_has_its_short_forms_and_relatives(kb: KnowledgeBase) -> None:
    """Without them the card on one screen takes its first long lines."""
    for lift in kb.lifts.values():
        missing = [name for name in ("brief", "fits", "related") if not getattr(lift, name)]
        missing += [f"brief of {fault.id}" for fault in lift.faults if fault.brief is None]
        assert missing == [], f"give them in data/lifts/{lift.id}.json"


def test_a_plain_card_has_labels_and_no_boxes() -> None:
    text = "\n".join(render_card(LIFT, surface(plain=True), REVIEW))
    assert "What goes wrong: Tail tucks\nFix: Tail tucks fix\nCue: Tail tucks cue" in text
    assert "Fix:\n1. Tail tucks fix\n2. Tail tucks other fix" in text
    assert not BOXES.search(text)
    assert not any(line.startswith(" ") for line in text.splitlines())


def test_a_card_needs_nothing_that_draws() -> None:
    code = (
        "import sys, backcheck.show.card, backcheck.show.lookups, backcheck.show.danger, backcheck.show.as_json;"
        "print([m for m in ('rich', 'typer', 'questionary', 'prompt_toolkit', 'sqlite3',"
        " 'backcheck.reasoning.assessment') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_lists_name_each_thing_and_the_way_on() -> None:
    assert "squat" in "\n".join(render_lifts([LIFT], surface()))
    serious = msgspec.structs.replace(build(Pattern), id="fracture", name="Fracture", serious=True)
    causes = "\n".join(render_causes([build(Contributor, "round"), serious], surface()))
    assert "How the lift is done" in causes
    assert causes.index("Rare, and for a doctor") < causes.index("fracture")
    assert "backcheck cause ID" in causes
    assert "Nothing found" in "\n".join(render_hits("zebra", [], surface()))
    assert "text was not seen again" in "\n".join(
        render_sources([msgspec.structs.replace(build(Source), verified="bibliographic")], surface())
    )


def test_a_pattern_page_is_headed_as_no_diagnosis() -> None:
    for serious in (True, False):
        made = msgspec.structs.replace(build(Pattern), serious=serious)
        text = "\n".join(render_pattern(made, surface(), REVIEW))
        assert "It is not a diagnosis" in text
        assert ("backcheck redflags" in text) == serious


def test_questions_tell_how_to_answer() -> None:
    number = msgspec.structs.replace(build(Question), id="pain-now", kind="number", min=0, max=10, unit="of 10")
    assert "(safety, a number from 0 to 10)" in "\n".join(render_questions([number], surface()))


@pytest.mark.parametrize("level", ["emergency", "urgent", "clinician", "modifier"])
def test_every_danger_sign_is_listed_with_its_level(level: str) -> None:
    signs = [msgspec.structs.replace(build(Option, f"Sign {n}"), alone=level, check=f"Check {n}") for n in range(3)]
    ordinary = build(Option, "Ordinary")
    question = msgspec.structs.replace(build(Question), options=(*signs, ordinary))
    rule = msgspec.structs.replace(build(Rule), text="Two together.", differs="Milder here.")
    base = msgspec.structs.replace(build(KnowledgeBase), questions={"q": question}, rules=(rule,))
    review = msgspec.structs.replace(base.base.review, words="Nobody looked yet.")
    base = msgspec.structs.replace(base, base=msgspec.structs.replace(base.base, review=review))
    assert [option.label for _, option in list_signs([question])] == ["Sign 0", "Sign 1", "Sign 2"]
    text = " ".join(" ".join(render_danger_signs(base, surface())).split())
    for part in ("Sign 2.", "Not sure? Check 1", "Two together.", review.words):
        assert part in text
    assert "Milder here." not in text
    assert "Milder here." in "\n".join(render_danger_signs(base, surface(), {}))
    assert "Ordinary" not in text
