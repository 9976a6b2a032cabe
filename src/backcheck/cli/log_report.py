"""A training log in a report: its findings, and the picture of the sore lift. The log itself is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from backcheck.cli.log import make_index, read_date, read_training_log, read_unit_name

if TYPE_CHECKING:
    from datetime import date

    from backcheck.cli.wiring import Runtime
    from backcheck.show.document import Figure
    from backcheck.show.report import Material
    from backcheck.training_log.log import Series, TrainingLog


def add_log(runtime: Runtime, material: Material, file: str, *, pain: str, unit: str, mapped: list[str]) -> Material:
    """The material with this log. Without a day in `pain` the one that was kept counts, else the log's last weeks.

    Raises `FileError` or `UsageError`.
    """
    from backcheck.training_log.findings import LogNotes, find_changes

    began = read_date(pain, "--pain") or (material.log.began if material.log is not None else None)
    log = read_training_log(file, make_index(runtime), unit=read_unit_name(unit), mapped=mapped)
    changes = find_changes(log, until=began.toordinal() if began else None)
    sore = material.assessment.exercise or ""
    found = sorted(changes.findings, key=lambda one: one.lift != sore)
    most_done = sorted(log.series, key=lambda one: -sum(session.sets for session in one.sessions))
    drawn = next((one for one in most_done if one.lift == sore), None)
    return replace(
        material,
        log=LogNotes(log.unit, began, tuple(found)),
        log_figure=None if drawn is None else _draw(drawn, log, changes.since, changes.until, began),
    )


def _draw(series: Series, log: TrainingLog, since: int, until: int, began: date | None) -> Figure | None:
    from backcheck.show.document import Figure
    from backcheck.show.log_svg import describe_weeks, draw_weeks_svg
    from backcheck.training_log.weeks import cut_weeks

    weeks = cut_weeks(series, since, until)
    if not weeks.sessions:
        return None
    return Figure(
        title=f"{series.name}: top sets and work sets a week",
        svg=draw_weeks_svg(weeks, series.name, log.unit, began),
        alternative=describe_weeks(weeks, log.unit, began),
    )
