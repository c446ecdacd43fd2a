"""How much goes on one page: the lines a text takes are estimated, rather one too many than one cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

LINE = 4.2
"""Millimetres from line to line of the page to take home."""
_AROUND = 1.5
"""Millimetres above and below a row, with the rule."""
_SIGN = {True: 2.0, False: 1.75}
"""Millimetres a small letter takes, in bold or not."""
_MOST = 2
"""No cell has more lines: what is longer is cut with three dots."""


def lines_of(text: str, wide: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a cell so many millimetres wide; two at most.

    Examples
    --------
    >>> lines_of("Birthday card", 60), lines_of("Birthday card, signed by the cleaner", 60)
    (1, 2)
    """
    lines, room = 1, wide
    for word in text.split():
        long = sum(map(_width, word)) * _SIGN[bold]
        if long > room and room < wide:
            lines, room = lines + 1, wide
        while long > room:
            lines, long = lines + 1, long - room
        room -= long + _SIGN[bold]
    return min(lines, _MOST)


def height_of(cells: Iterable[tuple[str, float]]) -> float:
    """Return how many millimetres a row takes: of its cells, the first in bold, texts and widths."""
    lines = (lines_of(text, wide, bold=not place) for place, (text, wide) in enumerate(cells))
    return max(lines) * LINE + _AROUND


def fits(heights: Sequence[float], room: float) -> int:
    """Return how many rows from the first one on there is room for."""
    taken = 0.0
    for number, height in enumerate(heights):
        taken += height
        if taken > room:
            return number
    return len(heights)


def _width(sign: str) -> float:
    """Return how wide a sign is, in small letters."""
    if unicodedata.east_asian_width(sign) in "WF" or sign in "mwMW@%—…":
        return 1.8
    return 1.3 if sign.isupper() else 1.0
