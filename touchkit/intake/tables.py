"""Sheets as typed tables: which column is which, what each cell says, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from touchkit.errors import Problem
from touchkit.intake.sheets import Sheet, Unreadable
from touchkit.model.faults import Fault
from touchkit.model.frames import required
from touchkit.model.records import read_row
from touchkit.model.tables import Row
from touchkit.model.text import clean, is_blank, listed, nearest

_NEAR = 0.61
"""How like a column's name another must be to count as misspelt: `table` is no `stage`."""


@dataclass(kw_only=True)
class TableRead:
    """What was read of one table, before it is held against the other tables.

    Attributes
    ----------
    model : type of Row
        The table.
    sheet : Sheet
        Where it came from.
    rows : list of (int, dict)
        The row number in a spreadsheet, and what could be read of the row.
    extra : list of str
        Columns the model does not know.
    problems : list of Problem
        Everything that could not be read.
    spoilt : set of (int, str or None)
        Row and column of the cells that could not be read; no column: nothing of the row could.
    doubtful : bool
        Whether it is unknown which ids the table really has, so that nobody is told of a
        reference to a row that may be there.
    """

    model: type[Row]
    sheet: Sheet
    rows: list[tuple[int, dict[str, Any]]]
    extra: list[str]
    problems: list[Problem]
    spoilt: set[tuple[int, str | None]]
    doubtful: bool = False

    def is_spoilt(self, row: int, column: str | None) -> bool:
        """Say whether a cell, or its whole row, could not be read."""
        return (row, column) in self.spoilt or (row, None) in self.spoilt


def read_table(model: type[Row], sheet: Sheet) -> TableRead:
    """Read a sheet as one of the model's tables; a column may stand in any case and order."""
    names = [_column(model, title) for title in sheet.header]
    header = dict(_header_problems(model, sheet, names))
    problems = [*header.values(), *sheet.problems]
    read = TableRead(
        model=model, sheet=sheet, rows=[], problems=problems, doubtful=not {"id", model.NAMED_BY}.isdisjoint(header),
        extra=[name for name in names if name and name not in model.model_fields],
        spoilt=_spoilt(sheet, dict(zip(sheet.header, names, strict=True))),
    )  # fmt: skip
    for number, cells in sheet.rows:
        _read_cells(read, number, dict(zip(names, cells, strict=True)), set(header))
    return read


def _spoilt(sheet: Sheet, names: dict[str, str]) -> set[tuple[int, str | None]]:
    return {
        (problem.row, names.get(problem.column) if problem.column else None)
        for problem in sheet.problems
        if problem.row is not None
    }


def _read_cells(
    read: TableRead, number: int, values: dict[str, Any], bad_columns: set[str | None]
) -> None:
    """Read one row; what follows from a fault already known is not told again."""
    model, sheet = read.model, read.sheet
    values = {n: v for n, v in values.items() if n and not isinstance(v, Unreadable)}
    thousands = "." if sheet.decimal == "," else ""
    record, faults = read_row(model, values, decimal=sheet.decimal, thousands=thousands)
    if read.is_spoilt(number, None):
        record = {n: v for n, v in record.items() if n in {"id", model.NAMED_BY}}
        faults = []
        read.doubtful |= "id" not in record
    read.doubtful |= any((number, column) in read.spoilt for column in _naming(model, record))
    read.rows.append((number, record))
    for fault in faults:
        if not _follows(fault, read, number, bad_columns):
            place = (number, fault.column, fault.found, fault.allowed, fault.hint)
            read.problems.append(sheet.problem(*place))
        read.spoilt.add((number, fault.column or "(row)"))


def _naming(model: type[Row], record: dict[str, Any]) -> set[str | None]:
    """Return the columns an id that is not there should have come from."""
    return set() if "id" in record else {"id", model.NAMED_BY}


def _follows(fault: Fault, read: TableRead, number: int, bad_columns: set[str | None]) -> bool:
    if fault.column is not None:
        return fault.column in bad_columns or (number, fault.column) in read.spoilt
    wanted = read.model.ONE_OF
    return any(name in bad_columns or (number, name) in read.spoilt for name in wanted)


def _column(model: type[Row], title: str) -> str:
    """Return the column a title names: one of the model's, or one of its own."""
    folded = clean(title).lower().replace(" ", "_").replace("-", "_")
    if folded in model.model_fields:
        return folded
    ending, name = model.EXTRA_DATES, clean(title)
    return folded if ending and folded.endswith(ending) and not name.endswith(ending) else name


def _header_problems(
    model: type[Row], sheet: Sheet, names: Sequence[str]
) -> Iterator[tuple[str | None, Problem]]:
    """Yield what is wrong with the first row, each with the column it is about."""
    for place in [place for place, name in enumerate(names) if not name]:
        if any(not is_blank(cells[place]) for _, cells in sheet.rows):
            found = f"cells in column {place + 1}, which has no name"
            hint = "Write a name above them in the first row, or empty them."
            yield f"({place})", sheet.problem(1, None, found, "a name for each column", hint)
    for name, often in Counter(name for name in names if name).items():
        if often > 1:
            hint = "Give the columns different names, or delete all but one."
            found = f"{often} columns of this name"
            yield name, sheet.problem(1, name, found, "one column of this name", hint)
    missing = [name for name in model.model_fields if name not in names]
    yield from _misspelt(model, sheet, names, missing)
    if not sheet.in_toml:
        yield from _missing(model, sheet, names, missing)


def _misspelt(
    model: type[Row], sheet: Sheet, names: Sequence[str], missing: list[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield a problem for each name that nearly is a missing one, which is then no more missing."""
    for title in dict.fromkeys(name for name in names if name and name not in model.model_fields):
        close = nearest(title.replace(" ", "_"), missing, _NEAR)
        if close and not (model.EXTRA_DATES and title.endswith(model.EXTRA_DATES)):
            missing.remove(close)
            hint = f"Did you mean {close!r}? Rename it, or give it a name of its own."
            found, allowed = f"a column {title!r}", f"a column {close!r}"
            yield close, sheet.problem(1, close, found, allowed, hint)


def _missing(
    model: type[Row], sheet: Sheet, names: Sequence[str], missing: list[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield a problem for each column that is missing and that a row cannot do without."""
    there = listed([name for name in names if name], 20)
    for name in [name for name in missing if name in required(model)]:
        hint = f"Add a column {name!r}; there are: {there}."
        yield name, sheet.problem(1, name, "no such column", f"a column {name!r}", hint)
    if model.ONE_OF and all(name in missing for name in model.ONE_OF):
        column, either = model.ONE_OF[0], " or ".join(repr(name) for name in model.ONE_OF)
        hint = f"Add one of them; there are: {there}."
        yield column, sheet.problem(1, column, "no such column", f"a column {either}", hint)
