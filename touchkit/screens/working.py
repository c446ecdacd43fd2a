"""Work that takes a while: done in slices while the page answers, with how far it is and a Cancel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, row, show_if
from touchkit.screens.markup import framed
from touchkit.steps.soundings import Sounding

_BREATH = 0.01


class Runner:
    """Does the work of a sounding in the background; where there is no running kernel, at once.

    Parameters
    ----------
    sounding : Sounding
        The work.
    told : callable
        Shows what is known after each slice.
    report : callable
        Is given what went wrong.
    aside : bool
        Whether a slice is done in a thread: for pieces that may take long and ask nothing of the store.
    """

    def __init__(
        self, sounding: Sounding, told: Callable[[], object],
        report: Callable[[Exception], object], *, aside: bool = False,
    ) -> None:  # fmt: skip
        self.sounding, self._told, self._report, self._aside = sounding, told, report, aside
        self._task: asyncio.Task[None] | None = None
        self._at = 0  # the round of work the task has begun with

    def start(self, wait: float = 0.0) -> None:
        """Go on with the work after a while; a wait that has begun begins again, work goes on."""
        if self._task is not None and not self._task.done():
            if self._at == self.sounding.round:
                return
            self._task.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._at_once()
            return
        self._task = loop.create_task(self._run(wait))

    async def _run(self, wait: float) -> None:
        await asyncio.sleep(wait)
        self._at = here = self.sounding.round
        while self.sounding.running and here == self.sounding.round:
            try:
                if self._aside:
                    await asyncio.to_thread(self.sounding.go_on)
                else:
                    self.sounding.go_on()
                self._told()
            except Exception as error:  # noqa: BLE001 # a room sees what went wrong, never a silent page
                self._failed(error)
            await asyncio.sleep(_BREATH)

    def _at_once(self) -> None:
        try:
            while self.sounding.go_on():
                pass
            self._told()
        except Exception as error:  # noqa: BLE001 # as above
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self.sounding.stop()
        self._report(error)


class WorkPanel(widgets.VBox):
    """A button that begins some work, how far it is, a Cancel, and what came of it.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    sounding : Sounding
        The work.
    words : str
        What the button says.
    begin : callable
        Begins the work.
    result : callable
        Returns what is known as HTML; blank: nothing yet.
    after : callable
        Shows elsewhere what came of it.
    """

    def __init__(
        self, make: Maker, sounding: Sounding, words: str, *, begin: Callable[[], object],
        result: Callable[[], str], after: Callable[[], object],
    ) -> None:  # fmt: skip
        self.sounding, self._words, self._begin = sounding, words, begin
        self._result, self._after = result, after
        self.runner = Runner(sounding, self._told, make.report)
        self.go = make.button(words, self.begin)
        self.cancel = make.button("Cancel", self._cancel, hint="What is known by then stays")
        self.far, self.body = html(), html()
        super().__init__([row(self.go, self.far, self.cancel), self.body])

    def begin(self) -> None:
        """Begin the work anew."""
        self._begin()
        self.draw()
        self.runner.start()

    def _cancel(self) -> None:
        self.sounding.stop()
        self._told()

    def _told(self) -> None:
        self.draw()
        if not self.sounding.running:
            self._after()

    def draw(self) -> None:
        """Show how far the work is, or what came of it."""
        running, done = self.sounding.running, self.sounding.done
        bar = f'<progress max="1" value="{done:.3f}" aria-label="{escape(self._words)}"></progress>'
        self.far.value = framed(f"<p>{bar} {100 * done:.0f} %</p>") if running else ""
        for control, needed in (
            (self.go, not running),
            (self.cancel, running),
            (self.far, running),
        ):
            show_if(control, needed)
        body = "" if running else self._result()
        self.body.value = framed(body) if body else ""
