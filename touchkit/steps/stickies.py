"""The stickies of the room on their way to the map: read as they are typed, stored as one action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from traitlets import Bool, Dict, HasTraits, Unicode

from touchkit.measure.saying import count
from touchkit.model.text import listed
from touchkit.steps.listing import Board, TouchpointsState, shortened
from touchkit.steps.pasting import Line, Pasted, Unknown, id_of, read_list, unknown_words

MAKE, LEAVE = "+", "-"
"""Answers beside the id of what was meant: make it new, leave it blank. No id looks like these."""

_NOUN = {"stages": "stage", "departments": "department"}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked about a word nobody knows.

    Attributes
    ----------
    asked : Unknown
        The word.
    words : str
        The question.
    answers : tuple of (str, str)
        What can be answered: words and value.
    answer : str
        What was answered, or what it is taken for where there is hardly a doubt; blank: nothing yet.
    """

    asked: Unknown
    words: str
    answers: tuple[tuple[str, str], ...]
    answer: str


class StickiesState(HasTraits):
    """A pasted list that is not on the map yet.

    Attributes
    ----------
    text : str
        The list as typed; kept until it is on the map.
    answers : dict
        What was answered, by table and word; an answer holds for later lists too.
    told : str
        What became of the last list.
    refused : bool
        Whether that is why nothing was stored.
    """

    text = Unicode()
    answers: Dict[tuple[str, str], str] = Dict()
    told, refused = Unicode(), Bool()

    def __init__(self, cards: TouchpointsState) -> None:
        super().__init__()
        self.cards, self.session = cards, cards.session
        self._client = cards.session.client

    def keep_to_client(self) -> None:
        """Let go of what was half typed for another client; called with each drawing."""
        if self._client == self.session.client:
            return
        self._client = self.session.client
        with self.hold_trait_notifications():
            self.text, self.answers, self.told, self.refused = "", {}, "", False

    def read(self, board: Board | None = None) -> Pasted:
        """Return the list as it is understood; the map is looked at unless it is handed over."""
        board = board or self.cards.look()
        there = [point["name"] for point in (*board.live, *board.retired)]
        return read_list(self.text, stages=board.stages, departments=board.departments, there=there)

    def questions(self, read: Pasted | None = None, board: Board | None = None) -> list[Question]:
        """Return what has to be asked before the list can be stored, each word once."""
        board = board or self.cards.look()
        known = {"stages": board.stages, "departments": board.departments}
        lines = (read or self.read(board)).new
        asked = unknown_words(lines, stages=board.stages, departments=board.departments)
        return [self._question(one, known[one.table]) for one in asked]

    def _question(self, asked: Unknown, known: Any) -> Question:
        noun = _NOUN[asked.table]
        where = "1 line" if asked.lines == 1 else f"{asked.lines} lines"
        words = f"“{shortened(asked.word, 60)}” is no {noun} yet ({where})."
        if asked.sure:
            words += f" Taken for {known[asked.meant]} unless you choose something else."
        leave = (
            "nothing yet: leave it unsorted" if noun == "stage" else "nothing yet: nobody owns it"
        )
        near = known.get(asked.meant, "") + ("" if asked.sure else " (did you mean this?)")
        meant = [(near, asked.meant)] if asked.meant else []
        others = [(name, row) for row, name in known.items() if row != asked.meant]
        answers = (*meant, (f"a new {noun}: make it", MAKE), (leave, LEAVE), *others)
        given = self.answers.get(asked.key, asked.meant if asked.sure else "")
        answer = given if given in [value for _, value in answers] else ""
        return Question(asked=asked, words=words, answers=answers, answer=answer)

    def answer(self, key: tuple[str, str], value: str) -> None:
        """Keep an answer."""
        self.answers = {**self.answers, key: value}

    def saying(self, read: Pasted | None = None) -> list[str]:
        """Return what was read, in sentences."""
        found = read or self.read()
        said = [count(len(found.new), "new touchpoint") + "."]
        if found.doubled:
            said.append(f"Twice in this list, taken once: {_names(found.doubled)}.")
        if found.there:
            said.append(f"On the map already, left as it is there: {_names(found.there)}.")
        if found.unnamed:
            numbers = listed([str(number) for number in found.unnamed])
            said.append(f"Without a name, left out: line {numbers}.")
        if found.blank:
            said.append(f"{count(found.blank, 'empty line')} passed over.")
        return said

    def placing(self, read: Pasted, questions: list[Question], board: Board) -> str:
        """Say before it is stored how much of a list goes where; blank: nothing in it is new."""
        if not read.new:
            return ""
        known = {"stages": board.stages, "departments": board.departments}
        answers = {question.asked.key: question.answer for question in questions}
        staged = sum(bool(_meant("stages", line.stage, known, answers)) for line in read.new)
        loose = len(read.new) - staged
        places = [f"{staged} in a stage"] if staged else []
        places += [f"{loose} unsorted"] if loose else []
        waiting = sum(not question.answer for question in questions)
        first = f" Say first what {count(waiting, 'word')} shall mean." if waiting else ""
        return f"{len(read.new)} new: {', '.join(places)}.{first}{_taken(questions, 'is')}"

    def store(self) -> bool:
        """Put the whole list on the map as one action; what is still open is said instead."""
        board = self.cards.look()
        read = self.read(board)
        questions = self.questions(read, board)
        waiting = [question.asked.word for question in questions if not question.answer]
        if waiting:
            return self._refuse(f"Say first what is meant: {_names(tuple(waiting))}.")
        if not read.new:
            return self._refuse("There is nothing new in this list, so nothing was stored.")
        answers = {question.asked.key: question.answer for question in questions}
        loose: list[Line] = []

        def edit(edits: Any) -> None:
            loose[:] = self._store(edits, board, read.new, questions, answers)

        if not self.session.save(f"add {count(len(read.new), 'touchpoint')} from a list", edit):
            return False
        rest = (
            f" {len(loose)} of them {'waits' if len(loose) == 1 else 'wait'} in the unsorted stack."
            if loose
            else ""
        )
        self.answers = self.answers | {
            key: value for key, value in answers.items() if value != MAKE
        }
        with self.hold_trait_notifications():
            self.text, self.refused = "", False
            put = f"{count(len(read.new), 'touchpoint')} put on the map."
            self.told = f"{put}{rest}{_taken(questions, 'was')} One press on Undo takes all back."
        return True

    def _refuse(self, why: str) -> bool:
        with self.hold_trait_notifications():
            self.told, self.refused = why, True
        return False

    def _store(
        self,
        edits: Any,
        board: Board,
        lines: tuple[Line, ...],
        questions: list[Question],
        answers: dict[tuple[str, str], str],
    ) -> list[Line]:
        """Store lines; return those in no stage yet."""
        known = {"stages": board.stages, "departments": board.departments}
        for question in questions:
            if question.answer == MAKE:
                answers[question.asked.key] = edits.add(
                    question.asked.table, name=question.asked.word
                )
        loose = []
        for line in lines:
            stage = _meant("stages", line.stage, known, answers)
            loose += [] if stage else [line]
            edits.add(
                "touchpoints", name=line.name, stage=stage, description=line.rest or None,
                department=_meant("departments", line.department, known, answers),
            )  # fmt: skip
        return loose


def _meant(
    table: str,
    word: str,
    known: Mapping[str, Mapping[str, str]],
    answers: Mapping[tuple[str, str], str],
) -> str | None:
    """Return what a word stands for, known or answered; None: nothing yet."""
    asked = Unknown(table=table, word=word, lines=1)
    found = id_of(word, known[table]) if word else ""
    found = found or answers.get(asked.key, "")
    return None if found in {"", LEAVE} else found


def _taken(questions: list[Question], verb: str) -> str:
    """Say which misspelt words are taken for what; blank: none is."""
    sure = [one for one in questions if one.asked.sure and one.answer == one.asked.meant]
    taken = [
        f"“{shortened(one.asked.word, 40)}” {verb} taken for {one.answers[0][0]}" for one in sure
    ]
    return f" {listed(taken, 6)}." if taken else ""


def _names(words: tuple[str, ...]) -> str:
    return listed([f"“{shortened(word, 40)}”" for word in words], 6)
