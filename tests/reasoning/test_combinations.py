"""What follows from two facts together, told by the answers to what is asked about a ticked row.

Each line stands on one side of an edge, with its neighbour on the other. People are made up; what they are not said to
have ticked, they did not.
"""

from __future__ import annotations

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.triage import triage_level
from tests.broad import sweep
from tests.reasoning.people import KB

QUESTIONS = {
    "age": "age",
    "course": "pain-course",
    "reach": "pain-reach",
    "start": "pain-start",
    "where": "pain-where",
    "now": "pain-now",
    "changes": "pain-changes",
}
ASKED = {question.row: question for question in KB.follow_ups.values()}


def person(said: str) -> dict[str, Answer]:
    """The answers of somebody screened, from words such as "thinner=takes reach:cannot"; `row=` leaves it open."""
    answers: dict[str, Answer] = {question.id: ("none",) for question in KB.danger_lists}
    ticked: dict[str, tuple[str, ...]] = {}
    for part in said.split():
        row, follows, answer = part.partition("=")
        if follows:
            asked = ASKED[row]
            assert answer in {"", UNSURE, *(option.id for option in asked.options)}, part
            ticked[asked.list_id] = (*ticked.get(asked.list_id, ()), row)
            if answer:
                answers[asked.id] = (answer,)
        else:
            name, value = part.split(":")
            question = KB.questions[QUESTIONS[name]]
            number = question.kind == "number" and value != UNSURE
            answers[question.id] = float(value) if number else tuple(value.split("+"))
    return answers | ticked


