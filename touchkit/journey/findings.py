"""What looks wrong in a journey, as a list to go through with the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from touchkit.journey.omissions import Finding, empty_department, empty_stage, no_owner, no_stage
from touchkit.journey.paths import (
    backwards,
    hand_off,
    leads_nowhere,
    missed_stage,
    single_point,
    unreachable,
)
from touchkit.journey.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import networkx as nx

# What must be mended comes first, then what may be right but deserves a look, then plain facts.
_RULES: tuple[tuple[str, str, Callable[[Reading], Iterator[Finding]]], ...] = (
    ("no-stage", "mend", no_stage),
    ("no-owner", "mend", no_owner),
    ("unreachable", "mend", unreachable),
    ("leads-nowhere", "mend", leads_nowhere),
    ("missed-stage", "mend", missed_stage),
    ("empty-stage", "look", empty_stage),
    ("empty-department", "look", empty_department),
    ("backwards", "look", backwards),
    ("single-point", "look", single_point),
    ("hand-off", "note", hand_off),
)
_COLUMNS = ["rule", "severity", "touchpoint", "message", "id"]


def check(graph: nx.DiGraph) -> pd.DataFrame:
    """List what looks wrong in a journey.

    A journey starts at the touchpoints of the first stage that has any, and for a persona at
    those of the first such stage the persona does not skip; it ends likewise. Where no stage is
    known, it starts where nothing leads to and ends where nothing follows. Nothing is changed.

    Parameters
    ----------
    graph : networkx.DiGraph
        A journey from `designed`, or any graph whose nodes may have the attributes name, stage,
        stage_order and department, and whose edges may have personas.

    Returns
    -------
    pandas.DataFrame
        One row a finding, the most urgent first; text columns

        - rule: no-stage, no-owner, unreachable, leads-nowhere, missed-stage, empty-stage,
          empty-department, backwards, single-point, hand-off
        - severity: mend (the map is incomplete), look (it may be meant), note (a fact)
        - touchpoint: its id; of an arrow, where it starts; missing where a stage, a department
          or a persona is meant
        - message: what is the matter and what to do
        - id: a key that stays the same, ``rule:subject``, the subject being the id of the
          touchpoint, stage or department, ``stage/persona`` of missed-stage, and
          ``source/target`` of an arrow (backwards, hand-off)

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph()
    >>> graph.add_node("ad", name="Advertisement", stage="know", department="sales")
    >>> graph.add_node("bill", name="Invoice", stage="buy")
    >>> graph.add_edge("ad", "bill")
    >>> check(graph)["message"].item()
    'Nobody owns Invoice: name a department that looks after it.'
    """
    journey = Reading(graph)
    rows = [
        (rule, severity, None if node is None else str(node), message, f"{rule}:{subject}")
        for rule, severity, find in _RULES
        for subject, message, node in find(journey)
    ]
    return pd.DataFrame(rows, columns=pd.Index(_COLUMNS, dtype="str")).astype("str")
