"""What stands in the way of a touchpoint, and what was wanted there, from the notes."""

import pandas as pd

from touchkit.model import TABLES, to_frame
from touchkit.steps.hindrances import in_the_way, wanted


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
