"""The calendar workbook: written, lived in, read back."""

import datetime as dt

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

import touchkit as tk
from tests.deliver.calendars import FORMULA, TODAY, acts, findings, lists, occurrences, ticks
from touchkit.deliver import calendar_sheet
from touchkit.errors import InputError, IntakeError
from touchkit.model import TABLES, to_frame
from touchkit.model.records import read_row


@pytest.fixture
def path(tmp_path):
    return calendar_sheet(
        occurrences(), acts(), ticks(), tmp_path / "calendar.xlsx", findings=findings(), lists=lists(),
        names={"k1": "Aoife"}, title="Oak: calendar", today=TODAY,
    )  # fmt: skip


@pytest.fixture
def edited(path):
    """Return a way to change the workbook as a person would, and to read it again."""

    def edit(change):
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return tk.read_calendar(path), tk.read_calendar(path, table="ticks")

    return edit


def column(sheet, heading):
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def cells(sheet, heading):
    place = column(sheet, heading)
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


def put(sheet, row, heading, value):
    sheet.cell(row, column(sheet, heading)).value = value


def told(edited, change):
    with pytest.raises(IntakeError) as refused:
        edited(change)
    return [
        (one.file.split()[-1], one.row, one.column, one.found) for one in refused.value.problems
    ]


def test_it_comes_back_as_it_went(path):
    back, ticked = tk.read_calendar(path), tk.read_calendar(path, table="ticks")

    pd.testing.assert_frame_equal(back, acts())
    pd.testing.assert_frame_equal(ticked, ticks())
    assert back.attrs["notes"] == []


def test_without_names_and_lists_it_comes_back_too(tmp_path):
    path = calendar_sheet(occurrences(), acts(), ticks(), tmp_path / "a.xlsx")

    assert tk.read_calendar(path).equals(acts())
    assert tk.read_calendar(path, table="ticks").equals(ticks())


def test_the_sheets_people_see_stand_in_order_and_the_others_are_hidden(path):
    book = openpyxl.load_workbook(path)

    assert [s.title for s in book if s.sheet_state == "visible"] == [
        "year",
        "months",
        "list",
        "roster",
    ]
    assert [s.title for s in book if s.sheet_state == "veryHidden"] == ["_lists", "_touchkit"]


def test_nothing_typed_is_a_formula(path):
    book = openpyxl.load_workbook(path)

    every = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(every) > 500
    assert [cell.coordinate for cell in every if cell.data_type == "f"] == []
    assert cells(book["list"], "title")[1] == FORMULA


def test_heads_are_frozen_repeated_and_print_areas_set(path):
    book = openpyxl.load_workbook(path)

    assert {s.title: s.freeze_panes for s in book if s.sheet_state == "visible"} == {
        "year": "B5", "months": "B3", "list": "C2", "roster": "E2",
    }  # fmt: skip
    assert all(book[name].print_area for name in ("year", "months", "list", "roster"))
    assert book["list"].print_title_rows == book["roster"].print_title_rows == "$1:$1"


def test_ids_are_hidden_and_the_rest_is_not(path):
    book = openpyxl.load_workbook(path)

    hidden = {
        name: [
            cell.value
            for cell in book[name][1]
            if book[name].column_dimensions[cell.column_letter].hidden
        ]
        for name in ("list", "roster")
    }
    assert hidden["list"] == ["id"]
    assert hidden["roster"][0] == "id"
    assert "due" not in hidden["roster"]


def test_what_may_be_chosen_is_offered_by_name(path):
    book = openpyxl.load_workbook(path)
    offered = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in book["list"].data_validations.dataValidation
    }
    letter = book["list"].cell(1, column(book["list"], "channel")).column_letter

    place = offered[f"{letter}2"].split("!")[1].replace("$", "")
    assert [cell.value for (cell,) in book["_lists"][place]] == ["E-mail", "Post"]
    assert cells(book["list"], "channel")[0] == "Post"


