"""Guesses become plain numbers."""

import pandas as pd
import pytest

import touchkit as tk
from touchkit.errors import InputError
from touchkit.model import Client
from touchkit.plan import sized


def test_sizes_are_the_clients_and_a_blank_range_is_half_the_lift_away():
    ideas = pd.DataFrame(
        {
            "id": ["a", "b"], "lift": ["M", "1"], "lift_low": ["0.2", None], "lift_high": [None, "L"],
            "cost": ["S", "250"], "cost_yearly": [None, "M"], "effort_days": ["L", None],
        }
    )  # fmt: skip
    before = ideas.copy(deep=True)

    found = sized(
        ideas, {"lift": {"S": 0.1, "M": 0.5, "L": 2}, "money": {"S": 5, "M": 50, "L": 500}}
    )

    assert found["lift"].tolist() == [0.5, 1.0]
    assert found["lift_low"].tolist() == [0.2, 0.5]
    assert found["lift_high"].tolist() == [0.75, 2.0]
    assert found["cost"].tolist() == [5, 250]
    assert found["cost_yearly"].isna().tolist() == [True, False]
    assert found["effort_days"].tolist()[0] == 20
    pd.testing.assert_frame_equal(ideas, before)


def test_without_sizes_the_usual_ones_hold():
    usual = Client(title="x").sizes
    ideas = pd.DataFrame({"id": ["a"], "lift": ["S"], "cost": ["L"]})

    for _ in range(2):
        found = sized(ideas)
        assert (found["lift"].item(), found["cost"].item()) == (usual.lift.S, usual.money.L)
    pd.testing.assert_frame_equal(found, sized(ideas, usual))
    assert tk.plan.sized is sized


def test_what_is_neither_size_nor_number_is_named_with_its_row():
    ideas = pd.DataFrame({"id": ["a", "b"], "lift": ["XL", "M"], "cost": ["S", "a lot"]})

    with pytest.raises(InputError) as caught:
        sized(ideas)

    assert [(one.row, one.column, one.found) for one in caught.value.problems] == [
        (2, "lift", "XL"),
        (3, "cost", "a lot"),
    ]


def test_lavender_can_be_chosen_from(repository):
    pack = tk.read_pack(repository / "workshop_data" / "lavender")
    gaps = tk.measure.gaps(pack.tables["scores"])
    ideas = sized(pack.tables["ideas"], pack.client.sizes)

    found = tk.plan.choose(ideas, gaps, budget=pack.client.budget, delight=0.15)

    assert len(found.chosen) > 14
    assert 0.2 < found.share < 1
    assert len(found.unranked) > 1
    stop = tk.plan.overkill(found, pack.tables["touchpoints"], gaps)
    assert stop["touchpoint"].tolist() == ["newsletter"]
