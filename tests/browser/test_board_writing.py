"""Cards and notes written on the board itself: in a cell, in place, in its panel; whatever is typed is only text."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import SOON, board_of

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
HEBREW = "חשבונית ל\u202eלקוח"
EMOJI = "👩‍👩‍👧‍👦 🏳️‍🌈 at the till"


@pytest.fixture
def board(room):
    return board_of(room)


@pytest.fixture
def field(board):
    """Where one types on the map itself."""
    return board.root.locator(".tk-b-field")


def test_a_card_is_added_by_the_plus_of_a_cell_and_another_one_after_enter(board, field):
    board.cell("Know, Office").locator(".tk-b-plus").click()
    expect(field).to_be_focused()
    expect(field).to_have_accessible_name("New card in Know, Office")

    board.page.keyboard.type("A flyer")
    board.keys("Enter")
    board.holds("Know, Office", "A flyer")
    expect(field).to_have_value("")
    board.page.keyboard.type("A poster")
    board.keys("Enter")
    board.holds("Know, Office", "A flyer", "A poster")
    board.keys("Escape")

    expect(field).to_have_count(0)
    expect(board.cell("Know, Office")).to_be_focused()
    added = [row for row in board.stored().values() if row["name"].startswith("A ")]
    assert [(row["stage"], row["department"]) for row in added] == [("know", "office")] * 2


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_pasted_list_adds_a_card_a_line_as_one_step(board, field):
    board.cell("Refer, Shop").dblclick(position={"x": 20, "y": 20})

    field.fill("A thank-you\n\n  The regulars’ table \nA thank-you\n")
    board.keys("Enter")

    board.holds("Refer, Shop", "A thank-you", "The regulars’ table")
    board.says("Added 2 cards.")
    board.keys("Escape", "Control+z")
    board.holds("Refer, Shop")


def test_a_card_is_added_by_keys_from_a_card_and_from_an_empty_cell(board, field):
    board.focus("The window")
    board.keys("n")
    board.page.keyboard.type("A flyer")
    board.keys("Enter")
    board.holds("Know, Shop", "The window", "A flyer")
    board.keys("Escape", "ArrowDown", "Enter")

    expect(field).to_have_accessible_name("New card in Know, Office")
    board.page.keyboard.type("A letter")
    board.keys("Enter")
    board.holds("Know, Office", "A letter")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_name_that_is_there_already_is_refused_in_words_and_stays_typed(board, field):
    board.focus("The window")
    board.keys("n")
    board.page.keyboard.type("the BILL")
    board.keys("Enter")

    board.says("“The bill” is on the map already; nothing was added.")
    expect(field).to_have_value("the BILL")
    assert len(board.stored()) == 4


def test_what_is_typed_is_kept_when_the_field_is_left(board, field):
    board.focus("The window")
    board.keys("n")
    board.page.keyboard.type("A flyer")
    board.bar.get_by_role("button", name="Fit").focus()

    board.holds("Know, Shop", "The window", "A flyer")
    expect(field).to_have_count(0)


@pytest.mark.parametrize("by", ["F2", "double-click"])
def test_a_card_is_renamed_in_place(board, field, by):
    if by == "F2":
        board.focus("The window")
        board.keys("F2")
    else:
        board.card("The window").dblclick(position={"x": 40, "y": 20})
    expect(field).to_have_value("The window")

    board.page.keyboard.type("The shop window")
    board.keys("Enter")

    board.holds("Know, Shop", "The shop window")
    expect(board.card("The shop window")).to_be_focused()
    assert board.stored()["window"]["name"] == "The shop window"


def test_escape_leaves_a_name_as_it_was(board, field):
    board.focus("The window")
    board.keys("F2")
    board.page.keyboard.type("Something else")
    board.keys("Escape")

    expect(board.card("The window")).to_be_focused()
    assert board.run("board => board.wall.undo") == ""


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_card_is_changed_in_its_panel(board):
    board.focus("The window")
    board.keys("Enter")
    expect(board.panel.get_by_label("Name", exact=True)).to_be_focused()

    board.panel.get_by_label("Department").select_option(label="Office")
    board.holds("Know, Office", "The window")
    board.panel.get_by_label("★ Moment of truth").check()
    expect(board.card("The window")).to_contain_text("★")
    board.panel.get_by_label("Name", exact=True).fill("The display")
    board.keys("Enter")
    board.holds("Know, Office", "The display")
    board.keys("Escape")

    expect(board.panel).to_be_hidden()
    expect(board.card("The display")).to_be_focused()
    assert board.stored()["window"]["moment_of_truth"] is True


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_card_is_parked_and_disputed_in_its_panel(board):
    board.card("The bill").click()
    board.panel.get_by_text("Park or dispute it").click()

    board.panel.get_by_label("Parked for later").check()
    expect(board.card("The bill")).to_contain_text("‖", timeout=SOON)
    board.panel.get_by_label("Disputed").check()

    expect(board.card("The bill")).to_contain_text("≠", timeout=SOON)
    assert sorted(mark["kind"] for mark in board.stored("marks").values()) == ["disputed", "parked"]


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_several_cards_are_changed_and_removed_in_their_panel(board):
    board.run("board => board.choose(['counter', 'bag'])")

    board.panel.get_by_label("Department").select_option(label="Office")
    board.holds("Buy, Office", "The counter", "The bread bag", "The bill")
    board.panel.get_by_role("button", name="Remove all").click()

    board.says("Removed 2 cards.")
    board.holds("Buy, Office", "The bill")


def test_notes_are_typed_in_their_lane_and_changed_in_the_panel(board, field):
    board.bar.get_by_role("button", name="Lanes").click()
    board.cell("Buy, Obstacle").focus()
    board.keys("Enter")
    expect(field).to_have_accessible_name("New note in Buy, Obstacle")
    board.page.keyboard.type("A long queue")
    board.keys("Enter", "Escape")
    note = board.root.locator(".tk-b-note")
    expect(note).to_have_accessible_name("A long queue, assumed", timeout=SOON)

    note.focus()
    board.keys("Enter")
    board.panel.get_by_label("Words").fill("A queue out of the door")
    board.keys("Tab")
    board.panel.get_by_label("How bad it is").select_option("loses")

    expect(note).to_have_accessible_name("A queue out of the door, assumed, loses", timeout=SOON)
    (row,) = board.stored("notes").values()
    assert (row["stage"], row["lane"], row["text"], row["severity"]) == (
        "buy", "obstacle", "A queue out of the door", "loses",
    )  # fmt: skip


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_note_on_a_card_is_typed_in_its_panel_and_counted_on_the_card(board):
    board.card("The bill").click()
    board.panel.get_by_text("Notes: none yet").click()
    board.panel.get_by_label("New note").select_option(label="Promise")
    board.panel.get_by_label("Type, then Enter").fill("Always on time")
    board.keys("Enter")

    expect(board.card("The bill")).to_contain_text("✎1", timeout=SOON)
    expect(board.panel.get_by_text("Promise: Always on time")).to_be_visible()


@pytest.mark.parametrize(
    "name", [HOSTILE, HEBREW, EMOJI], ids=["hostile", "right-to-left", "emoji"]
)
@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_name_of_any_kind_is_only_text(board, field, name):
    title = board.page.title()
    board.cell("Know, Office").locator(".tk-b-plus").click()
    field.fill(name)
    board.keys("Enter", "Escape")

    card = board.root.locator('.tk-b-cell[aria-label^="Know, Office, 1"]')
    expect(card).to_have_count(1, timeout=SOON)
    shown = board.run(
        "board => [...board.root.querySelectorAll('.tk-b-card .tk-b-name')].map(one => one.textContent)"
    )
    (stored,) = (
        row["name"]
        for row in board.stored().values()
        if row.get("department") == "office" and row["stage"] == "know"
    )
    assert stored in shown
    board.run(
        "(board, name) => board.goTo(Object.values(board.wall.cards).find(one => one.name === name).id, true)",
        stored,
    )
    expect(board.panel.get_by_label("Name", exact=True)).to_have_value(stored)
    assert board.page.title() == title
    assert board.root.locator("img").count() == 0


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_ten_thousand_letters_are_refused_as_a_name_and_kept_as_text(board, field):
    board.focus("The window")
    board.keys("F2")
    field.fill("x" * 10_000)
    board.keys("Enter")
    board.says("a name holds at most 500")
    board.keys("Escape", "Enter")

    board.panel.get_by_label("What happens there").fill("y" * 10_000)
    board.keys("Tab")

    board.until("board => board.wall.cards.window.about?.length === 10000")
    assert board.stored()["window"]["name"] == "The window"
    wide = board.panel.evaluate("panel => panel.scrollWidth - panel.clientWidth")
    assert wide <= 0
