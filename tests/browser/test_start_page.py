"""The start page, notebook 00 in JupyterLab, as a person meets it: by keyboard alone."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.serving import choose

pytestmark = pytest.mark.browser

NOTEBOOK = "00_start_here.ipynb"
SOON = 30_000


def test_the_page_welcomes_opens_what_is_chosen_and_remembers_it(page, lab, run_all, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(lab.folder / "workshop_data"))
    choose(lab.folder, "")
    run_all(page, lab, NOTEBOOK)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    expect(page.get_by_text("No client is open yet").last).to_be_visible()

    page.get_by_label("Client", exact=True).focus()
    page.keyboard.type("Lav")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Lavender")).to_be_visible(timeout=SOON)
    expect(page.get_by_label("Client", exact=True)).to_be_in_viewport()
    expect(page.locator(".tk svg[role=img]")).to_be_visible(timeout=SOON)
    said = page.get_by_text("Lavender Home Cleaning has")
    expect(said).to_contain_text("Nothing is missing.", timeout=SOON)
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
    assert page.locator(".jp-OutputArea-output[data-mime-type*=stderr]").count() == 0

    page.get_by_role("tab", name="The map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="The curve", selected=True)).to_be_visible(timeout=SOON)

    run_all(page, lab, NOTEBOOK)

    expect(page.get_by_role("heading", level=1, name="Lavender")).to_be_visible(timeout=SOON)
    assert tk.open_workshop().name == "lavender"
