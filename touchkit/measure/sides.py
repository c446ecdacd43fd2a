"""Inside and outside: what the team believes customers get, beside what customers say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from touchkit.measure.rows import counted_rows, least_size
from touchkit.measure.saying import called, count, hint, mark, missing, number, plural
from touchkit.measure.zone import gaps

_COLUMNS = [
    "touchpoint", "n_team", "n_customer", "team", "team_least", "team_greatest",
    "customer", "customer_low", "customer_high",
    "difference", "difference_low", "difference_high", "beyond", "sentence",
]  # fmt: skip


@dataclass(kw_only=True)
class CustomersSide:
    """What customers say, kept from one look to the next while their answers are the same.

    Counting a hand of the team changes nothing on this side, and working it out takes as long as
    the team's own.

    Attributes
    ----------
    side : pandas.DataFrame or None
        As it was worked out last; None: not yet.
    """

    side: pd.DataFrame | None = None
    _rows: pd.DataFrame | None = None
    _asked: Mapping[str, Any] | None = None

    def of(self, scores: pd.DataFrame, asked: Mapping[str, Any]) -> pd.DataFrame:
        """Return the customers' side, worked out again only where something it hangs on changed."""
        rows = _behind_customers(scores, asked).reset_index(drop=True)
        known = self._rows is not None and self._asked == asked and rows.equals(self._rows)
        if self.side is None or not known:
            self.side = _customers(scores, asked)
            self._rows, self._asked = rows, dict(asked)
        return self.side


def inside_outside(
    scores: pd.DataFrame,
    *,
    wave: int | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
    scale: tuple[float, float] | None = None,
    kept: CustomersSide | None = None,
) -> pd.DataFrame:
    """Set what the team believes customers get against what customers say they got.

    The groups are never pooled and each has its own numbers; which answers count is as in
    `gaps`. A team is not a sample: its mean is taken as it stands, and the interval of the
    difference is the customers' alone. The frame is left as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; group, touchpoint, measure and score must be there.
    wave : int, optional
        Only this wave. Left out: the latest each group has at a touchpoint.
    level : float
        The part of the posterior draws inside an interval.
    draws, seed : int
        How many draws, and where the random numbers start.
    smallest_group : int or mapping of group to int, optional
        Numbers from fewer people of the group stay hidden (NaN; n is still shown).
    names : mapping of str to str, optional
        What the sentences call a touchpoint, by its id.
    customer_word : str
        What the sentences call a customer.
    scale : (low, high), optional
        The ends of the scale asked on; see `gaps`.
    kept : CustomersSide, optional
        Keeps the customers' side from one call to the next; what is returned is the same.

    Returns
    -------
    pandas.DataFrame
        One row for each touchpoint that either group scored, sorted; RangeIndex; NaN where
        something cannot be said.

        - touchpoint
        - n_team, n_customer: answers, unweighted
        - team: mean of the team's `received`, on the client's scale, higher is better
        - team_least, team_greatest: its least and its greatest single mark
        - customer, customer_low, customer_high: the customers' mean and its interval
        - difference: team − customer, in points of the scale; positive: the team thinks better
          of it than customers do
        - difference_low, difference_high: its interval, the team's mean being fixed
        - beyond: whether that interval leaves out 0; False where there is no interval
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column or a group is not there, or a number makes no sense.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "group": ["team", "team", "customer", "customer"],
    ...         "touchpoint": "invoice",
    ...         "measure": "received",
    ...         "score": [4, 5, 2, 3],
    ...     }
    ... )
    >>> print(inside_outside(scores)["sentence"].item())
    At invoice the team says 4.5 (2 marks, from 4 to 5), customers say 2.5: the team puts it 2.0
    points higher. That is only 2 answers: a hint, no more.
    """
    asked: dict[str, Any] = {
        "wave": wave, "level": level, "draws": draws, "seed": seed,
        "smallest_group": smallest_group, "scale": scale,
    }  # fmt: skip
    team = _side(gaps(scores, by="touchpoint", received_from="team", **asked), "team")
    customer = (kept or CustomersSide()).of(scores, asked)
    # What is kept may lack a touchpoint that only the team has scored since.
    frame = team.drop(columns=["team_low", "team_high"]).merge(
        customer, on="touchpoint", how="left"
    )
    frame["n_customer"] = frame["n_customer"].fillna(0).astype("int64")
    frame = frame[(frame["n_team"] > 0) | (frame["n_customer"] > 0)].reset_index(drop=True)
    frame = _with_difference(_with_ends(frame, scores, wave))
    said = _Said(smallest_group, names, customer_word)
    sentences = [said.row(row) for row in frame.to_dict("records")]
    frame["sentence"] = pd.Series(sentences, index=frame.index, dtype="str")
    return frame[_COLUMNS]


