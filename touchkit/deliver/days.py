"""Occurrences day by day: what stands in a calendar's cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchkit.errors import InputError
from touchkit.model import to_rows
from touchkit.plan.kinds import finding_name

if TYPE_CHECKING:
    import pandas as pd

_NEEDED = ("act", "when", "audience", "customer", "owner", "channel", "touchpoint", "calendar")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An act on one day.

    Attributes
    ----------
    act, title : str
        Which.
    number : int
        For how many customers; 0 where it names none.
    marketing : bool
        Whether it is on the marketing calendar.
    """

    act: str
    title: str
    number: int
    marketing: bool

    @property
    def text(self) -> str:
        """Return it as it stands in a day: ◇ marketing, • touchpoints, how many in brackets."""
        count = f" ({self.number})" if self.number > 1 else ""
        return f"{'◇' if self.marketing else '•'}\u00a0{self.title}{count}"


def checked(occurrences: pd.DataFrame) -> pd.DataFrame:
    """Return occurrences with `when` as days, in order of time.

    Raises
    ------
    InputError
        When a column is not there.
    """
    missing = [name for name in _NEEDED if name not in occurrences]
    if missing:
        raise InputError(
            f"These are no occurrences: {', '.join(missing)} missing. Pass what touchkit.plan.calendar returns."
        )
    days = occurrences.assign(when=occurrences["when"].astype("datetime64[us]").dt.normalize())
    return days.sort_values("when", kind="stable", ignore_index=True)


def titles(acts: pd.DataFrame) -> dict[str, str]:
    """Return what acts are called, by id."""
    return {row["id"]: row.get("title", row["id"]) for row in to_rows(acts)}


def entries(occurrences: pd.DataFrame, called: Mapping[str, str]) -> dict[dt.date, list[Entry]]:
    """Return the acts of each day, those of the touchpoint calendar first."""
    found: dict[dt.date, list[Entry]] = {}
    if occurrences.empty:
        return found
    grouped = occurrences.groupby(["when", "act"], sort=True).agg(
        number=("customer", "nunique"), calendar=("calendar", "first")
    )
    for (day, act), row in grouped.iterrows():
        one = Entry(
            act=str(act), title=called.get(str(act), str(act)), number=int(row["number"]),
            marketing=row["calendar"] == "marketing",
        )  # fmt: skip
        found.setdefault(day.date(), []).append(one)
    return {
        day: sorted(some, key=lambda one: (one.marketing, one.title)) for day, some in found.items()
    }


def months(first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the first day of each month from one day to another.

    Examples
    --------
    >>> [str(month) for month in months(dt.date(2026, 12, 30), dt.date(2027, 1, 2))]
    ['2026-12-01', '2027-01-01']
    """
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [dt.date(number // 12, number % 12 + 1, 1) for number in range(start, end + 1)]


def length(month: dt.date) -> int:
    """Return how many days a month has."""
    following = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return (following - month).days


def weeks(month: dt.date) -> Iterator[list[dt.date | None]]:
    """Yield a month's weeks, Monday first, None for days of other months."""
    days: list[dt.date | None] = [None] * month.weekday()
    days += [month.replace(day=number) for number in range(1, length(month) + 1)]
    days += [None] * (-len(days) % 7)
    for start in range(0, len(days), 7):
        yield days[start : start + 7]


def span(
    occurrences: pd.DataFrame, start: dt.date | None, end: dt.date | None, today: dt.date
) -> tuple[dt.date, dt.date]:  # fmt: skip
    """Return the first and the last day to show: those given, else those there are, else this year."""
    if occurrences.empty:
        first, last = (
            start or end or today.replace(month=1, day=1),
            end or start or today.replace(month=12, day=31),
        )
    else:
        first, last = occurrences["when"].iloc[0].date(), occurrences["when"].iloc[-1].date()
    first, last = start or first, end or last
    if last < first:
        raise InputError(f"The calendar ends ({last}) before it starts ({first}).")
    return first, last


def marked(findings: pd.DataFrame | None) -> dict[dt.date, list[str]]:
    """Return the days findings begin and end on, with their kinds."""
    found: dict[dt.date, list[str]] = {}
    for row in to_rows(findings) if findings is not None else ():
        for day in {as_day(row.get("first")), as_day(row.get("last"))} - {None}:
            found.setdefault(day, []).append(str(row["kind"]))  # type: ignore[arg-type]  # None is taken out
    return found


def kind_said(finding: Mapping[str, Any]) -> str:
    """Return a finding's kind as people read it.

    Examples
    --------
    >>> kind_said({"kind": "no_touchpoint"})
    'What for?'
    """
    return finding_name(str(finding.get("kind", "")))


def who_said(finding: Mapping[str, Any]) -> str:
    """Return whom a finding is about; blank where it is about no day, so about nobody in particular.

    Examples
    --------
    >>> who_said({"who": "everybody"}), who_said({"who": "Families", "first": dt.date(2027, 3, 4)})
    ('', 'Families')
    """
    who = str(finding.get("who") or "")
    return "" if who == "everybody" and as_day(finding.get("first")) is None else who


def as_day(value: Any) -> dt.date | None:
    """Return a day, whether it comes as one or as a moment; None for anything else."""
    return (
        value.date()
        if isinstance(value, dt.datetime)
        else value
        if isinstance(value, dt.date)
        else None
    )
