"""How unsure each gap is: as far as the frame says, and else a generous guess."""

from __future__ import annotations

import numpy as np
import pandas as pd

_WIDTHS = (4, 5, 7, 10, 100)
"""How wide scales in use are, for where nobody gave the scale."""
_LEAST, _ANSWERS = 1 / 8, 1 / 3
"""Parts of the scale: the least spread assumed of a gap, and the spread of one answer."""


def spread_of(
    gaps: pd.DataFrame, scale: tuple[float, float] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return how unsure each gap is, as a standard deviation, and whether that had to be assumed.

    Taken is the column gap_sd, else received_sd and n_received, else the interval of gap_low and
    gap_high, which is taken for a 95 % one. Where none of them says anything, as of fewer than 15
    people or of a team's marks, an eighth of the scale is assumed (half a point on 1 to 5); of few
    answers (n_received) more, a third of the scale ÷ √n; and never less than the widest known.

    Examples
    --------
    >>> gaps = pd.DataFrame(
    ...     {"gap": [-1, -2, -2], "gap_sd": [0.2, None, None], "n_received": [40, 30, 4]}
    ... )
    >>> sd, assumed = spread_of(gaps, (1, 5))
    >>> sd.round(2).tolist(), assumed.tolist()
    ([0.2, 0.5, 0.67], [False, True, True])
    """
    sd = floats(gaps, "gap_sd", np.nan)
    n = np.maximum(floats(gaps, "n_received", np.nan), 1)
    sd = np.where(np.isnan(sd), floats(gaps, "received_sd", np.nan) / np.sqrt(n), sd)
    wide = floats(gaps, "gap_high", np.nan) - floats(gaps, "gap_low", np.nan)
    sd = np.maximum(np.where(np.isnan(sd), wide / (2 * 1.96), sd), 0.0)
    assumed, width = np.isnan(sd), scale[1] - scale[0] if scale else _width(gaps)
    few = np.nan_to_num(_ANSWERS * width / np.sqrt(n))
    guess = np.maximum(few, max(_LEAST * width, float(np.nanmax(sd, initial=0.0))))
    return np.where(assumed, guess, sd), assumed


def floats(frame: pd.DataFrame, name: str, otherwise: float) -> np.ndarray:
    """Return a column as numbers; `otherwise` where there is none."""
    if name not in frame:
        return np.full(len(frame), otherwise)
    found = pd.to_numeric(frame[name], errors="coerce").to_numpy(float, na_value=np.nan)
    return np.where(np.isnan(found), otherwise, found)


def _width(gaps: pd.DataFrame) -> float:
    """Return how wide the scale is at least, judged by the gaps and the scores behind them."""
    names = [name for name in ("received", "desired", "minimum", "gap") if name in gaps]
    most = max(float(np.nanmax(np.abs(floats(gaps, name, np.nan)), initial=0.0)) for name in names)
    scored = len(names) > 1
    widths = _WIDTHS[1:] if scored else _WIDTHS
    return next((float(width) for width in widths if most <= width), most)
