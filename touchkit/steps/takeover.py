"""Taking over a pack's changed files: what would go with it that only the workshop holds."""

from __future__ import annotations

from typing import Any

from touchkit.errors import TouchkitError
from touchkit.measure.saying import count, listing
from touchkit.model import to_rows
from touchkit.pack import read_pack
from touchkit.pack.differences import only_in
from touchkit.pack.facts import fingerprint_of, rows_of
from touchkit.steps.session import Session

CHANGED = "The pack's files have changed since this workshop was opened. Which shall count?"
_NOUNS = {
    "scores": ("answer", "answers"),
    "decisions": ("decision", "decisions"),
    "ideas": ("idea", "ideas"),
    "notes": ("note", "notes"),
    "touchpoints": ("touchpoint", "touchpoints"),
    "personas": ("persona", "personas"),
    "participants": ("person in the room", "people in the room"),
    "links": ("arrow", "arrows"),
    "acts": ("act", "acts"),
    "marks": ("mark", "marks"),
    "ticks": ("tick", "ticks"),
    "customers": ("customer", "customers"),
    "stages": ("stage", "stages"),
    "departments": ("department", "departments"),
    "channels": ("channel", "channels"),
    "lanes": ("lane", "lanes"),
    "audiences": ("audience", "audiences"),
}
"""What rows are called, what a room has worked longest for first."""


class TakeOver:
    """Says what taking the files would take away; looked up once for each change.

    Parameters
    ----------
    session : Session
        What is open.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self._read: tuple[Any, ...] = ()
        self._there: dict[str, list[dict[str, Any]]] = {}
        self._told: tuple[tuple[Any, ...], str] = ((), "")

    def question(self) -> str:
        """Return what is asked where the files have changed, with what is at stake; else blank."""
        workshop = self.session.workshop
        if workshop is None or not self.session.pack_changed:
            return ""
        try:
            stamp = (workshop.name, fingerprint_of(workshop.place.path), self.session.revision)
            if self._told[0] != stamp:
                self._told = (stamp, self._stake(stamp[:2]))
        except TouchkitError:
            # Files that cannot be read take nothing away; pressing the button says what is wrong.
            return CHANGED
        return f"{CHANGED} {self._told[1]}"

    def _stake(self, stamp: tuple[Any, ...]) -> str:
        workshop = self.session.workshop
        if workshop is None:
            return ""
        if self._read != stamp:
            self._there, self._read = rows_of(read_pack(workshop.place.path)), stamp
        here = {name: to_rows(frame) for name, frame in workshop.tables().items()}
        return at_stake(only_in(here, self._there))


def at_stake(counts: dict[str, int]) -> str:
    """Return in words what only the workshop holds: answers, decisions, and so on by table.

    Examples
    --------
    >>> print(at_stake({"decisions": 2, "scores": 278})[:60])
    Taking them over would take away 278 answers and 2 decisions
    """
    gone = [count(counts[name], *nouns) for name, nouns in _NOUNS.items() if counts.get(name)]
    if not gone:
        return "Taking them over takes nothing away that only this workshop holds."
    words = listing(gone, len(gone))
    return (
        f"Taking them over would take away {words} that only this workshop holds; undo, or the copy that is "
        "kept, brings them back."
    )
