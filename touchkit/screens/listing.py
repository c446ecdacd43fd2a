"""Step 2: the list, the map as a board, what looks wrong, the shortlist."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from touchkit.screens.board.section import MapSection
from touchkit.screens.catalogue_drawer import CatalogueDrawer
from touchkit.screens.controls import mark, row, show, show_if
from touchkit.screens.decisions import DecisionPanel
from touchkit.screens.paste import PasteSection
from touchkit.screens.section import Section
from touchkit.screens.shortlist import ShortlistSection
from touchkit.screens.view import StepView
from touchkit.screens.wrong import WrongSection
from touchkit.steps.board import BoardState
from touchkit.steps.listing import SECTIONS, Board, TouchpointsState
from touchkit.steps.mending import MendingState
from touchkit.steps.prompting import CatalogueState
from touchkit.steps.shortlisting import ShortlistState
from touchkit.steps.stickies import StickiesState

_SHORT_PATH = {"paste", "map", "shortlist"}
_HERE = "mod-active"


class TouchpointsView(StepView):
    """The step's controls: one part at a time, each made when it is opened first."""

    STEP = "touchpoints"

    def build(self) -> list[widgets.Widget]:
        """Make the buttons that open the parts; the parts themselves wait."""
        self.state = TouchpointsState(self.session)
        self.stickies = StickiesState(self.state)
        self.catalogue = CatalogueState(self.state)
        self.mending = MendingState(self.state, self.catalogue)
        self.shortlist = ShortlistState(self.state)
        self.board = BoardState(self.state, self.mending)
        self.tabs = {
            name: self.make.button(words, partial(self.state.turn_to, name))
            for name, words in SECTIONS.items()
        }
        self.holders = {name: widgets.VBox() for name in SECTIONS}
        self.sections: dict[str, Section] = {}
        self.decisions = DecisionPanel(self.session, self.STEP)
        for state in (self.state, self.stickies, self.catalogue, self.shortlist):
            state.observe(self.redraw)
        return [row(*self.tabs.values(), kind="tk-tp-tabs"), *self.holders.values(), self.decisions]

    def blank(self) -> None:
        """Hide what belongs to another client."""
        for holder in self.holders.values():
            show_if(holder, needed=False)

    def draw(self) -> None:
        """Show the part that is looked at as it is stored now."""
        board = self.state.look()
        here = self.state.section
        self._draw_tabs(board, here)
        for name, holder in self.holders.items():
            show_if(holder, name == here)
        fresh = here not in self.sections
        if fresh:
            self.sections[here] = self._makers()[here]()
        self.sections[here].draw(board)
        if fresh:
            self.holders[here].children = [self.sections[here]]
        self.decisions.draw()

    def _draw_tabs(self, board: Board, here: str) -> None:
        waiting, chosen = len(board.unsorted), sum(point["shortlist"] for point in board.live)
        counts = {"map": f" ({waiting} unsorted)" if waiting else "", "shortlist": f" ({chosen})"}
        for name, button in self.tabs.items():
            show(button, description=f"{SECTIONS[name]}{counts.get(name, '')}")
            show_if(button, not self.session.late or name in _SHORT_PATH or name == here)
            mark(button, _HERE, wanted=name == here)

    def _makers(self) -> dict[str, Callable[[], Section]]:
        make = self.make
        return {
            "paste": lambda: PasteSection(self.stickies, make),
            "map": lambda: MapSection(self.board, make),
            "catalogue": lambda: CatalogueDrawer(self.catalogue, make),
            "wrong": lambda: WrongSection(self.mending, make),
            "shortlist": lambda: ShortlistSection(self.shortlist, make),
        }
