"""What a pilot showed, in one sentence."""

import math
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.plan import pilot_answers, pilot_result
from touchkit.workshop.trials import trial


@pytest.mark.parametrize(
    ("before", "after", "options", "verdict", "sentence"),
    [
        ((12, 40), (22, 38), {}, "worked",
         "12 of 40 before, 22 of 38 after: 28 points more, between 6 and 47; so it worked."),
        ((12, 40), (14, 38), {}, "chance",
         ("12 of 40 before, 14 of 38 after: 7 points more, between 14 fewer and 27 more; that could "
         "be chance.")),
        ((3, 9), (6, 8), {}, "too few",
         ("3 of 9 before, 6 of 8 after: 42 points more, but too few answered to say whether that is "
         "more than chance.")),
        ((31, 100), (12, 80), {"better": "lower"}, "worked",
         "31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28; so it worked."),
        ((31, 100), (12, 80), {}, "worse",
         ("31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28; so it made things "
         "worse.")),
        ((12, 40), (22, 38), {"design": "split"}, "worked",
         "12 of 40 without it, 22 of 38 with it: 28 points more, between 6 and 47; so it worked."),
        ((12, 40), (22, 38), {"hoped": 0.5}, "worked",
         ("12 of 40 before, 22 of 38 after: 28 points more, between 6 and 47; so it worked, though "
         "by less than the 50 hoped for.")),
        ((20, 40), (20, 40), {}, "chance",
         ("20 of 40 before, 20 of 40 after: no change to speak of, between 21 fewer and 21 more; that "
         "could be chance.")),
        ((3, 9), (0, 0), {}, "too few", "Too few answered before and after to show anything."),
    ],
)  # fmt: skip
def test_a_pilot_is_read_in_one_sentence(before, after, options, verdict, sentence):
    result = trial(before, after, **options)

    assert result.sentence == sentence
    assert result.verdict == verdict


def test_means_are_read_on_their_scale():
    result = trial([2, 3, 3, 2] * 5, [4, 4, 3, 5] * 5, unit="points", scale=(1, 5))

    assert re.fullmatch(
        r"2\.5 before \(20 answers\), 4\.0 after \(20 answers\): 1\.5 more, between 1\.\d and "
        r"1\.\d; so it worked\.", result.sentence,
    )  # fmt: skip
    assert result.change == 1.5
    assert result.low < 1.5 < result.high


def test_the_same_people_asked_twice_are_surer_than_strangers():
    before, after = [1, 2, 3, 4, 5] * 6, [2, 2, 4, 4, 5] * 6
    usual = {"unit": "points", "scale": (1, 5)}

    twice = trial(before, after, design="same people twice", **usual)
    strangers = trial(before, after, **usual)

    assert twice.change == pytest.approx(strangers.change)
    assert twice.high - twice.low < strangers.high - strangers.low
    assert (twice.verdict, strangers.verdict) == ("worked", "chance")


def test_a_person_who_answered_once_only_still_counts():
    before, after = [1.0, None, 3.0] * 10, [2.0, 4.0, None] * 10

    result = trial(before, after, design="same people twice", unit="points", scale=(1, 5))

    assert (result.n_before, result.n_after) == (20, 20)
    assert result.verdict == "worked"


def test_fewer_than_fifteen_answers_have_no_interval():
    result = trial((3, 14), (30, 40))

    assert math.isnan(result.low)
    assert math.isnan(result.high)
    assert result.verdict == "too few"


def test_only_a_split_needs_no_caution():
    answers = (12, 40), (22, 38)

    assert trial(*answers).caution == "Something else may have changed in the same weeks."
    assert trial(*answers, design="split").caution == ""


def test_an_interval_that_just_misses_none_does_not_read_as_none():
    row = {"n_before": 900, "n_after": 900, "before": 0.31, "after": 0.34, "change": 0.03,
           "change_low": 0.001, "change_high": 0.06}  # fmt: skip

    said = pilot_result(pd.DataFrame([row]), unit="share").sentence

    assert said.endswith("3 points more, between 0.1 and 6; so it worked.")


def test_counts_become_one_row_an_answer_that_was_given():
    rows = pilot_answers((0, 4), (3, 3))

    assert rows[["score", "n", "wave"]].to_numpy().tolist() == [[0, 4, 1], [1, 3, 2]]
    assert rows["respondent"].isna().all()


def test_answers_are_left_as_they_are():
    before, after = pd.Series([1.0, None]), pd.Series([2.0, 3.0])
    kept = before.copy(), after.copy()

    pilot_answers(before, after, same_people=True)

    assert before.equals(kept[0])
    assert after.equals(kept[1])


@pytest.mark.parametrize(
    ("before", "after", "options", "said"),
    [
        ((41, 40), (3, 9), {}, "column before: found (41, 40); allowed: how many of how many"),
        ((1, 2), (-1, 9), {}, "column after: found (-1, 9)"),
        ([1, "yes"], (1, 2), {}, "pilot, before, row 2: found yes; allowed: a number"),
        ((1, 2), (1, 2), {"same_people": True}, "allowed: an answer a person"),
        ([1], [1, 0], {"same_people": True}, "found 1 before and 2 after"),
    ],
)
def test_answers_that_make_no_sense_are_refused(before, after, options, said):
    with pytest.raises(InputError, match=re.escape(said)):
        pilot_answers(before, after, **options)


def test_a_result_is_read_from_one_row_of_change():
    with pytest.raises(
        InputError, match=r"one row of touchkit\.measure\.change; found no n_before"
    ):
        pilot_result(pd.DataFrame({"change": [1.0]}), unit="share")


@settings(deadline=None, max_examples=10)
@given(st.integers(15, 60), st.integers(15, 60), st.data())
def test_turning_the_question_round_turns_the_verdict(n, m, data):
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))

    up = trial((a, n), (b, m), draws=500)
    down = trial((a, n), (b, m), better="lower", draws=500)

    turned = {"worked": "worse", "worse": "worked", "chance": "chance"}
    assert down.verdict == turned[up.verdict]
    assert up.low <= up.change <= up.high
