"""Finding a lift by what people type: its names and near misses find it, everything else finds nothing silently."""

from __future__ import annotations

import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.errors import UsageError
from backcheck.knowledge.load import load_knowledge, load_lift_names
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.names import find_activity, find_exercise, find_lift, find_lift_id
from backcheck.knowledge.near import plain

KB = load_knowledge()
NAMES = [(lift.id, name) for lift in KB.lifts.values() for name in (lift.id, lift.name, *lift.names)]
COVERED = [(lift.id, name) for lift in KB.lifts.values() for name in lift.covers]
OWNERS = {plain(name): lift for lift, name in NAMES}
"""Name -> the lift whose card it shows."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def ends_without_a_card(text: str) -> str:
    """The whole message that this name ends with."""
    try:
        found = find_lift(KB.lifts.values(), text)
    except UsageError as error:
        return f"{error.problem} {error.remedy}"
    pytest.fail(f"'{text}' shows the card of '{found.id}'. If that is now the lift that is meant, take this row out.")


def beyond_the_cards(message: str) -> str:
    """What a message says besides the list of all cards, whose length is not the reader's doing."""
    return message.replace(", ".join(KB.lifts), "")


@pytest.mark.parametrize(
    ("typed", "lift"),
    [
        ("SQUAT", "squat"),
        ("squats", "squat"),
        ("back squat", "squat"),
        ("Back-Squats", "squat"),
        ("  back   squat ", "squat"),
        ("DL", "deadlift"),
        ("deads", "deadlift"),
        ("dead lift", "deadlift"),
        ("Deadlifts", "deadlift"),
        ("gm", "good-morning"),
        ("GMs", "good-morning"),
        ("good_morning", "good-morning"),
        ("leg sled", "leg-press"),
        ("legpress", "leg-press"),
        ("LEG PRESSES", "leg-press"),
        ("lunges", "lunge"),
        ("kb swing", "kettlebell-swing"),
        ("KB swings", "kettlebell-swing"),
        ("kettle bell swings", "kettlebell-swing"),
    ],
)
def test_names_and_abbreviations_find_their_lift(kb: KnowledgeBase, typed: str, lift: str) -> None:
    found = find_lift(kb.lifts.values(), typed)
    assert (found.id, found.exact) == (lift, True)
    assert found.name == kb.lifts[lift].name
    assert find_exercise(kb, typed) == find_lift_id(kb, typed) == lift


@pytest.mark.parametrize(
    ("typed", "lift"),
    [
        ("low bar", "low-bar-squat"),
        ("Low Bar Squats", "low-bar-squat"),
        ("box squat", "box-squat"),
        ("hack squat", "hack-squat"),
        ("Hack Squats", "hack-squat"),
        ("front squat", "front-squat"),
        ("goblet squats", "goblet-squat"),
        ("smith squat", "smith-squat"),
        ("rdl", "romanian-deadlift"),
        ("RDLs", "romanian-deadlift"),
        ("romanian deadlift", "romanian-deadlift"),
        ("stiff leg", "stiff-leg-deadlift"),
        ("SLDL", "stiff-leg-deadlift"),
        ("sumo", "sumo-deadlift"),
        ("trap bar", "trap-bar-deadlift"),
        ("hex bar", "trap-bar-deadlift"),
        ("block pulls", "block-pull"),
        ("rack pull", "block-pull"),
        ("walking lunges", "walking-lunge"),
        ("reverse lunge", "reverse-lunge"),
        ("bulgarian", "bulgarian-split-squat"),
        ("Bulgarian split squats", "bulgarian-split-squat"),
        ("step-ups", "step-up"),
        ("stepups", "step-up"),
        ("hip thrusts", "hip-thrust"),
        ("glute bridge", "glute-bridge"),
        ("back extensions", "back-extension"),
        ("leg curls", "leg-curl"),
        ("leg extension", "leg-extension"),
        ("calf raises", "calf-raise"),
        ("45 degree leg press", "45-degree-leg-press"),
        ("seated leg press", "seated-leg-press"),
    ],
)
def test_a_relative_with_a_card_of_its_own_is_found_by_its_names(kb: KnowledgeBase, typed: str, lift: str) -> None:
    found = find_lift(kb.lifts.values(), typed)
    assert (found.id, found.exact) == (lift, True)
    assert find_exercise(kb, typed) == find_lift_id(kb, typed) == lift


