"""A move accepted: what changes in the act's own row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from touchkit.errors import InputError, Problem
from touchkit.model.saying import missing
from touchkit.plan.rules import read_rule


def shifted(act: Mapping[str, Any], *, move_from: dt.date, move_to: dt.date) -> dict[str, Any]:
    """Return the fields of an act that change when it is moved from one day to another.

    Parameters
    ----------
    act : mapping
        The act's row. An act that recurs moves each time by so many days.
    move_from, move_to : datetime.date
        As a finding proposes them.

    Returns
    -------
    dict
        `offset_days` of an act that hangs on a customer's date, `starts` of one with dates of its
        own, with `until` where that would come before the first date otherwise.

    Raises
    ------
    InputError
        If the act's rule names its days itself, so that no other first date moves them.

    Examples
    --------
    >>> act = {"id": "call", "trigger": "purchase_on", "offset_days": 3}
    >>> shifted(act, move_from=dt.date(2026, 12, 4), move_to=dt.date(2026, 12, 8))
    {'offset_days': 7}
    """
    known = {name: value for name, value in act.items() if value is not None and not missing(value)}
    by = _day(move_to) - _day(move_from)
    if "trigger" in known:
        return {"offset_days": int(known.get("offset_days", 0)) + by.days}
    rule = read_rule(str(known["repeats"])) if "repeats" in known else None
    if "starts" not in known or (rule is not None and not rule.plain):
        hint = "Choose other days in the rule, or give the act another one."
        problem = Problem(file="acts", column="repeats", found=f"{known.get('repeats', 'no date')}",
                          allowed="a rule that takes its days from the first date", hint=hint)  # fmt: skip
        raise InputError("The act cannot be moved by changing its first date.", [problem])
    changes = {"starts": known["starts"] + by}
    if "until" in known and known["until"] < changes["starts"]:
        changes["until"] = known["until"] + by
    return changes


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
