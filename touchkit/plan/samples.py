"""How many answers a pilot needs before it can show what is hoped for."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from touchkit.errors import InputError
from touchkit.model.saying import FEW, number, share
from touchkit.plan.asked import Kind, check, portions
from touchkit.plan.formulas import means_needed, pairs_needed, shares_needed
from touchkit.plan.rehearsals import Rehearsal, effect, groups_needed, lifted, twice_needed

_USUAL_CORRELATION = 0.5


@dataclass(frozen=True, kw_only=True)
class SampleSize:
    """The smallest sample that shows a lift, and what that rests on.

    Attributes
    ----------
    n : int
        People in all.
    per_group : int
        People in each group; where the same people answer twice, all of them.
    low, high : int
        Where it was played through: between these ends `per_group` may well lie. Else both are
        `per_group`.
    test : str
        The test it was worked out for.
    power, level : float
        How often a lift that is there is shown, and how sure the test is to be.
    assumptions : tuple of str
        What has to hold.
    sentence : str
        The result, said aloud.
    """

    n: int
    per_group: int
    low: int
    high: int
    test: str
    power: float
    level: float
    assumptions: tuple[str, ...]
    sentence: str


def sample_size(
    kind: Kind,
    *,
    lift: float,
    before: float | Sequence[float] | None = None,
    spread: float | None = None,
    correlation: float | None = None,
    power: float = 0.8,
    level: float = 0.95,
    draws: int = 10_000,
    seed: int = 0,
) -> SampleSize:
    """Return the smallest sample that shows a lift, two-sided, as often as `power` says.

    Parameters
    ----------
    kind : {"shares", "means", "pairs", "scale", "scale twice"}
        What is compared: two shares or two means of different people (before and after, or with
        and without), the means of the same people asked twice, or answers on a scale of a few
        points, of different people or of the same ones twice.
    lift : float
        What is hoped for: a share's change (0.1: ten more in a hundred; −0.1: ten fewer) or a
        mean's, in points of the scale.
    before : float or sequence of float
        For shares the share today, 0 to 1. For a scale how many chose each of its points so far,
        or their shares, the lowest point first.
    spread : float
        For means and pairs the standard deviation of one asking's answers, in points.
    correlation : float, optional
        For pairs and a scale twice: of what one person says the first and the second time, from 0 to
        below 1. Left out: 0.5, a middling guess.
    power : float
        How often a lift that is really there is to be shown; above 0.5.
    level : float
        How sure the test is to be: 0.95 takes chance for a lift or a loss once in twenty.
    draws, seed : int
        For a scale: how often each size is played through, and where chance begins.

    Returns
    -------
    SampleSize
        With `n`, `per_group`, `test`, `assumptions` and `sentence`.

    Raises
    ------
    InputError
        If a number is missing, makes no sense or is not asked for, or the lift leads off the
        scale; all of it at once.

    Notes
    -----
    Shares: the z test, as chi-squared without continuity correction (Fleiss, Levin & Paik 2003,
    4.2). Means and pairs: Student's t, power from the noncentral t distribution (Cohen 1988).
    Scales: Mann–Whitney's and Wilcoxon's test, played through `draws` times at nine sizes round the
    answer; `low` and `high` say how far playing again may lead elsewhere.

    Examples
    --------
    >>> print(sample_size("shares", before=0.31, lift=-0.11).sentence)
    To show a fall from 31 % to 20 % ask 246 people in each of two groups, 492 in all: if it is
    there, 80 in 100 such pilots show it.
    >>> found = sample_size("pairs", spread=1.0, lift=0.5)
    >>> found.n, found.test
    (34, 'paired t test')
    """  # fmt: skip
    given = {"before": before, "spread": spread, "correlation": correlation}
    check(kind, given, lift=lift, power=power, level=level, draws=draws)
    about = _USUAL_CORRELATION if correlation is None else float(correlation)
    sure = {"power": power, "level": level}
    if kind == "shares":
        return _of_shares(float(before), lift, sure)  # type: ignore[arg-type] # a number: checked
    if kind in ("means", "pairs"):
        return _of_means(kind, lift / float(spread), about, lift, sure)  # type: ignore[arg-type]
    return _of_scale(
        portions(before), lift, sure, about if kind == "scale twice" else None,
        draws=draws, seed=seed,
    )  # fmt: skip


def _of_scale(
    before: np.ndarray, lift: float, sure: dict[str, float], correlation: float | None,
    *, draws: int, seed: int,
) -> SampleSize:  # fmt: skip
    after, options = lifted(before, lift), {"draws": draws, "seed": seed, **sure}
    if correlation is None:
        kind, needed = "scale", means_needed
        found = _large_enough(groups_needed, before, after, **options)
    else:
        kind, needed = "scale twice", pairs_needed
        found = _large_enough(twice_needed, before, after, correlation, **options)
    by_means = _large_enough(needed, effect(before, after, correlation), **sure)
    return _result(
        kind, found, _points(lift), lift, sure, correlation=correlation or 0.0, draws=draws,
        by_means=by_means,
    )  # fmt: skip


def _of_shares(before: float, lift: float, sure: dict[str, float]) -> SampleSize:
    after = min(max(before + lift, 0.0), 1.0)
    n = shares_needed(before, after, **sure)
    few = n * min((before + after) / 2, 1 - (before + after) / 2) < 5
    moves = f"from {share(before)} to {share(after)}"
    return _result("shares", _exact(n), moves, lift, sure, few=few)


def _of_means(
    kind: str, size: float, correlation: float, lift: float, sure: dict[str, float]
) -> SampleSize:
    if kind == "means":
        return _result(
            kind, _exact(_large_enough(means_needed, size, **sure)), _points(lift), lift, sure
        )
    size /= math.sqrt(2 * (1 - correlation))
    found = _exact(_large_enough(pairs_needed, size, **sure))
    return _result(kind, found, _points(lift), lift, sure, correlation=correlation)


def _points(lift: float) -> str:
    tenths = round(abs(lift), 1) == round(abs(lift), 3)
    return f"of {number(abs(lift), 1 if tenths else 2)} on the scale"


def _exact(n: int) -> Rehearsal:
    return Rehearsal(n=n, low=n, high=n)


def _large_enough(needed: Callable[..., Any], *parts: Any, **options: Any) -> Any:
    try:
        return needed(*parts, **options)
    except OverflowError:
        raise InputError("So small a lift no sample can show. Hope for more.") from None


def _result(
    kind: str, found: Rehearsal, moves: str, lift: float, sure: dict[str, float], *,
    correlation: float = 0.0, draws: int = 0, few: bool = False, by_means: int = 0,
) -> SampleSize:  # fmt: skip
    twice = kind in ("pairs", "scale twice")
    in_all = found.n if twice else 2 * found.n
    whom = (
        f"ask the same {found.n:,} people before and after"
        if twice
        else f"ask {found.n:,} people in each of two groups, {in_all:,} in all"
    )
    end = f"if it is there, {number(100 * sure['power'], 0)} in 100 such pilots show it."
    said = f"To show a {'rise' if lift > 0 else 'fall'} {moves} {whom}: {end}"
    if draws:
        said += f" Played through on paper, so give or take: {found.low:,} to {found.high:,}."
    return SampleSize(
        n=in_all, per_group=found.n, low=found.low, high=found.high, test=_TESTS[kind],
        power=sure["power"], level=sure["level"],
        assumptions=(*_assumed(kind, correlation, draws, few=few), *_reading(found.n, by_means)),
        sentence=said,
    )  # fmt: skip


_TESTS = {
    "shares": "z test of two shares (chi-squared without continuity correction)",
    "means": "two-sample t test",
    "pairs": "paired t test",
    "scale": "Mann–Whitney test",
    "scale twice": "Wilcoxon signed-rank test",
}


def _assumed(kind: str, correlation: float, draws: int, *, few: bool) -> list[str]:
    said = ["two-sided test, groups of one size, every answer from another person"]
    if kind in ("pairs", "scale twice"):
        said = [
            "two-sided test, every person answers before and after",
            f"what one person says before and after correlates by {number(correlation, 2)}",
        ]
    if kind in ("means", "pairs"):
        said.append("answers spread before as they do after, and about normally")
    if draws:
        said.append("the odds of lying above any point of the scale all change by one factor")
        said.append(f"played through {draws:,} times at each size")
    if few:
        said.append("fewer than 5 expected on one side: the formula is rough here, ask more")
    return said


def _reading(n: int, by_means: int) -> list[str]:
    """Say where reading the result takes more answers than the test."""
    said = []
    if by_means > n:
        said.append(f"read by its means, as touchkit reads a pilot, it takes {by_means:,} instead")
    if max(n, by_means) < FEW:
        said.append(f"a result is read from {FEW} answers a group on: ask at least so many")
    return said
