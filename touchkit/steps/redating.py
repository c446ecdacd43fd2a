"""Other dates for an act: from today on where somebody has ticked it, so that no tick loses its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from touchkit.plan import continued

FROM_NOW = "from then on; what was ticked before stays as it was"
"""What is said where an act that was ticked gets other dates."""


def redate(edits: Any, act: str, fields: Mapping[str, Any], *, since: dt.date) -> str:
    """Give an act other dates, and return the id of the act that has them.

    Where somebody ticked it for a day before, it ends there, and one that is the same but for these
    fields goes on: days that were kept are never counted as missed because others are wanted now.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    act : str
        The act's id.
    fields : mapping
        What changes.
    since : datetime.date
        The first day that may change.
    """
    row = edits.get("acts", act)
    ticked = any(_day(tick["due"]) < since for tick in edits.where_in("ticks", "act", [act]))
    if row is None or not ticked:
        edits.change("acts", act, **fields)
        return act
    old, new = continued({"id": act, **row}, fields, since=since)
    if old:
        edits.change("acts", act, **old)
    return str(edits.add("acts", **new))


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
