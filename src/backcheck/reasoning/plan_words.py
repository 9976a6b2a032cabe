"""The words of a plan line for one person: placeholders in data text become the lift, loads and what to film.

A load is a share of the work weight, rounded down to what plates allow; where no work
weight is known it stays a share in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil, floor

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Lift
from backcheck.knowledge.loads import BAR, BELLS, CLOSE, IN_KG, Unit, Weight, round_down, step_of
from backcheck.knowledge.model import Contributor
from backcheck.knowledge.records import Change, Kit, View
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.index import answer_ticks

WEIGHT, UNIT = "work-weight", "weight-unit"
"""The questions that hold the work weight, in kilograms, and the unit in which it is shown."""

NAMES = (
    "lift",
    "usual",
    "weight",
    "less",
    "bell",
    "step",
    "session",
    "moves",
    "range",
    "view",
    "look",
    "fix",
    "first",
    "second",
    "second_load",
)
"""Every placeholder; `weight` takes one share or two, as in `{weight:0.4-0.5}`, `bell` one."""

PLAIN = ("lift", "look", "moves", "range", "fix", "first", "second", "second_load")
"""Those that are filled with a field of `Person` as it is."""

PLACEHOLDER = re.compile(r"\{([a-z_]+)(?::(0\.\d+|1)(?:-(0\.\d+|1))?)?\}")

KILOS = re.compile(r"(\d+(?:\.\d+)?(?: to \d+(?:\.\d+)?)?) kg\b")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SETS = re.compile(r"\d+(?: to \d+)? sets\b")

A_TWENTIETH, A_TWELFTH = 0.05, 1 / 12
"""About so much of the work weight is added in a week, so that it is back in about six weeks; and the most that is.

