"""The board shuts nobody out: axe-core finds nothing in it, and one walk by keyboard alone moves a card."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.boards import board_of
from tests.browser.keyboard import tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def board(room):
    return board_of(room)


def found(page):
    """Return what axe-core finds in the board, one line each."""
    result = Axe().run(page, context=".tk-screen .tk-b")
    assert len(result.response["passes"]) > 5, "axe-core looked at nothing"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in result.response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_axe_finds_nothing_on_the_board_its_panel_its_filter_and_its_keys(board):
    page, faults = board.page, {}
    board.run(
        "board => board.send('note', {lane: 'obstacle', text: 'A queue', touchpoint: 'bill'})"
    )
    board.run("board => board.change({lanes: true})")
    faults["the map with its lanes"] = found(page)
    board.card("The window").click()
    faults["the panel of a card"] = found(page)
    board.keys("Escape")
    for name in ("Filter", "Keys"):
        board.bar.get_by_role("button", name=name, exact=True).click()
        faults[name] = found(page)
        board.keys("Escape")
    board.run("board => board.change({axis: 'lane'})")
    faults["the blueprint"] = found(page)

    assert len(faults) == 5
    assert {where: lines for where, lines in faults.items() if lines} == {}


def test_a_walk_by_keyboard_alone_leads_into_the_board_to_a_moved_card(board):
    board.bar.get_by_label("Rows by").focus()
    tab_to(board.page, "The window, Know, Shop")

    board.keys("Space", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowDown", "Space")

    board.holds("Buy, Office", "The window", "The bill")
    expect(board.card("The window")).to_be_focused()