def test_a_tick_is_a_day_or_a_mark_and_the_cell_says_so(path):
    sheet = openpyxl.load_workbook(path)["roster"]
    letter = sheet.cell(1, column(sheet, "done on")).column_letter

    (rule,) = [
        one
        for one in sheet.data_validations.dataValidation
        if str(one.sqref).startswith(f"{letter}2")
    ]

    assert rule.type in (None, "none")  # nothing that is written is refused
    assert rule.prompt == "The day it was done; or x: on the day it was due."


def test_conditions_colour_what_is_done_and_late(path):
    rules = openpyxl.load_workbook(path)["roster"].conditional_formatting

    assert len([rule for area in rules for rule in area.rules]) == 3


def test_the_year_counts_each_day_and_tells_what_was_found(path):
    sheet = openpyxl.load_workbook(path)["year"]

    months = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    assert [sheet.cell(months["January 2027"], day + 1).value for day in (4, 10, 20, 5)] == [
        1,
        1,
        1,
        None,
    ]
    assert sheet.cell(months["January 2027"], 33).value == 3
    assert "Found: 3 things to look at" in months
    assert "Silence" in months


def test_what_goes_to_a_whole_audience_is_one_thing_to_do_in_the_year_as_on_the_screen(tmp_path):
    made = calendar_sheet(
        occurrences(*letters("k1", "k2", "k3")), acts(), ticks(), tmp_path / "a.xlsx", today=TODAY
    )

    sheet = openpyxl.load_workbook(made)["year"]

    months = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    assert sheet.cell(months["January 2027"], 5).value == 1


def test_the_months_say_what_is_on_each_day(path):
    sheet = openpyxl.load_workbook(path)["months"]

    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "March 2027" in texts
    assert f"•\u00a0{FORMULA}" in texts
    assert "◇\u00a0Spring offer 🌷 & <more>" in texts


def test_the_roster_has_what_is_due_and_what_was_ticked_by_name(path):
    sheet = openpyxl.load_workbook(path)["roster"]

    assert cells(sheet, "act") == [
        FORMULA,
        "Birthday card, by hand",
        "Birthday card, by hand",
        FORMULA,
    ]
    assert cells(sheet, "customer") == [None, "Aoife", "k2", None]
    assert cells(sheet, "by") == [None, "Sorrel", None, None]


LETTER = dt.date(2027, 1, 4)
FOR_ALL = {"id": "all", "act": "letter", "due": LETTER, "done_on": LETTER, "by": "Mace"}
NOT_K2 = {"id": "no", "act": "letter", "customer": "k2", "due": LETTER}


def letters(*customers, on="2027-01-04"):
    return [("letter", on, None, one, "Mace", None, None, "touchpoint") for one in customers]


def told_for_all(tmp_path, change=lambda _book: None, told=(FOR_ALL, NOT_K2)):
    """Write a letter to three, done for everybody but k2; return the roster as seen, and the ticks read back."""
    written = to_frame(TABLES["ticks"], list(told))
    path = calendar_sheet(
        occurrences(*letters("k1", "k2", "k3")), acts(), written, tmp_path / "a.xlsx", today=TODAY
    )
    book = openpyxl.load_workbook(path)
    seen = list(zip(cells(book["roster"], "customer"), cells(book["roster"], "by"), strict=True))
    change(book)
    book.save(path)
    return seen, written, tk.read_calendar(path, table="ticks")


def test_a_tick_for_everybody_stands_on_each_customers_row_and_comes_back_as_one(tmp_path):
    seen, written, back = told_for_all(tmp_path)

    assert seen == [("k1", "Mace"), ("k2", None), ("k3", "Mace")]
    assert back.equals(written)
    assert back.attrs["notes"] == []


def test_without_its_column_of_ids_a_tick_for_everybody_is_one_as_well(tmp_path):
    def change(book):
        book["roster"].delete_cols(1)

    _, written, back = told_for_all(tmp_path, change)

    assert back.equals(written)


