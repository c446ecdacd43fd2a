"""Collisions: acts that reach the same audience too close to each other, or too many in a week."""

from __future__ import annotations

import numpy as np

from touchkit.model.saying import count
from touchkit.plan.contacts import EVERYBODY, Contacts
from touchkit.plan.searching import Search
from touchkit.plan.spoken import Row
from touchkit.plan.wording import days

_WEEK = 7


def shared_collisions(search: Search) -> list[Row]:
    """Return the collisions of acts that reach whole audiences.

    Two acts that meet several times are one finding: moving one of them mends it each time.
    """
    contacts = search.contacts
    found: list[Row] = []
    for group in contacts.groups:
        rows = contacts.reaching(group)
        day, act = contacts.day[rows], contacts.act[rows]
        everybody = contacts.audience[rows] == EVERYBODY
        # Two acts for everybody are told once, not once an audience.
        told = np.zeros(max(len(rows) - 1, 0), bool)
        if group != EVERYBODY:
            told = everybody[1:] & everybody[:-1]
        close = (np.diff(day) < search.limits.closest_days) & ~told & (day[1:] >= search.since)
        found += _pairs(search, group, rows[:-1][close], rows[1:][close])
        found += _weeks(search, group, (day, act), (close, told))
    return found


def _pairs(search: Search, group: int, early: np.ndarray, late: np.ndarray) -> list[Row]:
    contacts = search.contacts
    met: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for one, other in zip(early.tolist(), late.tolist(), strict=True):
        pair = sorted((int(contacts.act[one]), int(contacts.act[other])))
        met.setdefault((pair[0], pair[1]), []).append((one, other))
    return [_pair(search, group, meetings) for meetings in met.values()]


def _pair(search: Search, group: int, meetings: list[tuple[int, int]]) -> Row:
    contacts = search.contacts
    early, late = meetings[0]
    first, last = int(contacts.day[early]), int(contacts.day[late])
    one, other = int(contacts.act[early]), int(contacts.act[late])
    marketing = contacts.calendar == _code(contacts, "marketing")
    # Marketing can wait; of two of a kind the later one moves.
    goes = early if marketing[early] and not marketing[late] and first >= search.since else late
    row: Row = {"kind": "collision", "times": len(meetings), **search.words.whom(group)}
    row |= {"first": search.words.date(first), "last": search.words.date(last)}
    row["acts"] = ";".join(dict.fromkeys([contacts.name("act", one), contacts.name("act", other)]))
    gap = "on the same day" if first == last else f"{days(last - first)} apart"
    row["what"] = (
        f"{search.words.act(one)} twice, {gap}"
        if one == other
        else f"{search.words.both(one, other)}, {gap}"
    )
    again = f" It happens {count(len(meetings), 'time')}; moving it each time mends them all."
    again = again if len(meetings) > 1 else ""
    if one == other:
        rare = f"at least {days(search.limits.closest_days)} apart"
        row["proposal"] = f"Let {search.words.act(one)} come less often, {rare}.{again}"
        return row | {"act": contacts.name("act", one)}
    to = search.moves.move(int(contacts.audience[goes]), int(contacts.day[goes]))
    return row | moved_row(search, goes, to, again)


def moved_row(search: Search, goes: int, to: int | None, more: str = "") -> Row:
    """Return the proposal to move a contact, as data and as a sentence."""
    contacts = search.contacts
    day, act = int(contacts.day[goes]), int(contacts.act[goes])
    row: Row = {"act": contacts.name("act", act), "move_from": search.words.date(day)}
    if to is None:
        near = f"No day is free near {search.words.said(day)}"
        said = f"{near}: leave {search.words.act(act)} out, or join it with the other."
        return row | {"proposal": said}
    said = f"Move {search.words.act(act)} from {search.words.said(day)} to {search.words.said(to)}.{more}"
    return row | {"move_to": search.words.date(to), "proposal": said}


def _weeks(
    search: Search,
    group: int,
    contacts: tuple[np.ndarray, np.ndarray],
    already: tuple[np.ndarray, np.ndarray],
) -> list[Row]:
    """Return the stretches in which any seven days hold more contacts than are wanted.

    Parameters
    ----------
    contacts : (numpy.ndarray, numpy.ndarray)
        The days and the acts.
    already : (numpy.ndarray, numpy.ndarray)
        Which of the steps from one to the next are told as too close, and which for everybody.
    """
    (day, act), (close, told) = contacts, already
    most = search.limits.most_per_week
    full = np.zeros(len(day), bool)
    start = (
        np.flatnonzero(day[most:] - day[:-most] < _WEEK) if len(day) > most else np.empty(0, int)
    )
    for place in range(most + 1):
        full[start + place] = True
    edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
    found: list[Row] = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        inside = slice(begin, end - 1)
        if day[end - 1] < search.since:
            continue
        if close[inside].all() or (told[inside].all() and group != EVERYBODY):
            continue  # Said already, pair by pair or for everybody.
        found.append(_week(search, group, day[begin:end], act[begin:end]))
    return found


def _week(search: Search, group: int, day: np.ndarray, act: np.ndarray) -> Row:
    contacts = search.contacts
    names = list(dict.fromkeys(contacts.name("act", int(code)) for code in act))
    worst = max(int(np.searchsorted(day, one + _WEEK) - place) for place, one in enumerate(day))
    row: Row = {"kind": "collision", "acts": ";".join(names), **search.words.whom(group)}
    row["since"] = "week"  # not to be taken for the same acts as a pair
    row |= {"first": search.words.date(int(day[0])), "last": search.words.date(int(day[-1]))}
    row["what"] = (
        f"{count(worst, 'contact')} within a week, {search.limits.most_per_week} at most are wanted: "
        f"{search.words.listed(names)}"
    )
    marketing = contacts.first_of("calendar")[act] == _code(contacts, "marketing")
    marketing &= day >= search.since
    goes = int(np.flatnonzero(marketing)[-1]) if marketing.any() else len(act) - 1
    rows = contacts.reaching(group)
    goes = int(rows[(contacts.day[rows] == day[goes]) & (contacts.act[rows] == act[goes])][0])
    to = search.moves.move(int(contacts.audience[goes]), int(contacts.day[goes]))
    return row | moved_row(search, goes, to)


def _code(contacts: Contacts, calendar: str) -> int:
    names = contacts.words["calendar"]
    return names.index(calendar) if calendar in names else -2
