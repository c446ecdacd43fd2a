"""The calendar year: a row a month, a column a day, the load as heat, findings marked."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from touchkit.figures.describe import describe
from touchkit.figures.lettering import fit, width, wrap
from touchkit.figures.rows import TEXT_ROOM, WIDTH
from touchkit.figures.style import (
    GREY,
    INK,
    LABEL,
    MUTED,
    PAPER,
    RULE,
    SHADE,
    SMALL,
    bare,
    canvas,
    headline,
    headroom,
    house_style,
)
from touchkit.model import to_rows
from touchkit.model.saying import count, listing
from touchkit.plan.kinds import finding_name

HEAT = LinearSegmentedColormap.from_list("touchkit-load", ["#e6f1fa", "#9acbee", "#4aa3df"])
"""Light enough at both ends for dark numbers (at least 4.5 : 1)."""
FOUND = "#8a3b00"

_LEFT, _RIGHT, _BELOW, _ROW = 1.55, 0.75, 0.75, 0.34
_MOST_TOLD = 12
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def calendar_year(
    occurrences: pd.DataFrame,
    *,
    findings: pd.DataFrame | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
    title: str = "How much there is to do, day by day",
    ax: Axes | None = None,
) -> Axes:
    """Draw each day's load as heat, a row a month, with findings marked.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` gives it; each row is one thing to do.
    findings : pandas.DataFrame, optional
        As `touchkit.plan.findings` gives it. A triangle marks the days on which acts too close
        begin and end, a line below the days a silence; the others are counted below the title.
    start, end : datetime.date, optional
        The first and the last day; left out: those there are.
    title : str
        What stands above it.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are months.

    Returns
    -------
    Axes
        Days at 1 to 31 along x, months at 0, 1, … down y; beside each month how much there is in
        all. Weekends are grey, days before the first and after the last are left out.
    """
    when = occurrences["when"].dt.normalize()
    load = when.value_counts().sort_index()
    first, last = _ends(load, start, end)
    found = to_rows(findings) if findings is not None else []
    lines = wrap(_said(load, first, last, found), TEXT_ROOM, LABEL)
    rows = _months(first, last)
    with house_style():
        top = headroom(lines) + 0.3
        ax = canvas(
            ax, width=WIDTH, height=_ROW * max(1, len(rows)) + top + _BELOW, margins=(_LEFT, _RIGHT, _BELOW, top)
        )  # fmt: skip
        bare(ax)
        if first is None or last is None:
            ax.set(xticks=[], yticks=[])
        else:
            _cells(ax, rows, load, (first, last))
            _marks(ax, rows, found)
            _axes(ax, rows, load)
            _key(ax, found)
        headline(ax, fit(title, TEXT_ROOM), lines, outdent=_LEFT - 0.15, lift=0.22)
    describe(ax, title, " ".join([f"{title}.", *lines, *_words(load, found)]))
    return ax


def _ends(
    load: pd.Series, start: dt.date | None, end: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    there = load.index.date if len(load) else []
    first = start or (min(there) if len(there) else end)
    last = end or (max(there) if len(there) else start)
    return first, last


def _months(first: dt.date | None, last: dt.date | None) -> list[dt.date]:
    if first is None or last is None:
        return []
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [dt.date(number // 12, number % 12 + 1, 1) for number in numbers]


def _cells(ax: Axes, rows: list[dt.date], load: pd.Series, span: tuple[dt.date, dt.date]) -> None:
    heat = np.full((len(rows), 31), np.nan)
    grey = np.full((len(rows), 31), np.nan)
    by_day = {day.date(): int(number) for day, number in load.items()}
    for row, month in enumerate(rows):
        day = month
        while day.month == month.month:
            if span[0] <= day <= span[1]:
                heat[row, day.day - 1] = by_day.get(day, np.nan)
                grey[row, day.day - 1] = float(day.weekday() > 4)
            day += dt.timedelta(days=1)
    edges = np.arange(0.5, 32), np.arange(-0.5, len(rows))
    plain = LinearSegmentedColormap.from_list("touchkit-days", [PAPER, SHADE])
    grid: dict[str, Any] = {"edgecolors": RULE, "linewidth": 0.6}
    ax.pcolormesh(*edges, np.ma.masked_invalid(grey), cmap=plain, vmin=0, vmax=1, **grid)
    most = max(2.0, np.nanmax(heat)) if np.isfinite(heat).any() else 2.0
    drawn = ax.pcolormesh(*edges, np.ma.masked_invalid(heat), cmap=HEAT, vmin=1, vmax=most, **grid)
    drawn.set_gid("load")
    for row, column in np.argwhere(np.isfinite(heat)):
        ax.text(
            column + 1, row, f"{heat[row, column]:,.0f}", ha="center", va="center", color=INK,
            fontsize=SMALL if heat[row, column] < 1000 else 7.5, parse_math=False, gid="number",
        )  # fmt: skip


def _axes(ax: Axes, rows: list[dt.date], load: pd.Series) -> None:
    ax.set(xlim=(0.5, 31.5), ylim=(len(rows) - 0.5, -0.5))
    ax.xaxis.tick_top()
    ax.set_xticks(range(1, 32))
    ax.set_xticklabels([str(day) for day in range(1, 32)], fontsize=SMALL, color=MUTED)
    ax.set_yticks(range(len(rows)))
    names = [f"{_MONTHS[month.month - 1]} {month.year}" for month in rows]
    ax.set_yticklabels(names, fontsize=LABEL)
    in_all = load.groupby([load.index.year, load.index.month]).sum() if len(load) else {}
    for row, month in enumerate(rows):
        number = int(in_all.get((month.year, month.month), 0))
        ax.annotate(
            f"{number:,}", (1, row), xycoords=("axes fraction", "data"), xytext=(0.55 * 72, 0),
            textcoords="offset points", ha="right", va="center", fontsize=LABEL, fontweight="bold", gid="in-all",
        )  # fmt: skip
    ax.annotate(
        "in all", (1, 1), xycoords="axes fraction", xytext=(0.55 * 72, 5), textcoords="offset points",
        ha="right", va="bottom", fontsize=SMALL, color=MUTED,
    )  # fmt: skip


def _day(value: object) -> dt.date | None:
    return (
        value.date()
        if isinstance(value, dt.datetime)
        else value
        if isinstance(value, dt.date)
        else None
    )


def _stretches(rows: list[dt.date], one: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Return the row and the first and last day of each month a finding stretches over."""
    first = _day(one.get("first")) or _day(one.get("last"))
    last = _day(one.get("last")) or first
    found = []
    for row, month in enumerate(rows):
        end = (month + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        if first and last and first <= end and last >= month:
            found.append((row, max(first, month).day, min(last, end).day))
    return found


def _marks(ax: Axes, rows: list[dt.date], found: list[dict[str, Any]]) -> None:
    dots: list[tuple[float, float]] = []
    droughts = [one for one in found if one["kind"] == "drought"]
    for place, one in enumerate(droughts):
        for row, left, right in _stretches(rows, one):
            y = row + 0.42 - 0.1 * (place % 3)
            ax.plot(
                [left - 0.5, right + 0.5], [y, y], color=FOUND, linewidth=2.6, solid_capstyle="butt", zorder=4,
                gid="drought",
            )  # fmt: skip
    for one in found:
        if one["kind"] == "collision":
            for row, left, right in _stretches(rows, one):
                dots += [(left + 0.36, row - 0.32), (right + 0.36, row - 0.32)]
    if dots:
        x, y = zip(*dict.fromkeys(dots), strict=True)
        ax.scatter(
            x,
            y,
            marker="^",
            s=34,
            color=FOUND,
            edgecolor=PAPER,
            linewidth=0.5,
            zorder=5,
            gid="collision",
        )


def _key(ax: Axes, found: list[dict[str, Any]]) -> None:
    kinds = {one["kind"] for one in found}
    said = [
        *([f"▲ {finding_name('collision').lower()}"] if "collision" in kinds else []),
        *(
            [f"▬ {finding_name('drought').lower()}: an audience hears nothing"]
            if "drought" in kinds
            else []
        ),
    ]
    left = 0.0
    for place, text in enumerate(["darker: more to do; grey: weekends", *said]):
        ax.annotate(
            text, (0, 0), xycoords="axes fraction", xytext=(left, -14), textcoords="offset points",
            va="top", fontsize=SMALL, color=FOUND if place else GREY, parse_math=False, gid="key",
        )  # fmt: skip
        left += 72 * width(text, SMALL) + 18


def _said(
    load: pd.Series, first: dt.date | None, last: dt.date | None, found: list[dict[str, Any]]
) -> str:
    if first is None or last is None:
        return "There is no act yet, so nothing is due."
    said = (
        f"{count(int(load.sum()), 'thing')} to do from {_written(first)} to {_written(last)}; the number in a day "
        "is how many."
    )
    counted: dict[str, int] = {}
    for one in found:
        kind = finding_name(one["kind"]).lower()
        counted[kind] = counted.get(kind, 0) + 1
    if counted:
        said += f" Found: {listing([f'{number} × {kind}' for kind, number in counted.items()])}."
    return said


def _written(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _words(load: pd.Series, found: list[dict[str, Any]]) -> list[str]:
    said = []
    if len(load):
        fullest = load.sort_values(ascending=False, kind="stable").head(3)
        days = [f"{_written(day.date())} ({int(number)})" for day, number in fullest.items()]
        said.append(f"Fullest days: {', '.join(days)}.")
    for one in found[:_MOST_TOLD]:
        ends = [_written(day) for day in (_day(one.get("first")), _day(one.get("last"))) if day]
        when = f" ({' to '.join(dict.fromkeys(ends))})" if ends else ""
        who = f"{one['who']}: " if one.get("who") else ""
        said.append(f"{finding_name(one['kind'])}: {who}{one.get('what', '')}{when}.")
    if len(found) > _MOST_TOLD:
        said.append(f"And {len(found) - _MOST_TOLD} more.")
    return said
