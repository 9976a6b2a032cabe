"""Asking a check-in: the emergency signs again, scores, what was changed, whether it helped, the step.

Owns the order and the words of these few questions. Knows no front end, keeps nothing and judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from backcheck.ask.port import Asker, Given, Move, Row
from backcheck.ask.screens import build_screen, real_ticks, say_emergency
from backcheck.knowledge.model import UNSURE, KnowledgeBase, Question
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.checkin import CheckIn
from backcheck.reasoning.interview import Progress
from backcheck.reasoning.recheck import emergency_lists, renew
from backcheck.reasoning.triage import triage_level

NOTHING, OWN, NO_STEP = "nothing", "own", "no-step"

NOT_DONE = "If you have not done it since your last check-in, choose not sure."
WANTED = "What do you want back? Name one thing, in your own words."
WANTED_HINT = "For example: squat 80 kg x 5."

HELPED = (
    Row("yes", "Yes"),
    Row("a-little", "A little"),
    Row("no", "No"),
    Row("worse", "It got worse"),
    Row("not-sure", "Not sure yet"),
)
SETTLED = (Row("yes", "Yes"), Row("no", "No, it was still up"), Row(UNSURE, "Not sure"))


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What is known from earlier. `known` are the danger-sign answers of the interview, `changes` rows to pick from.

    `settle_above` and `settle_below` are the ends of the amber band, 0 to 10: only there it matters whether pain in
    the lift had settled.
    """

    known: Mapping[str, Answer]
    exercise: str | None = None
    lift: str = "the lift"
    activity: str = ""
    changes: tuple[Row, ...] = ()
    steps: tuple[Row, ...] = ()
    settle_above: float
    settle_below: float


def ask_checkin(kb: KnowledgeBase, before: Before, asker: Asker) -> CheckIn:
    """The check-in, without a level: whoever knows all answers judges it. It stops at once at an emergency sign.

    Raises `Left` where the person leaves; then nothing was said.
    """
    talk = _LookBack(kb, before, asker)
    talk.hold()
    return talk.checkin()


def ask_signs(
    kb: KnowledgeBase, questions: Sequence[str], known: Mapping[str, Answer], asker: Asker
) -> dict[str, Answer]:
    """Answers to these danger-sign lists, in their order; fewer where one of them is an emergency."""
    given: dict[str, Answer] = {}
    at = 0
    while at < len(questions):
        question = kb.questions[questions[at]]
        answer = _ask_list(question, Progress(at + 1, len(questions)), given.get(question.id), asker)
        if answer is None:
            at = max(0, at - 1)
            continue
        given[question.id] = answer
        if triage_level(kb, renew(kb, known, given)) == "emergency":
            if _is_meant(question, answer, asker):
                break
            continue
        at += 1
    return given


def _ask_list(question: Question, place: Progress, previous: Answer | None, asker: Asker) -> Answer | None:
    """One list. The first "not sure" unfolds it with what one can check on the spot. None is a step back."""
    unfolded = False
    while True:
        reply = asker.ask(build_screen(question, place, previous=previous, unfolded=unfolded))
        if not isinstance(reply, Given):
            return None
        if unfolded or not isinstance(reply.answer, tuple) or UNSURE not in reply.answer:
            return reply.answer
        previous, unfolded = real_ticks(reply.answer), True


def _is_meant(question: Question, answer: Answer, asker: Asker) -> bool:
    """Asks once whether an emergency sign is meant."""
    rows = (Row("yes", "Yes, that is right"), Row("change", "Go back and change it"))
    ticked = [option.label for option in question.options if option.id in real_ticks(answer)]
    unsure = [question.prompt] if isinstance(answer, tuple) and UNSURE in answer else []
    prompt, lines = say_emergency(ticked, unsure)
    return asker.choose(prompt, rows, lines=lines) == "yes"


