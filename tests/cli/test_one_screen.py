"""Every look-up is one screen, at 80 and at 40 columns, in a terminal, a pipe and plain mode; more on request."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from itertools import combinations
from pathlib import Path
from shutil import copytree
from unittest import mock

import pytest
from msgspec.structs import replace

from backcheck import assess
from backcheck.ask.port import Terms
from backcheck.cli.interview import InterviewState
from backcheck.cli.lookup_table import LOOKUPS
from backcheck.cli.machine import today
from backcheck.cli.main import main
from backcheck.cli.result_menu import ResultMenu
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.load import load_knowledge, load_lift
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.together import reach
from backcheck.show.advice import advise, list_first
from backcheck.show.card import HEADS, PARTS
from backcheck.show.danger import EVERY, answers_at, list_signs
from backcheck.show.document import Advice
from backcheck.show.first_screen import render_first_screen, render_opening, render_result
from backcheck.show.surface import Surface
from backcheck.text import cells, wrap
from tests.broad import sweep
from tests.cli.forked import at_terminal
from tests.cli.program import environment, failed, run
from tests.cli.stories import BOOK, TRAIN_CHANGED, file_of

KB = load_knowledge()
MOST = 22
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LISTS = ("exercise", *LOOKUPS, "kb stats", "help")
ONE_OF = (
    [("exercise", name) for name in KB.lifts]
    + [(name, entry.id) for name, row in LOOKUPS.items() if row.card for entry in row.entries(Runtime())]
    + [("warmup", name) for name in ("squat", "deadlift", "leg-press", "lunge", "calf-raise", "kettlebell-swing")]
)
SCREENS = tuple((kind, columns) for kind in ("terminal", "pipe", "plain") for columns in (80, 40))


class _Window(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


@contextmanager
def _as_seen(kind: str, columns: int, rows: int = 24) -> Iterator[io.BytesIO]:
    """Where standard output is a window of this size, or not."""
    held = io.BytesIO()
    stream = (_Window if kind == "terminal" else io.TextIOWrapper)(held, encoding="utf-8")
    window = (columns, rows) if kind == "terminal" else None
    env = environment({"COLUMNS": str(columns), "BACKCHECK_PLAIN": "1" if kind == "plain" else None})
    with (
        mock.patch.dict(os.environ, env, clear=True),
        mock.patch("backcheck.cli.machine.window_of", return_value=window),
        redirect_stdout(stream),
    ):
        yield held
        stream.flush()


def _look_up(arguments: list[str], kind: str, columns: int, rows: int = 24) -> list[str]:
    with _as_seen(kind, columns, rows) as held:
        assert main(arguments) == 0
        sys.stdout.flush()
        return COLOUR.sub("", held.getvalue().decode()).splitlines()


@pytest.mark.parametrize("screen", sweep(SCREENS, lambda screen: screen in SCREENS[::3]))
@pytest.mark.parametrize("command", dict.fromkeys(name for name, _ in ONE_OF))
def test_each_entry_is_one_screen(command: str, screen: tuple[str, int]) -> None:
    """Of every entry that a command has."""
    kind, columns = screen
    for name in (entry for of, entry in ONE_OF if of == command):
        lines = _look_up([command, name], kind, columns)
        assert 2 <= len(lines) <= MOST, (command, name, len(lines))
        assert max(map(cells, lines)) <= columns, (command, name)


@pytest.mark.parametrize("screen", sweep(SCREENS, lambda screen: screen in SCREENS[::3]))
def test_who_gives_a_work_weight_sees_the_sets_for_it(screen: tuple[str, int]) -> None:
    """That is what was asked for; other parts of the warm-up give way to it."""
    for name in (entry for of, entry in ONE_OF if of == "warmup"):
        lines = _look_up(["warmup", name, "--weight", "100kg"], *screen)
        assert "Then your work sets at 100 kg." in _words(lines), name
        assert len(lines) <= MOST, name


@pytest.mark.parametrize("screen", sweep(SCREENS, lambda screen: screen in SCREENS[::3]))
def test_who_must_leave_a_test_out_is_said_before_anything_about_it(screen: tuple[str, int]) -> None:
    """All of it, or where it does not fit that it has to be read first."""
    for test in KB.tests.values():
        lines = [line.rstrip(" :") for line in _look_up(["tests", test.id], *screen)]
        page = _words(lines)
        whole = all(_has(page, claim.text) for claim in test.not_if)
        assert whole or _has(page, "Leave it out if Read this first, with --full."), test.id
        others = [lines.index(head) for head in ("How", "What counts as passed") if head in lines]
        assert all(lines.index("Leave it out if") < place for place in others), test.id


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("kind", ["terminal", "pipe", "plain"])
@pytest.mark.parametrize("command", LISTS)
def test_each_list_is_one_screen(command: str, kind: str, columns: int) -> None:
    """And its whole form, where that is longer, is a word away."""
    lines = _look_up(command.split(), kind, columns)
    assert 4 <= len(lines) <= MOST, lines
    assert max(map(cells, lines)) <= columns
    if columns == 80:
        assert len(_look_up(["--no-pager", *command.split(), "--full"], kind, columns)) > len(lines)


@pytest.mark.parametrize("screen", sweep(SCREENS, lambda screen: screen in SCREENS[::3]))
def test_a_search_is_one_screen(screen: tuple[str, int]) -> None:
    """Whatever is looked for, however much is found."""
    for words in ("back", "pain", "pain squat", "numb", "leg", "hip bend", "weight", "the", "low back knee", "sudden"):
        lines = _look_up(["search", *words.split()], *screen)
        assert 2 <= len(lines) <= MOST, (words, len(lines))
        assert max(map(cells, lines)) <= screen[1], words


@pytest.mark.parametrize("screen", sweep(SCREENS, lambda screen: screen in SCREENS[::3]))
@pytest.mark.parametrize("command", ["exercise", "warmup"])
def test_a_page_by_a_near_name_is_one_screen_too(
    command: str, screen: tuple[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    """With what is said of the name, above on standard error where a terminal shows both, and below."""
    kind, columns = screen
    for typed in ("sqatt", "romanian deadlfit", "trap bar deadlfit", "hip thrusst", "bulgarian split squatt"):
        capsys.readouterr()
        lines = _look_up([command, typed], kind, columns)
        above = capsys.readouterr().err.splitlines() if kind == "terminal" else []
        assert "this is the nearest" in _words(lines), typed
        assert len(above) + len(lines) <= MOST, typed


@pytest.mark.parametrize("screen", sweep(SCREENS, lambda screen: screen in SCREENS[::3]))
def test_a_danger_sign_is_one_screen(screen: tuple[str, int]) -> None:
    """The gravest answers are there whole; what gives way is named, and is there on request.

    In 40 columns they give way to what is graver together with other signs.
    """
    for question, sign in list_signs(KB.questions.values()):
        name = f"{question.id}:{sign.id}"
        lines = _look_up(["redflags", name], *screen)
        whole = _words(_look_up(["--no-pager", "redflags", name, "--full"], *screen))
        page = _words(lines)
        assert len(lines) <= MOST, name
        levels = [level for level in EVERY if answers_at(sign, (level,))]
        for level in levels:
            for one in answers_at(sign, (level,)):
                text = one.help if one is sign and one.help else one.label
                assert _has(whole, text), name
                graver = reach(KB, question, sign) is not None and screen[1] == 40
                assert _has(page, text) or level != levels[0] or graver, name
        assert _has(page, KB.base.review.words)
        assert "More with --full" in page or page == whole, name


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("kind", ["terminal", "pipe", "plain"])
def test_a_card_shows_whole_short_forms(kind: str, columns: int) -> None:
    """Three faults, four where there are columns, none cut; all of the set-up, what instead and how much while sore."""
    for lift in KB.lifts.values():
        words = _words(_look_up(["exercise", lift.id], kind, columns))
        shown = [fault for fault in lift.faults if fault.brief and _has(words, fault.brief.error)]
        assert len(shown) >= min(len(lift.faults), 3 if columns < 60 else 4), lift.id
        assert lift.brief is not None
        texts = [lift.name, *lift.brief.setup, lift.brief.instead, lift.brief.dose]
        if columns < 60 or kind == "plain":
            texts += [text for fault in shown if fault.brief for text in (fault.brief.fix, fault.brief.cue)]
        for text in texts:
            assert _has(words, text), (lift.id, text)


ARTICLE = {
    "squat": ("rounds", "forward", "neutral", "brace", "chest up", "between your knees", "heels"),
    "deadlift": (
        "low back rounds", "not the legs", "hinge from the hips", "back straight", "chest up", "lats", "bar close",
        "hamstrings and glutes, not your low back",
    ),
    "leg-press": (
        "tailbone lifts off pad", "low back rounds", "low back and hips on the pad in every rep",
        "only as deep", "brace",
    ),
    "lunge": ("leaning too far forward", "wobbling", "trunk upright", "brace", "in line with ankle", "lean is fine"),
    "good-morning": (
        "low back rounds", "no hinge", "hinge strictly from the hips", "back straight", "braced", "only as deep",
        "neutral", "glutes and hams",
    ),
}  # fmt: skip


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("kind", ["terminal", "pipe", "plain"])
@pytest.mark.parametrize("lift", ARTICLE)
def test_errors_and_solutions_of_the_article_are_on_the_first_screen(lift: str, kind: str, columns: int) -> None:
    """Each of them, on the card of each of its five lifts."""
    shown = _words(_look_up(["exercise", lift], kind, columns)).casefold()
    for point in ARTICLE[lift]:
        assert _has(shown, point), point


@pytest.mark.parametrize("columns", [80, 40])
@pytest.mark.parametrize("kind", ["terminal", "pipe", "plain"])
def test_a_card_without_short_forms_is_one_screen_too(kind: str, columns: int, tmp_path: Path) -> None:
    """Of a base that has none: names, first fixes and cues stand there, in whole words."""
    copytree(find_data_folder(None), tmp_path / "data")
    for path in (tmp_path / "data" / "lifts").iterdir():
        path.write_text(json.dumps(_without_brief(json.loads(path.read_text()))))
    for name in KB.lifts:
        lines = _look_up(["--data", str(tmp_path / "data"), "exercise", name], kind, columns)
        assert 2 <= len(lines) <= MOST, (name, len(lines))
        lift = load_lift(tmp_path / "data", name)
        known = _plain_words(
            [*_texts(lift), *HEADS, "More part Cue Instead full figures Drawn Your plan comes before both", *PARTS]
        )
        assert _plain_words(lines) <= known, name


def _plain_words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[a-z]{4,}", text.casefold())}


def _without_brief(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_brief(one) for key, one in value.items() if key != "brief"}
    return [_without_brief(one) for one in value] if isinstance(value, list) else value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "__struct_fields__"):
        for field in value.__struct_fields__:
            yield from _texts(getattr(value, field))


def test_a_higher_window_shows_more_faults() -> None:
    """The squat has eleven."""
    usual, high = (_look_up(["exercise", "squat"], "terminal", 80, rows) for rows in (24, 40))
    assert len(usual) < len(high) <= 38
    assert "Heels lift" in _words(high)
    assert "Heels lift" not in _words(usual)


@pytest.mark.boundary
def test_one_part_of_a_card() -> None:
    """The longest name of a lift wins, then the part."""
    part = run("exercise", "squats", "dose").out
    assert "How much" in part
    assert "What goes wrong" not in part
    assert run("exercise", "squats dose").out == part
    assert "What goes wrong, most common first" in run("exercise", "hack", "squat", "faults").out
    for name in ("setup", "tests", "swaps", "lore"):
        assert len(run("exercise", "squat", name).out.splitlines()) > 3
    failed(run("exercise", "faults"), 2, "faults")


@pytest.mark.boundary
def test_one_question() -> None:
    """By its id, with all its options on request, and near names for a wrong one."""
    assert "none" in run("questions", "age", "--full").out or "20-44" in run("questions", "age", "--full").out
    failed(run("questions", "agee"), 2, "age")


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that says so."""
    program = tmp_path / "pager"
    program.write_text('#!/bin/sh\necho "PAGED ${LESS-unset}"\ncat\n')
    program.chmod(0o755)
    return program


