"""The minimum: the least that is still acceptable at a touchpoint, one decision of the room."""

from __future__ import annotations

from typing import Any

from touchkit.errors import InputError
from touchkit.steps.scoring import Scoring


class Minimum:
    """Keeps one value a touchpoint, replaced when it is changed.

    Parameters
    ----------
    scoring : Scoring
        Whose touchpoint is in focus.
    """

    def __init__(self, scoring: Scoring) -> None:
        self.scoring, self.session = scoring, scoring.session

    @property
    def value(self) -> float | None:
        """What the room decided; None where it has not."""
        vote = self.scoring.vote_on("minimum")
        return vote.mean if vote.total else None

    def decide(self, value: float | None) -> bool:
        """Store the decision, or take it away."""
        scoring, point = self.scoring, self.scoring.here()
        if value == self.value:
            return True

        def edit(edits: Any) -> None:
            # Another keyboard may have decided since this page was drawn: one decision is kept.
            records = edits.where_in("scores", "touchpoint", [point.id])
            vote = scoring.vote(point.id, records, measure="minimum")
            if vote.others:
                raise InputError(scoring.obstacle(vote))
            for mark in vote.marks:
                edits.remove("scores", mark.row)
            if value is not None:
                edits.add("scores", **vote.cells(float(value)))

        return self.session.save(f"decide the minimum at {point.name}", edit)
