"""All touchpoints at a glance for who writes: what is scored, and only what was revealed."""

from __future__ import annotations

from dataclasses import dataclass

from touchkit.measure.saying import number
from touchkit.steps.focus import Point
from touchkit.steps.scoring import Scoring
from touchkit.steps.votes import Vote

HIDDEN, FEW = "hidden", "too few"


@dataclass(frozen=True, kw_only=True)
class Overview:
    """One touchpoint's row.

    Attributes
    ----------
    id : str
        The touchpoint.
    point : Point
        Its words.
    votes : str
        How many voted, how, and in which round; blank where nobody did.
    mean : str
        The mean where it was revealed; else that it is hidden or of too few, or blank.
    minimum : str
        What the room decided; blank where it has not.
    notes : int
        How many notes it has.
    marks : tuple of str
        parked, disputed.
    """

    id: str
    point: Point
    votes: str
    mean: str
    minimum: str
    notes: int
    marks: tuple[str, ...]


def overview_of(scoring: Scoring) -> list[Overview]:
    """Return a row for each touchpoint that counts, in the order of the journey."""
    workshop = scoring.session.workshop
    least = workshop.client.smallest_group_team if workshop is not None else 1
    votes, minima = scoring.votes(), scoring.votes("minimum")
    notes = scoring.session.tables("notes")["touchpoint"].value_counts()
    marked = {kind: scoring.focus.marked(kind) for kind in ("parked", "disputed")}
    return [
        Overview(
            id=point.id, point=point, votes=_votes(votes[point.id]),
            mean=_mean(votes[point.id], revealed=scoring.revealed(point.id), least=least),
            minimum=f"{minima[point.id].mean:g}" if minima[point.id].total else "",
            notes=int(notes.get(point.id, 0)),
            marks=tuple(kind for kind, rows in marked.items() if point.id in rows),
        )
        for point in scoring.focus.points()
    ]  # fmt: skip


def _votes(vote: Vote) -> str:
    if not vote.total:
        return ""
    how = "by name" if vote.how == "names" else "hands" if vote.total > 1 else "hand"
    again = f", round {vote.round}" if vote.round > 1 else ""
    return f"{vote.total} {how}{again}"


def _mean(vote: Vote, *, revealed: bool, least: int) -> str:
    if not vote.total:
        return ""
    if not revealed:
        return HIDDEN
    return number(vote.mean) if vote.total >= least else FEW
