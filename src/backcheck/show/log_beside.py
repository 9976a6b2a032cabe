"""What a log says, put beside the reasons of an advice that rest on the same rows. It adds no point to anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from backcheck.reasoning.assessment import Assessment, Evidence, RankedContributor, RankedPattern
from backcheck.show.log_words import say_rows
from backcheck.training_log.findings import LogNotes

CHANGED = "changed"

Ranked = TypeVar("Ranked", RankedContributor, RankedPattern)


def tell_log(result: Assessment, notes: LogNotes | None) -> Assessment:
    """The assessment with the log's words behind each reason that rests on a row of `changed`; else as it is."""
    said = {} if notes is None else say_rows(notes, result.exercise or "")
    if not said:
        return result
    return replace(
        result,
        contributors=tuple(_tell_all(one, said) for one in result.contributors),
        patterns=tuple(_tell_all(one, said) for one in result.patterns),
    )


def _tell_all(entry: Ranked, said: Mapping[str, str]) -> Ranked:
    for_, against, also = (tuple(_tell(one, said) for one in part) for part in (entry.for_, entry.against, entry.also))
    return replace(entry, for_=for_, against=against, also=also)


def _tell(evidence: Evidence, said: Mapping[str, str]) -> Evidence:
    """The reason with the log's words in brackets, where they are about a row that was ticked."""
    rows = [str(given.value) for given in evidence.answers if given.question == CHANGED]
    words = [said[row].rstrip(".") for row in rows if row in said]
    if not words or not evidence.said:
        return evidence
    return replace(evidence, said=f"{evidence.said} ({'; '.join(one[:1].lower() + one[1:] for one in words)})")
