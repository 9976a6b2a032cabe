"""Bases that are spoilt in their shape, their references or their words, each with the finding it must give."""

from __future__ import annotations

import re
from pathlib import Path

from tests.authoring.spoiling import (
    NERVES,
    SQUAT,
    Broken,
    Spoil,
    add,
    and_then,
    drop,
    fill,
    put,
    remove,
    rename,
    repeat,
    set_text,
    write,
)

LONG_LABEL = "x" * 49
EIGHT_WORDS = "one two three four five six seven eight"
MOMENT = {"says": {"doms": 1}, "fact": "x", "said": "x", "sources": ["expert"], "grade": "D"}
WORK = {
    "id": "nobody-1999",
    "authors": "Nobody",
    "year": 1999,
    "title": "Nothing",
    "verified": "yes",
    "study": "lab",
    "found": "In a lab nobody lifted nothing.",
    "limits": "It measured nothing.",
}

TWO = (SQUAT, "lifts/lunge.json")
EXCEPTIONS = "lint-exceptions.json"
MEANT = ("BC605", "interview.json#/pain-feel/options/ache")


def retire(name: str) -> Spoil:
    """Retires an id that is in use."""
    return add("knowledge.json", "retired_ids", value=name)


def excuse(code: str, place: str, reason: str = "It says what most people would say.", on: str = "2026-11-23") -> Spoil:
    """Makes this the one exception to the lint."""
    entry = {"code": code, "place": place, "reason": reason, "on": on}
    return lambda folder: write(folder, EXCEPTIONS, [entry])


def stray(name: str) -> Spoil:
    """Puts a file where nothing reads it."""

    def spoil(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}")

    return spoil


HARD = "Individual rehabilitation necessitates considerable determination, " * 2 + "and continuous supervision."


def write_in_long_words(folder: Path) -> None:
    """Puts a text of grade 9 in place of most longer ones."""
    for path in [*folder.glob("*.json"), *folder.glob("lifts/*.json")]:
        text = path.read_text(encoding="utf-8")
        longer = r'("(?:text|help|see|feel|why|found|limits)": )"[^"]{40,}"'
        path.write_text(re.sub(longer, rf'\1"{RATHER_HARD}"', text))


RATHER_HARD = "Usually you continue exercising with lighter weights until it settles down again after a while."

