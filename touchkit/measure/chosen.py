"""Which answers count: the last vote, the latest wave, one group at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.model import TABLES, choices
from touchkit.model.text import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEASURES = ("received", "desired", "minimum", "importance")
GROUPS = choices(TABLES["scores"], "group")

# Customers' word on what they got comes first; what is wanted is the team's to say.
_RECEIVED, _WANTED = ("customer", "team"), ("team", "customer")
_DEFAULTS = {"n": 1, "weight": 1.0, "wave": 1, "round": 1}


def pair(row: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, int]:
    """Return one number for each row and person, and what to divide it by to get the row."""
    size = int(person.max(initial=0)) + 1
    return row * size + person, size


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers to one measure that count, as columns of equal length.

    Attributes
    ----------
    row : numpy.ndarray of int
        The row of the result each belongs to.
    person : numpy.ndarray of int
        Who answered; -1 where nobody is named, so that each answer is somebody else's.
    score, n, weight : numpy.ndarray of float
        The answer, how many such answers the line stands for, and the survey weight of each.
    source : numpy.ndarray of object
        For each row of the result the group that answered, or None.
    """

    row: np.ndarray
    person: np.ndarray
    score: np.ndarray
    n: np.ndarray
    weight: np.ndarray
    source: np.ndarray

    def only(self, rows: np.ndarray) -> Answers:
        """Return the answers of some rows of the result, given as a mask."""
        kept = rows[self.row]
        names = ("row", "person", "score", "n", "weight")
        return replace(self, **{name: getattr(self, name)[kept] for name in names})

    def answers(self) -> np.ndarray:
        """Return how many answers each row of the result has."""
        return np.bincount(self.row, self.n, minlength=len(self.source)).astype(np.int64)

    @property
    def signed(self) -> np.ndarray:
        """Say for each row of the result whether any answer has a respondent."""
        named = self.row[self.person >= 0]
        return np.bincount(named, minlength=len(self.source)) > 0

    @cached_property
    def people(self) -> np.ndarray:
        """How many people answered for each row of the result."""
        size, named = len(self.source), self.person >= 0
        pairs, people = pair(self.row[named], self.person[named])
        pairs.sort()
        # Sorting and comparing neighbours is several times faster than numpy.unique.
        rows = pairs[np.diff(pairs, prepend=-1) != 0] // people
        unnamed = np.bincount(self.row[~named], self.n[~named], minlength=size)
        return np.bincount(rows, minlength=size) + unnamed.astype(np.int64)

    def mean(self, value: np.ndarray | None = None) -> np.ndarray:
        """Return the weighted mean of the scores, or of another value, for each row."""
        weight, size = self.weight * self.n, len(self.source)
        value = self.score if value is None else value
        total = np.bincount(self.row, weight, minlength=size)
        with np.errstate(invalid="ignore"):
            return np.bincount(self.row, weight * value, minlength=size) / total


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The rows of the result and, for each measure, the answers behind them."""

    rows: pd.DataFrame
    answers: Mapping[str, Answers]
    scale: np.ndarray


def choose(
    scores: pd.DataFrame,
    by: Sequence[str],
    *,
    received_from: str | None,
    desired_from: str | None,
    wave: int | None,
) -> Chosen:
    """Return the answers that count, split by the given columns."""
    _check(scores, by, received_from, desired_from)
    asked = scores.loc[scores["measure"].isin(MEASURES) & scores["score"].notna()]
    frame = asked.assign(**{name: _filled(asked, name) for name in _DEFAULTS})
    frame = frame if wave is None else frame[frame["wave"] == wave]
    rows, number = _rows(frame, by)
    frame = frame.assign(row=number)
    if "round" not in by:
        told_apart = ["group", "touchpoint", "persona", "measure", "wave"]
        frame = _latest(frame, "round", [name for name in told_apart if name in frame])
    frame = _latest(frame, "wave", ["row", "group", "measure"])
    person = _people(frame)
    first = {"received": _first(_RECEIVED, received_from, by)}
    wanted = _first(_WANTED, desired_from, by)
    answers = {
        measure: _answers(frame, person, measure, first.get(measure, wanted), len(rows))
        for measure in MEASURES
    }
    return Chosen(rows=rows, answers=answers, scale=_scale(asked))


def _check(scores: pd.DataFrame, by: Sequence[str], *sources: str | None) -> None:
    for name in ("group", "measure", "score", *by):
        if name not in scores and name not in _DEFAULTS:
            hint = did_you_mean(name, scores.columns, f"There are: {listed(scores.columns)}.")
            raise InputError(f"The scores have no column {name!r}. {hint}")
    for name in {"measure", "score", "n", "weight"}.intersection(by):
        raise InputError(f"The scores cannot be split by {name!r}. Leave it out of `by`.")
    named = [source for source in sources if source is not None]
    for source in (*named, *scores["group"].dropna().unique()):
        check_group(source)
    if "group" in by and named:
        hint = "Leave received_from and desired_from out."
        raise InputError(f"With 'group' in `by` each row is one group's own. {hint}")


def check_group(name: str) -> None:
    """Refuse a name no group has."""
    if name not in GROUPS:
        hint = did_you_mean(str(name), GROUPS, "Use one of these.")
        raise InputError(f"There is no group {name!r}; the groups are: {listed(GROUPS)}. {hint}")


def _filled(frame: pd.DataFrame, name: str) -> pd.Series:
    default = _DEFAULTS[name]
    if name not in frame:
        return pd.Series(default, index=frame.index)
    return frame[name].fillna(default)


def _rows(frame: pd.DataFrame, by: Sequence[str]) -> tuple[pd.DataFrame, np.ndarray]:
    if not by:
        over_all = pd.DataFrame(index=pd.RangeIndex(min(len(frame), 1)))
        return over_all, np.zeros(len(frame), dtype=int)
    number = frame.groupby(list(by), sort=True, dropna=False, observed=True).ngroup().to_numpy()
    _, first = np.unique(number, return_index=True)
    return frame[list(by)].iloc[first].reset_index(drop=True), number


def _latest(frame: pd.DataFrame, name: str, told_apart: Sequence[str]) -> pd.DataFrame:
    if (frame[name] == frame[name].max()).all():
        return frame
    last = frame.groupby(list(told_apart), dropna=False, observed=True)[name].transform("max")
    return frame[frame[name] == last]


def _people(frame: pd.DataFrame) -> np.ndarray:
    if "respondent" not in frame:
        return np.full(len(frame), -1)
    # An alias may be used in two groups; it is then two people.
    alias, names = pd.factorize(frame["respondent"])
    group, _ = pd.factorize(frame["group"])
    return np.where(alias < 0, -1, alias + group * len(names))


def _first(usual: tuple[str, ...], wanted: str | None, by: Sequence[str]) -> tuple[str, ...]:
    if "group" in by:  # each row has one group only, whichever it is
        return GROUPS
    return usual if wanted is None else (wanted,)


def _answers(
    frame: pd.DataFrame, person: np.ndarray, measure: str, preferred: Sequence[str], size: int
) -> Answers:
    row, group = frame["row"].to_numpy(), frame["group"].to_numpy(dtype=object)
    asked = (frame["measure"] == measure).to_numpy(dtype=bool)
    source = np.full(size, None, dtype=object)
    for name in reversed(preferred):
        source[row[asked & (group == name)]] = name
    counts = asked & (group == source[row])
    numbers = {name: frame[name].to_numpy(dtype=float)[counts] for name in ("score", "n", "weight")}
    return Answers(row=row[counts], person=person[counts], source=source, **numbers)


def _scale(frame: pd.DataFrame) -> np.ndarray:
    """Return the whole points the received and desired scores span, two at least."""
    seen = frame.loc[frame["measure"].isin(("received", "desired")), "score"]
    if seen.empty:
        return np.array([0.0, 1.0])
    low, high = np.floor(seen.min()), np.ceil(seen.max())
    return np.arange(min(low, high - 1), high + 1, dtype=float)
