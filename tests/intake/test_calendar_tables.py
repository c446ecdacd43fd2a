"""Tables of somebody else's acts, of which some rows cannot be read."""

import datetime as dt

import pytest
from openpyxl import Workbook

from touchkit.errors import IntakeError
from touchkit.intake.calendars import read_calendar_file

PLAN = "Aktion;Datum;Vorlauf\nSpring offer;4.3.2027;5\nNews;31.2.2027;5\nSale;5.6.2027;soon\n;6.6.2027;\n"


@pytest.fixture
def plan(tmp_path):
    def write(text, name="plan.csv"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def places(problems):
    return [(one.row, one.column) for one in problems]


def test_the_rows_that_are_fine_are_read_and_the_others_told_by_the_files_own_names(plan):
    found = read_calendar_file(plan(PLAN), partly=True)

    assert found.acts["title"].tolist() == ["Spring offer"]
    assert places(found.problems) == [(3, "Datum"), (4, "Vorlauf"), (5, "Aktion")]


def test_unless_that_is_asked_for_one_bad_row_refuses_the_file_with_all_there_are(plan):
    with pytest.raises(IntakeError) as refused:
        read_calendar_file(plan(PLAN))

    assert places(refused.value.problems) == [(3, "Datum"), (4, "Vorlauf"), (5, "Aktion")]


def test_where_no_row_is_fine_the_file_is_refused(plan):
    with pytest.raises(IntakeError) as refused:
        read_calendar_file(plan("title,date\nNews,2027-02-31\n"), partly=True)

    assert places(refused.value.problems) == [(2, "date")]


def test_each_sheet_has_names_of_its_own(tmp_path):
    book = Workbook()
    book.active.append(["What", "When"])
    book.active.append(["Spring offer", dt.date(2027, 3, 4)])
    book.active.append(["News", "17 Mach 2027"])
    other = book.create_sheet("Herbst")
    other.append(["Betreff", "Beginnt am"])
    other.append(["Sale", "12.13.2027"])
    book.save(tmp_path / "plan.xlsx")

    found = read_calendar_file(tmp_path / "plan.xlsx", partly=True)

    assert [(one.file, one.row, one.column) for one in found.problems] == [
        ("plan.xlsx [Sheet]", 3, "When"), ("plan.xlsx [Herbst]", 2, "Beginnt am"),
    ]  # fmt: skip


def test_of_a_feed_the_events_that_are_fine_are_read(tmp_path):
    event = "BEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:{0}\r\nDTSTART;VALUE=DATE:{1}\r\nEND:VEVENT\r\n"
    both = event.format("fine", "20270304") + event.format("bad", "20270230")
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{both}END:VCALENDAR\r\n"
    (tmp_path / "theirs.ics").write_bytes(text.encode())

    found = read_calendar_file(tmp_path / "theirs.ics", partly=True)

    assert found.acts["title"].tolist() == ["fine"]
    assert places(found.problems) == [(8, "DTSTART")]
