"""Recurring events as acts can say them."""

import datetime as dt
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from touchkit.intake.series import Series, as_columns, read_rule, without

FIRST = dt.date(2027, 1, 1)


def days(series, number=5):
    return [str(day) for day in islice(series.dates(), number)]


def test_an_end_inside_the_rule_becomes_the_last_day():
    made = read_rule("FREQ=WEEKLY;UNTIL=20270115", FIRST)

    assert as_columns(made) == {
        "starts": FIRST, "repeats": "FREQ=WEEKLY", "until": dt.date(2027, 1, 15),
    }  # fmt: skip
    assert days(made) == ["2027-01-01", "2027-01-08", "2027-01-15"]


def test_an_end_before_the_hour_of_the_event_is_the_day_before():
    starts = dt.datetime(2012, 3, 27, 10, 0)  # noqa: DTZ001 # where the event is

    assert read_rule("FREQ=WEEKLY;UNTIL=20120703T080000", starts).until == dt.date(2012, 7, 2)
    assert read_rule("FREQ=WEEKLY;UNTIL=20120703T100000", starts).until == dt.date(2012, 7, 3)


def test_the_hour_of_a_rule_is_left_out():
    assert read_rule("FREQ=DAILY;BYHOUR=9;BYMINUTE=0", FIRST).rule == "FREQ=DAILY"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=HOURLY", "days, weeks, months or years"),
        ("FREQ=DAILY;BYHOUR=9,17", "one time a day"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "a rule that happens"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "a rule that happens"),
        ("FREQ=WEEKLY;INTERVAL=0", "a rule such as"),
        ("FREQ=WEEKLY;COUNT=0", "a rule such as"),
        ("FREQ=WEEKLY;UNTIL=20261231", "a rule that happens"),
        ("FREQ=WEEKLY;UNTIL=20270230", "a day such as"),
        ("FREQ=WEEKLY;BYDAY=XX", "a rule such as"),
        ("FREQ=WEEKLY;COLOUR=RED", "a rule such as"),
        ("every now and then", "a rule such as"),
        ("", "days, weeks"),
    ],
)
def test_what_is_no_rule_by_days_is_refused_with_what_is_allowed(rule, said):
    with pytest.raises(PydanticCustomError) as refused:
        read_rule(rule, FIRST)

    assert said in str(refused.value) + str(refused.value.context["hint"])


def test_a_count_goes_on_after_the_dates_left_out():
    four = Series(starts=FIRST, rule="FREQ=WEEKLY;COUNT=4")

    first, rest = without(four, {dt.date(2027, 1, 8)})

    assert (days(first), days(rest)) == (["2027-01-01"], ["2027-01-15", "2027-01-22"])


def test_one_that_happens_once_and_is_left_out_is_gone():
    assert without(Series(starts=FIRST), {FIRST}) == []


RULES = st.sampled_from(
    ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=MONTHLY;BYMONTHDAY=31",
     "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE;BYSETPOS=1,-1", "FREQ=YEARLY;BYMONTH=2,8",
     "FREQ=WEEKLY;COUNT=9", "FREQ=MONTHLY"]
)  # fmt: skip


@given(
    RULES,
    st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)),
    st.sets(st.integers(0, 11), max_size=6),
)
def test_the_parts_together_are_the_series_but_for_what_is_left_out(rule, starts, gone):
    series = read_rule(rule, starts)
    every = list(islice(series.dates(), 16))
    out = {every[place] for place in gone if place < len(every)}

    parts = without(series, out)

    together = sorted(day for part in parts for day in islice(part.dates(), 16) if day <= every[-1])
    assert together == [day for day in every if day not in out]
