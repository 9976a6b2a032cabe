"""`backcheck log`: one screen whatever the window, what it refuses, units, names of one's own, JSON, the picture."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from backcheck.cli.machine import today
from backcheck.show.log_words import TITLES, UP_EACH_TIME
from backcheck.text import cells
from tests.cli.program import ELSEWHERE, ESC, PROGRAM, environment, failed, run
from tests.cli.test_imports import NEVER_FOR_A_LOOK_UP, RUN, modules_after
from tests.training_log.exports import SETS, Done, fitnotes_unit, hevy, strong_2, strong_4

pytestmark = pytest.mark.boundary

LAST = date(2026, 11, 20)
MOST = 22


def busy() -> list[Done]:
    """A log in which every row of the question has something to say, and some names are nobody's."""
    sets = []
    for back in range(30):
        day = LAST - timedelta(7 * back)
        late, off = back < 4, 6 <= back < 9
        if off:
            continue
        sets += [Done(day, "Squat (Barbell)", "120" if late else "100", 5, rpe="9.5" if late else "7")] * (
            5 if late else 3
        )
        sets += [Done(day - timedelta(3), "Deadlift (Barbell)", str(140 - 2.5 * min(back, 6)), 5)] * 3
        sets += [Done(day, "Bulgarian Split Squat (Dumbbell)", "20", 10)] * 3 if late else []
        sets += [Done(day, name, "80", 8) for name in ("Leg prss", "Wall Sit 1:00", "Bench Press (Barbell)")]
        for name in ("Leg Press", "Romanian Deadlift (Barbell)", "Hip Thrust (Barbell)", "Lying Leg Curl (Machine)"):
            sets.append(Done(day - timedelta(3), name, str(100 - back), 10, "failure" if late else "work"))
    return sets


