"""What an intent has at hand: the session, the board as the page shows it, words for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from touchkit.measure.saying import count
from touchkit.model.text import shortened
from touchkit.steps.asked import RefusedError
from touchkit.steps.mending import MendingState
from touchkit.steps.session import Session

NOUNS = {
    "touchpoints": "card", "stages": "stage", "departments": "department", "channels": "channel",
    "lanes": "lane", "personas": "persona", "links": "arrow", "notes": "note",
}  # fmt: skip
NOBODY = {"stages": "the unsorted stack", "departments": "nobody yet", "channels": "no channel yet"}
"""What it is called when a card stands in none of them."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What became of an intent.

    Attributes
    ----------
    said : str
        In a sentence or two; blank: what is seen says it.
    rows : tuple of str
        The ids of what was made.
    moved : tuple of str
        The cards that were moved.
    known : tuple of str
        The cards whose changes by others `said` tells already.
    """

    said: str = ""
    rows: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where intents are dealt with.

    Attributes
    ----------
    session : Session
        What is open.
    mending : MendingState
        Mends and accepts findings, and leads to the step's other parts.
    wall : mapping
        The board as it was shown last: good for words, not for decisions.
    """

    session: Session
    mending: MendingState
    wall: Mapping[str, Any] = field(default_factory=dict)

    def save(self, what: str, edit: Callable[[Any], Any]) -> Any:
        """Store edits as one action and return what the edit returned.

        Raises
        ------
        TouchkitError
            When it could not be stored; nothing of it was.
        """

        def act(workshop: Any) -> Any:
            with workshop.one_step(what) as edits:
                return edit(edits)

        return self.session.attempt(act)

    def card(self, row: str) -> str:
        """Return what a card is called, in quotation marks."""
        found = self.wall.get("cards", {}).get(row)
        return quoted(found["name"]) if found else "a card"

    def cards(self, rows: list[str]) -> str:
        """Return what a card is called, or how many there are."""
        return self.card(rows[0]) if len(rows) == 1 else count(len(rows), "card")

    def named(self, table: str, row: str) -> str:
        """Return the name of a stage, a department or the like; blank: what none of them is called."""
        found = next((one["name"] for one in self.wall.get(table, ()) if one["id"] == row), row)
        return shortened(found, 60) if row else NOBODY.get(table, "")


def quoted(name: str) -> str:
    """Return a name in quotation marks, cut where it is long."""
    return f"“{shortened(name, 60)}”"


def whoever(who: str) -> str:
    """Return who it was, at the head of a sentence."""
    return who or "Somebody"


def there(edits: Any, table: str, row: str, then: str) -> None:
    """Refuse what refers to a row that is not there any more, saying who took it away.

    Parameters
    ----------
    edits : Edits
        The transaction.
    table, row : str
        What is referred to; a blank row is nothing, and always there.
    then : str
        What follows: `the card stays where it was`.
    """
    if row and row not in edits.ids(table):
        who = edits.last_by(table, row)
        noun = NOUNS.get(table, "row")
        how = f"{who} has removed this {noun} meanwhile" if who else f"There is no such {noun}"
        raise RefusedError(f"{how}; {then}.")


def all_there(edits: Any, table: str, rows: Iterable[str], then: str) -> dict[str, dict[str, Any]]:
    """Return rows by id; refuse where any is not there any more."""
    wanted = list(rows)
    found: dict[str, dict[str, Any]] = edits.some(table, wanted)
    for row in wanted:
        if row not in found:
            there(edits, table, row, then)
            raise RefusedError(f"There is no such {NOUNS.get(table, 'row')}; {then}.")
    return {row: found[row] for row in wanted}
