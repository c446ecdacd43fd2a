"""Sheets as typed tables: which column is which, what each cell says, what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from touchkit.errors import Problem
from touchkit.intake.sheets import Sheet
from touchkit.model.frames import required
from touchkit.model.rules import read_row
from touchkit.model.tables import Row
from touchkit.model.text import clean, listed, nearest


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
    """

    model: type[Row]
    sheet: Sheet
    rows: list[tuple[int, dict[str, Any]]]
    extra: list[str]
    problems: list[Problem]


def read_table(model: type[Row], sheet: Sheet) -> TableRead:
    """Read a sheet as one of the model's tables; a column may stand in any case and order."""
    names, problems = _match_header(model, sheet)
    problems += sheet.problems
    spoilt = {(problem.row, problem.column) for problem in sheet.problems}
    absent = {problem.column for problem in problems if problem.structural}
    rows = []
    for number, cells in sheet.rows:
        values = {
            name: cell
            for name, title, cell in zip(names, sheet.header, cells, strict=True)
            if name and (number, title) not in spoilt
        }
        record, faults = read_row(model, values, decimal=sheet.decimal)
        rows.append((number, record))
        for fault in faults:
            excused = fault.found == "nothing" and (
                fault.column in absent or any(row == number for row, _ in spoilt)
            )
            if not excused:
                place = (number, fault.column, fault.found, fault.allowed, fault.hint)
                problems.append(sheet.problem(*place))
    extra = [name for name in names if name and name not in model.model_fields]
    return TableRead(model=model, sheet=sheet, rows=rows, extra=extra, problems=problems)


def _match_header(model: type[Row], sheet: Sheet) -> tuple[list[str], list[Problem]]:
    """Return the column each header cell names, and what is wrong with the header."""
    known = {_folded(name): name for name in model.model_fields}
    names = [known.get(_folded(title), clean(title)) for title in sheet.header]
    problems = list(_unnamed(sheet))
    for name, often in Counter(name for name in names if name).items():
        if often > 1:
            hint = "Give the two columns different names, or delete one."
            problems.append(sheet.problem(1, name, f"{often} columns of this name", "one", hint))
    return names, problems + _misspelt(model, sheet, names)


def _folded(title: str) -> str:
    return clean(title).lower().replace(" ", "_").replace("-", "_")


def _unnamed(sheet: Sheet) -> list[Problem]:
    blank = [place for place, title in enumerate(sheet.header) if not title.strip()]
    used = [
        place for place in blank if any(cells[place] not in (None, "") for _, cells in sheet.rows)
    ]
    hint = "Write a name above it in the first row, or empty it."
    return [
        sheet.problem(1, None, f"column {place + 1} has cells but no name", "a name a column", hint)
        for place in used
    ]


def _misspelt(model: type[Row], sheet: Sheet, names: list[str]) -> list[Problem]:
    """Return a problem for each missing required column, and for each near miss of a known one."""
    missing = [name for name in model.model_fields if name not in names]
    problems = []
    for title in [name for name in names if name and name not in model.model_fields]:
        close = nearest(_folded(title), missing)
        if close and not (model.EXTRA_DATES and title.endswith(model.EXTRA_DATES)):
            missing.remove(close)
            hint = f"Did you mean {close!r}? Rename it, or give it a name of its own."
            problems.append(
                sheet.problem(1, close, f"a column {title!r}", f"a column {close!r}", hint)
            )
    if sheet.in_toml:
        return problems
    for name in [name for name in missing if name in required(model)]:
        hint = f"Add a column {name!r}; there are: {listed(names, 20)}."
        problems.append(sheet.problem(1, name, "no such column", f"a column {name!r}", hint))
    return problems
