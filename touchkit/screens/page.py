"""A page: the frame, and one step below it or several as tabs; live while the kernel runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd

from touchkit.model import TABLES, to_frame
from touchkit.plan import calendar
from touchkit.screens import pages, theme
from touchkit.screens.controls import html, show_if
from touchkit.screens.every import CalendarView
from touchkit.screens.frame import Frame
from touchkit.screens.lesson import LessonPanel
from touchkit.screens.markup import framed
from touchkit.screens.view import StepView
from touchkit.steps.agenda import step
from touchkit.steps.everytime import EveryTime
from touchkit.steps.session import Session

_LOOK_EVERY = 1.0
_ELSEWHERE = (
    '<p class="tk-notice">This page goes on in the window that was opened last. '
    "To have it here again: Run, then Run All Cells.</p>"
)
_shown: list[Page] = []
"""The page this kernel shows; a cell that is run again replaces it, and its watcher ends."""


def open_page(session: Session, views: Sequence[type[StepView]], *, tabs: bool = False) -> Page:
    """Show a page in place of the one this kernel showed before."""
    for earlier in _shown:
        earlier.retire()
    _shown[:] = [Page(session, views, tabs=tabs)]
    return _shown[0]


class Page(widgets.VBox):
    """The frame and the steps' views, drawn when they are looked at and kept up to date.

    Attributes
    ----------
    session : Session
        What is open.
    frame : Frame
        What stands above every step.
    views : list of StepView or None
        One for each step; None until a tab is looked at for the first time.
    """

    def __init__(self, session: Session, views: Sequence[type[StepView]], *, tabs: bool) -> None:
        self.session, self.frame = session, Frame(session)
        self._kinds = list(views)
        self.views: list[StepView | None] = [None] * len(views)
        self._drawn: tuple[Any, ...] = ()
        self.retired = False
        self.dress = widgets.HTML(theme.style())
        self._holders = [widgets.VBox() for _ in views]
        self.tabs: widgets.Tab | None = None
        self.standing = html()
        self.learning: LessonPanel | None = None
        self._every = EveryTime(session)
        body: list[widgets.Widget] = self._holders
        if tabs:
            titles = [step(view.STEP).heading for view in views]
            self.tabs = widgets.Tab(self._holders, titles=titles)
            self.tabs.observe(self._turned, "selected_index")
            self.tabs.add_class("tk-steps")
            body = [self.tabs]
        super().__init__([self.dress, self.frame, *body])
        self.add_class("tk-screen")
        session.observe(self.draw)
        self.frame.turn_to(self._current)
        self.draw()
        self._watcher = _in_background(self._watch)

    def __repr__(self) -> str:
        """Return the client and the step; a widget's own words would fill pages."""
        return f"Page({self.session.client!r}, {self._current!r})"

    def checkpoint(self) -> widgets.HTML:
        """Return what this step has and what is still missing, kept up to date."""
        return self.standing

    def lesson(self) -> LessonPanel:
        """Return the step's lesson for somebody who learns alone, kept up to date."""
        if self.learning is None:
            self.learning = LessonPanel(self.session, lambda: self._current)
        return self.learning

    def gaps(self) -> pd.DataFrame:
        """Return the gaps that are shown; an empty frame while no client is open."""
        return self.session.gaps()

    def calendar(self) -> pd.DataFrame:
        """Return what is due in the year that is shown; an empty frame while no client is open.

        See `touchkit.plan.calendar`.
        """
        state = next(
            (view.state for view in self.views if isinstance(view, CalendarView)), self._every
        )
        if self.session.workshop is None:
            return calendar(to_frame(TABLES["acts"], []), start=state.first, end=state.last)
        return state.facts().due

    def retire(self) -> None:
        """Give way to a page that was opened later; say so where this one stood."""
        self.retired = True
        self.session.unobserve(self.draw)
        self.children = [self.dress, html(_ELSEWHERE)]

    def draw(self, _change: Any = None) -> None:
        """Show the session once for all that changed; a step is drawn when it is looked at."""
        now = self.session.shown()
        if now == self._drawn:
            return
        workshop = self.session.workshop
        if self._drawn[:2] != now[:2]:
            # One client's figures must never stand under another one's name, not for a moment.
            for view in filter(None, self.views):
                view.wipe()
        if self._drawn[:1] != now[:1]:
            self.dress.value = theme.style(workshop.client.brand if workshop else None)
        self._drawn = now
        try:
            self.frame.draw()
            self.standing.value = framed(pages.standing(self._said()))
            self._draw_steps()
            self._draw_lesson()
        except Exception as error:  # noqa: BLE001 # a room sees what went wrong, never a silent page
            self.session.report(error)
        self.frame.settle()

    def _draw_steps(self) -> None:
        opened = self.session.workshop is not None
        looked_at = [self._place] if self.tabs is not None else range(len(self._kinds))
        for place in looked_at:
            view = self.views[place]
            if view is None:
                view = self.views[place] = self._kinds[place](self.session)
                self._holders[place].children = [view]
            show_if(view, opened or view.STEP == "start")
            view.refresh()

    def _draw_lesson(self) -> None:
        if self.learning is not None:
            self.learning.redraw()

    @property
    def _place(self) -> int:
        return (self.tabs.selected_index or 0) if self.tabs is not None else 0

    @property
    def _current(self) -> str:
        return self._kinds[self._place].STEP

    def _said(self) -> str:
        if self.session.workshop is None:
            return "No client is open yet. Choose one on the start page."
        if self._kinds[0].STEP == "start":
            return self.session.checkpoint()
        found = self.frame.progress
        title = self.session.workshop.client.title
        return f"{title}. {found.sentence}" if found else ""

    def _turned(self, _change: Any) -> None:
        """Show another tab; drawn now if anything changed since it was looked at last."""
        try:
            self._draw_steps()
            self.frame.turn_to(self._current)
            self._draw_lesson()
        except Exception as error:  # noqa: BLE001 # as in draw
            self.session.report(error)

    async def _watch(self) -> None:
        """Look for changes made elsewhere until the page is closed."""
        while self.comm is not None and not self.retired:
            self.session.look_again()
            self.frame.tick()
            await asyncio.sleep(_LOOK_EVERY)


def _in_background(watch: Callable[[], Any]) -> asyncio.Task[None] | None:
    """Start a task where there is a running kernel; elsewhere (in a test) there is none."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    return loop.create_task(watch())
