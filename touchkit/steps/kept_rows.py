"""The roster between two days, read again only when what it rests on has changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from touchkit.plan import roster
from touchkit.steps.everytime import CalendarFacts
from touchkit.steps.ticking import Due


def due_between(facts: CalendarFacts, start: dt.date, end: dt.date) -> pd.DataFrame:
    """Return what is due between two days customer by customer; where none is known, act by act.

    The marketing calendar is there to be looked at, not to be ticked: its acts are left out.
    """
    due = facts.between(start, end, each_customer=not facts.tables["customers"].empty)
    return due[~due["calendar"].isin(["marketing"])].reset_index(drop=True)


def ticks_of(facts: CalendarFacts) -> pd.DataFrame:
    """Return the ticks of acts on the touchpoint calendar."""
    acts, ticks = facts.tables["acts"], facts.tables["ticks"]
    return ticks[~ticks["act"].isin(acts["id"][acts["calendar"] == "marketing"])]


def roster_of(
    due: pd.DataFrame, ticks: pd.DataFrame, *, days: tuple[dt.date, dt.date], on: dt.date, missed_after_days: int
) -> pd.DataFrame:  # fmt: skip
    """Return the roster of some days, with every tick of theirs.

    The roster has ticks the calendar knows nothing of only from its first row on to its last; those
    before and after it belong to the days that are looked at just as well.

    Parameters
    ----------
    due : pandas.DataFrame
        As `due_between` returns it.
    ticks : pandas.DataFrame
        The table of that name.
    days : (datetime.date, datetime.date)
        The first and the last day.
    on : datetime.date
        The day it is looked at.
    missed_after_days : int
        As in `touchkit.plan.roster`.
    """
    first, last = (pd.Timestamp(day) for day in days)
    day, named = ticks["due"], ticks["customer"].notna()
    inside = day.between(due["when"].min().normalize(), due["when"].max()) if len(due) else False
    more = ticks[
        named & day.between(first, last) & ~pd.Series(inside, index=ticks.index, dtype="bool")
    ]
    rows = due[["act", "customer", "when"]]
    if len(more):
        added = more[["act", "customer", "due"]].rename(columns={"due": "when"})
        rows = pd.concat([rows.astype({"act": "object", "customer": "object"}), added])
    return roster(rows, ticks, on=on, missed_after_days=missed_after_days)


def dues_of(rows: pd.DataFrame) -> list[Due]:
    """Return the rows of a roster by what they are."""
    customers = rows["customer"].astype("object").where(rows["customer"].notna(), "")
    return [
        Due(act=str(act), customer=str(customer), day=day.date())
        for act, customer, day in zip(rows["act"], customers, rows["due"], strict=True)
    ]


class RosterRows:
    """The roster of the days that are looked at.

    Acts and customers change seldom, ticks with every press: what is due is worked out for those,
    what was done for these.
    """

    def __init__(self) -> None:
        self._due: tuple[tuple[Any, ...], pd.DataFrame] | None = None
        self._read: tuple[tuple[Any, ...], pd.DataFrame] | None = None

    def rows(
        self, facts: CalendarFacts, revision: int, start: dt.date, on: dt.date
    ) -> pd.DataFrame:
        """Return the roster from a day on, as it stands on another.

        Parameters
        ----------
        facts : CalendarFacts
            What there is.
        revision : int
            Grows when a tick may have changed.
        start, on : datetime.date
            The first day, and the last, on which it is looked at.
        """
        key = (facts.due, start, on)
        if self._due is None or not same(self._due[0], key):
            self._due = (key, due_between(facts, start, on))
        due, after = self._due[1], facts.client.calendar.missed_after_days
        now = (due, revision, after)
        if self._read is None or not same(self._read[0], now):
            made = roster_of(due, ticks_of(facts), days=(start, on), on=on, missed_after_days=after)
            self._read = (now, made)
        return self._read[1]

    def has(self, due: Due) -> bool:
        """Say whether the calendar has what was looked at last, or only a tick has."""
        if self._due is None:
            return False
        rows = self._due[1][self._due[1]["act"] == due.act]
        rows = rows[rows["when"].dt.normalize() == pd.Timestamp(due.day)]
        customers = rows["customer"]
        return bool(((customers == due.customer) if due.customer else customers.isna()).any())


def same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Say whether two keys are the same; a frame is only the same where it is the same object."""
    return all(
        a is b if isinstance(a, pd.DataFrame) else a == b for a, b in zip(one, other, strict=True)
    )
