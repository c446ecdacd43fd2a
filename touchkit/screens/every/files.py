"""In and out: a calendar read in, and the calendar handed on; below both, what of a file is to be mended."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.controls import Maker
from touchkit.screens.every.incoming import IncomingPanel
from touchkit.screens.every.into_view import IntoView
from touchkit.screens.every.outgoing import OutgoingPanel
from touchkit.screens.every.part import CalendarPart
from touchkit.steps.everytime import CalendarFacts, EveryTime


class FilesPart(CalendarPart):
    """What comes in on the left, what goes out on the right, and what is to be mended below."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.every = make, state
        self.incoming = IncomingPanel(make, state)
        self.outgoing = OutgoingPanel(make, state)
        sides = widgets.HBox([self.incoming, self.outgoing])
        sides.add_class("tk-calfiles")
        self.place, self._unread = IntoView(), ""
        super().__init__([sides, self.place, self.incoming.faults])
        self.incoming.state.observe(self._again)

    def _again(self, _change: object) -> None:
        if self.every.session.workshop is not None and self.every.part == "files":
            self.make.run(lambda: self.draw(self.every.facts()))

    def draw(self, facts: CalendarFacts) -> None:
        """Show both sides as they are now."""
        self.incoming.draw(facts)
        self.outgoing.draw(facts)
        unread = self.incoming.state.unread
        if unread and unread != self._unread:
            self.place.come()
        self._unread = unread
