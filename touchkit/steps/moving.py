"""Moves that mend: a day is offered only where an act may really go, and where things are better then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame, to_rows
from touchkit.plan import calendar, shifted
from touchkit.steps.everytime import CalendarFacts
from touchkit.workshop.calendars import findings_of

_DATED = ("collision", "drought", "load")
_NEAR = 12
"""So many days before and after the proposed one are tried."""
_TRIES, _FEW_TRIES, _LARGE = 10, 2, 20_000
"""How many days are tried: fewer in a calendar of so many times, where each takes a while."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """A move that mends.

    Attributes
    ----------
    act : str
        The act that moves.
    day : datetime.date
        The day the act is due on then.
    fields : mapping
        What changes in the act's row.
    since : datetime.date
        From when on, where somebody has ticked the act already.
    """

    act: str
    day: dt.date
    fields: Mapping[str, Any]
    since: dt.date


def mending_move(found: Mapping[str, Any], facts: CalendarFacts, today: dt.date) -> Move | None:
    """Return the move nearest to what a finding proposes that mends it and makes nothing worse.

    Where the act it proposes cannot move so, the other one of the two is tried.

    Parameters
    ----------
    found : mapping
        A row of `touchkit.plan.findings` with move_from; without move_to days near that are tried.
    facts : CalendarFacts
        What is there.
    today : datetime.date
        No act moves to a day before tomorrow.

    Returns
    -------
    Move or None
        None: no day near mends it by moving one act alone.
    """
    stands = _day(found["move_from"])
    wanted = _day(found.get("move_to", stands))
    move = _nearest(found, str(found.get("act")), (stands, wanted), facts, today)
    both = str(found.get("acts", "")).split(";")
    if move is not None or len(both) != 2 or len(facts.due) > _LARGE:
        return move
    other = next((one for one in both if one != found.get("act")), "")
    ends = (_day(found["first"]), _day(found["last"]))
    there = ends[0] if stands == ends[1] else ends[1]
    return _nearest(found, other, (there, there), facts, today) if there > today else None


def _nearest(
    found: Mapping[str, Any], act_id: str, days: tuple[dt.date, dt.date], facts: CalendarFacts,
    today: dt.date,
) -> Move | None:  # fmt: skip
    """Return the day on which an act mends a finding; `days`: its day now, and the one that is wanted."""
    stands, wanted = days
    acts = facts.tables["acts"]
    act = next((row for row in to_rows(acts) if row["id"] == act_id), None)
    if act is None:
        return None
    before, ticked = _dated(facts.found), _ticked(facts, act_id)
    tomorrow = today + dt.timedelta(days=1)
    tries = _FEW_TRIES if len(facts.due) > _LARGE else _TRIES
    for day in _days(wanted, today):
        try:
            fields = shifted(act, move_from=stands, move_to=day, country=facts.country)
        except InputError:
            continue
        since = min(stands, day) if ticked and "trigger" not in act else tomorrow
        due = _due_then(act | fields, facts, since)
        if due is None or ("trigger" not in act and day not in set(due["when"].dt.date)):
            continue
        after = _findings_then(act | fields, due, facts, (today, since))
        if found["id"] not in after and len(after) < len(before):
            return Move(act=act_id, day=day, fields=fields, since=since)
        tries -= 1
        if not tries:
            break
    return None


def _days(wanted: dt.date, today: dt.date) -> Iterator[dt.date]:
    for far in range(_NEAR + 1):
        for day in dict.fromkeys(
            (wanted + dt.timedelta(days=far), wanted - dt.timedelta(days=far))
        ):
            if day > today and (not far or day.weekday() < 5):
                yield day


def _ticked(facts: CalendarFacts, act: str) -> bool:
    return bool((facts.tables["ticks"]["act"] == act).any())


def _due_then(act: Mapping[str, Any], facts: CalendarFacts, since: dt.date) -> pd.DataFrame | None:
    """Return when an act would be due from a day on; None where it could not be read."""
    start = max(facts.start, since)
    try:
        return calendar(
            to_frame(TABLES["acts"], [act]), facts.tables["customers"], start=start, end=facts.end,
            country=facts.country, audiences=facts.tables["audiences"],
        )  # fmt: skip
    except InputError:
        return None


def _findings_then(
    act: Mapping[str, Any], due: pd.DataFrame, facts: CalendarFacts, days: tuple[dt.date, dt.date]
) -> set[str]:
    """Return what would be found, of what has a date, by id; `days`: today, and from when on."""
    today, since = days
    gone = (facts.due["act"] == act["id"]) & (facts.due["when"] >= pd.Timestamp(since))
    then = pd.concat([facts.due[~gone], due]).sort_values("when", kind="stable")
    acts = facts.tables["acts"]
    rows = [dict(act) if row["id"] == act["id"] else row for row in to_rows(acts)]
    tables = {name: facts.tables[name] for name in facts.tables}
    tables["acts"] = to_frame(TABLES["acts"], rows)
    return _dated(findings_of(facts.client, tables, then, end=facts.end, today=today))


def _dated(found: pd.DataFrame) -> set[str]:
    return set(found.loc[found["kind"].isin(_DATED), "id"])


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
