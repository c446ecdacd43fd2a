"""The start page in JupyterLab, as a person meets it."""

import shutil

import pytest
from playwright.sync_api import expect

import touchkit as tk

pytestmark = pytest.mark.browser

NOTEBOOK = "00_start_here.ipynb"
SOON = 30_000


@pytest.fixture(autouse=True)
def nothing_chosen(lab, monkeypatch):
    (lab.folder / "workshop_data" / ".chosen").unlink(missing_ok=True)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(lab.folder / "workshop_data"))


@pytest.fixture
def start(shared, lab, run_all):
    """The start page, opened once for the tests that leave it as it was; again where another took its kernel."""
    if shared.locator(".tk-frame").count() == 0:
        run_all(shared, lab, NOTEBOOK)
    return shared


def choose(page, name):
    page.get_by_label("Client", exact=True).select_option(label=name)
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=SOON)


def fact(page, what):
    return page.locator(".tk-facts li", has_text=what).locator("strong")


def test_the_page_welcomes_and_opens_the_client_that_is_chosen_in_view(page, lab, run_all):
    run_all(page, lab, NOTEBOOK)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(page.get_by_text("No client is open yet").last).to_be_visible()

    choose(page, "Lavender Home Cleaning")

    expect(page.locator(".tk svg[role=img]")).to_be_visible(timeout=SOON)
    expect(page.get_by_label("Client", exact=True)).to_be_in_viewport()
    said = page.get_by_text("Lavender Home Cleaning has")
    expect(said).to_contain_text("Nothing is missing.", timeout=SOON)
    expect(page.locator(".jp-OutputArea-output[data-mime-type*=error]")).to_have_count(0)
    expect(page.locator(".jp-OutputArea-output[data-mime-type*=stderr]")).to_have_count(0)


FIGURES = {
    "The map": 1,
    "The curve": 1,
    "The gaps": 2,
    "What matters": 1,
    "Who differs": 2,
    "What changed": 1,
    "What we know": 1,
}


def test_each_figure_has_an_alternative_text_and_fits_the_projector(start):
    page = start
    choose(page, "Lavender Home Cleaning")

    for tab, figures in FIGURES.items():
        page.get_by_role("tab", name=tab).click()
        shown = page.locator(".tk svg[role=img]:visible")
        expect(shown).to_have_count(figures, timeout=SOON)
        for figure in shown.all():
            assert len(figure.get_attribute("aria-label")) > 40
            assert figure.bounding_box()["x"] + figure.bounding_box()["width"] <= 1280
        assert page.locator(".tk-error").count() == 0


def test_findings_are_said_in_words(start):
    page = start
    choose(page, "Lavender Home Cleaning")

    page.get_by_role("tab", name="What looks wrong").click()

    expect(page.locator(".tk-badge.tk-mend").first).to_be_visible(timeout=SOON)


def test_an_airport_without_desired_scores_is_shown_honestly(start):
    page = start
    choose(page, "San Francisco International Airport, 2017")

    page.get_by_role("tab", name="The gaps").click()

    said = page.locator(".tk td", has_text="no desired score has been set").first
    expect(said).to_be_visible(timeout=SOON)
    expect(said).to_contain_text("Passengers received")


UNSAID = {
    "What matters": "Nobody has said yet how important each touchpoint is.",
    "Who differs": "The team has not said yet what it believes passengers get.",
    "What changed": "Passengers have been asked once at most.",
    "What we know": "so strikes cannot be counted",
}


def test_what_the_airport_cannot_say_is_said_in_words(start):
    page = start
    choose(page, "San Francisco International Airport, 2017")

    for tab, words in UNSAID.items():
        page.get_by_role("tab", name=tab).click()
        expect(page.locator(".tk", has_text=words).last).to_be_visible(timeout=SOON)


def test_all_tabs_stand_in_one_row_on_a_projector(start):
    page = start
    choose(page, "Lavender Home Cleaning")

    # All at one moment: a figure drawn between two looks would move the row.
    boxes = page.locator(".tk-figures .lm-TabBar-tab").evaluate_all(
        "tabs => tabs.map(tab => tab.getBoundingClientRect().toJSON())"
    )

    assert len(boxes) == 8
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 10
    assert boxes[-1]["x"] + boxes[-1]["width"] <= 1280


