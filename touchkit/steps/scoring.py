"""Scoring in a room: hands counted or people asked by name, silently first, then revealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from traitlets import Bool, HasTraits, Int, Unicode

from touchkit.errors import InputError
from touchkit.measure.sides import CustomersSide
from touchkit.model import Scale
from touchkit.steps.ballots import Ballots
from touchkit.steps.focus import Focus, Point
from touchkit.steps.hands import LONG_SCALE, Person, points_of, turnout
from touchkit.steps.session import Session
from touchkit.steps.votes import Vote, next_round

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
    customers : CustomersSide
        What customers say of the touchpoint revealed, kept while hands are counted.
    """

    measure = Unicode("received")
    how = Unicode("hands")
    quiet = Bool()
    rounds = Int()

    def __init__(self, session: Session, measure: str = "received") -> None:
        super().__init__()
        self.session, self.focus, self.measure = session, Focus(session), measure
        self.ballots = Ballots(session)
        self.customers = CustomersSide()
        self._settled = session.client
        self._called: dict[tuple[str, ...], int] = {}
        self._shown: set[tuple[str, ...]] = set()
        self._scaled: tuple[tuple[str, int, str], Scale] = (("", -1, ""), Scale())

    # what there is

    @property
    def scale(self) -> Scale:
        """The scale of what is voted on, in whole points."""
        session = self.session
        key = (session.client, session.revision, self.measure)
        if key != self._scaled[0]:
            self._scaled = (key, self._scale())
        return self._scaled[1]

    def _scale(self) -> Scale:
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
        return self.ballots.people()

    def vote(
        self, touchpoint: str = "", records: Iterable[Any] | None = None, *, measure: str = ""
    ) -> Vote:
        """Return the vote on a touchpoint, or on the one in focus, with the round that was called.

        Parameters
        ----------
        touchpoint : str
            Its id; blank: the one in focus.
        records : iterable of mapping, optional
            The rows of scores about it; left out: as they were read last. Whoever stores gives
            those of the transaction, for another keyboard may have been quicker.
        measure : str
            What is voted on; blank: what this one is about.
        """
        point, asked = touchpoint or self.here().id, measure or self.measure
        read = self.ballots
        vote = read.of(point, asked) if records is None else read.among(records, point, asked)
        return next_round(vote, self._called.get(self._key(vote), 0))

    def vote_on(self, measure: str) -> Vote:
        """Return the vote on the touchpoint in focus, about another measure."""
        return self.vote(measure=measure)

    def votes(self, measure: str = "") -> Mapping[str, Vote]:
        """Return the stored vote on every touchpoint that counts, by id."""
        points = [point.id for point in self.focus.points()]
        return self.ballots.every(points, measure or self.measure)

    def scored(self) -> set[str]:
        """Return the touchpoints that have a vote."""
        return self.ballots.voted(self.measure)

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
            self._call(vote)
            self.rounds += 1

    def vote_again_on(self, touchpoints: Iterable[str]) -> None:
        """Call a new round on several touchpoints, and go to the first of them."""
        several = list(touchpoints)
        for touchpoint in several:
            vote = self.vote(touchpoint)
            if vote.total:
                self._call(vote)
        self.rounds += 1
        if several:
            self.focus.go(several[0])

    def _call(self, vote: Vote) -> None:
        self._called[self._key(vote)] = vote.round + 1
        self._shown.discard(self._key(vote))

    def call_off(self) -> None:
        """Go back to the round before, where nobody has answered in this one."""
        vote = self.vote()
        if not vote.total and self._called.pop(self._key(vote), 0):
            self.rounds += 1

    @property
    def can_call_off(self) -> bool:
        """Whether a new round was called that nobody has answered in."""
        vote = self.vote()
        return bool(not vote.total and vote.earlier)

    def reveal(self, *, shown: bool = True, everywhere: bool = False) -> None:
        """Show what was voted on the touchpoint in focus, or on all; or hide it again."""
        votes = self.votes().values() if everywhere else [self.vote()]
        keys = {self._key(vote) for vote in votes}
        self._shown = self._shown | keys if shown else self._shown - keys
        self.rounds += 1

    def revealed(self, touchpoint: str = "", measure: str = "") -> bool:
        """Say whether the vote on a touchpoint is shown."""
        return self._key(self.vote(touchpoint, measure=measure)) in self._shown

    def settle(self) -> None:
        """Take votes the way this round was begun, when another touchpoint is looked at."""
        if self._settled != self.session.client:
            # Another client's room: how the one before voted says nothing of it.
            self._settled, self.how, self.quiet = self.session.client, "hands", False
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

    def _key(self, vote: Vote) -> tuple[str, ...]:
        """Return what tells votes apart; one for everybody is the same through whose eyes it is seen."""
        return (self.session.client, vote.persona, vote.measure, vote.touchpoint)

    def refuse(self, vote: Vote, how: str) -> None:
        """Refuse votes that would count people twice.

        Raises
        ------
        InputError
            When the round was begun another way, or was taken for a single persona.
        """
        if vote.others or (vote.how and vote.how != how):
            raise InputError(self.obstacle(vote) or "This round was begun another way.")
