"""What there is to choose from: ideas and gaps as arrays, each idea a number from 0."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from touchkit.model.columns import read_yes_no
from touchkit.plan.sizing import ranges
from touchkit.plan.spreads import floats, spread_of

FUNDED = ("chosen", "testing")
"""Statuses whose money is promised: in, and paid from this budget."""


@dataclass(frozen=True, kw_only=True)
class Money:
    """The limits of a plan.

    Attributes
    ----------
    budget : float
        Money in all.
    delight : float
        The part of it that is the delight pot.
    days : mapping of str to float
        Days each department has; one that is left out has no limit.
    """

    budget: float
    delight: float
    days: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """Ideas and gaps; an array `of` pairs says which idea lifts which touchpoint.

    Attributes
    ----------
    ids, titles : tuple of str
        The ideas' ids, and what they are called.
    cost, effort : numpy.ndarray
        Money and days each takes from now on; 0 where that is not known, or already spent.
    department : tuple of str
        Whose days; blank: nobody's.
    lift, low, high : numpy.ndarray
        Points each touchpoint of an idea gains; 0 where that is not known.
    pairs : numpy.ndarray
        Two rows: idea and touchpoint.
    needs, excludes : tuple of (int, int)
        Pairs of ideas: the first needs, or cannot stand beside, the second.
    must, funded, done, dropped, delight : numpy.ndarray of bool
        What is said of each idea.
    barred : numpy.ndarray of bool
        Whose money or days nobody knows: not to be chosen unless it is a must.
    votes : numpy.ndarray
        Dots.
    touchpoints : tuple of str
        Those that have a gap.
    weight, missing : numpy.ndarray
        How much a point counts there, and how many are missing.
    short, under, sd : numpy.ndarray
        desired − received, minimum − received, and how unsure both are (standard deviation).
    assumed : numpy.ndarray of bool
        Where nothing says how unsure the gap is, so that `sd` is a guess.
    below_minimum : float
        How often the part below the minimum counts.
    asks : mapping of int to str
        What to ask about the ideas that cannot be ranked.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    cost: np.ndarray
    effort: np.ndarray
    department: tuple[str, ...]
    lift: np.ndarray
    low: np.ndarray
    high: np.ndarray
    pairs: np.ndarray
    needs: tuple[tuple[int, int], ...]
    excludes: tuple[tuple[int, int], ...]
    must: np.ndarray
    funded: np.ndarray
    done: np.ndarray
    dropped: np.ndarray
    delight: np.ndarray
    barred: np.ndarray
    votes: np.ndarray
    touchpoints: tuple[str, ...]
    weight: np.ndarray
    missing: np.ndarray
    short: np.ndarray
    under: np.ndarray
    sd: np.ndarray
    assumed: np.ndarray
    below_minimum: float
    asks: Mapping[int, str]

    @property
    def kept(self) -> np.ndarray:
        """Which ideas are in whatever happens."""
        return np.asarray((self.must | self.funded | self.done) & ~self.dropped)

    @property
    def total(self) -> float:
        """All that is missing, weighted."""
        return float(self.weight @ self.missing)

    def counts(self, delight_pot: bool) -> np.ndarray:  # noqa: FBT001 # one word at each call
        """Return which ideas' lifts count: not what is done, nor what the delight pot pays for."""
        return np.asarray(~self.done & ~(self.delight & delight_pot))

    def value(self, chosen: np.ndarray, counted: np.ndarray) -> float:
        """Return Σ over touchpoints of weight × min(missing, Σ lifts of the chosen ideas there)."""
        idea, place = self.pairs
        gained = self.lift[idea] * (chosen & counted)[idea]
        sums = np.bincount(place, gained, minlength=len(self.touchpoints))
        return float(self.weight @ np.minimum(self.missing, sums))

    def drawn(self, lift: np.ndarray, shift: np.ndarray) -> Case:
        """Return the case as it would be with other lifts and with gaps wider by `shift`."""
        missing = points_missing(self.short + shift, self.under + shift, self.below_minimum)
        return replace(self, lift=lift, missing=missing)


def points_missing(short: np.ndarray, under: np.ndarray, below_minimum: float) -> np.ndarray:
    """Return max(short, 0), the part of it below the minimum counted `below_minimum` times.

    Examples
    --------
    >>> points_missing(np.array([2.0, 2.0, -1.0]), np.array([0.5, np.nan, -2.0]), 3.0)
    array([3., 2., 0.])
    """
    missing = np.maximum(short, 0.0)
    part = np.minimum(np.maximum(np.nan_to_num(under), 0.0), missing)
    return np.asarray(missing + (below_minimum - 1) * part)


