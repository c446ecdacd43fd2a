"""Starting JupyterLab for people who do not know JupyterLab."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import subprocess
import sys
import webbrowser
from pathlib import Path

from touchkit.errors import InputError

_FIRST_PORT = 8888
_PORTS_TRIED = 50
_SETTINGS = Path(__file__).parent / "jupyter"


def notebooks_folder() -> Path:
    """Return the nearest folder `notebooks`, here or further up.

    Raises
    ------
    InputError
        When there is none.
    """
    here = Path.cwd()
    for parent in (here, *here.parents):
        if (parent / "notebooks" / "00_start_here.ipynb").is_file():
            return parent / "notebooks"
    raise InputError(
        f"There is no folder notebooks in {here} or above it; go to touchkit's folder first."
    )


def free_port(wanted: int | None) -> int:
    """Return the port wanted, or the first free one from 8888.

    Raises
    ------
    InputError
        When the port is taken.
    """
    tried = [wanted] if wanted else range(_FIRST_PORT, _FIRST_PORT + _PORTS_TRIED)
    for port in tried:
        with socket.socket() as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                if wanted and error.errno != errno.EADDRINUSE:
                    reason = error.strerror or "not allowed"
                    raise InputError(f"Port {wanted} cannot be used: {reason}.") from None
                continue
            return port
    named = wanted or f"{_FIRST_PORT}–{_FIRST_PORT + _PORTS_TRIED - 1}"
    raise InputError(f"Port {named} is in use; name another with --port (or PORT= with make).")


def has_display() -> bool:
    """Say whether a browser can be opened here."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def lab_command(port: int, page: str, folder: Path, *, browser: bool) -> list[str]:
    """Return the command that serves the notebooks on this computer only."""
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}"]
    command += [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
    ]
    command += [f"--LabApp.default_url=/doc/tree/{page}", "--ServerApp.log_level=WARN"]
    command += [] if browser else ["--no-browser"]
    return command + (["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])


def serve_lab(notebook: str, *, port: int | None = None, browser: bool = True) -> int:
    """Serve the notebooks and show one of them until the command is stopped.

    Parameters
    ----------
    notebook : str
        The notebook's file name.
    port : int, optional
        The port; else the first free one from 8888.
    browser : bool
        Whether a browser is opened, where there is a display; the address is printed in any case.

    Returns
    -------
    int
        JupyterLab's own exit code.
    """
    folder = notebooks_folder()
    if not (folder / notebook).is_file():
        there = ", ".join(sorted(path.name for path in folder.glob("*.ipynb")))
        raise InputError(f"There is no notebook {notebook!r}; there are: {there}.")
    number, token = free_port(port), secrets.token_hex(16)
    shows = browser and has_display()
    page = f"{folder.name}/{notebook}"
    print(f"The start page: http://127.0.0.1:{number}/doc/tree/{page}?token={token}")  # noqa: T201 # for people
    print("Leave this window open; Ctrl-C twice ends it.", flush=True)  # noqa: T201 # for people
    path = os.pathsep.join(filter(None, [str(_SETTINGS), os.environ.get("JUPYTER_CONFIG_PATH")]))
    surroundings = os.environ | {"JUPYTER_TOKEN": token, "JUPYTER_CONFIG_PATH": path}
    command = lab_command(number, page, folder.parent, browser=shows)
    return subprocess.call(command, env=surroundings)  # noqa: S603 # our own words only
