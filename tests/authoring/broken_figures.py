"""Bases whose figures are spoilt, each with the finding it must give."""

from __future__ import annotations

from tests.authoring.spoiling import SQUAT, Broken, drop, put

SMITH = "lifts/smith-squat.json"
MORNING = "lifts/good-morning.json"
LUNGE = "lifts/lunge.json"

FIGURES = (
    Broken("a lift that cannot be drawn", "BC901", MORNING, "", drop(MORNING, "poses")),
    Broken("no bottom", "BC901", MORNING, "/poses/keys", drop(MORNING, "poses", "keys", "bottom")),
    Broken(
        "a fault without a figure",
        "BC901",
        SQUAT,
        "faults:tailbone-tucks",
        drop(SQUAT, "faults", "tailbone-tucks", "figure"),
    ),
    Broken(
        "a figure that changes nothing",
        "BC901",
        SQUAT,
        "faults:tailbone-tucks",
        put(SQUAT, "faults", "tailbone-tucks", "figure", "change", value={}),
    ),
    Broken(
        "a neck turned round", "BC902", MORNING, "/poses", put(MORNING, "poses", "keys", "bottom", "neck", value=120)
    ),
    Broken(
        "a knee bent the other way",
        "BC902",
        MORNING,
        "/poses",
        put(MORNING, "poses", "keys", "bottom", "thigh", value=-30),
    ),
    Broken(
        "a foot in the floor", "BC903", LUNGE, "/poses", put(LUNGE, "poses", "keys", "bottom", "rear_y", value=-0.2)
    ),
    Broken(
        "a bell in the floor",
        "BC903",
        "lifts/goblet-squat.json",
        "faults:picks-it-up-bent",
        put("lifts/goblet-squat.json", "faults", "picks-it-up-bent", "figure", "right", "thigh", value=120),
    ),
    Broken(
        "a rail out of reach of the bar",
        "BC904",
        SMITH,
        "/poses",
        put(SMITH, "poses", "props", 0, value={"kind": "rail", "at": [0.6, 0], "to": [0.6, 0.92]}),
    ),
    Broken(
        "a bar behind the heels", "BC904", MORNING, "/poses", put(MORNING, "poses", "keys", "bottom", "trunk", value=5)
    ),
    Broken(
        "a fault as good as right",
        "BC905",
        SQUAT,
        "faults:tailbone-tucks",
        put(SQUAT, "faults", "tailbone-tucks", "figure", "change", value={"bottom": {"lumbar": 2}}),
    ),
    Broken("a leg out of reach", "BC906", LUNGE, "/poses", put(LUNGE, "poses", "keys", "bottom", "rear_x", value=-1.5)),
)
