"""The order of cards in a stage: what goes between two others gets a number between theirs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_NARROW = 1e-6
"""Where two numbers are as close as this, the stage is numbered anew."""

Line = Sequence[Mapping[str, Any]]


def in_order(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return rows by position, those without one last; equal ones as their table has them."""
    return sorted(rows, key=lambda row: (row.get("position", math.inf), row["seq"]))


def numbered(line: Line, moved: Line, at: int) -> dict[str, float | None]:
    """Return the positions to write so that some rows stand at a place among others.

    Parameters
    ----------
    line : sequence of mapping
        The others of the stage, in order: id, position where it has one, seq.
    moved : sequence of mapping
        What goes there, in this order.
    at : int
        How many of the others stay in front of it.

    Returns
    -------
    dict
        By id, for as few rows as that takes; None: no position.

    Examples
    --------
    >>> line = [{"id": "a", "position": 1.0, "seq": 0}, {"id": "b", "position": 2.0, "seq": 1}]
    >>> numbered(line, [{"id": "c", "seq": 2}], 1), numbered(line, [{"id": "c", "seq": 2}], 2)
    ({'c': 1.5}, {'c': 3.0})
    """
    first, rest = line[:at], line[at:]
    if _falls_in_place(first, moved, rest):
        return {row["id"]: None for row in moved if "position" in row}
    found: dict[str, float | None] = {}
    low = max((row["position"] for row in first if "position" in row), default=None)
    for row in first:
        if "position" not in row:
            low = 1.0 if low is None else math.floor(low) + 1.0
            found[row["id"]] = low
    high = rest[0].get("position") if rest else None
    if low is None:
        start = 1.0 if high is None else high - len(moved)
        return {row["id"]: start + n for n, row in enumerate(moved)}
    if high is None:
        return found | {row["id"]: math.floor(low) + 1.0 + n for n, row in enumerate(moved)}
    step = (high - low) / (len(moved) + 1)
    if step < _NARROW:
        return _anew([*first, *moved, *rest])
    return found | {row["id"]: low + step * n for n, row in enumerate(moved, start=1)}


def _falls_in_place(first: Line, moved: Line, rest: Line) -> bool:
    """Say whether rows without a position stand at the end in the right order by themselves."""
    loose = [row["seq"] for row in first if "position" not in row]
    seqs = loose[-1:] + [row["seq"] for row in moved]
    return not rest and bool(loose) and seqs == sorted(seqs)


def _anew(line: Line) -> dict[str, float | None]:
    numbers = ((row, float(number)) for number, row in enumerate(line, start=1))
    return {row["id"]: number for row, number in numbers if row.get("position") != number}
