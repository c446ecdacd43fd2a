"""The proofs: how much of what the notes say was assumed, observed or measured, and where."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from touchkit.figures.cards import NOBODY, UNSORTED
from touchkit.figures.describe import about, describe, percent
from touchkit.figures.lettering import width, wrap
from touchkit.figures.rows import (
    TEXT_ROOM,
    Column,
    across,
    blank,
    broken,
    count,
    draw_key,
    finish,
    key_room,
    numbers,
    sheet,
)
from touchkit.figures.style import INK, LABEL, SMALL, house_style

_RIGHT = 3.3
_KINDS = {
    "measured": ("#4aa3df", "", "measured: counted or asked"),
    "observed": ("#a9d3f0", "//", "observed: seen or heard"),
    "assumed": ("#ffffff", "..", "assumed: somebody's belief"),
}
_PLACES = {"stage": ("stage", UNSORTED), "department": ("department", NOBODY)}


def evidence(
    frame: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    by: str = "stage",
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw how many notes were measured, observed or only assumed, stage by stage.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `touchkit.measure.evidence` gives it, a row a stage or a department, in that order.
    names : mapping of str to str, optional
        The name of each id in the `by` column.
    by : {"stage", "department"}
        The column that says where.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are rows.

    Returns
    -------
    Axes
        Stages or departments at 0, 1, … down y, notes along x, the best founded at the line. To
        the right the share that is more than assumed, the notes, and how many touchpoints have
        none. Bars bear ids such as ``measured-buy``.
    """
    names = names or {}
    rows = frame.reset_index(drop=True)
    ids = ["" if pd.isna(place) else str(place) for place in rows[by]]
    called = [names.get(place, place) if place else _PLACES[by][1] for place in ids]
    shown = bool((numbers(rows, "n") > 0).any())
    title, said = _head(rows, by, shown=shown)
    title = about(title, persona)
    lines = wrap(said, TEXT_ROOM, LABEL)
    labels = [label for _, _, label in _KINDS.values()] if shown else []
    beside = broken(called)
    with house_style():
        room = across(ax, _RIGHT)
        ax = sheet(ax, beside, lines, right=_RIGHT, key=key_room(labels))
        if shown:
            _stacks(ax, rows, ids, room)
            draw_key(ax, _samples(), labels)
        else:
            blank(ax)
        finish(
            ax, beside, _columns(rows) if len(rows) else [], title=title, lines=lines,
            key=key_room(labels),
        )  # fmt: skip
    describe(ax, title, " ".join([title + ".", *lines, _words(rows, called)]).rstrip())
    return ax


def _head(rows: pd.DataFrame, by: str, *, shown: bool) -> tuple[str, str]:
    places = _PLACES[by][0]
    if rows.empty:
        return "No notes yet", f"There is no {places} with a touchpoint yet."
    without, every = int(rows["without"].sum()), int(rows["touchpoints"].sum())
    silent = f"{without} of {every} touchpoints have no note at all."
    if not shown:
        return "No notes yet", silent
    total, checked = int(rows["n"].sum()), int((rows["observed"] + rows["measured"]).sum())
    title = f"What the notes rest on: {percent(checked / total)} observed or measured"
    return title, (
        f"What the people in the room wrote down: {total:,} notes, counted by {places} and by what "
        f"stands behind them; notes, not people. Checked: observed or measured; more is better. "
        f"{silent}"
    )


def _stacks(ax: Axes, rows: pd.DataFrame, ids: list[str], room: float) -> None:
    y, left = np.arange(len(rows)), np.zeros(len(rows))
    longest = max(1.0, float(np.nanmax(numbers(rows, "n"))))
    ax.set_xlim(0, longest * 1.02)
    for kind, (colour, hatch, _) in _KINDS.items():
        value = np.nan_to_num(numbers(rows, kind))
        some = np.flatnonzero(value)
        drawn = ax.barh(
            y[some], value[some], left=left[some], height=0.68, color=colour, hatch=hatch,
            edgecolor=INK, linewidth=0.9, zorder=2,
        )  # fmt: skip
        for place, bar in zip(some, drawn, strict=True):
            bar.set_gid(f"{kind}-{ids[place]}")
            _letter(ax, kind, bar, room / (longest * 1.02))
        left = left + value
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    ax.set_xlabel("notes", fontsize=SMALL)


def _letter(ax: Axes, kind: str, bar: Rectangle, inch: float) -> None:
    """Letter a part of a bar with its count, where there is room for it."""
    text = f"{bar.get_width():.0f}"
    if width(text, LABEL, bold=True) + 0.12 > bar.get_width() * inch:
        return
    x, y = bar.get_center()
    ax.text(
        x, y, text, ha="center", va="center", fontsize=LABEL, fontweight="bold",
        parse_math=False, zorder=4, gid=kind,
        bbox={"boxstyle": "square,pad=0.12", "facecolor": _KINDS[kind][0], "edgecolor": "none"},
    )  # fmt: skip


def _samples() -> list[Patch]:
    return [
        Patch(facecolor=colour, hatch=hatch, edgecolor=INK, linewidth=0.9)
        for colour, hatch, _ in _KINDS.values()
    ]


def _columns(rows: pd.DataFrame) -> list[Column]:
    bare = [
        f"{count(without)} of {count(every)}"
        for without, every in zip(rows["without"], rows["touchpoints"], strict=True)
    ]
    return [
        Column(
            head="checked", at=0.85, gid="checked", texts=[percent(s) for s in rows["checked"]]
        ),
        Column(head="notes", at=1.5, gid="n", texts=[count(n) for n in rows["n"]]),
        Column(head="touchpoints without", at=3.15, gid="without", texts=bare),
    ]  # fmt: skip


def _words(rows: pd.DataFrame, called: list[str]) -> str:
    said = [
        f"{name}: {count(row['measured'])} measured, {count(row['observed'])} observed, "
        f"{count(row['assumed'])} assumed (n {count(row['n'])}); {count(row['without'])} of "
        f"{count(row['touchpoints'])} touchpoints without a note"
        for name, row in zip(called, rows.to_dict("records"), strict=True)
    ]
    return f"In order: {'. '.join(said)}." if said else ""
