"""People as answers files: one for each verdict, told with answers that a polished base still has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

Given = dict[str, object]

CLEAR: Given = {
    "safety-body": ["none"],
    "safety-nerves": ["none"],
    "safety-pain": ["none"],
    "safety-you": ["none"],
    "age": "20-44",
}
"""No danger sign on any of the four lists."""

TRAIN_CHANGED: Given = CLEAR | {
    "exercise": "squat",
    "changed": ["load-up"],
    "signs-squat": ["tailbone-tucks"],
    "pain-course": "weeks-easing",
    "pain-when": "bottom",
    "pain-reach": "only-lift",
    "pain-now": 3,
}
TRAIN: Given = CLEAR | {
    "exercise": "deadlift",
    "changed": ["more-work"],
    "signs-deadlift": ["none"],
    "pain-course": "days",
    "pain-when": "next-day",
    "pain-start": "after-session",
    "pain-where": "across",
    "pain-feel": "sore",
    "pain-reach": "nuisance",
    "pain-now": 2,
}
BOOK: Given = TRAIN_CHANGED | {"safety-pain": ["leg-below-knee"]}
TODAY: Given = CLEAR | {"safety-body": ["fever"], "exercise": "squat"}
STOP: Given = {
    "age": "20-44",
    "safety-body": ["none"],
    "safety-nerves": ["numb-saddle", "bladder"],
    "safety-numb-saddle": "numb",
}
CONTRACT: Given = {"safety-nerves": ["none"], "exercise": "squat", "pain-when": "bottom", "pain-now": 4}
"""The answers file of the contract: three of the four lists are open."""

PEOPLE: dict[str, tuple[Given, str, str]] = {
    "TRAIN, CHANGED": (TRAIN_CHANGED, "self-care", "full"),
    "TRAIN": (TRAIN, "self-care", "full"),
    "BOOK": (BOOK, "clinician", "hold"),
    "TODAY": (TODAY, "urgent", "none"),
    "STOP": (STOP, "emergency", "none"),
    "NOT SCREENED": (CONTRACT, "unscreened", "hold"),
}
"""Verdict -> answers, level, coaching."""


def file_of(folder: Path, answers: Mapping[str, object]) -> Path:
    """An answers file in this folder."""
    path = folder / "answers.json"
    path.write_text(json.dumps({"answers": answers}), encoding="utf-8")
    return path
