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
from touchkit.measure.scales import Further, any_point, spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MEASURES = ("received", "desired", "minimum", "importance")

# Customers' word on what they got comes first; what is wanted is the team's to say.
_RECEIVED, _WANTED = ("customer", "team"), ("team", "customer")
_OPTIONAL = ("wave", "round")
_NUMBERS = ("row", "person", "score", "n", "weight", "times", "place")
_LINES = (*_NUMBERS, "minimum")


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
    place : numpy.ndarray of int
        Which touchpoint it is about; 0 where that makes no difference.
    minimum : numpy.ndarray of float
        The least acceptable score there; NaN where there is none.
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
    place: np.ndarray
    minimum: np.ndarray
    source: np.ndarray
    signed: np.ndarray

    def only(self, rows: np.ndarray) -> Answers:
        """Return the answers of some rows of the result, given as a mask."""
        if rows.all():
            return self
        kept = rows[self.row]
        return replace(self, **{name: getattr(self, name)[kept] for name in _LINES})

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

    def worth(self) -> np.ndarray:
        """Return how many unweighted answers would be as sure, for each row (Kish 1965)."""
        size, often = len(self.source), self.n * self.times
        total = np.bincount(self.row, self.weight * often, minlength=size)
        squares = np.bincount(self.row, self.weight**2 * often, minlength=size)
        with np.errstate(invalid="ignore"):
            # A hair above, lest 15 equal weights be worth 14.999….
            return np.asarray(np.nan_to_num(total**2 / squares) * (1 + 1e-9))

    def weighted(self) -> np.ndarray:
        """Say for each row whether its answers differ in weight."""
        return self._differ(self.weight)

    def differs(self) -> np.ndarray:
        """Say for each row whether the scores of its touchpoints differ."""
        return np.asarray(self._differ(self.score) & self._differ(self.place))

    def _differ(self, value: np.ndarray) -> np.ndarray:
        low, high = np.full(len(self.source), np.inf), np.full(len(self.source), -np.inf)
        np.minimum.at(low, self.row, value)
        np.maximum.at(high, self.row, value)
        return np.asarray(high > low)

    def mean(self, value: np.ndarray | None = None) -> np.ndarray:
        """Return the weighted mean of the scores, or of another value, for each row."""
        weight, size = self.weight * self.n * self.times, len(self.source)
        value = self.score if value is None else value
        total = np.bincount(self.row, weight, minlength=size)
        with np.errstate(invalid="ignore"):
            return np.bincount(self.row, weight * value, minlength=size) / total


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The rows of the result, the answers behind them by measure, and what might have been said.

    Attributes
    ----------
    rows : pandas.DataFrame
        The columns the result is split by.
    answers : mapping of str to Answers
        By measure.
    further : Further
        What one more respondent might have said, in points of each row's scale.
    apart : numpy.ndarray of bool
        For each row whether received and desired are about different touchpoints.
    """

    rows: pd.DataFrame
    answers: Mapping[str, Answers]
    further: Further
    apart: np.ndarray


def choose(
    scores: pd.DataFrame,
    by: Sequence[str],
    *,
    received_from: str | None,
    desired_from: str | None,
    wave: int | None,
    scale: tuple[float, float] | None = None,
) -> Chosen:
    """Return the answers that count, split by the given columns."""
    _check(scores, by, received_from, desired_from)
    found = lines(scores, by)
    for group in found.kinds["group"].dropna().unique():
        one_of(group, GROUPS, "group")
    there = np.zeros(len(found.kinds), dtype=bool)
    there[found.kind[np.bincount(found.answer, minlength=len(found.kind)) > 0]] = True
    kinds = found.kinds[there & found.kinds["measure"].isin(MEASURES)]
    kinds = kinds if wave is None else kinds[kinds["wave"] == wave]
    rows, number = _rows(kinds, by)
    kinds = kinds.assign(row=number)
    if "round" not in by:
        kinds = latest(kinds, "round", ["group", "touchpoint", "persona", "measure", "wave"])
    kinds = latest(kinds, "wave", ["row", "group", "measure"])
    kinds, sources = _sourced(kinds, by, received_from, desired_from, len(rows))
    answers = _split(_counted(found, kinds, by), sources)
    answers["received"] = _held_against(answers["received"], answers["minimum"])
    both = [answers[name] for name in ("received", "desired")]
    row, score = (np.concatenate([getattr(one, name) for one in both]) for name in ("row", "score"))
    low, high = spans(row, score, answers["minimum"].mean(), scale)
    return Chosen(
        rows=rows, answers=answers, further=any_point(low, high), apart=_about_others(*both)
    )


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


def _counted(found: Lines, kinds: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the answers as counts: of answers, or of people where that makes a difference.

    It does where one person answers for a row of the result more than once, or gives it both the
    received and the desired score. People who gave the same answers are then one person, counted.
    """
    number = np.full(len(found.kinds), -1)
    number[kinds.index] = np.arange(len(kinds))
    kind = number[found.kind]
    found = found.only(kind >= 0)
    row, group = kinds["row"].to_numpy(), pd.factorize(kinds["group"])[0]
    measure = pd.Categorical(kinds["measure"], MEASURES).codes.astype(np.int64)
    several = "touchpoint" in kinds and "touchpoint" not in by
    place = pd.factorize(kinds["touchpoint"])[0] + 1 if several else np.zeros_like(row)
    question, _ = numbered(row, group, measure, place)
    # Received and desired share a slot: who gave both is a pair.
    slot, _ = numbered(row, group, np.maximum(measure, 1))
    slot = slot[kind] if len(slot) else kind
    apart = _apart(found, slot)
    said, at = _said(found, kind, question)
    named = np.zeros(len(kind), dtype=bool)
    named[found.answer[found.person >= 0]] = True
    signed = np.zeros(len(at), dtype=bool)
    signed[said[named]] = True
    counted = pd.concat(
        [_alone(found.only_lines(~apart), said, len(at)), _alike(found.only_lines(apart), said, slot)],
        ignore_index=True,
    )  # fmt: skip
    counted = counted[counted["times"] > 0]
    what = counted["said"].to_numpy()
    line, of = at[what], kind[at[what]]
    return counted.assign(
        row=row[of], measure=measure[of], place=place[of], signed=signed[what],
        score=found.score[line], weight=found.weight[line],
    )  # fmt: skip


