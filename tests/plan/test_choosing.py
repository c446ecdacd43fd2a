"""The choice is the optimum, and what is funded, compulsory or beyond ranking is dealt with."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

import touchkit as tk
from tests.plan.drawn import allowed, best_by_trying, problems, value_of
from touchkit.errors import InputError
from touchkit.plan import by_ratio, choose, greedy

# 0/1 knapsacks P01 to P08 with their optimal values: J. Burkardt, KNAPSACK_01, Florida State
# University; P07 and P08 after Kreher & Stinson (1999), Combinatorial Algorithms, CRC Press.
KNAPSACKS = {
    "P01": (165, 309, [23, 31, 29, 44, 53, 38, 63, 85, 89, 82], [92, 57, 49, 68, 60, 43, 67, 84, 87, 72]),
    "P02": (26, 51, [12, 7, 11, 8, 9], [24, 13, 23, 15, 16]),
    "P03": (190, 150, [56, 59, 80, 64, 75, 17], [50, 50, 64, 46, 50, 5]),
    "P04": (50, 107, [31, 10, 20, 19, 4, 3, 6], [70, 20, 39, 37, 7, 5, 10]),
    "P05": (104, 900, [25, 35, 45, 5, 25, 3, 2, 2], [350, 400, 450, 20, 70, 8, 5, 5]),
    "P06": (170, 1735, [41, 50, 49, 59, 55, 57, 60], [442, 525, 511, 593, 546, 564, 617]),
    "P07": (
        750, 1458,
        [70, 73, 77, 80, 82, 87, 90, 94, 98, 106, 110, 113, 115, 118, 120],
        [135, 139, 149, 150, 156, 163, 173, 184, 192, 201, 210, 214, 221, 229, 240],
    ),
    "P08": (
        6404180, 13549094,
        [382745, 799601, 909247, 729069, 467902, 44328, 34610, 698150, 823460, 903959, 853665, 551830,
         610856, 670702, 488960, 951111, 323046, 446298, 931161, 31385, 496951, 264724, 224916, 169684],
        [825594, 1677009, 1676628, 1523970, 943972, 97426, 69666, 1296457, 1679693, 1902996, 1844992,
         1049289, 1252836, 1319836, 953277, 2067538, 675367, 853655, 1826027, 65731, 901489, 577243,
         466257, 369261],
    ),
}  # fmt: skip


def ideas_of(**columns):
    return pd.DataFrame(columns)


def gaps_of(**gaps):
    return pd.DataFrame({"touchpoint": list(gaps), "gap": list(gaps.values())})


@settings(deadline=None, max_examples=40)
@given(problems(most=9))
def test_the_choice_is_the_best_of_all_sets(problem):
    ideas, gaps, limits = problem

    found = choose(ideas, gaps, **limits)

    chosen = [list(ideas["id"]).index(one) for one in found.chosen]
    assert allowed(ideas, chosen, budget=limits["budget"], days=limits.get("days"))
    assert found.value == pytest.approx(value_of(ideas, gaps, chosen, limits["below_minimum"]))
    assert found.value == pytest.approx(best_by_trying(ideas, gaps, **limits), abs=1e-6)


@settings(deadline=None, max_examples=4)
@given(problems(most=14))
def test_the_choice_is_the_best_of_all_sets_of_fourteen(problem):
    ideas, gaps, limits = problem

    found = choose(ideas, gaps, **limits)

    assert found.value == pytest.approx(best_by_trying(ideas, gaps, **limits), abs=1e-6)


@pytest.mark.parametrize(
    ("capacity", "optimum", "weights", "profits"), KNAPSACKS.values(), ids=KNAPSACKS
)
def test_published_knapsacks_come_out_as_published(capacity, optimum, weights, profits):
    names = [f"item-{place}" for place in range(len(weights))]
    ideas = ideas_of(id=names, touchpoint=names, lift=1.0, cost=weights)
    gaps = pd.DataFrame({"touchpoint": names, "gap": -1.0, "weight": profits})

    found = choose(ideas, gaps, budget=capacity)

    assert found.value == pytest.approx(optimum, abs=1e-3)
    assert found.cost <= capacity
    assert found.proven


@settings(deadline=None, max_examples=40)
@given(problems(most=12))
def test_no_list_closes_more_than_the_choice(problem):
    ideas, gaps, limits = problem
    best = choose(ideas, gaps, **limits)

    for listed in (greedy(ideas, gaps, **limits), by_ratio(ideas, gaps, **limits)):
        chosen = [list(ideas["id"]).index(one) for one in listed.chosen]
        assert allowed(ideas, chosen, budget=limits["budget"], days=limits["days"])
        assert listed.value == pytest.approx(value_of(ideas, gaps, chosen, limits["below_minimum"]))
        assert listed.value <= best.value + 1e-6


@pytest.mark.parametrize("pick", [greedy, by_ratio])
def test_a_list_is_told_the_scale_as_the_choice_is(pick):
    gaps = gaps_of(a=-3.0).assign(received=2.0, desired=5.0)
    ideas = ideas_of(id=["x"], touchpoint="a", lift=[6.0], cost=[1.0])

    assert pick(ideas, gaps, budget=1, scale=(0, 10)).chosen == ("x",)
    with pytest.raises(InputError, match="at most the 4 points"):
        pick(ideas, gaps, budget=1, scale=(1, 5))


def test_several_ideas_on_one_touchpoint_fill_it_up():
    ideas = ideas_of(id=["a", "b"], touchpoint="invoice", lift=[0.8, 0.7], cost=[1, 1])

    found = choose(ideas, gaps_of(invoice=-1.0), budget=2)

    assert found.chosen == ("a", "b")
    assert found.value == pytest.approx(1.0)
    assert found.share == pytest.approx(1.0)


def test_an_idea_on_two_touchpoints_lifts_each():
    ideas = ideas_of(id=["a"], touchpoint=["invoice; hold"], lift=[0.5], cost=[1])

    assert choose(ideas, gaps_of(invoice=-1, hold=-1), budget=1).value == pytest.approx(1.0)


def test_what_is_missing_below_the_minimum_counts_several_times():
    # 2 missing, 1 of them below the minimum: counted three times 2 + 2 x 1 = 4.
    gaps = gaps_of(invoice=-2.0).assign(received=2.0, desired=4.0, minimum=3.0)
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=[1.0], cost=[1])

    found = choose(ideas, gaps, budget=1, below_minimum=3.0)

    assert (found.value, found.share) == (pytest.approx(1.0), pytest.approx(0.25))


def test_weight_goes_before_importance_and_importance_before_one():
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=[1.0], cost=[1])
    gaps = gaps_of(invoice=-1.0)

    assert choose(ideas, gaps, budget=1).value == pytest.approx(1)
    assert choose(ideas, gaps.assign(importance=3.0), budget=1).value == pytest.approx(3)
    assert choose(ideas, gaps.assign(importance=3.0, weight=5.0), budget=1).value == pytest.approx(
        5
    )


def test_what_closes_nothing_is_not_bought():
    ideas = ideas_of(id=["a", "b"], touchpoint=["invoice", "leaves"], lift=1.0, cost=[1, 1])

    assert choose(ideas, gaps_of(invoice=-1, leaves=0.5), budget=9).chosen == ("a",)


def test_of_plans_that_close_as_much_the_cheapest_is_taken():
    ideas = ideas_of(id=["dear", "cheap"], touchpoint="invoice", lift=1.0, cost=[30, 20])

    assert choose(ideas, gaps_of(invoice=-1), budget=100).chosen == ("cheap",)


def test_cheapness_is_no_matter_of_the_solvers_slack():
    # 0.2 + 0.2 + 1.1 closes 1.4 whether the one for 1 or the one for 2 is taken.
    ideas = ideas_of(
        id=["c", "d", "f", "g"], touchpoint="t", lift=[0.2, 0.2, 0.2, 1.1], cost=[0, 1, 2, 1]
    )

    assert choose(ideas, gaps_of(t=-1.4), budget=3).chosen == ("c", "d", "g")


def test_prerequisites_come_along_and_exclusions_hold():
    ideas = ideas_of(
        id=["base", "top", "rival"], touchpoint=["hold", "invoice", "invoice"], lift=[0.1, 2.0, 1.5],
        cost=[1, 1, 1], needs=[None, "base", None], excludes=[None, None, "top"],
    )  # fmt: skip
    gaps = gaps_of(invoice=-4, hold=-1)

    assert choose(ideas, gaps, budget=3).chosen == ("base", "top")
    assert choose(ideas, gaps, budget=1).chosen == ("rival",)


def test_days_are_each_departments_own():
    ideas = ideas_of(
        id=["a", "b"], touchpoint=["invoice", "hold"], lift=1.0, cost=0, effort_days=[3, 3],
        department=["sales", "service"],
    )  # fmt: skip
    gaps = gaps_of(invoice=-1, hold=-1)

    assert choose(ideas, gaps, budget=0, days={"sales": 2, "service": math.inf}).chosen == ("b",)


def test_funded_ideas_are_in_and_paid_from_the_budget_done_ones_have_been_paid():
    ideas = ideas_of(
        id=["done", "testing", "chosen", "dropped", "new"],
        touchpoint=["a", "b", "c", "d", "e"], lift=1.0, cost=[500, 3, 3, 1, 4],
        status=["done", "testing", "chosen", "dropped", "idea"],
    )  # fmt: skip
    gaps = gaps_of(a=-1, b=-1, c=-1, d=-1, e=-1)

    found = choose(ideas, gaps, budget=10)

    assert found.chosen == ("done", "testing", "chosen", "new")
    assert found.cost == 10
    # What is done shows in the scores already: it closes nothing of what is missing now.
    assert found.value == pytest.approx(3)
    assert choose(ideas, gaps, budget=9).chosen == ("done", "testing", "chosen")


def test_a_must_is_in_whatever_it_closes():
    ideas = ideas_of(
        id=["a", "must"], touchpoint=["invoice", "leaves"], lift=[1, 0], cost=[5, 5],
        must=pd.array([pd.NA, True], dtype="boolean"),
    )  # fmt: skip

    assert choose(ideas, gaps_of(invoice=-1, leaves=1), budget=5).chosen == ("must",)


def test_what_cannot_be_ranked_stands_apart_with_what_to_ask():
    ideas = ideas_of(
        id=["a", "planned", "no-lift", "no-cost", "half"],
        touchpoint=["invoice", "app", "invoice", "invoice", "app;invoice"],
        lift=[0.5, 1, None, 1, 0.25], cost=[1, 1, 1, None, 1],
    )  # fmt: skip
    gaps = pd.DataFrame(
        {
            "touchpoint": ["invoice", "app"],
            "gap": [-2.0, None],
            "received": [2.0, None],
            "desired": 4.0,
        }
    )

    found = choose(ideas, gaps, budget=10)

    assert found.chosen == ("a", "half")
    assert dict(found.unranked.to_numpy()) == {
        "planned": "What do customers get today at app, or instead of it? Score that.",
        "no-lift": "How many points might it gain?",
        "no-cost": "What would it cost?",
    }
    assert list(found.explain["decision"]) == ["in", *["cannot be ranked"] * 3, "in"]


def test_the_delight_pot_is_filled_by_dots_and_closes_nothing():
    ideas = ideas_of(
        id=["fix", "sprig", "card", "song"], touchpoint="invoice", lift=1.0, cost=[85, 9, 8, 7],
        kind=["fix", "delight", "delight", "delight"], votes=[0, 10, 6, 5],
    )  # fmt: skip

    found = choose(ideas, gaps_of(invoice=-2), budget=100, delight=0.15)

    assert found.chosen == ("fix", "card", "song")  # 11 dots for 15; the sprig alone has 10
    assert (found.value, found.cost) == (pytest.approx(1.0), 100)
    # Without a pot they count like any other.
    assert choose(ideas, gaps_of(invoice=-2), budget=100).value == pytest.approx(2.0)


def test_funded_delight_is_paid_from_the_pot_first():
    ideas = ideas_of(
        id=["fix", "sprig", "card"], touchpoint="invoice", lift=1.0, cost=[70, 20, 5],
        kind=["fix", "delight", "delight"], votes=[0, 1, 9], status=["idea", "chosen", "idea"],
    )  # fmt: skip

    assert choose(ideas, gaps_of(invoice=-2), budget=100, delight=0.2).chosen == ("fix", "sprig")
    assert choose(ideas, gaps_of(invoice=-2), budget=100, delight=0.3).chosen == (
        "fix",
        "sprig",
        "card",
    )
    assert choose(ideas, gaps_of(invoice=-2), budget=89, delight=0.1).chosen == ("sprig",)


@settings(deadline=None, max_examples=15)
@given(problems(most=8))
def test_the_frontier_never_falls_and_holds_the_choice(problem):
    ideas, gaps, limits = problem
    found = choose(ideas, gaps, **limits)

    frontier = found.frontier()

    assert len(frontier) <= 20
    assert (np.diff(frontier["value"]) >= -1e-9).all()
    here = frontier[frontier["budget"] == limits["budget"]]
    assert here["value"].item() == pytest.approx(found.value, abs=1e-6)
    assert list(frontier.columns) == ["budget", "value", "share", "chosen"]


def test_a_frontier_can_be_stopped_and_says_how_far_it_is():
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=1.0, cost=[10])
    found, told = choose(ideas, gaps_of(invoice=-1), budget=5), []

    def stop_halfway(done):
        told.append(done)
        return done < 0.5

    assert len(found.frontier([0, 5, 10, 15], progress=stop_halfway)) == 2
    assert told == [0.25, 0.5]


def test_a_budget_that_cannot_pay_the_musts_has_no_value_on_the_frontier():
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=1.0, cost=[10], must=[True])

    frontier = choose(ideas, gaps_of(invoice=-1), budget=10).frontier([5, 10])

    assert np.isnan(frontier["value"][0])
    assert frontier["chosen"].tolist() == ["", "a"]


def test_stability_is_the_share_of_draws_and_below_sixty_a_coin_toss():
    ideas = ideas_of(
        id=["sure", "this", "that"], touchpoint=["a", "b", "c"], lift=[1, 0.51, 0.5],
        lift_low=[1, 0, 0], lift_high=[1, 1, 1], cost=[1, 1, 1],
    )  # fmt: skip

    found = choose(ideas, gaps_of(a=-2, b=-2, c=-2), budget=2, draws=100, seed=1)

    stable = found.stability.set_index("idea")["share"]
    assert found.chosen == ("sure", "this")
    assert stable["sure"] > 0.9
    assert 0.3 < stable["this"] < 0.6
    assert found.coin_tosses == ("this",)
    assert "A coin toss" in found.explain["reason"][1]
    assert found.drawn == 100
    again = choose(ideas, gaps_of(a=-2, b=-2, c=-2), budget=2, draws=100, seed=1)
    pd.testing.assert_frame_equal(found.stability, again.stability)


def test_scores_wobble_too_where_it_is_known_how_much():
    ideas = ideas_of(
        id=["this", "that"], touchpoint=["a", "b"], lift=[1.0, 0.9], lift_low=[1, 0.9],
        lift_high=[1, 0.9], cost=1,
    )  # fmt: skip
    gaps = gaps_of(a=-1.0, b=-1.0)

    fixed = choose(ideas, gaps.assign(gap_sd=0.0), budget=1, draws=30).stability["share"]
    loose = choose(ideas, gaps.assign(gap_sd=0.5), budget=1, draws=30).stability["share"]

    assert fixed.tolist() == [1.0, 0.0]
    assert 0 < loose[1] < 1


@pytest.mark.parametrize(
    "unknown", [{}, {"gap_low": np.nan, "gap_high": np.nan, "n_received": 11}, {"gap_sd": np.nan}]
)
def test_what_nobody_can_say_how_far_off_it_is_is_no_surer_than_what_is_known(unknown):
    ideas = ideas_of(
        id=["this", "that"], touchpoint=["a", "b"], lift=2.0, lift_low=2.0, lift_high=2.0, cost=1
    )
    gaps = gaps_of(a=-2.0, b=-1.6)
    wide = {"draws": 200, "budget": 1, "scale": (1, 5)}

    vague = choose(ideas, gaps.assign(**unknown), **wide)
    known = choose(ideas, gaps.assign(gap_low=[-2.8, -1.8], gap_high=[-1.2, -1.4]), **wide)

    assert vague.assumed == ("a", "b")
    assert known.assumed == ()
    assert 0.5 < vague.stability["share"][0] <= known.stability["share"][0] < 1


def test_stability_can_be_stopped():
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=1.0, cost=[1])

    found = choose(ideas, gaps_of(invoice=-1), budget=1, draws=50, progress=lambda done: done < 0.1)

    assert found.drawn == 5
    assert found.stability["share"].item() == 1.0


def test_nothing_missing_has_no_share():
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=1.0, cost=[1])

    found = choose(ideas, gaps_of(invoice=0.5), budget=1)

    assert found.chosen == ()
    assert np.isnan(found.share)


def test_no_ideas_is_an_empty_choice():
    ideas = pd.DataFrame({"id": [], "touchpoint": [], "lift": [], "cost": []})

    found = choose(ideas, gaps_of(invoice=-1), budget=1)

    assert (found.chosen, found.value, len(found.explain)) == ((), 0.0, 0)


@settings(deadline=None, max_examples=5)
@given(problems(most=5))
def test_nothing_given_is_changed(problem):
    ideas, gaps, limits = problem
    before = ideas.copy(deep=True), gaps.copy(deep=True), dict(limits.get("days", {}))

    found = choose(ideas, gaps, **limits, draws=2)
    _ = found.explain, found.frontier([1]), found.stability, greedy(ideas, gaps, **limits)
    mine = found.explain
    mine.loc[0, "reason"] = "scribbled"

    pd.testing.assert_frame_equal(ideas, before[0])
    pd.testing.assert_frame_equal(gaps, before[1])
    assert limits.get("days", {}) == before[2]
    assert found.explain["reason"][0] != "scribbled"


@pytest.mark.parametrize("name", ["choose", "greedy", "by_ratio"])
def test_a_name_can_be_called_twice(name):
    ideas = ideas_of(id=["a"], touchpoint="invoice", lift=1.0, cost=[1])

    for _ in range(2):
        assert getattr(tk.plan, name)(ideas, gaps_of(invoice=-1), budget=1).chosen == ("a",)


def test_draws_made_one_after_the_other_say_what_they_say_at_once():
    ideas = ideas_of(id=["a", "b"], touchpoint="invoice", lift=[1.0, 1.1], cost=10)
    gaps = gaps_of(invoice=-2.0)
    at_once = choose(ideas, gaps, budget=10, draws=25, seed=3)

    *_, last = choose(ideas, gaps, budget=10).wobbling(25, seed=3)

    assert last.drawn == 25
    pd.testing.assert_frame_equal(last.stability, at_once.stability)
    assert last.chosen == at_once.chosen


def test_what_an_idea_closes_alone_does_not_ask_what_the_others_close():
    ideas = ideas_of(
        id=["a", "b", "c"],
        touchpoint=["invoice", "invoice", "nowhere"],
        lift=[1.0, 3.0, 1.0],
        cost=10,
    )

    alone = choose(ideas, gaps_of(invoice=-2.0, hold=-2.0), budget=0).alone

    assert list(alone["share"][:2]) == [0.25, 0.5]
    assert math.isnan(alone["share"][2])
