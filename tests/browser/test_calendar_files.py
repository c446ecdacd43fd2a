"""In and out in a front end: a calendar read in is told first, taken over, undone; a feed is made and fetched."""

import datetime as dt
from pathlib import Path

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.axe import found
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "acts": [{"id": "tea", "title": "Tea", "owner": "Mint", "starts": dt.date(2099, 3, 3)}],
}
FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//theirs//EN
BEGIN:VEVENT
UID:u1@theirs
SUMMARY:Offer {hostile}
DTSTART;VALUE=DATE:20990310
END:VEVENT
END:VCALENDAR
"""
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-calfiles, .tk-calfiles :is(button, select, input)')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_calendar_is_read_in_taken_over_undone_and_handed_on(room, tmp_path):
    client = "in-and-out-files"
    write_pack(
        Pack.from_rows(Client(title="In and out"), ROWS), room.folder / "workshop_data" / client
    )
    file = tmp_path / "marketing.ics"
    file.write_text(FEED.format(hostile=HOSTILE), "utf-8")
    page = room.step(client, "Every time")
    page.get_by_role("button", name="In and out", exact=True).click()

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Read a calendar").click()
    chooser.value.set_files(file)
    expect(page.get_by_text("1 act new, 0 changed, 0 the same.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("new: Offer <img")).to_be_visible()
    assert page.evaluate(_TOO_WIDE) == []
    assert found(page, ".tk-calfiles") == []
    page.get_by_label("Who sees to them").fill("Sage")
    page.get_by_role("button", name="Take this one over").click()
    expect(page.get_by_text("Taken over from marketing.ics: 1 act.")).to_be_visible(timeout=SOON)
    workshop = tk.open_workshop(client)
    assert list(workshop.acts["owner"]) == ["Mint", "Sage"]
    page.get_by_role("button", name="Undo", exact=True).first.click()
    expect(page.get_by_role("button", name="Redo", exact=True).first).to_be_enabled(timeout=SOON)
    assert list(workshop.acts["id"]) == ["tea"]

    page.get_by_role("button", name="Make the feeds").click()
    link = page.get_by_role("link", name="Download the feed")
    expect(link).to_be_visible(timeout=SOON)
    page.get_by_label("Whose", exact=True).filter(visible=True).select_option(label="Mint")
    expect(link).to_have_attribute("download", f"{client}-calendar-mint.ics", timeout=SOON)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == f"{client}-calendar-mint.ics"
    assert "SUMMARY:Tea" in Path(download.value.path()).read_text("utf-8")
    assert (room.folder / "out" / client / "calendar" / "calendar-mint.ics").is_file()
    assert page.title() != "broken"
