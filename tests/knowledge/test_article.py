"""The article's knowledge is complete: every lift, error, solution point, cause and habit it names stands in `data/`.

Each item is looked for in the one entry where a reader would meet it, by words that carry its meaning. Where the
evidence is milder than the article, the entry has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from backcheck.knowledge.lifts import Fault
from backcheck.knowledge.model import Contributor, KnowledgeBase, Pattern
from backcheck.knowledge.records import Claim


class Said(NamedTuple):
    """Something a reader is told at one place, with what backs it."""

    text: str
    sources: tuple[str, ...]
    grade: str | None


class Item(NamedTuple):
    """What the article says, where it must stand here, and words of which each must be found in one statement there."""

    id: str
    place: str
    words: tuple[str, ...]


ERRORS = (
    Item("squat: rounding", "lift squat fault rounding", (r"low back rounds", r"keeps changing|bends more")),
    Item("squat: forward lean", "lift squat fault forward-lean", (r"forward lean", r"chest")),
    Item("deadlift: rounding", "lift deadlift fault rounding", (r"low back rounds", r"bends further")),
    Item(
        "deadlift: back, not legs", "lift deadlift fault lifting-with-back", (r"with the back, not the legs", r"push")
    ),
    Item("leg press: pelvis off", "lift leg-press fault pelvis-off-pad", (r"tailbone lifts off the pad", r"pelvis")),
    Item("leg press: rounding", "lift leg-press fault rounding", (r"low back rounds", r"\bpad\b")),
    Item("lunge: leaning", "lift lunge fault forward-lean", (r"leaning too far forward", r"chest")),
    Item("lunge: unsteady core", "lift lunge fault unstable-core-or-lateral-shift", (r"unsteady trunk", r"brace")),
    Item("good morning: rounding", "lift good-morning fault rounding", (r"low back rounds", r"hips stop")),
    Item("good morning: no hinge", "lift good-morning fault no-hip-hinge", (r"no hip hinge", r"bending at the waist")),
)
"""The article's table, column two."""

SOLUTIONS = (
    Item("squat: neutral spine", "lift squat setup", (r"neutral low back",)),
    Item("squat: brace", "lift squat setup", (r"^brace", r"tighten", r"punch")),
    Item("squat: chest up", "lift squat setup", (r"chest up",)),
    Item("squat: hips between knees", "lift squat setup", (r"hips go down between your knees",)),
    Item("squat: through the heels", "lift squat setup", (r"push your heels down",)),
    Item("deadlift: hinge", "lift deadlift setup", (r"hinge from the hips",)),
    Item("deadlift: straight back", "lift deadlift setup", (r"back straight", r"chest up")),
    Item("deadlift: lats", "lift deadlift setup", (r"\blats\b", r"bar close")),
    Item("deadlift: feel it", "lift deadlift setup", (r"feel your hamstrings and glutes",)),
    Item("leg press: back on pad", "lift leg-press setup", (r"whole low back", r"on the pad")),
    Item("leg press: limit range", "lift leg-press setup", (r"limit how deep", r"before your tailbone lifts")),
    Item("leg press: core", "lift leg-press setup", (r"tighten your middle",)),
    Item("lunge: upright trunk", "lift lunge setup", (r"trunk upright", r"lean")),
    Item("lunge: engage the core", "lift lunge setup", (r"^brace", r"tighten your middle")),
    Item("lunge: knee over ankle", "lift lunge setup", (r"front knee follow", r"in line with your ankle")),
    Item("good morning: strict hinge", "lift good-morning setup", (r"hinge strictly from the hips",)),
    Item("good morning: straight back", "lift good-morning setup", (r"back straight",)),
    Item("good morning: brace", "lift good-morning setup", (r"^brace",)),
    Item("good morning: depth", "lift good-morning setup", (r"only as far as your back keeps its shape",)),
    Item(
        "good morning: chain", "lift good-morning loads", (r"whole chain behind you", r"hamstrings", r"middle has to")
    ),
)
"""The article's table, column three."""

