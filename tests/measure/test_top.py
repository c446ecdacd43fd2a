"""What comes first, and whether it still does when something is changed."""

import time

import numpy as np
import pandas as pd
import pytest

from tests.measure.small import sample
from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.measure.top import stability
from touchkit.pack import read_pack


@pytest.fixture(scope="module")
def lavender(repository):
    return read_pack(repository / "workshop_data" / "lavender").tables["scores"]


def scored(received, desired, importance=None, **more):
    """Return scores from ``{touchpoint: [marks]}``; customers received, the team's the rest."""
    parts = [sample(name, marks) for name, marks in received.items()]
    for measure, marks in (("desired", desired), ("importance", importance or {}), *more.items()):
        parts += [sample(name, some, group="team", measure=measure) for name, some in marks.items()]
    return pd.concat(parts, ignore_index=True)


def test_without_importance_the_shortfall_decides():
    scores = scored({"a": [4], "b": [2], "c": [3]}, {"a": [5], "b": [5], "c": [5]})

    found = stability(scores, top=2)

    assert list(found["touchpoint"]) == ["b", "c", "a"]
    assert list(found["rank"]) == [1, 2, 3]
    assert list(found["top"]) == [True, True, False]
    assert found["weights"].isna().all()


def test_importance_times_shortfall_decides():
    scores = scored({"a": [4], "b": [2]}, {"a": [5], "b": [5]}, {"a": [4, 4], "b": [1, 1]})

    found = stability(scores, top=1)

    assert list(found["touchpoint"]) == ["a", "b"]  # 1 × 4 against 3 × 1


def test_other_importances_and_measures_may_turn_it():
    scores = scored({"a": [4], "b": [2]}, {"a": [5], "b": [5]}, {"a": [4, 4], "b": [1, 1]})

    found = stability(scores, top=1).set_index("touchpoint")

    assert found.loc["a", "measures"] == 0  # neither by shortfall alone nor by received alone
    assert found.loc["b", "measures"] == 1
    # 4u > 3v for u, v between a half and one and a half, in 73.96 % of all cases.
    assert found.loc["a", "weights"] == pytest.approx(0.74, abs=0.1)
    assert found["weights"].sum() == pytest.approx(1)
    assert found.loc["a", "sentence"].startswith("a comes first, but not in ")
    assert "2 of 2 other measures" in found.loc["a", "sentence"]


def test_the_same_seed_draws_the_same():
    scores = scored({"a": [4], "b": [2]}, {"a": [5], "b": [5]}, {"a": [4, 4], "b": [1, 1]})

    pd.testing.assert_frame_equal(stability(scores, top=1), stability(scores, top=1))


def test_customers_importance_counts_where_the_team_has_none():
    scores = scored({"a": [4], "b": [2]}, {"a": [5], "b": [5]})
    own = [sample(name, [mark], measure="importance") for name, mark in (("a", 4), ("b", 1))]

    assert list(stability(pd.concat([scores, *own]))["touchpoint"]) == ["a", "b"]


def test_one_department_alone_cannot_be_left_out_and_customers_have_none():
    scores = scored({"a": [4, 4], "b": [2, 2]}, {"a": [5], "b": [5]})
    scores["department"] = ["x", "y", "x", "y", "z", "z"]

    assert stability(scores)["departments"].isna().all()


def test_weights_of_ones_own_replace_the_importance():
    scores = scored({"a": [4], "b": [2]}, {"a": [5], "b": [5]}, {"a": [4, 4], "b": [1, 1]})

    found = stability(scores, top=1, weights={"a": 1, "b": 1})

    assert list(found["touchpoint"]) == ["b", "a"]


def test_what_has_no_importance_has_the_mean_of_the_others():
    received, desired = ({name: [mark] for name in "abc"} for mark in (3, 5))

    found = stability(scored(received, desired, {"a": [9], "b": [1]}), top=1)

    assert list(found["touchpoint"]) == ["a", "c", "b"]


def test_what_falls_short_of_nothing_is_never_among_the_first():
    found = stability(scored({"a": [5], "b": [2]}, {"a": [4], "b": [5]}), top=2)

    assert list(found["top"]) == [True, False]


def test_a_touchpoint_without_a_gap_is_no_row():
    scores = scored({"a": [4], "b": [2], "c": [3]}, {"a": [5], "b": [5]})

    assert set(stability(scores)["touchpoint"]) == {"a", "b"}


def test_the_teams_guess_is_not_ranked_among_customers_answers():
    scores = scored({"a": [4]}, {"a": [5], "b": [5]})
    guess = sample("b", [1], group="team")

    assert list(stability(pd.concat([scores, guess]))["touchpoint"]) == ["a"]


