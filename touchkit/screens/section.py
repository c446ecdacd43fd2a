"""A part of a step that is looked at alone: made when it is first opened, drawn when it is looked at."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.steps.listing import Board


class Section(widgets.VBox):
    """The controls of one part of step 2; a subclass makes them once and draws them again and again."""

    def draw(self, board: Board) -> None:
        """Show the map as it is stored now."""
        raise NotImplementedError