CAUSES = (
    Item("form: rounding", "cause rounding", (r"rounds as you lift", r"discs", r"ligaments")),
    Item(
        "form: hyperextension",
        "cause hyperextension",
        (r"too much arch", r"facet joints", r"top of a squat", r"leg press"),
    ),
    Item("form: no hip hinge", "cause no-hip-hinge", (r"deadlifts, good mornings", r"hips", r"takes more of the load")),
    Item("form: butt wink", "cause butt-wink", (r"butt wink", r"pelvis")),
    Item("form: off the pad", "cause pelvis-off-pad", (r"leg press", r"pelvis tips off the pad", r"without support")),
    Item("load: stability", "cause excessive-load", (r"stay steady",)),
    Item("load: posture", "cause excessive-load", (r"hold your posture",)),
    Item("load: compression", "cause excessive-load", (r"spine is pressed harder",)),
    Item("load: other muscles", "cause excessive-load", (r"work moves .* to the hips and back",)),
    Item("core: not engaged", "cause poor-bracing", (r"less support", r"works harder")),
    Item("core: weak", "cause weak-core", (r"belly, sides and back", r"less support", r"work harder")),
    Item("weak glutes", "cause weak-glutes", (r"squats and lunges", r"low back may do some of their work")),
    Item("weak hamstrings", "cause weak-hamstrings", (r"hamstrings", r"low back may finish")),
    Item("weak hip flexors", "cause weak-hip-flexors", (r"front of your hip", r"back may have to work harder")),
    Item("tight hip flexors", "cause tight-hip-flexors", (r"pull the pelvis forward", r"arch in your low back")),
    Item("condition: herniated disc", "pattern disc-herniation", (r"herniated disc",)),
    Item("condition: sciatica", "pattern sciatica", (r"sciatica", r"down a leg")),
    Item("condition: stenosis", "pattern stenosis", (r"spinal stenosis",)),
    Item("condition: strain, sprain", "pattern muscle-strain", (r"strain or sprain",)),
    Item("condition: arthritis", "pattern arthritis-facet", (r"arthritis",)),
    Item(
        "see someone if it persists",
        "topic professional-guidance",
        (r"nothing has changed at two weeks", r"physio", r"doctor"),
    ),
)

HABITS = (
    Item("form over weight", "topic form-over-weight", (r"lower the weight until you can hold your form",)),
    Item("form: film yourself", "topic form-over-weight", (r"film your lift from the side", r"hip height")),
    Item(
        "how to brace", "topic engage-the-core", (r"breathe into your belly", r"tighten all round", r"before a punch")
    ),
    Item("core: plank", "topic strengthen-the-core", (r"^plank", r"seconds")),
    Item("core: bird-dog", "topic strengthen-the-core", (r"^bird-dog", r"one arm and the opposite leg")),
    Item("core: dead bug", "topic strengthen-the-core", (r"^dead bug", r"one arm and the opposite leg")),
    Item("core: stability ball", "topic strengthen-the-core", (r"^stability ball",)),
    Item("warm up: cardio", "topic warm-up", (r"raise your pulse",)),
    Item("warm up: drills", "topic warm-up", (r"for legs", r"hinges", r"squats")),
    Item("warm up: what for", "topic-summary warm-up", (r"cardio", r"hips, hamstrings and glutes")),
    Item("hips: drills", "topic hip-mobility", (r"rock-backs",)),
    Item("hips: stretch", "topic hip-mobility", (r"front of the hip", r"kneel on one knee")),
    Item("progress: small steps", "topic progress-gradually", (r"add 2 to 10%", r"one or two reps more than planned")),
    Item("progress: sore back", "topic progress-gradually", (r"if your back is sore", r"one change a week")),
    Item("stop at sharp pain", "topic listen-to-your-body", (r"sharp pain, stop that exercise at once",)),
    Item("trainer or physio", "topic professional-guidance", (r"unsure about your form", r"trainer", r"physio")),
)

