"""Numbered dots: numbers beside them where there is room, and what each is called in a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from touchkit.figures.lettering import width as width_of
from touchkit.figures.lettering import wrap
from touchkit.figures.places import NEAR, places
from touchkit.figures.rows import WIDTH
from touchkit.figures.style import GREY, LABEL, PAPER, SMALL

LEFT, BOTTOM, SIDE = 0.8, 0.75, 5.5
"""Inches to the left of the square of dots and below it, and how long its side is."""

STRIP = 0.45
"""Inches at the top and the bottom of the square that are kept for the names of its corners."""

_KEY = 0.3
_LINE = SMALL * 1.25 / 72
_BETWEEN = 0.05
_NUMBER = 0.36
_NARROWEST = 0.34


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the key: a heading, or a number with a name; where, in inches."""

    number: str
    text: str
    left: float
    top: float
    height: float

    @property
    def bottom(self) -> float:
        """Where the next one may begin."""
        return self.top + self.height


def entries(groups: Sequence[tuple[str, Sequence[str]]]) -> list[Entry]:
    """Return the key in one column beside the square, or in two where it is long.

    Parameters
    ----------
    groups : sequence of (str, sequence of str)
        Headings, and the names below each; they are numbered from 1 throughout.
    """
    room = WIDTH - LEFT - SIDE - _KEY - 0.15
    for columns in (1, 2):
        wide = (room - 0.2 * (columns - 1)) / columns
        items = _items(groups, wide)
        whole = sum(height for _, _, height in items)
        if whole <= SIDE + 0.4:
            break
    limit = whole / columns
    found, column, top = [], 0, 0.0
    for place, (mark, text, height) in enumerate(items):
        # A heading goes with its first name.
        needed = height + (0 if mark else items[place + 1][2])
        if column + 1 < columns and top and top + needed > limit + 0.25:
            column, top = column + 1, 0.0
        left = _KEY + column * (wide + 0.2)
        found.append(Entry(number=mark, text=text, left=left, top=top, height=height))
        top += height
    return found


def _items(
    groups: Sequence[tuple[str, Sequence[str]]], wide: float
) -> list[tuple[str, str, float]]:
    items, number = [], 0
    for heading, names in groups:
        items.append(("", f"{heading} ({len(names)})", 1.6 * _LINE + _BETWEEN))
        for name in names:
            number += 1
            lines = wrap(name, wide - _NUMBER - 0.05, SMALL, most=2)
            items.append((str(number), "\n".join(lines), len(lines) * _LINE + _BETWEEN))
    return items


def draw_entries(ax: Axes, found: Sequence[Entry]) -> None:
    """Letter the key to the right of the axes."""
    for entry in found:
        heading = not entry.number
        first = entry.top + 0.8 * _LINE + (0.3 * _LINE if heading and entry.top else 0)
        left = entry.left + (0 if heading else _NUMBER)
        said = [(left - 0.08, first, entry.number, "key-number")] if entry.number else []
        for place, line in enumerate(entry.text.split("\n")):
            gid = "key-quadrant" if heading else "key"
            said.append((left, first + place * _LINE * 0.95, line, gid))
        for x, y, text, gid in said:
            ax.annotate(
                text, (1, 1), xycoords="axes fraction", xytext=(72 * x, -72 * y),
                textcoords="offset points", ha="right" if gid == "key-number" else "left",
                va="baseline", fontsize=SMALL, fontweight="normal" if gid == "key" else "bold",
                parse_math=False, gid=gid,
            )  # fmt: skip


def ends(
    values: np.ndarray, cross: float, inches: float, pad: float
) -> tuple[float, float]:  # fmt: skip
    """Return the ends of an axis: free margins, and no corner too narrow for its name.

    Parameters
    ----------
    values : numpy.ndarray
        What has to lie inside.
    cross : float
        Where the cross-hair stands.
    inches, pad : float
        How long the axis is, and how much of it stays free at either end.
    """
    low, high = float(np.nanmin([*values, cross])), float(np.nanmax([*values, cross]))
    if low == high:
        low, high = low - 0.5, high + 0.5
    margin = (high - low) * pad / max(inches - 2 * pad, 0.5)
    low, high = low - margin, high + margin
    low = min(low, cross - (high - cross) * _NARROWEST)
    return low, max(high, cross + (cross - low) * _NARROWEST)


def draw_numbers(ax: Axes, x: np.ndarray, y: np.ndarray, inches: tuple[float, float]) -> None:
    """Letter the numbers, with a line to the dot where one had to move away."""
    units = np.array([np.diff(ax.get_xlim())[0], np.diff(ax.get_ylim())[0]]) / inches
    corner = np.array([ax.get_xlim()[0], ax.get_ylim()[0]])
    at = (np.column_stack([x, y]) - corner) / units
    names = [str(place + 1) for place in range(len(x))]
    sizes = np.array([[width_of(name, LABEL, bold=True) + 0.04, 0.17] for name in names])
    found = places(at, sizes, room=(0.03, inches[0] - 0.03, STRIP, inches[1] - STRIP))
    far = np.hypot(*(found - at).T) > NEAR + sizes[:, 0] / 2
    for name, dot, place, moved in zip(names, at, found, far, strict=True):
        start, end = corner + dot * units, corner + place * units
        if moved:
            ax.plot(*zip(start, end, strict=True), color=GREY, linewidth=0.8, zorder=4, gid="lead")
        ax.text(
            end[0], end[1], name, ha="center", va="center_baseline", fontsize=LABEL, fontweight="bold",
            parse_math=False, zorder=6, gid="number",
            bbox={"boxstyle": "square,pad=0.02", "facecolor": PAPER, "edgecolor": "none",
                  "alpha": 0.75},
        )  # fmt: skip
