"""Lines of answers by kind: what many lines have in common is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers, places
from touchkit.measure.numbering import numbered

LARGE = 200_000
"""From so many lines on DuckDB reads the text; below, starting it takes longer than it saves."""

_DEFAULTS = {"n": 1, "weight": 1.0, "wave": 1, "round": 1}
_TOLD_APART = ("group", "measure", "touchpoint", "persona", "wave", "round")


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Lines of a table of scores that hold an answer, and the few different ones among them.

    Attributes
    ----------
    kinds : pandas.DataFrame
        A row for each combination of group, measure, touchpoint, persona, wave, round and what the
        result is split by; blanks that have a meaning are filled in.
    kind, score, weight : numpy.ndarray
        Each different answer: the row of `kinds` it belongs to, the score, its survey weight.
    answer : numpy.ndarray of int
        For each line, which of these it is.
    person : numpy.ndarray of int
        Who answered; -1 where nobody is named. One alias has one number, whatever the group.
    n : numpy.ndarray of float
        How many such answers the line stands for.
    """

    kinds: pd.DataFrame
    kind: np.ndarray
    score: np.ndarray
    weight: np.ndarray
    answer: np.ndarray
    person: np.ndarray
    n: np.ndarray

    def only(self, which: np.ndarray) -> Lines:
        """Return the lines with some of the answers, given as a mask of these."""
        return self if which.all() else self.only_lines(which[self.answer])

    def only_lines(self, which: np.ndarray) -> Lines:
        """Return some of the lines, given as a mask."""
        if which.all():
            return self
        names = ("answer", "person", "n")
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
    answered = scores["score"].notna()
    scores = scores if answered.all() else scores[answered.to_numpy(dtype=bool)]
    names = [name for name in dict.fromkeys((*by, *_TOLD_APART)) if name in scores]
    named = "respondent" in scores
    told = codes(scores, names, ["respondent"]) if named else codes(scores, names)
    kind, first = told[0]
    kinds = scores[names].iloc[first].reset_index(drop=True)
    filled = {name: _filled(kinds, name) for name in ("wave", "round")}
    score, weight, n = (_numbers(scores, name) for name in ("score", "weight", "n"))
    answer, at = numbered(kind, score, weight)
    # One value stored once: a column of ten million ones takes longer to write than to read.
    person = _people(scores, *told[1]) if named else np.broadcast_to(-1, len(scores))
    found = Lines(
        kinds=kinds.assign(**filled), kind=kind[at], score=score[at], weight=weight[at],
        answer=answer, person=person, n=n,
    )  # fmt: skip
    _check(scores, found)
    # What stands for nobody is no answer, neither in a count nor as the latest wave.
    found = found.only(found.weight > 0)
    return found.only_lines(found.n > 0) if (n == 0).any() else found


def _check(scores: pd.DataFrame, found: Lines) -> None:
    """Refuse numbers no survey has, naming the first."""
    for name, wrong in (
        ("score", ~np.isfinite(found.score)),
        ("weight", ~(np.isfinite(found.weight) & (found.weight >= 0))),
    ):
        if wrong.any():
            _refuse(
                scores, name, wrong[found.answer], "a number" if name == "score" else "0 or more"
            )
    least, most = found.n.min(initial=0), found.n.max(initial=0)
    if not (least >= 0 and np.isfinite(most)):  # also where either is no number
        _refuse(scores, "n", ~(np.isfinite(found.n) & (found.n >= 0)), "0 or more")


def _refuse(scores: pd.DataFrame, name: str, wrong: np.ndarray, allowed: str) -> None:
    found = places(scores[name], wrong)
    raise InputError(f"Each {name} is {allowed}; found {found}. Correct it or leave the row out.")


def codes(frame: pd.DataFrame, *sets: Sequence[str]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Give each combination of some columns a number, in order of appearance; for several sets.

    Returns
    -------
    code : numpy.ndarray of int
        The number of each line's combination, from 0; for each set of columns.
    first : numpy.ndarray of int
        For each number, the position of the first line that has it.
    """
    if frame.empty:
        return [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)) for _ in sets]
    same = _hashed(frame, sets) if len(frame) >= LARGE else _grouped(frame, sets)
    found = []
    for column in same:
        code, values = pd.factorize(column)
        first = np.empty(len(values), dtype=np.int64)
        # Written from the last line to the first, the first one stays.
        first[code[::-1]] = np.arange(len(code) - 1, -1, -1)
        found.append((code, first))
    return found


def _grouped(frame: pd.DataFrame, sets: Sequence[Sequence[str]]) -> list[np.ndarray]:
    options: dict[str, Any] = {"sort": False, "dropna": False, "observed": True}
    return [frame.groupby(list(names), **options).ngroup().to_numpy() for names in sets]


def _hashed(frame: pd.DataFrame, sets: Sequence[Sequence[str]]) -> list[np.ndarray]:
    """Return 64 bits for each line; that two of ten million texts share them has odds of 1 : 300,000."""
    import duckdb

    names = {name: f"c{place}" for place, name in enumerate(dict.fromkeys(chain(*sets)))}
    columns = {short: _readable(frame[name]) for name, short in names.items()}
    hashes = [f"hash({', '.join(names[name] for name in own)})" for own in sets]
    with duckdb.connect() as connection:
        connection.register("scores", pd.DataFrame(columns, copy=False))
        told = connection.sql(f"SELECT {', '.join(hashes)} FROM scores")  # noqa: S608 # names of our own
        return list(told.fetchnumpy().values())


def _readable(column: pd.Series) -> pd.Series:
    """Return a column DuckDB reads fast: categories and Python objects of any kind become numbers."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes
    if column.dtype != object:
        return column
    return pd.Series(pd.factorize(column)[0], index=column.index)


def _people(scores: pd.DataFrame, person: np.ndarray, first: np.ndarray) -> np.ndarray:
    nobody = scores["respondent"].iloc[first].isna().to_numpy()
    return np.where(nobody, -1, np.arange(len(first)))[person] if nobody.any() else person


def _numbers(scores: pd.DataFrame, name: str) -> np.ndarray:
    if name not in scores:
        return np.broadcast_to(np.float64(_DEFAULTS[name]), len(scores))
    try:
        found: np.ndarray = scores[name].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError):
        _, wrong = numbers(scores[name])
        _refuse(scores, name, wrong, "a number")
        raise
    if name == "score":
        return found
    blank = np.isnan(found)
    return np.where(blank, _DEFAULTS[name], found) if blank.any() else found


def _filled(kinds: pd.DataFrame, name: str) -> pd.Series:
    default = _DEFAULTS[name]
    if name not in kinds:
        return pd.Series(default, index=kinds.index)
    return kinds[name].fillna(default)
