"""Calendar feeds: what stands in an .ics file, as acts."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic_core import PydanticCustomError

from touchkit.errors import IntakeError, Problem
from touchkit.intake.day_shift import always, days_between, moved
from touchkit.intake.feed_entries import (
    ACT,
    FAILS,
    OF,
    PRODUCT,
    act_of,
    days_of,
    lead_of,
    line_of,
    moment_of,
    replaced_by,
    seen_in,
    unpack,
    wording_of,
)
from touchkit.intake.feed_lines import Lines, scan
from touchkit.intake.series import Series, as_columns, read_rule, without
from touchkit.intake.sheets import decode
from touchkit.model.columns import fault
from touchkit.model.faults import shown
from touchkit.model.text import clean, fingerprint, slug

_USED = {"DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"}


@dataclass(kw_only=True)
class FeedRead:
    """What was read of a calendar file.

    Attributes
    ----------
    rows : list of dict
        Acts as plain scalars; those without an `id` get one from their title.
    notes : list of str
        What a reader should know although nothing is wrong.
    problems : list of Problem
        Entries that cannot be acts.
    ours : bool
        Whether the file was written by this kit.
    written : dict of str to dict
        The acts entries of ours were written from, by id.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ours: bool = False
    written: dict[str, dict[str, Any]] = field(default_factory=dict)

    def remember(self, record: Mapping[str, Any]) -> None:
        """Keep what an act said when it was written."""
        self.written.setdefault(str(record.get("id", "")), dict(record))


def components(path: Path) -> tuple[list[Any], Lines, tuple[str, ...]]:
    """Return a calendar file's outermost components, its lines, and notes on its encoding.

    Raises
    ------
    IntakeError
        When the file is no calendar, is cut off, or holds what no calendar may.
    """
    import icalendar

    text, notes = decode(path, path.name)
    lines = scan(text, path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about zones and values nobody reads here
            return list(icalendar.Component.from_ical(text, multiple=True)), lines, notes
    except FAILS as error:
        found = " ".join(str(error).split())[:200] or type(error).__name__
        hint = "Export the calendar again from the program it comes from."
        problem = Problem(file=path.name, found=found, allowed="a calendar (RFC 5545)", hint=hint)
        raise IntakeError(f"{path.name} cannot be read.", [problem]) from None


def read_feed(path: Path, *, timezone: str | None = None) -> FeedRead:
    """Read an .ics file: each event an act, or several where one line of the table cannot say it.

    Parameters
    ----------
    path : Path
        The file.
    timezone : str, optional
        Where times in UTC are to be turned into days; else what the file says (X-WR-TIMEZONE).
    """
    found, lines, notes = components(path)
    read = FeedRead(notes=list(notes))
    read.ours = any(str(each.get("PRODID", "")) == PRODUCT for each in found)
    zone = _zone(timezone) or _zone(next((c.get("X-WR-TIMEZONE") for c in found), None))
    entries = [entry for whole in found for entry in whole.walk("VEVENT")]
    places = dict(zip(map(id, entries), lines.begins.get("VEVENT", []), strict=False))
    series = _Series(file=path.name, zone=zone, places=places, read=read)
    for group in _groups(entries):
        series.add(group)
    for task in (task for whole in found for task in whole.walk("VTODO")):
        record = unpack(task[ACT]) if ACT in task else None
        if record and _stands(task):
            read.remember(record)
            read.rows.append(act_of(task, record, seen_in(task)))
    others = sum(ACT not in task for whole in found for task in whole.walk("VTODO"))
    series.sum_up(others)
    return read


def _zone(name: object) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(name)) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _groups(entries: list[Any]) -> Iterator[list[Any]]:
    """Yield each event with those that change single dates of it, itself first."""
    groups: dict[str, list[Any]] = {}
    for number, entry in enumerate(entries):
        groups.setdefault(str(entry.get("UID", "")) or f"\x00{number}", []).append(entry)
    for group in groups.values():
        masters = [entry for entry in group if "RECURRENCE-ID" not in entry]
        changed = [entry for entry in group if "RECURRENCE-ID" in entry]
        if not masters:
            yield changed
        for place, master in enumerate(masters):
            yield [master, *(changed if place == 0 else [])]


def _in_utc(moment: dt.datetime) -> bool:
    return str(moment.tzinfo) in ("UTC", "Etc/UTC")


def _stands(entry: Any) -> bool:
    return str(entry.get("STATUS", "")).upper() != "CANCELLED"


