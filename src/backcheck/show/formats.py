"""Sections as terminal text; a report of them as HTML, Markdown or JSON.

What is said was chosen before. Every text is cleaned and escaped on its way; the templates are beside this file. Only
this module knows jinja2, and imports it late, since it is slow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec.structs import asdict, replace

from backcheck.show.document import Line, Report, Section
from backcheck.show.page import Page
from backcheck.show.surface import Surface
from backcheck.text import clean

if TYPE_CHECKING:
    from jinja2 import Environment, Template

Format = Literal["md", "html", "json"]

TEMPLATES = Path(__file__).parent / "templates"

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&@!$])")
_OPENERS = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def render_section(section: Section, surface: Surface) -> list[str]:
    """The lines of a section on the terminal: its heading, its lead, and what it holds in its form."""
    page = Page(surface)
    page.heading(section.title)
    page.paragraph(section.lead, indent=2)
    if section.form == "rows":
        cells = [
            (line.label, "\n".join((line.text, *(one.text for one in line.more))), line.cue) for line in section.lines
        ]
        page.table(section.heads, cells, ("error", "fix", "cue"), (3, 5, 3))
    else:
        for number, line in enumerate(section.lines, 1):
            _write_line(page, section, line, number)
    if section.table:
        page.paragraph(f"{section.table.caption}:", indent=2)
        share = 100 // len(section.table.heads)
        heads = section.table.heads
        page.columns(heads, section.table.rows, [""] * len(heads), [share] * len(heads))
    for figure in section.figures:
        page.paragraph(f"{figure.title}: {figure.alternative}", indent=2)
    if section.fault:
        from backcheck.show.figures import render_fault

        # nobody looks at a pipe, so there the words alone are told
        page.lines += render_fault(*section.fault, surface if surface.terminal else replace(surface, braille=False))
    page.trim()
    return page.lines


def _write_line(page: Page, section: Section, line: Line, number: int) -> None:
    ranked = section.form == "ranked"
    inner = 3 if ranked else 4
    if line.fit or (line.label and line.more):
        page.gap()
        head = f"{number}. {line.label}: {line.fit}" if ranked else line.name
        page.paragraph(head, indent=0 if ranked else 2, style="strong")
        for one in (Line(line.text, "".join(section.heads)), *line.more):
            page.field(one.label, one.text, column=section.column, indent=inner, label_style=one.style)
    elif line.label:
        if ranked:
            page.gap()
        page.field(line.label, line.text, column=section.column, indent=inner if ranked else 2, label_style=line.style)
    elif section.form == "steps":
        page.steps([line.text], start=number)
    else:
        page.items([line.text])
        for one in line.more:
            page.paragraph(one.text, indent=4)


def render_report(report: Report, form: Format) -> str:
    """The text of the report in this format, with a line end."""
    pages = [asdict(page) | {"sections": [_spell_out(part) for part in page.sections]} for page in report.pages]
    told = asdict(report) | {"pages": pages, "advice": report.advice}
    if form == "json":
        from backcheck.show.as_json import encode

        return encode(told) + "\n"
    if form == "html":
        from markupsafe import Markup

        return load_template("report.html.j2").render(report=told, drawn=Markup)
    template = _environment(autoescape=False, finalize=escape_markdown).get_template("report.md.j2")
    return re.sub(r"\n{3,}", "\n\n", template.render(report=told, plain=Plain)).strip() + "\n"


def _spell_out(section: Section) -> dict[str, Any]:
    """The section as the formats of a report have it: each line one label and one text, a fault as a drawing."""
    lines = []
    for line in section.lines:  # with all that is below it
        more = (f"{one.label}: {one.text}" if one.label else one.text for one in line.more)
        cue = f'Cue: "{line.cue}".' if line.cue else ""
        text = " ".join(filter(None, (line.text, *more, cue)))
        lines.append({"text": text, "label": line.name, "id": line.id})
    figures = [asdict(figure) for figure in section.figures]
    if section.fault:
        from backcheck.show.figure_svg import picture_fault

        if (drawn := picture_fault(*section.fault)) is not None:
            figures.append(asdict(drawn))
    return {
        "id": section.id,
        "title": section.title,
        "lead": section.lead,
        "lines": lines,
        "ordered": section.form == "steps",
        "table": asdict(section.table) if section.table else None,
        "figures": figures,
    }


def load_template(name: str) -> Template:
    """The HTML template of this name; every text that is filled in is cleaned and escaped."""
    return _environment(autoescape=True, finalize=_clean_html).get_template(name)


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
    from markupsafe import Markup

    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache  # a template takes longer to read than to fill
def _environment(*, autoescape: bool, finalize: Callable[[Any], Any]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=autoescape,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
