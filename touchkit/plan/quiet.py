"""The solver kept from writing into the terminal."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

_SOLVER = b"Highs"
"""How a line begins that is the solver's own."""
_CHUNK = 1 << 16


class _Aside:
    """Where the terminal's lines go while anybody solves; the first to come turns them, the last back."""

    def __init__(self) -> None:
        self._door, self._users = threading.Lock(), 0
        self._terminal = -1
        self._file: IO[bytes] | None = None

    def come(self) -> None:
        with self._door:
            self._users += 1
            if self._users == 1:
                self._turn()

    def go(self) -> None:
        with self._door:
            self._users -= 1
            if not self._users and self._file is not None:
                self._turn_back(self._file)

    def _turn(self) -> None:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
        _flush()
        terminal = -1
        try:
            terminal, file = os.dup(1), tempfile.TemporaryFile()  # noqa: SIM115 # closed in _turn_back
            os.dup2(file.fileno(), 1)
        except OSError:  # There is no terminal to keep quiet.
            if terminal >= 0:
                os.close(terminal)
            return
        self._terminal, self._file = terminal, file

    def _turn_back(self, file: IO[bytes]) -> None:
        _flush()
        os.dup2(self._terminal, 1)
        os.close(self._terminal)
        self._file = None
        with file, suppress(OSError):
            file.seek(0)
            heard = b"".join(line for line in file if not line.startswith(_SOLVER))
            while heard:
                heard = heard[os.write(1, heard[:_CHUNK]) :]


_ASIDE = _Aside()


@contextmanager
def hushed() -> Iterator[None]:
    """Keep what the solver prints out of the terminal for as long as the block lasts.

    The HiGHS that SciPy 1.17 brings prints a line of its own whatever it is told when it mends a
    solution's last digits; in a notebook that line would stand under the cell. Several threads may
    be within such blocks at once, none waits for another, and what they or others print meanwhile
    is printed when the last of them has left.
    """
    _ASIDE.come()
    try:
        yield
    finally:
        _ASIDE.go()


def _flush() -> None:
    """Have compiled code write out what it has printed so far."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).fflush(None)
