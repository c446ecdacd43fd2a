"""The controls every screen is made of."""

import pytest

from touchkit.screens.controls import Maker, offer, suggest

LEAST = [("not decided", None), ("3", 3), ("4", 4)]


@pytest.fixture
def saved():
    return []


@pytest.fixture
def choice(saved):
    return Maker(print).choice("Minimum", saved.append)


def test_a_none_that_is_offered_is_shown_in_its_words(choice, saved):
    offer(choice, LEAST, 3)

    offer(choice, LEAST, None)

    assert (choice.value, choice.label, choice.index) == (None, "not decided", 0)
    assert saved == []


def test_a_value_that_is_not_offered_is_left_blank(choice, saved):
    offer(choice, LEAST[1:], 3)

    offer(choice, LEAST[1:], None)

    assert (choice.value, choice.index) == (None, None)
    offer(choice, LEAST, 5)
    assert choice.value is None
    assert saved == []


def test_choosing_none_is_somebodys_choice(choice, saved):
    offer(choice, LEAST, 3)

    choice.label = "not decided"

    assert saved == [None]


def test_what_is_offered_and_what_is_shown_reach_the_page_as_one_message(choice, monkeypatch):
    offer(choice, LEAST, 4)
    sent = []
    monkeypatch.setattr(choice, "send_state", lambda key: sent.append(set(key)))

    offer(choice, [("not decided", None), ("2", 2), ("3", 3), ("4", 4)], 4)

    assert len(sent) == 1
    assert sent[0] >= {"_options_labels", "index"}


def test_a_line_that_shows_another_clients_row_suggests_that_clients_people():
    line = Maker(lambda _: None).suggest("Owner", lambda _: None)
    suggest(line, "", lambda: ["Ada", "Ben"], own=("one", 0))

    suggest(line, "", lambda: ["Cem"], own=("two", 0))

    assert line.options == ("Cem",)


def test_a_line_keeps_its_suggestions_while_nobody_here_named_anybody():
    line = Maker(lambda _: None).suggest("Owner", lambda _: None)
    suggest(line, "", lambda: ["Ada"], own=("one", 0))

    suggest(line, "", lambda: ["Ada", "Somebody else's"], own=("one", 0))
    assert line.options == ("Ada",)

    suggest(line, "", lambda: ["Ada", "Cem"], own=("one", 1))
    assert line.options == ("Ada", "Cem")