def test_what_is_changed_for_one_customer_is_a_tick_of_their_own(tmp_path):
    def change(book):
        put(book["roster"], 2, "done on", None)
        put(book["roster"], 4, "by", "Sorrel")

    _, written, back = told_for_all(tmp_path, change)

    assert back[:2].equals(written)
    own = back[2:].astype("object").where(back[2:].notna(), None)
    assert own[["customer", "done_on", "by"]].to_numpy().tolist() == [
        ["k1", None, None], ["k3", pd.Timestamp(LETTER), "Sorrel"],
    ]  # fmt: skip


def test_a_tick_for_everybody_goes_once_all_its_rows_are_gone(tmp_path):
    _, _, back = told_for_all(tmp_path, lambda book: book["roster"].delete_rows(2, 3))

    assert len(back) == 0
    assert back.attrs["notes"] == ["2 ticks no longer in 'roster': left out."]


def test_marketing_has_no_row_in_the_roster_and_its_ticks_stay(tmp_path):
    told = (
        {"id": "m", "act": "offer", "customer": "k1", "due": dt.date(2027, 3, 3), "by": "Mace"},
        FOR_ALL,
    )

    seen, written, back = told_for_all(tmp_path, told=told)

    assert [who for who, _ in seen] == ["k1", "k2", "k3"]
    assert back.equals(written)


def test_a_roster_too_long_has_the_days_around_today_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("touchkit.deliver.book_due.MOST_ROWS", 3)
    days = [*letters("k1", "k2", on="2027-01-14"), *letters("k1", on="2027-01-16"),
            *letters("k1", on="2027-01-18"), *letters("k1", on="2027-02-01")]  # fmt: skip
    told, far = (
        [],
        {"id": "far", "act": "letter", "customer": "k1", "due": dt.date(2027, 2, 1), "by": "Mace"},
    )
    written = to_frame(TABLES["ticks"], [far])

    path = calendar_sheet(
        occurrences(*days), acts(), written, tmp_path / "a.xlsx", today=TODAY, tell=told.append
    )

    book = openpyxl.load_workbook(path)
    assert [str(day)[:10] for day in cells(book["roster"], "due")] == ["2027-01-14"] * 2 + [
        "2027-01-16"
    ]
    said = (
        "The roster has only what is due from 13 January 2027 to 17 January 2027: all of it would be more than 3 rows. "
        "What is ticked on other days stays as it is."
    )
    assert told == [said]
    assert book["year"]["A3"].value == said
    assert book["roster"].cell(1, book["roster"].max_column).value.endswith(said)
    assert tk.read_calendar(path, table="ticks").equals(written)


def test_a_day_too_long_by_itself_begins(tmp_path, monkeypatch):
    monkeypatch.setattr("touchkit.deliver.book_due.MOST_ROWS", 2)

    path = calendar_sheet(
        occurrences(*letters("k1", "k2", "k3", on="2027-01-15")),
        acts(),
        ticks(),
        tmp_path / "a.xlsx",
        today=TODAY,
    )

    assert cells(openpyxl.load_workbook(path)["roster"], "customer") == ["k1", "k2"]
    assert tk.read_calendar(path, table="ticks").equals(ticks())


def test_rows_moved_and_coloured_change_nothing(edited):
    def change(book):
        for sheet in (book["list"], book["roster"]):
            rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
            for place, row in enumerate(reversed(rows), start=3):
                for spot, value in enumerate(row, start=1):
                    sheet.cell(place, spot).value = value
                    if isinstance(value, str):
                        sheet.cell(place, spot).data_type = "s"
                    sheet.cell(place, spot).fill = PatternFill("solid", fgColor="FFFF00")
            for cell in sheet[2]:
                cell.value = None

    back, ticked = edited(change)

    assert back.equals(acts())
    assert ticked.equals(ticks())


