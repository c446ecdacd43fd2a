"""A part of step 5 that is looked at alone: made when it is first opened, drawn when it is looked at."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.steps.facts import Facts


class Part(widgets.VBox):
    """The controls of one part of step 5; a subclass makes them once and draws them again and again."""

    def draw(self, facts: Facts) -> None:
        """Show what is stored now."""
        raise NotImplementedError
