"""The commands that serve the notebooks: `lab` and `present`."""

from __future__ import annotations

import argparse

from touchkit.cli.commands import Commands, command


def add_lab(commands: Commands) -> None:
    """Add `touchkit lab`."""
    parser = command(commands, "lab", "open the notebooks in JupyterLab")
    parser.add_argument(
        "notebook", nargs="?", default="00_start_here.ipynb", help="which one; else the start page"
    )
    _add_serving(parser)
    parser.set_defaults(run=_lab)


def _lab(options: argparse.Namespace) -> int:
    from touchkit.screens.serving import serve_lab

    return serve_lab(options.notebook, port=options.port, browser=not options.no_browser)


def add_present(commands: Commands) -> None:
    """Add `touchkit present`."""
    parser = command(commands, "present", "show the workshop to a room, without code")
    parser.add_argument(
        "client", nargs="?", default="", help="the client; else the one chosen on the start page"
    )
    _add_serving(parser)
    parser.set_defaults(run=_present)


def _present(options: argparse.Namespace) -> int:
    from touchkit.screens.serving import serve_room

    return serve_room(options.client, port=options.port, browser=not options.no_browser)


def _add_serving(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=_port, help="the port to serve on; else the first free one from 8888"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open nothing")


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number from 1 to 65535")
