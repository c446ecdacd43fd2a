"""Step 2 in both front ends: stickies pasted, dots counted. What is done on the map: test_board*.py."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import here
from touchkit.starter import make_client

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def step(room):
    make_client("Corner of stickies")
    return here(room.step("corner-of-stickies", "2 Touchpoints"))


def turn_to(step, name):
    step.locator(".tk-tp-tabs").get_by_role("button", name=name).click()


def test_stickies_are_pasted_and_chosen_by_dots(room, step):
    page = room.page
    stickies = [f"Contact {number} / Buy / Sales" for number in range(37)]
    turn_to(step, "Paste a list")
    step.get_by_label("The list").fill("\n".join([*stickies, f"{HOSTILE} / Bye", "A loose one"]))
    question = step.locator(".tk-tp-question:visible")
    expect(question).to_contain_text("“Bye” is no stage yet")
    question.get_by_label("It means").select_option(label="nothing yet: leave it unsorted")
    step.get_by_role("button", name="Put 39 on the map").click()
    expect(step.locator(".tk-tp-told")).to_contain_text("39 touchpoints put on the map.")

    turn_to(step, "Shortlist")
    row = step.locator(".tk-tp-dotsrow").first
    row.get_by_role("button", name="+").click()
    row.get_by_role("button", name="+").click()
    expect(row.locator("input")).to_have_value("2")
    expect(step).to_contain_text("2 dots on 1 touchpoint.")
    expect(step.get_by_role("button", name="Take the first")).to_be_disabled()
    row.get_by_role("button", name="Choose").click()
    expect(row.get_by_role("button", name="✓ Chosen")).to_be_visible()
    expect(step.get_by_text(HOSTILE).filter(visible=True).first).to_be_visible()
    assert page.locator(".tk-screen img").count() == 0
    wide = page.locator(".tk-screen").evaluate("screen => screen.scrollWidth - screen.clientWidth")
    assert wide <= 0
