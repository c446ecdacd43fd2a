"""The few choices from which an editor makes a recurrence rule, and finds them again in one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from touchkit.errors import InputError, Problem
from touchkit.model.text import listed
from touchkit.plan.plainly import MONTHS, QUARTER_ENDS, QUARTERS, WEEKDAYS, in_words
from touchkit.plan.rules import DAYS, Rule, read_rule

Every = Literal["day", "week", "month", "quarter", "year"]
Which = Literal["first", "second", "third", "fourth", "last"]

EVERY: tuple[Every, ...] = ("day", "week", "month", "quarter", "year")
WHICH: tuple[Which, ...] = ("first", "second", "third", "fourth", "last")
_FREQ = {"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "quarter": "MONTHLY",
         "year": "YEARLY"}  # fmt: skip
_NTH = dict(zip(WHICH, (1, 2, 3, 4, -1), strict=True))


@dataclass(frozen=True, kw_only=True)
class Repeat:
    """How an act recurs, as a person chooses it. A change makes a new one.

    Attributes
    ----------
    every : {"day", "week", "month", "quarter", "year"}
        What is counted.
    interval : int
        Every how many of them.
    weekdays : tuple of str
        With week: on which days, in English. With month, quarter or year and `which`: one day, or
        none for any weekday from Monday to Friday.
    which : {"first", "second", "third", "fourth", "last"} or None
        Which of those in the month, in the first month of the quarter, in `month` of the year.
    monthday : int or None
        A day of the month instead, 1 to 31; -1 for the last.
    month : int or None
        With year: the month, 1 to 12.
    times : int or None
        How often in all.

    What is left out the act's first date says.

    Examples
    --------
    >>> Repeat(every="quarter", which="first", weekdays=("Monday",)).rule
    'FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO'
    >>> Repeat(every="month", which="last").words
    'on the last weekday of each month'
    """

    every: Every
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    which: Which | None = None
    monthday: int | None = None
    month: int | None = None
    times: int | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises
        ------
        InputError
            With a problem for each choice that does not go together.
        """
        problems = list(self._faults())
        if problems:
            raise InputError("The recurrence cannot be made.", problems)

    def _faults(self) -> list[Problem]:
        wrong = []
        if self.every not in EVERY:
            wrong.append(_problem("every", self.every, listed(EVERY)))
        if self.which is not None and self.which not in WHICH:
            wrong.append(_problem("which", self.which, listed(WHICH)))
        wrong += [_problem("weekdays", day, listed(WEEKDAYS)) for day in self.weekdays
                  if day not in WEEKDAYS]  # fmt: skip
        wrong += [_problem(name, value, "a whole number from 1 to 9,999") for name, value
                  in (("interval", self.interval), ("times", self.times or 1))
                  if isinstance(value, bool) or not 1 <= value <= 9_999]  # fmt: skip
        if self.monthday is not None and not (1 <= self.monthday <= 31 or self.monthday == -1):
            wrong.append(_problem("monthday", self.monthday, "1 to 31, or -1 for the last"))
        if self.month is not None and (not 1 <= self.month <= 12 or self.every != "year"):
            wrong.append(_problem("month", self.month, "1 to 12, with every year"))
        monthly = self.every in ("month", "quarter", "year")
        if (self.which or self.monthday) and not monthly:
            wrong.append(
                _problem("which", self.which or self.monthday, "nothing with day and week")
            )
        if self.which and self.monthday:
            wrong.append(_problem("monthday", self.monthday, "either which or monthday"))
        if self.weekdays and not (self.every == "week" or (self.which and len(self.weekdays) == 1)):
            wrong.append(
                _problem("weekdays", listed(self.weekdays), "days with week; one with which")
            )
        if self.every == "quarter" and self.interval != 1:
            wrong.append(_problem("interval", self.interval, "1 with quarter"))
        return wrong

    @property
    def rule(self) -> str:
        """The rule, as the column repeats of acts has it."""
        parts = [f"FREQ={_FREQ[self.every]}"]
        days = [DAYS[WEEKDAYS.index(day)] for day in self.weekdays]
        placed = bool(self.which or self.monthday)
        interval = 3 if self.every == "quarter" and not placed else self.interval
        parts += [f"INTERVAL={interval}"] if interval > 1 else []
        if self.every == "quarter" and placed:
            ends = self.which == "last" or self.monthday == -1
            months = QUARTER_ENDS if ends else QUARTERS
            parts.append(f"BYMONTH={','.join(map(str, months))}")
        if self.month or (self.every == "year" and placed):
            parts.append(f"BYMONTH={self.month or 1}")
        if self.which and days:
            parts.append(f"BYDAY={_NTH[self.which]}{days[0]}")
        elif self.which:
            parts += [f"BYDAY={','.join(DAYS[:5])}", f"BYSETPOS={_NTH[self.which]}"]
        elif days:
            parts.append(f"BYDAY={','.join(days)}")
        parts += [f"BYMONTHDAY={self.monthday}"] if self.monthday else []
        parts += [f"COUNT={self.times}"] if self.times else []
        return ";".join(parts)

    @property
    def words(self) -> str:
        """How it recurs, in plain words."""
        return in_words(self.rule)

    def said(self, starts: dt.date) -> str:
        """Return how it recurs from a first date on, in plain words."""
        return in_words(self.rule, starts=starts)


def repeat_of(repeats: str) -> Repeat | None:
    """Return the choices a rule was made of, for an editor to show; None where they cannot say it.

    Parameters
    ----------
    repeats : str
        A rule.

    Raises
    ------
    InputError
        If the rule cannot be read.

    Examples
    --------
    >>> repeat_of("FREQ=MONTHLY;BYDAY=-1FR")
    Repeat(every='month', interval=1, weekdays=('Friday',), which='last', monthday=None, month=None,
    times=None)
    """
    rule = read_rule(repeats)
    for every in EVERY:
        if _FREQ[every] != rule.freq:
            continue
        made = _tried(rule, every)
        # Whatever the choices leave out shows when the rule is made again.
        if made is not None and read_rule(made.rule) == rule:
            return made
    return None


def _tried(rule: Rule, every: Every) -> Repeat | None:
    names = {nth: which for which, nth in _NTH.items()}
    which = None
    days = tuple(WEEKDAYS[day] for day, _ in rule.by_day)
    if rule.by_setpos:
        which, days = names.get(rule.by_setpos[0]), ()
    elif rule.by_day and rule.by_day[0][1]:
        which = names.get(rule.by_day[0][1])
    placed = bool(which or rule.by_monthday)
    interval = rule.interval if every != "quarter" else 1
    month = rule.by_month[0] if every == "year" and rule.by_month else None
    if every == "quarter" and not placed and rule.interval != 3:
        return None
    try:
        return Repeat(
            every=every, interval=interval, weekdays=days, which=which, month=month,
            monthday=rule.by_monthday[0] if rule.by_monthday else None, times=rule.count,
        )  # fmt: skip
    except InputError:
        return None


def _problem(column: str, found: object, allowed: str) -> Problem:
    hint = "Choose again." if column != "month" else f"{MONTHS[0]} is 1."
    return Problem(file="recurrence", column=column, found=f"{found}", allowed=allowed, hint=hint)
