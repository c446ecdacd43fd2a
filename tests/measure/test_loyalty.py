"""Would you recommend us, were you satisfied, was it easy: held to published figures."""

import dataclasses
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.measure.loyalty import ces, csat, nps

# Ease from 1 to 7, as often as published: mean 4.08, 46 % at 5 to 7.
EASE = pd.Series(np.repeat(range(1, 8), [80, 210, 140, 110, 160, 180, 120]))

recommendations = st.lists(st.integers(0, 10), min_size=1, max_size=60)
ratings = st.lists(st.integers(1, 5), min_size=1, max_size=60)


def answers(**often):
    """Return as many answers as said: ``answers(_10=3)`` are three tens."""
    return pd.Series([int(score[1:]) for score, times in often.items() for _ in range(times)])


def published(times):
    """Return half promoters, a third passives, a sixth detractors: NPS 1/3."""
    return answers(_9=3 * times, _7=2 * times, _0=times)


def test_the_net_promoter_score_is_as_published():
    # Variance (1 − NPS)² ½ + NPS² ⅓ + (1 + NPS)² ⅙ = 5/9; standard error .0414 at n = 324.
    found = nps(published(54))

    assert found.n == 324
    assert found.value == pytest.approx(1 / 3)
    assert found.standard_error**2 * 324 == pytest.approx(5 / 9)
    assert found.standard_error == pytest.approx(0.0414, abs=0.00005)


@pytest.mark.parametrize(
    ("score", "value"), [(0, -1), (1, -1), (6, -1), (7, 0), (8, 0), (9, 1), (10, 1)]
)
def test_detractors_are_0_to_6_and_promoters_9_and_10(score, value):
    assert nps(pd.Series([score])).value == value


def test_the_interval_adds_three_answers_and_the_value_does_not():
    # 12 promoters, 8 passives, 4 detractors; with 3 more 12.75 and 4.75 of 27.
    up, down = 12.75 / 27, 4.75 / 27
    half = 1.959964 * np.sqrt((up + down - (up - down) ** 2) / 27)

    found = nps(published(4))

    assert found.value == pytest.approx(1 / 3)
    assert found.low == pytest.approx(up - down - half, abs=1e-6)
    assert found.high == pytest.approx(up - down + half, abs=1e-6)


@pytest.mark.parametrize(("score", "value"), [(10, 1), (0, -1)])
def test_an_interval_holds_the_value_even_where_all_agree(score, value):
    found = nps(pd.Series([score] * 20))

    assert found.value == value
    assert found.low <= value <= found.high
    assert 0.1 < found.high - found.low < 0.5
    assert max(abs(found.low), abs(found.high)) == 1


def test_satisfaction_is_the_share_of_the_two_top_boxes():
    found = csat(answers(_5=50, _4=35, _3=10, _1=5))

    assert found.value == 0.85
    # Wilson (1927): (.85 + z²/200 ± z √(.85 · .15/100 + z²/40000)) / (1 + z²/100)
    assert (found.low, found.high) == pytest.approx((0.76716, 0.90694), abs=0.00005)
    assert found.standard_error == pytest.approx(np.sqrt(0.85 * 0.15 / 100))


def test_other_scales_and_boxes_of_satisfaction():
    found = csat(answers(_10=3, _9=1, _1=16), scale=(1, 10), top=1)

    assert found.value == 0.15
    assert found.method == "CSAT, share of 10–10 on 1–10 (top 1); 95 % Wilson interval"


def test_the_mean_effort_score_is_as_published():
    found = ces(EASE)

    assert (found.n, found.value) == (1000, pytest.approx(4.08))
    half = 1.9623 * EASE.std() / np.sqrt(1000)  # Student's t with 999 degrees of freedom
    assert (found.low, found.high) == pytest.approx((4.08 - half, 4.08 + half), abs=1e-4)
    assert found.standard_error == pytest.approx(EASE.sem())


def test_the_share_who_found_it_easy_is_as_published():
    assert ces(EASE, convention="agree").value == pytest.approx(0.46)


