"""The calendar workbook's roster read back: who was served, when, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from touchkit.intake.calendar_book import Book, Record, sort, table, tell_missing, text_of, unique
from touchkit.intake.calendar_layout import (
    ACT_ID,
    CUSTOMER_ID,
    DUE,
    ROSTER,
    TICK_COLUMNS,
    column_of,
    heading,
)
from touchkit.intake.calendar_tables import Line
from touchkit.model import TABLES
from touchkit.model.faults import shown
from touchkit.model.records import read_row
from touchkit.model.text import is_blank

_HIDDEN = ("id", *map(column_of, (ACT_ID, CUSTOMER_ID, DUE)))
_WANTED = (*_HIDDEN, "act", "customer", *TICK_COLUMNS)


def read_ticks(book: Book, lines: list[Line]) -> None:
    """Read the roster's rows that are ticked, or were ticks when the workbook was written.

    A row that says the same as another is read once; one that says something else of the same
    act, customer and day is a problem.
    """
    old = book.old("tick")
    rows = list(table(book, ROSTER, lines, _WANTED))
    tell_missing(book, ROSTER, rows, _WANTED, old)
    roster = _Roster(book=book)
    for number, cells in rows:
        seen = [cell for column, cell in cells.items() if column not in _HIDDEN]
        ticked = any(not is_blank(cells.get(column)) for column in ("done_on", "by"))
        known = cells.get("id") or ("id" not in cells and roster.knows(cells))
        if (ticked or known) and any(not is_blank(cell) for cell in seen):
            roster.add(number, cells)
    sort(book.ticks, old)
    roster.sum_up()


def _key(record: Record) -> tuple[str, ...]:
    return tuple(str(record.get(column)) for column in ("act", "customer", "due"))


@dataclass(kw_only=True)
class _Roster:
    book: Book
    first: dict[tuple[str, ...], tuple[int, Record]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    without_act: int = 0

    def __post_init__(self) -> None:
        book = self.book
        self.old = book.old("tick")
        self.by_key = {_key(record): name for name, record in self.old.items()}
        self.acts = {str(act["id"]) for act in book.acts if "id" in act}
        self.titles = unique(
            {str(act["id"]): str(act.get("title")) for act in book.acts if "id" in act}
        )
        self.customers = unique(book.old("names").get("customers", {}))

    def knows(self, cells: Record) -> bool:
        """Say whether a row without an id is about what was a tick when the workbook was written."""
        said = {
            "act": cells.get("act_id"),
            "customer": cells.get("customer_id"),
            "due": cells.get("due_as_written"),
        }
        return _key(said) in self.by_key

    def add(self, number: int, cells: Record) -> None:
        """Take a row in, unless it says again what another has said."""
        book, name = self.book, text_of(cells.get("id"))
        record = self._read(number, cells, self.old.get(name, {}))
        if record is None:
            return
        key = _key(record)
        if not name and key in self.by_key and self.by_key[key] not in self.kept:
            name = self.by_key[key]
            record = self.old[name] | record | {"id": name}
        row, other = self.first.setdefault(key, (number, record))
        of_its_own = name in self.old and name not in self.kept and other.get("id") != name
        if row == number or of_its_own:
            self.kept.add(name)
            book.ticks.append(record)
        elif any(other.get(column) != record.get(column) for column in ("done_on", "by")):
            hint = f"Row {row} ticks the same: agree on one and delete the other row."
            found = "the same act ticked a second time"
            book.tell((ROSTER, number), None, found, "one tick a day and customer", hint)

    def _read(self, number: int, cells: Record, old: Record) -> Record | None:
        book = self.book
        act = (
            text_of(cells.get("act_id"))
            or self.titles.get(text_of(cells.get("act")), "")
            or str(old.get("act", ""))
        )
        if act not in self.acts and act in book.old("act"):
            self.without_act += 1
            return None
        if act not in self.acts:
            hint = "Write the act's title as it stands in the sheet 'list', or take the row out."
            found = shown(cells.get("act") or act or None)
            book.tell((ROSTER, number), "act", found, "an act of the sheet 'list'", hint)
            return None
        said = {name: cells[name] for name in TICK_COLUMNS if name in cells}
        if is_blank(said.get("due")):
            said["due"] = cells.get("due_as_written") or old.get("due")
        base = {name: value for name, value in old.items() if name not in said}
        made = base | said | {"act": act, "customer": self._customer(cells, old)}
        if cells.get("id"):
            made["id"] = text_of(cells["id"])
        record, faults = read_row(TABLES["ticks"], made)
        for one in faults:
            column = one.column and heading(one.column)
            book.tell((ROSTER, number), column, one.found, one.allowed, one.hint)
        return None if faults else record

    def _customer(self, cells: Record, old: Mapping[str, Any]) -> Any:
        typed = text_of(cells.get("customer"))
        return (
            text_of(cells.get("customer_id"))
            or self.customers.get(typed, typed)
            or old.get("customer")
        )

    def sum_up(self) -> None:
        """Note what is no longer ticked."""
        lost = len(self.old) - len(self.kept & set(self.old)) - self.without_act
        for number, why in (
            (lost, f"no longer in {ROSTER!r}"),
            (self.without_act, "of acts that were taken out"),
        ):
            if number > 0:
                self.book.notes.append(
                    f"{number} {'tick' if number == 1 else 'ticks'} {why}: left out."
                )
