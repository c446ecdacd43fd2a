"""Agreement among raters, held to published figures and to the definition written out."""

import re
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from touchkit.errors import InputError
from touchkit.measure.reliability import alpha, alpha_from_counts, concordance

NAN = np.nan
METRICS = ("nominal", "ordinal", "interval", "ratio")

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, example C: 4 observers, 12 units.
PUBLISHED = pd.DataFrame(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ],
    index=list("ABCD"),
)

few_ratings = arrays(
    float,
    st.tuples(st.integers(2, 5), st.integers(1, 6)),
    elements=st.sampled_from([NAN, 0, 1, 2, 5]),
)


def by_definition(ratings: pd.DataFrame, metric: str) -> float:
    """Compare every two ratings of a unit, then every two there are."""
    units = [column.dropna().tolist() for _, column in ratings.items()]
    units = [unit for unit in units if len(unit) > 1]
    all_ratings = [rating for unit in units for rating in unit]

    def apart(one, other):
        if metric == "nominal":
            return float(one != other)
        if metric == "interval":
            return (one - other) ** 2
        if metric == "ratio":
            return ((one - other) / (one + other)) ** 2 if one + other else 0.0
        low, high = min(one, other), max(one, other)
        between = sum(low <= rating <= high for rating in all_ratings)
        ends = all_ratings.count(low) + all_ratings.count(high)
        return (between - ends / 2) ** 2 if low != high else 0.0

    observed = sum(
        apart(*pair) / (len(unit) - 1) for unit in units for pair in permutations(unit, 2)
    )
    expected = sum(apart(*pair) for pair in permutations(all_ratings, 2))
    return 1 - (len(all_ratings) - 1) * observed / expected if expected else NAN


def counted(ratings: pd.DataFrame) -> pd.DataFrame:
    """Return units by values."""
    rated = ratings.to_numpy(dtype=float)
    values = np.unique(rated[~np.isnan(rated)])
    columns = {value: (rated == value).sum(axis=0) for value in values}
    return pd.DataFrame(columns, index=ratings.columns)