def test_above_the_middle_of_an_even_scale_is_its_upper_half():
    assert ces(answers(_5=4, _6=6), scale=(1, 10), convention="agree").value == 0.6


def test_all_answers_equal_have_a_mean_without_an_interval():
    found = ces(answers(_6=40))

    assert found.value == 6
    assert np.isnan([found.low, found.high]).all()
    assert found.method == "CES, mean on 1–7; no interval, all answers are equal"


def test_a_mean_stays_on_its_scale():
    found = ces(answers(_7=14, _1=1))

    assert found.high == 7


def test_the_convention_always_stands_in_the_method():
    assert [
        nps(published(9)).method,
        csat(published(9).clip(1, 5), level=0.9).method,
        ces(EASE).method,
        ces(EASE, convention="agree").method,
    ] == [
        (
            "NPS, share of 9–10 less share of 0–6; 95 % adjusted Wald interval, 3 answers added "
            "(Rocks 2016)"
        ),
        "CSAT, share of 4–5 on 1–5 (top 2); 90 % Wilson interval",
        "CES, mean on 1–7; 95 % Student's t interval",
        "CES, share of 5–7 on 1–7; 95 % Wilson interval",
    ]


@pytest.mark.parametrize("measure", [nps, csat, ces])
def test_fewer_than_15_answers_have_no_interval(measure):
    few, enough = measure(answers(_4=7, _5=7)), measure(answers(_4=7, _5=8))

    assert np.isnan([few.low, few.high, few.standard_error]).all()
    assert few.method.endswith("no interval from fewer than 15 answers")
    assert few.sentence.endswith("That is only 14 answers: a hint, no more.")
    assert enough.low <= enough.value <= enough.high


@pytest.mark.parametrize("measure", [nps, csat, ces])
@pytest.mark.parametrize(
    "nothing", [pd.Series(dtype=float), pd.Series([np.nan, None])], ids=["empty", "missing"]
)
def test_nothing_gives_no_figure(measure, nothing):
    found = measure(nothing)

    assert found.n == 0
    assert np.isnan([found.value, found.low, found.high]).all()
    assert found.sentence == "Nobody answered, so there is no figure."


def test_missing_answers_do_not_count():
    assert nps(pd.Series([10, None, 0, pd.NA], dtype="Int64")).n == 2


def test_weights_widen_the_interval_by_kishs_effective_number():
    # Weights 1 and 3, half each: (30 · 1 + 30 · 3)² / (30 · 1 + 30 · 9) = 48 answers.
    scores = answers(_10=30, _0=30)
    weights = [1] * 30 + [3] * 30
    even = nps(scores)

    found = nps(scores, weights=weights)

    assert (found.value, found.n) == (-0.5, 60)
    assert found.method.endswith("weighted, Kish's effective n 48.0")
    assert found.standard_error == pytest.approx(np.sqrt(0.75 / 48))
    assert nps(scores, weights=[2] * 60).low == pytest.approx(even.low)


def test_an_answer_without_weight_does_not_count():
    found = nps(pd.Series([10, 0, np.nan]), weights=[1, 0, np.nan])

    assert (found.value, found.n) == (1, 1)


