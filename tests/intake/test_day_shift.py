"""Series moved by a day, each day of them."""

import datetime as dt
from itertools import islice

import pytest

from touchkit.intake.day_shift import moved
from touchkit.intake.series import Series

START = dt.date(2026, 10, 5)


@pytest.mark.parametrize("by", [-1, 1])
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY", "FREQ=DAILY;BYDAY=MO,FR", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=SU,MO",
        "FREQ=WEEKLY;COUNT=9;BYDAY=MO",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SA,MO;WKST=SU",
        "FREQ=MONTHLY;BYDAY=2MO", "FREQ=MONTHLY;BYDAY=2MO,3MO", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-2MO",
        "FREQ=MONTHLY;BYMONTHDAY=5,20", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=5", "FREQ=YEARLY;BYMONTH=10;BYDAY=3MO",
        "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=5;UNTIL=20301231",
    ],
)  # fmt: skip
def test_each_day_is_a_day_later_or_earlier(rule, by):
    rule, _, until = rule.partition(";UNTIL=")
    series = Series(starts=START, rule=rule, until=dt.date(2030, 12, 31) if until else None)

    found = moved(series, by)

    days = [day + dt.timedelta(days=by) for day in islice(series.dates(), 100)]
    assert list(islice(found.dates(), 100)) == days


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        ("FREQ=MONTHLY;BYDAY=-1MO", 1), ("FREQ=MONTHLY;BYDAY=1MO", -1), ("FREQ=MONTHLY;BYDAY=1MO,2TU", 1),
        ("FREQ=MONTHLY;BYDAY=4MO", 1), ("FREQ=MONTHLY;BYMONTHDAY=31", 1), ("FREQ=MONTHLY;BYMONTHDAY=-1", 1),
        ("FREQ=MONTHLY;BYMONTHDAY=28", 1), ("FREQ=MONTHLY;BYMONTHDAY=1", -1), ("FREQ=YEARLY;BYDAY=20MO", 1),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", 1), ("FREQ=WEEKLY;BYMONTH=6;BYDAY=TU", 1),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=SU", 1),
    ],
)  # fmt: skip
def test_what_no_rule_says_is_none(rule, by):
    assert moved(Series(starts=START, rule=rule), by) is None


def test_a_rule_that_names_no_day_goes_by_its_start():
    found = moved(Series(starts=dt.date(2026, 9, 30), rule="FREQ=MONTHLY"), 1)

    assert found == Series(starts=dt.date(2026, 10, 1), rule="FREQ=MONTHLY")
