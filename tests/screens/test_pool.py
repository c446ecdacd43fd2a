"""A pool of cards: which card shows which row."""

from dataclasses import dataclass

import pytest

from touchkit.screens.pool import Card, Pool


@dataclass
class Row:
    id: str


class Plain(Card):
    def fill(self, shown):
        self.shown = shown.id


def order(pool):
    return [card.shown for card in pool.children if card.layout.display != "none"]


@pytest.mark.parametrize(
    "steps",
    [["ab", "b", "abc"], ["abc", "cab", "b"], ["", "abc", "xyz", "axbycz"], ["ab", "ba", "ab"]],
)
def test_a_pool_shows_the_rows_it_is_given_in_their_order(steps):
    pool = Pool(lambda: Plain([]))

    for step in steps:
        pool.fill([Row(letter) for letter in step])
        assert order(pool) == list(step)


def test_cards_of_rows_that_stay_are_the_same_ones():
    pool = Pool(lambda: Plain([]))
    pool.fill([Row(letter) for letter in "abc"])
    kept = {card.row: card for card in pool.children}

    pool.fill([Row(letter) for letter in "bcd"])

    now = {card.row: card for card in pool.children if card.row}
    assert (now["b"], now["c"]) == (kept["b"], kept["c"])


def test_a_row_that_comes_in_front_takes_a_card_that_was_hidden_before_not_a_new_one():
    pool = Pool(lambda: Plain([]))
    pool.fill([Row(letter) for letter in "abc"])

    for step in ("xab", "yxa", "zyx", "wzy"):
        pool.fill([Row(letter) for letter in step])
        assert order(pool) == list(step)

    # One more than are shown: the card of the row that went last may have a press on its way.
    assert len(pool.cards) == 4