def test_sentences_said_aloud():
    assert [
        nps(published(54)).sentence,
        nps(answers(_7=20)).sentence,
        csat(answers(_5=85, _2=15)).sentence,
        ces(EASE).sentence,
        ces(EASE, convention="agree").sentence,
        nps(pd.Series([3])).sentence,
    ] == [
        (
            "The net promoter score is +33 on a scale of −100 to +100, likely +25 to +41: "
            "of 324 answers 50 % promote (9 or 10) and 17 % detract (0 to 6)."
        ),
        (
            "The net promoter score is 0 on a scale of −100 to +100, likely −10 to +10: "
            "of 20 answers 0 % promote (9 or 10) and 0 % detract (0 to 6)."
        ),
        "85 % of 100 answers are 4 or more on a scale of 1 to 5, likely 77 % to 91 %.",
        (
            "It was as easy as 4.1 on a scale of 1 to 7 (7 is easiest), likely 4.0 to 4.2: "
            "the mean of 1,000 answers."
        ),
        "46 % of 1,000 answers are 5 or more on a scale of 1 to 7, likely 43 % to 49 %.",
        (
            "The net promoter score is −100 on a scale of −100 to +100: of 1 answer 0 % promote "
            "(9 or 10) and 100 % detract (0 to 6). That is only 1 answer: a hint, no more."
        ),
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: nps(pd.Series([9, 11, 7.5, 99], index=list("abcd"))),
            (
                "Answers are whole numbers from 0 to 10; found 11.0 in row b, 7.5 in row c, 99.0 in "
                "row d. Drop codes for blank or 'do not know', such as 11 or 99, first."
            ),
        ),
        (
            lambda: csat(pd.Series([5, 0])),
            (
                "Answers are whole numbers from 1 to 5; found 0 in row 1. "
                "Drop codes for blank or 'do not know', such as 11 or 99, first."
            ),
        ),
        (
            lambda: ces(pd.Series(["easy"])),
            (
                "Answers are whole numbers from 1 to 7; found easy in row 0. "
                "Drop codes for blank or 'do not know', such as 11 or 99, first."
            ),
        ),
        (
            lambda: ces(EASE, convention="agreed"),
            "There is no convention 'agreed'; there are: mean, agree. Did you mean 'agree'?",
        ),
        (
            lambda: csat(EASE, scale=(1, 7), top=7),
            "From 1 to 6 top points may count as satisfied; found 7. 2 is usual.",
        ),
        (
            lambda: csat(EASE, scale=(7, 1)),
            "A scale runs up from one whole number to another; found (7, 1).",
        ),
        (
            lambda: nps(EASE, level=95),
            "The level lies between 0 and 1; found 95. 0.95 is usual.",
        ),
        (
            lambda: nps(pd.Series([1, 2]), weights=[1]),
            "Each answer has its weight; found 1 for 2 answers. Give a weight for each.",
        ),
        (
            lambda: nps(pd.Series([1, 2]), weights=[1, -1]),
            "A weight is 0 or more; found -1 in row 1. Leave such answers out.",
        ),
        (
            lambda: nps(pd.Series([1, 2]), weights=pd.Series([1, 2], index=[1, 0])),
            "Answers and weights differ in their index. Take both from one frame.",
        ),
    ],
    ids=[
        "code", "below", "text", "convention", "top", "scale", "level", "one weight", "negative",
        "index",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        call()


def test_an_estimate_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        nps(published(9)).value = 1


def test_loyalty_no_mutate():
    scores, weights = published(9).astype(float), pd.Series(1.0, index=range(54))
    scores[3] = np.nan
    kept_scores, kept_weights = scores.copy(), weights.copy()

    nps(scores, weights=weights)
    ces(scores.clip(1, 7), weights=weights)

    pd.testing.assert_series_equal(scores, kept_scores)
    pd.testing.assert_series_equal(weights, kept_weights)


@settings(deadline=None)
@given(recommendations)
def test_the_score_turned_round_is_the_interval_turned_round(scores):
    # 10 − x makes a promoter of 0 and 1 alone, so passives stay out of this.
    ends = pd.Series([10 if score > 5 else 0 for score in scores])

    one, other = nps(ends), nps(10 - ends)

    assert (one.value, one.low, one.high) == pytest.approx(
        (-other.value, -other.high, -other.low), nan_ok=True
    )


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=1, max_size=20))
def test_weights_move_the_value_as_repeated_answers_do(weighted):
    scores, weights = (pd.Series(part) for part in zip(*weighted, strict=True))
    repeated = scores.repeat(weights)

    for measure in (nps, csat, ces):
        assert measure(scores, weights=weights).value == pytest.approx(measure(repeated).value)


@settings(deadline=None)
@given(ratings)
def test_an_interval_holds_its_value_within_the_scale(scores):
    for measure, least, greatest in ((nps, -1, 1), (csat, 0, 1), (ces, 1, 7)):
        found = measure(pd.Series(scores))

        if not np.isnan(found.low):
            assert least <= found.low <= found.value <= found.high <= greatest
