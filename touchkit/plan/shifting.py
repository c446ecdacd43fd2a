"""A move accepted: what changes in the act's own row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from touchkit.errors import InputError, Problem
from touchkit.model.saying import missing
from touchkit.plan.recurring import date_of, days_of, number_of
from touchkit.plan.rules import Rule, read_rule
from touchkit.plan.workdays import MARGIN, moved


def shifted(
    act: Mapping[str, Any], *, move_from: dt.date, move_to: dt.date, country: str | None = None
) -> dict[str, Any]:
    """Return the fields of an act that change when it is moved from one day to another.

    Parameters
    ----------
    act : mapping
        The act's row. An act that recurs moves each time: by so many days, or where it counts
        months or years, to that day of the month.
    move_from, move_to : datetime.date
        The day it is due on now, weekends and holidays allowed for, and the day it is to be.
    country : str, optional
        As in `touchkit.plan.calendar`.

    Returns
    -------
    dict
        `offset_days` of an act that hangs on a customer's date, `starts` of one with dates of its
        own, with `until` where that would come before the first date otherwise.

    Raises
    ------
    InputError
        If the act's rule names its days itself, so that no other first date moves them, or if the
        day is not in every month.

    Examples
    --------
    >>> act = {"id": "call", "trigger": "purchase_on", "offset_days": 3}
    >>> shifted(act, move_from=dt.date(2026, 12, 4), move_to=dt.date(2026, 12, 8))
    {'offset_days': 7}
    """
    known = {name: value for name, value in act.items() if value is not None and not missing(value)}
    move_from, move_to = _day(move_from), _day(move_to)
    if "trigger" in known:
        by = (move_to - move_from).days
        return {"offset_days": int(known.get("offset_days", 0)) + by}
    rule = read_rule(str(known["repeats"])) if "repeats" in known else None
    if "starts" not in known or (rule is not None and not rule.plain):
        hint = "Choose other days in the rule, or give the act another one."
        raise _fault(known, "a rule that takes its days from the first date", hint)
    first = known["starts"]
    nominal = _nominal(known, rule, move_from, country)
    day = move_to if rule is None else _back(rule, _day(first), nominal, move_to)
    if day is None:
        raise _fault(known, "a day every month has", "Choose one before the 29th.")
    changes = {"starts": dt.datetime.combine(day, first.time()) if isinstance(first, dt.datetime)
               else day}  # fmt: skip
    if "until" in known and _day(known["until"]) < day:
        changes["until"] = known["until"] + (day - _day(first))
    return changes


def _nominal(
    act: Mapping[str, Any], rule: Rule | None, due: dt.date, country: str | None
) -> dt.date:
    """Return the day the act's own dates say, of which a weekend or a holiday made the day it is due."""
    if rule is None:
        return _day(act["starts"])
    if not act.get("weekdays_only"):
        return due
    at = number_of(due)
    days = days_of(rule, number_of(_day(act["starts"])), at - MARGIN, at)
    kept = moved(days, False, country, at - MARGIN, at + MARGIN) if len(days) else days  # noqa: FBT003 # as its table is read
    near = days[kept == at]
    return date_of(int(near[-1])) if len(near) else due


def _back(rule: Rule, first: dt.date, nominal: dt.date, to: dt.date) -> dt.date | None:
    """Return the first date that makes the rule fall on a day in place of another; None: none does."""
    if rule.freq in ("DAILY", "WEEKLY"):
        return first + (to - nominal)
    months = 12 * (nominal.year - first.year) + nominal.month - first.month
    month = 12 * to.year + to.month - 1 - months
    try:
        begin = dt.date(month // 12, month % 12 + 1, to.day)
    except ValueError:
        return None
    there = days_of(rule, number_of(begin), number_of(to), number_of(to))
    return begin if np.size(there) else None


def _fault(act: Mapping[str, Any], allowed: str, hint: str) -> InputError:
    problem = Problem(file="acts", column="repeats", found=f"{act.get('repeats', 'no date')}",
                      allowed=allowed, hint=hint)  # fmt: skip
    return InputError("The act cannot be moved by changing its first date.", [problem])


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
