"""Both rankings, point by point: starts, facts and votes, fits, and what is told of each entry."""

from __future__ import annotations

from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import Evidence, FixLine, GivenAnswer, SetAside
from backcheck.reasoning.evidence import applicable, chosen_activity, collect_statements
from backcheck.reasoning.index import Statement
from backcheck.reasoning.plan_words import told_for
from backcheck.reasoning.ranking import (
    MOST_SET_ASIDE,
    Sum,
    action_of,
    contributor_starts,
    describe_contributors,
    describe_patterns,
    describe_set_aside,
    fit_of,
    is_enough,
    rank_sums,
)
from tests.reasoning.people import KB
from tests.reasoning.toys import (
    SOURCES,
    activity,
    all_,
    contributor,
    fault,
    is_,
    lift,
    link,
    moment,
    option,
    pattern,
    question,
    rule,
    toy,
)

SQUAT = lift(
    "squat",
    "squat",
    {"wink": -1.0, "lean": -0.5},
    faults=(fault("tucks", "wink"), fault("tips", "lean", {"lean": 3.0, "load": 2.0, "sit": 1.9})),
    phases={"bottom": moment({"wink": 2.0}, "deep")},
)
OBJECTS = activity("objects", starts={"lean": 0.0}, stands_for=("unsure",), phases={"top": moment({"load": 1.0})})
EXERCISE = question("exercise", option("squat", said=""), option("objects", said=""), kind="one", stage="lift")
SIGNS = question(
    "signs-squat",
    option("tucks", says={"wink": 3.0}),
    option("tips", says={"lean": 3.0, "load": -1.0}),
    stage="signs",
    when=is_("exercise", "squat"),
    none_says={"wink": -1.0},
    none_said="you saw neither",
)
MOMENT = question("pain-when", option("bottom"), option("top"), kind="one")
AGE = question("age", option("old", says={"sore": 2.0}), kind="one", stage="training")
FEEL = question(
    "feel",
    option("dull", says={"sore": 2.0, "load": 1.0}, fact="ache"),
    option("deep", says={"sore": 1.0, "load": -2.0}, fact="ache"),
    option("sharp", says={"tear": 1.0, "family:form": -1.0, "lean": 1.0}),
    option("burst", says={"tear": 3.0}, alone="clinician"),
    option("hushed", says={"tear": 5.0}, said=""),
)
CONTRIBUTORS = (
    contributor("load"),
    contributor("wink", family="form", applies_to=()),
    contributor("lean", family="form", applies_to=()),
    contributor("sit", -1.0, family="readiness", applies_to=("objects",)),
    contributor("belt", 0.5, family="equipment", applies_to=("family:squat",)),
    contributor("bar", 0.25, family="equipment", applies_to=("lifts",)),
    contributor("box", 0.1, family="equipment", applies_to=("squat",)),
    contributor("hinge", 9.0, family="equipment", applies_to=("family:hinge", "deadlift")),
)
PATTERNS = (pattern("sore"), pattern("tear", -1.0, serious=True), pattern("rare", -3.0))
BASE = toy(
    [EXERCISE, SIGNS, MOMENT, AGE, FEEL],
    rules=[rule("burst-old", "urgent", all_(is_("feel", "burst"), is_("age", "old")), says={"rare": 4.0})],
    links=[link("deep-squat", all_(is_("exercise", "squat"), is_("pain-when", "bottom")), {"wink": 1.0}, fact="deep")],
    contributors=CONTRIBUTORS,
    patterns=PATTERNS,
    lifts=[SQUAT],
    activities=[OBJECTS],
)
IN_SQUAT: dict[str, Answer] = {"exercise": ("squat",)}


def of(base: KnowledgeBase, answers: dict[str, Answer], target: str) -> Sum:
    contributors, patterns = rank_sums(base, answers)
    return next(total for total in (*contributors, *patterns) if total.target == target)


def votes(addends: tuple[tuple[object, float], ...]) -> list[tuple[str, float]]:
    return [(statement.fact, points) for statement, points in addends]  # type: ignore[attr-defined]


