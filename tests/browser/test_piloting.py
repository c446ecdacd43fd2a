"""A pilot and a business case in both front ends: by keyboard, on paper, and on a projector."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import tab_to, turn_to
from touchkit.model import Client
from touchkit.pack import Pack, write_pack

pytestmark = pytest.mark.browser

SOON = 30_000
HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
LONG = "A long thought told at length, with much that could have been left out. " * 12
ROWS = {
    "stages": [{"id": "try", "name": "Try"}],
    "participants": [{"id": "mint", "alias": "Mint"}],
    "touchpoints": [{"id": "call", "name": f"First call {HOSTILE}", "stage": "try"}],
    "scores": [
        {"group": "customer", "touchpoint": "call", "measure": "received", "score": score, "n": 10}
        for score in (1, 2, 4)
    ],
    "ideas": [
        {"id": "back", "touchpoint": "call", "title": f"Ring back {HOSTILE}", "status": "chosen", "cost": "650"},
        {"id": "song", "touchpoint": "call", "title": "A better song"},
    ],
}  # fmt: skip
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-step, .tk-step button, .tk-step select, .tk-step .tk-sheet *')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).display !== 'inline')
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""
_TOO_SMALL = """() => [...document.querySelectorAll('.tk-step *')]
  .filter(one => one.offsetParent && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 16)
  .map(one => one.className + ': ' + one.innerText.slice(0, 40))"""
_CLIPPED = """() => [...document.querySelectorAll('.tk-sheet, .tk-sheet *')]
  .filter(one => getComputedStyle(one).overflow !== 'visible' && one.tagName !== 'BUTTON').map(one => one.className)"""


@pytest.fixture
def step(room, request):
    """Step 5 with a client of this test's own."""
    name = (
        re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))[:40]
        + "-"
        + request.path.stem[5:]
    )
    pack = Pack.from_rows(Client(title=f"Pilot {name}", smallest_group_team=1), ROWS)
    write_pack(pack, room.folder / "workshop_data" / name)
    page = room.step(name, "5 Enhance")
    expect(page.get_by_role("button", name="Pilot", exact=True)).to_be_visible(timeout=SOON)
    return page


def look_at(page, part, shows):
    page.get_by_role("button", name=part, exact=True).click()
    expect(page.locator(shows)).to_be_visible(timeout=SOON)


