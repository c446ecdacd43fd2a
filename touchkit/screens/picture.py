"""The picture: what the numbers say, a tab a figure, each drawn when it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from touchkit.screens import insights, pages
from touchkit.screens.controls import html, row, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.screens.view import StepView
from touchkit.steps.practice import HIDDEN, PracticeState
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
_WITHOUT_SCORES: dict[str, Callable[[Workshop, str], str]] = {
    "The map": partial(pages.map_page, scores=False),
    "What looks wrong": pages.findings_page,
}
"""What of the picture gives no score away."""
_DRAWING = framed('<p class="tk-quiet">Drawing …</p>')


def _hidden(_workshop: Workshop, _persona: str) -> str:
    return quiet(HIDDEN)


class PictureView(StepView):
    """The figures, below a line of facts about the client."""

    STEP = "picture"

    def build(self) -> list[widgets.Widget]:
        """Make a tab for each figure."""
        self._stale: set[int] = set()
        self._drawn: tuple[Any, ...] = ()
        self._hides = False
        self.facts = html()
        self.practice = PracticeState(self.session)
        self.told = html(f'<p class="tk-notice">{HIDDEN}</p>')
        self.peek = self.make.button("Show the scores all the same", self.practice.show_scores)
        self.kept_back = row(self.told, self.peek)
        self.practice.observe(self.redraw, "peeked")
        self.bodies = [html() for _ in _TABS]
        self.blank()
        self.tabs = widgets.Tab(self.bodies, titles=[title for title, _ in _TABS])
        self.tabs.add_class("tk-figures")
        self.tabs.observe(self._fill, "selected_index")
        return [self.facts, self.kept_back, self.tabs]

    def blank(self) -> None:
        """Take all figures away."""
        for body in self.bodies:
            body.value = _DRAWING

    def draw(self) -> None:
        """Draw the figure that is looked at; the others when their tab is."""
        session, workshop = self.session, self.session.workshop
        if workshop is None:
            return
        self._hides = self.practice.hides_scores
        show_if(self.kept_back, self._hides)
        now = (session.client, session.persona, session.revision, self._hides)
        if now != self._drawn:
            self._drawn = now
            self._stale = set(range(len(_TABS)))
            self.facts.value = framed(pages.facts(workshop))
        self._fill()

    def _fill(self, _change: Any = None) -> None:
        number, workshop = self.tabs.selected_index, self.session.workshop
        if workshop is None or number is None or number not in self._stale:
            return
        try:
            title, page = _TABS[number]
            if self._hides:
                page = _WITHOUT_SCORES.get(title, _hidden)
            body = page(workshop, self.session.persona)
        except Exception as error:  # noqa: BLE001 # a room sees what went wrong, never a silent page
            self.session.report(error)
            body = pages.error_page(self.session.error)
        self.bodies[number].value = framed(body)
        self._stale.discard(number)