PEOPLE = {
    # thinned blood
    "thinner=takes course:days now:7": "emergency",
    "thinner=takes course:days now:6": "self-care",
    "thinner=takes course:days reach:cannot start:unsure": "emergency",
    "thinner=takes course:unsure reach:cannot": "emergency",
    "thinner=takes course:stuck reach:hard now:7 growing=daily": "emergency",
    "thinner=takes course:stuck reach:hard now:7 growing=sessions start:crept": "urgent",
    "thinner=takes sudden=low-back-eases": "emergency",
    "thinner=aspirin sudden=low-back-eases": "self-care",
    "thinner=takes one-leg=past-knee course:days": "emergency",
    "thinner=takes one-leg=past-knee course:weeks-easing": "urgent",
    "thinner=takes one-leg=numb-patch course:weeks-easing": "emergency",
    "thinner=takes one-leg=thigh-only course:days": "self-care",
    "thinner=takes leg-weak=since": "emergency",
    "thinner=bruises course:days now:8": "urgent",
    "thinner=bruises course:days now:4": "clinician",
    "thinner=bumps course:days now:8": "self-care",
    # the aorta, and the heart
    "heart=aorta-own sudden=low-back-eases": "emergency",
    "heart=aorta-family sudden=low-back-eases": "emergency",
    "heart=heart sudden=low-back-eases": "urgent",
    "heart=controlled sudden=low-back-eases": "self-care",
    "heart=aorta-family course:days start:one-rep now:2": "emergency",
    "heart=aorta-family course:days start:unsure now:2": "emergency",
    "heart=aorta-family course:weeks-easing start:one-rep now:2": "urgent",
    "heart=aorta-family course:days start:after-session now:2": "clinician",
    "heart=aorta-family course:days start:built-up now:2": "clinician",
    "heart=aorta-family course:days start:crept now:2": "urgent",
    "heart=aorta-family course:weeks-same start:no-trigger now:2": "urgent",
    "heart=aorta-family course:weeks-easing start:crept now:2": "clinician",
    "heart=aorta-family growing=daily": "clinician",
    "heart=aorta-own course:days start:after-session reach:nuisance now:1": "emergency",
    "heart=aorta-own course:weeks-same start:crept reach:nuisance now:2": "emergency",
    "heart=aorta-own course:unsure start:crept now:2": "emergency",
    "heart=unsure course:days start:after-session now:2": "emergency",
    "heart=aorta-own course:weeks-easing start:after-session now:1": "urgent",
    "heart=aorta-own course:stuck start:crept now:3": "urgent",
    "heart=aorta-own course:long start:crept reach:nuisance now:3": "clinician",
    "heart=aorta-own course:comes-goes start:crept reach:nuisance now:4": "clinician",
    "heart=aorta-own course:gone-between start:after-session now:3": "clinician",
    "heart=aorta-own course:long growing=daily": "emergency",
    "heart=aorta-own course:long growing=up-down": "clinician",
    "heart=aorta-own course:long belly-side=steady": "emergency",
    "heart=aorta-own course:long belly-side=on-moving": "urgent",
    "heart=aorta-own course:long chest=sore-muscle": "urgent",
    "heart=aorta-own course:long changes:nothing": "emergency",
    "heart=aorta-own course:stuck start:crept reach:cannot now:4": "emergency",
    "heart=aorta-own course:stuck start:crept reach:hard now:7": "emergency",
    "heart=aorta-own course:stuck start:crept reach:hard now:6": "urgent",
    "heart=aorta-own course:comes-goes start:no-trigger reach:nuisance now:8": "emergency",
    "heart=aorta-own course:comes-goes start:no-trigger reach:hard now:3": "urgent",
    "heart=aorta-own course:comes-goes start:no-trigger reach:nuisance now:5": "urgent",
    "heart=aorta-own course:weeks-easing start:one-rep now:1": "emergency",
    "heart=aorta-own course:weeks-easing start:daily-move now:1": "emergency",
    "heart=aorta-own course:long night=no-position": "emergency",
    "heart=aorta-own course:long high=unmoved": "emergency",
    "heart=heart course:days start:after-session now:3": "clinician",
    "heart=heart course:comes-goes now:8": "urgent",
    "heart=wonder course:days start:after-session now:3": "self-care",
    "heart=aorta-own course:long high=moves": "clinician",
    "heart=heart course:days start:after-session now:2": "clinician",
    "heart=heart course:weeks-same start:crept reach:nuisance now:3": "clinician",
    "heart=heart course:stuck start:crept reach:nuisance now:3": "clinician",
    "heart=controlled course:days start:after-session now:2": "self-care",
    "heart=wonder course:days start:after-session now:2": "self-care",
    "heart=heart course:days start:one-rep reach:nuisance now:2": "clinician",
    "heart=heart course:days start:one-rep now:7": "urgent",
    "heart=heart faint=minutes": "emergency",
    "heart=controlled faint=minutes age:45-59": "self-care",
    "age:60-69 faint=minutes": "emergency",
    "age:60-69 faint=seconds": "self-care",
    "belly-side=steady faint=minutes age:45-59": "emergency",
    "belly-side=steady age:45-59": "clinician",
    "belly-side=steady age:60-69": "urgent",
    "belly-side=on-moving age:60-69": "self-care",
    "heart=aorta-family course:days start:built-up now:7": "emergency",
    "heart=aorta-family course:days start:built-up now:6": "clinician",
    "heart=aorta-family course:weeks-same start:crept reach:cannot": "emergency",
    "heart=aorta-family course:days start:built-up reach:hard now:unsure": "emergency",
    "heart=aorta-family course:weeks-easing start:built-up now:7": "urgent",
    "heart=aorta-family course:days start:after-session now:7": "urgent",
    "heart=heart course:days start:built-up now:7": "urgent",
    "heart=wonder course:days start:built-up now:7": "self-care",
    # sudden pain, and what else is there
    "sudden=low-back-hardly leg-weak=since": "emergency",
    "sudden=unsure leg-weak=since": "emergency",
    "sudden=low-back-eases leg-weak=since": "urgent",
    "sudden=low-back-hardly clumsy=one-foot": "emergency",
    "sudden=slow leg-weak=since": "urgent",
    "sudden=low-back-hardly leg-weak=works": "clinician",
    "sudden=low-back-hardly leg-weak=years": "clinician",
    "sudden=low-back-eases leg-weak=works": "self-care",
    "sudden=low-back-untried leg-weak=since": "emergency",
    "sudden=low-back-untried leg-weak=works": "self-care",
    "sudden=low-back-untried age:60-69": "emergency",
    "sudden=low-back-untried age:unsure": "emergency",
    "sudden=low-back-untried age:45-59": "self-care",
    "sudden=low-back-untried thinner=takes": "emergency",
    "sudden=low-back-untried heart=aorta-family": "emergency",
    "sudden=low-back-untried thin-bones=steroids": "urgent",
    # who has not tried to lie still: what tips it
    "sudden=low-back-untried reach:nuisance now:6": "self-care",
    "sudden=low-back-untried reach:nuisance now:7": "clinician",
    "sudden=low-back-untried reach:hard": "clinician",
    "sudden=low-back-untried reach:unsure": "clinician",
    "sudden=low-back-eases reach:hard now:7": "self-care",
    "sudden=low-back-untried one-leg=thigh-only": "clinician",
    "sudden=low-back-untried where:bone": "clinician",
    "sudden=low-back-untried where:beside": "self-care",
    "sudden=low-back-eases one-leg=thigh-only": "self-care",
    "sudden=low-back-hardly": "clinician",
    # a faint of over a week ago
    "sudden=low-back-eases faint=passed-out-once course:weeks-easing": "clinician",
    "sudden=low-back-eases faint=passed-out-once course:days": "urgent",
    "sudden=low-back-hardly faint=passed-out-once course:stuck": "urgent",
    "sudden=low-back-eases faint=passed-out-once course:unsure": "urgent",
    "sudden=low-back-eases faint=minutes course:weeks-easing": "urgent",
    "sudden=low-back-eases faint=passed-out-once course:weeks-easing age:60-69": "emergency",
    "sudden=low-back-eases one-leg=numb-patch": "clinician",
    # pregnancy, and signs of a clot
    "maybe-pregnant=well belly-side=waves": "emergency",
    "maybe-pregnant=well belly-side=steady": "emergency",
    "maybe-pregnant=bleeding": "emergency",
    "maybe-pregnant=well belly-side=on-moving": "clinician",
    "maybe-pregnant=well sudden=low-back-eases": "urgent",
    "maybe-pregnant=well sudden=slow": "clinician",
    "belly-side=waves": "urgent",
    "breath-in=one-leg faint=minutes": "emergency",
    "breath-in=one-leg faint=seconds": "urgent",
    "breath-in=sore-calf": "clinician",
    "breath-in=sore-calf faint=minutes": "clinician",
    "breath-in=sore-calf infection=healed": "urgent",
    "breath-in=sore-calf infection=small": "clinician",
    "breath-in=sore-calf cancer-ever=past": "urgent",
    "breath-in=sore-calf cancer-ever=skin": "clinician",
    "breath-in=sore-calf maybe-pregnant=well": "urgent",
    "breath-in=same-size infection=healed": "self-care",
    # waves that may be a leak, and not a stone
    "belly-side=waves age:60-69": "emergency",
    "belly-side=waves age:45-59": "urgent",
    "belly-side=waves age:unsure": "emergency",
    "belly-side=waves heart=aorta-family": "emergency",
    "belly-side=waves heart=heart": "urgent",
    "belly-side=steady sudden=low-back-eases age:45-59": "urgent",
    "belly-side=on-moving sudden=low-back-eases age:45-59": "self-care",
    # a small fall
    "blow=small-fall reach:cannot": "urgent",
    "blow=small-fall reach:hard now:7": "clinician",
    "blow=small-fall now:8": "urgent",
    "blow=small-fall reach:hard now:unsure": "urgent",
    "blow=small-fall one-leg=numb-patch": "urgent",
    "blow=small-fall one-leg=thigh-only": "clinician",
    "blow=small-fall where:bone": "urgent",
    "blow=rubbed now:8": "self-care",
    # growing, and heavy legs
    "growing=daily clumsy=heavy": "urgent",
    "growing=sessions clumsy=heavy": "clinician",
    "infection=needle-now now:7": "urgent",
    "infection=needle-now now:6": "clinician",
    "infection=needle now:7": "clinician",
    # fever, and a leg
    "ill=hot clumsy=heavy": "emergency",
    "ill=hot clumsy=days": "urgent",
    "ill=hot one-leg=numb-patch": "emergency",
    "ill=hot one-leg=past-knee": "urgent",
    "ill=cold one-leg=numb-patch": "clinician",
    "ill=hot thin-bones=steroids": "emergency",
    "ill=hot thin-bones=one-course": "urgent",
    "ill=hot thin-bones=thin": "urgent",
    # an old change of feeling, and a risk
    "numb-saddle=old": "urgent",
    "numb-saddle=old cancer-ever=past": "emergency",
    "bladder=months cancer-ever=past": "emergency",
    "bladder=years cancer-ever=past": "clinician",
    "bowel=old cancer-ever=past": "urgent",
    "sexual=months cancer-ever=past": "urgent",
    "numb-saddle=sitting infection=needle-now": "emergency",
    "numb-saddle=sitting infection=needle": "urgent",
    "numb-saddle=sitting thinner=takes": "emergency",
    "numb-saddle=sitting thinner=bruises": "urgent",
    "clumsy=heavy thinner=takes": "emergency",
    "clumsy=days thinner=takes": "self-care",
    # past six weeks
    "age:60-69 course:long reach:only-lift": "clinician",
    "age:45-59 course:long reach:only-lift": "self-care",
    "age:unsure course:long reach:only-lift": "clinician",
    "age:60-69 course:weeks-same reach:only-lift": "self-care",
    # cancer
    "cancer-ever=past": "clinician",
    "cancer-ever=past night=wakes-days": "urgent",
    "cancer-ever=past night=eases": "clinician",
    "cancer-ever=past growing=daily": "urgent",
    "cancer-ever=past growing=sessions": "clinician",
    "cancer-ever=past high=moves": "urgent",
    "cancer-ever=past high=low-only": "clinician",
    "cancer-ever=past changes:cough-back": "urgent",
    "cancer-ever=skin changes:cough-back": "self-care",
    "cancer-ever=past one-leg=past-knee": "emergency",
    "cancer-ever=past one-leg=thigh-only": "clinician",
    "cancer-ever=past clumsy=heavy": "emergency",
    "cancer-ever=relative clumsy=heavy": "clinician",
    "cancer-ever=past clumsy=days": "clinician",
    "cancer-ever=past changes:cough-leg": "emergency",
    # the spinal cord
    "high=band": "urgent",
    "high=band clumsy=heavy": "emergency",
    "high=unmoved leg-weak=since": "emergency",
    "high=moves leg-weak=since": "urgent",
    # infection
    "immune=weak growing=daily": "urgent",
    "immune=injects growing=daily": "urgent",
    "immune=tb ill=worn-out": "urgent",
    "immune=weak night=wakes-week": "urgent",
    "immune=weak night=wakes-days": "clinician",
    "immune=weak night=wakes-days course:weeks-same reach:hard": "urgent",
    "immune=weak night=eases": "self-care",
    "immune=doctor growing=daily": "clinician",
    "immune=diabetes growing=daily": "clinician",
    "immune=diabetes growing=daily night=wakes-days": "urgent",
    "immune=diabetes ill=worn-out": "urgent",
    "immune=diabetes ill=cold": "self-care",
    "immune=diabetes one-leg=past-knee": "clinician",
    "immune=weak one-leg=past-knee": "clinician",
    "immune=weak ill=hot": "emergency",
    "immune=diabetes ill=hot": "urgent",
    "infection=bad growing=daily": "urgent",
    "infection=healed growing=daily": "clinician",
    "infection=healed growing=daily night=wakes-days": "urgent",
    "infection=small growing=daily": "clinician",
    "infection=needle-now one-leg=past-knee": "emergency",
    "infection=needle one-leg=past-knee reach:nuisance start:one-rep": "clinician",
    "infection=needle one-leg=past-knee reach:nuisance start:no-trigger": "urgent",
    "infection=small one-leg=past-knee start:no-trigger": "clinician",
    # age and bones
    "age:60-69 night=wakes-week": "urgent",
    "age:45-59 night=wakes-week": "clinician",
    "age:60-69 night=wakes-days": "clinician",
    "age:45-59 night=wakes-days": "self-care",
    "age:60-69 growing=daily course:stuck": "urgent",
    "age:60-69 growing=daily course:weeks-same": "clinician",
    "age:45-59 growing=daily course:stuck": "clinician",
    "age:60-69 blow=small-fall": "urgent",
    "age:45-59 blow=small-fall": "clinician",
    "age:60-69 blow=rubbed": "self-care",
    "thin-bones=thin blow=small-fall": "urgent",
    "thin-bones=steroids blow=small-fall": "urgent",
    "thin-bones=no-tablets blow=small-fall": "clinician",
    "thin-bones=steroids start:one-rep": "urgent",
    "thin-bones=steroids growing=daily": "urgent",
    "thin-bones=one-course growing=daily": "clinician",
    "thin-bones=steroids start:after-session": "clinician",
    "thin-bones=thin sudden=low-back-eases": "urgent",
    "age:60-69 sudden=low-back-eases where:bone": "urgent",
    "age:60-69 sudden=low-back-hardly": "emergency",
    "age:45-59 sudden=low-back-hardly": "clinician",
    "thinner=bruises where:bone": "urgent",
    "thinner=bumps where:bone": "self-care",
    "age:60-69 sudden=low-back-eases where:beside": "self-care",
    "age:60-69 sudden=low-back-eases reach:cannot": "urgent",
    "age:45-59 sudden=low-back-eases where:beside reach:cannot": "self-care",
    "age:under-16 course:stuck where:bone": "urgent",
    "age:under-16 course:stuck where:beside": "clinician",
    "blow=crash-mild reach:cannot": "emergency",
    "blow=crash-mild now:3": "urgent",
    # nights, growth and legs
    "night=eases growing=daily": "clinician",
    "growing=daily sudden=low-back-hardly": "urgent",
    "growing=daily sudden=low-back-untried": "urgent",
    "growing=daily sudden=low-back-eases": "clinician",
    "growing=sessions sudden=low-back-hardly": "clinician",
    "stiff=signs": "clinician",
    "night=wakes-week growing=daily": "urgent",
    "night=months growing=daily": "clinician",
    "growing=daily ill=worn-out": "urgent",
    "growing=daily one-leg=past-knee": "clinician",
    "growing=daily one-leg=numb-patch": "urgent",
    "growing=daily changes:cough-leg": "clinician",
    "growing=daily one-leg=past-knee ill=worn-out": "urgent",
    "growing=daily one-leg=past-knee night=wakes-week": "urgent",
    "growing=daily one-leg=past-knee cancer-ever=past": "emergency",
    "growing=daily one-leg=past-knee immune=weak": "urgent",
    "growing=daily one-leg=thigh-only": "clinician",
    "growing=sessions one-leg=past-knee": "clinician",
    "both-legs=sore course:days": "self-care",
    "both-legs=sore course:weeks-same": "urgent",
    "both-legs=settling one-leg=past-knee": "emergency",
    "both-legs=settling course:weeks-easing": "urgent",
    # gone between sessions, and a hard day
    "course:gone-between reach:hard start:crept": "clinician",
    "course:gone-between reach:cannot start:no-trigger": "clinician",
    "course:gone-between reach:hard start:after-session": "self-care",
    "course:gone-between reach:hard start:built-up": "self-care",
    "course:gone-between reach:nuisance start:crept": "self-care",
    # how long, and what else
    "course:stuck reach:nuisance start:after-session": "self-care",
    "course:stuck reach:nuisance start:one-rep": "clinician",
    "course:stuck reach:hard start:after-session": "clinician",
    "course:long reach:only-lift changes:heavy-only": "self-care",
    "course:long changes:worse-sit": "clinician",
    "course:long reach:nuisance": "clinician",
    # one foot is not both legs
    "clumsy=one-foot": "urgent",
    "clumsy=one-foot both-legs=settling": "emergency",
    "clumsy=one-foot thinner=takes": "emergency",
    # unwell, and its neighbours
    "ill=worn-out": "clinician",
    "ill=sweats": "urgent",
    "immune=weak ill=worn-out night=wakes-week growing=daily": "urgent",
    # blood clots, muscle and kidneys
    "breath-in=one-leg": "urgent",
    "breath-in=one-leg infection=healed": "emergency",
    "breath-in=stab maybe-pregnant=well": "emergency",
    "pee-look=brown-before": "urgent",
    "pee-look=brown-before muscle-sore=third-day": "emergency",
    "pee-look=brown-before muscle-sore=less": "urgent",
    "belly-side=waves ill=hot": "emergency",
    "belly-side=waves ill=cold": "urgent",
    # in pregnancy
    "maybe-pregnant=well faint=minutes": "emergency",
    "maybe-pregnant=well": "clinician",
}
"""What somebody said, and the level that it should give."""


