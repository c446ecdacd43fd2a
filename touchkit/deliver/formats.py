"""How dates, money, guesses and recurrences are written for people."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from touchkit.figures.describe import number, signed
from touchkit.model import Client
from touchkit.model.saying import money

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday",
    "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip
_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


def today(client: Client) -> dt.date:
    """Return the date where the client is."""
    try:
        zone = ZoneInfo(client.timezone) if client.timezone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return dt.datetime.now(tz=zone or dt.UTC).astimezone(zone).date()


def day(value: Any) -> str:
    """Write a date, month in letters so that no two countries read it differently.

    Examples
    --------
    >>> day(dt.date(2026, 3, 4)), day(None)
    ('4 March 2026', '')
    """
    if not isinstance(value, dt.date):
        return ""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def guess(value: Any, kind: str, client: Client) -> str:
    r"""Write a guess: a number in its unit, or a size with what the client takes it to mean.

    Parameters
    ----------
    value : str or None
        A number as text, or S, M, L.
    kind : {"lift", "money", "days"}
        What is guessed.
    client : Client
        Whose sizes and currency.

    Examples
    --------
    >>> guess("M", "lift", Client(title="Lavender")), guess("12", "days", Client(title="Lavender"))
    ('M (about +0.7)', '12 days')
    """
    if not isinstance(value, str) or not value:
        return ""
    amount = getattr(getattr(client.sizes, kind), value, None) if value in ("S", "M", "L") else None
    plain = _amount(float(value) if amount is None else float(amount), kind, client)
    return plain if amount is None else f"{value} (about {plain})"


def _amount(value: float, kind: str, client: Client) -> str:
    if kind == "money":
        return money(value, client.currency)
    if kind == "days":
        return f"{value:g} day{'' if value == 1 else 's'}"
    return signed(value)


def occasion(act: dict[str, Any]) -> str:
    """Say when an act happens: a date, or days after a date in a customer's life, and how often.

    Examples
    --------
    >>> occasion({"trigger": "purchase_on", "offset_days": 3})
    '3 days after purchase'
    >>> occasion({"starts": dt.date(2026, 3, 4), "repeats": "FREQ=MONTHLY;INTERVAL=3"})
    'from 4 March 2026, every 3 months'
    """
    trigger, starts = act.get("trigger"), act.get("starts")
    if trigger:
        when = _after(
            str(trigger).removesuffix("_on").replace("_", " "), act.get("offset_days") or 0
        )
    else:
        when = day(starts)
    often = recurrence(str(act["repeats"])) if act.get("repeats") else ""
    if often and not trigger:
        when = f"from {when}"
    until = f"until {day(act['until'])}" if act.get("until") else ""
    return ", ".join(part for part in (when, often, until) if part)


def _after(what: str, days: int) -> str:
    if not days:
        return f"on the day of {what}"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{count} {'after' if days > 0 else 'before'} {what}"


def recurrence(rule: str) -> str:
    """Put an iCalendar RRULE into words; one too intricate is given as it stands.

    Examples
    --------
    >>> recurrence("FREQ=WEEKLY;BYDAY=MO,TH"), recurrence("FREQ=YEARLY;COUNT=3")
    ('every week on Monday and Thursday', 'every year, 3 times')
    >>> recurrence("FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR")
    'FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR'
    """
    text = rule.upper().removeprefix("RRULE:")
    parts = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    days = [_DAYS.get(name) for name in parts.get("BYDAY", "").split(",") if name]
    known = set(parts) <= {"FREQ", "INTERVAL", "BYDAY", "COUNT", "WKST"}
    unit = _UNITS.get(parts.get("FREQ", ""))
    if unit is None or not known or None in days or (days and unit != "week"):
        return rule
    every = (
        int(parts["INTERVAL"])
        if parts.get("INTERVAL", "1").isdecimal() and "INTERVAL" in parts
        else 1
    )
    words = f"every {unit}" if every == 1 else f"every {every} {unit}s"
    if days:
        words += f" on {' and '.join(str(name) for name in days)}"
    return f"{words}, {parts['COUNT']} times" if "COUNT" in parts else words


def share(part: float, whole: float) -> str:
    """Write a part of a whole in per cent; a dash where there is no whole."""
    return f"{number(100 * part / whole, 0)}\u00a0%" if whole else "–"


def listing(words: list[str]) -> str:
    """Join words as one says them.

    Examples
    --------
    >>> listing(["a"]), listing(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    return (
        words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
    )


def count(value: int, word: str, words: str = "") -> str:
    """Write how many of something there are.

    Examples
    --------
    >>> count(1, "touchpoint"), count(0, "reply", "replies")
    ('1 touchpoint', '0 replies')
    """
    return f"{value:,} {word if value == 1 else words or f'{word}s'}"