def _in_window(command: str, **env: str | None) -> str:
    return _in_columns(80, command, env)


def _in_columns(columns: int, command: str, env: Mapping[str, str | None]) -> str:
    child = at_terminal(*command.split(), env=env, dimensions=(24, columns), timeout=20)
    return str(child.read().decode())


@pytest.mark.boundary
def test_long_pages_go_through_the_persons_pager(pager: Path, tmp_path: Path) -> None:
    """Where output is a terminal and nobody said no; first their own for this program, then the usual one."""
    own = {"BACKCHECK_PAGER": str(pager), "PAGER": "false"}
    assert "PAGED FRX" in _in_window("exercise squat --full", **own)
    assert "PAGED FRX" in _in_window("exercise squat faults", PAGER=str(pager))
    assert "PAGED -R" in _in_window("exercise squat --full", LESS="-R", **own)
    for command in ("exercise squat", "--no-pager exercise squat --full", "exercise squat --full --plain"):
        assert "PAGED" not in _in_window(command, **own), command
    assert "How much" in _in_window("exercise squat --full", PAGER="no-such-pager-here")
    assert "How much" in _in_window("exercise squat --full", PAGER="cat")
    assert "PAGED" not in run("exercise", "squat", "--full", env=own).out
    for command in ("help diagnose", "exercise squat --figures", "search disc --full", "redflags --full"):
        assert "PAGED" in _in_window(command, **own), command
    assert "PAGED" not in _in_window("help", **own)


