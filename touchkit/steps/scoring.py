"""Scoring in a room: hands counted or people asked by name, silently first, then revealed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from traitlets import Bool, HasTraits, Int, Unicode

from touchkit.errors import InputError
from touchkit.model import Scale
from touchkit.steps.focus import Focus, Point
from touchkit.steps.hands import LONG_SCALE, Person, points_of, turnout
from touchkit.steps.session import Session
from touchkit.steps.votes import Vote, vote_of, votes_of, wave_of

_REMEMBERED = 50
_HOW = {"hands": "by show of hands", "names": "by name"}


class Scoring(HasTraits):
    """What is voted on, how, and what is still hidden.

    Attributes
    ----------
    session : Session
        What is open.
    focus : Focus
        The touchpoint the room looks at.
    measure : str
        What is voted on: received, desired or importance.
    how : str
        How further votes are taken: hands or names.
    quiet : bool
        Whether counts are hidden while the vote goes on.
    rounds : int
        Grows when a new round is called or a vote revealed; the page is drawn again.
    """

    measure = Unicode("received")
    how = Unicode("hands")
    quiet = Bool()
    rounds = Int()

    def __init__(self, session: Session, measure: str = "received") -> None:
        super().__init__()
        self.session, self.focus, self.measure = session, Focus(session), measure
        self._called: dict[tuple[str, ...], int] = {}
        self._shown: set[tuple[str, ...]] = set()
        self._votes: dict[tuple[Any, ...], Vote] = {}

    # what there is

    @property
    def scale(self) -> Scale:
        """The scale of what is voted on, in whole points."""
        workshop = self.session.workshop
        if workshop is None:
            return Scale()
        client = workshop.client
        if self.measure != "importance":
            return client.scale
        points = points_of(client.importance.low, client.importance.high)
        return Scale(low=points[0], high=points[-1])

    @property
    def values(self) -> list[int]:
        """The points of the scale."""
        return points_of(self.scale.low, self.scale.high)

    @property
    def long(self) -> bool:
        """Whether the scale is too long for a field for each point."""
        return len(self.values) > LONG_SCALE

    def label(self, value: float) -> str:
        """Return the word the client has for a point; blank where there is none."""
        scale = self.scale
        place = int(value) - scale.low
        return scale.labels[place] if scale.labels and 0 <= place < len(scale.labels) else ""

    def people(self) -> list[Person]:
        """Return those who may vote: everybody but a facilitator who has kept out of it so far."""
        found, scores = self.session.tables("participants"), self.session.tables("scores")
        voted = scores.loc[scores["group"] == "team", "respondent"].dropna().unique()
        votes = (found["role"] != "facilitator") | found["id"].isin(voted)
        return [
            Person(
                name=str(row["id"]), alias=str(row["alias"]),
                department="" if pd.isna(row["department"]) else str(row["department"]),
            )
            for row in found[votes].to_dict("records")
        ]  # fmt: skip

    def vote(self, touchpoint: str = "", records: Iterable[Any] | None = None) -> Vote:
        """Return the vote on a touchpoint, or on the one in focus.

        Parameters
        ----------
        touchpoint : str
            Its id; blank: the one in focus.
        records : iterable of mapping, optional
            The rows of scores about it; left out: as they are stored now.
        """
        point = touchpoint or self.here().id
        again = self._called.get(self._key(point), 0)
        if records is None:
            return self._read(point, self.measure, again)
        return vote_of(
            records, touchpoint=point, measure=self.measure, persona=self.session.persona,
            wave=wave_of(self.session.tables("scores")), again=again,
        )  # fmt: skip

    def vote_on(self, measure: str) -> Vote:
        """Return the stored vote on the touchpoint in focus, about another measure."""
        return self._read(self.here().id, measure, 0)

    def _read(self, point: str, measure: str, again: int) -> Vote:
        """Return a stored vote; one page asks for it many times, and it is read once for each change."""
        session = self.session
        asked = (session.client, session.revision, session.persona, point, measure, again)
        if asked not in self._votes:
            if len(self._votes) > _REMEMBERED:
                self._votes.clear()
            scores = session.tables("scores")
            own = scores[(scores["touchpoint"] == point) & (scores["group"] == "team")]
            self._votes[asked] = vote_of(
                own.to_dict("records"), touchpoint=point, measure=measure, persona=session.persona,
                wave=wave_of(scores), again=again,
            )  # fmt: skip
        return self._votes[asked]

    def votes(self, measure: str = "") -> dict[str, Vote]:
        """Return the stored vote on every touchpoint that counts, by id."""
        scores = self.session.tables("scores")
        return votes_of(
            scores, [point.id for point in self.focus.points()], measure=measure or self.measure,
            persona=self.session.persona, wave=wave_of(scores),
        )  # fmt: skip

    def scored(self) -> set[str]:
        """Return the touchpoints that have a vote."""
        return {name for name, vote in self.votes().items() if vote.total}

    def standing(self, vote: Vote | None = None) -> str:
        """Say how far the vote is: how many of those present, which round, for whom."""
        vote = self.vote() if vote is None else vote
        said = [turnout(vote.total, len(self.people()))]
        if vote.round > 1:
            said.insert(0, f"Round {vote.round}.")
            if not vote.total:
                said.append(f"Round {max(vote.earlier, default=1)} counts until somebody votes.")
            elif vote.how == "names" and vote.total < len(self.people()):
                said.append("Only this round counts.")
        return " ".join(said)

    def whose(self) -> str:
        """Say that a vote goes on for everybody although one persona is shown; blank otherwise."""
        vote = self.vote()
        if self.session.persona and not vote.persona and (vote.total or vote.earlier):
            return "scored for everybody, which goes on here"
        return ""

    def obstacle(self, vote: Vote | None = None) -> str:
        """Say why nothing can be scored this way; blank where it can."""
        vote = self.vote() if vote is None else vote
        if vote.others:
            names = dict(
                zip(*(self.session.tables("personas")[c] for c in ("id", "name")), strict=True)
            )
            whose = " and ".join(names.get(other, other) for other in vote.others)
            return (
                f"This was scored for {whose} already; a score for everybody beside it would count "
                f"the room twice. Choose {whose} at “Journey of” above to go on."
            )
        if vote.how and vote.how != self.how:
            return (
                f"This round was taken {_HOW[vote.how]} ({vote.total} "
                f"vote{'' if vote.total == 1 else 's'}). Both in one round would count people "
                f"twice: go on {_HOW[vote.how]}, or vote again."
            )
        if self.how == "names" and not self.people() and not vote.named:
            return "Nobody is listed yet. Add who is in the room on the tab Start, or count hands."
        return ""

    # rounds and revealing

    def vote_again(self) -> None:
        """Call a new round; both are kept, and the last one with answers counts."""
        vote = self.vote()
        if vote.total:
            self._called[self._key(vote.touchpoint)] = vote.round + 1
            self._shown.discard(self._key(vote.touchpoint))
            self.rounds += 1

    def vote_again_on(self, touchpoints: Iterable[str]) -> None:
        """Call a new round on several touchpoints, and go to the first of them."""
        several = list(touchpoints)
        for touchpoint in several:
            vote = self.vote(touchpoint)
            if vote.total:
                self._called[self._key(touchpoint)] = vote.round + 1
                self._shown.discard(self._key(touchpoint))
        self.rounds += 1
        if several:
            self.focus.go(several[0])

    def call_off(self) -> None:
        """Go back to the round before, where nobody has answered in this one."""
        vote = self.vote()
        if not vote.total and self._called.pop(self._key(vote.touchpoint), 0):
            self.rounds += 1

    @property
    def can_call_off(self) -> bool:
        """Whether a new round was called that nobody has answered in."""
        vote = self.vote()
        return bool(not vote.total and vote.earlier)

    def reveal(self, *, shown: bool = True, everywhere: bool = False) -> None:
        """Show what was voted on the touchpoint in focus, or on all; or hide it again."""
        names = [point.id for point in self.focus.points()] if everywhere else [self.here().id]
        keys = {self._key(name) for name in names}
        self._shown = self._shown | keys if shown else self._shown - keys
        self.rounds += 1

    def revealed(self, touchpoint: str = "") -> bool:
        """Say whether the vote on a touchpoint is shown."""
        return self._key(touchpoint or self.here().id) in self._shown

    def settle(self) -> None:
        """Take votes the way this round was begun, when another touchpoint is looked at."""
        if self.focus.current() is not None and self.vote().how:
            self.how = self.vote().how

    # what must hold

    def here(self) -> Point:
        """Return the touchpoint in focus.

        Raises
        ------
        InputError
            When there is no touchpoint at all.
        """
        point = self.focus.current()
        if point is None:
            raise InputError("There is no touchpoint yet. List some in step 2 first.")
        return point

    def _key(self, touchpoint: str) -> tuple[str, ...]:
        return (self.session.client, self.session.persona, self.measure, touchpoint)

    def refuse(self, vote: Vote, how: str) -> None:
        """Refuse votes that would count people twice.

        Raises
        ------
        InputError
            When the round was begun another way, or was taken for a single persona.
        """
        if vote.others or (vote.how and vote.how != how):
            raise InputError(self.obstacle(vote) or "This round was begun another way.")
