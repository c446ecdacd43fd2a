"""Steps 3 and 4 in both front ends: hands, chips and the reveal, as a room meets them."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.rooms import here
from tests.steps.room import SETTINGS, make_room

IN_SIGHT = 600
"""What a projector of 720 lines shows of a screen below JupyterLab's own bars."""
pytestmark = pytest.mark.browser

RECEIVED, DESIRED = "3 Received", "4 Desired"
PEOPLE = "alias,department,role\nLee,,facilitator\n" + "".join(
    f"P{n},{'shop' if n % 2 else 'baking'},participant\n" for n in range(8)
)


@pytest.fixture
def bakery(room, request):
    """The name of a bakery of this test's own."""
    folder = room.folder / "workshop_data"
    name = request.node.originalname.removeprefix("test_").replace("_", "-")[:40].rstrip("-")
    make_room(folder / ".made", participants=PEOPLE, settings=SETTINGS.replace("Rose Bakery", name))
    (folder / ".made" / "bakery").rename(folder / name)
    return name


def standing(page):
    return page.locator(".tk-standing:visible")


def test_hands_are_counted_by_keyboard_and_too_many_are_refused(room, bakery):
    page = room.step(bakery, RECEIVED)
    field = here(page).get_by_label("Hands for 2, poor")
    field.focus()
    for hands in "2", "", "5":
        page.keyboard.type(hands)
        page.keyboard.press("Tab")
    expect(standing(page)).to_have_text("7 of 8 voted; 1 did not vote.")
    assert page.evaluate("document.activeElement.closest('.widget-text')?.innerText") == (
        "Hands for 5, lovely"
    )

    page.keyboard.type("3,5")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-error:visible")).to_contain_text("‘3,5’ is no whole number of hands")
    last = here(page).get_by_label("Hands for 5, lovely")
    expect(last).to_have_value("")
    last.fill("2")
    last.press("Enter")
    expect(page.locator(".tk-error:visible")).to_contain_text("9 hands, but only 8 people may vote")
    expect(last).to_have_value("")
    last.fill("1")
    last.press("Enter")
    expect(standing(page)).to_have_text("All 8 voted.")
    expect(page.locator(".tk-error:visible")).to_have_count(0)

    scores = tk.open_workshop(bakery).scores
    assert sorted(zip(scores["score"], scores["n"], strict=True)) == [(2, 2), (4, 5), (5, 1)]


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_name_count_and_reveal_fit_the_projector(room, bakery):
    page = room.step(bakery, RECEIVED)
    here(page).get_by_label("Hands for 2, poor").fill("3")
    here(page).get_by_label("Hands for 4, good").fill("5")
    here(page).get_by_label("Hands for 4, good").press("Enter")
    expect(standing(page)).to_have_text("All 8 voted.")
    expect(page.locator(".tk-dots:visible")).to_have_count(0)

    page.get_by_role("button", name="Reveal", exact=True).click()

    everybody = page.locator(".tk-dots:visible tr.tk-everybody")
    expect(everybody).to_contain_text("8 marks, 2 to 4, mean 3.3")
    top = page.locator(".tk-frame").bounding_box()["y"]
    for part in (
        page.locator(".tk-now-name:visible"),
        page.locator(".tk-hands:visible"),
        everybody,
    ):
        box = part.bounding_box()
        assert box["y"] > top
        assert box["y"] + box["height"] - top < IN_SIGHT
        assert box["x"] + box["width"] <= 1280


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_chips_take_a_value_and_the_reveal_shows_departments(room, bakery):
    page = room.step(bakery, RECEIVED)
    page.get_by_role("button", name="By name").click()
    for name in "P1 · Shop", "P3 · Shop", "P2 · Baking", "P4 · Baking":
        page.get_by_role("button", name=name).click()

    page.get_by_role("button", name="4 good").click()

    expect(standing(page)).to_have_text("4 of 8 voted; 4 did not vote.")
    expect(page.get_by_role("button", name="P1 · Shop ✓")).to_be_visible()
    page.get_by_role("button", name="Reveal", exact=True).click()
    both = ["2 marks, all 4, mean 4.0"] * 2
    expect(page.locator(".tk-dots:visible tr.tk-department")).to_contain_text(both)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_step_4_decides_the_minimum_and_counts_dots(room, bakery):
    page = room.step(bakery, DESIRED)
    here(page).get_by_label("Minimum, one decision of the room").select_option(label="3 fair")
    page.get_by_role("button", name="Importance", exact=True).click()
    here(page).get_by_label("Dots for Till").fill("12")
    here(page).get_by_label("Dots for Till").press("Enter")
    here(page).get_by_label("Dots for Window").fill("4")
    here(page).get_by_label("Dots for Window").press("Enter")

    said = page.get_by_text("16 dots in all, 2 for each of 8 people. 1 not counted yet.")
    expect(said).to_be_visible()
    expect(page.locator(".tk-bar-said:visible").first).to_have_text("75 %")
    page.get_by_role("button", name="All in rows").click()
    expect(page.locator(".tk-grid-row:visible").first).to_contain_text("3")
