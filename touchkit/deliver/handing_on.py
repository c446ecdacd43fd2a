"""A client's calendar as files to hand on: the workbook, the feeds, the year planner. Nothing is sent to anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.deliver.colours import readable
from touchkit.deliver.feeds import calendar_feeds
from touchkit.deliver.planbook import calendar_sheet
from touchkit.deliver.planner import year_planner

if TYPE_CHECKING:
    from touchkit.folder import Place
    from touchkit.steps.everytime import CalendarFacts

WORKBOOK, EVERYBODY, PLANNER = "calendar.xlsx", "calendar.ics", "year-planner"
"""What the files are called; the planner's name ends in .html or .pdf."""
_NAMED = {"audience": "audiences", "channel": "channels", "touchpoint": "touchpoints"}
_LISTS = ("audiences", "channels", "touchpoints", "ideas")


def out_folder(place: Place) -> Path:
    """Return where a client's calendar files go: ``out`` beside the folder of packs, as reports do.

    Feeds have to stay there: what was sent before is known from them.
    """
    return place.path.parent.parent / "out" / place.name / "calendar"


def hand_on_workbook(
    facts: CalendarFacts, path: str | Path, *, today: dt.date, names: bool = False,
    tell: Callable[[str], object] | None = None,
) -> Path:  # fmt: skip
    """Write the workbook to live in: see `touchkit.deliver.calendar_sheet`.

    Parameters
    ----------
    facts : CalendarFacts
        The calendar, and the days it is about.
    path : str or Path
        The .xlsx file.
    today : datetime.date
        Which day it is.
    names : bool
        Whether customers are called by name; else by their ids.
    tell : callable, optional
        Is given a sentence where not all of the roster fits.
    """
    tables = facts.tables
    known = tables["customers"][["id", "call_name"]].dropna()
    return calendar_sheet(
        facts.between(facts.start, facts.end, each_customer=True), tables["acts"], tables["ticks"], path,
        findings=facts.found, lists={name: tables[name] for name in _LISTS},
        names=dict(zip(known["id"], known["call_name"], strict=True)) if names else None,
        title=f"{facts.client.title}: calendar", brand=readable(facts.client.brand), start=facts.start,
        end=facts.end, today=today, tell=tell,
    )  # fmt: skip


def hand_on_feeds(
    facts: CalendarFacts, folder: str | Path, *, client: str, owner: str | None = None
) -> list[Path]:
    """Write everybody's feed and one per owner: see `touchkit.deliver.calendar_feeds`.

    An act that cannot be read now stays in the feeds as it was: it is not cancelled because its
    rule or its audience is faulty for a while. Customers are told by their ids only.

    Parameters
    ----------
    facts : CalendarFacts
        The calendar, and the days it is about.
    folder : str or Path
        Where the feeds of before stand, to be written over.
    client : str
        The client's short name.
    owner : str, optional
        Whose feed alone to write.
    """
    return calendar_feeds(
        facts.tables["acts"], folder, only=owner, occurrences=facts.due, start=facts.start, end=facts.end,
        leave=facts.faulty, client=client, title=facts.client.title,
        words={column: facts.names[table] for column, table in _NAMED.items()},
    )  # fmt: skip


def hand_on_planner(
    facts: CalendarFacts, path: str | Path, *, today: dt.date, pdf: bool = False
) -> Path:
    """Write the year planner for the wall: see `touchkit.deliver.year_planner`.

    Of thirteen months the last, which is the first once more, is left out: twelve fill a page.
    """
    end = facts.end
    if (end.year, end.month) == (facts.start.year + 1, facts.start.month):
        end = end.replace(day=1) - dt.timedelta(days=1)
    found = facts.found[~(facts.found["first"] > dt.datetime.combine(end, dt.time()))]
    return year_planner(
        facts.due, facts.tables["acts"], path, findings=found, client=facts.client,
        brand=readable(facts.client.brand), start=facts.start, end=end, today=today, pdf=pdf,
    )  # fmt: skip
