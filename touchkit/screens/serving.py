"""Starting JupyterLab, or the workshop as an app, for people who know neither Jupyter nor Voilà."""

from __future__ import annotations

import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from pathlib import Path

from touchkit.errors import InputError
from touchkit.folder import choose, find

_FIRST_PORT = 8888
_PORTS_TRIED = 50
_SETTINGS = Path(__file__).parent / "jupyter"
_ROOM = "workshop.ipynb"
_ASK_EVERY = 0.2


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
    folder = _folder_of(notebook)
    number, token = free_port(port), secrets.token_hex(16)
    shows = browser and has_display()
    page = f"{folder.name}/{notebook}"
    print(f"The start page: http://127.0.0.1:{number}/doc/tree/{page}?token={token}")  # noqa: T201 # for people
    print("Leave this window open; Ctrl-C twice ends it.", flush=True)  # noqa: T201 # for people
    command = lab_command(number, page, folder.parent, browser=shows)
    return _until_stopped(subprocess.Popen(command, env=_surroundings(token)))  # noqa: S603 # our own words only


def _until_stopped(server: subprocess.Popen[bytes]) -> int:
    """Wait for a server; whoever ends this command ends the server with it, and gets the port back."""
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    while True:
        try:
            return server.wait()
        except KeyboardInterrupt:
            continue  # the server was told as well, and asks back by itself


def _folder_of(notebook: str) -> Path:
    """Return the folder that holds a notebook."""
    folder = notebooks_folder()
    if not (folder / notebook).is_file():
        there = ", ".join(sorted(path.name for path in folder.glob("*.ipynb")))
        raise InputError(f"There is no notebook {notebook!r}; there are: {there}.")
    return folder


def _surroundings(token: str) -> dict[str, str]:
    """Return the environment of a server of ours: its settings and templates, and the key to it."""
    own = {"JUPYTER_TOKEN": token}
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        own[name] = os.pathsep.join(filter(None, [str(_SETTINGS), os.environ.get(name)]))
    return dict(os.environ) | own


def room_command(port: int, folder: Path) -> list[str]:
    """Return the command that serves the workshop's page, and nothing else, on this computer only."""
    command = [sys.executable, "-m", "voila", str(folder / _ROOM), "--no-browser"]
    command += [f"--Voila.root_dir={folder.parent}", "--Voila.ip=127.0.0.1"]
    return [*command, f"--port={port}", "--Voila.port_retries=0", "--Voila.auto_token=True"]


def serve_room(client: str = "", *, port: int | None = None, browser: bool = True) -> int:
    """Serve the workshop as an app, without code, until the command is stopped.

    Parameters
    ----------
    client : str
        The client the room sees first, which is remembered; blank: the one chosen last, or where
        none was, the room chooses.
    port : int, optional
        The port; else the first free one from 8888.
    browser : bool
        Whether a browser is opened, where there is a display; the address is printed in any case.

    Returns
    -------
    int
        The server's own exit code.

    Raises
    ------
    InputError
        When there is no such client, or the port is taken.
    """
    folder = _folder_of(_ROOM)
    if client:
        choose(find(client).name)
    number, token = free_port(port), secrets.token_hex(16)
    address = f"http://127.0.0.1:{number}/?token={token}"
    print(f"The workshop: {address}")  # noqa: T201 # for people
    print("Leave this window open; Ctrl-C ends it.", flush=True)  # noqa: T201 # for people
    shows = browser and has_display()
    # Voilà's own way to open a browser loses the token.
    opened = (lambda: webbrowser.open(address)) if shows else (lambda: None)
    server = subprocess.Popen(room_command(number, folder), env=_surroundings(token))  # noqa: S603 # our own words only
    threading.Thread(target=_when_served, args=(number, server, opened), daemon=True).start()
    return _until_stopped(server)


def _when_served(port: int, server: subprocess.Popen[bytes], act: Callable[[], object]) -> None:
    """Act as soon as a server answers; never, where it ends before."""
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                act()
                return
        time.sleep(_ASK_EVERY)
