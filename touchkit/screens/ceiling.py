"""Desired at the top of the scale: the warning, and a third that may stay there."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.ceiling import Ceiling

_HIDDEN = "<p>What stands at the top is listed as soon as it is revealed.</p>"


@dataclass(frozen=True)
class _AtTop:
    id: str
    name: str


class CeilingPanel(widgets.VBox):
    """Shown only while desired hardly tells touchpoints apart.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    ceiling : Ceiling
        What stands at the top, and what may stay there.
    look : callable
        Is called when a new round was called, to show it.
    """

    def __init__(self, make: Maker, ceiling: Ceiling, look: Any) -> None:
        self.ceiling, self._look = ceiling, look
        self._known: tuple[Any, ...] = ()
        self._warning = ""
        self.told, self.which = html(), html()
        self.pool = Pool(lambda: _Tick(make, ceiling, self.draw))
        self.pool.add_class("tk-ceiling")
        self.again = make.button("Vote again on the others", self._again, kind="main")
        super().__init__([self.told, self.which, self.pool, row(self.again)])

    def draw(self) -> None:
        """Show the warning where it applies."""
        session = self.ceiling.session
        known = (session.client, session.persona, session.revision)
        if known != self._known:
            self._known, self._warning = known, self.ceiling.warning()
        warning = self._warning
        rows = [_AtTop(*row) for row in self.ceiling.at_top()] if warning else []
        self.told.value = framed(f'<p class="tk-notice">{escape(warning)}</p>') if warning else ""
        self.which.value = (
            framed(
                f"<p><strong>Raise at most a third to the top: {self.ceiling.most} here.</strong> "
                "Tick what deserves to stay there; the room votes again on the others.</p>"
            )
            if rows
            else framed(_HIDDEN)
        )
        kept = self.ceiling.settle()
        self.pool.fill(rows)
        for part in (self.told, self.which, self.pool, self.again):
            show_if(part, warning if part in (self.told, self.which) else rows)
        show(self.again, disabled=not kept)

    def _again(self) -> None:
        if self.ceiling.vote_again():
            self._look()


class _Tick(Card):
    def __init__(self, make: Maker, ceiling: Ceiling, redraw: Any) -> None:
        def keep(on: bool) -> None:  # noqa: FBT001 # what a box to tick hands over
            ceiling.keep(self.row, on)
            redraw()

        self.ceiling = ceiling
        self.box = make.tick("", keep)
        super().__init__([self.box])

    def fill(self, shown: Any) -> None:
        """Show a touchpoint that stands at the top."""
        show(self.box, description=shown.name[:200], value=shown.id in self.ceiling.kept)
