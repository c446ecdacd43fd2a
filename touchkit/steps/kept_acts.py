"""What has become of the acts a team sees to every time: their roster, and when each is due next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.model import Client
from touchkit.plan import act_problems, calendar
from touchkit.steps.kept_rows import roster_of
from touchkit.steps.progress import Tables
from touchkit.workshop.calendars import known_country

_BACK, _SOON, _AHEAD = 365, 45, 400
"""How many days back counts, how far is looked ahead for all acts, and for those not due by then."""
_UNTIMED = ["title", "owner", "wording", "idea", "touchpoint", "channel", "lead_days"]
"""Columns of acts that say nothing of when and for whom: they change, the roster does not."""


@dataclass(frozen=True, kw_only=True, eq=False)
class KeptActs:
    """The acts of the touchpoint calendar as they stand on a day.

    Attributes
    ----------
    roster : pandas.DataFrame
        As `touchkit.plan.roster` returns it, of the acts somebody ticks off: from the first day there
        is a tick for, a year back at most, to the day itself.
    coming : dict of str to datetime.date
        When each act is due next, the day itself included; without those that are not due any more.
    """

    roster: pd.DataFrame
    coming: dict[str, dt.date]


class KeptActsReader:
    """Works them out, and keeps them until acts, customers, audiences or ticks change."""

    def __init__(self) -> None:
        self._kept: tuple[tuple[Any, ...], tuple[pd.DataFrame, ...], KeptActs] | None = None

    def read(self, client: Client, tables: Tables, on: dt.date) -> KeptActs:
        """Return the acts as they stand on a day: see `kept_acts`."""
        key = (client.country, client.calendar.missed_after_days, on)
        basis = (
            tables["acts"].drop(columns=_UNTIMED), tables["customers"], tables["audiences"],
            tables["ticks"],
        )  # fmt: skip
        if self._kept is not None:
            known, before, found = self._kept
            alike = (a is b or a.equals(b) for a, b in zip(before, basis, strict=True))
            if known == key and all(alike):
                return found
        made = kept_acts(client, tables, on)
        self._kept = (key, basis, made)
        return made


def kept_acts(client: Client, tables: Tables, on: dt.date) -> KeptActs:
    """Return the acts of the touchpoint calendar as they stand on a day.

    The marketing calendar is left out: nobody ticks it. Of acts that cannot be read there only are
    the ticks.

    Parameters
    ----------
    client : Client
        For its country, and after how many days something is missed.
    tables : mapping of str to pandas.DataFrame
        All tables; left as they are.
    on : datetime.date
        The day.
    """
    acts, customers, audiences = (tables[name] for name in ("acts", "customers", "audiences"))
    acts = acts[acts["calendar"] != "marketing"].reset_index(drop=True)
    ticks = tables["ticks"]
    ticks = ticks[ticks["act"].isin(acts["id"])]
    faults = act_problems(acts, customers, audiences)
    acts = acts.drop(index=[one.row - 1 for one in faults if one.row]).reset_index(drop=True)

    def due(which: pd.Series, first: int, last: int, *, each_customer: bool = False) -> Any:
        return calendar(
            acts[which].reset_index(drop=True), customers, start=on + dt.timedelta(days=first),
            end=on + dt.timedelta(days=last), country=known_country(client.country),
            audiences=audiences, each_customer=each_customer,
        )  # fmt: skip

    past = ticks[ticks["due"] <= pd.Timestamp(on)]
    ticked = acts["id"].isin(past["act"])
    back = min((on - past["due"].min().date()).days, _BACK) if len(past) else 0
    days = (on - dt.timedelta(days=back), on)
    rows = roster_of(
        due(ticked, -back, 0, each_customer=not customers.empty), past, days=days, on=on,
        missed_after_days=client.calendar.missed_after_days,
    )  # fmt: skip
    today = pd.Timestamp(on)
    open_today = rows[(rows["due"] == today) & rows["done_on"].isna()]["act"].astype("str")
    over = set(acts["id"][ticked]) - set(open_today)
    coming = _first(due(acts["id"].notna(), 0, _SOON), ticks, today, over)
    coming |= _first(due(~acts["id"].isin(coming), _SOON + 1, _AHEAD), ticks, today, over)
    return KeptActs(roster=rows, coming=coming)


def _first(
    rows: pd.DataFrame, ticks: pd.DataFrame, today: pd.Timestamp, over: set[str]
) -> dict[str, dt.date]:
    """Return the first day each act is due on and was not done already.

    Parameters
    ----------
    rows : pandas.DataFrame
        As `touchkit.plan.calendar` returns it.
    ticks : pandas.DataFrame
        The table of that name.
    today : pandas.Timestamp
        The first day.
    over : set of str
        The acts with nothing left to do on it.
    """
    found = rows[["act", "customer", "when"]].assign(when=rows["when"].dt.normalize())
    done = ticks[ticks["done_on"].notna() & (ticks["due"] >= today)]
    if len(done):
        keys, near = ["act", "customer", "when"], found["act"].isin(done["act"])
        made = pd.MultiIndex.from_frame(_plain(done.rename(columns={"due": "when"})[keys]))
        gone = pd.MultiIndex.from_frame(_plain(found[near])).isin(made)
        found = pd.concat([found[~near], found[near][~gone]])
    found = found[~((found["when"] == today) & found["act"].isin(over))]
    first = found.groupby("act", observed=True)["when"].min()
    return {str(act): day.date() for act, day in first.items()}


def _plain(keys: pd.DataFrame) -> pd.DataFrame:
    """Return keys as words; a blank customer is the same as another."""
    return keys.assign(
        act=keys["act"].astype("str"), customer=keys["customer"].astype("object").fillna("")
    )
