"""Cards moved on the board, by mouse, by finger and by keyboard, one and several."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import SOON, board_of

pytestmark = pytest.mark.browser

_GO_ALONG = """(board, ids) => {
  const ways = ids.map((id) => board.root.querySelector(`.tk-b-card[data-id="${id}"]`).style.transform);
  return new Set(ways).size === 1 && parseFloat(ways[0].replace("translate(", "")) > 100;
}"""


@pytest.fixture
def board(room):
    return board_of(room)


def test_a_card_dragged_into_another_cell_stands_there_and_in_the_store(board):
    board.drag("The window", board.spot(board.cell("Buy, Office"), "foot"))

    board.holds("Buy, Office", "The bill", "The window")
    row = board.stored()["window"]
    assert (row["stage"], row["department"]) == ("buy", "office")
    board.says("Moved “The window” to Buy · Office.")


def test_a_card_dragged_above_another_one_of_its_cell_goes_before_it(board):
    board.drag("The bread bag", board.spot(board.card("The counter"), "head"))

    board.holds("Buy, Shop", "The bread bag", "The counter")


def test_a_card_pressed_by_a_finger_is_lifted_and_goes_along(board):
    start, end = (
        board.spot(board.card("The window"), "grip"),
        board.spot(board.cell("Refer, Office")),
    )

    board.finger("touchStart", start)
    expect(board.card("The window")).to_contain_class("tk-b-held", timeout=SOON)
    board.finger("touchMove", ((start[0] + end[0]) / 2, end[1]))
    board.finger("touchMove", end)
    board.finger("touchEnd")

    board.holds("Refer, Office", "The window")
    assert board.stored()["window"]["stage"] == "refer"


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_chosen_cards_go_along_together_under_one_finger_as_one_step(board):
    board.card("The counter").click(modifiers=["Control"])
    board.card("The bread bag").click(modifiers=["Control"])
    expect(board.panel).to_contain_text("2 cards")
    board.run("board => board.close(true)")
    start, end = (
        board.spot(board.card("The bread bag"), "grip"),
        board.spot(board.cell("Refer, Office")),
    )

    board.finger("touchStart", start)
    for name in ("The counter", "The bread bag"):
        expect(board.card(name)).to_contain_class("tk-b-held", timeout=SOON)
    board.finger("touchMove", ((start[0] + end[0]) / 2, end[1]))
    board.finger("touchMove", end)
    board.until(_GO_ALONG, ["counter", "bag"])
    board.finger("touchEnd")

    board.holds("Refer, Office", "The counter", "The bread bag")
    board.holds("Buy, Office", "The bill")
    stages = {card: row["stage"] for card, row in board.stored().items()}
    assert stages == {"window": "know", "counter": "refer", "bag": "refer", "bill": "buy"}
    board.keys("Control+z")
    board.holds("Buy, Shop", "The counter", "The bread bag")
    board.holds("Refer, Office")


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_finger_that_wipes_over_a_card_lifts_nothing(board):
    x, y = board.spot(board.card("The window"), "grip")

    board.finger("touchStart", (x, y))
    board.finger("touchMove", (x + 60, y + 40))
    board.finger("touchEnd")

    assert not board.run("board => board.held || board.planes[0].drag.now")
    board.holds("Know, Shop", "The window")


def test_a_card_carried_by_keys_stands_where_it_was_put_down_and_keeps_the_focus(board):
    board.focus("The window")

    board.keys("Space", "ArrowRight", "ArrowDown")
    board.says("Buy, Shop, place 2 of 3. Space puts it down, Escape back.")
    board.keys("Space")

    board.holds("Buy, Shop", "The counter", "The window", "The bread bag")
    expect(board.card("The window")).to_be_focused()


def test_a_card_is_carried_before_another_one_of_its_cell_by_keys(board):
    board.focus("The bread bag")

    board.keys("Space", "ArrowUp", "Enter")

    board.holds("Buy, Shop", "The bread bag", "The counter")


def test_escape_puts_a_carried_card_back(board):
    board.focus("The window")

    board.keys("Space", "ArrowRight", "Escape")

    board.says("Put back.")
    board.holds("Know, Shop", "The window")
    assert board.run("board => board.wall.undo") == ""


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_cards_chosen_by_clicks_move_together_as_one_step(board):
    board.card("The counter").click(modifiers=["Control"])
    board.card("The bill").click(modifiers=["Control"])
    expect(board.panel).to_contain_text("2 cards")
    board.run("board => board.close(true)")

    board.drag("The bill", board.spot(board.cell("Know, Office")))

    board.holds("Know, Office", "The counter", "The bill")
    board.keys("Control+z")
    board.holds("Buy, Shop", "The counter", "The bread bag")
    board.holds("Buy, Office", "The bill")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_lasso_chooses_the_cards_it_touches(board):
    page, (x, y) = board.page, board.spot(board.cell("Know, Office"), "ground")

    page.keyboard.down("Shift")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(*board.spot(board.card("The bill")), steps=3)
    page.mouse.up()
    page.keyboard.up("Shift")

    assert board.run("board => [...board.chosen]") == ["bill"]
    expect(board.card("The bill")).to_contain_class("tk-b-chosen")


def test_cards_chosen_by_keys_are_carried_together(board):
    board.focus("The counter")
    board.keys("x", "ArrowDown", "x")
    assert board.run("board => [...board.chosen].sort()") == ["bag", "counter"]
    board.run("board => board.close(true)")

    board.keys("Space", "ArrowRight", "Space")

    board.holds("Refer, Shop", "The counter", "The bread bag")


def test_all_cards_are_chosen_removed_and_brought_back_by_keys(board):
    board.focus("The window")

    board.keys("Control+a", "Delete")
    board.says("Removed 4 cards.")
    expect(board.root.locator(".tk-b-card")).to_have_count(0)
    assert board.stored() == {}
    board.keys("Control+z")

    expect(board.root.locator(".tk-b-card")).to_have_count(4, timeout=SOON)
    board.keys("Control+y")
    expect(board.root.locator(".tk-b-card")).to_have_count(0, timeout=SOON)
    board.keys("Control+z")  # opened anew, a map without cards would not be what is shown
    expect(board.root.locator(".tk-b-card")).to_have_count(4, timeout=SOON)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_buttons_undo_and_redo(board):
    board.drag("The window", board.spot(board.cell("Refer, Shop")))
    board.holds("Refer, Shop", "The window")

    undo = board.bar.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_have_attribute("title", "Undo: move “The window” to Refer · Shop")
    undo.click()
    board.holds("Know, Shop", "The window")
    board.bar.get_by_role("button", name="Redo", exact=True).click()

    board.holds("Refer, Shop", "The window")


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_move_that_means_nothing_snaps_back_and_says_why(board):
    board.bar.get_by_label("Rows by").select_option("persona")
    board.holds("Know, Everybody", "The window")

    board.drag("The window", board.spot(board.cell("Know, Anna")))

    board.says("Who meets a touchpoint is said by its arrows")
    board.holds("Know, Everybody", "The window")
    expect(board.card("The window")).not_to_contain_class("tk-b-held")
