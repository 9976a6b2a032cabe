"""The conversation: which question is put when, and what becomes of back, not sure, review and a danger sign.

It remembers the answers and the order in which questions were put. Front ends are behind `Asker`, the rules of the
interview in `reasoning`.
"""

from __future__ import annotations

from functools import partial

from backcheck.ask.port import FRESH, Asker, Given, Left, Move, Reply, Row, Terms, Turned
from backcheck.ask.screens import (
    NO_WORDS,
    build_screen,
    emergency_answers,
    has_words,
    narrow_to_menu,
    put_beside,
    real_ticks,
)
from backcheck.ask.sign_lists import is_meant, walk_rows
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.names import NO_LEG_LIFT, find_activity, find_lift_id
from backcheck.knowledge.near import quote
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import UNSURE, Level
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.interview import Progress, next_question, progress, still_applies
from backcheck.reasoning.screening import as_shown
from backcheck.reasoning.triage import level_so_far

EXERCISE = "exercise"
OTHER_TRAINING = "other-training"
TYPED_LIFT = "type-a-name"
"""The row of the question `exercise` that asks for a name; never an answer itself."""

FIRST_QUESTION = "This is the first question."
UNKNOWN_LIFT = (
    "We don't know that lift yet, so we take it as other training. Next come the questions that fit all lifts."
)
OTHER_FOLLOWS = " We take it as other training. Next come the questions that fit all lifts."
LEVEL_CHANGED = "That changes how urgent this is. Before: {before}. Now: {now}."
NO_SIGN = "no danger sign ticked so far"
SUMMARY = "Your answers. Are they right?"
SUMMARY_HINT = "Choose 1 for the advice, or a row to change it."
LOST = "Your answers so far are not kept."

_GO_ON = "go-on"


def converse(kb: KnowledgeBase, answers: Answers, asker: Asker, terms: Terms = FRESH) -> dict[str, Answer]:
    """Asks until nothing is left to ask, and returns all answers, the given ones included.

    Raises `Left` with the answers so far when someone leaves.
    """
    talk = _Conversation(kb, answers, asker, terms)
    again = terms.again
    asker.loss = talk.loss
    try:
        with asker.session(page=True):
            for note in terms.notes:
                asker.note(note)
            try:
                talk.hold(kb.questions[again] if again else talk.next_question(), sums_up=not again)
            except Left:
                talk.tell_record(None)  # also what was answered beyond the question that is open
                raise
    except Left as left:
        left.answers = dict(talk.answers)
        left.known = talk.with_open_ticks(left.ticked)
        raise
    return talk.answers


