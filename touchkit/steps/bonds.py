"""Bonds between ideas, needs and exclusions, and what a merger would make of them that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from touchkit.errors import InputError
from touchkit.model.saying import listing
from touchkit.model.text import shortened

Record = Mapping[str, Any]
_SAID = {"needs": ("needs", "need"), "excludes": ("rules out", "rule out")}


def ids(row: Record, column: str) -> list[str]:
    """Return the ids that stand in a cell, in their order."""
    return [part for part in str(row.get(column) or "").split(";") if part]


def united(
    rows: Iterable[Record], column: str, replaced: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return the ids of several rows' cells, each once; those that are replaced under their new name."""
    found = [replaced.get(one, one) for row in rows for one in ids(row, column)]
    return list(dict.fromkeys(found))


def refuse_bonds(rows: Mapping[str, Record], group: Sequence[str]) -> None:
    """Refuse to make one of ideas of which one needs or excludes another.

    Raises
    ------
    InputError
        That says which, and what would come of it.
    """
    for idea in group:
        for column, (verb, infinitive) in _SAID.items():
            other = next((one for one in ids(rows[idea], column) if one in group), None)
            if other is not None:
                raise InputError(
                    f"{_named(rows, idea)} {verb} {_named(rows, other)}: made one, it would {infinitive} "
                    f"itself. Keep them apart. Nothing was merged."
                )


def refuse_contradictions(
    rows: Mapping[str, Record], bonds: Mapping[str, Mapping[str, Sequence[str]]], keep: str
) -> None:
    """Refuse what would need itself by way of others, or rule out what it needs.

    Parameters
    ----------
    rows : mapping of str to mapping
        All ideas as they are, by id.
    bonds : mapping
        By idea, the needs and excludes of those that stay, as they would be.
    keep : str
        The idea that is kept.

    Raises
    ------
    InputError
        That says which, and why.
    """
    needs = {idea: bond["needs"] for idea, bond in bonds.items()}
    excludes = {idea: bond["excludes"] for idea, bond in bonds.items()}
    way = _way(needs, keep)
    if way:
        through = listing([_named(rows, one) for one in way])
        raise InputError(
            f"{_named(rows, keep)} would need itself by way of {through}. Keep them apart, or take one of these "
            f"needs out first. Nothing was merged."
        )
    needed = {idea: ids(row, "needs") for idea, row in rows.items()}
    excluded = {idea: ids(row, "excludes") for idea, row in rows.items()}
    for idea in bonds:
        clash = _clash(needs, excludes, idea)
        if clash and not _clash(needed, excluded, idea):
            one, other = clash
            raise InputError(
                f"{_named(rows, idea)} could never be done: it would go with both {_named(rows, one)} and "
                f"{_named(rows, other)}, and one rules out the other. Keep them apart. Nothing was merged."
            )


def _clash(
    needs: Mapping[str, Sequence[str]], excludes: Mapping[str, Sequence[str]], start: str
) -> tuple[str, str] | None:
    """Return two ideas that go along with one and exclude each other; None where there are none."""
    along = list(_along(needs, start))
    there = set(along)
    pairs = ((one, other) for one in along for other in excludes.get(one, ()) if other in there)
    return next(pairs, None)


def _along(needs: Mapping[str, Sequence[str]], start: str) -> Iterator[str]:
    """Yield an idea and all it cannot do without."""
    waiting, seen = [start], {start}
    while waiting:
        idea = waiting.pop(0)
        yield idea
        fresh = [one for one in needs.get(idea, ()) if one not in seen]
        seen.update(fresh)
        waiting += fresh


def _way(needs: Mapping[str, Sequence[str]], idea: str) -> list[str]:
    """Return the ideas by way of which one needs itself; none where it does not."""
    ways, seen = [[idea]], {idea}
    while ways:
        way = ways.pop(0)
        for one in needs.get(way[-1], ()):
            if one == idea:
                return way[1:]
            if one not in seen:
                seen.add(one)
                ways.append([*way, one])
    return []


def _named(rows: Mapping[str, Record], idea: str) -> str:
    return f"“{shortened(str(rows[idea]['title']), 60)}”"
