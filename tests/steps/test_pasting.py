"""Reading a pasted list: what parts a line, what is doubled, what has to be asked about."""

import pytest

from touchkit.steps.pasting import Line, Pasted, Unknown, read_list, unknown_words

STAGES = {"know": "Know", "buy": "Buy", "after": "After the sale"}
DEPARTMENTS = {"sales": "Sales", "accounting": "Accounting"}


def read(text, there=()):
    return read_list(text, stages=STAGES, departments=DEPARTMENTS, there=there)


def typed(text):
    return [(line.name, line.stage, line.department) for line in read(text).new]


def asked(text):
    return unknown_words(read(text).new, stages=STAGES, departments=DEPARTMENTS)


@pytest.mark.parametrize(
    "line",
    [
        "Invoice / Buy / Accounting",
        "Invoice\tBuy\tAccounting",
        "Invoice; Buy; Accounting",
        "Invoice/Buy/Accounting",
        "Invoice - Buy - Accounting",
        "Invoice – Buy – Accounting",
        "Invoice, Buy, Accounting",
        "• Invoice / Buy / Accounting",
        "- Invoice / Buy / Accounting",
        "12. Invoice / Buy / Accounting",
        "  Invoice /  Buy / Accounting  ",
    ],
)
def test_name_stage_and_department_may_be_parted_in_many_ways(line):
    assert typed(line) == [("Invoice", "Buy", "Accounting")]


@pytest.mark.parametrize(
    "name",
    [
        "24/7 hotline",
        "Call - the evening after",
        "Tea, coffee, water",
        "<img src=x onerror=alert(1)>",
        "</b>",
        "https://lavender.example/offer",
        "ברוכים הבאים",
        "🙂🙂",
        "x" * 10_000,
    ],
)
def test_a_name_alone_stays_whole_whatever_stands_in_it(name):
    assert typed(name) == [(name, "", "")]


def test_a_name_with_a_slash_or_a_dash_keeps_it_when_a_known_stage_follows():
    assert typed("24/7 hotline/Know\nCall - evening - Buy - Sales\nTea, coffee, Buy") == [
        ("24/7 hotline", "Know", ""),
        ("Call - evening", "Buy", "Sales"),
        ("Tea, coffee", "Buy", ""),
    ]
    assert typed("Phone / e-mail / Buy / Sales") == [("Phone / e-mail", "Buy", "Sales")]


def test_a_department_without_a_stage_and_the_two_turned_round_are_understood():
    assert typed("Invoice / Accounting\nAd / Sales / Know\nBill / / Sales") == [
        ("Invoice", "", "Accounting"),
        ("Ad", "Know", "Sales"),
        ("Bill", "", "Sales"),
    ]


def test_what_stands_behind_the_department_is_kept():
    (line,) = read("Invoice\tBuy\tAccounting\tby post\tmonthly").new

    assert (line.name, line.department, line.rest) == ("Invoice", "Accounting", "by post; monthly")


def test_the_headings_of_a_spreadsheet_are_no_touchpoint():
    assert typed("Touchpoint\tStage\tDepartment\nInvoice\tBuy\tAccounting") == [
        ("Invoice", "Buy", "Accounting")
    ]


def test_doubles_blank_lines_and_lines_without_a_name_are_counted_not_stored():
    found = read("\nInvoice / Buy\n\n invoice\nThe van\n/ Buy\n\n", there=["the  Van"])

    assert [line.name for line in found.new] == ["Invoice"]
    assert (found.doubled, found.there, found.unnamed, found.blank) == (
        ("invoice",), ("The van",), (5,), 1,
    )  # fmt: skip


def test_nothing_pasted_is_nothing_read():
    assert read("") == Pasted()
    assert read(" \n\t\n") == Pasted()


def test_each_unknown_word_is_asked_about_once():
    text = "A / Bye / Sales\nB / bye / Salez\nC / Buy / salez\nD / Somewhere"

    assert asked(text) == [
        Unknown(table="stages", word="Bye", lines=2, meant="buy"),
        Unknown(table="departments", word="Salez", lines=2, meant="sales", sure=True),
        Unknown(table="stages", word="Somewhere", lines=1),
    ]


@pytest.mark.parametrize(
    ("word", "known", "meant", "sure"),
    [
        ("Acounting", "Accounting", True, True),
        ("Mar", "Marketing", True, False),
        ("Mark", "Marketing", True, True),
        ("Street", "Repeat", True, False),
        ("Bye", "Buy", True, False),
        ("Sky", "Buy", False, False),
    ],
)
def test_only_a_word_spelt_nearly_so_is_taken_for_another_without_asking(word, known, meant, sure):
    (found,) = unknown_words(
        [Line(number=1, name="Card", stage=word)], stages={"id": known}, departments={}
    )

    assert (bool(found.meant), found.sure) == (meant, sure)


def test_the_beginning_of_a_name_is_enough_to_ask_whether_it_was_meant():
    assert asked("A / After the")[0].meant == "after"
    assert asked("A / a")[0].meant == ""


def test_known_words_are_not_asked_about_in_any_case_or_by_their_id():
    assert asked("A / BUY / sales\nB / after the SALE / Accounting\nC / know") == []
