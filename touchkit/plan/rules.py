"""A recurrence rule (iCalendar's RRULE), read into its parts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from touchkit.errors import InputError, Problem
from touchkit.model.text import did_you_mean, listed

FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_TOO_OFTEN = ("HOURLY", "MINUTELY", "SECONDLY")
_LIMITS = {"BYMONTH": (1, 12), "BYMONTHDAY": (-31, 31), "BYYEARDAY": (-366, 366),
           "BYWEEKNO": (-53, 53), "BYSETPOS": (-366, 366)}  # fmt: skip
_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", *_LIMITS, "BYDAY", "WKST")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T\d{6}Z?)?")
_MOST = 9_999


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A recurrence rule's parts; empty where the rule does not say.

    Attributes
    ----------
    freq : {"YEARLY", "MONTHLY", "WEEKLY", "DAILY"}
        What is counted.
    interval : int
        Every how many of them.
    count : int or None
        How often in all.
    until : datetime.date or None
        The last date, included.
    by_month, by_monthday, by_yearday, by_weekno, by_setpos : tuple of int
        As in RFC 5545; negative ones count from the end.
    by_day : tuple of (int, int)
        Weekday (0: Monday) and which of them (0: every, 1: first, -1: last).
    week_starts : int
        The weekday a week starts with.
    """

    freq: str
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None
    by_month: tuple[int, ...] = field(default=())
    by_monthday: tuple[int, ...] = field(default=())
    by_yearday: tuple[int, ...] = field(default=())
    by_weekno: tuple[int, ...] = field(default=())
    by_setpos: tuple[int, ...] = field(default=())
    by_day: tuple[tuple[int, int], ...] = field(default=())
    week_starts: int = 0

    @property
    def plain(self) -> bool:
        """Whether only how often is said, so that the first date says the rest."""
        return not (self.names_days or self.by_month or self.by_setpos)

    @property
    def names_days(self) -> bool:
        """Whether the rule itself says which days are meant."""
        return bool(self.by_monthday or self.by_yearday or self.by_weekno or self.by_day)


def read_rule(text: str) -> Rule:
    """Return a rule's parts.

    Parameters
    ----------
    text : str
        ``FREQ=MONTHLY;BYDAY=1MO``, with ``RRULE:`` before it or without, in any case.

    Raises
    ------
    InputError
        With a problem for each part that cannot be read.

    Examples
    --------
    >>> read_rule("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO").by_day
    ((0, 1),)
    """
    rule, wrong = _read(text)
    if rule is None:
        problems = [Problem(file="acts", column="repeats", found=f, allowed=a, hint=h)
                    for f, a, h in wrong]  # fmt: skip
        raise InputError("The recurrence cannot be read.", problems)
    return rule


Wrong = tuple[str, str, str]
"""What was found, what is allowed, what to do."""


def rule_faults(text: str) -> tuple[Wrong, ...]:
    """Return what is wrong with a rule: found, allowed and hint of each fault."""
    return _read(text)[1]


@cache
def _read(text: str) -> tuple[Rule | None, tuple[Wrong, ...]]:
    given, wrong = _parts(text)
    made: dict[str, Any] = {}
    for name, value in given.items():
        reader, allowed = _READERS[name]
        try:
            made[name] = reader(value)
        except ValueError:
            wrong.append((f"{name}={value}", allowed, _hint(name, value)))
    if "FREQ" not in given:
        wrong.append((text, "a rule with FREQ", "Begin with FREQ=WEEKLY, MONTHLY or YEARLY."))
    if wrong:
        return None, tuple(wrong)
    return Rule(**{_FIELDS[name]: value for name, value in made.items()}), ()


def _parts(text: str) -> tuple[dict[str, str], list[Wrong]]:
    body = re.sub(r"^RRULE:", "", text.strip().upper())
    given: dict[str, str] = {}
    wrong: list[Wrong] = []
    for part in body.strip(";").split(";"):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in _PARTS:
            clock = name in ("BYHOUR", "BYMINUTE", "BYSECOND")
            hint = did_you_mean(name, _PARTS, "Take this part out.")
            hint = "An act is on a day; take the time of day out." if clock else hint
            wrong.append((part or text, f"parts {listed(_PARTS, 20)}", hint))
        elif name in given:
            wrong.append((f"{name} twice", "each part once", "Keep one of the two."))
        else:
            given[name] = value
    return given, wrong


def _hint(name: str, value: str) -> str:
    if name == "FREQ" and value in _TOO_OFTEN:
        return "Customers cannot be written to every hour; write DAILY or less often."
    if name == "FREQ":
        return did_you_mean(value, FREQUENCIES, "Write YEARLY, MONTHLY, WEEKLY or DAILY.")
    if name == "UNTIL":
        return "Write year, month and day, with a day that exists."
    if name in ("INTERVAL", "COUNT"):
        return "Write a whole number, 1 or more."
    return "Write MO for Monday, 1MO for the first." if name == "BYDAY" else "Correct the number."


def _frequency(value: str) -> str:
    if value not in FREQUENCIES:
        raise ValueError
    return value


def _whole(value: str) -> int:
    number = int(value) if value.isascii() and value.isdigit() else 0
    if not 1 <= number <= _MOST:
        raise ValueError
    return number


def _until(value: str) -> dt.date:
    found = _UNTIL.fullmatch(value)
    if not found:
        raise ValueError
    return dt.date(int(found[1]), int(found[2]), int(found[3]))


def _numbers(low: int, high: int) -> Any:
    def read(value: str) -> tuple[int, ...]:
        numbers = tuple(int(part) for part in value.split(",") if re.fullmatch(r"[+-]?\d+", part))
        if len(numbers) != len(value.split(",")) or not _within(numbers, low, high):
            raise ValueError
        return tuple(sorted(set(numbers)))

    return read


def _within(numbers: Iterable[int], low: int, high: int) -> bool:
    return all(low <= number <= high and number for number in numbers)


def _days(value: str) -> tuple[tuple[int, int], ...]:
    found = [_DAY.fullmatch(part.strip()) for part in value.split(",")]
    pairs = [(DAYS.index(one[2]), int(one[1] or 0)) for one in found if one]
    if len(pairs) != len(found) or any(one and one[1] and not int(one[1]) for one in found):
        raise ValueError
    if any(abs(nth) > 53 for _, nth in pairs):
        raise ValueError
    return tuple(dict.fromkeys(pairs))


def _weekday(value: str) -> int:
    return DAYS.index(value)


_FIELDS = {"FREQ": "freq", "INTERVAL": "interval", "COUNT": "count", "UNTIL": "until",
           "BYMONTH": "by_month", "BYMONTHDAY": "by_monthday", "BYYEARDAY": "by_yearday",
           "BYWEEKNO": "by_weekno", "BYSETPOS": "by_setpos", "BYDAY": "by_day",
           "WKST": "week_starts"}  # fmt: skip
_READERS: dict[str, tuple[Any, str]] = {
    "FREQ": (_frequency, listed(FREQUENCIES)),
    "INTERVAL": (_whole, f"1 to {_MOST}"),
    "COUNT": (_whole, f"1 to {_MOST}"),
    "UNTIL": (_until, "a date such as 20271231"),
    "BYDAY": (_days, "days such as MO, 1MO or -1FR"),
    "WKST": (_weekday, listed(DAYS)),
    **{
        name: (_numbers(low, high), f"{'' if low > 0 else f'{low} to -1, '}1 to {high}")
        for name, (low, high) in _LIMITS.items()
    },
}
