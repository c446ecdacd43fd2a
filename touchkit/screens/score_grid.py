"""All touchpoints in rows for who writes: what is scored, means only where they are revealed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.measure.saying import count
from touchkit.screens.controls import Maker, html, show, show_if
from touchkit.screens.markup import framed, table
from touchkit.screens.pool import Card, Pool
from touchkit.steps.overview import Overview, overview_of
from touchkit.steps.scoring import Scoring

MOST = 40
"""A longer list is a table to read; to score from it a shortlist is needed."""
_TITLES = ("Votes", "Mean", "Minimum", "Notes", "")


class ScoreGrid(widgets.VBox):
    """A row a touchpoint; its name opens it for the room.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    scoring : Scoring
        What is scored.
    look_at : callable
        Is given the touchpoint whose name was pressed.
    minimum : bool
        Whether the minimum is shown.
    """

    def __init__(
        self, make: Maker, scoring: Scoring, look_at: Callable[[str], object], *, minimum: bool
    ) -> None:
        self.scoring, self._minimum = scoring, minimum
        self.all = make.button(
            "Reveal all means", lambda: scoring.reveal(everywhere=True), kind="small"
        )
        self.none = make.button(
            "Hide all", lambda: scoring.reveal(shown=False, everywhere=True), kind="small"
        )
        head = _cells(_TITLES if minimum else _without_minimum(_TITLES), "strong")
        self.head = html(head, "tk-grid-head")
        self.pool = Pool(lambda: _Row(make, look_at, minimum=minimum))
        self.plain = html()
        super().__init__([widgets.HBox([self.all, self.none]), self.head, self.pool, self.plain])
        self.add_class("tk-grid")

    def draw(self) -> None:
        """Show what is stored."""
        rows = overview_of(self.scoring)
        few = len(rows) <= MOST
        self.pool.fill(rows if few else [])
        show_if(self.head, few)
        show_if(self.plain, not few)
        if not few:
            titles = ["Touchpoint", *_TITLES]
            self.plain.value = framed(
                table(titles, ([row.point.name, *_said(row)] for row in rows))
            )
        show(self.none, disabled=not any(self.scoring.revealed(row.id) for row in rows))


class _Row(Card):
    def __init__(self, make: Maker, look_at: Callable[[str], object], *, minimum: bool) -> None:
        self._minimum = minimum
        self.name = make.button(
            "", lambda: look_at(self.row), kind="small", hint="Show it to the room"
        )
        self.cells = html()
        super().__init__([widgets.HBox([self.name, self.cells])])
        self.add_class("tk-grid-row")

    def fill(self, shown: Any) -> None:
        """Show a touchpoint's row."""
        show(self.name, description=shown.point.name[:200])
        said = _said(shown)
        self.cells.value = framed(_cells(said if self._minimum else _without_minimum(said), "span"))


def _said(row: Overview) -> tuple[str, ...]:
    notes = count(row.notes, "note") if row.notes else ""
    return (row.votes or "—", row.mean, row.minimum, notes, ", ".join(row.marks))


def _without_minimum(cells: tuple[str, ...]) -> tuple[str, ...]:
    return (*cells[:2], *cells[3:])


def _cells(words: tuple[str, ...], tag: str) -> str:
    inner = "".join(f"<{tag}>{escape(word)}</{tag}>" for word in words)
    return f'<div class="tk-grid-cells">{inner}</div>'
