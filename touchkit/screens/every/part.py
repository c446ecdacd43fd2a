"""A part of the calendar that is looked at alone: made when it is first opened, drawn when it is looked at."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.steps.everytime import CalendarFacts


class CalendarPart(widgets.VBox):
    """The controls of one part; a subclass makes them once and draws them again and again."""

    def draw(self, facts: CalendarFacts) -> None:
        """Show what is stored now."""
        raise NotImplementedError
