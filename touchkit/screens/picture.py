"""The picture: what the numbers say, a tab a figure, each drawn when it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from touchkit.screens import insights, pages
from touchkit.screens.controls import html
from touchkit.screens.markup import framed
from touchkit.screens.view import StepView
from touchkit.workshop import Workshop

_TABS: tuple[tuple[str, Callable[[Workshop, str], str]], ...] = (
    ("The map", pages.map_page),
    ("The curve", pages.curve_page),
    ("The gaps", pages.gaps_page),
    ("What matters", insights.matters_page),
    ("Who differs", insights.differs_page),
    ("What changed", insights.changed_page),
    ("What we know", insights.known_page),
    ("What looks wrong", pages.findings_page),
)
_DRAWING = framed('<p class="tk-quiet">Drawing …</p>')


class PictureView(StepView):
    """The figures, below a line of facts about the client."""

    STEP = "picture"

    def build(self) -> list[widgets.Widget]:
        """Make a tab for each figure."""
        self._stale: set[int] = set()
        self._whose = ("", "")
        self._revision = -1
        self.facts = html()
        self.bodies = [html() for _ in _TABS]
        self.blank()
        self.tabs = widgets.Tab(self.bodies, titles=[title for title, _ in _TABS])
        self.tabs.add_class("tk-figures")
        self.tabs.observe(self._fill, "selected_index")
        return [self.facts, self.tabs]

    def blank(self) -> None:
        """Take all figures away."""
        for body in self.bodies:
            body.value = _DRAWING

    def draw(self) -> None:
        """Draw the figure that is looked at; the others when their tab is."""
        session, workshop = self.session, self.session.workshop
        if workshop is None:
            return
        whose = (session.client, session.persona)
        if (whose, session.revision) != (self._whose, self._revision):
            self._whose, self._revision = whose, session.revision
            self._stale = set(range(len(_TABS)))
            self.facts.value = framed(pages.facts(workshop))
        self._fill()

    def _fill(self, _change: Any = None) -> None:
        number, workshop = self.tabs.selected_index, self.session.workshop
        if workshop is None or number is None or number not in self._stale:
            return
        try:
            body = _TABS[number][1](workshop, self.session.persona)
        except Exception as error:  # noqa: BLE001 # a room sees what went wrong, never a silent page
            self.session.report(error)
            body = pages.error_page(self.session.error)
        self.bodies[number].value = framed(body)
        self._stale.discard(number)