def test_the_activity_is_the_one_chosen_or_the_one_that_stands_for_the_answer() -> None:
    assert chosen_activity(BASE, {}) is None
    assert chosen_activity(BASE, IN_SQUAT) is SQUAT
    assert chosen_activity(BASE, {"exercise": ("objects",)}) is OBJECTS
    assert chosen_activity(BASE, {"exercise": ("unsure",)}) is OBJECTS
    assert chosen_activity(BASE, {"exercise": ("gone",)}) is None


def test_a_lift_has_its_form_faults_and_what_applies_to_it() -> None:
    found = contributor_starts(BASE, IN_SQUAT)
    assert found == {"load": 0.0, "wink": -1.0, "lean": -0.5, "belt": 0.5, "bar": 0.25, "box": 0.1}
    assert list(found) == ["load", "wink", "lean", "belt", "bar", "box"]


def test_another_activity_has_what_applies_to_it_by_name() -> None:
    assert contributor_starts(BASE, {"exercise": ("objects",)}) == {"load": 0.0, "lean": 0.0, "sit": -1.0}


def test_without_an_activity_only_what_applies_to_all_is_left() -> None:
    assert contributor_starts(BASE, {}) == {"load": 0.0}


def test_every_list_is_whole_and_best_first_and_what_ties_is_in_the_order_of_ids() -> None:
    contributors, patterns = rank_sums(BASE, IN_SQUAT)
    assert [total.target for total in contributors] == ["belt", "bar", "box", "load", "lean", "wink"]
    assert [total.target for total in patterns] == ["sore", "tear", "rare"]
    tied = toy(contributors=[contributor("b"), contributor("a")], patterns=[pattern("d"), pattern("c")])
    contributors, patterns = rank_sums(tied, {})
    assert [total.target for total in contributors] == ["a", "b"]
    assert [total.target for total in patterns] == ["c", "d"]


def test_of_equal_points_more_facts_then_the_strongest_then_the_start_decide() -> None:
    rows = [
        option("one", says={"d-many": 1.0, "c-strong": 3.0, "b-weak": 2.0}),
        option("two", says={"d-many": 1.0, "b-weak": 2.0}),
        option("three", says={"d-many": 2.0, "c-strong": 1.0}),
    ]
    starts = {"a-start": 4.0, "b-weak": 0.0, "c-strong": 0.0, "d-many": 0.0}
    base = toy([question("q", *rows)], contributors=[contributor(name, start) for name, start in starts.items()])
    ranked, _ = rank_sums(base, {"q": ("one", "two", "three")})
    assert [one.points for one in ranked] == [4.0] * 4
    assert [one.target for one in ranked] == ["d-many", "c-strong", "b-weak", "a-start"]


def test_an_age_that_speaks_for_it_is_stronger_than_a_start_alone() -> None:
    """Age is no fact that counts, but of two that have none it tells more than nothing, however weak."""
    aged = question("age", option("old", says={"sore": 0.5}), kind="one")
    base = toy([aged], patterns=[pattern("rare", 0.5), pattern("sore")])
    assert [one.target for one in rank_sums(base, {"age": ("old",)})[1]] == ["sore", "rare"]


def test_without_evidence_the_points_are_the_start() -> None:
    assert of(BASE, IN_SQUAT, "wink") == Sum("wink", -1.0, -1.0, (), (), (), 0)


def test_points_are_the_start_and_one_vote_for_each_fact() -> None:
    """The lift's moment and the link tell one fact: the stronger counts, the other is listed."""
    wink = of(BASE, IN_SQUAT | {"signs-squat": ("tucks",), "pain-when": ("bottom",)}, "wink")
    assert wink.start == -1.0
    assert wink.points == 4.0
    assert votes(wink.speaks_for) == [("tucks", 3.0), ("deep", 2.0)]
    assert wink.against == ()
    assert votes(wink.also) == [("deep", 1.0)]


