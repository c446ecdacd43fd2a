"""What the team believes beside what customers say."""

import pandas as pd
import pytest

from tests.measure.small import only, sample
from touchkit.errors import InputError
from touchkit.measure import gaps
from touchkit.measure.sides import CustomersSide, inside_outside
from touchkit.pack import read_pack


@pytest.fixture(scope="module")
def lavender(repository):
    return read_pack(repository / "workshop_data" / "lavender").tables["scores"]


def both(team, customers):
    return pd.concat(
        [sample("invoice", team, group="team"), sample("invoice", customers)], ignore_index=True
    )


def test_the_difference_is_team_minus_customers():
    row = only(inside_outside(both([4, 5], [2, 3, 4])))

    assert (row["n_team"], row["n_customer"]) == (2, 3)
    assert (row["team"], row["team_least"], row["team_greatest"]) == (4.5, 4, 5)
    assert (row["customer"], row["difference"]) == (3.0, 1.5)


def test_the_interval_is_the_customers_against_the_teams_fixed_mean():
    scores = both([4, 5], [2, 3, 4] * 10)

    row = only(inside_outside(scores))

    alone = only(gaps(scores, received_from="customer"))
    assert (row["customer_low"], row["customer_high"]) == (
        alone["received_low"],
        alone["received_high"],
    )
    assert row["difference_low"] == pytest.approx(4.5 - alone["received_high"])
    assert row["difference_high"] == pytest.approx(4.5 - alone["received_low"])
    assert row["beyond"]


def test_a_difference_the_interval_covers_is_not_beyond():
    row = only(inside_outside(both([3, 3.2], [2, 3, 4] * 10)))

    assert not row["beyond"]
    assert row["sentence"] == (
        "At invoice the team says 3.1 (2 marks, from 3 to 3.2), customers say 3.0: "
        "the team puts it 0.1 points higher, though it may be no difference at all."
    )


def test_a_team_that_thinks_worse_of_it_is_beyond_as_well():
    row = only(inside_outside(both([1, 2], [3, 4, 5] * 10)))

    assert row["difference"] == -2.5
    assert row["beyond"]
    assert row["sentence"].startswith(
        "At invoice the team says 1.5 (2 marks, from 1 to 2), customers say 4.0: "
        "the team puts it 2.5 points lower (likely 2."
    )


def test_few_customers_have_no_interval_and_are_called_a_hint():
    row = only(inside_outside(both([4, 4], [2] * 14)))

    assert pd.isna(row[["customer_low", "customer_high", "difference_low"]]).all()
    assert not row["beyond"]
    assert row["sentence"].endswith("That is only 14 answers: a hint, no more.")


def test_the_last_round_of_the_team_counts():
    first, second = (
        sample("invoice", marks, group="team", round=number)
        for number, marks in enumerate(([1, 5], [3, 4]), start=1)
    )

    row = only(inside_outside(pd.concat([first, second])))

    assert (row["team"], row["team_least"], row["team_greatest"]) == (3.5, 3, 4)


def test_small_groups_stay_hidden_but_are_counted():
    row = only(inside_outside(both([4, 5], [2] * 9), smallest_group={"team": 3, "customer": 10}))

    assert (row["n_team"], row["n_customer"]) == (2, 9)
    hidden = ["team", "team_least", "team_greatest", "customer", "difference"]
    assert pd.isna(row[hidden]).all()
    assert row["sentence"] == (
        "At invoice fewer than 3 of the team gave marks, which stay hidden, "
        "fewer than 10 customers answered, which stays hidden: the two cannot be compared."
    )


def test_one_group_alone_has_a_row_and_no_difference(make_scores):
    scores = make_scores(
        ("team", "desk", "received", 4),
        ("customer", "invoice", "received", 3),
        ("team", "planned", "desired", 5),
    )

    found = inside_outside(scores, names={"desk": "Front desk"}, customer_word="guest")

    assert list(found["touchpoint"]) == ["desk", "invoice"]
    assert found["difference"].isna().all()
    assert found["sentence"][0] == (
        "At Front desk the team says 4.0 (1 mark), guests have not been asked what they got: "
        "the two cannot be compared."
    )