def _customers(scores: pd.DataFrame, asked: Mapping[str, Any]) -> pd.DataFrame:
    return _side(gaps(scores, by="touchpoint", received_from="customer", **asked), "customer")


def _behind_customers(scores: pd.DataFrame, asked: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows the customers' side hangs on.

    Those are their answers, minima, for draws count who is below, and targets beyond the scale, which
    widen it. Where the ends of the scale are not told they are guessed from all scores.
    """
    if asked["scale"] is None or not {"group", "measure"} <= set(scores):
        return scores
    theirs = (scores["group"] == "customer") & (scores["measure"] == "received")
    beyond = (scores["measure"] == "desired") & ~scores["score"].between(*asked["scale"])
    return scores[theirs | beyond | (scores["measure"] == "minimum")]


def _side(frame: pd.DataFrame, group: str) -> pd.DataFrame:
    new = {
        "n_received": f"n_{group}",
        "received": group,
        "received_low": f"{group}_low",
        "received_high": f"{group}_high",
    }
    return frame[["touchpoint", *new]].rename(columns=new)


def _with_ends(frame: pd.DataFrame, scores: pd.DataFrame, wave: int | None) -> pd.DataFrame:
    marks = counted_rows(scores, group="team", measure="received", wave=wave)
    ends = marks.groupby("touchpoint", observed=True)["score"].agg(["min", "max"])
    shown = frame["team"].notna()
    least, greatest = (frame["touchpoint"].map(ends[end]).where(shown) for end in ("min", "max"))
    return frame.assign(
        team_least=least.astype("float64"), team_greatest=greatest.astype("float64")
    )


def _with_difference(frame: pd.DataFrame) -> pd.DataFrame:
    low, high = frame["team"] - frame["customer_high"], frame["team"] - frame["customer_low"]
    return frame.assign(
        difference=frame["team"] - frame["customer"],
        difference_low=low,
        difference_high=high,
        beyond=np.asarray((low > 0) | (high < 0), dtype=bool),
    )


class _Said:
    """Says rows aloud, in the client's words."""

    def __init__(
        self,
        smallest_group: int | Mapping[str, int] | None,
        names: Mapping[str, str] | None,
        customer_word: str,
    ) -> None:
        self.limits = {group: least_size(smallest_group, group) for group in ("team", "customer")}
        self.names, self.customers = names, plural(customer_word)

    def row(self, row: Mapping[str, Any]) -> str:
        where = called(self.names, row["touchpoint"])
        said = f"At {where} {self._team(row)}, {self._customer(row)}"
        if missing(row["difference"]):
            return f"{said}: the two cannot be compared."
        said = f"{said}: {self._difference(row)}."
        return f"{said} {hint(row['n_customer'])}" if missing(row["customer_low"]) else said

    def _team(self, row: Mapping[str, Any]) -> str:
        if row["n_team"] == 0:
            return "the team has not said what it believes"
        if missing(row["team"]):
            return f"fewer than {self.limits['team']} of the team gave marks, which stay hidden"
        least, greatest = mark(row["team_least"]), mark(row["team_greatest"])
        span = f"all {least}" if least == greatest else f"from {least} to {greatest}"
        span = "" if row["n_team"] == 1 else f", {span}"
        return f"the team says {number(row['team'])} ({count(row['n_team'], 'mark')}{span})"

    def _customer(self, row: Mapping[str, Any]) -> str:
        if row["n_customer"] == 0:
            return f"{self.customers} have not been asked what they got"
        if missing(row["customer"]):
            limit = self.limits["customer"]
            return f"fewer than {limit} {self.customers} answered, which stays hidden"
        return f"{self.customers} say {number(row['customer'])}"

    def _difference(self, row: Mapping[str, Any]) -> str:
        size = abs(row["difference"])
        if number(size) == "0.0":
            return "the two agree"
        than = "higher" if row["difference"] > 0 else "lower"
        said = f"the team puts it {number(size)} points {than}"
        if missing(row["difference_low"]):
            return said
        if not row["beyond"]:
            return f"{said}, though it may be no difference at all"
        near, far = sorted((abs(row["difference_low"]), abs(row["difference_high"])))
        return f"{said} (likely {number(near)} to {number(far)})"
