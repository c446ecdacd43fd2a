"""The solver kept from writing into the terminal."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def hushed() -> Iterator[None]:
    """Send what compiled code prints to nowhere for as long as the block lasts.

    The HiGHS that SciPy 1.17 brings prints a line of its own whatever it is told when it mends a
    solution's last digits; in a notebook that line would stand under the cell.
    """
    with _ONE_AT_A_TIME:
        kept = nowhere = -1
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        try:
            kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
        except OSError:  # There is no terminal to keep quiet.
            pass
        try:
            yield
        finally:
            if kept >= 0:
                os.dup2(kept, 1)
            for file in (kept, nowhere):
                if file >= 0:
                    os.close(file)