@pytest.mark.boundary
@pytest.mark.parametrize("broken", ["false", "'less", "$(", "cat nowhere", "cat >/dev/full", "exit 3", "\x1b[31m"])
def test_a_pager_that_fails_takes_no_page_away(broken: str) -> None:
    assert "How much" in _in_window("exercise squat --full", PAGER=broken)


@pytest.mark.boundary
@pytest.mark.parametrize("left", ["head -1 >/dev/null", "kill -INT $$", "kill -PIPE $$"])
def test_who_leaves_the_pager_early_has_read_enough(left: str) -> None:
    assert "How much" not in _in_window("exercise squat --full", PAGER=left)


@pytest.mark.boundary
def test_answers_on_a_terminal_give_the_first_screen(pager: Path, tmp_path: Path) -> None:
    """And name `--full`; where it is longer than the window it is paged, and an urgent result never is."""
    own = {"BACKCHECK_PAGER": str(pager)}
    booked = file_of(tmp_path, BOOK)
    first = _in_window(f"diagnose --answers {booked}", **own)
    assert "--full" in first
    assert len(first.splitlines()) <= MOST
    assert "PAGED" not in first
    assert "PAGED" in _in_columns(40, f"diagnose --answers {booked}", own)
    assert "PAGED" in _in_window(f"diagnose --answers {booked} --full", **own)
    assert "--full" not in run("diagnose", "--answers", str(booked)).out
    today = file_of(tmp_path, BOOK | {"safety-body": ["fever"]})
    assert "PAGED" not in _in_window(f"diagnose --answers {today} --full", **own)
    assert "PAGED" not in _in_columns(40, f"diagnose --answers {today}", own)