@pytest.mark.parametrize(
    ("metric", "published"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_is_as_krippendorff_published_it(metric, published):
    assert alpha(PUBLISHED, metric=metric) == pytest.approx(published, abs=0.0005)
    assert alpha_from_counts(counted(PUBLISHED), metric=metric) == pytest.approx(
        published, abs=0.0005
    )


@given(few_ratings, st.sampled_from(METRICS))
def test_alpha_is_what_its_definition_says(ratings, metric):
    frame = pd.DataFrame(ratings)

    assert alpha(frame, metric=metric) == pytest.approx(by_definition(frame, metric), nan_ok=True)


@given(few_ratings, st.sampled_from(METRICS))
def test_counted_ratings_equal_ratings_one_by_one(ratings, metric):
    frame = pd.DataFrame(ratings)

    assert alpha_from_counts(counted(frame), metric=metric) == pytest.approx(
        alpha(frame, metric=metric), nan_ok=True
    )


@given(few_ratings, st.sampled_from(METRICS), st.randoms())
def test_alpha_does_not_care_who_is_who_nor_which_unit_comes_first(ratings, metric, random):
    frame = pd.DataFrame(ratings)
    raters, units = list(frame.index), list(frame.columns)
    random.shuffle(raters)
    random.shuffle(units)

    shuffled = frame.loc[raters, units].set_axis([f"rater {rater}" for rater in raters])

    assert alpha(shuffled, metric=metric) == pytest.approx(
        alpha(frame, metric=metric), nan_ok=True, abs=1e-12
    )


@given(
    few_ratings, st.integers(-(10**6), 10**6), st.sampled_from(["nominal", "ordinal", "interval"])
)
def test_alpha_does_not_care_where_an_interval_scale_starts(ratings, shift, metric):
    frame = pd.DataFrame(ratings)

    assert alpha(frame + shift, metric=metric) == pytest.approx(
        alpha(frame, metric=metric), nan_ok=True, abs=1e-9
    )


@given(few_ratings)
def test_the_ordinal_metric_knows_only_the_order(ratings):
    frame = pd.DataFrame(ratings)

    assert alpha(np.exp(frame)) == pytest.approx(alpha(frame), nan_ok=True, abs=1e-12)


@pytest.mark.parametrize("metric", METRICS)
def test_many_different_values_are_compared_in_parts_to_the_same_end(metric):
    rng = np.random.default_rng(0)
    ratings = pd.DataFrame(np.round(rng.random((3, 400)), 3))
    ratings = ratings.mask(rng.random(ratings.shape) < 0.2)

    assert len(counted(ratings).columns) > 256
    assert alpha(ratings, metric=metric) == pytest.approx(
        alpha_from_counts(counted(ratings), metric=metric), abs=1e-12
    )


def test_perfect_agreement_is_one():
    assert alpha(pd.DataFrame([[1, 2, 5], [1, 2, 5]])) == 1


@pytest.mark.parametrize(
    "ratings",
    [
        pd.DataFrame(),
        pd.DataFrame(index=["A", "B"]),
        pd.DataFrame([[3, 3], [3, 3]]),
        pd.DataFrame([[0.1, 0.1], [0.1, 0.1], [0.1, 0.1]]),
        pd.DataFrame([[1, 2, 3]]),
        pd.DataFrame([[1, NAN], [NAN, 2]]),
        pd.DataFrame([[NAN, NAN]]),
    ],
    ids=[
        "empty",
        "no units",
        "all equal",
        "all equal to 0.1",
        "one rater",
        "no pairs",
        "no ratings",
    ],
)
@pytest.mark.parametrize("metric", METRICS)
def test_without_variation_or_pairs_there_is_no_alpha(ratings, metric):
    assert np.isnan(alpha(ratings, metric=metric))


def test_labels_have_a_nominal_alpha():
    words = PUBLISHED.replace({1: "fix", 2: "surprise", 3: "delight", 4: "leave", 5: "ask"})

    assert alpha(words.astype("str"), metric="nominal") == pytest.approx(
        alpha(PUBLISHED, metric="nominal")
    )


def test_labels_have_counts_too():
    words = counted(PUBLISHED).set_axis(list("abcde"), axis=1)

    assert alpha_from_counts(words, metric="nominal") == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize("kind", ["Int64", "Float64", "float32", object])
def test_any_kind_of_number_will_do(kind):
    assert alpha(PUBLISHED.astype(kind)) == pytest.approx(alpha(PUBLISHED))


def test_values_in_counts_need_not_stand_in_order_nor_occur():
    counts = counted(PUBLISHED).assign(**{"9": 0}).rename(columns={"9": 9})

    assert alpha_from_counts(counts[[9, 5, 3, 1, 2, 4]]) == pytest.approx(alpha(PUBLISHED))


def test_a_missing_count_is_none():
    counts = counted(PUBLISHED)

    assert alpha_from_counts(counts.where(counts > 0)) == pytest.approx(alpha(PUBLISHED))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: alpha(PUBLISHED, metric="ordnal"),
            (
                "There is no metric 'ordnal'; there are: nominal, ordinal, interval, ratio. "
                "Did you mean 'ordinal'?"
            ),
        ),
        (
            lambda: alpha(PUBLISHED.reset_index()),
            (
                "Ratings are numbers or missing; found 'A', 'B', 'C', … (4 in all). "
                "Move names into the index (set_index), or use metric='nominal' for labels."
            ),
        ),
        (
            lambda: alpha(PUBLISHED - 3, metric="ratio"),
            "The ratio metric compares numbers from 0 up; found -2. Use metric='interval'.",
        ),
        (
            lambda: alpha(PUBLISHED.replace(5, np.inf)),
            "Ratings are finite numbers; found infinity. Leave it missing.",
        ),
        (
            lambda: alpha_from_counts(counted(PUBLISHED).reset_index()),
            (
                "The columns' labels are the values, numbers; found index, 1.0, 2.0, 3.0, 4.0, 5.0. "
                "Move names into the index (set_index), or use metric='nominal' for labels."
            ),
        ),
        (
            lambda: alpha_from_counts(-counted(PUBLISHED)),
            "Counts are whole numbers from 0 up; found -4. Count ratings.",
        ),
        (
            lambda: alpha_from_counts(counted(PUBLISHED) / 2),
            "Counts are whole numbers from 0 up; found fractions. Count ratings.",
        ),
        (
            lambda: alpha_from_counts(pd.DataFrame([[1, 2]], columns=[3, 3])),
            "Each value has one column of counts; some come twice. Add them up.",
        ),
    ],
    ids=["metric", "names", "below 0", "infinity", "names in counts", "negative", "parts", "twice"],
)
def test_what_cannot_be_compared_is_refused(call, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        call()


def test_alpha_no_mutate():
    ratings, counts = PUBLISHED.copy(), counted(PUBLISHED)
    kept = counts.copy()

    alpha(ratings)
    alpha_from_counts(counts)
    concordance(ratings)

    pd.testing.assert_frame_equal(ratings, PUBLISHED)
    pd.testing.assert_frame_equal(counts, kept)


def test_four_judges_hardly_agree_on_three_items():
    # Kendall's W for 4 judges and 3 items, rank sums 7, 9 and 8: W = 12 · 2 / (16 · 24) = 1/16.
    found = concordance(pd.DataFrame([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]]))

    assert found.w == pytest.approx(1 / 16)
    assert (found.raters, found.units, found.df, found.left_out) == (4, 3, 2, 0)
    assert found.chi2 == pytest.approx(4 * 2 / 16)
    assert found.p == pytest.approx(np.exp(-0.25))  # chi-square with two degrees of freedom
    assert found.sentence == (
        "Kendall's W of 4 raters over 3 units is 0.06, where 0 is no common order and 1 the same "
        "order. Of random orders 78 % agree at least so well; with so few units that is rough."
    )


