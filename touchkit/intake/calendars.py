"""Calendars made elsewhere: a feed (.ics), a workbook or a CSV file, read as acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from touchkit.errors import IntakeError, Problem
from touchkit.intake.calendar_layout import MEMORY
from touchkit.intake.sheets import refuse
from touchkit.model import TABLES, columns, to_frame
from touchkit.model.records import read_row
from touchkit.model.rules import give_ids
from touchkit.model.text import free

if TYPE_CHECKING:
    import pandas as pd

    from touchkit.intake.calendar_tables import Found

_REMEMBERED = {"acts": "act", "ticks": "tick"}
_FEEDS, _BOOKS, _TABLES = (".ics", ".ical", ".ifb"), (".xlsx", ".xlsm"), (".csv", ".tsv", ".txt")


@dataclass(frozen=True, kw_only=True)
class CalendarFile:
    """What a calendar file holds.

    Attributes
    ----------
    acts, ticks : pandas.DataFrame
        As the tables of these names; no ticks but in a workbook written by this kit.
    notes : tuple of str
        What could not be kept, what is no longer there and what was taken in its place.
    ours : bool
        Whether this kit wrote the file, so that ids are those of the workshop.
    whole : bool
        Whether the file holds all acts and ticks there were, so that what is missing was taken out.
    written : mapping of str to (mapping of str to dict)
        What acts and ticks said when this kit wrote the file, by table and id; empty where that is
        not known.
    problems : tuple of Problem
        What is wrong with rows that were left out; see `read_calendar_file`.
    """

    acts: pd.DataFrame
    ticks: pd.DataFrame
    notes: tuple[str, ...] = ()
    ours: bool = False
    whole: bool = False
    written: Mapping[str, Mapping[str, dict[str, Any]]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_calendar(
    path: str | Path, *, table: Literal["acts", "ticks"] = "acts",
    calendar: Literal["marketing", "touchpoint"] = "marketing", timezone: str | None = None,
) -> pd.DataFrame:  # fmt: skip
    """Read a calendar as acts: .ics, .xlsx or .csv, somebody else's or one written by this kit.

    Nothing is stored. An entry with dates left out or moved becomes several acts whose dates
    together are the same. A workbook of this kit may have been edited: rows may have moved or
    been coloured, and of a column that is gone the values are those it was written with.

    Parameters
    ----------
    path : str or Path
        The file.
    table : {"acts", "ticks"}
        Which table to return; ticks come from the workbook's roster only.
    calendar : {"marketing", "touchpoint"}
        Which calendar acts are on that do not say so themselves.
    timezone : str, optional
        Where times in UTC are turned into days, such as Europe/Berlin; else where the file says.

    Returns
    -------
    pandas.DataFrame
        The columns of that table; dates are local days without a time zone. ``attrs["notes"]``
        lists what could not be kept and what is no longer there.

    Raises
    ------
    IntakeError
        When the file cannot be read, or holds an entry that cannot be an act; all problems
        together, each with its row (in an .ics file the line).
    """
    found = read_calendar_file(path, calendar=calendar, timezone=timezone)
    frame = found.acts if table == "acts" else found.ticks
    frame.attrs["notes"] = list(found.notes)
    return frame


def read_calendar_file(
    path: str | Path, *, calendar: str = "marketing", timezone: str | None = None, partly: bool = False
) -> CalendarFile:  # fmt: skip
    """Read a calendar with all it holds; see `read_calendar`.

    Parameters
    ----------
    path, calendar, timezone
        As for `read_calendar`.
    partly : bool
        Whether rows that cannot be acts are left out and told, as long as there are others. In a
        workbook of this kit they never are: what it lacks has been taken out of it.

    Raises
    ------
    IntakeError
        When the file cannot be read, or holds a row that cannot be an act and is not left out.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if not path.exists():
        hint = "Check its name and its folder."
        raise refuse(path.name, "no such file", "a calendar (.ics, .xlsx, .csv)", hint)
    if kind in _FEEDS:
        return _feed(path, calendar, timezone, partly=partly)
    if kind in _BOOKS:
        return _book(path, calendar, partly=partly)
    if kind in _TABLES:
        return _table(path, calendar, partly=partly)
    hint = "Save or export it as one of these."
    raise refuse(path.name, f"a file ending in {kind or 'nothing'!r}", ".ics, .xlsx or .csv", hint)


