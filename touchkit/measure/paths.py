"""A journey as it is remembered: by its worst contact and its last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import need_columns
from touchkit.measure.saying import called, capital, count, missing, number, whose

_TEXT = ["worst_at", "best_at", "last_at", "received_from", "sentence"]
_COLUMNS = [
    "touchpoints", "mean", "worst", "worst_at", "best", "best_at", "last", "last_at", "peak_end",
    "received_from", "sentence",
]  # fmt: skip


def remembered(
    gaps: pd.DataFrame,
    path: Sequence[str],
    *,
    names: Mapping[str, str] | None = None,
    persona: str = "",
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Say how a journey is likely remembered, by the peak–end rule.

    People judge an episode by its peak and its end, hardly by how long it lasted [1]_; the peak
    that counts for a business is the worst contact, the lowest score. One group's scores only:
    customers' where any touchpoint on the path has them, else the team's, else outsiders'. They
    are means over people, so this is a sketch of a typical way, not any one customer's memory.
    The frame is left as it is.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `gaps` returns it by touchpoint: touchpoint, received, received_from.
    path : sequence of str
        Ids of touchpoints in the order they are met. One met twice counts where it is met last.
    names : mapping of str to str, optional
        What the sentence calls a touchpoint, by its id.
    persona : str
        Whose way it is; the sentence begins with it.
    customer_word : str
        What the sentence calls a customer.

    Returns
    -------
    pandas.DataFrame
        A single row; NaN where nothing on the path is scored.

        - touchpoints: how many on the path are scored
        - mean: of their received scores, each touchpoint alike; higher is better
        - worst, worst_at, best, best_at: the lowest and the highest, and where; the later of equals
        - last, last_at: the last one scored, and where
        - peak_end: the mean of worst and last
        - received_from: whose scores
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column is not there, the gaps have several rows for a touchpoint, or the path is a
        single text.

    References
    ----------
    .. [1] Fredrickson & Kahneman (1993), Duration neglect in retrospective evaluations of affective
       episodes, *J. of Personality and Social Psychology* 65(1), 45–55.

    Examples
    --------
    >>> gaps = pd.DataFrame(
    ...     {"touchpoint": ["shop", "hold", "invoice"], "received": [4.4, 2.0, 3.2],
    ...      "received_from": "customer"}
    ... )
    >>> print(remembered(gaps, ["shop", "hold", "invoice"])["sentence"].item())
    Likely remembered as 2.6, below the mean of 3.2 over 3 touchpoints: the worst is hold (2.0),
    the last invoice (3.2). Customers’ scores.
    """  # fmt: skip
    need_columns(gaps, ["touchpoint", "received", "received_from"], "gaps")
    if gaps["touchpoint"].duplicated().any():
        raise InputError("The gaps have several rows for a touchpoint. Give gaps by touchpoint.")
    if isinstance(path, str):
        raise InputError(f"The path is the text {path!r}. Give a list of touchpoints in order.")
    scored = _scored(gaps, path)
    row: dict[str, Any] = {"touchpoints": len(scored), "received_from": None} | _measures(scored)
    if len(scored):
        row["received_from"] = scored["received_from"].iloc[0]
    ends = str(path[-1]) if len(path) else ""
    row["sentence"] = _said(row, ends, names, persona, customer_word)
    frame = pd.DataFrame([row], columns=pd.Index(_COLUMNS, dtype="str"))
    return frame.astype(dict.fromkeys(_TEXT, "str") | {"touchpoints": "int64"})


def _scored(gaps: pd.DataFrame, path: Sequence[str]) -> pd.DataFrame:
    """Return what one group scored on the path, in the order of the path."""
    order = {touchpoint: place for place, touchpoint in enumerate(path)}
    known = gaps[gaps["touchpoint"].isin(list(order)) & gaps["received"].notna()]
    groups = set(known["received_from"])
    first = next((one for one in ("customer", "team", "outsider") if one in groups), None)
    known = known[known["received_from"] == first]
    return known.assign(place=known["touchpoint"].map(order)).sort_values("place")


def _measures(scored: pd.DataFrame) -> dict[str, Any]:
    if scored.empty:
        numbers = dict.fromkeys(("mean", "worst", "best", "last", "peak_end"), np.nan)
        return {**numbers, "worst_at": None, "best_at": None, "last_at": None}
    where, received = scored["touchpoint"].to_numpy(), scored["received"].to_numpy(dtype=float)
    latest = received[::-1]
    worst, best = len(received) - 1 - latest.argmin(), len(received) - 1 - latest.argmax()
    return {
        "mean": received.mean(),
        "worst": received[worst], "worst_at": where[worst],
        "best": received[best], "best_at": where[best],
        "last": received[-1], "last_at": where[-1],
        "peak_end": (received[worst] + received[-1]) / 2,
    }  # fmt: skip


def _said(
    row: Mapping[str, Any], ends: str, names: Mapping[str, str] | None, persona: str, word: str
) -> str:
    whom = f"For {persona}: " if persona else ""
    if not row["touchpoints"]:
        said = "nothing on this way has been scored, so how it is remembered cannot be said."
        return whom + (said if whom else capital(said))
    worst = f"{called(names, row['worst_at'])} ({number(row['worst'])})"
    last = f"{called(names, row['last_at'])} ({number(row['last'])})"
    both = f"the worst and the last is {worst}"
    apart = both if row["worst_at"] == row["last_at"] else f"the worst is {worst}, the last {last}"
    over = f"the mean of {number(row['mean'])} over {count(row['touchpoints'], 'touchpoint')}"
    said = f"{_likely(row)}, {_against(row)} {over}: {apart}. {_whose(row['received_from'], word)}"
    if row["last_at"] != ends and not missing(ends):
        said += f" The way ends at {called(names, ends)}, which has no such score."
    return whom + (said if not whom else said[0].lower() + said[1:])


def _likely(row: Mapping[str, Any]) -> str:
    return f"Likely remembered as {number(row['peak_end'])}"


def _against(row: Mapping[str, Any]) -> str:
    if number(row["peak_end"]) == number(row["mean"]):
        return "much like"
    return "below" if row["peak_end"] < row["mean"] else "above"


def _whose(group: str, customer_word: str) -> str:
    if group == "team":
        return "That is the team’s own guess."
    return f"{capital(whose(group, customer_word))}’ scores."
