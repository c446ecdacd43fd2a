"""Ticks as they are written: one an act, customer and day, whoever presses, and however often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
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
        stands for everybody the act was due for; rows that say it is not done yet are changed.
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
    for due in _with_one_for_many(dues, standing):
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


def take_back(edits: Any, due: Due, *, planned: bool) -> bool:
    """Say that something was not done after all, within one transaction.

    Parameters
    ----------
    edits : Any
        As in `tick`.
    due : Due
        What was not done. Where one tick stands for everybody it stays, and beside it stands a row
        of this customer's own that says otherwise.
    planned : bool
        Whether the calendar has it: then its tick goes. Else the tick is all that says it was due,
        and stays as one that is not done.

    Returns
    -------
    bool
        Whether there was such a tick.
    """
    standing = _Standing(edits, [due])
    rows, own = standing.exact(due), bool(due.customer)
    general = own and any(row.get("done_on") for row in standing.for_all(due))
    done = [row for row in rows if row.get("done_on")]
    for row in done:
        if planned and not general:
            edits.remove("ticks", row["id"])
        else:
            edits.change("ticks", row["id"], done_on=None, by=None)
    if general and not rows:
        edits.add("ticks", act=due.act, customer=due.customer, due=due.day)
    return bool(done) or (general and not rows)


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
        """Return the tick that says it is done; one of the customer's own beats that for everybody."""
        rows = self.exact(due) or self.for_all(due)
        return next((row for row in rows if row.get("done_on")), None)

    def open(self, due: Due) -> Record | None:
        """Return the row that says it is not done yet."""
        return next((row for row in self.exact(due) if not row.get("done_on")), None)


def _with_one_for_many(dues: Sequence[Due], standing: _Standing) -> list[Due]:
    """Return one without a customer in place of many of the same act and day, and those with a row of their own."""
    together: dict[tuple[str, dt.date], list[Due]] = {}
    for due in dues:
        together.setdefault((due.act, due.day), []).append(due)
    found: list[Due] = []
    for (act, day), some in together.items():
        many = len(some) >= MANY
        found += [Due(act=act, customer="", day=day)] if many else []
        found += [one for one in some if not many or standing.open(one) is not None]
    return found
