"""Droughts: stretches in which nobody touches an audience for too long."""

from __future__ import annotations

import numpy as np

from touchkit.model.saying import count
from touchkit.plan.contacts import EVERYBODY
from touchkit.plan.searching import Search
from touchkit.plan.spoken import Row
from touchkit.plan.wording import days


def droughts(search: Search, edges: tuple[int | None, int]) -> list[Row]:
    """Return the silences of each audience that are longer than wanted.

    Parameters
    ----------
    edges : (int or None, int)
        The day the calendar begins, if silence before the first contact counts too, and the day
        it ends.
    """
    contacts = search.contacts
    found: list[Row] = []
    for group in contacts.groups:
        shared = contacts.shared if group == EVERYBODY else contacts.reaching(group)
        if len(shared):
            found += _shared_silences(search, group, shared, edges)
        else:
            found += _own_silences(search, group)
    return found


def _shared_silences(
    search: Search, group: int, shared: np.ndarray, edges: tuple[int | None, int]
) -> list[Row]:
    contacts = search.contacts
    day = np.unique(contacts.day[shared])
    start, end = edges
    ends = np.append(day, max(end, int(day[-1])))
    if start is not None and start < day[0]:
        ends = np.insert(ends, 0, start)
    customers = contacts.known(group)
    found: list[Row] = []
    for place in np.flatnonzero(np.diff(ends) > search.limits.longest_silence_days).tolist():
        first, last = int(ends[place]), int(ends[place + 1])
        if last < search.since:
            continue
        silent = _silent(search, customers, first, last)
        if len(customers) and silent < search.limits.least_share * len(customers):
            continue
        hear = f"{silent:,} of {count(len(customers), 'customer')} hear"
        whose = hear if silent < len(customers) else "nobody hears"
        row: Row = {"kind": "drought", **search.words.whom(group)}
        row |= {"first": search.words.date(first), "last": search.words.date(last)}
        anything = "anything" if whose == "nobody hears" else "nothing"
        row["what"] = f"{whose} {anything} for {days(last - first)}"
        if whose != "nobody hears":
            row["what"] += " or for too long within them"
        found.append(row | _proposal(search, shared, first, last))
    return found


def _silent(search: Search, customers: np.ndarray, first: int, last: int) -> int:
    """Return how many customers hear nothing for too long between two days, from anybody."""
    contacts = search.contacts
    if not len(customers):
        return 0
    day, who = contacts.mine("day"), contacts.mine("customer")
    inside = (day > first) & (day < last)
    day, who = day[inside], who[inside]
    longest = np.full(len(contacts.words["customer"]), last - first)
    if len(day):
        begin = np.flatnonzero(np.append(True, who[1:] != who[:-1]))
        before = np.append(first, day[:-1])
        before[begin] = first
        stop = np.append(begin[1:], len(day)) - 1
        gaps = np.maximum.reduceat(day - before, begin)
        longest[who[begin]] = np.maximum(gaps, last - day[stop])
    return int((longest[customers] > search.limits.longest_silence_days).sum())


def _proposal(search: Search, shared: np.ndarray, first: int, last: int) -> Row:
    contacts = search.contacts
    middle = search.moves.working_day((max(first, search.since) + last) // 2)
    spare = _spare(search, contacts.day[shared], first, last, middle)
    if spare is not None:
        row = int(shared[spare])
        act, day = int(contacts.act[row]), int(contacts.day[row])
        said = f"Move {search.words.act(act)} from {search.words.said(day)} to {search.words.said(middle)}."
        return {
            "act": contacts.name("act", act), "move_from": search.words.date(day),
            "move_to": search.words.date(middle), "proposal": said,
        }  # fmt: skip
    before = shared[contacts.day[shared] <= first]
    row = int(before[-1] if len(before) else shared[0])
    act, owner = int(contacts.act[row]), contacts.name("owner", int(contacts.owner[row]))
    like = f", as {search.words.act(act)} does" + (
        f" ({search.words.called(owner)})" if owner else ""
    )
    said = f"Do one thing more about {search.words.said(middle)}{like}."
    return {
        "act": contacts.name("act", act), "owner": owner, "move_to": search.words.date(middle),
        "proposal": said,
    }  # fmt: skip


def _spare(search: Search, day: np.ndarray, first: int, last: int, middle: int) -> int | None:
    """Return a contact that can go into a silence without leaving one behind."""
    most = search.limits.longest_silence_days
    if max(middle - first, last - middle) > most or len(day) < 3:
        return None
    inner = np.arange(1, len(day) - 1)
    left = day[inner + 1] - day[inner - 1]
    # What stands at either end of the silence would only move it.
    good = inner[
        (day[inner] >= search.since) & (left <= most) & (day[inner] != first) & (day[inner] != last)
    ]
    return int(good[np.abs(day[good] - middle).argmin()]) if len(good) else None


def _own_silences(search: Search, group: int) -> list[Row]:
    """Return how many customers wait too long between two acts of their own, if many do."""
    contacts = search.contacts
    customers = contacts.known(group)
    rows = contacts.own
    day, who = contacts.mine("day"), contacts.mine("customer")
    gap = np.where(who[1:] == who[:-1], np.diff(day), 0)
    gap *= np.isin(who[1:], customers)
    long = np.flatnonzero((gap > search.limits.longest_silence_days) & (day[1:] >= search.since))
    people = int(np.count_nonzero(np.bincount(who[long]))) if len(long) else 0
    if not people or people < search.limits.least_share * len(customers):
        return []
    worst = int(long[gap[long].argmax()])
    act, first, last = int(contacts.act[rows[worst]]), int(day[worst]), int(day[worst + 1])
    alone = int(who[worst]) if people == 1 else -1
    row: Row = {"kind": "drought", **search.words.whom(group, alone)}
    row |= {"first": search.words.date(first), "last": search.words.date(last), "times": len(long)}
    row["what"] = (
        f"{count(people, 'customer')} of {len(customers):,} wait up to {days(last - first)}"
    )
    middle = (first + last) // 2
    said = f"Do one thing more about {days(middle - first)} after {search.words.act(act)}."
    owner = contacts.name("owner", int(contacts.owner[rows[worst]]))
    row |= {"act": contacts.name("act", act), "owner": owner}
    return [row | {"move_to": search.words.date(middle), "proposal": said}]
