"""The frame around each step: time, late path, guide, copies, persona, saved mark, undo."""

import pytest

import touchkit as tk
from touchkit.screens import guide
from touchkit.steps.agenda import LENGTHS, step

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    (tmp_path / "bakery").mkdir()
    (tmp_path / "bakery" / "client.toml").write_text(
        'title = "Rose Bakery"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (tmp_path / "bakery" / "touchpoints.csv").write_text("name\nThe counter\n", encoding="utf-8")
    (tmp_path / "bakery" / "personas.csv").write_text(
        f'name\nAnna\n"{HOSTILE}"\n', encoding="utf-8"
    )
    return tk.screens.start("bakery")


@pytest.fixture
def frame(page):
    return page.frame


@pytest.fixture
def second(frame, monkeypatch):
    """A clock that stands still until a test moves it."""
    now = [0.0]
    for timer in (frame._timer(),):
        monkeypatch.setattr(timer, "_clock", lambda: now[0])
    return now


def shown(control):
    return control.layout.display != "none"


def test_the_heading_names_the_client_the_step_and_its_question(frame):
    assert "<h1>Rose Bakery</h1>" in frame.head.value
    assert "Which business are we looking at today" in frame.head.value

    frame.turn_to("touchpoints")

    assert "2 of 5 · Touchpoints:" in frame.head.value


def test_the_question_is_asked_in_the_clients_word_for_customer(frame, page):
    page.session.change("client", "client", customer_word="guest <b>")

    frame.turn_to("touchpoints")

    assert "Where do we touch a guest &lt;b&gt;, directly" in frame.head.value


def test_the_timer_counts_down_pauses_and_takes_five_minutes_more(frame, second):
    assert ">15:00<" in frame.clock.value
    assert frame.pause.description == "Start timer"

    frame.pause.click()
    second[0] = 61
    frame.tick()
    assert ">13:59<" in frame.clock.value
    assert frame.pause.description == "Pause"

    frame.pause.click()
    second[0] = 600
    frame.tick()
    assert ">13:59<" in frame.clock.value

    frame.more_time.click()
    assert ">18:59<" in frame.clock.value


def test_time_that_is_up_is_marked(frame, second):
    frame.pause.click()

    second[0] = 15 * 60 + 30
    frame.tick()

    assert "tk-over" in frame.clock.value
    assert ">+0:30<" in frame.clock.value


def test_each_step_has_its_own_time(frame, second):
    frame.more_time.click()
    frame.turn_to("received")
    assert f">{step('received').minutes['half']}:00<" in frame.clock.value

    frame.turn_to("start")

    assert ">20:00<" in frame.clock.value


def test_the_length_of_the_day_gives_each_step_its_minutes(frame):
    frame.more.value = True
    assert [name for _, name in frame.day.options] == list(LENGTHS)

    frame.day.value = "90"

    assert ">5:00<" in frame.clock.value


def test_each_tick_changes_the_page_so_that_silence_is_noticed(frame):
    frame.tick()
    before = frame.clock.value

    frame.tick()

    assert frame.clock.value != before
    assert "No answer from touchkit for a while" in before


def test_being_late_shows_the_short_path_of_the_step(frame, page):
    frame.late.value = True

    assert page.session.late
    assert step("start").short in frame.told.value

    frame.late.value = False
    assert step("start").short not in frame.told.value


def test_the_guide_opens_in_a_drawer_and_follows_the_step(frame, page, tmp_path, monkeypatch):
    (tmp_path / "facilitator_guide").mkdir()
    for name in ("start", "received"):
        (tmp_path / "facilitator_guide" / step(name).card).write_text(
            f"# Card of {name} {HOSTILE}\n", encoding="utf-8"
        )
    monkeypatch.chdir(tmp_path)
    assert not shown(frame.card)

    frame.help.value = True
    assert shown(frame.card)
    assert "Card of start" in frame.card.value
    assert "<img" not in frame.card.value

    frame.turn_to("received")
    assert "Card of received" in frame.card.value


def test_a_guide_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setattr(guide, "_find", lambda _: None)

    assert "it is not here" in guide.card_page(step("start"))


def test_saving_leaves_a_mark_with_the_time_and_an_error_says_not_saved(frame, page):
    assert "Saved" not in frame.saved.value

    page.session.change("client", "client", goal="Fewer returns")
    assert "✓ Saved " in frame.saved.value

    page.session.change("client", "client", customer_word=None, nonsense="x")
    assert "Not saved" in frame.saved.value
    assert shown(frame.trouble)

    page.session.change("client", "client", goal="No returns")
    assert "✓ Saved " in frame.saved.value
    assert not shown(frame.trouble)


def test_undo_and_redo_name_what_they_do(frame, page):
    assert (frame.undo.disabled, frame.redo.disabled) == (True, True)
    page.session.save("add a flour bag", lambda edits: edits.add("touchpoints", name="Flour bag"))
    assert (frame.undo.disabled, frame.undo.tooltip) == (False, "Undo: add a flour bag")

    frame.undo.click()

    assert len(page.session.tables("touchpoints")) == 1
    assert (frame.redo.disabled, frame.redo.tooltip) == (False, "Redo: add a flour bag")
    frame.redo.click()
    assert len(page.session.tables("touchpoints")) == 2


def test_a_copy_is_kept_and_gone_back_to(frame, page):
    frame.more.value = True
    assert not shown(frame.copies)
    frame.keep.click()
    assert frame.copies.options[0][0].startswith("Copy from Start, ")
    page.session.save("add", lambda edits: edits.add("touchpoints", name="Flour bag"))

    frame.back.click()

    assert list(page.session.tables("touchpoints")["name"]) == ["The counter"]
    frame.undo.click()
    assert len(page.session.tables("touchpoints")) == 2


def test_the_persona_chosen_is_the_sessions(frame, page):
    assert [name for name, _ in frame.persona.options] == ["Everybody", "Anna", HOSTILE]

    frame.persona.value = "anna"

    assert page.session.persona == "anna"


def test_who_is_typing_decides_whose_actions_undo_takes_back(frame, page):
    page.session.save("add Ben", lambda edits: edits.add("participants", alias="Ben"))

    frame.who.value = "Ben"

    assert page.session.who == "Ben"
    assert frame.undo.disabled


def test_what_is_missing_is_said_until_it_is_there(frame, page):
    assert "○ Still missing: who is in the room." in frame.told.value

    page.session.save("add Ben", lambda edits: edits.add("participants", alias="Ben"))

    assert "✓ There: 1 person in the room. Nothing is missing." in frame.told.value


def test_without_a_client_the_frame_offers_nothing_to_undo(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))

    frame = tk.screens.start().frame

    assert "<h1>Welcome</h1>" in frame.head.value
    assert not any(shown(control) for control in (frame.who, frame.undo, frame.redo, frame.persona))


def test_what_went_wrong_in_one_step_does_not_stand_on_the_next(frame):
    frame.session.save("add nothing", lambda edits: edits.add("touchpoints", name=""))
    assert frame.session.error

    frame.turn_to("received")

    assert frame.session.error == ""


def test_a_message_goes_when_it_is_understood(frame):
    frame.session.save("add nothing", lambda edits: edits.add("touchpoints", name=""))

    frame.understood.click()

    assert frame.session.error == ""


def test_the_copy_kept_last_is_the_one_offered(frame):
    frame.more.value = True
    frame.keep.click()
    frame.draw()
    first = frame.copies.value

    frame.keep.click()
    frame.draw()

    assert frame.copies.value != first
    assert frame.copies.value == frame.copies.options[0][1]
