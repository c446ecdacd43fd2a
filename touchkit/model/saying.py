"""Numbers, shares and names as they are said aloud."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

FEW = 15
"""From so many people on there is an interval; fewer are a hint."""

_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def rounded(value: float, decimals: int) -> str:
    """Return a number with so many decimals, halves rounded away from zero.

    Examples
    --------
    >>> rounded(62.5, 0), rounded(0.125, 2), rounded(2.675, 2)
    ('63', '0.13', '2.68')
    """
    if not math.isfinite(value):
        return f"{value:.{decimals}f}"
    # Twelve places first: 0.1 + 0.2 has no half that anybody wrote.
    exact = Decimal(repr(round(float(value), 12)))
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def number(value: float, decimals: int = 1) -> str:
    """Return a number with a proper minus sign and never a minus zero, halves rounded away from zero.

    Means of eight people end in halves all the time, and everybody in a room has learnt at school
    that 2.25 becomes 2.3.

    Examples
    --------
    >>> number(-1.25, 2), number(-0.04), number(2.25), number(-2.625, 2)
    ('−1.25', '0.0', '2.3', '−2.63')
    """
    text = rounded(value, decimals)
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def mark(value: float) -> str:
    """Return a single mark as it was given, with one decimal at most.

    Examples
    --------
    >>> mark(4.0), mark(3.25)
    ('4', '3.3')
    """
    return number(value, 0 if float(value).is_integer() else 1)


def share(part: float) -> str:
    """Return a share from 0 to 1 as per cent; rounding makes neither none nor all of it.

    Examples
    --------
    >>> share(0.3), share(0.004), share(0.996), share(0.0)
    ('30 %', 'fewer than 1 %', 'more than 99 %', '0 %')
    """
    if 0 < part < 0.01:
        return "fewer than 1 %"
    return "more than 99 %" if 0.99 < part < 1 else f"{rounded(100 * part, 0)} %"


def money(value: float, currency: str) -> str:
    r"""Return an amount with its currency, never broken over two lines.

    Examples
    --------
    >>> money(2500, "EUR") == "EUR\u00a02,500"
    True
    """
    decimals = 0 if abs(value) >= 100 or float(value).is_integer() else 2
    return f"{currency}\u00a0{value:,.{decimals}f}".replace("-", "−")


def count(how_many: int, noun: str, several: str = "") -> str:
    """Return how many there are of what an English word names; `several` where its end does not tell.

    Examples
    --------
    >>> count(1, "mark"), count(24, "mark"), count(2, "person"), count(1200, "answer")
    ('1 mark', '24 marks', '2 people', '1,200 answers')
    """
    return f"{how_many:,} {noun if how_many == 1 else several or plural(noun)}"


def plural(noun: str) -> str:
    """Return several of what an English word names.

    Examples
    --------
    >>> plural("customer"), plural("beneficiary"), plural("guests"), plural("person")
    ('customers', 'beneficiaries', 'guests', 'people')
    """
    if noun == "person":
        return "people"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun if noun.endswith("s") else f"{noun}s"


def spelt(how_many: int) -> str:
    """Return a small number in letters.

    Examples
    --------
    >>> spelt(5), spelt(12)
    ('five', '12')
    """
    return _SPELT[how_many] if 0 <= how_many < len(_SPELT) else str(how_many)


def listing(words: Sequence[str], most: int = 4) -> str:
    """Return the words as one says them, the last few only counted where there are many.

    Examples
    --------
    >>> listing(["Invoice", "Delivery"]), listing(list("abcdef"))
    ('Invoice and Delivery', 'a, b, c and 3 more')
    """
    words = list(words)
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def called(names: Mapping[str, str] | None, value: Any) -> str:
    """Return what an id is called; the id itself where nothing else is known.

    Examples
    --------
    >>> called({"desk": "Front desk"}, "desk"), called(None, "desk")
    ('Front desk', 'desk')
    """
    return str((names or {}).get(value, value))


def capital(words: str) -> str:
    """Return the words with a capital letter at the start and the rest as it is.

    Examples
    --------
    >>> capital("the team says 4.2 at iPad desk")
    'The team says 4.2 at iPad desk'
    """
    return words[:1].upper() + words[1:]


def whose(group: str, customer_word: str = "customer") -> str:
    """Return what several people of a group are called.

    Examples
    --------
    >>> whose("team"), whose("customer", "guest"), whose("outsider")
    ('the team', 'guests', 'outsiders')
    """
    several = {"team": "the team", "customer": plural(customer_word)}
    return several.get(group, plural(group))


def missing(value: Any) -> bool:
    """Say whether a number or a text is not there.

    Examples
    --------
    >>> missing(float("nan")), missing(None), missing(0.0), missing("")
    (True, True, False, False)
    """
    return bool(pd.isna(value))
