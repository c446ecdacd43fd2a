"""Departments' marks, and how far marks lie apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.measure.small import only, sample
from touchkit.errors import InputError
from touchkit.measure.marks import departments, spread
from touchkit.pack import read_pack

OWNERS = pd.DataFrame({"id": ["invoice", "phone"], "department": ["accounting", None]})


@pytest.fixture(scope="module")
def lavender(repository):
    return read_pack(repository / "workshop_data" / "lavender").tables


@pytest.fixture
def scores():
    parts = [
        sample("invoice", [5, 4], group="team", department="accounting"),
        sample("invoice", [3, 3, 1], group="team", department="sales"),
        sample("invoice", [2], group="team", department=None),
        sample("invoice", [1, 1], department="sales"),
    ]
    for number, part in enumerate(parts):
        part["respondent"] += f"-{number}"
    return pd.concat(parts, ignore_index=True).astype({"department": "str"})


# departments


def test_each_department_has_its_own_mean_and_ends(scores):
    found = departments(scores, OWNERS)

    assert list(found["department"]) == ["accounting", "sales"]
    assert list(found["own"]) == [True, False]
    assert list(found["n"]) == [2, 3]
    assert list(found["mean"]) == [4.5, pytest.approx(7 / 3)]
    assert list(found["least"]) == [4, 1]
    assert list(found["greatest"]) == [5, 3]


def test_an_owners_marks_are_said_beside_the_others(scores):
    found = departments(scores, OWNERS, names={"invoice": "Invoice", "sales": "Sales team"})

    assert list(found["sentence"]) == [
        "Accounting gives its own Invoice 4.5 (2 people, from 4 to 5); the others give it 2.3.",
        "Sales team gives Invoice 2.3 (3 people, from 1 to 3).",
    ]


def test_departments_with_few_people_are_hidden_and_counted(scores):
    found = departments(scores, OWNERS, smallest_group={"team": 3})

    assert list(found["n"]) == [2, 3]
    assert found.loc[0, ["mean", "least", "greatest"]].isna().all()
    assert found["sentence"][0] == (
        "Accounting marked invoice with 2 people, fewer than 3: the marks stay hidden."
    )
    assert found["mean"][1] == pytest.approx(7 / 3)


def test_the_others_are_not_said_where_that_would_tell_on_few(scores):
    few = scores[scores["department"].isin(["accounting", "sales"])].iloc[:4]

    found = departments(few, OWNERS, smallest_group=2)

    assert found["sentence"][0].endswith("the others give it 3.0.")
    assert "others" not in departments(few.iloc[:3], OWNERS, smallest_group=2)["sentence"][0]


def test_somebody_who_marks_for_two_personas_is_one_person():
    scores = sample("invoice", [4, 2], group="team", department="sales", persona=["anna", "ben"])

    row = only(departments(scores.assign(respondent="mia"), OWNERS))

    assert (row["n"], row["mean"]) == (1, 3)


def test_counted_rows_are_as_many_people():
    scores = sample("invoice", [4, 1], group="team", department="sales", n=[3, 1])

    row = only(departments(scores.drop(columns="respondent"), OWNERS))

    assert (row["n"], row["mean"]) == (4, 3.25)


def test_another_measure_is_said_as_what_it_is():
    scores = sample("invoice", [4, 5], group="team", department="sales", measure="desired")

    said = only(departments(scores, OWNERS, measure="desired"))["sentence"]

    assert said == "Sales gives invoice 4.5 as desired (2 people, from 4 to 5)."


def test_accounting_marks_lavenders_invoice_higher_than_the_others_do(lavender):
    found = departments(lavender["scores"], lavender["touchpoints"], smallest_group=3)

    own = only(found[found["own"] & (found["touchpoint"] == "invoice")])
    assert (own["department"], own["n"]) == ("accounting", 3)
    assert own["mean"] == pytest.approx(4.67, abs=0.005)
    assert own["sentence"].endswith("the others give it 4.1.")


def test_lavenders_operations_and_service_disagree_in_the_second_round(lavender):
    found = departments(lavender["scores"], lavender["touchpoints"], smallest_group=3)

    marks = found[found["touchpoint"] == "cleaner-change"].set_index("department")
    assert marks.loc["operations", "mean"] == pytest.approx(3.86, abs=0.005)
    assert marks.loc["customer-service", "mean"] == pytest.approx(1.80, abs=0.005)
    assert marks.loc["management", "n"] == 2
    assert np.isnan(marks.loc["management", "mean"])


def test_no_marks_are_an_empty_frame_with_its_columns(scores):
    found = departments(scores.iloc[:0], OWNERS)

    assert found.empty
    assert found["own"].dtype == "bool"
    assert found["n"].dtype == "int64"


def test_departments_need_a_department(scores):
    with pytest.raises(InputError, match=r"^The scores have no column 'department'\."):
        departments(scores.drop(columns="department"), OWNERS)


def test_departments_no_mutate(scores):
    before, owners = scores.copy(deep=True), OWNERS.copy(deep=True)

    departments(scores, OWNERS)

    pd.testing.assert_frame_equal(scores, before)
    pd.testing.assert_frame_equal(OWNERS, owners)


# spread


def test_the_spread_is_that_of_the_single_marks(scores):
    row = only(spread(scores))

    assert row["n"] == 6  # 1, 2, 3, 3, 4, 5
    assert list(row[["least", "low_quartile", "median", "high_quartile", "greatest"]]) == [
        *(1, 2.25, 3, 3.75, 5),
    ]
    assert row["sd"] == pytest.approx(2**0.5)


def test_departments_a_quarter_of_the_marks_apart_are_named(scores):
    said = only(spread(scores, names={"invoice": "Invoice"}))["sentence"]

    assert said == (
        "At Invoice the 6 marks of the team run from 1 to 5, the middle half of them "
        "from 2.3 to 3.8. Accounting gives 4.5, sales 2.3."
    )


def test_departments_closer_than_that_are_not_named():
    parts = [
        sample("invoice", marks, group="team", department=name)
        for name, marks in (("sales", [3, 3]), ("law", [3, 4]), ("depot", [1, 5]))
    ]

    assert "gives" not in only(spread(pd.concat(parts)))["sentence"]


def test_departments_with_few_people_are_not_named(scores):
    assert "Accounting" not in only(spread(scores, smallest_group=3))["sentence"]


def test_a_group_too_small_is_hidden_and_counted():
    row = only(spread(sample("invoice", [3, 4], group="team"), smallest_group=3))

    assert row["n"] == 2
    assert row[["least", "median", "greatest", "sd"]].isna().all()
    assert row["sentence"] == "At invoice fewer than 3 people gave marks, which stay hidden."


def test_a_single_mark_has_no_standard_deviation():
    row = only(spread(sample("invoice", [3], group="team")))

    assert np.isnan(row["sd"])
    assert row["sentence"] == "At invoice there is a single mark of the team, 3."


def test_marks_that_all_agree_are_said_to():
    said = only(spread(sample("invoice", [4, 4, 4], group="team")))["sentence"]

    assert said == "At invoice all 3 marks of the team are 4."


def test_customers_have_a_spread_of_their_own(scores):
    row = only(spread(scores, group="customer", customer_word="guest"))

    assert (row["n"], row["median"]) == (2, 1)
    assert row["sentence"] == "At invoice all 2 marks of guests are 1."


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4)), min_size=1, max_size=8))
def test_counted_marks_spread_like_as_many_single_ones(marks):
    scores = sample("invoice", [score for score, _ in marks], group="team")
    scores = scores.assign(n=[n for _, n in marks])

    row = only(spread(scores))

    each = np.repeat([score for score, _ in marks], [n for _, n in marks]).astype(float)
    quartiles = np.quantile(each, [0, 0.25, 0.5, 0.75, 1])
    names = ["least", "low_quartile", "median", "high_quartile", "greatest"]
    assert row[names].to_numpy(dtype=float) == pytest.approx(quartiles)
    if len(each) > 1:
        assert row["sd"] == pytest.approx(each.std(ddof=1))


def test_spread_of_nothing_is_an_empty_frame(scores):
    assert spread(scores, group="outsider").empty


def test_spread_no_mutate(scores):
    before = scores.copy(deep=True)

    spread(scores)

    pd.testing.assert_frame_equal(scores, before)


def test_an_unknown_measure_is_refused(scores):
    with pytest.raises(InputError, match=r"^There is no measure 'recieved'; .* 'received'\?$"):
        spread(scores, measure="recieved")
