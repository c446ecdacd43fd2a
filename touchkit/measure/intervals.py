"""Intervals and ranks out of posterior draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd


def interval(drawn: np.ndarray, shown: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of each row's central interval, shaped (rows,) each.

    Parameters
    ----------
    drawn : numpy.ndarray, shape (rows, draws)
        What the number might have been.
    shown : numpy.ndarray, shape (rows,)
        The number shown. An interval reaches it even where everybody gave the top score, which no
        draw does.
    level : float
        The part of the draws inside.
    """
    low, high = np.quantile(drawn, _ends(level), axis=1)
    return np.minimum(low, shown), np.maximum(high, shown)


def ranks(drawn: np.ndarray, kind: pd.DataFrame, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest rank each row may well have; 1 is the shortest gap.

    Parameters
    ----------
    drawn : numpy.ndarray, shape (rows, draws)
        What the gap might have been.
    kind : pandas.DataFrame
        Rows that are equal here are ranked together.
    level : float
        The part of the draws inside.
    """
    low, high = np.full(len(drawn), np.nan), np.full(len(drawn), np.nan)
    for rows in kind.groupby(list(kind), dropna=False).indices.values():
        order = drawn[rows].argsort(axis=0).argsort(axis=0) + 1
        # A rank is one that was drawn, never one between two.
        low[rows], high[rows] = np.quantile(order, _ends(level), axis=1, method="inverted_cdf")
    return low, high


def _ends(level: float) -> tuple[float, float]:
    return (1 - level) / 2, (1 + level) / 2
