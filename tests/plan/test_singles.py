"""What an idea closes by itself."""

import numpy as np
import pandas as pd
import pytest

from touchkit.plan import alone, choose

GAPS = pd.DataFrame(
    {
        "touchpoint": ["invoice", "hold", "desk"], "gap": [-2.0, -1.0, np.nan],
        "received": [3.0, 4.0, np.nan], "minimum": [4.0, 3.0, np.nan], "importance": [1.0, 2.0, np.nan],
    }
)  # fmt: skip


def ideas(**columns):
    return pd.DataFrame({"id": [f"i{n}" for n in range(len(columns["touchpoint"]))]} | columns)


def test_an_idea_closes_what_is_missing_at_its_touchpoints_and_no_more():
    found = alone(ideas(touchpoint=["invoice", "hold", "invoice;hold"], lift=[0.5, 3.0, 1.5]), GAPS)

    assert found["share"].tolist() == [0.5 / 4, 2 / 4, (1.5 + 2) / 4]
    assert found["ask"].tolist() == ["", "", ""]


def test_what_is_missing_below_the_minimum_counts_as_often_as_in_a_plan():
    found = alone(ideas(touchpoint=["invoice"], lift=[1.0]), GAPS, below_minimum=3.0)

    assert found["share"].tolist() == [1 / (4 + 2)]


def test_what_cannot_be_ranked_says_what_to_ask():
    found = alone(
        ideas(touchpoint=["desk", "hold"], lift=[1.0, None]), GAPS, names={"desk": "The desk"}
    )

    assert found["share"].isna().all()
    assert found["ask"].tolist() == [
        "What do customers get today at The desk, or instead of it? Score that.",
        "How many points might it gain?",
    ]


def test_where_nothing_is_missing_nothing_is_closed():
    gaps = pd.DataFrame({"touchpoint": ["hold"], "gap": [0.5]})

    assert alone(ideas(touchpoint=["hold"], lift=[1.0]), gaps)["share"].tolist() == [0.0]


def test_without_gaps_or_ideas_there_is_nothing_to_say():
    none = GAPS.iloc[:0]

    assert alone(ideas(touchpoint=["hold"], lift=[1.0]), none)["share"].isna().tolist() == [True]
    assert len(alone(ideas(touchpoint=["hold"], lift=[1.0]).iloc[:0], GAPS)) == 0


@pytest.mark.parametrize("below_minimum", [1.0, 2.5])
def test_it_is_what_a_plan_of_this_idea_alone_would_close(below_minimum):
    rng = np.random.default_rng(3)
    places = [f"t{n}" for n in range(6)]
    gaps = pd.DataFrame(
        {"touchpoint": places, "gap": -rng.uniform(0, 2, 6), "importance": rng.uniform(0.5, 2, 6),
         "adequacy": rng.uniform(-1, 1, 6)}
    )  # fmt: skip
    some = ideas(
        touchpoint=[f"{a};{b}" for a, b in rng.choice(places, (8, 2))],
        lift=rng.uniform(0.1, 2, 8),
    ).assign(cost=1.0)

    found = alone(some, gaps, below_minimum=below_minimum)

    for row in range(len(some)):
        plan = choose(some.iloc[[row]], gaps, budget=1.0, below_minimum=below_minimum)
        assert found["share"][row] == pytest.approx(plan.share)
