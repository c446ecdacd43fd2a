"""Which answers count: the last vote, the latest wave, one group at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.lines import Lines, lines
from touchkit.measure.numbering import alike, numbered, repeated
from touchkit.measure.rows import GROUPS, latest, need_columns, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEASURES = ("received", "desired", "minimum", "importance")

# Customers' word on what they got comes first; what is wanted is the team's to say.
_RECEIVED, _WANTED = ("customer", "team"), ("team", "customer")
_OPTIONAL = ("wave", "round")
_NUMBERS = ("row", "person", "score", "n", "weight", "times")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers to one measure that count, as columns of equal length.

    Attributes
    ----------
    row : numpy.ndarray of int
        The row of the result each belongs to.
    person : numpy.ndarray of int
        Who answered; -1 where it makes no difference, since each answer is somebody else's.
    score, n, weight, times : numpy.ndarray of float
        The answer, how often the person gave it, its survey weight, and how many people gave the
        same answers as this person.
    source : numpy.ndarray of object
        For each row of the result the group that answered, or None.
    signed : numpy.ndarray of bool
        For each row of the result whether any answer has a respondent.
    """

    row: np.ndarray
    person: np.ndarray
    score: np.ndarray
    n: np.ndarray
    weight: np.ndarray
    times: np.ndarray
    source: np.ndarray
    signed: np.ndarray

    def only(self, rows: np.ndarray) -> Answers:
        """Return the answers of some rows of the result, given as a mask."""
        if rows.all():
            return self
        kept = rows[self.row]
        return replace(self, **{name: getattr(self, name)[kept] for name in _NUMBERS})

    def answers(self) -> np.ndarray:
        """Return how many answers each row of the result has."""
        total = np.bincount(self.row, self.n * self.times, minlength=len(self.source))
        return np.rint(total).astype(np.int64)

    @cached_property
    def people(self) -> np.ndarray:
        """How many people answered for each row of the result."""
        named = self.person >= 0
        _, at = numbered(self.row[named], self.person[named])
        each = np.append(np.flatnonzero(named)[at], np.flatnonzero(~named))
        total = np.bincount(self.row[each], self.times[each], minlength=len(self.source))
        return np.rint(total).astype(np.int64)

    def mean(self, value: np.ndarray | None = None) -> np.ndarray:
        """Return the weighted mean of the scores, or of another value, for each row."""
        weight, size = self.weight * self.n * self.times, len(self.source)
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
    found = lines(scores, by)
    for group in found.kinds["group"].dropna().unique():
        one_of(group, GROUPS, "group")
    found, kinds = _asked(found)
    scale = _scale(found, kinds)
    kinds = kinds if wave is None else kinds[kinds["wave"] == wave]
    rows, number = _rows(kinds, by)
    kinds = kinds.assign(row=number)
    if "round" not in by:
        kinds = latest(kinds, "round", ["group", "touchpoint", "persona", "measure", "wave"])
    kinds = latest(kinds, "wave", ["row", "group", "measure"])
    kinds, sources = _sourced(kinds, by, received_from, desired_from, len(rows))
    answers = _split(_counted(found, kinds), sources)
    return Chosen(rows=rows, answers=answers, scale=scale)


def _check(scores: pd.DataFrame, by: Sequence[str], *sources: str | None) -> None:
    needed = [name for name in by if name not in _OPTIONAL]
    need_columns(scores, ("group", "measure", "score", *needed), "scores")
    for name in {"measure", "score", "n", "weight"}.intersection(by):
        raise InputError(f"The scores cannot be split by {name!r}. Leave it out of `by`.")
    named = [source for source in sources if source is not None]
    for source in named:
        one_of(source, GROUPS, "group")
    if "group" in by and named:
        hint = "Leave received_from and desired_from out."
        raise InputError(f"With 'group' in `by` each row is one group's own. {hint}")


def _asked(found: Lines) -> tuple[Lines, pd.DataFrame]:
    """Return the lines that hold an answer to one of the measures, and the kinds they are of."""
    wanted = found.kinds["measure"].isin(MEASURES).to_numpy(dtype=bool)
    found = found.only(wanted[found.kind] & ~np.isnan(found.score))
    there = np.bincount(found.kind, minlength=len(found.kinds)) > 0
    return found, found.kinds[there]


def _rows(kinds: pd.DataFrame, by: Sequence[str]) -> tuple[pd.DataFrame, np.ndarray]:
    if not by:
        over_all = pd.DataFrame(index=pd.RangeIndex(min(len(kinds), 1)))
        return over_all, np.zeros(len(kinds), dtype=np.int64)
    number = kinds.groupby(list(by), sort=True, dropna=False, observed=True).ngroup().to_numpy()
    _, first = np.unique(number, return_index=True)
    return kinds[list(by)].iloc[first].reset_index(drop=True), number


