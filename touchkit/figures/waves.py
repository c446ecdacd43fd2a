"""The waves: what changed from one round of asking to the next, and what of it is more than noise."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from touchkit.figures.describe import about, answers, describe, number, plural, signed
from touchkit.figures.lettering import wrap
from touchkit.figures.rows import (
    TEXT_ROOM,
    Column,
    blank,
    broken,
    count,
    dots,
    draw_key,
    finish,
    key_room,
    known,
    limits,
    method,
    numbers,
    sheet,
    spans,
)
from touchkit.figures.scored import named
from touchkit.figures.style import GREY, INK, LABEL, SMALL, WHOSE, house_style

_RIGHT = 3.9
_SIGNS = {"yes": "✓", "no": "✗", "too few answers": "○"}
_SPAN = f"{WHOSE['customer']}55"


def change(
    frame: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    customer_word: str = "customer",
    level: float = 0.95,
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw how each touchpoint's score moved between two waves, the greatest rise on top.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `touchkit.measure.change` gives it, a row a touchpoint; change is after − before.
    touchpoints : pandas.DataFrame
        The table of that name.
    customer_word : str
        The client's word for customer.
    level : float
        The level the intervals were made with.
    persona : str
        The name of the one persona whose numbers these are, for the title; blank: everybody's.
    ax : Axes, optional
        Axes to draw on; else a new figure as high as there are touchpoints.

    Returns
    -------
    Axes
        Touchpoints at 0, 1, … down y, scores along x; a ring for before, an arrowhead for after,
        pointing the way the score went, and a band from before + change_low to
        before + change_high. To the right the change, whether the gap is narrower beyond noise
        (`closed`), and the answers.
    """
    every = named(frame, touchpoints)
    rows = every[every["change"].notna()]
    rows = rows.sort_values("change", ascending=False, kind="stable", ignore_index=True)
    title, said = _head(every, rows, customer_word, level)
    if persona and (chance := _chance(rows)):
        # A persona's name and both would not fit on one line.
        title = about(title.removesuffix(f" ({chance})"), persona)
        said = f"Looking changed {chance}. {said}"
    else:
        title = about(title, persona)
    names, lines = broken(rows["name"]), wrap(said, TEXT_ROOM, LABEL)
    labels = [] if rows.empty else list(_LABELS)
    with house_style():
        ax = sheet(ax, names, lines, right=_RIGHT, key=key_room(labels))
        if rows.empty:
            blank(ax)
        else:
            _moves(ax, rows)
            draw_key(ax, _samples(), labels)
        columns = _columns(rows) if len(rows) else []
        finish(ax, names, columns, title=title, lines=lines, key=key_room(labels))
    describe(ax, title, " ".join([title + ".", *lines, _words(rows)]).rstrip())
    return ax


def _head(
    every: pd.DataFrame, rows: pd.DataFrame, word: str, level: float
) -> tuple[str, str]:  # fmt: skip
    if rows.empty:
        return _why_empty(every, word)
    before, after = _wave(rows["wave_before"]), _wave(rows["wave_after"])
    title = f"Change from {before} to {after}: {_verdict(rows)}"
    said = (
        f"What {plural(word)} say they got: {before} {answers(rows['n_before'])}, "
        f"{after} {answers(rows['n_after'])}. Higher is better. Band: where the score may well "
        f"stand now, seen from before ({method(level)} of the change); where it reaches the ring, "
        "it may be no change at all. "
    )
    if rows["change_low"].isna().any():
        said += "Open arrowhead: too few answers, so no interval. "
    left = len(every) - len(rows)
    if left:
        said += f"{left} more without a score to show in both waves: no change."
    return title, said.rstrip()


def _verdict(rows: pd.DataFrame) -> str:
    """Say how many look changed, and how many would if nothing had."""
    compared = int(known(numbers(rows, "change_low"), numbers(rows, "change_high")).sum())
    if not compared:
        return "too few answers to say"
    said = f"{_apart(rows).sum()} of {compared} look changed"
    chance = _chance(rows)
    return f"{said} ({chance})" if chance else said


