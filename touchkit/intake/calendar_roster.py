"""The calendar workbook's roster read back: who was served, when, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

from touchkit.intake.calendar_book import Book, Record, sort, table, tell_missing, text_of, unique
from touchkit.intake.calendar_cells import order_of, read_day
from touchkit.intake.calendar_layout import (
    ACT_ID,
    APART,
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
_DAYS = ("due", "done_on")
_MARKS = {"x", "✓", "✔", "yes", "done"}


def read_ticks(book: Book, lines: list[Line]) -> None:
    """Read the roster's rows that are ticked, or were ticks when the workbook was written.

    A tick is the day on which it was done, or a mark for the day it was due: x, ✓, yes, done, or a
    ticked box. A row that says the same as another is read once; one that says something else of the same
    act, customer and day is a problem. A customer's row that shows the tick for everybody is a
    tick of its own only where it was changed.
    """
    old = book.old("tick")
    rows = list(table(book, ROSTER, lines, _WANTED))
    tell_missing(book, ROSTER, rows, _WANTED, old)
    days = (cells.get(column) for _, cells in rows for column in _DAYS)
    roster = _Roster(book=book, order=order_of(days))
    for number, cells in rows:
        seen = [cell for column, cell in cells.items() if column not in _HIDDEN]
        ticked = any(not is_blank(cells.get(column)) for column in ("done_on", "by"))
        known = cells.get("id") or ("id" not in cells and roster.knows(cells))
        if (ticked or known) and any(not is_blank(cell) for cell in seen):
            roster.add(number, cells)
    roster.keep_apart()
    sort(book.ticks, old)
    roster.sum_up()


def _key(record: Record) -> tuple[str, ...]:
    return tuple(str(record.get(column)) for column in ("act", "customer", "due"))


def _done(record: Record) -> tuple[str, ...]:
    return tuple(str(record.get(column) or "") for column in TICK_COLUMNS)


@dataclass(kw_only=True)
class _Roster:
    book: Book
    order: str
    first: dict[tuple[str, ...], tuple[int, Record]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    without_act: set[str] = field(default_factory=set)

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
        return _key(said) in self.by_key or _key(said | {"customer": None}) in self.by_key

    def add(self, number: int, cells: Record) -> None:
        """Take a row in, unless it says again what another has said."""
        book, name = self.book, text_of(cells.get("id"))
        record = self._read(number, cells, self.old.get(name, {}))
        if record is None:
            return
        general = self._general(cells, record)
        if general:
            self._keep(general)
            if _done(record) == _done(self.old[general]):
                return
            name, record = "", {n: value for n, value in record.items() if n != "id"}
            record["by"] = record.get("by") if record.get("done_on") else None
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

    def _general(self, cells: Record, record: Record) -> str:
        """Return the tick for everybody that a customer's row shows; blank: it shows none."""
        if not record.get("customer") or ("id" not in cells and _key(record) in self.by_key):
            return ""
        everybody = record | {"customer": None, "due": cells.get("due_as_written") or record["due"]}
        name = text_of(cells["id"]) if "id" in cells else self.by_key.get(_key(everybody), "")
        return name if name in self.old and not self.old[name].get("customer") else ""

    def _keep(self, name: str) -> None:
        """Take a tick as it was written."""
        if name not in self.kept:
            self.kept.add(name)
            self.book.ticks.append(read_row(TABLES["ticks"], self.old[name] | {"id": name})[0])

    def keep_apart(self) -> None:
        """Take the ticks that had no row of their own, but for those of acts taken out."""
        for name in self.book.old(APART).keys() - self.kept:
            if self.old[name].get("act") in self.acts:
                self._keep(name)
            else:
                self.without_act.add(name)

    def _read(self, number: int, cells: Record, old: Record) -> Record | None:
        book = self.book
        act = (
            text_of(cells.get("act_id"))
            or self.titles.get(text_of(cells.get("act")), "")
            or str(old.get("act", ""))
        )
        if act not in self.acts and act in book.old("act"):
            self.without_act.add(text_of(cells.get("id")) or f"row {number}")
            return None
        if act not in self.acts:
            hint = "Write the act's title as it stands in the sheet 'list', or take the row out."
            found = shown(cells.get("act") or act or None)
            book.tell((ROSTER, number), "act", found, "an act of the sheet 'list'", hint)
            return None
        said = {name: cells[name] for name in TICK_COLUMNS if name in cells}
        if is_blank(said.get("due")):
            said["due"] = cells.get("due_as_written") or old.get("due")
        if not self._read_days(number, said):
            return None
        base = {name: value for name, value in old.items() if name not in said}
        made = base | said | {"act": act, "customer": self._customer(cells, old)}
        if cells.get("id"):
            made["id"] = text_of(cells["id"])
        record, faults = read_row(TABLES["ticks"], made)
        for one in faults:
            column = one.column and heading(one.column)
            book.tell((ROSTER, number), column, one.found, one.allowed, one.hint)
        return None if faults else record

    def _read_days(self, number: int, said: Record) -> bool:
        """Put a row's days in the place of what was written for them; tell of the first that is none."""
        for column in [name for name in _DAYS if not is_blank(said.get(name))]:
            cell, marks = said[column], column == "done_on"
            if marks and (cell is True or str(cell).strip().casefold() in _MARKS):
                said[column] = said["due"]
                continue
            try:
                said[column] = read_day(cell, order=self.order)
            except PydanticCustomError as error:
                context = error.context or {}
                allowed, hint = str(context["allowed"]), str(context["hint"])
                if marks:
                    allowed += ", or x, ✓, yes or done: done on the day it was due"
                self.book.tell((ROSTER, number), heading(column), shown(cell), allowed, hint)
                return False
        return True

    def _customer(self, cells: Record, old: Mapping[str, Any]) -> Any:
        typed = text_of(cells.get("customer"))
        return (
            text_of(cells.get("customer_id"))
            or self.customers.get(typed, typed)
            or old.get("customer")
        )

    def sum_up(self) -> None:
        """Note what is no longer ticked."""
        lost = len(self.old.keys() - self.kept - self.without_act)
        for number, why in (
            (lost, f"no longer in {ROSTER!r}"),
            (len(self.without_act), "of acts that were taken out"),
        ):
            if number > 0:
                self.book.notes.append(
                    f"{number} {'tick' if number == 1 else 'ticks'} {why}: left out."
                )
