"""Faults: what coaches and studies name as going wrong in each lift stands on its card, where people would look."""

from __future__ import annotations

from backcheck.knowledge.model import KnowledgeBase

NAMED: dict[str, dict[str, str]] = {
    "squat": {
        "rounding at depth": "tailbone-tucks",
        "too much forward lean": "chest-drops",
        "hips shoot up": "hips-shoot-up",
        "arching": "hard-arch",
        "brace or breath lost at the bottom": "belly-goes-soft",
        "heels lift": "heels-lift",
        "shift or twist": "hips-shift",
        "knees cave": "knees-cave",
        "diving fast": "dives-fast",
        "walk-out": "walk-out-loose",
    },
    "deadlift": {
        "rounding that grows off the floor": "low-back-rounds",
        "bar away from the shins": "bar-drifts",
        "hips rise first": "hips-shoot-up",
        "squatting it": "squats-the-pull",
        "leaning back at lockout": "leans-back",
        "jerking": "yanks-the-bar",
        "sloppy lowering, bounced reps": "drops-the-bar",
        "shape lost in sets to failure": "form-goes-late",
        "twist, mixed grip": "one-side-leads",
        "looking up, chin tucked": "head-cranked",
    },
    "leg-press": {
        "pelvis lifts": "tailbone-lifts",
        "feet too low": "feet-low",
        "arching, shoving the shoulders back": "low-back-arches-off",
        "knees snap": "knees-snap",
        "too much weight, short reps": "short-heavy-reps",
        "one leg pushes more": "one-leg-pushes-more",
        "loading and leaving the sled": "strips-plates-bent",
    },
    "lunge": {
        "trunk tips forward": "chest-tips-forward",
        "arching over a long back step": "low-back-arches",
        "pelvis drops or twists": "hip-drops",
        "narrow stance": "wobbles",
        "push-off with a jerk of the trunk": "throws-body-back",
        "bar too soon": "brace-lost-under-bar",
        "sets to fatigue": "steps-get-sloppy",
    },
    "good-morning": {
        "rounding before the hips stop": "low-back-rounds",
        "bending at the waist": "bends-at-the-waist",
        "too heavy": "slow-and-knees-bend",
        "too deep": "goes-too-deep",
        "arching to stay flat": "hard-arch",
        "bar rolls": "bar-rolls",
        "first lift of the day": "first-sets-hurt",
    },
    "romanian-deadlift": {
        "below your range": "goes-past-the-hips",
        "bar drifts": "bar-drifts",
        "squatting it, locked knees": "knees-slide-or-lock",
        "arching at the top": "leans-back",
        "too much slow lowering": "too-many-slow-reps",
    },
    "sumo-deadlift": {
        "hips shoot up": "hips-shoot-up",
        "stance too wide": "stance-too-wide",
        "bar in front of the shins": "bar-drifts",
        "soft start": "yanks-the-bar",
        "leaning back": "leans-back",
    },
    "trap-bar-deadlift": {
        "high hips": "hips-too-high",
        "bar tips": "bar-tips",
        "rounding at low handles": "rounds-at-the-bottom",
        "load jump": "felt-easy-so-added",
        "leaning back": "leans-back",
    },
    "front-squat": {
        "elbows drop": "elbows-drop",
        "leaning, then pitching": "hips-back-then-pitch",
        "tuck at depth": "tailbone-tucks",
        "arching to keep the elbows up": "arches-to-hold-elbows",
        "wrist and shoulder limits": "rack-does-not-fit",
    },
    "goblet-squat": {
        "weight drifts away": "weight-drifts-away",
        "rounding over the weight": "rounds-over-the-weight",
        "leaning back": "leans-back-to-hold",
        "picking it up": "picks-it-up-bent",
    },
    "bulgarian-split-squat": {
        "back foot too high or far": "low-back-arches",
        "leaning far forward": "chest-tips-forward",
        "twisted pelvis": "pelvis-turns",
        "uneven load": "weight-on-one-side",
        "bouncing": "bounces-off-the-bottom",
    },
    "hack-squat": {
        "pelvis rolls off": "tailbone-lifts",
        "arching off the pad": "low-back-arches-off",
        "feet too low": "feet-low",
        "load hidden by the machine": "weight-hidden-by-machine",
        "shoulder pads": "shoulder-pads-press",
    },
    "hip-thrust": {
        "arching at the top": "arches-at-the-top",
        "bench too high, slides": "bench-does-not-fit",
        "feet too far or close": "shins-slant",
        "rounding at the bottom": "rounds-at-the-bottom",
        "setting up the bar": "hauls-the-bar-in-place",
    },
    "glute-bridge": {
        "arching at the top": "arches-at-the-top",
        "cramp, heels far away": "hamstrings-cramp",
        "uneven hips": "hips-uneven",
    },
    "step-up": {
        "box too high": "box-too-high",
        "pushing off the floor leg": "throws-the-trunk",
        "hip drop": "hip-drops",
        "bar too soon": "sways-under-the-bar",
        "falling down": "falls-down",
    },
    "kettlebell-swing": {
        "squat swing, arm lift": "squats-the-swing",
        "rounding at the bottom": "bell-swings-low",
        "leaning back": "leans-back",
        "early hinge": "hinges-too-early",
        "many reps": "form-goes-late",
        "start and park": "bell-yanks-me",
    },
    "back-extension": {
        "whipping past straight": "whips-past-straight",
        "rounding and curling": "curls-up",
        "pad too high": "pad-too-high",
        "too much at first": "too-many-too-soon",
        "weight far from the chest": "weight-far-away",
    },
    "leg-curl": {
        "hips lift": "hips-lift",
        "jerk": "jerks-the-start",
        "slump": "slumps-in-the-seat",
        "nerve taken for a hamstring": "nerve-feels-tight",
    },
    "leg-extension": {
        "slump": "slumps-in-the-seat",
        "arching on the lift": "hips-lift-at-the-end",
        "pull at full straight": "pull-when-straight",
        "knee off the axis": "machine-off-line",
    },
    "calf-raise": {
        "arching and leaning": "arches-under-the-pads",
        "bouncing": "bounces",
        "getting under the pads": "ducks-under-bent",
        "too heavy for the spine": "back-tires-first",
    },
}
"""What the evidence names, lift by lift, and the fault it became."""

