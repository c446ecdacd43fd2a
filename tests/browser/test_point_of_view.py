"""Step 1 in both front ends: personas changed where they hang, the walk as a stranger, decisions."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.rooms import here

pytestmark = pytest.mark.browser

STEP = "1 Point of view"
SOON = 30_000
SETTINGS = (
    'title = "{}"\n[scale]\nlow = 1\nhigh = 3\nlabels = ["bad", "fair", "good"]\n'
    '[[stages]]\nname = "Know"\n[[stages]]\nname = "Buy"\n'
)


@pytest.fixture
def bakery(room, request):
    """A small client of this test's own."""
    name = request.node.originalname.removeprefix("test_").replace("_", "-")[:40].rstrip("-")
    pack = room.folder / "workshop_data" / name
    pack.mkdir()
    (pack / "client.toml").write_text(SETTINGS.format(name), encoding="utf-8")
    (pack / "touchpoints.csv").write_text(
        "name,stage\nThe sign,know\nThe counter,buy\n", encoding="utf-8"
    )
    (pack / "personas.csv").write_text(
        "name,share,goal\nAnna,0.6,bread by seven\nBen,0.4,\n", encoding="utf-8"
    )
    return tk.open_workshop(name, who="the test")


def saved(page):
    return expect(page.locator(".tk-saved")).to_contain_text("Saved", timeout=SOON)


def in_page(page):
    width = page.evaluate("document.querySelector('.tk-screen').scrollWidth")
    return width <= page.evaluate("document.querySelector('.tk-screen').clientWidth")


def test_a_pressed_card_is_changed_and_the_change_outlives_the_page(room, bakery):
    page = room.step(bakery.name, STEP)

    page.get_by_role("button", name="Ben").click()
    here(page).get_by_label("What do they want?").fill("a cake on Saturday")
    here(page).get_by_label("Share of customers").fill("70 %")
    here(page).get_by_label("Know", exact=True).check()
    saved(page)
    expect(page.get_by_text("add up to 130 %")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Done").click()

    expect(page.locator(".tk-persona", has_text="Never meets Know")).to_be_visible(timeout=SOON)
    ben = bakery.personas.set_index("id").loc["ben"]
    assert (ben["goal"], ben["share"], ben["skips"]) == ("a cake on Saturday", 0.7, "know")
    assert in_page(page)


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_removing_a_persona_says_what_goes_and_undo_brings_it_back(room, bakery):
    bakery.add("notes", touchpoint="the-sign", lane="action", text="looks up", persona="anna")
    page = room.step(bakery.name, STEP)

    page.get_by_role("button", name="Anna").click()
    page.get_by_role("button", name="Remove …").click()
    expect(page.get_by_text("With it goes: 1 note.")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Yes, remove").click()
    expect(page.locator(".tk-persona:visible")).to_have_count(1, timeout=SOON)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".tk-persona:visible")).to_have_count(2, timeout=SOON)
    assert list(bakery.notes["text"]) == ["looks up"]


def test_a_stranger_walks_by_keyboard_alone(room, bakery):
    page = room.step(bakery.name, STEP)
    walking = page.get_by_role("button", name="Walk as a stranger")
    walking.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The sign")).to_be_visible(timeout=SOON)

    page.get_by_role("button", name="2 fair").focus()
    page.keyboard.press("Space")
    here(page).get_by_label("What happened?").focus()
    page.keyboard.type("The lamp was out")
    page.keyboard.press("Enter")
    expect(page.locator(".tk-sticky:visible")).to_have_count(1, timeout=SOON)
    expect(here(page).get_by_label("What happened?")).to_have_value("")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The counter")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Could not be reached").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("the walk is complete")).to_be_visible(timeout=SOON)
    notes, scores = bakery.notes, bakery.scores
    assert list(notes["text"]) == ["The lamp was out", "A stranger could not reach it."]
    assert set(notes["evidence"]) == {"observed"}
    assert scores[["group", "respondent", "score"]].to_numpy().tolist() == [
        ["outsider", "Stranger 1", 2.0]
    ]
    assert in_page(page)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_pasted_list_of_decisions_is_given_to_people_and_dated(room, bakery):
    page = room.step(bakery.name, STEP)

    here(page).get_by_label("New decision").fill("Ring three customers\nPaint the sign")
    expect(page.locator(".tk-decision:visible")).to_have_count(2, timeout=SOON)
    first = page.locator(".tk-decision:visible").first
    first.get_by_label("Owner").fill("Mint")
    first.get_by_label("By", exact=True).fill("2027-01-15")
    first.get_by_label("By").press("Enter")

    expect(page.get_by_text("1 of 2 still want an owner or a date.")).to_be_visible(timeout=SOON)
    row = bakery.decisions.iloc[0]
    assert (row["text"], row["owner"]) == ("Ring three customers", "Mint")
    assert str(row["due"]).startswith("2027-01-15")


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_what_is_typed_is_shown_and_never_run(room, bakery):
    hostile = "<img src=x onerror=\"document.title='taken'\">"
    page = room.step(bakery.name, STEP)

    here(page).get_by_label("New persona").fill(hostile)
    here(page).get_by_label("New persona").press("Enter")
    page.get_by_role("button", name="Done").click(timeout=SOON)

    expect(page.get_by_role("button", name=hostile)).to_be_visible(timeout=SOON)
    assert page.locator(".tk-screen img").count() == 0
    assert page.title() != "taken"
