"""Paste a list: stickies typed one a line, read as they are typed, stored with one press."""

from __future__ import annotations

from html import escape

from touchkit.screens.controls import Maker, column, html, offer, row, show, show_if
from touchkit.screens.markup import framed, listed, quiet
from touchkit.screens.pool import Card, Pool
from touchkit.screens.section import Section
from touchkit.steps.listing import Board
from touchkit.steps.pasting import Pasted
from touchkit.steps.stickies import Question, StickiesState

_HINT = "Invoice / Buy / Accounting\nThe van in the street / Know\nWaiting on hold"
_HOW = (
    "<h2>One touchpoint a line</h2><p>Type what stands on the stickies, or paste a column from a spreadsheet: "
    "the name, and where you know them <strong>/ stage / department</strong>; a semicolon (;) or a tab "
    "parts them as well. A name alone is enough; it waits in the unsorted stack.</p>"
)


class PasteSection(Section):
    """A place to type, and beside it what was understood.

    Parameters
    ----------
    state : StickiesState
        The list.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: StickiesState, make: Maker) -> None:
        self.state = state
        self.how, self.said, self.told = html(_HOW), html(), html()
        self.where = html()
        self.list = make.area("The list", self._typed, hint=_HINT, rows=12)
        self.list.continuous_update = True
        self.list.layout.width = "auto"
        self.list.add_class("tk-tp-list")
        self.questions = Pool(lambda: QuestionRow(state, make))
        self.put = make.button("Put them on the map", state.store, kind="main")
        self.see = make.button("See the map", lambda: state.cards.turn_to("map"))
        # What a press did stands above the text: below it a projector would not show it.
        pressed = row(self.put, self.see, self.where, kind="tk-tp-put")
        typing = column(pressed, self.told, self.list, kind="tk-tp-typing")
        reading = column(self.how, self.said, self.questions, kind="tk-tp-reading")
        super().__init__([row(typing, reading, kind="tk-tp-paste")])

    def _typed(self, text: str) -> None:
        with self.state.hold_trait_notifications():
            self.state.text, self.state.told = text, ""

    def draw(self, board: Board) -> None:
        """Show the list and how it is understood."""
        state = self.state
        state.keep_to_client()
        show(self.list, value=state.text)
        read = state.read(board)
        questions = state.questions(read, board) if state.text.strip() else []
        self.questions.fill([Asked(question) for question in questions])
        count = len(read.new)
        put = "Put them on the map" if not count else f"Put {count} on the map"
        show(self.put, description=put)
        show_if(self.see, board.live)
        # What is typed needs the room above the fold; by then everybody knows how.
        show_if(self.how, not state.text.strip())
        self.said.value = framed(self._reading(board, read, asks=bool(questions)))
        where = state.placing(read, questions, board)
        self.where.value = framed(f"<p>{escape(where)}</p>") if where else ""
        kind = "tk-notice" if state.refused else "tk-tp-told"
        told = f'<p class="{kind}" role="status">{escape(state.told)}</p>'
        self.told.value = framed(told) if state.told else ""
        show_if(self.told, state.told)

    def _reading(self, board: Board, read: Pasted, *, asks: bool) -> str:
        if not self.state.text.strip():
            names = (("Stages", board.stages), ("Departments", board.departments))
            there = (f"{what}: {' · '.join(known.values())}" for what, known in names if known)
            return "".join(quiet(words) for words in there)
        heading = "<h3>Who knows these words?</h3>" if asks else ""
        return f"<h3>Understood</h3>{listed(self.state.saying(read))}{heading}"


class Asked:
    """A question with the id a pool knows it by."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.id = "/".join(question.asked.key)


class QuestionRow(Card):
    """One word nobody knows, and what it shall mean."""

    def __init__(self, state: StickiesState, make: Maker) -> None:
        self._key = ("", "")
        self.words = html()
        self.answer = make.choice("It means", lambda value: state.answer(self._key, value or ""))
        self.answer.layout.width = "auto"
        super().__init__([row(self.words, self.answer)])
        self.add_class("tk-tp-question")

    def fill(self, shown: Asked) -> None:
        """Show a question."""
        question = shown.question
        self._key = question.asked.key
        self.words.value = framed(f"<p>{escape(question.words)}</p>")
        options = list(question.answers)
        if not question.answer:
            options = [("Choose …", ""), *options]
        offer(self.answer, options, question.answer)