def _sourced(
    kinds: pd.DataFrame,
    by: Sequence[str],
    received_from: str | None,
    desired_from: str | None,
    size: int,
) -> tuple[pd.DataFrame, dict[str, np.ndarray]]:
    """Return the kinds whose group counts, and for each measure which group that is, row by row."""
    row, measure = kinds["row"].to_numpy(), kinds["measure"].to_numpy(dtype=object)
    group, sources = kinds["group"].to_numpy(dtype=object), {}
    counts = np.zeros(len(kinds), dtype=bool)
    for name in MEASURES:
        asked, source = measure == name, np.full(size, None, dtype=object)
        usual, wanted = (
            (_RECEIVED, received_from) if name == "received" else (_WANTED, desired_from)
        )
        for preferred in reversed(_first(usual, wanted, by)):
            source[row[asked & (group == preferred)]] = preferred
        sources[name], counts = source, counts | (asked & (group == source[row]))
    return kinds[counts], sources


def _first(usual: tuple[str, ...], wanted: str | None, by: Sequence[str]) -> tuple[str, ...]:
    if "group" in by:  # each row has one group only, whichever it is
        return GROUPS
    return usual if wanted is None else (wanted,)


def _counted(found: Lines, kinds: pd.DataFrame) -> pd.DataFrame:
    """Return the answers as counts: of answers, or of people where that makes a difference.

    It does where one person answers for a row of the result more than once, or gives it both the
    received and the desired score. People who gave the same answers are then one person, counted.
    """
    place = np.full(len(found.kinds), -1)
    place[kinds.index] = np.arange(len(kinds))
    found = replace(found, kind=place[found.kind])
    found = found.only(found.kind >= 0)
    row, group = kinds["row"].to_numpy(), pd.factorize(kinds["group"])[0]
    measure = pd.Categorical(kinds["measure"], MEASURES).codes.astype(np.int64)
    question, _ = numbered(row, group, measure)
    # Received and desired share a slot: who gave both is a pair.
    slot, _ = numbered(row, group, np.maximum(measure, 1))
    apart = _apart(found, slot)
    code, at = numbered(question[found.kind], found.score, found.weight)
    signed = np.bincount(code, found.person >= 0, minlength=len(at)) > 0
    alone = slice(None) if not apart.any() else ~apart
    times = np.bincount(code[alone], found.n[alone], minlength=len(at))
    parts = [pd.DataFrame({"line": at, "person": -1, "n": 1.0, "times": times})]
    if apart.any():
        those = found.only(apart)
        each = slot[those.kind], those.person, code if apart.all() else code[apart], those.n
        person, answer, n, often = alike(*each)
        same = {"line": at[answer], "person": person, "n": n, "times": often.astype(float)}
        parts.append(pd.DataFrame(same))
    counted = pd.concat(parts, ignore_index=True)
    counted = counted[counted["times"] > 0]
    line = counted["line"].to_numpy()
    kind = found.kind[line]
    told = {"score": found.score[line], "weight": found.weight[line]}
    return counted.assign(row=row[kind], measure=measure[kind], signed=signed[code[line]], **told)


def _apart(found: Lines, slot: np.ndarray) -> np.ndarray:
    """Return for each line whether its person has to be told from the others in the same slot."""
    named = found.person >= 0
    own, size = slot[found.kind], int(slot.max(initial=-1)) + 1
    told = (own, found.person) if named.all() else (own[named], found.person[named])
    busy = repeated(*told, size)
    several = found.n != 1
    if several.any():
        busy[own[several & named]] = True
    return named & busy[own] if busy.any() else np.zeros(len(named), dtype=bool)


def _split(counted: pd.DataFrame, sources: Mapping[str, np.ndarray]) -> dict[str, Answers]:
    found = {}
    for number, measure in enumerate(MEASURES):
        own = counted[counted["measure"] == number]
        columns = {name: own[name].to_numpy() for name in _NUMBERS}
        signed = np.zeros(len(sources[measure]), dtype=bool)
        signed[own.loc[own["signed"], "row"].to_numpy()] = True
        found[measure] = Answers(source=sources[measure], signed=signed, **columns)
    return found


def _scale(found: Lines, kinds: pd.DataFrame) -> np.ndarray:
    """Return the whole points the received and desired scores span, two at least."""
    spanned = np.zeros(len(found.kinds), dtype=bool)
    spanned[kinds.index[kinds["measure"].isin(("received", "desired"))]] = True
    seen = found.score[spanned[found.kind]]
    if not len(seen):
        return np.array([0.0, 1.0])
    low, high = np.floor(seen.min()), np.ceil(seen.max())
    return np.arange(min(low, high - 1), high + 1, dtype=float)
