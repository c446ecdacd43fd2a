"""What looks wrong with a calendar: collisions, droughts, loads, and what nobody carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.plan.colliding import shared_collisions
from touchkit.plan.contacts import Contacts
from touchkit.plan.loads import loads, unowned, without_touchpoint
from touchkit.plan.meeting import own_collisions
from touchkit.plan.moves import Moves
from touchkit.plan.recurring import number_of
from touchkit.plan.searching import Limits, Search
from touchkit.plan.silences import droughts
from touchkit.plan.spoken import Words, finding_frame
from touchkit.plan.unkept import without_act

_EVER = 10**9


def findings(
    occurrences: pd.DataFrame,
    *,
    closest_days: int,
    most_per_week: int,
    longest_silence_days: int,
    most_per_owner: int = 25,
    least_share: float = 0.5,
    start: dt.date | None = None,
    end: dt.date | None = None,
    today: dt.date | None = None,
    country: str | None = None,
    acts: pd.DataFrame | None = None,
    touchpoints: pd.DataFrame | None = None,
    notes: pd.DataFrame | None = None,
    ideas: pd.DataFrame | None = None,
    names: Mapping[str, str | Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """Return what looks wrong with a calendar, with a move for each. The frames are left as they are.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` returns it; both calendars in one frame.
    closest_days : int
        Contacts with the same people fewer days apart collide; 2: the same and the next day.
    most_per_week : int
        More contacts than this in any seven days collide.
    longest_silence_days : int
        A longer silence is a drought.
    most_per_owner : int
        More acts than this in a week, Monday to Sunday, are too much for one owner.
    least_share : float
        Acts that hang on customers' own dates meet by chance now and then. A collision or a
        drought of theirs is told where it happens to at least this share, 0 to 1, of those it
        could happen to.
    start, end : datetime.date, optional
        The days the calendar runs from and to. With `start`, silence before an audience's first
        contact counts too. Left out: from its first contact to the last one of anybody.
    today : datetime.date, optional
        What is over by then is not told, and nothing is moved that was due by then, nor to a day
        before tomorrow. Left out: all days are alike.
    country : str, optional
        As in `touchkit.plan.calendar`: nothing is moved to its public holidays.
    acts, touchpoints, notes, ideas : pandas.DataFrame, optional
        The tables of these names, for what has no act: touchpoints (not retired) with a note in
        the lane standard or promise, and chosen ideas.
    names : mapping, optional
        What acts, audiences and touchpoints are called: by id, or by table and id, since an act may
        have the id of a touchpoint.

    Returns
    -------
    pandas.DataFrame
        Collisions and droughts by date, then loads, unowned acts, acts without a touchpoint, what
        has no act; RangeIndex.

        - kind: collision, drought, load, unowned, no_touchpoint, no_act
        - what: what was found, said aloud
        - who: the audience ("everybody" for none), the customer where one alone is meant, the owner
          of a load
        - first, last (datetime64): the days it is about; of a collision that happens several
          times at one audience, those of the first time
        - proposal: what to do, in a sentence
        - times (Int64): how often it happens
        - act: the act to move, to hand over or to do once more; acts: all it is about, ``;``
          between
        - move_from, move_to (datetime64): from which day to which; without move_from one act more
          is proposed. A move takes no other contact's place, nor that of a move proposed above it,
          and falls on a working day
        - owner, touchpoint, idea, audience, customer: ids of who is proposed for it, and of what it
          is about
        - id: a key that stays the same, ``collision:card/mail/best``: what a mark of the table
          findings, kind accepted, names as its row

    Raises
    ------
    InputError
        If a column is not there or a limit cannot be.

    Notes
    -----
    Contacts meet where they reach the same people: rows of one audience, rows for everybody, and
    rows of one customer. Two acts that collide again and again are one finding, since one move
    mends it. A silence of an audience is one between contacts that reach all of it; where its
    customers are known by acts of their own, what those bring them breaks it.

    Examples
    --------
    >>> from touchkit.plan import calendar
    >>> acts = pd.DataFrame({
    ...     "id": ["card", "offer"], "starts": ["2026-12-14", "2026-12-15"], "owner": "Marjoram",
    ...     "audience": "best", "touchpoint": "card", "calendar": ["touchpoint", "marketing"]})
    >>> year = calendar(acts, start=dt.date(2026, 12, 1), end=dt.date(2027, 11, 30))
    >>> found = findings(year, closest_days=3, most_per_week=2, longest_silence_days=120)
    >>> print(found["what"].item(), "|", found["proposal"].item())
    card and offer, 1 day apart | Move offer from 15 December 2026 to 17 December 2026.
    """  # fmt: skip
    limits = Limits(closest_days, most_per_week, longest_silence_days, most_per_owner, least_share)
    _check(limits)
    contacts = Contacts.of(occurrences)
    words = Words(contacts, names)
    given = {"touchpoints": touchpoints, "notes": notes, "ideas": ideas, "acts": acts}
    if not len(contacts.day):
        return finding_frame(without_act(contacts, words, **given))
    begin = None if start is None else number_of(start) - contacts.origin
    stop = contacts.days - 1 if end is None else number_of(end) - contacts.origin
    since = -_EVER if today is None else number_of(today) + 1 - contacts.origin
    moves = Moves(contacts, closest_days, most_per_week, country, stop, since=since)
    search = Search(contacts, limits, moves, words, since)
    dated = [
        *shared_collisions(search),
        *own_collisions(search),
        *droughts(search, (begin, stop)),
    ]
    dated.sort(key=lambda row: (row["first"], row["kind"], row["who"]))
    return finding_frame(
        [
            *dated,
            *loads(search),
            *unowned(search),
            *without_touchpoint(search),
            *without_act(contacts, words, moves=moves, **given),
        ]
    )


def _check(limits: Limits) -> None:
    problems = [
        Problem(file="findings", column=name, found=f"{value}", allowed="a whole number, 1 or more",
                hint="Give it a whole number of days or acts.")
        for name, value in vars(limits).items()
        if name != "least_share" and (not isinstance(value, (int, np.integer)) or value < 1)
    ]  # fmt: skip
    if not 0 <= limits.least_share <= 1:
        problems.append(
            Problem(file="findings", column="least_share", found=f"{limits.least_share}",
                    allowed="0 to 1", hint="Write half as 0.5.")
        )  # fmt: skip
    if problems:
        raise InputError("The calendar cannot be looked through.", problems)
