"""Call out in both front ends: a scribe types as fast as a room calls, half typed words stay, all fits."""

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
_TOO_WIDE = """() => [...document.querySelectorAll('.tk-call, .tk-call button, .tk-call input, .tk-call select')]
  .filter(one => one.offsetParent && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.className + ': ' + (one.innerText || one.value).slice(0, 40))"""
_TOO_SMALL = """() => [...document.querySelectorAll('.tk-call *')]
  .filter(one => one.offsetParent && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 16)
  .map(one => one.className + ': ' + one.innerText.slice(0, 40))"""


def marks(touchpoint, received):
    for measure, score in (("received", received), ("desired", 5)):
        yield {"group": "team", "touchpoint": touchpoint, "measure": measure, "score": score}


ROWS = {
    "stages": [{"id": "buy", "name": "Buy"}],
    "participants": [{"id": "mint", "alias": "Mint"}, {"id": "sage", "alias": "Sage"}],
    "touchpoints": [
        {"id": "call", "name": "First call", "stage": "buy"},
        {"id": "bill", "name": f"The bill {HOSTILE}", "stage": "buy"},
    ],
    "scores": [*marks("call", 2), *marks("bill", 4)],
    "ideas": [{"id": "ring", "touchpoint": "call", "title": "Ring back within the hour", "votes": 2}],
}  # fmt: skip


@pytest.fixture
def client(request):
    """Return the name of a client of this test's own."""
    return (
        re.sub(r"\W+", "-", request.node.originalname.removeprefix("test_"))[:40]
        + "-"
        + request.path.stem[5:]
    )


@pytest.fixture
def step(room, client):
    """Call out, with a client of this test's own."""
    pack = Pack.from_rows(Client(title=f"Calling {client}", smallest_group_team=1), ROWS)
    write_pack(pack, room.folder / "workshop_data" / client)
    page = room.step(client, "5 Enhance")
    page.get_by_role("button", name="Call out", exact=True).click()
    expect(page.get_by_role("textbox", name="Idea", exact=True)).to_be_visible(timeout=SOON)
    return page


def rows(page):
    return page.locator(".tk-called-row:visible .tk-idea-head")


def test_a_scribe_types_on_while_ideas_are_stored_and_merges_two_by_keyboard(step):
    page = step
    line = page.get_by_role("textbox", name="Idea", exact=True)
    line.click()
    for text in ("A name before a number", "bill: One line a clean", "Ring back within an hour"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.keyboard.type("half typed")
    expect(rows(page)).to_have_count(4, timeout=SOON)
    expect(rows(page)).to_contain_text(
        ["Ring back within an hour", "One line a clean", "A name before a number", "Ring back within the hour"]
    )  # fmt: skip
    expect(rows(page).nth(1)).to_contain_text("The bill <img")
    expect(line).to_have_value("half typed")
    expect(line).to_be_focused()

    expect(page.locator(".tk-call-group:visible")).to_contain_text("These look alike", timeout=SOON)
    tab_to(page, "Merge into A")
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(3, timeout=SOON)
    expect(page.locator(".tk-call-group:visible")).to_have_count(0, timeout=SOON)
    expect(line).to_have_value("half typed")
    page.get_by_role("button", name="Undo").click()
    expect(rows(page)).to_have_count(4, timeout=SOON)
    assert page.title() != "broken"


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_half_typed_words_and_dots_stay_while_others_work(step, client):
    page, elsewhere = step, tk.open_workshop(client)
    line = page.get_by_role("textbox", name="Idea", exact=True)
    page.get_by_role("button", name="Count dots").click()
    line.click()
    page.keyboard.type("Half an id")

    elsewhere.add("ideas", touchpoint="bill", title="From another keyboard")
    expect(rows(page)).to_have_count(2, timeout=SOON)
    expect(line).to_have_value("Half an id")
    expect(line).to_be_focused()

    dots = page.get_by_label("Dots for Ring back within the hour")
    more = page.get_by_title("One dot more for Ring back within the hour")
    for _ in range(3):
        more.click()
    expect(dots).to_have_value("5", timeout=SOON)
    expect(page.locator(".tk-called")).to_contain_text("no multiple of 2 people", timeout=SOON)
    dots.fill("6")
    dots.press("Enter")
    expect(page.locator(".tk-called")).to_contain_text("6 dots in all, 3 for each of 2 people")

    rows(page).last.click()
    expect(page.locator(".tk-opened-head h2")).to_have_text("First call", timeout=SOON)
    expect(page.locator(".tk-idea-editor:visible")).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_everything_fits_a_projector_and_can_be_read_from_the_back(step):
    page = step
    line = page.get_by_role("textbox", name="Idea", exact=True)
    line.fill(f"{'x' * 300}\nRing back within this hour")  # as a list is pasted
    expect(line).to_have_value("")
    expect(rows(page)).to_have_count(3, timeout=SOON)
    page.get_by_role("button", name="Save first").click()
    page.get_by_role("button", name="Count dots").click()
    expect(page.locator(".tk-call-dots:visible")).to_have_count(3, timeout=SOON)
    for box in page.locator(".tk-called-row:visible input[type=checkbox]").all()[:2]:
        box.click()
    expect(page.get_by_role("button", name="Merge these")).to_be_visible(timeout=SOON)
    expect(page.locator(".tk-call-round:visible")).to_contain_text("who is about to leave?")
    page.get_by_role("button", name="Use this").first.click()
    expect(rows(page).first).to_contain_text("What if", timeout=SOON)

    assert page.locator(".tk-call *").count() > 100
    assert page.evaluate(_TOO_WIDE) == []
    assert page.evaluate(_TOO_SMALL) == []
    assert page.locator(".tk-error:visible").count() == 0
    assert found(page, ".tk-call") == []
