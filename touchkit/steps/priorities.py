"""Priorities: which touchpoint comes first, whose numbers say so, and where they cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.measure.saying import count, missing, number, plural, share
from touchkit.model.text import LONGEST_SHOWN, shortened

ORDERS = {"gap": "widest gap first", "below": "largest share below the minimum first"}
"""How the list may be ordered, and how that is said."""

OVERKILL = "gives more than wanted: money could come from there"
_UNSURE = "may give more than wanted: check before money is taken from there"
_PLANNED = "cannot be ranked: no received score; ask what they get today instead"
_UNSCORED = "cannot be ranked: no received score; step 3 asks for it"
_UNWANTED = "cannot be ranked by its gap: no desired score; step 4 sets it"
_HIDDEN = "cannot be ranked: too few {people} answered for their scores to be shown"


@dataclass(frozen=True, kw_only=True)
class Priority:
    """Where one touchpoint stands.

    Attributes
    ----------
    touchpoint, name : str
        Its id, and what the room calls it, cut where it is too long to be shown.
    place : int or None
        1 comes first; None where it cannot be ranked.
    kind : str
        short, level (no gap to speak of), more (than wanted) or unranked.
    gap : str
        The gap with its sign, ``−2.4``; blank where there is none.
    below : str
        The share of answers below the minimum, in words; blank where there is none.
    whose : str
        Whose numbers these are and how many; blank where there are none.
    note : str
        Why it cannot be ranked, or that it gives more than wanted; blank otherwise.
    sentence : str
        What may be said about its gap, aloud.
    """

    touchpoint: str
    name: str
    place: int | None
    kind: str
    gap: str
    below: str
    whose: str
    note: str
    sentence: str


def priorities(
    points: pd.DataFrame, gaps: pd.DataFrame, *, order: str = "gap", customer_word: str = "customer"
) -> list[Priority]:
    """Put touchpoints in the order in which they are worth working on.

    Parameters
    ----------
    points : pandas.DataFrame
        Rows of the table touchpoints; left as they are.
    gaps : pandas.DataFrame
        As `touchkit.measure.gaps` returns them by touchpoint; left as they are.
    order : {"gap", "below"}
        What comes first; the other one decides between equals.
    customer_word : str
        What customers are called.

    Returns
    -------
    list of Priority
        The ranked ones first, then those with a share below the minimum but no gap, then the
        others in the order they were given. A missing score is never a zero.
    """
    named = points[["id", "name", "status"]].rename(columns={"id": "touchpoint"})
    rows = named.merge(gaps, on="touchpoint", how="left").to_dict("records")
    rows.sort(key=lambda row: _rank(row, order))
    places = iter(range(1, len(rows) + 1))
    leading = order if order in ORDERS else "gap"
    return [
        _priority(row, None if missing(row[leading]) else next(places), customer_word)
        for row in rows
    ]


def widest(found: Iterable[Priority], most: int = 3) -> list[Priority]:
    """Return the first few that fall short: what a late room looks at."""
    return [one for one in found if one.kind == "short"][:most]


def _rank(row: Mapping[str, Any], order: str) -> tuple[Any, ...]:
    gap = (missing(row["gap"]), 0.0 if missing(row["gap"]) else round(row["gap"], 9))
    below = (missing(row["below"]), 0.0 if missing(row["below"]) else -round(row["below"], 9))
    return (*below, *gap) if order == "below" else (*gap, *below)


def _priority(row: Mapping[str, Any], place: int | None, customer_word: str) -> Priority:
    kind = _kind(row)
    return Priority(
        touchpoint=row["touchpoint"], name=shortened(row["name"], LONGEST_SHOWN), place=place, kind=kind,
        gap=_signed(row["gap"]), below=_below(row), whose=_whose(row, customer_word),
        note=_note(row, kind, customer_word),
        sentence="" if missing(row["sentence"]) else row["sentence"],
    )  # fmt: skip


def _kind(row: Mapping[str, Any]) -> str:
    if missing(row["gap"]):
        return "unranked"
    points = round(row["gap"], 1)
    return "level" if points == 0 else ("short" if points < 0 else "more")


def _signed(gap: float) -> str:
    if missing(gap):
        return ""
    return f"+{number(gap)}" if round(gap, 1) > 0 else number(gap)


def _below(row: Mapping[str, Any]) -> str:
    if missing(row["below"]):
        return ""
    part = "none" if row["below"] == 0 else share(row["below"])
    return f"{part} below the minimum"


def _whose(row: Mapping[str, Any], customer_word: str) -> str:
    if missing(row["received"]):
        return ""
    if row["received_from"] == "team":
        return f"our guess, {count(int(row['n_received']), 'mark')}"
    who = plural(customer_word) if row["received_from"] == "customer" else "outsiders"
    few = ": a hint" if missing(row["received_low"]) else ""
    return f"{who}, {count(int(row['n_received']), 'answer')}{few}"


def _note(row: Mapping[str, Any], kind: str, customer_word: str) -> str:
    if kind == "more":
        sure = row["received_from"] == "customer" and not missing(row["gap_low"])
        return OVERKILL if sure and row["gap_low"] > 0 else _UNSURE
    if kind != "unranked":
        return ""
    if not missing(row["received"]):
        return _UNWANTED
    if not missing(row["n_received"]) and row["n_received"] > 0:
        team = row["received_from"] == "team"
        return _HIDDEN.format(people="of the team" if team else plural(customer_word))
    return _PLANNED if row["status"] == "planned" else _UNSCORED