SHAPE = (
    Broken("file missing", "BC101", "links.json", "", remove("links.json")),
    Broken("no lifts", "BC101", "lifts/", "", remove("lifts")),
    Broken("not JSON", "BC101", "patterns.json", "", fill("patterns.json", b"{")),
    Broken("empty file", "BC101", "plan.json", "", fill("plan.json", b"")),
    Broken("not UTF-8", "BC101", SQUAT, "", fill(SQUAT, b'{"id": "\xff"}')),
    Broken("nested a million deep", "BC101", "links.json", "", fill("links.json", b"[" * 1_000_000)),
    Broken("unknown field", "BC101", SQUAT, "/faults/0", put(SQUAT, "faults", 0, "cueue", value="x")),
    Broken("field missing", "BC101", SQUAT, "/faults/2", drop(SQUAT, "faults", 2, "see")),
    Broken(
        "wrong type", "BC101", "topics.json", "/0/points/0/text", put("topics.json", 0, "points", 0, "text", value=1)
    ),
    Broken(
        "wrong grade",
        "BC101",
        "topics.json",
        "/0/points/0/grade",
        put("topics.json", 0, "points", 0, "grade", value="E"),
    ),
    Broken("wrong format", "BC101", "knowledge.json", "", put("knowledge.json", "format", value=2)),
    Broken("key twice", "BC106", "plan.json", "/0/id", fill("plan.json", b'[{"id": "a", "id": "b"}]')),
    Broken("file that nothing reads", "BC107", "lift/squat.json", "", stray("lift/squat.json")),
    Broken("id in capitals", "BC102", "plan.json", "/0/id", put("plan.json", 0, "id", value="Pause_It")),
    Broken("empty id", "BC102", "topics.json", "/0/id", put("topics.json", 0, "id", value="")),
    Broken("id none", "BC102", NERVES[0], "/options/0/id", put(*NERVES, "options", 0, "id", value="none")),
    Broken("id unsure", "BC102", NERVES[0], "/options/0/id", put(*NERVES, "options", 0, "id", value="unsure")),
    Broken("source id with blank", "BC102", "sources.json", "/0/id", put("sources.json", 0, "id", value="two words")),
    Broken("id twice in a file", "BC103", "links.json", "young-and-arching:id", repeat("links.json")),
    Broken("option twice", "BC103", NERVES[0], "/options/11/id", repeat(*NERVES, "options")),
    Broken("lift and activity", "BC103", SQUAT, "", put("activities.json", 0, "id", value="squat")),
    Broken(
        "pattern and contributor", "BC103", "patterns.json", "", put("patterns.json", "doms", "id", value="rounding")
    ),
    Broken("retired id", "BC104", "patterns.json", "doms:id", add("knowledge.json", "retired_ids", value="doms")),
    Broken("retired fault", "BC104", SQUAT, "tailbone-tucks:id", retire("tailbone-tucks")),
    Broken("retired option", "BC104", NERVES[0], "bladder:id", retire("bladder")),
    Broken("retired option of one question", "BC104", NERVES[0], "bladder:id", retire("safety-nerves:bladder")),
    Broken("retired sign of one lift", "BC104", SQUAT, "tailbone-tucks:id", retire("signs-squat:tailbone-tucks")),
    Broken("exception of no use", "BC105", EXCEPTIONS, "/0", excuse("BC605", "interview.json#/age/options/45-59")),
    Broken("exception to no code", "BC105", EXCEPTIONS, "/0", excuse("BC999", "interview.json")),
    Broken(
        "exception to safety", "BC105", EXCEPTIONS, "/0", excuse("BC501", "danger-signs/nerves.json#/options/bladder")
    ),
    Broken("exception without reason", "BC105", EXCEPTIONS, "/0", excuse(*MEANT, reason="It is fine.")),
    Broken("exception without day", "BC105", EXCEPTIONS, "/0", excuse(*MEANT, on="yesterday")),
    Broken("exception twice", "BC105", EXCEPTIONS, "/1", and_then(excuse(*MEANT), repeat(EXCEPTIONS))),
    Broken("exceptions not JSON", "BC105", EXCEPTIONS, "", fill(EXCEPTIONS, b"[")),
    Broken("lift file misnamed", "BC706", "lifts/squatting.json", "/id", rename(SQUAT, "lifts/squatting.json")),
)