def typed(page, text):
    """Type over what stands in the line that has the focus; it is stored when the line is left."""
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def test_from_a_hunch_to_what_it_showed_by_keyboard_alone(step):
    page = step
    turn_to(page, "5 Enhance")
    tab_to(page, "Pilot")
    page.keyboard.press("Enter")
    card = page.locator(".tk-pilot-sheet:visible")
    expect(card).to_contain_text("Ring back <img", timeout=SOON)
    tab_to(page, "We believe")
    typed(page, "Half of them leave a number")
    tab_to(page, "Weeks")
    typed(page, "4")
    tab_to(page, "Better is")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Better is")).to_have_value("less")
    tab_to(page, "Today")
    typed(page, "0,31")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-pilot-form .tk-error:visible")).to_contain_text(
        "has a comma", timeout=SOON
    )
    typed(page, "31 of 100")
    tab_to(page, "Hoped-for change")
    typed(page, "11")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("ask 246 people in each of two groups", timeout=SOON)
    expect(card).to_contain_text("Half of them leave a number")
    expect(page.locator(".tk-pilot-form .tk-error").locator("visible=true")).to_have_count(0)

    tab_to(page, "Before, how many")
    typed(page, "31 of 100")
    tab_to(page, "Afterwards, how many")
    typed(page, "12 of 8")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-pilot-counts .tk-error:visible")).to_have_text(
        "12 of 8 cannot be: write how many of how many.", timeout=SOON
    )
    typed(page, "12 of 80")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-pilot-said:visible")).to_have_text(
        "31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28; so it worked.",
        timeout=SOON,
    )
    tab_to(page, "Go on testing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="✓ Being tested")).to_be_disabled(timeout=SOON)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Begin the pilot")).to_be_enabled(timeout=SOON)
    assert page.title() != "broken"


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_the_card_fits_one_page_however_much_is_said(step):
    page = step
    page.context.add_init_script("window.print = () => { document.title = 'printed'; }")
    look_at(page, "Pilot", ".tk-pilot-sheet")
    for label in ("We believe", "What will we see?", "Tried on", "We stop early if"):
        page.get_by_label(label).fill(LONG)
        page.get_by_label(label).press("Tab")
    card = page.locator(".tk-pilot-sheet:visible")
    expect(card.locator("dd", has_text="A long thought")).to_have_count(4, timeout=SOON)

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Print this card").click()

    sheet = opened.value
    expect(sheet).to_have_title("printed", timeout=SOON)
    expect(sheet.get_by_role("heading")).to_contain_text("Ring back <img")
    for size in ("A4", "A5"):
        assert len(re.findall(rb"/Type\s*/Page\b", sheet.pdf(format=size))) == 1
    sheet.emulate_media(media="print")
    expect(sheet.get_by_role("button")).to_have_count(0)
    assert sheet.evaluate(_CLIPPED) == []
    sheet.close()


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_points_of_the_scale_are_counted_in_boxes_and_sized_from_customers_answers(step):
    page = step
    look_at(page, "Pilot", ".tk-pilot-sheet")
    page.get_by_label("We count").select_option("points on the scale")
    expect(page.locator(".tk-pilot-form")).to_contain_text(
        "Today 2.3 of 5 from 30 customers", timeout=SOON
    )
    page.get_by_label("Hoped-for change").fill("0.8")
    page.get_by_label("Hoped-for change").press("Tab")

    expect(page.locator(".tk-pilot-sample:visible")).to_contain_text(
        "rise of 0.8 on the scale", timeout=SOON
    )
    boxes = page.locator(".tk-pilot-points:visible input")
    expect(boxes).to_have_count(10)
    for place, many in ((0, "10"), (1, "10"), (8, "10"), (9, "10")):
        boxes.nth(place).fill(many)
        boxes.nth(place).press("Tab")
    expect(page.locator(".tk-pilot-said:visible")).to_contain_text("so it worked", timeout=SOON)
    assert page.evaluate(_TOO_WIDE) == []
    assert page.evaluate(_TOO_SMALL) == []


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_a_business_case_stands_as_soon_as_its_numbers_do(step):
    page = step
    look_at(page, "Business case", ".tk-case-part")
    lacks = page.locator(".tk-case-part .tk-empty:visible")
    expect(lacks).to_contain_text("How many leavers would stay: ask the room", timeout=SOON)
    page.get_by_role("button", name="Take EUR 650").click()
    expect(page.get_by_label("what it costs once, likely")).to_have_value("650", timeout=SOON)
    tab_to(page, "how many customers it reaches, likely", back=True)
    typed(page, "400")
    tab_to(page, "how many of them leave today, likely")
    typed(page, "31 %")
    tab_to(page, "how many leavers would stay, likely")
    typed(page, "0,2")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-case-row .tk-error:visible")).to_contain_text(
        "has a comma", timeout=SOON
    )
    typed(page, "0.2")
    tab_to(page, "what a customer brings in a year, likely")
    typed(page, "2,100")
    page.keyboard.press("Enter")

    case = page.locator(".tk-case:visible")
    expect(case).to_contain_text("customers a year kept", timeout=SOON)
    expect(case.locator("tbody tr").first).to_contain_text("Customers kept a year")
    page.get_by_role("button", name="As a picture").click()
    expect(page.locator(".tk-case-part svg:visible")).to_be_visible(timeout=SOON)
    assert page.evaluate(_TOO_WIDE) == []
    assert page.evaluate(_TOO_SMALL) == []
    page.get_by_role("button", name="Undo").click()
    expect(case).to_be_hidden(timeout=SOON)
