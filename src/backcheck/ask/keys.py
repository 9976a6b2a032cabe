"""Every key once: how it is called, what it does in a sentence, and the word for it in plain mode.

The bindings of the full prompt, its key line, the answer to `?` and the words of plain mode are made from this table,
and the table in `docs/conversation.md` is tested against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from backcheck.ask.port import Row
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.text import wrap

NONE_KEY, UNSURE_KEY, QUIT_KEY = "0", "u", "q"
"""Keys that rows of their own carry; `q` leaves where no row does."""


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One key, or several that do the same.

    `actions` maps the name of a key, as the prompt library spells it, to what it makes the prompt do; the `0` and `u`
    of a row have none, since rows carry them. `shown` and `does` make one row of a table. `words` are what plain mode
    takes for it, and `said` what plain mode says of it, empty where the key means nothing there. `brief` is in the
    key line below a prompt.
    """

    id: str
    shown: str
    does: str
    actions: dict[str, str] = {}
    words: tuple[str, ...] = ()
    said: str = ""
    brief: str = ""


def _all(action: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, action)


TABLE: tuple[Key, ...] = (
    Key(
        id="point",
        shown="arrows, j, k, Home, End, Page Up, Page Down",
        does="point at a row",
        actions={
            **_all("up", "up", "k", "c-p"),
            **_all("down", "down", "j", "c-n"),
            **_all("first", "home"),
            **_all("last", "end"),
            **_all("page-up", "pageup"),
            **_all("page-down", "pagedown"),
        },
    ),
    Key(
        id="digit",
        shown="a digit",
        does="points at its row, or ticks it if you can tick several; type 1 and at once 2 for row 12",
    ),
    Key(
        id="tick",
        shown="Space",
        does="ticks the row that you point at, or takes the tick away",
        actions=_all("tick", " "),
        brief="Space ticks",
    ),
    Key(
        id="enter",
        shown="Enter",
        does="chooses the row that you point at, or goes on; by itself it never answers a new question",
        actions=_all("enter", "c-m", "c-j"),
        brief="Enter {goes_on}",
    ),
    Key(
        id="back",
        shown="Left, Backspace",
        does="goes back and points at your old answer",
        actions=_all("back", "left", "c-h", "s-tab", "c-b"),
        words=("b", "back"),
        said="b goes back",
        brief="Left goes back",
    ),
    Key(
        id="none",
        shown=NONE_KEY,
        does="means none of these, on every list that has such a row",
        words=("none", "none of these"),
    ),
    Key(
        id="unsure",
        shown=UNSURE_KEY,
        does="means not sure; then danger signs come one by one, each with a check you can do right now",
        words=(UNSURE_KEY, "unsure", "not sure"),
        said="u is not sure",
    ),
    Key(
        id="help",
        shown="?, h",
        does="shows the keys and why we ask; press it again to hide them",
        actions=_all("help", "?", "h", "f1"),
        words=("h", "help", "?", "w", "why"),
        said="h tells the keys and why we ask",
        brief="? keys and why",
    ),
    Key(
        id="review",
        shown="r",
        does="shows all your answers; pick one, change it and come back",
        actions=_all("review", "r"),
        words=("r", "review"),
        said="r shows your answers",
    ),
    Key(
        id="figure",
        shown="f",
        does="draws the sign that you point at beside the right way, if there is a picture; press it again to hide it",
        actions=_all("figure", "f"),
        said="f and a number draws a row",
        brief="f picture",
    ),
    Key(
        id="search",
        shown="/",
        does="finds rows by a part of their name, and a lift by any of its names",
        actions=_all("search", "/"),
        brief="/ finds",
    ),
    Key(
        id="quit",
        shown="q",
        does="leaves, and asks first if you would lose answers",
        actions=_all("quit", "q"),
        words=("q", "quit"),
        said="q quits",
        brief="q quits",
    ),
    Key(
        id="close",
        shown="Escape",
        does="closes what is open; otherwise it does nothing and loses nothing",
        actions=_all("close", "escape"),
    ),
    Key(
        id="stop",
        shown="Ctrl-Z",
        does="stops the program as the shell does; fg brings it back",
        actions=_all("stop", "c-z"),
    ),
    Key(
        id="leave",
        shown="Ctrl-C, Ctrl-D",
        does="leave at once; if you ticked a danger sign, you see its advice once more",
        actions={"c-c": "leave", "<sigint>": "leave", "c-d": "end"},
        brief="Ctrl-C quits",
    ),
)
LED: tuple[Key, ...] = (
    Key(
        id="pause",
        shown="Space",
        does="pauses the clock, and lets it run again",
        actions=_all("tick", " "),
        words=("p", "pause"),
        said="p pauses",
        brief="Space pauses",
    ),
    Key(id="next", shown="Enter", does="goes on, or starts a clock that waits", actions=_all("enter", "c-m", "c-j")),
    Key(
        id="skip",
        shown="Right, s",
        does="goes on to the next, also past a clock",
        actions=_all("skip", "right", "s"),
        words=("s", "skip", "n", "next"),
        said="s goes on to the next",
        brief="Right goes on",
    ),
    Key(id="again", shown="Left", does="goes back", actions=_all("back", "left", "c-h"), brief="Left goes back"),
    Key(id="end", shown="q", does="stops", actions=_all("quit", "q"), said="q stops", brief="q stops"),
)
"""The keys of somebody who is led through something with a clock."""
KEYS = {key.id: key for key in (*TABLE, *LED)}

