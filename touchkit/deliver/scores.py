"""The scored touchpoints of a report: which they are, their numbers in words, whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.figures.describe import number, percent, signed
from touchkit.measure.saying import plural
from touchkit.model import Client, to_rows
from touchkit.model.text import LONGEST_SHOWN, shortened

Record = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Scored:
    """What the report says numbers about.

    Attributes
    ----------
    rows : list of dict
        A row a touchpoint in focus, the widest gap first, the unscored last: id, name, stage,
        department, status and the columns of `gaps` that are known.
    shortlist : bool
        Whether the focus is the shortlist; else every scored touchpoint.
    frame : pandas.DataFrame
        The gaps of the touchpoints in focus.
    """

    rows: list[Record]
    shortlist: bool
    frame: pd.DataFrame

    def known(self, measure: str) -> list[Record]:
        """Return the rows that have a value of a measure."""
        return [row for row in self.rows if measure in row]

    @property
    def leading(self) -> list[Record]:
        """Rows of one group only, customers' where there are any: what may be compared."""
        known = self.known("gap") or self.known("received")
        groups = [row.get("received_from") for row in known]
        first = next((group for group in ("customer", "team", "outsider") if group in groups), None)
        return [row for row in known if row.get("received_from") == first]


def in_focus(workshop: Any, gaps: pd.DataFrame) -> Scored:
    """Return the shortlist with its numbers, or every scored touchpoint where nothing is on it.

    Parameters
    ----------
    workshop : Workshop
        For the tables stages, departments and touchpoints.
    gaps : pandas.DataFrame
        As `Workshop.gaps` gives it.
    """
    stages = names(workshop.stages)
    departments = names(workshop.departments)
    by_id = {row["touchpoint"]: row for row in to_rows(gaps)}
    points = [row for row in to_rows(workshop.touchpoints) if row.get("status") != "retired"]
    chosen = [row for row in points if row.get("shortlist")]
    shortlist = bool(chosen)
    if not shortlist:
        chosen = [row for row in points if row["id"] in by_id]
    rows = [
        {
            "id": row["id"],
            "name": shortened(row["name"], LONGEST_SHOWN),
            "stage": stages.get(row.get("stage", ""), ""),
            "department": departments.get(row.get("department", ""), ""),
            "status": row.get("status", "exists"),
        }
        | {key: value for key, value in by_id.get(row["id"], {}).items() if key != "touchpoint"}
        for row in chosen
    ]
    rows.sort(key=lambda row: (row.get("gap", 1e6), row.get("received", 1e6)))
    frame = gaps[gaps["touchpoint"].isin([row["id"] for row in rows])]
    return Scored(rows=rows, shortlist=shortlist, frame=frame.reset_index(drop=True))


def names(frame: pd.DataFrame) -> dict[str, str]:
    """Return the names of a table's rows by id, as long as a page has room for."""
    short = (shortened(name, LONGEST_SHOWN) for name in frame["name"])
    return dict(zip(frame["id"], short, strict=True))


def table(scored: Scored, client: Client) -> list[Record]:
    """Return the lines of the table of numbers, every cell as text."""
    return [_line(row, client) for row in scored.rows]


def _line(row: Record, client: Client) -> Record:
    where = " · ".join(part for part in (row["stage"], row["department"]) if part)
    return {
        "name": row["name"],
        "where": f"{where}, planned" if row["status"] == "planned" else where,
        "received": _received(row),
        "interval": _interval(row),
        "desired": _two(row, "desired"),
        "minimum": _two(row, "minimum"),
        "gap": signed(row["gap"], 2) if "gap" in row else "–",
        "tone": "" if "gap" not in row else "short" if row["gap"] < 0 else "beyond",
        "below": percent(row["below"]) if "below" in row else "–",
        "n": _count(row, client),
        "whose": _whose(row, client),
    }


def _received(row: Record) -> str:
    if "received" in row:
        return number(row["received"], 2)
    return "too few" if row.get("n_received", 0) > 0 else "–"


def _interval(row: Record) -> str:
    if "received_low" not in row or "received_high" not in row:
        return ""
    return f"{number(row['received_low'], 2)} to {number(row['received_high'], 2)}"


def _two(row: Record, measure: str) -> str:
    return number(row[measure], 2) if measure in row else "–"


def _count(row: Record, client: Client) -> str:
    least = client.smallest_group_customers
    hidden = "received" not in row and row.get("n_received", 0) > 0
    received = int(row.get("n_received", 0))
    said = f"under {least}" if hidden and received < least else f"{received:,}"
    desired = int(row.get("n_desired", 0))
    return f"{said} / {desired:,}" if desired else said


def _whose(row: Record, client: Client) -> str:
    customers = plural(client.customer_word)
    said = []
    if "received" in row:
        group = str(row.get("received_from", ""))
        said.append({"customer": customers, "team": "team’s guess"}.get(group, group))
    if "desired" in row:
        group = str(row.get("desired_from", ""))
        said.append({"customer": "wish", "team": "team’s target"}.get(group, group))
    return " / ".join(said) or "nobody yet"
