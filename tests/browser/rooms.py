"""The workshop's page in a front end: one that lasts for all tests of a worker, and pages of a test's own."""

import contextlib
import json
import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Locator, Page, expect

import touchkit as tk
from tests.browser.serving import READY, Lab, choose, present, run_all_cells

NOTEBOOK = "workshop.ipynb"
SIZE = {"width": 1280, "height": 720}
_SOON = 30_000

# What the test before may have left down: drawers go up, each step shows its first way again, nothing is
# enlarged. A press counts in a hidden tab as well. What belongs to a client went with the client.
_PUT_BACK = """() => {
  document.body.style.zoom = document.documentElement.style.zoom = "";
  const all = (selector) => [...document.querySelectorAll(".tk-screen " + selector)];
  const drawers = new Set(["Guide", "More", "We are late", "Make a new client", "Paste a list", "What if …?"]);
  for (const button of all(".widget-toggle-button.mod-active"))
    if (drawers.has(button.textContent.trim())) button.click();
  for (const button of all(".tk-ways > .tk-way:first-child > button:first-child, " +
                           ".tk-step > .widget-toggle-buttons button:first-of-type"))
    if (!button.classList.contains("mod-active")) button.click();
  const first = document.querySelector(".tk-figures .lm-TabBar-tab");
  return Boolean(first) && !first.classList.contains("lm-mod-current");
}"""
_BEATS = """() => new Promise((heard) => {
  const clock = document.querySelector(".tk-clock");
  if (!clock) return heard(false);
  new MutationObserver(() => heard(true)).observe(clock, {subtree: true, childList: true, characterData: true});
  setTimeout(() => heard(false), 5000);
})"""


class Lasting:
    """A page of a front end that stays open from the first test that wants it to the worker's end."""

    def __init__(self, chromium: Browser, front: str, server: Lab) -> None:
        self.front, self.server = front, server
        self.spoilt = True
        self._stack = ExitStack()
        self.page = self._stack.enter_context(opened(chromium))

    def close(self) -> None:
        self._stack.close()

    def show(self, client: str) -> None:
        """Show a client: turned to where the page is alive, else opened anew."""
        if client and not self.spoilt and self._stands():
            try:
                self._turn(client)
            except (AssertionError, Error):
                if self._answers():
                    raise
            else:
                return
        open_anew(self.page, self.front, self.server, client)
        self.page.set_viewport_size(SIZE)
        self.spoilt = False

    def _stands(self) -> bool:
        """Say whether the page was left as one: another window on its kernel takes its screen away."""
        return self.page.locator(".tk-frame").count() == 1

    def _answers(self) -> bool:
        with contextlib.suppress(Error):
            return bool(self.page.evaluate(_BEATS))
        return False

    def _turn(self, client: str) -> None:
        """Choose a client as a person does: on the tab Start, in the drop-down Client."""
        page = self.page
        for popup in page.context.pages:
            if popup is not page:
                popup.close()
        page.set_viewport_size(SIZE)
        if page.locator("[role=dialog]:visible, dialog[open]").count():
            page.keyboard.press("Escape")
        if page.evaluate(_PUT_BACK):
            page.get_by_role("tab", name="The picture", exact=True).click()
            page.locator(".tk-figures .lm-TabBar-tab").first.click()
        start = page.get_by_role("tab", name="Start", exact=True)
        if start.get_attribute("aria-selected") != "true":
            start.click()
        picked, label = page.get_by_label("Client", exact=True), _label(client)
        if picked.input_value(timeout=_SOON) != label:
            picked.select_option(label=label, timeout=_SOON)
        shows(page, client)
        whose = page.get_by_label("Journey of").filter(visible=True)
        if whose.count() and whose.input_value() != "Everybody":
            whose.select_option(label="Everybody")
        for drawer in (".tk-drawer", ".tk-card"):
            expect(page.locator(".tk-frame").locator(drawer)).to_be_hidden(timeout=_SOON)
        page.locator(".tk-screen").evaluate("screen => screen.scrollIntoView()")