@pytest.mark.parametrize(
    ("typed", "lift"),
    [
        ("sqats", "squat"),
        ("squatt", "squat"),
        ("sqaut", "squat"),
        ("deadlfit", "deadlift"),
        ("dedlift", "deadlift"),
        ("leg pres", "leg-press"),
        ("lunge s", "lunge"),
        ("good mornin", "good-morning"),
        ("ketlebell swing", "kettlebell-swing"),
    ],
)
def test_near_misses_find_their_lift_and_are_marked_as_such(kb: KnowledgeBase, typed: str, lift: str) -> None:
    found = find_lift(kb.lifts.values(), typed)
    assert (found.id, found.exact) == (lift, False)


@pytest.mark.parametrize(
    ("typed", "lift"),
    [
        ("hak squat", "hack-squat"),
        ("hack sqat", "hack-squat"),
        ("frnt squat", "front-squat"),
        ("front sqat", "front-squat"),
        ("goblet sqaut", "goblet-squat"),
        ("box sqaut", "box-squat"),
        ("low baar", "low-bar-squat"),
        ("romanian dedlift", "romanian-deadlift"),
        ("rdll", "romanian-deadlift"),
        ("stif leg deadlift", "stiff-leg-deadlift"),
        ("sumo dedlift", "sumo-deadlift"),
        ("trap baar", "trap-bar-deadlift"),
        ("blok pull", "block-pull"),
        ("walkin lunge", "walking-lunge"),
        ("revers lunge", "reverse-lunge"),
        ("bulgarain split squat", "bulgarian-split-squat"),
        ("step upps", "step-up"),
        ("hip thurst", "hip-thrust"),
        ("glute brige", "glute-bridge"),
        ("leg crul", "leg-curl"),
        ("leg extention", "leg-extension"),
        ("back extention", "back-extension"),
        ("calf rase", "calf-raise"),
    ],
)
def test_a_misspelt_name_finds_its_own_card_or_none(kb: KnowledgeBase, typed: str, lift: str) -> None:
    try:
        found = find_lift(kb.lifts.values(), typed)
        named, exact = found.id, found.exact
    except UsageError as error:
        named, exact = (lift if lift in error.remedy else error.remedy), False
    assert (named, exact) == (lift, False)


RELATIVES = [
    ("split squat", "lunge"),
    ("Split-Squats", "lunge"),
    ("belt squat", "squat"),
    ("pistols", "squat"),
    ("kettlebell deadlift", "deadlift"),
    ("pendulum squat", "hack-squat"),
    ("seated calf raise", "calf-raise"),
    ("glute ham raise", "back-extension"),
]


@pytest.mark.parametrize(("typed", "relative"), [row for row in RELATIVES if plain(row[0]) not in OWNERS])
def test_a_relative_without_a_card_is_never_shown_as_another_lift(kb: KnowledgeBase, typed: str, relative: str) -> None:
    message = ends_without_a_card(typed)
    assert "no card" in message
    assert relative in message
    assert find_lift_id(kb, typed) == relative


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("split sqats", "split squats"),
        ("belt sqat", "belt squat"),
        ("zercher sqat", "zercher squat"),
        ("overhead sqaut", "overhead squat"),
        ("pistol sqat", "pistol squat"),
        ("single leg squatt", "single leg squat"),
        ("pendulum sqat", "pendulum squat"),
        ("v sqat", "v squat"),
        ("revers hack squat", "reverse hack squat"),
        ("glute ham rase", "glute ham raise"),
        ("nordic crul", "nordic curl"),
        ("thrustr", "thruster"),
        ("ba squats", ""),
        ("bx squats", ""),
    ],
)
def test_a_misspelt_relative_is_not_shown_as_another_lift(typed: str, meant: str) -> None:
    """It has no card, or by now the card is its own."""
    try:
        shown = find_lift(KB.lifts.values(), typed).id
    except UsageError:
        return
    assert shown == OWNERS.get(plain(meant))


