"""The calendar workbook: year, months, list and roster, to live in and to be read back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchkit.deliver.book_due import roster_rows
from touchkit.deliver.book_paper import Choices, formats
from touchkit.deliver.book_rows import Tables, colours, write_list, write_memory, write_roster
from touchkit.deliver.book_time import write_months, write_year
from touchkit.deliver.colours import HOUSE
from touchkit.deliver.days import checked, entries, span, titles
from touchkit.deliver.writing import write_file
from touchkit.errors import InputError, Problem
from touchkit.intake.calendar_layout import LIST, MEMORY, ROSTER
from touchkit.model import TABLES, references, to_rows

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_CELL = 16_000  # a cell holds twice as much, of which some signs take two
_MOST_TICKS = 1_000_000


def calendar_sheet(
    occurrences: pd.DataFrame, acts: pd.DataFrame, ticks: pd.DataFrame, path: str | Path, *,
    findings: pd.DataFrame | None = None, lists: Mapping[str, pd.DataFrame] | None = None,
    names: Mapping[str, str] | None = None, title: str = "Touchpoint calendar", brand: str = HOUSE,
    start: dt.date | None = None, end: dt.date | None = None, today: dt.date | None = None,
    tell: Callable[[str], object] | None = None,
) -> Path:  # fmt: skip
    """Write the calendar as a workbook people can edit, and `touchkit.read_calendar` read back.

    Sheets ``year`` (how much there is to do each day, findings below) and ``months`` (what) are
    to look at; in ``list`` acts are changed, added and deleted, in ``roster`` they are ticked.
    Ids stand in hidden columns and what is not shown on a hidden sheet, so that rows may be
    moved, coloured or sorted, and of a column that is deleted nothing is lost. Nothing that
    people typed is ever a formula. A tick for everybody stands on each customer's row of the
    roster; marketing is not ticked. Where the roster would be very long it has the days around
    today only, and says so.

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
        From when on an act's next date is looked for, and around which day a roster that is too
        long is kept; left out: today.
    tell : callable, optional
        Is given a sentence about what was left out, where something was.

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
    _refuse_too_much(path.name, len(tables.ticks))
    due = roster_rows(days, tables, today=today)
    _refuse_long(path.name, tables, due.rows)
    each = entries(_once(days, acts), titles(acts))
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
            note=due.left_out,
        )
        write_months(book.add_worksheet("months"), looks, each, shown, title=title)
        write_list(book.add_worksheet(LIST), looks, tables, offered, title=f"{title}: acts")
        write_roster(
            book.add_worksheet(ROSTER),
            looks,
            tables,
            due.rows,
            offered,
            title=f"{title}: roster",
            note=due.left_out,
        )
        offered.write()
        write_memory(book.add_worksheet(MEMORY), tables, apart=due.apart)
    if tell is not None and due.left_out:
        tell(due.left_out)
    return write_file(path, stream.getvalue())


def _once(days: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Return what an act for a whole audience asks for on a day as one thing to do, as on the screen."""
    import pandas as pd

    own = days["act"].isin(acts.loc[acts["trigger"].isna(), "id"])
    shared = days[own].drop_duplicates(["act", "when"])
    shared = shared.assign(customer=pd.Categorical([None] * len(shared)))
    return pd.concat([days[~own], shared]).sort_values("when", kind="stable", ignore_index=True)


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


def _refuse_too_much(file: str, ticks: int) -> None:
    if ticks > _MOST_TICKS:
        hint = (
            "Take what was ticked in years gone by out of ticks.csv first, and keep it elsewhere."
        )
        problem = Problem(
            file=f"{file} [{ROSTER}]", found=f"{ticks:,} ticks", allowed=f"at most {_MOST_TICKS:,}", hint=hint
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
