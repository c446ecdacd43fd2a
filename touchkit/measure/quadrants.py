"""Importance against performance: the four quadrants of a map of touchpoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers, places
from touchkit.measure.rows import need_columns
from touchkit.measure.saying import count, missing, number

Cross = Literal["mean", "median"] | tuple[float, float]

_QUADRANTS = np.array(
    ["low priority", "possible overkill", "concentrate here", "keep up the good work", None],
    dtype=object,
)
_OURS = ["quadrant", "cross_importance", "cross_performance", "sentence"]


def importance_performance(frame: pd.DataFrame, *, cross: Cross = "mean") -> pd.DataFrame:
    """Say of each touchpoint where importance and performance put it.

    High importance and low performance: "concentrate here"; both high: "keep up the good work";
    both low: "low priority"; low importance and high performance: "possible overkill" [1]_. What
    lies on a line counts as high. The frame is left as it is.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns importance and performance, higher being more and better, each on a scale of its
        own; a row a touchpoint. If there is a column name or touchpoint, sentences use it.
    cross : {"mean", "median"} or (x, y)
        Where the lines stand; a choice to state, for the means of what is shown always call
        something low. A pair is (performance, importance), x before y as on the map: importance is
        the vertical axis, as in the original.

    Returns
    -------
    pandas.DataFrame
        All the frame's columns and after them (replacing any of these names); RangeIndex.

        - quadrant: missing where importance or performance is
        - cross_importance, cross_performance: where the lines stand, the same in every row; means
          and medians are those of the rows that have both; NaN where no row has
        - sentence: the row, said aloud, and where the lines stand

    Raises
    ------
    InputError
        If a column is not there or holds something other than numbers, or `cross` is none of these.

    References
    ----------
    .. [1] Martilla & James (1977), Importance-performance analysis, *Journal of Marketing* 41(1),
       77–79.

    Examples
    --------
    >>> import pandas as pd
    >>> points = pd.DataFrame(
    ...     {"name": ["Invoice", "Visit"], "importance": [9, 6], "performance": [2.1, 4.5]}
    ... )
    >>> print(importance_performance(points)["sentence"].iloc[0])
    Invoice: concentrate here. Importance 9.0 is high, performance 2.1 low; the lines stand at
    importance 7.5 and performance 3.3, the means of the 2 points shown.
    """
    need_columns(frame, ["importance", "performance"], "points")
    y, x = _floats(frame["importance"]), _floats(frame["performance"])
    placed = ~np.isnan(x) & ~np.isnan(y)
    at_x, at_y = _lines(x[placed], y[placed], cross)
    # A mean such as (0.1 + 0.1 + 0.1) / 3 must not put its own points below it by rounding.
    which = 2 * (y >= at_y - 1e-9) + (x >= at_x - 1e-9)
    result = frame.drop(columns=_OURS, errors="ignore").reset_index(drop=True)
    result["quadrant"] = pd.Series(_QUADRANTS[np.where(placed, which, -1)], dtype="str")
    result["cross_importance"], result["cross_performance"] = at_y, at_x
    rows = result.assign(importance=y, performance=x).to_dict("records")
    stand = _stand(at_x, at_y, cross, int(placed.sum()))
    said = [_sentence(row, stand) for row in rows]
    return result.assign(sentence=pd.Series(said, dtype="str"))


def _floats(column: pd.Series) -> np.ndarray:
    found, wrong = numbers(column)
    wrong |= np.isinf(found)
    if wrong.any():
        found_here = f"found {places(column, wrong)}"
        raise InputError(f"The {column.name} is a number or missing; {found_here}. Leave it empty.")
    return found


def _lines(x: np.ndarray, y: np.ndarray, cross: Cross) -> tuple[float, float]:
    if isinstance(cross, str):
        if cross not in ("mean", "median"):
            raise _no_cross(cross)
        if not x.size:
            return np.nan, np.nan
        middle = np.mean if cross == "mean" else np.median
        return float(middle(x)), float(middle(y))
    try:
        at_x, at_y = (float(line) for line in cross)
    except (TypeError, ValueError):
        raise _no_cross(cross) from None
    if not np.isfinite([at_x, at_y]).all():
        raise _no_cross(cross)
    return at_x, at_y


def _no_cross(cross: object) -> InputError:
    hint = "Use 'mean', 'median' or a pair of numbers, (performance, importance)."
    return InputError(f"The lines cannot stand at {cross!r}. {hint}")


def _stand(at_x: float, at_y: float, cross: Cross, shown: int) -> str:
    where = f"importance {number(at_y)} and performance {number(at_x)}"
    if isinstance(cross, str):
        return f"{where}, the {cross}s of the {count(shown, 'point')} shown"
    return f"{where}, as chosen"


def _sentence(row: Mapping[str, Any], stand: str) -> str:
    names = [row.get("name"), row.get("touchpoint"), "This point"]
    name = next(str(name) for name in names if not missing(name))
    if missing(row["quadrant"]):
        lacking = [what for what in ("importance", "performance") if missing(row[what])]
        scores = "has no score" if len(lacking) == 1 else "have no scores"
        return f"{name} has no place on the map: its {' and '.join(lacking)} {scores}."
    high = {
        what: row[what] >= row[f"cross_{what}"] - 1e-9 for what in ("importance", "performance")
    }
    level = {what: "high" if high[what] else "low" for what in high}
    return (
        f"{name}: {row['quadrant']}. Importance {number(row['importance'])} is "
        f"{level['importance']}, performance {number(row['performance'])} {level['performance']}; "
        f"the lines stand at {stand}."
    )
