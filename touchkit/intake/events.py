"""Event logs: looked at where they lie, whatever their size."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from touchkit.errors import Problem
from touchkit.intake.sheets import delimiter_of, first_line
from touchkit.model.frames import required
from touchkit.model.tables import Event
from touchkit.model.text import did_you_mean, listed

EVENT_FILES = ("events.csv", "events.parquet")
_MOST = 20
_LONGEST_HEADER = 1_000_000


def event_problems(path: Path, touchpoints: Collection[str] | None) -> Iterator[Problem]:
    """Yield what is wrong with an event log, at most some rows of each kind.

    Parameters
    ----------
    path : Path
        A CSV (UTF-8) or Parquet file with the columns customer, touchpoint and time.
    touchpoints : collection of str or None
        The ids an event may name; None: not looked at.
    """
    import duckdb

    try:
        with duckdb.connect() as connection:
            yield from _problems(connection, path, touchpoints)
    except (duckdb.Error, csv.Error, OSError, UnicodeError) as error:
        hint = "Export it again as CSV (UTF-8, comma or semicolon) or Parquet."
        found = _reason(error, path)
        yield Problem(file=path.name, found=found, allowed="a readable event log", hint=hint)


def _reason(error: Exception, path: Path) -> str:
    """Return what an error says, in one line and without the folders on the way to the file."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    if isinstance(error, UnicodeError):
        return "text that is not UTF-8"
    lines = [line.strip() for line in str(error).replace(str(path), path.name).splitlines()]
    kept = [line for line in lines if line and not line.startswith(("Possible", "Original"))]
    text = " ".join(kept[:2]).partition(" LINE 1:")[0]
    return text.partition(": ")[2] or "something that is no event log"


def _problems(
    connection: Any, path: Path, touchpoints: Collection[str] | None
) -> Iterator[Problem]:
    source, titles, row = _source(connection, path)
    columns = {title.strip().lower(): name for name, title in reversed(titles.items())}
    broken = list(_header_problems(path.name, [title.strip() for title in titles.values()]))
    yield from broken
    if broken:
        return
    cells = ", ".join(
        f"nullif(trim(CAST({columns[name]} AS VARCHAR)), '') AS {name}" for name in required(Event)
    )
    connection.execute(f"CREATE TEMP VIEW log AS SELECT {row} AS row, {cells} FROM {source}")  # noqa: S608  # columns by number, or quoted
    found = [*_blank(connection), *_no_times(connection)]
    if touchpoints is not None:
        found += _strange(connection, touchpoints)
    seen = _rows_as_seen(path, {number for number, *_ in found})
    for number, column, shown, allowed, hint in sorted(found):
        yield Problem(
            file=path.name, row=seen.get(number, number + 1), column=column, found=shown, allowed=allowed, hint=hint
        )  # fmt: skip


def _header_problems(file: str, titles: Sequence[str]) -> Iterator[Problem]:
    names = [title.lower() for title in titles]
    if not any(names):
        hint = "Put the names of the columns into the first row."
        allowed = "a first row of column names"
        yield Problem(file=file, row=1, found="no header", allowed=allowed, hint=hint)
        return
    for name in required(Event):
        found, allowed = "no such column", f"a column {name!r}"
        hint = did_you_mean(name, titles, f"Add a column {name!r}; there are: {listed(titles)}.")
        if names.count(name) > 1:
            found, hint = f"{names.count(name)} columns of this name", "Delete all but one."
        if names.count(name) != 1:
            yield Problem(file=file, row=1, column=name, found=found, allowed=allowed, hint=hint)


_Found = tuple[int, str, str, str, str]


def _blank(connection: Any) -> Iterator[_Found]:
    for column in required(Event):
        query = f"SELECT row FROM log WHERE {column} IS NULL ORDER BY 1 LIMIT {_MOST}"  # noqa: S608  # the model's own names
        for (row,) in connection.execute(query).fetchall():
            yield row, column, "nothing", "a value", "Fill this cell in, or take the row out."


def _no_times(connection: Any) -> Iterator[_Found]:
    query = (
        "SELECT row, time FROM log WHERE time IS NOT NULL AND TRY_CAST(time AS TIMESTAMP) IS NULL "
        "AND TRY_CAST(time AS TIMESTAMPTZ) IS NULL ORDER BY 1 LIMIT ?"
    )
    for row, found in connection.execute(query, [_MOST]).fetchall():
        allowed, hint = "a time such as 2026-11-21 09:30:00", "Export times year first."
        yield row, "time", repr(found), allowed, hint


def _strange(connection: Any, touchpoints: Collection[str]) -> Iterator[_Found]:
    query = (
        "SELECT min(row), touchpoint FROM log WHERE touchpoint IS NOT NULL GROUP BY 2 ORDER BY 1"
    )
    named = connection.execute(query).fetchall()
    strange = [(row, found) for row, found in named if found not in touchpoints]
    for row, found in strange[:_MOST]:
        hint = did_you_mean(found, touchpoints, "Add it to touchpoints, or rename it in the log.")
        allowed = f"an id of touchpoints: {listed(touchpoints)}"
        yield row, "touchpoint", repr(found), allowed, hint


def _source(connection: Any, path: Path) -> tuple[str, dict[str, str], str]:
    """Return how to ask for the file's rows, its columns with their titles, how to count its rows."""
    # The file's name goes into a query, where '…' is text and *, ? and [ would match other files.
    name = re.sub(r"([\[*?])", r"[\1]", str(path)).replace("'", "''")
    if path.suffix.lower() == ".parquet":
        source = f"read_parquet('{name}', file_row_number=true)"
        described = connection.execute(f"SELECT * FROM {source} LIMIT 0").description  # noqa: S608  # quoted above
        titles = {'"' + title.replace('"', '""') + '"': title for title, *_ in described}
        return source, titles, "file_row_number + 1"
    header, delimiter = _header(path)
    titles = {f"c{number}": title for number, title in enumerate(header)}
    columns = ", ".join(f"{column}: 'VARCHAR'" for column in titles)
    source = (
        f"read_csv('{name}', auto_detect=false, header=true, delim='{delimiter}', quote='\"', escape='\"', "
        f"columns={{{columns}}})"
    )
    return source, titles, "row_number() OVER ()"


def _header(path: Path) -> tuple[list[str], str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        text = file.read(_LONGEST_HEADER)
    delimiter = delimiter_of(text)
    return next(csv.reader([first_line(text)], delimiter=delimiter), []), delimiter


def _rows_as_seen(path: Path, wanted: Collection[int]) -> dict[int, int]:
    """Return the row a spreadsheet shows for rows of a CSV file counted without blank lines."""
    if not wanted or path.suffix.lower() == ".parquet":
        return {}
    seen, last = {}, max(wanted)
    with path.open(encoding="utf-8-sig", newline="") as file:
        filled: Iterator[Sequence[Any]] = (
            (row, cells)
            for row, cells in enumerate(csv.reader(file, delimiter=_header(path)[1]), start=1)
            if cells
        )
        for number, (row, _) in enumerate(filled):
            if number in wanted:
                seen[number] = row
            if number >= last:
                break
    return seen