Both are within what ACSM names for a weight that was mastered, 2 to 10 %; here it is one that was lifted before.
"""

NO_LOADS = ("lifting-objects", "not-lifting")
"""Activities of people without a gym, in which nobody has a work weight or adds to it: lines that speak of one are
left out, and contributors are told in other words (see `told_for`)."""

ROUNDS = ("other-training",)
"""Activities that come in rounds, minutes and pace as often as in sets: runs, classes, sport."""

FROM: dict[View, str] = {
    "side": "from the side",
    "front": "from the front",
    "behind": "from behind",
    "feet": "from the foot end",
}

VIEWS: dict[View, str] = {
    name: f"{place}, camera {'level with the hips' if name == 'feet' else 'at hip height'}"
    for name, place in FROM.items()
}


BACK: dict[Change, str] = {
    "range": "your depth no longer grows",
    "weight": "your work weight is back",
    "work": "all your sets or rounds are back",
}
"""How one tells that what was lowered is back where it was."""

BACK_IN_ROUNDS: dict[Change, str] = {
    "range": "your reach no longer grows",
    "weight": "your weight or pace is back",
    "work": BACK["work"],
}
"""The same for those who train in rounds."""

BACK_ELSEWHERE: dict[Change, str] = {
    "range": "you bend as low as your back lets you",
    "weight": "you lift what you did before",
    "work": "you do as much as before",
}
"""The same for those without a gym."""


def words_of_return(activity: Activity | None) -> dict[Change, str]:
    """How somebody who does this tells that what was lowered is back."""
    if activity is None:
        return BACK
    return BACK_IN_ROUNDS if activity.id in ROUNDS else BACK_ELSEWHERE if activity.id in NO_LOADS else BACK


FULL_RANGE = "use the full range"
RANGE_LEFT = 'make the change for "{name}" and use the range that is left,'
"""How far the lift goes once it comes back, by what may have set the pain off."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What the placeholders of one plan stand for. `work` is None where the work weight is not known.

    `moves` is what stands in for the lift on a rung below it, `range` how far it goes once it is back.
    `fix` mends the fault that was ticked. `first` is " and your first change", with a ticked fault of
    the set-up beside it, empty where that is the weight of the day. `second` and `second_load` are what the second
    leader asks for later, `dose` what it asks for on the same day.
    `bare`: the lift is done without weight. `fewer`: fewer sets are the change of today, so the session is told with a
    third fewer.
    """

    lift: str
    activity: Activity | None = None
    work: Weight | None = None
    unit: Unit = "kg"
    view: View = "side"
    look: str = ""
    moves: str = ""
    range: str = FULL_RANGE
    fix: str = ""
    first: str = ""
    second: str = ""
    second_load: str = ""
    dose: str = ""
    bare: bool = False
    fewer: bool = False


def told_for(entry: Contributor, activity: Activity | None) -> Contributor:
    """The contributor in the words for those who have no gym, or who train in rounds, where this is their activity."""
    name = activity.id if activity is not None else ""
    said = entry.elsewhere if name in NO_LOADS else entry.in_rounds if name in ROUNDS else None
    if said is None:
        return entry
    return replace(
        entry,
        name=said.name or entry.name,
        change=said.change or entry.change,
        fixes=said.fixes or entry.fixes,
        plan=said.plan or entry.plan,
    )


def work_weight(answers: Answers) -> Weight | None:
    """The work weight with the unit in which the person thinks of it; None where it was not given."""
    kg = answers.get(WEIGHT)
    if not isinstance(kg, float) or kg <= 0:
        return None
    return Weight(kg, unit_of(answers))


def unit_of(answers: Answers) -> Unit:
    """The unit in which the person thinks of weights."""
    return "lb" if "lb" in answer_ticks(answers.get(UNIT)) else "kg"


def fill(text: str, person: Person) -> str:
    """The text with its placeholders filled, its kilos in pounds for who thinks in them; `{date}` is left."""
    filled = PLACEHOLDER.sub(lambda found: _fill_one(found, person), text) if "{" in text else text
    return say_in(person.unit, filled)


def say_in(unit: Unit, text: str) -> str:
    """The text with its kilos in this unit."""
    if unit == "kg":
        return text

    def to_pounds(kilos: re.Match[str]) -> str:  # to the nearest five, as pounds come
        return f"{max(1, round(float(kilos[0]) / IN_KG['lb'] / 5)) * 5:g}"

    return KILOS.sub(lambda found: f"{NUMBER.sub(to_pounds, found[1])} lb", text)


def fills(text: str, person: Person) -> bool:
    """Whether there is something to say for every placeholder of the text."""
    if "{" not in text:
        return True
    loads = person.activity is None or person.activity.id not in NO_LOADS
    return all(
        (found[1] == "first" or _fill_one(found, person))
        and (loads or found[1] not in ("usual", "weight", "less", "step"))
        for found in PLACEHOLDER.finditer(text)
    )


def wrong_placeholders(text: str) -> Iterator[str]:
    """Everything in braces that no plan line can fill. `{date}` is filled where the plan is shown."""
    for found in re.finditer(r"\{[^{}]*\}|[{}]", text):
        whole = PLACEHOLDER.fullmatch(found[0])
        if found[0] == "{date}":
            continue
        if whole is None or whole[1] not in NAMES or (whole[1] in ("weight", "bell")) != (whole[2] is not None):
            yield found[0]


def _fill_one(found: re.Match[str], person: Person) -> str:
    name, low, high = found.groups()
    if name == "weight":
        return say_share(person, float(low), float(high or low))
    if name == "bell":
        return say_bell(person.work, float(low))
    if name == "usual":
        return f"your work weight ({person.work.shown})" if person.work else "your work weight"
    if name == "less":
        return say_less(person)
    if name == "step":
        rounds = person.activity is not None and person.activity.id in ROUNDS
        return "a little weight or pace a week" if rounds else _say_pace(person)
    if name == "session":
        session = person.activity.session if isinstance(person.activity, Lift) else None
        text = session.text.rstrip(".") if session else ""
        return SETS.sub("two thirds of your sets", text, count=1) if person.fewer else text
    if name == "view":
        return VIEWS.get(person.view, "")
    return str(getattr(person, name)) if name in PLAIN else found[0]


def say_share(person: Person, low: float, high: float) -> str:
    """A share of the work weight, or a range: "80 kg", "40 to 50 kg"; in words where the weight is not known."""
    least, most = round(low * 100), round(high * 100)
    if person.work is None:
        share = f"{least}%" if low == high else f"{least} to {most}%"
        return f"{share} of your work weight"
    first, last = _round_down(person, low), _round_down(person, high)
    unit = person.work.unit
    bar = 0.0 if _kit(person) else _least(person)
    if last <= 0:
        return "no weight"
    if bar and person.work.amount * high < bar - CLOSE:
        return f"less than an empty bar ({bar:g} {unit})"
    if last <= bar + CLOSE:
        return f"the empty bar ({bar:g} {unit})"
    return f"{last:g} {unit}" if last - first < CLOSE else f"{first:g} to {last:g} {unit}"


SHARE = re.compile(r"(\d+)(?: to (\d+))?% of your work weight")


def with_loads(text: str, person: Person) -> str:
    """The text with the load behind each share of the work weight: "80% of your work weight (80 kg)".

    What is added in a week is told as the plan tells it.
    """
    if person.work is None:
        return text
    text = text.replace(A_WEEK, _say_pace(person))

    def told(found: re.Match[str]) -> str:
        low, high = float(found[1]) / 100, float(found[2] or found[1]) / 100
        return f"{found[0]} ({say_share(person, low, high)})"

    return SHARE.sub(told, text)


def say_bell(work: Weight | None, share: float) -> str:
    """A bell of this share of the work weight, in a size that bells have: "a 20 kg bell"; else the usual range."""
    least, most = LIGHT_BELLS
    if work is None:
        return f"a bell of {least} to {most} kg"
    sizes = [bell for bell in BELLS[work.unit] if bell * IN_KG[work.unit] <= most + 0.5]
    return f"a {max((bell for bell in sizes if bell <= work.amount * share), default=sizes[0]):g} {work.unit} bell"


LIGHT_BELLS = 8, 32
"""Bells for a light hinge, in kg."""


def say_less(person: Person) -> str:
    """Another tenth off the dose while sore, and at least one step of the kit less than that dose."""
    sore, less = _round_down(person, SORE), _round_down(person, LESS)
    if person.work is None or less < sore - CLOSE:
        return say_share(person, LESS, LESS)
    unit, kit = person.work.unit, _kit(person)
    least = 0.0 if kit else _least(person)
    if least and sore <= least + CLOSE:
        return f"less than an empty bar ({least:g} {unit})"
    step = CLOSE * 2 if kit == "bells" else step_of(kit, unit)
    lower = round_down(sore - step, kit, unit)
    return f"{lower:g} {unit}" if lower > 0 else "no weight"


SORE, LESS = 0.8, 0.7
"""The share of the work weight while sore, and where that still hurts."""


SMALLEST = "the smallest step there is, at most every two weeks"


def say_step(work: Weight | None, kit: Kit = "") -> str:
    """How much to add and how often, so that it is about a twentieth of the work weight a week: "2.5 to 5 kg a week".

    Where the smallest step of the kit is too much for a week, it comes in as many weeks as it takes.
    """
    if work is None:
        return "2.5 to 5% of your work weight a week"
    if kit == "bells":
        return "one bell size, at most every two weeks"
    plates, most, weeks = _pace(work, kit)
    if most > plates:
        return f"{plates:g} to {most:g} {work.unit} a week"
    if weeks > MOST_WEEKS:
        return SMALLEST
    return f"{plates:g} {work.unit} a week" if weeks == 1 else f"{plates:g} {work.unit} every {weeks} weeks"


A_WEEK = "2.5 to 5% a week"
"""What is added to a work weight that is not known."""

MOST_WEEKS = 2
"""Longer than this nobody waits for a plate: then the next dumbbell or pin will do."""


def person_doing(activity: Activity | None, answers: Answers) -> Person:
    """Who does this lift or other activity. Only of a lift can a load be told from a work weight."""
    return Person(
        lift=activity.spoken if activity is not None else "what sets off the pain",
        activity=activity,
        work=work_weight(answers) if isinstance(activity, Lift) else None,
        unit=unit_of(answers),
    )


def weeks_of_adding(person: Person, share: float) -> int:
    """From the first step after this share of the work weight so many weeks pass until the work weight is back."""
    work, kit = person.work, _kit(person)
    if work is None:
        return 9 if person.bare else ceil((1 - share) / A_TWENTIETH - CLOSE) - 1
    gap = work.amount - _round_down(person, share)
    if kit == "bells":
        sizes = [size for size in BELLS[work.unit] if work.amount - gap + CLOSE < size <= work.amount + CLOSE]
        return (max(1, len(sizes)) - 1) * MOST_WEEKS
    _, most, weeks = _pace(work, kit)
    return (max(1, ceil(gap / most - CLOSE)) - 1) * min(weeks, MOST_WEEKS)


def _say_pace(person: Person) -> str:
    """What is added in a week. A lift that began without weight gets a tenth back: the most that ACSM names."""
    return "a tenth of your work weight a week" if person.bare else say_step(person.work, _kit(person))


def _pace(work: Weight, kit: Kit) -> tuple[float, float, int]:
    """The smallest step, the most that is added at once, and in how many weeks that comes.

    It is a twentieth of the work weight a week, or the next more that plates allow, where that is no more than a
    twelfth; otherwise the next less, and at least the smallest step of the kit.
    """
    plates, a_week = step_of(kit, work.unit), work.amount * A_TWENTIETH
    steps = a_week / plates
    if steps + CLOSE >= 1:
        more = ceil(steps - CLOSE)
        fits = more * plates <= work.amount * A_TWELFTH + CLOSE
        return plates, (more if fits else floor(steps + CLOSE)) * plates, 1
    return plates, plates, floor(1 / steps + 0.5)


def _round_down(person: Person, share: float) -> float:
    """The load in the person's unit, at most the share, but no lighter than an empty bar or the lightest bell."""
    work = person.work
    if work is None:
        return 0.0
    return max(_least(person), round_down(work.amount * share, _kit(person), work.unit))