def test_within_a_fact_the_strongest_for_and_the_strongest_against_count() -> None:
    both: dict[str, Answer] = {"feel": ("dull", "deep")}
    sore, load = of(BASE, both, "sore"), of(BASE, both, "load")
    assert (votes(sore.speaks_for), votes(sore.also), sore.points) == ([("ache", 2.0)], [("ache", 1.0)], 2.0)
    assert (votes(load.speaks_for), votes(load.against), load.points) == ([("ache", 1.0)], [("ache", -2.0)], -1.0)
    assert load.also == ()


def test_weaker_votes_of_a_fact_on_either_side_are_only_listed() -> None:
    base = toy(
        [
            question("a", option("x", says={"load": 1.0}, fact="f"), option("y", says={"load": -1.0}, fact="f")),
            question("b", option("x", says={"load": 3.0}, fact="f"), option("y", says={"load": -2.0}, fact="f")),
            question("c", option("x", says={"load": 0.0}, fact="g"), option("y", says={"load": 0.0}, fact="h")),
        ],
        contributors=[contributor("load")],
    )
    load = of(base, {"a": ("x", "y"), "b": ("x", "y"), "c": ("x", "y")}, "load")
    assert (votes(load.speaks_for), votes(load.against), load.points) == ([("f", 3.0)], [("f", -2.0)], 1.0)
    assert votes(load.also) == [("f", 1.0), ("f", -1.0), ("g", 0.0), ("h", 0.0)]


def test_addends_stand_strongest_first_then_by_name() -> None:
    rows = [option("c", says={"load": 1.0}), option("b", says={"load": 2.0}), option("a", says={"load": 1.0})]
    rows += [option("z", says={"load": -1.0}), option("y", says={"load": -3.0}), option("x", says={"load": -1.0})]
    base = toy([question("q", *rows)], contributors=[contributor("load")])
    load = of(base, {"q": tuple("abcxyz")}, "load")
    assert votes(load.speaks_for) == [("b", 2.0), ("a", 1.0), ("c", 1.0)]
    assert votes(load.against) == [("y", -3.0), ("x", -1.0), ("z", -1.0)]


def test_of_two_equal_votes_of_a_fact_the_name_decides_not_the_order_given() -> None:
    first = question("p", option("m", says={"load": 1.0}, fact="f"))
    second = question("o", option("m", says={"load": 1.0}, fact="f"))
    base = toy([first, second], contributors=[contributor("load")])
    for answers in ({"p": ("m",), "o": ("m",)}, {"o": ("m",), "p": ("m",)}):
        load = of(base, dict(answers), "load")
        assert load.speaks_for[0][0].answers == (GivenAnswer(question="o", value="m"),)
        assert load.also[0][0].answers == (GivenAnswer(question="p", value="m"),)


def test_all_form_means_that_of_the_chosen_activity_unless_named_apart() -> None:
    sharp: dict[str, Answer] = {"feel": ("sharp",)}
    assert of(BASE, IN_SQUAT | sharp, "wink").points == -2.0
    assert of(BASE, IN_SQUAT | sharp, "lean").points == 0.5
    assert of(BASE, IN_SQUAT | sharp, "load").points == 0.0
    assert of(BASE, IN_SQUAT | sharp, "tear").points == 0.0
    assert [total.target for total in rank_sums(BASE, sharp)[0]] == ["load"]


def test_nothing_found_where_one_looked_speaks_against() -> None:
    wink = of(BASE, IN_SQUAT | {"signs-squat": ("none",)}, "wink")
    assert votes(wink.against) == [("signs-squat:none", -1.0)]
    assert wink.points == -2.0


def test_an_answer_to_a_question_that_does_not_apply_says_nothing() -> None:
    answers: dict[str, Answer] = {"exercise": ("objects",), "signs-squat": ("tips",), "pain-when": ("top",)}
    assert applicable(BASE, answers) == {"exercise": ("objects",), "pain-when": ("top",)}
    assert of(BASE, answers, "lean").points == 0.0
    assert votes(of(BASE, answers, "load").speaks_for) == [("moment", 1.0)]


