"""The first few touchpoints to see to, and how far that choice depends on others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import counted_rows
from touchkit.measure.saying import called, hint, listing, missing, share, spelt
from touchkit.measure.zone import gaps

_ASKED = ("received", "desired", "importance")
_CHECKS = ("weights", "measures", "respondents", "departments")
_COLUMNS = ["touchpoint", "rank", "top", *_CHECKS, "sentence"]
_AT_ONCE = 2_000  # people left out one by one in a single stroke; more would only need more memory


def stability(
    scores: pd.DataFrame,
    *,
    top: int = 5,
    weights: Mapping[str, float] | None = None,
    received_from: str | None = None,
    desired_from: str | None = None,
    wave: int | None = None,
    draws: int = 200,
    seed: int = 0,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Say which touchpoints come first, and whether they still do when something is changed.

    A touchpoint's priority is its shortfall, desired − received, times its importance; where no
    importance is known, the shortfall alone. Then one thing at a time is changed: the
    importances, the measure, a single person left out, a department left out. Groups are never
    pooled: ranked are the touchpoints with customers' received, where any have it, else the
    team's; and of these the ones with the team's desired, where any have it. The frame is left
    as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; which rows count is as in `gaps`.
    top : int
        How many touchpoints come first.
    weights : mapping of touchpoint to float, optional
        Importances, on any scale from 0. Left out: the mean `importance`, the team's where there
        is any, else the customers'. A touchpoint without one has the mean of the others'.
    received_from, desired_from, wave
        As in `gaps`.
    draws, seed : int
        How many other importances to try, and where the random numbers start.
    smallest_group : int or mapping of group to int, optional
        What is hidden in `gaps` is not ranked.
    names : mapping of str to str, optional
        What the sentences call a touchpoint, by its id.

    Returns
    -------
    pandas.DataFrame
        One row for each touchpoint with a gap, by rank; RangeIndex. The last four numbers are
        the shares (0 to 1) of the checks in which it is among the first; NaN where there was
        none to make.

        - touchpoint
        - rank: 1 is the highest priority; equal ones by id
        - top: whether it is among the first, which takes a shortfall
        - weights: all importances equal, and `draws` times each one's own times something
          between a half and one and a half
        - measures: by shortfall alone (where importance is known), by the share of answers below
          the minimum (where there is one), and by received alone, the lowest first
        - respondents: each person with an alias left out in turn (jackknife [1]_); what then has
          no gap is not among the first
        - departments: each department's marks left out in turn, where the team has two or more
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column or a group is not there, or a number makes no sense.

    Notes
    -----
    Leaving out one person shows whether a single one decides; what another sample of customers
    might have said is in rank_low and rank_high of `gaps`. Whoever answered is left out of
    received, desired and importance at once.

    References
    ----------
    .. [1] Tukey (1958), Bias and confidence in not-quite large samples, *Annals of Mathematical
       Statistics* 29, 614.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "group": ["customer", "customer", "team", "team"],
    ...         "touchpoint": ["invoice", "delivery"] * 2,
    ...         "measure": ["received", "received", "desired", "desired"],
    ...         "score": [2, 4, 5, 5],
    ...     }
    ... )
    >>> found = stability(scores, top=1)
    >>> print(found["sentence"].iloc[0])
    invoice comes first, whatever is changed. That is only 1 answer: a hint, no more.
    """
    _check(top, draws, weights)
    asked: dict[str, Any] = {"received_from": received_from, "desired_from": desired_from}
    asked |= {"wave": wave, "smallest_group": smallest_group, "draws": 1}
    ranked = _comparable(gaps(scores, by="touchpoint", **asked))
    given = None
    if weights is not None:
        given = ranked["touchpoint"].map(dict(weights)).to_numpy(dtype=float)
    marks = _marks(scores, ranked, wave, desired_from)
    priority = _Priority(len(ranked), top, given)
    base = priority.of(*_means(marks, len(ranked)))[0]
    checks = _checks(priority, marks, ranked, draws, seed)
    order = np.argsort(-base.round(9), kind="stable")
    frame = pd.DataFrame(
        {
            "touchpoint": ranked["touchpoint"].to_numpy(),
            "top": priority.first(base[None, :])[0],
            **{name: check.share() for name, check in checks.items()},
        }
    )
    how = {"top": top, "size": len(base)}
    said = [
        _said(called(names, row.touchpoint), _at(checks, place), is_top=row.top, **how)
        for place, row in enumerate(frame.itertuples())
    ]
    said = [
        f"{one}{_how_sure(row)}" for one, row in zip(said, ranked.to_dict("records"), strict=True)
    ]
    frame["sentence"] = pd.Series(said, index=frame.index, dtype="str")
    frame = frame.iloc[order].reset_index(drop=True)
    frame["rank"] = np.arange(1, len(frame) + 1)
    kinds = {"touchpoint": "str", "sentence": "str", "rank": "int64", "top": "bool"}
    return frame[_COLUMNS].astype(kinds | dict.fromkeys(_CHECKS, "float64"))


