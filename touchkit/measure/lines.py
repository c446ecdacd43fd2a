"""Lines of answers by kind: what many lines have in common is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

LARGE = 200_000
"""From so many lines on DuckDB reads the text; below, starting it takes longer than it saves."""

_DEFAULTS = {"n": 1, "weight": 1.0, "wave": 1, "round": 1}
_TOLD_APART = ("group", "measure", "touchpoint", "persona", "wave", "round")


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines of a table of scores, as columns of equal length.

    Attributes
    ----------
    kinds : pandas.DataFrame
        A row for each combination of group, measure, touchpoint, persona, wave, round and what the
        result is split by; blanks that have a meaning are filled in.
    kind : numpy.ndarray of int
        The row of `kinds` each line belongs to.
    person : numpy.ndarray of int
        Who answered; -1 where nobody is named. One alias has one number, whatever the group.
    score, n, weight : numpy.ndarray of float
        The answer, how many such answers the line stands for, and the survey weight of each.
    """

    kinds: pd.DataFrame
    kind: np.ndarray
    person: np.ndarray
    score: np.ndarray
    n: np.ndarray
    weight: np.ndarray

    def only(self, which: np.ndarray) -> Lines:
        """Return some of the lines, given as a mask."""
        if which.all():
            return self
        names = ("kind", "person", "score", "n", "weight")
        return replace(self, **{name: getattr(self, name)[which] for name in names})


def lines(scores: pd.DataFrame, by: Sequence[str]) -> Lines:
    """Return the lines of a table of scores, told apart by kind.

    Parameters
    ----------
    scores : pandas.DataFrame
        The table of that name, or any part of its columns; left as it is.
    by : sequence of str
        Columns that make a kind besides the usual ones.
    """
    names = [name for name in dict.fromkeys((*by, *_TOLD_APART)) if name in scores]
    kind, first = codes(scores, names)
    kinds = scores[names].iloc[first].reset_index(drop=True)
    filled = {name: _filled(kinds, name) for name in ("wave", "round")}
    numbers = {name: _numbers(scores, name) for name in ("score", "n", "weight")}
    return Lines(kinds=kinds.assign(**filled), kind=kind, person=_people(scores), **numbers)


def codes(frame: pd.DataFrame, names: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Give each combination of some columns a number, in order of appearance.

    Returns
    -------
    code : numpy.ndarray of int
        The number of each line's combination, from 0.
    first : numpy.ndarray of int
        For each number, the position of the first line that has it.
    """
    if frame.empty:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    same = _hashed(frame, names) if len(frame) >= LARGE else _grouped(frame, names)
    code, _ = pd.factorize(same)
    return code, pd.Series(code).drop_duplicates().index.to_numpy()


def _grouped(frame: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    groups = frame.groupby(list(names), sort=False, dropna=False, observed=True)
    return np.asarray(groups.ngroup())


def _hashed(frame: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """Return 64 bits for each line; that two of ten million texts share them has odds of 1 : 300,000."""
    import duckdb

    columns = {f"c{place}": _readable(frame[name]) for place, name in enumerate(names)}
    with duckdb.connect() as connection:
        connection.register("scores", pd.DataFrame(columns, copy=False))
        told = connection.sql(f"SELECT hash({', '.join(columns)}) AS same FROM scores")  # noqa: S608 # names of our own
        return np.asarray(told.fetchnumpy()["same"])


def _readable(column: pd.Series) -> pd.Series:
    """Return a column DuckDB reads fast: categories and Python objects of any kind become numbers."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes
    if column.dtype != object:
        return column
    return pd.Series(pd.factorize(column)[0], index=column.index)


def _people(scores: pd.DataFrame) -> np.ndarray:
    if "respondent" not in scores or scores.empty:
        return np.full(len(scores), -1)
    person, first = codes(scores, ["respondent"])
    nobody = scores["respondent"].iloc[first].isna().to_numpy()
    return np.where(nobody, -1, np.arange(len(first)))[person] if nobody.any() else person


def _numbers(scores: pd.DataFrame, name: str) -> np.ndarray:
    if name not in scores:
        return np.ones(len(scores))
    found = scores[name].to_numpy(dtype=float, na_value=np.nan)
    blank = np.isnan(found) if name != "score" else None
    return found if blank is None or not blank.any() else np.where(blank, _DEFAULTS[name], found)


def _filled(kinds: pd.DataFrame, name: str) -> pd.Series:
    default = _DEFAULTS[name]
    if name not in kinds:
        return pd.Series(default, index=kinds.index)
    return kinds[name].fillna(default)
