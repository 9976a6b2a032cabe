"""The long parts of `kb test`: jitter, what each question is worth, and each miss with its reasons. The look only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backcheck.show.page import Page
from backcheck.show.surface import Style

COLUMN = 34
UNSTEADY = 10
"""How many of the cases that changed most are named."""


def write_jitter(page: Page, jitter: Mapping[str, Any]) -> None:
    """What changed in how many runs, and what the score itself ranged over."""
    page.heading(f"Jitter: {jitter['cases']} cases, {jitter['runs']} runs, seed {jitter['seed']}")
    page.paragraph(
        "Every point and start is shaken by -1 to +1 in halves. Intervals count each case once: its runs are alike.",
        indent=2,
    )
    rows = [
        ("first thing to do changes", jitter["first_action"]),
        ("the same, cases with a plan", jitter["first_action_planned"]),
    ]
    for kind in jitter["top_three"]:
        rows.append((f"first three {kind} change", jitter["top_three"][kind]))
        rows.append(("the same, labelled cases", jitter["top_three_scored"][kind]))
    rows.append(("level changes", jitter["triage"]))
    for name, share in rows:
        page.field(name, _say_rate(share), column=COLUMN, indent=2)
    for kind in jitter["top1"]:
        for top, said in (("top1", "first is right"), ("top3", "first three")):
            found = jitter[top][kind]
            text = f"{found['median']:.0%} (95 % of the runs: {found['low']:.0%} to {found['high']:.0%})"
            page.field(f"{kind}, {said}", text, column=COLUMN, indent=2)
    worst = [f"{one['id']} {one['first_action']:.0%}" for one in jitter["unsteady"][:UNSTEADY]]
    page.field("first thing changes most in", ", ".join(worst) or "none", column=COLUMN, indent=2)


def _say_rate(share: Mapping[str, Any]) -> str:
    if share["share"] is None:
        return "no such case"
    low, high = share["interval"]
    return f"{share['share']:.1%} of {share['n']} (95 % interval {low:.1%} to {high:.1%})"


FIGURES = ("C 1st", "C 3", "P 1st", "P 3", "exact", "safe")


def write_ablation(page: Page, ablation: Sequence[Mapping[str, Any]]) -> None:
    """For each question how many cases are right without it, more or fewer. Narrow or plain, only what changes."""
    page.heading("Without the answers to one question: cases right, more or fewer")
    rows = []
    for one in ablation:
        changes = [one[top][kind] for kind in ("contributors", "patterns") for top in ("top1", "top3")]
        counts = [_net(change) for change in (*changes, one["exact"], one["safe"])]
        rows.append([one["question"], str(one["answered"]), *counts, str(len(one["first_action"]) or "-")])
    heads = ("question", "cases", *FIGURES, "act")
    if page.surface.narrow:
        for name, cases, *counts in rows:
            told = [f"{head} {count}" for head, count in zip(heads[2:], counts, strict=True) if count != "-"]
            page.field(f"{name} ({cases})", ", ".join(told) or "nothing changes")
    else:
        styles: list[Style] = ["label", "", "", "", "", "", "", "", ""]
        page.columns(heads, rows, styles, (22, *[9] * 8))
    page.paragraph(
        "cases: with an answer. C contributors, P patterns: first is right, one of the first three is. exact, safe: "
        "the level. act: cases whose first thing to do changes. A danger-sign list is answered 'none of these' then.",
        indent=2,
    )
    for one in ablation:
        if one["within"]["lost"] or one["within"]["gained"]:
            page.field(one["question"], f"people within their level: {_net(one['within'])}", indent=2)


def _net(change: Mapping[str, Any]) -> str:
    if not change["lost"] and not change["gained"]:
        return "-"
    gained, lost = len(change["gained"]), len(change["lost"])
    return (f"+{gained}" if gained else "") + (f"-{lost}" if lost else "")


def write_misses(page: Page, misses: Sequence[Mapping[str, Any]]) -> None:
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