ALWAYS = ("help", "quit", "close", "stop", "leave")
"""Keys of every prompt."""
CHOOSE = ("point", "digit", "enter", "back", "search", *ALWAYS)
ONE = ("point", "digit", "enter", "back", "unsure", "review", "search", *ALWAYS)
MANY = ("point", "digit", "tick", "enter", "back", "none", "unsure", "review", "search", *ALWAYS)
NUMBER = ("enter", "back", "unsure", "review", *ALWAYS)
TEXT = ("enter", "back", "close", "stop", "leave")
"""The keys of each kind of prompt. In a line for words every letter is a letter."""

NOTHING, TELLS = "That key does nothing here.", "? tells the keys."


def actions_of(ids: Iterable[str]) -> dict[str, str]:
    """Key name -> action, for these keys of the table."""
    return {name: action for id in ids for name, action in KEYS[id].actions.items()}


def say_keys(ids: Sequence[str], *, scrolls: bool = False) -> tuple[str, str]:
    """The key line below a prompt: for a usual window, and in a few words for a small one.

    Where the list `scrolls`, the small one names what finds a row.
    """
    goes_on = "goes on" if "digit" not in ids or "tick" in ids else "chooses"
    ways = [KEYS[id].brief for id in ("tick", "enter", "back", "figure") if id in ids]
    leaving = [KEYS[id].brief for id in ("help", "quit") if id in ids] or [KEYS["leave"].brief]
    finds = [KEYS["search"].brief] if scrolls and "search" in ids else []
    short = ["Enter", "Left", *finds, *(["? keys"] if "help" in ids else []), leaving[-1]]
    return f"{', '.join(ways).format(goes_on=goes_on)}. {', '.join(leaving)}.", f"{', '.join(short)}."


def say_led(*, running: bool, clock: bool) -> tuple[str, str]:
    """The key line of being led, in full and in a few words: a clock that runs, one that waits, or none."""
    enter = "Enter starts the clock" if clock and not running else "Enter goes on"
    extra = [KEYS["pause" if running else "skip"].brief] if clock else []
    rest = [KEYS[id].brief for id in ("again", "end")]
    ways = [*extra, enter, *rest] if running else [enter, *extra, *rest]
    return f"{', '.join(ways)}.", "Enter, Left, q stops."


def say_waiting(enter: str, numbers: Mapping[str, str], width: int, rows: int = 1) -> str:
    """The line that waits below a page: what Enter does, as many of the numbers as fit in `rows`, how to leave."""
    ends = "?: keys. q: quit." if numbers else "q: quit."
    line = ""
    for count in range(len(numbers) + 1):
        named = ", ".join(f"{key} {word}" for key, word in list(numbers.items())[:count])
        longer = f"Enter: {enter}. {f'{named}. ' if named else ''}{ends}"
        if line and len(wrap(longer, width)) > rows:
            break
        line = longer
    return line


def say_words(ids: Iterable[str]) -> str:
    """The letters of plain mode in a sentence: "b goes back, u is not sure, q quits."."""
    return f"{', '.join(KEYS[id].said for id in ids if KEYS[id].said)}."


def name_words(ids: Iterable[str]) -> str:
    """The letters of plain mode, only named: "b, u, q."."""
    return f"{', '.join(KEYS[id].words[0] for id in ids if KEYS[id].said and KEYS[id].words)}."


def is_word(id: str, line: str) -> bool:
    """Whether a line that was typed in plain mode is a word for this key."""
    return line.casefold() in KEYS[id].words


def row_keys(rows: Sequence[Row]) -> tuple[str, ...]:
    """What is typed for each row: its own key, `0` for none of these, `u` for not sure, else its number in the list."""
    keys = []
    number = 0
    for row in rows:
        fixed = row.key or {NONE: NONE_KEY, UNSURE: UNSURE_KEY}.get(row.id, "")
        number += not fixed
        keys.append(fixed or str(number))
    return tuple(keys)
