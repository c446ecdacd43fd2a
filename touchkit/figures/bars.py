"""The gap chart: where what was received falls short of what was desired, worst first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from touchkit.figures.describe import describe, number, percent, received_words, signed, whose
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import TEXT_ROOM, Column, bars, broken, count, finish, sheet
from touchkit.figures.scored import scored, whose_desired, whose_received
from touchkit.figures.style import (
    GREY,
    INK,
    LABEL,
    MARKERS,
    SMALL,
    WHOSE,
    gap_colour,
    house_style,
)

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
    names = broken(rows["name"])
    with house_style():
        ax = sheet(ax, names, lines, right=_RIGHT)
        if measure == "gap":
            _bars(ax, rows)
        else:
            _dots(ax, rows, customer_word)
        finish(ax, names, _columns(rows), title=title, lines=lines)
    describe(ax, title, " ".join([title + ".", *lines, _words(rows, measure)]))
    return ax


def _head(rows: pd.DataFrame, measure: str, word: str, persona: str) -> tuple[str, list[str]]:
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
        return title, wrap(f"{said} Higher is better; lowest first.", TEXT_ROOM, LABEL)
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
    return title, wrap(said, TEXT_ROOM, LABEL)


def _bars(ax: Axes, rows: pd.DataFrame) -> None:
    gap = rows["gap"].to_numpy(float)
    low, high = rows["gap_low"].to_numpy(float), rows["gap_high"].to_numpy(float)
    span = max(1.0, np.nanmax(np.abs(gap)))
    sure = bars(ax, rows["touchpoint"], gap, low, high, colours=[gap_colour(v, span) for v in gap])
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


def _columns(rows: pd.DataFrame) -> list[Column]:
    n = Column(head="n", texts=[count(n) for n in rows["n_received"]], at=1.78, gid="n")
    if not rows["below"].notna().any():
        return [n]
    shares = [percent(share) for share in rows["below"]]
    return [Column(head="below minimum", texts=shares, at=1.12, gid="below"), n]


def _words(rows: pd.DataFrame, measure: str) -> str:
    say = signed if measure == "gap" else number
    said = []
    for row in rows.to_dict("records"):
        share = f", {percent(row['below'])} below minimum" if row["below"] == row["below"] else ""
        said.append(f"{row['name']} {say(row[measure])}{share} (n {count(row['n_received'])})")
    return f"In order: {'; '.join(said)}." if said else ""
