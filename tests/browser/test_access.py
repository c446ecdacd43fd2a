"""No screen shuts anybody out: axe-core finds nothing serious in any of them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("room", ["voila"], indirect=True)]
SOON = 30_000
GRAVE = ("serious", "critical")
STEPS = (
    "Start", "1 Point of view", "2 Touchpoints", "3 Received", "4 Desired", "5 Enhance", "The picture",
)  # fmt: skip


def found(page):
    """Return what axe-core finds grave in our own part of the page, one line each."""
    result = Axe().run(page, context=".tk-screen")
    assert len(result.response["passes"]) > 5, "axe-core looked at nothing"
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in result.response["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def test_nothing_is_grave_before_a_client_is_chosen(room):
    page = room.open()

    assert found(page) == []


def test_nothing_is_grave_on_any_step_or_in_the_drawers_of_the_frame(room):
    page = room.open("lavender")
    grave = {}

    for step in STEPS:
        page.get_by_role("tab", name=step, exact=True).click()
        expect(page.get_by_role("tab", name=step, exact=True, selected=True)).to_be_visible()
        expect(page.locator(".tk-step:visible").first).to_be_visible(timeout=SOON)
        grave[step] = found(page)
    for name in ("Guide", "More", "We are late"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".tk-card")).to_be_visible(timeout=SOON)
    grave["the frame's drawers"] = found(page)

    assert len(grave) == 8
    assert {step: lines for step, lines in grave.items() if lines} == {}
