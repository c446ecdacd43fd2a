"""Step 5: the widest gaps, ideas, the choice under a budget, pilots, who does what by when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import ipywidgets as widgets

from touchkit.screens.business import BusinessPart
from touchkit.screens.calling import CallingPart
from touchkit.screens.choosing import ChoosingPart
from touchkit.screens.controls import mark, row, show_if
from touchkit.screens.decisions import DecisionPanel
from touchkit.screens.gaps import GapsPart
from touchkit.screens.matrix import MatrixPart
from touchkit.screens.part import Part
from touchkit.screens.piloting import PilotingPart
from touchkit.screens.register import RegisterPart
from touchkit.screens.view import StepView
from touchkit.steps.enhancing import PARTS, Enhancing

_SHORT_PATH = {"gaps", "choosing", "register"}
_HERE = "mod-active"


class EnhanceView(StepView):
    """The step's controls: one part at a time, each made when it is opened first; decisions below."""

    STEP = "enhance"

    def build(self) -> list[widgets.Widget]:
        """Make the buttons that open the parts; the parts themselves wait."""
        self.state = Enhancing(self.session)
        self.tabs = {
            name: self.make.button(words, partial(self.state.look_at, name))
            for name, words in PARTS.items()
        }
        self.holders = {name: widgets.VBox() for name in PARTS}
        self.parts: dict[str, Part] = {}
        self.decisions = DecisionPanel(self.session, self.STEP)
        self.state.observe(self.redraw)
        return [row(*self.tabs.values(), kind="tk-tp-tabs"), *self.holders.values(), self.decisions]

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
        self.decisions.draw()

    def _makers(self) -> dict[str, Callable[[], Part]]:
        make, state = self.make, self.state
        return {
            "gaps": lambda: GapsPart(make, state),
            "calling": lambda: CallingPart(make, state),
            "matrix": lambda: MatrixPart(make, state),
            "choosing": lambda: ChoosingPart(make, state),
            "piloting": lambda: PilotingPart(make, state),
            "business": lambda: BusinessPart(make, state),
            "register": lambda: RegisterPart(make, state),
        }
