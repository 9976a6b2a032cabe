"""What `kb test` found on cases, in words and tables for authors. The figures come as plain fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backcheck.knowledge.levels import LEVELS
from backcheck.looks import Style
from backcheck.show.page import Page
from backcheck.show.surface import Surface

COLUMN = 34
KINDS = ("contributors", "patterns")
BASELINES = {"most_common": "most common", "keyword": "keywords"}
GROUPS = {
    "family": "By family of the labelled contributor (only labels of that family count)",
    "lift": "By lift",
    "basis": "By what the label rests on",
}


def render_score(score: Mapping[str, Any], surface: Surface) -> list[str]:
    """Every share with n and interval, the confusion matrix, the rows by group, and each miss.

    What no case has a label for is left out.
    """
    page = Page(surface, f"{score['cases']} cases. After each share: n and the 95% interval.")
    _write_triage(page, score["triage"])
    if score["wanted"]["rows"]:
        _write_wanted(page, score["wanted"])
    if score["first_actions"]["first"]["n"]:
        _write_first(page, score["first_actions"])
    for kind in KINDS:
        if score[kind]["cases"]:
            _write_ranking(page, kind, score)
    for name, title in GROUPS.items():
        groups = [(group, said) for group in score["groups"][name] if (said := _say_group(group))]
        if groups:
            page.heading(title)
        for group, said in groups:
            page.field(f"{group['name']} ({group['cases']})", said, column=30, indent=2)
    if score["screens"]:
        _write_screens(page, score["screens"])
    _write_misses(page, score["misses"])
    return page.lines


def _write(page: Page, label: str, text: str, indent: int = 2) -> None:
    page.field(label, text, column=COLUMN, indent=indent)


def _write_triage(page: Page, triage: Mapping[str, Any]) -> None:
    if triage["exact"]["n"]:
        page.heading("Triage (cases whose label only hindsight can know are left out)")
        _write_shares(page, [(name, triage[name]) for name in ("exact", "lenient", "safe")])
        _write(page, "emergency or urgent, too low", ", ".join(triage["under_triaged"]) or "none")
    if triage["all_exact"]["n"]:
        page.heading("Triage, all cases")
        _write_shares(page, [(name, triage[f"all_{name}"]) for name in ("exact", "lenient", "safe")])
        _write_shares(page, [("self-care sent onward", triage["self_care_sent_on"])])
        page.heading("Triage, label (down) and level found (across), all cases")
        _write_matrix(page, triage["matrix"])
    if triage["ordinary"]["n"]:
        page.heading("People who must not be sent further than they may")
        _write_shares(page, [("within their level", triage["ordinary"])])
        _write(page, "sent too far", ", ".join(triage["sent_too_far"]) or "none")


def _write_matrix(page: Page, matrix: Mapping[str, Mapping[str, int]]) -> None:
    """A grid; where it is narrow or plain, one line for each label."""
    labels = [level for level in LEVELS if level in matrix]
    found = [level for level in LEVELS if level != "unscreened" or any(level in row for row in matrix.values())]
    if page.surface.narrow:
        for label in labels:
            page.field(label, ", ".join(f"{level} {n}" for level in found if (n := matrix[label].get(level))))
    else:
        rows = [[label, *(str(matrix[label].get(level, "-")) for level in found)] for label in labels]
        plain: Style = ""
        styles: list[Style] = ["label", *[plain] * len(found)]
        page.columns(("", *found), rows, styles, [100 // len(styles)] * len(styles))


def _write_wanted(page: Page, wanted: Mapping[str, Any]) -> None:
    """Too low, right and too high by group, with the people who are not right."""
    page.heading("People with the levels that guidance wants")
    for row in wanted["rows"]:
        low, high = len(row["too_low"]), len(row["too_high"])
        _write(page, f"{row['group']} ({row['people']})", f"{low} too low, {row['right']} right, {high} too high")
        for said, people in (("too low", row["too_low"]), ("too high", row["too_high"])):
            _write(page, said, ", ".join(people), indent=4)
    _write_shares(page, (("danger-sign answers not sure", wanted["unsure"]),))


def _write_first(page: Page, first: Mapping[str, Any]) -> None:
    """What people are told first, beside what a coach would accept."""
    page.heading("First actions that a coach would accept")
    rows = (("the first thing said", "first"), ("the same, in a coach's first two", "top_two"))
    _write_shares(page, [(said, first[name]) for said, name in (*rows, ("the first thing or today", "or_today"))])
    for miss in first["misses"]:
        today = ", ".join(filter(None, miss["today"])) or "nothing"
        text = f"accepted {', '.join(miss['accept'])}; got {miss['first'] or 'nothing'}; today {today}"
        _write(page, miss["id"], text, indent=4)


def _write_ranking(page: Page, kind: str, score: Mapping[str, Any]) -> None:
    page.heading(f"{kind.capitalize()} ({score[kind]['cases']} cases)")
    _write_shares(page, (("first is right", score[kind]["top1"]), ("among the first three", score[kind]["top3"])))
    for name, said in BASELINES.items():
        found = score["baselines"][name][kind]
        _write_shares(page, ((f"{said}, first", found["top1"]), (f"{said}, first three", found["top3"])))
    stories, ticked = score["keyword_text"]["stories"], score["keyword_text"]["ticked_labels"]
    if ticked:
        page.paragraph(f"Keywords: {stories} stories read; for {ticked} cases the words of ticked options.", indent=2)


def _say_group(group: Mapping[str, Any]) -> str:
    """The shares of the cases of one lift, family or basis; nothing where none of them has a label."""
    parts = []
    if group["exact"] is not None and group["exact"]["n"]:
        parts.append(f"Triage exact {_say_short(group['exact'])}, safe {_say_short(group['safe'])}.")
    for kind in KINDS:
        if group[kind] is not None and group[kind]["cases"]:
            first, three = _say_short(group[kind]["top1"]), _say_short(group[kind]["top3"])
            parts.append(f"{kind.capitalize()} first {first}, first three {three}.")
    return " ".join(parts)


def _write_screens(page: Page, screens: Mapping[str, Any]) -> None:
    page.heading("Screens (what a case does not answer gets 'not sure')")
    for name, said in (("median", "median"), ("max", "most"), ("max_emergency", "most at an emergency")):
        _write(page, said, f"{screens[name]:g}")
    shares = (("asked and answered", "answered"), ("the same, danger signs apart", "answered_beyond_safety"))
    _write_shares(page, [(said, screens[name]) for said, name in shares])
    page.heading("Stopping early against asking everything")
    for kind in KINDS:
        stopping = screens["stopping"][kind]
        for top, said in (("top1", "first"), ("top3", "first three")):
            lost, gained = _name(stopping[f"{top}_lost"]), _name(stopping[f"{top}_gained"])
            _write(page, f"{kind}, {said}", f"lost {lost}, gained {gained}")
    _write(page, "another level", _name(screens["level_changed"]))
    _write(page, "another first thing to do", _name(screens["action_changed"]))


def _name(cases: Sequence[str]) -> str:
    return f"{len(cases)} ({', '.join(cases)})" if cases else "none"


def _write_shares(page: Page, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    for name, share in rows:
        if share["n"]:
            low, high = share["interval"]
            _write(page, name, f"{share['share']:.0%} of {share['n']} (95% interval {low:.0%} to {high:.0%})")


def _say_short(share: Mapping[str, Any]) -> str:
    low, high = share["interval"]
    return f"{share['share']:.0%} of {share['n']} ({low:.0%} to {high:.0%})"


def _write_misses(page: Page, misses: Sequence[Mapping[str, Any]]) -> None:
    """Each case that came out other than labelled: what it got, by which rules or points."""
    page.heading(f"Misses ({len(misses)})")
    for miss in misses:
        hindsight = " (label known only in hindsight)" if miss["hindsight"] else ""
        wanted, got = " or ".join(miss["wanted"]), ", ".join(miss["got"])
        why = ""
        if not miss["ranking"]:
            why = f" because of {', '.join(miss['because'])}" if miss["because"] else "; no sign or rule raised it"
            if miss["could_raise"]:
                why += f"; not answered, and able to raise it: {', '.join(miss['could_raise'])}"
        text = f"{miss['kind']}: wanted {wanted}; got {got}{why}{hindsight}"
        page.field(miss["id"], text, column=8, indent=2)
        indent = 4 if page.surface.narrow else 10
        for place in miss["ranking"]:
            page.paragraph(_say_place(place), indent=indent)
        for place in miss["gold"]:
            if place not in miss["ranking"]:
                page.paragraph(f"wanted: {_say_place(place)}", indent=indent)
    if not misses:
        page.paragraph("None.", indent=2)


def _say_place(place: Mapping[str, Any]) -> str:
    if place["place"] is None:
        return f"{place['id']}: not in the list; this lift cannot have it"
    addends = [f"{one['points']:+g} {'+'.join(one['answers'])}" for one in (*place["for"], *place["against"])]
    start = f"start {place['start']:g}"
    return f"{place['place']}. {place['id']} {place['points']:g}: {', '.join([start, *addends])}"
