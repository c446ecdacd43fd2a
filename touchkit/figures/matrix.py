"""The value–effort matrix: what an idea would bring, against the work it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from touchkit.figures.describe import describe, number, percent
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.numbered import BOTTOM, LEFT, SIDE, STRIP, draw_entries, draw_numbers, ends
from touchkit.figures.numbered import entries as key_entries
from touchkit.figures.rows import TEXT_ROOM, WIDTH, numbers
from touchkit.figures.style import (
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
from touchkit.model.saying import listing, mark, money

_HERE = "#dceaf7"
# Effort and value of each corner, from 0 to 1, in the order in which they are read.
_CORNERS = {
    "do soon": (0, 1),
    "plan well": (1, 1),
    "fill a gap": (0, 0),
    "think twice": (1, 0),
}


@dataclass(frozen=True, kw_only=True)
class _Work:
    """How a kind of effort is said: on the axis, above the figure, and where it lacks."""

    axis: str
    said: str
    asked: str
    lacking: str


_WORK = {
    "days": _Work(
        axis="effort in working days (further right: more work)", said="working days", asked="days",
        lacking="days",
    ),
    "money": _Work(
        axis="cost in {} (further right: dearer)", said="what the idea costs once", asked="cost",
        lacking="a cost",
    ),
}  # fmt: skip
_LEAST, _MOST = 7.0, 26.0
"""Diameters in points of the smallest and the largest bubble."""


def value_effort(
    ideas: pd.DataFrame,
    *,
    unit: Literal["share", "points"] = "share",
    work: Literal["days", "money"] = "days",
    cross: tuple[float, float] | None = None,
    currency: str = "EUR",
    ax: Axes | None = None,
) -> Axes:
    """Draw what each idea would bring against the work it takes, numbered, with a key beside.

    Parameters
    ----------
    ideas : pandas.DataFrame
        A row an idea: idea (its id), title, value (what it alone would bring; higher is better) and
        effort (working days, or money). Where there are any: cost (money, the area of the bubble) and decision
        ("in" for those that are chosen, as `touchkit.plan.choose` says it).
    unit : {"share", "points"}
        Whether value is a share of all that is missing, 0 to 1, or points of the scale.
    work : {"days", "money"}
        Whether effort is working days or what the idea costs once.
    cross : (float, float), optional
        Effort and value at which the corners meet. Left out: the middle idea of each (the median).
    currency : str
        As it is to stand before amounts.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as the key needs.

    Returns
    -------
    Axes
        Effort along x, value up y, so that what is worth doing soon stands at the top left. Ideas
        are numbered from 1 through the corners, the most valuable of each first. Ideas without
        value or effort are named below the title: they cannot be placed, which is not zero.
    """
    every = _every(ideas)
    at = cross or (float(every["effort"].median()), float(every["value"].median()))
    rows = _in_order(every, at)
    title, said = _head(every, rows, unit, work)
    lines = wrap(said, TEXT_ROOM, LABEL)
    groups = [
        (str(corner), list(some["title"])) for corner, some in rows.groupby("corner", sort=False)
    ]
    key = key_entries(groups)
    side = SIDE if len(rows) else 0.6
    with house_style():
        below = BOTTOM + max([0, *(entry.bottom - side for entry in key)])
        margins = LEFT, WIDTH - LEFT - SIDE, below, headroom(lines) + 0.1
        ax = canvas(ax, width=WIDTH, height=side + sum(margins[2:]), margins=margins)
        bare(ax)
        if rows.empty:
            ax.set(xticks=[], yticks=[])
        else:
            _plot(ax, rows, at, unit)
            ax.set_xlabel(_WORK[work].axis.format(currency), fontsize=SMALL)
            if work == "money":
                ax.xaxis.set_major_formatter("{x:,.0f}")
            draw_entries(ax, key)
        headline(ax, fit(title, TEXT_ROOM), lines, outdent=LEFT - 0.15)
    said = " ".join([title + ".", *lines, _words(rows, unit, work, currency)])
    describe(ax, title, said.rstrip())
    return ax


def _every(ideas: pd.DataFrame) -> pd.DataFrame:
    titles = ideas["title"].astype("object").where(ideas["title"].notna(), ideas["idea"])
    chosen = (
        ideas["decision"] == "in"
        if "decision" in ideas
        else pd.Series(data=False, index=ideas.index)
    )
    return pd.DataFrame(
        {
            "idea": ideas["idea"], "title": titles.astype(str), "value": numbers(ideas, "value"),
            "effort": numbers(ideas, "effort"), "cost": numbers(ideas, "cost"),
            "chosen": chosen.fillna(value=False).astype(bool),
        }
    ).reset_index(drop=True)  # fmt: skip


def _in_order(every: pd.DataFrame, at: tuple[float, float]) -> pd.DataFrame:
    """Return the ideas that have a place, corner by corner, the most valuable first."""
    rows = every[every[["value", "effort"]].notna().all(axis=1)]
    more = zip(rows["effort"] > at[0], rows["value"] >= at[1], strict=True)
    names = {corner: name for name, corner in _CORNERS.items()}
    corner = [names[int(work), int(worth)] for work, worth in more]
    order = [list(_CORNERS).index(name) for name in corner]
    rows = rows.assign(corner=corner, order=order)
    return rows.sort_values(
        ["order", "value"], ascending=[True, False], kind="stable", ignore_index=True
    )


def _head(every: pd.DataFrame, rows: pd.DataFrame, unit: str, work: str) -> tuple[str, str]:
    lost = every[~every["idea"].isin(rows["idea"])]
    apart = ""
    if len(lost):
        apart = (
            f"{len(lost)} more cannot be placed, which is not zero: {listing(list(lost['title']), 3)}. "
            f"Ask for the lift, the score or the {_WORK[work].asked}."
        )
    if rows.empty:
        return (
            f"No idea has both a value and {_WORK[work].lacking}, so no matrix",
            apart or "There are no ideas yet.",
        )
    soon = int((rows["corner"] == "do soon").sum())
    title = f"Value against effort: {soon} of {len(rows)} to do soon"
    worth = "share of all that is missing" if unit == "share" else "points of the scale"
    said = [
        f"Value: {worth} each idea would close by itself, a guess; up is better.",
        f"Effort: {_WORK[work].said}; left is better. n\u00a0{len(rows)} ideas.",
    ]
    if rows["cost"].notna().any():
        said.append("Area of a bubble: what the idea costs once.")
    if rows["chosen"].any():
        said.append("Filled: chosen; open: not.")
    return title, " ".join([*said, apart]).rstrip()


def _plot(ax: Axes, rows: pd.DataFrame, at: tuple[float, float], unit: str) -> None:
    x, y = rows["effort"].to_numpy(), rows["value"].to_numpy() * (100 if unit == "share" else 1)
    cross = at[0], at[1] * (100 if unit == "share" else 1)
    inches = ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi
    ax.set_xlim(*ends(np.append(x, 0.0), cross[0], inches[0], 0.3))
    ax.set_ylim(*ends(np.append(y, 0.0), cross[1], inches[1], STRIP + 0.1))
    for axis, ends_of in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
        shown = MaxNLocator(7, steps=[1, 2, 2.5, 5, 10]).tick_values(0.0, ends_of[1])
        # Room for a corner's name may lie left of nothing, but no work is less than none.
        axis.set_ticks([tick for tick in shown if 0 <= tick <= ends_of[1]])
    _corners(ax, cross)
    sizes = _sizes(rows["cost"].to_numpy(float))
    for chosen, fill, gid in ((False, PAPER, "out"), (True, WHOSE["customer"], "in")):
        some = rows["chosen"].to_numpy() == chosen
        if some.any():
            ax.scatter(
                x[some], y[some], s=sizes[some] ** 2, facecolor=fill, edgecolor=INK, linewidth=1.4,
                alpha=0.75, zorder=3, gid=gid,
            )  # fmt: skip
    draw_numbers(ax, x, y, inches)
    worth = "value, % of all that is missing" if unit == "share" else "value, points of the scale"
    ax.set_ylabel(f"{worth} (higher: brings more)", fontsize=SMALL)
    ax.tick_params(labelsize=SMALL)


def _sizes(cost: np.ndarray) -> np.ndarray:
    """Return the diameters of the bubbles: area grows with cost; unknown costs look like none."""
    most = np.nanmax(cost) if np.isfinite(cost).any() else 0.0
    part = np.sqrt(np.nan_to_num(cost) / most) if most > 0 else np.full(len(cost), 0.2)
    return np.asarray(_LEAST + (_MOST - _LEAST) * part)


def _corners(ax: Axes, cross: tuple[float, float]) -> None:
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
            name, (right, top), xycoords="axes fraction",
            xytext=(-5 if right else 5, -4 if top else 4), textcoords="offset points",
            ha="right" if right else "left", va="top" if top else "bottom", fontsize=LABEL,
            fontweight="bold", color=MUTED, parse_math=False, gid="quadrant",
        )  # fmt: skip


def _words(rows: pd.DataFrame, unit: str, work: str, currency: str) -> str:
    say = percent if unit == "share" else number
    said = []
    for corner, some in rows.groupby("corner", sort=False):
        listed = []
        for place, row in some.iterrows():
            cost = "" if np.isnan(row["cost"]) else f", {money(row['cost'], currency)}"
            chosen = ", chosen" if row["chosen"] else ""
            takes = f"{mark(row['effort'])} {'day' if row['effort'] == 1 else 'days'}"
            takes = money(row["effort"], currency) if work == "money" else takes
            worth = f"value {say(row['value'])}, {takes}{cost}{chosen}"
            listed.append(f"{int(str(place)) + 1} {row['title']} ({worth})")
        said.append(f"{str(corner).capitalize()}: {'; '.join(listed)}.")
    return " ".join(said)
