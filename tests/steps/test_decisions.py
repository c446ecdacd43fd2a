"""The decisions of one step: recorded, given to somebody, dated, taken away."""

import datetime as dt

import pytest

from touchkit.steps.decisions import DecisionsState
from touchkit.steps.session import Session


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    (tmp_path / "bakery").mkdir()
    (tmp_path / "bakery" / "client.toml").write_text('title = "Rose"\n', encoding="utf-8")
    (tmp_path / "bakery" / "participants.csv").write_text("alias\nMint\nSage\n", encoding="utf-8")
    return DecisionsState(Session("bakery"), "point-of-view")


def test_a_decision_belongs_to_its_step(state):
    state.add("Two personas are enough")
    state.session.workshop.add("decisions", step="enhance", text="Paint the door")

    (taken,) = state.decisions()

    assert (taken.text, taken.owner, taken.due) == ("Two personas are enough", "", None)


def test_owner_and_date_are_changed_in_place(state):
    state.add("Ring three customers")
    (taken,) = state.decisions()
    assert state.standing() == "Nobody sees to it yet, or no date is set."

    state.give(taken.id, " Mint ")
    state.set_due(taken.id, "15.1.2027")

    (taken,) = state.decisions()
    assert (taken.owner, taken.due) == ("Mint", dt.date(2027, 1, 15))
    assert state.standing() == ""


def test_a_date_that_is_not_understood_is_said_and_not_stored(state):
    state.add("Ring three customers")
    (taken,) = state.decisions()
    state.set_due(taken.id, "15.1.2027")

    assert not state.set_due(taken.id, "soonish")

    assert state.due_trouble[0] == taken.id
    assert "“soonish” is not read as a date." in state.due_trouble[1]
    assert state.decisions()[0].due == dt.date(2027, 1, 15)
    assert state.set_due(taken.id, "in three weeks")
    assert state.due_trouble == ("", "")


def test_owner_and_date_can_be_cleared(state):
    state.add("Ring three customers")
    (taken,) = state.decisions()
    state.give(taken.id, "Mint")
    state.set_due(taken.id, "15.1.2027")

    state.give(taken.id, "")
    state.set_due(taken.id, "")

    assert state.decisions() == [type(taken)(id=taken.id, text="Ring three customers")]


def test_a_list_is_several_decisions_and_the_count_of_loose_ones_is_said(state):
    state.add("One\nTwo\nThree")

    assert [taken.text for taken in state.decisions()] == ["One", "Two", "Three"]
    assert state.standing() == "3 of 3 still want an owner or a date."


def test_nothing_typed_is_nothing_decided(state):
    assert not state.add("  ")
    assert state.decisions() == []


def test_words_wiped_by_a_slip_are_kept(state):
    state.add("One")
    (taken,) = state.decisions()

    assert not state.reword(taken.id, " ")

    assert state.decisions() == [taken]
    assert "A decision needs words" in state.session.error


def test_a_removed_decision_comes_back_with_undo(state):
    state.add("One")
    (taken,) = state.decisions()

    state.remove(taken.id)
    assert state.decisions() == []
    state.session.undo()

    assert state.decisions() == [taken]


def test_a_removed_decision_lets_the_idea_it_funded_be_undecided(state):
    workshop = state.session.workshop
    workshop.add("touchpoints", id="door", name="Door")
    workshop.add("ideas", id="paint", touchpoint="door", title="Paint it", status="chosen")
    workshop.add("ideas", id="bell", touchpoint="door", title="A bell", status="testing")
    for idea in ("paint", "bell"):
        workshop.add("decisions", id=idea, step="point-of-view", text=idea, idea=idea)

    state.remove("paint")
    state.remove("bell")

    ideas = state.session.tables("ideas").set_index("id")["status"]
    assert (ideas["paint"], ideas["bell"]) == ("idea", "testing")
    state.session.undo()
    state.session.undo()
    assert state.session.tables("ideas").set_index("id").loc["paint", "status"] == "chosen"


def test_people_in_the_room_and_earlier_owners_are_offered(state):
    workshop = state.session.workshop
    workshop.add("decisions", step="enhance", text="Paint", owner="The landlord")

    assert state.owners() == ("Mint", "Sage", "The landlord")
