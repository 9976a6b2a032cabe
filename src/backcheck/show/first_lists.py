"""The lists of the look-ups on one screen: the first entries with what they are, the others by name.

What comes first in each list is decided here. The whole lists are in `lookups` and `training`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from backcheck.knowledge.model import Contributor, Pattern
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import Source, Stage
from backcheck.knowledge.training import Drill, Rung, SelfTest, Topic
from backcheck.show.first_page import first_entries, first_groups
from backcheck.show.lookups import FAMILIES, VERIFIED, split_causes
from backcheck.show.phrases import say_work
from backcheck.show.surface import Surface
from backcheck.show.training import say_minutes

if TYPE_CHECKING:
    from backcheck.knowledge.names import Named

STAGES: dict[Stage, str] = {
    "safety": "Danger signs",
    "lift": "The lift",
    "training": "Training",
    "signs": "What you see in the lift",
    "pain": "The pain",
    "body": "You",
    "tests": "Self-tests, offered later",
    "plan": "For the plan, offered later",
}


def first_lifts(lifts: Iterable[Named], surface: Surface) -> list[str]:
    """The lifts by family."""
    families: dict[str, list[str]] = {}
    for lift in lifts:
        families.setdefault(lift.family.replace("-", " ").capitalize(), []).append(lift.id)
    how = "Type: backcheck exercise NAME. Any name works, even with a typo."
    return first_groups("Lifts with a card", list(families.items()), surface, how)


def first_causes(causes: Iterable[Contributor | Pattern], surface: Surface) -> list[str]:
    """What may set a back off by family, then what a pain may look like."""
    contributors, patterns = split_causes(causes)
    groups = [(title, [one.id for one in contributors if one.family == family]) for family, title in FAMILIES.items()]
    groups.append(("What the pain may look like", [one.id for one in patterns if not one.serious]))
    groups.append(("Rare, and for a doctor", [one.id for one in patterns if one.serious]))
    title = "What may set a sore back off in leg training"
    return first_groups(title, [group for group in groups if group[1]], surface, "Type: backcheck cause ID.")


def first_topics(topics: Iterable[Topic], surface: Surface) -> list[str]:
    """The habits, the basic ones first."""
    entries = [(topic.id, topic.summary or topic.name) for topic in topics]
    return first_entries(["Habits that keep a back going"], entries, surface, "Type: backcheck prevent TOPIC.")


def first_tests(tests: Iterable[SelfTest], surface: Surface) -> list[str]:
    """The self-tests with the question that each one answers."""
    entries = [(test.id, f"{test.asks} ({say_minutes(test)})") for test in tests]
    return first_entries(["Tests that you can do alone at home"], entries, surface, "Type: backcheck tests ID.")


def first_drills(drills: Iterable[Drill], surface: Surface) -> list[str]:
    """The core drills with how much of each; the other drills by name."""
    ranked = sorted(drills, key=lambda drill: drill.kind != "core")
    entries = [(drill.id, f"{drill.name}. {drill.dose.text}") for drill in ranked]
    return first_entries(["Core drills"], entries, surface, "Type: backcheck core ID for one drill.")


def first_rungs(rungs: Iterable[Rung], surface: Surface) -> list[str]:
    """The steps back to lifting, each with when to go up."""
    entries = [(f"{rung.step}. {rung.name}", f"Up when: {rung.up}") for rung in rungs]
    how = "To see one step and when to go back, type: backcheck ladder STEP."
    return first_entries(["The way back to lifting, step by step"], entries, surface, how, steps=True)


def first_sources(sources: Iterable[Source], surface: Surface) -> list[str]:
    """How many there are and what was seen of them; the newest works."""
    known = sorted(sources, key=lambda source: (-(source.year or 0), source.id))
    seen = Counter(VERIFIED[source.verified] for source in known)
    intro = f"{len(known)}, newest first. " + "; ".join(f"{count} {words}" for words, count in seen.items()) + "."
    entries = [(source.id, say_work(source)) for source in known]
    return first_entries(["Sources", intro], entries, surface, "Type: backcheck sources ID.")


def first_questions(questions: Iterable[Question], surface: Surface) -> list[str]:
    """The questions by stage."""
    by_stage: dict[str, list[str]] = {}
    for question in questions:
        by_stage.setdefault(STAGES[question.stage], []).append(question.id)
    how = "Type: backcheck questions ID."
    return first_groups("The questions of the interview", list(by_stage.items()), surface, how)
