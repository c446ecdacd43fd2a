"""Who does what by when; and what stands in the way, from the notes."""

import datetime as dt

import pandas as pd

from touchkit.model import TABLES, to_frame
from touchkit.steps.commitments import commitments
from touchkit.steps.hindrances import in_the_way, wanted
from touchkit.steps.ideas import Idea


def test_what_nobody_has_taken_on_comes_first_then_what_has_no_date_then_by_date():
    rows = [
        {"id": "a", "step": "enhance", "text": "Late", "owner": "Ann", "due": dt.date(2027, 3, 1)},
        {"id": "b", "step": "enhance", "text": "Undated", "owner": "Ben"},
        {"id": "c", "step": "enhance", "text": "Soon", "owner": "Ann", "due": dt.date(2027, 1, 1)},
        {"id": "d", "step": "enhance", "text": "Loose", "due": dt.date(2027, 2, 1)},
        {"id": "e", "step": "received", "text": "Of another step"},
    ]

    found = commitments(to_frame(TABLES["decisions"], rows), [], {})

    assert [one.what for one in found] == ["Loose", "Undated", "Soon", "Late"]
    assert [one.by for one in found] == ["1 February 2027", "", "1 January 2027", "1 March 2027"]


def test_chosen_ideas_are_told_and_one_that_became_a_decision_is_not_told_twice():
    taken = {"id": "a", "step": "enhance", "text": "We ring back", "owner": "Ann", "idea": "x"}
    decisions = to_frame(TABLES["decisions"], [taken])
    ideas = [
        Idea(id="x", title="Ring back", touchpoints=("call",), status="chosen"),
        Idea(id="y", title="A card", touchpoints=("shop", "call"), status="testing"),
        Idea(id="z", title="A band", touchpoints=("shop",)),
    ]

    found = commitments(decisions, ideas, {"shop": "In the shop", "call": "First call"})

    assert [(one.what, one.owner, one.where) for one in found] == [
        ("A card", "", "In the shop, First call"), ("We ring back", "Ann", "First call"),
    ]  # fmt: skip


def test_a_decision_speaks_of_one_idea_though_two_bear_its_title():
    call = Idea(id="x", title="Call back", touchpoints=("till",), owner="Mia", status="chosen")
    other = Idea(id="y", title="Call back", touchpoints=("window",), owner="Oki", status="chosen")
    taken = {"id": "a", "step": "enhance", "text": "Call back", "owner": "Oki", "idea": "y"}
    decisions = to_frame(TABLES["decisions"], [taken])

    found = commitments(decisions, [call, other], {"till": "Till", "window": "Window"})

    assert [(one.what, one.owner, one.where) for one in found] == [
        ("Call back", "Oki", "Window"), ("Call back", "Mia", "Till"),
    ]  # fmt: skip


def notes(*rows):
    known = [{"id": f"n{n}", "evidence": "assumed", **row} for n, row in enumerate(rows)]
    return to_frame(TABLES["notes"], known)


NOTES = notes(
    {"touchpoint": "call", "lane": "annoyance", "text": "The tune", "severity": "annoys"},
    {"touchpoint": "call", "lane": "expectation", "text": "A name", "met": "no"},
    {"touchpoint": "call", "lane": "expectation", "text": "A voice", "met": "yes"},
    {"stage": "try", "lane": "obstacle", "text": "No parking", "severity": "loses"},
    {"touchpoint": "call", "lane": "obstacle", "text": "Hangs up", "severity": "loses", "evidence": "measured"},
    {"touchpoint": "call", "lane": "obstacle", "text": "Only Ben", "persona": "ben", "severity": "delays"},
    {"touchpoint": "shop", "lane": "obstacle", "text": "Elsewhere", "severity": "loses"},
    {"touchpoint": "call", "lane": "do", "text": "Book"},
    {"touchpoint": "call", "lane": "think", "text": "That was quick"},
)  # fmt: skip


def test_what_is_in_the_way_is_told_the_worst_first():
    found = in_the_way(NOTES, "call", stage="try", customer_word="guest")

    assert [(one.text, one.severity) for one in found] == [
        ("Hangs up", "loses the guest"), ("No parking", "loses the guest"), ("Only Ben", "delays"),
        ("The tune", "annoys"), ("A name", ""),
    ]  # fmt: skip
    assert [one.about_stage for one in found] == [False, True, False, False, False]
    assert found[0].evidence == "measured"
    assert found[4].lane == "Expectation not met"


def test_one_personas_obstacles_leave_out_the_others():
    assert "Only Ben" not in [one.text for one in in_the_way(NOTES, "call", persona="ann")]


def test_what_was_wanted_is_told_as_think_feel_do():
    assert [(one.lane, one.text) for one in wanted(NOTES, "call")] == [
        ("Think", "That was quick"), ("Do", "Book"),
    ]  # fmt: skip


def test_notes_are_left_as_they_are():
    before = NOTES.copy()

    in_the_way(NOTES, "call", stage="try")

    pd.testing.assert_frame_equal(NOTES, before)
