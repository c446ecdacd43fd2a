"""The importance–performance grid: what matters most to customers, against how well it is done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from touchkit.figures.describe import about, describe, direction, number, received_words
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.lettering import width as width_of
from touchkit.figures.places import NEAR, places
from touchkit.figures.rows import TEXT_ROOM, WIDTH, dots, known, method, numbers
from touchkit.figures.scored import named, whose_received
from touchkit.figures.style import (
    GREY,
    INK,
    LABEL,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    WHOSE,
    bare,
    canvas,
    headline,
    headroom,
    house_style,
)

_LEFT, _BOTTOM, _SIDE = 0.8, 0.75, 5.5
_KEY = 0.3
_LINE = SMALL * 1.25 / 72
_BETWEEN = 0.05
_NUMBER = 0.36
_STRIP = 0.45
_NARROWEST = 0.34
_HERE = "#fdebd3"
# Importance and performance of each corner, from 0 to 1, in the order in which they are read.
_CORNERS = {
    "concentrate here": (0, 1),
    "keep up the good work": (1, 1),
    "low priority": (0, 0),
    "possible overkill": (1, 0),
}


def importance_grid(
    grid: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    customer_word: str = "customer",
    scale: tuple[float, float] | None = None,
    importance_words: str = "",
    cross_words: str = "",
    level: float = 0.95,
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw importance against performance, numbered, with the names in a key beside it.

    Parameters
    ----------
    grid : pandas.DataFrame
        As `touchkit.measure.importance_performance` gives it, a row a touchpoint; with
        performance_low and performance_high an interval is drawn, with received_from and
        n_received (of `touchkit.measure.gaps`) the words below the title say whose.
    touchpoints : pandas.DataFrame
        The table of that name.
    customer_word : str
        The client's word for customer.
    scale : tuple of float, optional
        Lowest and highest point of the performance scale.
    importance_words : str
        Whose importance it is and how it was asked.
    cross_words : str
        Where the cross-hairs stand, such as "at the means".
    level : float
        The level the intervals were made with.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as the key needs.

    Returns
    -------
    Axes
        Performance along x, importance up y [1]_. Touchpoints are numbered from 1 through the
        quadrants, the most important of each first; no number lies on another as long as there is
        room. Touchpoints without both numbers are counted below the title.

    References
    ----------
    .. [1] Martilla & James (1977), Importance-performance analysis, *Journal of Marketing* 41(1),
       77–79.
    """
    every = named(grid, touchpoints)
    rows = _in_order(every)
    title, said = _head(every, rows)
    title = about(title, persona)
    if len(rows):
        said = " ".join([
            _whose(rows, customer_word, scale, level),
            f"Importance: {importance_words}." if importance_words else "Importance: as it was asked.",
            f"Cross-hairs {cross_words}." if cross_words else "",
            said,
        ])  # fmt: skip
    lines, entries = wrap(said, TEXT_ROOM, LABEL), _entries(rows)
    side = _SIDE if len(rows) else 0.6
    with house_style():
        below = _BOTTOM + max([0, *(entry.bottom - side for entry in entries)])
        margins = _LEFT, WIDTH - _LEFT - _SIDE, below, headroom(lines) + 0.1
        ax = canvas(ax, width=WIDTH, height=side + sum(margins[2:]), margins=margins)
        bare(ax)
        if rows.empty:
            ax.set(xticks=[], yticks=[])
        else:
            _plot(ax, rows)
            _key(ax, entries)
        headline(ax, fit(title, TEXT_ROOM), lines, outdent=_LEFT - 0.15)
    describe(ax, title, " ".join([title + ".", *lines, _words(rows)]).rstrip())
    return ax


def _in_order(every: pd.DataFrame) -> pd.DataFrame:
    """Return the touchpoints with a place on the grid, by quadrant, the most important first."""
    rows = every[every[["importance", "performance", "quadrant"]].notna().all(axis=1)]
    rank = rows["quadrant"].map({name: place for place, name in enumerate(_CORNERS)})
    rows = rows.assign(rank=rank.astype("float64"))
    return rows.sort_values(
        ["rank", "importance"], ascending=[True, False], kind="stable", ignore_index=True
    )


def _head(every: pd.DataFrame, rows: pd.DataFrame) -> tuple[str, str]:
    if rows.empty:
        lacking = [
            name for name in ("importance", "performance") if not every[name].notna().any()
        ]  # fmt: skip
        said = f"No {' and no '.join(lacking)} to show" if lacking else "No touchpoint has both"
        return f"{said}, so no grid", "Each touchpoint needs both importance and performance."
    least = int((rows["quadrant"] == "concentrate here").sum())
    title = f"Importance against performance: {least} of {len(rows)} to concentrate on"
    said = ""
    sure = known(numbers(rows, "performance_low"), numbers(rows, "performance_high"))
    if not sure.all():
        said += "Open dot: no interval known, so its place is a hint. "
    left = len(every) - len(rows)
    if left:
        said += f"{left} more without both numbers to show."
    return title, said.rstrip()


def _whose(
    rows: pd.DataFrame, word: str, scale: tuple[float, float] | None, level: float
) -> str:  # fmt: skip
    points = direction(scale) if scale else "higher is better"
    if {"received_from", "n_received"} <= set(rows):
        whose = whose_received(rows.assign(received=rows["performance"]), word)
    else:
        whose = received_words("customer", word)
    said = f"Performance: {whose}; {points}."
    sure = known(numbers(rows, "performance_low"), numbers(rows, "performance_high"))
    return f"{said} Line: {method(level)}." if sure.any() else said


@dataclass(frozen=True, kw_only=True)
class _Entry:
    """A line of the key: a quadrant, or a number with a name; where, in inches."""

    number: str
    text: str
    left: float
    top: float
    height: float

    @property
    def bottom(self) -> float:
        """Where the next one may begin."""
        return self.top + self.height


