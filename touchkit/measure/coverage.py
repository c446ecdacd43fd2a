"""How much of what is written down has been checked, stage by stage or department by department."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchkit.measure.rows import need_columns, one_of
from touchkit.measure.saying import called, count, missing, share

_KINDS = ("assumed", "observed", "measured")
_NOWHERE = {"stage": "In no stage", "department": "With nobody’s touchpoints"}


def evidence(
    notes: pd.DataFrame,
    touchpoints: pd.DataFrame,
    *,
    by: str = "stage",
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Count what is assumed, observed and measured, and where nothing is noted at all.

    A note belongs to the stage, or the department that owns, its touchpoint; a note about a
    stage alone belongs to that stage and to no department. Retired touchpoints and their notes
    do not count. The frames are left as they are.

    Parameters
    ----------
    notes : pandas.DataFrame
        As in `touchkit.model`: touchpoint, stage, evidence. What is blank counts as assumed.
    touchpoints : pandas.DataFrame
        As in `touchkit.model`: id, status, and what `by` names.
    by : {"stage", "department"}
        What to count by.
    names : mapping of str to str, optional
        What the sentences call a stage or a department, by its id.

    Returns
    -------
    pandas.DataFrame
        One row for each stage or department that has touchpoints or notes, in the order in which
        the touchpoints name them, then those only notes name; last, with a missing id, what
        belongs to none. RangeIndex.

        - stage or department
        - touchpoints: how many exist or are planned there
        - without: how many of them have no note
        - n: notes
        - assumed, observed, measured: how many of them are
        - checked: share observed or measured, 0 to 1; NaN where n is 0
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column is not there, or `by` is neither.

    Examples
    --------
    >>> touchpoints = pd.DataFrame({"id": ["invoice", "phone"], "stage": "buy"})
    >>> notes = pd.DataFrame(
    ...     {"touchpoint": ["invoice"] * 4, "evidence": ["assumed"] * 3 + ["measured"]}
    ... )
    >>> print(evidence(notes, touchpoints, names={"buy": "Buy"})["sentence"].item())
    Buy: 1 of 4 notes is observed or measured (25 %), the rest is assumed. 1 of 2 touchpoints has
    no note.
    """
    one_of(by, tuple(_NOWHERE), "way to count by")
    need_columns(touchpoints, ["id", by], "touchpoints")
    there = _there(touchpoints)
    noted = _placed(notes, touchpoints, there, by)
    silent = ~there["id"].isin(noted["touchpoint"])
    counted = pd.DataFrame(
        {
            "touchpoints": _sizes(there[by]),
            "without": _sizes(there.loc[silent, by]),
            "n": _sizes(noted[by]),
            **{kind: _sizes(noted.loc[noted["evidence"] == kind, by]) for kind in _KINDS},
        },
        index=_places(there[by], noted[by]),
    )
    frame = counted.fillna(0).astype("int64").rename_axis(by).reset_index()
    frame["checked"] = (frame["observed"] + frame["measured"]) / frame["n"].replace(0, np.nan)
    frame[by] = frame[by].astype("str").where(frame[by].notna())
    said = [_said(row, by, names) for row in frame.to_dict("records")]
    frame["sentence"] = pd.Series(said, index=frame.index, dtype="str")
    return frame.astype({by: "str", "checked": "float64"})


def _there(touchpoints: pd.DataFrame) -> pd.DataFrame:
    if "status" not in touchpoints:
        return touchpoints
    return touchpoints[touchpoints["status"] != "retired"]


def _placed(
    notes: pd.DataFrame, touchpoints: pd.DataFrame, there: pd.DataFrame, by: str
) -> pd.DataFrame:
    """Return the notes that count: touchpoint, evidence, and where they belong."""
    blank = pd.Series(np.nan, index=notes.index, dtype="str")
    about, stage = notes.get("touchpoint", blank), notes.get("stage", blank)
    where = about.map(dict(zip(touchpoints["id"], touchpoints[by], strict=True)))
    if by == "stage":
        where = where.where(about.notna(), stage)
    how = notes.get("evidence", blank).fillna("assumed")
    retired = set(touchpoints["id"]) - set(there["id"])
    frame = pd.DataFrame({"touchpoint": about, by: where.astype("object"), "evidence": how})
    return frame[~frame["touchpoint"].isin(retired)]


def _sizes(places: pd.Series) -> pd.Series:
    sizes = places.astype("object").value_counts(dropna=False)
    sizes.index = pd.Index([None if missing(one) else one for one in sizes.index], dtype="object")
    return sizes


def _places(*parts: pd.Series) -> pd.Index:
    met = pd.concat([part.astype("object") for part in parts])
    named = list(dict.fromkeys(met.dropna()))
    return pd.Index(named + [None] * bool(met.isna().any()), dtype="object")


def _said(row: Mapping[str, Any], by: str, names: Mapping[str, str] | None) -> str:
    where = _NOWHERE[by] if missing(row[by]) else called(names, row[by])
    n, silent = row["n"], row["without"]
    all_told = f" {silent} of {count(row['touchpoints'], 'touchpoint')} {_has(silent)} no note."
    rest = all_told if silent else ""
    if n == 0:
        return f"{where}: nothing is noted yet.{rest}"
    known = row["observed"] + row["measured"]
    if known in (0, n):
        what = "assumed" if known == 0 else "observed or measured"
        every = f"the only note is {what}" if n == 1 else f"all {n} notes are {what}"
        return f"{where}: {every}.{rest}"
    is_are = "is" if known == 1 else "are"
    part = share(row["checked"])
    return f"{where}: {known} of {n} notes {is_are} observed or measured ({part}), the rest is assumed.{rest}"


def _has(how_many: int) -> str:
    return "has" if how_many == 1 else "have"
