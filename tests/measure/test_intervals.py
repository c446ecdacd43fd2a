"""How sure the numbers are."""

import numpy as np
import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.measure import gaps


def test_a_team_has_neither_interval_nor_rank():
    scores = pd.concat([sample("a", [2, 3] * 20, "team"), sample("a", [5] * 40, "team", "desired")])

    row = only(gaps(scores))

    assert row["gap"] == -2.5
    assert row.filter(regex="_(low|high)$").isna().all()


def test_fewer_than_15_people_have_no_interval():
    target = sample("a", [5], "team", "desired")

    fourteen = only(gaps(pd.concat([sample("a", [2, 3] * 7), target])))
    fifteen = only(gaps(pd.concat([sample("a", [2, 3] * 7 + [3]), target])))

    assert fourteen.filter(regex="_(low|high)$").isna().all()
    assert fifteen[["received_low", "gap_high", "rank_low"]].notna().all()


def test_five_people_with_three_answers_each_are_not_fifteen_people():
    scores = pd.concat([sample(touchpoint, [1, 2, 3, 4, 5]) for touchpoint in "abc"])

    row = only(gaps(scores, by=()))

    assert row["n_received"] == 15
    assert pd.isna(row["received_low"])


def test_against_a_target_the_gap_is_as_sure_as_what_was_received():
    scores = pd.concat([sample("a", [1, 2, 3, 4] * 10), sample("a", [5, 4], "team", "desired")])

    row = only(gaps(scores))

    assert row["gap_low"] == pytest.approx(row["received_low"] - 4.5)
    assert row["gap_high"] == pytest.approx(row["received_high"] - 4.5)


def test_an_interval_holds_the_number_shown_even_at_the_ceiling():
    row = only(
        gaps(pd.concat([sample("a", [5] * 30), sample("b", [1] * 30)]), by="touchpoint").iloc[:1]
    )

    assert row["received_high"] == 5
    assert 4.5 < row["received_low"] < 5


def test_pairs_make_the_gap_surer():
    got = np.tile([1, 2, 3, 4], 15)
    paired = pd.concat([sample("a", got), sample("a", got + 1, measure="desired")])

    tight, loose = only(gaps(paired)), only(gaps(paired.drop(columns="respondent")))

    assert tight["gap"] == loose["gap"] == -1
    assert tight["gap_high"] - tight["gap_low"] < 0.3
    assert loose["gap_high"] - loose["gap_low"] > 0.7


def test_a_wish_one_step_above_what_people_got_is_not_given_an_interval_as_wide_as_the_scale():
    received = [1, 2, 3, 4, 5, 6] * 5
    pairs = [sample("call", received), sample("call", [r + 1 for r in received], measure="desired")]

    row = only(gaps(pd.concat(pairs), desired_from="customer"))

    assert row["gap"] == -1
    assert row["gap_high"] - row["gap_low"] < 0.2


def test_those_who_gave_one_score_only_count_beside_the_pairs():
    got = np.tile([1, 2, 3, 4], 15)
    some = pd.concat([sample("a", got), sample("a", got[:40] + 1, measure="desired")])

    row = only(gaps(some))

    width = row["gap_high"] - row["gap_low"]
    assert row["gap_low"] < row["gap"] < row["gap_high"]
    assert 0.3 < width < 0.7


def test_people_are_drawn_not_their_answers():
    opinions = np.tile([1.0, 5.0], 15)  # each answers the same everywhere: four times the same news
    once, often = sample("a", opinions), pd.concat([sample(name, opinions) for name in "abcd"])

    one, four = only(gaps(once, by=())), only(gaps(often, by=()))

    assert four["received_high"] - four["received_low"] == pytest.approx(
        one["received_high"] - one["received_low"], rel=0.05
    )


def test_an_alias_used_in_two_groups_is_two_people():
    got = np.tile([1, 2, 3, 4], 15)
    hoped = sample("a", got + 1, measure="desired").assign(group="outsider")
    scores = pd.concat([sample("a", got), hoped])

    row = only(gaps(scores, desired_from="outsider"))

    assert row["gap_high"] - row["gap_low"] > 0.7


def test_ranks_say_which_gap_is_shortest_and_which_are_too_close_to_call():
    scores = pd.concat(
        [
            sample("bad", [1, 2] * 50),
            sample("fair", [3, 4] * 50),
            sample("same", [4, 3] * 50),
            *(sample(name, [5], "team", "desired") for name in ("bad", "fair", "same")),
        ]
    )

    frame = gaps(scores).set_index("touchpoint")

    assert frame[["rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1], [2, 3], [2, 3]]


def test_gaps_with_other_sources_are_ranked_apart():
    scores = pd.concat(
        [
            sample("a", [1, 2] * 20),
            sample("a", [5], "team", "desired"),
            sample("b", [3, 4] * 20),
            sample("b", [4, 4] * 20, measure="desired"),
        ]
    )

    assert list(gaps(scores)["rank_high"]) == [1, 1]


def test_intervals_cover_the_truth_about_95_times_in_100():
    # 300 samples of 30 from one distribution, most of it at the top, as it is in practice.
    share = np.array([0.02, 0.03, 0.05, 0.2, 0.7])
    drawn = np.random.default_rng(1).choice([1, 2, 3, 4, 5], p=share, size=9000)
    scores = pd.concat(
        [
            sample(np.repeat(np.arange(300), 30), drawn),
            pd.concat([sample(name, [4.5], "team", "minimum") for name in range(300)]),
        ]
    ).assign(respondent=None)

    frame = gaps(scores)

    for name, truth in (("received", 4.53), ("below", 0.3)):
        covered = frame[f"{name}_low"].le(truth) & frame[f"{name}_high"].ge(truth)
        assert 0.92 <= covered.mean() <= 0.98


def test_very_many_kinds_of_respondent_are_drawn_as_surely_as_few():
    scores = np.tile([1, 2, 4, 5], 1000)
    apiece = 1 + np.arange(4000) / 1e6  # a weight of one's own makes everybody a cell

    few, many = only(gaps(sample("a", scores))), only(gaps(sample("a", scores, weight=apiece)))

    for name in ("received", "received_low", "received_high"):
        assert many[name] == pytest.approx(few[name], abs=0.01)


def test_equal_seeds_give_equal_intervals_and_others_nearly():
    scores = sample("a", [1, 2, 3, 4, 5] * 20)

    first, again, other = (only(gaps(scores, seed=seed)) for seed in (0, 0, 1))

    assert first["received_low"] == again["received_low"] != other["received_low"]
    assert first["received_low"] == pytest.approx(other["received_low"], abs=0.05)
