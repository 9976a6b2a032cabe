"""The journal as the installed program shows it: off until asked, private, whole, and plain about what is wrong."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from backcheck import assess, load_knowledge
from backcheck.journal import file, store
from backcheck.journal.store import create_journal
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.plan_words import NO_LOADS
from tests.cli.program import Ran, failed, run
from tests.cli.stories import BOOK, STOP, TODAY, TRAIN_CHANGED, Given, file_of
from tests.reasoning.test_one_story import GYM

pytestmark = pytest.mark.boundary

SIGNS = {"safety-body": ["none"], "safety-nerves": ["none"]}
LOOK: dict[str, Any] = {
    "signs": SIGNS,
    "exercise": "squat",
    "pain_now": 3,
    "pain_worst": 4,
    "pain_in_lift": 3,
    "settled": True,
    "activity": "squat 80 kg x 5",
    "activity_score": 5,
    "change": "butt-wink",
    "change_text": "Stop higher.",
    "helped": "yes",
    "step": 1,
}
HOSTILE = (
    "\x1b]8;;http://evil.example\x07link\x1b]8;;\x07 \x1b[31m \x9b2J <script>alert(1)</script>"
    " <img src=x onerror=y> [/x] [bold] =cmd()|'/c calc'!A0 \u202etxt.exe\u202c {{ 7*7 }} {% raw %} | # * _ ` &amp; https://evil.example"
)


def keep(folder: Path, answers: Given, days_ago: int = 0) -> None:
    """An interview of so many days ago in the journal of this home, which is turned on."""
    with create_journal(folder / "journal") as journal:
        at = datetime.now().astimezone() - timedelta(days=days_ago)
        journal.keep_diagnosis(answers, advice_of(answers), at)


def advice_of(answers: Given) -> Assessment:
    """The assessment by the base that ships, worked out once for the same answers."""
    return _advise(json.dumps(answers))


@cache
def _advise(answers: str) -> Assessment:
    return assess(load_knowledge(), json.loads(answers))


class Home:
    """A home of its own, and the program in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {"BACKCHECK_HOME": str(folder)}

    def run(self, *arguments: str | Path, given: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
        return run(*arguments, given=given, env=self.env | dict(env or {}))

    def keep(self, answers: Given, days_ago: int = 0) -> None:
        """An interview in the journal, which is turned on."""
        keep(self.folder, answers, days_ago)

    def look(self, **changed: object) -> Ran:
        """A check-in from standard input."""
        return self.run("checkin", "--answers", "-", given=json.dumps({"checkin": LOOK | changed}))

    @property
    def file(self) -> Path:
        return self.folder / "journal" / "journal.db"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def kept(home: Home) -> Home:
    """A home with an interview of three days ago."""
    home.keep(TRAIN_CHANGED, 3)
    return home


# -- off and on ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    ["history", "history show 1", "history note 1 words", "history export", "history delete 1",
     "history delete --all --yes", "history again 1", "history plot", "checkin", "report", "report last"],
)  # fmt: skip
def test_off_means_no_file_and_a_way_to_turn_it_on(home: Home, command: str) -> None:
    assert failed(home.run(*command.split()), 2, "off", "history on")
    assert not home.folder.exists()


@pytest.mark.parametrize(
    "command",
    ["exercise squat", "diagnose --answers", "report --answers", "history status", "history path", "history off"],
)
def test_nothing_is_written_by_what_needs_no_journal(home: Home, tmp_path: Path, command: str) -> None:
    file = [str(file_of(tmp_path, BOOK))] if command.endswith("--answers") else []
    assert home.run(*command.split(), *file).code == 0
    assert not home.folder.exists()


def test_on_makes_a_private_file_and_off_takes_the_empty_one_away(home: Home) -> None:
    assert home.run("history", "on").code == 0
    assert stat.S_IMODE(home.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.file.parent.stat().st_mode) == 0o700
    assert home.run("history", "status", "--json").document["on"] is True
    assert home.run("history", "path").out.strip() == str(home.file)
    assert "The journal is on, but empty. It keeps your next interview" in home.run("history").out
    assert home.run("history", "off").code == 0
    assert not home.file.exists()


