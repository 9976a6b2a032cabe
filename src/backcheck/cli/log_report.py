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
    from backcheck.training_log.log import TrainingLog


def add_log(runtime: Runtime, material: Material, file: str, *, pain: str, unit: str, mapped: list[str]) -> Material:
    """The material with this log. Without a day in `pain` the one that was kept counts, else the log's last weeks.

    Raises `FileError` or `UsageError`.
    """
    from backcheck.training_log.changes import find_changes
    from backcheck.training_log.findings import LogNotes

    began = read_date(pain, "--pain", runtime.tell) or (material.log.began if material.log is not None else None)
    log = read_training_log(file, make_index(runtime), unit=read_unit_name(unit), mapped=mapped)
    changes = find_changes(log, until=began.toordinal() if began else None)
    kept = material.log or LogNotes(log.unit)
    sore = material.assessment.exercise or ""
    found = sorted(changes.findings, key=lambda one: one.lift != sore)
    return replace(
        material,
        log=replace(kept, unit=log.unit, began=began, findings=tuple(found)),
        log_figure=draw_sore(log, sore, changes.until, began),
    )


def draw_sore(log: TrainingLog, sore: str, until: int, began: date | None) -> Figure | None:
    """The picture of this lift up to the day `until`, of its name with the most sets; None where the log has none."""
    from backcheck.show.document import Figure
    from backcheck.show.log_plot import describe_weeks, draw_weeks_svg
    from backcheck.training_log.weeks import cut_weeks

    named = [one for one in log.series if one.lift == sore]
    if not named:
        return None
    series = max(named, key=lambda one: sum(session.sets for session in one.sessions))
    weeks = cut_weeks(series, until, until)
    if not weeks.sessions:
        return None
    return Figure(
        title=f"{series.name}: top sets and work sets a week",
        svg=draw_weeks_svg(weeks, series.name, log.unit, began),
        alternative=describe_weeks(weeks, log.unit, began),
    )
