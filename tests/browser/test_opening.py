"""The start in the room: a client made, people listed, scores imported, the report fetched."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import touchkit as tk
from touchkit.starter import make_client

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=\"document.title='taken'\">"


@pytest.fixture
def bakery(room, request):
    """The name of a client with one touchpoint, of this test's own, and the page that shows it."""
    made = make_client(f"Oven {request.node.originalname[5:25]}").name
    tk.open_workshop(made).add("touchpoints", name="The counter", stage="buy")
    room.open(made)
    return made


def test_a_client_is_made_and_its_people_are_listed(room):
    page = room.open()
    page.get_by_role("button", name="Make a new client").click()
    page.get_by_label("Name", exact=True).first.fill("Dr Blum")
    page.get_by_label("Stages of the journey").select_option(
        label="Before the sale, During the sale, After the sale"
    )
    page.get_by_role("button", name="Make this client").click()
    expect(page.get_by_role("heading", level=1, name="Dr Blum")).to_be_visible()

    page.get_by_role("button", name="Paste a list").click()
    page.get_by_label("Name / department").fill(f"Anna / Surgery\nBen / Salez\n{HOSTILE[:50]}")
    page.get_by_role("button", name="Add these people").click()
    expect(page.get_by_label("Salez")).to_have_value(re.compile(".+"))
    page.get_by_role("button", name="Add them so").click()

    expect(page.get_by_text("There: 3 people in the room.")).to_be_visible()
    people = tk.open_workshop("dr-blum").participants
    assert list(people["department"].fillna("")) == ["surgery", "sales", ""]
    assert page.locator(".tk-screen img").count() == 0
    assert page.title() != "taken"


def test_what_is_typed_is_stored_and_undo_takes_it_back(room, bakery):
    page = room.page
    page.get_by_label("How many people are here").fill("8")
    page.get_by_label("How many people are here").press("Tab")
    expect(page.get_by_text("There: 8 people in the room.")).to_be_visible()
    # One by one: in JupyterLab what is sent at once may arrive the other way round.
    page.get_by_label("Goal").fill("Fewer returns")
    page.get_by_label("Goal").press("Tab")
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_have_attribute("title", "Undo: change the settings")
    before = page.locator(".tk-saved [data-revision]").get_attribute("data-revision")
    page.get_by_label("We call a customer").fill("guest")
    page.get_by_label("We call a customer").press("Enter")

    expect(page.locator(f'.tk-saved [data-revision="{before}"]')).to_have_count(0)
    expect(page.get_by_text("✓ Saved")).to_be_visible()
    workshop = tk.open_workshop(bakery)
    expect(page.get_by_role("button", name="Undo", exact=True)).to_have_attribute(
        "title", "Undo: change the settings"
    )
    assert (workshop.client.goal, workshop.client.customer_word) == ("Fewer returns", "guest")

    page.get_by_role("button", name="Undo", exact=True).click()

    expect(page.get_by_label("We call a customer")).to_have_value("customer")
    assert len(workshop.participants) == 8


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_file_of_scores_is_imported_whole_or_not_at_all(room, bakery, tmp_path):
    page, file = room.page, tmp_path / "scores.csv"

    def hand_over(content):
        file.write_text(content, encoding="utf-8")
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose a file").click()
        chooser.value.set_files(file)

    hand_over("group,touchpoint,measure,score\ncustomer,the-countr,received,4\n")
    expect(page.get_by_text("Did you mean 'the-counter'?")).to_be_visible()
    expect(page.get_by_role("cell", name="touchpoint", exact=True)).to_be_visible()
    assert tk.open_workshop(bakery).scores.empty

    hand_over("group,touchpoint,measure,score\ncustomer,the-counter,received,4\n")
    expect(page.get_by_text("1 answer on 1 touchpoint imported.")).to_be_visible()
    expect(page.get_by_text("Did you mean")).to_be_hidden()
    assert len(tk.open_workshop(bakery).scores) == 1


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_the_report_is_made_and_downloaded(room, bakery):
    page = room.page

    page.get_by_role("button", name="Make the report").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the report").click()

    assert download.value.suggested_filename.startswith(f"{bakery}-report-")
    assert "Oven the_report" in Path(download.value.path()).read_text(encoding="utf-8")


def test_the_start_needs_no_sideways_scrolling_and_no_mouse(room, bakery):
    page = room.page
    page.get_by_label("How many people are here").focus()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    names = page.locator(".tk-people").get_by_label("Name", exact=True).filter(visible=True)
    expect(names).to_have_count(2)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Paste a list")).to_be_focused()

    names.first.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("Anna")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Department", exact=True).first).to_be_focused()

    expect(page.get_by_label("Typing").get_by_role("option", name="Anna")).to_have_count(1)
    right = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.tk-screen *')].map(e => e.getBoundingClientRect().right))"
    )
    assert right <= 1280


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_pack_with_a_typing_error_opens_without_the_row(room):
    page, pack = room.open("lavender"), room.folder / "workshop_data" / "rye-bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(
        'title = "Rye Bakery"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (pack / "touchpoints.csv").write_text(
        "name,stage\nThe counter,buy\nThe till,bye\n", encoding="utf-8"
    )

    page.get_by_label("Client", exact=True).select_option(label="Rye Bakery")
    expect(page.get_by_text("Did you mean 'buy'?")).to_be_visible()
    page.get_by_role("button", name="Open without these rows").click()

    expect(page.get_by_role("heading", level=1, name="Rye Bakery")).to_be_visible()
    assert list(tk.open_workshop("rye-bakery").touchpoints["name"]) == ["The counter"]


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_files_changed_in_a_spreadsheet_are_noticed_and_taking_them_over_can_be_undone(
    room, bakery
):
    page, file = room.page, room.folder / "workshop_data" / bakery / "touchpoints.csv"
    shown = tk.open_workshop(bakery)

    file.write_text("name,stage\nThe counter,buy\nThe till,buy\n", encoding="utf-8")
    page.get_by_role("button", name="Take over the changed files").click()

    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_have_attribute("title", "Undo: take over the pack's files")
    assert list(shown.touchpoints["name"]) == ["The counter", "The till"]
    undo.click()
    expect(undo).not_to_have_attribute("title", "Undo: take over the pack's files")
    assert list(shown.touchpoints["name"]) == ["The counter"]
