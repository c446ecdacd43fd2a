"""The action register as a report tells it: what is overdue first, what does not fit in front further on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from touchkit.deliver.formats import day
from touchkit.deliver.scores import Record
from touchkit.model import TABLES
from touchkit.steps.kept_acts import KeptActs, kept_acts
from touchkit.steps.registering import Action, actions, register_of, standing, tried

_IN_FRONT = 10
_STATUS = {"decision": "decided", "act": "every time"}
_SIGNS = {"late": "⚠ ", "done": "✓ ", "lacking": "○ ", "": ""}


def register(workshop: Any, changes: pd.DataFrame, on: dt.date) -> Record:
    """Return who does what by when; nothing where there is nothing to do.

    Parameters
    ----------
    workshop : Workshop
        For its tables and its client; no customer is named, though ticks stand for customers.
    changes : pandas.DataFrame
        What customers say since, as `touchkit.measure.change` gives it.
    on : datetime.date
        The day of the report.
    """
    found = who_does_what(workshop, changes, on)[0]
    rows = [row_of(one) for one in found]
    # One more than fits is better shown than announced.
    front = rows if len(rows) <= _IN_FRONT + 2 else rows[:_IN_FRONT]
    return {
        "standing": standing(found) if found else "",
        "late": any(one.overdue for one in found),
        "rows": front,
        "further": rows[len(front) :],
    }


def who_does_what(
    workshop: Any, changes: pd.DataFrame, on: dt.date
) -> tuple[list[Action], KeptActs]:
    """Return everything somebody is to do, and what has become of the acts: as in `register`."""
    tables = {name: getattr(workshop, name) for name in TABLES}
    client = workshop.client
    kept = kept_acts(client, tables, on)
    found = register_of(tables, changes, on, tried(tables, client), kept)
    return actions(found, on, client.customer_word), kept


def row_of(one: Action) -> Record:
    """Return one thing to do as a report tells it."""
    done = one.status == "done"
    lacking = not (one.owner and one.due)
    kind = "late" if one.overdue or one.worse else "done" if done else "lacking" if lacking else ""
    look = f"Look again on {one.review}." if one.review else ""
    return {
        "kind": kind, "standing": f"{_SIGNS[kind]}{one.standing}", "what": one.what,
        "where": one.where, "owner": one.owner, "due": day(one.due),
        "status": _STATUS.get(one.kind, one.status),
        "evidence": " ".join(part for part in (one.evidence, look) if part),
    }  # fmt: skip
