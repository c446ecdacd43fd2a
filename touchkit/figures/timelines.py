"""The contact timeline: who hears from us when, an audience or a persona a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.lines import Line2D

from touchkit.figures.describe import describe
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import (
    TEXT_ROOM,
    Column,
    broken,
    draw_key,
    finish,
    key_room,
    sheet,
)
from touchkit.figures.style import LABEL, PAPER, RULE, SMALL, WHOSE, house_style
from touchkit.model import to_rows

_RIGHT = 1.5
EVERYBODY = "Everybody"
_FOUND = "#8a3b00"
_KINDS = {
    "touchpoint": ("o", WHOSE["customer"], 0.12, "touchpoint calendar"),
    "marketing": ("s", WHOSE["team"], -0.12, "marketing calendar"),
}


def contact_timeline(
    occurrences: pd.DataFrame,
    *,
    by: Literal["audience", "persona"] = "audience",
    customers: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    findings: pd.DataFrame | None = None,
    title: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw each contact on a line of time, touchpoints and marketing apart, droughts and collisions marked.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` gives it. Days on which several customers of a row are touched
        by the same calendar are one mark, larger for more.
    by : {"audience", "persona"}
        What a row is. For personas, occurrences are those of single customers.
    customers : pandas.DataFrame, optional
        The table of that name; needed for personas.
    names : mapping of str to str, optional
        What audiences or personas are called, in the order in which they are to stand.
    findings : pandas.DataFrame, optional
        As `touchkit.plan.findings` gives it; those of a row's own are marked: collisions by a
        ring, droughts by a line with its days.
    title : str
        What stands above it; blank: a plain one.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are rows.

    Returns
    -------
    Axes
        Dates along x, rows at 0, 1, … down y; beside each how many days with a contact it has and
        the longest time without one.

    Raises
    ------
    ValueError
        If personas are asked for without customers.
    """
    rows = _contacts(occurrences, by, customers)
    called = _order(rows, names or {})
    found = to_rows(findings) if findings is not None else []
    title = title or f"Who hears from us when, {by} by {by}"
    lines = wrap(_said(rows, called, by), TEXT_ROOM, LABEL)
    labels = broken(list(called.values()))
    key = _handles(rows, found)
    room = key_room([str(handle.get_label()) for handle in key])
    with house_style():
        ax = sheet(ax, labels, lines, right=_RIGHT, key=room)
        places = {name: place for place, name in enumerate(called)}
        _draw(ax, rows, places, found)
        finish(ax, labels, _columns(rows, list(called)), title=title, lines=lines, key=room)
        _dates(ax, rows)
        if key:
            draw_key(ax, key, [str(handle.get_label()) for handle in key])
    describe(ax, title, " ".join([f"{title}.", *lines, *_words(rows, called)]))
    return ax


def _contacts(occurrences: pd.DataFrame, by: str, customers: pd.DataFrame | None) -> pd.DataFrame:
    """Return a row for each day, row of the figure and calendar: how many contacts."""
    if by == "persona" and customers is None:
        raise ValueError("Personas are the customers': pass customers as well.")
    who = occurrences["audience"].astype("object")
    if by == "persona" and customers is not None:
        persona = dict(zip(customers["id"], customers["persona"], strict=True))
        who = occurrences["customer"].astype("object").map(persona)
    made = pd.DataFrame(
        {
            "who": who.where(who.notna(), ""), "day": occurrences["when"].dt.normalize(),
            "calendar": occurrences["calendar"].astype("object"),
        }
    )  # fmt: skip
    made["calendar"] = made["calendar"].where(made["calendar"].eq("marketing"), "touchpoint")
    counted = made.groupby(["who", "day", "calendar"], sort=True).size()
    return counted.rename("n").reset_index()


