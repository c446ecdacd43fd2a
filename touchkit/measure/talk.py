"""Where to talk first: the touchpoints at which people see different things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchkit.measure.rows import need_columns
from touchkit.measure.saying import called, capital, hint, missing, number, plural

_COLUMNS = [
    "touchpoint", "order", "between_departments", "highest", "lowest",
    "inside_outside", "beyond", "reason", "sentence",
]  # fmt: skip
_SIDES = ["touchpoint", "team", "customer", "customer_low", "n_customer", "difference", "beyond"]
_MARKS = ["touchpoint", "department", "own", "mean"]


def talk_first(
    inside_outside: pd.DataFrame,
    departments: pd.DataFrame,
    *,
    own_marks: bool = False,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Put the touchpoints in the order in which they are worth talking about.

    Two differences are looked at, both in points of the scale: between the departments, and
    between the team and customers. The one between team and customers counts only where it is
    beyond noise; where too few customers answered to tell, it counts and its sentence calls it a
    hint. Touchpoints are ordered by the greater of the two that counts, equal ones by the lesser,
    then by id. Nothing is added up, for points apart inside and points apart from customers are
    two conversations. The frames are left as they are.

    Parameters
    ----------
    inside_outside : pandas.DataFrame
        As `inside_outside` returns it.
    departments : pandas.DataFrame
        As `departments` returns it for received.
    own_marks : bool
        Whether a department's marks for its own touchpoint count like any other's.
    names : mapping of str to str, optional
        What the sentences call a touchpoint or a department, by its id.
    customer_word : str
        What the sentences call a customer.

    Returns
    -------
    pandas.DataFrame
        One row for each touchpoint with a difference to look at, sorted by order; RangeIndex.

        - touchpoint
        - order: 1 is first
        - between_departments: highest less lowest mean of a department that is shown. Without
          `own_marks` an owner's is left out where two others remain; the sentence then adds it
          where it lies outside what the others give. NaN where fewer than two are shown
        - highest, lowest: these departments, by id
        - inside_outside: the size of the difference between team and customers
        - beyond: whether it is beyond noise
        - reason: "departments" or "customers", whichever difference is the greater; "both" where
          the lesser that counts is at least half of it; missing where neither counts
        - sentence: what to say to open the talk

    Raises
    ------
    InputError
        If a column is not there.

    Examples
    --------
    >>> sides = pd.DataFrame(
    ...     {"touchpoint": ["invoice"], "team": [4.2], "customer": [2.9], "customer_low": [2.7],
    ...      "n_customer": [103], "difference": [1.3], "beyond": [True]}
    ... )
    >>> marks = pd.DataFrame(
    ...     {"touchpoint": "invoice", "department": ["sales", "service"], "own": False,
    ...      "mean": [4.0, 4.3]}
    ... )
    >>> print(talk_first(sides, marks, names={"invoice": "Invoice"})["sentence"].item())
    Start with Invoice: the team says 4.2, customers say 2.9.
    """  # fmt: skip
    need_columns(inside_outside, _SIDES, "numbers inside and outside")
    need_columns(departments, _MARKS, "departments' numbers")
    between = _between(departments[_MARKS], own_marks=own_marks)
    frame = inside_outside[_SIDES].merge(between, on="touchpoint", how="outer", sort=True)
    frame["beyond"] = frame["beyond"].eq(other=True)
    frame["inside_outside"] = frame["difference"].abs()
    frame = frame.dropna(subset=["between_departments", "inside_outside"], how="all")
    frame = _ordered(frame)
    said = [_said(row, names, plural(customer_word)) for row in frame.to_dict("records")]
    frame["sentence"] = pd.Series(said, index=frame.index)
    text = ["touchpoint", "highest", "lowest", "reason", "sentence"]
    kinds = dict.fromkeys(text, "str") | {"order": "int64", "beyond": "bool"}
    return frame[_COLUMNS].astype(kinds)


def _between(marks: pd.DataFrame, *, own_marks: bool) -> pd.DataFrame:
    shown, rows = marks[marks["mean"].notna()], []
    for touchpoint, some in shown.groupby("touchpoint", sort=True):
        others = some if own_marks or (~some["own"]).sum() < 2 else some[~some["own"]]
        ranked = others.sort_values("mean").to_dict("records")
        if len(ranked) > 1:
            row = {"touchpoint": touchpoint} | _ends(ranked[-1], ranked[0])
            aside = some[some["own"] & ~some["department"].isin(others["department"])]
            beside = aside[(aside["mean"] > row["high"]) | (aside["mean"] < row["low"])]
            rows.append(row | _owner(beside))
    columns = ["between_departments", "highest", "lowest", "high", "low", "owner", "own"]
    frame = pd.DataFrame(rows, columns=pd.Index(["touchpoint", *columns], dtype="str"))
    numbers = dict.fromkeys(("between_departments", "high", "low", "own"), "float64")
    words = dict.fromkeys(("touchpoint", "highest", "lowest", "owner"), "str")
    return frame.astype(numbers | words)


def _ends(high: Mapping[str, Any], low: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "between_departments": high["mean"] - low["mean"],
        "highest": high["department"], "lowest": low["department"],
        "high": high["mean"], "low": low["mean"],
    }  # fmt: skip


def _owner(aside: pd.DataFrame) -> dict[str, Any]:
    if aside.empty:
        return {"owner": None, "own": np.nan}
    return {"owner": aside["department"].iloc[0], "own": aside["mean"].iloc[0]}


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in order, with the differences that count and the reason."""
    inside = frame["between_departments"].fillna(0.0)
    # Without an interval there is no telling noise from news: it counts, and is called a hint.
    counts = frame["beyond"] | frame["customer_low"].isna()
    outside = frame["inside_outside"].where(counts).fillna(0.0)
    greater, lesser = np.maximum(inside, outside).round(9), np.minimum(inside, outside).round(9)
    reason = np.where(outside > inside, "customers", "departments").astype(object)
    reason[lesser >= greater / 2] = "both"
    reason[greater == 0] = None
    frame = frame.assign(greater=greater, lesser=lesser, reason=reason)
    frame = frame.sort_values(
        ["greater", "lesser", "touchpoint"], ascending=[False, False, True], kind="stable"
    ).reset_index(drop=True)
    return frame.assign(order=np.arange(1, len(frame) + 1))


def _said(row: Mapping[str, Any], names: Mapping[str, str] | None, customers: str) -> str:
    where = called(names, row["touchpoint"])
    if missing(row["reason"]):
        return f"{where}: no difference here is beyond chance."
    parts = []
    if row["reason"] in ("departments", "both"):
        parts.append(_inside(row, names))
    if row["reason"] in ("customers", "both"):
        parts.append(
            f"the team says {number(row['team'])}, {customers} say {number(row['customer'])}"
        )
    start = "Start with" if row["order"] == 1 else "Then"
    few = row["reason"] != "departments" and missing(row["customer_low"])
    more = f" {hint(int(row['n_customer']))}" if few else ""
    return f"{start} {where}: {'; '.join(parts)}.{more}"


def _inside(row: Mapping[str, Any], names: Mapping[str, str] | None) -> str:
    high, low = capital(called(names, row["highest"])), called(names, row["lowest"])
    said = f"{high} gives {number(row['high'])}, {low} {number(row['low'])}"
    if missing(row["owner"]):
        return said
    return f"{said}, and {called(names, row['owner'])}, whose it is, {number(row['own'])}"
