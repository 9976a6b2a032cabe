"""The settings file: read when it is there, below the environment and the command line; what is wrong is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.program import ESC, run

pytestmark = pytest.mark.boundary


def with_settings(folder: Path, text: str | bytes, *arguments: str, **env: str) -> tuple[str, str, int]:
    """Output, notes and exit code of a run with this settings file."""
    (folder / "config.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    ran = run(*arguments, env={"BACKCHECK_HOME": str(folder), **env})
    return ran.out, ran.err, ran.code


def test_plain_and_colour_by_file(tmp_path: Path) -> None:
    """Each as its option has it."""
    plain, _, _ = with_settings(tmp_path, "plain = true\n", "exercise", "squat")
    assert plain == run("exercise", "squat", "--plain").out
    coloured, _, _ = with_settings(tmp_path, 'color = "always"\n', "exercise", "squat")
    assert ESC in coloured


def test_command_line_and_environment_go_before_the_file(tmp_path: Path) -> None:
    """Flag, environment, file, default."""
    text = 'color = "always"\nplain = true\n'
    assert ESC not in with_settings(tmp_path, text, "exercise", "squat", "--color", "never")[0]
    assert ESC not in with_settings(tmp_path, 'color = "always"\n', "exercise", "squat", NO_COLOR="1")[0]
    usual = run("exercise", "squat").out
    assert with_settings(tmp_path, "plain = true\n", "exercise", "squat", BACKCHECK_PLAIN="0")[0] == usual


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("plain = ", "not TOML"),
        (b"\xff\xfe", "its bytes, a number or its brackets"),
        ("a = " + "[" * 5000, "its bytes, a number or its brackets"),
        ("a = " + "9" * 5000, "its bytes, a number or its brackets"),
        ("plain = 1", "plain is true or false"),
        ('color = "red"', "color is one of"),
        ("speed = 3", "'speed' is not a setting"),
        ('"\\u001b[31mx" = 3', "is not a setting"),
    ],
)
def test_a_wrong_file_is_told_of_and_stops_nothing(tmp_path: Path, text: str | bytes, told: str) -> None:
    """Danger signs must not hang on a settings file."""
    out, err, code = with_settings(tmp_path, text, "redflags")
    assert code == 0
    assert told in " ".join(err.split())
    assert ESC not in err
    assert out == run("redflags").out


def test_the_usual_place_is_that_of_the_system(tmp_path: Path) -> None:
    """XDG_CONFIG_HOME, else .config in the home folder; a relative one is ignored, as the rule has it."""
    (tmp_path / "backcheck").mkdir()
    (tmp_path / "backcheck" / "config.toml").write_text("plain = true\n")
    plain = run("exercise", "squat", "--plain").out
    assert run("exercise", "squat", env={"XDG_CONFIG_HOME": str(tmp_path)}).out == plain
    (tmp_path / ".config").symlink_to(tmp_path)
    assert run("exercise", "squat", env={"HOME": str(tmp_path), "XDG_CONFIG_HOME": "elsewhere"}).out == plain
