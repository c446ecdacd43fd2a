"""A live workshop's calendar: the plan is told the client's customers, audiences, country and limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from touchkit.plan import calendar, findings, unknown_country
from touchkit.workshop.live import Workshop

if TYPE_CHECKING:
    from touchkit.model import Client


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
        As in `touchkit.plan.findings`: closest_days, most_per_week, … in place of the client's own.
    """
    return findings_of(workshop.client, workshop.tables(), occurrences, **limits)


def findings_of(
    client: Client, tables: Mapping[str, pd.DataFrame], occurrences: pd.DataFrame, **limits: Any
) -> pd.DataFrame:
    """Return what `calendar_findings` does, of tables that were read already."""
    names = {
        table: dict(zip(tables[table]["id"], tables[table][column], strict=True))
        for table, column in (("touchpoints", "name"), ("audiences", "name"), ("acts", "title"))
    }
    given = {name: tables[name] for name in ("acts", "touchpoints", "notes", "ideas")}
    own = client.calendar.model_dump(exclude={"missed_after_days"})
    usual = own | {"country": known_country(client.country), "names": names, **given}
    found = findings(occurrences, **(usual | limits))
    marks = tables["marks"]
    accepted = marks[(marks["table"] == "findings") & (marks["kind"] == "accepted")]["row"]
    return found[~found["id"].isin(accepted)].reset_index(drop=True)


def known_country(country: str | None) -> str | None:
    """Return a country whose public holidays are known; None for any other, so that the rest is shown."""
    return None if unknown_country(country) else country
