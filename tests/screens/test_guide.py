"""The guide's drawer: a step's card as HTML, which neither runs anything nor leads the room away."""

import re

import pytest

from touchkit.screens.guide import card_page
from touchkit.steps.agenda import step, steps


@pytest.fixture
def card(tmp_path, monkeypatch):
    """Write the card of the step touchpoints, and return it as the drawer shows it."""
    (tmp_path / "facilitator_guide").mkdir()
    monkeypatch.chdir(tmp_path)

    def shown(text: str) -> str:
        place = tmp_path / "facilitator_guide" / step("touchpoints").card
        place.write_text(text, encoding="utf-8")
        return card_page(step("touchpoints"))

    return shown


def test_a_link_is_shown_as_words_so_that_no_press_leaves_the_page(card):
    shown = card("See [the bakery](a_bakery.md) and <https://example.org>.")

    assert "<em>the bakery</em>" in shown
    assert "<a" not in shown
    assert "href" not in shown


def test_a_picture_of_the_screen_is_left_out_of_the_screen(card):
    assert "<img" not in card("Look:\n\n![The map](../docs/pictures/step_2_touchpoints.png)\n")


def test_html_in_a_card_is_shown_and_never_run(card):
    shown = card("<img src=x onerror=alert(1)>\n\nA [word](javascript:alert(1)).")

    assert "<img" not in shown
    assert "&lt;img" in shown
    assert "javascript" not in shown


def test_a_table_is_a_table(card):
    assert "<th>notice</th>" in card("| notice | do |\n|---|---|\n| silence | wait |\n")


def test_every_steps_card_is_found_and_has_its_table(repository, monkeypatch):
    monkeypatch.chdir(repository / "notebooks")
    assert len(steps()) == 8

    for one in steps().values():
        shown = card_page(one)

        assert shown.count("<table>") >= 1, one.name
        assert re.search(r"<h1>", shown), one.name
        assert "it is not here" not in shown
