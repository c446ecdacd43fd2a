"""Acts written down and dated by hand in a browser: plain choices, the sentence they make, the next dates."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.keyboard import tab_to
from touchkit.model import Client, to_rows
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
BORN = dt.date(1990, 6, 9)
NEXT_MONTH = dt.datetime.now().astimezone().date() + dt.timedelta(days=31)
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-acts, .tk-acts :is(button, input, p)')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""
_TOO_SMALL = """() => [...document.querySelectorAll('.tk-acts *')]
  .filter(one => one.offsetParent && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 14)
  .map(one => one.className + ': ' + one.innerText.slice(0, 40))"""

ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "customers": [
        {"id": "k1", "call_name": "Ada", "purchase_on": NEXT_MONTH, "birthday_on": BORN},
        {"id": "k2", "call_name": "Bea", "purchase_on": NEXT_MONTH},
    ],
    "acts": [{"id": f"act-{n}", "title": f"Act {n}", "starts": NEXT_MONTH, "owner": "Mint"} for n in range(20)],
}  # fmt: skip


@pytest.fixture
def acts(room, request):
    """The acts of a client of this test's own; its short name is at `acts.client`."""
    client = re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))[:40] + "-acts"
    pack = Pack.from_rows(Client(title=f"Acts {client}", smallest_group_team=1), ROWS)
    write_pack(pack, room.folder / "workshop_data" / client)
    page = room.step(client, "Every time")
    page.get_by_role("button", name="Acts", exact=True).filter(visible=True).click()
    expect(page.locator(".tk-acts:visible")).to_have_count(1, timeout=SOON)
    page.client = client
    return page


def choose(page, label, option):
    page.locator(".tk-act-form:visible").get_by_label(label, exact=True).select_option(label=option)


def says(page, words):
    expect(page.locator(".tk-act-said")).to_contain_text(words, timeout=SOON)


def stored(page, title):
    return next(row for row in to_rows(tk.open_workshop(page.client).acts) if row["title"] == title)


def write_down(page, title):
    page.get_by_label("A new act", exact=True).fill(title)
    page.keyboard.press("Enter")
    expect(page.locator(".tk-act-form h2")).to_have_text(title, timeout=SOON)


def test_the_first_monday_of_each_quarter_by_choices(acts):
    write_down(acts, "Tea with the boss")

    choose(acts, "Again", "every quarter")
    says(acts, "Every quarter")
    choose(acts, "On which day", "the first …")
    says(acts, "On the first")
    choose(acts, "Weekday", "Monday")
    says(acts, "On the first Monday of each quarter, from")
    acts.get_by_label("From", exact=True).fill("25.11.2036")
    tab_to(acts, "Again")

    says(acts, "Not due in the next three years.")
    expect(acts.get_by_label("From", exact=True)).to_have_value("25 November 2036")
    assert stored(acts, "Tea with the boss")["repeats"] == "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"
    assert acts.evaluate(_TOO_WIDE) == []
    assert acts.evaluate(_TOO_SMALL) == []


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_three_days_after_purchase_by_choices_and_a_typing_error_stays(acts):
    write_down(acts, "Thank-you card")

    acts.get_by_role("button", name="After or before a date in the customer’s life").click()
    choose(acts, "Which date", "purchase")
    choose(acts, "Before or after", "after")
    number = acts.get_by_label("How many", exact=True)
    number.fill("three")
    number.press("Tab")
    expect(acts.get_by_role("alert").filter(visible=True)).to_contain_text(
        "Write so many", timeout=SOON
    )
    expect(number).to_have_value("three")
    number.fill("3")
    number.press("Tab")

    says(acts, "3 days after purchase")
    says(acts, "In the next 12 months: for 2 customers, first on")
    assert stored(acts, "Thank-you card")["offset_days"] == 3


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_an_act_far_down_the_list_comes_into_view_and_hangs_on_the_birthday(acts):
    acts.get_by_role("button", name="▸ Act 19").click()
    expect(acts.locator(".tk-act-form h2")).to_be_in_viewport(timeout=SOON)

    acts.get_by_role("button", name="After or before a date in the customer’s life").click()
    choose(acts, "Which date", "birthday")
    choose(acts, "Again", "every year")

    says(acts, "On the birthday, every year")
    says(acts, "In the next 12 months: for 1 customer, first on 9 June")
    acts.get_by_role("button", name="Remove this act").click()
    expect(acts.locator(".tk-act-news")).to_contain_text("Removed: Act 19", timeout=SOON)
    acts.locator(".tk-act-news").get_by_role("button", name="Undo").click()
    expect(acts.get_by_role("button", name="▸ Act 19")).to_have_count(1, timeout=SOON)
