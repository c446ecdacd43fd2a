"""Acts as entries of a calendar feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

from touchkit.deliver.feed_memory import TO_DO
from touchkit.deliver.formats import occasion
from touchkit.errors import Problem
from touchkit.intake.feed_entries import ACT, OF, RULE_OFF, SEEN, pack, plain
from touchkit.intake.series import Series, read_rule
from touchkit.model.faults import shown

_CLOCK = dt.timedelta(hours=9)
"""When on its day an alarm goes off: midnight would wake people."""
_MOST_NAMED = 40


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the entries of a feed are made with.

    Attributes
    ----------
    client : str
        What follows the act in an entry's UID.
    words : mapping
        What ids are called: by id, or by column of acts (audience, channel, touchpoint) and id.
    names : mapping of str to str
        How customers are addressed, by id; empty: their ids alone go out.
    kept : mapping of str to str
        UIDs of former files, by act, by act and day, or of its to-do: they never change.
    """

    client: str
    words: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    def word(self, column: str, value: str) -> str:
        """Return what an id in a column of acts is called."""
        own = self.words.get(column)
        said = (own if isinstance(own, Mapping) else self.words).get(value, value)
        return said if isinstance(said, str) else value

    def uid(self, key: str) -> str:
        """Return the UID of an act, of one day of it (``act/2027-01-31``) or of its to-do (``act/to-do``)."""
        return self.kept.get(key) or f"{key.replace('/', '.')}.{self.client}@touchkit"


def series(act: Mapping[str, Any]) -> Series:
    """Return when an act with a date of its own happens, begun on a day it really happens.

    Raises
    ------
    PydanticCustomError
        When its rule is none, or never happens.
    """
    made = (
        read_rule(act["repeats"], act["starts"])
        if act.get("repeats")
        else Series(starts=act["starts"])
    )
    last = min((day for day in (made.until, act.get("until")) if day), default=None)
    first = next(Series(starts=made.starts, rule=made.rule).dates(last), None)
    if first is None or (last and first > last):
        from touchkit.model.columns import fault

        raise fault("a last date after the first", "It never happens: correct its dates.")
    return Series(starts=first, rule=made.rule, until=last if made.rule else None)


def rule_of(made: Series) -> str:
    """Return a series as one RRULE, its last day in it; a number of times gives way to an earlier last day."""
    if not made.until:
        return made.rule
    parts = dict(part.split("=", 1) for part in made.rule.split(";"))
    if "COUNT" in parts:
        number = int(parts["COUNT"])
        days = Series(starts=made.starts, rule=made.rule).dates(made.until)
        if sum(1 for _ in days) >= number:
            return made.rule
        del parts["COUNT"]
    return ";".join([*(f"{k}={v}" for k, v in parts.items()), f"UNTIL={made.until:%Y%m%d}"])


def entry(act: Mapping[str, Any], told: Told) -> Any:
    """Return an act with dates of its own as an event, recurring if it does."""
    import icalendar

    event = _begun(icalendar.Event(), act, told, key=act["id"])
    made = series(act)
    event.add("DTSTART", made.starts)
    event.add("DTEND", made.starts + dt.timedelta(days=1))
    if made.rule:
        event.add("RRULE", icalendar.vRecur.from_ical(rule_of(made)))
    _alarm(event, act)
    return _remembered(event, act)


def task(act: Mapping[str, Any], told: Told) -> Any:
    """Return an act whose days are events of their own as a to-do without a date.

    It is what the act is read back from; Google and Outlook show no to-dos. Its UID is its own, so
    that the act as an event, if it was one before, can be cancelled.
    """
    import icalendar

    return _remembered(_begun(icalendar.Todo(), act, told, key=f"{act['id']}/{TO_DO}"), act)


def dated(act: Mapping[str, Any], day: dt.date, customers: Sequence[str], told: Told) -> Any:
    """Return one day of an act as an event, with the customers it is for."""
    import icalendar

    event = icalendar.Event()
    number = len(customers)
    count = f" ({number})" if number > 1 else ""
    event.add("UID", told.uid(f"{act['id']}/{day}"))
    event.add("SUMMARY", f"{act['title']}{count}")
    called = sorted(told.names.get(name) or name for name in customers)
    more = f", … ({number} in all)" if number > _MOST_NAMED else ""
    whom = [f"Customers: {', '.join(called[:_MOST_NAMED])}{more}"] if called else []
    event.add("DESCRIPTION", _description(act, told, whom))
    event.add("DTSTART", day)
    event.add("DTEND", day + dt.timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    event.add(OF, pack({"id": act["id"]}))
    _alarm(event, act)
    return event


def _begun(made: Any, act: Mapping[str, Any], told: Told, *, key: str) -> Any:
    made.add("UID", told.uid(key))
    made.add("SUMMARY", act["title"])
    made.add("DESCRIPTION", _description(act, told, []))
    made.add("CATEGORIES", ["Marketing" if act.get("calendar") == "marketing" else "Touchpoints"])
    if made.name == "VEVENT":
        made.add("TRANSP", "TRANSPARENT")
    return made


def _description(act: Mapping[str, Any], told: Told, whom: list[str]) -> str:
    said = [("When", occasion(dict(act)))] + [
        (label, told.word(column, str(act[column])))
        for label, column in (
            ("For", "audience"),
            ("By", "owner"),
            ("Channel", "channel"),
            ("Touchpoint", "touchpoint"),
        )
        if act.get(column)
    ]
    facts = [f"{label}: {text}" for label, text in said if text]
    wording = str(act.get("wording") or "")
    return wording + (RULE_OFF if wording else RULE_OFF.lstrip("\n")) + "\n".join([*facts, *whom])


def _alarm(event: Any, act: Mapping[str, Any]) -> None:
    import icalendar

    if act.get("lead_days") is None:
        return
    alarm = icalendar.Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", act["title"])
    alarm.add("TRIGGER", _CLOCK - dt.timedelta(days=int(act["lead_days"])))
    event.add_component(alarm)


def _remembered(made: Any, act: Mapping[str, Any]) -> Any:
    """Add the act itself, and what the lines above say of it once they are read again."""
    import icalendar

    made.add(ACT, pack(dict(act)))
    read = icalendar.Component.from_ical(made.to_ical())
    made.add(SEEN, pack(plain(read)))
    return made


def faults(acts: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Yield what keeps acts from standing in a calendar."""
    for place, act in enumerate(acts, start=2):
        try:
            if act.get("starts"):
                series(act)
        except PydanticCustomError as error:
            context = error.context or {}
            found = f"{shown(act.get('repeats') or act.get('until'))} of {shown(act['title'])}"
            yield Problem(
                file="acts", row=place, column="repeats", found=found, allowed=context["allowed"], hint=context["hint"]
            )  # fmt: skip
