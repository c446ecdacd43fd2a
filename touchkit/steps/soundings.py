"""Long work done in slices, so that the page answers meanwhile: how far it is, and that it can be stopped."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from traitlets import Bool, Float, HasTraits, Int

SLICE = 0.05
"""For how many seconds the work goes on before the page is let in."""


class Sounding(HasTraits):
    """Work that is done a slice at a time by whoever calls `go_on`.

    Attributes
    ----------
    running : bool
        Whether there is something left to do.
    done : float
        The share done, 0 to 1.
    round : int
        How often work was begun.
    """

    running = Bool()
    done = Float()
    round = Int()

    def __init__(self) -> None:
        super().__init__()
        self._slices: Iterator[float] = iter(())

    def begin(self, slices: Iterator[float]) -> None:
        """Begin some work, which yields the share done after each piece; other work ends."""
        self._slices = slices
        self.done, self.running = 0.0, True
        self.round += 1

    def go_on(self, seconds: float = SLICE) -> bool:
        """Work for so long, one piece at least; say whether something is left.

        Raises
        ------
        Exception
            Whatever the work raises; it has ended then.
        """
        begun, slices = time.perf_counter(), self._slices
        while self.running:
            try:
                done = next(slices)
            except StopIteration:
                done = math.nan
            except Exception:
                self._end(slices)
                raise
            if slices is not self._slices:
                break  # Other work has begun meanwhile, from another thread.
            if math.isnan(done):
                self.stop()
            else:
                self.done = done
            if time.perf_counter() - begun >= seconds:
                break
        return self.running

    def _end(self, slices: Iterator[float]) -> None:
        if slices is self._slices:
            self.stop()

    def stop(self) -> None:
        """End the work; what has been found stays."""
        self._slices = iter(())
        self.running = False
