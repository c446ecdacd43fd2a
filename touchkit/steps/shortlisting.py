"""The shortlist: dots counted by hand, and the 8 to 12 touchpoints a room can score well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from traitlets import HasTraits, List, Unicode

from touchkit.measure.saying import count
from touchkit.model.text import listed
from touchkit.steps.listing import Board, Point, TouchpointsState, shortened
from touchkit.steps.progress import SHORTLIST

_LOW, _HIGH = SHORTLIST
_MOST_EACH = 12
"""More dots a person than this are rather a slip of the hand; the guide hands out 3, and 12 for importance."""


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """How many of the touchpoints with most dots make a shortlist.

    Attributes
    ----------
    count : int
        How many; 0 while there are no dots.
    sure : int
        How many of them have more dots than those that tie; `count` where nothing ties.
    tied : tuple of int
        The places, from 1, that tie for the last ones of the list; empty: a clean cut.
    """

    count: int
    sure: int
    tied: tuple[int, ...] = ()


def suggest(votes: Sequence[int], low: int = _LOW, high: int = _HIGH) -> Suggestion:
    """Suggest where to cut a ranking, at the widest drop where several cuts are clean.

    Parameters
    ----------
    votes : sequence of int
        Dots, most first.
    low, high : int
        How short and how long a shortlist may be.

    Returns
    -------
    Suggestion
        Only touchpoints with dots are suggested; with fewer than `low` of them, those.

    Examples
    --------
    >>> suggest([9, 8, 5, 5, 1], low=2, high=4)
    Suggestion(count=4, sure=4, tied=())
    >>> suggest([9, 5, 5, 5, 1], low=2, high=3)
    Suggestion(count=3, sure=1, tied=(2, 3, 4))
    """
    dots = [vote for vote in votes if vote > 0]
    if len(dots) <= low:
        return Suggestion(count=len(dots), sure=len(dots))
    padded = [*dots, 0]
    drops = {n: padded[n - 1] - padded[n] for n in range(low, min(high, len(dots)) + 1)}
    widest = max(drops.values())
    if widest > 0:
        count = max(n for n, drop in drops.items() if drop == widest)
        return Suggestion(count=count, sure=count)
    count = min(high, len(dots))
    level = dots[count - 1]
    tied = tuple(n for n, vote in enumerate(dots, start=1) if vote == level)
    return Suggestion(count=count, sure=tied[0] - 1, tied=tied)


def by_dots(points: Sequence[Point]) -> list[Point]:
    """Return touchpoints by dots, most first; where they tie moments of truth, then the map's order."""
    return sorted(points, key=lambda point: (-point.get("votes", 0), not point["moment_of_truth"]))


