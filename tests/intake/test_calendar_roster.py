"""The workbook's roster read back: what people write where a tick belongs."""

import openpyxl
import pandas as pd
import pytest

import touchkit as tk
from tests.deliver.calendars import TODAY, acts, lists, occurrences, ticks
from touchkit.deliver import calendar_sheet
from touchkit.errors import IntakeError

LETTER = 5
"""The roster's row of the letter that was due on 1 February 2027."""
DUE = pd.Timestamp(2027, 2, 1)


@pytest.fixture
def write(tmp_path):
    """Return a way to write a cell of the letter's row; what is ticked comes back."""
    path = calendar_sheet(
        occurrences(), acts(), ticks(), tmp_path / "calendar.xlsx", lists=lists(), today=TODAY
    )

    def put(**written):
        book = openpyxl.load_workbook(path)
        sheet = book["roster"]
        places = {cell.value: cell.column for cell in sheet[1]}
        assert sheet.cell(LETTER, places["due"]).value == DUE
        for column, value in written.items():
            sheet.cell(LETTER, places[column.replace("_", " ")]).value = value
        book.save(path)
        found = tk.read_calendar(path, table="ticks")
        return found.loc[found["act"] == "letter", "done_on"].tolist()

    return put


@pytest.mark.parametrize(
    "mark", ["x", "X", " x ", "✓", "✔", "yes", "Yes", "done", "DONE", True], ids=repr
)
def test_a_mark_means_done_on_the_day_it_was_due(write, mark):
    assert write(done_on=mark) == [DUE]


@pytest.mark.parametrize(
    "written",
    [
        "Wed 3 Feb 2027", "wed 3 feb 2027", "Wed, 3 Feb 2027", "Wednesday 3 February 2027", "3 Feb 2027",
        "Mi 3 Feb 2027", "Wed Feb 3, 2027", "2027-02-03", "3.2.2027", "13/2/2027",
        pd.Timestamp(2027, 2, 3, 9, 30).to_pydatetime(),
    ],
    ids=str,
)  # fmt: skip
def test_a_date_may_be_written_as_the_column_shows_it(write, written):
    day = 13 if written == "13/2/2027" else 3

    assert write(done_on=written) == [pd.Timestamp(2027, 2, day)]


def test_the_day_a_mark_means_is_the_one_the_row_says(write):
    assert write(done_on="x", due="Wed 3 Feb 2027") == [pd.Timestamp(2027, 2, 3)]


@pytest.mark.parametrize("written", ["tomorrow", "no", "Wed 31 Feb 2027", "xx", "3/2/2027"])
def test_anything_else_is_one_problem_of_that_cell(write, written):
    with pytest.raises(IntakeError) as refused:
        write(done_on=written)

    (problem,) = refused.value.problems
    assert (problem.row, problem.column, problem.found) == (LETTER, "done on", f"'{written}'")
    assert (
        problem.allowed
        == "a date such as 2026-11-21, or x, ✓, yes or done: done on the day it was due"
    )


def test_a_mark_beside_a_day_that_is_none_is_the_days_problem_alone(write):
    with pytest.raises(IntakeError) as refused:
        write(done_on="x", due="soon")

    assert [problem.column for problem in refused.value.problems] == ["due"]
