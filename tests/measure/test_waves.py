"""Change between waves: only customers' numbers, and only beyond noise."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from touchkit.errors import InputError
from touchkit.measure.waves import change


def survey(waves, touchpoint="invoice", group="customer", names="c"):
    """Answers by wave: {1: [2, 3], 2: [4, 4]}; the same person stands in the same place."""
    rows = [
        {"respondent": f"{names}{number}", "group": group, "touchpoint": touchpoint,
         "measure": "received", "wave": wave, "score": float(score)}
        for wave, scores in waves.items() for number, score in enumerate(scores)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_change_is_after_minus_before():
    row = change(survey({1: [2, 3], 2: [4, 5]})).iloc[0]

    assert (row["wave_before"], row["wave_after"]) == (1, 2)
    assert (row["before"], row["after"], row["change"]) == (2.5, 4.5, 2)
    assert (row["n_before"], row["n_after"]) == (2, 2)


def test_few_answers_close_nothing():
    row = change(survey({1: [1] * 14, 2: [5] * 14})).iloc[0]

    assert row["closed"] == "too few answers"
    assert pd.isna(row["change_low"])
    assert row["sentence"] == (
        "At invoice customers gave 1.0 before and 5.0 now, 4.0 more, but too few answered to tell "
        "whether that is more than noise."
    )


def test_a_clear_rise_is_closed_beyond_noise_and_a_fall_is_not():
    up = change(survey({1: [2, 3] * 15, 2: [4, 5] * 15})).iloc[0]
    down = change(survey({1: [4, 5] * 15, 2: [2, 3] * 15})).iloc[0]

    assert up["closed"] == "yes"
    assert 0 < up["change_low"] < 2 < up["change_high"]
    assert down["closed"] == "no"
    assert "worse, which is more than noise" in down["sentence"]


def test_noise_is_called_noise():
    row = change(survey({1: [1, 3, 5] * 6, 2: [1, 3, 5] * 6})).iloc[0]

    assert row["closed"] == "no"
    assert row["change_low"] < 0 < row["change_high"]
    assert row["sentence"].endswith("no change to speak of, no more than noise explains.")


def test_the_same_people_asked_twice_tell_a_small_change_from_noise():
    scores = {1: [1, 2, 3, 4] * 5, 2: [2, 3, 4, 5] * 5}
    same = change(survey(scores)).iloc[0]
    others = survey(scores)
    later = others["wave"] == 2
    others.loc[later, "respondent"] = "x" + others.loc[later, "respondent"]
    strangers = change(others).iloc[0]

    width = [row["change_high"] - row["change_low"] for row in (same, strangers)]
    assert same["change"] == strangers["change"] == 1
    assert width[0] < width[1] / 2


def test_the_teams_own_marks_never_count():
    team = survey({1: [1] * 20, 2: [5] * 20}, group="team")

    assert change(team).empty


def test_one_wave_has_no_change():
    assert change(survey({1: [1, 2, 3]})).empty


def test_the_last_two_waves_are_compared_unless_others_are_named():
    scores = survey({1: [1], 2: [3], 3: [4]})

    usual, named = change(scores).iloc[0], change(scores, before=1).iloc[0]

    assert (usual["wave_before"], usual["change"]) == (2, 1)
    assert (named["wave_before"], named["change"]) == (1, 3)


def test_a_touchpoint_asked_once_is_named_without_a_change():
    scores = pd.concat([survey({1: [2], 2: [3]}), survey({2: [4]}, touchpoint="call")])

    frame = change(scores)

    assert frame["touchpoint"].tolist() == ["call", "invoice"]
    assert frame.loc[0, "closed"] == "too few answers"
    assert frame.loc[0, "sentence"] == (
        "At call customers were not asked before, so no change can be stated."
    )


def test_how_many_would_look_changed_by_chance_is_a_twentieth_of_those_compared():
    each = [survey({1: [1, 3, 5] * 6, 2: [1, 3, 5] * 6}, touchpoint=name) for name in "abcd"]
    few = survey({1: [1], 2: [2]}, touchpoint="few")

    frame = change(pd.concat([*each, few]))

    assert frame["by_chance"].tolist() == pytest.approx([0.2] * 5)


def test_small_groups_stay_hidden():
    row = change(survey({1: [2] * 9, 2: [4] * 20}), smallest_group=10).iloc[0]

    assert pd.isna(row["before"])
    assert row["n_before"] == 9
    assert row["sentence"] == (
        "At invoice too few customers answered before to be shown, so no change can be stated."
    )


@pytest.mark.parametrize(
    ("waves", "message"),
    [
        ({"before": 7}, "Customers were not asked in wave 7; there are 1, 2."),
        ({"before": 2, "after": 1}, "Wave 1 is not later than wave 2. Give before, then after."),
    ],
)
def test_waves_that_make_no_sense_are_refused(waves, message):
    with pytest.raises(InputError) as caught:
        change(survey({1: [1], 2: [2]}), **waves)

    assert str(caught.value) == message


def test_change_does_not_mutate():
    scores = survey({1: [1, 2], 2: [3, 4]})
    before = scores.copy(deep=True)

    change(scores)

    assert_frame_equal(scores, before)
