"""A training log in the interview: it stands beside the rows, ticks nothing, counts for nothing, and is not kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from backcheck.ask.conversation import converse
from backcheck.ask.port import Given, Left, Move, Reply, Terms, Turned
from backcheck.cli.diagnosis import DiagnoseOptions
from backcheck.cli.log_interview import InterviewLog
from backcheck.cli.machine import today
from backcheck.cli.runtime import Runtime
from backcheck.journal.store import open_journal
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import read_answers, to_json
from backcheck.reasoning.assess import assess
from backcheck.reasoning.interview import next_question
from backcheck.show.log_words import say_weekday, tell_log
from tests.ask.scripted import ScriptedAsker
from tests.cli.desk import ENTER, Desk
from tests.cli.program import failed, run
from tests.cli.stories import CLEAR, STOP, TRAIN_CHANGED, file_of
from tests.training_log.exports import Done, strong_2, strong_4

pytestmark = pytest.mark.boundary

SAID = "Your log: 100 to 120 kg in 7 days"


def heavier() -> list[Done]:
    """Squats once a week up to a week ago, the last two much heavier; nothing else."""
    last = today() - timedelta(7)
    days = [last - timedelta(7 * back) for back in range(20)]
    return [
        Done(day, "Squat (Barbell)", "120" if back < 2 else "100", 8) for back, day in enumerate(days) for _ in "abc"
    ]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """That log, as Strong writes it since 2025."""
    path = tmp_path / "strong.csv"
    path.write_bytes(strong_4(heavier(), "kg"))
    return path


def interview(
    kb: KnowledgeBase, export: Path, *, texts: tuple[str | Move, ...], choices: tuple[str, ...] = ()
) -> tuple[ScriptedAsker, InterviewLog]:
    """An interview of somebody without a danger sign who squats, with this log."""
    talk = InterviewLog(Runtime(), DiagnoseOptions(log=str(export)))
    known = {"exercise": ("squat",), **{name: ("none",) for name in CLEAR if name != "age"}}
    asker = ScriptedAsker({"changed": ("gear",)}, texts=texts, choices=(*choices, "go-on"))
    answers = converse(kb, known, asker, Terms(remarks=talk.remarks))
    assert answers["changed"] == ("gear",)
    return asker, talk


def test_it_stands_beside_the_rows_and_ticks_none(kb: KnowledgeBase, export: Path) -> None:
    """After the day was asked for, which comes right before the question."""
    asker, _ = interview(kb, export, texts=("today",))
    [screen] = [one for one in asker.screens if one.question.id == "changed"]
    said = {row.id: row.beside for row in screen.rows}
    assert said["load-jump"].startswith(SAID)
    assert not said["gear"]
    assert not said[UNSURE]
    assert screen.previous is None
    assert asker.chosen[0][0] == "When did the pain begin?"
    assert not any(row.beside for one in asker.screens if one.question.id != "changed" for row in one.rows)


def test_only_what_came_before_the_pain_is_told(kb: KnowledgeBase, export: Path) -> None:
    """A day that is none is asked for again; one before the jump knows nothing of it."""
    asker, talk = interview(kb, export, texts=("soon", "2062-01-01", "6 weeks ago"))
    [screen] = [one for one in asker.screens if one.question.id == "changed"]
    assert not any("120 kg" in row.beside for row in screen.rows)
    assert len(asker.notes) == 3  # twice that it was none, then how the last one was read
    notes = talk.notes({})
    assert notes is not None
    assert notes.began == today() - timedelta(42)


@pytest.mark.parametrize("typed", ["u", "not sure", Move.BACK])
def test_without_a_day_the_last_weeks_of_the_log_count(kb: KnowledgeBase, export: Path, typed: str | Move) -> None:
    """Nobody is held up by a day that they do not know."""
    asker, _ = interview(kb, export, texts=(typed,))
    [screen] = [one for one in asker.screens if one.question.id == "changed"]
    assert any(row.beside.startswith(SAID) for row in screen.rows)


@pytest.mark.parametrize(("unit", "seen"), [("kg", "120 kg"), ("lb", "120 lb"), ("none", "")])
def test_a_missing_unit_is_asked_for_there(kb: KnowledgeBase, tmp_path: Path, unit: str, seen: str) -> None:
    """With the heaviest squat; who is not sure goes on without the log."""
    path = tmp_path / "old.csv"
    path.write_bytes(strong_2(heavier(), "kg"))
    asker, talk = interview(kb, path, texts=("today",), choices=(unit,))
    [screen] = [one for one in asker.screens if one.question.id == "changed"]
    assert "Which was your heaviest set of Squat (Barbell)?" in asker.chosen[0]
    assert {"Kilos: 120 kg (265 lb)", "Pounds: 120 lb (54 kg)"} <= set(asker.chosen[0])
    assert any(seen in row.beside for row in screen.rows if row.beside) == bool(seen)
    assert (talk.notes({}) is None) == (unit == "none")


@pytest.mark.parametrize("wanted", [0, 1])
def test_a_day_that_may_be_two_is_asked_for(kb: KnowledgeBase, export: Path, wanted: int) -> None:
    """Never guessed; and how a day was read is said before the question."""
    year = today().year - 1
    days = (date(year, 6, 5), date(year, 5, 6))
    pick = days[wanted].isoformat()
    asker, talk = interview(kb, export, texts=(f"05/06/{year}",), choices=(pick,))
    asked = [one for one in asker.chosen if one[0] == "Which day do you mean?"]
    assert [one[1:] for one in asked] == [(*map(say_weekday, days), "Another day")]
    notes = talk.notes({})
    assert notes is not None
    assert notes.began == days[wanted]
    assert asker.notes[0] == f"You said that the pain began on {say_weekday(days[wanted])}."


def test_how_the_day_of_the_option_was_read_is_told_once(
    kb: KnowledgeBase, export: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Above the question, or beside the advice where nothing is asked; in full it needs no word."""
    week = say_weekday(today() - timedelta(7))
    talk = InterviewLog(Runtime(), DiagnoseOptions(log=str(export), pain="a week ago"))
    known = {"exercise": ("squat",), **{name: ("none",) for name in CLEAR if name != "age"}}
    asker = ScriptedAsker({"changed": ("gear",)}, choices=("go-on",))
    converse(kb, known, asker, Terms(remarks=talk.remarks))
    assert asker.notes.count(f"You said that the pain began on {week}.") == 1
    talk.finish(kb, {}, None)
    assert "a week ago" not in capsys.readouterr().err
    answers = file_of(tmp_path, TRAIN_CHANGED)
    for typed, told in (("a week ago", 1), (f"{today() - timedelta(7)}", 0)):
        ran = run("diagnose", "--answers", answers, "--log", export, "--pain", typed)
        assert (ran.code, " ".join(ran.err.split()).count(f"as {week}")) == (0, told)


