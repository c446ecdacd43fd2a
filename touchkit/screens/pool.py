"""A pool of rows of controls: each shows one row of a table and keeps its place in the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import ipywidgets as widgets

from touchkit.screens.controls import show_if


class Shown(Protocol):
    """What can be shown in a pool: it has an id."""

    @property
    def id(self) -> str:
        """Which row of the table it is."""


class Card(widgets.VBox):
    """Controls for one row; a subclass makes them once and fills them again and again.

    Attributes
    ----------
    row : str
        The id of the row it shows; blank while it shows none.
    """

    row = ""

    def fill(self, shown: Any) -> None:
        """Set the controls to a row."""
        raise NotImplementedError


class Pool(widgets.VBox):
    """Cards that are made when they are needed, and hidden when they are not.

    A card stays with its row as long as the row is there, so that nobody's press or half-typed word
    lands on another row because one above it was removed in another notebook.

    Parameters
    ----------
    make : callable
        Returns a new card.

    Attributes
    ----------
    cards : list of Card
        All of them, the hidden ones included.
    """

    def __init__(self, make: Callable[[], Card]) -> None:
        self._make = make
        self.cards: list[Card] = []
        super().__init__([])
        self.add_class("tk-pool")

    def fill(self, rows: Sequence[Shown]) -> None:
        """Show these rows in this order."""
        cards = list(self.cards)
        hidden = [card for card in cards if not card.row]  # no press can be on its way to these
        wanted, place = {row.id for row in rows}, 0
        for row in rows:
            own = _own(cards, row.id, place)
            if own is None:
                own = place
                if own == len(cards) or cards[own].row in wanted:
                    cards.insert(own, self._spare(cards, hidden, own))
            for passed in cards[place:own]:
                passed.row = ""
            cards[own].row, place = row.id, own + 1
        for spare in cards[place:]:
            spare.row = ""
        self._show(cards, {row.id: row for row in rows})

    def _spare(self, cards: list[Card], hidden: list[Card], place: int) -> Card:
        """Return a card for a row that comes in between: a hidden one from further down, or a new one."""
        found = next((n for n in range(place, len(cards)) if cards[n] in hidden), None)
        if found is None:
            return self._make()
        hidden.remove(cards[found])
        return cards.pop(found)

    def let_go(self) -> None:
        """Let any card show any row when they are filled next; only where nobody can be typing in one."""
        for card in self.cards:
            card.row = ""

    def _show(self, cards: list[Card], rows: Mapping[str, Shown]) -> None:
        for card in cards:
            if card.row:
                card.fill(rows[card.row])
            show_if(card, card.row)
        if self.cards != cards:
            self.cards = self.children = cards


def _own(cards: Sequence[Card], row: str, start: int) -> int | None:
    """Return where the card of a row stands, from a place on."""
    return next((n for n in range(start, len(cards)) if cards[n].row == row), None)
