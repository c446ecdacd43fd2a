"""Ideas: how they are told, what they lack, and which look alike."""

import datetime as dt

from touchkit.model import Client
from touchkit.steps.ideas import Idea, alike, sizes, told, who_and_when

CLIENT = Client(title="Tiny", currency="CHF")


def idea(title="Call back", **more):
    return Idea(id=title.lower().replace(" ", "-"), title=title, touchpoints=("call",), **more)


def test_alike_titles_are_found_whatever_their_case_articles_and_dashes():
    known = [idea("A thank-you card"), idea("Free parking")]

    assert [one.title for one in alike("Thank you cards", known)] == ["A thank-you card"]
    assert alike("Longer opening hours", known) == []


def test_a_title_without_a_letter_is_like_its_equal_only():
    assert [one.title for one in alike("請求書", [idea("請求書"), idea("Call")])] == ["請求書"]


def test_what_an_open_idea_lacks_is_an_owner_and_a_date():
    assert idea().lacks == ("an owner", "a date")
    assert idea(owner="Ann", due=dt.date(2027, 1, 1)).lacks == ()
    assert idea(status="dropped").lacks == ()


def test_missing_owner_and_date_are_said():
    assert who_and_when(idea()) == "nobody yet · no date yet"
    assert who_and_when(idea(owner="Ann", due=dt.date(2027, 1, 9))) == "Ann · by 9 January 2027"


def test_sizes_say_what_they_mean_for_this_client():
    assert sizes(CLIENT, "cost") == [
        ("not guessed", ""), ("S: 500 CHF", "S"), ("M: 2,500 CHF", "M"), ("L: 10,000 CHF", "L"),
    ]  # fmt: skip
    assert sizes(CLIENT, "lift")[1:] == [
        ("S: 0.3 points", "S"), ("M: 0.7 points", "M"), ("L: 1.2 points", "L"),
    ]  # fmt: skip
    assert sizes(CLIENT, "effort_days")[1] == ("S: 1 day", "S")


def test_a_number_of_ones_own_stays_on_offer():
    assert sizes(CLIENT, "cost", "2800")[-1] == ("2,800 CHF", "2800")
    assert len(sizes(CLIENT, "cost", "M")) == 4


def test_an_idea_is_told_with_its_guesses_and_dots():
    one = idea(kind="delight", lift="M", cost="150", votes=5, department="desk")

    assert (
        told(one, CLIENT, {"desk": "The desk"})
        == "Delight · lift M · cost 150 CHF · 5 dots · The desk"
    )
