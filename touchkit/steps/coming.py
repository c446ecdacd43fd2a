"""What comes next on the calendar: a line for each act and day, whoever it is for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import HasTraits, Int, Unicode

from touchkit.measure.saying import count
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime

NOBODY = "\0nobody"
"""Stands for acts nobody sees to."""
CALENDARS = (("both calendars", ""), ("touchpoints", "touchpoint"), ("marketing", "marketing"))
VIEWS = (("audience by audience", "audience"), ("persona by persona", "persona"))
MORE = 25
"""How many lines are shown, and how many more each time."""


@dataclass(frozen=True, kw_only=True)
class Coming:
    """An act on a day.

    Attributes
    ----------
    day, what, whom, who, how, calendar : str
        As they are said; blank where nobody said.
    """

    day: str
    what: str
    whom: str
    who: str
    how: str
    calendar: str


class ComingUp(HasTraits):
    """Which lines are looked at.

    Parameters
    ----------
    every : EveryTime
        What is looked at.

    Attributes
    ----------
    owner : str
        Whose acts; blank: everybody's; `NOBODY`: those nobody sees to.
    calendar : {"", "touchpoint", "marketing"}
        On which calendar.
    most : int
        How many lines are shown.
    by : {"audience", "persona"}
        What a row of the picture of contacts is.
    """

    owner, calendar, by = Unicode(), Unicode(), Unicode("audience")
    most = Int(MORE)

    def __init__(self, every: EveryTime) -> None:
        super().__init__()
        self.every = every
        self._rows: tuple[tuple[Any, ...], list[Coming]] | None = None
        every.session.observe(self._begin_anew, "client")
        every.observe(self._first_page, "month")

    def _begin_anew(self, _change: Any) -> None:
        self.owner, self.calendar, self.by, self.most = "", "", "audience", MORE

    def _first_page(self, _change: Any) -> None:
        self.most = MORE

    def look_for(self, owner: str | None) -> None:
        """Show one owner's acts; blank: everybody's."""
        self.owner, self.most = owner or "", MORE

    def look_on(self, calendar: str | None) -> None:
        """Show one calendar; blank: both."""
        self.calendar, self.most = calendar or "", MORE

    def turn_by(self, by: str | None) -> None:
        """Show contacts audience by audience, or persona by persona."""
        self.by = by or "audience"

    def show_more(self) -> None:
        """Show as many lines more."""
        self.most += MORE

    def owners(self, facts: CalendarFacts) -> list[tuple[str, str]]:
        """Return whose acts may be asked for."""
        named = sorted({str(one) for one in facts.due["owner"].dropna().unique()})
        loose = [("nobody yet", NOBODY)] if facts.due["owner"].isna().any() else []
        here = {"", NOBODY, *named}
        gone = [] if self.owner in here else [(self.owner, self.owner)]
        return [("everybody", ""), *loose, *((name, name) for name in named), *gone]

    def from_day(self, facts: CalendarFacts) -> dt.date:
        """Return from when on lines are told: today, or the first day of a year to come."""
        return max(self.every.today, facts.start) if self.every.today <= facts.end else facts.start

    def rows(self, facts: CalendarFacts) -> list[Coming]:
        """Return every line that is asked for, by day."""
        key = (id(facts.due), self.owner, self.calendar, self.every.today)
        if self._rows is None or self._rows[0] != key:
            self._rows = (key, self._lines(facts))
        return self._rows[1]

    def _lines(self, facts: CalendarFacts) -> list[Coming]:
        due = facts.due[facts.due["when"] >= pd.Timestamp(self.from_day(facts))]
        if self.owner:
            mine = due["owner"].isna() if self.owner == NOBODY else due["owner"] == self.owner
            due = due[mine]
        if self.calendar:
            due = due[due["calendar"] == self.calendar]
        day = due["when"].dt.normalize()
        grouped = due.assign(day=day).groupby(["day", "act"], observed=True, sort=False)
        found = grouped.agg(
            audience=("audience", "first"), owner=("owner", "first"), channel=("channel", "first"),
            calendar=("calendar", "first"), customers=("customer", "count"), when=("when", "min"),
        )  # fmt: skip
        return [self._line(row, facts) for row in found.reset_index().to_dict("records")]

    def _line(self, row: dict[str, Any], facts: CalendarFacts) -> Coming:
        when = row["when"]
        clock = f", {when:%H:%M}" if when != when.normalize() else ""
        audience = "" if pd.isna(row["audience"]) else facts.called("audiences", row["audience"])
        many = count(int(row["customers"]), facts.client.customer_word) if row["customers"] else ""
        whom = ", ".join(part for part in (many, audience) if part) or "everybody"
        channel = "" if pd.isna(row["channel"]) else facts.called("channels", row["channel"])
        return Coming(
            day=f"{when:%a} {say_day(when.date())}{clock}", what=facts.called("acts", row["act"]), whom=whom,
            who="" if pd.isna(row["owner"]) else str(row["owner"]), how=channel,
            calendar="marketing" if row["calendar"] == "marketing" else "",
        )  # fmt: skip
