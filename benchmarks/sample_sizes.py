"""Whether sample sizes equal those of statsmodels, where it has them, and the formula of Zhao et al.

    .venv-bench/bin/python benchmarks/sample_sizes.py

Prints a table; the exit code says whether every line was met.
"""

from __future__ import annotations

import itertools
import math
import sys
import time
from collections.abc import Callable, Iterable

import numpy as np
from scipy.stats import norm
from statsmodels.stats.power import TTestIndPower, TTestPower
from statsmodels.stats.proportion import power_proportions_2indep

from touchkit.plan import sample_size
from touchkit.plan.rehearsals import lifted

EFFECTS = (0.1, 0.2, 0.35, 0.5, 0.8, 1.2, 2.0)
SURE = tuple(itertools.product((0.8, 0.9, 0.95), (0.9, 0.95, 0.99)))
SHARES = tuple(itertools.product((0.05, 0.2, 0.31, 0.5, 0.8), (-0.15, -0.04, 0.05, 0.1, 0.19)))
SCALES = ([5, 10, 20, 40, 25], [25, 25, 25, 25], [1, 2, 7, 30, 60], [4, 6, 10, 15, 20, 25, 20])
LIFTS = (-0.5, -0.3, 0.15, 0.25)


def main() -> int:
    """Compare everything, print it, and say by the exit code whether all of it was met."""
    met = [
        _line("two means, statsmodels TTestIndPower", _means(), most=0),
        _line("paired means, statsmodels TTestPower", _pairs(), most=0),
        _line("two shares, statsmodels power_proportions_2indep", _shares(), most=0),
        _line("scale, Zhao, Rahardja & Qu (2008), in per cent", _scales(), most=8),
    ]
    return 0 if all(met) else 1


def _line(what: str, apart: Iterable[float], most: float) -> bool:
    start = time.perf_counter()
    found = list(apart)
    taken = (time.perf_counter() - start) / len(found)
    widest = max(found)
    fine = len(found) > 20 and widest <= most
    print(f"| {what} | {len(found)} cases | apart at most {widest:.1f} | wanted {most} "
          f"| {'yes' if fine else 'no'} | {1000 * taken:.0f} ms a case, theirs included |")  # fmt: skip
    return fine


def _means() -> Iterable[float]:
    for effect, (power, level) in itertools.product(EFFECTS, SURE):
        ours = sample_size("means", spread=1.0, lift=effect, power=power, level=level).per_group
        yield abs(
            ours - _least(lambda n, e=effect, a=1 - level: TTestIndPower().power(e, n, a), power)
        )


def _pairs() -> Iterable[float]:
    for effect, (power, level) in itertools.product(EFFECTS, SURE):
        ours = sample_size("pairs", spread=1.0, lift=effect, power=power, level=level).n
        yield abs(
            ours - _least(lambda n, e=effect, a=1 - level: TTestPower().power(e, n, a), power)
        )


def _shares() -> Iterable[float]:
    for (before, lift), (power, level) in itertools.product(SHARES, SURE):
        if not 0 < before + lift < 1:
            continue
        ours = sample_size("shares", before=before, lift=lift, power=power, level=level).per_group

        def theirs(n: int, d: float = lift, p: float = before, a: float = 1 - level) -> float:
            # Of their two-sided power the part on the side of the lift, as Fleiss has it.
            found = power_proportions_2indep(
                abs(d), min(p, p + d), n, alpha=a / 2, alternative="larger"
            )
            return float(found.power)

        yield abs(ours - _least(theirs, power))


def _scales() -> Iterable[float]:
    for counts, lift, (power, level) in itertools.product(
        SCALES, LIFTS, ((0.8, 0.95), (0.9, 0.95))
    ):
        before = np.array(counts) / sum(counts)
        after = lifted(before, lift)
        higher = float(after @ (before.cumsum() - before / 2)) - 0.5
        ties = 1 - float((((before + after) / 2) ** 3).sum())
        z = norm.ppf((1 + level) / 2) + norm.ppf(power)
        theirs = z**2 * ties / (6 * higher**2)
        ours = sample_size("scale", before=counts, lift=lift, power=power, level=level).per_group
        yield 100 * abs(ours / theirs - 1)


def _least(power_at: Callable[[int], float], power: float) -> int:
    """Return the least n with the power wanted."""
    low, high = 1, 2
    while power_at(high) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = math.floor((low + high) / 2)
        low, high = (low, middle) if power_at(middle) >= power else (middle, high)
    return high


if __name__ == "__main__":
    sys.exit(main())
