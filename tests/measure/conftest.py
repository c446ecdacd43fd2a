"""Scores small enough to compute by hand."""

import pandas as pd
import pytest

from touchkit.model import TABLES, to_frame


@pytest.fixture
def make_scores():
    """Return a frame of scores from ``(group, touchpoint, measure, score, more)`` rows."""

    def make(*rows) -> pd.DataFrame:
        names = ("group", "touchpoint", "measure", "score")
        records = [
            dict(zip(names, row[:4], strict=True)) | (row[4] if len(row) > 4 else {})
            for row in rows
        ]
        return to_frame(TABLES["scores"], records)

    return make
