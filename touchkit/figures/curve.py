"""The experience curve: along the journey, what was received against what was desired."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from touchkit.figures.describe import (
    describe,
    desired_words,
    direction,
    number,
    received_words,
    whose,
)
from touchkit.figures.lettering import drawable, fit, head, wrap
from touchkit.figures.lettering import width as width_of
from touchkit.figures.scored import scored, whose_desired, whose_received
from touchkit.figures.style import (
    BAND,
    INK,
    LABEL,
    MARKERS,
    MUTED,
    PAPER,
    RULE,
    SHADE,
    SMALL,
    WHOSE,
    bare,
    canvas,
    headline,
    headroom,
    house_style,
)  # fmt: skip

_UPRIGHT_FROM = 13
_TURNED_ROOM = 2.3
_HIGH = 3.8
_TURNED_STAGE = 0.95


def experience_curve(
    gaps: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    stages: pd.DataFrame | None = None,
    scale: tuple[float, float] = (1, 5),
    labels: Sequence[str] = (),
    customer_word: str = "customer",
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw received and desired along the journey, the zone of tolerance as a band.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `touchkit.measure.gaps` gives it, a row a touchpoint. Without any desired or minimum
        score the figure says so.
    touchpoints : pandas.DataFrame
        The table of that name.
    stages : pandas.DataFrame, optional
        The stages in order; left out, the touchpoints stay in the order of their table.
    scale : tuple of float
        Lowest and highest point; higher is better.
    labels : sequence of str
        A word for each point of the scale.
    customer_word : str
        The client's word for customer.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on; else a new figure as wide as the journey is long.

    Returns
    -------
    Axes
        Touchpoints at 0, 1, … along x. Lines bear the labels of the legend; groups are never
        joined by a line.
    """
    rows = scored(gaps, touchpoints, stages)
    long = len(rows) >= _UPRIGHT_FROM
    slot = 0.46 if long else 1.15
    width = max(9.0, 1.0 + slot * len(rows))
    slot = (width - 1.0) / max(1, len(rows))
    names = [_tick(name, slot, turned=long) for name in rows["name"]]
    below = _room_below(names, turned=long)
    title = whose("Experience along the journey", persona)
    lines = _subtitle(rows, scale, tuple(labels), customer_word, width - 0.9)
    with house_style():
        top = headroom(lines) + 0.1
        ax = canvas(ax, width=width, height=_HIGH + top + below, margins=(0.75, 0.25, below, top))
        room = _stage_bands(ax, rows, stages)
        _tolerance(ax, rows)
        _desired(ax, rows, customer_word)
        _received(ax, rows, customer_word)
        _axes(ax, names, scale, room=room, turned=long)
        headline(ax, fit(title, width - 0.4), lines, outdent=0.6)
        if ax.get_legend_handles_labels()[1]:
            ax.legend(
                loc="lower left", bbox_to_anchor=(-0.55 / width, -(below - 0.08) / _HIGH), ncols=2,
                frameon=False, fontsize=SMALL, borderaxespad=0, handlelength=2.4,
            )  # fmt: skip
    describe(ax, title, " ".join([*[title + "."] * bool(persona), *lines, _words(rows)]))
    return ax


def _tick(name: str, slot: float, *, turned: bool) -> str:
    if turned:
        return "\n".join(wrap(name, _TURNED_ROOM, SMALL, most=2))
    return "\n".join(wrap(name, slot - 0.12, SMALL, most=5))


def _room_below(names: list[str], *, turned: bool) -> float:
    legend = 0.85
    if turned:
        return legend + max(width_of(line, SMALL) for name in names for line in name.split("\n"))
    return legend + max([1, *(name.count("\n") + 1 for name in names)]) * SMALL * 1.3 / 72


def _subtitle(
    rows: pd.DataFrame,
    scale: tuple[float, float],
    labels: tuple[str, ...],
    customer_word: str,
    room: float,
) -> list[str]:
    if rows.empty:
        return ["No touchpoint has been scored yet."]
    received, desired = rows["received"].notna().any(), rows["desired"].notna().any()
    said = [
        f"Received: {whose_received(rows, customer_word)}." if received else
        "Received: nobody has scored it yet.",
        f"Desired: {whose_desired(rows, customer_word)}." if desired else
        "No desired score was given, so no gap can be read here.",
    ]  # fmt: skip
    if desired and not rows["minimum"].notna().any():
        said.append("No minimum was given, so there is no zone of tolerance.")
    said.append(f"{direction(scale, labels).capitalize()}.")
    return wrap(" ".join(said), room, LABEL)


