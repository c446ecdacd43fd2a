"""What is promised or chosen and has no act: nobody will do it every time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.model import to_rows
from touchkit.model.text import did_you_mean, listed, shortened
from touchkit.plan.contacts import EVERYBODY, Contacts
from touchkit.plan.moves import Moves
from touchkit.plan.recurring import number_of
from touchkit.plan.spoken import Row, Words, spoken_date

PROMISING = ("standard", "promise")
"""The lanes whose notes say what a customer shall meet every time."""

_NEEDED = {"touchpoints": ["id"], "notes": ["touchpoint", "lane", "text"],
           "ideas": ["id", "title", "status", "touchpoint"], "acts": ["id"]}  # fmt: skip


def without_act(
    contacts: Contacts,
    words: Words,
    *,
    touchpoints: pd.DataFrame | None,
    notes: pd.DataFrame | None,
    ideas: pd.DataFrame | None,
    acts: pd.DataFrame | None,
    moves: Moves | None = None,
) -> list[Row]:
    """Return the touchpoints that promise consistency, and the chosen ideas, without an act.

    Parameters
    ----------
    touchpoints, notes, ideas, acts : pandas.DataFrame or None
        The tables of these names; acts not on the calendar at present count too.
    moves : Moves, optional
        Where there is room for them.
    """
    given = {"touchpoints": touchpoints, "notes": notes, "ideas": ideas, "acts": acts}
    rows = {name: _rows(name, frame) for name, frame in given.items()}
    kept = set(contacts.words["touchpoint"]) | {row.get("touchpoint") for row in rows["acts"]}
    done = {row.get("idea") for row in rows["acts"]}
    return [
        *_promises(rows["touchpoints"], rows["notes"], kept, words),
        *_chosen(rows["ideas"], done, words, moves),
    ]


def _rows(name: str, frame: pd.DataFrame | None) -> list[dict[str, Any]]:
    if frame is None:
        return []
    for column in _NEEDED[name]:
        if column not in frame:
            hint = did_you_mean(column, map(str, frame.columns), f"There are: {listed(frame)}.")
            raise InputError(f"The {name} have no column {column!r}. {hint}")
    return to_rows(frame)


def _promises(
    points: list[dict[str, Any]], notes: list[dict[str, Any]], kept: set[Any], words: Words
) -> list[Row]:
    said: dict[str, str] = {}
    for lane in PROMISING:
        for note in notes:
            if note["lane"] == lane and "touchpoint" in note:
                said.setdefault(note["touchpoint"], note["text"])
    found = []
    for point in points:
        name = point["id"]
        if name not in said or name in kept or point.get("status", "exists") == "retired":
            continue
        known = words.called(name, "touchpoints")
        called = known if known != name else point.get("name", name)
        text = shortened(said[name], 120).rstrip(".")
        found.append({
            "kind": "no_act", "what": f"{called} promises: {text}", "who": "everybody",
            "touchpoint": name,
            "proposal": f"Make an act of it, with an owner: who sees to it at ‘{called}’ every time?",
        })  # fmt: skip
    return found


def _chosen(
    ideas: list[dict[str, Any]], done: set[Any], words: Words, moves: Moves | None
) -> list[Row]:
    found = []
    for idea in ideas:
        if idea.get("status") != "chosen" or idea["id"] in done:
            continue
        owner, due = idea.get("owner", ""), _begins(idea.get("due"), words, moves)
        by = f", {words.called(owner)} its owner" if owner else ", with an owner"
        when = f", beginning on {spoken_date(due)}" if due is not None else ""
        found.append({
            "kind": "no_act", "what": f"the idea {idea['title']!r} was chosen", "who": "everybody",
            "idea": idea["id"], "touchpoint": idea.get("touchpoint", "").split(";")[0],
            "owner": owner, "move_to": due, "proposal": f"Make an act of it{by}{when}.",
        })  # fmt: skip
    return found


def _begins(due: dt.date | None, words: Words, moves: Moves | None) -> dt.date | None:
    """Return the first day from an idea's date on that has room for something for everybody."""
    if due is None or moves is None:
        return due
    free = moves.free(EVERYBODY, number_of(due) - words.contacts.origin)
    return due if free is None else words.date(free)