def test_together_they_are_as_urgent_as_they_should_be() -> None:
    assert {said: triage_level(KB, person(said)) for said in PEOPLE} == PEOPLE


def test_a_row_left_open_is_never_milder_than_an_answer() -> None:
    """Each follow-up in turn is left open, and then answered with "not sure"."""
    for said, level in PEOPLE.items():
        told = person(said)
        for asked in KB.follow_ups.values():
            if asked.id in told:
                opened = {name: answer for name, answer in told.items() if name != asked.id}
                assert URGENCY[triage_level(KB, opened)] >= URGENCY[level], (said, asked.row)
                unsure = told | {asked.id: (UNSURE,)}
                assert triage_level(KB, unsure) == triage_level(KB, opened), (said, asked.row)


@pytest.mark.parametrize("part", sweep(range(3), (0).__eq__))
def test_one_more_answered_row_never_lowers(part: int) -> None:
    for said, level in [*PEOPLE.items()][part::3]:
        told = person(said)
        for asked in KB.follow_ups.values():
            if asked.id in told:
                continue
            given = told[asked.list_id]
            ticks = given if isinstance(given, tuple) and given != ("none",) else ()
            for option in asked.options:
                more = told | {asked.list_id: (*ticks, asked.row), asked.id: (option.id,)}
                assert URGENCY[triage_level(KB, more)] >= URGENCY[level], (said, asked.row, option.id)
