"""The calendar: which act is due when, for whom."""

import datetime as dt

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.plan import act_problems, calendar, preparations, shifted

START, END = dt.date(2027, 1, 1), dt.date(2027, 12, 31)


def day(text):
    return dt.date.fromisoformat(text)


def acts(*rows):
    return to_frame(TABLES["acts"], [{"title": row["id"]} | row for row in rows])


def customers(*rows):
    return to_frame(TABLES["customers"], rows)


def due(*rows, people=None, start=START, end=END, **options):
    return calendar(acts(*rows), people, start=start, end=end, **options)


def days(frame):
    return [when.date().isoformat() for when in frame["when"]]


def test_the_columns_are_those_of_the_contract():
    found = due({"id": "card", "starts": START, "owner": "Basil", "audience": "best", "channel": "post",
                 "touchpoint": "invoice"})  # fmt: skip

    assert list(found) == [
        "act",
        "when",
        "audience",
        "customer",
        "owner",
        "channel",
        "touchpoint",
        "calendar",
    ]
    assert found.index.equals(pd.RangeIndex(1))
    assert found["when"].dtype == "datetime64[us]"
    assert found.iloc[0].drop("when").tolist()[:2] == ["card", "best"]
    assert pd.isna(found["customer"].item())
    assert found.iloc[0].tolist()[4:] == ["Basil", "post", "invoice", "touchpoint"]


def test_both_ends_are_included():
    found = due(
        {"id": "a", "starts": START},
        {"id": "b", "starts": END},
        {"id": "c", "starts": day("2028-01-01")},
    )

    assert found["act"].tolist() == ["a", "b"]


def test_an_act_without_a_rule_happens_once():
    assert days(due({"id": "a", "starts": day("2027-05-03")})) == ["2027-05-03"]


def test_an_act_ends_with_its_last_date():
    found = due(
        {
            "id": "a",
            "starts": day("2026-10-01"),
            "repeats": "FREQ=MONTHLY",
            "until": day("2027-02-01"),
        }
    )

    assert days(found) == ["2027-01-01", "2027-02-01"]


def test_the_first_monday_of_each_quarter():
    rule = "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"

    assert days(due({"id": "a", "starts": START, "repeats": rule})) == [
        "2027-01-04", "2027-04-05", "2027-07-05", "2027-10-04",
    ]  # fmt: skip


def test_an_act_that_hangs_on_a_date_is_due_for_each_customer_who_has_one():
    people = customers({"id": "k1", "purchase_on": day("2027-03-01")}, {"id": "k2"},
                       {"id": "k3", "purchase_on": day("2026-12-30")})  # fmt: skip

    found = due({"id": "call", "trigger": "purchase_on", "offset_days": 3}, people=people)

    assert found["customer"].tolist() == ["k3", "k1"]
    assert days(found) == ["2027-01-02", "2027-03-04"]


def test_without_customers_acts_that_hang_on_their_dates_are_left_out():
    assert len(due({"id": "call", "trigger": "purchase_on"})) == 0


def test_a_negative_offset_comes_before_the_date_even_before_the_calendar_reaches_it():
    people = customers({"id": "k1", "renewal_on": day("2028-01-10")})

    found = due({"id": "letter", "trigger": "renewal_on", "offset_days": -45}, people=people)

    assert days(found) == ["2027-11-26"]


def test_a_birthday_comes_each_year_from_the_year_of_birth_on():
    people = customers({"id": "k1", "birthday_on": day("1961-06-05")})

    found = due(
        {"id": "card", "trigger": "birthday_on", "offset_days": -3, "repeats": "FREQ=YEARLY"},
        people=people,
    )

    assert days(found) == ["2027-06-02"]


def test_a_birthday_on_29_february_is_kept_on_the_28th_in_years_without_one():
    people = customers({"id": "k1", "birthday_on": day("2000-02-29")})

    found = due({"id": "card", "trigger": "birthday_on", "repeats": "FREQ=YEARLY"}, people=people,
                end=day("2028-12-31"))  # fmt: skip

    assert days(found) == ["2027-02-28", "2028-02-29"]


def test_a_yearly_act_from_29_february_on_comes_in_leap_years_as_calendar_programs_do():
    found = due(
        {"id": "card", "starts": day("2024-02-29"), "repeats": "FREQ=YEARLY"}, end=day("2032-12-31")
    )

    assert days(found) == ["2028-02-29", "2032-02-29"]


def test_a_month_after_31_january_is_the_last_of_february():
    people = customers({"id": "k1", "purchase_on": day("2027-01-31")})

    found = due(
        {"id": "call", "trigger": "purchase_on", "repeats": "FREQ=MONTHLY;COUNT=3"}, people=people
    )

    assert days(found) == ["2027-01-31", "2027-02-28", "2027-03-31"]


