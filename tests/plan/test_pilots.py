"""The card of a pilot."""

import datetime as dt
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame
from touchkit.plan import pilot_card, sample_size

IDEA = {
    "id": "text", "title": "A text the evening before", "owner": "Juniper",
    "hypothesis": "Nobody is surprised at the door", "success_measure": "Surprised: 14 of 40 today",
    "due": dt.date(2027, 1, 29),
}  # fmt: skip


def test_a_card_says_everything_the_idea_knows():
    card = pilot_card(IDEA, who="40 customers with a stand-in", weeks=4, stop="two complaints")

    assert card.lines == (
        ("We believe", "Nobody is surprised at the door"),
        ("We would notice by", "Surprised: 14 of 40 today"),
        ("Tried on", "40 customers with a stand-in"),
        ("How", "Some are asked before it begins, others afterwards."),
        ("How long", "4 weeks"),
        ("How many", "still to be said"),
        ("We stop early if", "two complaints"),
        ("Owner", "Juniper"),
        ("Done by", "2027-01-29"),
    )
    assert card.lacks == ("How many",)


def test_a_row_of_the_table_ideas_makes_a_card():
    row = to_frame(TABLES["ideas"], [{"touchpoint": "call", "kind": "fix"} | IDEA]).iloc[0]

    assert pilot_card(row) == pilot_card(IDEA)
    assert pilot_card(row).due == dt.date(2027, 1, 29)


def test_what_an_idea_does_not_know_is_still_to_be_said():
    row = pd.Series({"id": "text", "title": "A text", "owner": None, "due": pd.NaT})

    card = pilot_card(row)

    assert (card.owner, card.due, card.hypothesis) == ("", None, "")
    assert len(card.lacks) == 8


def test_the_sample_stands_on_the_card_in_words():
    sample = sample_size("pairs", spread=1.1, lift=0.5)

    card = pilot_card(IDEA, design="same people twice", sample=sample)

    assert dict(card.lines)["How many"] == sample.sentence


def test_a_card_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        pilot_card(IDEA).who = "everybody"


def test_what_does_not_fit_is_refused_all_at_once():
    sample = sample_size("pairs", spread=1.1, lift=0.5)

    with pytest.raises(InputError) as caught:
        pilot_card({"id": "text"}, sample=sample, weeks=0)

    assert [problem.column for problem in caught.value.problems] == ["title", "sample", "weeks"]
    assert "found paired t test; allowed: one for before and after" in str(caught.value)


def test_an_unknown_design_says_which_there_are():
    with pytest.raises(InputError, match="before and after, same people twice, split"):
        pilot_card(IDEA, design="guess")
