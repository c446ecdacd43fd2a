"""The view of one step: controls linked to a State, drawn when it is looked at."""

from __future__ import annotations

from typing import Any, ClassVar

import ipywidgets as widgets

from touchkit.screens.controls import Maker
from touchkit.steps.session import Session


class StepView(widgets.VBox):
    """What one step shows below the frame; a subclass makes its controls once and draws them again and again.

    Attributes
    ----------
    STEP : str
        The step of the agenda.
    session : Session
        What is open.
    """

    STEP: ClassVar[str]

    def __init__(self, session: Session) -> None:
        self.session = session
        self.make = Maker(session.report)
        self._seen: tuple[Any, ...] = ()
        super().__init__(self.build())
        self.add_class("tk-step")

    def build(self) -> list[widgets.Widget]:
        """Make the controls; called once, with no client open perhaps."""
        raise NotImplementedError

    def draw(self) -> None:
        """Show what the store holds now; called only while a client is open and the step is looked at."""
        raise NotImplementedError

    def blank(self) -> None:
        """Take away what belongs to the client or persona shown before; a view with figures overrides it."""

    def wipe(self) -> None:
        """Take away what belongs to the client or persona shown before; the next look draws anew.

        A State of the view may have drawn already when the client changed: that is taken away too.
        """
        self._seen = ()
        self.blank()

    def refresh(self) -> None:
        """Draw again if anything changed in the session since the view was drawn last."""
        if self.session.shown() != self._seen:
            self.redraw()

    def redraw(self, _change: Any = None) -> None:
        """Draw again; also what a change of the view's own State calls."""
        if self.session.workshop is None:
            return
        self._seen = self.session.shown()
        try:
            self.draw()
        except Exception as error:  # noqa: BLE001 # a room sees what went wrong, never a silent page
            self.session.report(error)
