"""The rows of the workbook's roster: what is due, what is ticked, and what is left out where that is too much."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from touchkit.deliver.book_rows import Record, Tables
from touchkit.deliver.formats import day
from touchkit.intake.calendar_layout import ACT_ID, CUSTOMER_ID, DUE
from touchkit.model import to_rows

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 100_000
"""More rows open slowly, and a million do not fit a sheet."""

_TICKED = ("id", "done_on", "by")
Key = tuple[str, Any, dt.date]


@dataclass(frozen=True, kw_only=True)
class Due:
    """What stands on the roster.

    Attributes
    ----------
    rows : list of dict
        In order of time. A customer's row shows the tick for everybody where there is none of
        its own.
    apart : frozenset of str
        Ticks that are not among them.
    left_out : str
        What is left out, in a sentence; blank: nothing.
    """

    rows: list[Record]
    apart: frozenset[str]
    left_out: str


def roster_rows(days: pd.DataFrame, tables: Tables, *, today: dt.date) -> Due:
    """Return the roster of a calendar: its marketing is not ticked and has no rows.

    Parameters
    ----------
    days : pandas.DataFrame
        As `touchkit.plan.calendar` gives it.
    tables : Tables
        Acts, ticks and names.
    today : datetime.date
        Where there are more than `MOST_ROWS`, what is due farthest from it is left out.
    """
    marketing = {act["id"] for act in tables.acts if act.get("calendar") == "marketing"}
    wanted = days[~days["calendar"].isin(["marketing"])][["act", "customer", "when"]]
    wanted = wanted.assign(when=wanted["when"].dt.normalize()).drop_duplicates()
    ticks = [tick for tick in tables.ticks if tick["act"] not in marketing]
    reach, left_out = _reach(wanted, ticks, today)
    if reach is not None:
        wanted = wanted[_away(wanted, today) <= reach].head(MOST_ROWS)
        ticks = [tick for tick in ticks if abs((tick["due"] - today).days) <= reach]
    said = {act["id"]: _said(act, tables) for act in tables.acts}
    rows = [
        said.get(act, {}) | _place(act, customer, due, tables) | tick
        for (act, customer, due), some in _together(wanted, ticks).items()
        for tick in some
    ]
    on_it = {row["id"] for row in rows if "id" in row}
    return Due(
        rows=sorted(rows, key=lambda row: (row["due"], str(row["act"]), str(row["customer"] or ""))),
        apart=frozenset(tick["id"] for tick in tables.ticks if tick["id"] not in on_it),
        left_out=left_out,
    )  # fmt: skip


def _away(wanted: pd.DataFrame, today: dt.date) -> np.ndarray:
    """Return how many days each row is from today."""
    return np.asarray((wanted["when"] - np.datetime64(today, "us")).dt.days.abs())


def _reach(
    wanted: pd.DataFrame, ticks: list[Record], today: dt.date
) -> tuple[int | None, str]:  # fmt: skip
    """Return how many days from today fit, and what to say of it; None: all do."""
    away = np.concatenate([_away(wanted, today), [abs((one["due"] - today).days) for one in ticks]])
    if len(away) <= MOST_ROWS:
        return None, ""
    # All that is due on a day stands there, or none of it.
    reach = max(0, int(np.partition(away, MOST_ROWS)[MOST_ROWS]) - 1)
    first, last = (day(today + dt.timedelta(days=number)) for number in (-reach, reach))
    return reach, (
        f"The roster has only what is due {f'from {first} to {last}' if reach else f'on {last}'}: all of it would be "
        f"more than {MOST_ROWS:,} rows. What is ticked on other days stays as it is."
    )


def _together(wanted: pd.DataFrame, ticks: list[Record]) -> dict[Key, list[Record]]:
    """Return for each act, customer and day its ticks; a blank one where it is due and not ticked."""
    found: dict[Key, list[Record]] = {}
    for tick in ticks:
        ticked = {name: tick[name] for name in _TICKED if tick.get(name) is not None}
        found.setdefault((tick["act"], tick.get("customer"), tick["due"]), []).append(ticked)
    for_all: set[Key] = set()
    for row in to_rows(wanted):
        key, everybody = (
            (row["act"], customer, row["when"]) for customer in (row.get("customer"), None)
        )
        if row.get("customer"):
            for_all.add(everybody)
        if key in found:
            continue
        general = [one for one in found.get(everybody, ()) if "done_on" in one]
        found[key] = [min(general, key=lambda one: one["done_on"])] if general else [{}]
    # What stands on customers' rows has no row besides.
    return {key: some for key, some in found.items() if key not in for_all}


def _said(act: Record, tables: Tables) -> Record:
    """Return what a row says of its act."""
    shown = tables.shown()
    said = {
        name: shown[name].get(str(act.get(name)), act.get(name)) for name in ("audience", "channel")
    }
    return said | {"act": str(act.get("title", act["id"])), "owner": act.get("owner")}


def _place(act: str, customer: str | None, due: dt.date, tables: Tables) -> Record:
    called = tables.customers.get(str(customer), customer)
    return {
        ACT_ID: act,
        CUSTOMER_ID: customer,
        DUE: due.isoformat(),
        "due": due,
        "customer": called,
    }
