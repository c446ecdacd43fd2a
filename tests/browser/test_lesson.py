"""A lone learner below the screen of a step, in JupyterLab."""

import pytest
from playwright.sync_api import expect

import touchkit as tk
from touchkit.starter import make_practice

pytestmark = pytest.mark.browser

SOON = 30_000


@pytest.fixture
def practice(lab, monkeypatch):
    """A half-finished client of this test's own, chosen on the start page."""
    root = lab.folder / "workshop_data"
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(root))
    monkeypatch.setenv("TOUCHKIT_WHO", "Robin")
    if not (root / "learner").exists():
        make_practice("learner", like="lavender", until=2)
    (root / ".chosen").write_text("learner\n", encoding="utf-8")
    yield "learner"
    (root / ".chosen").unlink(missing_ok=True)


def test_a_learner_tries_checks_is_helped_and_starts_over(page, lab, run_all, practice):
    run_all(page, lab, "03_received.ipynb")
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
