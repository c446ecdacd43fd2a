"""Servers of the tests' own, on loopback, and a browser that looks at their pages."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.browser.serving import FLAGS, READY, Lab, choose, present, run_all_cells, served
from tests.setup_machine import find_browser


@pytest.fixture(scope="session")
def lab(repository, tmp_path_factory) -> Iterator[Lab]:
    """Serve copies of the notebooks and packs with `touchkit lab`, as a person would."""
    with served(repository, tmp_path_factory.mktemp("lab"), "lab") as lab:
        yield lab


@pytest.fixture(scope="session")
def voila(repository, tmp_path_factory) -> Iterator[Lab]:
    """Serve copies of the notebooks and packs with `touchkit present`; each visit starts a kernel."""
    with served(repository, tmp_path_factory.mktemp("voila"), "present") as lab:
        yield lab


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    path = find_browser()
    assert path is not None, "no browser; `python tests/setup_machine.py` sets one up"
    browser = playwright.chromium.launch(executable_path=str(path), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(chromium, request, repository) -> Iterator[Page]:
    """A page at a projector's size; a failing test leaves its screenshot and its trace."""
    with _opened(chromium) as page, _traced(page, request, repository / "test-results"):
        yield page


@pytest.fixture(scope="module")
def lasting_page(chromium) -> Iterator[Page]:
    """The page `shared` stands on."""
    with _opened(chromium) as page:
        yield page


@pytest.fixture
def shared(lasting_page, request, repository) -> Iterator[Page]:
    """One page for all tests of a module that leave it as they found it: opening one takes seconds."""
    with _traced(lasting_page, request, repository / "test-results"):
        yield lasting_page


@contextmanager
def _opened(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    # The film of every frame is left out: two cores would draw it beside the page, and a trace has the page itself.
    context.tracing.start(snapshots=True)
    page = context.new_page()
    page.set_default_timeout(READY)
    yield page
    context.close()


@contextmanager
def _traced(page: Page, request: pytest.FixtureRequest, results: Path) -> Iterator[None]:
    failures = request.session.testsfailed
    page.context.tracing.start_chunk()
    yield
    name = re.sub(r"\W+", "-", request.node.name)
    if request.session.testsfailed > failures or request.node.stash.get(FAILED, False):
        results.mkdir(exist_ok=True)
        page.screenshot(path=results / f"{name}.png", full_page=True)
        page.context.tracing.stop_chunk(path=results / f"{name}.zip")
    else:
        page.context.tracing.stop_chunk()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def run_all():
    """Open a notebook, run all its cells, and wait until a screen of ours stands there."""
    return run_all_cells


@dataclass(frozen=True)
class Room:
    """The workshop's page in one of the front ends, opened by `open(client)`.

    Attributes
    ----------
    front : str
        lab or voila.
    page : playwright's Page
        Where it stands.
    folder : Path
        What is served; `folder / "workshop_data"` holds the packs.
    open : callable
        Opens the page for a client (blank: none chosen yet) and returns it when it can be used.
    """

    front: str
    page: Page
    folder: Path
    server: Lab
    open: Callable[..., Page]


@pytest.fixture(params=["lab", "voila"])
def room(request, page, monkeypatch) -> Room:
    """The workshop's page, once in JupyterLab and once under Voilà: the same test holds for both.

        def test_something(room):
            make_client("Rose Bakery")          # TOUCHKIT_FOLDER is what the room sees
            page = room.open("rose-bakery")     # blank: no client is chosen yet
            page.get_by_role("tab", name="2 Touchpoints").click()
            ...
            assert len(tk.open_workshop("rose-bakery").touchpoints) == 12

    One front end is enough where nothing depends on it:
    `@pytest.mark.parametrize("room", ["voila"], indirect=True)` above the test.
    """
    server: Lab = request.getfixturevalue(request.param)
    packs = server.folder / "workshop_data"
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(packs))

    def opened(client: str = "") -> Page:
        choose(server.folder, client)
        if request.param == "lab":
            run_all_cells(page, server, "workshop.ipynb")
        else:
            present(page, server)
        return page

    return Room(front=request.param, page=page, folder=server.folder, server=server, open=opened)
