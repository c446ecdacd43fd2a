"""Each step's notebook by itself in JupyterLab: it opens, and what is written on its screen is stored."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.rooms import here
from tests.browser.serving import choose
from touchkit.starter import make_client

pytestmark = pytest.mark.browser

SOON = 30_000
# The start and step 3 have tests of their own: test_start_page.py, test_lesson.py.
STEPS = {
    "01_point_of_view.ipynb": "point-of-view",
    "02_touchpoints.ipynb": "touchpoints",
    "04_desired.ipynb": "desired",
    "05_enhance.ipynb": "enhance",
}


@pytest.mark.parametrize("notebook", STEPS)
def test_the_notebook_opens_and_its_screen_stores_what_is_written(
    notebook, page, lab, run_all, monkeypatch
):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(lab.folder / "workshop_data"))
    step = STEPS[notebook]
    client = make_client(f"Alone with {step}").name
    choose(lab.folder, client)
    run_all(page, lab, notebook)

    here(page).get_by_label("New decision").fill("Paint the sign")
    page.keyboard.press("Enter")

    expect(here(page).locator(".tk-decision:visible")).to_have_count(1, timeout=SOON)
    decided = tk.open_workshop(client).decisions
    assert decided[["step", "text"]].to_numpy().tolist() == [[step, "Paint the sign"]]
    assert complaints(page) == 0


def test_an_act_written_in_the_calendars_notebook_is_stored(page, lab, run_all, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(lab.folder / "workshop_data"))
    client = make_client("Alone with the calendar").name
    choose(lab.folder, client)
    run_all(page, lab, "06_every_time.ipynb")

    here(page).get_by_role("button", name="Acts", exact=True).click()
    here(page).get_by_label("A new act").fill("A card in spring")
    page.keyboard.press("Enter")

    expect(here(page).locator(".tk-act-form:visible")).to_have_count(1, timeout=SOON)
    assert tk.open_workshop(client).acts["title"].tolist() == ["A card in spring"]
    assert complaints(page) == 0


def complaints(page):
    outputs = page.locator(".jp-OutputArea-output")
    return sum(
        outputs.and_(page.locator(f"[data-mime-type*={kind}]")).count()
        for kind in ("error", "stderr")
    )