@pytest.mark.parametrize(
    "typed", ["", " ", "-", "asdf", "hello world", "xyzzy", "1234", "?", "sq", "\u6df1\u8e72", "\U0001f3cb"]
)
def test_unknown_words_end_with_where_all_lifts_are_listed(kb: KnowledgeBase, typed: str) -> None:
    assert "`backcheck exercise` lists them all." in ends_without_a_card(typed)
    assert find_lift_id(kb, typed) is None


GYM = (
    "barbell rows",
    "sit ups",
    "Barbell Curl",
    "kettlebell snatch",
    "log press",
    "OHP",
    "rowing",
    "benchpress",
    "pull-ups",
)


LONGER = ("incline dumbbell press", "single arm lat pulldown", "trail running", "weighted dips", "clean pull")
"""With words beside the name of the movement."""


@pytest.mark.parametrize("typed", [*GYM, "bench pres", "pushups", "farmers walks", "Military Press", *LONGER])
def test_a_gym_movement_that_is_no_leg_lift_is_sent_to_its_own_questions(kb: KnowledgeBase, typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_exercise(kb, typed)
    assert caught.value.problem == f"'{typed}' is not a leg lift."
    assert caught.value.remedy == "If your back hurts in it: backcheck diagnose --exercise other-training"
    assert find_lift_id(kb, typed) is None


@pytest.mark.parametrize("typed", ["Beinpresse", "bikini", "tanning"])
def test_what_is_only_a_little_like_another_movement_is_not_called_one(kb: KnowledgeBase, typed: str) -> None:
    """The German leg press is no bench press."""
    with pytest.raises(UsageError) as caught:
        find_exercise(kb, typed)
    assert "There is no lift called" in caught.value.problem


@pytest.mark.parametrize(
    ("typed", "lift"),
    [("db squat", "squat"), ("BB squats", "squat"), ("rack dl", "block-pull"), ("BB RDL", "romanian-deadlift")],
)
def test_short_words_for_what_is_held_are_spelt_out(kb: KnowledgeBase, typed: str, lift: str) -> None:
    found = find_lift(kb.lifts.values(), typed)
    assert (found.id, found.exact) == (lift, True)


@pytest.mark.parametrize(("typed", "relative"), [("kb deadlift", "deadlift"), ("squat jump", "squat")])
def test_a_relative_without_a_card_is_known_in_other_words_too(kb: KnowledgeBase, typed: str, relative: str) -> None:
    assert "no card" in ends_without_a_card(typed)
    assert find_lift_id(kb, typed) == relative


@pytest.mark.parametrize(
    ("typed", "lift"),
    [("squat front", "front-squat"), ("Deadlift (Sumo)", "sumo-deadlift"), ("swing kb", "kettlebell-swing")],
)
def test_words_in_another_order_find_the_lift_and_are_said(kb: KnowledgeBase, typed: str, lift: str) -> None:
    found = find_lift(kb.lifts.values(), typed)
    assert (found.id, found.exact) == (lift, False)


@pytest.mark.parametrize(
    ("typed", "lift"),
    [("technogym leg press", "leg-press"), ("calf", "calf-raise"), ("leg press by nautilus", "leg-press")],
)
def test_a_lift_that_a_part_of_the_text_names_is_said_and_not_taken(kb: KnowledgeBase, typed: str, lift: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_exercise(kb, typed)
    assert f"backcheck exercise {lift}" in caught.value.remedy
    assert find_lift_id(kb, typed) is None


def test_a_part_that_names_no_one_lift_says_none(kb: KnowledgeBase) -> None:
    """Nor does one that stands in the name of another movement, as "raise" in the lateral raise does."""
    for typed in ("press", "bar", "machine", "raise", "banana squat", "leg"):
        with pytest.raises(UsageError) as caught:
            find_exercise(kb, typed)
        assert "If you mean" not in caught.value.remedy, typed


def test_no_lift_has_the_name_of_another_movement(kb: KnowledgeBase) -> None:
    for activity in kb.activities.values():
        for name in activity.names:
            lift = find_lift_id(kb, name)
            assert lift is None, f"keep '{name}' in one of '{lift}' and '{activity.id}' (data/activities.json)"
            with pytest.raises(UsageError, match="is not a leg lift"):
                find_exercise(kb, name)
            assert find_activity(kb, name) == activity.id


@pytest.mark.parametrize(
    "typed", ["barbell twist", "trap bar hold", "goblet sip", "hack chat", "leg day", "smith song"]
)
def test_a_shared_word_is_no_nearness(typed: str) -> None:
    assert "Near matches" not in ends_without_a_card(typed)


@pytest.mark.parametrize("typed", ["plan", "plak", "lank"])
def test_four_letters_are_no_slip_in_the_name_of_another_movement(kb: KnowledgeBase, typed: str) -> None:
    """A plank has five, and with one less it may be anything."""
    with pytest.raises(UsageError, match="There is no lift called"):
        find_exercise(kb, typed)


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.long)])
def test_a_word_that_some_name_has_is_never_taken_for_a_slip_in_another(step: int) -> None:
    """A back is no "hack" with a slip, since other lifts have it in their names."""
    names = {lift.id: (lift.id, lift.name, *lift.names) for lift in KB.lifts.values()}
    every = {word for lift in KB.lifts.values() for name in (*names[lift.id], *lift.covers) for word in name.split()}
    for word in ["back", *sorted(every)[::step]]:
        with suppress(UsageError):
            found = find_lift(KB.lifts.values(), word, KB.activities.values)
            if not found.exact:
                assert any(plain(word) in plain(name).replace(" ", "") for name in names[found.id]), (word, found)


