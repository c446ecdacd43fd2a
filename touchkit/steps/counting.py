"""Counting hands: each value's hands as they are held up, the total against those present."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.steps.hands import called_out, refuse_too_many, whole
from touchkit.steps.scoring import Scoring
from touchkit.steps.votes import Vote

_Change = Callable[[dict[float, int]], dict[float, int]]


class HandCount:
    """Stores counted hands of the touchpoint in focus; each press is one action undo takes back.

    Parameters
    ----------
    scoring : Scoring
        What is voted on.
    """

    def __init__(self, scoring: Scoring) -> None:
        self.scoring, self.session = scoring, scoring.session

    def type_in(self, value: int, typed: str) -> bool:
        """Store how many hands a value has, as somebody typed it; blank is none."""
        try:
            hands = whole(typed)
        except InputError as error:
            self.session.report(error)
            return False
        return self._store(lambda _: {float(value): hands})

    def step(self, value: int, by: int) -> bool:
        """Store one hand more or fewer for a value."""
        return self._store(lambda there: {float(value): max(0, there.get(float(value), 0) + by)})

    def call_out(self, typed: str) -> bool:
        """Store the scores people called out, in place of this round's earlier ones.

        While the count is hidden nobody sees what they would replace: then they are added.
        """
        low, high = self.scoring.values[0], self.scoring.values[-1]
        try:
            found = called_out(typed, low, high)
        except InputError as error:
            self.session.report(error)
            return False
        tally = {float(value): found.count(value) for value in set(found)}
        if self.scoring.quiet:
            return not tally or self._store(
                lambda there: {value: there.get(value, 0) + n for value, n in tally.items()}
            )
        return self._store(lambda there: dict.fromkeys(there, 0) | tally)

    def called_out(self) -> str:
        """Return the counted scores as they would be typed."""
        hands = self.scoring.vote().hands
        return " ".join(f"{value:g}" for value in sorted(hands) for _ in range(hands[value]))

    def _store(self, change: _Change) -> bool:
        """Store new counts of some values, all or none; what others counted meanwhile is seen."""
        scoring = self.scoring
        point, present = scoring.here(), len(scoring.people())

        def edit(edits: Any) -> None:
            records = edits.where_in("scores", "touchpoint", [point.id])
            vote = scoring.vote(point.id, records)
            scoring.refuse(vote, "hands")
            there = vote.hands
            new = {value: n for value, n in change(there).items() if n != there.get(value, 0)}
            total = sum((there | new).values())
            if total > vote.total:
                refuse_too_many(total, present)
            for value, n in new.items():
                _put(edits, vote, value, n)

        return self.session.save(f"count hands at {point.name}", edit)


def _put(edits: Any, vote: Vote, value: float, n: int) -> None:
    """Make as many hands of a value, in one row; those counted by department are left as they are.

    Raises
    ------
    InputError
        When fewer are wanted than were counted by department.
    """
    counted = [mark for mark in vote.marks if mark.score == value and not mark.respondent]
    rows = [mark.row for mark in counted if not mark.department]
    fixed = sum(mark.n for mark in counted if mark.department)
    if n < fixed:
        raise InputError(
            f"{count(fixed, 'hand')} for {value:g} {'was' if fixed == 1 else 'were'} counted by department, "
            "which a show of hands does not know. Nothing was stored: vote again to count afresh."
        )
    for row in rows[1:] if n > fixed else rows:
        edits.remove("scores", row)
    if n > fixed and rows:
        edits.change("scores", rows[0], n=n - fixed)
    elif n > fixed:
        edits.add("scores", **vote.cells(value, n=n - fixed))