def _entries(rows: pd.DataFrame) -> list[_Entry]:
    """Return the key in one column beside the grid, or in two where it is long."""
    room = WIDTH - _LEFT - _SIDE - _KEY - 0.15
    for columns in (1, 2):
        wide = (room - 0.2 * (columns - 1)) / columns
        items = _items(rows, wide)
        whole = sum(height for _, _, height in items)
        if whole <= _SIDE + 0.4:
            break
    limit = whole / columns
    entries, column, top = [], 0, 0.0
    for place, (mark, text, height) in enumerate(items):
        # A heading goes with its first name.
        needed = height + (0 if mark else items[place + 1][2])
        if column + 1 < columns and top and top + needed > limit + 0.25:
            column, top = column + 1, 0.0
        left = _KEY + column * (wide + 0.2)
        entries.append(_Entry(number=mark, text=text, left=left, top=top, height=height))
        top += height
    return entries


def _items(rows: pd.DataFrame, wide: float) -> list[tuple[str, str, float]]:
    items = []
    for quadrant, some in rows.groupby("quadrant", sort=False):
        items.append(("", f"{quadrant} ({len(some)})", 1.6 * _LINE + _BETWEEN))
        for place, name in some["name"].items():
            lines = wrap(name, wide - _NUMBER - 0.05, SMALL, most=2)
            items.append((str(place + 1), "\n".join(lines), len(lines) * _LINE + _BETWEEN))
    return items


def _key(ax: Axes, entries: list[_Entry]) -> None:
    for entry in entries:
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


def _plot(ax: Axes, rows: pd.DataFrame) -> None:
    x, y = numbers(rows, "performance"), numbers(rows, "importance")
    low, high = numbers(rows, "performance_low"), numbers(rows, "performance_high")
    cross = float(rows["cross_performance"].iloc[0]), float(rows["cross_importance"].iloc[0])
    inches = ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi
    ax.set_xlim(*_ends(np.concatenate([x, low, high]), cross[0], inches[0], 0.3))
    ax.set_ylim(*_ends(y, cross[1], inches[1], _STRIP + 0.1))
    _quadrants(ax, cross)
    ax.hlines(y, low, high, color=GREY, linewidth=1.0, alpha=0.7, zorder=3).set_gid("interval")
    dots(
        ax, x, y, known(low, high), marker="o", colour=WHOSE["customer"], gid="dot", size=7
    )  # fmt: skip
    _number(ax, x, y, inches)
    ax.set_xlabel("performance (higher is better; cut-out of the scale)", fontsize=SMALL)
    ax.set_ylabel("importance (higher: matters more)", fontsize=SMALL)
    ax.tick_params(labelsize=SMALL)


def _ends(
    values: np.ndarray, cross: float, inches: float, pad: float
) -> tuple[float, float]:  # fmt: skip
    """Return the ends of an axis: free margins, and no quadrant too narrow for its name."""
    low, high = float(np.nanmin([*values, cross])), float(np.nanmax([*values, cross]))
    if low == high:
        low, high = low - 0.5, high + 0.5
    margin = (high - low) * pad / max(inches - 2 * pad, 0.5)
    low, high = low - margin, high + margin
    low = min(low, cross - (high - cross) * _NARROWEST)
    return low, max(high, cross + (cross - low) * _NARROWEST)


def _quadrants(ax: Axes, cross: tuple[float, float]) -> None:
    for side in ax.spines.values():
        side.set(visible=True, color=RULE)
    corner = ax.get_xlim()[0], cross[1]
    ax.add_patch(Rectangle(
        corner, cross[0] - corner[0], ax.get_ylim()[1] - cross[1], facecolor=_HERE, zorder=0.5,
        linewidth=0, gid="here",
    ))  # fmt: skip
    ax.axvline(cross[0], color=INK, linewidth=1.2, zorder=2, gid="cross")
    ax.axhline(cross[1], color=INK, linewidth=1.2, zorder=2, gid="cross")
    for name, (right, top) in _CORNERS.items():
        ax.annotate(
            "\n".join(wrap(name, 1.3, LABEL, bold=True)), (right, top), xycoords="axes fraction",
            xytext=(-5 if right else 5, -4 if top else 4), textcoords="offset points",
            ha="right" if right else "left", va="top" if top else "bottom", fontsize=LABEL,
            fontweight="bold", color=MUTED, linespacing=1.1, parse_math=False, gid="quadrant",
        )  # fmt: skip


def _number(ax: Axes, x: np.ndarray, y: np.ndarray, inches: tuple[float, float]) -> None:
    """Letter the numbers, with a line to the dot where one had to move away."""
    units = np.array([np.diff(ax.get_xlim())[0], np.diff(ax.get_ylim())[0]]) / inches
    corner = np.array([ax.get_xlim()[0], ax.get_ylim()[0]])
    at = (np.column_stack([x, y]) - corner) / units
    names = [str(place + 1) for place in range(len(x))]
    sizes = np.array([[width_of(name, LABEL, bold=True) + 0.04, 0.17] for name in names])
    found = places(at, sizes, room=(0.03, inches[0] - 0.03, _STRIP, inches[1] - _STRIP))
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


def _words(rows: pd.DataFrame) -> str:
    said = []
    for quadrant, some in rows.groupby("quadrant", sort=False):
        listed = [
            f"{place + 1} {row['name']} (importance {number(row['importance'])}, "
            f"performance {number(row['performance'])})"
            for place, row in some.iterrows()
        ]
        said.append(f"{str(quadrant).capitalize()}: {'; '.join(listed)}.")
    return " ".join(said)
