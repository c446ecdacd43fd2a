"""Slow work done in a thread, so that no press waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


def in_a_thread(work: Callable[[], Any], then: Callable[[Any], None]) -> None:
    """Do some work in a thread and hand what it made over on the page's own loop.

    Where no loop runs (in a test) it is done at once.

    Parameters
    ----------
    work : callable
        Touches neither controls nor the store, and does not raise.
    then : callable
        Is given what the work made.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        then(work())
        return
    loop.run_in_executor(None, work).add_done_callback(lambda done: then(done.result()))