def test_a_rule_that_holds_may_speak_for_a_pattern() -> None:
    rare = of(BASE, {"feel": ("burst",), "age": ("old",)}, "rare")
    assert votes(rare.speaks_for) == [("burst-old", 4.0)]
    statement = rare.speaks_for[0][0]
    assert statement.said == "text burst-old"
    assert statement.sources == SOURCES
    assert statement.answers == (GivenAnswer(question="feel", value="burst"), GivenAnswer(question="age", value="old"))


def test_rules_known_already_are_taken_as_they_are() -> None:
    answers: dict[str, Answer] = {"feel": ("burst",), "age": ("old",)}
    _, patterns = rank_sums(BASE, answers, [])
    assert next(total for total in patterns if total.target == "rare").points == -3.0
    assert rank_sums(BASE, answers, BASE.rules) == rank_sums(BASE, answers)


def test_a_link_tells_its_fact_or_its_own_name() -> None:
    made = {s.fact: s for s in collect_statements(BASE, IN_SQUAT | {"pain-when": ("bottom",)}, [])}
    assert set(made) == {"deep"}
    named = toy([FEEL], links=[link("own", is_("feel", "sharp"), {"tear": 1.0})], patterns=[pattern("tear")])
    assert votes(of(named, {"feel": ("sharp",)}, "tear").speaks_for) == [("own", 1.0), ("sharp", 1.0)]


def test_addends_carry_the_words_and_sources_of_their_rule_or_link() -> None:
    sharp = is_("feel", "sharp")
    base = toy(
        [FEEL],
        rules=[rule("r", "urgent", sharp, says={"rare": 4.0}, text="You have SYNDROME X.", sources=("aaa",))],
        links=[link("l", sharp, {"sore": 1.0}, sources=("bbb",))],
        patterns=PATTERNS,
    )
    rare, sore = (of(base, {"feel": ("sharp",)}, name).speaks_for[0][0] for name in ("rare", "sore"))
    assert (rare.said, rare.sources) == ("you have SYNDROME X", ("aaa",))
    assert (sore.said, sore.sources) == ("said l", ("bbb",))


def vote(points: float, fact: str = "f", *, telling: bool = True) -> tuple[Statement, float]:
    q = question("age" if not telling else "feel", option(fact, says={"load": points}))
    base = toy([q], contributors=[contributor("load")])
    (made,) = collect_statements(base, {q.id: (fact,)}, [])
    return made, points


def total(points: float, *speaks_for: tuple[Statement, float]) -> Sum:
    return Sum("load", 0.0, points, speaks_for, (), (), sum(made.telling for made, _ in speaks_for))


def test_fit_goes_by_points_and_facts() -> None:
    one, two = vote(4.0), vote(1.0, "g")
    assert fit_of(total(9.0)) is None
    assert fit_of(total(9.0, vote(9.0, telling=False))) is None
    assert fit_of(total(-0.5, one)) is None
    assert fit_of(total(0.0, one)) == "possible"
    assert fit_of(total(1.5, one)) == "possible"
    assert fit_of(total(2.0, one)) == "likely"
    assert fit_of(total(4.0, one)) == "likely"
    assert fit_of(total(3.5, one, two)) == "likely"
    assert fit_of(total(4.0, one, two)) == "strong"
    assert fit_of(total(4.0, one, vote(1.0, telling=False))) == "likely"


def test_enough_is_two_facts_or_one_that_weighs() -> None:
    strong, weak, age = vote(2.0), vote(1.5), vote(5.0, telling=False)
    assert not is_enough([])
    assert not is_enough([total(1.5, weak)])
    assert is_enough([total(2.0, strong)])
    assert not is_enough([total(2.0, weak)]), "one fact that weighs little, and a start that does the rest"
    assert is_enough([total(2.5, weak, vote(1.0, "g"))])
    assert is_enough([total(4.0, weak, vote(1.0, "g"))])
    assert not is_enough([total(-1.0, strong)])
    assert not is_enough([total(5.0, age)])
    assert not is_enough([total(1.5, weak), total(2.0, strong)])


