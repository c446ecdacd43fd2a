"""What can go wrong, as people read it and as programs do."""

import pickle

import pytest

from touchkit import errors
from touchkit.errors import InputError, PackError, Problem, TouchkitError
from touchkit.model import to_rows

CELL = Problem(file="scores.csv", row=7, column="score", found="'6'", allowed="1 to 5", hint="Correct it.")  # fmt: skip
FILE = Problem(file="x.csv", found="no header", allowed="a header", hint="Write one.")


def test_a_problem_is_one_line_of_where_what_and_what_to_do():
    assert str(CELL) == ("scores.csv, row 7, column score: found '6'; allowed: 1 to 5. Correct it.")
    assert str(FILE) == "x.csv: found no header; allowed: a header. Write one."


@pytest.mark.parametrize(("row", "structural"), [(None, True), (1, True), (2, False)])
def test_a_problem_of_the_header_or_of_no_row_is_structural(row, structural):
    assert Problem(file="x", row=row, found="", allowed="", hint="").structural is structural


def test_an_error_lists_every_problem_and_keeps_them_as_data():
    error = PackError("It cannot be opened.", iter([CELL, FILE]))

    assert str(error) == f"It cannot be opened.\n  - {CELL}\n  - {FILE}"
    assert error.problems == (CELL, FILE)


def test_a_thousand_problems_are_kept_and_fifty_printed():
    error = InputError("Many.", [CELL] * 1000)

    lines = str(error).splitlines()
    assert (len(lines), lines[-1]) == (52, "  … and 950 more.")
    assert len(error.problems) == len(error.to_frame()) == 1000


def test_fifty_problems_are_all_printed():
    assert str(InputError("Many.", [CELL] * 50)).splitlines()[-1] == f"  - {CELL}"


def test_problems_as_a_frame_keep_row_numbers_whole():
    frame = PackError("No.", [CELL, FILE]).to_frame()

    assert str(frame.dtypes["row"]) == "Int64"
    assert to_rows(frame) == [
        CELL.to_dict(),
        {"file": "x.csv", "found": "no header", "allowed": "a header", "hint": "Write one."},
    ]


def test_without_problems_the_frame_is_empty_and_typed():
    frame = InputError("No.").to_frame()

    assert len(frame) == 0
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "file": "str", "row": "Int64", "column": "str", "found": "str", "allowed": "str", "hint": "str",
    }  # fmt: skip


def test_every_error_is_touchkits_and_says_what_it_means():
    classes = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    kinds = [kind for kind in classes if issubclass(kind, Exception)]

    assert len(kinds) == 9
    assert [kind for kind in kinds if not issubclass(kind, TouchkitError)] == []
    assert [kind for kind in kinds if not kind.__doc__] == []


def test_an_error_travels_between_processes_with_its_problems():
    error = PackError("No.", [CELL])

    assert pickle.loads(pickle.dumps(error)).problems == (CELL,)  # noqa: S301  # made two words ago
