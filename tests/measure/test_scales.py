"""The points a score might have had: each row's own scale, whatever else the frame holds."""

import numpy as np
import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.measure.scales import alike, any_point, any_step, spans
from touchkit.measure.zone import gaps


def room(touchpoint, measure, score):
    cells = {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}
    return pd.DataFrame([cells])


def at(frame, touchpoint):
    return frame.set_index("touchpoint").loc[touchpoint]


def test_a_row_takes_its_scale_from_rows_on_a_like_one_and_from_no_other():
    low, high = alike(np.array([4.0, 1.0, 0.0]), np.array([5.0, 5.0, 100.0]))

    assert low.tolist() == [1, 1, 0]
    assert high.tolist() == [5, 5, 100]


def test_the_scale_given_is_the_scale():
    low, high = spans(np.array([0]), np.array([4.0]), np.array([3.0]), (1, 7))

    assert (low[0], high[0]) == (1, 7)


def test_one_point_at_least_falls_short_of_the_minimum():
    low, _ = spans(np.array([0, 0]), np.array([4.0, 5.0]), np.array([3.0]), None)

    assert low[0] == 2


def test_points_are_equally_likely_and_small_steps_likelier_than_wide_ones():
    point = any_point(np.array([1.0]), np.array([4.0]))
    step = any_step(np.array([-1.0]), np.array([1.0]), np.array([3]))

    assert point.chance.tolist() == [0.25] * 4
    assert step.point.tolist() == [-1, 0, 1]
    assert step.chance == pytest.approx([2 / 7, 3 / 7, 2 / 7])


def test_a_question_on_another_scale_changes_no_interval_and_none_leaves_its_own():
    mine = [sample("call", [5] * 15), room("call", "minimum", 3.0), room("call", "desired", 5.0)]
    others = [sample("nps", [0] * 8 + [10] * 8), sample("cents", [0, 100] * 8)]

    alone = only(gaps(pd.concat(mine)))
    beside = at(gaps(pd.concat([*mine, *others])), "call")

    numbers = ["received_low", "received_high", "below_high"]
    assert list(alone[numbers].astype(float)) == pytest.approx(
        list(beside[numbers].astype(float)), abs=0.05
    )
    assert beside["received_high"] == 5
    assert beside["gap_high"] == 0


def test_no_answer_below_the_minimum_does_not_mean_that_none_could_be():
    row = only(gaps(pd.concat([sample("call", [5] * 10 + [4] * 5), room("call", "minimum", 3.0)])))

    assert (row["below"], row["below_low"]) == (0, 0)
    assert 0.02 < row["below_high"] < 0.25
