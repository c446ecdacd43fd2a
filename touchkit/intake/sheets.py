"""CSV files and workbooks as sheets of cells, each with the row a person sees in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from touchkit.errors import IntakeError, Problem

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = (",", ";", "\t")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SPREADSHEET_ERRORS = {"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"}


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
        The names in the first row, as they stand there.
    rows : tuple of (int, tuple)
        Each row that is not blank: its number in a spreadsheet (the header is 1) and its cells,
        as many as the header has.
    decimal : {".", ","}
        The decimal mark, where the file's separator tells.
    notes : tuple of str
        What a reader should know although nothing is wrong.
    problems : tuple of Problem
        What is wrong with single rows.
    in_toml : bool
        Whether the rows are entries of a TOML list.
    """

    file: str
    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    decimal: str = "."
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    in_toml: bool = False

    def problem(self, row: int, column: str | None, found: str, allowed: str, hint: str) -> Problem:
        """Return a problem of a row of this sheet, named as its reader would find it."""
        if not self.in_toml:
            return Problem(
                file=self.file, row=row, column=column, found=found, allowed=allowed, hint=hint
            )
        where = f"{self.name}[{row - 1}]" + (f".{column}" if column else "")
        return Problem(file=self.file, column=where, found=found, allowed=allowed, hint=hint)


def refuse(
    file: str, found: str, allowed: str, hint: str, *, row: int | None = None
) -> IntakeError:
    """Return the error for a file that cannot be read at all."""
    problem = Problem(file=file, row=row, found=found, allowed=allowed, hint=hint)
    return IntakeError(f"{file} cannot be read.", [problem])


def decode(path: Path, file: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, and a note where its encoding had to be inferred.

    A byte order mark decides; then UTF-8; then Windows-1252, with a note. Other encodings are
    read when named.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            file, reason, "a file that can be read", "Close it elsewhere or check its rights."
        ) from None
    named = encoding or next((name for bom, name in _BOMS if raw.startswith(bom)), None)
    for name in [named] if named else ["utf-8", "cp1252"]:
        try:
            text = raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        note = f"{file} is not UTF-8; it was read as Windows-1252. Check its accents."
        return text, ((note,) if name == "cp1252" and not named else ())
    tried = named or "UTF-8 or Windows-1252"
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
    delimiter = _delimiter(text)
    lines = _split(text, delimiter, file)
    header, rows, problems = _shape(file, lines, cut_off=_is_cut_off(text))
    decimal = "," if delimiter == ";" else "."
    return Sheet(
        file=file, name=path.stem.lower(), header=header, rows=rows, decimal=decimal, notes=notes,
        problems=problems,
    )  # fmt: skip


def _delimiter(text: str) -> str:
    head = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(_DELIMITERS, key=head.count)


def _is_cut_off(text: str) -> bool:
    return bool(text) and not text.endswith(("\n", "\r"))


def _split(text: str, delimiter: str, file: str) -> list[tuple[int, list[Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[Any]]] = []
    try:
        for number, cells in enumerate(reader, start=1):
            lines.append((number, [_unguard(cell) for cell in cells]))
    except csv.Error as error:
        hint = "Look for a cell whose opening quote is never closed, or get the whole file again."
        found = f"a broken quoted cell ({error})"
        raise refuse(file, found, "a complete CSV file", hint, row=len(lines) + 1) from None
    return lines


def _unguard(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def guard(text: str) -> str:
    """Return text so that no spreadsheet takes it for a formula when it opens the CSV file.

    Reading takes the apostrophe away again.

    Examples
    --------
    >>> guard("=1+1"), guard("fine")
    ("'=1+1", 'fine')
    """
    return "'" + text if re.match(r"'*[=+\-@\t\r]", text) else text


def _shape(
    file: str, lines: Sequence[tuple[int, list[Any]]], *, cut_off: bool
) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[Any, ...]], ...], tuple[Problem, ...]]:
    """Split lines into header and rows of equal width, saying which rows do not fit."""
    filled = [(number, cells) for number, cells in lines if any(_filled(cell) for cell in cells)]
    if not filled or filled[0][0] != 1:
        hint = "Put the names of the columns into the first row."
        raise refuse(file, "no header", "a first row of column names", hint, row=1)
    header = _header(filled[0][1])
    rows, problems = [], []
    for number, cells in filled[1:]:
        given = len(cells)
        over = [cell for cell in cells[len(header) :] if _filled(cell)]
        if over:
            hint = "Put text with a separator in it into quotes."
            problems.append(_misfit(file, number, given, len(header), hint))
        elif cut_off and number == lines[-1][0] and given < len(header):
            hint = "The file seems cut off in its last row; get the whole file again."
            problems.append(_misfit(file, number, given, len(header), hint))
        else:
            padded = [*cells, *[None] * len(header)][: len(header)]
            rows.append((number, tuple(padded)))
            problems += list(_bad_cells(file, number, header, padded))
    return header, tuple(rows), tuple(problems)


def _filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _header(cells: Iterable[Any]) -> tuple[str, ...]:
    names = ["" if cell is None else str(cell).strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _misfit(file: str, row: int, found: int, allowed: int, hint: str) -> Problem:
    return Problem(
        file=file, row=row, found=f"{found} cells", allowed=f"{allowed} cells", hint=hint
    )


def _bad_cells(
    file: str, row: int, header: Sequence[str], cells: Sequence[Any]
) -> Iterator[Problem]:
    for column, cell in zip(header, cells, strict=True):
        if isinstance(cell, str) and "\x00" in cell:
            found, hint = "a NUL byte", "Delete the cell and type it again."
        elif isinstance(cell, str) and cell in _SPREADSHEET_ERRORS:
            found, hint = repr(cell), "Mend the formula, or write its value."
        else:
            continue
        yield Problem(file=file, row=row, column=column, found=found, allowed="text", hint=hint)


def read_workbook(path: Path) -> dict[str, Sheet]:
    """Read a workbook's sheets, by name in lower case, those whose name begins with ``_`` left out.

    Formulas count as the value they last had.

    Raises
    ------
    IntakeError
        When the file is no workbook, or was cut off.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except OSError as error:
        reason = error.strerror or "something that is no workbook"
        raise refuse(
            path.name, reason, "a workbook that can be read", "Close it elsewhere or check it."
        ) from None
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, SyntaxError):
        hint = "Open it in a spreadsheet and save it again as .xlsx, or get the whole file again."
        raise refuse(
            path.name, "something that is no complete workbook", "an .xlsx workbook", hint
        ) from None
    named = [sheet for sheet in book.worksheets if not sheet.title.startswith("_")]
    return {sheet.title.strip().lower(): _sheet(path.name, sheet) for sheet in named}


def _sheet(book: str, worksheet: Any) -> Sheet:
    file = f"{book} [{worksheet.title}]"
    lines = [
        (number, [_unescape(cell) for cell in cells])
        for number, cells in enumerate(worksheet.iter_rows(values_only=True), start=1)
    ]
    header, rows, problems = _shape(file, lines, cut_off=False)
    name = worksheet.title.strip().lower()
    return Sheet(file=file, name=name, header=header, rows=rows, problems=problems)


def _unescape(cell: Any) -> Any:
    """Undo the escape spreadsheets use for the line ends of some systems."""
    return cell.replace("_x000D_\n", "\n") if isinstance(cell, str) else cell
