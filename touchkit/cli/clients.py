"""The client a command is about, and what counts where its files have changed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from touchkit.errors import InputError

if TYPE_CHECKING:
    from touchkit.workshop import Workshop


def pack_path(path: str) -> Path:
    """Return a path as it is, or the pack of a client of that name."""
    from touchkit.folder import find

    return Path(path) if Path(path).exists() else find(path).path


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add what a person may say when the pack's files have changed under an open workshop."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument(
        "--take-files",
        action="store_true",
        help="if the pack's files have changed since the workshop was opened: take them over first",
    )
    choice.add_argument(
        "--keep-workshop", action="store_true", help="if they have changed: go on with the workshop"
    )


def open_client(options: argparse.Namespace) -> Workshop:
    """Open the client; where its files have changed, as was chosen, and never without a choice."""
    from touchkit.workshop import open_workshop

    workshop = open_workshop(options.client)
    if not workshop.pack_changed:
        return workshop
    if options.take_files:
        workshop.take_pack()
        print(f"Took over the files of {workshop.name}; a snapshot of what was there is kept.")
    elif options.keep_workshop:
        workshop.keep_workshop()
    else:
        raise InputError(
            f"The files of {workshop.name} have changed since its workshop was opened. Nothing was written. "
            "Say which shall count: --take-files takes them over (a snapshot of the workshop is kept), "
            "--keep-workshop goes on with the workshop as it is."
        )
    return workshop
