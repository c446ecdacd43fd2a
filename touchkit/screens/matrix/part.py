"""Value against effort: cards dragged to what the room guesses."""

from __future__ import annotations

from functools import partial
from typing import Any

from touchkit.figures import value_effort
from touchkit.measure.saying import count
from touchkit.screens.controls import Maker, column, html, mark, offer, row, show, show_if
from touchkit.screens.markup import chart, framed, quiet
from touchkit.screens.matrix.widget import MatrixWidget
from touchkit.screens.part import Part
from touchkit.steps.bands import EFFORTS
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.matrix import MatrixState

_EMPTY = (
    '<p class="tk-empty">There is no idea to place yet. Call ideas out first: what each would bring and '
    "cost is guessed here afterwards.</p>"
)
_NOTES = "“closes 8 %” is the part of all that is missing which the idea would close by itself. "
_OLD = "What the matrix shows has changed since this was drawn."


class MatrixPart(Part):
    """The matrix, which kind of effort it shows, and the same as a picture when somebody asks for it.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : Enhancing
        The step.
    """

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.make, self.state = make, state
        self.matrix = MatrixState(state)
        self.empty = html(_EMPTY)
        self.call = make.button("Call out ideas", partial(state.look_at, "calling"), kind="main")
        options = [(name, column) for column, name in EFFORTS.items()]
        self.effort = make.pick("Effort is", self._measure_by, options)
        self.titles = make.toggle(
            "Titles only", self._cut, hint="More of the matrix at once; press a card for the rest"
        )
        self.draw_it = make.button("As a picture", self._picture)
        self.away = make.button("Put the picture away", self._put_away)
        self.widget = MatrixWidget(self.matrix, make.report)
        # A class or a display of the widget's own would not reach the page: this box has them.
        self.cards = column(self.widget, kind="tk-m-box")
        self.notes, self.old, self.picture = html(), html(), html()
        self._drawn: tuple[Any, ...] = ()
        self.bar = row(self.effort, self.titles, self.draw_it, self.away)
        super().__init__(
            [self.empty, row(self.call), self.bar, self.cards, self.notes, self.old, self.picture]
        )
        self.add_class("tk-m-part")
        self.matrix.observe(lambda _: make.run(self._again), "effort")

    def draw(self, facts: Facts) -> None:
        """Show what is stored now."""
        there = bool(self.matrix.ideas(facts))
        for control in (self.empty, self.call):
            show_if(control, not there)
        for control in (self.bar, self.cards, self.notes):
            show_if(control, there)
        offer(self.effort, [(name, column) for column, name in EFFORTS.items()], self.matrix.effort)
        self.widget.follow()
        closed = len(facts.ideas) - len(self.matrix.ideas(facts))
        rest = f"{count(closed, 'idea')} done or dropped: not shown." if closed else ""
        self._write(self.notes, quiet(_NOTES + rest))
        self._draw_frame(there=there)

    def _draw_frame(self, *, there: bool) -> None:
        """Show the picture somebody asked for, and say when it is old."""
        shown = bool(self._drawn) and there and self._drawn[0] == self.state.session.client
        if not shown:
            self._drawn = ()
            self._write(self.picture, "")
        show(self.draw_it, description="Draw it again" if shown else "As a picture")
        show_if(self.away, shown)
        stale = shown and self._drawn != self._now()
        self._write(self.old, f'<p class="tk-notice" role="status">{_OLD}</p>' if stale else "")

    def _now(self) -> tuple[Any, ...]:
        session = self.state.session
        return (session.client, session.persona, session.revision, self.matrix.effort)

    @staticmethod
    def _write(control: Any, body: str) -> None:
        show(control, value=framed(body) if body else "")

    def _measure_by(self, effort: str | None) -> None:
        if effort is None:
            self._again()  # The same button pressed again: it stays down.
        else:
            self.matrix.effort = effort

    def _cut(self, titles: bool) -> None:  # noqa: FBT001 # a toggle gives its value
        mark(self.cards, "tk-m-titles", wanted=titles)

    def _picture(self) -> None:
        facts = self.state.facts()
        ax = value_effort(
            self.matrix.drawn(facts), work="money" if self.matrix.effort == "cost" else "days",
            currency=facts.client.currency,
        )  # fmt: skip
        self._write(self.picture, chart(ax))
        self._drawn = self._now()
        self._again()

    def _put_away(self) -> None:
        self._drawn = ()
        self._again()

    def _again(self) -> None:
        self.draw(self.state.facts())
