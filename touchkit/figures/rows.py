"""Rows: what a figure counts down y, its names to the left, columns of words to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from touchkit.figures.describe import percent
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.lettering import width as width_of
from touchkit.figures.style import (
    INK,
    LABEL,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    bare,
    canvas,
    headline,
    headroom,
)

WIDTH = 11.4
TEXT_ROOM = WIDTH - 0.4
_ROW = 0.36
_NAME_ROOM = 3.1
_LEFT = _NAME_ROOM + 0.25
_BELOW = 0.65
_HEADS = 0.28
_TOP = 0.36
_SAMPLE = 0.55
_KEY_LINE = SMALL * 1.6 / 72


@dataclass(frozen=True, kw_only=True)
class Column:
    """Words to the right of each row.

    Attributes
    ----------
    head : str
        What stands above them.
    texts : sequence of str
        One a row, from the top.
    at : float
        Where they end, or begin, in inches to the right of the axes.
    gid : str
        What tests know them by.
    left : bool
        Whether they begin there; else they end there.
    strong : sequence of bool
        Which are set in bold, the others in a lighter grey; empty: all the same.
    """

    head: str
    texts: Sequence[str]
    at: float
    gid: str
    left: bool = False
    strong: Sequence[bool] = ()


def broken(names: Sequence[str]) -> list[str]:
    """Return names on as many lines, three at most, as they need beside a row."""
    return ["\n".join(wrap(name, _NAME_ROOM, LABEL, most=3)) for name in names]


def name_room(name: str) -> float:
    """Return the inches a row needs for its name, as `broken` gives it."""
    return max(_ROW, 0.12 + (name.count("\n") + 1) * LABEL * 1.3 / 72)


def sheet(
    ax: Axes | None,
    names: Sequence[str],
    lines: Sequence[str],
    *,
    right: float,
    key: float = 0.0,
    heights: Sequence[float] = (),
) -> Axes:
    """Return the axes given, or axes of a new figure as high as its rows need.

    Parameters
    ----------
    ax : Axes or None
        Axes to draw on.
    names : sequence of str
        As `broken` gives them.
    lines : sequence of str
        What stands below the title.
    right : float
        Inches for the columns to the right.
    key : float
        Inches for a key above the rows.
    heights : sequence of float
        Inches of each row; empty: all as high as the longest name asks.
    """
    body = sum(heights) or max([_ROW, *map(name_room, names)]) * max(1, len(names))
    top = headroom(list(lines)) + _TOP + key
    margins = (_LEFT, right, _BELOW, top)
    return canvas(ax, width=WIDTH, height=body + top + _BELOW, margins=margins)


def across(ax: Axes | None, right: float) -> float:
    """Return how many inches the rows of a sheet with these axes are wide."""
    if ax is None:
        return WIDTH - _LEFT - right
    return float(ax.bbox.width / ax.figure.dpi)


def finish(
    ax: Axes,
    names: Sequence[str],
    columns: Sequence[Column],
    *,
    title: str,
    lines: Sequence[str],
    key: float = 0.0,
    heights: Sequence[float] = (),
) -> None:
    """Letter the names, the columns and the headline of a sheet.

    Rows lie at 0, 1, … down y; where they have heights of their own, y is in inches.
    """
    bare(ax)
    places = centres(heights) if len(heights) else np.arange(len(names))
    ax.set_ylim(*((sum(heights), 0) if len(heights) else (max(1, len(names)) - 0.5, -0.5)))
    ax.set_yticks(places)
    ax.set_yticklabels(names, fontsize=LABEL, parse_math=False, linespacing=1.15)
    ax.grid(axis="x", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)
    for column in columns:
        _beside(ax, column, places)
    headline(ax, fit(title, TEXT_ROOM), list(lines), outdent=_NAME_ROOM + 0.1, lift=_HEADS + key)


def centres(heights: Sequence[float]) -> np.ndarray:
    """Return the middle of each of the rows of these heights.

    Examples
    --------
    >>> print(centres([1, 2]))
    [0.5 2. ]
    """
    return np.asarray(np.cumsum(heights) - np.asarray(heights) / 2)


def blank(ax: Axes) -> None:
    """Take the axis away from a sheet without a number on it."""
    ax.set_xticks([])
    ax.set_xlabel("")


def _beside(ax: Axes, column: Column, places: np.ndarray) -> None:
    x, side = column.at * 72, "left" if column.left else "right"
    ax.annotate(
        column.head, (1, 1), xycoords="axes fraction", xytext=(x, 4), textcoords="offset points",
        ha=side, va="bottom", fontsize=SMALL, color=MUTED, parse_math=False, gid="column",
    )  # fmt: skip
    strong = column.strong if len(column.strong) else [None] * len(column.texts)
    for place, text, bold in zip(places, column.texts, strong, strict=True):
        ax.annotate(
            text, (1, place), xycoords=("axes fraction", "data"), xytext=(x, 0),
            textcoords="offset points", ha=side, va="center", fontsize=LABEL,
            fontweight="bold" if bold else "normal",
            color=INK if bold in (None, True) else MUTED, parse_math=False, gid=column.gid,
        )  # fmt: skip


def bars(
    ax: Axes,
    ids: Sequence[str],
    value: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    *,
    colours: Sequence[str],
) -> np.ndarray:
    """Draw a bar a row with its interval; without one a hair and an open dot.

    Returns
    -------
    numpy.ndarray of bool
        Which rows have an interval.
    """
    y = np.arange(len(value))
    drawn = ax.barh(
        y, value, height=0.62, color=colours, edgecolor=INK, linewidth=0.9, zorder=2
    )  # fmt: skip
    sure = known(low, high)
    for bar, name, certain in zip(drawn, ids, sure, strict=True):
        bar.set_gid(f"bar-{name}")
        if not certain:  # few answers, or the team's marks, must not look like many answers
            bar.set(height=0.02, y=bar.get_y() + 0.3)
    if not sure.all():
        ax.plot(
            value[~sure], y[~sure], "o", markersize=9, markerfacecolor=PAPER, markeredgecolor=INK,
            markeredgewidth=1.6, zorder=5, gid="no-margin",
        )  # fmt: skip
    if sure.any():
        ax.hlines(y[sure], low[sure], high[sure], color=INK, linewidth=1.6, zorder=3)
    return sure


def dots(
    ax: Axes,
    value: np.ndarray,
    y: np.ndarray,
    sure: np.ndarray,
    *,
    marker: str,
    colour: str,
    gid: str,
    size: float = 9,
) -> None:
    """Draw dots, filled where there is an interval and open where there is none."""
    for chosen, fill, name in ((sure, colour, gid), (~sure, PAPER, f"{gid}-no-margin")):
        if (chosen & ~np.isnan(value)).any():
            ax.plot(
                value[chosen], y[chosen], marker, markersize=size, markerfacecolor=fill,
                markeredgecolor=colour, markeredgewidth=1.6, zorder=5, gid=name,
            )  # fmt: skip


def spans(
    ax: Axes, low: np.ndarray, high: np.ndarray, y: np.ndarray, *, colour: str, gid: str,
    width: float = 2.4,
) -> None:  # fmt: skip
    """Draw a line from low to high in each row that has both."""
    there = known(low, high)
    if there.any():
        ax.hlines(
            y[there], low[there], high[there], color=colour, linewidth=width, zorder=3
        ).set_gid(gid)  # fmt: skip


def known(low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return which rows have both ends of an interval."""
    return np.asarray(~np.isnan(low) & ~np.isnan(high))


