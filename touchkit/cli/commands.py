"""A command as the command line knows it: its name, its help, its arguments to come."""

from __future__ import annotations

import argparse
from typing import TypeAlias

# In quotes: while the program runs, argparse's own class takes no brackets.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 # it has no public name
"""Where commands are added."""


def command(commands: Commands, name: str, says: str) -> argparse.ArgumentParser:
    """Add a command and return its parser, to be told its arguments."""
    return commands.add_parser(name, help=says, description=says[0].upper() + says[1:] + ".")
