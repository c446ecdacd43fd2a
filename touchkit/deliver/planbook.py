"""The calendar workbook: year, months, list and roster, to live in and to be read back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.book_paper import Choices, formats
from touchkit.deliver.book_rows import Tables, colours, write_list, write_memory, write_roster
from touchkit.deliver.book_time import write_months, write_year
from touchkit.deliver.colours import HOUSE
from touchkit.deliver.days import checked, entries, span, titles
from touchkit.deliver.writing import write_file
from touchkit.errors import InputError, Problem
from touchkit.intake.calendar_layout import ACT_ID, CUSTOMER_ID, DUE, LIST, MEMORY, ROSTER
from touchkit.model import TABLES, references, to_rows

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_CELL = 16_000  # a cell holds twice as much, of which some signs take two
_MOST_ROWS = 1_048_000


def calendar_sheet(
    occurrences: pd.DataFrame, acts: pd.DataFrame, ticks: pd.DataFrame, path: str | Path, *,
    findings: pd.DataFrame | None = None, lists: Mapping[str, pd.DataFrame] | None = None,
    names: Mapping[str, str] | None = None, title: str = "Touchpoint calendar", brand: str = HOUSE,
    start: dt.date | None = None, end: dt.date | None = None, today: dt.date | None = None,
) -> Path:  # fmt: skip
    """Write the calendar as a workbook people can edit, and `touchkit.read_calendar` read back.

    Sheets ``year`` (how much there is to do each day, findings below) and ``months`` (what) are
    to look at; in ``list`` acts are changed, added and deleted, in ``roster`` they are ticked.
    Ids stand in hidden columns and what is not shown on a hidden sheet, so that rows may be
    moved, coloured or sorted, and of a column that is deleted nothing is lost. Nothing that
    people typed is ever a formula.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` gives it.
    acts, ticks : pandas.DataFrame
        The tables of these names, all of them: what is not in the workbook cannot be read back.
    path : str or Path
        The .xlsx file to write; folders on the way are made.
    findings : pandas.DataFrame, optional
        As `touchkit.plan.findings` gives it: marked in the year and listed below it.
    lists : mapping of str to pandas.DataFrame, optional
        The tables audiences, channels, touchpoints and ideas, for names and drop-downs.
    names : mapping of str to str, optional
        How customers are addressed, by id; without it ids stand there.
    title : str
        What stands above the year and on each page.
    brand : str
        A colour for headings, as ``#rrggbb``.
    start, end : datetime.date, optional
        The first and last day of the year and the months; left out: those there are.
    today : datetime.date, optional
        From when on an act's next date is looked for; left out: today.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        When the occurrences have other columns, or there is more than a workbook can hold.
    TouchkitError
        When the file cannot be written.
    """
    import xlsxwriter

    path, today = Path(path), today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    days = checked(occurrences)
    shown = span(days, start, end, today)
    tables = _tables(days, acts, ticks, lists or {}, customers=names or {}, today=today)
    _refuse_too_much(path.name, ROSTER, len(days))
    due = _due(days, tables)
    _refuse_long(path.name, tables, due)
    each = entries(days, titles(acts))
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        looks = formats(book, brand) | colours(book)
        offered = Choices(book)
        write_year(
            book.add_worksheet("year"),
            looks,
            each,
            shown,
            title=title,
            findings=findings,
            today=today,
        )
        write_months(book.add_worksheet("months"), looks, each, shown, title=title)
        write_list(book.add_worksheet(LIST), looks, tables, offered, title=f"{title}: acts")
        write_roster(
            book.add_worksheet(ROSTER), looks, tables, due, offered, title=f"{title}: roster"
        )
        offered.write()
        write_memory(book.add_worksheet(MEMORY), tables)
    return write_file(path, stream.getvalue())


def _tables(
    days: pd.DataFrame, acts: pd.DataFrame, ticks: pd.DataFrame, lists: Mapping[str, pd.DataFrame],
    *, customers: Mapping[str, str], today: dt.date,
) -> Tables:  # fmt: skip
    named: dict[str, dict[str, str]] = {}
    for table in sorted(
        {refers.table for refers in references(TABLES["acts"]).values()} & set(lists)
    ):
        column = "title" if table == "ideas" else "name"
        named[table] = {row["id"]: str(row.get(column, row["id"])) for row in to_rows(lists[table])}
    ahead = days[days["when"] >= dt.datetime.combine(today, dt.time())]
    nexts = {str(act): when.date() for act, when in ahead.groupby("act")["when"].min().items()}
    return Tables(
        acts=to_rows(acts), ticks=to_rows(ticks), names=named, customers=customers, nexts=nexts
    )


def _due(days: pd.DataFrame, tables: Tables) -> list[dict[str, Any]]:
    """Return the roster's rows: what is ticked, and what is due besides, in order of time."""
    called_by = {act["id"]: str(act.get("title", act["id"])) for act in tables.acts}
    shown = tables.shown()
    wanted = days[days["calendar"].ne("marketing").fillna(value=True)]
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for tick in tables.ticks:
        key = tick["act"], tick.get("customer"), tick["due"]
        found.setdefault(key, []).append(
            {k: v for k, v in tick.items() if k in ("id", "done_on", "by")}
        )
    by_act = {act["id"]: act for act in tables.acts}
    columns = ["act", "customer", "when", "audience", "owner", "channel"]
    for row in to_rows(wanted[columns].drop_duplicates(["act", "customer", "when"])):
        found.setdefault((row["act"], row.get("customer"), row["when"]), [{}])
    rows = []
    for (act, customer, due), ticked in found.items():
        about = by_act.get(act, {})
        fixed = {
            ACT_ID: act, CUSTOMER_ID: customer, DUE: due.isoformat(), "due": due, "act": called_by.get(act, act),
            "customer": tables.customers.get(str(customer), customer), "owner": about.get("owner"),
        }  # fmt: skip
        for name in ("audience", "channel"):
            fixed[name] = shown[name].get(str(about.get(name)), about.get(name))
        rows += [fixed | tick for tick in ticked]
    return sorted(rows, key=lambda row: (row["due"], str(row["act"]), str(row["customer"] or "")))


def _refuse_too_much(file: str, sheet: str, rows: int) -> None:
    if rows > _MOST_ROWS:
        hint = "Pass the occurrences of fewer months, or of one owner."
        problem = Problem(
            file=f"{file} [{sheet}]", found=f"{rows:,} rows", allowed=f"at most {_MOST_ROWS:,}", hint=hint
        )  # fmt: skip
        raise InputError(f"{file} cannot hold all of it. Nothing was written.", [problem])


def _refuse_long(file: str, tables: Tables, due: list[dict[str, Any]]) -> None:
    problems = [
        Problem(
            file=f"{file} [{sheet}]", row=number, column=name, found=f"{len(value)} characters",
            allowed=f"at most {_LONGEST_CELL}", hint="Shorten the text.",
        )
        for sheet, rows in ((LIST, tables.acts), (ROSTER, due))
        for number, row in enumerate(rows, start=2)
        for name, value in row.items()
        if isinstance(value, str) and len(value) > _LONGEST_CELL
    ]  # fmt: skip
    if problems:
        raise InputError(f"{file} cannot hold all of it. Nothing was written.", problems)
