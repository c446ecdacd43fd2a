"""New acts, made of what is there: an idea that was chosen, a promise, a silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.model import to_rows
from touchkit.model.saying import missing
from touchkit.model.text import shortened
from touchkit.plan import free_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.session import Session

_LONGEST_TITLE = 90
_FIRST_AFTER = 1
"""An act begins tomorrow at the earliest."""


def act_of_idea(
    idea: Mapping[str, Any], points: pd.DataFrame, *, begins: dt.date
) -> dict[str, Any]:
    """Return the row of an act that does what an idea says.

    Parameters
    ----------
    idea : mapping
        The idea's row.
    points : pandas.DataFrame
        The table touchpoints, for the channel.
    begins : datetime.date
        Its first date.
    """
    known = _known(idea)
    touchpoint = str(known.get("touchpoint", "")).split(";")[0]
    return _row(
        title=shortened(str(known["title"]), _LONGEST_TITLE), idea=known["id"],
        touchpoint=touchpoint, owner=known.get("owner"), starts=begins,
        channel=_channel(points, touchpoint), weekdays_only=True,
    )  # fmt: skip


def begins_on(idea: Mapping[str, Any], facts: CalendarFacts, today: dt.date) -> dt.date:
    """Return when an idea's act begins: on the first day that has room, from when the idea is due.

    Where that is over, or nobody said when it is due, from tomorrow on.
    """
    due, tomorrow = _known(idea).get("due"), today + dt.timedelta(days=_FIRST_AFTER)
    return _free(facts, tomorrow if due is None else max(_day(due), tomorrow))


def act_of_finding(
    found: Mapping[str, Any], facts: CalendarFacts, today: dt.date
) -> dict[str, Any]:
    """Return the row of the act a finding proposes: for a chosen idea, a promise or a silence.

    Parameters
    ----------
    found : mapping
        A row of `touchkit.plan.findings` whose kind is no_act or drought.
    facts : CalendarFacts
        What is there.
    today : datetime.date
        No act begins before tomorrow.
    """
    known = _known(found)
    if known["kind"] == "drought":
        return _into_silence(known, facts)
    if "idea" in known:
        idea = _row_of(facts.tables["ideas"], known["idea"])
        return act_of_idea(idea, facts.tables["touchpoints"], begins=begins_on(idea, facts, today))
    touchpoint = known["touchpoint"]
    promise = str(known["what"]).partition(" promises: ")[2] or str(known["what"])
    after = today + dt.timedelta(days=_FIRST_AFTER)
    return _row(
        title=shortened(promise, _LONGEST_TITLE), touchpoint=touchpoint,
        channel=_channel(facts.tables["touchpoints"], touchpoint), weekdays_only=True,
        starts=_free(facts, after),
    )  # fmt: skip


def make_act(session: Session, idea: str, *, today: dt.date) -> bool:
    """Make an act of an idea, on the first day that has room; undo takes it away.

    Parameters
    ----------
    session : Session
        What is open.
    idea : str
        The idea's id.
    today : datetime.date
        No act begins before tomorrow.

    Returns
    -------
    bool
        Whether it was stored; not where there is no such idea, or it has an act already.
    """
    row = _row_of(session.tables("ideas"), idea)
    if not row or has_act(session.tables("acts"), idea):
        return False
    facts = EveryTime(session, today=lambda: today).facts()
    act = act_of_idea(row, session.tables("touchpoints"), begins=begins_on(row, facts, today))
    title = shortened(str(act["title"]), 60)
    return session.save(f"make an act: {title}", lambda edits: edits.add("acts", **act))


def has_act(acts: pd.DataFrame, idea: str) -> bool:
    """Say whether an idea has become an act."""
    return idea in set(acts["idea"].dropna())


def _into_silence(known: Mapping[str, Any], facts: CalendarFacts) -> dict[str, Any]:
    like = _row_of(facts.tables["acts"], known.get("act", ""))
    who = facts.called("audiences", known.get("audience")) or "everybody"
    more = {
        "title": shortened(f"Something for {who}", _LONGEST_TITLE), "audience": known.get("audience"),
        "owner": known.get("owner"), "touchpoint": like.get("touchpoint"),
        "channel": like.get("channel"), "weekdays_only": True,
    }  # fmt: skip
    to = _day(known["move_to"])
    if "trigger" in like:
        later = int(like.get("offset_days", 0)) + (to - _day(known["first"])).days
        again = like.get("repeats")
        return _row(trigger=like["trigger"], offset_days=later, repeats=again, **more)
    return _row(starts=to, **more)


def _free(facts: CalendarFacts, after: dt.date) -> dt.date:
    limits = facts.client.calendar
    return free_day(
        facts.due, after, closest_days=limits.closest_days, most_per_week=limits.most_per_week,
        country=facts.country,
    )  # fmt: skip


def _row(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in row.items()
        if value is not None and value != "" and not missing(value)
    }


def _row_of(table: pd.DataFrame, row: str) -> dict[str, Any]:
    return next(iter(to_rows(table[table["id"] == row])), {})


def _channel(points: pd.DataFrame, touchpoint: str) -> str | None:
    return _row_of(points, touchpoint).get("channel")


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
