"""The timer of a step: counts down, can be paused, and says when the room is over time."""

from __future__ import annotations

import time
from collections.abc import Callable


class Timer:
    """Minutes left for a step, by a clock that may be paused.

    Parameters
    ----------
    minutes : float
        How long the step is to take.
    clock : callable
        Returns seconds; a test gives its own.

    Examples
    --------
    >>> seconds = 0.0
    >>> timer = Timer(5, clock=lambda: seconds)
    >>> timer.start()
    >>> seconds = 61.0
    >>> timer.shown
    '3:59'
    """

    def __init__(self, minutes: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._left = clock, minutes * 60
        self._since: float | None = None

    @property
    def running(self) -> bool:
        """Whether it counts."""
        return self._since is not None

    @property
    def left(self) -> float:
        """Seconds left; negative when the room is over time."""
        spent = 0.0 if self._since is None else self._clock() - self._since
        return self._left - spent

    @property
    def shown(self) -> str:
        """The time left as people read it: `4:05`, or `+1:30` over time."""
        seconds = round(abs(self.left))
        over = "+" if self.left < -0.5 else ""
        return f"{over}{seconds // 60}:{seconds % 60:02d}"

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left < 0

    def start(self) -> None:
        """Count on, if it does not already."""
        if self._since is None:
            self._since = self._clock()

    def pause(self) -> None:
        """Stop counting; what is left stays."""
        self._left, self._since = self.left, None

    def toggle(self) -> None:
        """Pause when it runs, else start."""
        if self.running:
            self.pause()
        else:
            self.start()

    def add(self, minutes: float) -> None:
        """Give the room more time."""
        self._left += minutes * 60