def test_off_with_entries_keeps_them_and_nothing_new(kept: Home) -> None:
    assert "1 entry" in kept.run("history", "off").err
    assert failed(kept.look(), 2, "off")
    assert kept.run("history", "status", "--json").document == {
        "schema_version": 1, "on": False, "there": True, "path": str(kept.file), "entries": 1, "draft": False,
    }  # fmt: skip
    assert kept.run("history", "on").code == 0
    assert kept.look().code == 0


def test_the_usual_place_is_that_of_the_system(tmp_path: Path) -> None:
    ran = run("history", "path", env={"XDG_DATA_HOME": str(tmp_path), "BACKCHECK_HOME": None, "HOME": str(tmp_path)})
    assert ran.out.strip().startswith(str(tmp_path))


# -- using it ------------------------------------------------------------------------------------------------------


def test_what_was_said_is_shown_as_it_was_said(kept: Home) -> None:
    shown = kept.run("history", "show", "1")
    assert "TRAIN, CHANGED" in shown.out
    assert "Tailbone tucks under" in shown.out
    entry = kept.run("history", "show", "last", "--json").document["entry"]
    assert entry["answers"] == TRAIN_CHANGED
    assert entry["assessment"]["verdict"] == "TRAIN, CHANGED"


def test_a_check_in_says_step_and_trend_and_is_kept(kept: Home) -> None:
    ran = kept.look()
    assert ran.code == 0
    assert "AMBER: STAY" in ran.out
    assert "30%" in ran.out
    assert "entry 2" in ran.err
    second = kept.run("checkin", "--answers", "-", "--json", given=json.dumps({"checkin": LOOK | {"pain_in_lift": 6}}))
    document = second.document
    assert (document["entry"], document["level"], document["outcome"]["step"]["move"]) == (3, "self-care", "back")
    listed = kept.run("history", "--json").document["entries"]
    assert [row["kind"] for row in listed] == ["diagnosis", "checkin", "checkin"]


def test_a_bad_day_on_the_lowest_step_sends_nobody_below_it(home: Home) -> None:
    home.keep(TRAIN_CHANGED)
    said = home.look(step=0, pain_now=7, pain_worst=7, pain_in_lift=7).out
    assert "RED: STAY  Stay on this step, the lowest." in said
    assert "the step below" not in said


@pytest.mark.parametrize(
    "signs", [None, {}, {"safety-body": ["none"]}, {"safety-pain": ["none"], "safety-you": ["none"]}]
)
def test_a_check_in_without_todays_emergency_lists_has_no_green_light(
    kept: Home, signs: dict[str, list[str]] | None
) -> None:
    said = LOOK | {"pain_now": 0, "pain_worst": 0, "pain_in_lift": 0, "step": 0}
    said |= {"signs": signs} if signs is not None else {}
    for _ in range(2):
        ran = kept.run(
            "checkin",
            "--answers",
            "-",
            given=json.dumps(
                {
                    "checkin": said
                    if signs is not None
                    else {key: value for key, value in said.items() if key != "signs"}
                }
            ),
        )
        assert ran.code == 0
        assert "NOT SCREENED" in ran.out
        assert not any(word in ran.out for word in ("GREEN", "UP", "STAY", "Your step"))
    document = kept.run(
        "checkin", "--answers", "-", "--json", given=json.dumps({"checkin": said | {"signs": signs or {}}})
    ).document
    assert (document["level"], document["triage"]["level"]) == ("unscreened", "unscreened")
    assert set(document["triage"]["unanswered"]) == {"safety-body", "safety-nerves"} - (signs or {}).keys()
    assert (document["outcome"]["step"], document["outcome"]["screened"]) == (None, False)


