"""Step 5 in both front ends, as a scribe works through it: by keyboard, and with a mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to, turn_to
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-step, .tk-step button, .tk-step input, .tk-step select')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""
_TOO_SMALL = """() => [...document.querySelectorAll('.tk-step *')]
  .filter(one => one.offsetParent && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 16)
  .map(one => one.className + ': ' + one.innerText.slice(0, 40))"""


def marks(touchpoint, measure, values):
    for value in values:
        yield {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": value}


ROWS = {
    "stages": [{"id": "try", "name": "Try"}, {"id": "buy", "name": "Buy"}],
    "departments": [{"id": "desk", "name": "The desk"}],
    "channels": [{"id": "telephone", "name": "Telephone", "family": "communication"}],
    "lanes": [{"id": "obstacle", "name": "Obstacle"}],
    "participants": [{"id": "mint", "alias": "Mint"}, {"id": "sage", "alias": "Sage"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "try", "channel": "telephone", "department": "desk"},
        {"id": "shop", "name": f"Shop {HOSTILE}", "stage": "buy"},
        {"id": "card", "name": "Loyalty card", "stage": "buy", "status": "planned"},
    ],
    "scores": [
        *marks("call", "received", [2, 2, 3]), *marks("call", "desired", [5, 5, 5]),
        *marks("call", "minimum", [3]),
        *marks("shop", "received", [4, 4, 4]), *marks("shop", "desired", [5, 5, 5]),
    ],
    "notes": [
        {"touchpoint": "call", "lane": "obstacle", "text": "Rings nine times", "severity": "loses",
         "evidence": "measured"},
    ],
}  # fmt: skip


@pytest.fixture
def step(room, request):
    """Step 5 with a client of this test's own."""
    name = (
        re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))[:40]
        + "-"
        + request.path.stem[5:]
    )
    pack = Pack.from_rows(Client(title=f"Telephone {name}", smallest_group_team=1), ROWS)
    write_pack(pack, room.folder / "workshop_data" / name)
    page = room.step(name, "5 Enhance")
    expect(page.locator(".tk-priority:visible").first).to_be_visible(timeout=SOON)
    return page


def test_from_the_widest_gap_to_a_decision_by_keyboard_alone(step):
    page = step
    turn_to(page, "5 Enhance")
    tab_to(page, "2")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-opened-head h2")).to_contain_text("Shop <img", timeout=SOON)
    tab_to(page, "1", back=True)
    page.keyboard.press("Enter")
    expect(page.locator(".tk-opened-head h2")).to_have_text("First call", timeout=SOON)
    expect(page.locator(".tk-remarks:visible")).to_contain_text("Rings nine times measured")

    tab_to(page, "Fix")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-given:visible")).to_have_text(
        "✓ Fix\nmend what is in the way", timeout=SOON
    )

    tab_to(page, "New idea")
    page.keyboard.type("Ring back instead")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-idea-head:visible")).to_contain_text(
        "nobody yet · no date yet", timeout=SOON
    )
    expect(page.get_by_role("textbox", name="New idea")).to_have_value("")

    expect(page.locator(".tk-idea-editor:visible datalist option")).to_have_count(2, timeout=SOON)
    tab_to(page, "Owner")
    page.keyboard.type("Mint")
    tab_to(page, "By")
    page.keyboard.type("soonish")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-idea-editor:visible .tk-error")).to_contain_text("not read as a date")
    page.keyboard.press("Control+A")
    page.keyboard.type("24.12.2027")
    page.keyboard.press("Tab")
    expect(page.locator(".tk-idea-head:visible")).to_have_text(
        "▾ Ring back instead\nFix\nMint · by 24 December 2027 · idea", timeout=SOON
    )
    tab_to(page, "Make it a decision")
    page.keyboard.press("Enter")

    expect(page.locator(".tk-decisions textarea:visible").first).to_have_value(
        "Ring back instead", timeout=SOON
    )
    tab_to(page, "Who does what", back=True, most=80)
    page.keyboard.press("Enter")
    expect(page.locator(".tk-plan:visible")).to_contain_text("Ring back instead", timeout=SOON)
    assert page.title() != "broken"


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_prompt_becomes_an_idea_and_undo_takes_it_back(step):
    page = step
    page.get_by_role("button", name="What if").click()
    expect(page.get_by_role("button", name="Use this").locator("visible=true")).to_have_count(
        3, timeout=SOON
    )
    before = page.locator(".tk-prompt:visible").all_inner_texts()
    page.get_by_role("button", name="Three others").click()
    expect(page.locator(".tk-prompt:visible").first).not_to_have_text(before[0], timeout=SOON)

    page.get_by_label("Family", exact=True).select_option("Save first")
    expect(page.locator(".tk-prompt:visible").first).to_contain_text("save first", timeout=SOON)
    page.get_by_role("button", name="Use this").first.click()
    expect(page.locator(".tk-idea-head:visible")).to_contain_text("What if", timeout=SOON)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".tk-idea-head:visible").locator("visible=true")).to_have_count(
        0, timeout=SOON
    )


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_everything_fits_a_projector_and_can_be_read_from_the_back(step):
    page = step
    page.get_by_role("textbox", name="New idea").fill("x" * 300)
    page.get_by_role("textbox", name="New idea").press("Enter")
    page.get_by_role("button", name="What if").click()
    expect(page.locator(".tk-prompt:visible").first).to_be_visible(timeout=SOON)
    page.locator(".tk-priority:visible").nth(2).click()
    expect(page.locator(".tk-opened-head:visible")).to_contain_text(
        "ask what they get today instead", timeout=SOON
    )
    page.locator(".tk-priority:visible").nth(0).click()
    expect(page.locator(".tk-idea-head:visible").first).to_be_visible(timeout=SOON)

    assert page.locator(".tk-step *").count() > 100
    assert page.evaluate(_TOO_WIDE) == []
    assert page.evaluate(_TOO_SMALL) == []
    assert page.locator(".tk-error:visible").locator("visible=true").count() == 0
