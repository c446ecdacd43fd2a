"""When an act is due, as the few choices a person makes, read from its row and written back into it."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from touchkit.errors import InputError
from touchkit.plan import Repeat, repeat_of

KEPT = "kept"
"""Stands for a recurrence the choices cannot say; it stays as it is."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLACES = ("first", "second", "third", "fourth", "last")
"""Which weekday of a month."""
ON_DATE, ON_NTH, ON_END = "date", "nth", "end"
"""On the day of the first date, on a day of the month by its number, on the month's last day."""
MONTHLY = ("month", "quarter", "year")
"""What has days that can be chosen in a month."""

FIELDS = ("starts", "trigger", "offset_days", "repeats", "until")
"""The columns of acts that say when."""
_UNTIL = re.compile(r";?\bUNTIL=(\d{4})-?(\d{2})-?(\d{2})(?:T\d{6}Z?)?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class When:
    """When an act is due. A change makes a new one.

    Attributes
    ----------
    life : bool
        Whether it hangs on a date in the customer's life; else it has dates of its own.
    starts : datetime.date or None
        Its first date, or from when on.
    trigger : str
        The column of customers it hangs on.
    offset : int
        Days after that date; negative: before it.
    again : str
        Blank: never; day, week, month, quarter or year; or `KEPT`.
    interval : int
        Every how many of them.
    weekdays : tuple of str
        With week: on which days; none: on that of the first date.
    on : str
        With month, quarter and year: `ON_DATE`, one of `PLACES`, `ON_NTH` or `ON_END`.
    weekday : str
        With one of `PLACES`: which day; blank: any from Monday to Friday.
    nth, month : int
        With `ON_NTH`: the day of the month; with year, unless on the first date's day: the month.
    times : int or None
        How often in all.
    until : datetime.date or None
        Its last date.
    kept : str
        The rule, where the choices cannot say it.
    """

    life: bool = False
    starts: dt.date | None = None
    trigger: str = ""
    offset: int = 0
    again: str = ""
    interval: int = 1
    weekdays: tuple[str, ...] = ()
    on: str = ON_DATE
    weekday: str = ""
    nth: int = 1
    month: int = 1
    times: int | None = None
    until: dt.date | None = None
    kept: str = ""

    @property
    def placed(self) -> bool:
        """Whether it is on a certain day of the month, whatever the first date is."""
        return self.again in MONTHLY and self.on != ON_DATE

    @property
    def days(self) -> tuple[str, ...]:
        """With week: on which days, the first date's included."""
        return self.weekdays or ((WEEKDAYS[self.starts.weekday()],) if self.starts else ())

    @property
    def row(self) -> dict[str, Any]:
        """The columns of acts that say the same; what does not apply is None.

        Raises
        ------
        InputError
            Where the choices cannot go together.
        """
        return {
            "starts": self.starts, "trigger": self.trigger or None,
            "offset_days": self.offset or None if self.trigger else None,
            "repeats": self._repeats(), "until": self.until,
        }  # fmt: skip

    def _repeats(self) -> str | None:
        if self.again in {"", KEPT}:
            return self.kept or None
        fields: dict[str, Any] = {"every": self.again, "times": self.times}
        fields["interval"] = 1 if self.again == "quarter" else self.interval
        if self.again == "week" and not self.life:
            # The first date's own weekday is left unsaid: a finding can then move the act.
            days = tuple(day for day in WEEKDAYS if day in self.weekdays)
            fields["weekdays"] = days if days != replace(self, weekdays=()).days else ()
        if self.placed:
            fields |= self._place()
        return Repeat(**fields).rule

    def _place(self) -> dict[str, Any]:
        month = {"month": self.month} if self.again == "year" else {}
        if self.on in PLACES:
            return {"which": self.on, "weekdays": (self.weekday,) if self.weekday else (), **month}
        return {"monthday": -1 if self.on == ON_END else self.nth, **month}


def when_of(act: Mapping[str, Any]) -> When:
    """Return the choices an act's row says.

    Parameters
    ----------
    act : mapping
        A row of acts; what is missing may be left out.

    Examples
    --------
    >>> said = when_of(
    ...     {"starts": dt.date(2026, 12, 1), "repeats": "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO"}
    ... )
    >>> said.again, said.on, said.weekday
    ('quarter', 'first', 'Monday')
    >>> when_of({"trigger": "purchase_on", "repeats": "FREQ=MONTHLY;BYMONTHDAY=1,15"}).again
    'kept'
    """
    when = When(
        life="trigger" in act, starts=act.get("starts"), trigger=act.get("trigger", ""),
        offset=int(act.get("offset_days", 0)), until=act.get("until"),
    )  # fmt: skip
    rule = act.get("repeats", "")
    if not rule:
        return when
    try:
        bare, last = _without_end(rule)
        repeat = repeat_of(bare)
    except (InputError, ValueError):
        repeat = None
    found = _chosen(when, repeat) if repeat is not None else None
    if found is None:
        return replace(when, again=KEPT, kept=rule)
    ends = [day for day in (when.until, last) if day is not None]
    return replace(found, until=min(ends, default=None))


def _without_end(rule: str) -> tuple[str, dt.date | None]:
    """Return a rule without the date it ends on, and that date: acts have a column of their own for it."""
    found = _UNTIL.search(rule)
    if not found:
        return rule, None
    last = dt.date(int(found[1]), int(found[2]), int(found[3]))
    return _UNTIL.sub("", rule).strip(";"), last


def _chosen(when: When, repeat: Repeat) -> When | None:
    said = replace(when, again=repeat.every, interval=repeat.interval, times=repeat.times)
    placed = repeat.which is not None or repeat.monthday is not None
    if when.life:
        return None if placed or repeat.weekdays or repeat.month else _quarterly(said)
    if repeat.every == "week":
        return replace(said, weekdays=repeat.weekdays)
    first = when.starts or dt.date(2001, 1, 1)
    month = repeat.month or (1 if placed else first.month)
    if repeat.which is not None:
        weekday = repeat.weekdays[0] if repeat.weekdays else ""
        return replace(said, on=repeat.which, weekday=weekday, month=month)
    if repeat.monthday == -1:
        return replace(said, on=ON_END, month=month)
    if repeat.monthday is not None or month != first.month:
        # "In May" of a first date in November is that day of May.
        return replace(said, on=ON_NTH, nth=repeat.monthday or first.day, month=month)
    return _quarterly(said)


def _quarterly(when: When) -> When:
    """Return every three months as every quarter, which is said of both."""
    if when.again == "month" and when.interval == 3:
        return replace(when, again="quarter", interval=1)
    return when


def on_own_dates(begins: dt.date) -> When:
    """Return once, on a day: what an act becomes that no longer hangs on a customer's date."""
    return When(starts=begins)


def in_a_life(trigger: str) -> When:
    """Return once for each customer, on a date in their life."""
    return When(life=True, trigger=trigger)


def recurring(when: When, again: str) -> When:
    """Return an act that comes again as often; it keeps its day of the month where it had one."""
    if again == KEPT:
        return when
    keeps = again in MONTHLY and when.placed and not when.life
    bare = replace(when, again=again, kept="", interval=1, weekdays=())
    if not keeps:
        bare = replace(bare, on=ON_DATE)
    if when.again != "year":
        bare = replace(bare, month=when.starts.month if when.starts else 1)
    bare = _there(bare)
    if not again:
        bare = replace(bare, times=None, until=when.until if when.life else None)
    return bare


def placed_on(when: When, on: str) -> When:
    """Return an act on another day of the month; what is still to be said the first date says."""
    first = when.starts or dt.date(2001, 1, 1)
    month = when.month if when.placed else first.month
    weekday = when.weekday if when.on in PLACES else WEEKDAYS[first.weekday()]
    return _there(replace(when, on=on, weekday=weekday, nth=first.day, month=month))


def _there(when: When) -> When:
    """Return an act on a day its month has each year: nobody has chosen that day yet."""
    if when.again != "year" or when.on != ON_NTH:
        return when
    return replace(when, nth=min(when.nth, monthrange(2001, when.month)[1]))
