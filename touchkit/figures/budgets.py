"""The budget frontier: how much of what is missing each budget closes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from touchkit.figures.describe import describe, percent
from touchkit.figures.lettering import fit, wrap
from touchkit.figures.lettering import width as width_of
from touchkit.figures.rows import TEXT_ROOM, WIDTH
from touchkit.figures.style import (
    INK,
    LABEL,
    RULE,
    SMALL,
    WHOSE,
    bare,
    canvas,
    headline,
    headroom,
    house_style,
)
from touchkit.model.saying import count, money

_LEFT, _RIGHT, _BOTTOM, _HIGH = 0.8, 0.45, 0.75, 4.0


def budget_frontier(
    frontier: pd.DataFrame,
    *,
    budget: float | None = None,
    currency: str = "EUR",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of what is missing that each budget closes, the chosen budget marked.

    Parameters
    ----------
    frontier : pandas.DataFrame
        As `touchkit.plan.choose(…).frontier()` gives it, a row a budget: budget (money), share (of
        all that is missing, 0 to 1; missing where the budget does not pay for what has to be done)
        and chosen (the ids of the ideas, ``;`` between, or a tuple).
    budget : float, optional
        The budget there is, to be marked.
    currency : str
        As it is to stand before amounts.
    ax : Axes, optional
        Axes to draw on; else a new figure.

    Returns
    -------
    Axes
        Money along x, share in per cent up y, as stairs: between two budgets that were worked out
        at least as much is closed as at the lower one.
    """
    every = frontier.sort_values("budget", kind="stable", ignore_index=True)
    rows = every[every["share"].notna()].reset_index(drop=True)
    ideas = [_ids(chosen) for chosen in rows["chosen"]]
    here = _at(rows, budget)
    title, said = _head(rows, ideas, here, budget, currency)
    if len(rows) < len(every):
        said += _short(every, rows, currency)
    lines = wrap(said, TEXT_ROOM, LABEL)
    with house_style():
        margins = _LEFT, _RIGHT, _BOTTOM, headroom(lines) + 0.2
        high = _HIGH if len(rows) else 0.6
        ax = canvas(ax, width=WIDTH, height=high + sum(margins[2:]), margins=margins)
        bare(ax)
        if rows.empty:
            ax.set(xticks=[], yticks=[])
        else:
            _plot(ax, rows, currency)
            if budget is not None:
                _mark(ax, rows, here, budget, _marked(rows, ideas, here, budget, currency))
        headline(ax, fit(title, TEXT_ROOM), lines, outdent=_LEFT - 0.15)
    describe(ax, title, " ".join([title + ".", *lines, _words(rows, ideas, currency)]).rstrip())
    return ax


def _short(every: pd.DataFrame, rows: pd.DataFrame, currency: str) -> str:
    """Say which budgets do not pay for what has to be done."""
    if every["value"].notna().any() and rows.empty:
        return " Nothing is missing, so there is nothing to close."
    if rows.empty:
        most = money(every["budget"].iloc[-1], currency)
        return f" {most} and less does not pay for what has to be done."
    return f" Less than {money(rows['budget'].iloc[0], currency)} was tried too: what has to be done costs more."


def _ids(chosen: Any) -> tuple[str, ...]:
    if isinstance(chosen, str):
        return tuple(part for part in chosen.split(";") if part)
    return tuple(chosen)


def _at(rows: pd.DataFrame, budget: float | None) -> int | None:
    """Return the row of the highest budget that is not above the one there is."""
    if budget is None:
        return None
    within = np.flatnonzero(rows["budget"].to_numpy(float) <= budget + 1e-9)
    return int(within[-1]) if len(within) else None


def _head(
    rows: pd.DataFrame, ideas: list[tuple[str, ...]], here: int | None, budget: float | None,
    currency: str,
) -> tuple[str, str]:  # fmt: skip
    if rows.empty:
        return "No budget has a choice yet", "Each budget needs its choice first."
    known = len({idea for chosen in ideas for idea in chosen})
    least, most = (money(rows["budget"].iloc[end], currency) for end in (0, -1))
    said = (
        f"Share of all that is missing that the best choice within each budget closes; higher is "
        f"better. {len(rows)} budgets from {least} to {most}, {count(known, 'idea')} chosen at "
        f"one of them or another. Lifts are guesses, so read the shape, not the last point."
    )
    if here is None:
        return "What each budget closes of what is missing", said
    share = percent(rows["share"].iloc[here])
    title = f"{money(budget or 0.0, currency)} closes {share} of what is missing"
    return title, f"{said} {_next(rows, here, currency)}"


