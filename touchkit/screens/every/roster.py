"""To come."""

from __future__ import annotations

from touchkit.screens.controls import Maker
from touchkit.screens.every.part import CalendarPart
from touchkit.steps.everytime import CalendarFacts, EveryTime


class RosterPart(CalendarPart):
    """To come."""

    def __init__(self, make: Maker, state: EveryTime) -> None:
        self.make, self.state = make, state
        super().__init__([])

    def draw(self, facts: CalendarFacts) -> None:
        """Show what is stored now."""