def test_ties_share_their_rank_and_w_is_corrected_for_them():
    # Ranks 1, 2.5, 2.5 and 1, 2, 3: sums 2, 4.5, 5.5; S = 6.5; W = 12 · 6.5 / (4 · 24 − 2 · 6).
    found = concordance(pd.DataFrame([[10, 20, 20], [1, 2, 3]]))

    assert found.w == pytest.approx(78 / 84)


def test_the_same_order_is_one_whatever_the_numbers():
    assert concordance(pd.DataFrame([[1, 2, 9, 9.5], [3, 3.5, 4, 70]])).w == 1


def test_raters_who_left_something_out_do_not_count():
    found = concordance(pd.DataFrame([[1, 2, 3], [1, 2, 3], [3, NAN, 1]]))

    assert (found.w, found.raters, found.left_out) == (1, 2, 1)
    assert found.sentence.endswith("Left out for missing ratings: 1 rater.")


@pytest.mark.parametrize(
    ("ratings", "sentence"),
    [
        (
            pd.DataFrame([[1, 2, 3]]),
            (
                "Agreement takes two raters and two units; there are complete ratings by 1 rater of "
                "3 units."
            ),
        ),
        (
            pd.DataFrame(),
            (
                "Agreement takes two raters and two units; there are complete ratings by 0 raters of "
                "0 units."
            ),
        ),
        (
            pd.DataFrame([[NAN, 1], [2, NAN]]),
            (
                "Agreement takes two raters and two units; there are complete ratings by 0 raters of "
                "2 units. Left out for missing ratings: 2 raters."
            ),
        ),
        (
            pd.DataFrame([[3, 3], [4, 4]]),
            "None of the 2 raters told the units apart: no variation, so no order.",
        ),
    ],
    ids=["one rater", "empty", "incomplete", "no variation"],
)
def test_without_an_order_there_is_no_concordance(ratings, sentence):
    found = concordance(ratings)

    assert np.isnan([found.w, found.chi2, found.p]).all()
    assert found.sentence == sentence


@settings(deadline=None)  # the first time it loads scipy
@given(few_ratings, st.randoms())
def test_concordance_does_not_care_who_is_who_nor_how_large_the_numbers_are(ratings, random):
    frame = pd.DataFrame(ratings).dropna()
    raters = list(frame.index)
    random.shuffle(raters)

    found, other = concordance(frame), concordance(np.exp(frame.loc[raters]))

    assert other.w == pytest.approx(found.w, nan_ok=True)
    assert np.isnan(found.w) or 0 <= found.w <= 1
