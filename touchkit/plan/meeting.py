"""Collisions customer by customer: acts on customers' own dates that meet what else they get.

Dates of one's own meet by chance now and then; only what happens to a good part of the customers
is the calendar's fault. So meetings are counted by pairs of acts and told once a pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from touchkit.model.saying import count
from touchkit.plan.colliding import moved_row
from touchkit.plan.contacts import EVERYBODY, Contacts
from touchkit.plan.searching import Search
from touchkit.plan.spoken import Row
from touchkit.plan.wording import days

_WEEK = 7


@dataclass(frozen=True)
class _Met:
    """Meetings: the earlier and the later act, the customer, the day, and how many days on."""

    early: np.ndarray
    late: np.ndarray
    customer: np.ndarray
    row: np.ndarray
    gap: np.ndarray


def own_collisions(search: Search) -> list[Row]:
    """Return the collisions of acts that are due for customers one by one."""
    contacts = search.contacts
    rows = contacts.own
    if not len(rows):
        return []
    parts = [_one_another(search, rows), *_with_shared(search, rows)]
    met = _Met(*(np.concatenate([getattr(part, name) for part in parts])
                 for name in ("early", "late", "customer", "row", "gap")))  # fmt: skip
    ahead = contacts.day[met.row] >= search.since
    met = _Met(*(getattr(met, name)[ahead] for name in ("early", "late", "customer", "row", "gap")))
    found = _pairs(search, met)
    return found + _full_weeks(search, rows)


def _one_another(search: Search, rows: np.ndarray) -> _Met:
    """Return contacts that follow each other too closely at one and the same customer."""
    contacts = search.contacts
    customer, day, act = (contacts.mine(name) for name in ("customer", "day", "act"))
    gap = np.diff(day)
    close = np.flatnonzero((np.diff(customer) == 0) & (gap < search.limits.closest_days))
    return _Met(act[close], act[close + 1], customer[close], rows[close + 1], gap[close])


def _with_shared(search: Search, rows: np.ndarray) -> list[_Met]:
    """Return contacts too close to one that the customer's whole audience gets."""
    contacts = search.contacts
    found: list[_Met] = []
    audience = contacts.mine("audience")
    for group in np.unique(audience).tolist():
        shared = contacts.reaching(int(group))
        if not len(shared):
            continue
        mine = rows[audience == group]
        before, after = _nearest(contacts.day[shared], contacts.days)
        day = contacts.day[mine]
        for near, later in ((before[day], False), (after[day], True)):
            there = np.flatnonzero(near >= 0)
            other = shared[near[there]]
            gap = np.abs(day[there] - contacts.day[other])
            # On one day both sides see each other; once is enough.
            close = (gap < search.limits.closest_days) & ((gap > 0) | (not later))
            own, other = mine[there[close]], other[close]
            early, late = (own, other) if later else (other, own)
            found.append(_Met(contacts.act[early], contacts.act[late], contacts.customer[own],
                              own, gap[close]))  # fmt: skip
    return found


def _nearest(day: np.ndarray, many: int) -> tuple[np.ndarray, np.ndarray]:
    """Return for each day the place of the last one up to it, and of the first one from it on."""
    each = np.arange(many)
    before = np.searchsorted(day, each, "right") - 1
    after = np.searchsorted(day, each, "left")
    return before, np.where(after == len(day), -1, after)


def _pairs(search: Search, met: _Met) -> list[Row]:
    contacts = search.contacts
    if not len(met.early):
        return []
    acts, many = len(contacts.words["act"]), len(contacts.words["customer"])
    low, high = np.minimum(met.early, met.late), np.maximum(met.early, met.late)
    pair = low.astype(np.int64) * acts + high
    often = np.bincount(pair)
    reached = _reached(contacts)
    found = []
    for code in np.flatnonzero(often).tolist():
        of = _of(reached, contacts, *divmod(code, acts))
        # Customers are counted only where there could be enough of them.
        if often[code] < search.limits.least_share * of:
            continue
        here = np.flatnonzero(pair == code)
        people = int(np.count_nonzero(np.bincount(met.customer[here], minlength=many)))
        if people >= search.limits.least_share * of:
            found.append(_pair(search, met, here, (people, of)))
    return found


def _reached(contacts: Contacts) -> np.ndarray:
    """Return which customers each act is due for, one row an act."""
    shape = len(contacts.words["customer"]), len(contacts.words["act"])
    there = np.zeros(shape, bool)  # customer by customer, as the rows come
    there[contacts.mine("customer"), contacts.mine("act")] = True
    return np.ascontiguousarray(there.T)


def _of(reached: np.ndarray, contacts: Contacts, one: int, other: int) -> int:
    """Return how many customers get both acts; what goes to an audience goes to all of it.

    Moving what an audience gets helps those few whose own date happens to lie beside it, so they
    are held against everybody known to be in that audience.
    """
    if reached[one].any() and reached[other].any():
        return int((reached[one] & reached[other]).sum())
    own = one if reached[one].any() else other
    alike = contacts.first_of("audience") == contacts.first_of("audience")[own]
    return int(reached[alike].any(axis=0).sum())


