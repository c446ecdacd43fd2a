"""Importance against performance, on four points one can see."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measure.small import only
from touchkit.errors import InputError
from touchkit.measure.quadrants import importance_performance

QUADRANTS = ["concentrate here", "keep up the good work", "low priority", "possible overkill"]


def points(*pairs, **more):
    """Return a row for each (importance, performance)."""
    return pd.DataFrame(
        {"importance": [pair[0] for pair in pairs], "performance": [pair[1] for pair in pairs]}
        | more
    )


def test_the_four_quadrants_are_martillas_and_jamess():
    corners = points((9, 1), (9, 5), (2, 1), (2, 5))

    assert importance_performance(corners)["quadrant"].tolist() == QUADRANTS


def test_what_lies_on_a_line_counts_as_high():
    on_both = importance_performance(points((5, 3), (5, 3)))
    rounded = importance_performance(points(*[(0.1, 4.2)] * 3))

    assert set(on_both["quadrant"]) == set(rounded["quadrant"]) == {"keep up the good work"}


def test_the_lines_stand_at_the_means():
    frame = importance_performance(points((9, 1), (6, 2), (6, 6)))

    assert frame["cross_importance"].tolist() == [7] * 3
    assert frame["cross_performance"].tolist() == [3] * 3


def test_the_lines_may_stand_at_the_medians():
    frame = importance_performance(points((9, 1), (6, 2), (6, 6)), cross="median")

    assert (frame["cross_importance"][0], frame["cross_performance"][0]) == (6, 2)


def test_a_pair_is_performance_then_importance_as_on_the_map():
    frame = importance_performance(points((9, 1), (6, 4)), cross=(3, 7))

    assert (frame["cross_performance"][0], frame["cross_importance"][0]) == (3, 7)
    assert frame["quadrant"].tolist() == ["concentrate here", "possible overkill"]


def test_what_was_not_scored_has_no_place_and_moves_no_line():
    frame = importance_performance(points((9, np.nan), (8, 1), (2, 5), name=["Card", "A", "B"]))

    assert frame["quadrant"].isna().tolist() == [True, False, False]
    assert frame["cross_importance"].tolist() == [5] * 3
    assert frame["sentence"][0] == "Card has no place on the map: its performance has no score."


def test_the_frames_own_columns_stay_before_ours():
    gaps = points((9, 1), touchpoint=["invoice"], sentence=["an old one"]).set_index([[7]])

    frame = importance_performance(gaps)

    assert list(frame) == [
        "importance", "performance", "touchpoint", "quadrant", "cross_importance",
        "cross_performance", "sentence",
    ]  # fmt: skip
    assert list(frame.index) == [0]
    assert only(frame)["sentence"] != "an old one"


def test_a_sentence_says_where_the_lines_stand():
    pair = points((9, 2), (6, 4), name=["Invoice", None], touchpoint=["inv", "visit"])

    means = importance_performance(pair)["sentence"]
    chosen = importance_performance(pair, cross=(2.5, 7))["sentence"]

    assert means.tolist() == [
        (
            "Invoice: concentrate here. Importance 9.0 is high, performance 2.0 low; the lines "
            "stand at importance 7.5 and performance 3.0, the means of the 2 points shown."
        ),
        (
            "visit: possible overkill. Importance 6.0 is low, performance 4.0 high; the lines "
            "stand at importance 7.5 and performance 3.0, the means of the 2 points shown."
        ),
    ]
    assert chosen[0].endswith("the lines stand at importance 7.0 and performance 2.5, as chosen.")


@pytest.mark.parametrize("cross", ["mean", "median", (3, 3)])
@pytest.mark.parametrize("frame", [points(), points((np.nan, np.nan))], ids=["empty", "missing"])
def test_nothing_has_no_quadrant(frame, cross):
    result = importance_performance(frame, cross=cross)

    assert len(result) == len(frame)
    assert result["quadrant"].isna().all()
    assert result["quadrant"].dtype == result["sentence"].dtype == "str"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: importance_performance(pd.DataFrame({"importence": [], "performance": []})),
            "The points have no column 'importance'. Did you mean 'importence'?",
        ),
        (
            lambda: importance_performance(points((9, "good"))),
            "The performance is a number or missing; found good in row 0. Leave it empty.",
        ),
        (
            lambda: importance_performance(points((9, 1)), cross="middle"),
            (
                "The lines cannot stand at 'middle'. Use 'mean', 'median' or a pair of numbers, "
                "(performance, importance)."
            ),
        ),
        (
            lambda: importance_performance(points((9, 1)), cross=(3, np.nan)),
            (
                "The lines cannot stand at (3, nan). Use 'mean', 'median' or a pair of numbers, "
                "(performance, importance)."
            ),
        ),
        (
            lambda: importance_performance(points((9, 1)), cross=3),
            (
                "The lines cannot stand at 3. Use 'mean', 'median' or a pair of numbers, "
                "(performance, importance)."
            ),
        ),
    ],
    ids=["column", "text", "word", "missing", "one number"],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        call()


def test_importance_performance_no_mutate():
    frame = points((9, 1), (2, 5), sentence=["old", "old"])
    kept = frame.copy()

    importance_performance(frame)

    pd.testing.assert_frame_equal(frame, kept)


@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(1, 5)), min_size=1),
    st.sampled_from(["mean", "median"]),
)
def test_each_point_lies_where_its_quadrant_says(pairs, cross):
    frame = importance_performance(points(*pairs), cross=cross)

    high = frame["importance"] >= frame["cross_importance"] - 1e-9
    good = frame["performance"] >= frame["cross_performance"] - 1e-9
    assert (frame["quadrant"].isin(QUADRANTS[:2]) == high).all()
    assert (frame["quadrant"].isin([QUADRANTS[1], QUADRANTS[3]]) == good).all()
