"""Cells of other people's calendars: which column is which, what day and what repetition is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from pydantic_core import PydanticCustomError

from touchkit.intake.series import as_columns, read_rule
from touchkit.model.columns import fault, read_date

_CALLED = {
    "title": "title act activity subject summary event what name campaign task betreff titel was aktion massnahme",
    "starts": "starts start date when day begin begins due from datum wann start_date start_time start_datetime "
    "date_start send_date publish_date launch launch_date go_live beginnt beginnt_am termin",
    "repeats": "repeats repeat recurrence rrule rule frequency how_often wiederholung",
    "until": "until repeat_until last_date ends_on bis",
    "owner": "owner responsible who assignee assigned_to organizer organiser lead person wer verantwortlich",
    "channel": "channel medium media kanal",
    "audience": "audience target target_group target_audience segment for whom zielgruppe",
    "wording": "wording description notes note text message content details body beschreibung",
    "lead_days": "lead_days lead_time days_before vorlauf",
    "trigger": "trigger",
    "offset_days": "offset_days",
    "weekdays_only": "weekdays_only",
    "touchpoint": "touchpoint",
    "idea": "idea",
    "calendar": "calendar",
    "id": "id uid",
}
KNOWN = {word: column for column, words in _CALLED.items() for word in words.split()}
"""The column each usual heading means."""

_WORDS = {
    "daily": "DAILY", "every day": "DAILY", "weekly": "WEEKLY", "every week": "WEEKLY", "monthly": "MONTHLY",
    "every month": "MONTHLY", "quarterly": "MONTHLY;INTERVAL=3", "every quarter": "MONTHLY;INTERVAL=3",
    "fortnightly": "WEEKLY;INTERVAL=2", "biweekly": "WEEKLY;INTERVAL=2", "yearly": "YEARLY",
    "annually": "YEARLY", "every year": "YEARLY", "annual": "YEARLY",
}  # fmt: skip
_ONCE = {"once", "no", "none", "never", "one-off", "-", "einmalig"}
_SLASHED = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?:[ T,].*)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), start=1
    )
    for name in names.split()
}  # fmt: skip
_NAMED = re.compile(
    r"(?:[^\W\d]+[., ] *)?(?P<day>\d{1,2})\.?[ -](?P<month>[^\W\d]{3,})\.?,?[ -](?P<year>\d{4})"
)
_NAMED_FIRST = re.compile(
    r"(?:[^\W\d]+[., ] *)?(?P<month>[^\W\d]{3,})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})"
)


def order_of(cells: Iterable[Any]) -> str:
    """Return what comes first in dates with slashes, "day" or "month"; blank where they do not tell.

    Examples
    --------
    >>> order_of(["3/4/2027", "25/4/2027"]), order_of(["3/4/2027", "4/25/2027"])
    ('day', 'month')
    >>> order_of(["3/4/2027"])
    ''
    """
    texts = (cell.strip() for cell in cells if isinstance(cell, str))
    found = [
        match for text in texts if (match := _SLASHED.fullmatch(text)) and match["mark"] == "/"
    ]
    ways = {"day" for match in found if int(match["first"]) > 12}
    ways |= {"month" for match in found if int(match["second"]) > 12}
    return ways.pop() if len(ways) == 1 else ""


def read_day(value: Any, *, order: str) -> dt.date:
    """Return the day a cell means; a time of day beside it, and a weekday's name before, are left out.

    Parameters
    ----------
    value : object
        The cell.
    order : {"day", "month", ""}
        What comes first where slashes part the numbers; blank: not known.

    Raises
    ------
    PydanticCustomError
        When it is no day, or may be one of two.

    Examples
    --------
    >>> print(read_day("Wed 9 Sep 2026", order=""), read_day("9/13/2026", order="month"))
    2026-09-09 2026-09-13
    """
    if isinstance(value, dt.datetime):
        return value.date()
    text = value.strip() if isinstance(value, str) else value
    parts = _numbers(text, order) if isinstance(text, str) else None
    if parts is None:
        day: dt.date = read_date(text)
        return day
    try:
        return dt.date(*parts)
    except ValueError:
        raise fault("a date such as 2026-11-21", "Write a day that exists.") from None


def _numbers(text: str, order: str) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    for pattern in (_NAMED, _NAMED_FIRST):
        match = pattern.fullmatch(text)
        if match and match["month"][:3].lower() in _MONTHS:
            return int(match["year"]), _MONTHS[match["month"][:3].lower()], int(match["day"])
    match = _SLASHED.fullmatch(text)
    if match is None:
        return None
    if match["mark"] == "/" and not order and match["first"] != match["second"]:
        hint = "Write year-month-day: this can mean two days."
        raise fault("a date such as 2026-11-21", hint)
    american = match["mark"] == "/" and order == "month"
    day, month = (
        (match["second"], match["first"]) if american else (match["first"], match["second"])
    )
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    return year, int(month), int(day)


def read_repetition(value: Any, starts: dt.date | None) -> dict[str, Any]:
    """Return what a cell says of how often: a usual word, or an RRULE.

    Raises
    ------
    PydanticCustomError
        When it is neither, or a rule that never happens.

    Examples
    --------
    >>> read_repetition("Quarterly", dt.date(2027, 1, 1))
    {'repeats': 'FREQ=MONTHLY;INTERVAL=3'}
    """
    text = " ".join(str(value).split())
    if text.lower() in _ONCE:
        return {}
    word = _WORDS.get(text.lower())
    try:
        made = read_rule(f"FREQ={word}" if word else text, starts or dt.date(2000, 1, 1))
    except PydanticCustomError as error:
        if "=" in text:
            raise
        allowed = "daily, weekly, monthly, quarterly, yearly or an RRULE"
        raise fault(allowed, "Choose one of these words, or leave the cell blank.") from error
    found = as_columns(made)
    del found["starts"]
    return found


def as_word(rule: object) -> str:
    """Return a rule as the word for it, where there is one that is read back as the same rule.

    Examples
    --------
    >>> as_word("FREQ=MONTHLY;INTERVAL=3"), as_word("FREQ=MONTHLY;BYDAY=1MO")
    ('quarterly', 'FREQ=MONTHLY;BYDAY=1MO')
    """
    return words_for_rules().get(str(rule), str(rule))


def words_for_rules() -> dict[str, str]:
    """Return the word for each rule that has one."""
    return {f"FREQ={rule}": word for word, rule in reversed(_WORDS.items())}
