"""Recurrences in plain words: what a rule, a trigger and an offset mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from touchkit.model.saying import missing
from touchkit.plan.recurring import days_of, number_of
from touchkit.plan.rules import Rule, read_rule
from touchkit.plan.spoken import spoken_date
from touchkit.plan.wording import days as so_many_days

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
QUARTERS = (1, 4, 7, 10)
QUARTER_ENDS = (3, 6, 9, 12)
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last",
        -2: "last but one"}  # fmt: skip
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_LENGTHS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
"""The most days from one time to the next."""


def in_words(
    repeats: str | None = None,
    *,
    starts: dt.date | None = None,
    trigger: str | None = None,
    offset_days: int | None = None,
    until: dt.date | None = None,
    weekdays_only: bool = False,
    today: dt.date | None = None,
) -> str:
    """Return when an act is due, in plain words.

    Parameters
    ----------
    repeats, starts, trigger, offset_days, until, weekdays_only
        As the table acts has them.
    today : datetime.date, optional
        Which day it is: then what goes without saying is left out, a first date that is the next
        time or lies behind, and days off where only a holiday could be one.

    Returns
    -------
    str
        Without a capital and a full stop, so that it fits into a sentence.

    Raises
    ------
    InputError
        If the rule cannot be read.

    Examples
    --------
    >>> in_words("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO")
    'on the first Monday of each quarter'
    >>> in_words(trigger="purchase_on", offset_days=3)
    '3 days after purchase'
    >>> in_words("FREQ=YEARLY", trigger="birthday_on")
    'on the birthday, every year'
    >>> in_words("FREQ=WEEKLY;INTERVAL=2", starts=dt.date(2026, 12, 1), weekdays_only=True)
    'every 2 weeks on Tuesday, from 1 December 2026; on a day off the next working day'
    >>> in_words("FREQ=YEARLY", starts=dt.date(2026, 12, 14), today=dt.date(2026, 11, 25))
    'every year on 14 December'
    """
    rule = None if _gone(repeats) else read_rule(str(repeats))
    first = None if _gone(starts) else starts
    last = rule.until if rule else None
    if not _gone(until):
        last = until if last is None else min(_day(last), _day(until))
    if _gone(trigger):
        said = _recurs(rule, _day(first)) if rule else f"on {_said(first)}" if first else "never"
        said += _begins(rule, _day(first), today) if rule and first else ""
    else:
        said = after(str(trigger), 0 if _gone(offset_days) else int(offset_days or 0))
        said += f", {_again(rule)}" if rule else ""
    if rule and rule.count:
        said += ", once" if rule.count == 1 else f", {rule.count} times"
    said += f", until {_said(last)}" if last is not None else ""
    if weekdays_only and (today is None or _weekends(rule, _day(first), hangs=not _gone(trigger))):
        said += f"; {on_a_day_off(trigger, offset_days)}"
    return said


def on_a_day_off(trigger: Any = None, offset_days: Any = None) -> str:
    """Return what an act does that is kept to working days.

    Examples
    --------
    >>> on_a_day_off("renewal_on", -9)
    'on a day off the working day before'
    """
    before = not _gone(trigger) and not _gone(offset_days) and int(offset_days) < 0
    return f"on a day off the {'working day before' if before else 'next working day'}"


def _begins(rule: Rule, first: dt.date, today: dt.date | None) -> str:
    """Return from when on, where that is not said already."""
    number = number_of(first)
    begins = bool(len(days_of(rule, number, number, number)))
    if today is not None:
        longest = rule.interval * _LENGTHS[rule.freq]
        if first <= today or (begins and (first - today).days <= longest):
            return ""
    dated = begins and rule.freq == "YEARLY" and not (rule.by_day or rule.by_weekno)
    return f", from {first.year if dated else _said(first)}"


def _weekends(rule: Rule | None, first: dt.date | None, *, hangs: bool) -> bool:
    """Return whether an act may fall on a weekend."""
    if hangs or first is None:
        return True
    if rule is not None and rule.by_day:
        return any(day > 4 for day, _ in rule.by_day)
    if rule is not None and rule.freq != "WEEKLY":
        return True
    return first.weekday() > 4


def act_in_words(act: Mapping[str, Any], *, today: dt.date | None = None) -> str:
    """Return when an act is due, from its row: see `in_words`."""
    names = ("starts", "trigger", "offset_days", "until")
    given = {name: None if _gone(act.get(name)) else act[name] for name in names}
    only = act.get("weekdays_only")
    repeats = None if _gone(act.get("repeats")) else act["repeats"]
    return in_words(repeats, **given, weekdays_only=not _gone(only) and bool(only), today=today)


def after(trigger: str, offset: int) -> str:
    """Return an offset from a customer's date, as it is said.

    Examples
    --------
    >>> after("first_clean_on", 1), after("renewal_on", -14), after("birthday_on", 0)
    ('1 day after the first clean', '14 days before renewal', 'on the birthday')
    """
    noun = trigger.removesuffix("_on").replace("_", " ").strip()
    if not offset:
        return f"on the {noun}" if noun == "birthday" else f"on the day of {_the(noun)}"
    return f"{so_many_days(abs(offset))} {'after' if offset > 0 else 'before'} {_the(noun)}"


def _the(noun: str) -> str:
    return f"the {noun}" if " " in noun or noun == "birthday" else noun


def _recurs(rule: Rule, first: dt.date | None) -> str:
    """Return how a rule recurs that has a first day of its own."""
    return " ".join(part for part in (_how_often(rule, first), _on_what(rule, first)) if part)


def _how_often(rule: Rule, first: dt.date | None) -> str:
    if rule.interval > 1 or rule.freq not in ("MONTHLY", "YEARLY"):
        return _every(rule)
    if rule.freq == "MONTHLY":
        # "the 15th of each month" says it already.
        said = rule.names_days or rule.by_month or first
        return "" if said else _every(rule)
    return "" if rule.by_month and (rule.by_day or rule.by_setpos) else _every(rule)


def _every(rule: Rule) -> str:
    unit = _UNITS[rule.freq]
    if rule.interval == 3 and rule.freq == "MONTHLY":
        return "every quarter"
    if rule.interval == 6 and rule.freq == "MONTHLY":
        return "every half year"
    return f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"


def _again(rule: Rule) -> str:
    """Return how often an act comes again after a customer's date."""
    if rule.plain:
        return _every(rule)
    return _recurs(rule, None)


