"""Days as people type them."""

import datetime as dt

import pytest

from touchkit.errors import InputError
from touchkit.steps.days import read_day, say_day

TODAY = dt.date(2026, 11, 25)
CHRISTMAS_EVE = dt.date(2026, 12, 24)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-24", " 2026-12-24 ", "24.12.2026", "24. 12. 2026", "24.12.26", "24.12.", "24/12/2026",
        "12/24", "24 December 2026", "24th of December", "December 24, 2026", "24 dec", "24 DEC.",
    ],
)  # fmt: skip
def test_one_day_may_be_typed_in_many_ways(typed):
    assert read_day(typed, today=TODAY) == CHRISTMAS_EVE


def test_nothing_typed_is_no_day():
    assert read_day("  ", today=TODAY) is None


def test_a_day_without_a_year_is_the_next_one():
    assert read_day("1.2.", today=TODAY) == dt.date(2027, 2, 1)
    assert read_day("25.11.", today=TODAY) == TODAY
    assert read_day("29.2.", today=TODAY) == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", dt.date(2026, 11, 26)),
        ("in 2 weeks", dt.date(2026, 12, 9)),
        ("in a month", dt.date(2026, 12, 25)),
        ("3 months", dt.date(2027, 2, 25)),
    ],
)
def test_a_while_from_now_is_read(typed, day):
    assert read_day(typed, today=TODAY) == day


def test_a_month_from_the_31st_ends_with_the_shorter_month():
    assert read_day("in a month", today=dt.date(2027, 1, 31)) == dt.date(2027, 2, 28)
    assert read_day("in a month", today=dt.date(2026, 12, 31)) == dt.date(2027, 1, 31)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "xmas",
            "“xmas” is not read as a date. Write it as 24.12.2026, 2026-12-24 or 24 December.",
        ),
        (
            "31.2.2026",
            "There is no such day as “31.2.2026”. Write it as 24.12.2026, 2026-12-24 or 24 December.",
        ),
        (
            "4/12/2026",
            "“4/12/2026” can be read in two ways. Write 4.12. for the day first, or the month as a word.",
        ),
        (
            "ma 3",
            "“ma 3” is not read as a date. Write it as 24.12.2026, 2026-12-24 or 24 December.",
        ),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(typed, said):
    with pytest.raises(InputError) as refused:
        read_day(typed, today=TODAY)

    assert str(refused.value) == said


def test_a_year_beyond_the_calendar_is_refused():
    with pytest.raises(InputError, match="There is no such day"):
        read_day("1.1.0000", today=TODAY)


def test_a_year_that_is_still_being_typed_is_no_date():
    with pytest.raises(InputError, match=r"“0202-01-15” is not read as a date\."):
        read_day("0202-01-15", today=TODAY)


def test_ten_thousand_letters_are_not_said_back():
    with pytest.raises(InputError) as refused:
        read_day("x" * 10_000, today=TODAY)

    assert len(str(refused.value)) < 150


def test_a_day_is_said_so_that_it_can_be_read_back():
    assert say_day(CHRISTMAS_EVE) == "24 December 2026"
    assert read_day(say_day(CHRISTMAS_EVE), today=TODAY) == CHRISTMAS_EVE
