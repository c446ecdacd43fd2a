"""Importance by dots: what each touchpoint got, counted by hand, as shares of all that were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from traitlets import HasTraits, Int

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.steps.focus import Point
from touchkit.steps.hands import spread_dots, whole
from touchkit.steps.scoring import Scoring
from touchkit.steps.votes import Vote

_NOBODY = (
    "Dots are shown per person, and nobody is listed yet. Add who is in the room on the tab Start "
    "first."
)


@dataclass(frozen=True, kw_only=True)
class Given:
    """The dots of one touchpoint.

    Attributes
    ----------
    id : str
        The touchpoint.
    name : str
        Its name.
    dots : int or None
        How many it got in this round; None where nothing is counted.
    before : int or None
        How many it got in the round before, which count until it is counted again; None otherwise.
    share : float
        Its part of all that were given, 0 to 1.
    note : str
        That they were given by name, or in which round; blank otherwise.
    """

    id: str
    name: str
    dots: int | None
    before: int | None
    share: float
    note: str


class Dots(HasTraits):
    """Stores dots counted on a wall.

    Attributes
    ----------
    rounds : int
        Grows when a new round is called; the page is drawn again.
    """

    rounds = Int()

    def __init__(self, scoring: Scoring) -> None:
        super().__init__()
        self.scoring, self.session = scoring, scoring.session
        self._called: dict[tuple[str, str], int] = {}

    @property
    def kind(self) -> str:
        """How importance is given: scale, dots or points."""
        workshop = self.session.workshop
        return workshop.client.importance.kind if workshop is not None else "dots"

    def given(self) -> list[Given]:
        """Return every touchpoint that counts, with its dots; shares are of what counts so far."""
        points, votes, now = self.scoring.focus.points(), self._votes(), self._round()
        totals = {name: _total(vote) for name, vote in votes.items()}
        everything = sum(dots for dots in totals.values() if dots)
        return [
            _given(point, votes[point.id], totals[point.id], everything, now) for point in points
        ]

    def said(self) -> str:
        """Say how many were given in all, and how many that makes for each person."""
        rows, people = self.given(), len(self.scoring.people())
        counted = [row.dots for row in rows if row.dots is not None]
        waiting = sum(1 for row in rows if row.before is not None)
        if not people:
            return _NOBODY
        if not counted and not waiting:
            return (
                f"Each person spreads the same number of {self.kind} over these touchpoints; count "
                f"what each one got. {count(people, 'person')} may vote."
            )
        if waiting:
            return (
                f"Round {self._round()}: {len(counted)} of {len(counted) + waiting} counted. The "
                f"shares mix both rounds until all are counted again."
            )
        total = sum(counted)
        each = f"{total / people:.1f}".removesuffix(".0")
        whole_number = "" if total % people == 0 else " That is no whole number: count once more?"
        left = len(rows) - len(counted)
        rest = f" {left} not counted yet." if left else ""
        return f"{total} {self.kind} in all, {each} for each of {count(people, 'person')}.{whole_number}{rest}"

    def give(self, touchpoint: str, typed: str) -> bool:
        """Store how many dots a touchpoint got, in place of what was counted in this round; blank: none."""
        scoring, people = self.scoring, len(self.scoring.people())
        try:
            dots = whole(typed, self.kind) if typed.strip() else None
        except InputError as error:
            self.session.report(error)
            return False
        now = self._round()
        if dots == _total(_in_round(scoring.votes("importance")[touchpoint], now)):
            return True

        def edit(edits: Any) -> None:
            # Another keyboard may have counted since this page was drawn: its count is replaced.
            records = edits.where_in("scores", "touchpoint", [touchpoint])
            vote = _in_round(scoring.vote(touchpoint, records, measure="importance"), now)
            self._refuse(vote, dots, people)
            for mark in vote.marks:
                edits.remove("scores", mark.row)
            for score, n in spread_dots(dots, people).items() if dots is not None else ():
                edits.add("scores", **vote.cells(float(score), n=n))

        return self.session.save(f"count {self.kind} for {touchpoint}", edit)

    def again(self) -> None:
        """Call a new round for all touchpoints; the earlier one is kept."""
        self._called[self._key()] = self._last() + 1
        self.rounds += 1

    def _round(self) -> int:
        """Return the round that is being counted: the last one there is, or the one after it that was called."""
        last = self._last()
        called = self._called.get(self._key(), 0)
        return called if last and called == last + 1 else max(last, 1)

    def _last(self) -> int:
        return max((vote.round for vote in self._votes().values() if vote.total), default=0)

    def _key(self) -> tuple[str, str]:
        """Return what a round is called for: through whose eyes everybody's dots are seen is all one."""
        given = [vote.persona for vote in self._votes().values() if vote.total]
        return self.session.client, next(iter(given), self.session.persona)

    def _refuse(self, vote: Vote, dots: int | None, people: int) -> None:
        if vote.others or vote.how == "names":
            how = (
                "for single personas" if vote.others else f"by name ({count(vote.total, 'person')})"
            )
            again = (
                "Choose one at “Journey of” above." if vote.others else "Give them again to count."
            )
            raise InputError(
                f"Importance was given {how} here; both would count people twice. {again}"
            )
        if dots is None:
            return
        if not people:
            raise InputError(_NOBODY)
        workshop = self.session.workshop
        low, high = workshop.client.scale_of("importance") if workshop is not None else (0, 10)
        if not low * people <= dots <= int(high) * people:
            raise InputError(
                f"{dots} {self.kind} from {count(people, 'person')} cannot be: one touchpoint gets {low:g} to "
                f"{high:g} from each, {int(high) * people} at most. Nothing was stored."
            )

    def _votes(self) -> Mapping[str, Vote]:
        return self.scoring.votes("importance")


def _given(point: Point, vote: Vote, dots: int | None, everything: int, now: int) -> Given:
    """Return a touchpoint's dots; those of an earlier round count until it is counted again."""
    waits = dots is not None and vote.round < now
    notes = []
    if vote.how == "names":
        notes.append(f"by name, {count(vote.total, 'person')}")
    if waits:
        notes.append(f"{dots} in round {vote.round}, not counted again yet")
    elif vote.round > 1:
        notes.append(f"round {vote.round}")
    return Given(
        id=point.id, name=point.name, dots=None if waits else dots, before=dots if waits else None,
        share=dots / everything if dots and everything else 0.0, note=", ".join(notes),
    )  # fmt: skip


def _in_round(vote: Vote, now: int) -> Vote:
    """Return a vote as it stands in a round; where it was not counted in that one yet, an empty one."""
    if vote.round >= now:
        return vote
    earlier = {**vote.earlier, vote.round: vote.marks} if vote.marks else vote.earlier
    return replace(vote, round=now, marks=(), earlier=earlier)


def _total(vote: Vote) -> int | None:
    """Return the dots of a touchpoint; None where nobody counted them."""
    if not vote.total:
        return None
    return round(sum(mark.score * mark.n for mark in vote.marks))
