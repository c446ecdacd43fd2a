"""Series whose days are others where the client is: 22:30 in UTC is the next day in Berlin."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from touchkit.intake.series import Series

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_TRIED = 400
"""How many days of a series are held against those of the moved one."""
_LONGEST = 31


def days_between(moment: dt.datetime, zone: ZoneInfo) -> int:
    """Return how many days later a moment is in a zone than where it is told: -1, 0 or 1."""
    return (moment.astimezone(zone).date() - moment.date()).days


def always(series: Series, moment: dt.datetime, zone: ZoneInfo) -> bool:
    """Say whether each of a series' days is as many days later as the first, summer and winter."""
    by = days_between(moment, zone)
    days = islice(series.dates(), _TRIED)
    return all(
        days_between(dt.datetime.combine(day, moment.timetz()), zone) == by
        for day in days
        if dt.date.min + dt.timedelta(days=1) < day < dt.date.max - dt.timedelta(days=1)
    )


def moved(series: Series, by: int) -> Series | None:
    """Return a series each of whose days is a day later (1) or earlier (-1).

    A rule that names no weekday and no day of the month goes by the day it starts on.

    Parameters
    ----------
    series : Series
        By days in one zone.
    by : int
        -1, 0 or 1.

    Returns
    -------
    Series or None
        None where no rule says that, such as the day after a month's last Monday.

    Examples
    --------
    >>> moved(Series(starts=dt.date(2026, 10, 5), rule="FREQ=WEEKLY;BYDAY=MO"), 1)
    Series(starts=datetime.date(2026, 10, 6), rule='FREQ=WEEKLY;BYDAY=TU', until=None)
    >>> moved(Series(starts=dt.date(2026, 10, 26), rule="FREQ=MONTHLY;BYDAY=-1MO"), 1) is None
    True
    """
    day = dt.timedelta(days=by)
    made = replace(series, starts=series.starts + day, until=series.until and series.until + day)
    if not by or not any(part.startswith("BY") for part in series.rule.split(";")):
        return made
    try:
        made = replace(made, rule=_rule(series.rule, by))
        same = [each + day for each in islice(series.dates(), _TRIED)] == list(
            islice(made.dates(), _TRIED)
        )
    except (ValueError, OverflowError):
        return None
    return made if same else None


def _rule(rule: str, by: int) -> str:
    """Return a rule with its days moved along; ValueError where they cannot be."""
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    month_days = [int(each) for each in parts.get("BYMONTHDAY", "").split(",") if each]
    if month_days:
        parts["BYMONTHDAY"] = _listed(_month_day(each, by) for each in month_days)
    if "BYDAY" in parts:
        found = [_BY_DAY.fullmatch(each.strip()) for each in parts["BYDAY"].split(",")]
        named = [(int(one[1] or 0), _DAYS.index(one[2])) for one in found if one]
        weekdays = list(dict.fromkeys(_DAYS[(weekday + by) % 7] for _, weekday in named))
        parts["BYDAY"] = ",".join(weekdays)
        if any(which for which, _ in named):
            by_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
            if len(weekdays) > 1 or month_days or not by_month:
                raise ValueError(rule)
            parts["BYMONTHDAY"] = _listed(
                _month_day(each, by) for which, _ in named for each in _window(which)
            )
    if parts["FREQ"] == "WEEKLY" and parts.get("INTERVAL", "1") != "1":
        parts["WKST"] = _DAYS[(_DAYS.index(parts.get("WKST", "MO")) + by) % 7]
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _window(which: int) -> range:
    """Return the days of the month the first, the second … or the last of a weekday falls on."""
    last = min(7 * abs(which), _LONGEST)
    first = 7 * abs(which) - 6
    return range(first, last + 1) if which > 0 else range(-last, -first + 1)


def _month_day(day: int, by: int) -> int:
    moved_on = day + by
    if not moved_on or abs(moved_on) > _LONGEST:
        raise ValueError(day)
    return moved_on


def _listed(days: Iterable[int]) -> str:
    return ",".join(str(day) for day in days)
