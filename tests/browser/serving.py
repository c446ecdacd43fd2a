"""touchkit's own servers on loopback, over copies of the notebooks and packs, for whoever drives a page."""

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

from playwright.sync_api import Error, Page, expect

READY = 60_000
"""Milliseconds a page may take until it can be used."""

_ASKED = {"lab": "api/status", "present": "login"}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RUN_ALL = """async () => {
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

    @property
    def parts(self) -> tuple[str, str]:
        """Where it is served, and the key to it."""
        base, token = re.fullmatch(r"(http://[^/]+)/\S*token=(\w+)", self.address).groups()
        return base, token

    def url(self, notebook: str) -> str:
        base, token = self.parts
        return f"{base}/doc/tree/notebooks/{notebook}?reset&token={token}"


@contextmanager
def served(
    repository: Path, folder: Path, command: str, notebook: str = "workshop.ipynb"
) -> Iterator[Lab]:
    """Run `touchkit lab` or `touchkit present` in a folder of its own until the block ends.

    Another notebook is shown to a room by laying it where the workshop's is looked for.
    """
    left_out = shutil.ignore_patterns("*.sqlite*", ".chosen", "__pycache__", ".ipynb_checkpoints")
    for name in ("notebooks", "workshop_data", "facilitator_guide"):
        shutil.copytree(repository / name, folder / name, ignore=left_out)
    if notebook != "workshop.ipynb":
        shutil.copy(folder / "notebooks" / notebook, folder / "notebooks" / "workshop.ipynb")
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
        _wait_until_served(address, _ASKED[command])
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
    """End the command; the server it started must end with it, or its port would stay taken."""
    servers = children(process.pid)
    process.terminate()
    process.wait(timeout=30)
    process.stdout.close()
    left = [pid for pid in servers if Path(f"/proc/{pid}").exists()]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left, "the command ended and left its server running"


def children(pid: int) -> list[int]:
    """Return the processes a process started: of a served command the server, of a server its kernels."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def run_all_cells(page: Page, lab: Lab, notebook: str) -> None:
    """Open a notebook in JupyterLab, run all its cells, and wait until a screen of ours stands there."""

    def opened() -> None:
        page.goto(lab.url(notebook))
        page.wait_for_function("() => window.jupyterapp !== undefined")
        page.evaluate(_RUN_ALL)

    _with_one_reload(page, opened)


def present(page: Page, lab: Lab) -> None:
    """Open the workshop under Voilà."""
    _with_one_reload(page, lambda: page.goto(lab.address))


def _with_one_reload(page: Page, opened: Callable[[], object]) -> None:
    """Open a page; once in some hundred starts Jupyter misses a new kernel's first words, and a person reloads."""
    try:
        opened()
        expect(page.locator(".tk-screen .tk h1").first).to_be_visible(timeout=READY / 2)
    except (AssertionError, Error):
        opened()
    stands(page)


def stands(page: Page) -> None:
    """Wait until a screen of ours stands on the page and is alive."""
    expect(page.locator(".tk-screen .tk h1").first).to_be_visible(timeout=READY)
    expect(page.locator(".tk-clock .tk-left").first).to_be_visible(timeout=READY)


def choose(folder: Path, client: str) -> None:
    """Choose the client that is opened first; blank: none."""
    chosen = folder / "workshop_data" / ".chosen"
    chosen.write_text(f"{client}\n", "utf-8") if client else chosen.unlink(missing_ok=True)
