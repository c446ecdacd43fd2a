"""The answers to one question that count, and how many they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers, places
from touchkit.measure.saying import FEW


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Answers, what each weighs, and how sure an interval from them is to be.

    Attributes
    ----------
    score, weight : numpy.ndarray, one entry an answer
        No answer is missing and each weighs something.
    weighted : bool
        Whether weights were given.
    level : float
        How sure.
    """

    score: np.ndarray
    weight: np.ndarray
    weighted: bool
    level: float

    @property
    def n(self) -> int:
        """How many answers there are."""
        return len(self.score)

    @property
    def size(self) -> float:
        """How many unweighted answers would be as sure (Kish)."""
        return float(self.weight.sum() ** 2 / (self.weight**2).sum()) if self.n else 0.0

    @property
    def z(self) -> float:
        """How many standard errors the interval reaches to either side."""
        return NormalDist().inv_cdf((1 + self.level) / 2)

    def share(self, which: np.ndarray) -> float:
        """Return the weighted share of some answers; NaN where there are none at all."""
        return float(self.weight[which].sum() / self.weight.sum()) if self.n else np.nan

    def method(self, convention: str, interval: str) -> str:
        """Say which convention and which interval, or why there is none."""
        if self.n < FEW:
            return f"{convention}; no interval from fewer than {FEW} answers"
        kish = f", weighted, Kish's effective n {self.size:.1f}" if self.weighted else ""
        return f"{convention}; {100 * self.level:g} % {interval}{kish}"


def take_sample(
    scores: pd.Series,
    weights: Sequence[float] | pd.Series | None,
    scale: tuple[int, int],
    level: float,
) -> Sample:
    """Return the answers that count: not missing, and not weighted with 0.

    Parameters
    ----------
    scores : pandas.Series
        Answers, whole numbers on the scale.
    weights : sequence of float, optional
        A weight for each, in the same order.
    scale : (int, int)
        The least and the greatest answer.
    level : float
        How sure an interval is to be.

    Raises
    ------
    InputError
        If an answer is off the scale, or a weight or the level makes no sense.

    Examples
    --------
    >>> import pandas as pd
    >>> take_sample(pd.Series([9, None, 4]), None, (0, 10), 0.95).score
    array([9., 4.])
    """
    if not 0 < level < 1:
        raise InputError(f"The level lies between 0 and 1; found {level}. 0.95 is usual.")
    given = pd.Series(scores)
    score, wrong = numbers(given)
    missing = np.isnan(score) & ~wrong
    wrong |= ~missing & ~((score >= scale[0]) & (score <= scale[1]) & (score == np.floor(score)))
    if wrong.any():
        span, found = f"{scale[0]} to {scale[1]}", places(given, wrong)
        hint = "Drop codes for blank or 'do not know', such as 11 or 99, first."
        raise InputError(f"Answers are whole numbers from {span}; found {found}. {hint}")
    weight = np.ones(len(score)) if weights is None else _weights(weights, given, missing)
    counts = ~missing & (weight > 0)
    return Sample(
        score=score[counts], weight=weight[counts], weighted=weights is not None, level=level
    )


def _weights(
    weights: Sequence[float] | pd.Series, scores: pd.Series, unanswered: np.ndarray
) -> np.ndarray:
    given = pd.Series(weights)
    if len(given) != len(scores):
        found = f"found {len(given)} for {len(scores)} answers"
        raise InputError(f"Each answer has its weight; {found}. Give a weight for each.")
    if isinstance(weights, pd.Series) and not given.index.equals(scores.index):
        raise InputError("Answers and weights differ in their index. Take both from one frame.")
    weight, _ = numbers(given)
    wrong = ~unanswered & ~((weight >= 0) & np.isfinite(weight))
    if wrong.any():
        at = places(given, wrong)
        raise InputError(f"A weight is 0 or more; found {at}. Leave such answers out.")
    return np.where(unanswered, 0.0, weight)