def _order(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    there = list(dict.fromkeys(rows["who"]))
    order = [
        *(name for name in names if name),
        *(name for name in there if name and name not in names),
    ]
    called = {name: names.get(name, name) for name in order}
    return called | ({"": EVERYBODY} if "" in there or not called else {})


def _draw(
    ax: Axes, rows: pd.DataFrame, places: Mapping[str, int], found: list[dict[str, Any]]
) -> None:
    for place in places.values():
        ax.axhline(place, color=RULE, linewidth=0.8, zorder=1)
    for calendar, (marker, colour, rise, _) in _KINDS.items():
        some = rows[rows["calendar"] == calendar]
        if len(some):
            y = some["who"].map(places).to_numpy(float) - rise
            sizes = 22 + 26 * np.log2(some["n"].to_numpy(float))
            ax.scatter(
                some["day"].to_numpy(), y, marker=marker, s=np.minimum(sizes, 150), color=colour,
                edgecolor=PAPER, linewidth=0.6, zorder=3, gid=calendar,
            )  # fmt: skip
    for one in found:
        if one.get("who") in places and one["kind"] in ("drought", "collision"):
            _mark(ax, one, places[one["who"]])


def _mark(ax: Axes, one: dict[str, Any], place: int) -> None:
    first, last = one.get("first"), one.get("last")
    if not isinstance(first, dt.date) or not isinstance(last, dt.date):
        return
    ends = np.array([first, last], dtype="datetime64[m]")
    middle = ends[0] + (ends[1] - ends[0]) / 2
    if one["kind"] == "collision":
        ax.scatter(
            [middle], [place], marker="o", s=420, facecolor="none", edgecolor=_FOUND, linewidth=2, zorder=5,
            gid="collision",
        )  # fmt: skip
        return
    ax.plot(
        ends,
        [place + 0.3] * 2,
        color=_FOUND,
        linewidth=2.6,
        solid_capstyle="butt",
        zorder=2,
        gid="drought",
    )
    ax.text(
        middle, place + 0.27, f"{(last - first).days} days", ha="center", va="bottom", fontsize=SMALL,
        color=_FOUND, fontweight="bold", gid="drought-days", parse_math=False,
        bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}, zorder=4,
    )  # fmt: skip


def _dates(ax: Axes, rows: pd.DataFrame) -> None:
    if rows.empty:
        ax.set_xticks([])
        return
    first, last = rows["day"].min(), rows["day"].max()
    room = max((last - first) * 0.02, pd.Timedelta(days=3))
    ax.set_xlim((first - room).to_pydatetime(), (last + room).to_pydatetime())
    locator = AutoDateLocator(minticks=4, maxticks=13)  # type: ignore[no-untyped-call]  # has no types
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))  # type: ignore[no-untyped-call]  # has no types
    ax.tick_params(axis="x", labelsize=SMALL)


def _silence(days: pd.Series) -> int:
    ordered = days.drop_duplicates().sort_values()
    return int(ordered.diff().dt.days.max()) if len(ordered) > 1 else 0


def _columns(rows: pd.DataFrame, names: list[str]) -> list[Column]:
    own = [rows.loc[rows["who"] == name, "day"] for name in names]
    days = [str(some.nunique()) for some in own]
    silent = [str(_silence(some) or "–") for some in own]
    return [
        Column(head="days", texts=days, at=0.5, gid="days"),
        Column(head="silence", texts=silent, at=1.3, gid="silence"),
    ]


def _handles(rows: pd.DataFrame, found: list[dict[str, Any]]) -> list[Line2D]:
    there, kinds = set(rows["calendar"]), {one["kind"] for one in found}
    made = [
        Line2D([], [], marker=marker, color=colour, linestyle="none", markersize=7, label=label)
        for calendar, (marker, colour, _, label) in _KINDS.items()
        if calendar in there
    ]
    ring: dict[str, Any] = {
        "markerfacecolor": "none",
        "markeredgecolor": _FOUND,
        "markeredgewidth": 2,
    }
    if "collision" in kinds:
        made.append(
            Line2D([], [], marker="o", linestyle="none", markersize=12, label="too close", **ring)
        )
    if "drought" in kinds:
        made.append(Line2D([], [], color=_FOUND, linewidth=2.6, label="nobody for so long"))
    return made


def _said(rows: pd.DataFrame, called: Mapping[str, str], by: str) -> str:
    if rows.empty:
        return "There is no act yet, so nobody hears from us."
    return (
        f"n\u00a0{int(rows['n'].sum()):,} contacts, {len(called)} {by}{'' if len(called) == 1 else 's'}; "
        "a mark is a day with a contact, larger where more are touched. Days: with a "
        "contact; silence: the longest time between two of them, in days."
    )


def _words(rows: pd.DataFrame, called: Mapping[str, str]) -> list[str]:
    said = []
    for name, label in called.items():
        own = rows[rows["who"] == name]
        number = own["day"].nunique()
        longest = f", at most {_silence(own['day'])} days apart" if number > 1 else ""
        said.append(f"{label}: {number} {'day' if number == 1 else 'days'}{longest}.")
    return said