def _said(found: Lines, kind: np.ndarray, question: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a number for what was said to each question (-1: does not count), and where it stands."""
    counts = np.flatnonzero(kind >= 0)
    said = np.full(len(kind), -1)
    answers = question[kind[counts]], found.score[counts], found.weight[counts]
    said[counts], first = numbered(*answers)
    return said, counts[first]


def _alone(found: Lines, said: np.ndarray, size: int) -> pd.DataFrame:
    """Return how many people said what, where each answer is somebody else's."""
    ones = found.n.strides == (0,)
    total = np.bincount(found.answer, None if ones else found.n, minlength=len(said))
    times = np.bincount(said[said >= 0], total[said >= 0], minlength=size)
    return pd.DataFrame({"said": np.arange(size), "person": -1, "n": 1.0, "times": times})


def _alike(found: Lines, said: np.ndarray, slot: np.ndarray) -> pd.DataFrame:
    """Return how many people gave the same answers, where one person gave several."""
    each = slot[found.answer], found.person, said[found.answer], found.n
    person, answer, n, often = alike(*each)
    same = {"said": answer, "person": person, "n": n, "times": often.astype(float)}
    return pd.DataFrame(same)


def _apart(found: Lines, slot: np.ndarray) -> np.ndarray:
    """Return for each line whether its person has to be told from the others in the same slot."""
    named = found.person >= 0
    if not named.any():
        return named
    own, size = slot[found.answer], int(slot.max()) + 1
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
        columns["minimum"] = np.full(len(own), np.nan)
        found[measure] = Answers(source=sources[measure], signed=signed, **columns)
    return found


def _held_against(received: Answers, minimum: Answers) -> Answers:
    """Return the answers, each with the minimum of its own touchpoint, else of all in the row."""
    overall = minimum.mean()[received.row]
    asked = (
        np.concatenate([minimum.row, received.row]),
        np.concatenate([minimum.place, received.place]),
    )
    code, at = numbered(*asked)
    weight = minimum.weight * minimum.n * minimum.times
    total = np.bincount(code[: len(weight)], weight, minlength=len(at))
    with np.errstate(invalid="ignore"):
        mean = np.bincount(code[: len(weight)], weight * minimum.score, minlength=len(at)) / total
    own = mean[code[len(weight) :]]
    return replace(received, minimum=np.where(np.isnan(own), overall, own))


def _about_others(received: Answers, desired: Answers) -> np.ndarray:
    """Say for each row whether received and desired are about different touchpoints."""
    apart = np.zeros(len(received.source), dtype=bool)
    for one, other in ((received, desired), (desired, received)):
        pairs = set(zip(other.row.tolist(), other.place.tolist(), strict=True))
        alone = [
            pair not in pairs for pair in zip(one.row.tolist(), one.place.tolist(), strict=True)
        ]
        apart[one.row[np.array(alone, dtype=bool)]] = True
    known = np.zeros(len(apart), dtype=bool)
    known[desired.row] = True
    return apart & known
