"""Made-up bases whose danger signs are asked in two steps, and people who answer them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck.authoring.entries import describe
from backcheck.knowledge.compile import compile_lists, find_carriers, spell_out
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import (
    DangerList,
    DangerRow,
    FollowUpAnswer,
    FollowUpQuestion,
    FollowUpShape,
    Question,
)
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.reasoning.answers import Answer
from tests.reasoning.people import KB
from tests.reasoning.toys import SOURCES, all_, any_, is_, option, question, rule, toy

LEVELS = ("emergency", "urgent", "clinician", "modifier")
TIMES_TO_BOOK = st.sampled_from(["days", "this-week", "two-weeks"])
FLAGS = ("a", "b", "c", "d")


def flag(name: str) -> Condition:
    """The condition that an option with this flag was chosen."""
    return Condition(flag=name)


def answer(id: str, alone: str, *flags: str, **fields: Any) -> FollowUpAnswer:
    """One answer about a ticked row."""
    return FollowUpAnswer(id=id, label=f"Answer {id}", alone=alone, flags=flags, sources=SOURCES, grade="D", **fields)  # type: ignore[arg-type]


def row(id: str, *answers: FollowUpAnswer, **fields: Any) -> DangerRow:
    """A row with these answers to its follow-up; without any it needs `alone`."""
    asked = (
        FollowUpShape(prompt=f"What about {id}?", options=answers, now=f"Is {id} there now? Ring.") if answers else None
    )
    words = {"label": f"Row {id}", "help": f"Help {id}.", "check": f"Check {id}.", "desk": f"desk {id}"}
    return DangerRow(id=id, follow_up=asked, **{**words, **fields})


def danger_list(id: str, *rows: DangerRow, unsure: str = "emergency") -> DangerList:
    """A list of these rows."""
    return DangerList(id=id, prompt=f"List {id}?", why="Because.", unsure_level=unsure, options=rows)  # type: ignore[arg-type]


def base(
    lists: Iterable[DangerList], rules: Iterable[Rule] = (), others: Sequence[Question] = (), **fields: Any
) -> KnowledgeBase:
    """A base with these lists and, after them, an age and `others`."""
    ages = [option(name) for name in ("young", "old")]
    questions = [*compile_lists(lists), question("age", *ages, kind="one", stage="lift", core=True), *others]
    carriers, follow_ups = find_carriers(questions), {q.id for q in questions if isinstance(q, FollowUpQuestion)}
    spelt = toy(spell_out(tuple(questions), carriers, follow_ups), rules=spell_out(tuple(rules), carriers, follow_ups))
    made = replace(spelt, base=replace(KB.base, **{"no_coaching": (), **fields}))
    return Made(**{name: getattr(made, name) for name in made.__struct_fields__})


class Made(KnowledgeBase, frozen=True, dict=True):
    """A base that says in short what is in it, where a test fails."""

    def __repr__(self) -> str:
        """Every safety question with its rows, and every rule."""
        signs = [
            f"{q.id}: {', '.join(f'{o.id} {o.alone} {o.flags}' + ' retired' * o.retired for o in q.options)}"
            for q in self.safety_questions
        ]
        return "\n".join([*signs, *(f"{rule.id} {rule.level}: {describe(rule.when)}" for rule in self.rules)])


SUDDEN = row(
    "sudden",
    answer("chest", "emergency", "a", watch="bad pain in the chest"),
    answer("steady", "urgent", "a"),
    answer("eases", "modifier", "a"),
    answer("slow", "modifier"),
    desk="sudden pain",
)
ILL = row(
    "ill",
    answer("fever", "urgent", "b", watch="a fever"),
    answer("tired", "clinician", within="days"),
    answer("cold", "modifier"),
)
THIN = row("thin", answer("thinner", "modifier", "c"), answer("aspirin", "modifier"))
STIFF = row("stiff", answer("long", "clinician"), answer("short", "modifier"))
HOT = row("hot", answer("days", "clinician"), answer("once", "modifier"))
OLD = row("fever", alone="urgent", retired=True, flags=("b",))

SMALL = base(
    [danger_list("safety-first", SUDDEN, STIFF, HOT, OLD), danger_list("safety-second", ILL, THIN, unsure="clinician")],
    [
        rule("bleed", "emergency", all_(flag("c"), any_(flag("a"), is_("strong", "very")))),
        rule("hot-old", "emergency", all_(is_("safety-hot", "once"), is_("age", "old"))),
        rule("ill-old", "urgent", all_(is_("safety-ill", "tired"), is_("age", "old"))),
    ],
    [question("strong", option("very"), option("little"), kind="one", core=True)],
)
"""A base small enough to know what must come out."""


BRUISE = row("bruise", answer("big", "modifier", "d"), answer("small", "modifier"))
ACHE = row("ache", answer("weeks", "clinician", within="this-week"), answer("week", "modifier"))
BURN = row("burn", answer("days", "clinician", within="days"), answer("day", "modifier"))
TIMED = base(
    [danger_list("safety-first", SUDDEN, STIFF, ACHE, BURN, BRUISE)],
    [
        rule("bruise-strong", "clinician", all_(flag("d"), is_("strong", "very")), within="days"),
        rule("bruise-young", "clinician", all_(flag("d"), is_("age", "young")), within="this-week"),
    ],
    [question("strong", option("very"), option("little"), kind="one", core=True)],
)
"""A base whose rows differ in how soon somebody is seen, at one level."""


@st.composite
def bases(draw: st.DrawFn) -> KnowledgeBase:
    """Any small base: two or three lists with live and retired rows, rules on flags, rows, answers and age."""
    lists = []
    for number in range(draw(st.integers(1, 3))):
        rows = [_draw_row(draw, f"r{number}{place}") for place in range(draw(st.integers(1, 3)))]
        lists.append(danger_list(f"safety-l{number}", *rows, unsure=draw(st.sampled_from(LEVELS[:3]))))
    others = (question("more", option("x", flags=("d",)), option("y"), kind="one", core=draw(st.booleans())),)
    plain = base(lists, (), others)
    parts = st.one_of(
        st.sampled_from(FLAGS).map(flag),
        st.sampled_from([(q.id, o.id) for q in plain.questions.values() for o in q.options]).map(lambda t: is_(*t)),
    )
    whole = st.recursive(
        parts,
        lambda inner: st.lists(inner, min_size=2, max_size=3).flatmap(lambda p: st.sampled_from([all_(*p), any_(*p)])),
    )
    rules = [
        replace(rule(f"rule-{place}", draw(st.sampled_from(LEVELS[:3])), draw(whole)), within=draw(TIMES_TO_BOOK))
        for place in range(draw(st.integers(0, 4)))
    ]
    return base(lists, rules, others)


def _draw_row(draw: st.DrawFn, id: str) -> DangerRow:
    flags = st.lists(st.sampled_from(FLAGS), max_size=2, unique=True)
    if draw(st.integers(0, 4)) == 0:
        return row(id, alone=draw(st.sampled_from(LEVELS)), retired=draw(st.booleans()), flags=tuple(draw(flags)))
    levels = sorted(draw(st.lists(st.sampled_from(LEVELS), min_size=2, max_size=4)), key=LEVELS.index)
    answers = (
        answer(f"o{place}", level, *draw(flags), within=draw(TIMES_TO_BOOK)) for place, level in enumerate(levels)
    )
    return row(id, *answers, retired=draw(st.integers(0, 4)) == 0)


def replies(kb: KnowledgeBase, question_: Question) -> st.SearchStrategy[Answer]:
    """Any answer of somebody who is asked this question: ticks of live rows, none, not sure."""
    own = [option.id for option in question_.offered]
    unsure: st.SearchStrategy[Answer] = st.just((UNSURE,))
    if question_.kind == "number":
        return unsure | st.floats(question_.min or 0.0, question_.max or 0.0)
    if question_.kind == "one":
        return st.sampled_from(own).map(lambda o: (o,)) | unsure if own else unsure
    ticks = st.lists(st.sampled_from(own), min_size=1, max_size=3, unique=True) if own else st.nothing()
    order = [option.id for option in question_.options]
    return st.just((NONE,)) | ticks.map(lambda found: tuple(sorted(found, key=order.index)))


def complete_people(kb: KnowledgeBase) -> st.SearchStrategy[dict[str, Answer]]:
    """People who answered some questions, and the follow-up of every row they ticked."""

    @st.composite
    def draw_person(draw: st.DrawFn) -> dict[str, Answer]:
        person = draw(st.fixed_dictionaries({}, optional={q.id: replies(kb, q) for q in kb.danger_lists}))
        for (list_id, row_id), follow_up in kb.follow_ups.items():
            given = person.get(list_id, ())
            if isinstance(given, tuple) and row_id in given:
                person[follow_up.id] = draw(st.sampled_from([(o.id,) for o in follow_up.options]))
        rest = {q.id: replies(kb, q) for q in kb.questions.values() if q.stage in ("lift", "pain")}
        return person | draw(st.fixed_dictionaries({}, optional=rest))

    return draw_person()
