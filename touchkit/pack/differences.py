"""What one set of rows holds that another one lacks: said before the other one takes its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

Tables = Mapping[str, Iterable[Mapping[str, Any]]]
"""Plain rows by table."""

_Cells = frozenset[tuple[str, Any]]


def only_in(here: Tables, there: Tables) -> dict[str, int]:
    """Count by table the rows that are here and not there; of scores, the answers they stand for.

    A row that is there under the same id, changed, is not counted; nor is one whose cells are there
    under another id, since ids of scores and notes are made anew where a file leaves them out.

    Parameters
    ----------
    here, there : mapping of str to iterable of mapping
        Plain rows by table.

    Returns
    -------
    dict of str to int
        Only tables with such rows.

    Examples
    --------
    >>> only_in(
    ...     {"notes": [{"id": "1", "text": "Slow"}, {"id": "2", "text": "Dear"}]}, {"notes": []}
    ... )
    {'notes': 2}
    >>> only_in({"notes": [{"id": "1", "text": "Slow"}]}, {"notes": [{"id": "9", "text": "Slow"}]})
    {}
    """
    lacking = {name: _lacking(list(rows), list(there.get(name, ()))) for name, rows in here.items()}
    counts = {
        # A counted row stands for as many answers as hands were up.
        name: sum(times * (dict(cells).get("n") or 1) for cells, times in rows.items())
        if name == "scores"
        else rows.total()
        for name, rows in lacking.items()
    }
    return {name: count for name, count in counts.items() if count}


def _lacking(here: list[Mapping[str, Any]], there: list[Mapping[str, Any]]) -> Counter[_Cells]:
    known, kept = {row["id"] for row in there}, {row["id"] for row in here}
    spare = Counter(_cells(row) for row in there if row["id"] not in kept)
    lost = Counter(_cells(row) for row in here if row["id"] not in known)
    return lost - spare


def _cells(row: Mapping[str, Any]) -> _Cells:
    return frozenset((name, value) for name, value in row.items() if name != "id")
