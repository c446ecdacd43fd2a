"""Weights, and lines that stand for nobody."""

import numpy as np
import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.errors import InputError
from touchkit.measure.zone import gaps


def minimum(touchpoint, score):
    cells = {"group": "team", "touchpoint": touchpoint, "measure": "minimum", "score": score}
    return pd.DataFrame([cells])


def test_who_weighs_nothing_is_not_among_the_people():
    scores = sample("call", [1] + [4] * 9, weight=[1.0] + [0.0] * 9)

    row = only(gaps(scores, smallest_group=5))

    assert pd.isna(row["received"])
    assert row["n_received"] == 1


def test_a_line_that_stands_for_nobody_is_not_the_latest_wave():
    nobody = sample("call", [1], wave=2, n=0)

    row = only(gaps(pd.concat([sample("call", [4] * 3, wave=1, n=1), nobody])))

    assert (row["received"], row["n_received"]) == (4, 3)


def test_answers_worth_fewer_than_fifteen_have_no_interval():
    scores = sample("call", [2, 4] * 10, weight=[1_000.0] + [1.0] * 19)

    row = only(gaps(scores))

    assert pd.isna(row["received_low"])
    assert row["sentence"].endswith(
        "Weighted as they are, these answers are worth fewer than 15: a hint, no more."
    )


def test_a_weighted_share_is_not_told_as_a_count():
    scores = sample("call", [1, 1] + [4] * 8, weight=[4.0] * 2 + [1.0] * 8)

    sentence = only(gaps(pd.concat([scores, minimum("call", 3.0)])))["sentence"]

    assert "50 % of the answers, weighted, fall below the minimum of 3.0." in sentence


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("weight", -0.5, "Each weight is 0 or more; found -0.5 in row 1. Correct it or leave the row out."),
        ("n", -1.0, "Each n is 0 or more; found -1.0 in row 1. Correct it or leave the row out."),
        ("score", np.inf, "Each score is a number; found inf in row 1. Correct it or leave the row out."),
        ("score", "x", "Each score is a number; found x in row 1. Correct it or leave the row out."),
    ],
)  # fmt: skip
def test_numbers_no_survey_has_are_refused_with_their_row(column, value, message):
    scores = sample("call", [3, 4]).assign(weight=1.0, n=1.0)
    cells = scores[column].astype("object")
    cells.iloc[1] = value

    with pytest.raises(InputError) as caught:
        gaps(scores.assign(**{column: cells}))

    assert str(caught.value) == message


def test_each_answer_is_held_against_its_own_touchpoints_minimum():
    scores = [sample("a", [3] * 20), sample("b", [3] * 20), minimum("a", 4.0), minimum("b", 2.0)]

    row = only(gaps(pd.concat(scores), by=()))

    assert row["below"] == 0.5
    assert "50 % of the answers fall below their own minimum." in row["sentence"]


def test_a_gap_between_different_touchpoints_says_so():
    wanted = minimum("a", 5.0).assign(measure="desired")
    also = minimum("b", 3.0).assign(measure="desired")

    both = only(gaps(pd.concat([sample("b", [2] * 30), wanted, also]), by=()))
    same = only(gaps(pd.concat([sample("b", [2] * 30), also]), by=()))

    assert "Not the same touchpoints stand behind both numbers." in both["sentence"]
    assert "Not the same" not in same["sentence"]


def test_one_unsigned_customers_minimum_is_hidden_and_the_teams_decision_is_not():
    answers = sample("call", [2.0], measure="minimum").drop(columns="respondent")
    customers = only(gaps(answers, smallest_group=5))
    team = only(gaps(minimum("call", 3.0), smallest_group=5))

    assert pd.isna(customers["minimum"])
    assert team["minimum"] == 3


def test_a_word_for_customer_that_holds_the_word_customer_is_said_once():
    sentence = only(gaps(sample("call", [3] * 20), customer_word="key customer"))["sentence"]

    assert sentence.startswith("Key customers received 3.0 at call")
