"""The board while others work on the same map, and when nobody answers: nothing is lost, all is said."""

import os
import signal
import time

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.boards import SOON, BoardPage, board_of
from tests.browser.test_live import LOOKS, processes_of

pytestmark = pytest.mark.browser


@pytest.fixture
def board(room, request):
    """A bakery of this test's own: what others do is not for this page to take back."""
    return board_of(room, "board-" + request.node.originalname.split("_")[1])


def elsewhere(board, what, edit):
    """Let Ben do something in another program."""
    with tk.open_workshop(board.client, who="Ben").one_step(what) as edits:
        edit(edits)


def test_changes_elsewhere_appear_within_two_seconds_and_are_told(board):
    elsewhere(
        board,
        "rename “The bill”",
        lambda edits: edits.change("touchpoints", "bill", name="The invoice"),
    )
    stored = time.monotonic()

    board.holds("Buy, Office", "The invoice")

    assert time.monotonic() - stored < LOOKS
    board.says("Ben")


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_moved_by_two_a_card_ends_where_the_later_one_put_it_and_that_is_said(board):
    board.carry("The window", board.spot(board.cell("Refer, Shop")))
    elsewhere(
        board,
        "move “The window” to Buy",
        lambda edits: edits.change("touchpoints", "window", stage="buy"),
    )
    board.until("board => board.late.length > 0")
    board.page.mouse.up()

    board.says("Ben had moved it to Buy · Shop; now it is where you put it.")
    board.holds("Refer, Shop", "The window")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_removed_elsewhere_a_stage_takes_no_card_that_is_on_its_way_there(board):
    board.carry("The window", board.spot(board.cell("Refer, Shop")))
    elsewhere(board, "remove a stage", lambda edits: edits.remove("stages", "refer"))
    board.page.mouse.up()

    board.says("Ben has removed this stage meanwhile; the card stays where it was.")
    board.holds("Know, Shop", "The window")
    expect(board.root.locator(".tk-b-head")).to_contain_text(["Know", "Buy"], timeout=SOON)
    assert board.stored()["window"]["stage"] == "know"


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_gone_elsewhere_a_card_that_is_open_closes_its_panel(board):
    board.card("The bill").click()
    expect(board.panel).to_be_visible()

    elsewhere(board, "remove “The bill”", lambda edits: edits.remove("touchpoints", "bill"))

    expect(board.panel).to_be_hidden(timeout=SOON)
    board.holds("Buy, Office")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_stale_views_ask_for_the_whole_map_again(board):
    board.run("board => { board.version -= 7; delete board.wall.cards.bag; }")

    elsewhere(
        board,
        "rename “The bill”",
        lambda edits: edits.change("touchpoints", "bill", name="The invoice"),
    )

    board.holds("Buy, Office", "The invoice")
    board.holds("Buy, Shop", "The counter", "The bread bag")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_two_pages_that_move_one_card_show_it_in_one_place_and_both_are_told(room, board):
    page = room.fresh(board.client)
    page.get_by_role("tab", name="2 Touchpoints", exact=True).click()
    other = BoardPage(page, board.client).afresh()
    other.carry("The window", other.spot(other.cell("Refer, Shop")))

    board.drag("The window", board.spot(board.cell("Buy, Office"), "foot"))
    board.holds("Buy, Office", "The bill", "The window")
    other.until("board => board.late.length > 0")
    other.page.mouse.up()

    other.says("had moved it to Buy · Office; now it is where you put it.")
    board.says("Where you had put it holds no more.")
    for one in (board, other):
        one.holds("Refer, Shop", "The window")
    assert board.stored()["window"]["stage"] == "refer"


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_killed_in_mid_drag_the_kernel_leaves_the_card_where_it_was_and_the_page_says_so(room):
    client = board_of(room).client
    page = room.fresh(client)
    page.get_by_role("tab", name="2 Touchpoints", exact=True).click()
    board = BoardPage(page, client).afresh()
    page.clock.install()
    board.carry("The window", board.spot(board.cell("Refer, Shop")))

    os.kill(processes_of(room)[1], signal.SIGKILL)
    page.mouse.up()
    page.clock.fast_forward("00:09")

    board.says("No answer from touchkit. Nothing is known to be stored")
    board.holds("Know, Shop", "The window")
    expect(board.card("The window")).not_to_contain_class("tk-b-held")
    assert board.stored()["window"]["stage"] == "know"