def test_strong_pain_is_sent_to_where_the_interview_starts_it(kept: Home) -> None:
    strong = {"pain_now": 8, "pain_worst": 9, "pain_in_lift": 8, "settled": False, "helped": "worse", "step": 4}
    ran = kept.look(**strong)
    assert "EASE IT FIRST" in ran.out
    assert "0. Walk and ease the pain" in " ".join(ran.out.split())
    assert "half the weight" not in ran.out.lower()


@pytest.mark.parametrize("signs", [SIGNS, SIGNS | {"safety-pain": ["none"], "safety-you": ["none"]}])
def test_who_got_worse_is_told_to_stop_without_naming_a_step(kept: Home, signs: dict[str, list[str]]) -> None:
    """Nothing else says so then, whether all danger signs were answered or not. Who did not get worse is not."""
    assert "PAUSE" not in kept.look(step=None, pain_now=2).out
    worse = kept.look(step=None, pain_now=7, pain_worst=8, pain_in_lift=7, helped="worse", signs=signs)
    assert "PAUSE Your pain got worse. For 3 to 7 days, leave out what sets the pain off" in " ".join(worse.out.split())
    assert "PAUSE" not in kept.look(step=3, pain_now=7, pain_worst=8, helped="worse", signs=signs).out


def test_a_file_that_leaves_out_the_step_means_the_last_one(home: Home) -> None:
    """That of the last check-in, at first that of the plan, and null is none. A change has the words of the advice."""
    home.keep(TRAIN_CHANGED, 20)
    plan = next(rung for rung in load_knowledge().ladder if rung.id == advice_of(TRAIN_CHANGED).starts_at)

    def look(**said: Any) -> dict[str, Any]:
        given = {name: value for name, value in LOOK.items() if name not in ("step", "change_text")} | said
        found: dict[str, Any] = home.run(
            "checkin", "--answers", "-", "--json", given=json.dumps({"checkin": given})
        ).document
        return found

    first = look()
    assert first["checkin"]["step"] == plan.step
    assert first["checkin"]["change_text"] == load_knowledge().contributors["butt-wink"].change
    assert look(step=2)["checkin"]["step"] == 2
    assert look()["checkin"]["step"] == 2
    none = look(step=None)
    assert none["checkin"]["step"] is None
    assert none["outcome"]["step"] is None
    assert look()["checkin"]["step"] == 2
    home.keep(TRAIN_CHANGED)
    assert look()["checkin"]["step"] == plan.step, "an interview gives a new plan"
    empty = home.run("checkin", "--answers", "-", given='{"checkin": {}}')
    assert "says nothing" in empty.err + empty.out


@pytest.mark.parametrize(
    ("said", "ordered"),
    [
        ({"step": 4, "pain_in_lift": 6}, 3),
        ({"step": 4, "pain_now": 8, "pain_worst": 9, "pain_in_lift": 8, "settled": False}, 0),
        ({"step": 0, "pain_now": 1, "pain_worst": 1, "pain_in_lift": 1, "helped": "yes"}, 1),
    ],
)
def test_a_file_without_a_step_climbs_past_no_order(kept: Home, said: dict[str, Any], ordered: int) -> None:
    """Back, down to where strong pain starts, and up: what was ordered is what comes next."""
    assert f"Your step        {ordered}." in kept.look(**said).out
    given = {name: value for name, value in LOOK.items() if name != "step"}
    later = kept.run("checkin", "--answers", "-", "--json", given=json.dumps({"checkin": given})).document
    assert later["checkin"]["step"] == ordered


@pytest.mark.parametrize("exercise", NO_LOADS)
@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_who_has_no_gym_is_told_no_step_of_the_gym(home: Home, exercise: str, step: int) -> None:
    """Neither at the check-in, nor in the history, nor in the report of the day after."""
    home.keep(TRAIN_CHANGED | {"exercise": exercise}, 20)
    looked = home.look(
        exercise=exercise, activity="carry the shopping", step=step, pain_now=1, pain_worst=2, pain_in_lift=1
    )
    shown, kept, report = (one.out for one in (looked, home.run("history", "show", "2"), home.run("report", "last")))
    assert "Your step" in shown
    for text in (shown, kept, report):
        assert not GYM.search(" ".join(text.split())), GYM.search(" ".join(text.split()))
        assert "session" not in text


