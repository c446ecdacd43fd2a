"""The picture in both front ends: every figure said in words as well, what cannot be told said honestly."""

import pytest
from playwright.sync_api import expect

import touchkit as tk

pytestmark = pytest.mark.browser

SOON = 30_000
FIGURES = {
    "The map": 1,
    "The curve": 1,
    "The gaps": 2,
    "What matters": 1,
    "Who differs": 2,
    "What changed": 1,
    "What we know": 1,
}
UNSAID = {
    "What matters": "Nobody has said yet how important each touchpoint is.",
    "Who differs": "The team has not said yet what it believes passengers get.",
    "What changed": "Passengers have been asked once at most.",
    "What we know": "so strikes cannot be counted",
}


def picture_of(room, client):
    return room.step(client, "The picture")


def turn_to(page, figure):
    page.locator(".tk-figures").get_by_role("tab", name=figure).click()


def fact(page, what):
    return page.locator(".tk-facts li", has_text=what).locator("strong")


def test_each_figure_has_an_alternative_text_and_fits_the_projector(room):
    page = picture_of(room, "lavender")

    for tab, figures in FIGURES.items():
        turn_to(page, tab)
        shown = page.locator(".tk svg[role=img]:visible")
        expect(shown).to_have_count(figures, timeout=SOON)
        for figure in shown.all():
            assert len(figure.get_attribute("aria-label")) > 40
            assert figure.bounding_box()["x"] + figure.bounding_box()["width"] <= 1280
        assert page.locator(".tk-error").count() == 0

    # All at one moment: a figure drawn between two looks would move the row.
    boxes = page.locator(".tk-figures .lm-TabBar-tab").evaluate_all(
        "tabs => tabs.map(tab => tab.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 8
    assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 10
    assert boxes[-1]["x"] + boxes[-1]["width"] <= 1280


@pytest.mark.parametrize("room", ["voila"], indirect=True)
def test_what_an_airport_without_desired_scores_cannot_say_is_said_in_words(room):
    page = picture_of(room, "airport")

    turn_to(page, "The gaps")
    said = page.locator(".tk td", has_text="no desired score has been set").first
    expect(said).to_be_visible(timeout=SOON)
    expect(said).to_contain_text("Passengers received")

    for tab, words in UNSAID.items():
        turn_to(page, tab)
        expect(page.locator(".tk", has_text=words).last).to_be_visible(timeout=SOON)


@pytest.mark.parametrize("room", ["lab"], indirect=True)
def test_a_change_in_another_program_shows_by_itself_and_is_never_run(room):
    page = picture_of(room, "lavender")
    elsewhere = tk.open_workshop("lavender", who="somebody else")
    before = int((elsewhere.touchpoints["status"] != "retired").sum())
    expect(fact(page, "touchpoints")).to_have_text(str(before), timeout=SOON)
    hostile = "<img src=x onerror=\"document.title='taken'\">"

    elsewhere.add("touchpoints", name=hostile)

    expect(fact(page, "touchpoints")).to_have_text(str(before + 1), timeout=SOON)
    turn_to(page, "What looks wrong")
    expect(page.locator(".tk-badge.tk-mend:visible").first).to_be_visible(timeout=SOON)
    expect(page.get_by_text(hostile).filter(visible=True).first).to_be_visible(timeout=SOON)
    assert page.locator(".tk img").count() == 0
    assert page.title() != "taken"
    elsewhere.undo()
    expect(fact(page, "touchpoints")).to_have_text(str(before), timeout=SOON)
