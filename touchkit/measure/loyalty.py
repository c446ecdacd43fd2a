"""The questions asked after a contact: would you recommend us, were you satisfied, was it easy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import one_of
from touchkit.measure.sample import Sample, take_sample
from touchkit.measure.saying import FEW, count, number, share
from touchkit.measure.saying import hint as few_answers


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A number from a sample of answers, and how sure one may be of it.

    Attributes
    ----------
    value : float
        The number itself; NaN without answers.
    low, high : float
        The ends of its interval; NaN with fewer than 15 answers.
    n : int
        How many answers count, unweighted.
    method : str
        Which convention and which interval.
    standard_error : float
        The value's own, without what the interval adds; NaN where there is no interval.
    sentence : str
        The result, said aloud.
    """

    value: float
    low: float
    high: float
    n: int
    method: str
    standard_error: float = np.nan
    sentence: str = field(default="", repr=False)


def nps(
    scores: pd.Series, *, weights: Sequence[float] | pd.Series | None = None, level: float = 0.95
) -> Estimate:
    """Return the net promoter score: the share of promoters less that of detractors.

    Promoters answer 9 or 10, passives 7 or 8, detractors 0 to 6, zero included [1]_.

    Parameters
    ----------
    scores : pandas.Series
        One group's answers from 0 to 10 to "would you recommend us?"; missing ones are left out.
    weights : sequence of float, optional
        A weight for each answer, in the same order. The interval then rests on Kish's effective
        number of answers, (Σw)² / Σw² [2]_.
    level : float
        How sure the interval is.

    Returns
    -------
    Estimate
        From −1 to 1, higher being better; commonly shown times 100. Its interval is the adjusted
        Wald one, which adds three answers: ¾ promoter, 1½ passive, ¾ detractor [3]_. The value
        itself is not adjusted.

    Raises
    ------
    InputError
        If an answer is no whole number from 0 to 10, or a weight makes no sense.

    References
    ----------
    .. [1] Reichheld (2003), The one number you need to grow, *Harvard Business Review* 81(12).
    .. [2] Kish (1965), *Survey Sampling*, 11.7.
    .. [3] Rocks (2016), Interval estimation for the "net promoter score", *The American
       Statistician* 70(4), 365–372.

    Examples
    --------
    >>> import pandas as pd
    >>> print(nps(pd.Series([10] * 27 + [8] * 18 + [0] * 9)).sentence)
    The net promoter score is +33 on a scale of −100 to +100, likely +12 to +51: of 54 answers
    50 % promote (9 or 10) and 17 % detract (0 to 6).
    """
    sample = take_sample(scores, weights, (0, 10), level)
    up, down = sample.share(sample.score >= 9), sample.share(sample.score <= 6)
    value, low, high, error = up - down, np.nan, np.nan, np.nan
    if sample.n >= FEW:
        error = _spread(up, down, sample.size)
        more = sample.size + 3
        up_added, down_added = ((part * sample.size + 0.75) / more for part in (up, down))
        half = sample.z * _spread(up_added, down_added, more)
        middle = up_added - down_added
        low, high = max(min(middle - half, value), -1.0), min(max(middle + half, value), 1.0)
    method = sample.method(
        "NPS, share of 9–10 less share of 0–6",
        "adjusted Wald interval, 3 answers added (Rocks 2016)",
    )
    score = f"{_signed(value)} on a scale of −100 to +100"
    likely = "" if np.isnan(low) else f", likely {_signed(low)} to {_signed(high)}"
    parts = f"{share(up)} promote (9 or 10) and {share(down)} detract (0 to 6)"
    of = f"of {count(sample.n, 'answer')}"
    said = _said(sample, f"The net promoter score is {score}{likely}: {of} {parts}.")
    return Estimate(
        value=value, low=low, high=high, n=sample.n, method=method, standard_error=error,
        sentence=said,
    )  # fmt: skip


def csat(
    scores: pd.Series,
    *,
    weights: Sequence[float] | pd.Series | None = None,
    scale: tuple[int, int] = (1, 5),
    top: int = 2,
    level: float = 0.95,
) -> Estimate:
    """Return customer satisfaction as the share of answers in the top boxes.

    Parameters
    ----------
    scores : pandas.Series
        One group's answers, whole numbers on the scale, higher being better; missing ones are left
        out.
    weights, level
        As in `nps`.
    scale : (int, int)
        The ends of the scale.
    top : int
        How many points from the top count as satisfied: 2, so 4 and 5 on 1 to 5.

    Returns
    -------
    Estimate
        A share (0 to 1) with its Wilson interval [1]_. The convention stands in `method`: others
        take a mean or the top box alone, and such figures cannot be compared.

    Raises
    ------
    InputError
        If an answer is off the scale, or a weight, the scale or `top` makes no sense.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       *Journal of the American Statistical Association* 22, 209–212.

    Examples
    --------
    >>> import pandas as pd
    >>> print(csat(pd.Series([5] * 50 + [4] * 35 + [2] * 15)).sentence)
    85 % of 100 answers are 4 or more on a scale of 1 to 5, likely 77 % to 91 %.
    """
    least, greatest = _ends(scale)
    if not 1 <= top <= greatest - least:
        found = f"found {top}. 2 is usual."
        raise InputError(f"From 1 to {greatest - least} top points may count as satisfied; {found}")
    sample = take_sample(scores, weights, scale, level)
    best = greatest - top + 1
    convention = f"CSAT, share of {best}–{greatest} on {least}–{greatest} (top {top})"
    return _share_of(sample, best, scale, convention)


