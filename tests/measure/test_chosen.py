"""Which answers count, and whose they are."""

import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.model import TABLES, to_frame


def test_groups_are_never_pooled(make_scores):
    scores = make_scores(
        ("customer", "invoice", "received", 2),
        ("team", "invoice", "received", 5),
        ("outsider", "invoice", "received", 4),
        ("customer", "invoice", "desired", 3),
        ("team", "invoice", "desired", 5),
    )

    usual = only(gaps(scores))
    guess = only(gaps(scores, received_from="team", desired_from="customer"))
    shopper = only(gaps(scores, received_from="outsider"))

    assert (usual["received"], usual["desired"]) == (2, 5)
    assert (guess["received"], guess["desired"]) == (5, 3)
    assert (shopper["received"], shopper["received_from"]) == (4, "outsider")


def test_by_group_each_row_is_one_groups_own(make_scores):
    scores = make_scores(
        ("customer", "invoice", "received", 2),
        ("customer", "invoice", "desired", 3),
        ("team", "invoice", "received", 5),
        ("outsider", "invoice", "received", 4),
    )

    frame = gaps(scores, by=("group", "touchpoint"))

    assert list(frame["group"]) == list(frame["received_from"]) == ["customer", "outsider", "team"]
    assert list(frame["received"]) == [2, 4, 5]
    assert list(frame["gap"].isna()) == [False, True, True]


def test_the_source_is_chosen_row_by_row(make_scores):
    scores = make_scores(
        ("customer", "call", "received", 2),
        ("team", "call", "received", 4),
        ("team", "invoice", "received", 3),
        ("customer", "invoice", "minimum", 1),
    )

    frame = gaps(scores)

    assert list(frame["received_from"]) == ["customer", "team"]
    assert list(frame["minimum"].isna()) == [True, False]


def test_outsiders_scores_are_only_ever_asked_for(make_scores):
    row = only(gaps(make_scores(("outsider", "invoice", "received", 2))))

    assert pd.isna(row["received"])
    assert pd.isna(row["received_from"])


def test_an_unknown_group_is_refused(make_scores):
    with pytest.raises(InputError) as caught:
        gaps(make_scores(("team", "invoice", "received", 2)), received_from="customers")

    assert str(caught.value) == (
        "There is no group 'customers'; there are: team, customer, outsider. "
        "Did you mean 'customer'?"
    )


def test_an_unknown_column_is_refused(make_scores):
    with pytest.raises(InputError) as caught:
        gaps(make_scores(("team", "invoice", "received", 2)), by="touchpoints")

    assert (
        str(caught.value) == "The scores have no column 'touchpoints'. Did you mean 'touchpoint'?"
    )


def test_a_source_beside_group_is_refused(make_scores):
    with pytest.raises(InputError) as caught:
        gaps(make_scores(("team", "invoice", "received", 2)), by="group", received_from="team")

    assert str(caught.value) == (
        "With 'group' in `by` each row is one group's own. Leave received_from and desired_from out."
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"level": 95}, "The level is 95. Give a part between 0 and 1, such as 0.95."),
        ({"draws": 0}, "The number of draws is 0. Give a whole number, 1 or more."),
        ({"by": "score"}, "The scores cannot be split by 'score'. Leave it out of `by`."),
        (
            {"smallest_group": {"teem": 3}},
            "There is no group 'teem'; there are: team, customer, outsider. Did you mean 'team'?",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(make_scores, wrong, message):
    with pytest.raises(InputError) as caught:
        gaps(make_scores(("team", "invoice", "received", 2)), **wrong)

    assert str(caught.value) == message


def test_the_last_round_counts_where_there_was_one(make_scores):
    scores = make_scores(
        ("team", "invoice", "received", 1, {"round": 1}),
        ("team", "invoice", "received", 4, {"round": 2}),
        ("team", "invoice", "received", 2, {"round": 1, "persona": "anna"}),
        ("customer", "call", "received", 3, {"round": 1}),
        ("team", "call", "received", 5, {"round": 2}),
    )

    frame = gaps(scores).set_index("touchpoint")

    assert (
        frame.loc["invoice", "received"] == 3
    )  # 4 from the second vote, 2 for Anna from the only one
    assert frame.loc["call", "received"] == 3  # the team's second vote takes nothing from customers


def test_the_latest_wave_of_each_group_counts(make_scores):
    scores = make_scores(
        ("team", "invoice", "desired", 5, {"wave": 1}),
        ("customer", "invoice", "received", 2, {"wave": 1}),
        ("customer", "invoice", "received", 3, {"wave": 2}),
        ("customer", "call", "received", 4, {"wave": 1}),
    )

    frame = gaps(scores).set_index("touchpoint")

    assert frame.loc["invoice", "gap"] == -2  # wave 2 against the target of wave 1
    assert frame.loc["call", "received"] == 4
    assert gaps(scores, wave=1).set_index("touchpoint").loc["invoice", "received"] == 2
    assert list(gaps(scores, by=("touchpoint", "wave"))["received"]) == [4, 2, 3]


def test_optional_columns_may_be_absent_or_blank():
    bare = pd.DataFrame(
        {"group": ["customer"] * 2, "touchpoint": "a", "measure": "received", "score": [2, 4]}
    )
    blank = to_frame(TABLES["scores"], bare.to_dict("records"))

    pd.testing.assert_frame_equal(gaps(bare), gaps(blank))


def test_a_blank_part_of_by_is_a_row_of_its_own(make_scores):
    scores = make_scores(
        ("customer", "invoice", "received", 2, {"persona": "anna"}),
        ("customer", "invoice", "received", 4),
    )

    frame = gaps(scores, by="persona")

    assert list(frame["received"]) == [2, 4]
    assert frame["persona"].isna().tolist() == [False, True]


def test_without_a_wave_column_all_is_the_first_wave():
    scores = sample("a", [2, 4])

    assert only(gaps(scores, by="wave"))["wave"] == 1


def test_by_nothing_is_one_row_over_all(make_scores):
    scores = make_scores(("customer", "a", "received", 2), ("customer", "b", "received", 4))

    assert only(gaps(scores, by=()))["received"] == 3
