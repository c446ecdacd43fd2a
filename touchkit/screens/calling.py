"""Ideas as they are called out, look-alikes merged, dots given."""

from __future__ import annotations

from touchkit.screens.controls import Maker, html
from touchkit.screens.part import Part
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts


class CallingPart(Part):
    """Ideas as they are called out, look-alikes merged, dots given."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.make, self.state = make, state
        super().__init__([html("")])

    def draw(self, facts: Facts) -> None:
        """Show what is stored now."""
        del facts
