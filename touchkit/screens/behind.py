"""Slow work done in a thread, so that no press waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


def in_a_thread(
    work: Callable[[], Any], then: Callable[[Any], None], *, report: Callable[[Exception], None]
) -> None:
    """Do some work in a thread and hand what it made over on the page's own loop.

    Where no loop runs (in a test) it is done at once.

    Parameters
    ----------
    work : callable
        Touches neither controls nor the store.
    then : callable
        Is given what the work made; None where it raised.
    report : callable
        Is given what the work raised, after that.
    """

    def tried() -> tuple[Any, Exception | None]:
        try:
            return work(), None
        except Exception as error:  # noqa: BLE001 # shown on the page, where the person looks
            return None, error

    def hand_over(made: Any, wrong: Exception | None) -> None:
        then(made)
        if wrong is not None:
            report(wrong)

    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        hand_over(*tried())
        return
    loop.run_in_executor(None, tried).add_done_callback(lambda done: hand_over(*done.result()))
