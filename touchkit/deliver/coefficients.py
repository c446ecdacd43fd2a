"""The appendix: how far the team's marks agree, as coefficients, and what they cannot tell."""

from __future__ import annotations

import pandas as pd

from touchkit.measure import alpha, concordance
from touchkit.measure.rows import counted_rows
from touchkit.measure.saying import count, mark, missing, number, share
from touchkit.model import Client

_ALIKE = 0.6
"""From this part of the marks on one value, alpha has little left to tell apart."""


def coefficients(
    scores: pd.DataFrame, touchpoints: pd.DataFrame, client: Client
) -> list[str]:  # fmt: skip
    """Say how far the team's marks for what is received agree.

    Parameters
    ----------
    scores, touchpoints : pandas.DataFrame
        The tables of those names.
    client : Client
        For the least number of colleagues whose marks are shown.

    Returns
    -------
    list of str
        Krippendorff's alpha (ordinal), Kendall's W, and how far the marks vary; empty where fewer
        than two people, or fewer than may be shown, marked two touchpoints.
    """
    ratings = _ratings(scores, touchpoints)
    raters, points = ratings.shape
    if raters < max(2, client.smallest_group_team) or points < 2:
        return []
    found = alpha(ratings)
    order = concordance(ratings)
    order_said = order.sentence.replace(" units", " touchpoints")
    return [_alpha(found, raters, points), order_said, _spread(ratings)]


def _ratings(scores: pd.DataFrame, touchpoints: pd.DataFrame) -> pd.DataFrame:
    """Return the marks that count, colleagues in rows, touchpoints in columns."""
    rows = counted_rows(scores, group="team", measure="received")
    retired = touchpoints.loc[touchpoints["status"] == "retired", "id"]
    rows = rows[rows["respondent"].notna() & ~rows["touchpoint"].isin(retired)]
    # Who marked a touchpoint for several personas is one rater: the mean of those marks counts.
    return rows.pivot_table(
        index="respondent", columns="touchpoint", values="score", aggfunc="mean"
    )


def _alpha(found: float, raters: int, points: int) -> str:
    of = f"the marks of {count(raters, 'colleague')} for {count(points, 'touchpoint')}"
    if missing(found):
        return f"Krippendorff’s alpha cannot be stated for {of}: they do not vary."
    return (
        f"Krippendorff’s alpha (ordinal) of {of} is {number(found, 2)}, where 1 is perfect "
        "agreement and 0 what chance would bring."
    )


def _spread(ratings: pd.DataFrame) -> str:
    marks = pd.Series(ratings.to_numpy().ravel()).dropna()
    often = marks.value_counts(normalize=True)
    said = (
        f"The marks run from {mark(marks.min())} to {mark(marks.max())}; "
        f"{share(float(often.iloc[0]))} of them are a {mark(often.index[0])}. "
    )
    low = "With so little spread a" if often.iloc[0] >= _ALIKE else "Where marks hardly vary, a"
    return f"{said}{low} low alpha does not mean disagreement: read the marks first."
