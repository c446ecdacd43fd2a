"""What each kind of column makes of what a person wrote."""

import datetime as dt

import pytest

from touchkit.model.records import read_row
from touchkit.model.tables import TABLES

ALL = {
    "touchpoints": {"name": "x"},
    "scores": {"group": "team", "touchpoint": "x", "measure": "received", "score": "1"},
    "ideas": {"touchpoint": "x", "title": "x"},
    "decisions": {"step": "enhance", "text": "x"},
}


def read(table, column, value, **habits):
    """Return what a cell is read as, or the one thing that is wrong with it."""
    record, faults = read_row(TABLES[table], ALL[table] | {column: value}, **habits)
    if not faults:
        return record.get(column)
    assert [fault.column for fault in faults] == [column]
    return faults[0].found, faults[0].allowed, faults[0].hint


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3.5", 3.5), ("3,5", 3.5), (" 4 ", 4.0), ("-2,25", -2.25), ("1.234,50", 1234.5),
        ("1,234.50", 1234.5), ("1,234,567", 1234567.0), ("1.234.567", 1234567.0), ("1'234", 1234.0),
        ("1 234,5", 1234.5), ("1\u202f234", 1234.0), ("1234,567", 1234.567), ("0,125", 0.125), ("1.234", 1.234),
        ("1e300", 1e300), ("+49", 49.0), (7, 7.0), (0.1 + 0.2, 0.30000000000000004),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(written, number):
    assert read("touchpoints", "position", written) == number


def test_a_comma_that_can_mean_either_is_refused_with_both_readings():
    hint = "Write 1234 or 1.234: the comma can mean either."

    assert read("touchpoints", "position", "1,234") == ("'1,234'", "a number", hint)


def test_a_comma_is_decimal_where_the_file_says_so():
    assert read("touchpoints", "position", "1,234", decimal=",") == 1.234


def test_a_point_that_can_mean_either_is_refused_where_commas_are_decimal():
    hint = "Write 1234 or 1,234: the point can mean either."
    habits = {"decimal": ",", "thousands": "."}

    assert read("touchpoints", "position", "1.234", **habits) == ("'1.234'", "a number", hint)
    assert read("touchpoints", "position", "0.125", **habits) == 0.125
    assert read("touchpoints", "position", "1.25", **habits) == 1.25


@pytest.mark.parametrize(
    "written",
    ["three", "3 4", "1_000", "1,2,3.5", "3,5.2", "1,234,5", "1.2.3", "12,34,567", "inf", "-inf", "nan", "1e999",
     "€ 5", "--1", True, dt.date(2026, 1, 1)],
)  # fmt: skip
def test_what_is_no_finite_number_is_refused(written):
    found, allowed, hint = read("touchpoints", "position", written)

    assert found == {True: "'yes'", dt.date(2026, 1, 1): "'2026-01-01'"}.get(written, repr(written))
    assert (allowed, hint) == ("a number", "Write a plain number such as 3.5.")


@pytest.mark.parametrize(
    ("written", "number"), [("3", 3), ("3.0", 3), (3.0, 3), (str(2**53 - 1), 2**53 - 1)], ids=repr
)
def test_whole_numbers_are_read(written, number):
    found = read("scores", "wave", written)

    assert found == number
    assert isinstance(found, int)


def test_a_part_of_a_whole_number_is_refused():
    hint = "Write a whole number such as 3."

    assert read("scores", "wave", "2,5") == ("'2,5'", "a whole number", hint)


def test_a_whole_number_that_would_lose_digits_is_refused():
    expected = (f"'{2**53}'", "a whole number", "Write a smaller number.")

    assert read("scores", "wave", 2**53) == expected


@pytest.mark.parametrize(
    "written",
    ["2026-11-21", "2026-11-21 ", "21.11.2026", dt.date(2026, 11, 21), dt.datetime(2026, 11, 21)],  # noqa: DTZ001
)
def test_dates_are_read_as_people_and_spreadsheets_write_them(written):
    assert read("decisions", "due", written) == dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2026-02-30", "'2026-02-30'"), ("31.4.2026", "'31.4.2026'"), ("11/21/2026", "'11/21/2026'"),
        ("21.11.26", "'21.11.26'"), ("26-11-21", "'26-11-21'"), (46347, "'46347'"),
        (dt.datetime(2026, 11, 21, 9, 30), "'2026-11-21T09:30:00'"), ("0000-01-01", "'0000-01-01'"),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_dates_that_do_not_exist_or_can_mean_two_days_are_refused(written, found):
    allowed, hint = "a date such as 2026-11-21", "Write year-month-day, with a day that exists."

    assert read("decisions", "due", written) == (found, allowed, hint)


@pytest.mark.parametrize(
    "written", ["yes", " YES ", "y", "true", "1", 1, 1.0, True, "x", "ja", "✓"], ids=repr
)
def test_words_for_yes(written):
    assert read("touchpoints", "shortlist", written) is True


@pytest.mark.parametrize("written", ["no", "N", "FALSE", "0", 0, 0.0, False, "nein", "-"], ids=repr)
def test_words_for_no(written):
    assert read("touchpoints", "shortlist", written) is False


