"""The gap chart: where what was received falls short of what was desired, worst first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from touchkit.figures.describe import describe, number, percent, received_words, signed, whose
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.scored import scored, whose_desired, whose_received
from touchkit.figures.style import (
    GREY,
    INK,
    LABEL,
    MARKERS,
    MUTED,
    PAPER,
    RULE,
    SMALL,
    WHOSE,
    bare,
    canvas,
    gap_colour,
    headline,
    headroom,
    house_style,
)  # fmt: skip

_NAME_ROOM = 3.1
_WIDTH = 11.4
_RIGHT = 2.0


def gap_chart(
    gaps: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    customer_word: str = "customer",
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw the gap of every touchpoint, the widest shortfall on top.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `touchkit.measure.gaps` gives it, a row a touchpoint. Without any gap the received
        scores are drawn instead, and the title says why.
    touchpoints : pandas.DataFrame
        The table of that name.
    customer_word : str
        The client's word for customer.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are touchpoints.

    Returns
    -------
    Axes
        Touchpoints at 0, 1, … down y; to the right of each the share of answers below the
        minimum and n.
    """
    rows = scored(gaps, touchpoints)
    measure = "gap" if rows["gap"].notna().any() else "received"
    title, lines = _head(rows, measure, customer_word, persona)
    rows = rows[rows[measure].notna()].sort_values(measure, kind="stable", ignore_index=True)
    names = ["\n".join(wrap(name, _NAME_ROOM, LABEL, most=3)) for name in rows["name"]]
    heights = [max(0.36, 0.12 + (name.count("\n") + 1) * LABEL * 1.3 / 72) for name in names]
    body = max(heights, default=0.36) * max(1, len(names))
    with house_style():
        top = headroom(lines) + 0.36
        ax = canvas(
            ax, width=_WIDTH, height=body + top + 0.65,
            margins=(_NAME_ROOM + 0.25, _RIGHT, 0.65, top),
        )  # fmt: skip
        if measure == "gap":
            _bars(ax, rows)
        else:
            _dots(ax, rows, customer_word)
        _frame(ax, names)
        _beside(ax, rows)
        headline(ax, fit(title, _WIDTH - 0.4), lines, outdent=_NAME_ROOM + 0.1, lift=0.28)
    describe(ax, title, " ".join([title + ".", *lines, _words(rows, measure)]))
    return ax


def _head(rows: pd.DataFrame, measure: str, word: str, persona: str) -> tuple[str, list[str]]:
    room = _WIDTH - 0.4
    if rows.empty:
        return f"{whose('No scores yet', persona)}, so no gap", [
            "Nobody has scored a touchpoint yet."
        ]
    if measure == "received":
        wanting = not rows["desired"].notna().any()
        lacking = "no desired score" if wanting else "no touchpoint has both scores"
        title = f"{whose('Received only', persona)}: {lacking}, so no gap"
        known = rows["received"].notna().any()
        said = f"Received: {whose_received(rows, word)}." if known else "Nothing received yet."
        return title, wrap(f"{said} Higher is better; lowest first.", room, LABEL)
    shown = rows[rows["gap"].notna()]
    said = (
        f"Received: {whose_received(shown, word)}. Desired: {whose_desired(shown, word)}. "
        "Gap = received − desired, in points of the scale; negative is short of what is desired."
    )
    if shown["gap_low"].isna().any():
        said += " Open dot: too few answers, or the team's own marks, so no margin and no rank."
    left = len(rows) - len(shown)
    if left:
        said += f" {left} more with only one of the two scores: no gap."
    title = f"{whose('Gap between desired and received', persona)}, widest first"
    return title, wrap(said, room, LABEL)


