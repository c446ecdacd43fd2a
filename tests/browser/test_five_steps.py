"""The five steps by keyboard alone, from an empty client to a decision, in JupyterLab and under Voilà."""

import shutil

import pytest
from playwright.sync_api import expect

import touchkit as tk
from touchkit.starter import make_client

pytestmark = pytest.mark.browser

SOON = 15_000
STICKIES = "\n".join(f"Contact {number} / Buy / Sales" for number in range(1, 9))


def turn_to(page, step):
    """Turn to a tab with the arrows, as the keyboard does it."""
    page.get_by_role("tab", name=step, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tk-question")).to_contain_text(step.lstrip("12345 "), timeout=SOON)


def press(page, name, *, exact=True):
    button = page.get_by_role("button", name=name, exact=exact).filter(visible=True).first
    expect(button).to_be_enabled(timeout=SOON)
    button.focus()
    page.keyboard.press("Enter")


def type_in(page, label, words):
    page.get_by_label(label, exact=True).filter(visible=True).first.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.fixture
def corner_shop(room):
    folder = room.folder / "workshop_data" / "corner-shop"
    shutil.rmtree(folder, ignore_errors=True)
    make_client("Corner Shop")
    yield room.open("corner-shop")
    shutil.rmtree(folder)


def test_a_room_gets_from_an_empty_client_to_a_decision_without_a_mouse(corner_shop):
    page, shop = corner_shop, tk.open_workshop("corner-shop")

    type_in(page, "How many people are here", "3")
    expect(page.get_by_text("There: 3 people in the room.")).to_be_visible(timeout=SOON)

    turn_to(page, "1 Point of view")
    type_in(page, "New persona", "Ada in a hurry")
    expect(page.get_by_text("There: 1 persona.")).to_be_visible(timeout=SOON)

    turn_to(page, "2 Touchpoints")
    page.get_by_label("The list").focus()
    page.keyboard.insert_text(STICKIES)
    press(page, "Put 8 on the map")
    expect(page.get_by_text("8 touchpoints put on the map.")).to_be_visible(timeout=SOON)
    press(page, "Shortlist", exact=False)
    for row in range(8):
        field = page.locator(".tk-tp-dotsrow input").nth(row)
        field.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("1")
        page.keyboard.press("Enter")
    press(page, "Take the first 8")
    expect(page.get_by_text("8 on the shortlist").first).to_be_visible(timeout=SOON)

    turn_to(page, "3 Received")
    type_in(page, "Hands for 2", "3")
    expect(page.locator(".tk-standing")).to_have_text("All 3 voted.", timeout=SOON)
    press(page, "Reveal")
    expect(page.locator(".tk-dots tr.tk-everybody")).to_contain_text("3 marks, all 2")

    turn_to(page, "4 Desired")
    type_in(page, "Hands for 5", "3")
    expect(page.locator(".tk-standing").filter(visible=True)).to_have_text(
        "All 3 voted.", timeout=SOON
    )
    page.get_by_label("Minimum, one decision of the room").filter(visible=True).focus()
    page.keyboard.press("3")
    page.keyboard.press("Tab")

    turn_to(page, "5 Enhance")
    expect(page.locator(".tk-priority").first).to_contain_text("−3.0", timeout=SOON)
    type_in(page, "New idea", "Ring back")
    expect(page.locator(".tk-idea-head")).to_contain_text("Ring back", timeout=SOON)
    press(page, "Make it a decision")

    expect(page.locator(".tk-plan tbody tr")).to_contain_text(["Ring back"], timeout=SOON)
    assert list(shop.decisions["text"]) == ["Ring back"]
    found = shop.gaps(persona="ada-in-a-hurry").set_index("touchpoint").loc["contact-1"]
    assert (found["received"], found["desired"], found["minimum"]) == (2.0, 5.0, 3.0)