def test_an_emergency_sign_at_a_check_in_stands_alone_and_is_kept(kept: Home) -> None:
    ran = kept.look(signs={"safety-body": ["none"], "safety-nerves": ["numb-saddle", "bladder"]})
    assert ran.code == 0
    assert ran.out.lstrip().startswith("!!! STOP")
    assert "STAY" not in ran.out
    assert "How it goes" not in ran.out
    assert kept.run("history", "--json").document["entries"][-1]["checkin"]["level"] == "emergency"


def test_a_sign_of_an_earlier_check_in_still_counts(kept: Home) -> None:
    """Only answering that list again takes it back."""
    kept.look(signs=SIGNS | {"safety-pain": ["leg-below-knee"]})
    later = kept.look()
    assert "pause what hurts" in later.out
    assert kept.run("history", "--json").document["entries"][-1]["checkin"]["level"] == "clinician"
    kept.look(signs=SIGNS | {"safety-pain": ["none"]})
    assert kept.run("history", "--json").document["entries"][-1]["checkin"]["level"] == "self-care"


@pytest.mark.parametrize(("story", "level"), [(TODAY, "urgent"), (STOP, "emergency"), (BOOK, "clinician")])
def test_a_sign_of_the_interview_still_counts(home: Home, story: Given, level: str) -> None:
    """What is new is another question. Where the lists are answered again, the interview is named beside the rest."""
    home.keep(story, 6)
    quiet: dict[str, Any] = {"pain_now": 0, "pain_worst": 0, "pain_in_lift": 0, "step": 4}
    home.look(signs={}, groups=[], **quiet)
    assert home.run("history", "--json").document["entries"][-1]["checkin"]["level"] == level
    asked = home.look(signs=SIGNS | {"safety-pain": ["none"], "safety-you": ["none"]})
    assert ("EARLIER SIGN" in asked.out) == (level != "clinician")
    assert "pause what hurts" in asked.out
    assert not any(word in asked.out for word in ("GREEN", "UP", "STAY"))


def test_who_was_told_to_see_someone_is_not_sent_up_the_ladder(home: Home) -> None:
    home.keep(BOOK)
    document = home.run("checkin", "--answers", "-", "--json", given=json.dumps({"checkin": LOOK})).document
    assert document["level"] == "clinician"
    assert document["outcome"]["held"] is True
    assert document["outcome"]["step"] is None


@pytest.mark.parametrize(
    ("age", "words"),
    [("under-16", "A coach or clinician should guide you in person."), ("20-44", "Until a clinician has seen you")],
)
def test_who_pauses_is_told_of_whom_to_ask_and_of_no_session(home: Home, age: str, words: str) -> None:
    """A child needs no clearing, and answering again would say the same."""
    home.keep((TRAIN_CHANGED if age == "under-16" else BOOK) | {"age": age}, 3)
    said = " ".join(home.look(pain_now=2).out.split())
    assert words in said
    assert "session" not in said
    assert ("answer again" in said) == (age != "under-16")


def test_two_weeks_without_change_book_a_physio(home: Home) -> None:
    home.keep(TRAIN_CHANGED, 15)
    assert "Book a physio" in home.look(pain_now=3).out


