"""Sheets of cells, each with the row a person sees in a spreadsheet; and CSV files as such."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from touchkit.errors import IntakeError, Problem
from touchkit.model.text import is_blank

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t")
_ERRORS = (
    "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!",
    "#BEZUG!", "#WERT!", "#NV", "#ZAHL!",
)  # fmt: skip
_NEEDS_GUARD = re.compile(rf"'*(?:[=+\-@\t\r]|(?:{'|'.join(map(re.escape, _ERRORS))})\Z)")


@dataclass(frozen=True, kw_only=True)
class Unreadable:
    """A cell without a value: a formula that failed or was never worked out."""

    found: str
    hint: str = "Mend the formula, or write its value."


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The cells of one CSV file, workbook sheet or TOML list.

    Attributes
    ----------
    file : str
        How messages call it.
    name : str
        The table it should hold, in lower case.
    header : tuple of str
        The names in the first row, as they stand there; blank where cells stand under no name.
    rows : tuple of (int, tuple)
        Each row that is not blank: its number in a spreadsheet (the header is 1) and its cells,
        as many as the header has.
    decimal : {".", ","}
        The decimal mark, where the file's separator tells.
    notes : tuple of str
        What a reader should know although nothing is wrong.
    problems : tuple of Problem
        What is wrong with single cells (with a column) or rows (without one).
    in_toml : bool
        Whether the rows are entries of a TOML list.
    hidden : bool
        Whether it is a sheet a workbook hides.
    """

    file: str
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    decimal: str = "."
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    in_toml: bool = False
    hidden: bool = False

    def problem(self, row: int, column: str | None, found: str, allowed: str, hint: str) -> Problem:
        """Return a problem of a row of this sheet, named as its reader would find it."""
        if not self.in_toml:
            return Problem(
                file=self.file, row=row, column=column, found=found, allowed=allowed, hint=hint
            )
        entry = f"[{row - 1}]" if row > 1 else ""
        where = f"{self.name}{entry}" + (f".{column}" if column else "")
        return Problem(file=self.file, column=where, found=found, allowed=allowed, hint=hint)


def refuse(
    file: str, found: str, allowed: str, hint: str, *, row: int | None = None
) -> IntakeError:
    """Return the error for a file that cannot be read at all."""
    problem = Problem(file=file, row=row, found=found, allowed=allowed, hint=hint)
    return IntakeError(f"{file} cannot be read.", [problem])


def decode(
    path: Path, file: str, encoding: str | None = None, *, utf8_first: bool = False
) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and a note where its encoding had to be inferred.

    A byte order mark decides; then the encoding that is named; without one UTF-8, then
    Windows-1252, with a note. `utf8_first` tries UTF-8 before the one that is named.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            file, reason, "a file that can be read", "Close it elsewhere or check its rights."
        ) from None
    marked = next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    inferred = ["utf-8", encoding or "cp1252"] if utf8_first or not encoding else [encoding]
    for name in [marked] if marked else inferred:
        try:
            text = raw.decode(name)
        except (UnicodeError, LookupError):
            continue
        note = f"{file} is not UTF-8; it was read as Windows-1252. Check its accents."
        return text, ((note,) if name == "cp1252" and not encoding else ())
    tried = marked or encoding or "UTF-8 or Windows-1252"
    hint = "Save it as UTF-8 (in a spreadsheet: CSV UTF-8), or name its encoding with --encoding."
    raise refuse(file, f"text that is not {tried}", "UTF-8", hint)


def read_csv_sheet(path: Path, *, encoding: str | None = None) -> Sheet:
    """Read a CSV file: ``,`` ``;`` or tab, with or without a byte order mark.

    Raises
    ------
    IntakeError
        When the file cannot be decoded or was cut off in the middle of a quoted cell.
    """
    file = path.name
    text, notes = decode(path, file, encoding)
    if "\x00" in first_line(text):
        hint = "Save it as UTF-8 (in a spreadsheet: CSV UTF-8), or get the whole file again."
        raise refuse(file, "NUL bytes among the names of the columns", "text", hint, row=1)
    delimiter = delimiter_of(text)
    lines = split(text, delimiter, file)
    cut_off = bool(text) and not text.endswith(("\n", "\r"))
    header, rows, problems = shape(file, lines, cut_off=cut_off)
    decimal = "," if delimiter == ";" else "."
    return Sheet(
        file=file, name=path.stem.lower(), header=header, rows=rows, decimal=decimal, notes=notes,
        problems=problems,
    )  # fmt: skip


