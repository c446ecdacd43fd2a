"""What could be stopped, and what that would fund."""

import pandas as pd
import pytest

from tests.plan.test_choosing import gaps_of, ideas_of
from touchkit.errors import InputError
from touchkit.plan import choose, overkill

GAPS = gaps_of(invoice=-2.0, leaves=0.5, desk=1.0, hold=-1.0)
THERE = pd.DataFrame(
    {
        "id": ["invoice", "leaves", "desk", "hold", "poster"],
        "name": ["Invoice", "Leaves", "Desk", "On hold", "Poster"],
        "cost_now": [9000, 1000, 500, 200, None],
        "verdict": [None, None, "keep", "stop", "stop"],
    }
)


def test_what_is_overdone_or_to_stop_would_fund_what_comes_in_with_its_money():
    ideas = ideas_of(
        id=["plain"], title=["Plain words"], touchpoint="invoice", lift=[1.5], cost=[900]
    )
    found = choose(ideas, GAPS, budget=0)

    for _ in range(2):
        frame = overkill(found, THERE, GAPS)

    assert frame["touchpoint"].tolist() == ["leaves", "hold"]
    assert frame["funds"].tolist() == ["plain", ""]
    assert frame["share"].tolist() == [0.5, 0.0]
    assert "plain" in choose(ideas, GAPS, budget=1000).chosen
    assert [one.replace("\N{NO-BREAK SPACE}", " ") for one in frame["sentence"]] == [
        (
            "Leaves: 0.5 points more than anybody asks for, at EUR 1,000 a year. That would fund "
            "Plain words: then 50 % of what is missing is closed instead of 0 %."
        ),
        "On hold: it is to stop, at EUR 200 a year. It would fund nothing more that closes a gap.",
    ]


def test_nothing_to_stop_is_an_empty_frame():
    ideas = ideas_of(id=["plain"], touchpoint="invoice", lift=[1.5], cost=[900])

    frame = overkill(choose(ideas, GAPS, budget=0), THERE.iloc[:1], GAPS)

    assert list(frame.columns) == ["touchpoint", "cost_now", "why", "funds", "share", "sentence"]
    assert len(frame) == 0


def test_a_missing_column_is_named():
    ideas = ideas_of(id=["plain"], touchpoint="invoice", lift=[1.5], cost=[900])

    with pytest.raises(InputError, match="The touchpoints lack the column cost_now"):
        overkill(choose(ideas, GAPS, budget=0), THERE[["id"]], GAPS)
