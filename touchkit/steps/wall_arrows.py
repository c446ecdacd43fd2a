"""The arrows of the board: those people drew, else those the order of the stages gives."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from touchkit.journey.arrows import split
from touchkit.steps.held import Record

Arrow = dict[str, Any]


def arrows_of(
    links: Sequence[Record], cards: Mapping[str, Record], stages: Sequence[Record]
) -> tuple[dict[str, Arrow], bool]:
    """Return the arrows by id, and whether they are assumed because nobody drew any."""
    if links:
        return {row["id"]: _drawn(row) for row in links}, False
    line = in_turn(cards, stages)
    return {f"{one}>{other}": _assumed(cards, one, other) for one, other in pairwise(line)}, True


def in_turn(cards: Mapping[str, Record], stages: Sequence[Record]) -> list[str]:
    """Return the cards that stand in a stage, in the order of stages and positions.

    This is the order `touchkit.journey.designed` goes by where nobody drew arrows.
    """
    order = {row["id"]: number for number, row in enumerate(stages)}
    points = [
        (order[card["stage"]], card.get("position", math.inf), row)
        for row, card in cards.items()
        if card.get("stage") in order and card["status"] != "retired"
    ]
    return [row for _, _, row in sorted(points, key=lambda point: point[:2])]


def _drawn(row: Record) -> Arrow:
    personas = split(row.get("persona"))
    found = {
        name: row[name] for name in ("id", "source", "target", "status", "share") if name in row
    }
    return found | ({"personas": personas} if personas else {})


def _assumed(cards: Mapping[str, Record], source: str, target: str) -> Arrow:
    planned = "planned" in (cards[source]["status"], cards[target]["status"])
    return {
        "id": f"{source}>{target}", "source": source, "target": target,
        "status": "planned" if planned else "current",
    }  # fmt: skip