def _words(lines: list[str]) -> str:
    """The text without borders; parts of a cell that stand below each other come together in narrow pages alone."""
    return " ".join(
        " ".join(lines).translate(str.maketrans("\u2502\u256d\u256e\u2570\u256f\u2500\u251c\u2524", " " * 8)).split()
    )


def _has(words: str, text: str) -> bool:
    return " ".join(text.split()).rstrip(".") in words


def test_the_page_of_two_open_emergencies_is_one_screen(kb: KnowledgeBase) -> None:
    """Whatever two rows are ticked, STOP stands on the screen with all that follows."""
    rows = [(one.id, row.id) for one in kb.danger_lists for row in one.offered if row.alone == "emergency"]
    for ticked in combinations(rows, 2):
        given = {one.id: [row for name, row in ticked if name == one.id] or ["none"] for one in kb.danger_lists}
        lines = render_opening(advise(kb, assess(kb, given)), Surface(stream=io.StringIO(), terminal=True))
        assert lines[0].startswith("!!! STOP")
        assert len(lines) <= MOST, ticked


def _list_grave(kb: KnowledgeBase, part: int) -> Iterator[Advice]:
    """The advice of each row of a danger list, each answer about it, and each third pair of rows, that is grave.

    An age that was not said is each age, so the list of emergencies is the longest.
    """
    rows = [(one.id, row) for one in kb.danger_lists for row in one.offered]
    nothing: dict[str, object] = {one.id: ["none"] for one in kb.danger_lists}
    for name, row in rows:
        follow_up = kb.follow_ups.get((name, row.id))
        for said in (None, *(follow_up.options if follow_up else ())):
            more = {follow_up.id: said.id} if follow_up and said else {}
            for age in ({}, {"age": "unsure"}):
                yield advise(kb, assess(kb, nothing | {name: [row.id]} | more | age, look_ahead=False))
    for pair in [*combinations(rows, 2)][part::3]:
        ticked = {name: [row.id for of, row in pair if of == name] for name, _ in pair}
        yield advise(kb, assess(kb, nothing | ticked, look_ahead=False))


