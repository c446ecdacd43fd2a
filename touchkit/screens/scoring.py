"""Steps 3 and 4: one touchpoint for the room, scores by show of hands or by name, and the reveal."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.view import StepView


class ReceivedView(StepView):
    """Step 3: what customers do there and what they get."""

    STEP = "received"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        return []

    def draw(self) -> None:
        """Show the step as it is stored."""


class DesiredView(StepView):
    """Step 4: what experience the team wants to create."""

    STEP = "desired"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        return []

    def draw(self) -> None:
        """Show the step as it is stored."""
