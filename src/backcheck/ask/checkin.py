"""Asking a check-in: the emergency signs again, scores, what was changed, whether it helped, the step.

The order and the words of these few questions, for any front end. What the answers come to is judged in reasoning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from backcheck.ask.conversation import FIRST_QUESTION
from backcheck.ask.keys import NONE_KEY
from backcheck.ask.port import Asker, Given, Left, Move, Row, Screen
from backcheck.ask.screens import (
    NO_WORDS,
    build_screen,
    has_words,
    real_ticks,
    say_reply,
)
from backcheck.ask.sign_lists import GROUPS, LOST, ask_list, is_any_ticked, is_meant, with_ticks
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Option, Question
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer, say_answer
from backcheck.reasoning.bouts import CheckIn
from backcheck.reasoning.interview import Progress
from backcheck.reasoning.recheck import emergency_lists
from backcheck.reasoning.screening import as_shown, narrow, open_follow_ups, opened_rows, renew, spread_groups
from backcheck.reasoning.triage import can_still_matter, level_so_far
from backcheck.reasoning.triage_words import BACKGROUND

NOTHING, OWN, NO_STEP = "nothing", "own", "no-step"
HERE = "Your plan or last check-in put you here."

NOT_DONE = "If you haven't done this lift since your last check-in, answer u, not sure."
WANTED = "What do you want back? Name one thing, in your own words."
WANTED_HINT = "For example: squat 80 kg x 5."
WHY = "Then we can see over the weeks if it gets better."
SUMMARY = "Your check-in. Is it right?"
SUMMARY_HINT = "Nothing counts until you choose 1. Choose another row to change it."
GROUPS_PROMPT = "Since last time: is any of this new or worse?"
GROUPS_WHY = "A danger sign can come even while your back gets better. We ask more about what you tick."

_GO_ON = "go-on"


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What is known from earlier. `known` are the danger-sign answers of the interview, `changes` rows to pick from.

    `grouped` people see the short screen in place of all danger signs, the others the lists in full.
    `steps` are the steps of the ladder by number and name, in order, and `last_step` the one of the last check-in,
    or else the one with which the plan began: who is not sure trains on that.
    `settle_above` and `settle_below` are the ends of the amber band, 0 to 10: only there it matters whether pain in
    the lift had settled.
    """

    known: Mapping[str, Answer]
    grouped: bool = False
    exercise: str | None = None
    lift: str = "the lift"
    activity: str = ""
    changes: tuple[Row, ...] = ()
    steps: tuple[tuple[int, str], ...] = ()
    last_step: int | None = None
    settle_above: float
    settle_below: float


def ask_checkin(kb: KnowledgeBase, before: Before, asker: Asker) -> CheckIn:
    """The check-in, without a level: whoever knows all answers judges it. It stops at once at an emergency sign.

    Raises `Left` where the person leaves; its `known` are the danger signs where one was ticked now, else empty.
    """
    talk = _CheckInTalk(kb, before, asker)
    asker.loss = talk.loss
    try:
        talk.hold()
    except Left as left:
        left.known = talk.signs_left(left.ticked)
        raise
    return talk.checkin()


