"""A lone learner below the screen of a step, in JupyterLab and under Voilà."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from tests.browser.axe import found
from tests.browser.serving import choose, present, served
from touchkit.starter import make_practice

pytestmark = pytest.mark.browser

SOON = 30_000


NOTEBOOK = "03_received.ipynb"


@pytest.fixture(scope="module")
def voila(repository, tmp_path_factory):
    """The notebook as `touchkit present` would show it: a lesson stands in none that it shows."""
    with served(repository, tmp_path_factory.mktemp("lesson"), "present", NOTEBOOK) as shown:
        yield shown


@pytest.fixture(params=["lab", "voila"])
def practice(request, page, run_all, monkeypatch):
    """A half-finished client of this test's own, and the page of its step 3."""
    server = request.getfixturevalue(request.param)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(server.folder / "workshop_data"))
    monkeypatch.setenv("TOUCHKIT_WHO", "Robin")
    make_practice("learner", like="lavender", until=2)
    choose(server.folder, "learner")
    if request.param == "lab":
        run_all(page, server, NOTEBOOK)
    else:
        present(page, server)
    return "learner"


def test_a_learner_tries_checks_is_helped_and_starts_over(page, practice):
    lesson = page.locator(".tk-lesson")
    expect(lesson.get_by_role("status")).to_have_text("0 of 4 done", timeout=SOON)

    # done elsewhere, as on the screen above: the check turns by itself
    tk.open_workshop(practice).add(
        "notes", touchpoint="complaint", lane="expectation", text="A free hour", met="no"
    )
    expect(lesson.get_by_role("status")).to_have_text("1 of 4 done", timeout=SOON)

    for label in ("Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Show the worked answer"):
        lesson.get_by_role("button", name=label).first.press("Enter")
    expect(lesson.get_by_role("cell", name="Monthly invoice")).to_be_visible(timeout=SOON)
    wide = lesson.evaluate("box => [box.scrollWidth, box.clientWidth]")
    assert wide[0] <= wide[1]
    assert found(page, ".tk-lesson") == []

    ask = lesson.get_by_role("button", name="Start over …")
    ask.dblclick()
    expect(lesson.get_by_role("button", name="Yes, start over")).to_be_visible(timeout=SOON)
    page.keyboard.press("Enter")
    assert len(tk.open_workshop(practice).notes) == 1
    lesson.get_by_role("button", name="Yes, start over").press("Enter")
    expect(lesson.get_by_role("status")).to_have_text("0 of 4 done", timeout=SOON)
    expect(lesson.get_by_role("alert")).to_be_in_viewport(timeout=SOON)
    assert tk.open_workshop(practice).notes.empty

    lesson.get_by_role("button", name="Undo").click()
    expect(lesson.get_by_role("status")).to_have_text("1 of 4 done", timeout=SOON)
    assert len(tk.open_workshop(practice).notes) == 1
