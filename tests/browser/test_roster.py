"""Who got it in a front end: tick, see it, undo; rates as sentences; the list on paper."""

import datetime as dt

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.axe import found
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
TODAY = dt.datetime.now().astimezone().date()
BEFORE = TODAY - dt.timedelta(days=3)
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "customers": [
        {"id": f"k{n:02}", "call_name": f"Ada {n}" + (f" {HOSTILE}" if n == 1 else ""), "best": n < 16}
        for n in range(1, 31)
    ],
    "acts": [
        {"id": "card", "title": f"Card {HOSTILE}", "owner": "Mint", "starts": TODAY,
         "wording": "Thank you, {call_name}."},
        {"id": "call", "title": "Call", "owner": "Sage", "starts": BEFORE},
    ],
    "ticks": [
        {"id": f"t{n}", "act": "call", "customer": f"k{n:02}", "due": BEFORE, "done_on": BEFORE}
        for n in range(2, 31)
    ],
}  # fmt: skip
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-roster, .tk-roster :is(button, select, input)')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""
_CLIPPED = """() => [...document.querySelectorAll('.tk-sheet, .tk-sheet *')]
  .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
  .map(one => one.className)"""


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_row_is_ticked_undone_counted_and_printed(room):
    client = "who-got-it-roster"
    pack = Pack.from_rows(Client(title="Who got it"), ROWS)
    write_pack(pack, room.folder / "workshop_data" / client)
    page = room.step(client, "Every time")
    page.get_by_role("button", name="Who got it", exact=True).click()
    rows = page.locator(".tk-roster-row:visible:not(.tk-roster-head)")
    expect(rows).to_have_count(25, timeout=SOON)
    expect(rows.first).to_contain_text("Late by 3 days")
    expect(rows.nth(1)).to_contain_text("“Thank you, Ada 1 <img")
    assert page.evaluate(_TOO_WIDE) == []
    assert found(page, ".tk-roster") == []

    rows.first.get_by_role("button", name="Done").click()
    expect(rows.first).to_contain_text("✓ Done by Sage, 3 days late", timeout=SOON)
    page.locator(".tk-roster-news:visible").get_by_role("button", name="Undo").click()
    expect(rows.first).to_contain_text("⚠ Late by 3 days", timeout=SOON)
    page.get_by_role("button", name="Tick all 30").click()
    expect(rows.nth(1)).to_contain_text("✓ Done by Mint", timeout=SOON)
    expect(page.locator(".tk-roster-told:visible")).to_contain_text("ticked for 30 customers")
    assert len(tk.open_workshop(client).ticks) == 59

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Print this list").click()
    paper = opened.value
    paper.set_viewport_size({"width": 690, "height": 900})  # A4 at 96 dots an inch, without margins
    paper.emulate_media(media="print")
    expect(paper.locator(".tk-roster-page")).to_contain_text("☐")
    expect(paper.locator(".tk-roster-page tbody tr")).to_have_count(1)
    expect(paper.get_by_role("button")).to_have_count(0)
    assert paper.evaluate(_CLIPPED) == []
    paper.close()

    page.get_by_role("button", name="How often it was kept").click()
    rate = page.locator(".tk-roster-rates:visible li").first
    expect(rate).to_contain_text("Call: done 29 of 30 times, 97 %, between", timeout=SOON)
    page.get_by_label("Counted").select_option(label="the best customers and the others")
    expect(page.locator(".tk-roster:visible")).to_contain_text(
        "The best customers got 97 % of what was due to them, the others 100 %.", timeout=SOON
    )
    assert found(page, ".tk-roster") == []
    assert page.title() != "broken"
