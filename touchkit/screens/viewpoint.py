"""Step 1: personas, and the walk as a stranger."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.view import StepView


class PointOfViewView(StepView):
    """The step's controls."""

    STEP = "point-of-view"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        return []

    def draw(self) -> None:
        """Show the step as it is stored."""