SAID = (*TITLES.values(), UP_EACH_TIME)
"""How each finding begins."""


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That log, with one row whose date is none."""
    path = tmp_path_factory.mktemp("log") / "strong.csv"
    path.write_bytes(strong_4(busy(), "kg") + b"41;never;Legs;1;Squat (Barbell);1;80;5;;;;;\n")
    return path


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    "options", [(), ("--lift", "squat"), ("--pain", "2026-11-10"), ("--lift", "dl", "--since", "2026-06-01")]
)
def test_it_answers_on_one_screen(export: Path, columns: int, plain: bool, options: tuple[str, ...]) -> None:
    """Within the width, with lifts and findings on it, in words alone where that is asked for."""
    ran = run("log", export, *options, *(["--plain"] if plain else []), env={"COLUMNS": str(columns)})
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert len(lines) <= MOST, ran.out
    assert max(map(cells, lines)) <= columns
    words = " ".join(ran.out.split())
    assert "Squat (Barbell)" in words or "dl" in options
    assert "Nobody knows which of these numbers are safe or harmful" in words
    assert not (plain and set(ran.out) & {ESC, "\u2022", "\u2192", "\u28ff"})


FAULTS = (
    "2026-03-03,Squat,Legs,x,kgs,5,,,,", "never,Squat,Legs,80,kgs,5,,,,", "2199-03-03,Squat,Legs,80,kgs,5,,,,",
    "2026-03-03,Squat,Legs,80,stone,5,,,,", "2026-03-03,Squat,Legs,80,kgs,x,,,,", "2026-03-03,Sq",
    '2026-03-03,"Sq"x,Legs',
)  # fmt: skip
HARMLESS = ("2026-03-03,Squat,Legs,,,,5,km,0:30:00,", ",,,,,,,,,")


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("kinds", [FAULTS, FAULTS[2:5], FAULTS[-2:], HARMLESS, (*FAULTS, *HARMLESS)])
@pytest.mark.parametrize("accent", ["", "\u00e9"])
def test_whatever_is_wrong_with_rows_a_lift_and_a_finding_are_on_the_first_screen(
    tmp_path: Path, columns: int, plain: bool, kinds: tuple[str, ...], accent: str
) -> None:
    """All rows that are not used are counted there, and all reasons with their lines are in full."""
    path = tmp_path / "fitnotes.csv"
    long = "A rather long name of a machine that nobody has ever seen, plate loaded, with a belt"
    sets = [*busy(), Done(LAST, f"Squt {long}{accent}", "80", 5)]
    path.write_bytes(fitnotes_unit(sets, "kg") + "".join(f"{kind}\n" * 4 for kind in kinds).encode())
    if accent:
        path.write_bytes(path.read_bytes().decode().encode("cp1252"))
    options = ["log", str(path), *(["--plain"] if plain else [])]
    shown = run(*options, env={"COLUMNS": str(columns)})
    assert len(shown.out.splitlines()) <= MOST, shown.out
    rows = shown.out.partition("10 Oct to 20 Nov 2026\n")[2]
    assert "Squat (Barbell)" in rows.partition("Jump")[0]
    assert "Jump in weight: Squat (Barbell)" in " ".join(rows.split())
    document = run("log", str(path), "--json").document
    words = " ".join(shown.out.split())
    full = " ".join(run(*options, "--full", env={"COLUMNS": str(columns)}).out.split())
    faulty = [one for one in document["read"]["skipped"] if one["reason"] not in ("no-reps", "no-set", "empty")]
    told = [one for one in faulty if one["why"] in words]
    more = sum(one["rows"] for one in faulty) - sum(one["rows"] for one in told)
    assert (f"{more} rows with {'other ' if told else ''}faults" in words) == bool(more)
    assert "--full" in words
    for one in document["read"]["skipped"]:
        assert one["why"] in full
        assert ", ".join(map(str, one["lines"])) in full


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("options", [(), ("--lift", "squat"), ("--full",)])
def test_what_is_hidden_is_counted(export: Path, columns: int, options: tuple[str, ...]) -> None:
    """Shown and hidden findings are all that there are, and the jump of the main lift is the first."""
    only = [part for part in options if part != "--full"]
    there = len(run("log", export, *only, "--json").document["findings"])
    words = " ".join(run("log", export, *options, env={"COLUMNS": str(columns)}).out.split())
    shown = sum(words.count(f"{title}:") for title in SAID)
    hidden = re.search(r"(\d+) more findings?: --full", words)
    assert shown + int(hidden[1] if hidden else 0) == there
    assert hidden is None or "--full" not in options
    first = min((words.find(f"{title}:"), title) for title in SAID if f"{title}:" in words)
    assert words[first[0] :].replace("Squat (Barbell) ", "").startswith("Jump in weight: 100 to 120 kg in 7 days")


def test_the_first_screen_says_what_was_read_and_what_changed(export: Path) -> None:
    """Rows that are wrong with their line; names that nobody knows with the lifts that may be meant."""
    ran = run("log", export)
    words = " ".join(ran.out.split())
    total = len((export.read_bytes()).splitlines())
    for part in (
        "Strong, ", "work sets of leg lifts", f"no readable date (line {total})", "rests or notes",
        '"Leg prss" (27 sets; maybe leg-press', "Squat (Barbell) 100 to 120 kg in 7 days, 23 to 30 Oct",
        "more findings: --full.", "One lift: --lift NAME. If you know the day that it began: --pain DAY. Next: ",
    ):  # fmt: skip
        assert part in words, part
    full = " ".join(run("log", export, "--full").out.split())
    for part in ("Time off:", "New lift:", "More work:", "[lift_names]", "first on 30 Oct"):
        assert part in full, part


def test_json_has_everything(export: Path) -> None:
    """Loads in kilograms, days as numbers of the calendar, each finding with its words."""
    document = run("log", export, "--json").document
    assert list(document)[:2] == ["schema_version", "read"]
    assert document["read"]["app"] == "Strong"
    rows = {one["row"] for one in document["findings"]}
    assert rows >= {"load-jump", "too-heavy", "new-lift", "more-work", "comeback"}
    jump = next(one for one in document["findings"] if one["kind"] == "jump")
    assert (jump["before"], jump["after"], jump["since"], jump["until"]) == (100.0, 120.0, "2026-10-23", "2026-10-30")
    assert jump["text"] == "Squat (Barbell) 100 to 120 kg in 7 days, 23 to 30 Oct"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ("squat", {"Squat (Barbell)"}),
        ("dl", {"Deadlift (Barbell)"}),
        ("deadlift", {"Deadlift (Barbell)"}),
        ("rdl", {"Romanian Deadlift (Barbell)"}),
        ("romanian deadlift (barbell)", {"Romanian Deadlift (Barbell)"}),
        ("BSS", {"Bulgarian Split Squat (Dumbbell)"}),
        ("leg curls", {"Lying Leg Curl (Machine)"}),
    ],
)
def test_json_of_one_lift_has_its_lifts_and_findings_alone(export: Path, wanted: str, names: set[str]) -> None:
    """By any of its names; another lift that shares a word with it stays out, and so does what is about all lifts."""
    whole = run("log", export, "--json").document
    one = run("log", export, "--json", "--lift", wanted).document
    assert {row["name"] for row in one["lifts"]} == names
    for part in ("lifts", "findings"):
        assert one[part] == [row for row in whole[part] if row["name"] in names]
    assert {key: one[key] for key in one if key not in ("lifts", "findings")} == {
        key: whole[key] for key in whole if key not in ("lifts", "findings")
    }


@pytest.mark.parametrize("wanted", ["good morning", "hack squat", "xyzzy", "bench press"])
def test_json_of_a_lift_that_the_log_does_not_have_is_refused(export: Path, wanted: str) -> None:
    """As without JSON, and nothing is printed."""
    assert failed(run("log", export, "--json", "--lift", wanted), 2)


def test_the_picture_of_one_lift(export: Path) -> None:
    """Dots in braille, letters where there is no braille, words in plain mode; the day of the pain is marked."""
    options = ("log", export, "--lift", "squat", "--pain", "2026-11-14")
    drawn = run(*options).out
    assert any("\u2801" <= mark <= "\u28ff" for mark in drawn)
    assert "the pain began, 14 Nov" in drawn
    letters = run(*options, env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}).out
    assert letters.isascii()
    assert " o" in letters
    assert "##" in letters
    assert "|" in letters
    words = run(*options, "--plain").out
    assert "3 weeks from 25 Oct: 120 kg x 5, 5 sets." in words
    assert "The pain began on 14 November 2026." in words


def test_the_picture_in_colour_and_without_it_is_the_same(export: Path) -> None:
    """Nothing hangs on colour alone."""
    bare = run("log", export, "--lift", "squat").out
    coloured = run("log", export, "--lift", "squat", "--color", "always").out
    assert ESC in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == bare


def test_a_missing_unit_is_asked_for(tmp_path: Path) -> None:
    """With the heaviest squat; and with either unit it is read."""
    path = tmp_path / "strong.csv"
    path.write_bytes(strong_2(SETS, "kg"))
    assert failed(run("log", path), 2, "kilos or pounds", "Squat (Barbell) is 85", "--unit kg or --unit lb")
    for unit in ("kg", "lb", "lbs"):
        assert run("log", path, "--unit", unit).code == 0
    assert failed(run("log", path, "--unit", "stone"), 2, "isn't a unit")


def test_a_page_with_a_name_that_is_not_known_leads_to_how_to_add_it(tmp_path: Path) -> None:
    """In full stands how, and what the columns mean; that stands on the first page too where there is room."""
    path = tmp_path / "hevy.csv"
    path.write_bytes(hevy([Done(LAST, "Squat", "20", 8), Done(LAST, "Wall Sit 1:00", "20", 8)], "kg"))
    first, full = run("log", path).out, " ".join(run("log", path, "--full").out.split())
    assert "1 training day, 1 work set of" in first
    assert "--full" in first
    assert '[lift_names]: "NAME" = "LIFT"' in full
    assert "Est. single: the most you could lift once, estimated from sets of 1 to 10 reps." in full
    assert "Est. single: the most you could lift once" in first


@pytest.mark.parametrize(
    ("many", "told"),
    [
        (
            1,
            (
                "1 warm-up,",
                "1 set of other exercises,",
                "1 rest or note.",
                "1 work set of leg lifts",
                "1 training day,",
            ),
        ),
        (
            2,
            (
                "2 warm-ups,",
                "2 sets of other exercises,",
                "2 rests or notes.",
                "2 work sets of leg",
                "2 training days,",
            ),
        ),
    ],
)
def test_one_is_not_told_as_several(tmp_path: Path, many: int, told: tuple[str, ...]) -> None:
    """Of anything that is counted on the page."""
    path, sets = tmp_path / "strong.csv", []
    for back in range(many):
        day = today() - timedelta(back)
        sets += [Done(day, "Squat", "40", 5, "warm-up"), Done(day, "Squat", "80", 5), Done(day, "Bench Press", "80", 5)]
    head, *lines = strong_4(sets, "kg").splitlines(keepends=True)
    rests = [line for line in lines if b"Rest Timer" in line][:many]
    path.write_bytes(head + b"".join([*(line for line in lines if b";1;" in line or b";W;" in line), *rests]))
    ran = run("log", path)
    assert ran.code == 0, ran.err
    page = " ".join(ran.out.split())
    assert all(one in page for one in told), page


@pytest.mark.parametrize(("columns", "told"), [(80, "105x5 118 0 \u2192 2"), (40, "top set 105x5, 0 to 2 sets a week")])
def test_a_lift_that_was_not_done_in_the_weeks_before_is_not_called_new(
    tmp_path: Path, columns: int, told: str
) -> None:
    """It may have been done for years before a break."""
    path = tmp_path / "strong.csv"
    days = [today() - timedelta(7 * back) for back in (*range(6), *range(14, 30))]
    path.write_bytes(strong_4([Done(day, "Squat", "105", 5) for day in days for _ in "ab"], "kg"))
    ran = run("log", path, env={"COLUMNS": str(columns)})
    page = " ".join(ran.out.split())
    assert told in page, page
    assert "new" not in page


def test_a_log_of_which_no_lift_is_known_leads_to_how_to_add_one(tmp_path: Path) -> None:
    """On the first screen, since there is nothing else on it."""
    path = tmp_path / "hevy.csv"
    path.write_bytes(hevy([Done(today(), "Sentadilla Zercher (Barra)", "80", 5)], "kg", lambda day: f"{day}"))
    words = " ".join(run("log", path).out.split())
    assert '"Sentadilla Zercher (Barra)" (1 set; maybe squat).' in words
    assert "[lift_names]" in words


def test_names_of_ones_own_are_in_the_settings_file(tmp_path: Path) -> None:
    """A name that is added is its lift; a lift that is none is told of and stops nothing."""
    path = tmp_path / "hevy.csv"
    path.write_bytes(hevy([Done(LAST, "Wall Sit 1:00", "20", 8)], "kg"))
    env = {"BACKCHECK_HOME": str(tmp_path)}
    assert "Wall Sit 1:00" in run("log", path, env=env).out
    (tmp_path / "config.toml").write_text('[lift_names]\n"wall sit (1:00)" = "squat"\n"x" = "nothing"\n')
    ran = run("log", path, "--json", env=env)
    assert [one["lift"] for one in ran.document["lifts"]] == ["squat"]
    assert "nothing" in ran.err
    (tmp_path / "config.toml").write_text("lift_names = 3\n")
    ran = run("log", path, env=env)
    assert ran.code == 0
    assert "lift_names is a table" in ran.err


@pytest.mark.parametrize(("columns", "plain"), [(80, False), (40, False), (80, True)])
def test_the_page_of_one_lift_has_what_the_log_says_of_it_and_the_picture(
    export: Path, columns: int, plain: bool
) -> None:
    """The picture leaves room for a finding, which names the lift only where the title has two."""
    options = ["log", str(export), "--lift", "squat", "--pain", "2026-11-14", *(["--plain"] if plain else [])]
    words = " ".join(run(*options, env={"COLUMNS": str(columns)}).out.split())
    assert "Jump in weight: 100 to 120 kg in 7 days, 23 to 30 Oct." in words
    assert "pain began" in words


@pytest.mark.parametrize(
    "name",
    ["strong.csv", "my log.csv", "it's.csv", "-x.csv", "Übung $(x).csv"],
    ids=["plain", "space", "quote", "dash", "sign"],
)
@pytest.mark.parametrize("lift", [(), ("--lift", "squat")])
def test_the_next_command_can_be_pasted(tmp_path: Path, name: str, lift: tuple[str, ...]) -> None:
    """It names the file for the shell, with the options that it needs; a pipe cannot be taken along."""
    content = strong_2([Done(LAST - timedelta(7 * back), "Squat", "80", 8) for back in range(12)], "kg")
    (tmp_path / name).write_bytes(content)
    ran = subprocess.run(
        [PROGRAM, "log", "--unit", "kg", "--pain", "2026-11-20", *lift, "--", name],
        capture_output=True, text=True, env=environment(), cwd=tmp_path, check=False,
    )  # fmt: skip
    [line] = [one for one in ran.stdout.splitlines() if one.startswith("Next: ")]
    words = shlex.split(line)[1:]
    assert words[:3] == ["backcheck", "diagnose", "--log"]
    assert (tmp_path / words[3]).read_bytes() == content
    assert not words[3].startswith("-x")
    assert words[4:] == ["--unit", "kg", "--pain", "2026-11-20"]
    assert "Next: backcheck diagnose --log FILE" in run("log", "-", "--unit", "kg", given=content).out


@pytest.mark.parametrize("lift", [(), ("--lift", "deadlift")])
@pytest.mark.parametrize(("sets", "reps"), [(4, 8), (3, 8), (2, 10)])
def test_nothing_stands_out_is_no_word_below_a_row_that_changed(
    tmp_path: Path, sets: int, reps: int, lift: tuple[str, ...]
) -> None:
    """One or two sets more of one lift are no finding, but they are a change."""
    days = [LAST - timedelta(7 * back) for back in range(12)]
    squats = [Done(day, "Squat", "80", 8) for day in days for _ in "abc"]
    more = [Done(day, "Deadlift", "80", reps) for back, day in enumerate(days) for _ in range(sets + (back < 3))]
    path = tmp_path / "strong.csv"
    for done, said in ((more, "besides what changed in these rows"), (squats[:0], "in these weeks")):
        path.write_bytes(strong_4([*squats, *done], "kg"))
        ran = run("log", path, *(lift if done else ()))
        assert f"Nothing stands out {said}." in ran.out
        assert ("\u2192" in ran.out.partition("Sets a week")[2]) == bool(done)


def test_since_names_the_option_for_the_weeks_before(export: Path) -> None:
    """Whoever gives the day of the pain there sees only what came after it."""
    said = "For the weeks before that day: --pain 2026-11-14."
    assert said in run("log", export, "--since", "2026-11-14").out
    assert "--pain DAY" not in run("log", export, "--since", "2026-11-14").out
    assert said not in run("log", export, "--since", "2026-11-14", "--pain", "2026-11-20").out


def test_a_level_that_never_changes_is_named_once(tmp_path: Path) -> None:
    """Not as the highest and as the lowest."""
    path = tmp_path / "strong.csv"
    path.write_bytes(strong_4([Done(LAST - timedelta(7 * back), "Squat", "82.5", 5) for back in range(9)], "kg"))
    picture = run("log", path, "--lift", "squat").out.partition("Top set in kg")[2]
    assert picture.count("82.5") == 1


@pytest.mark.parametrize(
    ("pain", "told"),
    [("2020-01-01", "Your log begins on 5 January 2026"), ("2026-11-01", "Your log ends on 2 March 2026")],
)
@pytest.mark.parametrize("options", [(), ("--lift", "squat")])
def test_weeks_outside_the_log_are_told(tmp_path: Path, pain: str, told: str, options: tuple[str, ...]) -> None:
    """And nothing else is said of them."""
    path = tmp_path / "strong.csv"
    path.write_bytes(strong_4([Done(date(2026, 3, 2) - timedelta(7 * n), "Squat", "80", 5) for n in range(9)], "kg"))
    ran = run("log", path, "--pain", pain, *options)
    assert ran.code == 0
    assert told in ran.out
    assert "Nothing stands out" not in ran.out
    assert "four weeks" not in ran.out


def test_a_day_yet_to_come_or_after_the_last_one_is_refused(export: Path) -> None:
    """A log has nothing to say of it."""
    assert failed(run("log", export, "--pain", "2199-01-01"), 2, "yet to come")
    assert failed(run("log", export, "--since", "2199-01-01"), 2, "yet to come")
    assert failed(run("log", export, "--since", "2026-11-21"), 2, "after 20 November 2026", "--since")
    assert failed(run("log", export, "--since", "2026-11-12", "--pain", "2026-11-11"), 2, "after 11 November 2026")
    assert run("log", export, "--since", "2026-11-20").code == 0


@pytest.mark.parametrize("option", ["--since", "--pain"])
def test_a_wrong_day_is_told(export: Path, option: str) -> None:
    """With how to write it; one that may be two with both."""
    assert failed(run("log", export, option, "soon"), 2, "'soon' isn't a day", f"{option} 2026-03-02")
    two = run("log", export, option, "05/06/2026")
    assert failed(two, 2, "'05/06/2026' can be 5 June 2026 or 6 May 2026", f"{option} 2026-03-02")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-10-20", ""),
        ("20 October 2026", ""),
        ("20/10/2026", "we take '20/10/2026' as Tuesday 20 October 2026"),
        ("10/20/26", "we take '10/20/26' as Tuesday 20 October 2026"),
        ("Tuesday 20 Oct", "as Tuesday 20 October "),
        ("a week ago", "we take 'a week ago' as "),
        ("yesterday", "we take 'yesterday' as "),
    ],
)
@pytest.mark.parametrize("option", ["--since", "--pain"])
def test_how_a_day_was_read_is_told(tmp_path: Path, option: str, typed: str, told: str) -> None:
    """Beside the page, so that JSON stays JSON; a day that stands there in full needs no word."""
    path = tmp_path / "strong.csv"
    path.write_bytes(strong_4([Done(today() - timedelta(n), "Squat", "80", 5) for n in range(0, 90, 3)], "kg"))
    ran = run("log", path, option, typed, "--json")
    assert ran.code == 0, ran.err
    assert told in " ".join(ran.err.split())
    assert bool(ran.err) == bool(told)
    assert ran.document["since" if option == "--since" else "until"] <= str(today())


@pytest.mark.parametrize(
    ("typed", "taken"), [("sqaut", "Back squat"), ("leg crul", "Leg curl"), ("deadlfit", "Deadlift")]
)
def test_a_name_that_is_near_is_taken_and_said(export: Path, typed: str, taken: str) -> None:
    """Whoever mistyped sees what was made of it."""
    ran = run("log", export, "--lift", typed)
    assert ran.code == 0
    assert f"No lift is called '{typed}' here; this is the nearest: {taken}" in " ".join(ran.err.split())
    assert not run("log", export, "--lift", taken).err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("good morning", "Your log has no set of good-morning"),
        ("xyzzy", "There is no lift called 'xyzzy'"),
        ("bench", "'bench' is not a leg lift"),
        ("bench press", "'bench press' is not a leg lift"),
        ("Bench Press (Barbell)", "is not a leg lift"),
        ("barbell row", "'barbell row' is not a leg lift"),
    ],
)
def test_a_lift_that_is_not_there_is_told(export: Path, typed: str, told: str) -> None:
    """Whether the log or backcheck does not have it; with the leg lifts that the log has, those done most first."""
    ran = run("log", export, "--lift", typed)
    assert failed(ran, 2, told, "Your log has: Squat (Barbell), Deadlift (Barbell), ")
    assert run("log", export, "--lift", "squat (BARBELL)").code == 0
    assert failed(run("log", export, "--lift", "leg prss"), 2, "Your log has 'leg prss'", "[lift_names]")


def test_what_is_no_log_is_refused(tmp_path: Path) -> None:
    """What has no end, is no plain file, is not there, or is no table: exit 4 with the reason, at once."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    for path, told in (
        (pipe, "isn't a plain file"), (Path("/dev/zero"), "isn't a plain file"), (tmp_path, "can't be read"),
        (tmp_path / "none.csv", "No such file"), (huge, "larger than"), (other, "--map"),
    ):  # fmt: skip
        assert failed(run("log", path), 4, told), path
    assert failed(run("log", "-"), 4, "empty")
    endless = subprocess.run(
        ["bash", "-c", f"yes 2026-03-02,Squat | {PROGRAM} log -"],
        capture_output=True, text=True, env=environment(), cwd=ELSEWHERE, timeout=60, check=False,
    )  # fmt: skip
    assert (endless.returncode, endless.stdout) == (4, "")
    assert "larger than" in endless.stderr


