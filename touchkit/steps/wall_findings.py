"""What looks wrong, as the board marks it on its cards: in words, and how it is mended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from touchkit.steps.held import Record
from touchkit.steps.mending import way_out

_ABOUT = {"empty-stage": "stage", "missed-stage": "stage", "empty-department": "department"}
_ARROWS = frozenset({"backwards", "hand-off"})


def findings_of(rows: Iterable[Record], tables: Mapping[str, Iterable[Record]]) -> dict[str, Any]:
    """Return the findings by id, with what can be done about each.

    Parameters
    ----------
    rows : iterable of mapping
        As `touchkit.journey.check` returns them: rule, severity, touchpoint, message, id.
    tables : mapping of str to iterable of mapping
        stages, departments and personas.

    Returns
    -------
    dict
        Where a card must be chosen, `pick` says so instead of listing every one for every finding.
    """
    stages, departments, people = (
        {row["id"]: row["name"] for row in tables[name]}
        for name in ("stages", "departments", "personas")
    )
    offered = {
        "stages": [[name, row] for row, name in stages.items()],
        "departments": [[name, row] for row, name in departments.items()],
    }
    return {row["id"]: _finding(row, stages, people, offered) for row in rows}


def _finding(
    row: Record,
    stages: Mapping[str, str],
    people: Mapping[str, str],
    offered: Mapping[str, list[list[str]]],
) -> dict[str, Any]:
    rule, subject = row["rule"], row["id"].partition(":")[2]
    found = {name: row[name] for name in ("id", "rule", "severity", "message")}
    if row.get("touchpoint"):
        found["touchpoint"] = row["touchpoint"]
    if rule in _ABOUT:
        found[_ABOUT[rule]] = subject.partition("/")[0]
    if rule in _ARROWS:
        found["arrow"] = subject
    label, table = way_out(rule, subject, stages, people)
    if label:
        choices = {"choices": offered[table]} if table in offered else {}
        pick = {"pick": table} if table and table not in offered else {}
        found["fix"] = {"label": label, **choices, **pick}
    return found