REFERENCES = (
    Broken(
        "points to nothing", "BC201", SQUAT, "/faults/0/says", put(SQUAT, "faults", 0, "says", value={"nothing": 1})
    ),
    Broken(
        "unknown contributor",
        "BC201",
        SQUAT,
        "/faults/0/contributor",
        put(SQUAT, "faults", 0, "contributor", value="x"),
    ),
    Broken(
        "unknown pattern",
        "BC201",
        "knowledge.json",
        "/soreness/pattern",
        put("knowledge.json", "soreness", "pattern", value="x"),
    ),
    Broken("unknown start", "BC201", SQUAT, "/starts/nothing", put(SQUAT, "starts", "nothing", value=-1)),
    Broken("unknown moment", "BC201", SQUAT, "/phases/setup", put(SQUAT, "phases", "setup", value=MOMENT)),
    Broken("unknown lift in swap", "BC201", SQUAT, "/swaps/0/lift", put(SQUAT, "swaps", 0, "lift", value="nothing")),
    Broken("unknown test of a step", "BC201", "ladder.json", "/4/tests", put("ladder.json", 4, "tests", value=["x"])),
    Broken("unknown related lift", "BC201", SQUAT, "/related", add(SQUAT, "related", value="nothing")),
    Broken(
        "unknown activity",
        "BC201",
        "contributors.json",
        "/0/applies_to",
        add("contributors.json", 0, "applies_to", value="x"),
    ),
    Broken(
        "unknown likeness",
        "BC201",
        "contributors.json",
        "/0/confused_with",
        add("contributors.json", 0, "confused_with", value="x"),
    ),
    Broken("unknown in menu", "BC201", "knowledge.json", "/menu", add("knowledge.json", "menu", value="nothing")),
    Broken(
        "rule asks nothing",
        "BC201",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"answered": "nothing"}),
    ),
    Broken("question removed", "BC201", "triage.json", "both-legs-nerve", drop("interview.json", "pain-reach")),
    Broken(
        "plan asks nothing",
        "BC201",
        "plan.json",
        "lighter",
        put("plan.json", "lighter", "when", value={"is": ["x", "y"]}),
    ),
    Broken(
        "contributor's plan asks nothing",
        "BC201",
        "contributors.json",
        "rounding-today",
        put("contributors.json", "rounding", "plan", 0, "when", value={"at_least": ["nothing", 1]}),
    ),
    Broken(
        "link to an option",
        "BC202",
        "links.json",
        "x",
        and_then(put("links.json", 0, "id", value="x"), put("links.json", 0, "when", value={"is": ["age", "ninety"]})),
    ),
    Broken(
        "rule on an option",
        "BC202",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"in": ["age", ["16-19", "15"]]}),
    ),
    Broken(
        "sign removed",
        "BC202",
        "triage.json",
        "both-legs-nerve",
        drop("danger-signs/pain.json", "options", "both-legs-pain"),
    ),
    Broken(
        "work unknown",
        "BC203",
        "topics.json",
        "/0/points/0/sources",
        add("topics.json", 0, "points", 0, "sources", value="nobody-1999"),
    ),
    Broken("unknown test", "BC201", SQUAT, "/needs/0/test", put(SQUAT, "needs", 0, "test", value="stick-hing")),
    Broken("unknown drill of a test", "BC201", "tests.json", "/0/drills", add("tests.json", 0, "drills", value="x")),
    Broken(
        "unknown drill of a warm-up",
        "BC201",
        "warm-ups.json",
        "/0/drills",
        add("warm-ups.json", 0, "drills", value="x"),
    ),
    Broken(
        "warm-up of no family", "BC201", "warm-ups.json", "/0/family", put("warm-ups.json", 0, "family", value="sqat")
    ),
    Broken("drill helps nothing", "BC201", "drills.json", "/0/helps", add("drills.json", 0, "helps", value="x")),
    Broken(
        "test forbidden by nothing",
        "BC201",
        "tests.json",
        "knee-to-wall:forbidden",
        put("tests.json", "knee-to-wall", "forbidden", value={"is": ["x", "y"]}),
    ),
    Broken("one name, two lifts", "BC205", SQUAT, "/names/0", put(SQUAT, "names", 0, value="Deadlifts")),
    Broken("name of another movement", "BC205", SQUAT, "/names/0", put(SQUAT, "names", 0, value="Sled-pulls")),
    Broken("relative that is no leg lift", "BC205", SQUAT, "/covers/0", put(SQUAT, "covers", 0, value="sled push")),
    Broken(
        "movement with a card",
        "BC205",
        "activities.json",
        "other-training:names",
        add("activities.json", "other-training", "names", value="RDL"),
    ),
    Broken("relative with a card", "BC205", SQUAT, "/covers/0", put(SQUAT, "covers", 0, value="leg-press")),
    Broken(
        "relative of two",
        "BC205",
        SQUAT,
        "/covers/0",
        and_then(*[put(n, "covers", 0, value="Sissy squat") for n in TWO]),
    ),
    Broken("no warm-up", "BC206", "warm-ups.json", "", drop("warm-ups.json", 0)),
    Broken("work not cited", "BC204", "sources.json", "nobody-1999", add("sources.json", value=WORK)),
    Broken("condition empty", "BC401", "links.json", "young-and-arching", put("links.json", 0, "when", value={})),
    Broken(
        "condition of nothing",
        "BC401",
        "links.json",
        "young-and-arching",
        put("links.json", 0, "when", value={"all": []}),
    ),
    Broken(
        "condition twofold",
        "BC401",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"is": ["age", "under-16"], "answered": "age"}),
    ),
    Broken(
        "question under an empty one",
        "BC401",
        "interview.json",
        "worry",
        put("interview.json", "worry", "when", value={"not": {}}),
    ),
    Broken(
        "headline condition empty",
        "BC401",
        "outcomes.json",
        "train-changed",
        put("outcomes.json", "train-changed", "headlines_for", 0, "when", value={}),
    ),
    Broken(
        "action condition empty",
        "BC401",
        "outcomes.json",
        "by-ambulance",
        put("outcomes.json", "stop", "actions", "by-ambulance", "when", value={}),
    ),
    Broken(
        "not in triage",
        "BC402",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"not": {"is": ["age", "45-59"]}}),
    ),
    Broken(
        "not deep in triage",
        "BC402",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"all": [{"any": [{"not": {"answered": "age"}}]}]}),
    ),
    Broken(
        "not in no coaching",
        "BC402",
        "knowledge.json",
        "under-16",
        put("knowledge.json", "no_coaching", 0, "when", value={"not": {"answered": "age"}}),
    ),
    Broken(
        "none in triage",
        "BC402",
        "triage.json",
        "child",
        put("triage.json", "child", "when", value={"is": ["safety-you", "none"]}),
    ),
)

