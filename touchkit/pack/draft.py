"""A client pack while it is being read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from touchkit.errors import Problem
from touchkit.intake.client import CLIENT_FILE
from touchkit.intake.events import event_problems
from touchkit.intake.sheets import Sheet
from touchkit.intake.tables import TableRead
from touchkit.model import CLIENT_TABLES, TABLES, Client, to_frame
from touchkit.model.client import default_lanes
from touchkit.model.faults import Fault
from touchkit.model.rules import (
    Advice,
    cross_faults,
    give_ids,
    names_to_ids,
    resolve_names,
    table_faults,
)
from touchkit.pack.record import Pack

_OWN_LISTS = {model.TABLE for model in CLIENT_TABLES}


@dataclass(kw_only=True)
class Draft:
    """Tables that were read one by one, on the way to one pack.

    Attributes
    ----------
    client : Client or None
        The settings; None where they could not be read.
    reads : list of TableRead
        The tables there are.
    events : Path or None
        The event log.
    found : list of Problem
        What was wrong with settings and whole files.
    notes : list of str
        What a reader should know although nothing is wrong.
    doubtful : set of str
        Tables that are there but could not be read: a reference to them may be right.
    """

    client: Client | None
    reads: list[TableRead]
    events: Path | None
    found: list[Problem]
    notes: list[str]
    doubtful: set[str]
    events_checked: bool = False

    def __post_init__(self) -> None:
        for read in self.reads:
            self.notes += read.sheet.notes
            self.doubtful |= {read.model.TABLE} if read.doubtful else set()
        if "lanes" not in self.doubtful | {read.model.TABLE for read in self.reads}:
            self.reads.append(_default_lanes())
        self._name_rows()

    def _name_rows(self) -> None:
        """Give rows their ids, and turn names that stand for an id into the id."""
        records = {read.model.TABLE: [record for _, record in read.rows] for read in self.reads}
        for table, rows in records.items():
            if TABLES[table].NAMED_BY:
                give_ids(TABLES[table], rows)
        names = {table: names_to_ids(TABLES[table], rows) for table, rows in records.items()}
        for table, rows in records.items():
            for record in rows:
                resolve_names(TABLES[table], record, names)
            give_ids(TABLES[table], rows)

    def problems(self) -> list[Problem]:
        """Return every problem of the rows that are left, file by file and row by row."""
        known: dict[str, dict[str, None]] = {table: {} for table in TABLES}
        known |= {r.model.TABLE: {row["id"]: None for _, row in r.rows} for r in self.reads}
        known = {table: ids for table, ids in known.items() if table not in self.doubtful}
        advice = Advice(known)
        problems = list(self.found)
        for read in self.reads:
            there = [*read.problems, *self._between(read, known, advice)]
            problems += sorted(there, key=lambda problem: problem.row or 0)
        if self.events is not None and not self.events_checked:
            problems += event_problems(self.events, known.get("touchpoints"))
        return problems

    def _between(
        self, read: TableRead, known: dict[str, dict[str, None]], advice: Advice
    ) -> Iterator[Problem]:
        faulty = {row for row, _ in read.spoilt}
        for number, record in read.rows:
            for fault in cross_faults(read.model, record, known, self.client, advice):
                if not read.is_spoilt(number, fault.column):
                    yield _problem(read.sheet, number, fault)
        # Of a row that could not be read in full, only what could is held against the others.
        sound = [
            record if row not in faulty else _kept(read, row, record) for row, record in read.rows
        ]
        for position, fault in table_faults(read.model, sound):
            yield _problem(read.sheet, read.rows[position][0], fault)

    def drop(self, places: set[tuple[str, int | None]]) -> None:
        """Set rows aside; an event log is never cut, what is wrong in it stays listed."""
        self.events_checked = True
        self.found = []
        for read in self.reads:
            read.problems = []
            read.rows = [row for row in read.rows if (read.sheet.file, row[0]) not in places]

    def pack(self, path: Path, aside: tuple[Problem, ...]) -> Pack:
        """Return the finished pack."""
        tables = {name: to_frame(model, []) for name, model in TABLES.items()}
        for read in self.reads:
            rows = [record for _, record in read.rows]
            # A list in client.toml has columns only where it has entries.
            extra = read.extra if rows or read.model.TABLE not in _OWN_LISTS else []
            tables[read.model.TABLE] = to_frame(read.model, rows, extra)
        if self.client is None:
            raise ValueError("a pack without settings has problems and is not made")
        return Pack(
            client=self.client, tables=tables, events=self.events, source=path, notes=tuple(self.notes),
            aside=aside,
        )  # fmt: skip


def _problem(sheet: Sheet, number: int, fault: Fault) -> Problem:
    return sheet.problem(number, fault.column, fault.found, fault.allowed, fault.hint)


def _kept(read: TableRead, row: int, record: dict[str, Any]) -> dict[str, Any]:
    if (row, None) in read.spoilt:
        return {}
    kept = [name for name in ("id", "needs") if (row, name) not in read.spoilt]
    return {name: record[name] for name in kept if name in record}


def _default_lanes() -> TableRead:
    sheet = Sheet(file=CLIENT_FILE, name="lanes", header=(), rows=(), in_toml=True)
    rows = list(enumerate(default_lanes(), start=2))
    return TableRead(
        model=TABLES["lanes"], sheet=sheet, rows=rows, extra=[], problems=[], spoilt=set()
    )
