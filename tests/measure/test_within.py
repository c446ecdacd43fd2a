"""Ranking within each person."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from touchkit.measure.within import within_person


def answers(people, group="customer", measure="received"):
    """Scores by person: {"ann": {"call": 4, "invoice": 5}}."""
    return pd.DataFrame(
        [
            {"respondent": who, "group": group, "touchpoint": what, "measure": measure, "score": score}
            for who, own in people.items() for what, score in own.items()
        ]
    )  # fmt: skip


def test_a_persons_lowest_is_0_and_their_highest_1():
    frame = within_person(answers({"ann": {"call": 2, "visit": 3, "invoice": 5}}))

    assert dict(zip(frame["touchpoint"], frame["place"], strict=True)) == {
        "call": 0, "visit": 0.5, "invoice": 1,
    }  # fmt: skip


def test_who_likes_everything_counts_as_much_as_who_likes_nothing():
    keen, cool = {"call": 4, "invoice": 5}, {"call": 1, "invoice": 2}

    frame = within_person(answers({"ann": keen, "ben": cool}))

    assert frame["place"].tolist() == [0, 1]
    assert frame["received"].tolist() == [2.5, 3.5]


def test_equal_scores_share_the_middle():
    frame = within_person(answers({"ann": {"call": 3, "invoice": 3}}))

    assert frame["place"].tolist() == [0.5, 0.5]


def test_who_scored_one_touchpoint_only_has_no_order():
    frame = within_person(answers({"ann": {"call": 3}, "ben": {"call": 1, "invoice": 2}}))

    assert frame["n"].tolist() == [1, 1]


def test_counted_rows_hold_no_persons():
    counted = pd.DataFrame(
        {
            "group": "customer",
            "touchpoint": ["call", "invoice"],
            "measure": "received",
            "score": 3.0,
            "n": 40,
        }
    )

    assert within_person(counted).empty


def test_fifteen_people_have_an_interval_and_a_rank_and_a_team_never():
    people = {f"p{number}": {"call": 2, "invoice": 2 + number % 3} for number in range(15)}

    customers = within_person(answers(people))
    team = within_person(answers(people, group="team"), group="team")

    assert customers["place_low"].notna().all()
    assert customers["rank_low"].tolist() == [1, 2]
    assert team["place_low"].isna().all()
    assert team["rank_low"].isna().all()


def test_shifting_everything_a_person_said_changes_nothing():
    people = {"ann": {"call": 1, "invoice": 2}, "ben": {"call": 2, "invoice": 1, "visit": 3}}
    shifted = {**people, "ben": {what: score + 2 for what, score in people["ben"].items()}}

    assert within_person(answers(people))["place"].tolist() == pytest.approx(
        within_person(answers(shifted))["place"].tolist()
    )


def test_small_groups_stay_hidden():
    frame = within_person(answers({"ann": {"call": 3, "invoice": 4}}), smallest_group=2)

    assert frame["place"].isna().all()
    assert frame["n"].tolist() == [1, 1]
    assert frame.loc[0, "sentence"] == (
        "Too few customers scored call beside others: their order stays hidden."
    )


def test_within_person_does_not_mutate():
    scores = answers({"ann": {"call": 3, "invoice": 4}})
    before = scores.copy(deep=True)

    within_person(scores)

    assert_frame_equal(scores, before)