CONTENT = (
    Broken("nothing found", "BC710", "sources.json", "/0", put("sources.json", 0, "found", value="")),
    Broken(
        "a book carries a direct study",
        "BC711",
        "topics.json",
        "/0/points/0",
        and_then(
            put("topics.json", 0, "points", 0, "grade", value="B"),
            put("topics.json", 0, "points", 0, "sources", value=["expert"]),
        ),
    ),
    Broken(
        "claim without source",
        "BC701",
        "topics.json",
        "/0/points/0",
        put("topics.json", 0, "points", 0, "sources", value=[]),
    ),
    Broken("points without source", "BC701", NERVES[0], "/options/0", drop(*NERVES, "options", 0, "sources")),
    Broken("points without grade", "BC701", NERVES[0], "/options/0", drop(*NERVES, "options", 0, "grade")),
    Broken(
        "grade rests on judgement",
        "BC701",
        "topics.json",
        "/0/points/1",
        put("topics.json", 0, "points", 1, "grade", value="C"),
    ),
    Broken(
        "grade rests on the article",
        "BC701",
        "topics.json",
        "/0/points/0",
        put("topics.json", 0, "points", 0, "grade", value="A"),
    ),
    Broken("square brackets", "BC702", "topics.json", "/0/points/0/text", set_text("Lower the [bold] weight.")),
    Broken("markup", "BC702", "topics.json", "/0/points/0/text", set_text("Lower the **weight**.")),
    Broken("a tag", "BC702", "topics.json", "/0/points/0/text", set_text("Lower the <b>weight</b>.")),
    Broken("escape sequence", "BC702", "topics.json", "/0/points/0/text", set_text("Lower \x1b[2J the weight.")),
    Broken("newline", "BC702", "topics.json", "/0/points/0/text", set_text("Lower\nthe weight.")),
    Broken("text turned round", "BC702", "topics.json", "/0/points/0/text", set_text("Lower \u202ethe weight.")),
    Broken(
        "control character in a title",
        "BC702",
        "sources.json",
        "/0/note",
        put("sources.json", 0, "note", value="a\x07"),
    ),
    Broken("blame", "BC703", "topics.json", "/0/points/0/text", set_text("Leave your Ego at the door.")),
    Broken("promise", "BC703", "outcomes.json", "/0/sentence", put("outcomes.json", 0, "sentence", value="All clear.")),
    Broken("fright", "BC703", "patterns.json", "/0/fits/0", put("patterns.json", 0, "fits", 0, value="A slipped disc")),
    Broken("empty text", "BC704", "topics.json", "/0/points/0/text", set_text("  ")),
    Broken("empty label", "BC704", NERVES[0], "/options/0/label", put(*NERVES, "options", 0, "label", value="")),
    Broken(
        "long label",
        "BC705",
        NERVES[0],
        "/options/0/label",
        put(*NERVES, "options", 0, "label", value=LONG_LABEL),
    ),
    Broken("long sign", "BC705", SQUAT, "/faults/0/sign", put(SQUAT, "faults", 0, "sign", value=LONG_LABEL)),
    Broken(
        "long short form",
        "BC705",
        SQUAT,
        "/faults/0/brief/fix",
        put(SQUAT, "faults", 0, "brief", "fix", value="x" * 45),
    ),
    Broken(
        "long set-up",
        "BC706",
        SQUAT,
        "/brief/setup",
        put(SQUAT, "brief", "setup", value=["One.", "Two.", "Three.", "Four."]),
    ),
    Broken("long cue", "BC705", SQUAT, "/faults/0/cue", put(SQUAT, "faults", 0, "cue", value=EIGHT_WORDS)),
    Broken("hard to read", "BC707", "topics.json", "/0/points/0/text", set_text(HARD)),
    Broken("all rather hard to read", "BC707", "knowledge.json", "", write_in_long_words),
    Broken("against the style guide", "BC709", "topics.json", "/0/points/0/text", set_text("Bend the other rung.")),
)
