"""The workbook's sheets to write in: the list of acts, the roster of ticks, and the hidden memory of both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from touchkit.deliver.book_paper import (
    DONE,
    LATE,
    MORE,
    SOON,
    Choices,
    called,
    lines_of,
    print_setup,
)
from touchkit.deliver.formats import occasion
from touchkit.intake.calendar_cells import as_word, words_for_rules
from touchkit.intake.calendar_layout import (
    ACT_COLUMNS,
    ACT_ID,
    APART,
    CUSTOMER_ID,
    DUE,
    NEXT,
    OFTEN,
    heading,
)
from touchkit.intake.feed_entries import pack
from touchkit.model import TABLES, choices, references
from touchkit.pack.workbook import literal, write_cell

Record = dict[str, Any]
_WIDTHS = {
    "title": 36, "wording": 52, OFTEN: 30, NEXT: 18, "touchpoint": 26, "audience": 20, "idea": 30, "starts": 18,
    "until": 18, "repeats": 25, "trigger": 15, "calendar": 12, "owner": 15, "channel": 22,
}  # fmt: skip
_CHOSEN = ("audience", "channel", "touchpoint", "idea")
_PART = 30_000
_HEAD = 20
_ROSTER = (
    ("due", 18), ("act", 44), ("customer", 24), ("audience", 20), ("owner", 15), ("channel", 22), ("done_on", 18),
    ("by", 15),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Tables:
    """What the sheets to write in are made of.

    Attributes
    ----------
    acts, ticks : list of dict
        The tables' rows.
    names : mapping of str to (mapping of str to str)
        For each table acts refer to, what its ids are called.
    customers : mapping of str to str
        How customers are addressed, by id; empty: their ids are shown.
    nexts : mapping of str to datetime.date
        The next day of each act.
    """

    acts: list[Record]
    ticks: list[Record]
    names: Mapping[str, Mapping[str, str]]
    customers: Mapping[str, str] = field(default_factory=dict)
    nexts: Mapping[str, dt.date] = field(default_factory=dict)

    def shown(self) -> dict[str, dict[str, str]]:
        """Return for each column of acts that holds ids what stands there for each."""
        refers = references(TABLES["acts"])
        return {column: called(self.names.get(refers[column].table, {})) for column in _CHOSEN}

    def owners(self) -> list[str]:
        """Return everybody who owns an act or ticked one."""
        people = {act.get("owner") for act in self.acts} | {tick.get("by") for tick in self.ticks}
        return sorted(str(name) for name in people if name)


def write_list(
    sheet: Any, looks: Mapping[str, Any], tables: Tables, offered: Choices, *, title: str
) -> None:
    """Write a row an act, its id hidden, what may be chosen in drop-downs."""
    columns = ("id", "title", OFTEN, NEXT, *ACT_COLUMNS[1:])
    sheet.set_row(0, _HEAD)
    sheet.set_column(0, 0, 10, None, {"hidden": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, heading(column), looks["head"])
        if place:
            sheet.set_column(place, place, _WIDTHS.get(column, 12), looks["plain"])
    shown = tables.shown()
    for row, act in enumerate(tables.acts, start=1):
        lines = 1
        reading = {OFTEN: occasion(act), NEXT: tables.nexts.get(act["id"])}
        for place, column in enumerate(columns):
            value = reading.get(column, act.get(column))
            value = shown.get(column, {}).get(str(value), value)
            value = as_word(value) if column == "repeats" and value else value
            look = {"text": looks["note"], "date": looks["date"]} if column in reading else looks
            write_cell(sheet, (row, place), value, look)
            if isinstance(value, str) and place:
                lines = max(lines, lines_of(value, _WIDTHS.get(column, 12)))
        sheet.set_row(row, min(15.0 * lines, 400))
    last = len(tables.acts) + MORE
    free = {"owner": tables.owners(), "repeats": list(words_for_rules().values())}
    for place, column in enumerate(columns):
        only = choices(TABLES["acts"], column) if column not in reading_only() else ()
        if column == "weekdays_only":
            only = ("yes", "no")
        if column in shown:
            only = tuple(sorted(shown[column].values(), key=str.casefold))
        offered.offer(sheet, (1, last), place, only or free.get(column, ()), only=bool(only))
        if column in ("starts", "until"):
            _dates_only(sheet, (1, last), place)
    place = columns.index("calendar")
    sheet.conditional_format(1, place, last, place, {
        "type": "cell", "criteria": "==", "value": '"marketing"', "format": looks["marketing"],
    })  # fmt: skip
    owner = columns.index("owner")
    nobody = f'=AND($B2<>"",${_letter(owner)}2="")'
    options = {"type": "formula", "criteria": nobody, "format": looks["late"]}
    sheet.conditional_format(1, owner, last, owner, options)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(tables.acts)), len(columns) - 1)
    read = columns.index("wording")  # what follows is for changing acts, not for reading on paper
    print_setup(
        sheet, (0, 0, max(1, len(tables.acts)), read), title=title, heads=(0, 0), ruled=True
    )


def reading_only() -> tuple[str, ...]:
    """Return the headings of what is there for reading only."""
    return (NEXT, OFTEN)


def _dates_only(sheet: Any, rows: tuple[int, int], place: int) -> None:
    sheet.data_validation(rows[0], place, rows[1], place, {
        "validate": "date", "criteria": "between", "minimum": dt.date(1900, 1, 1), "maximum": dt.date(9999, 12, 31),
        "error_title": "No date", "error_message": "Write a date, such as 2027-03-04.",
    })  # fmt: skip


def write_roster(
    sheet: Any, looks: Mapping[str, Any], tables: Tables, due: Sequence[Record], offered: Choices, *, title: str,
    note: str = "",
) -> None:  # fmt: skip
    """Write a row for each act due for a customer, with room to tick it."""
    columns = ("id", ACT_ID, CUSTOMER_ID, DUE, *(name for name, _ in _ROSTER))
    sheet.set_row(0, _HEAD)
    sheet.set_column(0, 3, 10, None, {"hidden": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, heading(column), looks["head"])
    for place, (_, wide) in enumerate(_ROSTER, start=4):
        sheet.set_column(place, place, wide, looks["plain"])
    for row, one in enumerate(due, start=1):
        for place, column in enumerate(columns):
            write_cell(sheet, (row, place), one.get(column), looks)
        said = [(one.get(name), wide) for name, wide in _ROSTER]
        lines = [lines_of(text, wide) for text, wide in said if isinstance(text, str)]
        sheet.set_row(row, min(15.0 * max(lines, default=1), 400))
    last = max(1, len(due))
    done, due_at = columns.index("done_on"), columns.index("due")
    # Said, not enforced: what is read back may be a mark as well.
    sheet.data_validation(1, done, last + MORE, done, {
        "validate": "any", "input_title": "Done on",
        "input_message": "The day it was done; or x: on the day it was due.",
    })  # fmt: skip
    offered.offer(sheet, (1, last + MORE), columns.index("by"), tables.owners(), only=False)
    ticked, day = f"${_letter(done)}2", f"${_letter(due_at)}2"
    for rule, look in (
        (f'={ticked}<>""', "done"),
        (f'=AND({day}<>"",{ticked}="",{day}<TODAY())', "late"),
        (f'=AND({day}<>"",{ticked}="",{day}<=TODAY()+7)', "soon"),
    ):
        options = {"type": "formula", "criteria": rule, "format": looks[look], "stop_if_true": True}
        sheet.conditional_format(1, 4, last, len(columns) - 1, options)
    legend = "blue: done · orange: late · yellow: within 7 days"
    sheet.write_string(0, len(columns), f"{legend}. {note}" if note else legend, looks["say"])
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    print_setup(sheet, (0, 0, last, len(columns) - 1), title=title, heads=(0, 0), ruled=True)


def colours(book: Any) -> dict[str, Any]:
    """Return the formats conditions set."""
    return {
        "done": book.add_format({"bg_color": DONE}),
        "late": book.add_format({"bg_color": LATE}),
        "soon": book.add_format({"bg_color": SOON}),
        "marketing": book.add_format({"bg_color": "#e8e3f1", "italic": True}),
    }


def write_memory(sheet: Any, tables: Tables, *, apart: frozenset[str] = frozenset()) -> None:
    """Write what is to be known when the workbook comes back, on a sheet nobody sees; `apart`: ticks without a row."""
    for place, name in enumerate(("kind", "id", "part", "record")):
        sheet.write_string(0, place, name)
    row = 1
    kept = [("act", act["id"], act) for act in tables.acts] + [
        (APART if tick["id"] in apart else "tick", tick["id"], tick) for tick in tables.ticks
    ]
    kept += [("names", table, dict(names)) for table, names in tables.names.items()]
    kept += [("names", "customers", dict(tables.customers))] if tables.customers else []
    for kind, name, record in kept:
        text = pack(record).replace("_", "%5F")  # _x0041_ is a code in workbooks
        for part, start in enumerate(range(0, max(1, len(text)), _PART)):
            sheet.write_string(row, 0, kind)
            sheet.write_string(row, 1, literal(str(name)))
            sheet.write_number(row, 2, part)
            sheet.write_string(row, 3, text[start : start + _PART])
            row += 1
    sheet.very_hidden()


def _letter(place: int) -> str:
    return chr(65 + place)
