"""One entry of a calendar feed: what its lines say, and the act it was written from."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from pydantic_core import PydanticCustomError

from touchkit.intake.series import Series, as_columns, read_rule
from touchkit.model.text import clean

ACT, SEEN, OF = "X-TOUCHKIT-ACT", "X-TOUCHKIT-SEEN", "X-TOUCHKIT-OF"
"""The act an entry was written from; what its standard lines then said; the act a date belongs to."""
PRODUCT = "-//touchkit//touchpoint calendar//EN"
RULE_OFF = "\n\n—\n"
"""What parts the wording from the facts below it in a description."""

FAILS = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, ArithmeticError, OSError,
)  # fmt: skip
"""What a parser raises on values no calendar may hold."""


def pack(value: Mapping[str, Any]) -> str:
    """Return plain scalars as text that no calendar program has a reason to change."""
    return quote(json.dumps(value, ensure_ascii=False, default=str), safe=" {}[]:./@")


def unpack(text: object) -> dict[str, Any] | None:
    """Return what `pack` was given; None where the text is something else."""
    try:
        value = json.loads(unquote(str(text)))
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def moment_of(entry: Any) -> Any:
    """Return when an event begins; None where its line says no day and no time."""
    return getattr(entry["DTSTART"], "dt", None)


def line_of(entry: Any, column: str) -> str:
    """Return what a line says, as it stands; blank where there is none."""
    value = entry.get(column)
    try:
        said = value.to_ical() if hasattr(value, "to_ical") else str(value or "")
    except FAILS:  # a value that cannot be written as it was read is no value
        return str(value)
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def wording_of(entry: Any) -> str | None:
    """Return the description, without the facts this kit puts below it."""
    said = entry.get("DESCRIPTION")
    said = said[0] if isinstance(said, list) else said
    return clean(str(said or "").split(RULE_OFF)[0].removeprefix(RULE_OFF.lstrip("\n"))) or None


def lead_of(entry: Any) -> int | None:
    """Return the days of warning the longest alarm gives; less than half a day counts as none."""
    leads = []
    for alarm in entry.walk("VALARM"):
        before = getattr(alarm.get("TRIGGER"), "dt", None)
        if isinstance(before, dt.timedelta):
            leads.append(round(-before / dt.timedelta(days=1)))
    return max(leads, default=0) or None


def plain(entry: Any) -> dict[str, Any]:
    """Return what an entry's standard lines say, to be compared with what they said once."""
    return {
        "title": clean(str(entry.get("SUMMARY", ""))),
        "wording": wording_of(entry),
        "starts": str(moment_of(entry)) if "DTSTART" in entry else None,
        "rule": line_of(entry, "RRULE"),
        "lead_days": lead_of(entry),
    }


def seen_in(entry: Any) -> dict[str, Any]:
    """Return what the lines of an entry of ours said when it was written."""
    return (unpack(entry[SEEN]) if SEEN in entry else None) or {}


def act_of(entry: Any, record: dict[str, Any], seen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the act an entry was written from, with what somebody has changed in a calendar program since."""
    now = plain(entry)
    changed = {name for name, value in now.items() if name in seen and value != seen[name]}
    row = dict(record) | {name: now[name] for name in changed & {"title", "wording", "lead_days"}}
    if changed & {"starts", "rule"} and "DTSTART" in entry:
        moment = moment_of(entry)
        day = moment.date() if isinstance(moment, dt.datetime) else moment
        made = read_rule(now["rule"], moment) if now["rule"] else Series(starts=day)
        row = {
            k: v for k, v in row.items() if k not in ("starts", "repeats", "until")
        } | as_columns(made)
    return {name: value for name, value in row.items() if value not in (None, "")}


def _local(moment: Any, like: Any, column: str) -> dt.date:
    if isinstance(moment, tuple):
        moment = moment[0]
    if not isinstance(moment, dt.date):
        allowed, hint = "days", "A time alone says no day: write the dates."
        raise PydanticCustomError(
            "cell", "{allowed}",
            {"allowed": allowed, "hint": hint, "column": column, "found": str(moment)},
        )  # fmt: skip
    if isinstance(moment, dt.datetime):
        zone = getattr(like, "tzinfo", None)
        return (moment.astimezone(zone) if moment.tzinfo and zone else moment).date()
    return moment


def days_of(entry: Any, column: str) -> set[dt.date]:
    """Return the days of EXDATE or RDATE, where the event is."""
    value = entry.get(column)
    lists = [] if value is None else value if isinstance(value, list) else [value]
    like = moment_of(entry)
    return {_local(each.dt, like, column) for some in lists for each in getattr(some, "dts", [])}


def replaced_by(entry: Any) -> dt.date:
    """Return the day of a series that an entry changes."""
    value = entry["RECURRENCE-ID"]
    if value.params.get("RANGE"):
        hint = "Export the series as two, before the change and after it."
        raise PydanticCustomError(
            "cell", "{allowed}",
            {"allowed": "a change of one date", "hint": hint, "column": "RECURRENCE-ID", "entry": entry,
             "found": "a change of all dates from one on"},
        )  # fmt: skip
    return _local(value.dt, moment_of(entry), "RECURRENCE-ID")
