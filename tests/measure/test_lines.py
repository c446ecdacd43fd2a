"""Lines of answers by kind, read with pandas where they are few and with DuckDB where many."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from touchkit.measure import lines as lines_module
from touchkit.measure.lines import codes, lines
from touchkit.measure.zone import gaps

NAMES = ["ann", None, "Ängström", "", "ann", "請求書", None, "ann"]


@pytest.fixture(params=["pandas", "duckdb"])
def reader(request, monkeypatch):
    monkeypatch.setattr(lines_module, "LARGE", 0 if request.param == "duckdb" else 1_000)
    return request.param


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_equal_text_has_one_number_in_order_of_appearance(reader, dtype):
    frame = pd.DataFrame({"respondent": pd.Series(NAMES, dtype=dtype)})

    [(code, first)] = codes(frame, ["respondent"])

    assert code.tolist() == [0, 1, 2, 3, 0, 4, 1, 0]
    assert first.tolist() == [0, 1, 2, 3, 5]


def test_whole_numbers_dates_and_flags_are_told_apart_too(reader):
    frame = pd.DataFrame(
        {
            "wave": pd.array([1, 1, None, None], dtype="Int64"),
            "best": pd.array([True, True, None, None], dtype="boolean"),
            "due": pd.to_datetime(["2026-01-01", "2026-01-02", None, None]),
        }
    )

    [(code, _)] = codes(frame, ["wave", "best", "due"])

    assert code.tolist() == [0, 1, 2, 2]


def test_who_is_not_named_has_no_number(reader):
    scores = pd.DataFrame(
        {
            "respondent": ["ann", None, "ben"],
            "group": "customer",
            "measure": "received",
            "score": 3.0,
        }
    )

    assert lines(scores, ()).person.tolist() == [0, -1, 2]


def test_blanks_with_a_meaning_are_filled_in(reader):
    scores = pd.DataFrame(
        {
            "group": "customer",
            "measure": "received",
            "score": [3.0, 4.0],
            "n": [None, 5],
            "wave": [None, 2],
        }
    )

    found = lines(scores, ())

    assert found.n.tolist() == [1, 5]
    assert found.weight[found.answer].tolist() == [1, 1]
    assert found.score[found.answer].tolist() == [3, 4]
    assert found.kinds["wave"].tolist() == [1, 2]
    assert found.kinds["round"].tolist() == [1, 1]


def test_many_lines_give_what_few_lines_give(monkeypatch):
    rng = np.random.default_rng(4)
    scores = pd.DataFrame(
        {
            "respondent": rng.choice(["a", "b", "c", None, *map(str, range(90))], 3_000),
            "group": rng.choice(["team", "customer"], 3_000),
            "touchpoint": rng.choice(["x", "y", "z"], 3_000),
            "measure": rng.choice(["received", "desired", "minimum", "emotion"], 3_000),
            "score": rng.integers(1, 6, 3_000).astype(float),
            "wave": rng.choice([1, 2], 3_000),
        }
    )
    few = gaps(scores, draws=100)

    monkeypatch.setattr(lines_module, "LARGE", 0)
    many = gaps(scores.astype({"touchpoint": "category", "respondent": "object"}), draws=100)

    assert few["gap_low"].notna().any()
    assert_frame_equal(few, many.astype({"touchpoint": "str"}))
