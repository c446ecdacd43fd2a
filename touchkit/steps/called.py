"""What has been called out: the list of all ideas, newest first, and their dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from traitlets import Bool, HasTraits, Int, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.model.saying import count, listing, share
from touchkit.model.text import shortened
from touchkit.steps.ballots import may_vote
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.hands import whole
from touchkit.steps.ideas import KINDS, STATUSES, Idea
from touchkit.steps.tallying import tally

PAGE = 30
"""How many ideas the list shows until somebody asks for more."""

_GUESSED = ("lift", "cost")
_CLOSED = {"done", "dropped"}
_POT = "What gets the most dots is paid from the delight pot first."
_KIND = {kind: said for said, kind in KINDS}
_STATUS = {status: said.lower() for said, status in STATUSES}


@dataclass(frozen=True, kw_only=True)
class Called:
    """An idea as the list shows it.

    Attributes
    ----------
    id, title : str
        The idea.
    about : str
        Where, which kind, how far it is, and what is still to guess.
    dots : int or None
        How many it got; None where nobody has counted.
    part, height : float
        Its part of all dots of the list's open ideas, and its dots as a part of the most that one of
        them got; 0 to 1. What is done or dropped has none: its dots are of an earlier count.
    open : bool
        Whether anything is left to do about it.
    """

    id: str
    title: str
    about: str
    dots: int | None
    part: float
    height: float
    open: bool

    @property
    def dots_said(self) -> str:
        """The dots with their part of all while it is open; blank where nobody has counted."""
        if self.dots is None:
            return ""
        dots = count(self.dots, "dot")
        return f"{dots} · {share(self.part)}" if self.open else dots


class CalledList(HasTraits):
    """The ideas there are, and what is done with them as a list.

    Parameters
    ----------
    enhancing : Enhancing
        The step this is a part of.

    Attributes
    ----------
    only : str
        Which kind is shown; blank: all.
    to_guess : bool
        Whether only what has something still to guess is shown.
    most : int
        How many are shown.
    order : tuple of str
        The ideas by their dots, as they were when that was asked for; empty: newest first.
    counting : bool
        Whether dots are being counted.
    each : int
        How many dots each person has; 0: nobody has said.
    """

    only = Unicode()
    to_guess, counting = Bool(), Bool()
    most, each = Int(PAGE), Int()
    order = Tuple()

    def __init__(self, enhancing: Enhancing) -> None:
        super().__init__()
        self.enhancing, self.session = enhancing, enhancing.session
        self._begin_anew()
        self.session.observe(self._begin_anew, "client")
        self.observe(self._look_before, "counting")

    def _begin_anew(self, _change: Any = None) -> None:
        with self.hold_trait_notifications():
            self.only, self.to_guess, self.counting = "", False, False
            self.most, self.each, self.order = PAGE, 0, ()
        self._before: dict[str, int] = {}

    @property
    def facts(self) -> Facts:
        """What the step shows."""
        return self.enhancing.facts()

    # what is shown

    def rows(self) -> list[Called]:
        """Return the ideas the list shows now."""
        wanted = self._wanted()
        dots, votes = self._dots(), [idea.votes for idea in wanted if idea.open]
        total, top = max(sum(votes), 1), max([*votes, 1])
        return [
            self._called(
                idea, dots=dots.get(idea.id),
                part=idea.votes / total if idea.open else 0.0,
                height=idea.votes / top if idea.open else 0.0,
            )
            for idea in self._ordered(wanted)[: self.most]
        ]  # fmt: skip

    def more(self) -> int:
        """Return how many ideas wait below the list."""
        return max(len(self._wanted()) - self.most, 0)

    def show_more(self) -> None:
        """Let the list show more ideas."""
        self.most += PAGE

    def by_dots(self) -> None:
        """Put the most dots first, and leave the list so while more are counted: no row runs away."""
        ranked = sorted(self.facts.ideas, key=lambda idea: -idea.votes)
        self.order = tuple(idea.id for idea in ranked)

    def newest_first(self) -> None:
        """Put what was called out last in front again."""
        self.order = ()

    def list_said(self) -> str:
        """Say how many ideas there are, and what is still to guess of them."""
        ideas = self.facts.ideas
        waiting = sum(1 for idea in ideas if _to_guess(idea))
        rest = f", {waiting} still to guess" if waiting else ""
        return f"{count(len(ideas), 'idea')}{rest}"

    def _wanted(self) -> list[Idea]:
        return [
            idea
            for idea in self.facts.ideas
            if (not self.only or idea.kind == self.only) and (not self.to_guess or _to_guess(idea))
        ]

    def _ordered(self, ideas: Sequence[Idea]) -> list[Idea]:
        newest = list(reversed(ideas))
        if not self.order:
            return newest
        # What was called out since then stands in front.
        places = {idea: place for place, idea in enumerate(self.order)}
        return sorted(newest, key=lambda idea: places.get(idea.id, -1))

    def _called(self, idea: Idea, **counted: Any) -> Called:
        names, waiting = self.facts.names, _to_guess(idea)
        where = listing([shortened(names.get(one, one), 40) for one in idea.touchpoints])
        about = [where, _KIND[idea.kind]]
        about += [_STATUS[idea.status]] if idea.status != "idea" else []
        about += [f"still to guess: {', '.join(waiting)}"] if waiting else []
        return Called(
            id=idea.id, title=shortened(idea.title, 140), about=" · ".join(about),
            open=idea.open, **counted,
        )  # fmt: skip

    def open(self, idea: str) -> None:
        """Open an idea in “Gaps and ideas”."""
        facts, enhancing = self.facts, self.enhancing
        one = next((known for known in facts.ideas if known.id == idea), None)
        if one is None:
            return
        seen = {point.touchpoint for point in facts.found}
        where = next((point for point in one.touchpoints if point in seen), "")
        if not where:
            places = listing([facts.names.get(point, point) for point in one.touchpoints])
            self.session.report(
                InputError(
                    f"“{shortened(one.title, 60)}” is for {places}, which “Gaps and ideas” does not show now: "
                    f"put it on the shortlist in step 2, or look through everybody's eyes."
                )
            )
            return
        enhancing.turn_to(where)
        with enhancing.hold_trait_notifications():
            enhancing.idea, enhancing.part = idea, "gaps"

    def remove(self, idea: str) -> bool:
        """Take an idea away; undo brings it back."""
        return self.enhancing.remove_idea(idea)

    # dots

    def _dots(self) -> dict[str, int]:
        """Return the dots of the ideas where they were counted: none is not zero."""
        table = self.facts.tables["ideas"]
        found = table.loc[table["votes"].notna(), ["id", "votes"]]
        return {row.id: int(row.votes) for row in found.itertuples()}

    def give(self, idea: str, typed: str) -> bool:
        """Store how many dots an idea got; blank: nobody has counted."""
        try:
            dots = whole(typed, "dots") if typed.strip() else None
        except InputError as error:
            self.session.report(error)
            return False
        return self.session.save(
            "count dots", lambda edits: edits.change("ideas", idea, votes=dots)
        )

    def step(self, idea: str, by: int) -> bool:
        """Count one dot more, or less, than is stored."""

        def edit(edits: Any) -> None:
            row = edits.get("ideas", idea) or {}
            edits.change("ideas", idea, votes=max((row.get("votes") or 0) + by, 0))

        return self.session.save("count dots", edit)

    def _look_before(self, _change: Any) -> None:
        """Remember which dots are there as counting begins."""
        known = self.facts.ideas if self.counting else ()
        self._before = {idea.id: idea.votes for idea in known if idea.open and idea.votes}

    def before_said(self) -> str:
        """Say how many dots were there before counting began; blank: none, or no idea has its old ones."""
        if self._before:
            now = {idea.id: idea.votes for idea in self.facts.ideas}
            if not any(now.get(idea) == dots for idea, dots in self._before.items()):
                # Somebody else may have begun a new count: what is counted from now on is not old.
                self._before = {}
        there = sum(self._before.values())
        verb = "is" if there == 1 else "are"
        return f"{count(there, 'dot')} {verb} there already." if there else ""

    def begin_count(self) -> bool:
        """Blank the dots of all open ideas, as one action; those of what is done or dropped stay."""

        def edit(edits: Any) -> None:
            for row in edits.all("ideas"):
                if row["status"] not in _CLOSED and row.get("votes") is not None:
                    edits.change("ideas", row["id"], votes=None)

        # Whoever redraws while this is stored finds no old dots any more.
        before, self._before = self._before, {}
        if not self.session.save("begin a new count of dots", edit):
            self._before = before
            return False
        return True

    def set_each(self, typed: str) -> bool:
        """Say how many dots each person has; blank: nobody says."""
        try:
            self.each = whole(typed, "dots")
        except InputError as error:
            self.session.report(error)
            return False
        return True

    def tally(self) -> str:
        """Say how many dots the list's open ideas have, and whether that can be right."""
        facts, wanted = self.facts, self._wanted()
        scores, room = facts.tables["scores"], facts.tables["participants"]
        people = int(may_vote(room, scores).sum())
        said = tally(sum(idea.votes for idea in wanted if idea.open), people, self.each)
        return f"{said} {_POT}" if self.only == "delight" else said


def _to_guess(idea: Idea) -> list[str]:
    return [name for name in _GUESSED if idea.open and not getattr(idea, name)]