@pytest.mark.parametrize(("step", "least"), [(24, 0.6), pytest.param(1, 0.7, marks=pytest.mark.long)])
def test_most_slips_of_the_finger_still_find_the_lift(step: int, least: float) -> None:
    """In every name by `.ci/long`; in a sample here, whose share may be a tenth off and moves with each new name."""
    slipped = [(lift, name[:2] + name[3:]) for lift, name in NAMES if len(name) > 8][::step]
    found = 0
    for lift, typed in slipped:
        try:
            found += find_lift(KB.lifts.values(), typed).id == lift
        except UsageError:
            continue
    assert found > least * len(slipped)


@pytest.mark.parametrize(("typed", "lift"), [("SSB", "squat"), ("smith", "smith-squat")])
def test_gym_talk_finds_its_lift(kb: KnowledgeBase, typed: str, lift: str) -> None:
    assert find_exercise(kb, typed) == lift


@pytest.mark.parametrize(("typed", "lift"), [("sqaut", "squat"), ("deadfilt", "deadlift"), ("lugne", "lunge")])
def test_letters_that_changed_places_find_the_lift_or_name_it(kb: KnowledgeBase, typed: str, lift: str) -> None:
    try:
        named = find_lift(kb.lifts.values(), typed).id
    except UsageError as error:
        named = error.remedy
    assert lift in named


