"""Days as people type them: 2026-12-24, 24.12.2026, 24 December, in three weeks."""

from __future__ import annotations

import datetime as dt
import re

from touchkit.errors import InputError
from touchkit.model.text import clean

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_POINTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?(?:\s*(\d{4}|\d{2}))?")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)([a-z]{3,9})\.?,?(?:\s+(\d{4}))?"
)
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")
_LATER = re.compile(r"(?:in\s+)?(\d{1,3}|a|an|one|two|three|four|six)\s+(day|week|month)s?")
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}


def read_day(text: str, *, today: dt.date) -> dt.date | None:
    """Return the day somebody typed; None where nothing was typed.

    Without a year it is the next such day.

    Parameters
    ----------
    text : str
        As typed.
    today : datetime.date
        From when "in three weeks" and a day without a year count.

    Raises
    ------
    InputError
        When it is no day, no day that exists, or could be two days.

    Examples
    --------
    >>> today = dt.date(2026, 11, 25)
    >>> for typed in ("2026-12-24", "24.12.2026", "24.12.", "24 Dec", "in 2 weeks"):
    ...     print(read_day(typed, today=today))
    2026-12-24
    2026-12-24
    2026-12-24
    2026-12-24
    2026-12-09
    """
    said = clean(text).lower()
    if not said:
        return None
    try:
        day = _read(said, today)
    except ValueError:
        raise InputError(f"There is no such day as {_short(text)}. {_HINT}") from None
    if day is None or day.year < _FIRST_YEAR:
        raise InputError(f"{_short(text)} is not read as a date. {_HINT}")
    return day


def say_day(day: dt.date) -> str:
    """Return a day as people read it.

    Examples
    --------
    >>> say_day(dt.date(2026, 12, 4))
    '4 December 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


_FIRST_YEAR = 2000
"""Nothing before is a date somebody meant: 0202 is a year still being typed."""
_HINT = "Write it as 24.12.2026, 2026-12-24 or 24 December."


def _short(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def _read(said: str, today: dt.date) -> dt.date | None:
    if found := _ISO.fullmatch(said):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := _POINTS.fullmatch(said):
        return _day(int(found[1]), int(found[2]), found[3], today)
    if found := _SLASHES.fullmatch(said):
        return _day(*_which(int(found[1]), int(found[2]), said), found[3], today)
    return _later(said, today) or _in_words(said, today)


def _in_words(said: str, today: dt.date) -> dt.date | None:
    if found := _NAMED.fullmatch(said):
        return _named(int(found[1]), found[2], found[3], today)
    if found := _NAMED_FIRST.fullmatch(said):
        return _named(int(found[2]), found[1], found[3], today)
    return None


def _which(first: int, second: int, said: str) -> tuple[int, int]:
    """Return day and month of 24/12; 04/12 is two days in two countries, and so neither."""
    if first <= 12 and second <= 12 and first != second:
        raise InputError(
            f"“{said}” can be read in two ways. Write {first}.{second}. for the day first, or the "
            "month as a word."
        )
    return (first, second) if second <= 12 else (second, first)


def _day(day: int, month: int, year: str | None, today: dt.date) -> dt.date:
    if year:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # A leap day has to wait up to eight years for its turn.
    for later in range(9):
        try:
            found = dt.date(today.year + later, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day, month)


def _named(day: int, month: str, year: str | None, today: dt.date) -> dt.date | None:
    known = [place for place, name in enumerate(MONTHS, start=1) if name.startswith(month)]
    return _day(day, known[0], year, today) if len(known) == 1 else None


def _later(said: str, today: dt.date) -> dt.date | None:
    plain = {"today": 0, "tomorrow": 1, "next week": 7}
    if said in plain:
        return today + dt.timedelta(days=plain[said])
    found = _LATER.fullmatch(said)
    if not found:
        return None
    how_many = _WORDS.get(found[1]) or int(found[1])
    if found[2] != "month":
        return today + dt.timedelta(days=how_many * (7 if found[2] == "week" else 1))
    years, month = divmod(today.month - 1 + how_many, 12)
    last = (dt.date(today.year + years + (month == 11), (month + 1) % 12 + 1, 1)) - dt.timedelta(
        days=1
    )
    return last.replace(day=min(today.day, last.day))
