"""The shortfalls: which touchpoints give how many answers below the minimum, most first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from touchkit.figures.describe import describe, number, percent, plural, whose
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import (
    TEXT_ROOM,
    Column,
    bars,
    blank,
    broken,
    count,
    finish,
    method,
    numbers,
    sheet,
)
from touchkit.figures.scored import named, whose_received
from touchkit.figures.style import LABEL, SMALL, house_style

_RIGHT = 1.9
_FILL = "#fbc88c"


def below_minimum(
    gaps: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    customer_word: str = "customer",
    persona: str = "",
    level: float = 0.95,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of answers below the minimum, the touchpoint with most of them on top.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `touchkit.measure.gaps` gives it, a row a touchpoint: below, below_low and below_high
        as shares from 0 to 1.
    touchpoints : pandas.DataFrame
        The table of that name.
    customer_word : str
        The client's word for customer.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    level : float
        The level the intervals were made with.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are touchpoints.

    Returns
    -------
    Axes
        Touchpoints at 0, 1, … down y, shares along x; to the right of each the minimum and n.
        Touchpoints without a share are counted below the title.
    """
    every = named(gaps, touchpoints)
    rows = every[every["below"].notna()]
    rows = rows.sort_values("below", ascending=False, kind="stable", ignore_index=True)
    title, said = _head(every, rows, customer_word, persona, level)
    names, lines = broken(rows["name"]), wrap(said, TEXT_ROOM, LABEL)
    columns = [
        Column(head="minimum", at=0.9, gid="minimum", texts=[number(m) for m in rows["minimum"]]),
        Column(head="n", at=1.65, gid="n", texts=[count(n) for n in rows["n_received"]]),
    ]
    with house_style():
        ax = sheet(ax, names, lines, right=_RIGHT)
        if rows.empty:
            blank(ax)
        else:
            _shares(ax, rows)
        finish(ax, names, columns if len(rows) else [], title=title, lines=lines)
    describe(ax, title, " ".join([title + ".", *lines, _words(rows)]).rstrip())
    return ax


def _head(
    every: pd.DataFrame, rows: pd.DataFrame, word: str, persona: str, level: float
) -> tuple[str, str]:
    if rows.empty:
        return _why_empty(every, word, persona)
    least, most = (number(end) for end in (rows["minimum"].min(), rows["minimum"].max()))
    minimum = least if least == most else f"{least} to {most}"
    said = (
        f"Share of answers lower than the minimum that is still acceptable ({minimum}); "
        f"less is better. Answers: {whose_received(rows, word)}. "
    )
    unsure = rows["below_low"].isna() | rows["below_high"].isna()
    if not unsure.all():
        said += f"Line: {method(level)}. "
    if unsure.any():
        said += "Open dot: too few answers, or the team's own marks, so no interval. "
    left = len(every) - len(rows)
    if left:
        said += f"{left} more without a minimum or without answers to show: no share."
    return f"{whose('Answers below the minimum', persona)}, most first", said.rstrip()


def _why_empty(every: pd.DataFrame, word: str, persona: str) -> tuple[str, str]:
    if every["received"].notna().any():
        lacking, said = "No minimum given", "Nobody has said what is still acceptable."
    elif (every["n_received"] > 0).any():
        lacking = "Too few answers to show"
        said = f"The answers of a few {plural(word)} or colleagues stay hidden."
    else:
        lacking, said = "No scores yet", "Nobody has scored what is received."
    return f"{whose(lacking, persona)}, so no share below the minimum", said


def _shares(ax: Axes, rows: pd.DataFrame) -> None:
    value, low, high = (numbers(rows, name) for name in ("below", "below_low", "below_high"))
    sure = bars(ax, rows["touchpoint"], value, low, high, colours=[_FILL] * len(rows))
    ends = np.fmax(value, high)
    for place, share in enumerate(value):
        ax.annotate(
            percent(share), (ends[place], place), xytext=(5 if sure[place] else 9, 0),
            textcoords="offset points", va="center", fontsize=LABEL, fontweight="bold",
            parse_math=False, gid="below",
        )  # fmt: skip
    ax.set_xlim(0, max(0.05, ends.max()) * 1.14)
    ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda share, _: percent(share)))
    ax.set_xlabel("share of answers below the minimum (less is better)", fontsize=SMALL)


def _words(rows: pd.DataFrame) -> str:
    said = []
    for row in rows.to_dict("records"):
        low, high = percent(row["below_low"]), percent(row["below_high"])
        likely = f", likely {low} to {high}" if row["below_low"] == row["below_low"] else ""
        minimum, n = number(row["minimum"]), count(row["n_received"])
        said.append(f"{row['name']} {percent(row['below'])}{likely} (minimum {minimum}, n {n})")
    return f"In order: {'; '.join(said)}." if said else ""
