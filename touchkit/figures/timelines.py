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
from touchkit.model.saying import count
from touchkit.plan.kinds import finding_name

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
        As `touchkit.plan.findings` gives it; those of a row's own are marked: acts too close by a
        ring, a silence by a line with its days. A row is known by the ids of the columns audience
        and customer: of personas' rows, only what one customer alone was found with can be marked.
    title : str
        What stands above it; blank: a plain one.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are rows.

    Returns
    -------
    Axes
        Dates along x, rows at 0, 1, … down y; beside each how many days with a contact of its own
        it has, and the longest silence: the time between two days with a contact, where a contact
        for everybody reaches each row. A contact for one customer counts for that customer's row
        only.

    Raises
    ------
    ValueError
        If personas are asked for without customers.
    """
    rows = _contacts(occurrences, by, customers)
    called = _order(rows, names or {})
    places = {name: place for place, name in enumerate(called)}
    found = _placed(findings, places, by, customers)
    title = title or f"Who hears from us when, {by} by {by}"
    lines = wrap(_said(rows, called, by), TEXT_ROOM, LABEL)
    labels = broken(list(called.values()))
    key = _handles(rows, found)
    room = key_room([str(handle.get_label()) for handle in key])
    with house_style():
        ax = sheet(ax, labels, lines, right=_RIGHT, key=room)
        _draw(ax, rows, places, found)
        finish(ax, labels, _columns(rows, list(called)), title=title, lines=lines, key=room)
        _dates(ax, rows, found)
        if key:
            draw_key(ax, key, [str(handle.get_label()) for handle in key])
    describe(ax, title, " ".join([f"{title}.", *lines, *_words(rows, called)]))
    return ax


def _contacts(occurrences: pd.DataFrame, by: str, customers: pd.DataFrame | None) -> pd.DataFrame:
    """Return a row for each day, row of the figure, calendar and reach: how many contacts."""
    if by == "persona" and customers is None:
        raise ValueError("Personas are the customers': pass customers as well.")
    who = occurrences["audience"].astype("object")
    if by == "persona" and customers is not None:
        who = occurrences["customer"].astype("object").map(_personas(customers))
    made = pd.DataFrame(
        {
            "who": who.where(who.notna(), ""), "day": occurrences["when"].dt.normalize(),
            "calendar": occurrences["calendar"].astype("object"),
            "all": who.isna() & occurrences["customer"].isna(),
        }
    )  # fmt: skip
    made["calendar"] = made["calendar"].where(made["calendar"].eq("marketing"), "touchpoint")
    by_day = made.groupby(["who", "day", "calendar"], sort=True)["all"]
    return by_day.agg(n="size", all="any").reset_index()


def _personas(customers: pd.DataFrame) -> dict[str, Any]:
    return dict(zip(customers["id"], customers["persona"], strict=True))


def _placed(
    findings: pd.DataFrame | None, places: Mapping[str, int], by: str, customers: pd.DataFrame | None
) -> list[tuple[int, dict[str, Any]]]:  # fmt: skip
    """Return the findings that are some row's own and have days, each with its row's place."""
    persona = _personas(customers) if customers is not None else {}
    found = []
    for one in to_rows(findings) if findings is not None else ():
        if one["kind"] not in ("drought", "collision") or not _dated(one):
            continue
        customer = one.get("customer")
        if by == "persona":
            row = persona.get(customer) if customer else None
        else:
            row = None if customer else one.get("audience", "")
        if isinstance(row, str) and row in places:
            found.append((places[row], one))
    return found


def _dated(one: Mapping[str, Any]) -> bool:
    return all(isinstance(one.get(end), dt.date) for end in ("first", "last"))


def _order(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    there = list(dict.fromkeys(rows["who"]))
    order = [
        *(name for name in names if name),
        *(name for name in there if name and name not in names),
    ]
    called = {name: names.get(name, name) for name in order}
    return called | ({"": EVERYBODY} if "" in there or not called else {})


def _draw(
    ax: Axes, rows: pd.DataFrame, places: Mapping[str, int], found: list[tuple[int, dict[str, Any]]]
) -> None:  # fmt: skip
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
    for place, one in found:
        _mark(ax, one, place)


def _mark(ax: Axes, one: dict[str, Any], place: int) -> None:
    first, last = one["first"], one["last"]
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


def _dates(ax: Axes, rows: pd.DataFrame, found: list[tuple[int, dict[str, Any]]]) -> None:
    if rows.empty:
        ax.set_xticks([])
        return
    ends = [pd.Timestamp(one[end]) for _, one in found for end in ("first", "last")]
    first, last = min([rows["day"].min(), *ends]), max([rows["day"].max(), *ends])
    room = max((last - first) * 0.02, pd.Timedelta(days=3))
    ax.set_xlim((first - room).to_pydatetime(), (last + room).to_pydatetime())
    locator = AutoDateLocator(minticks=4, maxticks=13)  # type: ignore[no-untyped-call]  # has no types
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))  # type: ignore[no-untyped-call]  # has no types
    ax.tick_params(axis="x", labelsize=SMALL)


def _silence(rows: pd.DataFrame, name: str) -> int:
    """Return the longest time, in days, between two days that reach all or some of a row."""
    days = rows.loc[rows["who"].eq(name) | rows["all"], "day"]
    ordered = days.drop_duplicates().sort_values()
    return int(ordered.diff().dt.days.max()) if len(ordered) > 1 else 0


def _columns(rows: pd.DataFrame, names: list[str]) -> list[Column]:
    own = [rows.loc[rows["who"] == name, "day"] for name in names]
    days = [str(some.nunique()) for some in own]
    silent = [str(_silence(rows, name) or "–") for name in names]
    return [
        Column(head="days", texts=days, at=0.5, gid="days"),
        Column(head="silence", texts=silent, at=1.3, gid="silence"),
    ]


def _handles(rows: pd.DataFrame, found: list[tuple[int, dict[str, Any]]]) -> list[Line2D]:
    there, kinds = set(rows["calendar"]), {one["kind"] for _, one in found}
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
            Line2D(
                [], [], marker="o", linestyle="none", markersize=12,
                label=finding_name("collision").lower(), **ring,
            )
        )  # fmt: skip
    if "drought" in kinds:
        label = finding_name("drought").lower()
        made.append(Line2D([], [], color=_FOUND, linewidth=2.6, label=label))
    return made


def _said(rows: pd.DataFrame, called: Mapping[str, str], by: str) -> str:
    if rows.empty:
        return "There is no act yet, so nobody hears from us."
    return (
        f"{count(int(rows['n'].sum()), 'contact')}, {count(len(called), by)}; "
        "a mark is a day with a contact, larger where more are touched. Days: with a contact of its own; silence: "
        "the longest time without one, or one for everybody, in days."
    )


def _words(rows: pd.DataFrame, called: Mapping[str, str]) -> list[str]:
    said = []
    for name, label in called.items():
        own = rows[rows["who"] == name]
        longest = _silence(rows, name)
        silent = f", at most {count(longest, 'day')} silent" if longest else ""
        said.append(f"{label}: {count(own['day'].nunique(), 'day')}{silent}.")
    return said