@pytest.mark.parametrize(
    ("checkin", "path"),
    [
        ({"pain_now": 11}, "$.checkin.pain_now"),
        ({"pain_now": "3"}, "$.checkin.pain_now"),
        ({"step": 9}, "$.checkin.step"),
        ({"helped": "maybe"}, "$.checkin.helped"),
        ({"groups": [1]}, "$.checkin.groups[0]"),
        ({"activity": "\u200b"}, "$.checkin.activity: is blank"),
        ({"activity": "\u3164 \u00ad\t"}, "$.checkin.activity: is blank"),
        ({"change": "own", "change_text": "\x1b[31m \u2800"}, "$.checkin.change_text: is blank"),
        ({"mood": 1}, "mood"),
        ({"level": "self-care"}, "level"),
        ({"signs": {"safety-body": ["wrong"]}}, "$.checkin.signs.safety-body"),
        ({"activity": "x" * 201}, "$.checkin.activity"),
    ],
)
def test_a_wrong_check_in_is_named_and_not_kept(kept: Home, checkin: dict[str, object], path: str) -> None:
    ran = kept.run("checkin", "--answers", "-", given=json.dumps({"checkin": checkin}))
    assert failed(ran, 2, path)
    assert len(kept.run("history", "--json").document["entries"]) == 1


def test_without_a_terminal_a_check_in_says_how(kept: Home) -> None:
    assert failed(kept.run("checkin"), 2, "terminal", "--answers")


def test_again_says_what_is_different_in_words(kept: Home, tmp_path: Path) -> None:
    assert "Nothing is different." in kept.run("history", "again", "1").out.splitlines()
    with closing(sqlite3.connect(kept.file)) as raw:
        [(body,)] = raw.execute("SELECT body FROM entry").fetchall()
        old = json.loads(body)
        old["assessment"]["verdict"] = "REST"
        old["assessment"]["contributors"] = old["assessment"]["contributors"][1:]
        old["answers"]["old-question"] = "yes"
        text = json.dumps(old)
        from zlib import crc32

        raw.execute("UPDATE entry SET body = ?, crc = ?", (text, crc32(text.encode())))
        raw.commit()
    shown = " ".join(kept.run("history", "again", "1").out.split())
    assert "was: REST. Now: TRAIN, CHANGED." in shown
    assert "New among the causes" in shown
    assert "old-question" in shown
    found = kept.run("history", "again", "1", "--json").document
    assert found["differences"][0] == {"what": "verdict", "before": "REST", "after": "TRAIN, CHANGED"}
    assert found["dropped"] == ["old-question"]


def test_again_keeps_the_verdict_and_says_what_is_open(home: Home) -> None:
    """Rows of before are asked otherwise today, and a ticked row may have no answer: each is named, none is judged."""
    lists = {"safety-body": ["sudden"], "safety-nerves": ["none"], "safety-pain": ["leg-below-knee"]}
    home.keep(TRAIN_CHANGED)
    home.keep({name: answer for name, answer in (TRAIN_CHANGED | lists).items() if name != "safety-you"})
    before = home.run("history", "show", "2", "--json").document
    found = home.run("history", "again", "2", "--json").document
    assert found["open"] == ["safety-sudden", "safety-pain", "safety-you"]
    assert home.run("history", "again", "1", "--json").document["open"] == []
    shown = " ".join(home.run("history", "again", "2").out.split())
    kb = load_knowledge()
    assert f"The entry in the journal keeps its verdict: {before['entry']['assessment']['verdict']}." in shown
    assert f"You ticked: {kb.follow_ups['safety-body', 'sudden'].row_label}." in shown
    assert all(kb.questions[name].prompt in shown for name in found["open"])
    assert "leaves open" not in home.run("history", "again", "1").out
    assert home.run("history", "show", "2", "--json").document == before


def test_an_entry_of_another_shape_is_still_shown(kept: Home) -> None:
    """Fields come and go between versions: then the advice is made anew, and that is said."""
    with closing(sqlite3.connect(kept.file)) as raw:
        from zlib import crc32

        text = json.dumps({"answers": TRAIN_CHANGED, "assessment": {"verdict": "REST"}})
        raw.execute("UPDATE entry SET body = ?, crc = ?", (text, crc32(text.encode())))
        raw.commit()
    assert "made again" in " ".join(kept.run("history", "show", "1").out.split())
    assert kept.run("report", "last").code == 0
    assert kept.look().code == 0


