"""Step 2's section “The map”: the board, and a line for the moment before it is drawn."""

from __future__ import annotations

from typing import Any

from touchkit.screens.board.widget import BoardWidget
from touchkit.screens.controls import Maker, html
from touchkit.screens.section import Section
from touchkit.steps.board import BoardState
from touchkit.steps.listing import Board

_SOON = (
    '<p class="tk-quiet tk-b-soon">The map is being drawn … If this line stays, the browser does not '
    "run the board: reload the page.</p>"
)


class MapSection(Section):
    """The board, kept up to date; it opens the card another part of the step asks for.

    Parameters
    ----------
    state : BoardState
        What the board shows.
    make : Maker
        Says where what goes wrong is shown.
    """

    def __init__(self, state: BoardState, make: Maker) -> None:
        self.state = state
        self.board = BoardWidget(state, make.report)
        self.soon = html(_SOON)
        self._shown = 0
        super().__init__([self.board, self.soon])
        self.add_class("tk-b-section")
        state.cards.observe(self._show, "wanted")
        self._show()

    def draw(self, board: Board) -> None:  # noqa: ARG002 # the board reads what it shows itself
        """Send what changed."""
        self.board.follow()

    def _show(self, _change: Any = None) -> None:
        number, where = self.state.cards.wanted
        if where and number != self._shown:
            self._shown = number
            self.board.show_card(where)