def _on_what(rule: Rule, first: dt.date | None) -> str:
    parts = [_days_of_rule(rule, first)]
    if rule.by_day and rule.by_monthday:
        either = " or ".join(_joined([_nth(n) for n in rule.by_monthday]).rsplit(" and ", 1))
        parts.append(f"that is the {either} of the month")
    if rule.by_yearday:
        parts.append(f"on the {_joined([_nth(n) for n in rule.by_yearday])} day of the year")
    if rule.by_weekno:
        parts.append(f"in week {_joined([str(n) for n in rule.by_weekno])}")
    if rule.by_month and not _place(rule) and not _dated(rule, first):
        parts.append(f"in {_months(rule.by_month)}")
    return " ".join(part for part in parts if part)


def _days_of_rule(rule: Rule, first: dt.date | None) -> str:
    where = _place(rule)
    picked = f"{_joined([_ordinal(n) for n in rule.by_setpos])} of " if rule.by_setpos else ""
    if rule.by_day:
        workdays = tuple(day for day, nth in rule.by_day if not nth) == (0, 1, 2, 3, 4)
        if picked and workdays:
            which = _joined([_ordinal(n) for n in rule.by_setpos])
            return f"on the {which} weekday{where or _whole(rule)}"
        if rule.freq == "MONTHLY" and not picked and not any(nth for _, nth in rule.by_day):
            each = "weekday" if workdays else _joined([_weekday(*pair) for pair in rule.by_day])
            return f"on every {each}{f' in {_months(rule.by_month)}' if where else ''}"
        names = "weekdays" if workdays else _joined([_weekday(*pair) for pair in rule.by_day])
        the = "the " if picked or any(nth for _, nth in rule.by_day) else ""
        the += picked
        return f"on {the}{names}{where}" if where or not the else f"on {the}{names}{_whole(rule)}"
    if rule.by_monthday:
        if _dated(rule, first):
            numbers = _joined([str(n) if n > 0 else _nth(n) for n in rule.by_monthday])
            return f"on {numbers} {_months(rule.by_month)}"
        numbers = _joined([_nth(n) for n in rule.by_monthday])
        return f"on {picked}the {numbers}{where or _whole(rule)}"
    return _from_first(rule, first)


