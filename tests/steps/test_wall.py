"""The board as plain values, and the difference between two of them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.steps.bakery import Keyboard, bake, patched
from touchkit.journey import designed
from touchkit.model import Client
from touchkit.steps.held import Held
from touchkit.steps.wall import difference, wall_of
from touchkit.steps.wall_reading import checked, numbers


def held(**tables):
    names = ("stages", "departments", "channels", "lanes", "personas", "links", "notes", "marks")
    points = tables.pop("touchpoints", [])
    usual = {"contact": "direct", "status": "exists", "moment_of_truth": False, "shortlist": False}
    return Held(
        name="x", client=Client(title="X", customer_word="guest"), places=list(range(len(points))),
        tables={name: [] for name in names} | {"touchpoints": [usual | row for row in points]} | tables,
    )  # fmt: skip


def card(**cells):
    return wall_of(held(touchpoints=[{"id": "a", "name": "A"} | cells]))["cards"]["a"]


def test_a_card_leaves_out_what_is_blank_and_says_what_is_ticked():
    plain = {"id": "a", "name": "A", "contact": "direct", "status": "exists", "seq": 0}
    assert card() == plain
    assert card(
        moment_of_truth=True, shortlist=True, cost_now=3.5, description="x", position=2.0
    ) == (plain | {"truth": True, "short": True, "cost": 3.5, "about": "x", "position": 2.0})


@pytest.mark.parametrize(
    ("lane", "met", "waits"),
    [
        ("obstacle", None, True), ("question", None, True), ("obstacle", "yes", False),
        ("promise", "no", True), ("promise", "unknown", True), ("action", None, False),
        ("annoyance", "exceeded", False),
    ],
)  # fmt: skip
def test_notes_are_counted_and_those_that_wait_too(lane, met, waits):
    note = {"id": "n", "touchpoint": "a", "lane": lane, "text": "t", "evidence": "observed"}
    note |= {"met": met} if met else {}

    wall = wall_of(held(touchpoints=[{"id": "a", "name": "A"}], notes=[note]))

    found = wall["cards"]["a"]
    assert (found["notes"], found.get("open", 0), found["evidence"]) == (1, int(waits), "observed")
    assert wall["notes"]["n"] == note


def test_marks_of_cards_are_shown_and_other_marks_are_not():
    marks = [
        {"table": "touchpoints", "row": "a", "kind": "parked"},
        {"table": "notes", "row": "a", "kind": "disputed"},
        {"table": "touchpoints", "row": "a", "kind": "accepted"},
    ]
    found = wall_of(held(touchpoints=[{"id": "a", "name": "A"}], marks=marks))["cards"]["a"]

    assert (found.get("parked"), found.get("disputed"), "accepted" in found) == (True, None, False)


def test_arrows_nobody_drew_follow_the_order_as_the_journey_does(tmp_path, monkeypatch):
    bake(tmp_path, monkeypatch)
    page = Keyboard("mia")
    tables = page.session.workshop.store.frames("touchpoints", "links", "stages")

    edges = designed(**tables).edges(data="status")

    arrows = page.seen["arrows"].values()
    assert page.seen["assumed"]
    assert len(edges) == 3
    assert [(a["source"], a["target"], a["status"]) for a in arrows] == list(edges)


def test_lanes_stand_on_a_side_and_drop_downs_have_the_clients_word():
    lanes = [{"id": name, "name": name} for name in ("action", "promise", "standard", "own")]
    wall = wall_of(held(lanes=lanes))

    sides = {lane["id"]: lane["side"] for lane in wall["lanes"]}
    assert sides == {
        "action": "customer",
        "promise": "front",
        "standard": "back",
        "own": "customer",
    }
    assert {"id": "loses", "name": "Loses the guest"} in wall["severities"]
    assert [one["id"] for one in wall["verdicts"]] == ["keep", "fix", "delight", "stop"]
    assert [one["id"] for one in wall["mets"]] == ["yes", "no", "exceeded", "unknown"]


def test_a_finding_about_a_card_that_is_gone_is_not_shown():
    findings = {"x:a": {"id": "x:a", "touchpoint": "a"}, "y": {"id": "y", "stage": "buy"}}

    assert set(wall_of(held(), findings=findings)["findings"]) == {"y"}


# what the scores say of a card


def gaps_of(**cells):
    row = {
        "touchpoint": "a", "received_from": "customer", "n_received": 20, "received": 3.0,
        "received_low": 2.5, "gap": -1.0, "below": 0.25,
    }  # fmt: skip
    return numbers(pd.DataFrame([row | cells]), "guests")


def test_customers_numbers_say_whose_they_are_and_few_are_no_number():
    assert gaps_of() == {"a": {"whose": "guests", "gap": -1.0, "below": 0.25}}
    assert gaps_of(received_low=float("nan")) == {"a": {"whose": "guests", "few": True}}
    assert gaps_of(received=float("nan")) == {"a": {"whose": "guests", "few": True}}
    assert gaps_of(n_received=0) == {}
    assert gaps_of(gap=float("nan"), below=float("nan")) == {}


def test_the_teams_number_is_our_guess_and_small_groups_stay_hidden():
    team = {"received_from": "team", "received_low": float("nan")}
    assert gaps_of(**team, below=float("nan")) == {"a": {"whose": "our guess", "gap": -1.0}}
    assert gaps_of(**team | {"received": float("nan")}) == {
        "a": {"whose": "our guess", "few": True}
    }


def test_scores_are_known_by_the_strongest_of_them():
    scores = pd.DataFrame(
        [
            ("a", "team", None),
            ("a", "outsider", None),
            ("b", "team", "measured"),
            ("c", "team", None),
        ],
        columns=["touchpoint", "group", "evidence"],
    )

    assert checked(scores) == {"a": "observed", "b": "measured", "c": "assumed"}


# differences

rows = some.dictionaries(
    some.sampled_from("abcde"), some.dictionaries(some.text(max_size=2), some.integers())
)
walls = some.fixed_dictionaries(
    {"cards": rows, "arrows": rows, "notes": rows, "findings": rows, "undo": some.text(max_size=3),
     "stages": some.lists(some.sampled_from("xyz"))}
)  # fmt: skip


@given(walls, walls)
def test_a_difference_applied_to_the_one_board_gives_the_other(before, after):
    assert patched(before, difference(before, after)) == after
    assert difference(after, after) == {}
