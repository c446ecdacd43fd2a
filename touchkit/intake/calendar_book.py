"""The calendar workbook read back: what people changed in it, over what it remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

from touchkit.errors import Problem
from touchkit.intake.calendar_cells import read_repetition
from touchkit.intake.calendar_layout import (
    ACT_COLUMNS,
    APART,
    LIST,
    MEMORY,
    READ_ONLY,
    ROSTER,
    column_of,
    heading,
)
from touchkit.intake.calendar_tables import Line
from touchkit.intake.feed_entries import unpack
from touchkit.intake.sheets import Unreadable, refuse
from touchkit.model import TABLES, references
from touchkit.model.columns import read_text
from touchkit.model.faults import shown
from touchkit.model.records import read_row
from touchkit.model.text import clean, did_you_mean, is_blank, listed

Record = dict[str, Any]
_TOP = 30


@dataclass(kw_only=True)
class Book:
    """A calendar workbook on its way back to tables.

    Attributes
    ----------
    file : str
        How messages call the workbook.
    acts, ticks : list of dict
        What was read, in the order in which it was written.
    problems : list of Problem
        Cells that cannot be read, rows that contradict each other.
    notes : list of str
        What is no longer there, and what was taken in its place.
    remembered : dict
        What the hidden sheet holds: records of acts and ticks by id, those ticks without a row of
        their own once more, and names of ids by table.
    """

    file: str
    acts: list[Record] = field(default_factory=list)
    ticks: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    remembered: dict[str, dict[str, Any]] = field(default_factory=dict)

    def old(self, kind: str) -> dict[str, Any]:
        """Return what is remembered of a kind, by id."""
        return self.remembered.setdefault(kind, {})

    def tell(self, place: tuple[str, int], column: str | None, *said: str) -> None:
        """Add a problem: what was found, what is allowed, what to do."""
        found, allowed, hint = said
        sheet, row = place
        file = f"{self.file} [{sheet}]"
        if column and any(
            (one.file, one.row, one.column) == (file, row, column) for one in self.problems
        ):
            return  # what follows from a fault already told is not told again
        problem = Problem(
            file=file, row=row, column=column, found=found, allowed=allowed, hint=hint
        )
        self.problems.append(problem)


def read_book(file: str, sheets: Mapping[str, list[Line]]) -> Book | None:
    """Read a calendar workbook; None where it is somebody else's.

    Parameters
    ----------
    file : str
        How messages call it.
    sheets : mapping of str to list of (int, list)
        The lines of each sheet, by its name in lower case.

    Raises
    ------
    IntakeError
        When the sheet of acts is gone.
    """
    if MEMORY not in sheets and not (LIST in sheets and ROSTER in sheets):
        return None
    book = Book(file=file)
    _remember(book, sheets.get(MEMORY, []))
    if LIST not in sheets:
        hint = "Undo its removal or renaming, or write the calendar workbook again."
        raise refuse(file, f"no sheet {LIST!r}", f"the sheet {LIST!r} with the acts", hint)
    _read_acts(book, sheets[LIST])
    if ROSTER in sheets:
        from touchkit.intake.calendar_roster import read_ticks

        read_ticks(book, sheets[ROSTER])
    else:
        book.ticks = list(book.old("tick").values())
        book.notes.append(f"The sheet {ROSTER!r} is gone: what was ticked stays as it was written.")
    return book


def _remember(book: Book, lines: list[Line]) -> None:
    """Gather what the hidden sheet holds: kind, id, part, text."""
    texts: dict[tuple[str, str], str] = {}
    for _, cells in lines[1:]:
        kind, name, _, text = [*map(text_of, cells), "", "", "", ""][:4]
        texts[kind, name] = texts.get((kind, name), "") + text
    for (kind, name), text in texts.items():
        record = unpack(text)
        if record is not None:
            book.old(kind)[name] = record
            if kind == APART:  # a tick like the others, in its place among them
                book.old("tick")[name] = record
        else:
            book.notes.append(
                f"The hidden sheet {MEMORY!r} was changed; what it said of {name!r} is lost."
            )
    if not lines:
        book.notes.append(
            f"The hidden sheet {MEMORY!r} is gone: columns that are not shown are lost."
        )


def text_of(cell: Any) -> str:
    """Return a cell as text, blank where nothing can be read."""
    return "" if cell is None or isinstance(cell, Unreadable) else str(cell)


def table(
    book: Book, sheet: str, lines: list[Line], wanted: Iterable[str]
) -> Iterator[tuple[int, Record]]:
    """Yield each row below the headings as cells by column; headings may have moved down."""
    wanted = set(wanted)
    rows = [
        (place, {column_of(str(c)) for c in cells if not is_blank(c)})
        for place, (_, cells) in enumerate(lines)
    ]
    place, names = max(rows[:_TOP], key=lambda row: len(row[1] & wanted), default=(0, set()))
    if len(names & wanted) < 2:
        raise refuse(
            book.file, f"no headings in the sheet {sheet!r}", listed(map(heading, sorted(wanted)), 20),
            "Write the headings again, or write the calendar workbook again.",
        )  # fmt: skip
    header = ["" if is_blank(cell) else column_of(str(cell)) for cell in lines[place][1]]
    for twice in sorted({name for name in header if name and header.count(name) > 1}):
        at = (sheet, lines[place][0])
        book.tell(
            at,
            heading(twice),
            f"{header.count(twice)} columns of this name",
            "one",
            "Delete all but one.",
        )
    for number, cells in lines[place + 1 :]:
        filled = {name: cell for name, cell in zip(header, cells, strict=False) if name}
        for name, cell in filled.items():
            if isinstance(cell, Unreadable):
                if name in wanted:
                    book.tell((sheet, number), heading(name), cell.found, "a value", cell.hint)
                filled[name] = None
        yield number, {name: None for name in header if name} | filled


def _read_acts(book: Book, lines: list[Line]) -> None:
    model, old, taken = TABLES["acts"], book.old("act"), set()
    rows = list(table(book, LIST, lines, ("id", *ACT_COLUMNS)))
    tell_missing(book, LIST, rows, ("id", *ACT_COLUMNS), old)
    by_title = unique({name: str(record.get("title")) for name, record in old.items()})
    skipped = {column_of(name) for name in READ_ONLY}
    for number, read in rows:
        cells = {name: cell for name, cell in read.items() if name not in skipped}
        if all(
            is_blank(cell)
            for name, cell in cells.items()
            if name not in ("id", "calendar", "weekdays_only")
        ):
            continue
        name = text_of(cells.pop("id", None)) or by_title.get(text_of(cells.get("title")), "")
        if name in taken:  # a row copied to make another act of it
            name = ""
        said = _in_ids(book, (LIST, number), cells, old.get(name, {}))
        base = {column: value for column, value in old.get(name, {}).items() if column not in said}
        record, faults = read_row(model, base | said | ({"id": name} if name else {}))
        for one in faults:
            book.tell(
                (LIST, number), one.column and heading(one.column), one.found, one.allowed, one.hint
            )
        _check_rule(book, number, record)
        taken.add(name)
        book.acts.append(record)
    sort(book.acts, old)
    _tell_gone(
        book,
        LIST,
        [str(record.get("title")) for name, record in old.items() if name not in taken],
        "act",
    )


def _check_rule(book: Book, number: int, record: Record) -> None:
    """Take a usual word for the rule it means, and tell of rules that are none or never happen."""
    rule = record.get("repeats")
    if rule is None:
        return
    try:
        said = read_repetition(rule, record.get("starts"))
    except PydanticCustomError as error:
        context = error.context or {}
        allowed, hint = str(context["allowed"]), str(context["hint"])
        book.tell((LIST, number), "repeats", shown(rule), allowed, hint)
    else:
        if "=" not in rule:
            record["repeats"] = said.get("repeats")


def _in_ids(book: Book, place: tuple[str, int], cells: Record, old: Record) -> Record:
    """Return cells with names chosen from a list as the ids they stand for."""
    cells = dict(cells)
    for column, refers in references(TABLES["acts"]).items():
        names = book.old("names").get(refers.table)
        text = clean(str(read_text(cells[column]))) if not is_blank(cells.get(column)) else ""
        if not names or not text or text in names or text == old.get(column):
            continue
        by_name = unique({key: value.casefold() for key, value in names.items()})
        if text.casefold() in by_name:
            cells[column] = by_name[text.casefold()]
            continue
        hint = did_you_mean(
            text, names.values(), f"Choose from the list, or add it to {refers.table} first."
        )
        book.tell(place, heading(column), shown(text), listed(names.values()), hint)
        cells[column] = None
    return cells


def unique(names: Mapping[str, str]) -> dict[str, str]:
    """Return ids by what they are called, where only one is called so."""
    often: dict[str, list[str]] = {}
    for name, called in names.items():
        often.setdefault(called, []).append(name)
    return {called: found[0] for called, found in often.items() if len(found) == 1}


def tell_missing(
    book: Book,
    sheet: str,
    rows: Sequence[tuple[int, Record]],
    wanted: Iterable[str],
    old: Mapping[str, Any],
) -> None:
    """Note each column that is gone, and where its values were taken from."""
    if not rows:
        return
    for column in [name for name in wanted if name not in rows[0][1]]:
        instead = "what it said was taken from the hidden copy" if old else "what it said is lost"
        if column == "id":
            instead = "rows were told apart by what they say"
        book.notes.append(f"The column {heading(column)!r} is gone from {sheet!r}: {instead}.")


def _tell_gone(book: Book, sheet: str, titles: list[str], what: str) -> None:
    if titles:
        number = f"{len(titles)} {what}{'' if len(titles) == 1 else 's'}"
        book.notes.append(f"No longer in {sheet!r}, so taken out: {number} ({listed(titles, 5)}).")


def sort(records: list[Record], old: Mapping[str, Any]) -> None:
    """Put what was known in the order in which it was written, what is new behind it."""
    order = {name: place for place, name in enumerate(old)}
    records.sort(key=lambda record: order.get(str(record.get("id")), len(order)))
