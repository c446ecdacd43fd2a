"""A JupyterLab of the tests' own, on loopback, and a browser that looks at it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
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
    """A running JupyterLab: its address, and the folder it serves."""

    address: str
    folder: Path

    def url(self, notebook: str) -> str:
        base, token = re.fullmatch(r"(http://[^/]+)/\S*token=(\w+)", self.address).groups()
        return f"{base}/doc/tree/notebooks/{notebook}?reset&token={token}"


@pytest.fixture(scope="session")
def lab(repository, tmp_path_factory) -> Iterator[Lab]:
    """Serve copies of the notebooks and packs with `touchkit lab`, as a person would."""
    folder = tmp_path_factory.mktemp("lab")
    left_out = shutil.ignore_patterns("*.sqlite*", ".chosen", "__pycache__", ".ipynb_checkpoints")
    for name in ("notebooks", "workshop_data"):
        shutil.copytree(repository / name, folder / name, ignore=left_out)
    config = folder / "config"
    config.mkdir()
    exposed = {"LabApp": {"expose_app_in_browser": True}}
    (config / "jupyter_lab_config.json").write_text(json.dumps(exposed), encoding="utf-8")
    surroundings = {**os.environ, "JUPYTER_CONFIG_PATH": str(config), "PYTHONUNBUFFERED": "1"}
    surroundings |= {"IPYTHONDIR": str(folder / "ipython"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "touchkit.cli", "lab", "--no-browser", "--port", str(_port())]
    log = (folder / "lab.log").open("w")
    process = subprocess.Popen(
        command, cwd=folder, env=surroundings, stdout=subprocess.PIPE, stderr=log, text=True
    )
    try:
        said = process.stdout.readline()
        address = re.search(r"http://\S+", said).group()
        _wait_until_served(address)
        yield Lab(address=address, folder=folder)
    finally:
        _stop(process)
        log.close()


def _port() -> int:
    """Return a port nobody uses: two test workers start at once and must not want the same one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_served(address: str) -> None:
    base, token = re.fullmatch(r"(http://[^/]+)/\S*token=(\w+)", address).groups()
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/api/status?token={token}", timeout=5):  # noqa: S310 # our own server
                return
        except OSError:
            continue
    raise AssertionError("JupyterLab never answered")


def _stop(process: subprocess.Popen[str]) -> None:
    """End the lab and the server it started, which does not ask back when it is terminated."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    pids = children.read_text().split() if children.exists() else []
    for pid in pids:
        os.kill(int(pid), 15)
    if not pids:
        process.terminate()
    process.wait(timeout=30)
    process.stdout.close()


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
