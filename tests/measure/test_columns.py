"""A column's numbers."""

import numpy as np
import pandas as pd

from touchkit.measure.columns import numbers, places


def test_missing_is_not_wrong_and_text_is():
    found, wrong = numbers(pd.Series([1, None, pd.NA, "3", "many", np.nan]))

    assert found[[0, 3]].tolist() == [1, 3]
    assert np.isnan(found).tolist() == [False, True, True, False, True, True]
    assert wrong.tolist() == [False, False, False, False, True, False]


def test_places_name_the_first_few():
    found = places(pd.Series([7, 8, 9, 6], index=list("abcd")), np.ones(4, dtype=bool))

    assert found == "7 in row a, 8 in row b, 9 in row c, … (4 in all)"
