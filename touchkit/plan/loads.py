"""What weighs on people and what nobody carries: full weeks, acts without owner or touchpoint."""

from __future__ import annotations

from collections import Counter

import numpy as np

from touchkit.model.saying import count
from touchkit.plan.contacts import Contacts
from touchkit.plan.searching import Search
from touchkit.plan.spoken import Row

_ABOUT = 4
"""So many weeks before the first act and after the last one something may move to as well."""

_SHIFT = 3
"""1970-01-01 was a Thursday: so many days after a Monday."""


def loads(search: Search) -> list[Row]:
    """Return whose weeks hold more than is wanted, weeks in a row as one finding."""
    contacts = search.contacts
    owned = contacts.owner >= 0
    week = (contacts.day[owned] + contacts.origin + _SHIFT) // 7
    if not len(week):
        return []
    start = int(week.min()) - _ABOUT
    weeks, owners = int(week.max()) + _ABOUT - start + 1, len(contacts.words["owner"])
    owner = contacts.owner[owned].astype(np.int64)
    table = np.bincount(owner * weeks + week - start, minlength=owners * weeks)
    table = table.reshape(owners, weeks)
    found: list[Row] = []
    for one in range(owners):
        full = np.concatenate([[False], table[one] > search.limits.most_per_owner, [False]])
        edges = np.flatnonzero(np.diff(full.astype(np.int8)))
        for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if (start + end) * 7 - _SHIFT - contacts.origin > search.since:
                found.append(_load(search, table, one, (begin, end), start))
    return found


def _load(search: Search, table: np.ndarray, owner: int, weeks: tuple[int, int], start: int) -> Row:
    contacts = search.contacts
    begin, end = weeks
    busiest = begin + int(table[owner, begin:end].argmax())
    monday = (start + busiest) * 7 - _SHIFT - contacts.origin
    name = contacts.name("owner", owner)
    low, high = np.searchsorted(contacts.day, [monday, monday + 7])
    mine = np.arange(low, high)[contacts.owner[low:high] == owner]
    many = np.bincount(contacts.act[mine])
    act = int(many.argmax())
    row: Row = {
        "kind": "load",
        "who": search.words.called(name),
        "whose": name,
        "times": end - begin,
    }
    row |= {"first": search.words.date((start + begin) * 7 - _SHIFT - contacts.origin)}
    row |= {"last": search.words.date((start + end) * 7 - _SHIFT - contacts.origin - 1)}
    row["what"] = (
        f"{table[owner, busiest]:,} acts in the week of {search.words.said(monday)}, "
        f"{search.limits.most_per_owner} at most are wanted"
    )
    row["act"] = contacts.name("act", act)
    quiet = _quiet(search, table, owner, busiest)
    here = mine[contacts.act[mine] == act]
    if quiet is not None and len(here) == 1 and contacts.customer[here[0]] < 0:
        day = int(contacts.day[here[0]])
        to = day + 7 * (quiet - busiest)
        if min(day, to) >= search.since:
            said = f"Move {search.words.act(act)} from {search.words.said(day)} to {search.words.said(to)}."
            return row | {
                "move_from": search.words.date(day),
                "move_to": search.words.date(to),
                "proposal": said,
            }
    other = _freest(contacts, table, owner, busiest)
    if not other:
        return row | {"proposal": f"Find somebody to share {search.words.act(act)} with."}
    said = f"Hand {search.words.act(act)} ({count(int(many[act]), 'time')} that week) to {search.words.called(other)}."
    return row | {"owner": other, "proposal": said}


def _quiet(search: Search, table: np.ndarray, owner: int, busiest: int) -> int | None:
    """Return the nearest week that can take one act more."""
    free = np.flatnonzero(table[owner] < search.limits.most_per_owner)
    near = free[np.abs(free - busiest) <= 8]
    # Of two weeks as near the later one.
    far = 2 * np.abs(near - busiest) - (near > busiest)
    return int(near[far.argmin()]) if len(near) else None


def _freest(contacts: Contacts, table: np.ndarray, owner: int, week: int) -> str:
    """Return who has least to do in a week, but for the owner; blank where there is nobody."""
    if len(table) < 2:
        return ""
    load = table[:, week].astype(np.float64)
    load[owner] = np.inf
    return contacts.name("owner", int(load.argmin()))


def unowned(search: Search) -> list[Row]:
    """Return the acts nobody owns."""
    contacts = search.contacts
    found = []
    for act, row in _lacking(search, "owner"):
        name = _usual(contacts, act, "owner", ("touchpoint", "audience", "channel"))
        said = (
            f"Ask {search.words.called(name)}, who does the like." if name else "Name who does it."
        )
        found.append({"kind": "unowned", "what": f"nobody owns ‘{search.words.act(act)}’"} | row
                     | {"owner": name, "proposal": said})  # fmt: skip
    return found


def without_touchpoint(search: Search) -> list[Row]:
    """Return the acts that keep up no touchpoint."""
    contacts = search.contacts
    found = []
    for act, row in _lacking(search, "touchpoint"):
        name = _usual(contacts, act, "touchpoint", ("owner", "channel"))
        where = f"Is it {search.words.called(name, 'touchpoints')}? " if name else ""
        said = f"{where}Name the touchpoint it keeps up, or ask what it is for."
        found.append({"kind": "no_touchpoint", "what": f"‘{search.words.act(act)}’ keeps up no touchpoint"}
                     | row | {"touchpoint": name, "proposal": said})  # fmt: skip
    return found


def _lacking(search: Search, column: str) -> list[tuple[int, Row]]:
    contacts = search.contacts
    blank = getattr(contacts, column) < 0
    act, day = contacts.act[blank], contacts.day[blank]
    audience, found = contacts.first_of("audience"), []
    many = np.bincount(act, minlength=1)
    for code in np.flatnonzero(many).tolist():
        when = day[act == code]
        if when[-1] < search.since:
            continue
        row: Row = {"times": int(many[code]), **search.words.whom(int(audience[code]))}
        row |= {"first": search.words.date(int(when[0])), "last": search.words.date(int(when[-1]))}
        row |= {"act": contacts.name("act", code), "acts": contacts.name("act", code)}
        found.append((code, row))
    return found


def _usual(contacts: Contacts, act: int, column: str, alike: tuple[str, ...]) -> str:
    """Return what most acts have that share something with this one; blank where none does."""
    wanted = contacts.first_of(column)
    for name in alike:
        code = contacts.first_of(name)
        if code[act] < 0:
            continue
        near = Counter(wanted[(code == code[act]) & (wanted >= 0)].tolist())
        if near:
            return contacts.name(column, near.most_common(1)[0][0])
    return ""