def _next(rows: pd.DataFrame, here: int, currency: str) -> str:
    """Say what the next budget that closes more would close."""
    more = rows[rows["share"] > rows["share"].iloc[here] + 0.005]
    more = more[more["budget"] > rows["budget"].iloc[here]]
    if more.empty:
        return "No larger budget closes more."
    step = more.iloc[0]
    return f"The next step is {percent(step['share'])} at {money(step['budget'], currency)}."


def _plot(ax: Axes, rows: pd.DataFrame, currency: str) -> None:
    x, y = rows["budget"].to_numpy(float), 100 * rows["share"].to_numpy(float)
    ax.step(x, y, where="post", color=WHOSE["customer"], linewidth=2.2, zorder=3, gid="stairs")
    ax.plot(x, y, "o", markersize=6, color=WHOSE["customer"], zorder=4, gid="budget", clip_on=False)
    room = max(1.0, (x.max() - x.min()) * 0.03)
    ax.set_xlim(min(0.0, x.min()) - room, x.max() + room)
    # The room above the stairs is for what is said of the chosen budget.
    top = max(5.0, 1.2 * y.max())
    ax.set_ylim(-0.02 * top, top)
    ax.grid(axis="y", color=RULE, linewidth=0.8)
    ax.set_axisbelow(True)
    ax.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 2.5, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    ticks = MaxNLocator(6, steps=[1, 2, 5, 10]).tick_values(0.0, top)
    ax.set_yticks([tick for tick in ticks if 0 <= tick <= min(top, 100.0)])
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}\u00a0%"))
    ax.set_xlabel(f"budget in {currency}", fontsize=SMALL)
    ax.set_ylabel("closed, of all that is missing", fontsize=SMALL)
    ax.tick_params(labelsize=SMALL)


def _marked(
    rows: pd.DataFrame, ideas: list[tuple[str, ...]], here: int | None, budget: float, currency: str
) -> str:
    if here is None:
        return f"{money(budget, currency)}: does not pay for what has to be done"
    share = percent(float(rows["share"].iloc[here]))
    return f"{money(budget, currency)}: {share}, {count(len(ideas[here]), 'idea')}"


def _mark(ax: Axes, rows: pd.DataFrame, here: int | None, budget: float, text: str) -> None:
    share = 0.0 if here is None else float(rows["share"].iloc[here])
    low, high = ax.get_xlim()
    room = (high - low) * 0.03
    ax.set_xlim(min(low, budget - room), max(high, budget + room))
    ax.axvline(
        budget, color=INK, linewidth=1.4, linestyle=(0, (4, 2.5)), zorder=2, gid="chosen-line"
    )
    ax.plot(
        budget, 100 * share, "D", markersize=11, markerfacecolor="white", markeredgecolor=INK,
        markeredgewidth=2.2, zorder=6, gid="chosen", clip_on=False,
    )  # fmt: skip
    inches = ax.bbox.width / ax.figure.dpi
    start = (budget - ax.get_xlim()[0]) / np.diff(ax.get_xlim())[0] * inches
    left = start + width_of(text, LABEL, bold=True) + 0.3 < inches
    ax.annotate(
        text, (budget, 1), xycoords=("data", "axes fraction"), xytext=(8 if left else -8, -4),
        textcoords="offset points", ha="left" if left else "right", va="top", fontsize=LABEL,
        fontweight="bold", parse_math=False, zorder=7, gid="chosen-words",
    )  # fmt: skip


def _words(rows: pd.DataFrame, ideas: list[tuple[str, ...]], currency: str) -> str:
    said = [
        f"{money(row['budget'], currency)} {percent(row['share'])} ({count(len(chosen), 'idea')})"
        for row, chosen in zip(rows.to_dict("records"), ideas, strict=True)
    ]
    return f"Budget by budget: {'; '.join(said)}." if said else ""