def test_only_what_fits_is_described_with_all_its_addends() -> None:
    answers = IN_SQUAT | {"signs-squat": ("tips",), "pain-when": ("bottom",), "feel": ("dull",)}
    contributors, _ = rank_sums(BASE, answers)
    found = describe_contributors(BASE, answers, contributors)
    assert [entry.id for entry in found] == ["lean", "wink", "load"]
    lean, wink, load = found
    assert (lean.name, lean.family, lean.fit, lean.start, lean.points) == ("Name lean", "form", "likely", -0.5, 2.5)
    assert lean.for_ == (
        Evidence(
            answers=(GivenAnswer(question="signs-squat", value="tips"),),
            fact="tips",
            points=3.0,
            said="said tips",
            sources=SOURCES,
        ),
    )
    assert [(e.fact, e.points, e.said) for e in wink.for_] == [("deep", 2.0, "said deep")]
    assert [(e.fact, e.points, e.said) for e in wink.also] == [("deep", 1.0, "said deep-squat")]
    assert [(e.fact, e.points) for e in load.for_] == [("ache", 1.0)]
    assert [(e.fact, e.points) for e in load.against] == [("tips", -1.0)]
    assert (lean.against, lean.also, wink.against) == ((), (), ())


def test_the_change_and_the_fixes_are_those_of_the_lift_where_it_knows_the_fault() -> None:
    answers = IN_SQUAT | {"signs-squat": ("tips",), "pain-when": ("bottom",), "feel": ("dull",)}
    found = {entry.id: entry for entry in describe_contributors(BASE, answers, rank_sums(BASE, answers)[0])}
    own = FixLine(id="lean-fix", text="Fix lean", cue="Cue lean", error="")
    tips = FixLine(id="squat-tips", text="First tips Then tips", cue="Cue tips", error="Fault tips", ticked=True)
    assert found["lean"].change == "First tips"
    assert found["lean"].fixes == (tips, own)
    assert found["wink"].change == "First tucks"
    assert [line.id for line in found["wink"].fixes] == ["squat-tucks", "wink-fix"]
    assert found["load"].change == "First tips", "not of the form, but its fault was ticked"
    assert [line.id for line in found["load"].fixes] == ["squat-tips", "load-fix"]


def test_what_a_change_asks_for_is_that_of_the_ticked_fault_in_the_words_of_the_activity() -> None:
    """Whatever fault of whatever activity of the shipped base was ticked."""
    own_actions = 0
    for place in (*KB.lifts.values(), *KB.activities.values()):
        for one in place.faults:
            answers = {"exercise": (place.id,), f"signs-{place.id}": (one.id,), "changed": ("more-work",)}
            for entry in describe_contributors(KB, answers, rank_sums(KB, answers)[0]):
                told = told_for(KB.contributors[entry.id], place)
                assert entry.name == told.name
                assert entry.action == action_of(KB, answers, entry.id)
                if entry.id == one.contributor:
                    assert (entry.change, entry.action) == (one.fix[0], one.action or told.action)
                    own_actions += one.action not in ("", told.action)
    assert own_actions


def test_a_habit_whose_fault_was_not_ticked_keeps_its_own_change() -> None:
    habit = lift("squat", "squat", {}, faults=(fault("heavy", "load"),))
    base = replace(BASE, lifts={"squat": habit})
    answers = IN_SQUAT | {"feel": ("dull",)}
    (load,) = describe_contributors(base, answers, rank_sums(base, answers)[0])
    assert load.change == "Change load"
    assert [line.id for line in load.fixes] == ["squat-heavy", "load-fix"]


def test_a_ticked_fault_that_hardly_points_there_gives_no_fix() -> None:
    answers = IN_SQUAT | {"signs-squat": ("tips",), "feel": ("dull",)}
    sitting = toy(
        [EXERCISE, SIGNS, FEEL, question("seat", option("long", says={"sit": 3.0}))],
        contributors=[contributor("sit")],
        lifts=[SQUAT],
    )
    (sit,) = describe_contributors(
        sitting, answers | {"seat": ("long",)}, rank_sums(sitting, answers | {"seat": ("long",)})[0]
    )
    assert sit.change == "Change sit"
    assert [line.id for line in sit.fixes] == ["sit-fix"]


