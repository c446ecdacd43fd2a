"""How many answers a test needs, where a formula says so."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

MOST = 10**9
"""No sample is larger."""


def shares_needed(before: float, after: float, *, power: float, level: float) -> int:
    """Return how many answers each of two groups needs for two shares to be told apart.

    Fleiss, Levin & Paik (2003), *Statistical Methods for Rates and Proportions*, 3rd ed., 4.2,
    without the continuity correction: (z √(2 P̄ Q̄) + z′ √(P₁Q₁ + P₂Q₂))² / (P₂ − P₁)².

    Examples
    --------
    >>> shares_needed(0.50, 0.75, power=0.90, level=0.95)
    77
    """
    z, z_power = (NormalDist().inv_cdf(part) for part in ((1 + level) / 2, power))
    middle = (before + after) / 2
    alike = math.sqrt(2 * middle * (1 - middle))
    apart = math.sqrt(before * (1 - before) + after * (1 - after))
    return max(2, _up((z * alike + z_power * apart) ** 2 / (after - before) ** 2))


def means_needed(effect: float, *, power: float, level: float) -> int:
    """Return how many answers each of two groups needs for two means to be told apart.

    Student's t test, its power from the noncentral t distribution (Cohen 1988, *Statistical Power
    Analysis for the Behavioral Sciences*, 2nd ed., 12.2).

    Parameters
    ----------
    effect : float
        The difference of the means in standard deviations (Cohen's d).
    power, level : float
        As in `touchkit.plan.sample_size`.

    Examples
    --------
    >>> means_needed(0.5, power=0.80, level=0.95)
    64
    """
    return _smallest(lambda n: _power_of_t(effect * math.sqrt(n / 2), 2 * (n - 1), level), power)


def pairs_needed(effect: float, *, power: float, level: float) -> int:
    """Return how many people have to be asked twice for their mean difference to be told from none.

    Student's t test of the differences, its power from the noncentral t distribution.

    Parameters
    ----------
    effect : float
        The mean of the differences in standard deviations of the differences (Cohen's d_z).
    power, level : float
        As in `touchkit.plan.sample_size`.

    Examples
    --------
    >>> pairs_needed(0.5, power=0.80, level=0.95)
    34
    """
    return _smallest(lambda n: _power_of_t(effect * math.sqrt(n), n - 1, level), power)


def _power_of_t(shift: float, free: int, level: float) -> float:
    from scipy.special import nctdtr, stdtrit

    critical = float(stdtrit(free, (1 + level) / 2))
    found = 1.0 - float(nctdtr(free, abs(shift), critical))
    if not math.isfinite(found):  # far out in the tail: the normal distribution is near enough
        return 1.0 - NormalDist().cdf(critical - abs(shift))
    return found


def _smallest(power_at: Callable[[int], float], power: float) -> int:
    """Return the least n, at least 2, with the power wanted; power only rises with n."""
    low, high = 1, 2
    while power_at(high) < power:
        low, high = high, 2 * high
        if high > MOST:
            raise OverflowError
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power_at(middle) >= power else (middle, high)
    return high


def _up(value: float) -> int:
    # 60.000000001 people are 60: the rest is rounding.
    return math.ceil(value - 1e-7)
