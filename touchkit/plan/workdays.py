"""Working days: which they are in a country, and where an act goes that must not fall on another."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from touchkit.errors import InputError, Problem
from touchkit.model.text import listed
from touchkit.plan.recurring import date_of

MARGIN = 21
"""More days than any country has free in a row."""


def unknown_country(country: str | None) -> Problem | None:
    """Return what is wrong with a country's code; None where its holidays are known."""
    if not country:
        return None
    import holidays

    known = holidays.list_supported_countries(include_aliases=True)
    code, _, part = country.strip().upper().partition("-")
    if code not in known:
        hint = "Write the country's two letters, such as IE, or leave it blank."
        return _problem(country, "a country's two letters", hint)
    if part and part not in known[code]:
        hint = f"Write {code} alone, or one of its parts behind it: {code}-{next(iter(known[code]), part)}."
        return _problem(country, f"{code}, or a part of it: {listed(known[code])}", hint)
    return None


def _problem(country: str, allowed: str, hint: str) -> Problem:
    return Problem(file="client", column="country", found=country, allowed=allowed, hint=hint)


@lru_cache(maxsize=64)
def working(country: str | None, low: int, high: int) -> np.ndarray:
    """Return whether each day of a stretch is a working day: no weekend, no public holiday.

    Parameters
    ----------
    country : str or None
        Two letters, such as ``IE``, or with a part, ``DE-BY``; None: no holidays are known.
    low, high : int
        The first and the last day.

    Raises
    ------
    InputError
        If the country's holidays are not known.
    """
    fault = unknown_country(country)
    if fault:
        raise InputError("The public holidays are not known.", [fault])
    free = (np.arange(low, high + 1) + 3) % 7 >= 5
    if country:
        import holidays

        code, _, part = country.strip().upper().partition("-")
        years = range(date_of(low).year, date_of(high).year + 1)
        for day in holidays.country_holidays(code, subdiv=part or None, years=years):
            place = day.toordinal() - date_of(low).toordinal()
            if 0 <= place <= high - low:
                free[place] = True
    return ~free


def moved(day: np.ndarray, back: bool, country: str | None, low: int, high: int) -> np.ndarray:  # noqa: FBT001 # read beside its table
    """Return each day, or the nearest working day after it, or before it where `back` is said.

    The days lie between `low` and `high`; the answer may lie a few days beyond.
    """
    start, stop = low - MARGIN, high + MARGIN
    there = working(country, start, stop)
    place = np.arange(stop - start + 1)
    if back:
        near = np.maximum.accumulate(np.where(there, place, -1))
        near = np.where(near < 0, place, near)
    else:
        near = np.minimum.accumulate(np.where(there, place, len(place))[::-1])[::-1]
        near = np.where(near == len(place), place, near)
    return np.asarray(near[day - start] + start)
