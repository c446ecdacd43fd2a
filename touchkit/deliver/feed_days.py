"""What tells when an act happens: an event that recurs by a rule, or an event for each of its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from touchkit.deliver.entries import Told, dated, entry, series, task
from touchkit.deliver.feed_memory import TO_DO, Entry

if TYPE_CHECKING:
    import pandas as pd


@dataclass(kw_only=True)
class Span:
    """The days about which occurrences tell; where there are none, no day."""

    first: dt.date = dt.date.max
    last: dt.date = dt.date.min

    @staticmethod
    def of(occurrences: pd.DataFrame | None, start: dt.date | None, end: dt.date | None) -> Span:
        """Return the days asked for, else those from the first occurrence to the last."""
        if occurrences is None:
            return Span()
        days = [] if occurrences.empty else [occurrences["when"].min(), occurrences["when"].max()]
        first, last = (day.date() for day in days) if days else (dt.date.max, dt.date.min)
        return Span(first=start or first, last=end or last)

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def _told_by_rule(act: Mapping[str, Any], days: set[dt.date], span: Span) -> bool:
    """Say whether an RRULE tells an act's days: moved off a weekend, they are others."""
    if not act.get("starts"):
        return False
    if not act.get("weekdays_only") or span.last < span.first:
        return True
    return days == {day for day in series(act).dates(span.last) if day >= span.first}


def entries_of(
    rows: list[dict[str, Any]], occurrences: pd.DataFrame | None, told: Told, span: Span
) -> dict[str, list[Entry]]:  # fmt: skip
    """Return the entries of each act, by its id."""
    days = _days(occurrences)
    made = {}
    for act in rows:
        by_day = days.get(act["id"], {})
        if _told_by_rule(act, set(by_day), span):
            said = [entry(act, told)]
        else:
            said = [task(act, told), *(dated(act, day, who, told) for day, who in by_day.items())]
        made[act["id"]] = [Entry.of(one) for one in said]
    return made


def by_days(entries: Sequence[Entry]) -> bool:
    """Say whether these entries of an act tell its days, or might: whether they begin with its to-do."""
    return bool(entries) and entries[0].key.endswith(f"/{TO_DO}")


def _days(occurrences: pd.DataFrame | None) -> dict[str, dict[dt.date, list[str]]]:
    """Return the days of each act, with the customers each is for."""
    from pandas import isna

    if occurrences is None or occurrences.empty:
        return {}
    days = occurrences["when"].dt.normalize()
    rows = (
        occurrences.assign(when=days)[["act", "when", "customer"]]
        .drop_duplicates()
        .sort_values("when", kind="stable")
    )
    found: dict[str, dict[dt.date, list[str]]] = {}
    for act, day, customer in zip(*(rows[name].astype("object") for name in rows), strict=True):
        whom = found.setdefault(str(act), {}).setdefault(day.date(), [])
        whom += [] if isna(customer) else [str(customer)]
    return found
