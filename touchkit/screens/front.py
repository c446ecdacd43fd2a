"""The start page: choose a client, see its map, its curve, its gaps and what looks wrong."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from touchkit.errors import TouchkitError
from touchkit.screens import insights, pages
from touchkit.steps.start import StartState
from touchkit.workshop import Workshop

_LOOK_EVERY = 1.0
_CSS = Path(__file__).parent / "front.css"
_TABS: tuple[tuple[str, Callable[[Workshop, str], str]], ...] = (
    ("The map", pages.map_page),
    ("The curve", pages.curve_page),
    ("The gaps", pages.gaps_page),
    ("What matters", insights.matters_page),
    ("Who differs", insights.differs_page),
    ("What changed", insights.changed_page),
    ("What we know", insights.known_page),
    ("What looks wrong", pages.findings_page),
)


_shown: list[StartView] = []
"""The start page this kernel shows; a cell that is run again replaces it, and its watcher ends."""


def start(client: str = "") -> StartView:
    """Show the start page.

    Parameters
    ----------
    client : str
        The client to open; blank: the one chosen last.

    Returns
    -------
    StartView
        A widget; what is chosen in it is remembered for the other notebooks.
    """
    for earlier in _shown:
        earlier.retire()
    _shown[:] = [StartView(StartState(client))]
    return _shown[0]


class StartView(widgets.VBox):
    """The start page's controls, linked to their State.

    Attributes
    ----------
    state : StartState
        What is shown and decided.
    """

    def __init__(self, state: StartState) -> None:
        self.state = state
        self._stale: set[int] = set()
        self._drawing = False
        self._drawn: tuple[Any, ...] = ()
        self.retired = False
        self._make_controls()
        self.dress = _html(f"<style>{_CSS.read_text(encoding='utf-8')}</style>")
        super().__init__(
            [
                self.dress, self.head, widgets.HBox([self.client, self.persona], layout={"flex_flow": "row wrap"}),
                self.trouble, self.choices, self.tabs, self.standing,
            ]
        )  # fmt: skip
        self.add_class("tk-screen")
        state.observe(
            self._draw,
            [
                "revision",
                "persona",
                "error",
                "problems",
                "can_set_aside",
                "pack_changed",
                "client",
                "undoable",
            ],
        )
        self._draw()
        self._watcher = _in_background(self._watch)

    def checkpoint(self) -> widgets.HTML:
        """Return what the client that is open has and what is still missing, kept up to date."""
        return self.standing

    def retire(self) -> None:
        """Give way to a page that was opened later; say so where this one stood."""
        self.retired = True
        self.children = [self.dress, _html(_framed(_ELSEWHERE))]

    def gaps(self) -> pd.DataFrame:
        """Return the gaps that are shown; an empty frame while no client is open."""
        return self.state.gaps()

    def _make_controls(self) -> None:
        style = {"description_width": "initial"}
        wide = {"width": "min(520px, 100%)"}
        self.head, self.trouble = _html(), _html()
        self.client = widgets.Dropdown(description="Client", style=style, layout=wide)
        self.persona = widgets.Dropdown(description="Whose journey", style=style, layout=wide)
        self.without = _button("Open without these rows", self.state.open_without_faulty_rows)
        self.keep = _button("Go on with the workshop as it is", self.state.keep_workshop)
        self.take = _button("Take over the changed files (can be undone)", self.state.take_pack)
        self.undo = _button("", self.state.undo)
        self.choices = widgets.HBox(
            [self.without, self.keep, self.take, self.undo], layout={"flex_flow": "row wrap"}
        )
        self.standing = _html()
        self.bodies = [_html() for _ in _TABS]
        self.tabs = widgets.Tab(self.bodies, titles=[title for title, _ in _TABS])
        self.client.observe(self._client_picked, "value")
        self.persona.observe(self._persona_picked, "value")
        self.tabs.observe(self._fill, "selected_index")
        for button in (self.without, self.keep, self.take, self.undo):
            button.state_errors = self._report

    def _report(self, error: Exception) -> None:
        self.state.error = said(error)

    def _client_picked(self, change: Any) -> None:
        if change["new"] and not self._drawing:
            self.state.open(change["new"])

    def _persona_picked(self, change: Any) -> None:
        if not self._drawing:
            self.state.persona = change["new"] or ""

    def _draw(self, _change: Any = None) -> None:
        """Show the State once for all that changed; figures are drawn when their tab is looked at."""
        state = self.state
        now = state.shown()
        if now == self._drawn:
            return
        if self._drawn[:2] != now[:2]:
            # One client's figures must never stand under another one's name, not for a moment.
            for body in self.bodies:
                body.value = _DRAWING
        self._drawn = now
        blank = [] if state.client else [("Choose a client …", "")]
        self._offer(self.client, [*blank, *state.choices], state.client)
        self._offer(self.persona, state.personas or [("Everybody", "")], state.persona)
        _show_if(self.persona, len(state.personas) > 1)
        self.trouble.value = _framed(
            pages.error_page(state.error) + pages.problems_page(state.problems) + self._notice()
        )
        # Buttons stay in the page and are only hidden: one made anew would swallow a press on its way.
        _show_if(self.without, state.can_set_aside)
        _show_if(self.keep, state.pack_changed)
        _show_if(self.take, state.pack_changed)
        _show_if(self.undo, state.undoable)
        if state.undoable:
            self.undo.description = f"Undo {state.undoable}"
        self.standing.value = _framed(pages.standing(state.checkpoint()))
        shown = state.workshop is not None
        _show_if(self.tabs, shown)
        self._stale = set(range(len(_TABS)))
        try:
            self.head.value = (
                _framed(pages.head(state.workshop)) if state.workshop else _framed(_WELCOME)
            )
        except TouchkitError as error:
            self.trouble.value = _framed(pages.error_page(said(error)))
        self._fill()

    def _offer(
        self, dropdown: widgets.Dropdown, options: list[tuple[str, str]], value: str
    ) -> None:
        """Set a drop-down; the values it passes through on the way are nobody's choice."""
        self._drawing = True
        try:
            if list(dropdown.options) != options:
                dropdown.options = options
            dropdown.value = value
        finally:
            self._drawing = False

    def _notice(self) -> str:
        if not self.state.pack_changed:
            return ""
        words = "The pack's files have changed since this workshop was opened. Which shall count?"
        return f'<div class="tk-notice" role="status">{words}</div>'

    def _fill(self, _change: Any = None) -> None:
        """Draw the tab that is looked at, if what it shows has changed."""
        number, workshop = self.tabs.selected_index, self.state.workshop
        if workshop is None or number is None or number not in self._stale:
            return
        try:
            body = _TABS[number][1](workshop, self.state.persona)
        except Exception as error:  # noqa: BLE001 # a room sees what went wrong, never a silent page
            body = pages.error_page(said(error))
        self.bodies[number].value = _framed(body)
        self._stale.discard(number)

    async def _watch(self) -> None:
        """Look for changes made elsewhere until the page is closed."""
        while self.comm is not None and not self.retired:
            await asyncio.sleep(_LOOK_EVERY)
            self.state.look_again()


