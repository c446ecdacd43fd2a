"""Step 2: the list, the map as a grid, what looks wrong, the shortlist."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.view import StepView


class TouchpointsView(StepView):
    """The step's controls."""

    STEP = "touchpoints"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        return []

    def draw(self) -> None:
        """Show the step as it is stored."""