def test_a_rule_with_days_of_its_own_begins_with_each_customers_date():
    people = customers(
        {"id": "k1", "purchase_on": day("2027-01-05")},
        {"id": "k2", "purchase_on": day("2027-11-20")},
    )

    found = due(
        {"id": "a", "trigger": "purchase_on", "repeats": "FREQ=MONTHLY;BYMONTH=1,12;BYDAY=1MO"},
        people=people,
    )

    assert days(found) == ["2027-12-06", "2027-12-06"]


def test_an_act_with_a_trigger_and_a_first_date_begins_with_that():
    people = customers(
        {"id": "k1", "birthday_on": day("2000-03-01")},
        {"id": "k2", "birthday_on": day("2000-09-01")},
    )

    found = due(
        {
            "id": "a",
            "trigger": "birthday_on",
            "repeats": "FREQ=YEARLY",
            "starts": day("2027-06-01"),
        },
        people=people,
    )

    assert found["customer"].tolist() == ["k2"]


def test_the_audiences_filter_says_for_whom():
    people = customers(
        {"id": "k1", "best": True, "purchase_on": START},
        {"id": "k2", "best": False, "purchase_on": START},
    )
    audiences = to_frame(
        TABLES["audiences"], [{"id": "best", "name": "Best", "filter": "best = yes"}]
    )
    act = {"id": "a", "trigger": "purchase_on", "audience": "best"}

    assert due(act, people=people, audiences=audiences)["customer"].tolist() == ["k1"]
    assert due(act, people=people)["customer"].tolist() == ["k1", "k2"]


def test_an_act_for_an_audience_is_one_row_or_one_for_each_of_it():
    people = customers(
        {"id": "k1", "best": True}, {"id": "k2", "best": False}, {"id": "k3", "best": True}
    )
    audiences = to_frame(
        TABLES["audiences"], [{"id": "best", "name": "Best", "filter": "best = yes"}]
    )
    act = {"id": "a", "starts": START, "audience": "best"}

    assert due(act, people=people, audiences=audiences)["customer"].isna().tolist() == [True]
    assert due(act, people=people, audiences=audiences, each_customer=True)[
        "customer"
    ].tolist() == ["k1", "k3"]


def test_a_day_off_moves_to_the_next_working_day():
    # 1 January 2027 is a Friday and a holiday in Ireland.
    act = {"id": "a", "starts": START, "weekdays_only": True}

    assert days(due(act)) == ["2027-01-01"]
    assert days(due(act, country="IE")) == ["2027-01-04"]


def test_what_comes_before_a_date_moves_to_the_working_day_before():
    people = customers({"id": "k1", "renewal_on": day("2027-05-16")})

    found = due(
        {"id": "a", "trigger": "renewal_on", "offset_days": -14, "weekdays_only": True},
        people=people,
    )

    assert days(found) == ["2027-04-30"]


def test_days_that_move_onto_one_another_are_one():
    found = due(
        {"id": "a", "starts": START, "repeats": "FREQ=DAILY;COUNT=5", "weekdays_only": True}
    )

    assert days(found) == ["2027-01-01", "2027-01-04", "2027-01-05"]


def test_what_moves_into_the_calendar_is_on_it_and_what_moves_out_is_not():
    saturday = {"id": "a", "starts": day("2027-01-02"), "weekdays_only": True}

    assert days(due(saturday, start=day("2027-01-03"), end=day("2027-01-09"))) == ["2027-01-04"]
    assert days(due(saturday, start=day("2027-01-01"), end=day("2027-01-03"))) == []


def test_parts_of_a_country_have_holidays_of_their_own():
    epiphany = {"id": "a", "starts": day("2027-01-06"), "weekdays_only": True}

    assert days(due(epiphany, country="DE-BY")) == ["2027-01-07"]
    assert days(due(epiphany, country="DE-BE")) == ["2027-01-06"]


def test_a_time_of_day_stays_what_the_clock_shows_when_the_clocks_change():
    frame = acts({"id": "tea", "repeats": "FREQ=DAILY", "trigger": "x_on"}).assign(
        trigger=None, starts=pd.Timestamp("2027-03-27 02:30")
    )

    found = calendar(frame, start=day("2027-03-27"), end=day("2027-03-29"))

    assert found["when"].tolist() == [
        pd.Timestamp(f"2027-03-{number} 02:30") for number in (27, 28, 29)
    ]


def test_rows_come_by_day_then_by_act():
    found = due(
        {"id": "b", "starts": END}, {"id": "a", "starts": START}, {"id": "c", "starts": END}
    )

    assert found["act"].tolist() == ["a", "b", "c"]


def test_no_frame_is_changed():
    frame, people = acts({"id": "a", "trigger": "x_on"}), customers({"id": "k1", "x_on": START})
    before = frame.copy(), people.copy()

    calendar(frame, people, start=START, end=END)

    pd.testing.assert_frame_equal(frame, before[0])
    pd.testing.assert_frame_equal(people, before[1])


