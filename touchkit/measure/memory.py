"""What people remember of an episode."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers, places
from touchkit.measure.rows import one_of

_WORST = ("high", "low")


def peak_end(scores: Iterable[float], *, worst: Literal["high", "low"] = "high") -> float:
    """Return the mean of an episode's worst moment and its end, which is how it is remembered.

    How long the episode was and how much it added up to hardly count [1]_ [2]_: one that is longer
    and worse in total, yet ends mildly, is remembered as the better one.

    Parameters
    ----------
    scores : iterable of float
        One person's scores, moment by moment, in order. Missing ones are skipped, so that the end
        is the last score there is.
    worst : {"high", "low"}
        Which end of the scale is the bad one. "high", as the studies had it, for pain or
        discomfort; "low" for the kit's own scores, where higher is better: the peak is then the
        lowest score.

    Returns
    -------
    float
        On the scale of the scores, running the same way; NaN without any score.

    Raises
    ------
    InputError
        If `worst` is neither, or a score is no number.

    References
    ----------
    .. [1] Fredrickson & Kahneman (1993), Duration neglect in retrospective evaluations of affective
       episodes, *Journal of Personality and Social Psychology* 65, 45–55.
    .. [2] Redelmeier & Kahneman (1996), Patients' memories of painful medical treatments, *Pain*
       66, 3–8.

    Examples
    --------
    >>> peak_end([2, 5, 8, 7])
    7.5
    >>> peak_end([2, 5, 8, 7, 4, 1])
    4.5
    >>> peak_end([4, 1, 3, 5], worst="low")
    3.0
    """
    one_of(worst, _WORST, "worst score")
    given = pd.Series(list(scores), dtype=object)
    found, wrong = numbers(given)
    if wrong.any():
        some = places(given, wrong)
        raise InputError(f"Scores are numbers or missing; found {some}. Leave it empty.")
    said = found[~np.isnan(found)]
    if not said.size:
        return np.nan
    peak = said.max() if worst == "high" else said.min()
    return float((peak + said[-1]) / 2)
