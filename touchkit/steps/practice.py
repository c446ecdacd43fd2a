"""A practice client on the start page: where to go on, and whether customers' scores are shown yet."""

from __future__ import annotations

from traitlets import HasTraits, Unicode

from touchkit.steps import agenda
from touchkit.steps.checks import CHECKS, Case
from touchkit.steps.lessons import lessons
from touchkit.steps.session import Session

HIDDEN = "Hidden until you have scored: step 3 asks you to guess first."
"""What stands in place of a figure that would give customers' scores away."""


class PracticeState(HasTraits):
    """What the start page tells somebody who practises alone; nothing for any other client.

    Parameters
    ----------
    session : Session
        What is open.

    Attributes
    ----------
    peeked : str
        The client whose scores are shown all the same.
    """

    peeked = Unicode()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def way_on(self) -> str:
        """How far the practice client was done when it was made, and which notebook is next; blank: no practice."""
        workshop = self.session.workshop
        if workshop is None or workshop.client.like is None:
            return ""
        until = workshop.client.until
        following = [
            one for one in lessons().values() if until is not None and one.number == until + 1
        ]
        if not following:
            return "A practice case with every step done: open any of them to see how."
        number, title = following[0].number, agenda.step(following[0].step).title
        far = f"until step {until}" if until else "with no step done yet"
        return f"A practice case {far}: open {number} · {title} next."

    @property
    def hides_scores(self) -> bool:
        """Whether what customers gave is kept from a learner who is still to guess it."""
        workshop = self.session.workshop
        if workshop is None or workshop.client.like is None or self.peeked == self.session.client:
            return False
        tables = self.session.tables_shown()
        scores = tables["scores"]
        got = (scores["group"] == "customer") & (scores["measure"] == "received")
        case = Case(client=workshop.client, tables=tables)
        return bool(got.any()) and bool(CHECKS["scored_by_team"](case, measure="received"))

    def show_scores(self) -> None:
        """Show the scores all the same, until another client is open."""
        self.peeked = self.session.client