def test_plot_draws_speaks_and_makes_a_picture(kept: Home, tmp_path: Path) -> None:
    assert "nothing to plot" not in kept.run("history", "plot").out
    kept.look()
    for width in ("20", "40", "80", "200"):
        lines = kept.run("history", "plot", env={"COLUMNS": width}).out.splitlines()
        assert max(map(len, lines)) <= int(width)
    assert "\u2022" in kept.run("history", "plot").out
    said = kept.run("--plain", "history", "plot").out
    assert "mean of seven days" in said
    assert "\u2502" not in said
    picture = tmp_path / "pain.svg"
    assert kept.run("history", "plot", "--svg", "-o", picture).code == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert failed(kept.run("history", "plot", "--svg", "-o", picture), 2, "--force")


def test_export_is_lines_of_json_with_everything(kept: Home, tmp_path: Path) -> None:
    kept.look()
    kept.run("history", "note", "1", "Slept", "badly.")
    lines = [json.loads(line) for line in kept.run("history", "export").out.splitlines()]
    assert [line["kind"] for line in lines] == ["diagnosis", "checkin"]
    assert lines[0]["answers"] == TRAIN_CHANGED
    assert lines[0]["notes"][0]["text"] == "Slept badly."
    assert lines[1]["checkin"]["activity"] == "squat 80 kg x 5"
    file = tmp_path / "out.jsonl"
    assert kept.run("history", "export", "-o", file).code == 0
    assert [json.loads(line) for line in file.read_text().splitlines()] == lines
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_deleted_is_gone_from_the_disk(kept: Home) -> None:
    kept.run("history", "note", "1", "secret-words")
    kept.look(activity="secret-lift")
    kept.look(activity="kept-lift")
    assert kept.run("history", "delete", "1").code == 0
    assert kept.run("history", "delete", "2").code == 0
    content = b"".join(path.read_bytes() for path in kept.folder.rglob("*") if path.is_file())
    assert b"secret" not in content
    assert b"kept-lift" in content
    assert failed(kept.run("history", "delete", "1"), 2, "no entry 1")
    assert failed(kept.run("history", "delete", "--all"), 2, "--yes")
    assert kept.run("history", "delete", "--all", "--yes").code == 0
    assert not [path for path in kept.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "words", ["delete", "delete 1 --all", "show x", "show -1", "show 99999999999999999999", "again nine"]
)
def test_wrong_use_is_named(kept: Home, words: str) -> None:
    assert kept.run("history", *words.split()).code == 2


# -- reports -------------------------------------------------------------------------------------------------------


def test_a_report_needs_no_journal(home: Home, tmp_path: Path) -> None:
    ran = home.run("report", "--answers", file_of(tmp_path, TRAIN_CHANGED))
    assert ran.code == 0
    assert "# Low back report" in ran.out
    assert not home.folder.exists()


def test_a_report_is_never_written_over_another_file(kept: Home, tmp_path: Path) -> None:
    file = tmp_path / "back.html"
    assert kept.run("report", "-o", file).code == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("mine")
    assert failed(kept.run("report", "-o", file), 2, "--force")
    assert file.read_text() == "mine"
    assert kept.run("report", "last", "-o", file, "--force").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.html", "home"]


@pytest.mark.parametrize("place", ["missing/back.md", ".", "x" * 300, "a\0b"])
def test_a_place_that_will_not_do_is_named(kept: Home, tmp_path: Path, place: str) -> None:
    if "\0" in place:
        pytest.skip("no process takes such an argument")
    assert failed(kept.run("report", "-o", tmp_path / place), 4)


@pytest.mark.parametrize("words", ["--format pdf", "--json --format md", "7", "x"])
def test_a_wrong_report_is_named(kept: Home, words: str) -> None:
    assert kept.run("report", *words.split()).code == 2


