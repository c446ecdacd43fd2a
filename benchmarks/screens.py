"""How fast the screens answer in a browser: press to stored and shown, and from tab to tab.

make bench-screens            prints the table
make bench-screens WRITE=1    writes it into docs/screens.md too
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

import touchkit as tk
from tests.browser.serving import FLAGS, READY, choose, present, served
from tests.setup_machine import find_browser
from touchkit.starter import make_client

REPOSITORY = Path(__file__).parents[1]
PAGE = REPOSITORY / "docs" / "screens.md"
MARKS = ("<!-- screens:start -->", "<!-- screens:end -->")
ROUNDS = 20
WANTED = {"press": (150, 300), "tab": (2000, 2000)}  # milliseconds: median, 95th percentile
POINTS, PEOPLE = 200, 24
STEPS = (
    "1 Point of view", "2 Touchpoints", "3 Received", "4 Desired", "5 Enhance", "The picture", "Start",
)  # fmt: skip

# What the page itself sees: when it was pressed, when it changed last, which revision it shows.
_WATCH = """() => {
  const screen = document.querySelector(".tk-screen");
  window.tkTimes = { pressed: 0, changed: 0 };
  for (const kind of ["click", "change", "keydown"])
    document.addEventListener(kind, () => { window.tkTimes.pressed = performance.now(); }, true);
  new MutationObserver((seen) => {
    if (seen.some((one) => !(one.target.parentElement ?? one.target).closest(".tk-clock")))
      window.tkTimes.changed = performance.now();
  }).observe(screen, { subtree: true, childList: true, attributes: true, characterData: true });
}"""
_QUIET = """(before) => {
  const now = document.querySelector(".tk-saved [data-revision]")?.dataset.revision ?? "";
  const { pressed, changed } = window.tkTimes;
  return (before === null || now !== before) && changed > pressed && performance.now() - changed > 400;
}"""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table: what was pressed, for whom, and the milliseconds it took."""

    what: str
    client: str
    kind: str
    taken: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.taken)

    @property
    def slow(self) -> float:
        return sorted(self.taken)[int(0.95 * (len(self.taken) - 1))]

    @property
    def met(self) -> bool:
        median, slow = WANTED[self.kind]
        return self.median < median and self.slow < slow


