"""The gap, on scores small enough to compute by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure.small import only, sample
from touchkit.measure import gaps
from touchkit.model import TABLES, to_frame

COLUMNS = [
    "n", "n_received", "n_desired", "received_from", "desired_from",
    "received", "received_low", "received_high", "desired", "minimum", "importance",
    "gap", "gap_low", "gap_high", "adequacy", "superiority",
    "below", "below_low", "below_high", "rank_low", "rank_high", "sentence",
]  # fmt: skip


def test_gap_is_received_minus_desired(make_scores):
    scores = make_scores(
        ("customer", "invoice", "received", 2),
        ("customer", "invoice", "received", 3),
        ("team", "invoice", "desired", 5),
        ("team", "invoice", "desired", 4),
        ("team", "invoice", "desired", 4.5),
    )

    row = only(gaps(scores))

    assert (row["received"], row["desired"], row["gap"]) == (2.5, 4.5, -2.0)
    assert (row["n"], row["n_received"], row["n_desired"]) == (2, 2, 3)
    assert (row["received_from"], row["desired_from"]) == ("customer", "team")


def test_the_zone_of_tolerance_runs_from_minimum_to_desired(make_scores):
    scores = make_scores(
        ("customer", "invoice", "received", 3),
        ("team", "invoice", "minimum", 2.5),
        ("team", "invoice", "desired", 5),
        ("team", "invoice", "importance", 9),
    )

    row = only(gaps(scores))

    assert (row["adequacy"], row["superiority"], row["importance"]) == (0.5, -2.0, 9.0)


def test_below_counts_answers_strictly_below_the_minimum(make_scores):
    received = [("customer", "invoice", "received", score) for score in (2, 3, 3, 4)]
    minimum = [("team", "invoice", "minimum", score) for score in (2, 3, 4)]

    assert only(gaps(make_scores(*received, *minimum)))["below"] == 0.25


def test_a_minimum_is_not_below_itself_by_rounding(make_scores):
    minimum = [("team", "invoice", "minimum", score) for score in (4.1, 4.2, 4.3)]

    row = only(gaps(make_scores(("customer", "invoice", "received", 4.2), *minimum)))

    assert row["below"] == 0


def test_servqual_dimension_gaps_have_the_published_mean(make_scores):
    # Parasuraman, Zeithaml & Berry, SERVQUAL: gap = perception − expectation, by dimension.
    published = {
        "tangibles": -0.65,
        "reliability": -1.10,
        "responsiveness": -0.83,
        "assurance": -0.70,
        "empathy": -1.01,
    }
    rows = [
        row
        for dimension, gap in published.items()
        for row in (
            ("customer", dimension, "desired", 6.0),
            ("customer", dimension, "received", 5.5 + gap),
            ("customer", dimension, "received", 6.5 + gap),
        )
    ]

    found = gaps(make_scores(*rows)).set_index("touchpoint")["gap"]

    assert found.to_dict() == pytest.approx(published)
    assert found.mean() == pytest.approx(-0.858)


def test_weights_count_as_repetition_in_means_but_not_in_n(make_scores):
    weighted = make_scores(
        ("customer", "invoice", "received", 2, {"weight": 3}),
        ("customer", "invoice", "received", 4, {"weight": 1}),
        ("team", "invoice", "minimum", 3),
    )
    repeated = make_scores(
        *[("customer", "invoice", "received", 2)] * 3,
        ("customer", "invoice", "received", 4),
        ("team", "invoice", "minimum", 3),
    )

    one, other = only(gaps(weighted)), only(gaps(repeated))

    assert (one["received"], one["below"]) == (other["received"], other["below"]) == (2.5, 0.75)
    assert (one["n_received"], other["n_received"]) == (2, 4)


@settings(max_examples=25, deadline=None)
@given(
    counts=st.lists(
        st.tuples(
            st.sampled_from(["invoice", "call"]),
            st.sampled_from(["received", "desired", "minimum"]),
            st.integers(1, 5),
            st.integers(1, 12),
            st.sampled_from([1.0, 2.5]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_counted_rows_equal_repeated_rows(counts):
    names = ("touchpoint", "measure", "score", "n", "weight")
    counted = to_frame(
        TABLES["scores"],
        [{"group": "customer", **dict(zip(names, row, strict=True))} for row in counts],
    )
    repeated = counted.loc[counted.index.repeat(counted["n"])].assign(n=1)

    pd.testing.assert_frame_equal(gaps(repeated.sample(frac=1, random_state=1)), gaps(counted))


@settings(max_examples=25, deadline=None)
@given(scores=st.lists(st.integers(1, 5), min_size=15, max_size=30), shift=st.integers(-3, 3))
def test_shifting_the_scale_shifts_levels_and_leaves_the_gap(scores, shift):
    frame = pd.concat([sample("a", scores), sample("a", scores[::-1], measure="desired")])

    before, after = only(gaps(frame)), only(gaps(frame.assign(score=frame["score"] + shift)))

    for name in ("received", "received_low", "received_high", "desired"):
        assert after[name] - before[name] == pytest.approx(shift)
    for name in ("gap", "gap_low", "gap_high"):
        assert after[name] == pytest.approx(before[name])


def test_small_groups_stay_hidden():
    scores = pd.concat(
        [
            sample("a", [2, 3, 4]),
            sample("a", [5, 5], "team", "desired"),
            sample("a", [3, 3, 3], "team", "minimum"),
        ]
    )

    customers = only(gaps(scores, smallest_group={"customer": 10, "team": 2}))
    team = only(gaps(scores, smallest_group={"customer": 3, "team": 3}))

    assert customers[["received", "gap", "adequacy", "superiority", "below"]].isna().all()
    assert (customers["n_received"], customers["desired"]) == (3, 5)
    assert team[["desired", "gap", "superiority"]].isna().all()
    assert (team["received"], team["n_desired"], team["adequacy"]) == (3, 2, 0)


def test_a_small_group_is_counted_in_people_not_in_answers():
    scores = pd.concat([sample(name, [2, 3, 4]) for name in "abcd"])

    row = only(gaps(scores, by=(), smallest_group=10))

    assert (row["n_received"], pd.isna(row["received"])) == (12, True)


def test_an_empty_frame_gives_an_empty_frame_with_all_columns(make_scores):
    for by in (("touchpoint",), (), ("group", "wave")):
        frame = gaps(make_scores(), by=by)

        assert list(frame.columns) == [*by, *COLUMNS]
        assert frame.empty


def test_the_result_has_plain_columns_and_types():
    frame = gaps(pd.concat([sample("b", [3] * 20), sample("a", [5], "team", "desired")]))

    assert list(frame.columns) == ["touchpoint", *COLUMNS]
    assert isinstance(frame.index, pd.RangeIndex)
    assert list(frame["touchpoint"]) == ["a", "b"]
    kinds = frame.dtypes.astype(str)
    assert set(kinds[["n", "n_received", "n_desired"]]) == {"int64"}
    assert set(kinds[["received_from", "desired_from", "sentence"]]) == {"str"}
    assert set(
        kinds.drop(
            [
                "touchpoint",
                "n",
                "n_received",
                "n_desired",
                "received_from",
                "desired_from",
                "sentence",
            ]
        )
    ) == {"float64"}


def test_without_desired_there_is_no_gap(make_scores):
    row = only(gaps(make_scores(("customer", "security", "received", 4))))

    assert (row["received"], row["n"], row["n_desired"]) == (4, 0, 0)
    assert row[["gap", "desired", "desired_from", "below"]].isna().all()


def test_without_received_there_is_no_gap(make_scores):
    row = only(
        gaps(make_scores(("team", "parcel", "desired", 4), ("team", "parcel", "minimum", 2)))
    )

    assert (row["desired"], row["minimum"]) == (4, 2)
    assert row[["gap", "received", "received_from", "below"]].isna().all()


def test_emotion_alone_makes_no_row(make_scores):
    assert gaps(make_scores(("customer", "parcel", "emotion", 4))).empty


def test_gaps_does_not_mutate():
    scores = pd.concat([sample("a", [1, 2] * 10), sample("a", [5], "team", "desired")])
    before = scores.copy()

    gaps(scores, smallest_group=3)

    pd.testing.assert_frame_equal(scores, before)


def test_a_minimum_decided_by_the_group_is_shown_although_it_is_one_answer(make_scores):
    received = [("customer", "invoice", "received", score) for score in (2, 3, 4)]
    decided = ("team", "invoice", "minimum", 3)
    one_persons = ("team", "invoice", "minimum", 3, {"respondent": "mira"})

    by_group = only(gaps(make_scores(*received, decided), smallest_group={"team": 3}))
    by_one = only(gaps(make_scores(*received, one_persons), smallest_group={"team": 3}))

    assert (by_group["minimum"], by_group["below"]) == (3, pytest.approx(1 / 3))
    assert pd.isna(by_one["minimum"])
