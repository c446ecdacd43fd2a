"""Keys pressed in a screen stay in it: JupyterLab's shortcuts would turn its cell into text, or delete it."""

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to

pytestmark = pytest.mark.browser

LABS_OWN = ("m", "d", "d", "x", "a", "b", "y", "0", "0")


def test_letters_do_nothing_to_the_notebook_and_set_a_drop_down_as_arrows_do(room):
    page = room.open("lavender")
    cells = page.locator(".jp-Cell").count()

    page.get_by_label("Client", exact=True).focus()
    tab_to(page, "Guide", back=True)
    for key in LABS_OWN:
        page.keyboard.press(key)

    expect(page.locator(".tk-frame")).to_be_visible()
    assert page.locator(".jp-Cell").count() == cells

    whose = page.get_by_label("Journey of")

    tab_to(page, "Journey of", back=True)
    page.keyboard.press("n")
    expect(whose).to_have_value("Nadia with two jobs")
    page.keyboard.press("ArrowDown")

    expect(whose).to_have_value("Walter and his daughter")
