"""Other dates for an act: from today on where somebody has ticked it, so that no tick loses its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.plan import continued


def was_kept(ticks: pd.DataFrame, act: str, today: dt.date) -> bool:
    """Say whether an act has ticks for days before today.

    Parameters
    ----------
    ticks : pandas.DataFrame
        The table of that name.
    act : str
        The act's id.
    today : datetime.date
        Which day it is.
    """
    mine = ticks[ticks["act"] == act]
    return bool((mine["due"] < pd.Timestamp(today)).any())


def redate(
    edits: Any, act: Mapping[str, Any], fields: Mapping[str, Any], *, kept: bool, today: dt.date
) -> str:
    """Give an act other dates, and return the id of the act that has them.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    act : mapping
        The act's row.
    fields : mapping
        What changes.
    kept : bool
        Whether somebody ticked it before today, see `was_kept`: then it ends yesterday, and one
        that is the same but for these fields goes on from today.
    today : datetime.date
        Which day it is.
    """
    if not kept:
        edits.change("acts", act["id"], **fields)
        return str(act["id"])
    old, new = continued(act, fields, today=today)
    if old:
        edits.change("acts", act["id"], **old)
    return str(edits.add("acts", **new))
