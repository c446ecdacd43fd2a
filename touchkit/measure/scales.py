"""The points a score might have had: what one further respondent could have said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_NEAR = 4
"""Points that spans of one scale may lie apart: 1 and 5 are often the ends of the same one."""


@dataclass(frozen=True)
class Further:
    """What one further respondent might say in each row, and how likely each answer is."""

    row: np.ndarray
    point: np.ndarray
    chance: np.ndarray

    def only(self, rows: np.ndarray) -> Further:
        """Return what might be said in some rows, given by number."""
        kept = np.isin(self.row, rows)
        return Further(self.row[kept], self.point[kept], self.chance[kept])


def any_point(low: np.ndarray, high: np.ndarray) -> Further:
    """Return every whole point of each row's scale, one as likely as the other.

    Examples
    --------
    >>> any_point(np.array([1.0, 0.0]), np.array([3.0, 1.0])).point.tolist()
    [1.0, 2.0, 3.0, 0.0, 1.0]
    """
    many = (high - low + 1).astype(np.int64)
    row = np.repeat(np.arange(len(many)), many)
    start = np.repeat(np.cumsum(many) - many, many)
    return Further(row, low[row] + np.arange(len(row)) - start, 1 / many[row])


def any_step(low: np.ndarray, high: np.ndarray, points: np.ndarray) -> Further:
    """Return every difference of two points between the given ends, and how likely each is.

    Two of K points chosen at random differ by d in K − |d| of K² ways.

    Parameters
    ----------
    low, high : numpy.ndarray, shape (rows,)
        The least and the greatest difference of each row.
    points : numpy.ndarray, shape (rows,)
        How many points the scale has.
    """
    single = low == high  # all alike: the next one might be a step away
    steps = any_point(low - single, high + single)
    ways = np.maximum(points[steps.row] - np.abs(steps.point), 1)
    total = np.bincount(steps.row, ways, minlength=len(points))
    return Further(steps.row, steps.point, ways / total[steps.row])


def spans(
    row: np.ndarray, score: np.ndarray, minimum: np.ndarray, scale: tuple[float, float] | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of each row's scale, whole points.

    Parameters
    ----------
    row, score : numpy.ndarray
        Received and desired scores and the row each belongs to.
    minimum : numpy.ndarray, shape (rows,)
        The least acceptable score; NaN where there is none.
    scale : (low, high), optional
        The scale asked on, where it is known. Left out, a row's scale is what its own scores span
        and those of rows on a like scale, with one point at least that would fall short of the
        minimum; scores a far wider or a distant scale has are left to it.

    Returns
    -------
    low, high : numpy.ndarray, shape (rows,)
        The least and the greatest point, at least one step apart.
    """
    low, high = ends(row, score, len(minimum))
    if scale is not None:
        return np.fmin(low, scale[0]), np.fmax(high, scale[1])
    short = np.ceil(minimum) - 1
    low, high = alike(np.fmin(low, short), np.fmax(high, short))
    # Where all gave the same it is most often the top, so what might have been lies below.
    return low - (low == high), high


def ends(row: np.ndarray, score: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest whole point each row's scores span; NaN without any."""
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    np.fmin.at(low, row, np.floor(score))
    np.fmax.at(high, row, np.ceil(score))
    return low, high


def alike(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Widen each span by those that lie near it and are at most twice as wide.

    A row in which everybody gave 4 or 5 is on the scale its neighbours show; a question asked from
    0 to 100 beside it is not. Missing spans become 0 to 0.

    Examples
    --------
    >>> low, high = alike(np.array([4.0, 1.0, 0.0]), np.array([5.0, 5.0, 100.0]))
    >>> low.tolist(), high.tolist()
    ([1.0, 1.0, 0.0], [5.0, 5.0, 100.0])
    """
    known = ~np.isnan(low)
    low, high = np.nan_to_num(low), np.nan_to_num(high)
    each, of = np.unique(np.column_stack([low, high])[known], axis=0, return_inverse=True)
    first, last = each.T
    apart = np.maximum(first[None] - last[:, None], first[:, None] - last[None])
    width = last - first
    like = (apart <= _NEAR) & (width[None] <= np.maximum(2 * width, _NEAR)[:, None])
    low[known] = np.where(like, first[None], np.inf).min(axis=1, initial=np.inf)[of.ravel()]
    high[known] = np.where(like, last[None], -np.inf).max(axis=1, initial=-np.inf)[of.ravel()]
    return low, high
