"""Servers of the tests' own, on loopback, and a browser that looks at their pages."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser.rooms import Lasting, Room, opened
from tests.browser.serving import FLAGS, Lab, run_all_cells, served
from tests.setup_machine import find_browser

# Three browsers share two cores with everything else: whatever takes long there is still right. What must be
# quick is measured in benchmarks/, side by side.
expect.set_options(timeout=20_000)


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
    with opened(chromium) as page, _traced(page, request, repository / "test-results"):
        yield page


@pytest.fixture(scope="session")
def lasting(chromium) -> Iterator[Callable[[str, Lab], Lasting]]:
    """The page of a front end that all tests of this worker share, opened by the first that wants it."""
    made: dict[str, Lasting] = {}

    def of(front: str, server: Lab) -> Lasting:
        if front not in made:
            made[front] = Lasting(chromium, front, server)
        return made[front]

    yield of
    for one in made.values():
        one.close()


@pytest.fixture(params=["lab", "voila"])
def room(request, lasting, chromium, monkeypatch, repository) -> Iterator[Room]:
    """The workshop's page, once in JupyterLab and once under Voilà: the same test holds for both.

        def test_something(room):
            make_client("Rose Bakery")          # TOUCHKIT_FOLDER is what the room sees
            page = room.open("rose-bakery")     # blank: no client is chosen yet
            page.get_by_role("tab", name="2 Touchpoints").click()
            ...
            assert len(tk.open_workshop("rose-bakery").touchpoints) == 12

    `room.open` is cheap (half a second): it picks the client on a page that lasts for all tests of the
    worker, so give each test a client of its own, under a name no other test uses (the two front ends
    serve two folders), and never make one anew under the name of one that is open.
    `room.fresh(client)` takes seconds: a page and a kernel of the test's own, to be spoilt.

    One front end is enough where nothing depends on it:
    `@pytest.mark.parametrize("room", ["voila"], indirect=True)` above the test.
    """
    server: Lab = request.getfixturevalue(request.param)
    monkeypatch.setenv("TOUCHKIT_FOLDER", str(server.folder / "workshop_data"))
    stands = lasting(request.param, server)
    with ExitStack() as stack:
        results = repository / "test-results"
        yield Room(
            stands, chromium, stack, lambda *what: _traced(what[0], request, results, what[1])
        )
        stands.spoilt |= request.node.stash.get(FAILED, False)


@contextmanager
def _traced(
    page: Page, request: pytest.FixtureRequest, results: Path, kind: str = ""
) -> Iterator[None]:
    page.context.tracing.start_chunk()
    yield
    name = re.sub(r"\W+", "-", request.node.name) + kind
    if request.node.stash.get(FAILED, False):
        results.mkdir(exist_ok=True)
        page.screenshot(path=results / f"{name}.png", full_page=True)
        page.context.tracing.stop_chunk(path=results / f"{name}.zip")
    else:
        page.context.tracing.stop_chunk()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture
def run_all():
    """Open a notebook, run all its cells, and wait until a screen of ours stands there."""
    return run_all_cells