def test_outsiders_are_neither(make_scores):
    assert inside_outside(make_scores(("outsider", "desk", "received", 4))).empty


def test_lavenders_invoice_is_fine_inside_and_not_outside(lavender):
    found = inside_outside(lavender, names={"invoice": "Invoice"}).set_index("touchpoint")

    row = found.loc["invoice"]
    assert (row["n_team"], row["n_customer"]) == (24, 103)
    assert row["team"] == pytest.approx(4.21, abs=0.005)
    assert row["customer"] == pytest.approx(2.86, abs=0.005)
    assert row["beyond"]
    assert row["sentence"].startswith(
        "At Invoice the team says 4.2 (24 marks, from 3 to 5), customers say 2.9: "
        "the team puts it 1.3 points higher (likely 1."
    )
    assert found["difference"].idxmax() == "invoice"


def test_nothing_scored_is_an_empty_frame_with_its_columns():
    found = inside_outside(both([], []))

    assert found.empty
    assert found["n_team"].dtype == "int64"
    assert found["beyond"].dtype == "bool"
    assert str(found["sentence"].dtype) == "str"


def test_sides_no_mutate():
    scores = both([4, 5], [2, 3])
    before = scores.copy(deep=True)

    inside_outside(scores)

    pd.testing.assert_frame_equal(scores, before)


def test_a_level_that_makes_no_sense_is_refused():
    with pytest.raises(InputError) as told:
        inside_outside(both([4], [3]), level=95)

    assert str(told.value) == "The level is 95. Give a part between 0 and 1, such as 0.95."


CHANGES = {
    "a hand of the team": {"group": "team", "touchpoint": "invoice", "measure": "received", "score": 1},
    "the first hand at a touchpoint": {
        "group": "team", "touchpoint": "attic", "measure": "received", "score": 3,
    },
    "the team's target": {"group": "team", "touchpoint": "invoice", "measure": "desired", "score": 1},
    "a target beyond the scale": {
        "group": "team", "touchpoint": "invoice", "measure": "desired", "score": 9,
    },
    "a customer's answer": {
        "group": "customer", "touchpoint": "invoice", "measure": "received", "score": 5,
    },
    "the first customer at a touchpoint": {
        "group": "customer", "touchpoint": "attic", "measure": "received", "score": 2,
    },
    "a minimum": {"group": "team", "touchpoint": "invoice", "measure": "minimum", "score": 5},
    "an outsider": {"group": "outsider", "touchpoint": "invoice", "measure": "received", "score": 1},
}  # fmt: skip


@pytest.mark.parametrize("scale", [(1, 5), None])
@pytest.mark.parametrize("what", CHANGES)
def test_what_is_kept_of_the_customers_side_changes_no_number(lavender, what, scale):
    wave = 2 if "customer" in what else 1
    row = pd.DataFrame([{"wave": wave, "round": 1, "n": 1, **CHANGES[what]}])
    before = lavender[lavender["touchpoint"].isin(["invoice", "on-hold"])]
    after = pd.concat([before, row], ignore_index=True).astype(lavender.dtypes)
    kept = CustomersSide()

    for scores in (before, after):
        found = inside_outside(scores, kept=kept, scale=scale)
        pd.testing.assert_frame_equal(found, inside_outside(scores, scale=scale), check_exact=True)


def test_what_is_kept_of_the_customers_side_heeds_whom_to_hide(lavender):
    kept, scores = CustomersSide(), lavender[lavender["touchpoint"] == "invoice"]
    assert only(inside_outside(scores, kept=kept, scale=(1, 5)))["customer"] > 1

    least = {"customer": 110}
    found = inside_outside(scores, kept=kept, scale=(1, 5), smallest_group=least)

    assert pd.isna(only(found)["customer"])


def test_a_hand_of_the_team_leaves_the_customers_side_as_it_was_worked_out(lavender):
    kept = CustomersSide()
    scores = lavender[lavender["touchpoint"] == "invoice"]
    inside_outside(scores, kept=kept, scale=(1, 5))
    first = kept.side

    less = scores.drop(scores[scores["group"] == "team"].index[:1])
    inside_outside(less, kept=kept, scale=(1, 5))

    assert kept.side is first
    inside_outside(less, kept=kept, scale=(1, 6))
    assert kept.side is not first
