"""One meeting, start to end: twelve touchpoints pasted, and people leave with one page and a calendar."""

import base64
import re

import icalendar
import pytest
from playwright.sync_api import expect

import touchkit as tk
from touchkit.starter import make_client

# The five steps by keyboard are walked in both front ends (test_five_steps); here the one a room sees.
pytestmark = [pytest.mark.browser, pytest.mark.parametrize("room", ["voila"], indirect=True)]

SOON = 30_000
STICKIES = "\n".join(f"Contact {number} / Buy / Sales" for number in range(1, 13))


def turn_to(page, step):
    page.get_by_role("tab", name=step, exact=True).click()
    expect(page.locator(".tk-step:visible")).to_have_count(1, timeout=SOON)


def press(page, name):
    begins = re.compile(rf"^\W*{re.escape(name)}")
    page.locator("button:visible").filter(has_text=begins).first.click()


def type_in(page, label, text, last="Enter"):
    field = page.get_by_label(label, exact=True).filter(visible=True).first
    field.fill(text)
    field.press(last)


def pick(page, label, option):
    field = page.get_by_label(label, exact=True).filter(visible=True).first
    field.select_option(
        label=field.locator("option", has_text=re.compile(rf"^{option}")).first.inner_text()
    )


def file_behind(page, words):
    """Return what the link saves."""
    link = page.locator("a.tk-download:visible", has_text=words)
    expect(link).to_have_count(1, timeout=SOON)
    kind, data = link.get_attribute("href").split(";base64,")
    return kind.removeprefix("data:"), base64.b64decode(data).decode("utf-8")


def test_a_room_pastes_twelve_touchpoints_and_leaves_with_one_page_and_a_calendar(room):
    make_client("Tea House")
    page, house = room.open("tea-house"), tk.open_workshop("tea-house")
    type_in(page, "How many people are here", "6", "Tab")
    expect(page.get_by_text("There: 6 people in the room.")).to_be_visible(timeout=SOON)

    turn_to(page, "2 Touchpoints")
    page.get_by_label("The list", exact=True).filter(visible=True).fill(STICKIES)
    press(page, "Put 12 on the map")
    expect(page.get_by_text("12 touchpoints put on the map.")).to_be_visible(timeout=SOON)
    press(page, "Shortlist")
    expect(page.locator(".tk-tp-dotsrow:visible")).to_have_count(12, timeout=SOON)
    for number in range(1, 9):
        type_in(page, f"Dots for Contact {number}", "1")
    press(page, "Take the first 8")
    expect(page.get_by_text("8 on the shortlist").first).to_be_visible(timeout=SOON)

    turn_to(page, "3 Received")
    type_in(page, "Hands for 2", "6")
    expect(page.locator(".tk-standing:visible")).to_have_text("All 6 voted.", timeout=SOON)
    press(page, "Reveal")
    expect(page.locator(".tk-dots:visible tr.tk-everybody")).to_contain_text("6 marks, all 2")
    turn_to(page, "4 Desired")
    type_in(page, "Hands for 5", "6")
    expect(page.locator(".tk-standing:visible")).to_have_text("All 6 voted.", timeout=SOON)
    press(page, "Reveal")

    turn_to(page, "5 Enhance")
    expect(page.locator(".tk-priority:visible").first).to_contain_text("−3.0", timeout=SOON)
    for title in ("Ring back", "A card each spring"):
        type_in(page, "New idea", title)
        expect(page.locator(".tk-idea-head:visible", has_text=title)).to_have_count(1, timeout=SOON)
        pick(page, "Lift", "M")
        pick(page, "Cost", "S")

    press(page, "Choose")
    type_in(page, "Budget in EUR", "1500")
    expect(page.locator(".tk-plan-card:visible:has(.tk-plan-in)")).to_have_count(2, timeout=SOON)
    for title, owner, due in (
        ("Ring back", "Mint", "in 3 weeks"),
        ("A card each spring", "Sage", "in 2 months"),
    ):
        type_in(page, f"Owner of {title}", owner, "Tab")
        type_in(page, f"By when: {title}", due)
    press(page, "Decide: fund this plan")
    expect(page.locator(".tk-choosing:visible")).to_contain_text(
        "Nothing is left to decide", timeout=SOON
    )

    turn_to(page, "Every time")
    press(page, "What to look at")
    for left in (1, 0):
        page.get_by_role("button", name="Make it an act").filter(visible=True).first.click()
        expect(
            page.locator(".tk-finding:visible:has(button:has-text('Make it an act'))").filter(
                has=page.get_by_role("button", name="Make it an act").filter(visible=True)
            )
        ).to_have_count(left, timeout=SOON)

    turn_to(page, "5 Enhance")
    press(page, "Who does what")
    press(page, "One page to take home")
    kind, taken = file_behind(page, "one-page.html")
    assert kind == "text/html"
    acts = house.acts.set_index("title")
    assert acts["owner"].to_dict() == {"Ring back": "Mint", "A card each spring": "Sage"}
    due = house.ideas.set_index("title")["due"]
    for title, owner in acts["owner"].items():
        assert f"{due[title].day} {due[title]:%B %Y}" in taken
        assert title in taken
        assert owner in taken

    turn_to(page, "Every time")
    press(page, "In and out")
    press(page, "Make the feeds")
    kind, feed = file_behind(page, "Download the feed")
    assert kind == "text/calendar"
    events = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert {str(one["SUMMARY"]) for one in events} == set(acts.index)
    assert {one["DTSTART"].dt for one in events} == {day.date() for day in acts["starts"]}