def _chance(rows: pd.DataFrame) -> str:
    """Say how many would look changed if nothing had; blank where that is not known."""
    if rows.empty:
        return ""
    expected = numbers(rows, "by_chance")
    expected = expected[~np.isnan(expected)]
    return f"by chance alone: {number(expected.max())}" if len(expected) else ""


def _apart(rows: pd.DataFrame) -> np.ndarray:
    """Return where the interval of the change leaves out none at all."""
    low, high = numbers(rows, "change_low"), numbers(rows, "change_high")
    return np.asarray((low > 0) | (high < 0))


def _wave(waves: pd.Series) -> str:
    """Return the name of a wave, or of several where touchpoints were asked about apart."""
    which = sorted(set(waves.dropna()))
    listed = ", ".join(f"{wave:g}" for wave in which)
    return f"wave{'s' if len(which) > 1 else ''} {listed}" if which else "one wave"


def _why_empty(every: pd.DataFrame, word: str) -> tuple[str, str]:
    asked = (numbers(every, "n_before") > 0) & (numbers(every, "n_after") > 0)
    if asked.any():
        return "Too few answers to show, so no change", (
            f"{plural(word).capitalize()} answered in both waves, too few of them to be shown."
        )
    return "Only one wave so far, so no change", (
        f"A change needs {plural(word)}' answers on the same touchpoint in two waves."
    )


def _moves(ax: Axes, rows: pd.DataFrame) -> None:
    y = np.arange(len(rows), dtype=float)
    before, after = numbers(rows, "before"), numbers(rows, "after")
    low, high = before + numbers(rows, "change_low"), before + numbers(rows, "change_high")
    sure = known(low, high)
    spans(ax, low, high, y, colour=_SPAN, gid="interval", width=8)
    ax.hlines(y, before, after, color=INK, linewidth=1.4, zorder=4).set_gid("move")
    dots(ax, before, y, np.zeros(len(rows), bool), marker="o", colour=GREY, gid="before", size=8)
    for way, marker in ((after > before, ">"), (after < before, "<"), (after == before, "|")):
        dots(
            ax, np.where(way, after, np.nan), y, sure, marker=marker, colour=WHOSE["customer"],
            gid="after", size=10,
        )  # fmt: skip
    limits(ax, before, after, low, high)
    ax.set_xlabel("received score, mean (higher is better; cut-out of the scale)", fontsize=SMALL)


_LABELS = ("before", "after: better", "after: worse", "where it may well stand now")


def _samples() -> list[Line2D]:
    blue = WHOSE["customer"]
    return [
        Line2D([], [], linestyle="none", marker="o", markersize=8, color=GREY,
               markerfacecolor="white", markeredgewidth=1.6),
        Line2D([], [], linestyle="none", marker=">", markersize=10, color=blue),
        Line2D([], [], linestyle="none", marker="<", markersize=10, color=blue),
        Line2D([], [], color=_SPAN, linewidth=8, solid_capstyle="butt"),
    ]  # fmt: skip


def _columns(rows: pd.DataFrame) -> list[Column]:
    closed = rows["closed"].fillna("")
    return [
        Column(
            head="change", at=0.75, gid="change", strong=_apart(rows).tolist(),
            texts=[signed(value) for value in rows["change"]],
        ),
        Column(
            head="gap narrower?", at=0.95, gid="closed", left=True, strong=(closed == "yes").tolist(),
            texts=[f"{_SIGNS[said]} {said}" if said in _SIGNS else "–" for said in closed],
        ),
        Column(
            head="answers", at=3.75, gid="n",
            texts=[
                f"{count(first)} → {count(then)}"
                for first, then in zip(rows["n_before"], rows["n_after"], strict=True)
            ],
        ),
    ]  # fmt: skip


def _words(rows: pd.DataFrame) -> str:
    said = []
    for row in rows.to_dict("records"):
        likely = ""
        if row["change_low"] == row["change_low"]:
            likely = f", likely {signed(row['change_low'])} to {signed(row['change_high'])}"
        said.append(
            f"{row['name']} {number(row['before'])} to {number(row['after'])}, "
            f"change {signed(row['change'])}{likely}, gap narrower: {row['closed']} "
            f"(n {count(row['n_before'])} and {count(row['n_after'])})"
        )
    return f"In order: {'; '.join(said)}." if said else ""
