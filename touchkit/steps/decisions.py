"""What the room decided in one step, who sees to it, and by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from touchkit.model import to_rows
from touchkit.model.text import clean
from touchkit.steps.commitments import change_both
from touchkit.steps.dating import Dating, todays_date
from touchkit.steps.naming import owners
from touchkit.steps.notes import lines
from touchkit.steps.session import Session


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision as it is shown.

    Attributes
    ----------
    id, text : str
        The row, and the decision in a sentence.
    owner : str
        Who sees to it; blank: nobody yet.
    due : datetime.date or None
        By when.
    """

    id: str
    text: str
    owner: str = ""
    due: dt.date | None = None


class DecisionsState(Dating):
    """The decisions of one step; every change is stored at once.

    Parameters
    ----------
    session : Session
        What is open.
    step : str
        The step of the agenda.
    today : callable
        From when "in three weeks" counts.
    """

    def __init__(
        self, session: Session, step: str, *, today: Callable[[], dt.date] = todays_date
    ) -> None:
        super().__init__(today)
        self.session, self.step = session, step

    def decisions(self) -> list[Decision]:
        """Return the step's decisions in the order they were taken."""
        rows = self.session.tables_shown()["decisions"]
        return [
            Decision(**{n: row[n] for n in ("id", "text", "owner", "due") if n in row})
            for row in to_rows(rows[rows["step"] == self.step])
        ]

    def owners(self) -> tuple[str, ...]:
        """Return who might see to something: the people in the room, and earlier owners."""
        return owners(self.session.tables_shown())

    def standing(self) -> str:
        """Say what is missing; blank when nothing is."""
        taken = self.decisions()
        loose = sum(not decision.owner or decision.due is None for decision in taken)
        if not loose:
            return ""
        if len(taken) == 1:
            return "Nobody sees to it yet, or no date is set."
        return f"{loose} of {len(taken)} still want an owner or a date."

    def add(self, text: str) -> bool:
        """Store a decision, or several: one a line."""
        said = lines(text)

        def edit(edits: Any) -> None:
            for line in said:
                edits.add("decisions", step=self.step, text=line)

        return bool(said) and self.session.save("record a decision", edit)

    def reword(self, decision: str, text: str) -> bool:
        """Store a decision's new words; no words at all are refused."""
        if not clean(text):
            self.session.error = "A decision needs words. To take it away, press its Remove."
            return False
        return self._change(decision, text=text)

    def give(self, decision: str, owner: str) -> bool:
        """Store who sees to it; blank: nobody."""
        return self._change(decision, owner=clean(owner) or None)

    def set_due(self, decision: str, text: str) -> bool:
        """Store by when, as somebody typed it; blank: no date."""
        return self.store_due(decision, text, lambda due: self._change(decision, due=due))

    def _change(self, decision: str, **fields: Any) -> bool:
        taken = self.session.tables("decisions")
        return self.session.save(
            "change a decision",
            lambda edits: change_both(edits, taken, "decisions", decision, fields),
        )

    def remove(self, decision: str) -> bool:
        """Take a decision away, and let the idea it funded be undecided; undo brings both back."""

        def edit(edits: Any) -> None:
            row = edits.get("decisions", decision) or {}
            edits.remove("decisions", decision)
            idea = row.get("idea")
            if not idea or edits.where_in("decisions", "idea", [idea]):
                return
            if (edits.get("ideas", idea) or {}).get("status") == "chosen":
                edits.change("ideas", idea, status="idea")

        return self.session.save("remove a decision", edit)