def numbers(rows: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as numbers; NaN throughout where the frame has no such column."""
    if name not in rows:
        return np.full(len(rows), np.nan)
    return np.asarray(rows[name].to_numpy(dtype=float, na_value=np.nan))


def limits(ax: Axes, *values: np.ndarray, share: float = 0.06) -> None:
    """Set the x limits a little beyond every number that is drawn."""
    every = np.concatenate([*values, []])
    every = every[~np.isnan(every)]
    if len(every):
        room = max(0.1, (every.max() - every.min()) * share)
        ax.set_xlim(every.min() - room, every.max() + room)


def count(n: float) -> str:
    """Return a number of answers as it stands in a column.

    Examples
    --------
    >>> count(1200.0), count(float("nan"))
    ('1,200', '–')
    """
    return "–" if pd.isna(n) else f"{int(n):,}"


def method(level: float) -> str:
    r"""Say what an interval is.

    Examples
    --------
    >>> method(0.95) == "95\u00a0% interval, Bayesian bootstrap"
    True
    """
    return f"{percent(level)} interval, Bayesian bootstrap"


def key_columns(labels: Sequence[str]) -> tuple[list[str], int]:
    """Return the labels of a key, cut to fit, and how many of them stand on a line."""
    cut = ["".join(wrap(label, TEXT_ROOM - 2 * _SAMPLE, SMALL, most=1)) for label in labels]
    wide = [width_of(label, SMALL) + _SAMPLE for label in cut]
    for columns in range(len(cut), 1, -1):
        # matplotlib fills a key column by column, the first of them with the longer ones.
        if sum(max(part) for part in np.array_split(wide, columns)) <= TEXT_ROOM:
            return cut, columns
    return cut, 1


def key_room(labels: Sequence[str]) -> float:
    """Return the inches a key with these labels needs above the rows."""
    if not labels:
        return 0.0
    return -(-len(labels) // key_columns(labels)[1]) * _KEY_LINE + 0.1


def draw_key(ax: Axes, handles: Sequence[Artist], labels: Sequence[str]) -> None:
    """Draw the key between the headline and the rows; labels are users' words."""
    cut, columns = key_columns(labels)
    inches = ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi
    corner = -(_NAME_ROOM + 0.1) / inches[0], 1 + _HEADS / inches[1]
    key = ax.legend(
        handles, cut, loc="lower left", bbox_to_anchor=corner, ncols=columns, frameon=False,
        fontsize=SMALL, borderaxespad=0, borderpad=0, handlelength=1.6, handletextpad=0.6,
        columnspacing=1.4, labelspacing=0.55,
    )  # fmt: skip
    for text in key.get_texts():
        text.set(parse_math=False, gid="key")
