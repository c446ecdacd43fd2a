"""Helpers: scores small enough to see through, and the one row expected."""

import numpy as np
import pandas as pd


def only(frame):
    assert len(frame) == 1
    return frame.iloc[0]


def sample(touchpoint, scores, group="customer", measure="received", **more):
    """Return one row an answer, respondents numbered."""
    return pd.DataFrame(
        {
            "respondent": [f"{group}{number}" for number in range(len(scores))],
            "group": group,
            "touchpoint": touchpoint,
            "measure": measure,
            "score": np.asarray(scores, dtype=float),
            **more,
        }
    )