def main() -> int:
    """Measure, print, and say by the exit code whether every figure was met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE.name}")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=FLAGS)
        with served(REPOSITORY, Path(folder), "present") as room:
            os.environ["TOUCHKIT_FOLDER"] = str(room.folder / "workshop_data")
            lines = []
            for client, named in (("lavender", "lavender"), (_large_client(), "200 touchpoints")):
                choose(room.folder, client)
                page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
                page.set_default_timeout(READY)
                present(page, room)
                page.evaluate(_WATCH)
                lines += [*_tabs(page, named), *_presses(page, named)]
                page.close()
        browser.close()
    table = _table(lines)
    print(table)
    if write:
        _write(table)
    return int(not all(line.met for line in lines))


def _large_client() -> str:
    """Make a client with many touchpoints, all scored by everybody."""
    name = make_client("Two Hundred").name
    workshop = tk.open_workshop(name)
    stages = list(workshop.stages["id"])
    with workshop.one_step("make a large client") as edits:
        department = edits.add("departments", name="Everybody")
        edits.add("personas", name="Walter", goal="A clean house")
        for number in range(PEOPLE):
            edits.add("participants", alias=f"Person {number + 1}", department=department)
        points = [
            edits.add("touchpoints", name=f"Contact {number + 1}", stage=stages[number % len(stages)],
                      department=department, shortlist=number < 12)
            for number in range(POINTS)
        ]  # fmt: skip
    workshop.record(
        {"respondent": f"Person {person + 1}", "group": "team", "touchpoint": point, "measure": measure,
         "score": 1 + (person + place) % 5}
        for place, point in enumerate(points) for person in range(PEOPLE)
        for measure in ("received", "desired")
    )  # fmt: skip
    return name


def _timed(page: Page, press: Callable[[], object], *, stores: bool = True) -> float:
    """Return the milliseconds from a press to the last change it made on the page."""
    revision = page.evaluate(
        "() => document.querySelector('.tk-saved [data-revision]')?.dataset.revision ?? ''"
    )
    press()
    page.wait_for_function(_QUIET, arg=revision if stores else None)
    return float(page.evaluate("() => window.tkTimes.changed - window.tkTimes.pressed"))


def _tabs(page: Page, client: str) -> Iterator[Line]:
    for title in ("for the first time", "again"):
        taken = [
            _timed(page, page.get_by_role("tab", name=step, exact=True).click, stores=False)
            for step in STEPS
        ]
        yield Line(what=f"a tab, {title}", client=client, kind="tab", taken=taken)


def _presses(page: Page, client: str) -> Iterator[Line]:
    def line(what: str, press: Callable[[int], object]) -> Line:
        taken = [_timed(page, lambda n=n: press(n)) for n in range(ROUNDS)]
        made = Line(what=what, client=client, kind="press", taken=taken)
        print(f"{client}: {what}: {made.median:.0f} ms", file=sys.stderr, flush=True)
        return made

    def typed(label: str, words: str) -> Callable[[int], object]:
        def press(number: int) -> None:
            control = page.get_by_label(label, exact=True).first
            control.fill(words.format(number))
            control.press("Tab")

        return press

    page.get_by_role("tab", name="Start", exact=True).click()
    yield line("a line of text (the goal)", typed("Goal", "Fewer complaints {}"))
    undo = page.get_by_role("button", name="Undo", exact=True)
    redo = page.get_by_role("button", name="Redo", exact=True)
    yield line("a button (undo, redo)", lambda n: (redo if n % 2 else undo).click())
    page.get_by_role("tab", name="3 Received", exact=True).click()
    disputed = (
        page.locator(".tk-step:visible").get_by_role("button", name="Disputed", exact=True).first
    )
    yield line("a button that stays down (disputed)", lambda _: disputed.click())
    page.get_by_role("tab", name="4 Desired", exact=True).click()
    minimum = page.get_by_label("Minimum, one decision of the room").locator("visible=true")
    yield line("a drop-down (the minimum)", lambda n: minimum.select_option(index=1 + n % 3))
    yield from _room(page, line)
    page.get_by_role("tab", name="5 Enhance", exact=True).click()
    yield line("undo of a score, with gaps in view", lambda n: (redo if n % 2 else undo).click())


def _room(page: Page, line: Callable[[str, Callable[[int], object]], Line]) -> Iterator[Line]:
    """Time what is pressed while a room counts: hands, names, dots and notes."""
    step = page.locator(".tk-step:visible")

    def press(name: str) -> None:
        step.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()

    def by_turns(*controls: Locator) -> Callable[[int], object]:
        return lambda n: controls[n % len(controls)].click()

    def counted(field: Locator) -> Callable[[int], object]:
        def type_in(number: int) -> None:
            field.fill(str(6 - number % 2))
            field.press("Enter")

        return type_in

    page.get_by_role("tab", name="3 Received", exact=True).click()
    again = step.get_by_role("button", name="Vote again", exact=True)
    again.click()
    press("Show of hands")
    cell = step.locator(".tk-tally").nth(1)
    hands = cell.locator("button").last, cell.locator("button").first
    counted(cell.locator("input"))(1)
    expect(hands[1]).to_be_enabled()
    yield line("a hand more or fewer (+ and −)", by_turns(*hands))
    yield line("a number of hands typed", counted(cell.locator("input")))
    press("Reveal")
    step.locator(".tk-dots").locator("visible=true").first.wait_for()
    yield line("a hand while the vote is revealed", by_turns(*hands))
    again.click()
    expect(cell.locator("input")).to_have_value("")
    press("By name")
    chips, values = step.locator(".tk-chips button"), step.locator(".tk-values button")

    def by_name(number: int) -> None:
        chips.nth(number % 4).click()
        expect(values.first).to_be_enabled()
        values.nth(number % 3).click()

    yield line("a value by name, its chip pressed first", by_name)
    note = step.get_by_label(re.compile("^New note")).locator("visible=true").first

    def noted(number: int) -> None:
        note.fill(f"Note {number}")
        note.press("Enter")

    yield line("a note", noted)
    page.get_by_role("tab", name="2 Touchpoints", exact=True).click()
    step.get_by_role("button", name="Shortlist").locator("visible=true").first.click()
    dots = step.locator(".tk-tp-dotsrow").first.locator("button")
    yield line("a dot for the shortlist", by_turns(dots.nth(1), dots.nth(0)))
    page.get_by_role("tab", name="4 Desired", exact=True).click()
    press("Importance")
    given = step.locator(".tk-dots-row input").locator("visible=true").first
    given.wait_for()
    anew = step.get_by_role("button", name="Give them again (new round)")
    if anew.is_visible():  # what was given by name is not counted over
        anew.click()
        expect(given).to_have_value("")
    yield line("dots of importance", counted(given))
    press("For the room")


def _table(lines: list[Line]) -> str:
    head = [
        "| what | client | median | 95th percentile | wanted | met |",
        "|---|---|---|---|---|---|",
    ]
    rows = [
        f"| {line.what} | {line.client} | {line.median:.0f} ms | {line.slow:.0f} ms | "
        f"{WANTED[line.kind][0]} / {WANTED[line.kind][1]} ms | {'yes' if line.met else 'no'} |"
        for line in lines
    ]
    return "\n".join([*head, *rows])


def _write(table: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    PAGE.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{rest.split(MARKS[1])[1]}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
