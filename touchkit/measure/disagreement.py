"""Observed against expected disagreement: the arithmetic of Krippendorff's alpha."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from touchkit.errors import InputError

_FEW_VALUES = 256
"""So many values fit into one table of counts, units by values."""
_PART = 1024
"""So many ratings are compared at a time where there are more values than that."""
_CHUNK = 65_536
"""So many ratings stay in the processor's cache while they are counted."""


def tally(given: np.ndarray) -> tuple[np.ndarray | None, float]:
    """Count each unit's ratings where they are whole steps of a short scale, and name its foot.

    It reads the ratings twice and sorts nothing, a chunk of units at a time.
    """
    low = float(np.fmin.reduce(given, axis=None))
    high = float(np.fmax.reduce(given, axis=None))
    if not high - low < _FEW_VALUES:
        return None, low
    width, units = int(high - low) + 1, len(given)
    counts = np.empty((units, width), dtype=np.int64)
    step = max(1, _CHUNK // given.shape[1])
    for start in range(0, units, step):
        # The smaller of missing and width is width: what is missing is counted apart.
        steps = np.fmin(np.subtract(given[start : start + step], low, dtype=float), width)
        key = steps.astype(np.intp)
        if (key != steps).any():
            return None, low
        counts[start : start + step] = _count_codes(key, width)
    return counts, low


def _count_codes(codes: np.ndarray, width: int) -> np.ndarray:
    """Return units by values, from codes of which `width` stands for missing."""
    units = len(codes)
    cell = codes + (width + 1) * np.arange(units)[:, None]
    counts = np.bincount(cell.ravel(), minlength=units * (width + 1))
    return np.asarray(counts.reshape(units, width + 1)[:, :width])


def alpha_of_codes(codes: np.ndarray, values: np.ndarray, metric: str) -> float:
    """Return alpha from units by raters, each the place of its value among `values`, else −1."""
    if len(values) <= _FEW_VALUES:
        return alpha_of_counts(
            _count_codes(_missing_last(codes, len(values)), len(values)), values, metric
        )
    pairable = codes[(codes >= 0).sum(axis=1) > 1]
    total = np.bincount(pairable[pairable >= 0], minlength=len(values))
    return _ratio_of(_in_parts(pairable), total, values, metric)


def _missing_last(codes: np.ndarray, width: int) -> np.ndarray:
    return np.where(codes < 0, width, codes)


def _in_parts(codes: np.ndarray) -> Iterator[tuple[np.ndarray, Any]]:
    """Yield a few units' counts at a time, with the values they have."""
    step = max(1, _PART // codes.shape[1])
    for start in range(0, len(codes), step):
        part = codes[start : start + step]
        used, own = np.unique(part, return_inverse=True)
        own = own.reshape(part.shape) - (used[0] < 0)
        used = used[used >= 0]
        yield _count_codes(_missing_last(own, len(used)), len(used)), used


def alpha_of_counts(counts: np.ndarray, values: np.ndarray, metric: str) -> float:
    """Return alpha from units by values, the values ascending."""
    counts = counts[counts.sum(axis=1) > 1]
    return _ratio_of([(counts, slice(None))], counts.sum(axis=0), values, metric)


def _ratio_of(
    parts: Iterable[tuple[np.ndarray, Any]],
    total: np.ndarray,
    values: np.ndarray,
    metric: str,
) -> float:
    """Return 1 − observed / expected disagreement; units in `parts` have two ratings at least."""
    _check_values(values[total > 0], metric)
    if np.count_nonzero(total) < 2:
        return np.nan
    place = np.cumsum(total) - total / 2 if metric == "ordinal" else values
    observed = 0.0
    for counts, used in parts:
        each = counts.sum(axis=1)
        observed += float((_apart(counts, place[used], metric) / (each - 1)).sum())
    expected = float(_apart(total[None, :], place, metric)[0])
    return 1 - (int(total.sum()) - 1) * observed / expected


def _check_values(values: np.ndarray, metric: str) -> None:
    if not np.isfinite(values).all():
        raise InputError("Ratings are finite numbers; found infinity. Leave it missing.")
    if metric == "ratio" and values.size and values.min() < 0:
        found = f"found {values.min():g}. Use metric='interval'."
        raise InputError(f"The ratio metric compares numbers from 0 up; {found}")


def _apart(counts: np.ndarray, place: np.ndarray, metric: str) -> np.ndarray:
    """Return, row by row, the squared distances of all ratings from one another, added up."""
    size = counts.sum(axis=1)
    if metric == "nominal":
        return np.asarray(size**2 - (counts**2).sum(axis=1), dtype=float)
    if metric == "ratio":
        return _apart_by_ratio(counts, place)
    mean = counts @ place / size
    return np.asarray(2 * size * (counts * (place - mean[:, None]) ** 2).sum(axis=1))


def _apart_by_ratio(counts: np.ndarray, place: np.ndarray) -> np.ndarray:
    found = np.zeros(len(counts))
    step = max(1, 2**20 // len(place))
    for start in range(0, len(place), step):
        some = place[start : start + step, None]
        both = some + place
        distance = np.divide(some - place, both, out=np.zeros_like(both), where=both != 0)
        found += (counts[:, start : start + step] * (counts @ (distance**2).T)).sum(axis=1)
    return found
