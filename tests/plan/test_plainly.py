"""Recurrences in plain words, the choices an editor makes of them, and an act's wording."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchkit.errors import InputError
from touchkit.pack import read_pack
from touchkit.plan import Repeat, act_in_words, addressed, in_words, repeat_of
from touchkit.plan.plainly import WEEKDAYS
from touchkit.plan.repeating import EVERY, WHICH
from touchkit.plan.rules import read_rule

TUESDAY = dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY", "every week"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every week on weekdays"),
        ("FREQ=MONTHLY;BYDAY=1MO", "on the first Monday of each month"),
        ("FREQ=MONTHLY;BYDAY=MO", "on every Monday"),
        ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO", "on the first Monday of each quarter"),
        ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO", "on the first Monday of each quarter"),
        ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYDAY=-1FR", "on the last Friday of each quarter"),
        ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=-1FR", "on the last Friday of the first month of each quarter"),
        ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=15", "on the 15th of the first month of each quarter"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "on the last day of each month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,22", "on the 1st and 22nd of each month"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "on the last weekday of each month"),
        ("FREQ=MONTHLY;INTERVAL=3", "every quarter"),
        ("FREQ=MONTHLY;INTERVAL=6", "every half year"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "every year on 24 December"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "on the fourth Thursday of November"),
        ("FREQ=YEARLY;INTERVAL=2;COUNT=5", "every 2 years, 5 times"),
        ("FREQ=YEARLY;UNTIL=20301231", "every year, until 31 December 2030"),
    ],
)  # fmt: skip
def test_a_rule_is_said_in_plain_words(rule, words):
    assert in_words(rule) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"trigger": "purchase_on", "offset_days": 3}, "3 days after purchase"),
        ({"trigger": "birthday_on"}, "on the birthday"),
        ({"trigger": "birthday_on", "offset_days": -3}, "3 days before the birthday"),
        ({"trigger": "first_clean_on", "offset_days": 1}, "1 day after the first clean"),
        ({"trigger": "renewal_on", "offset_days": 0}, "on the day of renewal"),
        ({"starts": TUESDAY}, "on 1 December 2026"),
        ({"starts": TUESDAY, "weekdays_only": True}, "on 1 December 2026; on a day off the next working day"),
        ({"trigger": "renewal_on", "offset_days": -9, "weekdays_only": True},
         "9 days before renewal; on a day off the working day before"),
    ],
)  # fmt: skip
def test_a_date_or_a_trigger_is_said_in_plain_words(given, words):
    assert in_words(**given) == words


def test_what_the_rule_leaves_out_the_first_date_says():
    assert in_words("FREQ=WEEKLY", starts=TUESDAY) == "every week on Tuesday, from 1 December 2026"
    assert in_words("FREQ=YEARLY", starts=TUESDAY) == "every year on 1 December, from 2026"


@pytest.mark.parametrize(
    ("rule", "starts", "words"),
    [
        ("FREQ=YEARLY", TUESDAY, "every year on 1 December"),
        ("FREQ=YEARLY", dt.date(2019, 12, 1), "every year on 1 December"),
        ("FREQ=YEARLY", dt.date(2028, 12, 1), "every year on 1 December, from 2028"),
        ("FREQ=WEEKLY", TUESDAY, "every week on Tuesday"),
        ("FREQ=WEEKLY", dt.date(2026, 11, 10), "every week on Tuesday"),
        ("FREQ=WEEKLY", dt.date(2027, 3, 2), "every week on Tuesday, from 2 March 2027"),
        ("FREQ=MONTHLY", dt.date(2026, 12, 24), "on the 24th of each month"),
        ("FREQ=MONTHLY;BYDAY=1MO", TUESDAY, "on the first Monday of each month, from 1 December 2026"),
    ],
)  # fmt: skip
def test_a_first_date_that_goes_without_saying_is_left_out_where_the_day_is_known(
    rule, starts, words
):
    assert in_words(rule, starts=starts, today=dt.date(2026, 11, 25)) == words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"repeats": "FREQ=WEEKLY", "starts": TUESDAY}, False),
        ({"repeats": "FREQ=MONTHLY;BYDAY=1MO", "starts": TUESDAY}, False),
        ({"starts": TUESDAY}, False),
        ({"starts": dt.date(2026, 12, 5)}, True),
        ({"repeats": "FREQ=MONTHLY", "starts": TUESDAY}, True),
        ({"repeats": "FREQ=WEEKLY;BYDAY=SA", "starts": TUESDAY}, True),
        ({"trigger": "birthday_on"}, True),
    ],
)
def test_where_the_day_is_known_days_off_are_said_only_of_what_may_fall_on_a_weekend(given, said):
    words = in_words(**given, weekdays_only=True, today=dt.date(2026, 11, 25))

    assert words.endswith("; on a day off the next working day") is said


def test_days_that_do_not_always_exist_are_said():
    monthly = in_words("FREQ=MONTHLY", starts=dt.date(2027, 1, 31))
    yearly = in_words("FREQ=YEARLY", starts=dt.date(2028, 2, 29))

    assert monthly.startswith("on the 31st of each month (months without one are left out)")
    assert yearly.startswith("every year on 29 February (leap years only)")


def test_the_earlier_of_two_last_dates_is_said():
    assert (
        in_words("FREQ=DAILY;UNTIL=20301231", until=TUESDAY) == "every day, until 1 December 2026"
    )


def test_every_act_of_lavender_can_be_said(repository):
    acts = read_pack(repository / "workshop_data" / "lavender").tables["acts"]

    said = {act["id"]: act_in_words(act) for act in acts.to_dict("records")}

    assert len(said) == 26
    assert said["birthday-card"] == "3 days before the birthday, every year"
    assert said["tea-with-marjoram"] == (
        "every quarter on the 10th of the month, from 10 March 2027, until 30 November 2027; "
        "on a day off the next working day"
    )


@given(
    every=st.sampled_from(EVERY), interval=st.integers(1, 12), which=st.sampled_from([None, *WHICH]),
    weekdays=st.sampled_from([(), WEEKDAYS[:1], WEEKDAYS[4:5], WEEKDAYS[:5], WEEKDAYS[1:4:2]]),
    monthday=st.sampled_from([None, None, 1, 15, 31, -1]), month=st.sampled_from([None, 1, 5, 12]),
    times=st.sampled_from([None, 1, 6]),
)  # fmt: skip
def test_choices_make_a_rule_and_the_rule_shows_the_choices(**choices):
    try:
        made = Repeat(**choices)
    except InputError as error:
        assert error.problems  # noqa: PT017 # choices that do not go together are refused
        return

    again = repeat_of(made.rule)

    assert again is not None
    assert read_rule(again.rule) == read_rule(made.rule)
    assert made.words
    assert made.said(TUESDAY)


def test_the_first_monday_of_each_quarter_is_three_choices():
    made = Repeat(every="quarter", which="first", weekdays=("Monday",))

    assert made.rule == "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"
    assert made.words == "on the first Monday of each quarter"
    assert repeat_of(made.rule) == made


def test_the_last_day_of_a_quarter_lies_in_its_last_month():
    assert (
        Repeat(every="quarter", monthday=-1).rule == "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"
    )


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY;BYWEEKNO=20", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=DAILY;BYMONTH=12"]
)
def test_a_rule_beyond_the_choices_is_not_forced_into_them(rule):
    assert repeat_of(rule) is None


def test_choices_that_do_not_go_together_are_all_told():
    with pytest.raises(InputError) as caught:
        Repeat(every="week", which="first", month=13, interval=0)

    assert [one.column for one in caught.value.problems] == ["interval", "month", "which"]


@pytest.mark.parametrize(
    ("wording", "name", "said"),
    [
        ("Happy birthday, {call_name}!", "Aoife", "Happy birthday, Aoife!"),
        ("Happy birthday, {call_name}!", None, "Happy birthday!"),
        ("{call_name}, thank you.", " ", "Thank you."),
        ("{call_name}, thank you.", "Mrs O’Dea", "Mrs O’Dea, thank you."),
        ("For {call_name} {call_name}", "{call_name}", "For {call_name} {call_name}"),
        ("Thank you.", "Aoife", "Thank you."),
        (None, "Aoife", ""),
    ],
)
def test_the_wording_says_the_call_name(wording, name, said):
    assert addressed(wording, name) == said


@pytest.mark.parametrize(
    "wording", ["Dear {name}", "{call_name.__class__}", "{0}", "{}", "{call_name!r}"]
)
def test_nothing_else_in_braces_is_filled_in(wording):
    with pytest.raises(InputError, match=r"Write \{call_name\}"):
        addressed(wording, "Aoife")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "on every Friday that is the 13th of the month"),
        (
            "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,2,3",
            "on every Monday that is the 1st, 2nd or 3rd of the month",
        ),
    ],
)
def test_weekdays_and_days_of_the_month_together_are_both_said(rule, words):
    assert in_words(rule) == words
