"""A report as HTML, Markdown or JSON. Templates stand beside this file; every text is cleaned and escaped on its way.

Owns escaping. The one module that knows jinja2, which is slow to import, so it is imported late. Must not choose what
is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from backcheck.show.report import Report
from backcheck.text import clean

Format = Literal["md", "html", "json"]

TEMPLATES = Path(__file__).parent / "templates"

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&@!$])")
_OPENERS = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def render_report(report: Report, form: Format) -> str:
    """The text of the report in this format, with a line end."""
    return _RENDERERS[form](report)


def _render_html(report: Report) -> str:
    page = _environment(autoescape=True, finalize=_clean_html).get_template("report.html.j2")
    return page.render(report=report, drawn=Markup)


def _render_markdown(report: Report) -> str:
    page = _environment(autoescape=False, finalize=escape_markdown).get_template("report.md.j2")
    return re.sub(r"\n{3,}", "\n\n", page.render(report=report, plain=Plain)).strip() + "\n"


def _render_json(report: Report) -> str:
    from msgspec.structs import asdict

    from backcheck.show.as_json import encode

    return encode(asdict(report) | {"advice": report.advice}) + "\n"


_RENDERERS: dict[Format, Callable[[Report], str]] = {
    "html": _render_html,
    "md": _render_markdown,
    "json": _render_json,
}


class Plain(str):
    """Text of a template that must reach the page as it is."""

    __slots__ = ()


def escape_markdown(value: Any) -> Any:
    """The text with everything that Markdown would read as a mark made plain, in one line; other values unchanged.

    Bare addresses are broken up, so that no reader makes a link of what somebody typed.
    """
    if not isinstance(value, str) or isinstance(value, Plain):
        return value
    text = _MARKS.sub(r"\\\1", " ".join(clean(value).split()))
    text = _OPENERS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", text)
    return re.sub(r"\bwww\.", r"www\\.", text.replace("://", ":\\//"))


def _clean_html(value: Any) -> Any:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _environment(*, autoescape: bool, finalize: Callable[[Any], Any]) -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