def _check(top: int, draws: int, weights: Mapping[str, float] | None) -> None:
    for what, value, such in (("top", top, 5), ("draws", draws, 200)):
        if value < 1:
            raise InputError(f"The number in {what} is {value}. Give 1 or more, such as {such}.")
    for touchpoint, weight in (weights or {}).items():
        if weight < 0:
            raise InputError(f"The weight of {touchpoint!r} is {weight}. Give 0 or more.")


def _comparable(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a gap that stem from the same groups."""
    rows = found[found["gap"].notna()]
    for name, usual in (
        ("received_from", ("customer", "team", "outsider")),
        ("desired_from", ("team", "customer", "outsider")),
    ):
        groups = set(rows[name])
        first = next((group for group in usual if group in groups), None)
        rows = rows[rows[name] == first]
    return rows.reset_index(drop=True)


class _Marks(NamedTuple):
    """The marks behind the ranking, as columns of equal length."""

    place: np.ndarray  # which ranked touchpoint
    asked: np.ndarray  # which of _ASKED
    score: np.ndarray
    weight: np.ndarray
    person: np.ndarray  # -1: nobody is named
    department: np.ndarray  # -1: of no department, or not the team's

    def only(self, kept: np.ndarray) -> _Marks:
        return _Marks(*(column[kept] for column in self))


def _marks(
    scores: pd.DataFrame, ranked: pd.DataFrame, wave: int | None, desired_from: str | None
) -> _Marks:
    parts = []
    wanted = ("team", "customer") if desired_from is None else (desired_from,)
    for number, name in enumerate(_ASKED):
        groups = wanted if name == "importance" else ranked[f"{name}_from"].unique()
        shown = ranked.loc[ranked[name].notna(), "touchpoint"]
        for group in groups:
            rows = counted_rows(scores, group=group, measure=name, wave=wave)
            rows = rows[rows["touchpoint"].isin(shown)]
            if len(rows):  # the first group that has any: groups are never pooled
                parts.append(rows.assign(asked=number))
                break
    if not parts:
        return _Marks(*(np.empty(0, dtype=int) for _ in _Marks._fields))
    frame = pd.concat(parts, ignore_index=True)
    places = {touchpoint: place for place, touchpoint in enumerate(ranked["touchpoint"])}
    # An alias may be used in two groups; it is then two people.
    named = frame["respondent"].notna()
    alias = (frame["group"].astype("str") + " " + frame["respondent"].astype("str")).where(named)
    return _Marks(
        place=frame["touchpoint"].map(places).to_numpy(dtype=int),
        asked=frame["asked"].to_numpy(dtype=int),
        score=frame["score"].to_numpy(dtype=float),
        weight=(frame["weight"] * frame["n"]).to_numpy(dtype=float),
        person=pd.factorize(alias)[0],
        department=pd.factorize(frame["department"].where(frame["group"] == "team"))[0],
    )


def _sums(marks: _Marks, size: int, key: np.ndarray | int, keys: int) -> np.ndarray:
    """Return weighted scores and weights, shaped (2, keys, asked, touchpoints)."""
    shape = (keys, len(_ASKED), size)
    cell = (key * len(_ASKED) + marks.asked) * size + marks.place
    length = int(np.prod(shape))
    sums = [
        np.bincount(cell, value, minlength=length).reshape(shape)
        for value in (marks.weight * marks.score, marks.weight)
    ]
    return np.stack(sums)


def _means(marks: _Marks, size: int) -> np.ndarray:
    """Return the mean of each measure asked, shaped (asked, 1, touchpoints)."""
    return _divided(_sums(marks, size, 0, 1)).swapaxes(0, 1)


def _divided(sums: np.ndarray) -> np.ndarray:
    total, weight = sums
    # What is left of a sum after all of it is taken away is a rounding error, not an answer.
    return np.asarray(total / np.where(weight > 1e-9, weight, np.nan))


class _Priority:
    """How touchpoints are put in order: how many there are, how many come first, given weights."""

    def __init__(self, size: int, top: int, given: np.ndarray | None) -> None:
        self.size, self.top, self.given = size, top, given

    def of(self, received: np.ndarray, desired: np.ndarray, importance: np.ndarray) -> np.ndarray:
        """Return the priorities, shaped (tries, touchpoints); NaN where there is none."""
        return np.asarray((desired - received) * self.weights(importance))

    def weights(self, importance: np.ndarray) -> np.ndarray:
        """Return importances about a mean of 1, which is also that of what has none."""
        if self.given is not None:
            importance = self.given[None, :]
        known = np.isfinite(importance)
        total = np.where(known, importance, 0.0).sum(axis=-1, keepdims=True)
        usable = known & (total > 0)
        mean = total / np.maximum(known.sum(axis=-1, keepdims=True), 1)
        return np.where(usable, importance / np.where(total > 0, mean, 1.0), 1.0)

    def first(self, priority: np.ndarray) -> np.ndarray:
        """Say which touchpoints come first in each try; only what falls short can."""
        value = priority.round(9)
        value = np.where(value > 0, value, -np.inf)
        leading = np.argsort(-value, axis=1, kind="stable")[:, : self.top]
        found = np.zeros(value.shape, dtype=bool)
        np.put_along_axis(found, leading, values=True, axis=1)
        return np.asarray(found & np.isfinite(value))


class _Check(NamedTuple):
    """How often each touchpoint came first, and in how many tries it could have."""

    hits: np.ndarray
    tries: np.ndarray

    def share(self) -> np.ndarray:
        return np.asarray(self.hits / np.where(self.tries > 0, self.tries, np.nan))


def _checks(
    priority: _Priority, marks: _Marks, ranked: pd.DataFrame, draws: int, seed: int
) -> dict[str, _Check]:
    received, desired, importance = _means(marks, priority.size)
    known = np.isfinite(importance if priority.given is None else priority.given).any()
    none = _Check(np.zeros(priority.size), np.zeros(priority.size))
    alone = desired - received
    rng = np.random.default_rng(seed)
    wobble = rng.uniform(0.5, 1.5, (draws, priority.size))
    others = np.vstack([alone, alone * priority.weights(importance) * wobble])
    measures = np.vstack([alone, ranked["below"].to_numpy()[None, :], _lowest(received)])
    made = np.vstack(
        [np.full(priority.size, known), ranked["below"].notna(), np.ones(priority.size, dtype=bool)]
    )
    return {
        "weights": _counted(priority, others) if known else none,
        "measures": _Check((priority.first(measures) & made).sum(axis=0), made.sum(axis=0)),
        "respondents": _left_out(priority, marks, marks.person, least=1),
        "departments": _left_out(priority, marks, marks.department, least=2),
    }


def _lowest(received: np.ndarray) -> np.ndarray:
    """Return a priority that is greatest where least was received, and always positive."""
    return np.asarray(received.max(initial=0.0) + 1.0 - received)


def _counted(priority: _Priority, tried: np.ndarray) -> _Check:
    return _Check(priority.first(tried).sum(axis=0), np.full(priority.size, len(tried)))


def _left_out(priority: _Priority, marks: _Marks, code: np.ndarray, least: int) -> _Check:
    """Leave out each code in turn; from sums, so that hundreds take no time."""
    keys, size = int(code.max(initial=-1)) + 1, priority.size
    hits = np.zeros(size)
    if keys < least:
        return _Check(hits, np.zeros(size))
    everything = _sums(marks, size, 0, 1)
    for start in range(0, keys, _AT_ONCE):
        many = min(_AT_ONCE, keys - start)
        inside = (code >= start) & (code < start + many)
        own = _sums(marks.only(inside), size, code[inside] - start, many)
        means = _divided(everything - own).swapaxes(0, 1)
        hits += priority.first(priority.of(*means)).sum(axis=0)
    return _Check(hits, np.full(size, keys))


def _at(checks: Mapping[str, _Check], place: int) -> dict[str, tuple[int, int]]:
    """Return what each check found about one touchpoint."""
    return {
        name: (int(check.hits[place]), int(check.tries[place])) for name, check in checks.items()
    }


def _said(
    name: str, tallies: Mapping[str, tuple[int, int]], *, is_top: bool, top: int, size: int
) -> str:
    place = "first" if top == 1 else f"among the first {spelt(top)}"
    if size <= top and is_top:
        only = "Only one touchpoint" if size == 1 else f"Only {spelt(size)} touchpoints"
        return f"{only} can be ranked: that {name} comes {place} says little."
    missed = {
        what: (tries - hits if is_top else hits, tries) for what, (hits, tries) in tallies.items()
    }
    turned = [_turned(what, *tally) for what, tally in missed.items() if tally[0]]
    if not turned:
        comes = "comes" if is_top else "does not come"
        return f"{name} {comes} {place}, whatever is changed."
    comes, but = ("comes", "but not") if is_top else ("does not come", "but would")
    return f"{name} {comes} {place}, {but} in {listing(turned)}."


def _how_sure(row: Mapping[str, Any]) -> str:
    """Say what no check here can mend: marks that are a guess, and few answers."""
    if row["received_from"] == "team":
        return " Received is the team’s own guess."
    return f" {hint(int(row['n_received']))}" if missing(row["received_low"]) else ""


def _turned(what: str, how_often: int, tries: int) -> str:
    if what == "weights":
        return f"{share(how_often / tries)} of other importances"
    said = f"{how_often} of {tries}"
    return {
        "measures": f"{said} other measures",
        "respondents": f"{said} cases with one person left out",
        "departments": f"{said} cases with one department left out",
    }[what]
