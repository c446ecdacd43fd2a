"""In and out: a calendar read in, and the calendar handed on."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.controls import Maker
from touchkit.screens.every.incoming import IncomingPanel
from touchkit.screens.every.outgoing import OutgoingPanel
from touchkit.screens.every.part import CalendarPart
from touchkit.steps.everytime import CalendarFacts, EveryTime


class FilesPart(CalendarPart):
    """What comes in on the left, what goes out on the right."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.every = make, state
        self.incoming = IncomingPanel(make, state)
        self.outgoing = OutgoingPanel(make, state)
        sides = widgets.HBox([self.incoming, self.outgoing])
        sides.add_class("tk-calfiles")
        super().__init__([sides])
        self.incoming.state.observe(self._again)

    def _again(self, _change: object) -> None:
        if self.every.session.workshop is not None and self.every.part == "files":
            self.make.run(lambda: self.draw(self.every.facts()))

    def draw(self, facts: CalendarFacts) -> None:
        """Show both sides as they are now."""
        self.incoming.draw(facts)
        self.outgoing.draw(facts)