@pytest.mark.parametrize(
    ("second", "wanted"), [(Move.BACK, 14), ("10 days ago", 10), ("u", None)], ids=["back", "another", "unsure"]
)
def test_a_day_is_changed_by_coming_again(
    kb: KnowledgeBase, export: Path, second: str | Move, wanted: int | None
) -> None:
    """Who goes back to an earlier question and comes again is asked again, and can keep the day."""
    talk = InterviewLog(Runtime(), DiagnoseOptions(log=str(export)))
    clear = {name: ("none",) for name in CLEAR if name != "age"}
    last = list(clear)[-1]
    known = {"exercise": ("squat",), **{name: answer for name, answer in clear.items() if name != last}}
    turns: dict[str, list[Reply | Left]] = {
        last: [Given(("none",)), Given(("none",))],
        "changed": [Turned(Move.BACK), Given(("gear",))],
    }
    asker = ScriptedAsker(turns, texts=("2 weeks ago", second), choices=("go-on",))
    converse(kb, known, asker, Terms(remarks=talk.remarks))
    notes = talk.notes({})
    assert notes is not None
    assert notes.began == (None if wanted is None else today() - timedelta(wanted))
    asked = [one[1] for one in asker.chosen if one[0] == "When did the pain begin?"]
    assert len(asked) == 2
    assert asked[1].startswith(f"You said that the pain began on {say_weekday(today() - timedelta(14))}. Go back to")


