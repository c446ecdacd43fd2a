"""Recurrence rules: the days they fall on, held against dateutil, and what is refused."""

import datetime as dt
import random
from dataclasses import replace

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.plan.anchored import following
from touchkit.plan.recurring import date_of, days_of, number_of
from touchkit.plan.rules import read_rule

MIDNIGHT = dt.time()
# Leap days, month ends, and the days on which clocks change in Europe.
STARTS = [dt.date(2019, 12, 31), dt.date(2020, 2, 29), dt.date(2024, 2, 29), dt.date(2024, 2, 28),
          dt.date(2023, 1, 31), dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 6, 15),
          dt.date(2025, 8, 30), dt.date(2021, 1, 1)]  # fmt: skip


def fired(rule, starts, first, last):
    found = days_of(read_rule(rule), number_of(starts), number_of(first), number_of(last))
    return [date_of(day) for day in found]


def expected(rule, starts, first, last):
    rules = rrulestr(rule, dtstart=dt.datetime.combine(starts, MIDNIGHT))
    stop = dt.datetime.combine(last, MIDNIGHT)
    if rules._count is None:  # told where to stop, dateutil does not go on to the year 9999
        rules = rules.replace(until=min(rules._until or stop, stop))
    found = rules.between(dt.datetime.combine(first, MIDNIGHT), stop, inc=True)
    return [when.date() for when in found]


PARTS = [
    (0.5, "INTERVAL", range(2, 6), 1),
    (0.3, "BYMONTH", range(1, 13), 4),
    (0.3, "BYMONTHDAY", [*range(1, 32), -1, -2, -31], 3),
    (0.15, "BYYEARDAY", [1, 60, 61, 100, 365, 366, -1, -366], 3),
    (0.25, "BYSETPOS", [1, 2, 3, -1, -2], 2),
    (0.3, "COUNT", range(1, 21), 1),
    (0.2, "WKST", ["MO", "SU", "WE"], 1),
]


def random_rule(rng):
    freq = rng.choice(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"])
    made = {"FREQ": freq}
    made |= {
        name: several(rng, some, most)
        for chance, name, some, most in PARTS
        if rng.random() < chance
    }
    if freq == "YEARLY" and rng.random() < 0.2:
        made["BYWEEKNO"] = several(rng, [1, 2, 10, 20, -1, -2], 3)
    if rng.random() < 0.5:
        days = rng.sample(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], rng.randint(1, 3))
        numbered = freq in ("YEARLY", "MONTHLY") and rng.random() < 0.5
        made["BYDAY"] = ",".join(
            f"{rng.choice([1, 2, 3, 4, 5, -1, -2])}{day}" if numbered else day for day in days
        )
    if "COUNT" not in made and rng.random() < 0.3:
        made["UNTIL"] = f"{rng.randint(2024, 2032)}{rng.randint(1, 12):02d}28"
    return ";".join(f"{name}={value}" for name, value in made.items())


def several(rng, numbers, most):
    return ",".join(map(str, rng.sample(list(numbers), rng.randint(1, most))))


def comes_up(rule, starts, last):
    free = replace(read_rule(rule), count=None, until=None)
    stop = number_of(last)
    return len(days_of(free, number_of(starts), stop, stop + 4_000)) > 0


def test_a_thousand_random_rules_fall_on_the_days_dateutil_says():
    rng = random.Random(20261125)
    compared = days = 0

    while compared < 1_000:
        rule, starts = random_rule(rng), rng.choice(STARTS)
        first = dt.date(2026, rng.randint(1, 12), rng.randint(1, 28))
        last = first + dt.timedelta(days=1_096)
        if not comes_up(rule, starts, last):
            continue  # dateutil looks for the next one until the year 9999
        wanted = expected(rule, starts, first, last)
        assert fired(rule, starts, first, last) == wanted, (rule, starts, first)
        compared += 1
        days += len(wanted)

    assert days > 50_000


