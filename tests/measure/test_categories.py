"""Kano's categories, held to published figures and to tables small enough to see through."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measure.small import only
from touchkit.errors import InputError
from touchkit.measure.categories import fong_test, kano, kano_from_counts

LETTERS = list("MOAIRQ")
COLUMNS = ["feature", *LETTERS, "better", "worse", "category", "strength", "fong", "sentence"]

# Five features of a maker of cleaning machines, n = 296, as published with the R package
# stp25kano (W. Peter); answer counts, then better, worse, category, Fong's difference and its
# critical value.
PUBLISHED = {
    "service app": ((95, 123, 45, 33, 0, 0), 0.568, -0.736, "O", 28, 19.4, True),
    "excellent service": ((101, 54, 54, 81, 3, 3), 0.372, -0.534, "M", 20, 18.5, True),
    "hotline": ((15, 24, 121, 124, 6, 6), 0.511, -0.137, "A", 3, 19.8, False),
    "loan machine": ((65, 87, 93, 51, 0, 0), 0.608, -0.514, "O", 6, 18.5, False),
    "ready-to-use return": ((9, 18, 83, 177, 6, 3), 0.352, -0.094, "I", 94, 19.9, True),
}

# Berger et al. (1993), p. 6: rows with the feature, columns without it, from like to dislike.
BERGER = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]

pairs = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=40)


def counts(**features):
    rows = [(name, *numbers) for name, numbers in features.items()]
    return pd.DataFrame(rows, columns=["feature", *LETTERS])


def published():
    return counts(**{name: row[0] for name, row in PUBLISHED.items()})


def answers(*pairs, feature="refill"):
    """Return one row a person: how they feel with the feature, and without it."""
    return pd.DataFrame(
        {
            "respondent": [f"r{number}" for number in range(len(pairs))],
            "feature": feature,
            "functional": [pair[0] for pair in pairs],
            "dysfunctional": [pair[1] for pair in pairs],
        }
    )


@pytest.mark.parametrize("feature", PUBLISHED)
def test_categories_are_as_published(feature):
    frame = kano_from_counts(published()).set_index("feature")
    _, better, worse, category, _, _, separable = PUBLISHED[feature]

    row = frame.loc[feature]

    assert row["better"] == pytest.approx(better, abs=0.0005)
    assert row["worse"] == pytest.approx(worse, abs=0.0005)
    assert (row["category"], row["fong"]) == (category, separable)


@pytest.mark.parametrize("feature", PUBLISHED)
def test_fongs_test_is_as_published(feature):
    frame = fong_test(published()).set_index("feature")
    *_, difference, critical, separable = PUBLISHED[feature]

    row = frame.loc[feature]

    assert row["difference"] == difference
    assert row["critical"] == pytest.approx(critical, abs=0.05)
    assert row["separable"] == separable


def test_fongs_test_takes_the_two_most_frequent_of_all_six():
    row = only(fong_test(counts(refill=(5, 5, 5, 5, 40, 30))))

    assert row["difference"] == 10
    assert row["critical"] == pytest.approx(1.65 * np.sqrt(70 * (180 - 70) / 180))
    assert not row["separable"]


@pytest.mark.parametrize("without", range(5))
@pytest.mark.parametrize("with_it", range(5))
def test_every_pair_of_answers_falls_where_the_table_says(with_it, without):
    one = answers((with_it + 1, without + 1))
    usual = BERGER[with_it][without]
    # Pouliot in Berger et al. (1993), p. 33: the same answer twice contradicts itself, unless it
    # is "neutral".
    modified = "Q" if with_it == without in (1, 3) else usual

    assert only(kano(one))["category"] == usual
    assert only(kano(one, table="pouliot"))["category"] == modified


def test_reverse_and_questionable_are_outside_better_and_worse():
    row = only(kano_from_counts(counts(refill=(1, 2, 3, 4, 50, 60))))

    assert (row["better"], row["worse"]) == (0.5, -0.3)


def test_within_five_points_of_all_answers_the_weightier_category_wins():
    tied = only(kano_from_counts(counts(refill=(35, 0, 0, 40, 0, 25))))
    apart = only(kano_from_counts(counts(refill=(35, 0, 0, 41, 0, 24))))

    assert (tied["category"], apart["category"]) == ("M", "I")


@pytest.mark.parametrize(
    ("numbers", "category"),
    [
        ((20, 5, 20, 44, 0, 0), "M"),
        ((20, 5, 21, 44, 0, 0), "A"),
        ((20, 5, 20, 40, 5, 0), "I"),
        ((0, 0, 10, 4, 4, 7), "Q"),
        ((0, 0, 0, 5, 5, 5), "I"),
    ],
    ids=["ties", "largest of three", "not more", "the others", "tied others"],
)
def test_by_the_sum_what_people_care_for_is_set_against_the_rest(numbers, category):
    assert only(kano_from_counts(counts(refill=numbers), rule="sum"))["category"] == category


def test_strength_is_the_lead_of_the_most_frequent_category():
    assert only(kano_from_counts(counts(refill=(5, 1, 2, 2, 0, 0))))["strength"] == 0.3


def test_missing_answers_are_left_out_and_leave_the_feature():
    some = answers((1, 3), (None, 5), (1, None))
    none = answers((None, None), feature="card")

    frame = kano(pd.concat([some, none])).set_index("feature")

    assert frame.loc["refill", LETTERS].tolist() == [0, 0, 1, 0, 0, 0]
    assert frame.loc["card", LETTERS].tolist() == [0] * 6
    assert frame.loc["card", ["better", "worse", "category", "strength"]].isna().all()
    assert not frame.loc["card", "fong"]
    assert frame.loc["card", "sentence"] == "Nobody answered for card, so it has no category."


def test_people_without_a_name_are_a_person_each():
    nameless = answers((1, 3), (1, 3)).assign(respondent=None)

    assert only(kano(nameless))["A"] == 2


def test_features_stand_in_the_order_they_first_appear():
    both = pd.concat([answers((1, 3), feature="refill"), answers((1, 3), feature="card")])

    assert kano(both)["feature"].tolist() == ["refill", "card"]


def test_a_clear_category_said_aloud():
    said = kano_from_counts(published())["sentence"].iloc[0]

    assert said == (
        "service app is one-dimensional: the more of it the better, the less the worse "
        "(42 % of 296 answers). Having it can please 57 %, lacking it displease 74 %."
    )


def test_a_category_that_is_not_clear_cut_names_both():
    said = kano_from_counts(published())["sentence"].iloc[3]

    assert said == (
        "loan machine is not clear-cut: of 296 answers 31 % say attractive and 29 % "
        "one-dimensional, which chance alone may have parted; the rule takes it as "
        "one-dimensional. Having it can please 61 %, lacking it displease 51 %."
    )


def test_a_category_by_the_rule_alone_says_what_most_say():
    said = only(kano_from_counts(counts(refill=(90, 50, 40, 150, 0, 0)), rule="sum"))["sentence"]

    assert said.startswith("refill is must-be by the rule, though of 330 answers most, 45 %, say ")


def test_few_answers_look_like_few():
    one = only(kano(answers((1, 3))))["sentence"]
    eleven = only(kano_from_counts(counts(refill=(0, 0, 10, 1, 0, 0))))

    assert one == (
        "refill is not clear-cut: all say attractive, but they are few. Having it can please "
        "100 %, lacking it displease 0 %. That is only 1 answer: a hint, no more."
    )
    assert eleven["fong"]
    assert eleven["sentence"].endswith("That is only 11 answers: a hint, no more.")


@pytest.mark.parametrize(
    "frame",
    [kano_from_counts(counts()), kano(answers())],
    ids=["counts", "answers"],
)
def test_nothing_gives_an_empty_frame(frame):
    assert list(frame) == COLUMNS
    assert frame.empty
    assert frame["category"].dtype == "str"
    assert frame["M"].dtype == "int64"
    assert frame["fong"].dtype == bool


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: kano(answers((1, 3), (6, 1), (2, 0.5))),
            (
                "Answers (functional) are coded 1 to 5; found 6 in row 1. Code them 1 like, 2 must be, "
                "3 neutral, 4 live with, 5 dislike; leave blanks empty."
            ),
        ),
        (
            lambda: kano(answers((1, "like"))),
            (
                "Answers (dysfunctional) are coded 1 to 5; found like in row 0. Code them 1 like, 2 "
                "must be, 3 neutral, 4 live with, 5 dislike; leave blanks empty."
            ),
        ),
        (
            lambda: kano(pd.concat([answers((1, 3)), answers((2, 3))])),
            (
                "A respondent counts once for a feature; r0 answered for refill twice or more. "
                "Keep one of the answers."
            ),
        ),
        (
            lambda: kano(answers((1, 3)).assign(feature=None)),
            "Each answer belongs to a feature; row 0 names none. Name it.",
        ),
        (
            lambda: kano(answers((1, 3)), table="pulliot"),
            "There is no table 'pulliot'; there are: berger, pouliot. Did you mean 'pouliot'?",
        ),
        (
            lambda: kano(answers((1, 3)), rule="max"),
            "There is no rule 'max'; there are: mode, sum. Use one of these.",
        ),
        (
            lambda: kano(answers((1, 3)).rename(columns={"functional": "function"})),
            "The answers have no column 'functional'. Did you mean 'function'?",
        ),
        (
            lambda: kano_from_counts(counts(refill=(1, 2.5, 0, 0, 0, 0))),
            "Counts (O) are whole numbers from 0 up; found 2.5 in row 0. Count answers.",
        ),
    ],
    ids=["off", "text", "twice", "nameless", "table", "rule", "column", "part"],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        call()


def test_kano_no_mutate():
    given_answers, given_counts = answers((1, 3), (2, None)), published()
    kept_answers, kept_counts = given_answers.copy(), given_counts.copy()

    kano(given_answers)
    kano_from_counts(given_counts)
    fong_test(given_counts)

    pd.testing.assert_frame_equal(given_answers, kept_answers)
    pd.testing.assert_frame_equal(given_counts, kept_counts)


@settings(max_examples=50, deadline=None)
@given(pairs, st.sampled_from(["mode", "sum"]))
def test_answers_one_by_one_and_their_counts_say_the_same(given_pairs, rule):
    frame = kano(answers(*given_pairs), rule=rule)

    again = kano_from_counts(frame[["feature", *LETTERS]], rule=rule)

    assert frame[LETTERS].to_numpy().sum() == len(given_pairs)
    pd.testing.assert_frame_equal(frame, again)


@settings(max_examples=50, deadline=None)
@given(pairs, st.randoms())
def test_it_does_not_matter_who_said_it(given_pairs, random):
    frame = answers(*given_pairs)
    others = list(frame["respondent"])
    random.shuffle(others)

    pd.testing.assert_frame_equal(kano(frame.assign(respondent=others)), kano(frame))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.integers(2, 5))
def test_more_of_the_same_answers_change_no_share_and_no_category(numbers, times):
    once = kano_from_counts(counts(refill=numbers))
    often = kano_from_counts(counts(refill=[times * number for number in numbers]))

    same = ["better", "worse", "category", "strength"]
    pd.testing.assert_frame_equal(once[same], often[same])
    assert not (only(once)["fong"] and not only(often)["fong"])
    assert np.all((once["better"].dropna() >= 0) & (once["worse"].dropna() <= 0))
