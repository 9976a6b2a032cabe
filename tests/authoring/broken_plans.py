"""Bases that are spoilt in what plans are made of, each with the finding it must give."""

from __future__ import annotations

from tests.authoring.spoiling import SQUAT, Broken, drop, put

PLAN, CONTRIBUTORS, LADDER = "plan.json", "contributors.json", "ladder.json"

PLANS = (
    Broken("placeholder nobody knows", "BC801", PLAN, "lighter", put(PLAN, "lighter", "text", value="{waight:0.8}")),
    Broken("share of nothing", "BC801", PLAN, "lighter", put(PLAN, "lighter", "text", value="Take {weight}.")),
    Broken("share over one", "BC801", PLAN, "lighter", put(PLAN, "lighter", "text", value="Take {weight:1.2}.")),
    Broken("brace left open", "BC801", PLAN, "lighter", put(PLAN, "lighter", "text", value="Take {weight:0.8.")),
    Broken(
        "placeholder of a contributor",
        "BC801",
        CONTRIBUTORS,
        "excessive-load:excessive-load-today",
        put(CONTRIBUTORS, "excessive-load", "plan", 0, "text", value="Lift {lesser}."),
    ),
    Broken(
        "placeholder of a rung",
        "BC801",
        LADDER,
        "half-weight",
        put(LADDER, "half-weight", "next", "text", value="Half of {it}."),
    ),
    Broken(
        "placeholder of a swap",
        "BC801",
        SQUAT,
        "swaps:safety-bar-squat",
        put(SQUAT, "swaps", "safety-bar-squat", "in_plan", value="{half}"),
    ),
    Broken(
        "placeholder on a card",
        "BC801",
        SQUAT,
        "swaps:safety-bar-squat",
        put(SQUAT, "swaps", "safety-bar-squat", "text", value="With {weight:0.8}."),
    ),
    Broken(
        "leader that changes nothing",
        "BC802",
        CONTRIBUTORS,
        "excessive-load",
        drop(CONTRIBUTORS, "excessive-load", "plan", 0, "changes"),
    ),
    Broken("second change this week", "BC802", PLAN, "film-it", put(PLAN, "film-it", "changes", value="weight")),
    Broken("no usual start", "BC803", LADDER, "", drop(LADDER, "full-range", "usual")),
    Broken("usual start below the lift", "BC803", LADDER, "", put(LADDER, "full-range", "own_lift", value=False)),
    Broken("steps out of order", "BC803", LADDER, "", put(LADDER, "near-max", "step", value=1)),
    Broken("one leg unsaid", "BC804", PLAN, "one-side-legs-more", drop(PLAN, "one-side-legs-more", "asks")),
    Broken("one leg unsaid in a fix", "BC804", SQUAT, "faults:hips-shift", drop(SQUAT, "faults", "hips-shift", "asks")),
    Broken("short unsaid", "BC804", CONTRIBUTORS, "limited-hip", drop(CONTRIBUTORS, "limited-hip", "shortens")),
    Broken("rung that is not there", "BC201", PLAN, "/19/rungs", put(PLAN, 19, "rungs", value=["no-such-rung"])),
    Broken("leader that is not there", "BC201", PLAN, "/19/unless", put(PLAN, 19, "unless", value=["no-such-cause"])),
)
