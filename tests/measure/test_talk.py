"""Where to talk first."""

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.measure.marks import departments
from touchkit.measure.sides import inside_outside
from touchkit.measure.talk import talk_first
from touchkit.pack import read_pack


def sides(*rows):
    """Return a frame from ``(touchpoint, team, customer, customer_low, beyond)`` rows."""
    names = ["touchpoint", "team", "customer", "customer_low", "beyond"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(difference=frame["team"] - frame["customer"], n_customer=11)


def marks(touchpoint, own=None, **means):
    """Return the departments' means at a touchpoint."""
    return pd.DataFrame(
        {
            "touchpoint": touchpoint,
            "department": list(means),
            "own": [name == own for name in means],
            "mean": list(means.values()),
        }
    ).astype({"mean": "float64"})


NONE = marks("nowhere").astype({"own": "bool"})


def test_the_greater_difference_that_counts_comes_first():
    outside = sides(("invoice", 4.2, 2.9, 2.7, True), ("phone", 3.0, 3.2, 3.1, True))
    inside = marks("phone", sales=4.4, service=1.6, law=3.0)

    found = talk_first(outside, inside, names={"invoice": "Invoice", "phone": "Phone"})

    assert list(found["touchpoint"]) == ["phone", "invoice"]
    assert list(found["order"]) == [1, 2]
    assert list(found["reason"]) == ["departments", "customers"]
    assert list(found["sentence"]) == [
        "Start with Phone: Sales gives 4.4, service 1.6.",
        "Then Invoice: the team says 4.2, customers say 2.9.",
    ]
    assert found["between_departments"][0] == pytest.approx(2.8)
    assert (found["highest"][0], found["lowest"][0]) == ("sales", "service")


def test_a_difference_within_noise_does_not_count():
    outside = sides(("invoice", 4.2, 3.0, 2.5, False), ("phone", 3.0, 3.5, 3.2, True))

    found = talk_first(outside, NONE)

    assert list(found["touchpoint"]) == ["phone", "invoice"]
    assert pd.isna(found["reason"][1])
    assert found["sentence"][1] == "invoice: no difference here is beyond chance."


def test_a_difference_of_few_answers_counts_and_is_called_a_hint():
    found = talk_first(sides(("invoice", 4.2, 3.0, None, False)), NONE, customer_word="guest")

    assert found["reason"].item() == "customers"
    assert not found["beyond"].item()
    assert found["sentence"].item() == (
        "Start with invoice: the team says 4.2, guests say 3.0. "
        "That is only 11 answers: a hint, no more."
    )


def test_both_are_said_where_the_lesser_is_half_of_the_greater():
    inside = marks("invoice", sales=4.0, service=3.0)

    both = talk_first(sides(("invoice", 5.0, 3.0, 2.8, True)), inside)
    one = talk_first(sides(("invoice", 5.1, 3.0, 2.8, True)), inside)

    assert (both["reason"].item(), one["reason"].item()) == ("both", "customers")
    assert both["sentence"].item() == (
        "Start with invoice: Sales gives 4.0, service 3.0; the team says 5.0, customers say 3.0."
    )


def test_an_owners_own_marks_are_left_out_where_two_others_remain():
    inside = marks("invoice", own="accounting", accounting=4.8, sales=3.0, service=3.5)

    row = talk_first(sides(), inside).iloc[0]

    assert row["between_departments"] == pytest.approx(0.5)
    assert row["sentence"] == (
        "Start with invoice: Service gives 3.5, sales 3.0, and accounting, whose it is, 4.8."
    )


def test_an_owners_marks_may_be_counted():
    inside = marks("invoice", own="accounting", accounting=4.8, sales=3.0, service=3.5)

    row = talk_first(sides(), inside, own_marks=True).iloc[0]

    assert row["between_departments"] == pytest.approx(1.8)
    assert row["sentence"] == "Start with invoice: Accounting gives 4.8, sales 3.0."


def test_an_owners_marks_count_where_only_one_other_is_left():
    inside = marks("invoice", own="accounting", accounting=4.8, sales=3.0)

    assert talk_first(sides(), inside)["between_departments"].item() == pytest.approx(1.8)


def test_hidden_departments_are_not_compared():
    inside = marks("invoice", sales=4.0, service=3.0, board=None)

    row = talk_first(sides(), inside).iloc[0]

    assert (row["highest"], row["lowest"]) == ("sales", "service")


def test_touchpoints_nobody_can_differ_about_have_no_row():
    outside = sides(("invoice", None, 3.0, 2.8, False)).astype({"team": float})

    assert talk_first(outside, marks("invoice", sales=4.0)).empty


def test_lavender_starts_with_the_invoice(repository):
    tables = read_pack(repository / "workshop_data" / "lavender").tables
    hidden = {"team": 3, "customer": 10}

    found = talk_first(
        inside_outside(tables["scores"], smallest_group=hidden),
        departments(tables["scores"], tables["touchpoints"], smallest_group=hidden),
        names={"invoice": "Invoice"},
    )

    assert found["sentence"][0] == "Start with Invoice: the team says 4.2, customers say 2.9."
    assert found["touchpoint"][1] == "cleaner-change"
    assert "operations, whose it is, 3.9" in found["sentence"][1]
    assert len(found) == 12


def test_talk_no_mutate():
    outside, inside = sides(("invoice", 4.2, 2.9, 2.7, True)), marks("invoice", a=1.0, b=2.0)
    before = outside.copy(deep=True), inside.copy(deep=True)

    talk_first(outside, inside)

    pd.testing.assert_frame_equal(outside, before[0])
    pd.testing.assert_frame_equal(inside, before[1])


def test_talk_needs_both_frames():
    with pytest.raises(InputError, match=r"^The departments' numbers have no column 'own'\."):
        talk_first(sides(), NONE.drop(columns="own"))
