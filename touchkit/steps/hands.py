"""Hands and dots as they are counted in a room: typed numbers, and totals against those present."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from touchkit.errors import InputError
from touchkit.measure.saying import count

MOST = 999
LONG_SCALE = 11
"""A scale with more points than this gets no field for each of them."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in the room.

    Attributes
    ----------
    name, alias, department : str
        The id, what the chip says, and the department's id; blank where not known.
    """

    name: str
    alias: str
    department: str = ""


def whole(text: str, what: str = "hands") -> int:
    """Return a typed number; blank is none.

    Parameters
    ----------
    text : str
        What was typed.
    what : str
        What is counted, for the message.

    Raises
    ------
    InputError
        When it is no whole number from 0 on.

    Examples
    --------
    >>> whole(" 4 "), whole("")
    (4, 0)
    >>> whole("3,5")
    Traceback (most recent call last):
    touchkit.errors.InputError: ‘3,5’ is no whole number of hands. Nothing was stored: type 0, 1, 2 …
    """
    typed = text.strip()
    if not typed:
        return 0
    if not re.fullmatch(r"[0-9]{1,6}", typed):
        shown = typed if len(typed) <= 20 else typed[:20] + "…"
        raise InputError(
            f"‘{shown}’ is no whole number of {what}. Nothing was stored: type 0, 1, 2 …"
        )
    if int(typed) > MOST:
        raise InputError(f"{typed} {what} are more than can be counted. Nothing was stored.")
    return int(typed)


def called_out(text: str, low: int, high: int) -> list[int]:
    """Return the scores somebody typed one after the other.

    Raises
    ------
    InputError
        When one of them is no whole number on the scale.

    Examples
    --------
    >>> called_out("70 80, 80;85", 0, 100)
    [70, 80, 80, 85]
    """
    found = []
    for part in re.split(r"[\s,;]+", text.strip()):
        if not part:
            continue
        if not re.fullmatch(r"-?[0-9]{1,4}", part) or not low <= int(part) <= high:
            shown = part if len(part) <= 20 else part[:20] + "…"
            raise InputError(
                f"‘{shown}’ is no whole score from {low} to {high}. Nothing was stored: correct it."
            )
        found.append(int(part))
    return found


def refuse_too_many(hands: int, present: int) -> None:
    """Refuse more hands than there are people; where nobody is listed nothing is checked.

    Raises
    ------
    InputError
        With what can be done about it.

    Examples
    --------
    >>> refuse_too_many(8, 8)
    >>> refuse_too_many(9, 8)
    Traceback (most recent call last):
    touchkit.errors.InputError: 9 hands, but only 8 people may vote. Nothing was stored: count again, or add
    who is missing on the tab Start.
    """
    if present and hands > present:
        people = "person" if present == 1 else "people"
        raise InputError(
            f"{hands} hands, but only {present} {people} may vote. Nothing was stored: "
            "count again, or add who is missing on the tab Start."
        )


def turnout(voted: int, present: int) -> str:
    """Say how many voted of those present.

    Examples
    --------
    >>> turnout(6, 8), turnout(8, 8)
    ('6 of 8 voted; 2 did not vote.', 'All 8 voted.')
    >>> turnout(0, 8), turnout(3, 0)
    ('Nobody has voted yet; 8 may.', '3 votes. Nobody is listed: totals are not checked.')
    """
    if not present:
        return f"{count(voted, 'vote')}. Nobody is listed: totals are not checked."
    if not voted:
        return f"Nobody has voted yet; {present} may."
    if voted == present:
        return f"All {present} voted."
    if voted > present:
        return f"{voted} votes; {present} are listed as voting."
    return f"{voted} of {present} voted; {present - voted} did not vote."


def spread_dots(dots: int, people: int) -> dict[int, int]:
    """Return dots as answers of people: how many people gave how many, their mean being dots / people.

    Examples
    --------
    >>> spread_dots(11, 8)
    {1: 5, 2: 3}
    >>> spread_dots(0, 8)
    {0: 8}
    """
    each, over = divmod(dots, people)
    found = {each: people - over, each + 1: over}
    return {value: n for value, n in found.items() if n}


def points_of(low: float, high: float) -> list[int]:
    """Return the whole points of a scale.

    Examples
    --------
    >>> points_of(1, 5)
    [1, 2, 3, 4, 5]
    """
    first = int(low) if float(low).is_integer() else int(low) + 1
    return list(range(first, int(high) + 1))


def several(names: Iterable[str], most: int = 6) -> str:
    """Return names in a row, the last few only counted.

    Examples
    --------
    >>> several(["Mint", "Sage"]), several("abcdefgh")
    ('Mint, Sage', 'a, b, c, d, e, f and 2 more')
    """
    known = list(names)
    rest = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + rest
