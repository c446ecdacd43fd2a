"""The days an act falls on for many customers at once, each with a date of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from touchkit.errors import InputError, Problem
from touchkit.plan.recurring import days_of, month_starts, number_of, split
from touchkit.plan.rules import Rule

MOST_ROWS = 40_000_000
"""What a calendar may hold; more fit into no memory people have."""

Found = tuple[np.ndarray, np.ndarray]
"""Places in the customers' dates, and the days found for them."""


def following(rule: Rule | None, dates: np.ndarray, low: int, high: int) -> Found:
    """Return the days an act falls on from each customer's date on.

    A customer born on 29 February, or who first came on the 31st, is not left out where a year or
    a month has no such day: the last day of the month stands for it. (The rules of acts on fixed
    dates leave such days out, as calendar programs do.)

    Parameters
    ----------
    rule : Rule or None
        How it recurs; None: once, on the date itself.
    dates : numpy.ndarray of int
        Each customer's date.
    low, high : int
        Only days from here to there, both included.
    """
    if rule is not None and rule.until is not None:
        high = min(high, number_of(rule.until))
    if rule is None or not len(dates) or high < low:
        at = np.flatnonzero((dates >= low) & (dates <= high))
        return at, dates[at]
    if rule.plain and rule.freq in ("DAILY", "WEEKLY"):
        return _evenly(rule, dates, low, high)
    if rule.plain:
        return _monthly(rule, dates, low, high)
    if rule.names_days and rule.interval == 1 and rule.count is None and not rule.by_setpos:
        return _shared(rule, dates, low, high)
    return _one_by_one(rule, dates, low, high)


def check_size(rows: int) -> None:
    """Refuse a calendar of more rows than fit.

    Raises
    ------
    InputError
        If there are too many.
    """
    if rows > MOST_ROWS:
        problem = Problem(
            file="calendar", column="end", found=f"{rows:,} rows or more",
            allowed=f"{MOST_ROWS:,} at most",
            hint="Choose fewer months, fewer acts or fewer customers.",
        )  # fmt: skip
        raise InputError("The calendar would be too long.", [problem])


def _evenly(rule: Rule, dates: np.ndarray, low: int, high: int) -> Found:
    step = rule.interval * (7 if rule.freq == "WEEKLY" else 1)
    first = np.maximum(-((dates - low) // step), 0)
    last = (high - dates) // step
    if rule.count is not None:
        last = np.minimum(last, rule.count - 1)
    many = np.maximum(last - first + 1, 0)
    check_size(int(many.sum()))
    at = np.repeat(np.arange(len(dates)), many)
    within = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
    return at, dates[at] + (first[at] + within) * step


def _monthly(rule: Rule, dates: np.ndarray, low: int, high: int) -> Found:
    year, month, monthday = split(dates)
    own = 12 * (year - 1970) + month - 1
    step = rule.interval * (12 if rule.freq == "YEARLY" else 1)
    ends = np.array([low, high]).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    phase = own % step
    order = np.argsort(phase, kind="stable")
    phases = phase[order]
    found: list[Found] = []
    for months in range(int(ends[0]), int(ends[1]) + 1):
        left, right = np.searchsorted(phases, [months % step, months % step + 1])
        at = order[left:right]
        there = own[at] <= months
        if rule.count is not None:
            there &= (months - own[at]) // step < rule.count
        at = at[there]
        start, stop = month_starts(np.array([months, months + 1]))
        day = start + np.minimum(monthday[at], stop - start) - 1
        kept = (day >= low) & (day <= high)
        found.append((at[kept], day[kept]))
    return _together(found)


def _shared(rule: Rule, dates: np.ndarray, low: int, high: int) -> Found:
    """Return the days of a rule that is the same for all but for where it begins."""
    all_days = days_of(replace(rule, until=None), int(dates.min()), low, high)
    many = len(all_days) - np.searchsorted(all_days, dates)
    at = np.repeat(np.arange(len(dates)), many)
    within = np.arange(len(at)) - np.repeat(np.cumsum(many), many)
    return at, all_days[len(all_days) + within]


def _one_by_one(rule: Rule, dates: np.ndarray, low: int, high: int) -> Found:
    unique, place = np.unique(dates, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(unique) + 1))
    found: list[Found] = []
    for number, date in enumerate(unique):
        days = days_of(rule, int(date), low, high)
        who = order[starts[number] : starts[number + 1]]
        found.append((np.repeat(who, len(days)), np.tile(days, len(who))))
    return _together(found)


def _together(found: list[Found]) -> Found:
    at = np.concatenate([one for one, _ in found]) if found else np.empty(0, np.int64)
    day = np.concatenate([one for _, one in found]) if found else np.empty(0, np.int64)
    return at, day