@pytest.mark.parametrize(
    "heading", ["owner", "starts", "trigger", "wording", "calendar", "title", "repeats", "id"]
)
def test_a_column_deleted_from_the_list_loses_nothing_and_is_told(edited, heading):
    back, _ = edited(lambda book: book["list"].delete_cols(column(book["list"], heading)))

    assert back.equals(acts())
    assert f"The column {heading!r} is gone from 'list'" in back.attrs["notes"][0]


@pytest.mark.parametrize(
    "heading",
    ["id", "act", "act id", "customer", "customer id", "due", "due as written", "done on", "by"],
)
def test_a_column_deleted_from_the_roster_loses_nothing_and_is_told(edited, heading):
    _, ticked = edited(lambda book: book["roster"].delete_cols(column(book["roster"], heading)))

    assert ticked.equals(ticks())
    assert any(
        f"The column {heading!r} is gone from 'roster'" in note for note in ticked.attrs["notes"]
    )


def test_a_row_inserted_above_and_a_heading_in_capitals_are_understood(edited):
    def change(book):
        for cell in book["list"][1]:
            cell.value = str(cell.value).upper()
        book["list"].insert_rows(1)
        book["list"]["B1"] = "Our acts"

    assert edited(change)[0].equals(acts())


def test_changes_and_new_rows_come_back(edited):
    def change(book):
        sheet = book["list"]
        put(sheet, 2, "channel", "E-mail")
        put(sheet, 2, "touchpoint", "visit")
        put(sheet, 3, "until", None)
        put(sheet, 5, "title", "A new act")
        put(sheet, 5, "starts", dt.date(2027, 5, 3))
        put(sheet, 5, "repeats", "quarterly")

    back = edited(change)[0].set_index("id")

    assert tuple(back.loc["card", ["channel", "touchpoint"]]) == ("email", "visit")
    assert pd.isna(back.loc["letter", "until"])
    assert tuple(back.loc["a-new-act", ["repeats", "calendar"]]) == (
        "FREQ=MONTHLY;INTERVAL=3",
        "touchpoint",
    )


def test_a_row_copied_is_an_act_of_its_own(edited):
    def change(book):
        for cell in book["list"][4]:
            book["list"].cell(5, cell.column).value = cell.value
        put(book["list"], 5, "title", "Autumn offer")

    back = edited(change)[0]

    assert back["id"].tolist() == ["card", "letter", "offer", "autumn-offer"]


def test_a_row_deleted_is_taken_out_with_its_ticks_and_told(edited):
    back, ticked = edited(lambda book: book["list"].delete_rows(2))

    assert back["id"].tolist() == ["letter", "offer"]
    assert back.attrs["notes"] == [
        "No longer in 'list', so taken out: 1 act (Birthday card, by hand).",
        "2 ticks of acts that were taken out: left out.",
    ]
    assert len(ticked) == 0


def test_what_is_ticked_in_the_sheet_is_a_tick(edited):
    def change(book):
        put(book["roster"], 4, "done on", dt.date(2027, 1, 21))
        put(book["roster"], 5, "done on", dt.date(2027, 2, 1))
        put(book["roster"], 5, "by", "Mace")

    ticked = edited(change)[1]

    found = [
        tuple(row)
        for row in ticked[["act", "done_on", "by"]].fillna({"by": ""}).itertuples(index=False)
    ]
    assert found[1:] == [
        ("card", pd.Timestamp(2027, 1, 21), ""), ("letter", pd.Timestamp(2027, 2, 1), "Mace"),
    ]  # fmt: skip
    assert ticked["id"].tolist()[:2] == ["t1", "t2"]


def test_two_who_ticked_the_same_differently_are_told_apart(edited):
    def change(book):
        sheet = book["roster"]
        for cell in sheet[3]:
            sheet.cell(6, cell.column).value = cell.value
        put(sheet, 6, "by", "Mace")

    assert told(edited, change) == [("[roster]", 6, None, "the same act ticked a second time")]


