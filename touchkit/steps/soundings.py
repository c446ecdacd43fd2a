"""Long work done in slices, so that the page answers meanwhile: how far it is, and that it can be stopped."""

from __future__ import annotations

import time
from collections.abc import Iterator

from traitlets import Bool, Float, HasTraits

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
    """

    running = Bool()
    done = Float()

    def __init__(self) -> None:
        super().__init__()
        self._slices: Iterator[float] = iter(())

    def begin(self, slices: Iterator[float]) -> None:
        """Begin some work, which yields the share done after each piece; other work ends."""
        self._slices = slices
        self.done, self.running = 0.0, True

    def go_on(self, seconds: float = SLICE) -> bool:
        """Work for so long, one piece at least; say whether something is left.

        Raises
        ------
        Exception
            Whatever the work raises; it has ended then.
        """
        begun = time.perf_counter()
        while self.running:
            try:
                done = next(self._slices)
            except StopIteration:
                self.stop()
                break
            except Exception:
                self.stop()
                raise
            self.done = done
            if time.perf_counter() - begun >= seconds:
                break
        return self.running

    def stop(self) -> None:
        """End the work; what has been found stays."""
        self._slices = iter(())
        self.running = False