def _from_first(rule: Rule, first: dt.date | None) -> str:
    """Return what the first day says where the rule says nothing."""
    if first is None or rule.freq == "DAILY" or rule.by_yearday or rule.by_weekno:
        return ""
    if rule.freq == "WEEKLY":
        return f"on {WEEKDAYS[first.weekday()]}"
    if rule.freq == "YEARLY":
        months = _months(rule.by_month or (first.month,))
        return f"on {first.day} {months}{_lacking(first, rule)}"
    return f"on the {_nth(first.day)}{_place(rule) or _whole(rule)}{_lacking(first, rule)}"


def _lacking(first: dt.date, rule: Rule) -> str:
    """Say so where the day does not exist in every month or year."""
    if first.month == 2 and first.day == 29 and rule.freq == "YEARLY":
        return " (leap years only)"
    if first.day > 28 and rule.freq == "MONTHLY":
        return " (months without one are left out)"
    return ""


def _place(rule: Rule) -> str:
    """Return the months a day is counted in; blank where it is every one."""
    if rule.interval != 1 or rule.freq not in ("MONTHLY", "YEARLY") or not rule.by_month:
        return ""
    nths = [nth for _, nth in rule.by_day] + list(rule.by_setpos or rule.by_monthday)
    if rule.by_month == QUARTERS and rule.by_day and all(0 <= nth <= 4 for nth in nths):
        return " of each quarter"
    if rule.by_month == QUARTERS and (rule.by_day or rule.by_monthday):
        return " of the first month of each quarter"
    if rule.by_month == QUARTER_ENDS and set(nths) <= {0, -1}:
        return " of each quarter"
    numbered = any(nth for _, nth in rule.by_day) or rule.by_setpos or rule.freq == "MONTHLY"
    return f" of {_months(rule.by_month)}" if numbered else ""


def _whole(rule: Rule) -> str:
    if rule.freq in ("MONTHLY", "YEARLY"):
        each = "each" if rule.freq == "MONTHLY" and rule.interval == 1 else "the"
        return f" of {each} {_UNITS[rule.freq]}"
    return ""


def _dated(rule: Rule, first: dt.date | None) -> bool:
    return bool(
        rule.freq == "YEARLY" and rule.by_month and (rule.by_monthday or first)
        and not rule.by_day and not _place(rule)
    )  # fmt: skip


def _weekday(day: int, nth: int) -> str:
    return f"{_ordinal(nth)} {WEEKDAYS[day]}" if nth else WEEKDAYS[day]


def _ordinal(number: int) -> str:
    return _NTH.get(number, _nth(number))


def _nth(number: int) -> str:
    if number < 0:
        return "last day" if number == -1 else f"{_nth(-number)} last day"
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


def _months(months: Sequence[int]) -> str:
    return _joined([MONTHS[month - 1] for month in months])


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _said(day: dt.date | None) -> str:
    return "" if day is None else spoken_date(_day(day))


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, dt.datetime) else value


def _gone(value: Any) -> bool:
    return value is None or missing(value) or (isinstance(value, str) and not value.strip())
