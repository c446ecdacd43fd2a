"""Print this: the screen alone, in a window of its own."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_step_is_printed_without_the_controls_around_it(room):
    page = room.open("lavender")
    # What the print window would do to a test: wait for somebody. Nothing else on this page prints.
    page.context.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="More", exact=True).click()

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Print this").click()

    sheet = opened.value
    expect(sheet).to_have_title("printed")
    expect(sheet.get_by_role("heading", name="Lavender Home Cleaning")).to_be_visible()
    expect(sheet.get_by_role("button", name="Undo")).to_be_hidden()
