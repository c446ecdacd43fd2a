"""The decision line at the end of a step: what was decided, who sees to it, by when."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.controls import Maker, hide_label, html, row, show, show_if, suggest
from touchkit.screens.due import show_due
from touchkit.screens.entry import Entry
from touchkit.screens.markup import framed, quiet
from touchkit.screens.pool import Card, Pool
from touchkit.steps.decisions import Decision, DecisionsState
from touchkit.steps.session import Session

_LETTERS_A_LINE = 60


class DecisionPanel(widgets.VBox):
    """The decisions of one step, changed in place, and a line for the next one.

    Parameters
    ----------
    session : Session
        What is open.
    step : str
        The step of the agenda.
    """

    def __init__(self, session: Session, step: str) -> None:
        self.state = DecisionsState(session, step)
        make = Maker(session.report)
        self.state.observe(lambda _: self.draw(), "due_trouble")
        self.told = html()
        self.taken = Pool(lambda: DecisionRow(make, self.state))
        self.entry = Entry(
            make,
            "New decision",
            self.state.add,
            hint="One sentence, then Enter. Owner and date follow.",
        )
        super().__init__(
            [html("<h2>What have we decided?</h2>"), self.taken, self.told, self.entry]
        )
        self.add_class("tk-decisions")

    def draw(self) -> None:
        """Show the decisions as they are stored now."""
        self.entry.keep_to(self.state.session.client)
        self.taken.fill(self.state.decisions())
        standing = self.state.standing()
        self.told.value = framed(quiet(standing)) if standing else ""
        show_if(self.told, standing)


class DecisionRow(Card):
    """One decision: its words, who sees to it, by when."""

    def __init__(self, make: Maker, state: DecisionsState) -> None:
        self.text = hide_label(
            make.area("Decision", lambda text: state.reword(self.row, text), rows=1)
        )
        self.text.layout.width = "auto"
        self.owner = make.suggest("Owner", lambda who: state.give(self.row, who), hint="who?")
        self.due = make.text("By", lambda text: state.set_due(self.row, text), hint="24.12.2026")
        self.trouble = html()
        self.remove = make.button(
            "Remove", lambda: state.remove(self.row), kind="quiet", hint="Take this decision away"
        )
        for control in (self.owner, self.due):
            control.layout.width = "auto"
        fields = row(self.text, self.owner, self.due, self.remove, kind="tk-decision")
        super().__init__([fields, self.trouble])
        self._state = state

    def fill(self, shown: Decision) -> None:
        """Show a decision."""
        show(self.text, value=shown.text, rows=max(1, -(-len(shown.text) // _LETTERS_A_LINE)))
        suggest(self.owner, shown.owner, self._state.owners, own=self._state.session.people_known)
        show_due(self.due, self.trouble, self._state, shown.id, shown.due)