def test_everything_wrong_with_acts_is_told_at_once():
    frame = pd.DataFrame({
        "id": ["never", "odd", "turned", "undated", "unknown", "unknown"],
        "starts": ["2027-01-01", "2027-02-30", "2027-03-01", None, None, "2027-01-01"],
        "until": [None, None, "2027-02-01", None, None, None],
        "trigger": [None, None, None, None, "purchased_on", None],
        "repeats": ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "weekly", None, None, None, None],
    })  # fmt: skip
    people = customers({"id": "k1", "purchase_on": START})

    with pytest.raises(InputError) as caught:
        calendar(frame, people, start=START, end=END)

    said = [(one.row, one.column, one.found) for one in caught.value.problems]
    assert said == [
        (1, "repeats", "a rule that never comes up in never"),
        (2, "starts", "2027-02-30 in odd"),
        (2, "repeats", "WEEKLY in odd"),
        (2, "repeats", "weekly in odd"),
        (3, "until", "a last date before the first in turned"),
        (4, "starts", "no date in undated"),
        (5, "trigger", "purchased_on in unknown"),
        (6, "id", "the id a second time in unknown"),
    ]
    assert "Did you mean 'purchase_on'?" in str(caught.value)
    assert act_problems(frame, people) == list(caught.value.problems)


def test_customers_dates_that_do_not_exist_are_refused_by_row():
    people = pd.DataFrame({"id": ["k1", "k2"], "birthday_on": ["1990-02-29", "1992-02-29"]})

    with pytest.raises(InputError) as caught:
        due({"id": "a", "trigger": "birthday_on"}, people=people)

    (problem,) = caught.value.problems
    assert (problem.file, problem.row, problem.found) == ("customers", 1, "1990-02-29 for k1")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"start": END, "end": START}, "2027-12-31 or later"),
        ({"country": "Ireland"}, "two letters"),
        ({"country": "DE-XX"}, "DE"),
        (
            {"audiences": to_frame(TABLES["audiences"], [{"id": "best", "name": "Best"}])},
            "Did you mean 'best'?",
        ),
    ],
)
def test_what_cannot_be_is_refused_clearly(options, said):
    with pytest.raises(InputError, match=said):
        due({"id": "a", "starts": START, "audience": "beste"}, **options)


def test_a_calendar_too_long_for_the_machine_is_refused():
    people = pd.DataFrame(
        {"id": [f"k{number}" for number in range(40_000)], "x_on": pd.Timestamp("2026-01-01")}
    )

    with pytest.raises(InputError, match="Choose fewer"):
        due(
            {"id": "a", "trigger": "x_on", "repeats": "FREQ=DAILY"},
            people=people,
            end=day("2029-12-31"),
        )


def test_no_acts_make_an_empty_calendar():
    found = due()

    assert len(found) == 0
    assert found["when"].dtype == "datetime64[us]"


def test_what_takes_preparation_is_begun_before():
    frame = acts(
        {"id": "a", "starts": day("2027-05-03"), "lead_days": 14}, {"id": "b", "starts": START}
    )

    found = preparations(calendar(frame, start=START, end=END), frame)

    assert found["act"].tolist() == ["a"]
    assert found["begin"].dt.date.item() == day("2027-04-19")


def test_a_move_changes_the_first_date_and_the_last_only_where_it_must():
    act = {"id": "a", "starts": START, "repeats": "FREQ=YEARLY", "until": day("2027-01-02")}

    assert shifted(act, move_from=START, move_to=day("2027-01-02")) == {"starts": day("2027-01-02")}
    assert shifted(act, move_from=START, move_to=day("2027-01-04")) == {
        "starts": day("2027-01-04"), "until": day("2027-01-05"),
    }  # fmt: skip


def test_an_act_whose_rule_names_its_days_is_not_moved_by_its_first_date():
    act = {"id": "a", "starts": START, "repeats": "FREQ=MONTHLY;BYDAY=1MO"}

    with pytest.raises(InputError, match="Choose other days in the rule"):
        shifted(act, move_from=START, move_to=END)


def test_days_may_be_given_as_text():
    assert len(due({"id": "a", "starts": START}, start="2027-01-01", end="2027-01-01")) == 1
    with pytest.raises(InputError, match="2027-02-30; allowed: a date"):
        due({"id": "a", "starts": START}, end="2027-02-30")


def test_the_last_year_there_is_ends_without_a_crash():
    last = dt.date(9999, 12, 31)

    assert (
        len(
            due(
                {"id": "a", "starts": START, "repeats": "FREQ=YEARLY"},
                start=last - dt.timedelta(days=400),
                end=last,
            )
        )
        == 1
    )
