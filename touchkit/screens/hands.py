"""Counting hands: − and + and a number for each value of the scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, hide_label, html, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.counting import HandCount
from touchkit.steps.votes import Vote

_LINE = "Scores as they are called out, with a space between"
_MORE = "Further scores, added to those that are hidden"


class HandsPanel(widgets.VBox):
    """One field for each value, or one line for all where the scale is long.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    hands : HandCount
        Stores what is counted.
    redraw : callable
        Shows again what is stored, where something typed was refused.
    """

    def __init__(self, make: Maker, hands: HandCount, redraw: Callable[[], object]) -> None:
        self._make, self.hands, self._redraw = make, hands, redraw
        self.fields: dict[int, widgets.Text] = {}
        self.steps: dict[tuple[int, int], widgets.Button] = {}
        self._built: tuple[Any, ...] = ()
        self.cells = row(kind="tk-hands")
        self._at: tuple[Any, ...] = ()
        self._refused: tuple[Any, ...] | None = None
        self.line = make.text(_LINE, self._call_out, hint="70 80 80", wide=True)
        super().__init__([self.cells, self.line])

    def draw(self, vote: Vote) -> None:
        """Show the counts, or that they are hidden."""
        scoring = self.hands.scoring
        built = (tuple(scoring.values), scoring.scale.labels, scoring.long)
        if built != self._built:
            self._built = built
            self._build()
        show_if(self.cells, not scoring.long)
        show_if(self.line, scoring.long)
        counts = vote.hands
        for value, field in self.fields.items():
            n = counts.get(float(value), 0)
            show(
                field,
                value="" if scoring.quiet or not n else str(n),
                placeholder="hidden" if scoring.quiet else "0",
            )
            show(self.steps[value, -1], disabled=not n and not scoring.quiet)
        self._at = (scoring.session.client, vote.persona, vote.measure, vote.touchpoint, vote.round)
        if self._refused != self._at:
            self._refused = None
        if scoring.long:
            show(self.line, description=_MORE if scoring.quiet else _LINE)
            self._draw_line()

    def _draw_line(self) -> None:
        # A whole line is not typed again for one letter: what was refused waits to be corrected.
        if self._refused is None:
            quiet = self.hands.scoring.quiet
            show(self.line, value="" if quiet else self.hands.called_out())

    def _build(self) -> None:
        self.fields, self.steps = {}, {}
        if self.hands.scoring.long:
            self.cells.children = []
            return
        self.cells.children = [self._cell(value) for value in self.hands.scoring.values]

    def _cell(self, value: int) -> widgets.VBox:
        make, word = self._make, self.hands.scoring.label(value)
        said = f"{value}, {word}" if word else str(value)
        field = hide_label(
            make.text(
                f"Hands for {said}",
                lambda typed: self._put(lambda: self.hands.type_in(value, typed)),
            )
        )
        self.fields[value] = field
        # Whoever goes by Tab types numbers: one stop for each value, not three.
        for step, sign in ((-1, "−"), (+1, "+")):
            what = "One hand more" if step > 0 else "One hand fewer"
            self.steps[value, step] = make.button(
                sign, partial(self._step, value, step),
                kind="small", hint=f"{what} for {said}", tabbable=False,
            )  # fmt: skip
        head = html(framed(f'<p class="tk-value"><strong>{value}</strong> {escape(word)}</p>'))
        return widgets.VBox(
            [head, row(self.steps[value, -1], field, self.steps[value, +1], kind="tk-tally")]
        )

    def _step(self, value: int, step: int) -> None:
        self._put(lambda: self.hands.step(value, step))

    def _call_out(self, typed: str) -> None:
        self._refused = self._at  # the page is drawn again as soon as it is told
        if self.hands.call_out(typed):
            self._refused = None
            self._draw_line()

    def _put(self, store: Callable[[], bool]) -> None:
        if not store():
            self._redraw()
