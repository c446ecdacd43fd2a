"""Step 5: the widest gaps, what is in the way, verdicts, ideas, decisions."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.view import StepView


class EnhanceView(StepView):
    """The step's controls."""

    STEP = "enhance"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        return []

    def draw(self) -> None:
        """Show the step as it is stored."""
