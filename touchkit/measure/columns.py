"""A column's numbers, and what in it is none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from touchkit.model.text import listed


def numbers(values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return values as floats, NaN where missing, and which are neither number nor missing.

    Examples
    --------
    >>> import pandas as pd
    >>> numbers(pd.Series([1, None, "many"]))
    (array([ 1., nan, nan]), array([False, False,  True]))
    """
    found = pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    return found, np.isnan(found) & values.notna().to_numpy(dtype=bool)


def places(values: pd.Series, wrong: np.ndarray, most: int = 3) -> str:
    """Return the wrong values and their rows, as one reads them in a message.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> places(pd.Series([11, 9, 99]), np.array([True, False, True]))
    '11 in row 0, 99 in row 2'
    """
    at = np.flatnonzero(wrong)
    return listed((f"{values.iloc[place]} in row {values.index[place]}" for place in at), most)
