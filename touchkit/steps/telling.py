"""What is told of what others did: to everybody who looks, and to whoever was overridden."""

from __future__ import annotations

import time
from collections.abc import Iterable

from touchkit.steps.session import Session
from touchkit.store.history import Done

_AT_ONCE = 3
_FRESH = 120.0
"""For how many seconds a move is still fresh enough to hear that somebody else moved the card on."""
_CARDS = "touchpoints"
_SHOWN = frozenset(
    {"stages", "departments", "channels", "lanes", "personas", _CARDS, "links", "notes", "marks"}
)
"""Tables whose rows the board shows."""
_PAST = {
    "move": "moved", "add": "added", "change": "changed", "remove": "removed", "draw": "drew",
    "turn": "turned", "write": "wrote", "mend": "mended", "accept": "accepted",
    "undo:": "took back:", "redo:": "did again:", "restore": "went back to",
    "take": "took", "mark": "marked", "look": "looked",
}  # fmt: skip


class Telling:
    """What others did since this page heard last.

    Parameters
    ----------
    session : Session
        What is open.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._heard = 0
        self._moved: dict[str, float] = {}
        self._known: set[str] = set()

    def begin(self) -> None:
        """Hear nothing of what was done before now."""
        workshop = self.session.workshop
        self._heard = workshop.revision if workshop is not None else 0
        self._moved, self._known = {}, set()

    def note(self, *, moved: Iterable[str] = (), known: Iterable[str] = ()) -> None:
        """Remember which cards this page moved, and of which cards it knows what others did."""
        self._moved |= dict.fromkeys(moved, time.monotonic())
        self._known |= set(known)

    def since(self) -> list[str]:
        """Return in sentences what others did since this was asked last."""
        workshop = self.session.workshop
        if workshop is None or workshop.revision == self._heard:
            return []
        revision = workshop.revision
        done = [one for one in workshop.store.others_since(self._heard) if self._is_news(one)]
        self._heard, self._known = revision, set()
        said = [self._sentence(one) for one in done]
        rest = len(said) - _AT_ONCE
        return said if rest <= 0 else [*said[-_AT_ONCE:], f"Others made {rest} more changes."]

    def _is_news(self, done: Done) -> bool:
        if not any(table in _SHOWN for table, _ in done.rows):
            return False  # a vote or a decision is no business of the map
        cards = {row for table, row in done.rows if table == _CARDS}
        return not cards or not cards <= self._known

    def _sentence(self, done: Done) -> str:
        said = f"{done.who or 'Somebody'} {in_the_past(done.what)}."
        oldest = time.monotonic() - _FRESH
        own = {row for row, at in self._moved.items() if at >= oldest}
        mine = own & {row for table, row in done.rows if table == _CARDS}
        for row in mine:
            del self._moved[row]
        moved = done.what.startswith(("move", "remove", "undo", "redo")) or ": stage" in done.what
        return f"{said} Where you had put it holds no more." if mine and moved else said


def in_the_past(what: str) -> str:
    """Return an action as it is told afterwards.

    Examples
    --------
    >>> in_the_past("move “Invoice” to Buy"), in_the_past("undo: add “Card”")
    ('moved “Invoice” to Buy', 'took back: add “Card”')
    """
    first, _, rest = what.partition(" ")
    return f"{_PAST[first]} {rest}".strip() if first in _PAST else f"did this: {what}"