def _stage_bands(ax: Axes, rows: pd.DataFrame, stages: pd.DataFrame | None) -> float:
    """Shade every other stage and name each; return the inches the names take at the top."""
    if stages is None or rows.empty:
        return 0.3
    names = dict(zip(stages["id"], stages["name"], strict=True))
    stage = rows["stage"].map(names).fillna("Unsorted").to_numpy()
    begins = [i for i in range(len(rows)) if i == 0 or stage[i] != stage[i - 1]]
    width = ax.get_figure(root=True).get_size_inches()[0] * ax.get_position().width  # type: ignore[union-attr]
    tallest = 0.3
    for place, (start, end) in enumerate(zip(begins, [*begins[1:], len(rows)], strict=True)):
        if place % 2 == 0:
            ax.axvspan(start - 0.5, end - 0.5, color=SHADE, zorder=0, linewidth=0)
        room = width * (end - start) / len(rows) - 0.06
        words = drawable(stage[start]).split() or [""]
        narrow = max(width_of(word, SMALL, bold=True) for word in words) > room
        lines = head(stage[start], _TURNED_STAGE if narrow else room, SMALL, bold=True)
        wide = max(width_of(line, SMALL, bold=True) for line in lines)
        tallest = max(tallest, wide + 0.15 if narrow else 0.1 + 0.18 * len(lines))
        ax.annotate(
            "\n".join(lines), ((start + end - 1) / 2, 1), xycoords=("data", "axes fraction"),
            xytext=(0, -4), textcoords="offset points", ha="center", va="top",
            rotation=90 if narrow else 0, fontsize=SMALL, fontweight="bold", color=MUTED,
            parse_math=False, gid="stage",
        )  # fmt: skip
    return tallest


def _tolerance(ax: Axes, rows: pd.DataFrame) -> None:
    x = np.arange(len(rows))
    low, high = rows["minimum"].to_numpy(float), rows["desired"].to_numpy(float)
    both = ~np.isnan(low) & ~np.isnan(high)
    if both.any():
        band = np.where(both, low, np.nan), np.where(both, high, np.nan)
        label = "zone of tolerance: from minimum to desired"
        ax.fill_between(x, *band, color=BAND, linewidth=0, zorder=1, label=label)
        ax.vlines(x[both], low[both], high[both], color=BAND, linewidth=7, zorder=1)
    if (~np.isnan(low)).any():
        ax.plot(x, low, "_", color=INK, markersize=13, zorder=2, label="minimum acceptable")


def _desired(ax: Axes, rows: pd.DataFrame, customer_word: str) -> None:
    for group, values in _by_group(rows, "desired"):
        ax.plot(
            np.arange(len(rows)), values, linestyle="--", linewidth=1.8, marker="^", markersize=8,
            color=WHOSE.get(group, INK), markerfacecolor="white", markeredgewidth=1.8, zorder=3,
            label=f"desired: {desired_words(group, customer_word)}",
        )  # fmt: skip


_WHY_OPEN = {"team": "the team's own marks, no sample and so no margin"}


def _received(ax: Axes, rows: pd.DataFrame, customer_word: str) -> None:
    x = np.arange(len(rows))
    for group, values in _by_group(rows, "received"):
        colour = WHOSE.get(group, INK)
        ax.plot(
            x, values, linewidth=2.2, marker=MARKERS.get(group, "o"), markersize=8, color=colour,
            zorder=5, label=f"received: {received_words(group, customer_word)}",
        )  # fmt: skip
        low, high = rows["received_low"].to_numpy(float), rows["received_high"].to_numpy(float)
        sure = ~np.isnan(values) & ~np.isnan(low) & ~np.isnan(high)
        if sure.any():
            ax.vlines(
                x[sure], low[sure], high[sure], color=colour, linewidth=4, alpha=0.45, zorder=4
            )
        few = ~np.isnan(values) & ~sure
        if few.any():  # few answers, or the team's marks, must not look like many answers
            ax.plot(
                x[few], values[few], linestyle="none", marker=MARKERS.get(group, "o"), markersize=8,
                color=colour, markerfacecolor=PAPER, markeredgewidth=1.8, zorder=6, gid="no-margin",
                label=f"open: {_WHY_OPEN.get(group, 'too few answers for a margin')}",
            )  # fmt: skip


def _by_group(rows: pd.DataFrame, measure: str) -> list[tuple[str, np.ndarray]]:
    """Return a group's scores, NaN where another group's stand: groups are never joined."""
    groups = rows[f"{measure}_from"].fillna("").astype("object")
    known = rows[measure].notna()
    return [
        (str(group), rows[measure].where(groups == group).to_numpy(float))
        for group in groups[known].unique()
    ]


def _axes(
    ax: Axes, names: list[str], scale: tuple[float, float], *, room: float, turned: bool
) -> None:
    low, high = scale
    pad = (high - low) * 0.06
    above = (high - low + pad) * room / (_HIGH - room) + pad
    bare(ax)
    ax.set(xlim=(-0.5, max(1, len(names)) - 0.5), ylim=(low - pad, high + above))
    step = max(1, round((high - low) / 10))
    ax.set_yticks(np.arange(low, high + step / 2, step))
    ax.grid(axis="y", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)
    ax.set_ylabel("score (higher is better)", fontsize=SMALL)
    ax.set_xticks(range(len(names)))
    ax.set_xticklabels(
        names, fontsize=SMALL, rotation=90 if turned else 0, parse_math=False, linespacing=1.15
    )


def _words(rows: pd.DataFrame) -> str:
    said = []
    for row in rows.to_dict("records"):
        parts = [
            f"{measure} {number(row[measure])}"
            for measure in ("received", "desired", "minimum")
            if row[measure] == row[measure]
        ]
        said.append(f"{row['name']}: {', '.join(parts)}")
    return f"In order: {'; '.join(said)}." if said else ""
