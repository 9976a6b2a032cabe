"""An emergency in answers that hold a mistake: its page comes first, and the error after it.

What of the answers can still be read is decided in `reasoning.recheck`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from backcheck.cli.machine import today
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError

if TYPE_CHECKING:
    from backcheck.knowledge.model import KnowledgeBase


@contextmanager
def emergency_first(runtime: Runtime, kb: KnowledgeBase, given: object, *, quiet: bool) -> Iterator[None]:
    """Before an error of the body goes on, the page of the emergency that the readable part of `given` makes, if any.

    `given` is what a file holds as answers, of any shape. With `quiet` standard output is for a program: then the
    emergency is said on standard error.
    """
    try:
        yield
    except BackcheckError:
        if isinstance(given, Mapping):
            _show_emergency(runtime, kb, given, quiet=quiet)
        raise


def tell_without_base(runtime: Runtime, read: Callable[[], object], *, quiet: bool) -> None:
    """The page of the emergency in the answers that `read` gives, where the knowledge base is broken; else nothing.

    The error about the base is for the caller to raise.
    """
    with suppress(BackcheckError):
        given = read()
        if isinstance(given, Mapping) and given:
            _show_emergency(runtime, runtime.readable_knowledge(), given, quiet=quiet)


def _show_emergency(runtime: Runtime, kb: KnowledgeBase, given: Mapping[str, object], *, quiet: bool) -> None:
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.recheck import salvage

    result = assess(kb, salvage(kb, given), look_ahead=False)
    if result.triage.level != "emergency":
        return
    if quiet:
        from backcheck.show.danger import say_action

        reasons = "; ".join(reason.text for reason in result.triage.reasons if reason.level == "emergency")
        runtime.tell(f"{result.verdict}: {say_action(kb, 'emergency')}", f"The reason: {reasons}")
        return
    from backcheck.show.advice import advise
    from backcheck.show.first_screen import render_first_screen

    out = runtime.out()
    out.write(render_first_screen(advise(kb, result, today()), out))