_ELSEWHERE = (
    '<p class="tk-notice">This page goes on in the window that was opened last. '
    "To have it here again: Run, then Run All Cells.</p>"
)
_DRAWING = '<div class="tk"><p class="tk-quiet">Drawing …</p></div>'
_WELCOME = "<h1>Welcome</h1><p>Choose a client to see its map, its curve, its gaps and what looks wrong.</p>"


def said(error: Exception) -> str:
    """Return an error as a person reads it; touchkit's own messages say what to do already."""
    if isinstance(error, TouchkitError):
        return str(error)
    return f"Something went wrong in touchkit itself ({type(error).__name__}: {error}). Nothing was lost."


def _html(value: str = "") -> widgets.HTML:
    return widgets.HTML(value)


def _show_if(widget: widgets.Widget, needed: object) -> None:
    widget.layout.display = "" if needed else "none"


def _framed(body: str) -> str:
    return f'<div class="tk">{body}</div>'


class _Button(widgets.Button):
    """A button whose failures are shown on the page."""

    state_errors: Callable[[Exception], None] | None = None


def _button(label: str, action: Callable[[], None]) -> _Button:
    button = _Button(description=label)

    @functools.wraps(action)
    def pressed(_button: Any) -> None:
        try:
            action()
        except Exception as error:  # noqa: BLE001 # shown on the page, where the person looks
            if button.state_errors is not None:
                button.state_errors(error)

    button.on_click(pressed)
    return button


def _in_background(watch: Callable[[], Any]) -> asyncio.Task[None] | None:
    """Start a task where there is a running kernel; elsewhere (in a test) there is none."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return None
    return loop.create_task(watch())
