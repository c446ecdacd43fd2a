"""Where an act could go instead: the nearest free working day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from touchkit.plan.contacts import EVERYBODY, Contacts
from touchkit.plan.recurring import date_of, number_of
from touchkit.plan.workdays import working

if TYPE_CHECKING:
    import pandas as pd

_REACH = 90


class Moves:
    """Free days, found one after the other: what one proposal takes the next one leaves.

    Parameters
    ----------
    contacts : Contacts
        The calendar.
    closest_days, most_per_week : int
        As in `touchkit.plan.findings`.
    country : str or None
        Whose public holidays are not free.
    last : int
        The day the calendar ends.
    since : int
        Nothing moves to a day before.
    """

    def __init__(
        self,
        contacts: Contacts,
        closest_days: int,
        most_per_week: int,
        country: str | None,
        last: int,
        *,
        since: int = -(10**9),
    ) -> None:
        self._contacts, self._near, self._most = contacts, closest_days, most_per_week
        self._since = since
        self._pad = _REACH + 7 + closest_days
        self._days = max(contacts.days, last + 1) + 2 * self._pad
        start = contacts.origin - self._pad
        self._working = working(country, start, start + self._days - 1)
        self._taken: dict[int, np.ndarray] = {}

    def move(self, group: int, day: int) -> int | None:
        """Return the free day nearest to a contact's, and count the contact as moved there.

        Parameters
        ----------
        group : int
            The audience of the contact that moves; one for everybody stays clear of all.
        day : int
            Its day now.
        """
        taken = self._timeline(group).copy()
        at = day + self._pad
        taken[at] -= 1
        sums = np.concatenate([[0], np.cumsum(taken)])
        step = np.repeat(np.arange(1, _REACH + 1), 2) * np.tile([1, -1], _REACH)
        place = at + step
        clear = sums[place + self._near] == sums[place - max(self._near - 1, 0)]
        fits = np.ones(len(place), bool)
        for back in range(7):
            fits &= sums[place - back + 7] - sums[place - back] < self._most
        ahead = place - self._pad >= self._since
        free = np.flatnonzero(self._working[place] & clear & fits & ahead)
        if not len(free):
            return None
        chosen = int(place[free[0]])
        for one, timeline in self._taken.items():
            if one == group or EVERYBODY in (group, one):
                timeline[at] -= 1
                timeline[chosen] += 1
        return chosen - self._pad

    def free(self, group: int, day: int) -> int | None:
        """Return the first free working day from a day on, and count a contact more there.

        None where the day lies too far outside the calendar, or nothing is free for long.

        Parameters
        ----------
        group : int
            The audience of the contact; one for everybody stays clear of all.
        day : int
            The first day that is looked at.
        """
        at, taken = day + self._pad, self._timeline(group)
        if at < self._near + 7 or at + _REACH + self._near + 7 >= self._days:
            return None
        for place in range(at, at + _REACH):
            near = taken[place - self._near + 1 : place + self._near]
            if self._working[place] and not near.any() and self._fits(taken, place):
                for one, timeline in self._taken.items():
                    if one == group or EVERYBODY in (group, one):
                        timeline[place] += 1
                return place - self._pad
        return None

    def _fits(self, taken: np.ndarray, place: int) -> bool:
        weeks = [taken[place - back : place - back + 7].sum() for back in range(7)]
        return bool(max(weeks) < self._most)

    def working_day(self, day: int) -> int:
        """Return the working day nearest to a day."""
        at = day + self._pad
        near = np.flatnonzero(self._working)
        return int(near[np.abs(near - at).argmin()]) - self._pad

    def _timeline(self, group: int) -> np.ndarray:
        if group not in self._taken:
            rows = self._contacts.shared if group == EVERYBODY else self._contacts.reaching(group)
            day = self._contacts.day[rows] + self._pad
            self._taken[group] = np.bincount(day, minlength=self._days)
        return self._taken[group]


def free_day(
    occurrences: pd.DataFrame, after: dt.date, *, closest_days: int, most_per_week: int,
    audience: str = "", country: str | None = None,
) -> dt.date:  # fmt: skip
    """Return the first working day on which an act collides with no other one.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` returns it.
    after : datetime.date
        The first day that is looked at.
    closest_days, most_per_week : int
        As in `touchkit.plan.findings`.
    audience : str
        Whom the act is for, by id; blank: everybody, so that it stays clear of every audience.
    country : str, optional
        Whose public holidays are not free.

    Returns
    -------
    datetime.date
        Where no day of the next three months is free, the first working day.
    """
    contacts = Contacts.of(occurrences)
    day = number_of(after)
    if len(contacts.day):
        named = contacts.words["audience"]
        group = named.index(audience) if audience in named else EVERYBODY
        begin = day - contacts.origin
        moves = Moves(contacts, closest_days, most_per_week, country, begin + _REACH)
        found = moves.free(group, begin)
        if found is not None:
            return date_of(found + contacts.origin)
    there = working(country, day, day + _REACH)
    return date_of(day + int(np.flatnonzero(there)[0]))
