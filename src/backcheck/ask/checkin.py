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
from backcheck.ask.screens import NO_WORDS, build_screen, has_words, real_ticks, say_reply
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

SEEN = "Since your plan was made, has a doctor or physio seen you about this pain?"
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
    `steps` are the steps of the ladder by number and name, in order, and `last_step` the one that the last
    check-in sent to, or else the one with which the plan began: who is not sure trains on that.
    `settle_above` and `settle_below` are the ends of the amber band, 0 to 10: only there it matters whether pain in
    the lift had settled. `visit` tells that the plan asks for a visit by now.
    """

    known: Mapping[str, Answer]
    grouped: bool = False
    exercise: str | None = None
    lift: str = "the lift"
    activity: str = ""
    changes: tuple[Row, ...] = ()
    steps: tuple[tuple[int, str], ...] = ()
    last_step: int | None = None
    visit: bool = False
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
        self.usual = {"step": before.last_step} if before.last_step in dict(before.steps) else {}
        number = self._number
        self.signs = tuple(question.id for question in kb.safety_questions)
        self.steps: dict[str, Callable[[str], bool]] = {
            GROUPS: self._groups,
            **dict.fromkeys(self.signs, self._sign),
            "pain_now": number("How much does it hurt right now?"),
            "pain_worst": number("How much did it hurt at its worst in the last 24 hours?"),
            "pain_in_lift": number(f"How much did it hurt in {before.lift} the last time?", NOT_DONE),
            "settled": self._settled,
            "seen": self._seen,
            "activity": lambda name: self._ask_words(name, name, WANTED, WANTED_HINT),
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
            waiting = [name for name in self._applying() if name not in self.asked]
            # what is asked about ticked rows comes first, the gravest before the others
            about = (question.id for question in open_follow_ups(self.kb, self._known()) if question.id in waiting)
            name = changed or next(iter((*about, *waiting)), "")
            self.open, changed = name, ""
            before = self.asked[: self.asked.index(name)] if name in self.asked else self.asked
            self.asker.record([self.words[one] for one in before])
            if not name:
                changed = self._sum_up()
                if not changed:
                    return
            elif self.steps[name](name):
                self.asked += [name] if name not in self.asked else []
                self.asked = [one for one in self.asked if one in self._applying()]
            else:
                changed = before[-1] if before else name
                if not before:
                    self.asker.note(FIRST_QUESTION)

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
            seen=said.get("seen"),
            activity=said.get("activity", self.before.activity),
            activity_score=said.get("activity_score"),
            change=change,
            change_text=said.get("change_text", labels.get(change, "")) if change else "",
            helped=said.get("helped") if change else None,
            step=said.get("step"),
        )

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
        if name == "seen":
            return self.before.visit
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
            of_ten: dict[str, Any] = {"kind": "number", "min": 0, "max": 10, "unit": "of 10"}
            id = name.replace("_", "-")
            question = Question(id=id, stage="pain", prompt=prompt, why=WHY, help=help, **of_ten)
            previous: Answer | None = None
            if name in self.said:  # not sure is kept as None
                previous = (UNSURE,) if self.said[name] is None else self.said[name]
            answer = self._put(name, build_screen(question, self._place(name), previous=previous))
            if answer is not None:
                self.said[name] = answer if isinstance(answer, float) else None
            return answer is not None

        return ask

    def _pick(
        self, name: str, prompt: str, rows: Sequence[Row], values: Mapping[str, Any], unsure: str = "Not sure"
    ) -> bool:
        """Puts these rows and "not sure", and keeps what the chosen one means in `values`; False for a step back.

        What was said before is pointed at, or what is usual.
        """
        known = self.usual | self.said
        before = next((row for row, value in values.items() if name in known and value == known[name]), "")
        options = tuple(Option(id=row.id, label=row.label) for row in rows)
        asked = Question(
            id=name, stage="pain", kind="one", prompt=prompt, why=WHY, options=options, unsure_label=unsure
        )
        screen = build_screen(asked, self._place(name), previous=(before,) if before else None)
        screen = replace(screen, rows=(*rows, screen.rows[-1]), said=name in self.said)
        answer = self._put(name, screen)
        if isinstance(answer, tuple):
            self.said[name] = values[answer[0]]
        return answer is not None

    def _settled(self, name: str) -> bool:
        rows = (Row("yes", "Yes"), Row("no", "No, it was still up"))
        values = {"yes": True, "no": False, UNSURE: None}
        return self._pick(name, "Had the pain settled by the next morning?", rows, values)

    def _seen(self, name: str) -> bool:
        rows = (Row("yes", "Yes"), Row("no", "Not yet"))
        return self._pick(name, SEEN, rows, {"yes": True, "no": False, UNSURE: None})

    def _ask_words(self, name: str, key: str, prompt: str, hint: str) -> bool:
        """Keeps a few words of the person's own under this key; False where they went back."""
        number = Question(id=name, stage="pain", kind="number", prompt="", why="")
        heading = build_screen(number, self._place(name)).heading
        while isinstance(typed := self.asker.ask_text(prompt, hint, heading=heading), str):
            if has_words(typed):
                self.said[key] = typed.strip()
                self.words[name] = prompt, self.said[key]
                return True
            self.asker.note(NO_WORDS)
        return False

    def _score(self, name: str) -> bool:
        wanted = self.said.get("activity", self.before.activity)
        return self._number(f"{wanted}: how well can you do it today? 0 is not at all, 10 is as before.")(name)

    def _change(self, name: str) -> bool:
        nothing = Row(NOTHING, "Nothing yet", key=NONE_KEY)
        rows = (*self.before.changes, Row(OWN, "Something else (your words)"), nothing)
        values = {row.id: row.id for row in rows} | {NOTHING: "", UNSURE: ""}
        earlier = self.said.get(name)
        while self._pick(name, "Which change did you make?", rows, values):
            self.said.pop("change_text", None)
            own = "change_text", "What did you change?", "Use a few words."
            if self.said[name] != OWN or self._ask_words(name, *own):
                return True
        self.said.pop(name, None)  # own words that were not given change nothing
        self.said |= {} if earlier is None else {name: earlier}
        return False

    def _helped(self, name: str) -> bool:
        rows = (Row("yes", "Yes"), Row("a-little", "A little"), Row("no", "No"), Row("worse", "My back got worse"))
        values = {row.id: row.id for row in rows} | {UNSURE: "not-sure"}
        return self._pick(name, "Did the change help?", rows, values, "Not sure yet")

    def _step(self, name: str) -> bool:
        """The number of a row is the number of its step; the one after the last is for none."""
        steps, last = self.before.steps, self.before.last_step
        rows = [
            Row(str(number), f"Step {number}: {words}", key=str(number), beside=HERE if number == last else "")
            for number, words in steps
        ]
        rows.append(Row(NO_STEP, "I didn't train on a step", key=str(steps[-1][0] + 1)))
        values = {str(number): number for number, _ in steps} | {NO_STEP: None, UNSURE: last}
        return self._pick(name, "Which step did you train on?", rows, values)
