"""Cards parked or disputed from the board: each with its reason, which can be changed."""

import pytest

from tests.steps.room import make_room
from touchkit.steps.board import BoardState
from touchkit.steps.listing import TouchpointsState
from touchkit.steps.mending import MendingState
from touchkit.steps.prompting import CatalogueState
from touchkit.steps.session import Session


@pytest.fixture
def board(tmp_path, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(tmp_path))
    make_room(tmp_path)
    cards = TouchpointsState(Session())
    return BoardState(cards, MendingState(cards, CatalogueState(cards)))


def card(board, name):
    [message] = board.whole()
    return message["wall"]["cards"][name]


def test_a_parked_card_carries_why(board):
    board.act("park", {"ids": ["till"], "on": True, "reason": "no money <b>"})

    assert card(board, "till")["parked"] == "no money <b>"
    assert "parked" not in card(board, "window")


def test_a_card_disputed_without_a_reason_is_disputed_all_the_same(board):
    board.act("dispute", {"ids": ["till"], "on": True})

    assert card(board, "till")["disputed"] is True


def test_the_reason_of_a_mark_can_be_changed_and_stands_until_the_mark_goes(board):
    board.act("park", {"ids": ["till"], "on": True})
    board.act("park", {"ids": ["till"], "on": True, "reason": "no money"})
    board.act("park", {"ids": ["till", "window"], "on": True})

    assert card(board, "till")["parked"] == "no money"
    assert card(board, "window")["parked"] is True

    board.act("park", {"ids": ["till"], "on": False})

    assert "parked" not in card(board, "till")
