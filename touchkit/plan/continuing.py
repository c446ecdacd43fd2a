"""An act that goes on with other dates from a day on: what was due before stays as it was."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from touchkit.model.saying import missing
from touchkit.plan.recurring import date_of, days_of, number_of
from touchkit.plan.rules import read_rule

_FAR = 36_600
_COUNT = re.compile(r"COUNT=\d+", re.IGNORECASE)


def continued(
    act: Mapping[str, Any], changes: Mapping[str, Any], *, since: dt.date
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what ends an act the day before, and the row of the one that goes on from a day.

    Parameters
    ----------
    act : mapping
        The act's row.
    changes : mapping
        Its fields that change.
    since : datetime.date
        The first day of the new one.

    Returns
    -------
    dict, dict
        The fields of the old act that change: `until`, where it recurs or hangs on a customer's
        date. And the new row, without an id: its `starts` is the first date its rule gives from
        that day on, so that the rule keeps its step; of a rule with a number of times, those left.

    Examples
    --------
    >>> call = {
    ...     "id": "call",
    ...     "title": "Call",
    ...     "starts": dt.date(2026, 9, 7),
    ...     "repeats": "FREQ=WEEKLY",
    ... }
    >>> old, new = continued(call, {"starts": dt.date(2026, 9, 8)}, since=dt.date(2026, 11, 25))
    >>> print(old["until"], new["starts"])
    2026-11-24 2026-12-01
    """
    made = {name: value for name, value in {**act, **changes}.items() if name != "id"}
    made = {name: value for name, value in made.items() if value is not None and not missing(value)}
    recurs = "trigger" in act or "repeats" in act
    old = {"until": since - dt.timedelta(days=1)} if recurs else {}
    begins = made.get("starts")
    if "trigger" in made:
        made["starts"] = max(_day(begins), since) if begins is not None else since
    elif "repeats" in made and begins is not None and _day(begins) < since:
        rule = read_rule(str(made["repeats"]))
        first, at = number_of(_day(begins)), number_of(since)
        ahead = days_of(rule, first, at, at + _FAR)
        if len(ahead):
            made["starts"] = _at(begins, date_of(int(ahead[0])))
        if rule.count is not None:
            left = rule.count - len(days_of(rule, first, first, at - 1))
            made["repeats"] = _COUNT.sub(f"COUNT={max(left, 1)}", str(made["repeats"]))
    return old, made


def _at(like: dt.date, day: dt.date) -> dt.date:
    return dt.datetime.combine(day, like.time()) if isinstance(like, dt.datetime) else day


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
