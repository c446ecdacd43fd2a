"""How much touchpoints matter: as people say (stated), and as their answers show (derived)."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers, places
from touchkit.measure.rows import need_columns, one_of
from touchkit.measure.saying import FEW, called, count, missing, number, share
from touchkit.measure.saying import hint as few_answers

_KINDS = ("scale", "dots", "points")
_NARROW = 1 / 4
"""Means that span less of the scale than this hardly tell touchpoints apart."""


def stated_importance(
    importances: pd.DataFrame,
    *,
    kind: Literal["scale", "dots", "points"] = "scale",
    scale: tuple[float, float] | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Say how important each touchpoint is by what people say, on a scale or by giving away.

    Asked on a scale everything is important; dots or points, of which there are only so many, make
    people choose. The frame is left as it is.

    Parameters
    ----------
    importances : pandas.DataFrame
        One group's answers about importance alone: columns touchpoint and score, and where there
        are any n (as many equal answers; 1) and weight (1). For dots and points a score is how many
        one person gave the touchpoint.
    kind : {"scale", "dots", "points"}
        How it was asked.
    scale : (least, greatest), optional
        The ends of the scale. Left out: the whole points between the least and the greatest score.
    names : mapping of str to str, optional
        What the sentences call a touchpoint, for its id.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, sorted; RangeIndex.

        - touchpoint
        - n: answers, unweighted
        - importance: their mean, weighted, on the scale asked or in dots or points a person;
          higher is more important
        - share: of all dots or points given away (0 to 1), weighted; NaN for a scale
        - sentence: the row, said aloud, with a warning where it was asked on a scale

    Raises
    ------
    InputError
        If a column is not there, a score is no number, several groups or measures are mixed, dots
        are negative, or a score is off the scale.

    Examples
    --------
    >>> import pandas as pd
    >>> dots = pd.DataFrame({"touchpoint": ["call", "invoice", "invoice"], "score": [2, 5, 3]})
    >>> stated_importance(dots, kind="dots")[["touchpoint", "n", "importance", "share"]]
      touchpoint  n  importance  share
    0       call  1         2.0    0.2
    1    invoice  2         4.0    0.8
    """
    one_of(kind, _KINDS, "kind of importance")
    need_columns(importances, ["touchpoint", "score"], "importances")
    _check_one_source(importances)
    score = _floats(importances["score"], "score")
    answers = {name: _or_one(importances, name) for name in ("n", "weight")}
    ends = _ends(score, scale)
    if kind != "scale" and (score < 0).any():
        found = f"found {places(importances['score'], score < 0)}"
        raise InputError(f"Nobody gives away fewer than 0 {kind}; {found}. Correct the score.")
    result = _sums(importances["touchpoint"], score, answers, shared=kind != "scale")
    named = result.assign(touchpoint=[called(names, name) for name in result["touchpoint"]])
    rows = named.to_dict("records")
    warning = _warning(result["importance"], ends) if kind == "scale" else ""
    said = [_stated(row, kind) + (warning if row["n"] else "") for row in rows]
    return result.assign(sentence=pd.Series(said, dtype="str"))


