"""What was promised, against what was received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import need_columns
from touchkit.measure.saying import called, capital, hint, missing, number, share, whose

_NUMBERS = ["received", "minimum", "below"]
_JUDGED = ["received_low", "received_high", "gap_low"]
_COLUMNS = [
    "touchpoint", "persona", "promise", "met", "evidence",
    "received", "n_received", "received_from", "minimum", "below", "kept", "sentence",
]  # fmt: skip
_TEXT = ("touchpoint", "persona", "promise", "met", "evidence", "received_from", "kept", "sentence")
_BY_NOTE = {"yes": "kept", "exceeded": "kept", "no": "broken"}
_MANY = 0.25  # from a quarter of the answers below the minimum on, "met" is worth a second look


def promises(
    notes: pd.DataFrame,
    gaps: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Set every promise beside what customers received where it was made.

    Whether a promise is kept is what its note says. Where the note does not say, the
    touchpoint's numbers may, and only customers' own with an interval: broken where the whole
    interval of what they received lies below the minimum, kept where it reaches what is desired,
    and in the zone of tolerance between the two it cannot be said. What the team believes
    settles nothing. The frames are left as they are.

    Parameters
    ----------
    notes : pandas.DataFrame
        As in `touchkit.model`; lane and text must be there. Promises are those of the lane
        ``promise``.
    gaps : pandas.DataFrame
        As `gaps` returns it by touchpoint.
    names : mapping of str to str, optional
        What the sentences call a touchpoint, by its id.
    customer_word : str
        What the sentences call a customer.

    Returns
    -------
    pandas.DataFrame
        One row for each promise, in the notes' order; RangeIndex.

        - touchpoint, persona: missing where the note is about a stage, or about everybody
        - promise: its text
        - met: "yes", "no", "exceeded" or "unknown", as noted
        - evidence: how we know: "assumed", "observed" or "measured"
        - received, n_received, received_from, minimum, below: as in `gaps`; n_received is 0
          where there are no answers
        - kept: "kept", "broken" or "cannot say"
        - sentence: the row, said aloud, also where note and numbers contradict each other

    Raises
    ------
    InputError
        If a column is not there, or the gaps have several rows for a touchpoint.

    Examples
    --------
    >>> notes = pd.DataFrame(
    ...     {"touchpoint": ["hold"], "lane": "promise", "text": ["We answer at once"], "met": ["no"]}
    ... )
    >>> gaps = pd.DataFrame(
    ...     {"touchpoint": ["hold"], "received": [3.4], "n_received": [79],
    ...      "received_from": ["customer"], "minimum": [3.0], "below": [0.13],
    ...      "received_low": [3.2], "received_high": [3.6], "gap_low": [-1.2]}
    ... )
    >>> print(promises(notes, gaps, names={"hold": "On hold"})["sentence"].item())
    ‘We answer at once’ (On hold) is noted as broken, which is assumed. Customers received 3.4
    there; 13 % of the answers fall below the minimum of 3.0.
    """  # fmt: skip
    need_columns(notes, ["lane", "text"], "notes")
    need_columns(gaps, ["touchpoint", "n_received", "received_from", *_NUMBERS, *_JUDGED], "gaps")
    if gaps["touchpoint"].duplicated().any():
        raise InputError("The gaps have several rows for a touchpoint. Give gaps by touchpoint.")
    frame = _promised(notes).merge(gaps.drop(columns=["sentence", "persona"], errors="ignore"),
                                   on="touchpoint", how="left")  # fmt: skip
    frame["n_received"] = frame["n_received"].fillna(0)
    records = frame.to_dict("records")
    frame["kept"] = [_BY_NOTE.get(row["met"]) or _judged(row) for row in records]
    records = frame.to_dict("records")
    frame["sentence"] = [_said(row, names, customer_word) for row in records]
    kinds = dict.fromkeys(_TEXT, "str") | dict.fromkeys(_NUMBERS, "float64")
    return frame[_COLUMNS].astype(kinds | {"n_received": "int64"})


def _promised(notes: pd.DataFrame) -> pd.DataFrame:
    made = notes[notes["lane"] == "promise"].reset_index(drop=True)
    usual = {"touchpoint": None, "persona": None, "met": "unknown", "evidence": "assumed"}
    cells = {"promise": made["text"].astype("str")}
    for name, value in usual.items():
        blank = pd.Series(value, index=made.index, dtype="str")
        cells[name] = made[name].astype("str").fillna(value or np.nan) if name in made else blank
    return pd.DataFrame(cells)


def _judged(row: Mapping[str, Any]) -> str:
    if row["received_from"] != "customer" or missing(row["received_low"]):
        return "cannot say"
    if row["received_high"] < row["minimum"]:
        return "broken"
    return "kept" if row["gap_low"] >= 0 else "cannot say"


def _said(row: Mapping[str, Any], names: Mapping[str, str] | None, customer_word: str) -> str:
    at = "" if missing(row["touchpoint"]) else f" ({called(names, row['touchpoint'])})"
    if row["met"] in _BY_NOTE:
        how = {"yes": "kept", "no": "broken", "exceeded": "more than kept"}[row["met"]]
        assumed = ", which is assumed" if row["evidence"] == "assumed" else ""
        said = f" is noted as {how}{assumed}."
    elif row["kept"] == "cannot say":
        said = ": nobody has noted whether it is kept, and no scores settle it."
    else:
        said = f" seems {row['kept']} by the touchpoint’s scores; nobody has noted whether it is."
    parts = [f"‘{row['promise']}’{at}{said}", _numbers(row, customer_word), _against(row)]
    return " ".join(part for part in parts if part)


def _numbers(row: Mapping[str, Any], customer_word: str) -> str:
    if missing(row["received"]):
        return "" if not row["n_received"] else "Too few answered there to show what they received."
    who = capital(whose(row["received_from"], customer_word))
    said = f"{who} received {number(row['received'])} there"
    if row["received_from"] == "team":
        customers = whose("customer", customer_word)
        said = f"By the team’s own guess {customers} receive {number(row['received'])} there"
    if not missing(row["below"]):
        said += f"; {_below(row)} below the minimum of {number(row['minimum'])}"
    few = row["received_from"] != "team" and missing(row["received_low"])
    return f"{said}. {hint(int(row['n_received']))}" if few else f"{said}."


def _below(row: Mapping[str, Any]) -> str:
    answers = "marks" if row["received_from"] == "team" else "answers"
    if row["below"] == 0:
        return f"none of the {answers} falls"
    return f"{share(row['below'])} of the {answers} fall"


def _against(row: Mapping[str, Any]) -> str:
    """Say where note and customers' numbers contradict each other."""
    if row["received_from"] != "customer" or row["met"] not in _BY_NOTE:
        return ""
    if row["kept"] == "kept" and row["below"] >= _MANY:
        return "The two do not go together: ask who says that it is kept."
    if row["kept"] == "broken" and row["gap_low"] >= 0:
        return "The two do not go together: ask whether the broken promise matters to them."
    return ""
