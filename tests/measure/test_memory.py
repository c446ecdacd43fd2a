"""The peak and the end."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.measure.memory import peak_end

scores = st.lists(st.integers(0, 10), min_size=1)


def test_the_longer_episode_that_ends_mildly_is_remembered_as_the_better_one():
    # Redelmeier & Kahneman (1996): worst 8 and last 7 against worst 8 and last 1, scores of pain.
    short, long = [2, 8, 7], [2, 8, 7, 6, 4, 2, 1]

    assert sum(long) > sum(short)
    assert (peak_end(short), peak_end(long)) == (7.5, 4.5)


def test_on_the_kits_own_scale_the_peak_is_the_lowest_score():
    assert peak_end([4, 1, 3, 5], worst="low") == 3


def test_missing_scores_are_skipped_also_at_the_end():
    assert peak_end(pd.Series([None, 8, 7, None], dtype="Int64")) == 7.5
    assert peak_end([np.nan, 8, 7, np.nan]) == 7.5


@pytest.mark.parametrize("nothing", [[], [np.nan, None]], ids=["empty", "missing"])
def test_nothing_leaves_no_memory(nothing):
    assert np.isnan(peak_end(nothing))


def test_what_cannot_be_remembered_is_refused():
    with pytest.raises(
        InputError,
        match=r"^There is no worst score 'hgh'; there are: high, low. Did you mean 'high'\?$",
    ):
        peak_end([1], worst="hgh")
    message = "Scores are numbers or missing; found awful in row 1. Leave it empty."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        peak_end([1, "awful"])


def test_peak_end_no_mutate():
    given_scores = pd.Series([2.0, np.nan, 7.0])
    kept = given_scores.copy()

    peak_end(given_scores)

    pd.testing.assert_series_equal(given_scores, kept)


@given(scores)
def test_the_scale_turned_round_is_the_memory_turned_round(moments):
    assert peak_end([-score for score in moments], worst="low") == -peak_end(moments)


@given(scores, st.integers(1, 5))
def test_duration_does_not_count(moments, times):
    slowly = [score for score in moments for _ in range(times)]

    assert peak_end(slowly) == peak_end(moments)
