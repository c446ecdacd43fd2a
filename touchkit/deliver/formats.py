"""How dates, money, guesses and recurrences are written for people."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from touchkit.errors import InputError
from touchkit.figures.describe import number, signed
from touchkit.model import Client
from touchkit.model.saying import money
from touchkit.plan import act_in_words

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


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


def occasion(act: dict[str, Any], today: dt.date | None = None) -> str:
    """Say when an act happens, in the words the screen has for it; a rule nobody can read stands as it is.

    Parameters
    ----------
    act : dict
        Its row.
    today : datetime.date, optional
        Which day it is: what goes without saying is left out, see `touchkit.plan.in_words`.

    Examples
    --------
    >>> occasion({"trigger": "purchase_on", "offset_days": 3})
    '3 days after purchase'
    >>> weekly = {"starts": dt.date(2026, 12, 1), "repeats": "FREQ=WEEKLY", "weekdays_only": True}
    >>> occasion(weekly, dt.date(2026, 11, 25))
    'every week on Tuesday'
    >>> occasion({"starts": dt.date(2026, 3, 4), "repeats": "FREQ=HOURLY"})
    'FREQ=HOURLY'
    """
    try:
        return act_in_words(act, today=today)
    except InputError:
        return str(act["repeats"])


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