class Room:
    """The workshop's page in one of the front ends, as the fixture `room` hands it to a test.

    Attributes
    ----------
    front : str
        lab or voila.
    page : playwright's Page
        The page that was opened last.
    folder : Path
        What is served; `folder / "workshop_data"` holds the packs.
    server : Lab
        Where it is served.
    """

    def __init__(
        self, lasting: Lasting, chromium: Browser, stack: ExitStack, traced: Callable[..., object]
    ) -> None:
        self.front, self.server, self.folder = lasting.front, lasting.server, lasting.server.folder
        self.page = lasting.page
        self._lasting, self._chromium, self._stack, self._traced = lasting, chromium, stack, traced
        self._recorded = False

    def open(self, client: str = "") -> Page:
        """Show a client (blank: none chosen yet) on the page that lasts; return it when it can be used.

        It is put back to the tab Start, all drawers closed, everybody's journey, 1280x720. What the test
        leaves in the store stays there: give every test a client of its own name.
        """
        self._record()
        self._lasting.show(client)
        return self.page

    def _record(self) -> None:
        if not self._recorded:
            self._stack.enter_context(self._traced(self._lasting.page, ""))
            self._recorded = True
        self.page = self._lasting.page

    def step(self, client: str, name: str) -> Page:
        """Show one of the steps, called as its tab is: `room.step("lavender", "5 Enhance")`."""
        page = self.open(client)
        page.get_by_role("tab", name=name, exact=True).click()
        question = page.locator(".tk-question")
        expect(question).to_contain_text(re.sub(r"^\d ", "", name), timeout=_SOON)
        expect(page.locator(".tk-step:visible")).to_have_count(1, timeout=_SOON)
        return page

    def stay(self, client: str, name: str) -> Page:
        """As `step`, but take the page as the test before left it where it shows just that; costs nothing then.

        For tests of one file that put back themselves what they change.
        """
        page = self._lasting.page
        shown = page.locator(f'.tk-saved [data-client="{client}"]').count()
        there = page.get_by_role("tab", name=name, exact=True, selected=True).count()
        if self._lasting.spoilt or not shown or not there:
            return self.step(client, name)
        self._record()
        return page

    def fresh(self, client: str = "", prepare: Callable[[Page], object] = lambda _: None) -> Page:
        """Show a client on a page with a kernel of its own, for a test that spoils either.

        Kill its kernel, change its styles; `prepare` is given the page before it is opened, for scripts
        and for listening to what it asks for.
        """
        in_lab = self.front == "lab"
        notebook = self._stack.enter_context(_copied(self.server)) if in_lab else NOTEBOOK
        page = self._stack.enter_context(opened(self._chromium))
        self._stack.enter_context(self._traced(page, "-fresh"))
        self.page = page
        prepare(page)
        open_anew(page, self.front, self.server, client, notebook)
        return page


def here(page: Page) -> Locator:
    """Return the step that is looked at: the others' controls are in the page as well, hidden."""
    return page.locator(".tk-step:visible")


@contextmanager
def opened(chromium: Browser) -> Iterator[Page]:
    """Give a page at a projector's size that records what happens on it."""
    context = chromium.new_context(viewport=SIZE)
    # The trace has every action, request and message. Film and copies of the page are left out: they took half of
    # the time on two cores; the picture taken at a failure shows the page.
    context.tracing.start(screenshots=False, snapshots=False)
    page = context.new_page()
    page.set_default_timeout(READY)
    yield page
    context.close()


def open_anew(page: Page, front: str, server: Lab, client: str, notebook: str = NOTEBOOK) -> None:
    """Open the workshop for a client (blank: none chosen yet) and wait until it can be used."""
    choose(server.folder, client)
    if front == "lab":
        run_all_cells(page, server, notebook)
    else:
        present(page, server)
    shows(page, client)


def shows(page: Page, client: str) -> None:
    """Wait until all of the page shows a client: that is said last."""
    said = page.locator(f'.tk-saved [data-client="{client}"]')
    expect(said).to_have_count(1, timeout=_SOON)


@contextmanager
def _copied(server: Lab) -> Iterator[str]:
    """Lay a copy of the workshop's notebook beside it: JupyterLab keeps a kernel for each notebook."""
    folder = server.folder / "notebooks"
    name = f"workshop-{len(list(folder.iterdir()))}.ipynb"
    shutil.copy(folder / NOTEBOOK, folder / name)
    yield name
    for session in json.loads(_ask(server, "api/sessions")):
        if Path(session["path"]).name == name:
            _ask(server, f"api/sessions/{session['id']}", "DELETE")


def _ask(server: Lab, what: str, method: str = "GET") -> bytes:
    base, token = server.parts
    asked = urllib.request.Request(  # noqa: S310 # our own server
        f"{base}/{what}", method=method, headers={"Authorization": f"token {token}"}
    )
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 # our own server
        return bytes(answer.read())


def _label(client: str) -> str:
    """Return what the drop-down says of a client: its title, and its name where two have the same."""
    found = tk.clients().set_index("client")["title"]
    title = str(found[client])
    return f"{title} ({client})" if (found == title).sum() > 1 else title
