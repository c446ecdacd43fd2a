"""Findings about a calendar as rows, and the words in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.model.saying import listing
from touchkit.plan.contacts import Contacts
from touchkit.plan.recurring import date_of

COLUMNS = ["kind", "what", "who", "first", "last", "proposal", "times", "act", "acts", "move_from",
           "move_to", "owner", "touchpoint", "idea", "audience", "customer", "id"]  # fmt: skip
_DATES = ("first", "last", "move_from", "move_to")

Row = dict[str, Any]


class Words:
    """What acts, audiences and days are called.

    Parameters
    ----------
    contacts : Contacts
        The calendar.
    names : mapping or None
        What ids are called: by id, or by table and id.
    """

    def __init__(
        self, contacts: Contacts, names: Mapping[str, str | Mapping[str, str]] | None
    ) -> None:
        self.contacts, self._names = contacts, names or {}

    def act(self, code: int) -> str:
        """Return what an act is called."""
        return self.called(self.contacts.name("act", code), "acts")

    def both(self, one: int, other: int) -> str:
        """Return what two acts are called."""
        return f"{self.act(one)} and {self.act(other)}" if one != other else f"{self.act(one)}"

    def audience(self, code: int) -> str:
        """Return what an audience is called; everybody where it is nobody in particular."""
        return self.called(self.contacts.name("audience", code), "audiences") or "everybody"

    def whom(self, audience: int, customer: int = -1) -> Row:
        """Return whom a finding is about: said aloud, and as ids."""
        if customer >= 0:
            name = self.contacts.name("customer", customer)
            return {"who": name, "customer": name, "whose": name}
        name = self.contacts.name("audience", audience)
        return {"who": self.audience(audience), "audience": name, "whose": name}

    def called(self, name: str, table: str = "") -> str:
        """Return what an id of a table is called; an owner, who is in none, bears its own name."""
        if not name:
            return ""
        own = self._names.get(table)
        known = own if isinstance(own, Mapping) else self._names
        said = known.get(name, name)
        return said if isinstance(said, str) else name

    def listed(self, acts: list[str]) -> str:
        """Return what several acts are called."""
        return listing([self.called(name, "acts") for name in acts])

    def date(self, day: int) -> dt.date:
        """Return the date of a day."""
        return date_of(day + self.contacts.origin)

    def said(self, day: int) -> str:
        """Return a day as it is said."""
        return spoken_date(self.date(day))


def spoken_date(day: dt.date) -> str:
    """Return a date as it is said.

    Examples
    --------
    >>> spoken_date(dt.date(2026, 12, 4))
    '4 December 2026'
    """
    month = ("January", "February", "March", "April", "May", "June", "July", "August",
             "September", "October", "November", "December")[day.month - 1]  # fmt: skip
    return f"{day.day} {month} {day.year}"


def _key(row: Row) -> str:
    """Return a finding's id: what it is about, and from when on where it is about a time."""
    dated = row["kind"] in ("drought", "load") or "since" in row
    about = row.get("acts") or row.get("idea") or row.get("touchpoint") or ""
    told = row["first"].isoformat() if dated else about.replace(";", "/")
    parts = [row.get("since", ""), told, row.get("whose", "")]
    return f"{row['kind']}:{'/'.join(part for part in parts if part)}"


def finding_frame(rows: list[Row]) -> pd.DataFrame:
    """Return findings as a frame, with every column and its kind."""
    kinds = dict.fromkeys([name for name in COLUMNS if name not in (*_DATES, "times")], "str")
    rows = [row | {"id": _key(row)} for row in rows]
    made = pd.DataFrame(rows, columns=pd.Index(COLUMNS, dtype="str"))
    made["acts"] = made["acts"].where(made["acts"].notna(), made["act"])
    made[list(kinds)] = made[list(kinds)].astype("object").fillna("")
    made["times"] = made["times"].astype("float64").fillna(1).astype("Int64")
    return made.astype(kinds | dict.fromkeys(_DATES, "datetime64[us]"))