class _Conversation:
    """One conversation. `answers` and `asked` only change in `_take`."""

    def __init__(self, kb: KnowledgeBase, answers: Answers, asker: Asker, terms: Terms) -> None:
        self.kb = kb
        self.asker = asker
        self.terms = terms
        self.answers = dict(answers)
        self.asked = [name for name in terms.asked if name in self.answers]
        self.drafts = dict(terms.ticked)
        """Ticks that were made but not entered, by question: shown again, and counted when someone leaves."""
        self.open: Question | None = None
        self.said_now = False
        """Whether anything was answered in this sitting; what came from an earlier one is kept where it was."""

    def next_question(self) -> Question | None:
        """The question that comes next on the terms of this conversation."""
        return next_question(self.kb, self.answers, order=self.terms.order, everything=self.terms.everything)

    def hold(self, question: Question | None, *, sums_up: bool) -> None:
        """Asks from this question on until nothing is left to ask and, where it `sums_up`, all answers are right."""
        put = question is not None
        while True:
            self.tell_record(question)
            if question is None:
                if not (put and sums_up and level_so_far(self.kb, self.answers) != "emergency"):
                    return
                if (question := self._sum_up()) is None:
                    return
            self.open = question
            reply = self._ask(question)
            if isinstance(reply, Given):
                question = self._take(question, reply.answer)
            else:
                if reply.ticked:
                    self.drafts[question.id] = reply.ticked
                if reply.move is Move.BACK:
                    question = self._step_back(question)
                    continue
                rows = (*self._said(), Row(_GO_ON, "Go on", closes=True))
                chosen = self.asker.choose("Your answers. Pick one to change it.", rows, pointed=_GO_ON)
                if isinstance(chosen, str) and chosen != _GO_ON:
                    question = self.kb.questions[chosen]

    def loss(self) -> str:
        """What would be lost by leaving now: answers that nobody keeps."""
        return LOST if self.said_now and not self.terms.kept() else ""

    def tell_record(self, question: Question | None) -> None:
        """The record that belongs above this question: what was answered before it; at the end all of it."""
        before = self.asked
        if question is not None and question.id in before:
            before = before[: before.index(question.id)]
        self.asker.record([self._say(name) for name in before])

    def _say(self, name: str) -> tuple[str, str]:
        question, answer = self.kb.questions[name], self.answers[name]
        return question.prompt, self.terms.say(question, answer)

    def _sum_up(self) -> Question | None:
        """Shows all answers before the advice. None to go on, else the question to change; back is the last one."""
        self.open = None
        also, at = self.terms.reviewed, ""
        while True:
            more = () if also is None else also.rows(self.answers)
            rows = (Row(_GO_ON, "Yes, show the advice"), *self._said(), *more)
            chosen = self.asker.choose(SUMMARY, rows, lines=(SUMMARY_HINT,), pointed=at)
            if isinstance(chosen, Move):
                return self.kb.questions[self.asked[-1]] if self.asked else None
            if also is None or chosen not in {row.id for row in more}:
                return None if chosen == _GO_ON else self.kb.questions[chosen]
            at = chosen
            if (again := also.change(chosen, self.answers, self.asker)) in self.answers:
                return self.kb.questions[again]

    def _said(self) -> list[Row]:
        return [Row(name, " ".join(self._say(name))) for name in self.asked]

    def with_open_ticks(self, ticked: tuple[str, ...]) -> dict[str, Answer]:
        """The answers, with every tick that was made but not entered added to them."""
        drafts = dict(self.drafts)
        if self.open is not None and ticked:
            drafts[self.open.id] = (*drafts.get(self.open.id, ()), *ticked)
        known = dict(self.answers)
        for name, extra in drafts.items():
            both = {*real_ticks(self.answers.get(name)), *real_ticks(extra)}
            ticks = tuple(option.id for option in self.kb.questions[name].options if option.id in both)
            given = self.answers.get(name)
            if UNSURE in (*(given if isinstance(given, tuple) else ()), *extra):
                ticks = (*ticks, UNSURE)
            if ticks and self.kb.questions[name].kind == "many":
                known[name] = ticks
        return known

    # -- one question ----------------------------------------------------------------------------------------------

    def _ask(self, question: Question) -> Reply:
        """Puts one question. "Not sure" on a danger-sign list walks its rows; a typed lift becomes its id."""
        is_list = question.stage == "safety" and question.kind == "many"
        while True:
            reply = self._put(question)
            if isinstance(reply, Turned):
                return reply
            if is_list and isinstance(reply.answer, tuple) and UNSURE in reply.answer:
                ticked = real_ticks(reply.answer)
                keep = partial(self.drafts.__setitem__, question.id)  # when the person leaves, what is open is not sure
                if (answer := walk_rows(self._shown(question.id, ticked), ticked, self.asker, keep)) is not None:
                    return Given(answer)
                self.drafts[question.id] = ticked
            elif reply.answer == (TYPED_LIFT,):
                if (lift := self._ask_lift()) is not None:
                    return Given((lift,))
            else:
                return reply

    def _put(self, question: Question) -> Reply:
        previous = self.drafts.get(question.id, self.answers.get(question.id))
        place = self._place(question)
        question = self._shown(question.id, previous)
        draw = self.terms.figures
        figure = partial(draw, question.id) if draw and question.stage == "signs" else None
        screen = build_screen(question, place, previous=previous, figure=figure)
        if question.id == EXERCISE:
            typed = Row(TYPED_LIFT, "Another lift (type its name)")
            names = {lift.id: (lift.name, *lift.names) for lift in self.kb.lifts.values()}
            screen = narrow_to_menu(screen, self.kb.base.menu, typed, names, partial(find_lift_id, self.kb))
        elif self.terms.remarks is not None:
            screen = put_beside(screen, self.terms.remarks(question.id, self.answers, self.asker))
        return self.asker.ask(screen)

    def _shown(self, name: str, ticked: Answer | None) -> Question:
        """The question with the rows that this person sees: also rows that are `ticked` and not entered yet."""
        return as_shown(self.kb.questions[name], self.answers if ticked is None else self.answers | {name: ticked})

    def _ask_lift(self) -> str | None:
        """The id of the lift whose name is typed, `other-training` for an unknown one, None for back to the list."""
        heading = build_screen(self.kb.questions[EXERCISE], self._place(self.kb.questions[EXERCISE])).heading
        text = self.asker.ask_text("Which lift? Type its name.", "Gym names and short forms work too.", heading=heading)
        if isinstance(text, Move):
            return None
        if not has_words(text):
            self.asker.note(NO_WORDS)
            return self._ask_lift()
        lift = find_lift_id(self.kb, text)
        if lift is None:
            other = find_activity(self.kb, text)
            self.asker.note(NO_LEG_LIFT.format(quote(text)) + OTHER_FOLLOWS if other else UNKNOWN_LIFT)
            return other or OTHER_TRAINING
        self.asker.note(f"We take it as: {self.kb.lifts[lift].name}. If that is wrong, go back and change it.")
        return lift

    def _place(self, question: Question) -> Progress:
        """The number of this screen and about how many there will be, 0 for nobody knows; lower numbers going back."""
        answered, about = progress(self.kb, self.answers, order=self.terms.order, everything=self.terms.everything)
        given_from_outside = answered - len(self.asked)
        put = self.asked.index(question.id) if question.id in self.asked else len(self.asked)
        return Progress(put + 1, about - given_from_outside)

    # -- what an answer does ---------------------------------------------------------------------------------------

    def _take(self, question: Question, answer: Answer) -> Question | None:
        """Keeps an answer, drops those that no longer apply, and returns the next question.

        None at the end, and at once when an emergency is right, which is asked once; else the question to change.
        """
        again = question.id in self.answers
        before = level_so_far(self.kb, self.answers)
        self.said_now = True
        self.drafts.pop(question.id, None)
        self.answers[question.id] = answer
        if question.id not in self.asked:
            self.asked.append(question.id)
        kept = still_applies(self.kb, self.answers, question.id)
        gone = [name for name in self.answers if name not in kept]
        self.answers = {name: answer for name, answer in self.answers.items() if name in kept}
        self.asked = [name for name in self.asked if name in kept]
        if gone:
            prompts = " ".join(self.kb.questions[name].prompt for name in gone)
            self.asker.note(f"After that change, this answer no longer fits and is dropped: {prompts}")
        if self.terms.keep is not None:
            self.terms.keep(self.answers, self.asked)
        level = level_so_far(self.kb, self.answers)
        if level == "emergency":
            behind = [given.question for given in emergency_answers(self.kb, self.answers)]
            if is_meant(self.kb, self.answers, self.asker):
                return None
            return question if question.id in behind or not behind else self.kb.questions[behind[-1]]
        if again and level != before:
            self.asker.note(LEVEL_CHANGED.format(before=self._say_level(before), now=self._say_level(level)))
        return self.next_question()

    def _say_level(self, level: Level) -> str:
        """A level in words; before all danger signs were asked, or without one, there is no word to give."""
        if level in ("unscreened", "self-care"):
            return NO_SIGN
        return next(outcome.verdict for outcome in self.kb.outcomes.values() if outcome.level == level)

    # -- moving about ----------------------------------------------------------------------------------------------

    def _step_back(self, question: Question) -> Question:
        """The question that was put before this one."""
        place = self.asked.index(question.id) if question.id in self.asked else len(self.asked)
        if place == 0:
            self.asker.note(FIRST_QUESTION)
            return question
        return self.kb.questions[self.asked[place - 1]]
