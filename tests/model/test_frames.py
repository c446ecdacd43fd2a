"""Tables as frames and as rows."""

import datetime as dt

import pandas as pd
import pytest

from touchkit.model import TABLES, columns, to_frame, to_rows
from touchkit.model.columns import DTYPES

ROWS = [
    {"id": "a", "call_name": "001", "best": True, "birthday_on": dt.date(1, 1, 1), "city": "NA"},
    {"id": "b", "birthday_on": dt.date(9999, 12, 31)},
]


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("rows", [[], [{"id": "a"}]], ids=["empty", "one row"])
def test_dtypes_come_from_the_model(model, rows):
    frame = to_frame(model, rows)

    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        name: DTYPES[kind] for name, kind in columns(model).items()
    }
    assert frame.index.equals(pd.RangeIndex(len(rows)))


def test_rows_come_back_as_they_went_in():
    assert to_rows(to_frame(TABLES["customers"], ROWS)) == ROWS


def test_numbers_come_back_as_they_went_in():
    rows = [
        {"id": "a", "score": 0.1 + 0.2, "n": 2**53 - 1, "wave": -1},
        {"id": "b", "score": 1e300},
    ]

    back = to_rows(to_frame(TABLES["scores"], rows))

    assert back == rows
    assert [type(value) for value in back[0].values()] == [str, float, int, int]


def test_own_columns_stand_last_in_the_order_they_are_met_and_dates_are_dates():
    frame = to_frame(TABLES["customers"], ROWS, extra=["note"])

    assert list(frame.columns)[-3:] == ["note", "birthday_on", "city"]
    assert str(frame["birthday_on"].dtype) == DTYPES["date"]
    assert str(frame["city"].dtype) == "str"


def test_to_frame_and_to_rows_do_not_mutate():
    rows = [dict(row) for row in ROWS]

    frame = to_frame(TABLES["customers"], rows)
    before = frame.copy(deep=True)
    to_rows(frame)

    assert rows == ROWS
    pd.testing.assert_frame_equal(frame, before)
