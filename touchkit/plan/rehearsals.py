"""Pilots played through on paper: how often answers on a scale would show a lift."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from touchkit.plan.formulas import MOST

_COARSE, _FINE = np.linspace(0.4, 2.0, 9), np.linspace(0.85, 1.15, 9)
_LATENT = 400
"""Places within each point of the scale at which the second answer is worked out."""

Test = Callable[[int, int, np.random.Generator], np.ndarray]
"""Sizes of a group and times to play → how far each play lies beyond chance, in z."""


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """How many answers playing it through says are needed.

    Attributes
    ----------
    n : int
        In each group, or pairs.
    low, high : int
        Between these ends n would lie, 19 times in 20, were it played through again and again.
    """

    n: int
    low: int
    high: int


def lifted(before: np.ndarray, lift: float) -> np.ndarray:
    """Return the shares of a scale's points once their mean has risen by so many points.

    The odds of lying above any point all rise by one factor (proportional odds; McCullagh 1980,
    *Journal of the Royal Statistical Society* B 42, 109–142), so that nobody leaves the scale.

    Parameters
    ----------
    before : numpy.ndarray
        Shares of the points, the lowest first, adding up to 1.
    lift : float
        Points the mean gains; less than it is from the end of the scale that is in use.

    Examples
    --------
    >>> print(lifted(np.array([0.25, 0.25, 0.25, 0.25]), 0.5).round(3))
    [0.127 0.177 0.263 0.432]
    """
    from scipy.optimize import brentq
    from scipy.special import expit, logit

    points = np.arange(len(before))
    above = logit(np.clip(before[::-1].cumsum()[::-1][1:], 0.0, 1.0))

    def moved(by: float) -> np.ndarray:
        return np.asarray(-np.diff(expit(above + by), prepend=1.0, append=0.0))

    aim = points @ before + lift
    return moved(float(brentq(lambda by: points @ moved(by) - aim, -60.0, 60.0)))


def groups_needed(
    before: np.ndarray, after: np.ndarray, *, power: float, level: float, draws: int, seed: int
) -> Rehearsal:
    """Return how many answers each of two groups needs for Mann–Whitney's test to show the lift."""
    higher = float(after @ (before.cumsum() - before / 2)) - 0.5
    ties = 1 - float((((before + after) / 2) ** 3).sum())
    # Zhao, Rahardja & Qu (2008), Statistics in Medicine 27, 462–468: a first guess, and a check.
    guess = _both_z(power, level) ** 2 * ties / (6 * higher**2)

    def test(n: int, times: int, rng: np.random.Generator) -> np.ndarray:
        one, other = rng.multinomial(n, before, times), rng.multinomial(n, after, times)
        return np.asarray(mann_whitney(one, other) * np.sign(higher))

    return _needed(test, guess, power=power, level=level, draws=draws, seed=seed)


def twice_needed(
    before: np.ndarray, after: np.ndarray, correlation: float, *, power: float, level: float,
    draws: int, seed: int,
) -> Rehearsal:  # fmt: skip
    """Return how many people have to answer twice for Wilcoxon's test to show the lift."""
    steps = differences(before, after, correlation)
    size = len(before) - 1
    points = np.arange(-size, size + 1)
    mean = float(points @ steps)
    guess = _both_z(power, level) ** 2 * float(points**2 @ steps - mean**2) / mean**2

    def test(n: int, times: int, rng: np.random.Generator) -> np.ndarray:
        return np.asarray(wilcoxon(rng.multinomial(n, steps, times)) * np.sign(mean))

    return _needed(test, guess, power=power, level=level, draws=draws, seed=seed)


def differences(before: np.ndarray, after: np.ndarray, correlation: float) -> np.ndarray:
    """Return the shares of people who change by −(K − 1), …, K − 1 points of a scale of K.

    What people feel is taken as normal and correlated; the scale cuts it into points.

    Examples
    --------
    >>> half = np.array([0.5, 0.5])
    >>> print(differences(half, half, 0.0).round(3))
    [0.25 0.5  0.25]
    """
    from scipy.special import ndtr, ndtri

    inside = (np.arange(_LATENT) + 0.5) / _LATENT
    start = before.cumsum() - before
    felt = ndtri(start[:, None] + before[:, None] * inside)
    cuts = ndtri(np.clip(after.cumsum()[:-1], 0.0, 1.0))
    with np.errstate(invalid="ignore"):  # at points nobody chose, which are left out below
        below = ndtr((cuts - correlation * felt[..., None]) / np.sqrt(1 - correlation**2))
    second = np.diff(below, prepend=0.0, append=1.0, axis=-1).mean(axis=1)
    size = len(before)
    found = np.zeros(2 * size - 1)
    for point, share in enumerate(before):
        if share > 0:
            found[size - 1 - point : 2 * size - 1 - point] += share * second[point]
    return np.asarray(found / found.sum())