MILDER = (
    Item(
        "squat rounding is not proven",
        "lift squat fault rounding",
        (r"no clear link", r"studies were weak", r"\bmay\b"),
    ),
    Item(
        "deadlift rounding is not proven",
        "lift deadlift fault rounding",
        (r"no clear link", r"studies were weak", r"\bmay\b"),
    ),
    Item(
        "press rounding is not proven",
        "lift leg-press fault rounding",
        (r"no clear link", r"studies were weak", r"\bmay\b"),
    ),
    Item(
        "morning rounding is not proven",
        "lift good-morning fault rounding",
        (r"no clear link", r"studies were weak", r"\bmay\b"),
    ),
    Item(
        "rounding is not proven",
        "unsure rounding",
        (r"no clear link between rounding .* and back pain", r"studies were weak"),
    ),
    Item("neutral is a zone in squats", "lift squat setup", (r"neutral low back", r"may move a little")),
    Item("straight is a zone in deadlifts", "lift deadlift setup", (r"back straight", r"one exact shape", r"flatter")),
    Item("straight is a zone in mornings", "lift good-morning setup", (r"back straight", r"one exact shape")),
    Item("bending is not proven", "topic form-over-weight", (r"no clear link", r"studies were weak", r"can't promise")),
    Item("knee past toes is fine", "lift lunge setup", (r"front knee", r"may go past your toes", r"lean more")),
    Item("knee past toes in squats", "lift squat setup", (r"knees may pass your toes",)),
    Item("heels only if you tip", "lift squat setup", (r"if you tip .* heels down", r"whole foot")),
    Item("chest up is no arch", "lift squat setup", (r"chest up", r"doesn't mean pushing your ribs out")),
    Item("pad: contact, not force", "lift leg-press setup", (r"on the pad", r"only need to touch it")),
    Item("legs first is not a law", "lift deadlift fault lifting-with-back", (r"isn't a law",)),
    Item("upright is not absolute", "lift lunge fault forward-lean", (r"slight lean is fine",)),
    Item("facet pain cannot be shown", "unsure hyperextension", (r"no test could show",)),
    Item("a clean hinge is experience", "unsure no-hip-hinge", (r"coaches say", r"no study")),
    Item("no weight is known to hurt", "unsure excessive-load", (r"nobody knows at what weight",)),
    Item("brace is not proven", "unsure poor-bracing", (r"nobody has shown that .* cause back pain",)),
    Item("weak core is not a cause", "unsure weak-core", (r"doesn't cause back pain",)),
    Item("weak core in the habits", "topic strengthen-the-core", (r"doesn't cause back pain",)),
    Item("glutes: cause or result", "unsure weak-glutes", (r"can't tell whether weakness is the cause",)),
    Item("hamstrings: no direct link", "unsure weak-hamstrings", (r"no study that shows .* cause back pain",)),
    Item("weak hip flexors: thin", "unsure weak-hip-flexors", (r"know least", r"no study")),
    Item("tight hip flexors: said so", "cause tight-hip-flexors", (r"some say", r"may add")),
    Item("tight hip flexors: no posture", "unsure tight-hip-flexors", (r"curve of the low back didn't change",)),
    Item("stretching is weak", "topic hip-mobility", (r"stretching alone is weak",)),
    Item("warm-up is not proven", "unsure no-warm-up", (r"no study that shows",)),
    Item("no proven pace", "topic progress-gradually", (r"nobody has proved how fast", r"advise against a formula")),
    Item("traffic light is borrowed", "topic listen-to-your-body", (r"sore heel tendons", r"no trial .* in backs")),
)
"""Where the article is too strong: the advice stays, and so does how sure we are."""

ALL = (*ERRORS, *SOLUTIONS, *CAUSES, *HABITS, *MILDER)