def test_a_report_after_an_emergency_check_in_does_not_say_train(kept: Home) -> None:
    """What was said since counts, the other way round it does not: nothing lowers a level but a new interview."""
    assert "TRAIN, CHANGED" in kept.run("report").out
    kept.look(signs={"safety-body": ["none"], "safety-nerves": ["numb-saddle", "bladder"]})
    text = kept.run("report", "last").out
    assert "STOP" in text
    assert "TRAIN, CHANGED" not in text
    assert "What to change first" not in text
    assert "TRAIN, CHANGED" in kept.run("report", "1").out


def test_an_emergency_report_says_one_thing(home: Home, tmp_path: Path) -> None:
    text = home.run("report", "--answers", file_of(tmp_path, STOP)).out
    assert "STOP" in text
    for part in ("Today", "What to change first", "step by step", "What the pain behaves like"):
        assert part not in text


# -- hostile words -------------------------------------------------------------------------------------------------


def harmless(text: str) -> None:
    """Nothing that a terminal obeys or that turns the reading direction."""
    for mark in ("\x1b", "\x9b", "\x07", "\u202e", "\u202c"):
        assert mark not in text


@pytest.mark.parametrize("size", [1, 40])
def test_hostile_words_come_out_harmless_everywhere(kept: Home, tmp_path: Path, size: int) -> None:
    assert kept.run("history", "note", "1", given=HOSTILE * size).code == 0
    assert kept.look(activity=HOSTILE[:150], change="own", change_text=HOSTILE[:150]).code == 0
    for command in (
        ["history"], ["history", "show", "1"], ["history", "show", "2"], ["--plain", "history", "show", "1"],
        ["--color", "never", "history", "show", "last"], ["history", "--json"], ["history", "show", "1", "--json"],
        ["history", "plot"], ["history", "plot", "--svg"], ["history", "again", "1"], ["history", "export"], ["report"],
        ["report", "--format", "json"],
    ):  # fmt: skip
        ran = kept.run(*command, env={"NO_COLOR": "1"})
        assert ran.code == 0, (command, ran.err)
        harmless(ran.out)
        assert "49" not in [line.strip() for line in ran.out.splitlines()]
    page = kept.run("report", "--format", "html").out
    harmless(page)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    marked = kept.run("report", "--format", "md").out
    assert "<script" not in marked.replace("\\<", "")
    assert "://evil" not in marked
    line = json.loads(kept.run("history", "export").out.splitlines()[0])
    assert line["notes"][0]["text"] == HOSTILE * size


def test_an_entry_has_the_heading_of_its_notes_only_with_some(kept: Home) -> None:
    assert "Notes" not in kept.run("history", "show", "1").out.splitlines()
    kept.run("history", "note", "1", given="Slept badly.")
    assert "Notes" in kept.run("history", "show", "1").out.splitlines()


def test_a_note_of_a_megabyte_is_refused(kept: Home) -> None:
    assert failed(kept.run("history", "note", "1", given="x" * 1_000_000), 2, "longer")
    for nothing in ("", " \n", "\u200b\u2800"):
        assert failed(kept.run("history", "note", "1", given=nothing), 2, "empty")
    assert kept.run("history", "note", "1", given=b"\xff\xfe broken \xc3").code == 0


# -- what can go wrong ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"no database at all", None])
def test_a_damaged_journal_is_exit_4_everywhere_and_left_alone(kept: Home, content: bytes | None) -> None:
    content = kept.file.read_bytes()[:5000] if content is None else content
    kept.file.write_bytes(content)
    for command in (
        "history",
        "history status",
        "history on",
        "history show 1",
        "history delete --all --yes",
        "report",
        "checkin",
    ):
        assert failed(kept.run(*command.split()), 4, "journal.db", "aside")
    assert kept.file.read_bytes() == content