def _feed(path: Path, calendar: str, timezone: str | None, *, partly: bool) -> CalendarFile:
    from touchkit.intake.calendar_tables import Found
    from touchkit.intake.feeds import read_feed

    read = read_feed(path, timezone=timezone)
    placed: list[tuple[str, int | None, dict[str, Any]]] = [
        (path.name, None, {"calendar": calendar} | row) for row in read.rows
    ]
    read_so_far = Found(rows=placed, problems=read.problems, notes=read.notes)
    found = _finished(path.name, read_so_far, ours=read.ours, partly=partly)
    return replace(found, written={"acts": _as_rows("acts", read.written)})


def _table(path: Path, calendar: str, *, partly: bool) -> CalendarFile:
    from touchkit.intake.calendar_tables import csv_lines, read_tables

    lines, notes = csv_lines(path)
    found = read_tables(path.name, [(path.name, lines)], calendar=calendar)
    found.notes[:0] = notes
    return _finished(path.name, found, partly=partly)


def _book(path: Path, calendar: str, *, partly: bool) -> CalendarFile:
    from touchkit.intake.calendar_book import read_book
    from touchkit.intake.calendar_tables import read_tables

    sheets = {name.strip().lower(): (name, lines) for name, lines in _sheets(path)}
    ours = read_book(path.name, {key: lines for key, (_, lines) in sheets.items()})
    if ours is None:
        tables = [
            (f"{path.name} [{name}]", lines)
            for key, (name, lines) in sheets.items()
            if not key.startswith("_")
            and any(any(c is not None for c in cells) for _, cells in lines)
        ]
        found = read_tables(path.name, tables, calendar=calendar)
        return _finished(path.name, found, partly=partly)
    if ours.problems:
        problems = sorted(ours.problems, key=lambda one: (one.file, one.row or 0))
        raise IntakeError(f"{path.name} cannot be read.", problems)
    give_ids(TABLES["acts"], ours.acts)
    give_ids(TABLES["ticks"], ours.ticks)
    acts, ticks = to_frame(TABLES["acts"], ours.acts), to_frame(TABLES["ticks"], ours.ticks)
    written = {name: _as_rows(name, ours.old(kind)) for name, kind in _REMEMBERED.items()}
    return CalendarFile(
        acts=acts, ticks=ticks, notes=tuple(ours.notes), ours=True, whole=bool(written["acts"]), written=written
    )  # fmt: skip


def _as_rows(table: str, records: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return remembered records with dates as dates, as rows of their table have them."""
    return {name: read_row(TABLES[table], record)[0] for name, record in records.items()}


def _sheets(path: Path) -> list[tuple[str, list[tuple[int, list[Any]]]]]:
    """Return the cells of each sheet that is shown, and of the hidden one that remembers."""
    from touchkit.intake.workbooks import has_formula, lines_of, load_book

    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            path.name, reason, "a workbook that can be read", "Close it elsewhere or check it."
        ) from None
    book, values = load_book(path, raw, data_only=False), None
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" and sheet.title != MEMORY:
            continue
        if values is None and has_formula(sheet):
            values = load_book(path, raw, data_only=True)
        cached = values[sheet.title] if values is not None else None
        sheets.append((sheet.title, list(lines_of(sheet, cached))))
    return sheets


def _finished(file: str, found: Found, *, ours: bool = False, partly: bool) -> CalendarFile:
    """Check each act as the model does; leave out those with something wrong, or refuse the file."""
    records: list[dict[str, Any]] = []
    taken: set[str] = set()
    model, problems = TABLES["acts"], list(found.problems)
    for place, row, values in found.rows:
        wanted = values.get("id")
        if wanted is not None:  # foreign ids come as they may; the same event twice keeps both
            values["id"] = free(str(wanted), taken)
            taken.add(values["id"])
        record, faults = read_row(model, values)
        problems += [
            Problem(
                file=place, row=row, column=found.column(place, f.column), found=f.found,
                allowed=f.allowed, hint=f.hint,
            )
            for f in faults
        ]  # fmt: skip
        records += [] if faults else [record]
    sheets = list(found.called)
    problems.sort(key=lambda one: (sheets.index(one.file) if sheets else 0, one.row or 0))
    if problems and not (partly and records):
        raise IntakeError(f"{file} cannot be read.", problems)
    give_ids(model, records)
    names = list(columns(model))
    acts = to_frame(
        model, [{k: v for k, v in record.items() if ours or k in names} for record in records]
    )
    return CalendarFile(
        acts=acts, ticks=to_frame(TABLES["ticks"], []), notes=tuple(found.notes), ours=ours,
        problems=tuple(problems),
    )  # fmt: skip
