"""Bad contacts one person met, counted person by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import GROUPS, counted_rows, least_size
from touchkit.measure.saying import FEW, count, number, plural, share
from touchkit.measure.zone import gaps

_SHARES = ["share", "share_or_more", "share_or_more_low", "share_or_more_high"]


def strikes(
    scores: pd.DataFrame,
    *,
    minimum: float | Mapping[str, float] | None = None,
    limit: int = 3,
    group: str = "customer",
    wave: int | None = None,
    level: float = 0.95,
    smallest_group: int | Mapping[str, int] | None = None,
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Count how many bad contacts each person met, and how many people met so many.

    A strike is a touchpoint, of any department, at which somebody's `received` lies strictly
    below the minimum. Counted are answers with a respondent at touchpoints with a minimum, in the
    group's latest wave, the last round; who answered for several personas can be struck once at
    a touchpoint. Who scored few touchpoints may have met more strikes than are known: the
    shares are the least they can be. The frame is left as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; group, touchpoint, measure and score must be there.
    minimum : float or mapping of touchpoint to float, optional
        What is still acceptable. Left out: the scores' own minimum, touchpoint by touchpoint, as
        `gaps` takes it; with `wave`, that of another wave where this one has none.
    limit : int
        From so many strikes on people are as good as gone, by the rule of thumb; it changes the
        sentence, not the count.
    group : {"customer", "outsider", "team"}
        Whose answers.
    wave : int, optional
        Only this wave.
    level : float
        The part of samples whose interval holds the true share.
    smallest_group : int or mapping of group to int, optional
        Shares of fewer people than that stay hidden.
    customer_word : str
        What the sentences call a customer.

    Returns
    -------
    pandas.DataFrame
        One row for each number of strikes from 0 to the most met, and to `limit` at least; never
        one a person. Where nothing can be counted, or all is hidden, a single row whose sentence
        says why, with strikes and shares missing.

        - strikes: Int64
        - people: how many met exactly so many (in the single row: how many could be counted)
        - share: of all that could be counted, 0 to 1
        - share_or_more: who met so many or more
        - share_or_more_low, share_or_more_high: its Wilson interval [1]_; NaN with fewer than
          15 people and for a team, which is not a sample
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column or a group is not there, or a number makes no sense.

    References
    ----------
    .. [1] Wilson (1927), *J. of the American Statistical Association* 22, 209–212.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "respondent": ["ann", "ann", "ben", "ben"],
    ...         "group": "customer",
    ...         "touchpoint": ["invoice", "delivery", "invoice", "delivery"],
    ...         "measure": "received",
    ...         "score": [1, 2, 4, 2],
    ...     }
    ... )
    >>> print(strikes(scores, minimum=3, limit=2)[["strikes", "people", "share_or_more"]])
       strikes  people  share_or_more
    0        0       0            1.0
    1        1       1            1.0
    2        2       1            0.5
    """
    _check(limit, level)
    rows = counted_rows(scores, group=group, measure="received", wave=wave, by=())
    least = least_size(smallest_group, group)
    told = _Told(plural(customer_word) if group == "customer" else f"{group}s", limit)
    if group == "team":
        told = _Told("of the team", limit)
    named = rows[rows["respondent"].notna()]
    known = named.assign(minimum=_minima(named, scores, minimum, wave, smallest_group))
    known = known[known["minimum"].notna()]
    people = int(known["respondent"].nunique())
    if people == 0 or people < least:
        return _nothing(people, told.why_not(rows, _anybodys(scores), people, least))
    # As in `gaps`: a mean of minima must not put an answer below itself by a rounding error.
    short = known["score"] < known["minimum"] - 1e-9
    struck = short.groupby([known["respondent"], known["touchpoint"]], observed=True).any()
    met = struck.groupby(level=0, observed=True).sum().to_numpy(dtype=int)
    frame = _shares(np.bincount(met, minlength=limit + 1))
    if people >= FEW and group != "team":
        low, high = _wilson(frame["share_or_more"].to_numpy(), people, level)
        frame["share_or_more_low"], frame["share_or_more_high"] = low, high
        # Everybody has met none or more: that is no finding, and sure.
        frame.loc[0, ["share_or_more_low", "share_or_more_high"]] = 1.0
    frame["sentence"] = pd.Series(told.rows(frame, people), dtype="str")
    return frame


def _anybodys(scores: pd.DataFrame) -> pd.DataFrame:
    """Return what was received, whoever said so."""
    return pd.concat(
        counted_rows(scores, group=group, measure="received", by=()) for group in GROUPS
    )


