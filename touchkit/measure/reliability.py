"""How far raters agree: Krippendorff's alpha and Kendall's W."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers
from touchkit.measure.disagreement import alpha_of_codes, alpha_of_counts, tally
from touchkit.measure.rows import one_of
from touchkit.measure.saying import count, share
from touchkit.model.text import listed

Metric = Literal["nominal", "ordinal", "interval", "ratio"]

_METRICS = ("nominal", "ordinal", "interval", "ratio")


def alpha(ratings: pd.DataFrame, *, metric: Metric = "ordinal") -> float:
    """Return Krippendorff's alpha: how far raters agree beyond chance.

    1 is perfect agreement, 0 what chance would bring, below 0 systematic disagreement. Units with
    fewer than two ratings cannot be compared and drop out; nothing is filled in. The frame is left
    as it is.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Raters in rows, units (touchpoints) in columns; missing where a rater did not rate.
        Anything may be compared by the nominal metric, only numbers by the others.
    metric : {"ordinal", "nominal", "interval", "ratio"}
        What counts as far apart: any two different values the same (nominal), by how many ratings
        lie between (ordinal), by their difference (interval), by their difference over their sum
        (ratio, for numbers from 0 up).

    Returns
    -------
    float
        NaN where all ratings are equal, or no unit has two: that says "no variation", not "no
        agreement". For the same reason an alpha near 0 where nearly all ratings are equal says
        little: show the spread beside it.

    Raises
    ------
    InputError
        If the metric is none of these, or a rating is no number it can compare.

    Notes
    -----
    The ordinal metric counts the ratings there are (the marginals), so values nobody gave make no
    difference [1]_. Its distances are those between the values' mid-ranks, and so both it and the
    interval metric come from sums of squares about each unit's mean, without a table of all pairs.
    The ratio metric compares each value with each other one and takes long with tens of thousands
    of different values.

    References
    ----------
    .. [1] Krippendorff (2011), Computing Krippendorff's alpha-reliability, University of
       Pennsylvania, https://repository.upenn.edu/asc_papers/43.

    Examples
    --------
    >>> import pandas as pd
    >>> ratings = pd.DataFrame({"invoice": [1, 1, 2], "call": [4, 4, None], "visit": [3, 5, 4]})
    >>> round(alpha(ratings), 3)
    0.684
    """
    one_of(metric, _METRICS, "metric")
    given = ratings.to_numpy().T
    if not given.size:
        return np.nan
    if given.dtype.kind not in "biuf":
        if metric == "nominal":
            codes, labels = pd.factorize(given.ravel())
            return alpha_of_codes(codes.reshape(given.shape), np.arange(float(len(labels))), metric)
        given = _numbers(given)
    counts, first = tally(given)
    if counts is not None:
        return alpha_of_counts(counts, first + np.arange(counts.shape[1]), metric)
    codes, values = pd.factorize(given.ravel(), sort=True)
    return alpha_of_codes(codes.reshape(given.shape), values.astype(float), metric)


def alpha_from_counts(counts: pd.DataFrame, *, metric: Metric = "ordinal") -> float:
    """Return Krippendorff's alpha from how often each unit was given each value.

    Parameters
    ----------
    counts : pandas.DataFrame
        Units in rows, values in columns: the columns' labels are the values. Missing is none.
    metric : {"ordinal", "nominal", "interval", "ratio"}
        As in `alpha`.

    Returns
    -------
    float
        As `alpha` gives for the same ratings one by one.

    Raises
    ------
    InputError
        If the metric is none of these, a label is no number, or a count is not 0, 1, 2 and so on.

    Examples
    --------
    >>> import pandas as pd
    >>> counts = pd.DataFrame({1: [2, 0, 0], 2: [1, 0, 0], 3: [0, 0, 1], 4: [0, 2, 1]})
    >>> round(alpha_from_counts(counts), 3)
    0.79
    """
    one_of(metric, _METRICS, "metric")
    table = _whole(counts)
    values = _labels(counts.columns, metric)
    order = np.argsort(values, kind="stable")
    return alpha_of_counts(table[:, order], values[order], metric)


@dataclass(frozen=True, kw_only=True)
class Concordance:
    """How far raters put units in the same order.

    Attributes
    ----------
    w : float
        Kendall's W, from 0 (no common order) to 1 (all the same order); NaN without variation or
        with fewer than two raters or units.
    chi2, df, p : float, int, float
        Friedman's chi-square, its degrees of freedom, and the share (0 to 1) of random orders that
        agree at least so well; rough with fewer than 8 units.
    raters, units : int
        How many raters count, and how many units they ordered.
    left_out : int
        Raters who did not rate every unit and therefore do not count.
    """

    w: float
    chi2: float
    df: int
    p: float
    raters: int
    units: int
    left_out: int = 0

    @property
    def sentence(self) -> str:
        """The result, said aloud."""
        left = f" Left out for missing ratings: {count(self.left_out, 'rater')}."
        said = self._no_order() if np.isnan(self.w) else self._order()
        return said + (left if self.left_out else "")

    def _no_order(self) -> str:
        if self.raters < 2 or self.units < 2:
            rated = f"{count(self.raters, 'rater')} of {count(self.units, 'unit')}"
            return (
                f"Agreement takes two raters and two units; there are complete ratings by {rated}."
            )
        return f"None of the {self.raters} raters told the units apart: no variation, so no order."

    def _order(self) -> str:
        rough = "; with so few units that is rough" if self.units < 8 else ""
        return (
            f"Kendall's W of {self.raters} raters over {self.units} units is {self.w:.2f}, where 0 "
            f"is no common order and 1 the same order. Of random orders {share(self.p)} "
            f"agree at least so well{rough}."
        )


def concordance(ratings: pd.DataFrame) -> Concordance:
    """Say how far raters put units in the same order, by Kendall's coefficient of concordance W.

    Each rater's ratings are ranked, ties sharing their mean rank, and W is corrected for ties [1]_.
    Raters who did not rate every unit are left out and counted. The frame is left as it is.

    Parameters
    ----------
    ratings : pandas.DataFrame
        Raters in rows, units in columns; numbers, scores or ranks alike.

    Returns
    -------
    Concordance
        w, chi2 = m(n − 1)W with df = n − 1 for m raters and n units, and p from the chi-square
        distribution, which is rough with fewer than 8 units.

    Raises
    ------
    InputError
        If a rating is no number.

    References
    ----------
    .. [1] Kendall & Babington Smith (1939), The problem of m rankings, *Annals of Mathematical
       Statistics* 10, 275–287; Siegel & Castellan (1988), *Nonparametric Statistics*, 9.3.

    Examples
    --------
    >>> import pandas as pd
    >>> ranks = pd.DataFrame({"invoice": [1, 1, 2], "call": [2, 3, 1], "visit": [3, 2, 3]})
    >>> round(concordance(ranks).w, 3)
    0.444
    """
    given = ratings.to_numpy()
    given = given.astype(float) if given.dtype.kind in "biuf" else _numbers(given)
    complete = given[~np.isnan(given).any(axis=1)]
    (raters, units), left_out = complete.shape, len(given) - len(complete)
    w = _kendall(complete) if raters > 1 and units > 1 else np.nan
    chi2, df = raters * (units - 1) * w, max(units - 1, 0)
    if np.isnan(w):
        p = np.nan
    else:
        from scipy.special import chdtrc

        p = float(chdtrc(df, chi2))
    return Concordance(w=w, chi2=chi2, df=df, p=p, raters=raters, units=units, left_out=left_out)


def _kendall(complete: np.ndarray) -> float:
    raters, units = complete.shape
    ranks = pd.DataFrame(complete).rank(axis=1).to_numpy()
    spread = float(((ranks.sum(axis=0) - raters * (units + 1) / 2) ** 2).sum())
    # Within a rater the squared ranks of ties fall short of 1² + … + n² by (t³ − t) / 12 each.
    most = raters * float(((ranks - (units + 1) / 2) ** 2).sum())
    return min(spread / most, 1.0) if most > 0 else np.nan


def _numbers(given: np.ndarray) -> np.ndarray:
    """Return objects as floats, pandas' missing values among them."""
    flat = pd.Series(given.ravel(), dtype=object)
    found, wrong = numbers(flat)
    if wrong.any():
        hint = "Move names into the index (set_index), or use metric='nominal' for labels."
        some = listed((repr(value) for value in flat[wrong].unique()), 3)
        raise InputError(f"Ratings are numbers or missing; found {some}. {hint}")
    return found.reshape(given.shape)


def _whole(counts: pd.DataFrame) -> np.ndarray:
    table = counts.to_numpy()
    if table.dtype.kind not in "biuf":
        table = _numbers(table)
    if table.dtype.kind == "f":
        table = np.where(np.isnan(table), 0.0, table)
        if not (np.isfinite(table) & (table == np.floor(table))).all():
            raise InputError("Counts are whole numbers from 0 up; found fractions. Count ratings.")
    if table.size and table.min() < 0:
        raise InputError(
            f"Counts are whole numbers from 0 up; found {table.min():g}. Count ratings."
        )
    return np.asarray(table.astype(np.int64))


def _labels(columns: pd.Index, metric: str) -> np.ndarray:
    if not columns.is_unique:
        raise InputError("Each value has one column of counts; some come twice. Add them up.")
    try:
        values = np.asarray(columns, dtype=float)
    except (TypeError, ValueError):
        values = np.arange(float(len(columns))) if metric == "nominal" else np.array([np.nan])
    if np.isnan(values).any():
        hint = "Move names into the index (set_index), or use metric='nominal' for labels."
        found = listed(str(name) for name in columns)
        raise InputError(f"The columns' labels are the values, numbers; found {found}. {hint}")
    return values
