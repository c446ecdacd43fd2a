"""The pictures in README.md and the guide, made anew from the example lavender: `make pictures`."""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.serving import FLAGS, READY, choose, present, served
from tests.setup_machine import find_browser

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "docs" / "pictures"
SIZE = {"width": 1280, "height": 720}
LARGEST = 200_000

PICTURES = {
    "start.png": "The picture",
    "step_0_start.png": "Start",
    "step_1_point_of_view.png": "1 Point of view",
    "step_2_touchpoints.png": "2 Touchpoints",
    "step_3_received.png": "3 Received",
    "step_4_desired.png": "4 Desired",
    "step_5_enhance.png": "5 Enhance",
}
"""Every picture, and the tab of the workshop it shows."""

PARTS = {
    "step_5_matrix.png": ("5 Enhance", "Value and effort"),
    "step_5_choose.png": ("5 Enhance", "Choose"),
    "every_time.png": ("Every time", "What to look at"),
}
"""Every picture of a part of a step: the step's tab, and the button that opens the part."""

BOARD = "board.png"
"""README's first picture: step 2's map, over the whole window."""
SMALLER = 2

# Nothing but the clock has moved for a second: everything is drawn.
_STILL = """() => new Promise((still) => {
  let last = performance.now();
  new MutationObserver((seen) => {
    if (seen.some((one) => !(one.target.parentElement ?? one.target).closest(".tk-clock"))) last = performance.now();
  }).observe(document.querySelector(".tk-screen"), {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  const look = () => (performance.now() - last > 1000 ? still() : setTimeout(look, 100));
  look();
})"""


def main() -> int:
    """Make them all; return 1 where one is too large to be fetched with every copy of touchkit."""
    os.environ["TOUCHKIT_WHO"] = "Sage"  # lavender's facilitator, whoever makes the pictures
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=FLAGS)
        with served(REPOSITORY, Path(folder), "present") as room:
            page = browser.new_context(viewport=SIZE, timezone_id="UTC").new_page()
            page.set_default_timeout(READY)
            choose(room.folder, "lavender")
            present(page, room)
            sizes = {BOARD: _take_board(page)}  # before a step settles on one persona's journey
            sizes |= {name: _take(page, name, tab) for name, tab in PICTURES.items()}
            page.get_by_role("tab", name="5 Enhance", exact=True).click()
            page.get_by_label("Journey of").filter(visible=True).select_option(label="Everybody")
            sizes |= {name: _take_part(page, name, *part) for name, part in PARTS.items()}
        browser.close()
    for name, size in sizes.items():
        print(f"{FOLDER.relative_to(REPOSITORY)}/{name}: {size / 1000:.0f} kB")  # noqa: T201 # a script speaks by printing
    return int(max(sizes.values()) > LARGEST)


def _take(page: Page, name: str, tab: str) -> int:
    page.get_by_role("tab", name=tab, exact=True).click()
    expect(page.locator(".tk-step:visible").first).to_be_visible(timeout=READY)
    if tab == "The picture":
        expect(page.locator(".tk svg[role=img]:visible").first).to_be_visible(timeout=READY)
    expect(page.locator(".tk-question")).to_contain_text(tab.lstrip("12345 "), timeout=READY)
    page.evaluate(_STILL)
    page.mouse.move(0, 0)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / name, caret="hide")
    return (FOLDER / name).stat().st_size


def _take_part(page: Page, name: str, tab: str, part: str) -> int:
    page.get_by_role("tab", name=tab, exact=True).click()
    expect(page.locator(".tk-question")).to_contain_text(tab.lstrip("12345 "), timeout=READY)
    button = page.get_by_role("button", name=part, exact=True).filter(visible=True)
    button.click()
    page.locator(".tk-tp-tabs:visible").evaluate("bar => bar.scrollIntoView()")
    page.evaluate(_STILL)
    page.mouse.move(0, 0)
    page.screenshot(path=FOLDER / name, caret="hide")
    return (FOLDER / name).stat().st_size


def _take_board(page: Page) -> int:
    page.get_by_role("tab", name="2 Touchpoints", exact=True).click()
    page.get_by_role("button", name="Full window").click()
    for _ in range(SMALLER):
        page.get_by_role("button", name="Smaller").click()
    page.locator(".tk-b-scroll").evaluate("map => map.scrollTo(0, 390)")  # where scores begin
    page.mouse.move(0, 0)
    page.evaluate(_STILL)
    page.screenshot(path=FOLDER / BOARD, caret="hide")
    page.get_by_role("button", name="Full window").click()
    page.get_by_role("button", name="Zoom", exact=False).click()
    return (FOLDER / BOARD).stat().st_size


if __name__ == "__main__":
    sys.exit(main())