def test_one_person_may_decide_alone():
    received = {"a": [1, 5, 5], "b": [4, 4, 3]}  # without the first, b falls shorter
    desired = {"a": [5], "b": [5]}

    found = stability(scored(received, desired), top=1).set_index("touchpoint")

    assert found["top"].to_dict() == {"a": True, "b": False}
    assert found.loc["b", "respondents"] == pytest.approx(1 / 4)  # three customers, one colleague
    assert "1 of 4 cases with one person left out" in found.loc["b", "sentence"]


def test_counted_answers_name_nobody_to_leave_out():
    scores = scored({"a": [4], "b": [2]}, {"a": [5], "b": [5]}).drop(columns="respondent")

    found = stability(scores, top=1)

    assert found["respondents"].isna().all()
    assert found["departments"].isna().all()


def some(seed):
    """Return scores of twelve customers and nine colleagues of three departments."""
    rng = np.random.default_rng(seed)
    received = {name: rng.integers(1, 6, 12).tolist() for name in "abcdef"}
    wanted = [{name: rng.integers(2, 6, 9).tolist() for name in "abcdef"} for _ in range(2)]
    scores = scored(received, wanted[0], wanted[1], minimum={"a": [3], "b": [3]})
    team = (scores["group"] == "team").to_numpy()
    number = scores["respondent"].str.removeprefix("team").where(team)
    department = number.map(lambda at: "xyz"[int(at) % 3], na_action="ignore")
    return scores.assign(department=department.astype("str"))


@pytest.mark.parametrize("seed", range(5))
def test_leaving_out_from_sums_is_leaving_out(seed):
    scores = some(seed)

    found = stability(scores, top=2).set_index("touchpoint")

    for check, column in (("respondents", "respondent"), ("departments", "department")):
        each = scores[column].dropna().unique()
        again = [stability(scores[scores[column] != one], top=2) for one in each]
        shares = pd.concat(again).groupby("touchpoint")["top"].mean()
        assert len(each) == {"respondents": 21, "departments": 3}[check]
        assert found[check].to_dict() == pytest.approx(shares.to_dict())


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_that_of_the_gaps_times_importance(seed):
    scores = some(seed)

    shown = gaps(scores).set_index("touchpoint")

    shortfall = (shown["gap"] * shown["importance"]).round(9)
    assert shortfall.nunique() > 3
    ranked = sorted(shortfall.index, key=lambda name: (shortfall[name], name))
    assert list(stability(scores)["touchpoint"]) == ranked


def test_a_measure_without_a_minimum_is_no_check_for_that_touchpoint():
    scores = some(0)

    found = stability(scores, top=2).set_index("touchpoint")["measures"]

    thirds, halves = found[["a", "b"]] * 3, found[["c", "d", "e", "f"]] * 2
    assert thirds.to_list() == pytest.approx(thirds.round().to_list())
    assert halves.to_list() == pytest.approx(halves.round().to_list())


def test_fewer_touchpoints_than_come_first_say_little():
    found = stability(scored({"a": [2]}, {"a": [5]}))

    assert found["sentence"].item() == (
        "Only one touchpoint can be ranked: that a comes among the first five says little. "
        "That is only 1 answer: a hint, no more."
    )


def test_the_teams_own_guess_is_called_one():
    scores = scored({"a": [2, 2], "b": [4, 4]}, {"a": [5, 5], "b": [5, 5]})

    said = stability(scores.assign(group="team"), top=1)["sentence"]

    assert list(said) == [
        "a comes first, whatever is changed. Received is the team’s own guess.",
        "b does not come first, whatever is changed. Received is the team’s own guess.",
    ]


def test_lavender_is_done_in_no_time_and_knows_two_sure_priorities(lavender):
    started = time.perf_counter()

    found = stability(lavender, smallest_group={"team": 3, "customer": 10})

    assert time.perf_counter() - started < 2
    assert len(found) == 12
    sure = found[found[["weights", "measures", "respondents", "departments"]].eq(1).all(axis=1)]
    assert list(sure["touchpoint"]) == ["cleaner-change", "complaint"]
    assert sure["sentence"].iloc[1] == (
        "complaint comes among the first five, whatever is changed. "
        "That is only 11 answers: a hint, no more."
    )


def test_nothing_to_rank_is_an_empty_frame(lavender):
    found = stability(lavender.iloc[:0])

    assert found.empty
    assert found["rank"].dtype == "int64"
    assert found["top"].dtype == "bool"


def test_stability_no_mutate():
    scores = some(1)
    before = scores.copy(deep=True)

    stability(scores)

    pd.testing.assert_frame_equal(scores, before)


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"top": 0}, "The number in top is 0. Give 1 or more, such as 5."),
        ({"draws": 0}, "The number in draws is 0. Give 1 or more, such as 200."),
        ({"weights": {"a": -1}}, "The weight of 'a' is -1. Give 0 or more."),
    ],
)
def test_numbers_that_make_no_sense_are_refused(how, message):
    with pytest.raises(InputError) as told:
        stability(some(1), **how)

    assert str(told.value) == message