VARIANTS = {
    *("low-bar-squat", "smith-squat", "box-squat", "walking-lunge", "reverse-lunge"),
    *("stiff-leg-deadlift", "block-pull", "45-degree-leg-press", "seated-leg-press"),
}


def test_every_lift_is_there(kb: KnowledgeBase) -> None:
    assert set(kb.lifts) >= {*NAMED, *VARIANTS}
    assert {lift.id for lift in kb.lifts.values() if lift.inherits} >= VARIANTS


def test_what_is_named_stands_on_the_card(kb: KnowledgeBase) -> None:
    for lift, rows in NAMED.items():
        on_card = {entry.id for entry in kb.lifts[lift].faults}
        gone = [fault for fault in rows.values() if fault not in on_card]
        assert gone == [], f"the evidence names these faults, so data/lifts/{lift}.json has them"


def test_a_card_shows_first_what_is_usual_and_does_not_call_all_of_it_usual(kb: KnowledgeBase) -> None:
    for lift in kb.lifts.values():
        usual = [fault for fault in lift.faults if fault.common == "usual"]
        assert 0 < len(usual) < len(lift.faults), f'some faults, not all, are "common": "usual": {lift.id}'


def test_every_lift_asks_for_something_first(kb: KnowledgeBase) -> None:
    assert [lift.id for lift in kb.lifts.values() if not lift.needs] == [], "give them `needs` in data/lifts"


def test_a_check_without_a_page_says_all_of_it(kb: KnowledgeBase) -> None:
    for lift in kb.lifts.values():
        short = [need.text for need in lift.needs if not need.test and len(need.text.split()) <= 5]
        assert short == [], f"one of `needs` names a `test`, or says the check in over five words: {lift.id}"
