"""What the room agreed on: its decisions, and its verdict on each touchpoint."""

from __future__ import annotations

from typing import Any

from touchkit.deliver.formats import day
from touchkit.deliver.scores import Record, names
from touchkit.model import to_rows

_ORDER = ("fix", "delight", "stop", "keep")


def decisions(workshop: Any) -> list[Record]:
    """Return what was decided, the next due first, the undated last; where, if it came from an idea."""
    points = names(workshop.touchpoints)
    about = {
        row["id"]: ", ".join(points.get(part, part) for part in row["touchpoint"].split(";"))
        for row in to_rows(workshop.ideas)
    }
    rows = sorted(to_rows(workshop.decisions), key=lambda row: str(row.get("due", "9999")))
    return [
        {
            "text": row["text"], "owner": row.get("owner", ""), "due": day(row.get("due")),
            "about": about.get(row.get("idea", ""), ""),
        }
        for row in rows
    ]  # fmt: skip


def verdicts(workshop: Any) -> list[Record]:
    """Return the verdict on each touchpoint that has one, and who owns it; what is kept last."""
    departments = names(workshop.departments)
    rows = [row for row in to_rows(workshop.touchpoints) if row.get("status") != "retired"]
    return [
        {
            "name": row["name"],
            "verdict": verdict,
            "department": departments.get(row.get("department", ""), ""),
        }
        for verdict in _ORDER
        for row in rows
        if row.get("verdict") == verdict
    ]
