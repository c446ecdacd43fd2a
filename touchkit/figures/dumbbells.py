"""The dumbbells: the team's guess against what customers say, the widest difference on top."""

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
from touchkit.figures.style import GREY, LABEL, MARKERS, SMALL, WHOSE, house_style

_RIGHT = 4.1
_LIFT = 0.24


def inside_outside(
    frame: pd.DataFrame,
    *,
    touchpoints: pd.DataFrame,
    customer_word: str = "customer",
    level: float = 0.95,
    persona: str = "",
    ax: Axes | None = None,
) -> Axes:
    """Draw what the team believes customers get against what customers say they got.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `touchkit.measure.inside_outside` gives it, a row a touchpoint; difference is the
        team's mean − the customers'.
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
        Touchpoints at 0, 1, … down y, scores along x; the team's square with a thin line from
        its least to its greatest mark, the customers' circle with its interval. To the right the
        difference, bold where it is beyond noise. Touchpoints only one side scored are counted
        below the title.
    """
    every = named(frame, touchpoints)
    rows = every[every["difference"].notna()]
    rows = rows.sort_values("difference", ascending=False, kind="stable", ignore_index=True)
    title, said = _head(every, rows, customer_word, level)
    title = about(title, persona)
    names, lines = broken(rows["name"]), wrap(said, TEXT_ROOM, LABEL)
    labels = [] if rows.empty else _labels(customer_word)
    with house_style():
        ax = sheet(ax, names, lines, right=_RIGHT, key=key_room(labels))
        if rows.empty:
            blank(ax)
        else:
            _dumbbells(ax, rows)
            draw_key(ax, _samples(), labels)
        columns = _columns(rows, customer_word) if len(rows) else []
        finish(ax, names, columns, title=title, lines=lines, key=key_room(labels))
    describe(ax, title, " ".join([title + ".", *lines, _words(rows, customer_word)]).rstrip())
    return ax


def _head(
    every: pd.DataFrame, rows: pd.DataFrame, word: str, level: float
) -> tuple[str, str]:  # fmt: skip
    people = plural(word)
    if rows.empty:
        return _why_empty(every, people)
    said = (
        f"Team: its own guess of what {people} get, {answers(rows['n_team'])}, no sample and so no "
        f"interval. {people.capitalize()}: what they say they got, {answers(rows['n_customer'])}; "
        f"band: {method(level)}. Higher is better. Difference = team − {people}, in points of the "
        f"scale: a plus means the team thinks better of it. "
    )
    missing = []
    if alone := int((every["team"].notna() & every["customer"].isna()).sum()):
        missing.append(f"{alone} more without {people}' score to show")
    if alone := int((every["team"].isna() & every["customer"].notna()).sum()):
        missing.append(f"{alone} more without the team's")
    if alone := int((every["team"].isna() & every["customer"].isna()).sum()):
        missing.append(f"{alone} more without either")
    said += f"{', '.join(missing)}: no difference." if missing else ""
    return f"What the team believes, and what {people} say", said.rstrip()


def _why_empty(every: pd.DataFrame, people: str) -> tuple[str, str]:
    title = f"No touchpoint scored by the team and by {people}, so no difference"
    both = (every["n_team"] > 0) & (every["n_customer"] > 0)
    if both.any():
        return "Too few answers to show, so no difference", (
            f"At {both.sum()} touchpoints both the team and {people} answered, too few of them on "
            "one side to be shown."
        )
    if every["team"].notna().any():
        return title, f"Only the team has scored so far: its own guess of what {people} get."
    if every["customer"].notna().any():
        return title, f"Only {people} have scored so far."
    return title, "Nobody has scored what is received."


def _dumbbells(ax: Axes, rows: pd.DataFrame) -> None:
    y = np.arange(len(rows), dtype=float)
    team, customer = numbers(rows, "team"), numbers(rows, "customer")
    low, high = numbers(rows, "customer_low"), numbers(rows, "customer_high")
    least, greatest = numbers(rows, "team_least"), numbers(rows, "team_greatest")
    ax.hlines(y, team, customer, color=GREY, linewidth=1.4, zorder=2).set_gid("bar")
    spans(ax, low, high, y, colour=f"{WHOSE['customer']}66", gid="interval", width=7)
    spans(ax, least, greatest, y - _LIFT, colour=WHOSE["team"], gid="range", width=1.2)
    there = known(least, greatest)
    for ends in (least[there], greatest[there]):
        ax.plot(ends, y[there] - _LIFT, "|", color=WHOSE["team"], markersize=7, gid="range-end")
    nowhere = np.zeros(len(rows), bool)
    dots(ax, team, y, nowhere, marker=MARKERS["team"], colour=WHOSE["team"], gid="team")
    dots(
        ax, customer, y, known(low, high), marker=MARKERS["customer"], colour=WHOSE["customer"],
        gid="customer",
    )  # fmt: skip
    limits(ax, team, customer, low, high, least, greatest)
    ax.set_xlabel("received score, mean (higher is better; cut-out of the scale)", fontsize=SMALL)


def _labels(word: str) -> list[str]:
    return [
        "the team's guess", "its least to greatest mark", f"what {plural(word)} say, with interval",
        "open circle: too few answers for one",
    ]  # fmt: skip


def _samples() -> list[Line2D]:
    team, customer = WHOSE["team"], WHOSE["customer"]
    return [
        Line2D([], [], linestyle="none", marker=MARKERS["team"], markersize=9, color=team,
               markerfacecolor="white", markeredgewidth=1.6),
        Line2D([], [], color=team, linewidth=1.2, marker="|", markersize=7),
        Line2D([], [], color=customer, linewidth=4, marker=MARKERS["customer"], markersize=9),
        Line2D([], [], linestyle="none", marker=MARKERS["customer"], markersize=9, color=customer,
               markerfacecolor="white", markeredgewidth=1.6),
    ]  # fmt: skip


def _columns(rows: pd.DataFrame, word: str) -> list[Column]:
    strong = [bool(beyond > 0) for beyond in rows["beyond"]]
    return [
        Column(
            head="difference", at=0.85, gid="difference", strong=strong,
            texts=[signed(value) for value in rows["difference"]],
        ),
        Column(
            head="", at=0.95, gid="verdict", left=True, strong=strong,
            texts=[_verdict(row) for row in rows.to_dict("records")],
        ),
        Column(head="team n", at=2.8, gid="n-team", texts=[count(n) for n in rows["n_team"]]),
        Column(
            head=f"{wrap(word, 0.9, SMALL, most=1)[0]} n", at=3.9, gid="n-customer",
            texts=[count(n) for n in rows["n_customer"]],
        ),
    ]  # fmt: skip


def _verdict(row: dict[str, float]) -> str:
    if row["beyond"] > 0:
        return "beyond noise"
    if pd.isna(row["difference_low"]) or pd.isna(row["difference_high"]):
        return "few answers"
    return "may be noise"


def _words(rows: pd.DataFrame, word: str) -> str:
    said = [
        f"{row['name']}: team {number(row['team'])}, {plural(word)} {number(row['customer'])}, "
        f"difference {signed(row['difference'])}, {_verdict(row)} "
        f"(n {count(row['n_team'])} and {count(row['n_customer'])})"
        for row in rows.to_dict("records")
    ]
    return f"In order: {'; '.join(said)}." if said else ""