def effect(before: np.ndarray, after: np.ndarray, correlation: float | None = None) -> float:
    """Return the change of the mean in standard deviations, of answers or, if twice, of differences.

    Examples
    --------
    >>> print(round(effect(np.array([0.5, 0.5]), np.array([0.25, 0.75])), 3))
    0.535
    """
    if correlation is None:
        points = np.arange(len(before))
        means = points @ before, points @ after
        variance = (points**2 @ (before + after) - means[0] ** 2 - means[1] ** 2) / 2
        return float((means[1] - means[0]) / np.sqrt(variance))
    steps = differences(before, after, correlation)
    points = np.arange(1 - len(before), len(before))
    mean = points @ steps
    return float(mean / np.sqrt(points**2 @ steps - mean**2))


def mann_whitney(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return how far the other group stands above the first, in z, play by play.

    Normal approximation with ties and the continuity correction, as `scipy.stats.mannwhitneyu`.

    Parameters
    ----------
    one, other : numpy.ndarray, shape (plays, points)
        How many in each group chose each point.
    """
    both = (one + other).astype(float)
    n, m = one.sum(axis=1), other.sum(axis=1)
    total = both.sum(axis=1)
    u = (other * (_middles(both))).sum(axis=1) - m * (m + 1) / 2 - n * m / 2
    ties = (both**3 - both).sum(axis=1) / (total * (total - 1))
    spread = np.sqrt(n * m / 12 * np.maximum(total + 1 - ties, 0.0))
    return _in_z(np.sign(u) * np.maximum(np.abs(u) - 0.5, 0.0), spread)


def wilcoxon(steps: np.ndarray) -> np.ndarray:
    """Return how far changes lie above none, in z, play by play; no change is left out.

    Normal approximation with ties, as `scipy.stats.wilcoxon`.

    Parameters
    ----------
    steps : numpy.ndarray, shape (plays, 2 K − 1)
        How many changed by −(K − 1), …, K − 1 points.
    """
    size = steps.shape[1] // 2
    up, down = steps[:, size + 1 :], steps[:, :size][:, ::-1]
    both = (up + down).astype(float)
    n = both.sum(axis=1)
    above = (up * _middles(both)).sum(axis=1) - n * (n + 1) / 4
    spread = np.sqrt(n * (n + 1) * (2 * n + 1) / 24 - (both**3 - both).sum(axis=1) / 48)
    return _in_z(above, spread)


def _middles(counts: np.ndarray) -> np.ndarray:
    """Return the mean rank of each point's answers."""
    return np.asarray(counts.cumsum(axis=1) - (counts - 1) / 2)


def _in_z(value: np.ndarray, spread: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(value, spread, out=np.zeros(len(value)), where=spread > 0))


def _both_z(power: float, level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2) + NormalDist().inv_cdf(power)


def _needed(
    test: Test, guess: float, *, power: float, level: float, draws: int, seed: int
) -> Rehearsal:
    """Return where the power wanted is reached: its probit is nearly a line in √n.

    Two rounds at nine sizes each, the second close to what the first found; the end of the
    interval comes from the line's own error.
    """
    if guess > MOST:
        raise OverflowError
    rng = np.random.default_rng(seed)
    n, error = guess, 0.0
    for factors, times in ((_COARSE, max(draws // 4, 500)), (_FINE, draws)):
        sizes = np.unique(np.maximum(np.rint(n * factors), 2).astype(int))
        sizes = sizes if len(sizes) > 2 else np.arange(sizes[0], sizes[0] + 3)
        critical = NormalDist().inv_cdf((1 + level) / 2)
        shown = np.array([(test(int(size), times, rng) > critical).mean() for size in sizes])
        n, error = _where(np.sqrt(sizes), shown, times, power)
    ends = n - 1.96 * error, n + 1.96 * error
    least = 2 if n < 2 else int(np.ceil(n))
    return Rehearsal(
        n=least,
        low=min(max(2, int(np.floor(ends[0]))), least),
        high=max(least, int(np.ceil(ends[1]))),
    )


def _where(root: np.ndarray, shown: np.ndarray, times: int, power: float) -> tuple[float, float]:
    """Return the n at which the fitted line reaches the power, and its standard error."""
    from scipy.special import ndtri

    # Half a play more on either side, so that none and all have a place on the line.
    part = (shown * times + 0.5) / (times + 1)
    z = ndtri(part)
    weight = times * np.exp(-(z**2)) / (2 * np.pi * part * (1 - part))
    design = np.column_stack([np.ones(len(root)), root])
    cover = np.linalg.inv(design.T @ (weight[:, None] * design))
    start, slope = cover @ (design.T @ (weight * z))
    at = (NormalDist().inv_cdf(power) - start) / max(slope, 1e-9)
    by = np.array([-2 * at / slope, -2 * at**2 / slope])
    return max(float(at), 0.0) ** 2, float(np.sqrt(by @ cover @ by))