def _bars(ax: Axes, rows: pd.DataFrame) -> None:
    y = np.arange(len(rows))
    gap = rows["gap"].to_numpy(float)
    low, high = rows["gap_low"].to_numpy(float), rows["gap_high"].to_numpy(float)
    span = max(1.0, np.nanmax(np.abs(gap)))
    bars = ax.barh(
        y, gap, height=0.62, color=[gap_colour(value, span) for value in gap], edgecolor=INK,
        linewidth=0.9, zorder=2,
    )  # fmt: skip
    sure = ~np.isnan(low) & ~np.isnan(high)
    for bar, name, known in zip(bars, rows["touchpoint"], sure, strict=True):
        bar.set_gid(f"bar-{name}")
        if not known:  # few answers, or the team's marks, must not look like many answers
            bar.set(height=0.02, y=bar.get_y() + 0.3)
    if not sure.all():
        ax.plot(
            gap[~sure], y[~sure], "o", markersize=9, markerfacecolor=PAPER, markeredgecolor=INK,
            markeredgewidth=1.6, zorder=5, gid="no-margin",
        )  # fmt: skip
    if sure.any():
        ax.hlines(y[sure], low[sure], high[sure], color=INK, linewidth=1.6, zorder=3)
    ends = np.nanmin([gap, low], axis=0), np.nanmax([gap, high], axis=0)
    left, right = min(0.0, *ends[0]), max(0.0, *ends[1])
    room = (right - left or 1.0) * 0.13
    ax.set_xlim(left - room if left < 0 else -room / 4, right + room if right > 0 else room / 4)
    for place, value in enumerate(gap):
        short = value < 0
        ax.annotate(
            signed(value), ((ends[0] if short else ends[1])[place], place),
            xytext=((5 if sure[place] else 9) * (-1 if short else 1), 0),
            textcoords="offset points",
            ha="right" if short else "left", va="center", fontsize=LABEL, fontweight="bold",
            parse_math=False, gid="gap",
        )  # fmt: skip
    ax.axvline(0, color=INK, linewidth=1.2, zorder=4)
    ax.set_xlabel("gap in points (left of the line: short of what is desired)", fontsize=SMALL)


def _dots(ax: Axes, rows: pd.DataFrame, customer_word: str) -> None:
    y = np.arange(len(rows))
    value = rows["received"].to_numpy(float)
    low, high = rows["received_low"].to_numpy(float), rows["received_high"].to_numpy(float)
    sure = ~np.isnan(low) & ~np.isnan(high)
    if sure.any():
        ax.hlines(y[sure], low[sure], high[sure], color=GREY, linewidth=2.4, zorder=2)
    groups = rows["received_from"].fillna("").astype("object")
    for group in groups.unique():
        chosen = (groups == group).to_numpy()
        ax.plot(
            value[chosen], y[chosen], MARKERS.get(group, "o"), color=WHOSE.get(group, INK),
            markersize=9, zorder=3, label=received_words(str(group), customer_word),
        )  # fmt: skip
    if len(groups.unique()) > 1:
        ax.legend(
            loc="upper right", bbox_to_anchor=(1, -0.45 / (0.36 * len(rows))), frameon=False,
            fontsize=SMALL, borderaxespad=0,
        )  # fmt: skip
    for place, score in enumerate(value):
        ax.annotate(
            number(score, 2), (np.nanmax([score, high[place]]), place), xytext=(8, 0),
            textcoords="offset points", va="center", fontsize=LABEL, fontweight="bold",
            parse_math=False, gid="received",
        )  # fmt: skip
    if len(value):
        ends = np.nanmin([value, low]), np.nanmax([value, high])
        room = max(0.2, (ends[1] - ends[0]) * 0.15)
        ax.set_xlim(ends[0] - room, ends[1] + room)
    ax.set_xlabel("received score, mean (higher is better; cut-out of the scale)", fontsize=SMALL)


def _frame(ax: Axes, names: list[str]) -> None:
    bare(ax)
    ax.set_ylim(max(1, len(names)) - 0.5, -0.5)
    ax.set_yticks(range(len(names)))
    ax.set_yticklabels(names, fontsize=LABEL, parse_math=False, linespacing=1.15)
    ax.grid(axis="x", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)


def _beside(ax: Axes, rows: pd.DataFrame) -> None:
    """Print the share below the minimum and n to the right of each row."""
    below = rows["below"].notna().any()
    columns = [("below minimum", 1.12, below), ("n", 1.78, True)]
    for head, inches, wanted in columns:
        if not wanted:
            continue
        x = inches * 72
        ax.annotate(
            head, (1, 1), xycoords="axes fraction", xytext=(x, 4), textcoords="offset points",
            ha="right", va="bottom", fontsize=SMALL, color=MUTED, parse_math=False, gid="column",
        )  # fmt: skip
        for place, row in enumerate(rows.to_dict("records")):
            text = percent(row["below"]) if head != "n" else _count(row)
            ax.annotate(
                text, (1, place), xycoords=("axes fraction", "data"), xytext=(x, 0),
                textcoords="offset points", ha="right", va="center", fontsize=LABEL,
                parse_math=False, gid="below" if head != "n" else "n",
            )  # fmt: skip


def _count(row: dict[str, float]) -> str:
    n = row["n_received"]
    return "–" if pd.isna(n) else f"{int(n):,}"


def _words(rows: pd.DataFrame, measure: str) -> str:
    say = signed if measure == "gap" else number
    said = []
    for row in rows.to_dict("records"):
        share = f", {percent(row['below'])} below minimum" if row["below"] == row["below"] else ""
        said.append(f"{row['name']} {say(row[measure])}{share} (n {_count(row)})")
    return f"In order: {'; '.join(said)}." if said else ""
