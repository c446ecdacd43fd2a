"""Recurring events as acts can say them: a rule without its end, and parts where dates are left out."""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dateutil.rrule import rrulestr

from touchkit.model.columns import fault

DAILY_OR_LONGER = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_PARTS = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY",
    "BYSETPOS", "BYEASTER", *_WITHIN_A_DAY,
}  # fmt: skip
_LAST_YEARS = range(9971, 9943, -1)
"""A whole cycle of leap years and weekdays, and another before the calendar ends."""
_MOST_PARTS = 200


@dataclass(frozen=True, kw_only=True)
class Series:
    """When something happens: once, or by a rule until a last day.

    Attributes
    ----------
    starts : datetime.date
        The first day.
    rule : str
        An RRULE without UNTIL; blank: once.
    until : datetime.date or None
        The last day it may happen on.
    """

    starts: dt.date
    rule: str = ""
    until: dt.date | None = None

    def dates(self, last: dt.date | None = None) -> Iterator[dt.date]:
        """Yield its days, those up to `last` where one is given."""
        if not self.rule:
            yield self.starts
            return
        ends = [day for day in (self.until, last) if day]
        for moment in _expanded(self.rule, self.starts, min(ends, default=None)):
            if ends and moment.date() > min(ends):
                return
            yield moment.date()


def _expanded(rule: str, starts: dt.date, until: dt.date | None) -> Iterator[dt.datetime]:
    made: Any = rrulestr(rule, dtstart=dt.datetime.combine(starts, dt.time()))
    # An end inside the rule spares the search through thousands of years where nothing matches.
    if until and "COUNT=" not in rule:
        made = made.replace(until=dt.datetime.combine(until, dt.time()))
    return iter(made)


def read_rule(text: str, starts: dt.datetime | dt.date) -> Series:
    """Read an RRULE beside the day, or the time, it starts at.

    Parts below a day are left out, UNTIL becomes a day where the event is.

    Raises
    ------
    PydanticCustomError
        With what is allowed and what to do: when it repeats within a day, is no rule, or never
        happens.

    Examples
    --------
    >>> read_rule("FREQ=WEEKLY;UNTIL=20270105", dt.date(2027, 1, 1))
    Series(starts=datetime.date(2027, 1, 1), rule='FREQ=WEEKLY', until=datetime.date(2027, 1, 5))
    """
    parts = _parts(text)
    if parts.get("FREQ") not in DAILY_OR_LONGER:
        allowed = "a repetition by days, weeks, months or years"
        raise fault(allowed, "Acts have dates, not hours: let it repeat every day instead.")
    if any("," in parts.get(name, "") for name in _WITHIN_A_DAY):
        raise fault("one time a day", "Acts have dates, not hours: make one entry of each time.")
    until = _until(parts.pop("UNTIL", ""), starts)
    rule = ";".join(f"{name}={value}" for name, value in parts.items() if name not in _WITHIN_A_DAY)
    day = starts.date() if isinstance(starts, dt.datetime) else starts
    made = Series(starts=day, rule=rule, until=until)
    try:
        first = _first(rule, day)
    except (ValueError, TypeError, OverflowError, IndexError):
        allowed = "a rule such as FREQ=MONTHLY;BYDAY=1MO"
        raise fault(allowed, "Export the calendar again, or mend the rule.") from None
    if first is None or (until and first > until):
        raise fault("a rule that happens", "It never happens after its start: correct it.")
    return made


def _first(rule: str, day: dt.date) -> dt.date | None:
    """Return the first day of a rule; None where none comes within a cycle of the calendar.

    dateutil looks for a day as far as the year 9999, which takes long where there is none; so it
    is asked in the last years before that, in one whose days are the same.
    """
    twin = next(year for year in _LAST_YEARS if _alike(year, day.year))
    start = dt.datetime.combine(day.replace(year=twin), dt.time())
    found = next(iter(rrulestr(_counted(rule, None), dtstart=start)), None)
    return None if found is None else day + (found - start)


def _alike(one: int, other: int) -> bool:
    return (
        isleap(one) == isleap(other)
        and dt.date(one, 1, 1).weekday() == dt.date(other, 1, 1).weekday()
    )


def _parts(text: str) -> dict[str, str]:
    text = text.strip().upper().removeprefix("RRULE:")
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    whole = all(
        parts.get(name, "1").isdecimal() and int(parts.get(name, "1"))
        for name in ("INTERVAL", "COUNT")
    )
    if not whole or not set(parts) <= _PARTS or len(parts) < len(pairs) or not all(parts.values()):
        allowed = "a rule such as FREQ=MONTHLY;BYDAY=1MO"
        raise fault(allowed, "Export the calendar again, or mend the rule.")
    return parts


def _until(text: str, starts: dt.datetime | dt.date) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 # a day has no zone
        if "T" not in text or not isinstance(starts, dt.datetime):
            return day
        clock = dt.datetime.strptime(text[9:15], "%H%M%S").time()  # noqa: DTZ007 # set below
    except ValueError:
        raise fault("a day such as UNTIL=20271231", "Correct the day the rule ends on.") from None
    moment = dt.datetime.combine(day, clock)
    if text.endswith("Z") and starts.tzinfo:
        moment = moment.replace(tzinfo=dt.UTC).astimezone(starts.tzinfo).replace(tzinfo=None)
    return moment.date() - dt.timedelta(days=int(moment.time() < starts.time()))


def without(series: Series, left_out: Collection[dt.date]) -> list[Series]:
    """Return a series as parts that leave some of its dates out.

    A rule begun anew on one of its own days goes on as before, so the parts' days together are
    the series' days but for those left out.

    Examples
    --------
    >>> weekly = Series(starts=dt.date(2027, 1, 1), rule="FREQ=WEEKLY;COUNT=4")
    >>> [str(day) for part in without(weekly, {dt.date(2027, 1, 8)}) for day in part.dates()]
    ['2027-01-01', '2027-01-15', '2027-01-22']
    """
    out = set(left_out)
    if not series.rule:
        return [] if series.starts in out else [series]
    if not out:
        return [series]
    parts: list[Series] = []
    run: list[dt.date] = []
    for gone, day in enumerate(series.dates()):
        if day > max(out):
            parts += [_run(series, run)] if run else []
            parts.append(_rest(series, day, gone))
            run = []
            break
        if day in out:
            parts += [_run(series, run)] if run else []
            run = []
        else:
            run.append(day)
    parts += [_run(series, run)] if run else []
    if len(parts) > _MOST_PARTS:
        raise fault(
            f"at most {_MOST_PARTS} stretches", "Too many dates are left out of the series."
        )
    return parts


def _run(series: Series, days: list[dt.date]) -> Series:
    if len(days) == 1:
        return Series(starts=days[0])
    return replace(series, starts=days[0], rule=_counted(series.rule, None), until=days[-1])


def _rest(series: Series, day: dt.date, gone: int) -> Series:
    count = dict(part.split("=") for part in series.rule.split(";")).get("COUNT")
    left = int(count) - gone if count else None
    return replace(series, starts=day, rule=_counted(series.rule, left))


def _counted(rule: str, count: int | None) -> str:
    kept = [part for part in rule.split(";") if not part.startswith("COUNT=")]
    return ";".join([*kept, *([f"COUNT={count}"] if count else [])])


def as_columns(series: Series) -> dict[str, Any]:
    """Return a series as the columns of an act say it."""
    said = {"starts": series.starts, "repeats": series.rule or None, "until": series.until}
    return {name: value for name, value in said.items() if value is not None}
