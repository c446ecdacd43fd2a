"""Every time: one part of the calendar at a time, each made when it is opened first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from touchkit.screens.controls import mark, row, show_if
from touchkit.screens.every.acts import ActsPart
from touchkit.screens.every.files import FilesPart
from touchkit.screens.every.findings import FindingsPart
from touchkit.screens.every.part import CalendarPart
from touchkit.screens.every.roster import RosterPart
from touchkit.screens.every.year import YearPart
from touchkit.screens.view import StepView
from touchkit.steps.everytime import PARTS, EveryTime

_SHORT_PATH = {"findings", "acts"}
_HERE = "mod-active"


class CalendarView(StepView):
    """The calendar's controls."""

    STEP = "calendar"

    def build(self) -> list[widgets.Widget]:
        """Make the buttons that open the parts; the parts themselves wait."""
        self.state = EveryTime(self.session)
        self.tabs = {
            name: self.make.button(words, partial(self.state.look_at, name))
            for name, words in PARTS.items()
        }
        self.holders = {name: widgets.VBox() for name in PARTS}
        self.parts: dict[str, CalendarPart] = {}
        self.state.observe(self.redraw)
        return [row(*self.tabs.values(), kind="tk-tp-tabs"), *self.holders.values()]

    def blank(self) -> None:
        """Hide what belongs to another client."""
        for holder in self.holders.values():
            show_if(holder, needed=False)

    def draw(self) -> None:
        """Show the part that is looked at as it is stored."""
        facts, here = self.state.facts(), self.state.part
        for name, button in self.tabs.items():
            show_if(button, not self.session.late or name in _SHORT_PATH or name == here)
            mark(button, _HERE, wanted=name == here)
        for name, holder in self.holders.items():
            show_if(holder, name == here)
        fresh = here not in self.parts
        if fresh:
            self.parts[here] = self._makers()[here]()
        self.parts[here].draw(facts)
        if fresh:
            self.holders[here].children = [self.parts[here]]

    def _makers(self) -> dict[str, Callable[[], CalendarPart]]:
        make, state = self.make, self.state
        return {
            "year": lambda: YearPart(make, state),
            "findings": lambda: FindingsPart(make, state),
            "acts": lambda: ActsPart(make, state),
            "roster": lambda: RosterPart(make, state),
            "files": lambda: FilesPart(make, state),
        }
