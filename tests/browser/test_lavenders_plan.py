"""Step 5 on the worked examples: lavender ends in a plan and a pilot, airport is told what is missing."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

import touchkit as tk
from touchkit.model import Client
from touchkit.pack import read_pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
DECIDED = {"chosen", "testing"}


def part(page, name):
    page.get_by_role("button", name=name, exact=True).filter(visible=True).click()


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_lavender_ends_in_a_funded_owned_dated_plan_and_a_pilot_card(room):
    packs = room.folder / "workshop_data"
    pack = read_pack(packs / "lavender")
    client = Client.model_validate(pack.client.model_dump() | {"title": "Plan of Lavender"})
    # One idea the plan takes has neither owner nor date yet.
    ideas = pack.tables["ideas"].copy()
    call = ideas["title"] == "Is it all right now? A call a week later"
    ideas.loc[call, ["owner", "due"]] = None
    tables = {**pack.tables, "ideas": ideas}
    write_pack(replace(pack, client=client, tables=tables), packs / "plan-of-lavender")
    page = room.step("plan-of-lavender", "5 Enhance")

    part(page, "Choose")
    expect(page.locator(".tk-choosing .tk-big:visible")).to_contain_text(
        "Closes 83 % of what is missing", timeout=SOON
    )
    page.get_by_label("Owner of Is it all right now?").filter(visible=True).fill("Sorrel")
    due = page.get_by_label("By when: Is it all right now?").filter(visible=True)
    due.fill("5.2.2027")
    due.press("Enter")
    expect(due).to_have_value("5 February 2027", timeout=SOON)
    part(page, "Decide: fund this plan")
    expect(page.locator(".tk-choosing")).to_contain_text("Nothing is left to decide", timeout=SOON)

    part(page, "Who does what")
    register = page.locator(".tk-register .tk-sheet:visible")
    expect(register).to_contain_text("things to do", timeout=SOON)
    expect(register).not_to_contain_text("without")

    part(page, "Pilot")
    sheet = page.locator(".tk-pilot-sheet:visible")
    expect(sheet).to_contain_text("A name and a face by six the evening before", timeout=SOON)
    assert "still to be said" not in sheet.inner_text()
    workshop = tk.open_workshop("plan-of-lavender")
    funded = workshop.ideas[workshop.ideas["status"].isin(DECIDED)]
    assert len(funded) == 20
    assert funded["owner"].notna().all()
    assert funded["due"].notna().all()


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_airport_is_told_what_is_missing_and_how_to_get_it(room):
    page = room.step("airport", "5 Enhance")

    part(page, "Choose")

    lacks = page.locator(".tk-choosing .tk-empty:visible")
    expect(lacks).to_contain_text("can choose", timeout=SOON)
    for words in ("desired", "ideas", "budget"):
        expect(lacks).to_contain_text(words)
    part(page, "Go to Call out")
    expect(page.locator(".tk-call:visible")).to_be_visible(timeout=SOON)