class _LookBack:
    """One check-in. `said` holds what was answered, by name; a step back forgets nothing."""

    def __init__(self, kb: KnowledgeBase, before: Before, asker: Asker) -> None:
        self.kb, self.before, self.asker = kb, before, asker
        self.said: dict[str, Any] = {}
        self.over = False
        signs = [(name, self._sign(name)) for name in emergency_lists(kb)]
        self.steps: list[tuple[str, Callable[[], bool]]] = [
            *signs,
            ("pain_now", self._number("pain_now", "How much does it hurt right now?")),
            ("pain_worst", self._number("pain_worst", "What was the worst in the last 24 hours?")),
            (
                "pain_in_lift",
                self._number("pain_in_lift", f"How much in {before.lift}, the last time?", NOT_DONE),
            ),
            ("settled", self._settled),
            ("activity", self._activity),
            ("activity_score", self._score),
            ("change", self._change),
            ("helped", self._helped),
            ("step", self._step),
        ]

    def hold(self) -> None:
        """Asks from the first to the last; a step back goes to the one before that was really asked."""
        at, asked = 0, []
        while at < len(self.steps) and not self.over:
            self.at = at
            name, ask = self.steps[at]
            if not self._applies(name):
                at += 1
            elif ask():
                asked.append(at)
                at += 1
            else:
                at = asked.pop() if asked else at

    def checkin(self) -> CheckIn:
        """What was said, as a value."""
        said, change = self.said, self.said.get("change", "")
        signs = {name: said[name] for name in emergency_lists(self.kb) if name in said}
        labels = {row.id: row.label for row in self.before.changes}
        return CheckIn(
            signs=signs,
            exercise=self.before.exercise,
            pain_now=said.get("pain_now"),
            pain_worst=said.get("pain_worst"),
            pain_in_lift=said.get("pain_in_lift"),
            settled=said.get("settled"),
            activity=said.get("activity", self.before.activity),
            activity_score=said.get("activity_score"),
            change=change,
            change_text=said.get("change_text", labels.get(change, "")) if change else "",
            helped=said.get("helped") if change else None,
            step=said.get("step"),
        )

    def _applies(self, name: str) -> bool:
        if name == "settled":
            pain = self.said.get("pain_in_lift")
            return pain is not None and self.before.settle_above < pain < self.before.settle_below
        if name == "activity":
            return not self.before.activity
        if name == "helped":
            return bool(self.said.get("change"))
        return name != "step" or bool(self.before.steps)

    @property
    def _place(self) -> Progress:
        return Progress(self.at + 1, len(self.steps))

    # -- one question each; True for an answer, False for a step back ----------------------------------------------

    def _sign(self, name: str) -> Callable[[], bool]:
        def ask() -> bool:
            while True:
                question = self.kb.questions[name]
                answer = _ask_list(question, self._place, self.said.get(name), self.asker)
                if answer is None:
                    return False
                self.said[name] = answer
                signs = {one: self.said[one] for one in emergency_lists(self.kb) if one in self.said}
                if triage_level(self.kb, renew(self.kb, self.before.known, signs)) != "emergency":
                    return True
                if _is_meant(question, answer, self.asker):
                    self.over = True
                    return True

        return ask

    def _number(self, name: str, prompt: str, help: str = "") -> Callable[[], bool]:
        question = Question(
            id=name.replace("_", "-"),
            stage="pain",
            kind="number",
            prompt=prompt,
            why="So that we can see over weeks whether it gets better.",
            min=0,
            max=10,
            unit="of 10",
            help=help,
        )

        def ask() -> bool:
            reply = self.asker.ask(build_screen(question, self._place, previous=self.said.get(name)))
            if isinstance(reply, Given):
                self.said[name] = reply.answer if isinstance(reply.answer, float) else None
            return isinstance(reply, Given)

        return ask

    def _settled(self) -> bool:
        chosen = self.asker.choose("By the next morning, had it settled?", SETTLED)
        self.said["settled"] = {"yes": True, "no": False}.get(str(chosen))
        return not isinstance(chosen, Move)

    def _activity(self) -> bool:
        typed = self.asker.ask_text(WANTED, WANTED_HINT)
        if isinstance(typed, Move):
            return False
        self.said["activity"] = typed.strip()
        return True

    def _score(self) -> bool:
        wanted = self.said.get("activity", self.before.activity)
        return self._number("activity_score", f"{wanted}: how well today? 0 cannot, 10 as before.")()

    def _change(self) -> bool:
        rows = (*self.before.changes, Row(OWN, "Something else (your words)"), Row(NOTHING, "Nothing yet"))
        chosen = self.asker.choose("Which change did you make?", rows)
        if isinstance(chosen, Move):
            return False
        self.said.pop("change_text", None)
        self.said["change"] = "" if chosen == NOTHING else chosen
        if chosen == OWN:
            typed = self.asker.ask_text("What did you change?", "A few words.")
            if isinstance(typed, Move):
                return self._change()
            self.said["change_text"] = typed.strip()
        return True

    def _helped(self) -> bool:
        chosen = self.asker.choose("Did it help?", HELPED)
        self.said["helped"] = None if isinstance(chosen, Move) else chosen
        return not isinstance(chosen, Move)

    def _step(self) -> bool:
        rows = (*self.before.steps, Row(NO_STEP, "None of these; I did not train"))
        chosen = self.asker.choose("Which step did you train on?", rows)
        self.said["step"] = int(chosen) if isinstance(chosen, str) and chosen != NO_STEP else None
        return not isinstance(chosen, Move)
