"""The acts a calendar is made of, read from their table, with everything that is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import Problem
from touchkit.model.columns import read_yes_no
from touchkit.model.saying import missing
from touchkit.model.text import did_you_mean, is_blank, listed
from touchkit.plan.recurring import days_of, number_of
from touchkit.plan.rules import Rule, read_rule, rule_faults

_FARTHEST = 36_600
_CYCLE = 146_097
"""Days after which the Gregorian calendar repeats itself, weekdays included."""


@dataclass(frozen=True, kw_only=True)
class Acting:
    """One act: when it falls due, and for whom. What nobody said is None or blank.

    Attributes
    ----------
    place : int
        Which row of the acts it is.
    starts : int or None
        Its first day.
    clock : int
        Microseconds after midnight, for an act that has a time of day.
    trigger : str
        The column of customers it hangs on; blank: it has dates of its own.
    offset : int
        Days after the trigger.
    rule : Rule or None
        How it recurs.
    until : int or None
        Its last day.
    working_days : bool
        Whether it keeps off weekends and public holidays.
    audience : str
        Whom it is for; blank: everybody.
    """

    place: int
    starts: int | None
    clock: int
    trigger: str
    offset: int
    rule: Rule | None
    until: int | None
    working_days: bool
    audience: str


def read_acts(
    acts: pd.DataFrame, customers: pd.DataFrame | None
) -> tuple[list[Acting], list[Problem]]:
    """Return the acts that can be read, and what is wrong with the others."""
    found, problems = [], []
    cells = {name: _cells(acts, name) for name in _COLUMNS}
    ids = _cells(acts, "id")
    seen: set[str] = set()
    for place, name in enumerate(ids):
        row = {column: values[place] for column, values in cells.items()}
        wrong = _Wrong(place, str(name) if name is not None else f"row {place + 1}")
        if name is None:
            wrong.say("id", "no id", "an id", "Give the act an id of its own.")
        elif str(name) in seen:
            wrong.say("id", "the id a second time", "each id once", "Give one of the two another.")
        seen.add(str(name))
        act = _read(row, place, customers, wrong)
        problems += wrong.problems
        if act is not None and not wrong.problems:
            found.append(act)
    return found, problems


def day_numbers(values: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return dates as day numbers, which of them are there, and which are no dates at all."""
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        blank = values.isna().to_numpy(bool) | values.astype("object").map(is_blank).to_numpy(bool)
        read = pd.to_datetime(
            values.astype("object").where(~blank), errors="coerce", format="ISO8601"
        )
    else:
        blank, read = values.isna().to_numpy(bool), values
    if getattr(read.dtype, "tz", None) is not None:
        read = read.dt.tz_localize(None)
    there = read.notna().to_numpy(bool)
    days = read.to_numpy().astype("datetime64[D]").astype(np.int64)
    return np.where(there, days, 0), there, ~there & ~blank


_COLUMNS = ("starts", "trigger", "offset_days", "repeats", "until", "weekdays_only", "audience")


class _Wrong:
    def __init__(self, place: int, name: str) -> None:
        self.place, self.name = place, name
        self.problems: list[Problem] = []

    def say(self, column: str, found: str, allowed: str, hint: str) -> None:
        self.problems.append(
            Problem(file="acts", row=self.place + 1, column=column,
                    found=f"{found} in {self.name}", allowed=allowed, hint=hint)
        )  # fmt: skip


def _cells(acts: pd.DataFrame, name: str) -> list[Any]:
    if name not in acts:
        return [None] * len(acts)
    return [None if _gone(value) else value for value in acts[name].astype("object")]


def _gone(value: Any) -> bool:
    return value is None or missing(value) or is_blank(value)


def _read(
    row: dict[str, Any], place: int, customers: pd.DataFrame | None, wrong: _Wrong
) -> Acting | None:
    starts, until = (_moment(row[name], name, wrong) for name in ("starts", "until"))
    trigger = str(row["trigger"]) if row["trigger"] is not None else ""
    rule = _rule(row["repeats"], wrong)
    offset = _offset(row["offset_days"], wrong)
    if row["starts"] is None and not trigger:
        hint = "Say when it happens first, or what it follows."
        wrong.say("starts", "no date", "a date in starts, or a trigger", hint)
    if trigger and customers is not None and trigger not in customers:
        dates = [str(name) for name in customers if str(name).endswith("_on")]
        hint = did_you_mean(trigger, dates, "Add the column to customers, or correct the name.")
        wrong.say("trigger", trigger, f"a date of customers: {listed(dates)}", hint)
    if starts and until and until[0] < starts[0]:
        hint = "It would never happen: correct one of the two, or take the act out."
        wrong.say("until", "a last date before the first", "a date from starts on", hint)
    if wrong.problems:
        return None
    _never(rule, starts[0] if starts else None, wrong)
    return Acting(
        place=place, starts=starts[0] if starts else None, clock=starts[1] if starts else 0,
        trigger=trigger, offset=offset, rule=rule, until=until[0] if until else None,
        working_days=_yes(row["weekdays_only"], wrong),
        audience=str(row["audience"]) if row["audience"] is not None else "",
    )  # fmt: skip


def _moment(value: Any, column: str, wrong: _Wrong) -> tuple[int, int] | None:
    """Return a day as a number, and the microseconds after midnight."""
    if value is None:
        return None
    try:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value.strip())
        if isinstance(value, dt.datetime):
            since = dt.timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
            return number_of(value.date()), since // dt.timedelta(microseconds=1)
        if isinstance(value, dt.date):
            return number_of(value), 0
    except ValueError:
        pass
    hint = "Write year-month-day, with a day that exists."
    wrong.say(column, f"{value}", "a date such as 2026-11-21", hint)
    return None


def _offset(value: Any, wrong: _Wrong) -> int:
    if value is None:
        return 0
    try:
        days = float(value)
    except (TypeError, ValueError):
        days = 0.5
    if not days.is_integer() or abs(days) > _FARTHEST:
        wrong.say("offset_days", f"{value}", "a whole number of days", "Negative: so many before.")
        return 0
    return int(days)


def _yes(value: Any, wrong: _Wrong) -> bool:
    try:
        return value is not None and read_yes_no(value)
    except ValueError:
        wrong.say("weekdays_only", f"{value}", "yes or no", "Write yes or no, or leave it blank.")
        return False


def _rule(value: Any, wrong: _Wrong) -> Rule | None:
    if value is None:
        return None
    faults: Sequence[tuple[str, str, str]] = rule_faults(str(value))
    for found, allowed, hint in faults:
        wrong.say("repeats", found, allowed, hint)
    return None if faults else read_rule(str(value))


def _never(rule: Rule | None, starts: int | None, wrong: _Wrong) -> None:
    """Say so where a rule falls on no day in all the years there are."""
    if rule is None or (rule.plain and starts is None):
        return
    first = starts if starts is not None else number_of(dt.date(2001, 1, 1))
    for years in (4, 400):
        if len(days_of(rule, first, first, first + _CYCLE * years // 400)):
            return
    hint = "No day fits it: 30 February, say, or a last date before the first. Correct the rule."
    wrong.say("repeats", "a rule that never comes up", "a rule that comes up at least once", hint)
