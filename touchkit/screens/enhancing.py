"""Step 5: the widest gaps, ideas, the choice under a budget, pilots, who does what by when."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from touchkit.screens.business import BusinessPart
from touchkit.screens.calling import CallingPart
from touchkit.screens.choosing import ChoosingPart
from touchkit.screens.decisions import DecisionPanel
from touchkit.screens.gaps import GapsPart
from touchkit.screens.matrix import MatrixPart
from touchkit.screens.part import Part
from touchkit.screens.parted import PartedView
from touchkit.screens.piloting import PilotingPart
from touchkit.screens.register import RegisterPart
from touchkit.steps.enhancing import PARTS, Enhancing


class EnhanceView(PartedView):
    """The step's controls: one part at a time, decisions below."""

    STEP, PARTS, SHORT_PATH = "enhance", PARTS, frozenset({"gaps", "choosing", "register"})
    state: Enhancing

    def begin(self) -> Enhancing:
        """Return what is open in the step."""
        return Enhancing(self.session)

    def build(self) -> list[widgets.Widget]:
        """Make the parts' buttons, and the decisions below whichever is open."""
        self.decisions = DecisionPanel(self.session, self.STEP)
        return [*super().build(), self.decisions]

    def draw(self) -> None:
        """Show the part that is looked at, and the decisions, as they are stored."""
        super().draw()
        self.decisions.draw()

    def makers(self) -> dict[str, Callable[[], Part]]:
        """Return what makes each part."""
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
