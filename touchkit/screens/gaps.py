"""The widest gaps, what is in the way of the one that is open, its verdict, its ideas."""

from __future__ import annotations

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, show_if
from touchkit.screens.ideas import IdeasPanel
from touchkit.screens.part import Part
from touchkit.screens.priorities import PriorityList
from touchkit.screens.verdicts import VerdictPanel
from touchkit.screens.what_ifs import WhatIfDrawer
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts


class GapsPart(Part):
    """The list on the left, the touchpoint that is open beside it."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.list = PriorityList(make, state)
        self.verdict = VerdictPanel(make, state)
        self.ideas = IdeasPanel(make, state)
        self.what_ifs = WhatIfDrawer(make, state)
        self.focus = column(self.verdict, self.ideas, self.what_ifs, kind="tk-opened")
        sides = widgets.HBox([self.list, self.focus])
        sides.add_class("tk-enhance")
        super().__init__([sides])

    def draw(self, facts: Facts) -> None:
        """Show the list and the touchpoint that is open as they are stored."""
        self.list.draw(facts)
        show_if(self.focus, facts.found)
        if facts.found:
            self.verdict.draw(facts)
            self.ideas.draw(facts)
            self.what_ifs.draw()
