"""The marks inside the business: department by department, and how far they lie apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchkit.measure.rows import counted_rows, least_size, need_columns, people_in
from touchkit.measure.saying import called, capital, count, mark, missing, number, whose

_KIND = {
    "received": "",
    "desired": " as desired",
    "minimum": " as the minimum",
    "importance": " for importance",
    "emotion": " for emotion",
}
_ENDS = ["least", "low_quartile", "median", "high_quartile", "greatest", "sd"]


def departments(
    scores: pd.DataFrame,
    touchpoints: pd.DataFrame,
    *,
    measure: str = "received",
    wave: int | None = None,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the team's marks by the department of who gave them.

    Which marks count is as in `gaps`: the last round of the latest wave. Marks without a
    department are left out. A team is not a sample: there is no interval. The frames are left
    as they are.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; group, department, touchpoint, measure and score must be there.
    touchpoints : pandas.DataFrame
        For whose a touchpoint is: id and department.
    measure : {"received", "desired", "minimum", "importance", "emotion"}
        What was asked.
    wave : int, optional
        Only this wave.
    smallest_group : int or mapping of group to int, optional
        Numbers of departments with fewer people stay hidden (NaN; n is still shown). Who knows
        the mean of the whole team and of all other departments can still work a hidden one out.
    names : mapping of str to str, optional
        What the sentences call a touchpoint or a department, by its id.

    Returns
    -------
    pandas.DataFrame
        One row for each touchpoint and department that gave marks, sorted; RangeIndex.

        - touchpoint, department
        - own: whether the touchpoint is the department's own
        - n: people
        - mean, least, greatest: of their marks, on the scale asked; NaN where hidden
        - sentence: the row, said aloud; at an owner's with what the others give

    Raises
    ------
    InputError
        If a column, a group or a measure is not there.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "group": "team",
    ...         "department": ["accounting", "sales", "sales"],
    ...         "touchpoint": "invoice",
    ...         "measure": "received",
    ...         "score": [5, 3, 4],
    ...     }
    ... )
    >>> touchpoints = pd.DataFrame({"id": ["invoice"], "department": ["accounting"]})
    >>> for said in departments(scores, touchpoints)["sentence"]:
    ...     print(said)
    Accounting gives its own invoice 5.0 (1 person); the others give it 3.5.
    Sales gives invoice 3.5 (2 people, from 3 to 4).
    """
    need_columns(scores, ["department"], "scores")
    need_columns(touchpoints, ["id", "department"], "touchpoints")
    marks = counted_rows(scores, group="team", measure=measure, wave=wave)
    owner = dict(zip(touchpoints["id"], touchpoints["department"], strict=True))
    least = least_size(smallest_group, "team")
    frame = _by_department(marks, least)
    frame["own"] = frame["department"] == frame["touchpoint"].map(owner)
    frame["own"] = frame["own"].astype(bool)
    others = _of_the_others(frame, least)
    told = zip(frame.to_dict("records"), others, strict=True)
    said = [_department(row, other, least, measure, names) for row, other in told]
    frame["sentence"] = pd.Series(said, index=frame.index, dtype="str")
    return frame[["touchpoint", "department", "own", "n", "mean", "least", "greatest", "sentence"]]


def _by_department(marks: pd.DataFrame, least: int) -> pd.DataFrame:
    """Return means, ends and sums; the latter for the others' mean, of hidden rows as well."""
    marks = marks[marks["department"].notna()]
    weight = marks["weight"] * marks["n"]
    marks = marks.assign(weight=weight, total=weight * marks["score"])
    keys = ["touchpoint", "department"]
    groups = marks.groupby(keys, sort=True, observed=True)
    frame = groups.agg(
        weight=("weight", "sum"), total=("total", "sum"),
        least=("score", "min"), greatest=("score", "max"),
    ).reset_index()  # fmt: skip
    people = [people_in(some) for _, some in groups]
    frame["n"] = pd.Series(people, index=frame.index, dtype="int64")
    frame["mean"] = frame["total"] / frame["weight"]
    shown = ["mean", "least", "greatest"]
    frame[shown] = frame[shown].astype("float64").where(frame["n"] >= least, axis=0)
    return frame.astype(dict.fromkeys(keys, "str"))


def _of_the_others(frame: pd.DataFrame, least: int) -> pd.Series:
    """Return what all other departments together give; NaN where they or the row are hidden."""
    sums = frame[["total", "weight", "n"]]
    others = sums.groupby(frame["touchpoint"]).transform("sum") - sums
    shown = frame["mean"].notna() & (others["n"] >= max(least, 1))
    return (others["total"] / others["weight"].where(shown)).astype("float64")


def _department(
    row: Mapping[str, Any],
    others: float,
    least: int,
    measure: str,
    names: Mapping[str, str] | None,
) -> str:
    who, where = capital(called(names, row["department"])), called(names, row["touchpoint"])
    if missing(row["mean"]):
        few = count(row["n"], "person")
        return f"{who} marked {where} with {few}, fewer than {least}: the marks stay hidden."
    low, high = mark(row["least"]), mark(row["greatest"])
    ends = "" if row["n"] == 1 else f", all {low}" if low == high else f", from {low} to {high}"
    own = "its own " if row["own"] else ""
    what = f"{number(row['mean'])}{_KIND[measure]} ({count(row['n'], 'person')}{ends})"
    rest = f"; the others give it {number(others)}" if own and not missing(others) else ""
    return f"{who} gives {own}{where} {what}{rest}."