@given(
    starts=st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)),
    freq=st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]),
    interval=st.integers(1, 12),
    length=st.integers(0, 1_500),
)
def test_a_plain_rule_falls_on_the_days_dateutil_says(starts, freq, interval, length):
    rule = f"FREQ={freq};INTERVAL={interval}"
    first = dt.date(2026, 1, 1)
    last = first + dt.timedelta(days=length)

    assert fired(rule, starts, first, last) == expected(rule, starts, first, last)


@given(
    dates=st.lists(st.dates(dt.date(2020, 1, 1), dt.date(2027, 12, 31)), max_size=8),
    rule=st.sampled_from(
        ["FREQ=DAILY;INTERVAL=40", "FREQ=WEEKLY;COUNT=5", "FREQ=MONTHLY;BYDAY=1MO",
         "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=5", "FREQ=WEEKLY;BYDAY=MO,TH",
         "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO;UNTIL=20270801", "FREQ=MONTHLY;BYMONTHDAY=-1"]
    ),
)  # fmt: skip
def test_many_customers_at_once_get_what_each_would_get_alone(dates, rule):
    import numpy as np

    low, high = number_of(dt.date(2026, 1, 1)), number_of(dt.date(2027, 12, 31))
    numbers = np.array([number_of(day) for day in dates], np.int64)

    at, day = following(read_rule(rule), numbers, low, high)

    got = sorted(zip(at.tolist(), day.tolist(), strict=True))
    alone = [days_of(read_rule(rule), int(number), low, high) for number in numbers]
    assert got == [(place, int(one)) for place, days in enumerate(alone) for one in days]


def test_week_fifty_three_comes_only_in_years_that_have_one():
    # dateutil gives the first days of 2027 to a week 53 of weeks from Sunday; 2026 has none.
    found = fired(
        "FREQ=YEARLY;BYWEEKNO=53", dt.date(2020, 1, 1), dt.date(2020, 1, 1), dt.date(2027, 12, 31)
    )

    assert {day.isocalendar().week for day in found} == {53}
    assert {day.isocalendar().year for day in found} == {2020, 2026}
    assert len(found) == 14


def test_a_rule_that_never_ends_ends_with_the_calendar():
    found = fired("FREQ=DAILY", dt.date(1900, 1, 1), dt.date(2026, 12, 30), dt.date(2027, 1, 2))

    assert len(found) == 4


def test_the_thirty_first_comes_seven_times_a_year():
    found = fired("FREQ=MONTHLY", dt.date(2027, 1, 31), dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    assert [day.month for day in found] == [1, 3, 5, 7, 8, 10, 12]


def test_a_rule_is_read_in_any_case_and_with_its_name_before_it():
    assert read_rule(" rrule:freq=monthly;byday=+1mo; ") == read_rule("FREQ=MONTHLY;BYDAY=1MO")


@pytest.mark.parametrize(
    ("rule", "column", "hint"),
    [
        ("every monday", "EVERY MONDAY", "FREQ"),
        ("FREQ=FORTNIGHTLY", "FREQ=FORTNIGHTLY", "Write YEARLY"),
        ("FREQ=HOURLY", "FREQ=HOURLY", "every hour"),
        ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0", "1 or more"),
        ("FREQ=WEEKLY;COUNT=-3", "COUNT=-3", "1 or more"),
        ("FREQ=WEEKLY;UNTIL=20270230", "UNTIL=20270230", "a day that exists"),
        ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32", "Correct the number"),
        ("FREQ=MONTHLY;BYMONTHDAY=1.5", "BYMONTHDAY=1.5", "Correct the number"),
        ("FREQ=MONTHLY;BYDAY=1XX", "BYDAY=1XX", "MO for Monday"),
        ("FREQ=MONTHLY;BYDAY=0MO", "BYDAY=0MO", "MO for Monday"),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR=9", "take the time of day out"),
        ("FREQ=DAILY;FREQ=DAILY", "FREQ twice", "Keep one"),
    ],
)
def test_what_is_no_rule_is_refused_with_what_to_write(rule, column, hint):
    with pytest.raises(InputError) as caught:
        read_rule(rule)

    assert column in caught.value.problems[0].found
    assert hint in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_never_a_crash(text):
    try:
        read_rule(text)
    except InputError as error:
        assert error.problems  # noqa: PT017 # either is right
