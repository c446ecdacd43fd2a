"""Every time: the calendar as a room works on it, which part is looked at and from which month on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import Unicode

from touchkit.errors import InputError, Problem
from touchkit.model import Client
from touchkit.model.text import LONGEST_SHOWN, shortened
from touchkit.plan import act_problems, calendar
from touchkit.steps.dating import Dating, todays_date
from touchkit.steps.days import MONTHS
from touchkit.steps.naming import owners
from touchkit.steps.progress import Tables
from touchkit.steps.session import Session
from touchkit.workshop.calendars import findings_of, known_country

PARTS = {
    "year": "The year",
    "findings": "What to look at",
    "acts": "Acts",
    "roster": "Who got it",
    "files": "In and out",
}
"""What can be looked at, in the order of the work."""

_BACK = 3
"""How many years ago the year that is looked at may begin."""

_BASIS = (
    "acts", "customers", "audiences", "channels", "touchpoints", "notes", "ideas", "marks",
)  # fmt: skip
_NAMED = (("touchpoints", "name"), ("audiences", "name"), ("channels", "name"), ("acts", "title"))


@dataclass(frozen=True, kw_only=True, eq=False)
class CalendarFacts:
    """What the calendar shows, worked out once for each change.

    Attributes
    ----------
    client : Client
        For words, country and limits.
    tables : mapping of str to pandas.DataFrame
        What it was read from.
    start, end : datetime.date
        The year that is looked at, both ends included.
    due : pandas.DataFrame
        As `touchkit.plan.calendar` returns it, of the acts that can be read.
    found : pandas.DataFrame
        As `touchkit.plan.findings` returns it, without what was accepted.
    faults : tuple of Problem
        What is wrong with the acts left out.
    names : mapping of str to mapping of str to str
        What touchpoints, audiences, channels and acts are called, by table and id, cut where it is
        too long. Ids are those of one table: a channel may have the id of a touchpoint.
    people : tuple of str
        Who might own something.
    country : str or None
        Whose public holidays count; None: nobody's are known.
    """

    client: Client
    tables: Tables
    start: dt.date
    end: dt.date
    due: pd.DataFrame
    found: pd.DataFrame
    faults: tuple[Problem, ...]
    names: Mapping[str, Mapping[str, str]]
    people: tuple[str, ...]
    country: str | None

    @property
    def faulty(self) -> frozenset[str]:
        """The acts, by id, that cannot be read."""
        ids = self.tables["acts"]["id"].tolist()
        return frozenset(ids[one.row - 1] for one in self.faults if one.row)

    def called(self, table: str, row: str | None) -> str:
        """Return what a row of a table is called; its id where nothing is known of it."""
        return self.names[table].get(row, row) if row else ""

    def between(self, start: dt.date, end: dt.date, *, each_customer: bool = False) -> pd.DataFrame:
        """Return what is due between two days, of the acts that can be read."""
        acts = self.tables["acts"]
        return calendar(
            acts[~acts["id"].isin(self.faulty)], self.tables["customers"], start=start, end=end,
            country=self.country, audiences=self.tables["audiences"], each_customer=each_customer,
        )  # fmt: skip


class EveryTime(Dating):
    """What is looked at of the calendar; every change is stored at once.

    Parameters
    ----------
    session : Session
        What is open.
    today : callable
        Which day it is.

    Attributes
    ----------
    part : str
        Which of `PARTS` is looked at.
    month : str
        The first month of the year that is looked at, as 2026-11; blank: this month.
    act : str
        The act that is open for changes; blank: none.
    """

    part = Unicode("year")
    month = Unicode()
    act = Unicode()

    def __init__(self, session: Session, *, today: Callable[[], dt.date] = todays_date) -> None:
        super().__init__(today)
        self.session = session
        self._kept: tuple[tuple[Any, ...], CalendarFacts] | None = None
        self._read: tuple[tuple[Any, ...], CalendarFacts] | None = None
        session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self.part, self.month, self.act, self.due_trouble = "year", "", "", ("", "")

    @property
    def today(self) -> dt.date:
        """Which day it is."""
        return self._today()

    @property
    def first(self) -> dt.date:
        """The first day of the year that is looked at."""
        return (
            dt.date.fromisoformat(f"{self.month}-01") if self.month else self.today.replace(day=1)
        )

    @property
    def last(self) -> dt.date:
        """The last day of the year that is looked at: thirteen months, so that a month is seen twice."""
        month = self.first.replace(year=self.first.year + 1) + dt.timedelta(days=32)
        return month.replace(day=1) - dt.timedelta(days=1)

    def months(self) -> list[tuple[str, str]]:
        """Return the months a year may begin with: what is shown, and the value."""
        this = self.today.replace(day=1)
        starts = self.session.tables_shown()["acts"]["starts"].dropna()
        early = min([this, *(day.date() for day in starts)])
        day, found = max(early, this.replace(year=this.year - _BACK)).replace(day=1), []
        while day <= this.replace(year=this.year + 1):
            found.append((_said(day), "" if day == this else f"{day:%Y-%m}"))
            day = (day + dt.timedelta(days=32)).replace(day=1)
        if self.month not in [value for _, value in found]:
            found.append((_said(self.first), self.month))
        return found

    def look_at(self, part: str) -> None:
        """Look at another part."""
        self.part = part

    def begin_with(self, month: str | None) -> None:
        """Look at the year that begins with a month, such as 2026-11; blank: this month."""
        self.month = month or ""

    def open_act(self, act: str) -> None:
        """Open an act for changes, where acts are looked at; the open one again closes it."""
        self.act = "" if act == self.act and self.part == "acts" else act
        self.part = "acts"

    def facts(self) -> CalendarFacts:
        """Return what is shown; worked out again only when something it rests on has changed.

        Raises
        ------
        InputError
            While no client is open.
        """
        session, workshop = self.session, self.session.workshop
        if workshop is None:
            raise InputError("Choose a client first.")
        key = (session.client, session.revision, self.first, self.today)
        if self._read is None or self._read[0] != key:
            tables = session.tables_shown()
            about = (session.client, workshop.client, self.first, self.today)
            basis = (*about, *(tables[one] for one in _BASIS))
            if self._kept is None or not _alike(self._kept[0], basis):
                self._kept = (basis, self._work_out(workshop.client, tables))
            self._read = (key, self._renewed(self._kept[1], tables))
        return self._read[1]

    def _work_out(self, client: Client, tables: Tables) -> CalendarFacts:
        return facts_between(client, tables, self.first, self.last, today=self.today)

    @staticmethod
    def _renewed(kept: CalendarFacts, tables: Tables) -> CalendarFacts:
        return CalendarFacts(**(vars(kept) | {"tables": tables, "people": owners(tables)}))


def facts_between(
    client: Client, tables: Tables, start: dt.date, end: dt.date, *, today: dt.date | None = None
) -> CalendarFacts:
    """Return what the calendar shows between two days, both included; nobody's names are gathered.

    Parameters
    ----------
    client : Client
        For words, country and limits.
    tables : mapping of str to pandas.DataFrame
        All tables; left as they are.
    start, end : datetime.date
        The first and the last day.
    today : datetime.date, optional
        What is over by then is no finding; left out: all days are alike.
    """
    country = known_country(client.country)
    faults = tuple(act_problems(tables["acts"], tables["customers"], tables["audiences"]))
    bare = CalendarFacts(
        client=client, tables=tables, start=start, end=end, due=pd.DataFrame(),
        found=pd.DataFrame(), faults=faults, names=_names(tables), people=(), country=country,
    )  # fmt: skip
    due = bare.between(start, end)
    found = findings_of(client, tables, due, end=end, today=today)
    return CalendarFacts(**(vars(bare) | {"due": due, "found": found}))


def _said(month: dt.date) -> str:
    return f"{MONTHS[month.month - 1].capitalize()} {month.year}"


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(
        a.equals(b) if isinstance(a, pd.DataFrame) else a == b
        for a, b in zip(one, other, strict=True)
    )


def _names(tables: Tables) -> dict[str, dict[str, str]]:
    return {
        table: {
            row["id"]: shortened(row[column], LONGEST_SHOWN)
            for row in tables[table][["id", column]].to_dict("records")
        }
        for table, column in _NAMED
    }
