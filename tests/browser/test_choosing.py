"""Choosing under a budget in both front ends: by keyboard from a slider to a funded, owned, dated plan."""

import re

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.axe import found
from tests.browser.keyboard import tab_to
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-choosing, .tk-choosing :is(button, input, p)')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""
_TOO_SMALL = """() => [...document.querySelectorAll('.tk-choosing *')]
  .filter(one => one.offsetParent && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 16)
  .map(one => one.className + ': ' + one.innerText.slice(0, 40))"""


def marks(touchpoint, measure, score):
    return {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "departments": [{"id": "desk", "name": "The desk"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "touchpoints": [
        {"id": "bill", "name": f"Invoice {HOSTILE}", "stage": "buy"},
        {"id": "hold", "name": "On hold", "stage": "buy"},
        {"id": "card", "name": "Card", "stage": "buy", "status": "planned"},
    ],
    "scores": [
        marks("bill", "received", 2), marks("bill", "desired", 4),
        marks("hold", "received", 3), marks("hold", "desired", 5),
    ],
    "ideas": [
        {"id": "plain", "touchpoint": "bill", "title": f"Plain {HOSTILE}", "lift": "1.5", "cost": "3000",
         "effort_days": "5", "department": "desk"},
        {"id": "photo", "touchpoint": "bill;hold;card", "title": "A picture on it " * 8, "lift": "0.5", "cost": "2000"},
        {"id": "ring", "touchpoint": "hold", "title": "Ring back", "lift": "1", "cost": "1000"},
        {"id": "stamp", "touchpoint": "card", "title": "A stamp card", "lift": "1", "cost": "100"},
        {"id": "tune", "touchpoint": "hold", "title": "A tune", "lift": "0.2", "cost": "50", "status": "chosen"},
    ],
}  # fmt: skip


@pytest.fixture
def choosing(room, request):
    """The part with a client of this test's own; its short name is at `choosing.client`."""
    client = (
        re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))[:40]
        + "-"
        + request.path.stem[5:]
    )
    bare = {name: ROWS[name] for name in ("stages", "departments", "touchpoints")}
    rows = bare if "missing" in client else ROWS
    settings = {"budget": 5000} if rows is ROWS else {}
    pack = Pack.from_rows(Client(title=f"Plan {client}", smallest_group_team=1, **settings), rows)
    write_pack(pack, room.folder / "workshop_data" / client)
    page = room.step(client, "5 Enhance")
    page.get_by_role("button", name="Choose", exact=True).filter(visible=True).click()
    expect(page.locator(".tk-choosing:visible")).to_have_count(1, timeout=SOON)
    page.client = client
    return page


def big(page):
    return page.locator(".tk-choosing .tk-big:visible")


def cards(page, mark):
    return page.locator(f".tk-plan-card:visible:has(.tk-plan-{mark})")


def test_from_a_budget_tried_out_to_a_funded_owned_dated_plan_by_keyboard(choosing):
    page = choosing
    expect(big(page)).to_contain_text("of EUR\N{NO-BREAK SPACE}5,000", timeout=SOON)
    expect(cards(page, "in")).to_have_count(2)
    expect(cards(page, "out")).to_contain_text("In from EUR", timeout=SOON)
    expect(cards(page, "unranked")).to_contain_text("Ask: What do customers get today at Card")

    tab_to(page, "What if it were", most=60)
    for _ in range(60):
        page.keyboard.press("ArrowLeft")
    expect(big(page)).to_contain_text("With EUR", timeout=SOON)
    expect(cards(page, "in")).to_have_count(1, timeout=SOON)
    expect(page.get_by_role("button", name="Decide: fund this plan")).to_be_disabled()
    tab_to(page, "Back to the budget")
    page.keyboard.press("Enter")
    expect(cards(page, "in")).to_have_count(2, timeout=SOON)

    tab_to(page, "Owner of Plain")
    page.keyboard.type("Mint")
    tab_to(page, "By when: Plain")
    page.keyboard.type("8.1.2027")
    tab_to(page, "▸ Ring back")
    expect(page.locator(".tk-choosing")).to_contain_text(
        "1 lacks an owner, 1 a date.", timeout=SOON
    )
    tab_to(page, "Decide: fund this plan", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".tk-choosing")).to_contain_text("Nothing is left to decide", timeout=SOON)
    expect(cards(page, "funded")).to_have_count(3, timeout=SOON)

    workshop = tk.open_workshop(page.client)
    ideas = workshop.ideas.set_index("id")
    assert set(ideas.index[ideas["status"] == "chosen"]) == {"plain", "ring", "tune"}
    decided = workshop.decisions.set_index("idea")
    assert decided.loc["plain", "owner"] == "Mint"
    assert str(decided.loc["plain", "due"])[:10] == "2027-01-08"
    assert workshop.client.budget == 5000
    assert page.title() != "broken"


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_how_firm_the_plan_is_and_what_other_budgets_bring_fits_and_shuts_nobody_out(choosing):
    page = choosing
    press = lambda name: page.get_by_role("button", name=name).filter(visible=True).click()  # noqa: E731
    press("How firm is it?")
    expect(page.locator(".tk-choosing svg:visible")).to_have_count(1, timeout=SOON)
    expect(page.locator(".tk-choosing:visible")).to_contain_text("200 draws")
    press("What would another budget bring?")
    expect(page.locator(".tk-choosing:visible")).to_contain_text(
        "A list by value ÷ effort would close", timeout=SOON
    )
    press("Settings")
    expect(page.get_by_label("The desk").filter(visible=True)).to_be_visible(timeout=SOON)
    page.locator(".tk-plan-card:visible .tk-plan-head").first.click()
    expect(page.get_by_role("button", name="Leave out").filter(visible=True)).to_be_visible(
        timeout=SOON
    )

    assert page.locator(".tk-choosing *:visible").count() > 100
    assert page.evaluate(_TOO_WIDE) == []
    assert page.evaluate(_TOO_SMALL) == []
    assert found(page, ".tk-choosing") == []


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_what_is_missing_is_said_with_the_way_to_get_it(choosing):
    page = choosing
    said = page.locator(".tk-choosing .tk-empty:visible")
    expect(said).to_contain_text("No scores yet", timeout=SOON)
    expect(said).to_contain_text("No ideas yet")
    expect(said).to_contain_text("No budget yet")

    page.get_by_label("Budget in EUR").filter(visible=True).fill("2,500")
    page.keyboard.press("Enter")
    expect(said).not_to_contain_text("No budget yet", timeout=SOON)
    page.get_by_role("button", name="Go to Call out").click()
    expect(page.locator(".tk-choosing:visible")).to_have_count(0, timeout=SOON)