@pytest.mark.parametrize(
    ("typed", "lifts"),
    [
        ("squat deadlift", ("squat", "deadlift")),
        ("Deadlifts and squats", ("squat", "deadlift")),
        ("leg curl leg press", ("leg-curl", "leg-press")),
        ("lunge hip thrust", ("lunge", "hip-thrust")),
        ("front squat rdl", ("front-squat", "romanian-deadlift")),
    ],
)
def test_a_text_that_names_two_lifts_is_refused_and_names_both(typed: str, lifts: tuple[str, ...]) -> None:
    message = ends_without_a_card(typed)
    assert "more than one lift" in message
    named = message.partition("Take one of them: ")[2].removesuffix(".").split(", ")
    assert set(lifts) <= set(named)


def test_a_name_is_taken_only_as_typed_words_and_not_by_its_parts() -> None:
    for typed in ("press", "bar", "machine", "single leg", "barbell", "dumbbell"):
        assert ends_without_a_card(typed)


@pytest.mark.parametrize("unit", ["a", "squat ", "squat", "\u0301", "\x1b[31m", "- "])
def test_ten_thousand_characters_end_soon_and_in_a_short_message(unit: str) -> None:
    typed = (unit * 10_000)[:10_000]
    began = time.process_time()
    message = ends_without_a_card(typed)
    assert time.process_time() - began < 2
    assert len(beyond_the_cards(message)) < 300


@pytest.mark.parametrize(
    "hostile",
    [
        "\x1b[31mred",
        "\x1b]8;;http://x\x07link\x1b]8;;\x07",
        "\x9b2J",
        "bell\x07",
        "nul\x00",
        "\u202exyzzy",
        "\ud800",
        "a\rb",
    ],
)
def test_no_control_sequence_is_ever_repeated(hostile: str) -> None:
    message = ends_without_a_card(hostile)
    assert not [char for char in message if unicodedata.category(char) in ("Cc", "Cf", "Cs")]
    message.encode("utf-8")


@pytest.mark.parametrize("lift", KB.lifts)
def test_every_name_finds_its_own_lift(kb: KnowledgeBase, lift: str) -> None:
    for name in (name for owner, name in NAMES if owner == lift):
        for typed in (name, name.upper(), name.title(), f" {name} ", name.replace(" ", "-")):
            found = find_lift(kb.lifts.values(), typed)
            assert (found.id, found.exact) == (lift, True), typed


@pytest.mark.parametrize("lift", dict.fromkeys(lift for lift, _ in COVERED))
def test_every_covered_name_is_counted_as_its_lift_and_has_no_card(kb: KnowledgeBase, lift: str) -> None:
    for name in (name for owner, name in COVERED if owner == lift):
        assert f"backcheck exercise {lift}" in ends_without_a_card(name)
        assert find_lift_id(kb, name) == lift, name


def test_no_two_lifts_share_a_name(kb: KnowledgeBase) -> None:
    owner: dict[str, str] = {}
    for lift, name in [*NAMES, *COVERED]:
        assert owner.setdefault(" ".join(name.lower().replace("-", " ").split()), lift) == lift, name


def test_the_few_fields_read_for_a_look_up_find_the_same_as_the_whole_cards(kb: KnowledgeBase) -> None:
    quick = load_lift_names(find_data_folder())
    for _, name in NAMES:
        assert find_lift(quick, name) == find_lift(kb.lifts.values(), name)


@given(typed=st.text(max_size=80))
def test_any_text_finds_a_lift_or_ends_with_a_plain_message(typed: str) -> None:
    try:
        found = find_lift(KB.lifts.values(), typed)
    except UsageError as error:
        shown = f"{error.problem} {error.remedy}"
        assert len(beyond_the_cards(shown)) < 300
        assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t"]
    else:
        assert found.id in KB.lifts