def _pair(search: Search, met: _Met, here: np.ndarray, people: tuple[int, int]) -> Row:
    contacts = search.contacts
    first = here[contacts.day[met.row[here]].argmin()]
    one, other, row = int(met.early[first]), int(met.late[first]), int(met.row[first])
    gap, day = int(met.gap[first]), contacts.day[met.row[here]]
    alone = int(met.customer[first]) if people[0] == 1 else -1
    apart = "on the same day" if not gap else f"{days(gap)} apart"
    acts = dict.fromkeys([contacts.name("act", one), contacts.name("act", other)])
    begin, end = _span(met, contacts, first)
    made: Row = {"kind": "collision", "acts": ";".join(acts), "times": len(here)}
    made |= search.words.whom(int(contacts.audience[row]), alone)
    made |= {"first": search.words.date(begin), "last": search.words.date(max(end, int(day.max())))}
    made["what"] = f"{search.words.both(one, other)}, {apart}, for {_part(people)}"
    if one == other:
        rare = f"at least {days(search.limits.closest_days)} apart"
        made["proposal"] = f"Let {search.words.act(one)} come less often, {rare}."
        return made | {"act": contacts.name("act", one)}
    if int(contacts.act[row]) != other:  # what the whole audience gets comes later, and can move
        group = int(contacts.audience[row])
        shared = contacts.reaching(group)
        at = int(shared[(contacts.act[shared] == other) & (contacts.day[shared] == end)][0])
        to = search.moves.move(int(contacts.audience[at]), end)
        return made | moved_row(search, at, to)
    later = search.limits.closest_days - gap
    made |= {"act": contacts.name("act", other), "move_from": search.words.date(end)}
    made |= {"move_to": search.words.date(end + later)}
    made["proposal"] = f"Let {search.words.act(other)} come {days(later)} later."
    return made


def _span(met: _Met, contacts: Contacts, place: np.int64) -> tuple[int, int]:
    """Return the days of a meeting's two contacts."""
    row, gap = int(met.row[place]), int(met.gap[place])
    day = int(contacts.day[row])
    own_is_late = int(contacts.act[row]) == int(met.late[place])
    return (day - gap, day) if own_is_late else (day, day + gap)


def _part(people: tuple[int, int]) -> str:
    some, of = people
    return count(some, "customer") if some == of else f"{some:,} of {count(of, 'customer')}"


def _full_weeks(search: Search, rows: np.ndarray) -> list[Row]:
    """Return how many customers get more in some week than is wanted, if many do."""
    contacts = search.contacts
    customer, day = contacts.mine("customer"), contacts.mine("day")
    most = search.limits.most_per_week
    inside = np.ones(len(rows), np.int16)
    for step in range(1, most + 1):
        near = (customer[step:] == customer[:-step]) & (day[step:] - day[:-step] < _WEEK)
        inside[: len(near)] += near
    inside += _shared_within(contacts, contacts.mine("audience"), day)
    full = np.flatnonzero((inside > most) & (day >= search.since))
    people = int(np.count_nonzero(np.bincount(customer[full]))) if len(full) else 0
    of = int(np.count_nonzero(np.bincount(customer)))
    if not people or people < search.limits.least_share * of or _said(search, rows, full):
        return []
    worst = int(full[inside[full].argmax()])
    whom = search.words.whom(EVERYBODY, int(customer[worst]) if people == 1 else -1)
    week = slice(worst, worst + most + 1)
    same = (customer[week] == customer[worst]) & (day[week] - day[worst] < _WEEK)
    acts = list(
        dict.fromkeys(contacts.name("act", int(one)) for one in contacts.act[rows[week][same]])
    )
    from_, last = int(day[week][same][-1]), int(day[full].max())
    moving = acts[-1]
    return [
        {
            "kind": "collision", "acts": ";".join(acts), "times": len(full), "since": "weeks", **whom,
            "first": search.words.date(int(day[full].min())), "last": search.words.date(last),
            "what": f"more than {count(most, 'contact')} within a week for {_part((people, of))}, "
            f"{int(inside[worst])} at worst: {search.words.listed(acts)}",
            "act": moving, "move_from": search.words.date(from_), "move_to": search.words.date(from_ + _WEEK),
            "proposal": f"Let {search.words.called(moving, 'acts')} come a week later.",
        }
    ]  # fmt: skip


def _said(search: Search, rows: np.ndarray, full: np.ndarray) -> bool:
    """Say whether the pairs in every full week are too close anyway, and so told already."""
    contacts = search.contacts
    day = contacts.mine("day")
    for step in range(search.limits.most_per_week):
        place = full + step + 1
        if (place >= len(rows)).any() or (
            day[place] - day[place - 1] >= search.limits.closest_days
        ).any():
            return False
    return True


def _shared_within(contacts: Contacts, audience: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Return how many contacts the whole audience gets in the week from each contact on."""
    found = np.zeros(len(day), np.int16)
    for group in np.unique(audience).tolist():
        shared = contacts.day[contacts.reaching(int(group))]
        if len(shared):
            each = np.arange(contacts.days)
            within = np.searchsorted(shared, each + _WEEK) - np.searchsorted(shared, each)
            mine = audience == group
            found[mine] = within[day[mine]]
    return found