@pytest.mark.parametrize("written", ["maybe", "2", 2], ids=repr)
def test_other_words_are_neither_yes_nor_no(written):
    hint = "Write yes or no, or leave the cell blank."

    assert read("touchpoints", "shortlist", written) == (repr(str(written)), "yes or no", hint)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("S", "S"), (" m", "M"), ("l", "L"), ("0,5", "0.5"), (1200, "1200"), ("-1.50", "-1.5")],
)
def test_sizes_are_letters_or_numbers(written, kept):
    assert read("ideas", "cost", written) == kept


def test_other_sizes_are_refused():
    allowed, hint = "S, M, L or a number", "Write S, M or L, or a plain number such as 0.5."

    assert read("ideas", "cost", "XL") == ("'XL'", allowed, hint)


def test_an_ambiguous_size_is_refused_with_both_readings():
    hint = "Write 1234 or 1.234: the comma can mean either."

    assert read("ideas", "cost", "1,234") == ("'1,234'", "a number", hint)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("001", "001"), (5.0, "5"), (5, "5"), (1.5, "1.5"), (True, "yes"), ("NA", "NA"), ("e\u0301", "é"),
     (dt.date(2026, 1, 2), "2026-01-02")],
)  # fmt: skip
def test_text_stays_as_it_is_written(written, kept):
    assert read("touchpoints", "description", written) == kept


def test_a_broken_id_is_refused_with_the_one_it_could_be():
    allowed = "an id of a-z, 0-9 and -"
    hint = "Write 'my-call', or leave it blank and one is made."
    otherwise = "Write a short word such as 'invoice', or leave it blank and one is made."

    assert read("touchpoints", "id", "My Call") == ("'My Call'", allowed, hint)
    assert read("touchpoints", "id", "請求書") == ("'請求書'", allowed, otherwise)


def test_several_ids_stand_in_one_cell_each_once():
    assert read("ideas", "needs", " a; b;;a ;") == "a;b"


def test_a_cell_of_separators_alone_is_no_id():
    assert read("ideas", "touchpoint", " ; ") == ("';'", "a value", "Fill this cell in.")


@pytest.mark.parametrize("written", ["direct", " Direct ", "DIRECT"])
def test_a_word_of_a_list_may_stand_in_any_case(written):
    assert read("touchpoints", "contact", written) == "direct"


def test_another_word_is_refused_with_the_nearest():
    expected = ("'derect'", "direct, indirect", "Did you mean 'direct'?")

    assert read("touchpoints", "contact", "derect") == expected


def test_a_spreadsheets_true_is_a_yes_among_words():
    record, faults = read_row(
        TABLES["notes"], {"touchpoint": "a", "lane": "do", "text": "x", "met": True}
    )

    assert (record["met"], faults) == ("yes", [])


def test_a_number_out_of_bounds_is_quoted_as_it_was_written():
    record, faults = read_row(TABLES["personas"], {"name": "Ilse", "share": "55"})

    assert [(f.column, f.found, f.allowed, f.hint) for f in faults] == [
        ("share", "'55'", "at most 1", "Correct the value.")
    ]
    assert record == {"name": "Ilse"}


def test_all_faults_of_a_row_are_found_at_once_and_the_rest_of_it_is_read():
    cells = {"id": "Bad Id", "name": "Call", "contact": "by post", "position": "x", "cost_now": "3"}

    record, faults = read_row(TABLES["touchpoints"], cells)

    assert {fault.column for fault in faults} == {"id", "contact", "position"}
    assert record == {"id": "Bad Id", "name": "Call", "cost_now": 3.0}


def test_a_note_says_what_it_is_about():
    _, faults = read_row(TABLES["notes"], {"lane": "do", "text": "x"})

    assert [(f.column, f.found, f.allowed, f.hint) for f in faults] == [
        (
            None,
            "nothing",
            "a touchpoint or a stage",
            "Say which touchpoint or which stage the note is about.",
        )
    ]


def test_an_act_hangs_on_a_date_of_the_customers():
    _, faults = read_row(TABLES["acts"], {"title": "Card", "trigger": "birthday"})

    assert [(f.column, f.allowed, f.hint) for f in faults] == [
        (None, "a customer date ending in _on", "Call the column birthday_on in customers.")
    ]


def test_columns_of_their_own_are_text_but_dates_of_customers():
    cells = {"call_name": "Aoife", "birthday_on": "3.9.2026", "city": 1.0, "model_config": "x"}

    record, faults = read_row(TABLES["customers"], cells)

    assert faults == []
    assert record == {
        "call_name": "Aoife", "best": False, "birthday_on": dt.date(2026, 9, 3), "city": "1", "model_config": "x",
    }  # fmt: skip


def test_a_list_in_a_cell_is_refused():
    _, faults = read_row(TABLES["stages"], {"name": ["a"], "tags": ["b"]})

    assert [(f.column, f.found, f.allowed, f.hint) for f in faults] == [
        ("tags", "\"['b']\"", "text", "Write it as text."),
        ("name", "\"['a']\"", "text", "Write it as text."),
    ]