def spread(
    scores: pd.DataFrame,
    *,
    measure: str = "received",
    group: str = "team",
    wave: int | None = None,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Say how far the single marks at a touchpoint lie apart, and who is apart.

    One group's marks only; which count is as in `gaps`. Each mark counts alike, survey weights
    are not used. The frame is left as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; group, touchpoint, measure and score must be there.
    measure : {"received", "desired", "minimum", "importance", "emotion"}
        What was asked.
    group : {"team", "customer", "outsider"}
        Whose marks.
    wave : int, optional
        Only this wave.
    smallest_group : int or mapping of group to int, optional
        Touchpoints that fewer people of the group marked stay hidden (NaN; n is still shown),
        and departments with fewer people are not named.
    names : mapping of str to str, optional
        What the sentences call a touchpoint or a department, by its id.
    customer_word : str
        What the sentences call a customer.

    Returns
    -------
    pandas.DataFrame
        One row for each touchpoint the group marked, sorted; RangeIndex.

        - touchpoint
        - n: marks
        - least, low_quartile, median, high_quartile, greatest: of the marks, on the scale asked;
          quartiles lie between two marks where need be (linear, as numpy's)
        - sd: standard deviation (dividing by n − 1), in points; NaN for a single mark
        - sentence: the row, said aloud. Of the team's marks it names the departments with the
          highest and the lowest mean where these are at least a quarter apart of what all the
          group's marks on this measure span, a point on a scale from 1 to 5

    Raises
    ------
    InputError
        If a column, a group or a measure is not there.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {"group": "team", "touchpoint": "invoice", "measure": "received", "score": [2, 4, 4, 5]}
    ... )
    >>> print(spread(scores)["sentence"].item())
    At invoice the 4 marks of the team run from 2 to 5, the middle half of them from 3.5 to 4.3.
    """
    marks = counted_rows(scores, group=group, measure=measure, wave=wave)
    least = least_size(smallest_group, group)
    span = (marks["score"].max() - marks["score"].min()) / 4
    extremes = _extremes(_by_department(marks, least), span) if group == "team" else {}
    who = whose(group, customer_word)
    rows = []
    for touchpoint, some in marks.groupby("touchpoint", sort=True, observed=True):
        shown = people_in(some) >= least
        row = {"touchpoint": touchpoint, "n": int(some["n"].sum())} | _ends(some, shown=shown)
        said = f"At {called(names, touchpoint)} {_apart(row, who, least)}"
        apart = extremes.get(touchpoint) if shown else None
        rows.append(row | {"sentence": said + (_far_apart(*apart, names) if apart else "")})
    kinds = {"touchpoint": "str", "n": "int64", **dict.fromkeys(_ENDS, "float64")}
    frame = pd.DataFrame(rows, columns=pd.Index([*kinds, "sentence"], dtype="str"))
    return frame.astype({**kinds, "sentence": "str"})


def _ends(marks: pd.DataFrame, *, shown: bool) -> dict[str, float]:
    if not shown:
        return dict.fromkeys(_ENDS, np.nan)
    marks = marks.sort_values("score")
    score, upto = marks["score"].to_numpy(), marks["n"].cumsum().to_numpy()
    n = int(upto[-1])
    at = np.array([0, 0.25, 0.5, 0.75, 1]) * (n - 1)
    # The mark at place k is the first whose running count exceeds k; no row is ever repeated.
    below, above = (
        score[np.searchsorted(upto, end(at), side="right")] for end in (np.floor, np.ceil)
    )
    ends = below + (above - below) * (at - np.floor(at))
    mean = float((marks["score"] * marks["n"]).sum()) / n
    squares = float((marks["n"] * (marks["score"] - mean) ** 2).sum())
    sd = (squares / (n - 1)) ** 0.5 if n > 1 else np.nan
    return dict(zip(_ENDS, [*map(float, ends), sd], strict=True))


def _extremes(frame: pd.DataFrame, least: float) -> dict[str, tuple[Any, Any]]:
    found = {}
    for touchpoint, rows in frame.dropna(subset="mean").groupby("touchpoint"):
        ranked = rows.sort_values("mean").to_dict("records")
        highest, lowest = ranked[-1], ranked[0]
        if len(ranked) > 1 and 0 < least <= highest["mean"] - lowest["mean"] + 1e-9:
            found[str(touchpoint)] = (highest, lowest)
    return found


def _apart(row: Mapping[str, Any], who: str, least: int) -> str:
    n = count(row["n"], "mark")
    if missing(row["least"]):
        return f"fewer than {least} people gave marks, which stay hidden."
    low, high = mark(row["least"]), mark(row["greatest"])
    if row["n"] == 1:
        return f"there is a single mark of {who}, {low}."
    if low == high:
        return f"all {n} of {who} are {low}."
    middle = mark(row["low_quartile"]), mark(row["high_quartile"])
    inside = f"at {middle[0]}" if middle[0] == middle[1] else f"from {middle[0]} to {middle[1]}"
    return f"the {n} of {who} run from {low} to {high}, the middle half of them {inside}."


def _far_apart(
    highest: Mapping[str, Any], lowest: Mapping[str, Any], names: Mapping[str, str] | None
) -> str:
    high, low = (called(names, row["department"]) for row in (highest, lowest))
    return f" {capital(high)} gives {number(highest['mean'])}, {low} {number(lowest['mean'])}."