def test_of_several_faults_the_ticked_one_comes_first() -> None:
    squat = lift("squat", "squat", {"wink": 0.0}, faults=(fault("early", "wink"), fault("late", "wink")))
    signs = question("signs-squat", option("early", says={"wink": 1.0}), option("late", says={"wink": 3.0}))
    base = toy([EXERCISE, signs], contributors=[CONTRIBUTORS[1]], lifts=[squat])
    answers = IN_SQUAT | {"signs-squat": ("late",)}
    (wink,) = describe_contributors(base, answers, rank_sums(base, answers)[0])
    assert wink.change == "First late"
    assert [line.id for line in wink.fixes] == ["squat-late", "squat-early", "wink-fix"]


def test_without_a_lift_there_are_only_the_general_fixes() -> None:
    answers: dict[str, Answer] = {"exercise": ("objects",), "feel": ("dull",)}
    (load,) = describe_contributors(BASE, answers, rank_sums(BASE, answers)[0])
    assert load.change == "Change load"
    assert load.fixes == (FixLine(id="load-fix", text="Fix load", cue="Cue load", error=""),)


def test_an_activity_that_is_no_lift_mends_its_own_faults_too() -> None:
    several = activity("several", starts={"lean": 0.0}, faults=(fault("tips", "lean"),))
    base = toy([EXERCISE, FEEL], contributors=CONTRIBUTORS, activities=[several])
    answers: dict[str, Answer] = {"exercise": ("several",), "feel": ("sharp",)}
    (lean,) = describe_contributors(base, answers, rank_sums(base, answers)[0])
    assert (lean.id, lean.change) == ("lean", "First tips")
    assert [line.id for line in lean.fixes] == ["several-tips", "lean-fix"]


def test_entries_that_look_alike_name_each_other() -> None:
    alike = [replace(contributor(name), alike=group) for name, group in (("a", "g"), ("b", "g"), ("c", ""), ("d", ""))]
    alike.append(replace(contributor("e"), alike="g"))
    asked = question("q", option("x", says={"a": 2.0, "b": 2.0, "c": 2.0, "d": 2.0}))
    base = toy([asked], contributors=alike)
    answers: dict[str, Answer] = {"q": ("x",)}
    found = describe_contributors(base, answers, rank_sums(base, answers)[0])
    assert {entry.id: entry.aliases for entry in found} == {"a": ("b",), "b": ("a",), "c": (), "d": ()}


def test_patterns_are_described_with_all_their_addends() -> None:
    answers: dict[str, Answer] = {"feel": ("dull", "deep", "burst"), "age": ("old",)}
    _, patterns = rank_sums(BASE, answers)
    found = describe_patterns(BASE, patterns)
    assert [entry.id for entry in found] == ["sore", "tear", "rare"]
    sore, tear, rare = found
    assert (sore.name, sore.fit, sore.serious, sore.start, sore.points) == ("Name sore", "likely", False, 0.0, 4.0)
    assert (tear.name, tear.fit, tear.serious, tear.start, tear.points) == ("Name tear", "likely", True, -1.0, 2.0)
    assert (rare.fit, rare.points, rare.what_next) == ("possible", 1.0, "Next rare")
    assert [(e.fact, e.points) for e in sore.for_] == [("ache", 2.0), ("old", 2.0)]
    assert [(e.fact, e.points) for e in sore.also] == [("ache", 1.0)]
    assert (sore.against, tear.also) == ((), ())
    doubt = toy([question("q", option("x", says={"sore": 3.0}), option("y", says={"sore": -1.0}))], patterns=PATTERNS)
    (shown,) = describe_patterns(doubt, rank_sums(doubt, {"q": ("x", "y")})[1])
    assert [(e.fact, e.points, e.said) for e in shown.against] == [("y", -1.0, "said y")]


def test_what_is_as_likely_as_the_one_above_is_said_to_be_even_with_it() -> None:
    says = {"a": 3.0, "b": 3.0, "c": 2.0, "d": 2.0, "e": 1.0}
    base = toy([question("q", option("x", says=says))], patterns=[pattern(name) for name in says])
    shown = describe_patterns(base, rank_sums(base, {"q": ("x",)})[1])
    assert [(one.id, one.even) for one in shown] == [
        ("a", False), ("b", True), ("c", False), ("d", True), ("e", False),
    ]  # fmt: skip


