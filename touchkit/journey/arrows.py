"""The arrows of a journey: from the links people drew, or from the order of the stages."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx

Arrow = tuple[str, str, dict[str, Any]]


def split(ids: str | None, otherwise: str = "") -> list[str]:
    """Return the ids of a cell, or of the other text where the cell is blank.

    Examples
    --------
    >>> split("anna; ben"), split(None), split(None, otherwise="anna")
    (['anna', 'ben'], [], ['anna'])
    """
    return [part.strip() for part in (ids or otherwise).split(";") if part.strip()]


def in_order(graph: nx.DiGraph) -> Iterator[Arrow]:
    """Yield arrows along stages and positions; an unsorted touchpoint has none."""
    points = [(node, data) for node, data in graph.nodes(data=True) if "stage_order" in data]
    points.sort(key=lambda point: (point[1]["stage_order"], point[1].get("position", math.inf)))
    for (source, before), (target, after) in pairwise(points):
        planned = "planned" in (before.get("status"), after.get("status"))
        yield source, target, {"status": "planned" if planned else "current"}


def drawn(
    graph: nx.DiGraph, links: Iterable[Mapping[str, Any]], people: Iterable[Mapping[str, Any]]
) -> Iterator[Arrow]:
    """Yield one arrow for each pair of touchpoints that links join."""
    rank = {one["id"]: number for number, one in enumerate(people)}
    rows: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in links:
        ends = row.get("source"), row.get("target")
        if all(end in graph for end in ends):
            rows.setdefault(ends, []).append(row)  # type: ignore[arg-type]  # both are nodes
    for (source, target), same in rows.items():
        yield source, target, _together(same, rank)


def _together(rows: list[Mapping[str, Any]], rank: Mapping[str, int]) -> dict[str, Any]:
    states = {row.get("status", "current") for row in rows}
    found: dict[str, Any] = {"status": "current" if "current" in states else "planned"}
    named = [split(row.get("persona")) for row in rows]
    if all(named):  # one link for all makes it everybody's arrow
        ids = dict.fromkeys(one for some in named for one in some)
        found["personas"] = ";".join(sorted(ids, key=lambda one: rank.get(one, len(rank))))
    shares = {row["share"] for row in rows if "share" in row}
    if len(shares) == 1:
        found["share"] = shares.pop()
    return found
