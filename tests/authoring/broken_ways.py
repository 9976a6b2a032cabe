"""Bases spoilt in the way through the interview, or in what answers tell, each with the finding it must give."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcheck.authoring.documents import walk
from tests.authoring.spoiling import SQUAT, Broken, Spoil, add, and_then, drop, put, read, repeat, write

MOMENT = {"says": {"doms": 1}, "fact": "x", "said": "you feel it", "sources": ["expert"], "grade": "D"}
NEUTRAL = {"id": "so-so", "label": "So so"}
MOOD = {"id": "mood", "stage": "body", "kind": "one", "prompt": "How are you?", "why": "To know.", "options": [NEUTRAL]}
LATER = {
    "id": "later",
    "stage": "body",
    "kind": "one",
    "prompt": "And then?",
    "why": "To know.",
    "when": {"is": ["mood", "so-so"]},
    "options": [{"id": "x", "label": "X"}],
}
TWO_AGES = {"all": [{"is": ["age", "under-16"]}, {"is": ["age", "16-19"]}]}
TWO_ANSWERS = {"all": [{"is": ["safety-bladder", "leak"]}, {"is": ["safety-bladder", "months"]}]}
TOO_MUCH = {"at_least": ["pain-now", 11]}
NOT_ASKED = {"all": [{"is": ["exercise", "not-lifting"]}, {"is": ["pain-when", "bottom"]}]}


def when(name: str, owner: str, condition: object) -> Spoil:
    """Another condition for one entry."""
    return put(name, owner, "when", value=condition)


def take_from_menu(activity: str) -> Spoil:
    """Takes an activity out of the menu."""

    def spoil(folder: Path) -> None:
        base = read(folder, "knowledge.json")
        base["menu"].remove(activity)
        write(folder, "knowledge.json", base)

    return spoil


def twin_of(cause: str, file: str) -> Spoil:
    """Adds a cause `twin` that gets points wherever this one does."""

    def spoil(folder: Path) -> None:
        entries = read(folder, file)
        original = next(entry for entry in entries if entry["id"] == cause)
        plain = {"id": "twin", "plan": []} if file == "contributors.json" else {"id": "twin"}
        write(folder, file, [*entries, original | plain])
        for path in folder.rglob("*.json"):
            name = path.relative_to(folder).as_posix()
            document = read(folder, name)
            for _, value in walk(document):
                says: Any = value.get("says") if isinstance(value, dict) else None
                if isinstance(says, dict) and cause in says:
                    says["twin"] = says[cause]
            write(folder, name, document)

    return spoil


GRAPH = (
    Broken("asked of nobody", "BC301", "interview.json", "pain-when", when("interview.json", "pain-when", TWO_AGES)),
    Broken(
        "asked after itself",
        "BC301",
        "interview.json",
        "worry",
        when("interview.json", "worry", {"answered": "worry"}),
    ),
    Broken("asked above the scale", "BC301", "interview.json", "worry", when("interview.json", "worry", TOO_MUCH)),
    Broken(
        "two that wait for each other",
        "BC301",
        "interview.json",
        "later",
        and_then(
            add("interview.json", value=MOOD | {"when": {"is": ["later", "x"]}}), add("interview.json", value=LATER)
        ),
    ),
    Broken("not in the menu", "BC302", "activities.json", "lifting-objects", take_from_menu("lifting-objects")),
    Broken(
        "stands for a lift",
        "BC302",
        "activities.json",
        "several:stands_for",
        add("activities.json", "several", "stands_for", value="squat"),
    ),
    Broken(
        "moment never asked for",
        "BC302",
        "activities.json",
        "not-lifting:phases",
        put("activities.json", "not-lifting", "phases", value={"bottom": MOMENT}),
    ),
    Broken(
        "screens for nothing", "BC303", "knowledge.json", "/max_screens", put("knowledge.json", "max_screens", value=3)
    ),
    Broken(
        "screens too few", "BC303", "knowledge.json", "/max_screens", put("knowledge.json", "max_screens", value=10)
    ),
)

RULES = (
    Broken("rule twice", "BC403", "triage.json", "twin", repeat("triage.json", id="twin")),
    Broken(
        "rule twice in other words",
        "BC403",
        "triage.json",
        "no-better",
        and_then(
            when("triage.json", "no-better", {"is": ["pain-course", "stuck"]}),
            when("triage.json", "child", {"any": [{"in": ["pain-course", ["stuck"]]}, TOO_MUCH]}),
        ),
    ),
    Broken(
        "rule within another",
        "BC404",
        "triage.json",
        "child",
        when("triage.json", "child", {"all": [{"is": ["pain-course", "stuck"]}, {"is": ["pain-reach", "hard"]}]}),
    ),
    Broken(
        "rule of a sign",
        "BC404",
        "triage.json",
        "child",
        when("triage.json", "child", {"all": [{"answered": "age"}, {"in": ["safety-you", ["cancer", "bones"]]}]}),
    ),
    Broken("rule of two ages", "BC405", "triage.json", "child", when("triage.json", "child", TWO_AGES)),
    Broken("rule of two answers", "BC405", "triage.json", "child", when("triage.json", "child", TWO_ANSWERS)),
    Broken("plan above the scale", "BC405", "plan.json", "lighter", when("plan.json", "lighter", TOO_MUCH)),
    Broken(
        "link past a question",
        "BC405",
        "links.json",
        "young-and-arching",
        when("links.json", "young-and-arching", NOT_ASKED),
    ),
    Broken(
        "point for nobody",
        "BC405",
        "topics.json",
        "/0/points",
        put("topics.json", 0, "points", 0, "when", value=TWO_AGES),
    ),
    Broken(
        "test forbidden to nobody",
        "BC405",
        "tests.json",
        "knee-to-wall:forbidden",
        put("tests.json", "knee-to-wall", "forbidden", value=TWO_AGES),
    ),
)

TELLING = (
    Broken(
        "option tells nothing",
        "BC605",
        "interview.json",
        "pain-feel:so-so",
        add("interview.json", "pain-feel", "options", value=NEUTRAL),
    ),
    Broken(
        "option robbed of its points",
        "BC605",
        "interview.json",
        "pain-where:middle",
        drop("interview.json", "pain-where", "options", "middle", "says"),
    ),
    Broken("question tells nothing", "BC606", "interview.json", "mood", add("interview.json", value=MOOD)),
    Broken("two patterns alike", "BC607", "patterns.json", "twin", twin_of("si-joint", "patterns.json")),
    Broken("two contributors alike", "BC607", "contributors.json", "twin", twin_of("weak-core", "contributors.json")),
    Broken(
        "two contributors alike in a squat",
        "BC607",
        SQUAT,
        "/starts",
        and_then(
            twin_of("weak-core", "contributors.json"), put("lifts/deadlift.json", "faults", 0, "says", "twin", value=1)
        ),
    ),
)