class ShortlistState(HasTraits):
    """Counting dots and choosing the shortlist.

    Attributes
    ----------
    order : list of str
        The ids in the order they are shown: kept while dots are counted, so that nothing jumps away
        under somebody's hand.
    told : str
        What the last press did.
    """

    order = List(Unicode())
    told = Unicode()

    def __init__(self, cards: TouchpointsState) -> None:
        super().__init__()
        self.cards, self.session = cards, cards.session
        self._client = ""

    def rows(self, board: Board) -> list[Point]:
        """Return the touchpoints in the order shown; new ones come last."""
        if self._client != self.session.client:
            self._client, self.told = self.session.client, ""
            self.order = [point["id"] for point in by_dots(board.live)]
        there = {point["id"]: point for point in board.live}
        fresh = [row for row in there if row not in set(self.order)]
        if fresh:
            self.order = [*self.order, *fresh]
        return [there[row] for row in self.order if row in there]

    def sort(self) -> None:
        """Show those with most dots first."""
        self.order = [point["id"] for point in by_dots(self.cards.look().live)]

    @staticmethod
    def is_sorted(rows: Sequence[Point]) -> bool:
        """Say whether rows stand by their dots already."""
        dots = [point.get("votes", 0) for point in rows]
        return all(more >= less for more, less in pairwise(dots))

    def count(self, row: str, votes: int | None) -> bool:
        """Store how many dots a touchpoint got."""
        return self.cards.put(row, votes=max(0, votes) if votes is not None else None)

    def add(self, row: str, dots: int) -> bool:
        """Add dots to those stored, or take some away; never below none."""
        point = self.cards.look().point(row) or {}
        return self.count(row, point.get("votes", 0) + dots)

    def choose(self, row: str, *, chosen: bool) -> bool:
        """Put a touchpoint on the shortlist, or strike it."""
        return self.cards.put(row, shortlist=chosen)

    @staticmethod
    def ready(board: Board) -> bool:
        """Say whether enough touchpoints have dots for the first of them to be a shortlist."""
        bearers: int = sum(point.get("votes", 0) > 0 for point in board.live)
        return bearers >= _LOW

    def take(self, count: int) -> bool:
        """Make the first of the ranking the shortlist, and nothing else, as one action.

        While too few have dots nothing is taken: one card would push a whole shortlist out.
        """
        board = self.cards.look()
        if not self.ready(board):
            self.told = (
                f"Fewer than {_LOW} touchpoints have dots, so the shortlist was left as it is."
            )
            return False
        ranking = by_dots(board.live)
        chosen = {point["id"] for point in ranking[:count]}
        turned = [point for point in ranking if point["shortlist"] != (point["id"] in chosen)]
        if not turned:
            self.told = f"The first {count} are the shortlist already."
            return True

        def edit(edits: Any) -> None:
            for point in turned:
                edits.change("touchpoints", point["id"], shortlist=point["id"] in chosen)

        done = self.session.save(f"take the first {count} as the shortlist", edit)
        if done:
            self.told = f"The first {count} are the shortlist.{_chance(ranking, count)}"
        return done

    def suggestion(self, board: Board) -> tuple[int, str]:
        """Return how many to take, and why, in words."""
        ranking = by_dots(board.live)
        dots = [point.get("votes", 0) for point in ranking]
        found = suggest(dots)
        if not found.count:
            return min(_HIGH, len(ranking)), (
                "No dots yet. Give everybody the same few dots, let them stick them on the cards without a word, "
                "then count them here."
            )
        bearers = sum(vote > 0 for vote in dots)
        total = f"{count(sum(dots), 'dot')} on {count(bearers, 'touchpoint')}. "
        total += self._plenty(sum(dots))
        least = count(dots[found.count - 1], "dot")
        if found.tied:
            left = found.count - found.sure
            names = listed([f"“{shortened(ranking[n - 1]['name'], 40)}”" for n in found.tied])
            sure = f"The first {found.sure} are clear. " if found.sure else ""
            return found.count, (
                f"{total}{sure}{len(found.tied)} tie with {least} each for the last "
                f"{left} places: {names}. Talk about these, then choose."
            )
        if found.count < _LOW:
            return found.count, (
                f"{total}Fewer than {_LOW} touchpoints have any: go on counting, or choose by hand."
            )
        return found.count, f"{total}Suggested: the first {found.count}, each with {least} or more."

    def _plenty(self, dots: int) -> str:
        """Say that there are more dots than the people in the room are likely to have stuck."""
        people = len(self.session.tables("participants"))
        if not people or dots <= people * _MOST_EACH:
            return ""
        whom = "1 person" if people == 1 else f"{people} people"
        return f"That is more than {_MOST_EACH} for each of {whom}: count once more? "

    @staticmethod
    def standing(board: Board) -> str:
        """Return how long the shortlist is, and what that means for the room."""
        chosen = sum(point["shortlist"] for point in board.live)
        if not chosen:
            return "Nothing is on the shortlist yet; the next steps then show every touchpoint."
        said = f"{chosen} on the shortlist. "
        if chosen < _LOW:
            return (
                f"{said}Fewer than {_LOW}: you may go on; {_LOW} to {_HIGH} give a fuller picture."
            )
        if chosen > _HIGH:
            return f"{said}More than {_HIGH}: you may go on, but a room tires before it has scored them all."
        return f"{said}A room can score these well."


def _chance(ranking: Sequence[Point], count: int) -> str:
    """Say who was left out with as many dots as the last one taken."""
    if not 0 < count < len(ranking):
        return ""
    level = ranking[count - 1].get("votes", 0)
    out = [point["name"] for point in ranking[count:] if point.get("votes", 0) == level]
    if not out:
        return ""
    names = listed([f"“{shortened(name, 40)}”" for name in out], 4)
    return f" As many dots, but left out: {names}."
