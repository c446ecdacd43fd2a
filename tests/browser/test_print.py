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


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_the_map_is_printed_as_it_is_seen_with_its_cards(room):
    page = room.step("lavender", "2 Touchpoints")
    page.context.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="The map", exact=True).click()
    expect(page.locator(".tk-b-card:visible").first).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="More", exact=True).click()

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Print this").click()

    sheet = opened.value
    expect(sheet).to_have_title("printed")
    expect(sheet.locator(".tk-b-paper > svg")).to_contain_text("Home page")
    expect(sheet.get_by_text("The map is being drawn")).to_be_hidden()
    expect(sheet.locator(".tk-b")).to_have_count(0)
    sheet.close()


def test_the_register_is_printed_alone_what_is_typed_as_text(room):
    page = room.step("lavender", "5 Enhance")
    page.context.add_init_script("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Who does what", exact=True).click()
    expect(page.locator(".tk-plan:visible .tk-action").first).to_be_visible(timeout=10_000)

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Print this list").click()

    sheet = opened.value
    expect(sheet).to_have_title("printed")
    expect(sheet.get_by_role("heading")).to_have_text(["Who does what by when"])
    expect(sheet.get_by_text("Lavender Home Cleaning", exact=True)).to_be_visible()
    expect(sheet.locator(".tk-action", has_text="Planning reads the book").first).to_contain_text(
        "Thyme"
    )
    expect(sheet.locator("input, select, .tk-steps")).to_have_count(0)
    sheet.close()
    page.get_by_role("button", name="Gaps and ideas", exact=True).click()
    expect(page.locator(".tk-priority:visible").first).to_be_visible(timeout=10_000)
