"""The decision line, typed and pressed without a kernel."""

import pytest

from touchkit.screens.decisions import DecisionPanel
from touchkit.steps.session import Session


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    (tmp_path / "bakery").mkdir()
    (tmp_path / "bakery" / "client.toml").write_text('title = "Rose"\n', encoding="utf-8")
    (tmp_path / "bakery" / "participants.csv").write_text("alias\nMint\n", encoding="utf-8")
    session = Session("bakery")
    made = DecisionPanel(session, "enhance")
    session.observe(lambda _: made.draw(), "revision")
    made.draw()
    return made


def shown(panel):
    return [card for card in panel.taken.cards if card.layout.display != "none"]


def test_a_decision_is_typed_given_and_dated(panel):
    panel.entry.line.value = "Paint the door\n"
    (card,) = shown(panel)

    card.owner.value = "Mint"
    card.due.value = "15.1.2027"
    card.text.value = "Paint the door blue"

    row = panel.state.session.tables("decisions").iloc[0]
    assert (row["step"], row["text"], row["owner"]) == ("enhance", "Paint the door blue", "Mint")
    assert str(row["due"])[:10] == "2027-01-15"
    assert card.owner.options == ("Mint",)
    assert panel.told.layout.display == "none"


def test_a_date_that_is_not_understood_stays_as_it_was_typed_with_the_reason(panel):
    panel.entry.line.value = "Paint the door\nOil the hinge"
    door, hinge = shown(panel)

    door.due.value = "0202-01-15"
    hinge.owner.value = "Mint"

    assert door.due.value == "0202-01-15"
    assert "not read as a date" in door.trouble.value
    assert hinge.trouble.value == ""
    door.due.value = "2027-01-15"
    assert (door.due.value, door.trouble.value) == ("15 January 2027", "")


def test_suggestions_never_change_under_somebody_who_is_typing(panel):
    panel.entry.line.value = "Paint the door\nOil the hinge"
    door, hinge = shown(panel)
    door.owner.value = "The landlord"
    told = []
    hinge.owner.observe(told.append)

    panel.state.session.workshop.add("participants", alias="Sage")
    panel.state.session.look_again()

    assert told == []
    hinge.owner.value = "Mint"
    assert hinge.owner.options == ("Mint", "Sage", "The landlord")


def test_somebody_added_at_this_keyboard_is_suggested_at_once(panel):
    panel.entry.line.value = "Paint the door"
    panel.entry.flush()
    (door,) = shown(panel)

    panel.state.session.save("add Rue", lambda edits: edits.add("participants", alias="Rue"))

    assert door.owner.options == ("Mint", "Rue")


def test_what_lacks_an_owner_is_said(panel):
    panel.entry.line.value = "Paint the door\n"

    assert "Nobody sees to it yet" in panel.told.value


def test_a_decision_is_taken_away(panel):
    panel.entry.line.value = "Paint the door\nOil the hinge"

    shown(panel)[0].remove.click()

    assert [card.text.value for card in shown(panel)] == ["Oil the hinge"]