def said_at(kb: KnowledgeBase, place: str) -> Iterator[Said]:
    """Everything said at one place, statement by statement."""
    kind, name, *rest = place.split()
    if kind == "lift" and rest[0] == "fault":
        yield from (_fault(fault) for fault in kb.lifts[name].faults if fault.contributor == rest[1])
    elif kind == "lift":
        yield from (_claim(claim) for claim in getattr(kb.lifts[name], rest[0]))
    elif kind == "cause":
        yield _cause(kb.contributors[name])
    elif kind == "unsure":
        yield _claim(kb.contributors[name].unsure)
    elif kind == "pattern":
        yield _pattern(kb.patterns[name])
    elif kind == "topic":
        yield from (_claim(point) for point in kb.topics[name].points)
    elif kind == "topic-summary":
        first = kb.topics[name].points[0]
        yield Said(kb.topics[name].summary, first.sources, first.grade)


def _claim(claim: Claim) -> Said:
    return Said(claim.text, claim.sources, claim.grade)


def _fault(fault: Fault) -> Said:
    texts = (fault.name, fault.sign, fault.see, fault.feel, fault.why, *fault.fix, fault.cue, fault.drill)
    return Said("\n".join(texts), fault.sources, fault.grade)


def _cause(entry: Contributor) -> Said:
    return Said(f"{entry.name}\n{entry.what.text}", entry.what.sources, entry.what.grade)


def _pattern(pattern: Pattern) -> Said:
    return Said(f"{pattern.name}\n{pattern.what.text}", pattern.what.sources, pattern.what.grade)


def has_all(text: str, words: tuple[str, ...]) -> bool:
    """Whether each of the patterns is in the text."""
    return all(re.search(word, text, re.IGNORECASE | re.MULTILINE) for word in words)


def test_each_item_of_the_article_stands_where_it_belongs(kb: KnowledgeBase) -> None:
    """By its own words only: were the statement gone, nothing else at its place would stand in for it."""
    for item in ALL:
        found = [said for said in said_at(kb, item.place) if has_all(said.text, item.words)]
        assert found, f"{item.id}: nothing at '{item.place}' says {' and '.join(item.words)}"
        assert len(found) == 1, (item.id, [said.text for said in found])
        (said,) = found
        assert said.sources, f"{item.id}: no source: {said.text}"
        assert set(said.sources) <= set(kb.sources), item.id
        assert said.grade in ("A", "B", "C", "D"), item.id


def test_the_lists_are_as_long_as_the_article() -> None:
    assert [len(items) for items in (ERRORS, SOLUTIONS, CAUSES, HABITS)] == [10, 20, 21, 16]
    assert len({item.id for item in ALL}) == len(ALL)


@pytest.mark.parametrize("item", ERRORS, ids=[item.id for item in ERRORS])
def test_each_error_of_the_table_can_be_seen_and_mended(kb: KnowledgeBase, item: Item) -> None:
    _, lift, _, contributor = item.place.split()
    for fault in kb.lifts[lift].faults:
        if fault.contributor == contributor:
            assert fault.see
            assert fault.fix
            assert fault.cue
            assert fault.drill


@pytest.mark.parametrize("name", ["disc-herniation", "sciatica", "stenosis", "muscle-strain", "arthritis-facet"])
def test_each_condition_tells_when_to_be_seen(kb: KnowledgeBase, name: str) -> None:
    pattern = kb.patterns[name]
    assert re.search(r"physio|doctor|checked|visit", f"{pattern.what_next} {pattern.how_long.text}")


def test_every_habit_is_found_under_the_words_of_the_article(kb: KnowledgeBase) -> None:
    wanted = {
        "form-over-weight": "form over weight",
        "engage-the-core": "engage your core",
        "strengthen-the-core": "strengthen your core",
        "warm-up": "warm up",
        "hip-mobility": "improve hip mobility",
        "progress-gradually": "progress gradually",
        "listen-to-your-body": "listen to your body",
        "professional-guidance": "professional guidance",
    }
    assert set(wanted) <= set(kb.topics)
    for topic, words in wanted.items():
        assert words in kb.topics[topic].names


def test_what_only_the_article_says_is_never_graded_above_judgement(kb: KnowledgeBase) -> None:
    for item in ALL:
        for said in said_at(kb, item.place):
            if set(said.sources) <= {"article", "expert"}:
                assert said.grade == "D", said.text
