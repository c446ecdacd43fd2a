"""A page as PDF, printed by the browser that is installed anyway."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from touchkit.deliver.writing import scratch_folder, write_file
from touchkit.errors import TouchkitError

VARIABLE = "TOUCHKIT_BROWSER"

_NAMES = (
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
    "microsoft-edge-stable", "microsoft-edge", "msedge",
)  # fmt: skip
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_INSTEAD = "Write the page as HTML instead (without PDF), open it in any browser and print it there"


def find_browser() -> Path | None:
    """Find an installed Chromium, Chrome or Edge; None where there is none.

    The environment variable TOUCHKIT_BROWSER comes first, and nothing else is tried where it is
    set.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named) if Path(named).is_file() else None
    return next((place for place in usual_places() if place.is_file()), None)


def write_pdf(html: str, path: Path, *, seconds: float = 120) -> Path:
    """Print a page to a PDF file.

    Parameters
    ----------
    html : str
        A page that needs nothing from outside.
    path : Path
        The PDF to write; it appears whole or not at all.
    seconds : float
        How long the browser may take.

    Raises
    ------
    TouchkitError
        If there is no browser, or it does not print; the message says what to do instead.
    """
    browser = find_browser()
    if browser is None:
        raise TouchkitError(
            f"Cannot make {path.name}: no Chromium, Chrome or Edge was found. {_INSTEAD}, "
            f"or set {VARIABLE} to the full path of a browser."
        )
    with scratch_folder(path.absolute()) as folder:
        page, printed = folder / "page.html", folder / "page.pdf"
        page.write_text(html, encoding="utf-8", errors="replace")
        said = _run(browser, page, printed, seconds)
        if not printed.is_file() or not printed.read_bytes().startswith(b"%PDF"):
            raise TouchkitError(
                f"Cannot make {path.name}: {browser.name} did not print the page"
                f"{f' ({said})' if said else ''}. {_INSTEAD}."
            )
        return write_file(path, printed.read_bytes())


def _run(browser: Path, page: Path, printed: Path, seconds: float) -> str:
    """Start the browser on a profile of its own; return the last thing it complained of."""
    with tempfile.TemporaryDirectory(prefix="touchkit-", ignore_cleanup_errors=True) as profile:
        command = [
            str(browser), "--headless", "--disable-gpu", "--no-pdf-header-footer",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-default-apps", "--disable-sync", "--disable-extensions",
            f"--user-data-dir={profile}", f"--print-to-pdf={printed}", page.as_uri(),
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # as root the browser refuses to start with it
        try:
            # S603: the program is the browser found above, the page is ours.
            ran = subprocess.run(  # noqa: S603
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {seconds:g} seconds"
        except OSError as error:
            return error.strerror or type(error).__name__
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines and ran.returncode else ""


def usual_places() -> Iterator[Path]:
    """Yield where a browser usually is, the likeliest first."""
    yield from (Path(found) for name in _NAMES if (found := shutil.which(name)))
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / f"{name}.app/Contents/MacOS/{name}" for name in _MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if programs := os.environ.get(variable):
            yield from (Path(programs) / program for program in _WINDOWS)
