"""The commands by name, without loading any: for the list in the help, for near names and for completion."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "diagnose": ("diagnose", "A short interview, then what to do."),
    "exercise": ("exercise", "One lift's card, or the list of lifts."),
    "cause": ("lookups", "One thing that may set the pain off, or the list."),
    "redflags": ("redflags", "The danger signs, and what to do about each."),
    "prevent": ("lookups", "Habits that keep a back going."),
    "warmup": ("warmup", "The warm-up of a lift, with the lighter sets for your weight."),
    "core": ("lookups", "The core drills, or one drill."),
    "tests": ("lookups", "Tests that you can do alone at home."),
    "ladder": ("lookups", "The way back to lifting, step by step."),
    "search": ("search", "Find words in all that backcheck knows."),
    "sources": ("lookups", "Who says so, and how sure it is."),
    "questions": ("lookups", "Every question of the interview with its options."),
    "log": ("log", "What changed in your training, from your app's export."),
    "history": ("history", "Your private journal: what you kept, and how it went."),
    "checkin": ("checkin", "About two minutes: how is it now, and up, stay or back?"),
    "report": ("report", "One page for a clinician, one for you or your coach."),
    "completion": ("completion", "A script that completes commands and lift names in your shell."),
    "kb": ("kb", "For authors of the knowledge base."),
}
"""Command -> (module in this package, one line of help)."""
