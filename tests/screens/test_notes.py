"""Stickies, typed and pressed without a kernel."""

import shutil

import pytest

from touchkit.screens.notes import NotesPanel
from touchkit.steps.session import Session


@pytest.fixture
def panel(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    pack = tmp_path / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(
        'title = "Rose"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (pack / "touchpoints.csv").write_text(
        "name,stage\nThe counter,buy\nThe queue,buy\n", encoding="utf-8"
    )
    session = Session("bakery")
    made = NotesPanel(session, lanes=("action", "obstacle", "expectation"))
    session.observe(lambda _: made.draw(), "revision")
    return made


def stickies(panel, lane):
    return [card for card in panel.lanes[lane].stickies.children if card.layout.display != "none"]


def written(panel, lane):
    return [card.text.value for card in stickies(panel, lane)]


def test_before_a_touchpoint_is_chosen_the_panel_says_what_to_do(panel):
    panel.draw()

    assert panel.wall.layout.display == "none"
    assert "Choose a touchpoint first" in panel.told.value


def test_enter_adds_a_note_and_empties_the_line(panel):
    panel.show_for("the-counter")

    for text in ("w", "wa", "waits", "waits\n"):
        panel.lanes["action"].entry.line.value = text

    assert written(panel, "action") == ["waits"]
    assert panel.lanes["action"].entry.line.value == ""


def test_letters_typed_while_a_note_is_on_its_way_begin_the_next_one(panel):
    panel.show_for("the-counter")
    line = panel.lanes["action"].entry.line

    line.value = "waits\n"
    line.value = "waits\npa"
    assert (written(panel, "action"), line.value) == (["waits"], "pa")
    line.value = "pays\n"

    assert written(panel, "action") == ["waits", "pays"]


def test_the_same_words_can_be_added_twice(panel):
    panel.show_for("the-counter")
    line = panel.lanes["action"].entry.line

    for text in ("waits\n", "w", "waits\n"):
        line.value = text

    assert written(panel, "action") == ["waits", "waits"]


def test_the_button_adds_too_and_a_pasted_list_is_several_notes(panel):
    panel.show_for("the-counter")

    panel.lanes["action"].entry.line.value = "waits"
    panel.lanes["action"].entry.button.click()
    panel.lanes["action"].entry.line.value = "asks\npays"

    assert written(panel, "action") == ["waits", "asks", "pays"]


def test_a_half_typed_note_is_stored_where_it_was_typed(panel):
    panel.show_for("the-counter")
    panel.lanes["action"].entry.line.value = "waits"

    panel.show_for("the-queue")

    assert written(panel, "action") == []
    panel.show_for("the-counter")
    assert written(panel, "action") == ["waits"]


def test_a_half_typed_note_belongs_to_the_persona_it_was_typed_for(panel):
    session = panel.state.session
    ann = session.workshop.add("personas", name="Ann")
    session.workshop.add("personas", name="Ben")
    session.look_again()
    session.observe(lambda _: panel.draw(), "persona")
    session.persona = ann
    panel.show_for("the-counter")
    panel.lanes["action"].entry.line.value = "waits"
    panel.lanes["obstacle"].entry.line.value = "no change"

    session.persona = "ben"

    notes = session.tables("notes")
    assert list(notes["text"]) == ["waits", "no change"]
    assert list(notes["persona"]) == [ann, ann]
    assert panel.lanes["action"].entry.line.value == ""


def test_a_half_typed_note_never_lands_with_another_client(panel, tmp_path):
    (tmp_path / "other").mkdir()
    shutil.copy(tmp_path / "bakery" / "touchpoints.csv", tmp_path / "other")
    shutil.copy(tmp_path / "bakery" / "client.toml", tmp_path / "other")
    panel.show_for("the-counter")
    panel.lanes["action"].entry.line.value = "waits"

    panel.state.session.unobserve_all()
    panel.state.session.open("other")
    panel.show_for("the-queue")

    assert panel.state.session.client == "other"
    assert list(panel.state.session.tables("notes")["text"]) == []
    assert panel.lanes["action"].entry.line.value == ""


def test_words_that_could_not_be_stored_stay_in_the_line(panel, monkeypatch):
    panel.show_for("the-counter")
    line = panel.lanes["action"].entry.line
    monkeypatch.setattr(panel.state.session, "save", lambda *_: False)

    line.value = "waits\n"

    assert line.value == "waits"


def test_a_sticky_is_changed_where_it_hangs(panel):
    panel.show_for("the-counter")
    panel.lanes["obstacle"].entry.line.value = "no change\n"
    sticky = stickies(panel, "obstacle")[0]

    sticky.text.value = "no change in the till"
    sticky.severity.value = "loses"
    sticky.evidence.value = "observed"
    sticky.disputed.value = True

    notes = panel.state.session.tables("notes")
    assert list(notes[["text", "severity", "evidence"]].iloc[0]) == [
        "no change in the till",
        "loses",
        "observed",
    ]
    assert len(panel.state.session.tables("marks")) == 1
    assert stickies(panel, "obstacle")[0] is sticky


def test_only_some_lanes_ask_how_bad_or_whether_it_is_met(panel):
    panel.show_for("the-counter")
    for lane in ("action", "obstacle", "expectation"):
        panel.lanes[lane].entry.line.value = "x\n"

    asked = {
        lane: [control.description for control in stickies(panel, lane)[0].children[-1].children]
        for lane in panel.lanes
    }

    assert asked == {
        "action": ["How we know", "Disputed", "Remove"],
        "obstacle": ["How we know", "How bad it is", "Disputed", "Remove"],
        "expectation": ["How we know", "Whether it is met", "Disputed", "Remove"],
    }


def test_a_sticky_stays_with_its_note_when_the_one_above_is_removed(panel):
    panel.show_for("the-counter")
    panel.lanes["action"].entry.line.value = "waits\nasks\npays"
    first, second, third = stickies(panel, "action")

    first.remove.click()

    assert stickies(panel, "action") == [second, third]
    assert written(panel, "action") == ["asks", "pays"]
    panel.state.session.undo()
    assert written(panel, "action") == ["waits", "asks", "pays"]


def test_nothing_typed_becomes_markup(panel):
    hostile = "<img src=x onerror=alert(1)>"
    session = panel.state.session
    session.workshop.change("lanes", "action", name=hostile, question=hostile)
    session.workshop.add("personas", id="bad", name=hostile)
    session.workshop.add(
        "notes", touchpoint="the-counter", lane="action", text=hostile, persona="bad"
    )
    session.look_again()
    panel.show_for("the-counter")

    assert written(panel, "action") == [hostile]
    shown = panel.lanes["action"].head.value + stickies(panel, "action")[0].about.value
    assert shown.count("&lt;img") == 3
    assert "<img" not in shown
