"""How far a customer gets along the arrows of a journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchkit.journey.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from touchkit.journey.reading import Node


def met(graph: nx.DiGraph) -> set[str]:
    """Name the touchpoints a customer of this journey can meet.

    A graph `designed` draws for one persona also holds the touchpoints that only others' arrows
    touch, standing alone; they are not met. Nothing is changed.

    Parameters
    ----------
    graph : networkx.DiGraph
        A journey as `check` takes it, of all or of one persona.

    Returns
    -------
    set of str
        Ids of the touchpoints the arrows lead to from where the journey starts, its starts
        included: for one persona, those starts an arrow touches. Where there is no arrow at all,
        every touchpoint that stands in a stage.

    Examples
    --------
    >>> import pandas as pd
    >>> from touchkit.journey import designed
    >>> touchpoints = pd.DataFrame({"id": ["ad", "shop", "web"], "stage": ["know", "buy", "buy"]})
    >>> links = pd.DataFrame(
    ...     {"source": ["ad", "ad"], "target": ["shop", "web"], "persona": ["ben", "mia"]}
    ... )
    >>> ben = designed(touchpoints, links, persona="ben")
    >>> sorted(ben), sorted(met(ben))
    (['ad', 'shop', 'web'], ['ad', 'shop'])
    """
    journey = Reading(graph)
    if not graph.number_of_edges():
        return {str(node) for node in journey.order}
    starts = (n for n in journey.starts if graph.degree(n) or not journey.of_one_persona)
    return {str(node) for node in reached(graph, starts)}


def reached(graph: nx.DiGraph, starts: Iterable[Node]) -> set[Node]:
    """Return the starts that are in a graph, and all that its arrows lead to from there."""
    found = [node for node in starts if node in graph]
    reached = set(found)
    while found:
        fresh = [node for node in graph.successors(found.pop()) if node not in reached]
        reached.update(fresh)
        found.extend(fresh)
    return reached
