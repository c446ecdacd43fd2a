"""Strikes, counted person by person."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measure.small import only
from touchkit.errors import InputError
from touchkit.measure.contacts import strikes
from touchkit.pack import read_pack


def answers(people, **more):
    """Return received scores from ``{respondent: {touchpoint: score}}``."""
    rows = [
        {"respondent": who, "touchpoint": touchpoint, "score": float(score)}
        for who, scores in people.items()
        for touchpoint, score in scores.items()
    ]
    return pd.DataFrame(rows).assign(group="customer", measure="received", **more)


THREE = {
    "ann": {"invoice": 1, "phone": 2, "visit": 2},
    "ben": {"invoice": 4, "phone": 2},
    "cem": {"invoice": 4, "phone": 5},
}


def test_strikes_are_contacts_below_the_minimum():
    found = strikes(answers(THREE), minimum=3)

    assert list(found["strikes"]) == [0, 1, 2, 3]
    assert list(found["people"]) == [1, 1, 0, 1]
    assert list(found["share"]) == pytest.approx([1 / 3, 1 / 3, 0, 1 / 3])
    assert list(found["share_or_more"]) == pytest.approx([1, 2 / 3, 1 / 3, 1 / 3])


def test_few_people_have_no_interval_and_are_called_a_hint():
    found = strikes(answers(THREE), minimum=3, customer_word="guest")

    assert found[["share_or_more_low", "share_or_more_high"]].isna().all(axis=None)
    assert list(found["sentence"][[0, 3]]) == [
        "1 of 3 guests met no contact below the minimum. That is only 3 people: a hint, no more.",
        (
            "1 of 3 guests (33 %) met 3 or more contacts below the minimum: by the rule of thumb "
            "they are as good as gone. That is only 3 people: a hint, no more."
        ),
    ]


def test_a_score_at_the_minimum_is_no_strike():
    found = strikes(answers({"ann": {"invoice": 3}}), minimum=3)

    assert found["people"].tolist() == [1, 0, 0, 0]


def test_there_are_rows_up_to_the_limit_and_to_the_most_met():
    assert list(strikes(answers(THREE), minimum=3, limit=5)["strikes"]) == [0, 1, 2, 3, 4, 5]
    assert list(strikes(answers(THREE), minimum=3, limit=1)["strikes"]) == [0, 1, 2, 3]


def test_the_scores_own_minimum_counts_touchpoint_by_touchpoint(make_scores):
    own = make_scores(("team", "invoice", "minimum", 3), ("team", "phone", "minimum", 2))

    found = strikes(pd.concat([answers(THREE), own]))

    assert list(found["people"]) == [2, 1, 0, 0]  # ann at the invoice; the visit has no minimum


def test_who_scored_only_what_has_no_minimum_is_not_counted():
    found = strikes(answers(THREE), minimum={"visit": 3})

    assert found["people"].sum() == 1


def test_only_the_groups_latest_wave_counts():
    first, second = answers(THREE, wave=1), answers({"ann": {"invoice": 5}}, wave=2)

    both = pd.concat([first, second])

    assert strikes(both, minimum=3)["people"].tolist() == [1, 0, 0, 0]
    assert strikes(both, minimum=3, wave=1)["people"].tolist() == [1, 1, 0, 1]


def test_a_minimum_of_another_wave_holds_where_this_one_has_none(make_scores):
    own = make_scores(("team", "invoice", "minimum", 3, {"wave": 1}))

    found = strikes(pd.concat([answers(THREE, wave=2), own]), wave=2)

    assert found["people"].tolist() == [2, 1, 0, 0]


def test_a_touchpoint_strikes_once_however_many_personas_it_was_scored_for():
    scores = pd.concat([answers({"ann": {"invoice": 1}}, persona=name) for name in ("a", "b")])

    assert strikes(scores, minimum=3)["people"].tolist() == [0, 1, 0, 0]


def test_groups_are_never_pooled():
    scores = pd.concat([answers(THREE), answers(THREE).assign(group="team")])

    found = strikes(scores, minimum=3, group="team")

    assert found["people"].sum() == 3
    assert "3 of the team" in found["sentence"][0]


def test_the_interval_is_wilsons():
    # 10 of 20 at 95 %: 0.2993 to 0.7007 (Wilson 1927; tabulated by Newcombe 1998).
    people = {f"c{n}": {"invoice": 1 if n < 10 else 5} for n in range(20)}

    row = strikes(answers(people), minimum=3).iloc[1]

    assert row["share_or_more"] == 0.5
    assert row["share_or_more_low"] == pytest.approx(0.2993, abs=5e-5)
    assert row["share_or_more_high"] == pytest.approx(0.7007, abs=5e-5)
    assert "(likely 30 % to 70 %)" in row["sentence"]


def test_a_team_is_not_a_sample():
    people = {f"t{n}": {"invoice": 1} for n in range(20)}

    found = strikes(answers(people).assign(group="team"), minimum=3, group="team")

    assert found["share_or_more_low"].isna().all()


def test_few_people_are_hidden_with_a_reason():
    row = only(strikes(answers(THREE), minimum=3, smallest_group={"customer": 10}))

    assert pd.isna(row["strikes"])
    assert np.isnan(row["share_or_more"])
    assert row["sentence"] == (
        "Only 3 customers can be counted, fewer than 10: their strikes stay hidden."
    )


def test_counted_answers_hold_no_persons():
    row = only(strikes(answers(THREE).drop(columns="respondent").assign(n=40), minimum=3))

    assert row["people"] == 0
    assert row["sentence"] == (
        "The answers do not say which are the same person’s, so strikes cannot be counted."
    )


def test_without_a_minimum_nothing_is_a_strike():
    row = only(strikes(answers(THREE)))

    assert row["sentence"] == (
        "No minimum is known for what was scored, so strikes cannot be counted."
    )


def test_nobody_asked_is_said():
    row = only(strikes(answers(THREE), minimum=3, group="outsider"))

    assert row["sentence"] == (
        "No outsiders have scored what was received, so strikes cannot be counted."
    )


def test_nobody_asked_is_said_of_a_team_too():
    row = only(strikes(answers(THREE), minimum=3, group="team"))

    assert row["sentence"] == (
        "Nobody of the team has scored what was received, so strikes cannot be counted."
    )


def test_where_only_hands_were_counted_it_is_not_said_that_nobody_scored():
    hands = answers(THREE).drop(columns="respondent").assign(group="team", n=59)

    row = only(strikes(hands, minimum=3))

    assert row["sentence"] == (
        "The answers do not say which are the same person’s, so strikes cannot be counted."
    )


def test_where_nobody_scored_at_all_that_is_said():
    row = only(strikes(answers(THREE).assign(measure="desired"), minimum=3))

    assert row["sentence"] == "Nobody has scored what was received, so strikes cannot be counted."


@given(
    st.dictionaries(
        st.text("abcdef", min_size=1, max_size=2),
        st.dictionaries(st.sampled_from("uvwxyz"), st.integers(1, 5), min_size=1),
        min_size=1,
    )
)
def test_everybody_is_in_one_row_and_shares_only_fall(people):
    found = strikes(answers(people), minimum=3)

    assert found["people"].sum() == len(people)
    met = [sum(score < 3 for score in scores.values()) for scores in people.values()]
    assert found["people"].tolist() == np.bincount(met, minlength=4).tolist()
    assert found["share_or_more"].is_monotonic_decreasing
    assert found["share_or_more"][0] == 1


def test_lavenders_hundred_and_twenty_customers_are_counted_once(repository):
    scores = read_pack(repository / "workshop_data" / "lavender").tables["scores"]

    found = strikes(scores, smallest_group={"customer": 10})

    assert found["people"].tolist() == [26, 41, 33, 14, 5, 0, 1]
    assert found["sentence"][3].startswith(
        "20 of 120 customers (17 %) met 3 or more contacts below the minimum (likely 11 % to 24 %)"
    )


def test_strikes_no_mutate():
    scores = answers(THREE)
    before = scores.copy(deep=True)

    strikes(scores, minimum=3)

    pd.testing.assert_frame_equal(scores, before)


def test_a_limit_below_one_is_refused():
    with pytest.raises(InputError) as told:
        strikes(answers(THREE), limit=0)

    assert str(told.value) == "The limit is 0. Give 1 strike or more, such as 3."