@pytest.mark.parametrize(("typed", "kg", "unit"), [("80", 80.0, "kg"), ("200 lb", 90.718474, "lb"), ("", 100.0, "kg")])
def test_work_weight_and_day_stand_with_the_answers_and_can_be_changed(
    kb: KnowledgeBase, export: Path, typed: str, kg: float, unit: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what the weight rests on. A weight that is none is asked for again; a step back keeps what was there."""
    talk = InterviewLog(Runtime(), DiagnoseOptions(log=str(export)))
    known = {"exercise": ("squat",), **{name: ("none",) for name in CLEAR if name != "age"}}
    texts: tuple[str | Move, ...] = ("today", *(("heavy", "0.5", typed) if typed else (Move.BACK,)), "yesterday")
    asker = ScriptedAsker({"changed": ("gear",)}, texts=texts, choices=("work", "pain-day", "go-on"))
    answers = converse(kb, known, asker, Terms(remarks=talk.remarks, reviewed=talk))
    reviews = [one for one in asker.chosen if one[0] == "Your answers. Are they right?"]
    assert reviews[0][-2:] == (
        f"When did the pain begin? {say_weekday(today())}",
        "What is your work weight in this lift? 100 kg. Your log: 100 kg before the jump to 120 kg.",
    )
    assert f"When did the pain begin? {say_weekday(today() - timedelta(1))}" in reviews[-1]
    assert len([one for one in asker.screens if one.question.id == "changed"]) == 2  # put again for the other day
    notes = talk.finish(kb, answers, None)
    assert capsys.readouterr().err == ""
    assert answers["work-weight"] == pytest.approx(kg)
    assert answers["weight-unit"] == (unit,)
    assert notes is not None
    assert (notes.began, notes.work) == (today() - timedelta(1), None if typed else kg)


def test_another_day_than_the_two_is_typed_again(kb: KnowledgeBase, export: Path) -> None:
    """As is one that cannot be read."""
    asker, talk = interview(kb, export, texts=("05/06/2020", "some day", "a week ago"), choices=("other",))
    notes = talk.notes({})
    assert notes is not None
    assert notes.began == today() - timedelta(7)
    assert len([one for one in asker.chosen if one[0] == "When did the pain begin?"]) == 3


# -- the command -------------------------------------------------------------------------------------------------------


def test_the_log_changes_no_ranking(export: Path, tmp_path: Path) -> None:
    """Only words beside reasons, and loads in the plan: points, order, level and verdict are as without it."""
    answers = file_of(tmp_path, TRAIN_CHANGED | {"changed": ["load-jump"]})
    bare = run("diagnose", "--answers", answers, "--json").document
    told = run("diagnose", "--answers", answers, "--log", export, "--json").document
    for kind in ("contributors", "patterns"):
        assert [(one["id"], one["points"], one["fit"]) for one in bare[kind]] == [
            (one["id"], one["points"], one["fit"]) for one in told[kind]
        ]
    assert (bare["verdict"], bare["lead"], bare["triage"]) == (told["verdict"], told["lead"], told["triage"])
    said = [one["said"] for entry in told["contributors"] for one in entry["for"] if "your log" in one["said"]]
    assert said
    assert all("(your log: 100 to 120 kg in 7 days, " in one for one in said)
    assert "your log" not in json.dumps(bare)
    assert "kg" in json.dumps(told["plan"])


def test_a_row_that_was_not_ticked_says_nothing(export: Path, tmp_path: Path) -> None:
    """However loud the log is."""
    answers = file_of(tmp_path, TRAIN_CHANGED | {"changed": ["gear"]})
    told = run("diagnose", "--answers", answers, "--log", export, "--json").document
    reasons = [one for entry in told["contributors"] for part in ("for", "against", "also") for one in entry[part]]
    assert not any("your log" in one["said"] for one in reasons)


def test_the_work_weight_of_the_log_gives_way_to_one_that_was_said(export: Path, tmp_path: Path) -> None:
    """In the file, or on the command line."""
    answers = file_of(tmp_path, TRAIN_CHANGED)
    kept = tmp_path / "kept.json"
    for options, kg in (((), 100.0), (("--weight", "80kg"), 80.0)):
        ran = run("diagnose", "--answers", answers, "--log", export, *options, "--save-answers", kept, "--force")
        assert ran.code == 0
        document = json.loads(kept.read_text())
        assert document["answers"]["work-weight"] == kg
        said = "The plan takes 100 kg as your work weight. Your log: 100 kg before the jump to 120 kg."
        assert (said in " ".join(ran.err.split())) == (not options)


def test_what_is_kept_are_findings_and_never_the_log(export: Path, tmp_path: Path) -> None:
    """In the answers file and in the journal; and from the file they speak again without the log."""
    kept, home = tmp_path / "kept.json", {"BACKCHECK_HOME": str(tmp_path / "home")}
    answers = file_of(tmp_path, TRAIN_CHANGED | {"changed": ["load-jump"]})
    run("history", "on", env=home)
    assert run("diagnose", "--answers", answers, "--log", export, "--save-answers", kept, env=home).code == 0
    document = json.loads(kept.read_text())
    assert set(document) == {"schema_version", "answers", "log"}
    assert set(document["log"]) == {"unit", "findings", "work", "work_unit"}
    assert len(document["log"]["findings"]) < 10
    assert "Legs" not in kept.read_text()
    export.unlink()
    again = run("diagnose", "--answers", kept)
    assert "your log: 100 to 120 kg in 7 days" in " ".join(again.out.split())


FROM_LOG = ("100 kg, from the training log", "Kilos, from the training log")


def test_the_work_weight_of_the_log_is_never_called_the_persons_own_answer(export: Path, tmp_path: Path) -> None:
    """In a report of the kept answers, with another log at hand or none; one that was given is theirs."""
    kept = tmp_path / "kept.json"
    answers = file_of(tmp_path, TRAIN_CHANGED)
    for options, told in (((), True), (("--weight", "80kg"), False)):
        run("diagnose", "--answers", answers, "--log", export, *options, "--save-answers", kept, "--force")
        for more in ((), ("--log", export)):
            report = " ".join(run("report", "--answers", kept, *more, "--format", "md").out.split())
            assert [said in report for said in FROM_LOG] == [told, told and not options], report
        again = run("diagnose", "--answers", kept, "--log", export, "--save-answers", kept, "--force")
        assert again.code == 0
        assert ("work" in json.loads(kept.read_text())["log"]) == told
    document = json.loads(kept.read_text())
    document["log"] |= {"work": 120.0}
    kept.write_text(json.dumps(document))
    assert "from the training log" not in run("report", "--answers", kept, "--format", "md").out


HUGE = {"row": "load-jump", "kind": "jump", "since": "2026-01-01", "until": "2026-01-02", "before": 1e308}


@pytest.mark.parametrize(
    "log",
    [
        3,
        {},
        {"unit": "stone"},
        {"unit": "kg", "findings": [{"row": "gear"}]},
        {"unit": "kg", "findings": [HUGE]},
        {"unit": "kg", "findings": [HUGE | {"before": 1, "row": "gear"}]},
    ],
)
def test_a_wrong_log_in_an_answers_file_is_told(tmp_path: Path, log: object) -> None:
    """With its place; an emergency in the answers comes before it."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"answers": TRAIN_CHANGED, "log": log}))
    assert failed(run("diagnose", "--answers", path), 2, "$.log")
    path.write_text(json.dumps({"answers": STOP, "log": log}))
    ran = run("diagnose", "--answers", path)
    assert ran.code == 2
    assert "STOP" in ran.out


def test_odd_findings_in_an_answers_file_break_nothing(tmp_path: Path) -> None:
    """Whatever fits the form is said as well as it goes."""
    kinds = ("steps", "jump", "run", "rpe", "failure", "share", "new", "sets", "lifts", "days", "back")
    bare = {"row": "load-jump", "since": "2026-02-01", "until": "2026-01-02", "name": "\x1b[31mx"}
    path = tmp_path / "answers.json"
    for kind in kinds:
        log = {"unit": "lb", "findings": [bare | {"kind": kind}]}
        path.write_text(json.dumps({"answers": TRAIN_CHANGED | {"changed": ["load-jump"]}, "log": log}))
        ran = run("diagnose", "--answers", path)
        assert ran.code == 0, ran.err
        assert "\x1b" not in ran.out


def test_a_log_that_cannot_be_read_stops_before_the_first_question_and_after_an_emergency(tmp_path: Path) -> None:
    """Exit 4, as everywhere."""
    none = tmp_path / "none.csv"
    assert failed(run("diagnose", "--answers", file_of(tmp_path, TRAIN_CHANGED), "--log", none), 4, "No such file")
    ran = run("diagnose", "--answers", file_of(tmp_path, STOP), "--log", none)
    assert ran.code == 4
    assert "STOP" in ran.out


def test_nothing_of_a_log_is_said_in_an_emergency(export: Path, tmp_path: Path) -> None:
    """There only one thing matters."""
    answers = file_of(tmp_path, STOP | {"exercise": "squat"})
    ran = run("diagnose", "--answers", answers, "--log", export, "--pain", "a week ago")
    assert ran.code == 0
    assert not ran.err
    assert "your log" not in ran.out


def test_in_a_terminal_the_day_comes_after_the_danger_signs(export: Path, tmp_path: Path) -> None:
    """Then the question with the log beside its rows; Enter alone ticks nothing."""
    known = {name: answer for name, answer in TRAIN_CHANGED.items() if name not in ("changed", "safety-you")}
    desk = Desk("diagnose", "--answers", str(file_of(tmp_path, known)), "--go-on", "--log", str(export))
    desk.see("None of these", "1 of")
    assert "When did the pain begin" not in desk.sent
    desk.press("0" + ENTER)
    desk.see("When did the pain begin?")
    desk.press("yesterday" + ENTER)
    desk.see("What was new in your training before the pain?", SAID)
    desk.press(ENTER)
    desk.see("Nothing is ticked yet")
    desk.press("\x03")
    assert desk.end() == 130


def test_who_leaves_hears_that_the_log_has_to_be_given_again(export: Path, tmp_path: Path) -> None:
    """With the whole command, and the day that was said."""
    kept = tmp_path / "kept.json"
    known = {name: answer for name, answer in TRAIN_CHANGED.items() if name != "changed"}
    answers = str(file_of(tmp_path, known))
    desk = Desk("diagnose", "--answers", answers, "--go-on", "--log", str(export), "--save-answers", str(kept))
    desk.see("When did the pain begin?")
    desk.press("yesterday" + ENTER)
    desk.see("What was new in your training before the pain?", SAID)
    desk.press("\x03")
    assert desk.end() == 130
    said = "".join(desk.sent.split())
    assert "Yourlogisnotkept,sogiveitagain." in said
    assert f"--go-on--log{export}--pain{today() - timedelta(1)}" in said


def stopped(export: Path, tmp_path: Path, *, until: str) -> dict[str, str | None]:
    """A home with the draft of somebody who began with this log and left at this question."""
    home: dict[str, str | None] = {"BACKCHECK_HOME": str(tmp_path / "home")}
    run("history", "on", env=home)
    known = {name: answer for name, answer in TRAIN_CHANGED.items() if name not in ("changed", "safety-you")}
    answers = str(file_of(tmp_path, known))
    desk = Desk("diagnose", "--plain", "--answers", answers, "--go-on", "--log", str(export), env=home)
    desk.hear("None of these")
    desk.press("0\n")
    desk.hear("When did the pain begin?")
    if until == "changed":
        desk.press("yesterday\n")
        desk.hear(f"2. The weight jumped or rose every session {SAID}")
    desk.press("q\n")
    assert desk.end() == 130
    return home


@pytest.mark.parametrize(
    ("until", "weeks"), [("changed", "the weeks before {day}"), ("day", "the last weeks of your log")]
)
def test_who_goes_on_without_the_log_gets_what_it_said(export: Path, tmp_path: Path, until: str, weeks: str) -> None:
    """Beside the rows as before, and behind the reasons; that the log is not kept is told with the way to give it."""
    home = stopped(export, tmp_path, until=until)
    export.unlink()
    desk = Desk("diagnose", "--plain", "--resume", env=home)
    desk.hear(f"2. The weight jumped or rose every session {SAID}")
    said = " ".join(desk.sent.split())
    assert f"said of {weeks.format(day=say_weekday(today() - timedelta(1)))} is still here" in said
    assert "backcheck diagnose --resume --log FILE" in said
    desk.press("2\n")
    desk.hear("Which of these fit you?")
    desk.press("q\n")
    assert desk.end() == 130
    draft = json.loads(run("diagnose", "--answers", str(kept_draft(home, tmp_path)), "--json").out)
    said_reasons = [reason["said"] for one in draft["contributors"] for reason in one["for"]]
    assert any("(your log: 100 to 120 kg in 7 days" in one for one in said_reasons)


def kept_draft(home: dict[str, str | None], tmp_path: Path) -> Path:
    """The draft of this home as an answers file."""
    journal = open_journal(Path(str(home["BACKCHECK_HOME"])) / "journal")
    assert journal is not None
    with journal:
        draft = journal.draft()
    assert draft is not None
    path = tmp_path / "draft.json"
    path.write_text(json.dumps({"answers": draft.answers, "log": draft.log}))
    return path


def test_who_gives_the_log_again_is_not_asked_again_for_the_day(export: Path, tmp_path: Path) -> None:
    """It is told; another one can be given by going back and coming again."""
    home = stopped(export, tmp_path, until="changed")
    desk = Desk("diagnose", "--plain", "--resume", "--log", str(export), env=home)
    desk.hear(f"2. The weight jumped or rose every session {SAID}")
    said = " ".join(desk.sent.split())
    assert f"You said that the pain began on {say_weekday(today() - timedelta(1))}." in said
    assert "When did the pain begin?" not in said
    assert "is still here" not in said
    desk.press("q\n")
    assert desk.end() == 130


def test_an_unfinished_draft_without_a_log_says_nothing_of_one(tmp_path: Path) -> None:
    """Most have none."""
    home: dict[str, str | None] = {"BACKCHECK_HOME": str(tmp_path / "home")}
    run("history", "on", env=home)
    known = {name: answer for name, answer in TRAIN_CHANGED.items() if name not in ("changed", "safety-you")}
    desk = Desk("diagnose", "--plain", "--answers", str(file_of(tmp_path, known)), "--go-on", env=home)
    desk.hear("None of these")
    desk.press("0\n")
    desk.hear("The weight jumped")
    desk.press("q\n")
    assert desk.end() == 130
    desk = Desk("diagnose", "--plain", "--resume", env=home)
    desk.hear("The weight jumped")
    desk.press("q\n")
    assert desk.end() == 130
    assert "log" not in desk.sent.split()


def test_what_a_log_said_is_kept_in_the_file_of_who_leaves(export: Path, tmp_path: Path) -> None:
    """As in that of who comes to the end; a log that another sitting had is not lost by this one."""
    kept, again = tmp_path / "kept.json", tmp_path / "again.json"
    known = {name: answer for name, answer in TRAIN_CHANGED.items() if name != "changed"}
    options = ("diagnose", "--plain", "--go-on")
    answers = str(file_of(tmp_path, known))
    desk = Desk(*options, "--answers", answers, "--log", str(export), "--save-answers", str(kept))
    desk.hear("When did the pain begin?")
    desk.press("yesterday\n")
    desk.hear(SAID)
    desk.press("q\n")
    assert desk.end() == 130
    assert json.loads(kept.read_text())["log"]["began"] == (today() - timedelta(1)).isoformat()
    desk = Desk(*options, "--answers", str(kept), "--save-answers", str(again))
    desk.hear(f"2. The weight jumped or rose every session {SAID}")
    desk.press("q\n")
    assert desk.end() == 130
    assert json.loads(again.read_text())["log"] == json.loads(kept.read_text())["log"]


def test_plain_mode_reads_it_below_each_row(export: Path, tmp_path: Path) -> None:
    """In words alone, like everything there."""
    known = {name: answer for name, answer in TRAIN_CHANGED.items() if name != "changed"}
    answers = str(file_of(tmp_path, known))
    desk = Desk("diagnose", "--plain", "--answers", answers, "--go-on", "--log", str(export))
    desk.hear("When did the pain begin?")
    desk.press("yesterday\n")
    desk.hear(f"2. The weight jumped or rose every session {SAID}")
    desk.press("\x03")
    assert desk.end() == 130


def test_a_told_assessment_is_the_same_but_for_words(kb: KnowledgeBase) -> None:
    """Without notes it is the very same value."""
    result = assess(kb, {"exercise": ("squat",)})
    assert tell_log(result, None) is result


# -- the report --------------------------------------------------------------------------------------------------------


def test_a_report_has_the_findings_and_with_the_log_its_picture(export: Path, tmp_path: Path) -> None:
    """Findings for both readers, the picture once, for the lifter; its ids are its own."""
    answers = file_of(tmp_path, TRAIN_CHANGED)
    day = (today() - timedelta(3)).isoformat()
    ran = run("report", "--answers", answers, "--log", export, "--pain", day, "--format", "html")
    assert ran.code == 0
    assert ran.out.count("What the training log says") == 2
    assert ran.out.count("100 to 120 kg in 7 days") == 2
    assert ran.out.count('id="log-title"') == 1
    assert "when the pain began" in ran.out
    assert ">the pain began</text>" in ran.out
    assert "training log" not in run("report", "--answers", answers, "--format", "html").out


def test_a_report_from_the_menu_below_the_advice_has_the_picture_too(
    kb: KnowledgeBase, export: Path, tmp_path: Path
) -> None:
    """The log is still at hand there; the day on which the pain began is marked."""
    answers, page = file_of(tmp_path, finished(kb)), tmp_path / "back.html"
    desk = Desk("diagnose", "--plain", "--answers", str(answers), "--again", "changed", "--log", str(export))
    desk.hear("When did the pain begin?")
    desk.press("yesterday\n")
    desk.hear(f"2. The weight jumped or rose every session {SAID}")
    desk.press("2\n")
    desk.hear("q: quit")
    desk.open_menu(plain=True)
    rows = [line.partition(". ") for line in desk.sent.splitlines()]
    desk.press(next(number for number, _, label in reversed(rows) if label.startswith("Report")) + "\n")
    desk.hear("Name of the file")
    desk.press(f"{page}\n")
    desk.hear("q: quit")
    desk.press("q\n")
    desk.hear("Keep this advice")
    desk.press("1\n")
    assert desk.end() == 0
    text = page.read_text()
    assert text.count('id="log-title"') == 1
    assert ">the pain began</text>" in text


def finished(kb: KnowledgeBase) -> dict[str, object]:
    """The answers of somebody who was asked everything, with a jump in weight."""
    known = read_answers(kb, TRAIN_CHANGED | {"changed": ["load-jump"]})
    while (question := next_question(kb, known)) is not None:
        known[question.id] = (UNSURE,)
    return to_json(known, kb)


def test_the_journal_keeps_the_findings_and_a_report_of_it_has_them(
    kb: KnowledgeBase, export: Path, tmp_path: Path
) -> None:
    """The log may be gone by then."""
    env = {"BACKCHECK_HOME": str(tmp_path / "home")}
    run("history", "on", env=env)
    answers = file_of(tmp_path, finished(kb))
    desk = Desk("diagnose", "--answers", str(answers), "--again", "changed", "--log", str(export), env=env)
    desk.see("When did the pain begin?")
    desk.press("yesterday" + ENTER)
    desk.see("What was new in your training before the pain?", SAID)
    desk.see("[x] 2")
    desk.press(ENTER)
    desk.see("q: quit")
    desk.press("q")
    assert desk.end() == 0
    export.unlink()
    [line] = run("history", "export", env=env).out.splitlines()
    kept = json.loads(line)
    assert kept["log"]["began"] == (today() - timedelta(1)).isoformat()
    assert [one["kind"] for one in kept["log"]["findings"]].count("jump") == 1
    assert "Set Order" not in line
    report = run("report", "last", "--json", env=env).document
    shown = " ".join(run("history", "show", "last", env=env).out.split())
    assert all(said in shown for said in FROM_LOG)
    sections = [part["id"] for page in report["pages"] for part in page["sections"]]
    assert sections.count("log") == 2
    assert "log-picture" not in sections
    assert "your log: 100 to 120 kg in 7 days" in " ".join(run("history", "show", "last", env=env).out.split())
