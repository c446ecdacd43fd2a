"""The business case."""

import math
import re
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.plan import business_case
from touchkit.steps.case_words import range_rows

ROWS = {
    "customers": (100, 100, 200, "customer list"),
    "leavers": (0.2, 0.3, 0.4, "leavers 2025"),
    "lift": (0.0, 0.1, 0.5, "our guess"),
    "revenue": (1000, 1000, 1000, "accounts"),
    "cost": (500, 1000, 2000, "offer"),
}


def inputs(**changed):
    rows = {name: row for name, row in (ROWS | changed).items() if row is not None}
    return pd.DataFrame(
        [(name, *row) for name, row in rows.items()],
        columns=["input", "low", "mid", "high", "source"],
    )


def line(case, name):
    return case.range.set_index("line").loc[name, ["low", "mid", "high"]].tolist()


def test_the_middle_is_the_product_less_the_cost():
    case = business_case(inputs())

    assert line(case, "kept") == [0, 3, 40]
    assert line(case, "gain") == [0, 3000, 40_000]
    assert line(case, "cost_first_year") == [2000, 1000, 500]
    assert line(case, "net") == [-2000, 2000, 39_500]


def test_payback_is_in_months_and_may_never_come():
    case = business_case(inputs())

    assert line(case, "payback_months") == [math.inf, 4.0, 0.15]


def test_the_cautious_end_takes_every_input_at_its_worse_end():
    case = business_case(
        inputs(cost_yearly=(100, 200, 300, "offer"), margin=(0.5, 0.5, 1, "books"))
    )

    assert line(case, "cost_first_year") == [2300, 1200, 600]
    assert line(case, "net") == [-2300, 300, 39_400]


def test_more_years_gain_more_but_cost_once():
    case = business_case(inputs(cost_yearly=(100, 100, 100, "offer")), years=3)

    assert line(case, "net") == [-2300, 7700, 119_200]


def test_the_tornado_moves_one_input_at_a_time_the_widest_first():
    tornado = business_case(inputs()).tornado

    assert tornado["input"].tolist() == ["lift", "customers", "leavers", "cost", "revenue"]
    assert tornado["net_low"].tolist() == [-1000, 2000, 1000, 2500, 2000]
    assert tornado["net_high"].tolist() == [14_000, 5000, 3000, 1000, 2000]
    assert tornado["net_mid"].tolist() == [2000] * 5
    assert tornado["swing"].tolist() == [15_000, 3000, 2000, 1500, 0]
    assert tornado["turns"].tolist() == [True, False, False, False, False]


def test_the_sentence_gives_ranges_and_what_most_of_it_hangs_on():
    said = business_case(inputs()).sentence.replace("\u00a0", " ")

    assert said == (
        "0 to 40 customers a year kept, EUR 0 to EUR 40,000 of revenue a year; in the first year "
        "EUR −2,000 to EUR 39,500 is left, most likely about EUR 2,000. What is spent comes back in "
        "less than a month at best, never at worst. Most of it hangs on how many leavers would stay "
        "(our guess), which alone decides between gain and loss."
    )


def test_with_a_margin_the_sentence_speaks_of_earnings():
    case = business_case(inputs(margin=(0.4, 0.4, 0.4, "books")), currency="CHF", years=2)

    assert "of earnings a year; over 2 years" in case.sentence
    assert "CHF\u00a0" in case.sentence


def test_a_case_that_never_pays_says_so():
    case = business_case(inputs(lift=(0, 0, 0, "nobody stays")))

    assert "What is spent does not come back even at best." in case.sentence


def test_the_sentence_says_never_where_the_table_does():
    far = business_case(
        inputs(lift=(0.00001, 0.0001, 0.5, "our guess"), cost=(500, 1000, 1000, "offer"))
    )
    gone = business_case(inputs(lift=(0.0001, 0.0001, 0.0001, "our guess")))

    for case in (far, gone):
        table = range_rows(case)[-1][1:]
        assert table[0] == "never"
        assert re.search(r"\d{4} months", case.sentence) is None
    assert f"comes back in {range_rows(far)[-1][3]} at best, never at worst." in far.sentence
    assert range_rows(gone)[-1][1:] == ("never",) * 3
    assert "does not come back even at best." in gone.sentence


def test_what_nobody_gave_is_filled_in_and_stays_out_of_the_tornado():
    case = business_case(inputs())

    assert case.inputs.set_index("input").loc["margin", "mid"] == 1
    assert "margin" not in set(case.tornado["input"])


def test_the_inputs_are_left_as_they_are_and_the_case_cannot_be_changed():
    frame = inputs()
    kept = frame.copy()

    case = business_case(frame)
    taken = case.range
    taken.loc[0, "mid"] = 7

    assert frame.equals(kept)
    assert line(case, "kept")[1] == 3
    with pytest.raises(FrozenInstanceError):
        case.years = 2


def test_all_faults_are_named_at_once():
    wrong = inputs(
        lift=(0.3, 0.2, 0.4, "guess"), leavers=(31, 32, 33, "books"), cost=(1, 2, 3, " "),
        revenue=None, custmers=(1, 1, 1, "x"),
    )  # fmt: skip

    with pytest.raises(InputError) as caught:
        business_case(wrong, years=0)

    assert [(p.row, p.column) for p in caught.value.problems] == [
        (2, "low"), (2, "mid"), (2, "high"), (3, "mid"), (4, "source"), (5, "input"),
        (None, "input"), (None, "years"),
    ]  # fmt: skip
    said = str(caught.value)
    assert "row 3, column mid: found 0.3, 0.2, 0.4 for lift; allowed: low ≤ mid ≤ high" in said
    assert "Did you mean 'customers'?" in said
    assert "found no revenue; allowed: what a customer brings in a year" in said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((None, 1, 2, "x"), "found nothing for cost; allowed: a number, 0 or more"),
        (("many", 1, 2, "x"), "found many for cost"),
        ((-1, 1, 2, "x"), "found -1 for cost"),
        ((1, 1, math.inf, "x"), "found inf for cost"),
        ((1, 1, 2, None), "column source: found nothing for cost"),
    ],
)
def test_a_number_or_a_source_that_is_none_is_refused(row, said):
    with pytest.raises(InputError, match=re.escape(said)):
        business_case(inputs(cost=row))


def test_an_input_given_twice_is_refused():
    twice = pd.concat([inputs(), inputs().tail(1)])

    with pytest.raises(InputError, match="row 6, column input: found cost again"):
        business_case(twice)


def test_a_frame_without_a_column_is_refused():
    with pytest.raises(InputError, match="no column source; there are: input, low, mid, high"):
        business_case(inputs().drop(columns="source"))


def spread(most):
    parts = st.lists(st.floats(0, most), min_size=3, max_size=3)
    return parts.map(lambda three: (*sorted(three), "somebody"))


@settings(deadline=None, max_examples=50)
@given(spread(1000), spread(1), spread(1), spread(5000), spread(1e5))
def test_the_middle_lies_inside_and_no_single_input_leaves_the_range(c, v, t, r, k):
    case = business_case(inputs(customers=c, leavers=v, lift=t, revenue=r, cost=k), years=2)

    low, mid, high = line(case, "net")
    assert low <= mid <= high
    ends = case.tornado[["net_low", "net_high"]]
    room = 1e-6 * max(1, abs(low), abs(high))
    assert ends.to_numpy().min() >= low - room
    assert ends.to_numpy().max() <= high + room
    assert case.tornado["swing"].is_monotonic_decreasing
