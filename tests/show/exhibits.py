"""Things to show: any value of the model with every text in it the same, and a believable result."""

from __future__ import annotations

import io
import re
import types
import typing
from datetime import date
from typing import Any, Literal, TypeVar

import msgspec

from backcheck.knowledge.model import Headlines
from backcheck.knowledge.records import Level
from backcheck.reasoning.assessment import (
    AdviceLine,
    Assessment,
    Coaching,
    Evidence,
    FixLine,
    KnowledgeStamp,
    OpenQuestion,
    Plan,
    PlanLine,
    RankedContributor,
    RankedPattern,
    Reason,
    Triage,
)
from backcheck.show.surface import Surface

HOSTILE = "[red]x[/red] [/x] \x1b[31m \x1b]8;;http://x\x07 \x9b31m :fire: <b> \u202eabc \ud800 \r\n\tend"
SHOWN = "[red]x[/red] [/x] "
TODAY = date(2026, 11, 23)
SGR = re.compile("\x1b\\[[0-9;]*m")
BOXES = re.compile("[\u2500-\u257f+|]")

T = TypeVar("T")


def build(kind: type[T], text: str = "Words to read") -> T:
    """A value of this type in which every text is `text`, every list has one entry and nothing is retired."""
    return typing.cast(T, _value(kind, text, depth=0))


def _value(kind: Any, text: str, depth: int) -> Any:
    origin = typing.get_origin(kind)
    arguments = typing.get_args(kind)
    if kind is str:
        return text
    if kind in (int, float, bool, bytes):
        return kind(1)
    if origin is Literal:
        return arguments[0]
    if origin in (typing.Union, types.UnionType):
        return None if type(None) in arguments else _value(arguments[0], text, depth)
    if origin is tuple:
        if arguments[-1] is not Ellipsis:
            return tuple(_value(part, text, depth) for part in arguments)
        return (_value(arguments[0], text, depth + 1),) if depth < 6 else ()
    if origin is dict:
        return {_value(arguments[0], text, depth): _value(arguments[1], text, depth + 1)}
    hints = typing.get_type_hints(kind)
    shown = [name for name in kind.__struct_fields__ if name != "retired"]
    return kind(**{name: _value(hints[name], text, depth + 1) for name in shown})


def surface(**changes: Any) -> Surface:
    """A surface that holds its text: 80 columns, no colour, unless told otherwise."""
    return Surface(**{"stream": io.StringIO(), **changes})


SURFACES = [
    surface(),
    surface(colour=True),
    surface(width=40),
    surface(width=40, colour=True),
    surface(width=20),
    surface(width=100, unicode=False),
    surface(plain=True),
    surface(plain=True, width=40),
]


def because(said: str, points: float = 2) -> Evidence:
    return Evidence(answers=(), fact=said, points=points, said=said, sources=("expert",))


def contributor(name: str, family: Any = "form", **changes: Any) -> RankedContributor:
    fields: dict[str, Any] = {
        "id": name.lower().replace(" ", "-"),
        "name": name,
        "family": family,
        "fit": "likely",
        "start": -1,
        "points": 3.5,
        "for_": (because("you felt it at the bottom"), because("you have seen the tailbone tuck", 3)),
        "against": (),
        "also": (),
        "aliases": (),
        "change": f"Change {name}.",
        "fixes": (FixLine(id="a", text=f"Mend {name}.", cue="Stop above the tuck", error=f"See {name}", ticked=True),),
    }
    return RankedContributor(**(fields | changes))


def pattern(name: str, *, serious: bool = False) -> RankedPattern:
    return RankedPattern(
        id=name.lower(),
        name=name,
        fit="possible",
        serious=serious,
        start=0,
        points=1,
        for_=(because("it is tight"),),
        against=(because("it goes below the knee"),),
        also=(),
        what_next="Move a little each day.",
    )


def result(level: Level = "self-care", **changes: Any) -> Assessment:
    """A result at this level; at self-care with one thing to change and one form fault."""
    coached = level not in ("emergency", "urgent")
    fields: dict[str, Any] = {
        "schema_version": 1,
        "knowledge": KnowledgeStamp(version="1", hash="0", reviewed=False),
        "exercise": "squat",
        "triage": Triage(
            level=level,
            reasons=(Reason(id="rule", level=level, answers=(), text="This is the reason.", sources=()),),
            action=(AdviceLine(id="go", text="Do this now."), AdviceLine(id="say", text="Then do that.")),
            watch_for=("numb between the legs", "a weak leg.", "a fever"),
            watch_today=("a fever",),
            say="Back pain since a lift." if not coached else "",
            unanswered=("safety-you",) if level == "unscreened" else (),
        ),
        "coaching": Coaching(mode="full" if level == "self-care" else "hold" if coached else "none", reason=None),
        "contributors": (
            contributor("Heavy week", "load", for_=(because("the weight went up fast"),)),
            contributor("Tailbone tucks", aliases=("too-deep",)),
            contributor("Too deep", fit="possible"),
        )
        if coached
        else (),
        "patterns": (pattern("Strain"), pattern("Cauda equina", serious=True)),
        "plan": Plan(
            today=(PlanLine(id="t", text="Two light sets.", after_days=0),),
            this_week=(PlanLine(id="w", text="Film it.", after_days=0),),
            next_weeks=(PlanLine(id="n", text="Add 2 kg.", after_days=14),),
            swap_for=(PlanLine(id="s", text="Belt squat.", after_days=0),),
            see_someone_if=(PlanLine(id="p", text="It is no better on {date}.", after_days=0),),
        )
        if coached
        else Plan(),
        "verdict": {"emergency": "STOP", "urgent": "TODAY", "clinician": "BOOK", "unscreened": "NOT SCREENED"}.get(
            level, "TRAIN, CHANGED"
        ),
        "sentence": "This is the sentence.",
        "headlines": Headlines(
            train_tomorrow="Yes, lighter.",
            how_long="Most ease in 2 to 6 weeks. Look on {date}.",
            see_someone="Not yet.",
            is_this_normal="Yes, it is common.",
        )
        if coached
        else None,
        "look_again_days": 14,
        "keep_doing": ("Bench press.", "Ride the bike."),
        "notes": (),
        "lead": ("heavy-week", "tailbone-tucks") if level == "self-care" else (),
        "enough": True,
        "plain_soreness": False,
        "flared": False,
        "would_change_this": (OpenQuestion(question="signs-squat", how_to_find_out="Film it from the side."),),
        "set_aside": (),
        "questions_asked": 9,
        "review": "Not yet reviewed by a clinician.",
    }
    return msgspec.structs.replace(Assessment(**{**fields, **changes}))
