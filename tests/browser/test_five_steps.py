"""The five steps by keyboard alone, from an empty client to a decision, in JupyterLab and under Voilà."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.keyboard import press, tab_to, turn_to, type_in
from touchkit.starter import make_client

pytestmark = pytest.mark.browser

SOON = 30_000
STICKIES = "\n".join(f"Contact {number} / Buy / Sales" for number in range(1, 9))


def test_a_room_gets_from_an_empty_client_to_a_decision_without_a_mouse(room):
    make_client("Corner Shop")
    page, shop = room.open("corner-shop"), tk.open_workshop("corner-shop")
    page.get_by_label(
        "Client", exact=True
    ).focus()  # where the client was chosen; from here on, keys

    type_in(page, "How many people are here", "3")
    expect(page.get_by_text("There: 3 people in the room.")).to_be_visible(timeout=SOON)

    turn_to(page, "1 Point of view")
    type_in(page, "New persona", "Ada in a hurry")
    expect(page.get_by_text("There: 1 persona.")).to_be_visible(timeout=SOON)

    turn_to(page, "2 Touchpoints")
    tab_to(page, "The list")
    page.keyboard.insert_text(STICKIES)
    press(page, "Put 8 on the map")
    expect(page.get_by_text("8 touchpoints put on the map.")).to_be_visible(timeout=SOON)
    press(page, "Shortlist", back=True)
    expect(page.locator(".tk-tp-dotsrow:visible")).to_have_count(8, timeout=SOON)
    for number in range(1, 9):
        type_in(page, f"Dots for Contact {number}", "1")
    press(page, "Take the first 8", back=True)
    expect(page.get_by_text("8 on the shortlist").first).to_be_visible(timeout=SOON)

    turn_to(page, "3 Received")
    type_in(page, "Hands for 2", "3")
    expect(page.locator(".tk-standing:visible")).to_have_text("All 3 voted.", timeout=SOON)
    press(page, "Reveal", back=True)
    expect(page.locator(".tk-dots:visible tr.tk-everybody")).to_contain_text("3 marks, all 2")

    turn_to(page, "4 Desired")
    type_in(page, "Hands for 5", "3")
    expect(page.locator(".tk-standing:visible")).to_have_text("All 3 voted.", timeout=SOON)
    tab_to(page, "Minimum, one decision of the room")
    page.keyboard.press("3")

    turn_to(page, "5 Enhance")
    expect(page.locator(".tk-priority:visible").first).to_contain_text("−3.0", timeout=SOON)
    type_in(page, "New idea", "Ring back")
    expect(page.locator(".tk-idea-head:visible")).to_contain_text("Ring back", timeout=SOON)
    press(page, "Make it a decision")

    press(page, "Who does what", back=True)
    expect(page.locator(".tk-plan:visible")).to_contain_text("Ring back", timeout=SOON)
    assert list(shop.decisions["text"]) == ["Ring back"]
    found = shop.gaps(persona="ada-in-a-hurry").set_index("touchpoint").loc["contact-1"]
    assert (found["received"], found["desired"], found["minimum"]) == (2.0, 5.0, 3.0)