@given(data=st.data(), row=st.sampled_from([row for row in [*NAMES, *COVERED] if len(row[1]) > 8]))
def test_one_slip_of_the_finger_never_leads_to_another_lift(data: st.DataObject, row: tuple[str, str]) -> None:
    """Unless it spells another name letter for letter, as "hack squat" and "back squat" do.

    A relative without a card, misspelt, leads to no card at all: not to that of the lift that it counts as either.
    """
    lift, name = row
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from(["", *LETTERS]))
    typed = name[:place] + letter + name[place + 1 :]
    try:
        found = find_lift(KB.lifts.values(), typed)
    except UsageError:
        return
    assert found.exact or (found.id == lift and row in NAMES)


EXPORTED = {
    "squat": ("Squat (Barbell)", "Squat (Machine)", "Squat (Bodyweight)", "Squat", "Full Squat", "Dumbbell Squats"),
    "smith-squat": ("Squat (Smith Machine)", "Squats on Multipress"),
    "front-squat": ("Front Squat (Barbell)", "Barbell Front Squat"),
    "goblet-squat": ("Goblet Squat (Kettlebell)", "Goblet Squat (Dumbbell)", "Kettlebell Goblet Squat"),
    "box-squat": ("Box Squat (Barbell)", "Low Box Squat - Wide Stance"),
    "hack-squat": ("Hack Squat", "Hack Squat (Machine)"),
    "leg-press": ("Leg Press", "Leg Press (Machine)", "Leg Press Machine", "Leg Presses (narrow)"),
    "seated-leg-press": ("Seated Leg Press (Machine)", "Leg Press Horizontal (Machine)"),
    "deadlift": ("Deadlift (Barbell)", "Deadlift (Smith Machine)", "Deadlifts", "Deficit Deadlift"),
    "block-pull": ("Rack Deadlift",),
    "sumo-deadlift": ("Sumo Deadlift (Barbell)", "Sumo Deadlift"),
    "trap-bar-deadlift": ("Trap Bar Deadlift", "Deadlift (Trap bar)", "Trap Bar Squat"),
    "romanian-deadlift": (
        "Romanian Deadlift (Barbell)",
        "Barbell Romanian Deadlift (RDL)",
        "Dumbbell Romanian Deadlift",
    ),
    "stiff-leg-deadlift": ("Stiff Leg Deadlift (Barbell)", "Straight Leg Deadlift (Band)", "Stiff-Legged Deadlift"),
    "good-morning": ("Good Morning (Barbell)",),
    "bulgarian-split-squat": ("Bulgarian Split Squat", "Bulgarian Squat with Dumbbells"),
    "lunge": (
        "Lunge (Barbell)",
        "Lunge (Dumbbell)",
        "Lunge (Bodyweight)",
        "Dumbbell Lunges",
        "Barbell Lunges Standing",
    ),
    "walking-lunge": ("Walking Lunges", "Dumbbell Lunges Walking"),
    "reverse-lunge": ("Reverse lunges",),
    "step-up": ("Step-up", "Step Up (Dumbbell)", "Dumbbell Step Up", "Weighted Step-ups"),
    "hip-thrust": ("Hip Thrust (Barbell)", "Hip Thrust (Bodyweight)", "Single Leg Hip Thrust", "Barbell Glute Bridge"),
    "glute-bridge": ("Glute Bridge", "Single Leg Bridge", "Single Leg Glute Bridge", "Hip Bridge"),
    "leg-extension": ("Leg Extension (Machine)", "Leg Extension Machine"),
    "leg-curl": ("Lying Leg Curl (Machine)", "Seated Leg Curl (Machine)", "Leg Curls (laying)"),
    "calf-raise": ("Standing Calf Raise (Machine)", "Standing Calf Raise (Barbell)", "Machine Calf Raises"),
    "back-extension": ("Back Extension", "Back Extension (Hyperextension)", "Hyperextensions"),
    "kettlebell-swing": ("Kettlebell Swing",),
}
"""What training logs call the lifts when they are exported."""


def test_names_from_training_logs_find_their_lift() -> None:
    for lift, names in EXPORTED.items():
        for name in names:
            found = find_lift(KB.lifts.values(), name)
            assert (found.id, found.exact) == (lift, True), name