def test_what_is_not_said_gives_points_but_names_nothing() -> None:
    _, patterns = rank_sums(BASE, {"feel": ("hushed",)})
    assert next(total for total in patterns if total.target == "tear").points == 4.0
    assert describe_patterns(BASE, patterns) == ()


def test_the_shipped_base_is_ranked_whole() -> None:
    contributors, patterns = rank_sums(KB, {"exercise": ("squat",)})
    assert {total.target for total in patterns} == set(KB.patterns)
    assert {total.target for total in contributors} == set(contributor_starts(KB, {"exercise": ("squat",)}))


def _said(fact: str, *, telling: bool = True) -> Statement:
    return Statement(fact, {}, (GivenAnswer(question="feel", value=fact),), f"said {fact}", SOURCES, fact, telling)


def _doubted(
    target: str, points: float, *against: tuple[str, float], speaks_for: str = "", by_age: bool = False
) -> Sum:
    """A sum with these facts against it; `by_age` makes them tell nothing of this pain."""
    counted = tuple((_said(fact, telling=not by_age), value) for fact, value in against)
    said_for = ((_said(speaks_for), 1.0),) if speaks_for else ()
    return Sum(target, 0.0, points, said_for, counted, (), len(said_for))


def test_what_was_made_less_likely_is_told_the_most_doubted_first() -> None:
    """Two points against and no fit; age alone is no doubt, and nothing serious is ever set aside."""
    contributors = [
        _doubted("load", 1.0, ("light", -3.0), speaks_for="heavy"),  # still fits
        _doubted("wink", -2.0, ("seen", -2.0)),
        _doubted("lean", -1.5, ("seen", -1.5)),
        _doubted("sit", -3.0, ("old", -3.0), by_age=True),
    ]
    patterns = [
        _doubted("sore", -4.0, ("sharp", -1.0), ("sudden", -3.0)),
        _doubted("tear", -5.0, ("dull", -5.0)),  # serious
        _doubted("rare", 2.0, ("dull", -3.0), speaks_for="deep"),  # still fits
    ]
    evidence = {
        fact: Evidence(
            answers=(GivenAnswer(question="feel", value=fact),),
            fact=fact,
            points=points,
            said=f"said {fact}",
            sources=SOURCES,
        )
        for fact, points in (("sharp", -1.0), ("sudden", -3.0), ("seen", -2.0))
    }
    names = (BASE.patterns["sore"].name, BASE.contributors["wink"].name)
    assert describe_set_aside(BASE, contributors, patterns) == (
        SetAside(id="sore", name=names[0], points=-4.0, against=(evidence["sharp"], evidence["sudden"])),
        SetAside(id="wink", name=names[1], points=-2.0, against=(evidence["seen"],)),
    )


def test_no_more_is_set_aside_than_is_worth_reading() -> None:
    doubted = [_doubted(name, -2.0, ("seen", -2.0)) for name in ("load", "wink", "lean", "sit", "belt", "bar")]
    found = describe_set_aside(BASE, doubted, [])
    assert [item.id for item in found] == ["load", "wink", "lean", "sit"]
    assert len(found) == MOST_SET_ASIDE


def test_of_two_votes_for_one_fact_the_stronger_counts_whichever_was_told_first() -> None:
    """An answer is told before the link that it completes; the link's vote is the stronger one here."""
    feel = question("feel", option("dull", says={"sore": 1.0}, fact="ache"))
    base = toy([feel], links=[link("dull-ache", is_("feel", "dull"), {"sore": 3.0}, fact="ache")], patterns=PATTERNS)
    sore = next(total for total in rank_sums(base, {"feel": ("dull",)})[1] if total.target == "sore")
    assert [points for _, points in sore.speaks_for] == [3.0]
    assert [points for _, points in sore.also] == [1.0]
    assert sore.points == sore.start + 3.0
