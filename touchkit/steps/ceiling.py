"""When everything is desired at the top: a third may stay there, the others are voted on again."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits, Tuple

from touchkit.errors import InputError
from touchkit.measure.caution import NEAR_TOP
from touchkit.steps.scoring import Scoring

_PART = 3


class Ceiling(HasTraits):
    """Lets the room choose what deserves the top of the scale.

    Attributes
    ----------
    kept : tuple of str
        The touchpoints that may stay at the top.
    """

    kept: Any = Tuple()

    def __init__(self, scoring: Scoring) -> None:
        super().__init__()
        self.scoring, self.session = scoring, scoring.session
        self._whose = ("", "")

    def warning(self) -> str:
        """Return what is wrong with the desired scores; blank where they tell touchpoints apart."""
        workshop = self.session.workshop
        if workshop is None:
            return ""
        found = workshop.numbers(self.session.persona or None).cautions()
        return " ".join(found.loc[found["caution"] == "desired at the ceiling", "sentence"])

    def at_top(self) -> list[tuple[str, str]]:
        """Return the touchpoints whose desired score lies in the top tenth of the scale: id and name.

        Those whose vote was not revealed yet, or of too few people, are not told.
        """
        workshop = self.session.workshop
        if workshop is None:
            return []
        scale, least = workshop.client.scale, workshop.client.smallest_group_team
        edge = scale.high - NEAR_TOP * (scale.high - scale.low) - 1e-9
        votes = self.scoring.votes("desired")
        return [
            (point.id, point.name)
            for point in self.scoring.focus.points()
            if votes[point.id].total >= max(least, 1)
            and votes[point.id].mean >= edge
            and self.scoring.revealed(point.id, "desired")
        ]

    def settle(self) -> tuple[str, ...]:
        """Return what may stay at the top; another client or persona, or what left the top, is forgotten."""
        whose = (self.session.client, self.session.persona)
        there = [name for name, _ in self.at_top()] if whose == self._whose else []
        self._whose = whose
        kept = tuple(one for one in self.kept if one in there)
        self.kept = kept
        return kept

    @property
    def most(self) -> int:
        """How many may stay at the top: a third of what is scored, one at least."""
        scored = sum(1 for vote in self.scoring.votes("desired").values() if vote.total)
        return max(1, scored // _PART)

    def keep(self, touchpoint: str, on: bool) -> bool:  # noqa: FBT001 # what a tick hands over
        """Let a touchpoint stay at the top, or not; more than a third is refused."""
        others = tuple(one for one in self.settle() if one != touchpoint)
        if on and len(others) >= self.most:
            self.session.report(
                InputError(
                    f"At most a third may stay at the top: {self.most} here. Take one away first."
                )
            )
            return False
        self.kept = (*others, touchpoint) if on else others
        return True

    def vote_again(self) -> int:
        """Call a new round for what may not stay at the top; return how many that are."""
        kept = self.settle()
        others = [name for name, _ in self.at_top() if name not in kept]
        self.scoring.vote_again_on(others)
        return len(others)
