"""The cards of the board: a touchpoint with what notes, scores and marks say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from touchkit.steps.held import Held, Record

Card = dict[str, Any]

_CELLS = {
    "id": "id", "name": "name", "stage": "stage", "department": "department", "channel": "channel",
    "contact": "contact", "status": "status", "votes": "votes", "verdict": "verdict",
    "cost_now": "cost", "description": "about", "position": "position",
}  # fmt: skip
"""Columns of the table touchpoints, and what a card calls them."""
_FLAGS = {"moment_of_truth": "truth", "shortlist": "short"}
_MARKS = frozenset({"parked", "disputed"})
"""Kinds of mark a card carries, each with its reason where one was given."""
_STRENGTH = {"assumed": 1, "observed": 2, "measured": 3}
_ASKING = frozenset({"question", "obstacle", "annoyance"})
"""Lanes whose notes wait for something to be done, until they are said to be met."""


def cards_of(held: Held) -> dict[str, Card]:
    """Return every touchpoint as a card, by id, in the order of the table; the retired ones too."""
    notes: dict[str, list[Record]] = {}
    for note in held.tables["notes"]:
        if "touchpoint" in note:
            notes.setdefault(note["touchpoint"], []).append(note)
    marked: dict[str, dict[str, str | bool]] = {}
    for mark in held.tables["marks"]:
        if mark["table"] == "touchpoints":
            marked.setdefault(mark["row"], {})[mark["kind"]] = mark.get("reason") or True
    return {
        row["id"]: _card(row, place)
        | _noted(notes.get(row["id"], ()), held.checked.get(row["id"], ""))
        | dict(held.numbers.get(row["id"], {}))
        | {kind: why for kind, why in marked.get(row["id"], {}).items() if kind in _MARKS}
        for row, place in zip(held.tables["touchpoints"], held.places, strict=True)
    }


def _card(row: Record, place: float) -> Card:
    card = {name: row[column] for column, name in _CELLS.items() if column in row}
    return card | {name: True for column, name in _FLAGS.items() if row[column]} | {"seq": place}


def _noted(notes: Iterable[Record], checked: str) -> Card:
    """Return how many notes there are, how many are open, and how well all of it is known."""
    if not notes and not checked:
        return {}
    notes = list(notes)
    waiting = sum(is_open(note) for note in notes)
    known = [*(note["evidence"] for note in notes), *([checked] if checked else [])]
    found: Card = {"evidence": max(known, key=_STRENGTH.__getitem__)}
    return found | ({"notes": len(notes)} if notes else {}) | ({"open": waiting} if waiting else {})


def is_open(note: Mapping[str, Any]) -> bool:
    """Say whether a note waits for something: not met, nobody knows, or a question nobody settled.

    Examples
    --------
    >>> is_open({"lane": "obstacle"}), is_open({"lane": "obstacle", "met": "yes"})
    (True, False)
    >>> is_open({"lane": "promise", "met": "no"}), is_open({"lane": "action"})
    (True, False)
    """
    met = note.get("met")
    return met in {"no", "unknown"} or (note["lane"] in _ASKING and met is None)
