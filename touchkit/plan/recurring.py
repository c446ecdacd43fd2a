"""The days a recurrence rule falls on, as RFC 5545 says and `dateutil.rrule` counts them.

Days are whole numbers, counted from 1970-01-01 as NumPy does. A rule is a few masks over a stretch
of days, so that years of it take microseconds; tests hold it equal to `dateutil` on random rules.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from touchkit.plan.rules import Rule

EPOCH = dt.date(1970, 1, 1).toordinal()
_FIRST, _LAST = dt.date.min.toordinal() - EPOCH, dt.date.max.toordinal() - EPOCH


def number_of(day: dt.date) -> int:
    """Return a day as a number, 1970-01-01 being 0."""
    return day.toordinal() - EPOCH


def date_of(day: int) -> dt.date:
    """Return the day a number stands for."""
    return dt.date.fromordinal(int(day) + EPOCH)


@dataclass(frozen=True)
class Stretch:
    """Consecutive days, and what the calendar says of each."""

    day: np.ndarray
    year: np.ndarray
    month: np.ndarray
    monthday: np.ndarray
    yearday: np.ndarray
    weekday: np.ndarray
    month_length: np.ndarray
    year_length: np.ndarray


@lru_cache(maxsize=256)
def stretch(low: int, high: int) -> Stretch:
    """Return the days from the first to the last, both included."""
    day = np.arange(low, high + 1, dtype=np.int64)
    year, month, monthday = split(day)
    of_year = _starts(year, "Y")
    of_month = _starts(12 * (year - 1970) + month - 1, "M")
    return Stretch(
        day, year, month, monthday, day - of_year + 1, (day + 3) % 7,
        _starts(12 * (year - 1970) + month, "M") - of_month, _starts(year + 1, "Y") - of_year,
    )  # fmt: skip


def split(day: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return year, month and day of the month of each day."""
    when = day.astype("datetime64[D]")
    months = when.astype("datetime64[M]")
    whole = months.astype(np.int64)
    first = months.astype("datetime64[D]").astype(np.int64)
    return whole // 12 + 1970, whole % 12 + 1, day - first + 1


def _starts(number: np.ndarray, unit: str) -> np.ndarray:
    """Return the first day of each year, or of each month counted from January 1970."""
    count = number - 1970 if unit == "Y" else number
    return count.astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(np.int64)


def month_starts(months: np.ndarray) -> np.ndarray:
    """Return the first day of each month, months counted from January 1970."""
    return _starts(months, "M")


def days_of(rule: Rule, first: int, low: int, high: int) -> np.ndarray:
    """Return the days a rule falls on, in order.

    Parameters
    ----------
    rule : Rule
        The rule.
    first : int
        The day it begins on; what the rule does not say, this day says. It counts itself only
        where the rule falls on it.
    low, high : int
        Only days from here to there, both included.
    """
    low, high = max(low, _FIRST), min(high, _LAST)
    if rule.until is not None:
        high = min(high, number_of(rule.until))
    if high < max(low, first):
        return np.empty(0, np.int64)
    begin = first if rule.count is not None else max(low, first)
    days = stretch(*_whole_years(begin, high))
    there = _said(_filled(rule, first), days)
    there &= _in_step(rule, first, days)
    if rule.by_setpos:
        if rule.freq == "WEEKLY":
            there &= days.day >= first  # dateutil's first week begins on the first day
        there = _picked(rule, days, there)
    there &= (days.day >= first) & (days.day <= high)
    found: np.ndarray = days.day[there]
    if rule.count is not None:
        found = found[: rule.count]
    return found[found >= low]


def _whole_years(low: int, high: int) -> tuple[int, int]:
    """Return a stretch of whole years, and a week about it for weeks that reach over."""
    start = dt.date(date_of(low).year, 1, 1)
    stop = dt.date(date_of(high).year, 12, 31)
    return max(number_of(start) - 7, _FIRST), min(number_of(stop) + 7, _LAST)


