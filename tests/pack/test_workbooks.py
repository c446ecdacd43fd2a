"""Reading packs kept as one workbook."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from touchkit.model import SHEET_TABLES, to_rows
from touchkit.pack import read_pack

NO_WORKBOOK = (
    "lavender.xlsx", None, None, "something that is no complete workbook", "an .xlsx workbook",
    "Open it in a spreadsheet and save it again as .xlsx, or get the whole file again.",
)  # fmt: skip
TOUCHPOINTS = [["id", "name", "stage"], ["call", "First call", "know"]]


def test_a_workbook_is_read_sheet_by_sheet(workbook):
    pack = read_pack(workbook(links=[["source", "target"], ["call", "The bill"]]))

    assert pack.client.title == "Lavender"
    assert to_rows(pack.links[["source", "target"]]) == [{"source": "call", "target": "bill"}]


def test_sheets_may_be_called_in_any_case(workbook):
    pack = read_pack(workbook(Links=[["Source", "TARGET"], ["call", "bill"]]))

    assert len(pack.links) == 1


def test_spreadsheet_dates_and_numbers_are_taken_as_such(workbook):
    day = dt.datetime(2026, 11, 21)  # noqa: DTZ001
    path = workbook(
        scores=[["respondent", "group", "touchpoint", "measure", "score", "wave"],
                [1, "team", "call", "received", "3", 2.0]],
        decisions=[["step", "text", "due", "source"], ["enhance", 1, day, 2.0], ["enhance", "007", "21.11.2026", day]],
    )  # fmt: skip

    pack = read_pack(path)

    assert to_rows(pack.scores[["respondent", "score", "wave"]]) == [
        {"respondent": "1", "score": 3.0, "wave": 2}
    ]
    assert to_rows(pack.decisions[["text", "due", "source"]]) == [
        {"text": "1", "due": dt.date(2026, 11, 21), "source": "2"},
        {"text": "007", "due": dt.date(2026, 11, 21), "source": "2026-11-21"},
    ]


def test_signs_that_workbooks_escape_are_read_as_what_they_stand_for(workbook):
    path = workbook(touchpoints=[["name"], ["one_x000D_\ntwo _x0041_ _x005F_x0041_ x005F_"]])

    assert read_pack(path).touchpoints["name"].tolist() == ["one\ntwo A _x0041_ x005F_"]


def _edit(path, part, old, new):
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    text = parts[part].decode()
    assert old in text, text
    parts[part] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)


def test_a_formula_counts_as_the_value_it_last_had(workbook):
    path = workbook(touchpoints=[["name", "position", "description"], ["Call", "=1+1", '=""']])
    _edit(path, "xl/worksheets/sheet3.xml", "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    _edit(
        path,
        "xl/worksheets/sheet3.xml",
        '<c r="C2"><f>""</f><v /></c>',
        '<c r="C2" t="str"><f>""</f><v></v></c>',
    )

    pack = read_pack(path)

    assert to_rows(pack.touchpoints[["name", "position", "description"]]) == [
        {"name": "Call", "position": 2.0}
    ]


def test_a_formula_that_was_never_worked_out_is_not_taken_for_blank(workbook, told):
    path = workbook(touchpoints=[["name", "position"], ["Call", "=1+1"]])
    hint = "Open the workbook in a spreadsheet and save it, or write the value."

    assert told(path) == [
        ("lavender.xlsx [touchpoints]", 2, "position", "'=1+1', never worked out", "a value", hint)
    ]


def test_a_failed_formula_is_told(workbook, told):
    def fail(book):
        book["touchpoints"]["C2"].value = "#REF!"
        book["touchpoints"]["C2"].data_type = "e"

    assert told(workbook(fail)) == [
        (
            "lavender.xlsx [touchpoints]",
            2,
            "stage",
            "'#REF!'",
            "a value",
            "Mend the formula, or write its value.",
        )
    ]


def test_merged_cells_hidden_sheets_and_blank_rows_do_no_harm(workbook):
    def disturb(book):
        book["touchpoints"].merge_cells("A5:C6")
        book["stages"].sheet_state = "hidden"
        book.create_sheet("Sheet9")
        book.create_sheet("_lists").append(["x"])
        hidden = book.create_sheet("options")
        hidden.append(["x"])
        hidden.sheet_state = "hidden"

    pack = read_pack(workbook(disturb))

    assert (len(pack.touchpoints), len(pack.stages)) == (2, 2)
    assert pack.notes == ("lavender.xlsx [options] is hidden and no table; it was left out.",)


def test_sheets_that_are_no_tables_are_refused_with_the_nearest(workbook, told):
    path = workbook(Summary=[[None, "my own"]], persona=[["name"], ["Nadia"]])
    allowed = ", ".join(model.TABLE for model in SHEET_TABLES)
    otherwise = "Rename it, or begin its name with _ and it is left out. A sheet holds one table."

    assert told(path) == [
        ("lavender.xlsx [Summary]", None, None, "a sheet that is no table", allowed, otherwise),
        (
            "lavender.xlsx [persona]",
            None,
            None,
            "a sheet that is no table",
            allowed,
            "Did you mean 'personas'?",
        ),
    ]


def test_all_sheets_are_looked_at_although_one_has_no_header(workbook, told):
    path = workbook(
        touchpoints=[[None], ["Call"]],
        links=[["source", "target"], ["call", "bill"]],
        stages=[["name", "tag"], [None, "x"]],
    )

    assert [place[:3] for place in told(path)] == [
        ("lavender.xlsx [touchpoints]", 1, None),
        ("lavender.xlsx [stages]", 2, "name"),
    ]


def test_cells_under_no_name_are_one_problem_however_many_there_are(workbook, told):
    rows = [["name"], ["a", None, "x"], ["b", None, "y"]]

    assert [place[:4] for place in told(workbook(touchpoints=rows))] == [
        ("lavender.xlsx [touchpoints]", 1, None, "cells in column 3, which has no name")
    ]


def test_a_workbook_without_settings_is_no_pack(workbook, told):
    def remove(book):
        book.remove(book["client"])

    hint = "Add a sheet 'client' with the columns setting and value, and a row for title."

    assert told(workbook(remove)) == [
        ("lavender.xlsx", None, None, "no sheet 'client'", "a sheet 'client'", hint)
    ]


def test_settings_are_told_by_their_names(workbook, told):
    settings = [
        ["Setting", "Value"], ["title", "a"], ["Title", "b"], ["budget", "=1+1"], ["scale.high", "much"],
        ["scale.hihg", 3], [None, None], ["goal", None],
    ]  # fmt: skip
    file = "lavender.xlsx [client]"

    assert told(workbook(client=settings), set_aside=True) == [
        (file, None, "title", "the same setting a second time", "each setting once", "Take one of the two out."),
        (file, None, "budget", "'=1+1', never worked out", "a value",
         "Open the workbook in a spreadsheet and save it, or write the value."),
        (file, None, "scale.high", "'much'", "a number", "Write a plain number such as 3.5."),
        (file, None, "scale.hihg", "an unknown setting", "low, high, labels", "Did you mean 'high'?"),
    ]  # fmt: skip


def test_settings_need_their_two_columns(workbook, told):
    assert told(workbook(client=[["name", "value"], ["title", "x"]])) == [
        ("lavender.xlsx [client]", 1, None, "name, value", "the columns setting, value",
         "Call the two columns setting and value.")
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["nowhere.csv", "../lavender.xlsx", "lavender.xlsx"])
def test_events_lie_beside_the_workbook(workbook, told, name):
    settings = [["setting", "value"], ["title", "x"], ["events", name]]

    assert told(workbook(client=settings)) == [
        ("lavender.xlsx [client]", None, "events", repr(name),
         "the name of a .csv or .parquet file beside the workbook",
         "Put the file beside the workbook, or clear this row.")
    ]  # fmt: skip


@pytest.mark.parametrize("kept", [0, 10, 1000, -200])
def test_a_workbook_cut_off_is_one_problem(workbook, told, kept):
    path = workbook()
    whole = path.read_bytes()
    path.write_bytes(whole[:kept])

    assert told(path) == [NO_WORKBOOK]


def test_what_is_no_zip_is_no_workbook(tmp_path, told):
    (tmp_path / "lavender.xlsx").write_text("id,name\n")

    assert told(tmp_path / "lavender.xlsx") == [NO_WORKBOOK]


def test_a_zip_that_holds_no_workbook_is_none(tmp_path, told):
    with zipfile.ZipFile(tmp_path / "lavender.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")

    assert told(tmp_path / "lavender.xlsx") == [NO_WORKBOOK]


def test_a_workbook_with_a_damaged_part_is_none(workbook, told):
    path = workbook()
    _edit(path, "xl/worksheets/sheet3.xml", "</sheetData>", "")

    assert told(path) == [NO_WORKBOOK]


def test_reading_a_workbook_does_not_change_it(workbook):
    path = workbook()
    before = path.read_bytes()

    read_pack(path)

    assert path.read_bytes() == before
    assert openpyxl.load_workbook(path)["client"]["A1"].value == "setting"
