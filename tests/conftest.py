"""What all tests share."""

import asyncio
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup_machine import find_browser


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds pyproject.toml."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def the_browser_of_the_tests() -> None:
    """Let touchkit print with the browser the tests drive, wherever that was found."""
    browser = find_browser()
    if browser is not None:
        os.environ.setdefault("TOUCHKIT_BROWSER", str(browser))


@pytest.fixture(autouse=True)
def no_loop_but_ones_own(request) -> Iterator[None]:
    """Hide the event loop Playwright leaves running once a browser test ran on the same worker.

    What asks whether there is a loop would otherwise wait on Playwright's, which nobody turns meanwhile.
    """
    if "browser" in request.keywords:
        yield
        return
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


def pytest_collection_finish() -> None:
    """Look for circles that nobody holds far less often: screens make millions of objects, and looking took a sixth."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep on one worker what shares its set-up: a file's tests, and all of a front end.

    Its server, its kernel and its page are then started once and not by every worker. xdist's own way,
    marks and `--dist=loadgroup`, does nothing under pytest 9.2: it writes a name that is no longer read.
    """
    from xdist.scheduler import LoadFileScheduling

    class ByFrontEnd(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, name = nodeid.partition("::")
            if not file.startswith("tests/browser/"):
                return file
            return "voila" if "voila" in name.partition("[")[2] else "lab"

    return ByFrontEnd(config, log) if config.getvalue("dist") == "loadfile" else None
