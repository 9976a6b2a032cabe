"""One lift's card, or the list of lifts: what `backcheck exercise` does.

The quickest command: it imports only what it uses, and no typer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from backcheck.cli.commands import COMMANDS
from backcheck.errors import UsageError
from backcheck.knowledge.load import load_lift, load_lift_names
from backcheck.knowledge.names import explain_rest, find_fault, find_lift, say_taken, split_part
from backcheck.knowledge.near import UnknownNameError, find_near, plain
from backcheck.show.card import PARTS, render_card, render_first, render_part, render_taken

if TYPE_CHECKING:
    from backcheck.cli.runtime import Runtime
    from backcheck.knowledge.lifts import Lift
    from backcheck.show.surface import Surface


class Drawing(NamedTuple):
    """What is to be drawn in place of the card: one fault, the right way and every fault, or a moving picture."""

    fault: str = ""
    every: bool = False
    animate: bool = False


_NOTHING = Drawing()


def names_lift(runtime: Runtime, words: Sequence[str]) -> bool:
    """Whether the first of these words, which begin with no command, name a lift: "leg press --sources".

    So does what is known to be none, or to have no card. Without the exact name of a lift, a command that is near goes
    first. Raises `KnowledgeError`.
    """
    root = runtime.data_folder()
    names = list(takewhile(lambda word: not word.startswith("-"), words))
    lifts = load_lift_names(root)
    near_command = bool(find_near(words[0], list(COMMANDS)))
    for end in range(len(names), 0, -1):
        try:
            if find_lift(lifts, " ".join(names[:end]), lambda: runtime.read_file("activities.json")).exact:
                return True
        except UnknownNameError:
            continue
        except UsageError:
            pass
        if not near_command:
            return True
    return False


def show_lift(
    runtime: Runtime,
    name: Sequence[str],
    *,
    full: bool = False,
    sources: bool = False,
    drawing: Drawing = _NOTHING,
    as_json: bool = False,
) -> None:
    """Shows the lift of this name, with which one part of its card may be named; without a name the list.

    Raises `UsageError` with near matches.
    """
    root, out = runtime.data_folder(), runtime.out()
    lifts = load_lift_names(root)
    if not name:
        if any(drawing):
            raise UsageError("A figure shows one lift.", "Name it: backcheck exercise squat --figures.")
        if as_json:
            from backcheck.show.as_json import encode_list

            out.write([encode_list("exercises", lifts)])
        else:
            from backcheck.show.first_lists import first_lifts
            from backcheck.show.lookups import render_lifts

            runtime.show(render_lifts(lifts, out) if full else first_lifts(lifts, out))
        return
    wanted, part = split_part(lifts, " ".join(name), PARTS)
    try:
        found = find_lift(lifts, wanted, lambda: runtime.read_file("activities.json"))
    except UnknownNameError as error:
        raise explain_rest(lifts, wanted, PARTS) or error from None
    except UsageError as error:
        raise UsageError(error.problem, error.remedy + _name_page(runtime, wanted)) from None
    taken = say_taken(wanted, found)
    first = not (full or sources or part or as_json or any(drawing))  # one screen, where it is said below
    if taken and not (out.terminal and first):
        runtime.tell(taken)
    lift = load_lift(root, found.id)
    if as_json:
        from backcheck.show.as_json import encode_card

        out.write([encode_card(lift, "" if found.exact else wanted)])
    elif any(drawing):
        _draw(runtime, lift, drawing)
    else:
        below = render_taken(taken, out)
        card = _card(runtime, lift, out.beside(below), part, full=full, credited=sources)
        runtime.show([*card, *below])


def _name_page(runtime: Runtime, text: str) -> str:
    """Where the self-test or drill of this name is, since people look for it among the lifts; empty for none."""
    for command, file in (("tests", "tests.json"), ("core", "drills.json")):
        for one in runtime.read_file(file):
            if plain(text) in (plain(one.id), plain(one.name)):
                return f". Its page: backcheck {command} {one.id}"
    return ""


def _card(runtime: Runtime, lift: Lift, out: Surface, part: str, *, full: bool, credited: bool) -> list[str]:
    """The lines of the first screen, of one part, or of the whole card. Raises `KnowledgeError`."""
    if not (full or credited or part):
        return render_first(lift, out)
    known, review = runtime.sources(credited=credited), runtime.review()
    return render_part(part, lift, out, review, known) if part else render_card(lift, out, review, known)


def _draw(runtime: Runtime, lift: Lift, drawing: Drawing) -> None:
    """The figures that were asked for; moving where there is a terminal and nobody asked for stillness."""
    from backcheck.show.figures import render_all, render_fault

    out = runtime.out()
    fault = find_fault(lift, drawing.fault) if drawing.fault else None
    if drawing.animate:
        from backcheck.cli.animate import play

        play(runtime, lift, fault)
    elif fault is not None and not drawing.every:
        runtime.show(render_fault(lift, fault, out))
    else:
        runtime.show(render_all(lift, out))