def test_text_of_the_file_is_harmless_to_a_terminal(tmp_path: Path) -> None:
    """In names of exercises, in heads, and in what an error quotes."""
    evil = "Squat\x1b]0;owned\x07\x1b[31m\u202e (Barbell)"
    path = tmp_path / "evil.csv"
    path.write_bytes(hevy([Done(LAST, evil, "80", 5), Done(LAST, f"{evil} sit", "80", 5)], "kg"))
    for options in ((), ("--full",), ("--json",)):
        ran = run("log", path, *options)
        assert ran.code == 0
        assert not {ESC, "\x07", "\u202e"} & set(ran.out + ran.err)
    path.write_bytes(f"{evil},b\n1,2\n".encode())
    assert failed(run("log", path), 4)
    path.write_bytes(hevy([Done(LAST, "Squat", "80", 5)] * 9, "kg", lambda _: f"{evil} 2026"))
    ran = run("log", path)
    assert failed(ran, 4, "dates can't be read")
    assert not {ESC, "\x07", "\u202e"} & set(ran.err)


@pytest.mark.parametrize("piece", [1, 7, 4096])
def test_a_pipe_in_pieces_is_the_same_file(export: Path, piece: int) -> None:
    """However its bytes come."""
    content = export.read_bytes()[: 20_000 if piece > 1 else 2_000]
    content = content[: content.rindex(b"\n") + 1]
    started = subprocess.Popen(
        [PROGRAM, "log", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ELSEWHERE
    )
    assert started.stdin is not None
    for start in range(0, len(content), piece):
        started.stdin.write(content[start : start + piece])
        started.stdin.flush()
    out, _ = started.communicate(timeout=60)
    assert json.loads(out) == run("log", "-", "--json", given=content).document


def test_it_loads_nothing_that_asks_or_stores(export: Path) -> None:
    """Nor does any other look-up load the room of logs."""
    [(code, names), (_, after)] = modules_after(RUN, "exercise squats", f"log {export}")
    assert code == "0"
    assert "backcheck.training_log" not in names
    assert "backcheck.training_log" in after
    assert not after & (NEVER_FOR_A_LOOK_UP | {"backcheck.ask", "backcheck.journal", "rich"})


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("plain", [False, True])
def test_with_every_note_a_lift_and_a_finding_are_on_the_first_screen(
    tmp_path: Path, columns: int, plain: bool
) -> None:
    """Windows text, odd kinds of set, ratings that are none, rows with faults: all notes are in full."""
    path = tmp_path / "table.csv"
    rows = [
        f"{one.day};{one.name};{one.amount};{one.reps};pause {number % 9};{one.rpe or 'hard'}"
        for number, one in enumerate(busy())
    ]
    rows += ["never;Squat;80;5;;", "2026-10-01;Squat;x;5;;", "2026-10-01;Übung;80;5;;"]
    path.write_bytes("\n".join(["Tag;Übung;kg;Wdh;Art;RPE", *rows, ""]).encode("cp1252"))
    columns_of = "date=Tag,exercise=Übung,weight=kg,reps=Wdh,rpe=RPE"
    options = ["log", str(path), *(["--plain"] if plain else []), "--map"]
    shown = run(*options, f"{columns_of},kind=Art", env={"COLUMNS": str(columns)})
    assert (shown.code, len(shown.out.splitlines()) <= MOST) == (0, True), shown.out
    words = " ".join(shown.out.split())
    assert "Jump in weight: Squat (Barbell)" in words
    assert "Squat (Barbell)" in words.partition("10 Oct to 20 Nov 2026")[2].partition("Jump")[0]
    for kinds, notes in ((",kind=Art", ("Kinds of set",)), ("", ("doesn't mark warm-ups",))):
        full = " ".join(run(*options, columns_of + kinds, "--full", env={"COLUMNS": str(columns)}).out.split())
        for note in (*notes, "Windows text", "ratings of effort can't be read, such as 'hard'"):
            assert note in full
