"""What a screen holds in any window: the pointed row whole, no row cut, the keys; and the keys of the rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backcheck.ask.keys import CHOOSE, MANY, row_keys, say_waiting
from backcheck.ask.panels import Panel, PanelView
from backcheck.ask.port import Row
from backcheck.knowledge.records import NONE, UNSURE

LABELS = st.text("abcdefgh  ", min_size=3, max_size=60).filter(str.strip)


@given(
    labels=st.lists(LABELS, min_size=1, max_size=16),
    help=st.text("xyz ", max_size=150),
    record=st.lists(st.tuples(LABELS, LABELS), max_size=12),
    place=st.integers(0, 17),
    many=st.booleans(),
    columns=st.integers(30, 120),
    rows=st.integers(14, 50),
)
def test_every_window_shows_whole_rows_and_the_keys(
    labels: list[str], help: str, record: list[tuple[str, str]], place: int, many: bool, columns: int, rows: int
) -> None:
    """Each row that stands there stands there with all its words, the pointed one among them; never too many lines."""
    listed = [Row(f"r{number}", label, help) for number, label in enumerate(labels)]
    listed += [Row(NONE, "None of these")] if many else []
    listed += [Row(UNSURE, "Not sure")]
    pointed = listed[place % len(listed)]
    panel = Panel(
        "Question 1", "Which?", keys=MANY if many else CHOOSE, rows=tuple(listed), many=many, record=tuple(record)
    )

    lines = [
        "".join(text for _, text in line) for line in panel.draw(columns, rows, PanelView(pointed=pointed.id)).lines
    ]

    assert len(lines) <= rows
    assert all(len(line) < columns for line in lines)
    assert "quits." in lines[-1]
    scrolls = any("arrows for" in line for line in lines)
    assert ("/ finds" in " ".join(lines[-2:])) == scrolls
    shown = bare("".join(lines))
    keys = dict(zip([row.id for row in listed], row_keys(listed), strict=True))
    box = "[ ] " if many else ""
    for row in listed:
        if any(line[2:].replace("> ", "").split()[: 3 if many else 1][-1:] == [keys[row.id]] for line in lines):
            assert bare(f"{box}{keys[row.id]} {row.label}") in shown
    assert bare(f"> {box}{keys[pointed.id]} {pointed.label}") in shown


def bare(text: str) -> str:
    """Without blanks: a word longer than a line goes on in the next."""
    return "".join(text.split())


def test_a_row_is_typed_by_its_own_key_or_its_number() -> None:
    """None and not sure have theirs whatever stands before them, and take no number from the others."""
    rows = [Row("a", "A"), Row(NONE, "None"), Row("b", "B"), Row("s", "S", key="7"), Row(UNSURE, "?")]
    assert row_keys(rows) == ("1", "0", "2", "7", "u")


def test_what_is_looked_for_comes_first_where_a_name_begins_with_it() -> None:
    """Then where a word of a name does, then where it stands within; what is called so stands before all."""
    rows = (
        Row("split", "Split squat"),
        Row("press", "Leg press", names=("resquat",)),
        Row("back", "Back squat", names=("squats",)),
        Row("one", "Any", names=("squ",)),
        Row("curl", "Leg curl"),
    )
    panel = Panel("", "Which?", rows=rows)
    assert [row.id for row in panel.listed(PanelView(search="Squ"))] == ["one", "back", "split", "press"]
    assert [row.id for row in panel.listed(PanelView(search="  "))] == [row.id for row in rows]
    assert [row.id for row in panel.listed(PanelView(search="press le"))] == ["press"]


def test_the_line_that_waits_names_as_many_numbers_as_have_room() -> None:
    """And how to leave, whatever gives way."""
    numbers = {"1": "all of it", "2": "pictures"}
    assert say_waiting("list", numbers, 80) == "Enter: list. 1 all of it, 2 pictures. ?: keys. q: quit."
    assert say_waiting("list", numbers, 37) == "Enter: list. ?: keys. q: quit."
    assert say_waiting("list", numbers, 37, rows=2) == say_waiting("list", numbers, 80)
    assert say_waiting("list", {}, 20) == "Enter: list. q: quit."


def test_what_is_said_over_a_filtered_list_names_the_way_back_to_all_rows() -> None:
    """It may speak of rows that are out of view, and the keys are not told beside it."""
    rows = (Row("squat", "Squat"), Row("press", "Leg press"))
    panel = Panel("", "Which?", (), keys=CHOOSE, rows=rows)
    for search in ("sq", "nothing"):
        shown = panel.draw(80, 24, PanelView(search=search, message="Untick one of them.")).lines
        text = " ".join("".join(part for _, part in line) for line in shown)
        assert "Untick one of them. Escape shows all rows." in " ".join(text.split())
