"""Bases that are spoilt in what keeps people safe or in how points are given, each with the finding it must give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.authoring.spoiling import (
    NERVES,
    SQUAT,
    Broken,
    Spoil,
    add,
    and_then,
    drop,
    put,
    read,
    remove,
    rename,
    repeat,
    write,
)

TWIN = {"id": "twin", "label": "Twin", "said": "twin", "says": {"doms": 1}, "sources": ["expert"], "grade": "D"}


def set_points(points: float) -> Spoil:
    """Other points for the first sign of a squat."""
    return put(SQUAT, "faults", "tailbone-tucks", "says", "butt-wink", value=points)


YOU = "danger-signs/you.json"
BLADDER = (*NERVES, "options", "bladder", "follow_up", "options")
BACKED = {"sources": ["expert"], "grade": "D"}
GRAVE = {"id": "grave", "label": "New since last week", "alone": "emergency", **BACKED}
MILD = {"id": "mild", "label": "The same for years", "alone": "modifier", **BACKED}
GONE = {"decision": "row:gone", "mark": "0", "role": "physiotherapist", "on": "2027-03-01", "answer": "agree"}
LOOSE = {
    "id": "mood-sign", "stage": "safety", "kind": "one", "prompt": "How?", "why": "So.", "when": {"answered": "age"},
    "options": [{"id": "bad-sign", "label": "Bad", "alone": "clinician"}],
}  # fmt: skip


def copied(name: str, new: str, **changed: Any) -> Spoil:
    """A second list, made from this one."""

    def spoil(folder: Path) -> None:
        write(folder, f"danger-signs/{new}", read(folder, f"danger-signs/{name}") | changed)

    return spoil


def mark_none_usual(folder: Path) -> None:
    """Leaves a lift without any usual fault."""
    lift = read(folder, "lifts/good-morning.json")
    for fault in lift["faults"]:
        fault["common"] = "rare"
    write(folder, "lifts/good-morning.json", lift)


SAFETY = (
    Broken("a list gone", "BC501", "interview.json", "", remove("danger-signs/you.json")),
    Broken(
        "a fifth list", "BC501", "interview.json", "", copied("nerves.json", "more.json", id="safety-more", options=[])
    ),
    Broken("a sign outside the lists", "BC504", "interview.json", "mood-sign", add("interview.json", value=LOOSE)),
    Broken(
        "unsure weighs nothing",
        "BC501",
        YOU,
        "/unsure_level",
        put(YOU, "unsure_level", value="self-care"),
    ),
    Broken("unsure weighs less", "BC501", NERVES[0], "/unsure_level", put(*NERVES, "unsure_level", value="urgent")),
    Broken(
        "lists out of order",
        "BC501",
        "danger-signs/pain.json",
        "/unsure_level",
        rename("danger-signs/body.json", "danger-signs/zz.json"),
    ),
    Broken("row has no level", "BC501", NERVES[0], "bladder", drop(*NERVES, "options", "bladder", "follow_up")),
    Broken(
        "row of no use",
        "BC501",
        NERVES[0],
        "bladder",
        and_then(
            drop(*NERVES, "options", "bladder", "follow_up"),
            put(*NERVES, "options", "bladder", "alone", value="modifier"),
        ),
    ),
    Broken(
        "nine rows",
        "BC501",
        "danger-signs/body.json",
        "/options",
        repeat("danger-signs/body.json", "options", id="more"),
    ),
    Broken(
        "no rows",
        "BC501",
        "danger-signs/more.json",
        "/options",
        copied("nerves.json", "more.json", id="safety-more", options=[]),
    ),
    Broken("one answer", "BC504", NERVES[0], "bladder:follow_up", put(*BLADDER, value=[GRAVE])),
    Broken(
        "seven answers",
        "BC504",
        NERVES[0],
        "bladder:follow_up",
        put(*BLADDER, value=[GRAVE | {"id": f"a{n}"} for n in range(7)]),
    ),
    Broken("mildest first", "BC504", NERVES[0], "bladder:follow_up", put(*BLADDER, value=[MILD, GRAVE])),
    Broken("no level of an answer", "BC504", NERVES[0], "bladder:follow_up", drop(*BLADDER, 0, "alone")),
    Broken(
        "nothing to ask for", "BC504", NERVES[0], "bladder:follow_up", put(*BLADDER, value=[MILD, MILD | {"id": "b"}])
    ),
    Broken(
        "milder by a cause",
        "BC504",
        NERVES[0],
        "bladder:follow_up:mild",
        put(*BLADDER, value=[GRAVE, MILD | {"label": "A little, from the squats"}]),
    ),
    Broken(
        "a flag that nothing waits for",
        "BC505",
        NERVES[0],
        "bladder:follow_up:mild",
        put(*BLADDER, value=[GRAVE, MILD | {"flags": ["nobody-waits"]}]),
    ),
    Broken(
        "a flag that nothing carries",
        "BC202",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"flag": "no-such"}),
    ),
    Broken("silent on what raises", "BC508", "triage.json", "bleed", drop("triage.json", "bleed", "together")),
    Broken(
        "two sides for nobody",
        "BC508",
        "triage.json",
        "child",
        put("triage.json", "child", "together", value=["a", "b"]),
    ),
    Broken(
        "a group of no row",
        "BC506",
        "check-in.json",
        "numb",
        put("check-in.json", "numb", "rows", value=[["safety-body", "tearing"]]),
    ),
    Broken("a row in no group", "BC506", "check-in.json", "", put("check-in.json", "numb", "rows", value=[])),
    Broken("a review of nothing", "BC507", "review.json", "/returned/0", put("review.json", "returned", value=[GONE])),
    Broken(
        "advice at today", "BC502", "outcomes.json", "today", put("outcomes.json", "today", "coaching", value="full")
    ),
    Broken(
        "some advice at today",
        "BC502",
        "outcomes.json",
        "today",
        put("outcomes.json", "today", "coaching", value="hold"),
    ),
    Broken(
        "some advice at stop", "BC502", "outcomes.json", "stop", put("outcomes.json", "stop", "coaching", value="hold")
    ),
    Broken(
        "full advice at book", "BC502", "outcomes.json", "book", put("outcomes.json", "book", "coaching", value="full")
    ),
    Broken(
        "full advice unscreened",
        "BC502",
        "outcomes.json",
        "not-screened",
        put("outcomes.json", "not-screened", "coaching", value="full"),
    ),
    Broken("no outcome", "BC503", "outcomes.json", "", drop("outcomes.json", "today")),
    Broken("nothing to do", "BC503", "outcomes.json", "stop", put("outcomes.json", "stop", "actions", value=[])),
    Broken(
        "nothing to go now for",
        "BC503",
        "knowledge.json",
        "watch_for: now",
        put("knowledge.json", "watch_for", "now", value=[]),
    ),
    Broken(
        "nothing to ring today for",
        "BC503",
        "knowledge.json",
        "watch_for: today",
        put("knowledge.json", "watch_for", "today", value=[]),
    ),
    Broken("a time without words", "BC503", "knowledge.json", "times", drop("knowledge.json", "times", "days")),
)

INFERENCE = (
    Broken("pattern out of reach", "BC601", "patterns.json", "new-one", repeat("patterns.json", id="new-one")),
    Broken(
        "contributor out of reach", "BC601", "contributors.json", "new-one", repeat("contributors.json", id="new-one")
    ),
    Broken("too many points", "BC602", SQUAT, "tailbone-tucks", set_points(3.5)),
    Broken("too few points", "BC602", SQUAT, "tailbone-tucks", set_points(-4)),
    Broken("points in thirds", "BC602", SQUAT, "tailbone-tucks", set_points(0.3)),
    Broken("no points", "BC602", SQUAT, "tailbone-tucks", set_points(0)),
    Broken(
        "points at a moment",
        "BC602",
        SQUAT,
        "/phases/bottom",
        put(SQUAT, "phases", "bottom", "says", "butt-wink", value=9),
    ),
    Broken(
        "points of a link",
        "BC602",
        "links.json",
        "young-and-arching",
        put("links.json", 0, "says", value={"stenosis": 9}),
    ),
    Broken(
        "points of a rule", "BC602", "triage.json", "child", put("triage.json", "child", "says", value={"stenosis": 9})
    ),
    Broken(
        "fact shared",
        "BC603",
        "interview.json",
        "twin",
        and_then(
            add("interview.json", "pain-feel", "options", value=TWIN),
            add("interview.json", "past", "options", value=TWIN),
        ),
    ),
    Broken("start out of reach", "BC604", SQUAT, "/starts", put(SQUAT, "starts", "bar-drift", value=-1)),
    Broken("start missing", "BC604", SQUAT, "/starts", drop(SQUAT, "starts", "butt-wink")),
    Broken("start of no form", "BC604", SQUAT, "/starts", put(SQUAT, "starts", "weak-core", value=-1)),
    Broken(
        "start in an activity",
        "BC604",
        "activities.json",
        "several: starts",
        put("activities.json", "several", "starts", "bar-drift", value=-1),
    ),
    Broken("two faults", "BC706", SQUAT, "/faults", and_then(*[drop(SQUAT, "faults", 2)] * 9)),
    Broken("nothing is usual", "BC706", "lifts/good-morning.json", "/faults", mark_none_usual),
    Broken("no loads", "BC706", SQUAT, "/loads", put(SQUAT, "loads", value=[])),
    Broken("no setup", "BC706", SQUAT, "/setup", put(SQUAT, "setup", value=[])),
    Broken("no swaps", "BC706", SQUAT, "/swaps", put(SQUAT, "swaps", value=[])),
    Broken("no names", "BC706", SQUAT, "/names", put(SQUAT, "names", value=[])),
    Broken("fault without fix", "BC706", SQUAT, "/faults/0/fix", put(SQUAT, "faults", 0, "fix", value=[])),
    Broken(
        "no side to look from", "BC708", SQUAT, "/faults/0", put(SQUAT, "faults", 0, "see", value="Way down: it tucks.")
    ),
    Broken(
        "no moment to look at",
        "BC708",
        SQUAT,
        "/faults/0",
        put(SQUAT, "faults", 0, "see", value="Side view. It tucks."),
    ),
    Broken("seen from a side and not filmed", "BC708", SQUAT, "/faults/0", drop(SQUAT, "faults", 0, "film")),
    Broken("filmed from elsewhere", "BC708", SQUAT, "/faults/0", put(SQUAT, "faults", 0, "film", value="behind")),
    Broken("fault without its cause", "BC706", SQUAT, "/faults/0/says", drop(SQUAT, "faults", 0, "says", "butt-wink")),
)
