"""Every time: the calendar, what looks wrong with it, its acts, who got what, files in and out."""

from __future__ import annotations

from collections.abc import Callable

from touchkit.screens.every.acts import ActsPart
from touchkit.screens.every.files import FilesPart
from touchkit.screens.every.findings import FindingsPart
from touchkit.screens.every.part import CalendarPart
from touchkit.screens.every.roster import RosterPart
from touchkit.screens.every.year import YearPart
from touchkit.screens.parted import PartedView
from touchkit.steps.everytime import PARTS, EveryTime


class CalendarView(PartedView):
    """The calendar's controls."""

    STEP, PARTS, SHORT_PATH = "calendar", PARTS, frozenset({"findings", "acts"})
    state: EveryTime

    def begin(self) -> EveryTime:
        """Return what is looked at of the calendar."""
        return EveryTime(self.session)

    def makers(self) -> dict[str, Callable[[], CalendarPart]]:
        """Return what makes each part."""
        make, state = self.make, self.state
        return {
            "year": lambda: YearPart(make, state),
            "findings": lambda: FindingsPart(make, state),
            "acts": lambda: ActsPart(make, state),
            "roster": lambda: RosterPart(make, state),
            "files": lambda: FilesPart(make, state),
        }
