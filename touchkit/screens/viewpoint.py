"""Step 1: personas, and the walk as a stranger."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import hide_label, show, show_if
from touchkit.screens.decisions import DecisionPanel
from touchkit.screens.gallery import GalleryPanel
from touchkit.screens.view import StepView
from touchkit.screens.walk import WalkPanel
from touchkit.steps.viewpoint import MODES, PointOfViewState


class PointOfViewView(StepView):
    """The step's controls."""

    STEP = "point-of-view"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        self.state = state = PointOfViewState(self.session)
        self.mode = hide_label(self.make.pick("What to look at", self._turn, MODES))
        self.gallery = GalleryPanel(state.gallery, self.make)
        self.walk = WalkPanel(state.walk, self.make)
        self.decisions = DecisionPanel(self.session, self.STEP)
        state.observe(self.redraw, ["mode"])
        state.gallery.observe(self.redraw, ["chosen", "leaving"])
        state.walk.observe(self.redraw, ["at", "alias", "lane"])
        return [self.mode, self.gallery, self.walk, self.decisions]

    def _turn(self, mode: Any) -> None:
        self.state.mode = mode

    def draw(self) -> None:
        """Show the half that is looked at, and what was decided."""
        walking = self.state.mode == "walk"
        show(self.mode, value=self.state.mode)
        show_if(self.gallery, not walking)
        show_if(self.walk, walking)
        (self.walk if walking else self.gallery).draw()
        self.decisions.draw()
