"""Event logs: looked at where they lie, whatever their size."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from touchkit.errors import Problem
from touchkit.model.frames import required
from touchkit.model.tables import Event
from touchkit.model.text import did_you_mean, listed

EVENT_FILES = ("events.csv", "events.parquet")
_MOST = 20


def event_problems(path: Path, touchpoints: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with an event log, at most a few rows of each kind.

    Parameters
    ----------
    path : Path
        A CSV or Parquet file with the columns customer, touchpoint and time.
    touchpoints : collection of str
        The ids an event may name.
    """
    import duckdb

    with duckdb.connect() as connection:
        try:
            columns = _open(connection, path)
        except duckdb.Error as error:
            found = str(error).splitlines()[0]
            hint = "Export it again as CSV (comma or semicolon) or Parquet."
            yield Problem(file=path.name, found=found, allowed="a readable event log", hint=hint)
            return
        absent = [name for name in required(Event) if name not in columns]
        for name in absent:
            hint = did_you_mean(
                name, columns, f"Add a column {name!r}; there are: {listed(columns)}."
            )
            allowed = f"a column {name!r}"
            yield Problem(
                file=path.name,
                row=1,
                column=name,
                found="no such column",
                allowed=allowed,
                hint=hint,
            )
        if not absent:
            yield from _bad_rows(connection, path.name, columns, touchpoints)


def _open(connection: Any, path: Path) -> dict[str, str]:
    """Make the view `events` with the row a person sees; return its columns' own names."""
    name = str(path).replace("'", "''")
    if path.suffix.lower() == ".parquet":
        source = f"read_parquet('{name}', file_row_number=true)"
        number = "file_row_number + 2"
    else:
        source = f"read_csv('{name}', header=true, all_varchar=true, null_padding=false)"
        number = "row_number() OVER () + 1"
    described = connection.execute(f"SELECT * FROM {source} LIMIT 0").description  # noqa: S608 # quoted above
    columns = {title.strip().lower(): title for title, *_ in described}
    connection.execute(f"CREATE TEMP TABLE log AS SELECT *, {number} AS sheet_row FROM {source}")  # noqa: S608
    return columns


def _bad_rows(
    connection: Any, file: str, columns: dict[str, str], touchpoints: Collection[str]
) -> Iterator[Problem]:
    quoted = {name: '"' + columns[name].replace('"', '""') + '"' for name in required(Event)}
    for name, cell in quoted.items():
        query = f"SELECT sheet_row FROM log WHERE {cell} IS NULL ORDER BY 1 LIMIT {_MOST}"  # noqa: S608
        for (row,) in connection.execute(query).fetchall():
            hint = "Fill this cell in, or take the row out."
            yield Problem(
                file=file, row=row, column=name, found="nothing", allowed="a value", hint=hint
            )
    time = quoted["time"]
    query = (
        f"SELECT sheet_row, {time} FROM log WHERE {time} IS NOT NULL "  # noqa: S608
        f"AND TRY_CAST({time} AS TIMESTAMP) IS NULL ORDER BY 1 LIMIT {_MOST}"
    )
    for row, found in connection.execute(query).fetchall():
        allowed, hint = "a time such as 2026-11-21 09:30:00", "Export times year first."
        yield Problem(
            file=file, row=row, column="time", found=repr(str(found)), allowed=allowed, hint=hint
        )
    cell = quoted["touchpoint"]
    query = f"SELECT {cell}, min(sheet_row) FROM log WHERE {cell} IS NOT NULL GROUP BY 1 ORDER BY 2"  # noqa: S608
    strange = [
        (str(f), row)
        for f, row in connection.execute(query).fetchall()
        if str(f).strip() not in touchpoints
    ]
    for found, row in strange[:_MOST]:
        hint = did_you_mean(found, touchpoints, "Add it to touchpoints, or rename it in the log.")
        allowed = f"an id of touchpoints: {listed(touchpoints)}"
        yield Problem(
            file=file, row=row, column="touchpoint", found=repr(found), allowed=allowed, hint=hint
        )
