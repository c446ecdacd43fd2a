"""CSV files as cells, each with the row a person sees."""

import pytest

from touchkit.errors import IntakeError
from touchkit.intake.sheets import Unreadable, guard, read_csv_sheet


@pytest.fixture
def csv_file(tmp_path):
    def write(text, name="links.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_sheet_knows_its_name_its_header_and_the_rows_a_person_sees(csv_file):
    sheet = read_csv_sheet(csv_file('a,b\n1,"two\nlines"\n\n3,4\n', name="Links.csv"))

    assert (sheet.file, sheet.name, sheet.header) == ("Links.csv", "links", ("a", "b"))
    assert sheet.rows == ((2, ("1", "two\nlines")), (4, ("3", "4")))
    assert (sheet.problems, sheet.notes) == ((), ())


@pytest.mark.parametrize(
    ("text", "decimal"), [("a,b\n1,2\n", "."), ("a;b\n1;2\n", ","), ("a\tb\n1\t2\n", ".")]
)
def test_the_separator_is_found_and_tells_the_decimal_mark(csv_file, text, decimal):
    sheet = read_csv_sheet(csv_file(text))

    assert (sheet.rows, sheet.decimal) == (((2, ("1", "2")),), decimal)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_as_on_any_system(csv_file, end):
    sheet = read_csv_sheet(csv_file(end.join(["a,b", "1,2", "3,4", ""])))

    assert [row for row, _ in sheet.rows] == [2, 3]


def test_short_rows_are_filled_up_with_nothing(csv_file):
    assert read_csv_sheet(csv_file("a,b,c\n1\n")).rows == ((2, ("1", None, None)),)


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-", "-5", "@x", "'=x", "''=x", "\tx", "\rx", "#REF!", "'#N/A", "#NV"]
)
def test_what_a_spreadsheet_would_work_out_is_guarded_and_read_back(csv_file, text):
    guarded = guard(text)

    assert guarded == "'" + text
    assert read_csv_sheet(csv_file(f'a\n"{guarded}"\n')).rows == ((2, (text,)),)


@pytest.mark.parametrize("text", ["", "x=1", "'", "'x", "#ref", "#REF! again", "1-2"])
def test_other_text_is_left_as_it_is(text):
    assert guard(text) == text


def test_a_failed_formula_is_no_value(csv_file):
    sheet = read_csv_sheet(csv_file("a,b\n#DIV/0!,x\n"))

    assert sheet.rows == ((2, (Unreadable(found="'#DIV/0!'"), "x")),)
    assert [(problem.row, problem.column, problem.found) for problem in sheet.problems] == [
        (2, "a", "'#DIV/0!'")
    ]


def test_a_cell_may_be_longer_than_python_expects(csv_file):
    sheet = read_csv_sheet(csv_file("a\n" + "x" * 200_000 + "\n"))

    assert len(sheet.rows[0][1][0]) == 200_000


def test_an_encoding_nobody_knows_is_refused(csv_file):
    with pytest.raises(IntakeError) as caught:
        read_csv_sheet(csv_file("a\n1\n"), encoding="klingon")

    assert str(caught.value) == (
        "links.csv cannot be read.\n"
        "  - links.csv: found text that is not klingon; allowed: UTF-8. Save it as UTF-8 "
        "(in a spreadsheet: CSV UTF-8), or name its encoding with --encoding."
    )


def test_bytes_that_are_no_text_are_refused(csv_file):
    with pytest.raises(IntakeError) as caught:
        read_csv_sheet(csv_file(b"a\n\x81\x8d\n"))

    assert [problem.found for problem in caught.value.problems] == [
        "text that is not UTF-8 or Windows-1252"
    ]
