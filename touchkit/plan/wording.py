"""Days and shares as a plan says them."""

from __future__ import annotations

import math

from touchkit.model.saying import count, number, rounded


def days(amount: float) -> str:
    """Return days as they are said.

    Examples
    --------
    >>> days(1), days(2.0), days(0.25)
    ('1 day', '2 days', '0.25 days')
    """
    whole = round(amount)
    if abs(amount - whole) < 0.005:
        return count(whole, "day")
    return f"{number(amount, 2).rstrip('0')} days"


MONTHS_MOST = 600
"""What takes longer to come back than anybody plans for never does."""


def payback(months: float) -> str:
    """Return how long it takes until what is spent has come back.

    Examples
    --------
    >>> payback(0.4), payback(4.2), payback(601)
    ('less than a month', '5 months', 'never')
    """
    if not months <= MONTHS_MOST:
        return "never"
    return "less than a month" if months < 1 else count(math.ceil(months - 1e-9), "month")


def apart(less: float, more: float) -> tuple[str, str]:
    """Return two shares as per cent, with as many decimals as it takes to tell them apart.

    Examples
    --------
    >>> apart(0.351, 0.412), apart(0.4112, 0.4118)
    (('35 %', '41 %'), ('41.1 %', '41.2 %'))
    """
    for decimals in range(4):
        said = f"{rounded(100 * less, decimals)} %", f"{rounded(100 * more, decimals)} %"
        if said[0] != said[1]:
            break
    return said


def guessed(touchpoints: int) -> str:
    """Say of how many touchpoints it was assumed how far the scores may be off; blank: of none.

    Examples
    --------
    >>> guessed(1), guessed(0)
    ('At 1 touchpoint nobody knows how far the scores may be off; a wide spread was assumed.', '')
    """
    if not touchpoints:
        return ""
    where = count(touchpoints, "touchpoint")
    return f"At {where} nobody knows how far the scores may be off; a wide spread was assumed."
