"""Sheets as tables: which column is which, and what follows from what."""

import pytest

from touchkit.intake.sheets import Sheet, Unreadable
from touchkit.intake.tables import read_table
from touchkit.model import TABLES


def sheet(header, *rows, **other):
    numbered = tuple(enumerate(rows, start=2))
    return Sheet(file="x.csv", name="x", header=header, rows=numbered, **other)


def told(read):
    return [(problem.row, problem.column, problem.found) for problem in read.problems]


def test_columns_are_known_in_any_case_and_the_others_are_kept():
    read = read_table(
        TABLES["stages"], sheet(("QUESTION", " Name ", "Colour"), ("Why?", "Know", "red"))
    )

    assert read.rows == [(2, {"name": "Know", "question": "Why?", "Colour": "red"})]
    assert (read.extra, read.problems, read.doubtful) == (["Colour"], [], False)


def test_own_columns_that_differ_in_case_alone_are_two():
    read = read_table(TABLES["stages"], sheet(("name", "tag", "Tag"), ("Know", "a", "b")))

    assert read.rows == [(2, {"name": "Know", "tag": "a", "Tag": "b"})]


def test_the_same_own_column_twice_is_told():
    read = read_table(TABLES["stages"], sheet(("name", "tag", "tag "), ("Know", "a", "b")))

    assert told(read) == [(1, "tag", "2 columns of this name")]


@pytest.mark.parametrize(
    ("title", "close"),
    [("nmae", "name"), ("questoin", "question"), ("Quesion", "question"), ("idd", "id")],
)
def test_a_near_miss_of_a_column_is_told(title, close):
    header = tuple(name for name in ("id", "name", "question") if name != close)

    read = read_table(TABLES["stages"], sheet((*header, title), ("a", "b", "c")))

    assert told(read) == [(1, close, f"a column {title!r}")]


def test_a_near_miss_of_a_column_that_is_there_is_a_column_of_its_own():
    read = read_table(TABLES["stages"], sheet(("name", "names"), ("a", "b")))

    assert (read.problems, read.extra) == ([], ["names"])


def test_a_column_quite_like_another_word_is_no_near_miss():
    read = read_table(TABLES["touchpoints"], sheet(("name", "table"), ("a", "b")))

    assert (read.problems, read.extra) == ([], ["table"])


@pytest.mark.parametrize(
    ("header", "doubtful"),
    [(("nmae",), True), (("idd", "name"), True), (("name", "questoin"), False)],
)
def test_ids_are_in_doubt_when_what_they_come_from_is(header, doubtful):
    assert read_table(TABLES["stages"], sheet(header, ("a",) * len(header))).doubtful is doubtful


def test_an_unreadable_cell_is_told_once_and_the_row_is_read_as_far_as_it_goes():
    cells = sheet(("id", "name", "cost_now"), ("a", Unreadable(found="'#N/A'"), "x"))
    failed = (cells.problem(2, "name", "'#N/A'", "", ""),)
    cells = Sheet(file="x.csv", name="x", header=cells.header, rows=cells.rows, problems=failed)

    read = read_table(TABLES["touchpoints"], cells)

    assert told(read) == [(2, "name", "'#N/A'"), (2, "cost_now", "'x'")]
    assert read.rows == [(2, {"id": "a"})]
    assert (read.is_spoilt(2, "name"), read.is_spoilt(2, "id")) == (True, False)


def test_of_a_row_that_does_not_fit_only_its_name_is_taken():
    cells = sheet(("id", "name", "cost_now"), ("a", "Call", " then wait"))
    misfit = (cells.problem(2, None, "4 cells", "3 cells", ""),)
    cells = Sheet(file="x.csv", name="x", header=cells.header, rows=cells.rows, problems=misfit)

    read = read_table(TABLES["touchpoints"], cells)

    assert told(read) == [(2, None, "4 cells")]
    assert read.rows == [(2, {"id": "a", "name": "Call"})]
    assert read.is_spoilt(2, "cost_now")


def test_an_entry_of_client_toml_is_named_by_its_number():
    read = read_table(TABLES["stages"], sheet(("question",), ("Why?",), in_toml=True))

    assert told(read) == [(None, "x[1].name", "nothing")]


def test_reading_does_not_mutate_the_sheet():
    cells = sheet(("name",), ("  Know ",))

    read_table(TABLES["stages"], cells)

    assert cells == sheet(("name",), ("  Know ",))