def case_of(
    ideas: pd.DataFrame, gaps: pd.DataFrame, *, below_minimum: float, limited: Mapping[str, float],
    names: Mapping[str, str], scale: tuple[float, float] | None = None, pot: bool = False,
) -> Case:  # fmt: skip
    """Return the case; what `touchkit.plan.refusals` finds nothing wrong with.

    With a `pot` nothing is asked about what ideas of kind delight close: dots choose them.
    """
    ids = tuple(str(name) for name in ideas["id"])
    place_of = {name: place for place, name in enumerate(ids)}
    known = gaps[floats(gaps, "gap", np.nan) == floats(gaps, "gap", np.nan)]
    touchpoints = tuple(str(name) for name in known["touchpoint"])
    short, under = -floats(known, "gap", np.nan), _under(known)
    sd, assumed = spread_of(known, scale)
    status = _texts(ideas, "status")
    done = np.array([word == "done" for word in status], dtype=bool)
    dropped = np.array([word == "dropped" for word in status], dtype=bool)
    department = tuple(_texts(ideas, "department"))
    cost, effort = floats(ideas, "cost", np.nan), floats(ideas, "effort_days", np.nan)
    lift = floats(ideas, "lift", np.nan)
    low, high = ranges(ideas)
    timed = np.array([np.isfinite(limited.get(one, np.inf)) for one in department], dtype=bool)
    guesses = {"cost": cost, "lift": lift, "effort": effort}
    delight = np.array([word == "delight" for word in _texts(ideas, "kind")], dtype=bool)
    asks, pairs = _asks(
        ideas, gaps, touchpoints, guesses=guesses, timed=timed, by_dots=delight & pot, names=names
    )
    closed = done | dropped
    return Case(
        ids=ids,
        titles=tuple(title or one for title, one in zip(_texts(ideas, "title"), ids, strict=True)),
        cost=np.where(done, 0.0, np.nan_to_num(cost)),
        effort=np.where(done, 0.0, np.nan_to_num(effort)),
        department=department,
        lift=np.nan_to_num(lift),
        low=np.nan_to_num(np.fmin(low, lift)),
        high=np.nan_to_num(np.fmax(high, lift)),
        pairs=pairs,
        needs=tuple(
            (one, place_of[other]) for one, other in _references(ideas, "needs") if not closed[one]
        ),
        excludes=tuple(
            sorted(
                {
                    (min(one, place_of[other]), max(one, place_of[other]))
                    for one, other in _references(ideas, "excludes")
                }
            )
        ),
        must=np.array([_yes(cell) for cell in _column(ideas, "must")], dtype=bool),
        funded=np.array([word in FUNDED for word in status], dtype=bool),
        done=done,
        dropped=dropped,
        delight=delight,
        barred=np.isnan(cost) | (np.isnan(effort) & timed),
        votes=floats(ideas, "votes", 0.0),
        touchpoints=touchpoints,
        weight=_weight(known),
        missing=points_missing(short, under, below_minimum),
        short=short,
        under=under,
        sd=sd,
        assumed=assumed,
        below_minimum=below_minimum,
        asks={place: ask for place, ask in asks.items() if not closed[place]},
    )


def split(cell: object) -> list[str]:
    """Return the ids in a cell.

    Examples
    --------
    >>> split("invoice; desk"), split(None)
    (['invoice', 'desk'], [])
    """
    text = cell if isinstance(cell, str) else ""
    return list(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def _asks(
    ideas: pd.DataFrame, gaps: pd.DataFrame, touchpoints: tuple[str, ...],
    *, guesses: Mapping[str, np.ndarray], timed: np.ndarray, by_dots: np.ndarray,
    names: Mapping[str, str],
) -> tuple[dict[int, str], np.ndarray]:  # fmt: skip
    """Return what to ask about what cannot be ranked, and the pairs of idea and touchpoint."""
    number = {name: place for place, name in enumerate(touchpoints)}
    lacking = _lacking(gaps)
    asks: dict[int, str] = {}
    pairs: list[tuple[int, int]] = []
    for place, cell in enumerate(ideas["touchpoint"]):
        there = split(cell)
        scored = [number[one] for one in there if one in number]
        pairs += [(place, one) for one in scored]
        questions = []
        counts = not by_dots[place]
        if not scored and counts:
            where = ", ".join(names.get(one, one) for one in there)
            lacks = {lacking.get(one, "received") for one in there}
            questions += [_QUESTIONS[one].format(where) for one in sorted(lacks, reverse=True)]
        questions += ["How many points might it gain?"] * bool(
            counts and np.isnan(guesses["lift"][place])
        )
        questions += ["What would it cost?"] * bool(np.isnan(guesses["cost"][place]))
        if timed[place] and np.isnan(guesses["effort"][place]):
            questions += ["How many days would it take?"]
        if questions:
            asks[place] = " ".join(questions)
    return asks, np.array(pairs, dtype=np.int64).reshape(-1, 2).T


_QUESTIONS = {
    "received": "What do customers get today at {0}, or instead of it? Score that.",
    "desired": "What should customers get at {0}? Score what is desired.",
}


def _lacking(gaps: pd.DataFrame) -> dict[str, str]:
    if "received" not in gaps:
        return {}
    there = ~np.isnan(floats(gaps, "received", np.nan))
    return {str(name): "desired" for name in gaps["touchpoint"][there]}


def _under(gaps: pd.DataFrame) -> np.ndarray:
    if "adequacy" in gaps:
        return np.asarray(-floats(gaps, "adequacy", np.nan))
    return np.asarray(floats(gaps, "minimum", np.nan) - floats(gaps, "received", np.nan))


def _weight(gaps: pd.DataFrame) -> np.ndarray:
    name = "weight" if "weight" in gaps else "importance"
    given = floats(gaps, name, np.nan)
    known = given[~np.isnan(given)]
    return np.where(np.isnan(given), known.mean() if len(known) else 1.0, given)


def _references(ideas: pd.DataFrame, name: str) -> list[tuple[int, str]]:
    return [
        (place, other) for place, cell in enumerate(_column(ideas, name)) for other in split(cell)
    ]


def _column(frame: pd.DataFrame, name: str) -> list[object]:
    return list(frame[name]) if name in frame else [None] * len(frame)


def _texts(frame: pd.DataFrame, name: str) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in _column(frame, name)]


def _yes(cell: object) -> bool:
    return bool(pd.notna(cell)) and cell != "" and read_yes_no(cell)