def test_two_who_ticked_the_same_alike_are_one(edited):
    def change(book):
        for cell in book["roster"][3]:
            book["roster"].cell(6, cell.column).value = cell.value

    assert edited(change)[1].equals(ticks())


def test_all_that_cannot_be_read_is_told_with_its_row(edited):
    def change(book):
        put(book["list"], 2, "channel", "Pst")
        put(book["list"], 3, "repeats", "sometimes")
        put(book["list"], 3, "until", "31 June")
        put(book["list"], 4, "title", "=A1+")
        put(book["roster"], 3, "done on", "yesterday")

    assert told(edited, change) == [
        ("[list]", 2, "channel", "'Pst'"),
        ("[list]", 3, "until", "'31 June'"),
        ("[list]", 3, "repeats", "'sometimes'"),
        ("[list]", 4, "title", "'=A1+', never worked out"),
        ("[roster]", 3, "done on", "'yesterday'"),
    ]  # fmt: skip


def test_without_its_list_it_is_refused_and_without_its_roster_ticks_stay(edited):
    def no_roster(book):
        del book["roster"]

    def no_list(book):
        del book["list"]

    assert edited(no_roster)[1].equals(ticks())
    assert told(edited, no_list) == [("calendar.xlsx", None, None, "no sheet 'list'")]


def test_without_its_memory_what_is_seen_is_read(edited):
    def change(book):
        del book["_touchkit"]

    back, ticked = edited(change)

    assert back["title"].tolist() == acts()["title"].tolist()
    assert ticked["id"].tolist() == ["t1", "t2"]
    assert "is gone: columns that are not shown are lost" in back.attrs["notes"][0]


def test_what_no_cell_can_hold_is_refused(tmp_path):
    table = acts({"id": "letter", "wording": "x" * 20_000})

    with pytest.raises(
        InputError, match=r"a\.xlsx cannot hold all of it\. Nothing was written\."
    ) as refused:
        calendar_sheet(occurrences(), table, ticks(), tmp_path / "a.xlsx")

    assert {(one.row, one.column) for one in refused.value.problems} == {(3, "wording")}


def test_frames_that_are_no_occurrences_are_refused(tmp_path):
    with pytest.raises(InputError, match="These are no occurrences: customer, owner missing"):
        calendar_sheet(
            occurrences().drop(columns=["customer", "owner"]), acts(), ticks(), tmp_path / "a.xlsx"
        )


def test_an_empty_calendar_is_a_workbook_to_begin_with(tmp_path):
    path = calendar_sheet(
        occurrences().iloc[:0], acts().iloc[:0], ticks().iloc[:0], tmp_path / "a.xlsx", today=TODAY
    )

    assert len(tk.read_calendar(path)) == 0


def test_the_frames_are_left_as_they_are(path):
    days, table, ticked = occurrences(), acts(), ticks()

    calendar_sheet(days, table, ticked, path)

    assert days.equals(occurrences())
    assert table.equals(acts())
    assert ticked.equals(ticks())


TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30) | st.sampled_from(
    ["_x0041_x0042_", "<r>x</r>", "'=1", "007", "TRUE", "1/2", "&P & <b>", "line\nline", "{=1}"]
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=TYPED, wording=TYPED, code=TYPED)
def test_whatever_is_typed_comes_back(tmp_path, title, wording, code):
    values = {
        "id": "one",
        "title": title,
        "wording": wording,
        "their_code": code,
        "trigger": "bought_on",
    }
    record, _ = read_row(TABLES["acts"], values)
    table = to_frame(TABLES["acts"], [{"title": "x"} | record])

    path = calendar_sheet(
        occurrences().iloc[:0], table, ticks().iloc[:0], tmp_path / "a.xlsx", today=TODAY
    )

    assert tk.read_calendar(path).equals(table)