def _filled(rule: Rule, first: int) -> Rule:
    """Return the rule with what its first day says filled in."""
    if rule.names_days or rule.freq == "DAILY":
        return rule
    day = date_of(first)
    known = dict(vars(rule))
    if rule.freq == "WEEKLY":
        return Rule(**known | {"by_day": ((day.weekday(), 0),)})
    if rule.freq == "YEARLY" and not rule.by_month:
        known["by_month"] = (day.month,)
    return Rule(**known | {"by_monthday": (day.day,)})


def _said(rule: Rule, days: Stretch) -> np.ndarray:
    there = np.ones(len(days.day), bool)
    if rule.by_month:
        there &= np.isin(days.month, rule.by_month)
    if rule.by_monthday:
        back = days.monthday - days.month_length - 1
        there &= _either(days.monthday, back, rule.by_monthday)
    if rule.by_yearday:
        back = days.yearday - days.year_length - 1
        there &= _either(days.yearday, back, rule.by_yearday)
    if rule.by_weekno:
        there &= _weeks(rule, days)
    if rule.by_day:
        there &= _weekdays(rule, days)
    return there


def _either(forth: np.ndarray, back: np.ndarray, wanted: tuple[int, ...]) -> np.ndarray:
    return np.isin(forth, wanted) | np.isin(back, wanted)


def _weeks(rule: Rule, days: Stretch) -> np.ndarray:
    """Return which days lie in the weeks named; a week belongs to the year of its fourth day."""
    fourth = days.day + 3 - (days.weekday - rule.week_starts) % 7
    year = fourth.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    start = _starts(year, "Y")
    number = (fourth - start) // 7 + 1
    last_start = _starts(year + 1, "Y") - 1
    many = number + (last_start - fourth) // 7
    return _either(number, number - many - 1, rule.by_weekno)


def _weekdays(rule: Rule, days: Stretch) -> np.ndarray:
    """Return which days are the weekdays named, in the month or the year where one is numbered."""
    counted = rule.freq in ("YEARLY", "MONTHLY")
    every = [weekday for weekday, nth in rule.by_day if not nth or not counted]
    there = np.isin(days.weekday, every) if every else np.ones(len(days.day), bool)
    numbered = [pair for pair in rule.by_day if pair[1] and counted]
    if not numbered:
        return there
    if rule.freq == "YEARLY" and not rule.by_month:
        place, length = days.yearday, days.year_length
    else:
        place, length = days.monthday, days.month_length
    forth, back = (place - 1) // 7 + 1, -((length - place) // 7 + 1)
    nth = np.zeros(len(days.day), bool)
    for weekday, which in numbered:
        nth |= (days.weekday == weekday) & ((forth if which > 0 else back) == which)
    return there & nth


def _in_step(rule: Rule, first: int, days: Stretch) -> np.ndarray:
    if rule.interval == 1:
        return np.ones(len(days.day), bool)
    place = _periods(rule, days.day, 12 * days.year + days.month, days.year)
    year, month, _ = split(np.array([first]))
    origin = _periods(rule, np.array([first]), 12 * year + month, year)
    return np.asarray((place - origin[0]) % rule.interval == 0)


def _periods(rule: Rule, day: np.ndarray, month: np.ndarray, year: np.ndarray) -> np.ndarray:
    """Return a number for the day, week, month or year each day lies in."""
    if rule.freq == "WEEKLY":
        return (day + 3 - rule.week_starts) // 7
    return {"DAILY": day, "MONTHLY": month, "YEARLY": year}[rule.freq]


def _picked(rule: Rule, days: Stretch, there: np.ndarray) -> np.ndarray:
    """Return the first, second, last … of the days of each period."""
    at = np.flatnonzero(there)
    period = _periods(rule, days.day, 12 * days.year + days.month, days.year)[at]
    start = np.searchsorted(period, period, "left")
    stop = np.searchsorted(period, period, "right")
    place = np.arange(len(at))
    wanted = _either(place - start + 1, place - stop, rule.by_setpos)
    picked = np.zeros(len(there), bool)
    picked[at[wanted]] = True
    return picked
