"""Other people's calendars in CSV files and workbooks, as acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from touchkit.errors import Problem
from touchkit.intake.calendar_cells import KNOWN, order_of, read_day, read_repetition
from touchkit.intake.calendar_layout import READ_ONLY, column_of
from touchkit.intake.sheets import Unreadable, decode, delimiter_of, refuse
from touchkit.model.faults import shown
from touchkit.model.text import clean, is_blank, listed

Line = tuple[int, list[Any]]
_TOP = 30
_LONGEST_NAME = 60


@dataclass(kw_only=True)
class Found:
    """What was read of tables of acts: each row with its place, what is wrong, what to know.

    Attributes
    ----------
    rows : list of (str, int or None, dict)
        The file or sheet, the row a person sees, the act as scalars.
    called : dict of str to (dict of str to str)
        What the file itself calls a column, by file or sheet and column.
    """

    rows: list[tuple[str, int | None, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    called: dict[str, dict[str, str]] = field(default_factory=dict)

    def column(self, place: str, column: str | None) -> str | None:
        """Return what the file itself calls a column."""
        return self.called.get(place, {}).get(column or "", column)


def csv_lines(path: Path) -> tuple[list[Line], tuple[str, ...]]:
    """Return a CSV file's lines, each with the row a spreadsheet shows.

    Raises
    ------
    IntakeError
        When it cannot be decoded, or a quoted cell is never closed.
    """
    from touchkit.intake.sheets import split

    text, notes = decode(path, path.name)
    return split(text, _delimiter(text), path.name), notes


def _delimiter(text: str) -> str:
    """Return what parts the cells: the sign the fullest of the first lines holds most of."""
    return delimiter_of(
        max(text.splitlines()[:_TOP] or [""], key=lambda line: sum(map(line.count, ",;\t")))
    )


def header_place(lines: Sequence[Line]) -> int | None:
    """Return which of the lines holds the headings: one for what, one for when; None: none does."""
    for place, (_, cells) in enumerate(lines[:_TOP]):
        names = {KNOWN.get(column_of(cell)) for cell in cells if isinstance(cell, str)}
        if "title" in names and names & {"starts", "trigger"}:
            return place
    return None


def read_tables(file: str, tables: Sequence[tuple[str, list[Line]]], *, calendar: str) -> Found:
    """Read tables of acts; those without a heading for what and one for when are left out.

    Parameters
    ----------
    file : str
        The file, for messages.
    tables : sequence of (str, list of (int, list))
        Each sheet's name in messages, and its lines.
    calendar : {"touchpoint", "marketing"}
        Which calendar acts are on whose row does not say.

    Raises
    ------
    IntakeError
        When no table has such headings.
    """
    found = Found()
    placed = [
        (name, lines, place) for name, lines in tables if (place := header_place(lines)) is not None
    ]
    if not placed:
        first = next(
            (
                cells
                for _, lines in tables
                for _, cells in lines
                if any(not is_blank(c) for c in cells)
            ),
            [],
        )
        names = [str(cell)[:_LONGEST_NAME] for cell in first if not is_blank(cell)]
        hint = "Write the names of the columns above them, such as title, date, owner, channel, audience."
        what = f"a first row of {listed(names, 8)}" if names else "nothing"
        raise refuse(file, what, "a column for what (title) and one for when (date)", hint)
    for name, lines, place in placed:
        _read(found, name, lines, place, calendar)
    left = [name for name, _ in tables if name not in {each for each, _, _ in placed}]
    found.notes += [f"{name} was not read: it has no columns for what and when." for name in left]
    return found


def _read(found: Found, name: str, lines: list[Line], place: int, calendar: str) -> None:
    row, titles = lines[place]
    columns = _columns([("" if is_blank(cell) else str(cell)) for cell in titles])
    found.called[name] = {
        column: clean(str(titles[spot]))[:_LONGEST_NAME] for spot, column in columns.items()
    }
    unused = [
        str(cell)[:_LONGEST_NAME]
        for spot, cell in enumerate(titles)
        if not is_blank(cell) and spot not in columns and str(cell).strip() not in READ_ONLY
    ]
    if unused:
        found.notes.append(f"{name}: not used: {listed(unused)}.")
    body = [
        (number, cells)
        for number, cells in lines[place + 1 :]
        if any(not is_blank(c) for c in cells)
    ]
    dates = [spot for spot, column in columns.items() if column in ("starts", "until")]
    order = order_of(cells[spot] for _, cells in body for spot in dates if spot < len(cells))
    for number, cells in body:
        record = {column: cells[spot] for spot, column in columns.items() if spot < len(cells)}
        _read_row(found, (name, number), record, order, calendar)
    if not body:
        found.notes.append(f"{name}: no row below the headings in row {row}.")


def _columns(titles: Sequence[str]) -> dict[int, str]:
    """Return the column each place holds, the first of several that mean the same."""
    columns: dict[int, str] = {}
    for spot, title in enumerate(titles):
        column = KNOWN.get(column_of(title))
        if column and column not in columns.values():
            columns[spot] = column
    return columns


def _read_row(
    found: Found, place: tuple[str, int], cells: dict[str, Any], order: str, calendar: str
) -> None:
    record = {name: value for name, value in cells.items() if not is_blank(value)}
    if not set(record) - {"id", "calendar"}:
        return
    faults = []
    for column, value in list(record.items()):
        if isinstance(value, Unreadable):
            faults.append((column, value.found, "a value", value.hint))
            del record[column]
    for column, said in _dated(record, order):
        if isinstance(said, PydanticCustomError):
            context = said.context or {}
            faults.append((column, shown(cells[column]), context["allowed"], context["hint"]))
        else:
            record.update(said)
    name, row = place
    found.problems += [
        Problem(
            file=name,
            row=row,
            column=found.column(name, column),
            found=what,
            allowed=allowed,
            hint=hint,
        )
        for column, what, allowed, hint in faults
    ]
    if not faults:
        found.rows.append((name, row, {"calendar": calendar} | record))


def _dated(
    record: dict[str, Any], order: str
) -> Iterator[tuple[str, dict[str, Any] | PydanticCustomError]]:
    """Yield what the cells about time say, or why they cannot be read."""
    for column in ("starts", "until"):
        if column in record:
            try:
                yield column, {column: read_day(record.pop(column), order=order)}
            except PydanticCustomError as error:
                yield column, error
    if "repeats" in record:
        starts = record.get("starts")
        day = starts if isinstance(starts, dt.date) else None
        try:
            said = read_repetition(record.pop("repeats"), day)
        except PydanticCustomError as error:
            yield "repeats", error
        else:
            ends = [each for each in (said.get("until"), record.get("until")) if each]
            yield "repeats", said | ({"until": min(ends)} if ends else {})