def derived_importance(
    scores: pd.DataFrame, outcome: pd.Series, *, level: float = 0.95
) -> pd.DataFrame:
    """Say how important each touchpoint is by how its scores go with an overall judgement.

    Importance is Pearson's correlation between the touchpoint's score and the outcome, over the
    people who gave both. A correlation needs no common scale, and each touchpoint has its own;
    regression weights of touchpoints that vary together share one effect out among them by
    accident and swap places with the next sample. The frames are left as they are.

    Parameters
    ----------
    scores : pandas.DataFrame
        People in rows, touchpoints in columns, the index naming the person; one group's.
    outcome : pandas.Series
        The same people's overall judgement: satisfaction, or how likely they are to recommend.
        People are matched by the index.
    level : float
        How sure the interval is.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, in the columns' order; RangeIndex.

        - touchpoint
        - importance: the correlation, −1 to 1; NaN where one of the two does not vary
        - low, high: its interval by Fisher's z [1]_; NaN with fewer than 15 people
        - n: people who gave both
        - sentence: the row, said aloud, with what it does not prove

    Raises
    ------
    InputError
        If a person comes twice, a score is no number, or the level makes no sense.

    References
    ----------
    .. [1] Fisher (1921), On the "probable error" of a coefficient of correlation deduced from a
       small sample, *Metron* 1, 3–32.

    Examples
    --------
    >>> import pandas as pd
    >>> people = ["ann", "ben", "cat", "dan"]
    >>> scores = pd.DataFrame({"invoice": [1, 2, 4, 5], "call": [4, 4, 4, 4]}, index=people)
    >>> overall = pd.Series([2, 3, 3, 5], index=people)
    >>> derived_importance(scores, overall)[["touchpoint", "importance", "n"]].round(2)
      touchpoint  importance  n
    0    invoice        0.87  4
    1       call         NaN  4
    """
    if not 0 < level < 1:
        raise InputError(f"The level lies between 0 and 1; found {level}. 0.95 is usual.")
    for people, what in ((scores.index, "scores"), (outcome.index, "outcome")):
        if not people.is_unique:
            again = people[people.duplicated()][0]
            raise InputError(
                f"Each person has one row; {again!r} comes twice in the {what}. Keep one."
            )
    if not scores.columns.is_unique:
        again = scores.columns[scores.columns.duplicated()][0]
        raise InputError(f"Each touchpoint has one column; {again!r} has several. Keep one.")
    both = scores.index.intersection(outcome.index, sort=False)
    overall = _floats(outcome.loc[both], "outcome")
    rows = [_derived(scores.loc[both, name], overall, level) for name in scores]
    result = pd.DataFrame(rows, columns=["touchpoint", "importance", "low", "high", "n"])
    kinds = {"touchpoint": "str", "importance": float, "low": float, "high": float, "n": "int64"}
    result = result.astype(kinds)
    said = [_went_with(row) for row in result.to_dict("records")]
    return result.assign(sentence=pd.Series(said, dtype="str"))


def _check_one_source(importances: pd.DataFrame) -> None:
    for name, what in (("group", "groups are never pooled"), ("measure", "only one is importance")):
        found = importances[name].dropna().unique() if name in importances else ()
        if len(found) > 1:
            some = ", ".join(map(str, found))
            raise InputError(f"The importances mix {name}s ({some}), and {what}. Choose one first.")


def _floats(column: pd.Series, what: str) -> np.ndarray:
    found, wrong = numbers(column)
    wrong |= np.isinf(found)
    if wrong.any():
        at = places(column, wrong)
        raise InputError(
            f"A {what} is a number or missing; found {at} ({column.name}). Correct it."
        )
    return found


def _or_one(frame: pd.DataFrame, name: str) -> np.ndarray:
    if name not in frame:
        return np.ones(len(frame))
    found = _floats(frame[name], name)
    if (found < 0).any():
        at = places(frame[name], found < 0)
        raise InputError(f"A {name} is 0 or more; found {at}. Correct it.")
    return np.where(np.isnan(found), 1.0, found)


def _ends(score: np.ndarray, scale: tuple[float, float] | None) -> tuple[float, float]:
    said = score[~np.isnan(score)]
    if scale is None:
        return (np.floor(said.min()), np.ceil(said.max())) if said.size else (np.nan, np.nan)
    least, greatest = scale
    off = said[(said < least) | (said > greatest)]
    if off.size:
        ends = f"{least:g} to {greatest:g}"
        raise InputError(f"The scale is {ends}; found a score of {off[0]:g}. Correct one of them.")
    return least, greatest


