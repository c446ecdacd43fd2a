"""The board as plain JSON values: what the store holds of it, and what is different from before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from touchkit.journey.arrows import split
from touchkit.steps.held import Held, Record
from touchkit.steps.wall_arrows import arrows_of
from touchkit.steps.wall_cards import cards_of
from touchkit.steps.wall_words import SIDES, lists

Wall = dict[str, Any]
"""What the board shows, as BoardWidget sends it: JSON values, blank ones left out."""

BY_ID = ("cards", "arrows", "notes", "findings")
"""The parts that are told apart by id: a difference names only the rows that changed."""

_EMPTY = (
    "The map is empty. Give everybody stickies and three silent minutes: one contact with a {word} a sticky. "
    "Then press “Paste a list”, or type into a cell."
)
_NOTE = ("id", "touchpoint", "stage", "persona", "lane", "text", "evidence", "severity", "met")


def wall_of(
    held: Held,
    *,
    persona: str = "",
    undo: str = "",
    redo: str = "",
    findings: Mapping[str, Any] | None = None,
) -> Wall:
    """Return the board.

    Parameters
    ----------
    held : Held
        What the store holds.
    persona : str
        Whose journey is shown; blank: everybody's.
    undo, redo : str
        What undo would take back and redo would do again.
    findings : mapping, optional
        What looks wrong, by id; what is about a card that is gone is left out.
    """
    tables, cards = held.tables, cards_of(held)
    arrows, assumed = arrows_of(tables["links"], cards, tables["stages"])
    word = held.client.customer_word
    low, high = held.client.scale_of("received")
    return {
        "client": held.name, "title": held.client.title, "persona": persona, "word": word,
        "scale": {"low": low, "high": high}, "empty": _EMPTY.format(word=word), "undo": undo,
        "redo": redo, "stages": _named(tables["stages"]),
        "departments": _named(tables["departments"]),
        "channels": [_kept(row, ("id", "name", "family")) for row in tables["channels"]],
        "lanes": [
            {"id": row["id"], "name": row["name"], "side": SIDES.get(row["id"], "customer")}
            for row in tables["lanes"]
        ],
        "personas": [
            {"id": row["id"], "name": row["name"], "skips": split(row.get("skips"))}
            for row in tables["personas"]
        ],
        **lists(word), "cards": cards, "arrows": arrows, "assumed": assumed,
        "notes": {row["id"]: _kept(row, _NOTE) for row in tables["notes"]},
        "findings": {
            row: found for row, found in (findings or {}).items()
            if "touchpoint" not in found or found["touchpoint"] in cards
        },
    }  # fmt: skip


def difference(before: Wall, after: Wall) -> dict[str, Any]:
    """Return what turns one board into another; nothing at all where they are equal.

    Returns
    -------
    dict
        Of cards, arrows, notes and findings the rows that are new or others, by id, and None for
        those that are gone; of everything else that changed, the whole of it.

    Examples
    --------
    >>> difference({"cards": {"a": 1, "b": 2}, "undo": ""}, {"cards": {"b": 3}, "undo": "add"})
    {'cards': {'b': 3, 'a': None}, 'undo': 'add'}
    """
    found: dict[str, Any] = {}
    for name, now in after.items():
        then = before.get(name)
        if now == then:
            continue
        if name in BY_ID and then is not None:
            fresh = {row: cells for row, cells in now.items() if then.get(row) != cells}
            found[name] = fresh | {row: None for row in then if row not in now}
        else:
            found[name] = now
    return found


def _named(rows: Sequence[Record]) -> list[dict[str, Any]]:
    return [{"id": row["id"], "name": row["name"]} for row in rows]


def _kept(row: Record, names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}
