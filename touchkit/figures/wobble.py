"""The stability of a choice: how often each idea is chosen when the guesses wobble."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from touchkit.figures.describe import describe, percent
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import TEXT_ROOM, Column, blank, broken, finish, numbers, sheet
from touchkit.figures.style import INK, LABEL, PAPER, SMALL, WHOSE, house_style
from touchkit.model.saying import called, count

HOLDS = 0.6
"""Chosen in so many of the draws or more, a choice holds; below, it is a coin toss."""

_RIGHT = 2.3


def stability(
    frame: pd.DataFrame,
    *,
    explain: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    draws: int | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often each idea is chosen when scores and lifts are drawn anew, surest on top.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `touchkit.plan.choose(…).stability` gives it, a row an idea: idea (its id) and share of
        the draws in which it is chosen, 0 to 1.
    explain : pandas.DataFrame, optional
        As `touchkit.plan.choose(…).explain` gives it: idea and decision, "in" for the chosen ones.
    names : mapping of str to str, optional
        What an idea is called, by its id.
    draws : int, optional
        How many draws there were, for the words below the title.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are ideas.

    Returns
    -------
    Axes
        Ideas at 0, 1, … down y, share in per cent along x, a line at 60 %. To the right in words:
        *holds* from 60 % on, *coin toss* below it down to 40 %, *stays out* below that; an idea
        that was chosen and yet comes to less than 60 % is a coin toss however low. Bars bear ids
        such as ``share-text``.
    """
    rows = frame[frame["share"].notna()].copy()
    rows = rows.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    chosen = _chosen(explain)
    rows["chosen"] = [idea in chosen for idea in rows["idea"]]
    rows["words"] = [_word(row["share"], chosen=row["chosen"]) for row in rows.to_dict("records")]
    rows["name"] = [called(names, idea) for idea in rows["idea"]]
    title, said = _head(rows, draws, known=explain is not None)
    lines = wrap(said, TEXT_ROOM, LABEL)
    beside = broken(rows["name"])
    with house_style():
        ax = sheet(ax, beside, lines, right=_RIGHT)
        if rows.empty:
            blank(ax)
        else:
            _bars(ax, rows)
        finish(ax, beside, _columns(rows) if len(rows) else [], title=title, lines=lines)
    describe(ax, title, " ".join([title + ".", *lines, _words(rows)]).rstrip())
    return ax


def _chosen(explain: pd.DataFrame | None) -> set[str]:
    if explain is None:
        return set()
    return set(explain.loc[explain["decision"] == "in", "idea"])


def _word(share: float, *, chosen: bool) -> str:
    if share >= HOLDS - 1e-9:
        return "holds"
    return "coin toss" if chosen or share > 1 - HOLDS + 1e-9 else "stays out"


def _head(rows: pd.DataFrame, draws: int | None, *, known: bool) -> tuple[str, str]:
    if rows.empty:
        return (
            "No draws yet, so nothing about how firm the choice is",
            "Draw the guesses anew first.",
        )
    toss = int((rows["words"] == "coin toss").sum())
    title = f"How firm the choice is: {toss} of {count(len(rows), 'idea')} a coin toss"
    many = f"in {draws:,} draws of scores and lifts" if draws else "when scores and lifts are drawn"
    said = (
        f"Share of draws in which an idea is chosen {many} anew within their ranges; further right "
        f"is surer. Below the line at {percent(HOLDS)} a choice is a coin toss: talk about it before "
        "money is spent."
    )
    return title, f"{said} Filled: chosen; open: not." if known else said


def _bars(ax: Axes, rows: pd.DataFrame) -> None:
    y, share = np.arange(len(rows)), 100 * numbers(rows, "share")
    toss = (rows["words"] == "coin toss").to_numpy()
    filled = rows["chosen"].to_numpy() | ~rows["chosen"].any()
    drawn = ax.barh(
        y, share, height=0.62, color=[WHOSE["customer"] if fill else PAPER for fill in filled],
        edgecolor=INK, linewidth=0.9, zorder=2, alpha=0.85,
    )  # fmt: skip
    for bar, idea, tossed in zip(drawn, rows["idea"], toss, strict=True):
        bar.set_gid(f"share-{idea}")
        if tossed:
            bar.set_hatch("//")
            bar.set_facecolor("#cfe0f2" if bar.get_facecolor()[:3] != (1.0, 1.0, 1.0) else PAPER)
    ax.axvline(
        100 * HOLDS, color=INK, linewidth=1.4, linestyle=(0, (4, 2.5)), zorder=4, gid="holds"
    )
    ax.set_xlim(0, 100)
    ax.set_xticks(range(0, 101, 20))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}\u00a0%"))
    ax.tick_params(axis="x", labelsize=SMALL)
    ax.set_xlabel(f"chosen in so many of the draws (line: {percent(HOLDS)})", fontsize=SMALL)


def _columns(rows: pd.DataFrame) -> list[Column]:
    words = list(rows["words"])
    return [
        Column(head="share", at=0.75, gid="share", texts=[percent(part) for part in rows["share"]]),
        Column(
            head="in a word", at=1.05, gid="word", texts=words, left=True,
            strong=[word == "coin toss" for word in words],
        ),
    ]  # fmt: skip


def _words(rows: pd.DataFrame) -> str:
    said = [
        f"{row['name']} {percent(row['share'])}, {row['words']}" for row in rows.to_dict("records")
    ]
    return f"In order: {'; '.join(said)}." if said else ""