@pytest.mark.parametrize("place", ["home", "home/journal", "home/journal/journal.db", "disk/stick", "disk"])
def test_a_journal_behind_a_link_to_nothing_is_not_off(kept: Home, tmp_path: Path, place: str) -> None:
    """A disk that is not mounted, whatever the link stands for: it is named, with where it leads, by every command."""
    (tmp_path / "disk").mkdir()
    moved = tmp_path / "disk" / "stick"
    link = tmp_path / place
    if place.startswith("home"):
        link.rename(moved)
        link.symlink_to(moved)
        moved.rename(tmp_path / "away")
    else:
        (kept.folder / "journal").rename(moved)
        (kept.folder / "journal").symlink_to(moved)
        link.rename(tmp_path / "away")
        link.symlink_to(tmp_path / "gone")
    for command in (
        "history", "history status", "history on", "history off", "history show last", "history note 1 words",
        "history delete --all --yes", "history export", "report", "checkin",
    ):  # fmt: skip
        assert failed(kept.run(*command.split()), 4, "is a link", "not there"), command
    assert kept.run("exercise", "squat").code == 0


@pytest.mark.parametrize(
    "command",
    ["history", "history --json", "history status", "history on", "history off", "history path", "history show last",
     "history show 9", "history note 1 words", "history note 9 words", "history plot", "history export",
     "history delete 1 --yes", "history delete 9 --yes", "history delete --all --yes", "history again 1",
     "history again 9", "report", "report 9", "checkin", "diagnose --resume", "diagnose --again signs",
     "diagnose --again nothing"],
)  # fmt: skip
def test_every_journal_that_is_opened_is_closed(kept: Home, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Also where the command ends in an error: nothing is left for the garbage collector."""
    monkeypatch.setenv("BACKCHECK_TEST_PROCESSES", "")  # the connections are those of this process
    opened: list[sqlite3.Connection] = []
    real = file.open_file

    def follow(*arguments: Any, **options: Any) -> sqlite3.Connection | None:
        if (connection := real(*arguments, **options)) is not None:
            opened.append(connection)
        return connection

    monkeypatch.setattr(store, "open_file", follow)
    run(*command.split(), env=kept.env)
    assert opened or command == "history path"
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_look_ups_do_not_care_about_a_damaged_journal(kept: Home) -> None:
    kept.file.write_bytes(b"damaged")
    assert kept.run("exercise", "squat").code == 0
    assert kept.run("history", "path").code == 0


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder may be read but not written: mounted so for root, whom rights do not hold, else by its rights."""
    if os.getuid() == 0:
        mount = ["mount", "--bind", str(folder), str(folder)], ["mount", "-o", "remount,ro,bind", str(folder)]
        if any(subprocess.run(command, check=False, capture_output=True).returncode for command in mount):
            pytest.skip("NOTICE: no right to mount here, so a read-only home was not tried as root")
        try:
            yield
        finally:
            subprocess.run(["umount", str(folder)], check=True)
        return
    for path in (folder / "journal" / "journal.db", folder / "journal", folder):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        for path in (folder, folder / "journal", folder / "journal" / "journal.db"):
            path.chmod(0o700 if path.is_dir() else 0o600)


def test_a_read_only_home_is_named_and_can_still_be_read(kept: Home) -> None:
    before = kept.file.read_bytes()
    with read_only(kept.folder):
        assert kept.run("history").code == 0
        assert kept.run("report", "last").code == 0
        looked = kept.look()
        assert looked.out
        assert failed(looked._replace(out=""), 4, "journal.db", "BACKCHECK_HOME")
        assert failed(kept.run("history", "note", "1", "words"), 4, "journal.db")
        assert failed(kept.run("history", "delete", "--all", "--yes"), 4, "journal.db")
    assert kept.file.read_bytes() == before


def test_a_home_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for command in ("on", "status", "path"):
        ran = run("history", command, env={"BACKCHECK_HOME": str(tmp_path / "file" / "home")})
        assert ran.code == (4 if command == "on" else 0), ran