def _check(limit: int, level: float) -> None:
    if limit < 1:
        raise InputError(f"The limit is {limit}. Give 1 strike or more, such as 3.")
    if not 0 < level < 1:
        raise InputError(f"The level is {level}. Give a part between 0 and 1, such as 0.95.")


def _minima(
    rows: pd.DataFrame,
    scores: pd.DataFrame,
    minimum: float | Mapping[str, float] | None,
    wave: int | None,
    smallest_group: int | Mapping[str, int] | None,
) -> pd.Series:
    if minimum is None:
        # What was agreed in one wave holds in the others, until another minimum is agreed.
        asked = scores[scores["measure"] == "minimum"]
        waves = [None] if wave is None else [None, wave]
        minimum = {}
        for one in waves:
            found = gaps(asked, by="touchpoint", wave=one, draws=1, smallest_group=smallest_group)
            known = found.dropna(subset="minimum")
            minimum |= dict(zip(known["touchpoint"], known["minimum"], strict=True))
    if isinstance(minimum, Mapping):
        return rows["touchpoint"].map(dict(minimum)).astype("float64")
    return pd.Series(float(minimum), index=rows.index)


def _shares(people: np.ndarray) -> pd.DataFrame:
    total = people.sum()
    frame = pd.DataFrame({"strikes": np.arange(len(people)), "people": people})
    frame["share"] = frame["people"] / total
    frame["share_or_more"] = people[::-1].cumsum()[::-1] / total
    frame["share_or_more_low"] = frame["share_or_more_high"] = np.nan
    return frame.astype({"strikes": "Int64", "people": "int64"})


def _wilson(part: np.ndarray, n: int, level: float) -> tuple[np.ndarray, np.ndarray]:
    z = NormalDist().inv_cdf((1 + level) / 2)
    middle = part + z**2 / (2 * n)
    half = z * np.sqrt(part * (1 - part) / n + z**2 / (4 * n**2))
    low, high = (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)
    # Rounding must not push an end past the share itself.
    return np.minimum(low, part).clip(0), np.maximum(high, part).clip(None, 1)


def _nothing(people: int, why: str) -> pd.DataFrame:
    frame = pd.DataFrame({"strikes": [pd.NA], "people": [people]} | dict.fromkeys(_SHARES, np.nan))
    kinds = {"strikes": "Int64", "people": "int64", "sentence": "str"}
    return frame.assign(sentence=why).astype(kinds)


@dataclass(frozen=True)
class _Told:
    """Says rows aloud: who, and how many strikes are too many."""

    who: str
    limit: int

    def why_not(self, rows: pd.DataFrame, all_rows: pd.DataFrame, people: int, least: int) -> str:
        if people:
            return f"Only {people} {self.who} can be counted, fewer than {least}: their strikes stay hidden."
        if all_rows.empty:
            return "Nobody has scored what was received, so strikes cannot be counted."
        # Hands that were counted are answers too, though nobody's: it must not be said that nobody scored.
        there = all_rows if rows.empty else rows
        if there["respondent"].isna().all():
            return (
                "The answers do not say which are the same person’s, so strikes cannot be counted."
            )
        if rows.empty:
            nobody = (
                "Nobody of the team has" if self.who == "of the team" else f"No {self.who} have"
            )
            return f"{nobody} scored what was received, so strikes cannot be counted."
        return "No minimum is known for what was scored, so strikes cannot be counted."

    def rows(self, frame: pd.DataFrame, people: int) -> list[str]:
        few = "" if people >= FEW else f" That is only {count(people, 'person')}: a hint, no more."
        return [f"{self._row(row, people)}{few}" for row in frame.to_dict("records")]

    def _row(self, row: dict[str, float], people: int) -> str:
        everybody = f"{people:,} {self.who}"
        met = int(row["strikes"])
        if met == 0:
            return f"{int(row['people']):,} of {everybody} met no contact below the minimum."
        more = round(row["share_or_more"] * people)
        said = f"{more:,} of {everybody} ({share(row['share_or_more'])}) met {met} or more"
        said += f" contacts below the minimum{_likely(row)}"
        gone = ": by the rule of thumb they are as good as gone"
        return f"{said}{gone if met == self.limit and more else ''}."


def _likely(row: dict[str, float]) -> str:
    low, high = row["share_or_more_low"], row["share_or_more_high"]
    if np.isnan(low):
        return ""
    return f" (likely {number(100 * low, 0)} % to {number(100 * high, 0)} %)"