@dataclass(kw_only=True)
class _Series:
    """Events turned into rows, one series at a time."""

    file: str
    zone: ZoneInfo | None
    places: dict[int, int]
    read: FeedRead
    timed: int = 0
    untitled: int = 0
    cancelled: int = 0
    parted: int = 0
    unmoved: int = 0
    turning: int = 0

    def add(self, group: list[Any]) -> None:
        first = group[0]
        if OF in first:
            return
        if not _stands(first):
            self.cancelled += ACT not in first
            return
        before = len(self.read.problems)
        self._broken(group)
        if len(self.read.problems) > before:
            return
        try:
            self.read.rows += self._rows(group)
        except PydanticCustomError as error:
            context = error.context or {}
            column = str(context.get("column", "RRULE"))
            found = shown(context.get("found") or line_of(first, column))
            where = context.get("entry", first)
            self._tell(where, column, found, str(context["allowed"]), str(context["hint"]))

    def _broken(self, group: list[Any]) -> None:
        """Tell of lines that say no date, and of events without any."""
        for entry in group:
            bad = [(name, why) for name, why in entry.errors if str(name).upper() in _USED]
            for name, why in bad:
                found = " ".join(str(why).split())[:120]
                self._tell(entry, str(name).upper(), found, "a date that exists", "Correct it.")
            if not bad and "DTSTART" not in entry:
                hint = "Give the event a date in its program and export it again."
                self._tell(entry, "DTSTART", "no date", "the day it happens", hint)
            elif (
                not bad
                and not isinstance(entry["DTSTART"], list)
                and not isinstance(moment_of(entry), dt.date)
            ):
                found = shown(line_of(entry, "DTSTART"))
                self._tell(entry, "DTSTART", found, "a day or a time of a day", "Correct it.")
            if not bad and isinstance(entry.get("DTSTART"), list):
                self._tell(entry, "DTSTART", "two of them", "one", "Take one out.")

    def _rows(self, group: list[Any]) -> list[dict[str, Any]]:
        master = group[0]
        record = unpack(master[ACT]) if ACT in master else None
        if record:
            self.read.remember(record)
        changed = [entry for entry in group if "RECURRENCE-ID" in entry and entry is not master]
        left_out, added = days_of(master, "EXDATE"), days_of(master, "RDATE")
        if record and not (changed or left_out or added):
            return [act_of(master, record, seen_in(master))]
        series, by = self._series(master)
        left_out |= {replaced_by(entry) for entry in changed}
        made = without(series, {day + by for day in left_out})
        added = {day + by for day in added}
        made += [Series(starts=day) for day in sorted(added - {part.starts for part in made})]
        self.parted += len(made) > 1
        base = {
            k: v for k, v in (record or {}).items() if k not in ("id", "starts", "repeats", "until")
        }
        rows = [base | self._said(master) | as_columns(part) for part in made]
        instead = [entry for entry in changed if _stands(entry)]
        self.cancelled += len(changed) - len(instead)
        rows += [base | self._said(entry) | {"starts": self._day(entry)} for entry in instead]
        kept = str(record["id"]) if record and "id" in record else ""
        for place, row in enumerate(rows):
            row.update(_id(master, row, place, kept))
        return rows

    def _series(self, entry: Any) -> tuple[Series, dt.timedelta]:
        """Return when an event happens by days here, and how much later they are than by the file."""
        moment = moment_of(entry)
        rule = entry.get("RRULE")
        if rule is None:
            day = self._day(entry)
            there = moment.date() if isinstance(moment, dt.datetime) else moment
            return Series(starts=day), day - there
        if isinstance(rule, list):
            raise fault("one rule", "Make an event of each rule.")
        made = read_rule(line_of(entry, "RRULE"), moment)
        if not isinstance(moment, dt.datetime):
            return made, dt.timedelta()
        self.timed += 1
        if self.zone is None or not _in_utc(moment):
            return made, dt.timedelta()
        return self._moved(made, moment, self.zone)

    def _moved(
        self, made: Series, moment: dt.datetime, zone: ZoneInfo
    ) -> tuple[Series, dt.timedelta]:
        by = days_between(moment, zone)
        here = moved(made, by)
        if here is None:
            self.unmoved += 1
            return made, dt.timedelta()
        self.turning += not always(made, moment, zone)
        return here, dt.timedelta(days=by)

    def _day(self, entry: Any) -> dt.date:
        moment: dt.date = moment_of(entry)
        if not isinstance(moment, dt.datetime):
            return moment
        self.timed += 1
        return (moment.astimezone(self.zone) if self.zone and _in_utc(moment) else moment).date()

    def _said(self, entry: Any) -> dict[str, Any]:
        title = clean(str(entry.get("SUMMARY", "")))
        self.untitled += not title
        organizer = getattr(entry.get("ORGANIZER"), "params", {}).get("CN")
        said = {
            "title": title or "(without a title)", "wording": wording_of(entry), "lead_days": lead_of(entry),
            "owner": clean(str(organizer)) if organizer else None,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value not in (None, "")}

    def _tell(self, entry: Any, column: str, found: str, allowed: str, hint: str) -> None:
        row = self.places.get(id(entry))
        title = clean(str(entry.get("SUMMARY", "")))
        found = f"{found} in the event {shown(title)}" if title else found
        self.read.problems.append(
            Problem(file=self.file, row=row, column=column, found=found, allowed=allowed, hint=hint)
        )

    def sum_up(self, tasks: int) -> None:
        """Note what an act cannot hold."""
        said = (
            (self.timed, "with a time of day: acts have dates only, so the time is not kept"),
            (self.untitled, "without a title"),
            (self.cancelled, "cancelled: left out"),
            (self.unmoved, "in UTC whose days here no rule says: read by the days in UTC, a day off at times"),
            (self.turning, "in UTC close to midnight, on another day once the clocks change: read as on the first day"),
            (self.parted, "with dates left out or added: read as several acts, whose dates together are the same"),
        )  # fmt: skip
        notes = [
            f"{number} {'entry' if number == 1 else 'entries'} {what}."
            for number, what in said
            if number
        ]
        notes += (
            [f"{tasks} to-do {'entry is' if tasks == 1 else 'entries are'} left out."]
            if tasks
            else []
        )
        if not (self.read.rows or self.read.problems):
            notes.append(f"{self.file} holds no event.")
        self.read.notes += notes


def _id(entry: Any, row: Mapping[str, Any], place: int, kept: str) -> dict[str, str]:
    """Return an id that is the same each time the same event is read."""
    if kept:
        return {"id": kept if place == 0 else f"{kept}-{row['starts']}"}
    uid = str(entry.get("UID", ""))
    if not uid:
        return {}
    mark = fingerprint(uid, str(row["starts"]) if place else "")[:6]
    return {"id": f"{slug(str(row['title']))[:48]}-{mark}".lstrip("-")}
