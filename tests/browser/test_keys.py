"""Keys pressed in a screen stay in it: JupyterLab's shortcuts would turn its cell into text, or delete it."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LABS_OWN = ("m", "d", "d", "x", "a", "b", "y", "0", "0")


def test_letters_do_nothing_to_the_notebook_and_set_a_drop_down_as_arrows_do(page, lab, run_all):
    (lab.folder / "workshop_data" / ".chosen").write_text("lavender\n", encoding="utf-8")
    run_all(page, lab, "workshop.ipynb")
    cells = page.locator(".jp-Cell").count()

    page.get_by_role("button", name="Guide", exact=True).focus()
    for key in LABS_OWN:
        page.keyboard.press(key)

    expect(page.locator(".tk-frame")).to_be_visible()
    assert page.locator(".jp-Cell").count() == cells

    whose = page.get_by_label("Journey of")

    whose.focus()
    page.keyboard.press("n")
    expect(whose).to_have_value("Nadia with two jobs")
    page.keyboard.press("ArrowDown")

    expect(whose).to_have_value("Walter and his daughter")
