"""What a search for faults in a calendar needs at every turn."""

from __future__ import annotations

from dataclasses import dataclass

from touchkit.plan.contacts import Contacts
from touchkit.plan.moves import Moves
from touchkit.plan.spoken import Words


@dataclass(frozen=True)
class Limits:
    """What is too close, too many and too rare: as in `touchkit.plan.findings`."""

    closest_days: int
    most_per_week: int
    longest_silence_days: int
    most_per_owner: int
    least_share: float


@dataclass(frozen=True)
class Search:
    """A calendar's contacts, the limits, the days still free, and what everything is called.

    Attributes
    ----------
    since : int
        The first day that can still be changed; what lies before is over.
    """

    contacts: Contacts
    limits: Limits
    moves: Moves
    words: Words
    since: int = -(10**9)
