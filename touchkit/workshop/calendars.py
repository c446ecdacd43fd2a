"""A live workshop's calendar: the plan is told the client's customers, audiences and country."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from touchkit.plan import calendar, findings
from touchkit.workshop.live import Workshop


def due_between(
    workshop: Workshop, start: dt.date, end: dt.date, *, each_customer: bool = False
) -> pd.DataFrame:
    """Return every time an act is due between two days: see `touchkit.plan.calendar`.

    Raises
    ------
    InputError
        With a problem for each act, audience, customer's date or country that cannot be used.
    """
    tables = workshop.tables()
    return calendar(
        tables["acts"], tables["customers"], start=start, end=end, each_customer=each_customer,
        country=workshop.client.country, audiences=tables["audiences"],
    )  # fmt: skip


def calendar_findings(workshop: Workshop, occurrences: pd.DataFrame, **limits: Any) -> pd.DataFrame:
    """Return what looks wrong with a calendar, in the client's names, without what was accepted.

    See `touchkit.plan.findings`.

    Parameters
    ----------
    workshop : Workshop
        Whose acts, touchpoints, notes and ideas it is held against.
    occurrences : pandas.DataFrame
        As `due_between` returns it.
    **limits
        As in `touchkit.plan.findings`: closest_days, most_per_week, longest_silence_days, …
    """
    tables = workshop.tables()
    names: dict[str, str] = {}
    for table, column in (("touchpoints", "name"), ("audiences", "name"), ("acts", "title")):
        names |= dict(zip(tables[table]["id"], tables[table][column], strict=True))
    given = {name: tables[name] for name in ("acts", "touchpoints", "notes", "ideas")}
    usual = {"country": workshop.client.country, "names": names, **given}
    found = findings(occurrences, **(usual | limits))
    marks = tables["marks"]
    accepted = marks[(marks["table"] == "findings") & (marks["kind"] == "accepted")]["row"]
    return found[~found["id"].isin(accepted)].reset_index(drop=True)