def ces(
    scores: pd.Series,
    *,
    weights: Sequence[float] | pd.Series | None = None,
    scale: tuple[int, int] = (1, 7),
    convention: Literal["mean", "agree"] = "mean",
    level: float = 0.95,
) -> Estimate:
    """Return the customer effort score: how easy it was, as a mean or as a share who found it easy.

    Parameters
    ----------
    scores : pandas.Series
        One group's answers, whole numbers on the scale, higher being easier ("you made it easy for
        me", agreed or not); missing ones are left out. The first version of the question [1]_ asked
        for effort, higher being worse: turn such answers round before.
    weights, level
        As in `nps`.
    scale : (int, int)
        The ends of the scale.
    convention : {"mean", "agree"}
        The mean of the answers, or the share above the middle of the scale, 5 to 7 on 1 to 7.

    Returns
    -------
    Estimate
        A mean on the scale with Student's t interval, kept within the scale, or a share (0 to 1)
        with its Wilson interval. Where all answers are equal the mean has no interval: they show no
        spread from which one could be had. The convention stands in `method`.

    Raises
    ------
    InputError
        If an answer is off the scale, or a weight, the scale or the convention makes no sense.

    References
    ----------
    .. [1] Dixon, Freeman & Toman (2010), Stop trying to delight your customers, *Harvard Business
       Review* 88(7/8), 116–122.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.Series([1, 3, 5, 6, 7] * 4)
    >>> print(ces(answers).sentence)
    It was as easy as 4.4 on a scale of 1 to 7 (7 is easiest), likely 3.4 to 5.4: the mean of 20
    answers.
    >>> ces(answers, convention="agree").value
    0.6
    """
    one_of(convention, ("mean", "agree"), "convention")
    least, greatest = _ends(scale)
    sample = take_sample(scores, weights, scale, level)
    if convention == "mean":
        return _mean_of(sample, scale)
    best = (least + greatest) // 2 + 1
    return _share_of(sample, best, scale, f"CES, share of {best}–{greatest} on {least}–{greatest}")


def _spread(up: float, down: float, size: float) -> float:
    """Return the standard error of a share less another from the same answers."""
    return float(np.sqrt(max(up + down - (up - down) ** 2, 0.0) / size))


def _share_of(sample: Sample, best: int, scale: tuple[int, int], convention: str) -> Estimate:
    value, low, high, error = sample.share(sample.score >= best), np.nan, np.nan, np.nan
    if sample.n >= FEW:
        error = _spread(value, 0.0, sample.size)
        low, high = _wilson(value, sample.size, sample.z)
    likely = "" if np.isnan(low) else f", likely {share(low)} to {share(high)}"
    where = f"{best} or more on a scale of {scale[0]} to {scale[1]}"
    are = "is" if sample.n == 1 else "are"
    text = f"{share(value)} of {count(sample.n, 'answer')} {are} {where}{likely}."
    return Estimate(
        value=value, low=low, high=high, n=sample.n, standard_error=error,
        method=sample.method(convention, "Wilson interval"), sentence=_said(sample, text),
    )  # fmt: skip


def _wilson(part: float, size: float, z: float) -> tuple[float, float]:
    middle = part + z**2 / (2 * size)
    half = z * np.sqrt(part * (1 - part) / size + z**2 / (4 * size**2))
    low, high = (middle + np.array([-half, half])) / (1 + z**2 / size)
    # At 0 and at 1 rounding may leave the value just outside.
    return max(min(float(low), part), 0.0), min(max(float(high), part), 1.0)


def _mean_of(sample: Sample, scale: tuple[int, int]) -> Estimate:
    value, low, high, error = np.nan, np.nan, np.nan, np.nan
    if sample.n:
        value = float(np.average(sample.score, weights=sample.weight))
    convention = f"CES, mean on {scale[0]}–{scale[1]}"
    method = sample.method(convention, "Student's t interval")
    if sample.n >= FEW and np.ptp(sample.score) == 0:
        method = f"{convention}; no interval, all answers are equal"
    elif sample.n >= FEW:
        error, half = _student(sample, value)
        low, high = max(value - half, float(scale[0])), min(value + half, float(scale[1]))
    likely = "" if np.isnan(low) else f", likely {number(low)} to {number(high)}"
    where = f"{number(value)} on a scale of {scale[0]} to {scale[1]} ({scale[1]} is easiest)"
    answers = count(sample.n, "answer")
    text = f"It was as easy as {where}{likely}: the mean of {answers}."
    return Estimate(
        value=value, low=low, high=high, n=sample.n, method=method, standard_error=error,
        sentence=_said(sample, text),
    )  # fmt: skip


def _student(sample: Sample, mean: float) -> tuple[float, float]:
    from scipy.special import stdtrit

    free = sample.size - 1
    variance = float(np.average((sample.score - mean) ** 2, weights=sample.weight))
    error = float(np.sqrt(variance / free))
    return error, error * float(stdtrit(free, (1 + sample.level) / 2))


def _said(sample: Sample, text: str) -> str:
    if not sample.n:
        return "Nobody answered, so there is no figure."
    if sample.weight.min() < sample.weight.max():
        text += " The answers are weighted, so this is no count of people."
    return text if sample.n >= FEW else f"{text} {few_answers(sample.n)}"


def _signed(value: float) -> str:
    text = number(100 * value, 0)
    return text if text.startswith("−") or text == "0" else f"+{text}"


def _ends(scale: tuple[int, int]) -> tuple[int, int]:
    least, greatest = scale
    if least != int(least) or greatest != int(greatest) or not least < greatest:
        raise InputError(f"A scale runs up from one whole number to another; found {scale}.")
    return int(least), int(greatest)