def _kit(person: Person) -> Kit:
    return person.activity.kit if isinstance(person.activity, Lift) else ""


def _least(person: Person) -> float:
    """The lightest that there is: the empty bar, for work weights that are not below it, or the lightest bell."""
    lift, work = person.activity, person.work
    if work is None or not isinstance(lift, Lift):
        return 0.0
    if lift.kit == "bells":
        return min(BELLS[work.unit][0], work.amount)
    if not lift.bar:
        return 0.0
    bar = BAR[work.unit]
    return bar if work.kg + CLOSE >= bar * IN_KG[work.unit] else 0.0


def film_of(activity: Activity | None, form: tuple[str, ...], ticked: tuple[str, ...]) -> tuple[View, str]:
    """From where to film and what to look for; what was ticked and is seen from elsewhere comes with its own place.

    The first of the `form` contributors that a film can show, by a fault that was ticked where there is one; else
    another ticked fault. Where neither is known, three usual faults of this lift that are seen from the side.
    """
    faults = [fault for fault in (activity.faults if activity else ()) if fault.film]
    seen = [fault for fault in faults if fault.id in ticked]
    named = [fault for wanted in form for fault in (*seen, *faults) if fault.contributor == wanted]
    found = [fault for fault in named if fault in seen] or seen or named
    if found:
        elsewhere = next((fault for fault in seen if fault.film != found[0].film), None)
        more = f". Once more {FROM[elsewhere.film]}: {_as_clause(elsewhere.name)}" if elsewhere is not None else ""
        # What fits nothing stands under no heading of the page, so its fix is told here.
        fix = (
            ""
            if found[0] in named or not found[0].fix
            else f". If you see it, {_as_clause(found[0].fix[0]).rstrip('.')}"
        )
        return found[0].film, _as_clause(found[0].name) + fix + more
    usual = sorted((fault for fault in faults if fault.film == "side"), key=lambda fault: fault.common != "usual")
    return "side", "; ".join(_as_clause(fault.name) for fault in usual[:MOST_TO_LOOK_FOR])


MOST_TO_LOOK_FOR = 3
"""So many faults at most are looked for at once."""


def _as_clause(name: str) -> str:
    return name[:1].lower() + name[1:]
