"""What the score figures share: which touchpoints have numbers, in which order, and whose they are."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from touchkit.figures.cards import in_order
from touchkit.figures.describe import answers, desired_words, received_words


def scored(
    gaps: pd.DataFrame, touchpoints: pd.DataFrame, stages: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the gaps of touchpoints with a received or a desired score, named, in journey order.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `touchkit.measure.gaps` gives it.
    touchpoints : pandas.DataFrame
        The table of that name; touchpoints it does not hold, and retired ones, are left out.
    stages : pandas.DataFrame, optional
        The stages in order; left out, the touchpoints stay in the order of their table.

    Returns
    -------
    pandas.DataFrame
        The columns of `gaps` with name and stage of the touchpoint; RangeIndex.
    """
    shown = gaps[gaps["received"].notna() | gaps["desired"].notna()]
    return named(shown, touchpoints, stages)


def named(
    frame: pd.DataFrame, touchpoints: pd.DataFrame, stages: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the rows of a frame, each with the name and stage of its touchpoint.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any with a column touchpoint; a name or a stage of its own does not count.
    touchpoints : pandas.DataFrame
        The table of that name; touchpoints it does not hold, and retired ones, are left out.
    stages : pandas.DataFrame, optional
        The stages in order; left out, the touchpoints stay in the order of their table.
    """
    known = touchpoints[touchpoints["status"].ne("retired")]
    known = in_order(known, stages)[["id", "name", "stage"]]
    frame = frame.drop(columns=["id", "name", "stage"], errors="ignore")
    return known.merge(frame, left_on="id", right_on="touchpoint").drop(columns="id")


def whose_received(rows: pd.DataFrame, customer_word: str) -> str:
    """Say whose the received scores are and how many; every group apart."""
    return _whose(rows, "received", received_words, customer_word)


def whose_desired(rows: pd.DataFrame, customer_word: str) -> str:
    """Say whose the desired scores are and how many; every group apart."""
    return _whose(rows, "desired", desired_words, customer_word)


def _whose(
    rows: pd.DataFrame, measure: str, words: Callable[[str, str], str], customer_word: str
) -> str:
    known = rows[rows[measure].notna()]
    groups = known[f"{measure}_from"].fillna("").astype("object")
    said = []
    for group in groups.unique():
        counts = known.loc[groups == group, f"n_{measure}"]
        said.append(f"{words(str(group), customer_word)}, {answers(counts)}")
    return "; ".join(said)
