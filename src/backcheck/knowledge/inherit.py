"""Variants: a lift file that says only what is different, put together with the lift it inherits from.

Works on raw JSON values, before they are decoded to their type, so that a merged card is checked like any other.
"""

from __future__ import annotations

from typing import Any

BY_ID = ("faults", "swaps")
"""Lists that are merged entry by entry; an entry with an inherited id replaces that one, others follow."""

BY_KEY = ("starts", "phases")
"""Objects that are merged key by key."""

NEVER = ("names", "covers", "related")
"""What a variant does not get from its parent: these would make two lifts answer to one name."""


def merge_variant(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """The whole card of a variant. `leaves_out` names inherited faults that it does not have."""
    whole = {key: value for key, value in parent.items() if key not in NEVER}
    whole |= child
    for key in BY_ID:
        if key in child:
            whole[key] = _merge_entries(parent.get(key, []), child[key])
    for key in BY_KEY:
        if key in child:
            whole[key] = {**parent.get(key, {}), **child[key]}
    if "poses" in parent and "poses" in child:
        whole["poses"] = _merge_poses(parent["poses"], child["poses"])
    gone = set(child.get("leaves_out", ()))
    whole["faults"] = [fault for fault in whole.get("faults", []) if fault.get("id") not in gone]
    return whole


def _merge_poses(inherited: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The poses of a variant: what it says, key poses one by one, and the rest from its parent."""
    return {**inherited, **own, "keys": {**inherited.get("keys", {}), **own.get("keys", {})}}


def _merge_entries(inherited: list[Any], own: list[Any]) -> list[Any]:
    replaced = {entry.get("id"): entry for entry in own}
    merged = [replaced.pop(entry.get("id"), entry) for entry in inherited]
    return merged + list(replaced.values())
