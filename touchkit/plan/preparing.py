"""When an act has to be begun so that it is ready in time."""

from __future__ import annotations

import pandas as pd

from touchkit.errors import InputError
from touchkit.model.text import listed


def preparations(occurrences: pd.DataFrame, acts: pd.DataFrame) -> pd.DataFrame:
    """Return what has to be prepared and from when on. The frames are left as they are.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` returns it.
    acts : pandas.DataFrame
        The table of that name, for `lead_days`.

    Returns
    -------
    pandas.DataFrame
        The rows of acts with lead_days, by day of beginning: act, begin, when (datetime64),
        audience, customer, owner; RangeIndex.

    Raises
    ------
    InputError
        If a column is not there.
    """
    needed = ["act", "when", "audience", "customer", "owner"]
    lacking = [name for name in needed if name not in occurrences]
    lacking += [name for name in ("id", "lead_days") if name not in acts]
    if lacking:
        raise InputError(f"There is no column {listed(lacking)}.")
    known = acts[acts["lead_days"].fillna(0) > 0]
    lead = dict(zip(known["id"].astype("str"), known["lead_days"].astype("int64"), strict=True))
    rows = occurrences[occurrences["act"].isin(lead)][needed].copy()
    ahead = rows["act"].astype("str").map(lead).astype("int64")
    rows.insert(1, "begin", rows["when"].dt.normalize() - pd.to_timedelta(ahead, unit="D"))
    return rows.sort_values("begin", kind="stable").reset_index(drop=True)