@pytest.mark.parametrize("part", sweep(range(3), (0).__eq__))
def test_in_a_narrow_window_a_grave_page_has_its_top_what_to_do_and_when_to_ring(kb: KnowledgeBase, part: int) -> None:
    """Whatever rows are ticked; what gives way is said at the desk or stands with --full."""
    window = Surface(stream=io.StringIO(), width=40, terminal=True, rows=24)
    seen = set()
    for advice in _list_grave(kb, part):
        level = advice.result.triage.level
        if level not in ("emergency", "urgent"):
            continue
        seen.add(level)
        lines = render_opening(advice, window)
        assert lines[0].startswith(("!!! STOP", "!! TODAY"))
        assert len(lines) <= 23, advice.result.triage.reasons
        first = [section for section in list_first(advice) if section.id in ("ask-first", "actions")]
        words = _words(lines)
        for line in [line for section in first for line in section.lines][:3]:
            assert _has(words, line.text), advice.result.triage.reasons
        for sign in advice.result.triage.watch_for[:5] if level == "urgent" else ():
            assert _has(words, sign), advice.result.triage.reasons
    assert seen == {"emergency", "urgent"}


@pytest.mark.parametrize("columns", [80, 40])
def test_what_a_low_window_leaves_out_of_a_grave_page_is_a_key_or_an_option_away(
    kb: KnowledgeBase, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the interview it waits for Enter, from a file it stands with `--full`; nothing of it is lost."""
    window = Surface(stream=io.StringIO(), width=columns, terminal=True, rows=24)
    for rows in (["bladder"], ["bladder", "clumsy"], ["clumsy"]):
        given = {one.id: ["none"] for one in kb.danger_lists} | {"safety-nerves": rows}
        result = assess(kb, given)
        advice = advise(kb, result, today())
        whole = render_first_screen(advice, replace(window, terminal=False))
        menu = ResultMenu(Runtime(), kb, InterviewState({}, Terms()), result, "")
        stream = io.StringIO()
        out = replace(window, stream=stream)
        monkeypatch.setattr(Runtime, "out", lambda _, out=out: out)
        menu.show_first()
        shown = stream.getvalue().splitlines()
        assert menu.laid_out == columns  # so Enter goes on, and does not show the same again
        assert {line for line in whole if line} <= {*shown, *menu.rest}
        opening = render_opening(advice, window)
        assert {*whole} <= {*opening} or opening[-1].endswith("--full.")
        assert {*whole} <= {*render_result(advice, window)}


CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.jsonl"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_advice_with_the_way_to_the_rest_fits_a_window(kb: KnowledgeBase, path: Path) -> None:
    """Of everybody who may train, with every line of what to change, of today and of when to get help.

    Only the rarer signs for emergency care may wait behind `--full`.
    """
    window = Surface(stream=io.StringIO(), terminal=True, rows=24)
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        result = assess(kb, case.get("answers", {}), look_ahead=False)
        if result.triage.level in ("emergency", "urgent"):
            continue
        advice = advise(kb, result)
        lines = render_opening(advice, window)
        assert len(lines) <= 23, case["id"]  # with the prompt below it, 24
        assert "--full" in lines[-1]
        kept = [line.text for one in list_first(advice) if one.id in ("change", "today") for line in one.lines]
        kept += [sign for sign in result.triage.watch_for if sign not in kb.base.watch_for.rarer]
        shown = "".join("".join(lines).split())
        assert all("".join(text.rstrip(".").split()) in shown for text in kept), case["id"]


@pytest.mark.parametrize("columns", [80, 40])
def test_the_verdict_stays_in_view_of_who_was_asked(
    kb: KnowledgeBase, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the advice is higher than the window, its top stands there and Enter goes on with the rest."""
    window = Surface(stream=io.StringIO(), terminal=True, rows=24, width=columns)
    for answers in (BOOK, TRAIN_CHANGED):
        result = assess(kb, answers)
        menu = ResultMenu(Runtime(), kb, InterviewState({}, Terms()), result, "")
        stream = io.StringIO()
        out = replace(window, stream=stream)
        monkeypatch.setattr(Runtime, "out", lambda _, out=out: out)
        menu.show_first()
        shown = stream.getvalue().splitlines()
        assert len(shown) + len(wrap(menu._say_waiting(len(menu.rest)), columns - 1, "  ")) <= 24
        assert result.verdict in " ".join(shown[:2])
        whole = render_first_screen(advise(kb, result, today()), out)
        assert [line for line in (*shown, *menu.rest) if line] == [line for line in whole if line]
