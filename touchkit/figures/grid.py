"""The importance–performance grid: what matters most to customers, against how well it is done."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from touchkit.figures.describe import about, describe, direction, number, received_words
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.numbered import (
    BOTTOM,
    LEFT,
    SIDE,
    STRIP,
    draw_entries,
    draw_numbers,
    ends,
)
from touchkit.figures.numbered import entries as key_entries
from touchkit.figures.rows import TEXT_ROOM, WIDTH, dots, known, method, numbers
from touchkit.figures.scored import named, whose_received
from touchkit.figures.style import (
    GREY,
    INK,
    LABEL,
    MUTED,
    RULE,
    SMALL,
    WHOSE,
    bare,
    canvas,
    headline,
    headroom,
    house_style,
)

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
    lines, entries = wrap(said, TEXT_ROOM, LABEL), key_entries(_groups(rows))
    side = SIDE if len(rows) else 0.6
    with house_style():
        below = BOTTOM + max([0, *(entry.bottom - side for entry in entries)])
        margins = LEFT, WIDTH - LEFT - SIDE, below, headroom(lines) + 0.1
        ax = canvas(ax, width=WIDTH, height=side + sum(margins[2:]), margins=margins)
        bare(ax)
        if rows.empty:
            ax.set(xticks=[], yticks=[])
        else:
            _plot(ax, rows)
            draw_entries(ax, entries)
        headline(ax, fit(title, TEXT_ROOM), lines, outdent=LEFT - 0.15)
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


def _groups(rows: pd.DataFrame) -> list[tuple[str, list[str]]]:
    return [
        (str(quadrant), list(some["name"]))
        for quadrant, some in rows.groupby("quadrant", sort=False)
    ]


def _plot(ax: Axes, rows: pd.DataFrame) -> None:
    x, y = numbers(rows, "performance"), numbers(rows, "importance")
    low, high = numbers(rows, "performance_low"), numbers(rows, "performance_high")
    cross = float(rows["cross_performance"].iloc[0]), float(rows["cross_importance"].iloc[0])
    inches = ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi
    ax.set_xlim(*ends(np.concatenate([x, low, high]), cross[0], inches[0], 0.3))
    ax.set_ylim(*ends(y, cross[1], inches[1], STRIP + 0.1))
    _quadrants(ax, cross)
    ax.hlines(y, low, high, color=GREY, linewidth=1.0, alpha=0.7, zorder=3).set_gid("interval")
    dots(
        ax, x, y, known(low, high), marker="o", colour=WHOSE["customer"], gid="dot", size=7
    )  # fmt: skip
    draw_numbers(ax, x, y, inches)
    ax.set_xlabel("performance (higher is better; cut-out of the scale)", fontsize=SMALL)
    ax.set_ylabel("importance (higher: matters more)", fontsize=SMALL)
    ax.tick_params(labelsize=SMALL)


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
