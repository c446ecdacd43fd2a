"""Importance by dots: what each touchpoint got on the wall, shown as shares."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.measure.saying import share
from touchkit.screens.controls import Maker, hide_label, html, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.screens.score_grid import MOST
from touchkit.steps.dots import Dots

_LONG = "A room cannot give dots to so many touchpoints. Choose a shortlist in step 2 first."
_HOW = (
    "How much does each matter <strong>to the {word}</strong>, not to us? Everybody gets the same "
    "number of {kind}; count what hangs at each touchpoint."
)


class DotsPanel(widgets.VBox):
    """A number and a bar for each touchpoint.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    dots : Dots
        What was given.
    redraw : callable
        Shows again what is stored, where something typed was refused.
    """

    def __init__(self, make: Maker, dots: Dots, redraw: Callable[[], object]) -> None:
        self.dots = dots
        self.told = html()
        self.again = make.button(
            "Give them again (new round)", dots.again, kind="small", hint="Both rounds are kept"
        )
        self.pool = Pool(lambda: _Row(make, dots, redraw))
        super().__init__([self.told, row(self.again), self.pool])
        self.add_class("tk-dots-panel")

    def draw(self) -> None:
        """Show what was counted."""
        rows, workshop = self.dots.given(), self.dots.session.workshop
        few = len(rows) <= MOST
        self.pool.fill(rows if few else [])
        word = escape(workshop.client.customer_word) if workshop is not None else "customer"
        how = _HOW.format(word=word, kind=self.dots.kind)
        said = f"<strong>{escape(self.dots.said())}</strong>" if few else escape(_LONG)
        self.told.value = framed(f'<p>{how}</p><p role="status">{said}</p>')
        show_if(self.again, any(row.dots is not None for row in rows))


class _Row(Card):
    def __init__(self, make: Maker, dots: Dots, redraw: Callable[[], object]) -> None:
        def put(typed: str) -> None:
            if not dots.give(self.row, typed):
                redraw()

        self.name, self.bar = html("", "tk-dots-name"), html("", "tk-dots-bar")
        self.field = hide_label(make.text("Dots", put, hint="—"))
        super().__init__([widgets.HBox([self.name, self.field, self.bar])])
        self.add_class("tk-dots-row")

    def fill(self, shown: Any) -> None:
        """Show a touchpoint's dots."""
        self.name.value = framed(f'<p dir="auto">{escape(shown.name[:200])}</p>')
        show(
            self.field,
            description=f"Dots for {shown.name[:100]}",
            value="" if shown.dots is None else str(shown.dots),
        )
        known = shown.dots is not None or shown.before is not None
        words = share(shown.share) if known else ""
        if shown.note:
            words = f"{words} ({shown.note})".strip()
        width = f"{100 * shown.share:.0f}%" if known else "0"
        self.bar.value = framed(
            f'<div class="tk-bar"><span class="tk-bar-full" style="width:{width}"></span></div>'
            f'<span class="tk-bar-said">{escape(words)}</span>'
        )
