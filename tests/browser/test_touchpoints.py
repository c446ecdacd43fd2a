"""Step 2 in a browser: stickies pasted, a card edited by keyboard, dots counted."""

import pytest
from playwright.sync_api import expect

from touchkit.starter import make_client

HOSTILE = "<img src=x onerror=alert(1)>"
_LINES_OF = """(card, word) => {
  const text = [...card.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.data.includes(word));
  const range = document.createRange();
  range.setStart(text, text.data.indexOf(word));
  range.setEnd(text, text.data.indexOf(word) + word.length);
  return range.getClientRects().length;
}"""
"""On how many lines a word of a card stands."""


@pytest.fixture
def step(page, lab, run_all, monkeypatch):
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(lab.folder / "workshop_data"))
    if not (lab.folder / "workshop_data" / "corner-shop").exists():
        make_client("Corner shop")
    (lab.folder / "workshop_data" / ".chosen").write_text("corner-shop\n")
    run_all(page, lab, "02_touchpoints.ipynb")
    return page.locator(".tk-step")


def turn_to(step, name):
    step.locator(".tk-tp-tabs").get_by_role("button", name=name).click()


def test_stickies_are_pasted_sorted_edited_by_keyboard_and_chosen_by_dots(page, step):
    stickies = [f"Contact {number} / Buy / Sales" for number in range(37)]
    stickies.append("A recommendation / Refer / Sales")
    turn_to(step, "Paste a list")
    step.get_by_label("The list").fill("\n".join([*stickies, f"{HOSTILE} / Bye", "A loose one"]))
    expect(step.locator(".tk-tp-question:visible")).to_contain_text("“Bye” is no stage yet")
    step.get_by_role("button", name="Put 40 on the map").click()
    expect(step.locator(".tk-tp-told")).to_contain_text("40 touchpoints put on the map.")

    turn_to(step, "The map (1 unsorted)")
    step.get_by_label("Put into").select_option(label="Know")
    step.get_by_role("button", name="A loose one").click()
    expect(step.locator(".tk-tp-unsorted")).to_be_hidden()
    step.locator(".tk-tp-grid").get_by_role("button", name="A loose one").focus()
    page.keyboard.press("Enter")
    expect(step.get_by_label("Name", exact=True)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" more")
    page.keyboard.press("Enter")
    expect(
        step.locator(".tk-tp-grid").get_by_role("button", name="A loose one more")
    ).to_be_visible()
    expect(step.locator(".tk-tp-grid").get_by_role("button", name=HOSTILE)).to_be_visible()
    wide = page.evaluate(
        "(e => e.scrollWidth - e.clientWidth)(document.querySelector('.tk-screen'))"
    )
    assert wide <= 0
    card = step.locator(".tk-tp-grid").get_by_role("button", name="A recommendation")
    assert card.evaluate(_LINES_OF, "recommendation") == 1

    turn_to(step, "Shortlist")
    row = step.locator(".tk-tp-dotsrow").first
    row.get_by_role("button", name="+").click()
    row.get_by_role("button", name="+").click()
    expect(row.locator("input")).to_have_value("2")
    expect(step).to_contain_text("2 dots on 1 touchpoint.")
    expect(step.get_by_role("button", name="Take the first")).to_be_disabled()
    row.get_by_role("button", name="Choose").click()
    expect(row.get_by_role("button", name="✓ Chosen")).to_be_visible()
