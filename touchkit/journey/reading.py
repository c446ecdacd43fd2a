"""What a graph says about itself: its stages, departments and personas, its starts and ends."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx

from touchkit.journey.arrows import split
from touchkit.model.text import LONGEST_SHOWN, shortened

Node = Hashable


@dataclass(frozen=True)
class Named:
    """A stage, a department or a persona."""

    id: str
    name: str
    skips: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reading:
    """A journey read once, for all the rules.

    A graph `designed` made says what stages, departments and personas there are. Of any other
    graph, stages and departments are those its touchpoints name, in order of `stage_order` or
    else of appearance.
    """

    graph: nx.DiGraph

    @cached_property
    def stages(self) -> tuple[Named, ...]:
        """The stages in order."""
        listed = _listed(self.graph, "stages")
        if listed:
            return listed
        order: dict[str, float] = {}
        for _, data in self.graph.nodes(data=True):
            stage = _stage(data)
            if stage is not None:
                order.setdefault(stage, data.get("stage_order", len(order)))
        return tuple(Named(stage, stage) for stage in sorted(order, key=order.__getitem__))

    @cached_property
    def departments(self) -> tuple[Named, ...]:
        """The departments."""
        owners = (data.get("department") for _, data in self.graph.nodes(data=True))
        named = dict.fromkeys(str(owner) for owner in owners if owner)
        return _listed(self.graph, "departments") or tuple(Named(one, one) for one in named)

    @cached_property
    def personas(self) -> tuple[Named, ...]:
        """The personas."""
        return _listed(self.graph, "personas")

    @property
    def of_one_persona(self) -> bool:
        """Whether this is one persona's journey rather than everybody's."""
        return bool(self.graph.graph.get("persona"))

    @cached_property
    def order(self) -> dict[Node, int]:
        """The number of each touchpoint's stage, where the stage is known."""
        number = {stage.id: place for place, stage in enumerate(self.stages)}
        found = {node: _stage(data) for node, data in self.graph.nodes(data=True)}
        return {node: number[stage] for node, stage in found.items() if stage in number}

    @cached_property
    def filled(self) -> list[int]:
        """The numbers of the stages that have touchpoints."""
        return sorted(set(self.order.values()))

    @cached_property
    def starts(self) -> frozenset[Node]:
        """Where somebody's journey can begin."""
        if not self.filled:
            return frozenset(node for node, count in self.graph.in_degree() if not count)
        first = {self.filled[0], *(self._edge(one, 0) for one in self.personas)}
        return self._in(first)

    @cached_property
    def ends(self) -> frozenset[Node]:
        """Where somebody's journey can end."""
        if not self.filled:
            return frozenset(node for node, count in self.graph.out_degree() if not count)
        last = {self.filled[-1], *(self._edge(one, -1) for one in self.personas)}
        return (self._furthest() if self.of_one_persona else None) or self._in(last)

    def _furthest(self) -> frozenset[Node]:
        """Return where one persona's journey gets to, when it never gets to its last stage.

        That it misses the last stage is one finding; without this each touchpoint on its way
        would be another.
        """
        reached = set(self.starts).union(*(nx.descendants(self.graph, n) for n in self.starts))
        walked = {self.order[node] for node in reached if node in self.order}
        return self._in({max(walked)}) if walked else frozenset()

    def starts_of(self, persona: Named) -> frozenset[Node]:
        """Return where this persona's journey can begin."""
        return self._in({self._edge(persona, 0)}) if self.filled else self.starts

    def _edge(self, persona: Named, which: int) -> int:
        own = [number for number in self.filled if self.stages[number].id not in persona.skips]
        return (own or self.filled)[which]

    def _in(self, numbers: Iterable[int]) -> frozenset[Node]:
        wanted = set(numbers)
        return frozenset(node for node, number in self.order.items() if number in wanted)

    def name(self, node: Node) -> str:
        """Return what the room calls a touchpoint."""
        return shortened(str(self.graph.nodes[node].get("name", node)), LONGEST_SHOWN)

    def owner(self, node: Node) -> str | None:
        """Return the id of the department a touchpoint belongs to."""
        return self.graph.nodes[node].get("department") or None

    def department(self, node: Node) -> str:
        """Return the name of the department a touchpoint belongs to."""
        names = {one.id: one.name for one in self.departments}
        owner = str(self.owner(node))
        return names.get(owner, owner)

    def arrows_of(self, persona: Named) -> Iterator[tuple[Node, Node]]:
        """Yield the arrows that are for this persona or for all."""
        for source, target, personas in self.graph.edges(data="personas"):
            if not personas or persona.id in split(personas):
                yield source, target


def _listed(graph: nx.DiGraph, key: str) -> tuple[Named, ...]:
    value = graph.graph.get(key) or "[]"
    rows: Sequence[Any] = json.loads(value) if isinstance(value, str) else value
    return tuple(
        Named(
            str(row["id"]),
            shortened(str(row.get("name", row["id"])), LONGEST_SHOWN),
            frozenset(row.get("skips", ())),
        )
        for row in rows
    )


def _stage(data: dict[str, Any]) -> str | None:
    stage = data.get("stage", data.get("stage_order"))
    return None if stage in (None, "") else str(stage)
