"""The commands by name, without loading any: for the list in the help, for near names and for completion."""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "diagnose": ("diagnose", "Answer a short interview and see what to do."),
    "exercise": ("lifts", "See the card of one lift, or the list of lifts."),
    "cause": ("lookups", "See one thing that may set the pain off, or the list."),
    "redflags": ("redflags", "See the danger signs, and what to do about each."),
    "prevent": ("lookups", "See habits that keep a back going."),
    "warmup": ("lifts", "See the warm-up of a lift, with lighter sets for your weight."),
    "core": ("lookups", "See the core drills, or one drill."),
    "tests": ("lookups", "See tests that you can do alone at home."),
    "ladder": ("lookups", "See the way back to lifting, step by step."),
    "search": ("lookups", "Find words in all that backcheck knows."),
    "sources": ("lookups", "See the works that we cite, and how sure each is."),
    "questions": ("lookups", "See every question of the interview with its options."),
    "log": ("log", "See what changed in your training, from your app's export."),
    "history": ("history", "See your private journal: what you kept, and how it went."),
    "checkin": ("checkin", "Say how your back is now; see if you go up, stay or go back."),
    "report": ("report", "Make a page for a clinician and one for you or your coach."),
    "completion": ("completion", "Print a script that completes names in your shell."),
    "kb": ("kb", "Check the knowledge base (for its authors)."),
}
"""Command -> (module in this package, one line of help)."""

CALLED = {"journal": "history", "lifts": "exercise", "version": "--version"}
"""What people call a command or an option that goes by another name: only said, never taken."""