def _sums(
    touchpoint: pd.Series, score: np.ndarray, answers: Mapping[str, np.ndarray], *, shared: bool
) -> pd.DataFrame:
    place, names = pd.factorize(touchpoint, sort=True)
    given = (place >= 0) & ~np.isnan(score)
    place, score, n = place[given], score[given], answers["n"][given]
    weight = n * answers["weight"][given]
    total = np.bincount(place, weight * score, minlength=len(names))
    with np.errstate(invalid="ignore"):
        mean = total / np.bincount(place, weight, minlength=len(names))
        part = total / total.sum() if shared else np.full(len(names), np.nan)
    return pd.DataFrame(
        {
            "touchpoint": pd.Series(np.asarray(names, dtype=object)).astype("str"),
            "n": np.bincount(place, n, minlength=len(names)).astype(np.int64),
            "importance": mean,
            "share": part,
        }
    )


def _warning(importance: pd.Series, ends: tuple[float, float]) -> str:
    warning = " Asked on a scale everything is important; dots or points tell more."
    said = importance.dropna()
    if len(said) < 2 or missing(ends[0]):
        return warning
    span = said.max() - said.min()
    if span >= _NARROW * (ends[1] - ends[0]):
        return warning
    scale = f"a scale of {ends[0]:g} to {ends[1]:g}"
    narrow = f" All {len(said)} touchpoints lie within {number(span)} on {scale}"
    return f"{warning}{narrow}: their order says little."


def _stated(row: Mapping[str, Any], kind: str) -> str:
    if not row["n"]:
        return f"Nobody said how important {row['touchpoint']} is."
    heard = count(row["n"], "answer")
    if kind == "scale":
        return f"The importance of {row['touchpoint']} is {number(row['importance'])} ({heard})."
    if missing(row["share"]):
        return f"No {kind} were given away, to {row['touchpoint']} or any other ({heard})."
    mean = f"{number(row['importance'])} on average"
    return f"{row['touchpoint']} got {share(row['share'])} of all {kind}: {mean} ({heard})."


def _derived(column: pd.Series, overall: np.ndarray, level: float) -> tuple[Any, ...]:
    score = _floats(column, "score")
    both = ~np.isnan(score) & ~np.isnan(overall)
    n = int(both.sum())
    r = _correlation(score[both], overall[both]) if n > 1 else np.nan
    low = high = np.nan
    if n >= FEW and not np.isnan(r):
        half = NormalDist().inv_cdf((1 + level) / 2) / np.sqrt(n - 3)
        with np.errstate(divide="ignore"):
            low, high = np.tanh(np.arctanh(r) + np.array([-half, half]))
    return column.name, r, low, high, n


def _correlation(x: np.ndarray, y: np.ndarray) -> float:
    if x.min() == x.max() or y.min() == y.max():
        return np.nan
    x, y = x - x.mean(), y - y.mean()
    return float(np.clip(x @ y / np.sqrt((x @ x) * (y @ y)), -1, 1))


def _went_with(row: Mapping[str, Any]) -> str:
    name, r, n = row["touchpoint"], row["importance"], row["n"]
    people = count(n, "person")
    if missing(r):
        why = (
            "too few people gave both scores"
            if n < 2
            else "its scores or the overall ones are all equal"
        )
        return f"Nothing can be derived about {name}: {why} ({people})."
    few = f" {few_answers(n)}" if n < FEW else ""
    return (
        f"{_together(row)} among {people}. No proof of a cause: touchpoints that vary together "
        f"share it, and what all find equally good shows none.{few}"
    )


def _together(row: Mapping[str, Any]) -> str:
    r, low, high = row["importance"], row["low"], row["high"]
    likely = "" if missing(low) else f", likely {number(low, 2)} to {number(high, 2)}"
    found = f"(correlation {number(r, 2)}{likely})"
    if abs(r) < 0.1 or (not missing(low) and low < 0 < high):
        return f"{row['touchpoint']} does not clearly go with the overall judgement {found}"
    way = "better" if r > 0 else "worse"
    return f"The better {row['touchpoint']} is scored, the {way} the overall judgement {found}"
