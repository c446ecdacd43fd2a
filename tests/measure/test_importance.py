"""Importance as people state it and as their answers show it."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure.small import only
from touchkit.errors import InputError
from touchkit.measure.importance import derived_importance, stated_importance

SCALE = " Asked on a scale everything is important; dots or points tell more."


def stated(*pairs, **more):
    """Return a row for each (touchpoint, score)."""
    return pd.DataFrame(
        {"touchpoint": [pair[0] for pair in pairs], "score": [pair[1] for pair in pairs]} | more
    )


def people(size, **touchpoints):
    return pd.DataFrame(touchpoints, index=[f"p{number}" for number in range(size)])


def test_on_a_scale_importance_is_the_mean():
    frame = stated_importance(stated(("visit", 9), ("invoice", 6), ("invoice", 8)))

    assert frame["touchpoint"].tolist() == ["invoice", "visit"]
    assert frame["importance"].tolist() == [7, 9]
    assert frame["n"].tolist() == [2, 1]
    assert frame["share"].isna().all()


@pytest.mark.parametrize("kind", ["dots", "points"])
def test_what_is_given_away_is_shared_out(kind):
    given_away = stated(("visit", 30), ("invoice", 50), ("invoice", 20))

    frame = stated_importance(given_away, kind=kind)

    assert frame["share"].tolist() == [0.7, 0.3]
    assert frame["importance"].tolist() == [35, 30]
    assert frame["sentence"][0] == f"invoice got 70 % of all {kind}: 35.0 on average (2 answers)."


def test_weights_and_counts_count():
    frame = stated_importance(
        stated(("a", 2), ("a", 8), ("b", 4), n=[1, 2, None], weight=[4, 1, None]), kind="dots"
    )

    assert frame["n"].tolist() == [3, 1]
    assert frame["importance"].tolist() == [4, 4]
    assert frame["share"].tolist() == [24 / 28, 4 / 28]


def test_a_scale_is_warned_of_and_the_more_where_all_is_important():
    wide = stated_importance(stated(("a", 1), ("b", 9)), scale=(0, 10))["sentence"]
    narrow = stated_importance(stated(("a", 8), ("b", 9)), scale=(0, 10))["sentence"]

    assert wide[0] == "The importance of a is 1.0 (1 answer)." + SCALE
    assert narrow[0] == (
        "The importance of a is 8.0 (1 answer)." + SCALE + " All 2 touchpoints lie within 1.0 on "
        "a scale of 0 to 10: their order says little."
    )


def test_a_scale_not_given_runs_from_the_least_to_the_greatest_score():
    scores = stated(("a", 0), ("a", 10), ("b", 5), ("b", 7))

    assert stated_importance(scores)["sentence"][0].endswith(
        "All 2 touchpoints lie within 1.0 on a scale of 0 to 10: their order says little."
    )


def test_a_touchpoint_nobody_scored_is_not_unimportant():
    row = stated_importance(stated(("a", None), ("b", 3)), kind="dots").iloc[0]

    assert row["n"] == 0
    assert np.isnan(row["importance"])
    assert row["sentence"] == "Nobody said how important a is."


def test_no_dots_at_all_have_no_share():
    row = only(stated_importance(stated(("a", 0)), kind="dots"))

    assert np.isnan(row["share"])
    assert row["sentence"] == "No dots were given away, to a or any other (1 answer)."


@pytest.mark.parametrize("kind", ["scale", "dots", "points"])
def test_nothing_stated_gives_an_empty_frame(kind):
    frame = stated_importance(stated(), kind=kind)

    assert list(frame) == ["touchpoint", "n", "importance", "share", "sentence"]
    assert frame.empty
    assert (frame["touchpoint"].dtype, frame["n"].dtype) == ("str", "int64")


def test_derived_importance_is_the_correlation_with_its_interval():
    # Fisher (1921): artanh r ± 1.96 / √(n − 3).
    rng = np.random.default_rng(0)
    overall = rng.integers(1, 6, 40)
    scores = people(40, invoice=overall + rng.integers(0, 3, 40), visit=rng.integers(1, 6, 40))
    r = np.corrcoef(scores["invoice"], overall)[0, 1]
    half = 1.959964 / np.sqrt(37)

    row = derived_importance(scores, pd.Series(overall, index=scores.index)).iloc[0]

    assert row["importance"] == pytest.approx(r)
    assert row["low"] == pytest.approx(np.tanh(np.arctanh(r) - half), abs=1e-6)
    assert row["high"] == pytest.approx(np.tanh(np.arctanh(r) + half), abs=1e-6)
    assert row["n"] == 40


def test_people_are_matched_by_their_name_and_count_where_they_gave_both():
    scores = people(4, invoice=[1, 2, np.nan, 5])
    overall = pd.Series([9, 5, 2, 1], index=["p9", "p3", "p1", "p0"])

    row = only(derived_importance(scores, overall))

    assert row["n"] == 3
    assert row["importance"] == pytest.approx(np.corrcoef([1, 2, 5], [1, 2, 5])[0, 1])


def test_fewer_than_15_people_have_no_interval():
    fourteen, fifteen = (
        only(derived_importance(people(size, a=[1, 2] * 7 + [2] * (size - 14)), overall))
        for size in (14, 15)
        for overall in [pd.Series(range(size), index=people(size).index)]
    )

    assert np.isnan([fourteen["low"], fourteen["high"]]).all()
    assert fourteen["sentence"].endswith("That is only 14 answers: a hint, no more.")
    assert fifteen["low"] < fifteen["importance"] < fifteen["high"]


def test_what_all_find_equally_good_shows_no_importance():
    scores = people(20, invoice=[5] * 20)

    row = only(derived_importance(scores, pd.Series(range(20), index=scores.index)))

    assert np.isnan(row["importance"])
    assert row["sentence"] == (
        "Nothing can be derived about invoice: its scores or the overall ones are all equal (20 people)."
    )


def test_a_correlation_said_aloud_is_no_cause():
    overall = pd.Series([1, 2, 3, 4] * 5, index=people(20).index)
    scores = people(20, same=overall, opposite=5 - overall, apart=[1, 5, 5, 1] * 5)
    caveat = (
        " among 20 people. No proof of a cause: touchpoints that vary together share it, and what "
        "all find equally good shows none."
    )

    said = derived_importance(scores, overall)["sentence"].tolist()

    assert said == [
        "The better same is scored, the better the overall judgement "
        "(correlation 1.00, likely 1.00 to 1.00)" + caveat,
        "The better opposite is scored, the worse the overall judgement "
        "(correlation −1.00, likely −1.00 to −1.00)" + caveat,
        "apart does not clearly go with the overall judgement "
        "(correlation 0.00, likely −0.44 to 0.44)" + caveat,
    ]


@pytest.mark.parametrize("size", [0, 1])
def test_too_few_people_have_no_correlation(size):
    scores = people(size, invoice=[3] * size)

    row = only(derived_importance(scores, pd.Series([3.0] * size, index=scores.index)))

    assert row["n"] == size
    assert np.isnan(row["importance"])


def test_no_touchpoints_give_an_empty_frame():
    frame = derived_importance(pd.DataFrame(), pd.Series(dtype=float))

    assert list(frame) == ["touchpoint", "importance", "low", "high", "n", "sentence"]
    assert frame.empty


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: stated_importance(stated(("a", 1)), kind="dot"),
            (
                "There is no kind of importance 'dot'; there are: scale, dots, points. "
                "Did you mean 'dots'?"
            ),
        ),
        (
            lambda: stated_importance(pd.DataFrame({"touchpoint": []})),
            "The importances have no column 'score'. There are: touchpoint.",
        ),
        (
            lambda: stated_importance(stated(("a", 1), ("a", 2), group=["team", "customer"])),
            (
                "The importances mix groups (team, customer), and groups are never pooled. "
                "Choose one first."
            ),
        ),
        (
            lambda: stated_importance(stated(("a", "very"))),
            "A score is a number or missing; found very in row 0 (score). Correct it.",
        ),
        (
            lambda: stated_importance(stated(("a", 3), ("b", -1)), kind="dots"),
            "Nobody gives away fewer than 0 dots; found -1 in row 1. Correct the score.",
        ),
        (
            lambda: stated_importance(stated(("a", 11)), scale=(0, 10)),
            "The scale is 0 to 10; found a score of 11. Correct one of them.",
        ),
        (
            lambda: stated_importance(stated(("a", 1), weight=[-1])),
            "A weight is 0 or more; found -1 in row 0. Correct it.",
        ),
        (
            lambda: derived_importance(people(1, a=[1]), pd.Series([1, 2], index=["p0", "p0"])),
            "Each person has one row; 'p0' comes twice in the outcome. Keep one.",
        ),
        (
            lambda: derived_importance(people(1, a=["x"]), pd.Series([1], index=["p0"])),
            "A score is a number or missing; found x in row p0 (a). Correct it.",
        ),
        (
            lambda: derived_importance(people(1), pd.Series(dtype=float), level=0),
            "The level lies between 0 and 1; found 0. 0.95 is usual.",
        ),
    ],
    ids=[
        "kind", "column", "groups", "text", "negative", "scale", "weight", "twice", "label", "level",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        call()


def test_importance_no_mutate():
    given_scores, wide = stated(("a", 1), ("b", None)), people(3, a=[1, 2, np.nan])
    overall = pd.Series([1, 2, 3], index=wide.index)
    kept = given_scores.copy(), wide.copy(), overall.copy()

    stated_importance(given_scores, kind="dots")
    derived_importance(wide, overall)

    pd.testing.assert_frame_equal(given_scores, kept[0])
    pd.testing.assert_frame_equal(wide, kept[1])
    pd.testing.assert_series_equal(overall, kept[2])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9), st.integers(1, 4)), min_size=1)
)
def test_counted_and_weighted_answers_equal_repeated_ones(rows):
    points = [(touchpoint, score) for touchpoint, score, _ in rows]
    times = [row[2] for row in rows]
    repeated = stated(
        *[point for point, many in zip(points, times, strict=True) for _ in range(many)]
    )

    once = stated_importance(repeated, kind="dots")
    by_count = stated_importance(stated(*points, n=times), kind="dots")
    by_weight = stated_importance(stated(*points, weight=times), kind="dots")

    pd.testing.assert_frame_equal(by_count, once)
    numbers = ["touchpoint", "importance", "share"]
    pd.testing.assert_frame_equal(by_weight[numbers], once[numbers])


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 10)), min_size=2, max_size=30),
    st.integers(1, 9),
    st.integers(-9, 9),
)
def test_a_correlation_needs_no_common_scale(pairs, stretch, shift):
    scores = people(len(pairs), a=[float(pair[0]) for pair in pairs])
    overall = pd.Series([float(pair[1]) for pair in pairs], index=scores.index)

    same = derived_importance(stretch * scores + shift, overall)

    numbers = ["importance", "low", "high", "n"]
    pd.testing.assert_frame_equal(same[numbers], derived_importance(scores, overall)[numbers])
