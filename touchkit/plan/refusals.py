"""What cannot be chosen from, refused before anything is solved, with all its rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.model.text import did_you_mean, listed
from touchkit.plan.cases import split

_LEAST = {
    "lift": None, "lift_low": None, "lift_high": None,
    "cost": 0.0, "effort_days": 0.0, "votes": 0.0,
}  # fmt: skip
"""Columns that hold numbers, and the least each may be."""
_SPANS = (5, 7, 10, 100)
"""How far scales in use reach; a lift beyond the first that holds all scores is none."""


def check(
    ideas: pd.DataFrame, gaps: pd.DataFrame, *, budget: float, days: Mapping[str, float] | None,
    below_minimum: float, delight: float, draws: int, seed: int,
    scale: tuple[float, float] | None,
) -> None:  # fmt: skip
    """Refuse what makes no sense, all of it at once.

    Raises
    ------
    InputError
        With a problem for each fault and the row it stands in.
    """
    for frame, name, needed in (
        (ideas, "ideas", ("id", "touchpoint", "lift", "cost")),
        (gaps, "gaps", ("touchpoint", "gap")),
    ):
        absent = [column for column in needed if column not in frame]
        if absent:
            raise InputError(f"The {name} lack the columns {listed(absent)}.")
    problems = [
        *_settings(
            budget, days, below_minimum=below_minimum, delight=delight, draws=draws, seed=seed
        ),
        *_gaps(gaps),
        *_numbers(ideas),
        *_ids(ideas),
        *_lifts(ideas, gaps, scale),
        *_departments(ideas, days),
        *_links(ideas),
    ]
    if problems:
        raise InputError("There is no choosing from this.", problems)


def _settings(
    budget: float, days: Mapping[str, float] | None, *, below_minimum: float, delight: float,
    draws: int, seed: int,
) -> Iterator[Problem]:  # fmt: skip
    if not 0 <= _plain(budget) < math.inf:
        yield _asked("budget", budget, "money, 0 or more", "Say how much there is to spend.")
    if not 0 <= _plain(delight) <= 1:
        yield _asked("delight", delight, "a share from 0 to 1", "Write 15 % as 0.15.")
    if not 0 <= _plain(below_minimum) < math.inf:
        hint = "2 counts what is short of the minimum twice."
        yield _asked("below_minimum", below_minimum, "0 or more", hint)
    for name, value in (("draws", draws), ("seed", seed)):
        if not _plain(value) >= 0 or int(value) != value:
            yield _asked(name, value, "a whole number, 0 or more", "200 draws are usual.")
    for department, limit in (days or {}).items():
        if not _plain(limit) >= 0:
            hint = "math.inf stands for no limit."
            yield _asked(f"days of {department}", limit, "days, 0 or more", hint)


def _gaps(gaps: pd.DataFrame) -> Iterator[Problem]:
    there = pd.to_numeric(gaps["gap"], errors="coerce").notna().to_numpy(dtype=bool)
    if not there.any():
        hint = "Score what is received and what is desired first."
        yield Problem(
            file="gaps", column="gap", found="no gap", allowed="a gap somewhere", hint=hint
        )
    for place in np.flatnonzero(gaps["touchpoint"].duplicated().to_numpy()):
        name = str(gaps["touchpoint"].iloc[place])
        yield Problem(
            file="gaps", row=int(place) + 2, column="touchpoint", found=f"{name} again",
            allowed="one row for each touchpoint", hint="Give gaps by touchpoint, of one persona or of all.",
        )  # fmt: skip
    for name in ("weight", "importance"):
        if name in gaps:
            weights = pd.to_numeric(gaps[name], errors="coerce").to_numpy(float, na_value=np.nan)
            for place in np.flatnonzero(~(weights >= 0) & ~np.isnan(weights)):
                yield Problem(
                    file="gaps", row=int(place) + 2, column=name, found=f"{weights[place]:g}",
                    allowed="0 or more", hint="Give what does not matter a 0.",
                )  # fmt: skip
            break


def _numbers(ideas: pd.DataFrame) -> Iterator[Problem]:
    for name, least in _LEAST.items():
        if name not in ideas:
            continue
        given = ideas[name]
        found = pd.to_numeric(given, errors="coerce").to_numpy(float, na_value=np.nan)
        blank = (given.isna() | (given.astype("str").str.strip() == "")).to_numpy(dtype=bool)
        wrong = (np.isnan(found) & ~blank) | np.isinf(found)
        for place in np.flatnonzero(wrong):
            yield _of(
                place,
                name,
                given.iloc[place],
                "a number",
                "Turn S, M, L into numbers: sized(ideas).",
            )
        if least is not None:
            for place in np.flatnonzero(found < least):
                yield _of(
                    place, name, f"{found[place]:g}", "0 or more", "Leave it blank if nobody knows."
                )


def _ids(ideas: pd.DataFrame) -> Iterator[Problem]:
    for place in np.flatnonzero(ideas["id"].isna().to_numpy(dtype=bool)):
        yield _of(place, "id", "nothing", "an id", "Give each idea an id of its own.")
    for place in np.flatnonzero(ideas["id"].duplicated().to_numpy(dtype=bool)):
        name = ideas["id"].iloc[place]
        if isinstance(name, str):
            yield _of(place, "id", f"{name} again", "each id once", "Rename one of them.")


def _lifts(
    ideas: pd.DataFrame, gaps: pd.DataFrame, scale: tuple[float, float] | None
) -> Iterator[Problem]:
    most = scale[1] - scale[0] if scale else _span(gaps)
    for name in ("lift", "lift_low", "lift_high"):
        if name in ideas:
            lift = pd.to_numeric(ideas[name], errors="coerce").to_numpy(float, na_value=np.nan)
            for place in np.flatnonzero(np.isfinite(lift) & (np.abs(lift) > most)):
                allowed = f"at most the {most:g} points of the scale"
                yield _of(place, name, f"{lift[place]:g}", allowed, "Guess the points it may gain.")
    if "lift_low" in ideas and "lift_high" in ideas:
        low, high = (
            pd.to_numeric(ideas[name], errors="coerce") for name in ("lift_low", "lift_high")
        )
        for place in np.flatnonzero((low > high).fillna(value=False).to_numpy(dtype=bool)):
            found = f"{low.iloc[place]:g}, above the hopeful {high.iloc[place]:g}"
            yield _of(place, "lift_low", found, "at most lift_high", "Swap the two.")


def _span(gaps: pd.DataFrame) -> float:
    names = [name for name in ("received", "desired", "minimum") if name in gaps]
    if not {"received", "desired"} <= set(names):
        return math.inf
    scores = gaps[names].apply(pd.to_numeric, errors="coerce").to_numpy(float)
    most = float(np.nanmax(np.abs(scores), initial=0.0))
    return next((float(span) for span in _SPANS if most <= span), math.inf)


def _departments(ideas: pd.DataFrame, days: Mapping[str, float] | None) -> Iterator[Problem]:
    if not days or "department" not in ideas or "effort_days" not in ideas:
        return
    effort = pd.to_numeric(ideas["effort_days"], errors="coerce").to_numpy(float, na_value=np.nan)
    for place, name in enumerate(ideas["department"]):
        gone = "status" in ideas and ideas["status"].iloc[place] in {"done", "dropped"}
        if isinstance(name, str) and name and name not in days and effort[place] > 0 and not gone:
            hint = did_you_mean(name, days, "Say how many days it has; math.inf for no limit.")
            yield _of(place, "department", name, f"a department with days: {listed(days)}", hint)


def _links(ideas: pd.DataFrame) -> Iterator[Problem]:
    ids, needs = [str(one) for one in ideas["id"]], nx.DiGraph()
    for name in ("needs", "excludes"):
        for place, other in _named(ideas, name):
            if other not in ids:
                hint = did_you_mean(other, ids, "Take it out, or add that idea.")
                yield _of(place, name, other, "the id of an idea", hint)
            elif other == ids[place]:
                yield _of(place, name, "itself", "another idea", "Take it out.")
            elif name == "needs":
                needs.add_edge(ids[place], other)
    yield from _circles(ids, needs)
    for place, other in _named(ideas, "excludes"):
        for one, needed in ((ids[place], other), (other, ids[place])):
            if one != needed and one in needs and needed in nx.descendants(needs, one):
                found = f"{other}; and {one} needs {needed}"
                yield _of(
                    place, "excludes", found, "no idea tied to it by needs", "Take out either."
                )


def _circles(ids: list[str], needs: nx.DiGraph) -> Iterator[Problem]:
    for group in nx.strongly_connected_components(needs):
        if len(group) > 1:
            circle = [first for first, _ in nx.find_cycle(needs.subgraph(group))]
            place = min(ids.index(one) for one in circle)
            at = circle.index(ids[place])
            circle = circle[at:] + circle[:at]
            found = " needs ".join([*circle, circle[0]])
            yield _of(place, "needs", found, "no circle", "Take out one of these.")


def _named(ideas: pd.DataFrame, name: str) -> list[tuple[int, str]]:
    cells = ideas.get(name, [])
    return [(place, other) for place, cell in enumerate(cells) for other in split(cell)]


def _plain(value: object) -> float:
    fine = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    return float(value) if fine else math.nan  # type: ignore[arg-type] # a number: just looked


def _of(place: Any, column: str, found: object, allowed: str, hint: str) -> Problem:
    row = int(place) + 2
    return Problem(
        file="ideas", row=row, column=column, found=f"{found}", allowed=allowed, hint=hint
    )


def _asked(name: str, found: object, allowed: str, hint: str) -> Problem:
    return Problem(file="plan", column=name, found=f"{found}", allowed=allowed, hint=hint)
