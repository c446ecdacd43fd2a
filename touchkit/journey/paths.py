"""What looks wrong about the ways through a journey."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from touchkit.journey.omissions import Finding
from touchkit.journey.reach import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchkit.journey.reading import Named, Node, Reading

_DOOR_IN, _DOOR_OUT = object(), object()


def unreachable(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints no start leads to."""
    entered = reached(journey.graph, journey.starts)
    for node in _walked(journey):
        if node not in entered:
            name = journey.name(node)
            message = f"No way from the start leads to {name}: draw the arrow people come by."
            yield Finding(node, message, node)


def leads_nowhere(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints from which no end can be reached."""
    leaving = reached(journey.graph.reverse(copy=False), journey.ends)
    for node in _walked(journey):
        if node not in leaving:
            name = journey.name(node)
            message = f"From {name} no way leads on to the end: draw what comes next."
            yield Finding(node, message, node)


def _walked(journey: Reading) -> Iterator[Node]:
    """Yield the touchpoints a way should pass.

    Not those still waiting to be sorted (`no-stage` says so) and, in one persona's journey, not
    those that only others' arrows touch.
    """
    for node, degree in journey.graph.degree():
        if degree or (node in journey.order and not journey.of_one_persona):
            yield node


def backwards(journey: Reading) -> Iterator[Finding]:
    """Find arrows to an earlier stage; a loop may well be meant."""
    order = journey.order
    for source, target in journey.graph.edges:
        if source in order and target in order and order[target] < order[source]:
            back = journey.stages[order[target]].name
            ends = f"from {journey.name(source)} to {journey.name(target)}"
            todo = "keep it if people really go round, else turn it"
            message = f"The arrow {ends} runs back to stage {back}: {todo}."
            yield Finding(f"{source}/{target}", message, source)


def missed_stage(journey: Reading) -> Iterator[Finding]:
    """Find stages a persona meets nowhere though it does not skip them.

    A stage with nothing in it is `empty_stage`'s to report, once rather than for each persona.
    """
    for persona in journey.personas if journey.graph.number_of_edges() else ():
        met = {journey.order.get(node) for node in _met(journey, persona)}
        for number in journey.filled:
            stage = journey.stages[number]
            if number not in met and stage.id not in persona.skips:
                todo = f"draw an arrow there, or note that {persona.name} skips it"
                message = f"{persona.name} never gets to stage {stage.name}: {todo}."
                yield Finding(f"{stage.id}/{persona.id}", message)


def _met(journey: Reading, persona: Named) -> set[Node]:
    own = nx.DiGraph(journey.arrows_of(persona))
    return reached(own, journey.starts_of(persona))


def single_point(journey: Reading) -> Iterator[Finding]:
    """Find touchpoints every way from a start to an end runs through.

    These are the dominators of the way out (Lengauer and Tarjan 1979). A lone start or end is
    one by nature. Where nobody drew arrows the order is a single line, which says nothing.
    """
    if journey.graph.graph.get("arrows") == "assumed":
        return
    lone = {*_only(journey.starts), *_only(journey.ends)}
    passed = _on_every_way(journey)
    for node in journey.graph:
        if node in passed and node not in lone:
            todo = "make sure it cannot fail, or offer another way"
            message = f"Every way through the journey runs through {journey.name(node)}: {todo}."
            yield Finding(node, message, node)


def _only(nodes: frozenset[Node]) -> frozenset[Node]:
    return nodes if len(nodes) == 1 else frozenset()


def _on_every_way(journey: Reading) -> set[Node]:
    ways = nx.DiGraph(journey.graph.edges)
    ways.add_edges_from((_DOOR_IN, node) for node in journey.starts)
    ways.add_edges_from((node, _DOOR_OUT) for node in journey.ends)
    if _DOOR_IN not in ways or _DOOR_OUT not in ways:
        return set()
    above = nx.immediate_dominators(ways, _DOOR_IN)
    passed: set[Node] = set()
    node = above.get(_DOOR_OUT)
    while node is not None and node is not _DOOR_IN:
        passed.add(node)
        node = above[node]
    return passed


def hand_off(journey: Reading) -> Iterator[Finding]:
    """Find arrows from one department to another."""
    for source, target in journey.graph.edges:
        giver, taker = journey.owner(source), journey.owner(target)
        if giver and taker and giver != taker:
            between = f"between {journey.name(source)} and {journey.name(target)}"
            owners = f"{journey.department(source)} hands over to {journey.department(target)}"
            message = f"{owners} {between}: agree who tells people what."
            yield Finding(f"{source}/{target}", message, source)