def first_line(text: str) -> str:
    """Return the first line of CSV text; a quoted cell may stretch over several."""
    found = re.match(r'(?:"[^"]*"|[^"\r\n])*', text)
    return found[0] if found else ""


def delimiter_of(text: str) -> str:
    """Return what parts the cells of CSV text: the sign that most often does so in its header."""
    head = re.sub(r'"[^"]*"', "", first_line(text))
    return max(_DELIMITERS, key=head.count)


def split(text: str, delimiter: str, file: str) -> list[tuple[int, list[Any]]]:
    """Split CSV text into numbered rows of cells, and refuse a quoted cell that is never closed."""
    # A cell may be as long as the file; Python's own limit of 131,072 is not ours.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[Any]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            lines.append((number, [_csv_cell(cell) for cell in cells]))
    except csv.Error as error:
        hint = "Look for a cell whose opening quote is never closed, or get the whole file again."
        found = f"a broken quoted cell ({error})"
        raise refuse(file, found, "a complete CSV file", hint, row=len(lines) + 1) from None
    return lines


def _csv_cell(cell: str) -> Any:
    if cell in _ERRORS:
        return Unreadable(found=repr(cell))
    return cell[1:] if cell.startswith("'") and _NEEDS_GUARD.match(cell) else cell


def guard(text: str) -> str:
    """Return text so that no spreadsheet takes it for a formula when it opens the CSV file.

    What looks like a formula's error is guarded as well. Reading takes the apostrophe away again.

    Examples
    --------
    >>> guard("=1+1"), guard("fine")
    ("'=1+1", 'fine')
    """
    return "'" + text if _NEEDS_GUARD.match(text) else text


def shape(
    file: str, lines: Sequence[tuple[int, list[Any]]], *, cut_off: bool = False
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[Any, ...]], ...], tuple[Problem, ...]]:
    """Split lines into header and rows of equal width, saying which rows do not fit.

    Raises
    ------
    IntakeError
        When the first row is blank.
    """
    filled = [(number, cells) for number, cells in lines if _width(cells)]
    if not filled or filled[0][0] != 1:
        hint = "Put the names of the columns into the first row."
        raise refuse(file, "no header", "a first row of column names", hint, row=1)
    names = ["" if is_blank(cell) else str(cell).strip() for cell in filled[0][1]]
    used = [width for _, cells in filled if (width := _width(cells)) <= len(names)]
    header = tuple(names[: max(used)])
    rows = tuple(
        (number, tuple([*cells, *[None] * len(header)][: len(header)]))
        for number, cells in filled[1:]
    )
    misfits = _misfits(file, filled[1:], len(header), lines[-1][0] if cut_off else None)
    bad = {problem.row for problem in misfits}
    cells = [
        problem
        for number, row in rows
        if number not in bad
        for problem in _bad_cells(file, number, header, row)
    ]
    return header, rows, (*misfits, *cells)


def _width(cells: Sequence[Any]) -> int:
    """Return how many cells there are up to the last that is not blank (a NUL byte is not)."""
    width = len(cells)
    while width and (cells[width - 1] is None or not str(cells[width - 1]).strip()):
        width -= 1
    return width


def _misfits(
    file: str, lines: Iterable[tuple[int, list[Any]]], width: int, cut_off: int | None
) -> list[Problem]:
    problems = []
    for number, cells in lines:
        if _width(cells) > width:
            hint = "Put text with a separator in it into quotes."
        elif number == cut_off and len(cells) < width:
            hint = "The file seems cut off in its last row; get the whole file again."
        else:
            continue
        found, allowed = f"{len(cells)} cells", f"{width} cells"
        problems.append(Problem(file=file, row=number, found=found, allowed=allowed, hint=hint))
    return problems


def _bad_cells(
    file: str, row: int, header: Sequence[str], cells: Sequence[Any]
) -> Iterator[Problem]:
    for column, cell in zip(header, cells, strict=True):
        if isinstance(cell, Unreadable):
            found, hint = cell.found, cell.hint
        elif isinstance(cell, str) and "\x00" in cell:
            found, hint = "a NUL byte", "Delete the cell and type it again."
        else:
            continue
        yield Problem(
            file=file, row=row, column=column or None, found=found, allowed="a value", hint=hint
        )
