"""The notes on one touchpoint: what is shown, added, marked and taken away."""

import time

import pytest

import touchkit as tk
from touchkit.steps.notes import NotesState, lines
from touchkit.steps.session import Session


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    pack = tmp_path / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(
        'title = "Rose"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (pack / "touchpoints.csv").write_text(
        "name,stage\nThe counter,buy\nThe queue,buy\n", encoding="utf-8"
    )
    (pack / "personas.csv").write_text("name\nAnna\nBen\n", encoding="utf-8")
    return Session("bakery")


@pytest.fixture
def state(session):
    made = NotesState(session, ("action", "obstacle", "no-such-lane"))
    made.touchpoint = "the-counter"
    return made


def texts(state, lane):
    return [note.text for note in state.notes().get(lane, [])]


def test_lanes_come_from_the_clients_table_in_the_order_asked_for(state):
    assert [lane.name for lane in state.lanes()] == ["Action", "Obstacle"]
    assert state.lanes()[1].question.startswith("Where could they give up")


def test_a_pasted_list_becomes_a_note_a_line_and_one_undo_takes_it_back(state):
    assert state.add("action", "- asks for rye\n\n• pays in coins\n") == 2
    assert texts(state, "action") == ["asks for rye", "pays in coins"]

    state.session.undo()

    assert texts(state, "action") == []


def test_a_line_of_list_marks_and_blanks_is_no_note(state):
    assert lines(" - \n\t\n") == []
    assert state.add("action", " - ") == 0


def test_a_note_is_signed_and_stands_for_the_persona_that_is_shown(state):
    state.session.persona = "anna"

    state.add("action", "smells the bread")

    row = state.session.tables("notes").iloc[0]
    assert (row["author"], row["persona"], row["evidence"]) == (
        state.session.who,
        "anna",
        "assumed",
    )
    assert state.notes()["action"][0].whose == "Anna"


def test_a_persona_sees_its_own_notes_and_everybodys(state):
    state.add("action", "everybody waits")
    for persona in ("anna", "ben"):
        state.session.persona = persona
        state.add("action", f"{persona} waits")

    assert texts(state, "action") == ["everybody waits", "ben waits"]
    state.session.persona = ""
    assert texts(state, "action") == ["everybody waits", "anna waits", "ben waits"]


def test_notes_on_other_touchpoints_stay_out(state):
    state.add("action", "at the counter")

    state.touchpoint = "the-queue"

    assert state.notes() == {}


def test_notes_can_be_about_a_stage(state):
    state.touchpoint, state.stage = "", "buy"

    state.add("obstacle", "closed on Mondays")

    assert texts(state, "obstacle") == ["closed on Mondays"]
    state.touchpoint = "the-counter"
    assert state.notes() == {}


def test_nothing_is_added_before_anything_is_chosen(state):
    state.touchpoint = ""

    assert state.add("action", "waits") == 0


def test_severity_is_stored_and_can_be_cleared(state):
    state.add("obstacle", "no change")
    note = state.notes()["obstacle"][0].id

    state.rate(note, severity="loses", evidence="observed")
    assert (state.notes()["obstacle"][0].severity, state.notes()["obstacle"][0].evidence) == (
        "loses",
        "observed",
    )

    state.rate(note, severity="")
    assert state.notes()["obstacle"][0].severity == ""


def test_words_wiped_by_a_slip_are_kept(state):
    state.add("action", "waits")
    note = state.notes()["action"][0].id

    assert not state.reword(note, "  ")

    assert texts(state, "action") == ["waits"]
    assert state.session.error == "A note needs words. To take it away, press its Remove."


def test_a_disputed_note_is_marked_once_and_settled_again(state):
    state.add("action", "waits")
    note = state.notes()["action"][0].id

    assert state.dispute(note, True)
    assert state.dispute(note, True)
    marks = state.session.tables("marks")
    assert list(zip(marks["table"], marks["row"], marks["kind"], strict=True)) == [
        ("notes", note, "disputed")
    ]
    assert state.notes()["action"][0].disputed

    state.dispute(note, False)
    assert state.session.tables("marks").empty


def test_a_removed_note_takes_its_mark_along_and_undo_brings_both_back(state):
    state.add("action", "waits")
    note = state.notes()["action"][0].id
    state.dispute(note, True)

    state.remove(note)
    assert state.notes() == {}
    state.session.undo()

    assert state.notes()["action"][0].disputed


def test_a_note_removed_elsewhere_is_an_error_in_words(state):
    state.add("action", "waits")
    note = state.notes()["action"][0].id
    tk.open_workshop("bakery", who="somebody").remove("notes", note)

    assert not state.reword(note, "waits long")

    assert "Somebody may have removed it." in state.session.error


def test_ten_thousand_letters_right_to_left_and_markup_are_kept_as_they_are(state):
    for text in ("x" * 10_000, "מאפייה 🥐", "<img src=x onerror=alert(1)>"):
        state.add("action", text)

    assert texts(state, "action")[1:] == ["מאפייה 🥐", "<img src=x onerror=alert(1)>"]


def test_two_hundred_notes_are_read_in_no_time(state):
    state.add("action", "\n".join(f"note {n}" for n in range(200)))
    state.notes()

    start = time.perf_counter()
    state.add("action", "one more")
    found = state.notes()

    assert len(found["action"]) == 201
    assert time.perf_counter() - start < 0.5
