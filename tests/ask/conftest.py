"""A small knowledge base for the conversation: two safety lists, three lifts, and one question of every kind."""

from __future__ import annotations

import pytest

from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import Base, KnowledgeBase, Outcome, Review, Rule, Soreness, WatchFor
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import Claim, Condition, Level
from backcheck.knowledge.training import EpisodeRule, FollowUp, LadderWords, Light, SmallestChange, StayClaim

CLAIM = Claim(text="Words.", sources=("expert",), grade="D")
SORE = StayClaim(text="Words.", sources=("expert",), grade="D")
FOLLOW_UP = FollowUp(
    change=SmallestChange(points=2, share=0.3, activity_points=3, meaning=CLAIM),
    light=Light(green_to=2, red_from=6, meaning=CLAIM),
    ladder=LadderWords(
        up=CLAIM,
        stay=CLAIM,
        back=CLAIM,
        physio=CLAIM,
        ease=CLAIM,
        visit=CLAIM,
        pause=CLAIM,
        lowest=CLAIM,
        lowest_physio=CLAIM,
        less=SORE,
        keep=SORE,
        swap=SORE,
    ),
    clock=(),
    episode=EpisodeRule(gap_days=28, meaning=CLAIM),
    activity=CLAIM,
    proof=CLAIM,
    overdue=CLAIM,
)


def _lift(name: str, *names: str) -> Lift:
    return Lift(
        id=name,
        name=name.replace("-", " ").capitalize(),
        label=name.capitalize(),
        spoken=name,
        names=names,
        family="any",
        loads=(),
        setup=(),
        swaps=(),
        dose=CLAIM,
        lore=CLAIM,
    )


def _outcome(level: Level) -> Outcome:
    return Outcome(
        id=level,
        level=level,
        verdict=level.upper(),
        sentence="Words.",
        coaching="full",
        reason=None,
        actions=(),
        sources=("expert",),
        grade="D",
    )


NERVES = Question(
    id="safety-nerves",
    stage="safety",
    kind="many",
    prompt="Is any of this new?",
    why="A rare squeeze shows here first.",
    unsure_level="emergency",
    core=True,
    options=(
        Option(
            id="numb-saddle",
            label="Numb between the legs",
            alone="emergency",
            help="Even a small patch counts.",
            check="Touch the inside of both thighs, then your arm. Same feeling?",
        ),
        Option(id="weak-foot", label="One foot weaker", alone="urgent", check="Ten steps on heels, ten on toes."),
    ),
)
YOU = Question(
    id="safety-you",
    stage="safety",
    kind="many",
    prompt="Does any of this apply to you?",
    why="It changes how careful we are.",
    unsure_level="clinician",
    core=True,
    options=(
        Option(id="cancer", label="Had cancer", alone="clinician"),
        Option(id="thinner", label="Blood thinners", alone="modifier"),
    ),
)
AGE = Question(
    id="age",
    stage="lift",
    kind="number",
    prompt="How old are you?",
    why="Age.",
    core=True,
    min=5,
    max=110,
    unit="years",
)
EXERCISE = Question(
    id="exercise",
    stage="lift",
    kind="one",
    prompt="Which lift?",
    why="It brings its own questions.",
    core=True,
    options=(
        Option(id="squat", label="Squat"),
        Option(id="deadlift", label="Deadlift"),
        Option(id="good-morning", label="Good morning"),
        Option(id="other-training", label="Other training"),
    ),
)
SIGNS = tuple(
    Question(
        id=f"signs-{lift}",
        stage="signs",
        kind="many",
        prompt=f"Seen in your {lift}?",
        why="Signs.",
        core=True,
        when=Condition(is_=("exercise", lift)),
        options=(Option(id="rounds", label="It rounds"), Option(id="tucks", label="It tucks")),
    )
    for lift in ("squat", "deadlift")
)
COURSE = Question(
    id="pain-course",
    stage="pain",
    kind="one",
    prompt="Which way is it going?",
    why="The course tells most.",
    core=True,
    options=(Option(id="easing", label="Easing"), Option(id="worse", label="Getting worse")),
)


@pytest.fixture
def kb() -> KnowledgeBase:
    """Two safety lists, age, lift, the lift's signs, the course of the pain; one rule over two answers."""
    questions = (NERVES, YOU, AGE, EXERCISE, *SIGNS, COURSE)
    levels: tuple[Level, ...] = ("emergency", "urgent", "clinician", "self-care", "unscreened")
    lifts = (_lift("squat", "back squat"), _lift("deadlift", "dl"), _lift("good-morning", "gm"))
    rule = Rule(
        id="weak-plus-cancer",
        level="emergency",
        when=Condition(all=(Condition(is_=("safety-nerves", "weak-foot")), Condition(is_=("safety-you", "cancer")))),
        text="Words.",
        sources=("expert",),
        grade="D",
    )
    return KnowledgeBase(
        base=Base(
            format=1,
            version="test",
            review=Review(reviewed=False, words=""),
            max_screens=14,
            watch_for=WatchFor(now=(), today=(), sources=("expert",), grade="D"),
            times={},
            soreness=Soreness(pattern="", when=Condition(answered="age")),
            no_coaching=(),
            no_self_tests=Condition(answered="safety-you"),
            keep_doing=(),
            menu=("squat", "deadlift", "other-training"),
        ),
        files={},
        lifts={lift.id: lift for lift in lifts},
        activities={},
        contributors={},
        patterns={},
        questions={question.id: question for question in questions},
        rules=(rule,),
        links=(),
        outcomes={level: _outcome(level) for level in levels},
        plan=(),
        topics={},
        tests={},
        drills={},
        warm_ups={},
        ladder=(),
        follow_up=FOLLOW_UP,
        sources={},
    )
