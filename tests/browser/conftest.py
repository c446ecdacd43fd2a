"""A JupyterLab of the tests' own, on loopback, and a browser that looks at it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.setup_machine import find_browser

_READY = 60_000
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_READY_SCRIPT = """async () => {
  const limit = (promise, what) => Promise.race([promise, new Promise((_, fail) =>
    setTimeout(() => fail(new Error(what + ' took too long')), 50000))]);
  const app = window.jupyterapp;
  await limit(app.restored, 'JupyterLab');
  const find = async () => {
    while (!app.shell.currentWidget?.context) await new Promise(r => requestAnimationFrame(r));
    return app.shell.currentWidget;
  };
  const notebook = await limit(find(), 'the notebook');
  await limit(notebook.context.ready, 'its text');
  await limit(notebook.sessionContext.ready, 'its kernel');
  await limit(app.commands.execute('notebook:run-all-cells'), 'running');
}"""


@dataclass(frozen=True)
class Lab:
    """A running server: its address, the folder it serves, and its process."""

    address: str
    folder: Path
    pid: int

    def url(self, notebook: str) -> str:
        base, token = re.fullmatch(r"(http://[^/]+)/\S*token=(\w+)", self.address).groups()
        return f"{base}/doc/tree/notebooks/{notebook}?reset&token={token}"


@pytest.fixture(scope="session")
def lab(repository, tmp_path_factory) -> Iterator[Lab]:
    """Serve copies of the notebooks and packs with `touchkit lab`, as a person would."""
    with _served(repository, tmp_path_factory.mktemp("lab"), "lab", "api/status") as lab:
        yield lab


@pytest.fixture(scope="session")
def voila(repository, tmp_path_factory) -> Iterator[Lab]:
    """Serve copies of the notebooks and packs with `touchkit present`; each visit starts a kernel."""
    with _served(repository, tmp_path_factory.mktemp("voila"), "present", "login") as lab:
        yield lab


@contextmanager
def _served(repository: Path, folder: Path, command: str, asked: str) -> Iterator[Lab]:
    left_out = shutil.ignore_patterns("*.sqlite*", ".chosen", "__pycache__", ".ipynb_checkpoints")
    for name in ("notebooks", "workshop_data", "facilitator_guide"):
        shutil.copytree(repository / name, folder / name, ignore=left_out)
    config = folder / "config"
    config.mkdir()
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (config / "jupyter_lab_config.json").write_text(json.dumps(exposed), encoding="utf-8")
    surroundings = {**os.environ, "JUPYTER_CONFIG_PATH": str(config), "PYTHONUNBUFFERED": "1"}
    surroundings |= {"IPYTHONDIR": str(folder / "ipython"), "PYTHONUTF8": "1"}
    line = [sys.executable, "-m", "touchkit.cli", command, "--no-browser", "--port", str(_port())]
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(
        line, cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=log, text=True
    )
    try:
        said = process.stdout.readline()
        address = re.search(r"http://\S+", said).group()
        _wait_until_served(address, asked)
        yield Lab(address=address, folder=folder, pid=process.pid)
    finally:
        _stop(process)
        log.close()


def _port() -> int:
    """Return a port nobody uses: two test workers start at once and must not want the same one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(address: str, asked: str) -> None:
    base, token = re.fullmatch(r"(http://[^/]+)/\S*token=(\w+)", address).groups()
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/{asked}?token={token}", timeout=5):  # noqa: S310 # our own server
                return
        except OSError:
            continue
    raise AssertionError("the server never answered")


def _stop(process: subprocess.Popen[str]) -> None:
    """End the command and the server it started, which does not ask back when it is terminated."""
    pids = children(process.pid)
    for pid in pids:
        os.kill(pid, signal.SIGTERM)
    if not pids:
        process.terminate()
    process.wait(timeout=30)
    process.stdout.close()


def children(pid: int) -> list[int]:
    """Return the processes a process started: of a served command the server, of a server its kernels."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright) -> Iterator[Browser]:
    path = find_browser()
    assert path is not None, "no browser; `python tests/setup_machine.py` sets one up"
    browser = playwright.chromium.launch(executable_path=str(path), args=_FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(chromium, request, repository) -> Iterator[Page]:
    """A page at a projector's size; a failing test leaves its screenshot and its trace."""
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    context.tracing.start(screenshots=True, snapshots=True)
    page = context.new_page()
    page.set_default_timeout(_READY)
    failures = request.session.testsfailed
    yield page
    results = repository / "test-results"
    name = re.sub(r"\W+", "-", request.node.name)
    if request.session.testsfailed > failures or request.node.stash.get(FAILED, False):
        results.mkdir(exist_ok=True)
        page.screenshot(path=results / f"{name}.png", full_page=True)
        context.tracing.stop(path=results / f"{name}.zip")
    context.close()


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

    def run(page: Page, lab: Lab, notebook: str) -> None:
        page.goto(lab.url(notebook))
        page.wait_for_function("() => window.jupyterapp !== undefined")
        page.evaluate(_READY_SCRIPT)
        expect(page.locator(".tk-screen .tk h1").first).to_be_visible(timeout=_READY)

    return run


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
def room(request, page, run_all, monkeypatch) -> Room:
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
        chosen = packs / ".chosen"
        chosen.write_text(f"{client}\n", "utf-8") if client else chosen.unlink(missing_ok=True)
        if request.param == "lab":
            run_all(page, server, "workshop.ipynb")
        else:
            page.goto(server.address)
        expect(page.locator(".tk-screen .tk h1").first).to_be_visible(timeout=_READY)
        expect(page.locator(".tk-clock .tk-left")).to_be_visible(timeout=_READY)
        return page

    return Room(front=request.param, page=page, folder=server.folder, server=server, open=opened)