def test_a_change_in_another_notebook_shows_by_itself(start):
    page = start
    choose(page, "Lavender Home Cleaning")
    elsewhere = tk.open_workshop("lavender", who="somebody else")
    before = int((elsewhere.touchpoints["status"] != "retired").sum())
    expect(fact(page, "touchpoints")).to_have_text(str(before), timeout=SOON)

    elsewhere.add("touchpoints", name="A thank-you note in the parcel")

    expect(fact(page, "touchpoints")).to_have_text(str(before + 1), timeout=SOON)
    elsewhere.undo()
    expect(fact(page, "touchpoints")).to_have_text(str(before), timeout=SOON)


def test_what_a_participant_types_is_shown_and_never_run(start):
    page = start
    choose(page, "Lavender Home Cleaning")
    hostile = "<img src=x onerror=\"document.title='taken'\">"

    elsewhere = tk.open_workshop("lavender", who="somebody else")
    elsewhere.add("touchpoints", name=hostile)
    page.get_by_role("tab", name="What looks wrong").click()

    expect(page.get_by_text(hostile).first).to_be_visible(timeout=SOON)
    assert page.locator(".tk img").count() == 0
    assert page.title() != "taken"
    elsewhere.undo()


def test_the_choice_is_remembered_when_the_page_is_opened_again(page, lab, run_all):
    run_all(page, lab, NOTEBOOK)
    choose(page, "San Francisco International Airport, 2017")

    run_all(page, lab, NOTEBOOK)

    expect(page.get_by_role("heading", level=1, name="San Francisco")).to_be_visible(timeout=SOON)
    assert tk.open_workshop().name == "airport"


def test_a_pack_with_a_typing_error_opens_without_the_row(page, lab, run_all):
    pack = lab.folder / "workshop_data" / "bakery"
    pack.mkdir()
    (pack / "client.toml").write_text(
        'title = "Rose Bakery"\n[[stages]]\nname = "Buy"\n', encoding="utf-8"
    )
    (pack / "touchpoints.csv").write_text(
        "name,stage\nThe counter,buy\nThe till,bye\n", encoding="utf-8"
    )
    run_all(page, lab, NOTEBOOK)

    page.get_by_label("Client", exact=True).select_option(label="Rose Bakery")
    expect(page.get_by_text("Did you mean 'buy'?")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Open without these rows").click()

    expect(page.get_by_role("heading", level=1, name="Rose Bakery")).to_be_visible(timeout=SOON)
    expect(fact(page, "touchpoints")).to_have_text("1")
    shutil.rmtree(pack)


def test_the_page_works_by_keyboard_alone(page, lab, run_all):
    run_all(page, lab, NOTEBOOK)

    page.get_by_label("Client", exact=True).focus()
    page.keyboard.type("Lav")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Lavender")).to_be_visible(timeout=SOON)
    page.get_by_role("tab", name="The map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_role("tab", name="The curve", selected=True)).to_be_visible(timeout=SOON)


def test_files_changed_in_a_spreadsheet_are_noticed_and_the_choice_can_be_undone(
    page, lab, run_all
):
    run_all(page, lab, NOTEBOOK)
    choose(page, "San Francisco International Airport, 2017")
    file = lab.folder / "workshop_data" / "airport" / "touchpoints.csv"
    before = file.read_bytes()

    file.write_bytes(before + b"jet-bridge,Jet bridge\n")
    page.get_by_role("button", name="Take over the changed files").click(timeout=SOON)
    expect(fact(page, "touchpoints")).to_have_text("24", timeout=SOON)
    undo = page.get_by_role("button", name="Undo", exact=True)
    expect(undo).to_have_attribute("title", "Undo: take over the pack's files")
    undo.click()

    expect(fact(page, "touchpoints")).to_have_text("23", timeout=SOON)
    file.write_bytes(before)
