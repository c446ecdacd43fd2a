"""The designed journey as a graph: touchpoints, and what leads to what."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from touchkit.errors import InputError
from touchkit.journey.arrows import drawn, in_order, split
from touchkit.model.frames import to_rows
from touchkit.model.text import clean, did_you_mean, listed

if TYPE_CHECKING:
    import pandas as pd

Record = Mapping[str, Any]


def designed(
    touchpoints: pd.DataFrame,
    links: pd.DataFrame | None,
    *,
    stages: pd.DataFrame | None = None,
    departments: pd.DataFrame | None = None,
    personas: pd.DataFrame | None = None,
    persona: str | None = None,
) -> nx.DiGraph:
    """Draw the journey as the team designed it.

    Retired touchpoints stay out, and so do links to a touchpoint that is not there. The frames
    are left as they are. Plain networkx writes the graph and reads it back, as GraphML and as
    node-link JSON, with equal nodes, edges and attributes.

    Parameters
    ----------
    touchpoints, links : pandas.DataFrame
        As in `touchkit.model`; only `id`, and `source` with `target`, must be there. Without
        any link the arrows follow the order of the stages and the positions within them.
    stages, departments, personas : pandas.DataFrame, optional
        As in `touchkit.model`, in the client's order. Without `stages`, stages come in the order
        in which touchpoints name them.
    persona : str, optional
        Draw only this persona's journey: links for that persona or for all. Touchpoints in stages
        the persona skips are left out, unless a link naming the persona touches them.

    Returns
    -------
    networkx.DiGraph
        Nodes are touchpoint ids. Their attributes are the columns that are filled, as str, float,
        int or bool (dates as ISO text), and `stage_order` (0 for the first stage) where the stage
        is known. Edges have `status` (current or planned), `personas` (ids joined by ``;``;
        missing: all) and `share`, where the links agree on it. The graph's own attributes are
        text: `stages`, `departments` and `personas` as JSON lists of objects with id and name (a
        persona's with skips), `arrows` (drawn, or assumed from the order) and, where asked for,
        `persona`.

    Raises
    ------
    InputError
        If nobody knows the persona.

    Examples
    --------
    >>> import pandas as pd
    >>> touchpoints = pd.DataFrame({"id": ["ad", "shop", "bill"], "stage": ["know", "buy", "buy"]})
    >>> links = pd.DataFrame({"source": ["ad", "shop", "bill"], "target": ["shop", "bill", "shop"]})
    >>> list(designed(touchpoints, links).edges)  # a loop is no mistake
    [('ad', 'shop'), ('shop', 'bill'), ('bill', 'shop')]
    """
    points, arrows = _records(touchpoints), _records(links)
    people = _people(_records(personas), arrows, named=personas is not None)
    if persona is not None:
        people = [_known(persona, people)]
    places = _places(_records(stages), points, named=stages is not None)
    order = {place["id"]: number for number, place in enumerate(places)}
    met = [point for point in points if point.get("status") != "retired"]
    if persona is not None:
        arrows = [row for row in arrows if persona in split(row.get("persona"), otherwise=persona)]
        met = _not_skipped(met, arrows, people[0])
    graph = nx.DiGraph()
    graph.add_nodes_from((point["id"], _attributes(point, order)) for point in met)
    # Whether links were drawn at all is asked of the whole table: a persona whom no link names
    # has no arrows, rather than everybody's touchpoints in a row.
    assumed = links is None or links.empty
    graph.add_edges_from(in_order(graph) if assumed else drawn(graph, arrows, people))
    graph.graph.update(
        stages=_json(places),
        departments=_json(_named(_records(departments))),
        personas=_json(people),
        arrows="assumed" if assumed else "drawn",
        **({} if persona is None else {"persona": persona}),
    )
    return graph


def _records(frame: pd.DataFrame | None) -> list[Record]:
    return [] if frame is None else [*to_rows(frame)]


def _named(rows: Iterable[Record]) -> list[dict[str, Any]]:
    return [{"id": row["id"], "name": row.get("name", row["id"])} for row in rows]


def _places(rows: list[Record], points: list[Record], *, named: bool) -> list[dict[str, Any]]:
    if named:
        return _named(rows)
    return [{"id": name, "name": name} for name in _in_turn(point.get("stage") for point in points)]


def _people(rows: list[Record], arrows: list[Record], *, named: bool) -> list[dict[str, Any]]:
    if not named:
        ids = _in_turn(one for row in arrows for one in split(row.get("persona")))
        rows = [{"id": one} for one in ids]
    skips = [split(row.get("skips")) for row in rows]
    return [
        one | ({"skips": skipped} if skipped else {})
        for one, skipped in zip(_named(rows), skips, strict=True)
    ]


def _in_turn(words: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def _known(persona: str, people: list[dict[str, Any]]) -> dict[str, Any]:
    ids = [one["id"] for one in people]
    if persona not in ids:
        hint = did_you_mean(persona, ids, "Choose one of them, or leave it out for all.")
        raise InputError(f"There is no persona {persona!r}; known are: {listed(ids)}. {hint}")
    return people[ids.index(persona)]


def _not_skipped(points: list[Record], arrows: list[Record], one: Record) -> list[Record]:
    naming = [row for row in arrows if one["id"] in split(row.get("persona"))]
    touched = {row.get(end) for row in naming for end in ("source", "target")}
    skips = one.get("skips", [])
    return [point for point in points if point.get("stage") not in skips or point["id"] in touched]


def _attributes(point: Record, order: Mapping[str, int]) -> dict[str, Any]:
    # `id` is the node itself: node-link JSON keeps it under that name already.
    kept = [name for name in point if name not in ("id", "stage_order")]
    values = {name: _plain(point[name]) for name in kept}
    if point.get("stage") in order:
        values["stage_order"] = order[point["stage"]]
    return {name: value for name, value in values.items() if value != ""}


def _plain(value: Any) -> str | float | int | bool:
    if isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    # XML knows no control characters and turns \r into \n; the model's texts have neither.
    return clean(str(value))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
