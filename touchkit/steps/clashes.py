"""Clashes: scores of a file that would count the room twice beside those that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from touchkit.model import to_rows
from touchkit.model.rules import Fault, shown

Record = Mapping[str, Any]
Known = dict[str, int]
"""For each way, or persona, of a vote that is there: the row it is in."""

_WAYS = {"hands": "counted hands", "names": "people by name"}
_STORED = 0  # no file has such a row


def clashes(
    rows: Iterable[tuple[int, Record]], scores: pd.DataFrame
) -> Iterator[tuple[int, Fault]]:
    """Yield which of the team's rows ask the same people a second time.

    A round of a vote is taken by hands or by name, and a touchpoint is scored in one wave for
    everybody or for single personas: a measure that adds the two up counts people twice. What the
    workshop holds goes first, then the file's rows in order; the frame is left as it is.

    Parameters
    ----------
    rows : iterable of (int, mapping)
        Number of each row in its file, and the row; a blank one is passed over.
    scores : pandas.DataFrame
        The scores that are stored.

    Yields
    ------
    tuple of (int, Fault)
        The row's number, and what is wrong with it.
    """
    ways: dict[tuple[Any, ...], Known] = {}
    personas: dict[tuple[Any, ...], Known] = {}
    stored = to_rows(scores[scores["group"] == "team"])
    for number, record in [*((_STORED, row) for row in stored), *rows]:
        if record.get("group") != "team":
            continue
        asked = (record.get("touchpoint"), record.get("measure"), record.get("wave", 1))
        persona, way = str(record.get("persona") or ""), _way(record)
        taken = ways.setdefault((*asked, persona, record.get("round", 1)), {})
        scored = personas.setdefault(asked, {})
        fault = _other_scope(persona, scored) or _other_way(record, way, taken)
        if fault and number != _STORED:
            yield number, fault
            continue
        taken.setdefault(way, number)
        scored.setdefault(persona, number)


def _where(number: int) -> str:
    return "in the workshop" if number == _STORED else f"in row {number}"


def _way(record: Record) -> str:
    return "hands" if record.get("respondent") is None else "names"


def _other_way(record: Record, way: str, taken: Known) -> Fault | None:
    """Say that the round was taken the other way; None where it was not, or both ways already."""
    if not taken or way in taken:
        return None
    other, where = next(iter(taken.items()))
    number = record.get("round", 1)
    found = "blank" if way == "hands" else shown(record["respondent"])
    return Fault(
        column="respondent",
        found=f"{found} ({_WAYS[way]})",
        allowed=f"{_WAYS[other]}, as round {number} has them {_where(where)}",
        hint="Both in one round count people twice: give these answers another round.",
    )


def _other_scope(persona: str, scored: Known) -> Fault | None:
    """Say that the touchpoint was scored for everybody, or for single personas, already."""
    if not scored or persona in scored or (persona and "" not in scored):
        return None
    other, where = next(iter(scored.items())) if not persona else ("", scored[""])
    whose = f"the persona {shown(other)}" if other else "blank (everybody)"
    return Fault(
        column="persona",
        found=shown(persona) if persona else "blank (everybody)",
        allowed=f"{whose}, as {_where(where)}",
        hint="Both count the room twice, in another round too: name whom it was scored for there, "
        "or give these answers another wave.",
    )