class _CheckInTalk:
    """One check-in. `said` holds what was answered, by name; a step back forgets nothing."""

    def __init__(self, kb: KnowledgeBase, before: Before, asker: Asker) -> None:
        self.kb, self.before, self.asker = kb, before, asker
        self.said: dict[str, Any] = {}
        self.asked: list[str] = []
        self.open = ""
        self.drafts: dict[str, Answer] = {}
        """Ticks that were made but not entered, by question: shown again, and counted when someone leaves."""
        self.words: dict[str, tuple[str, str]] = {}
        """Question and answer of each name, as they were shown."""
        self.over = False
        number = self._number
        self.signs = tuple(question.id for question in kb.safety_questions)
        self.steps: dict[str, Callable[[str], bool]] = {
            GROUPS: self._groups,
            **dict.fromkeys(self.signs, self._sign),
            "pain_now": number("How much does it hurt right now?"),
            "pain_worst": number("How much did it hurt at its worst in the last 24 hours?"),
            "pain_in_lift": number(f"How much did it hurt in {before.lift} the last time?", NOT_DONE),
            "settled": self._settled,
            "activity": self._activity,
            "activity_score": self._score,
            "change": self._change,
            "helped": self._helped,
            "step": self._step,
        }

    def loss(self) -> str:
        """What would be lost by leaving now."""
        return LOST if self.asked else ""

    def hold(self) -> None:
        """Asks what applies and was not asked, then shows all answers once; each can be changed from there."""
        changed = ""
        while not self.over:
            name = changed or self._next()
            changed = ""
            before = self.asked[: self.asked.index(name)] if name in self.asked else self.asked
            self.asker.record([self.words[one] for one in before])
            if not name:
                name = self._sum_up()
                if not name:
                    return
                changed = name
            elif self._is_answered(name):
                self.asked += [name] if name not in self.asked else []
                self.asked = [one for one in self.asked if one in self._applying()]
            else:
                before = self.asked[: self.asked.index(name)] if name in self.asked else self.asked
                changed = before[-1] if before else name
                if not before:
                    self.asker.note(FIRST_QUESTION)

    def _is_answered(self, name: str) -> bool:
        self.open = name
        return self.steps[name](name)

    def signs_left(self, ticked: Sequence[str]) -> dict[str, Answer]:
        """The danger signs as they are known when somebody leaves, with open ticks; empty where none was ticked now.

        An open row of a ticked group counts as ticked, unless it is about the person and not about today. Not sure of
        the groups is not sure of the lists of emergencies.
        """
        for name, draft in self.drafts.items():
            self.said |= with_ticks(self.kb, name, {name: draft}, real_ticks(self.said.get(name)))
        self.said |= with_ticks(self.kb, self.open, self.said, ticked)
        groups = self.said.get(GROUPS, ())
        opened = {n: rows for n, rows in opened_rows(self.kb, groups).items() if n not in BACKGROUND}
        doubts = dict.fromkeys(emergency_lists(self.kb), (UNSURE,)) if UNSURE in groups else {}
        given = {**doubts, **opened, **self._given()}
        if not is_any_ticked(given):
            return {}
        known = self.before.known
        return renew(self.kb, known, spread_groups(self.kb, known, (), given) if self.before.grouped else given)

    def checkin(self) -> CheckIn:
        """What was said, as a value."""
        said = {name: value for name, value in self.said.items() if name in self._applying() or name == "change_text"}
        change = said.get("change", "")
        labels = {row.id: row.label for row in self.before.changes}
        return CheckIn(
            signs={name: answer for name, answer in self._given().items() if isinstance(answer, tuple)},
            groups=real_ticks(self.said.get(GROUPS)) if GROUPS in self.said else None,
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

    def _next(self) -> str:
        """The next question; what is asked about ticked rows comes the gravest first. Empty for nothing more."""
        waiting = [name for name in self._applying() if name not in self.asked]
        asked = [question.id for question in open_follow_ups(self.kb, self._known()) if question.id in waiting]
        return next(iter((*asked, *waiting)), "")

    def _given(self) -> dict[str, Answer]:
        """The danger signs that were said so far."""
        return {name: self.said[name] for name in self.signs if name in self.said and self._applies(name)}

    def _known(self) -> dict[str, Answer]:
        """The danger signs as they are known now. On the short screen nobody takes back what they were once told."""
        given, known = self._given(), self.before.known
        return renew(self.kb, known, spread_groups(self.kb, known, (), given) if self.before.grouped else given)

    def _opened(self, name: str) -> bool:
        """Whether a danger-sign list, or a question about one of its rows, is put."""
        question = self.kb.questions[name]
        if isinstance(question, FollowUpQuestion):
            ticked = question.row in real_ticks(self.said.get(question.list_id)) and self._opened(question.list_id)
            return ticked and (name in self.said or can_still_matter(self.kb, self._known(), question))
        return not self.before.grouped or bool(self._list(name).options)

    def _list(self, name: str) -> Question:
        """A list as it is put: all rows that these people see, on the short screen those that its ticks stand for."""
        question = as_shown(self.kb.questions[name], {**self.before.known, **self.said})
        if not self.before.grouped or isinstance(question, FollowUpQuestion):
            return question
        return narrow(question, opened_rows(self.kb, real_ticks(self.said.get(GROUPS))).get(name, ()))

    def _applying(self) -> list[str]:
        return [name for name in self.steps if self._applies(name)]

    def _applies(self, name: str) -> bool:
        if name == GROUPS:
            return self.before.grouped
        if name in self.signs:
            return self._opened(name)
        if name == "settled":
            pain = self.said.get("pain_in_lift")
            return pain is not None and self.before.settle_above < pain < self.before.settle_below
        if name == "activity":
            return not self.before.activity
        if name == "helped":
            return bool(self.said.get("change"))
        return name != "step" or bool(self.before.steps)

    def _place(self, name: str) -> Progress:
        names = self._applying()
        return Progress(names.index(name) + 1, len(names))

    def _sum_up(self) -> str:
        """Shows all answers; returns the name of the one to change, empty to go on."""
        rows = (Row(_GO_ON, "Yes, keep it"), *(Row(name, " ".join(self.words[name])) for name in self.asked))
        chosen = self.asker.choose(SUMMARY, rows, lines=(SUMMARY_HINT,))
        if isinstance(chosen, Move):
            return self.asked[-1]
        return "" if chosen == _GO_ON else chosen

    # -- one question each; True for an answer, False for a step back ----------------------------------------------

    def _put(self, name: str, screen: Screen) -> Answer | None:
        """The answer to a screen, None for a step back. The answers can be looked through at any time."""
        while True:
            reply = self.asker.ask(screen)
            if isinstance(reply, Given):
                self.words[name] = screen.question.prompt, say_reply(screen, reply.answer)
                return reply.answer
            if reply.move is Move.BACK or not self.asked:
                return None
            rows = (*(Row(one, " ".join(self.words[one])) for one in self.asked), Row(_GO_ON, "Go on", closes=True))
            self.asker.choose("Your answers so far. They can be changed at the end.", rows, pointed=_GO_ON)

    def _groups(self, name: str) -> bool:
        rows = tuple(Option(id=group.id, label=group.label) for group in self.kb.check_in)
        question = Question(id=name, stage="safety", kind="many", prompt=GROUPS_PROMPT, why=GROUPS_WHY, options=rows)
        return self._put_list(name, question)

    def _put_list(self, name: str, question: Question) -> bool:
        before = self.drafts.get(name, self.said.get(name))
        answer = ask_list(question, self._place(name), before, self.asker, partial(self.drafts.__setitem__, name))
        if answer is None:
            return False
        self.drafts.pop(name, None)
        self.said[name] = answer
        self.words[name] = question.prompt, say_answer(question, answer)
        return True

    def _sign(self, name: str) -> bool:
        while self._put_list(name, self._list(name)):
            if level_so_far(self.kb, self._known()) != "emergency":
                return True
            if is_meant(self.kb, self._known(), self.asker):
                self.over = True
                return True
        return False

    def _number(self, prompt: str, help: str = "") -> Callable[[str], bool]:
        def ask(name: str) -> bool:
            question = Question(
                id=name.replace("_", "-"),
                stage="pain",
                kind="number",
                prompt=prompt,
                why=WHY,
                min=0,
                max=10,
                unit="of 10",
                help=help,
            )
            previous: Answer | None = None
            if name in self.said:  # not sure is kept as None
                previous = (UNSURE,) if self.said[name] is None else self.said[name]
            answer = self._put(name, build_screen(question, self._place(name), previous=previous))
            if answer is not None:
                self.said[name] = answer if isinstance(answer, float) else None
            return answer is not None

        return ask

    def _pick(self, name: str, prompt: str, rows: Sequence[Row], before: str | None, unsure: str = "Not sure") -> str:
        """The id of one of these rows, `unsure`, or empty for a step back; `before` is pointed at."""
        options = tuple(Option(id=row.id, label=row.label) for row in rows)
        question = Question(
            id=name, stage="pain", kind="one", prompt=prompt, why=WHY, options=options, unsure_label=unsure
        )
        screen = build_screen(question, self._place(name), previous=(before,) if before is not None else None)
        screen = replace(screen, rows=(*rows, screen.rows[-1]))
        answer = self._put(name, screen)
        return answer[0] if isinstance(answer, tuple) else ""

    def _settled(self, name: str) -> bool:
        words = {"yes": True, "no": False, UNSURE: None}
        before = next((word for word, said in words.items() if name in self.said and said is self.said[name]), None)
        rows = (Row("yes", "Yes"), Row("no", "No, it was still up"))
        chosen = self._pick(name, "Had the pain settled by the next morning?", rows, before)
        if chosen:
            self.said[name] = words[chosen]
        return bool(chosen)

    def _activity(self, name: str) -> bool:
        typed = self._ask_words(name, WANTED, WANTED_HINT)
        if typed:
            self.said[name] = typed
            self.words[name] = WANTED, typed
        return bool(typed)

    def _ask_words(self, name: str, prompt: str, hint: str) -> str:
        """A few words of the person's own; empty where they went back."""
        while isinstance(typed := self.asker.ask_text(prompt, hint, heading=self._heading(name)), str):
            if has_words(typed):
                return typed.strip()
            self.asker.note(NO_WORDS)
        return ""

    def _heading(self, name: str) -> str:
        return build_screen(
            Question(id=name, stage="pain", kind="number", prompt="", why=""), self._place(name)
        ).heading

    def _score(self, name: str) -> bool:
        wanted = self.said.get("activity", self.before.activity)
        return self._number(f"{wanted}: how well can you do it today? 0 is not at all, 10 is as before.")(name)

    def _change(self, name: str) -> bool:
        rows = (
            *self.before.changes,
            Row(OWN, "Something else (your words)"),
            Row(NOTHING, "Nothing yet", key=NONE_KEY),
        )
        before = (self.said[name] or NOTHING) if name in self.said else None
        while True:
            chosen = self._pick(name, "Which change did you make?", rows, before)
            if not chosen:
                return False
            self.said.pop("change_text", None)
            if chosen == OWN:
                typed = self._ask_words(name, "What did you change?", "Use a few words.")
                if not typed:
                    before = OWN
                    continue
                self.said["change_text"] = typed
                self.words[name] = "What did you change?", typed
            self.said[name] = "" if chosen in (NOTHING, UNSURE) else chosen
            return True

    def _helped(self, name: str) -> bool:
        rows = (Row("yes", "Yes"), Row("a-little", "A little"), Row("no", "No"), Row("worse", "My back got worse"))
        before = {"not-sure": UNSURE}.get(self.said.get(name, ""), self.said.get(name))
        chosen = self._pick(name, "Did the change help?", rows, before, "Not sure yet")
        if chosen:
            self.said[name] = "not-sure" if chosen == UNSURE else chosen
        return bool(chosen)

    def _step(self, name: str) -> bool:
        """The number of a row is the number of its step; the one after the last is for none."""
        here = {self.before.last_step: HERE}
        steps = [
            Row(str(number), f"Step {number}: {words}", key=str(number), beside=here.get(number, ""))
            for number, words in self.before.steps
        ]
        none = Row(NO_STEP, "I did not train on a step", key=str(self.before.steps[-1][0] + 1))
        last = str(self.before.last_step) if self.before.last_step is not None else None
        before = (str(self.said[name]) if self.said[name] is not None else NO_STEP) if name in self.said else last
        chosen = self._pick(name, "Which step did you train on?", (*steps, none), before)
        if chosen:
            named = self.before.last_step if chosen == UNSURE else None if chosen == NO_STEP else int(chosen)
            self.said[name] = named
        return bool(chosen)
