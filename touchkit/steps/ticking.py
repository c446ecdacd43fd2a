"""Ticks as they are written: one an act, customer and day, whoever presses, and however often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]

MANY = 40
"""From so many times of one act and day on, one tick stands for everybody it was due for."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """An act that was due for somebody on a day.

    Attributes
    ----------
    act : str
        Which act.
    customer : str
        For whom; blank: the whole audience.
    day : datetime.date
        When it was due.
    """

    act: str
    customer: str
    day: dt.date

    @property
    def id(self) -> str:
        """The name of its row on a page."""
        return f"{self.day.isoformat()}\t{self.act}\t{self.customer}"


def due_of(row: str) -> Due | None:
    r"""Return what a row's name stands for; None where it is no such name.

    Examples
    --------
    >>> due_of("2026-12-14\tcard\tk1")
    Due(act='card', customer='k1', day=datetime.date(2026, 12, 14))
    """
    parts = row.split("\t")
    if len(parts) != 3:
        return None
    return Due(act=parts[1], customer=parts[2], day=dt.date.fromisoformat(parts[0]))


def tick(
    edits: Any, dues: Sequence[Due], *, on: dt.date, by: Callable[[str], str | None]
) -> list[Record]:
    """Tick what was done, within one transaction; what is ticked already stays as it is.

    Parameters
    ----------
    edits : Any
        The rows, as `Session.save` hands them over: never a moment old.
    dues : sequence of Due
        What was done. `MANY` and more of one act and day get one tick without a customer: it
        stands for everybody the act was due for.
    on : datetime.date
        When it was done.
    by : callable
        Returns who did an act; None: nobody says.

    Returns
    -------
    list of dict
        The ticks that were there, done, before.
    """
    standing, already = _Standing(edits, dues), list[Record]()
    for due in _with_one_for_many(dues):
        done, open_ = standing.done(due), standing.open(due)
        fields = {"done_on": on, "by": by(due.act)}
        if done is not None:
            already.append(done)
        elif open_ is not None:
            edits.change("ticks", open_["id"], **fields)
        else:
            edits.add(
                "ticks", act=due.act, customer=due.customer or None, due=due.day, **fields
            )  # fmt: skip
    return already


def take_back(edits: Any, due: Due, others: Iterable[Due], *, planned: bool) -> bool:
    """Say that something was not done after all, within one transaction.

    Parameters
    ----------
    edits : Any
        As in `tick`.
    due : Due
        What was not done.
    others : iterable of Due
        Whoever else the act was due for that day: where one tick stood for them all, each of them
        who has none of their own gets one.
    planned : bool
        Whether the calendar has it: then its tick goes. Else the tick is all that says it was due,
        and stays as one that is not done.

    Returns
    -------
    bool
        Whether there was such a tick.
    """
    others = [one for one in others if one != due]
    standing = _Standing(edits, [due, *others])
    rows = [row for row in standing.exact(due) if row.get("done_on")]
    for row in rows:
        if planned:
            edits.remove("ticks", row["id"])
        else:
            edits.change("ticks", row["id"], done_on=None, by=None)
    general = [row for row in standing.for_all(due) if row.get("done_on") and due.customer]
    for row in general:
        edits.remove("ticks", row["id"])
    for one in others if general else ():
        fields = {name: general[0].get(name) for name in ("done_on", "by")}
        found = standing.exact(one)
        if not found:
            edits.add("ticks", act=one.act, customer=one.customer, due=one.day, **fields)
        elif not any(row.get("done_on") for row in found):
            edits.change("ticks", found[0]["id"], **fields)
    return bool(rows or general)


class _Standing:
    """The ticks that are there for some acts, read within the transaction."""

    def __init__(self, edits: Any, dues: Sequence[Due]) -> None:
        self._rows: dict[tuple[str, str, dt.date], list[Record]] = {}
        for row in edits.where_in("ticks", "act", {due.act for due in dues}):
            key = (row["act"], row.get("customer", ""), row["due"])
            self._rows.setdefault(key, []).append(row)

    def exact(self, due: Due) -> list[Record]:
        """Return the ticks of just this."""
        return self._rows.get((due.act, due.customer, due.day), [])

    def for_all(self, due: Due) -> list[Record]:
        """Return the ticks that stand for everybody the act was due for that day."""
        return self._rows.get((due.act, "", due.day), [])

    def done(self, due: Due) -> Record | None:
        """Return the tick that says it is done."""
        both = [*self.exact(due), *self.for_all(due)]
        return next((row for row in both if row.get("done_on")), None)

    def open(self, due: Due) -> Record | None:
        """Return the row that says it is not done yet."""
        return next((row for row in self.exact(due) if not row.get("done_on")), None)


def _with_one_for_many(dues: Sequence[Due]) -> list[Due]:
    """Return one without a customer in place of many of the same act and day."""
    together: dict[tuple[str, dt.date], list[Due]] = {}
    for due in dues:
        together.setdefault((due.act, due.day), []).append(due)
    return [
        one
        for (act, day), some in together.items()
        for one in (some if len(some) < MANY else [Due(act=act, customer="", day=day)])
    ]
