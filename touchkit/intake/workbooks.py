"""Workbooks as sheets of cells."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from touchkit.errors import IntakeError, Problem
from touchkit.intake.sheets import Sheet, Unreadable, refuse, shape
from touchkit.model import TABLES

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    BadZipFile, zlib.error, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError,
    EOFError, SyntaxError, NotImplementedError, RuntimeError,
)  # fmt: skip


class _Reader(ExcelReader):  # type: ignore[misc]  # openpyxl ships no types
    """A reader that takes shared strings as they stand; openpyxl's own drops x005F_ from them."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    self.shared_strings.append(Text.from_tree(node).content)
                    node.clear()


def read_workbook(path: Path) -> tuple[list[Sheet], list[Problem]]:
    """Read a workbook's sheets.

    Left out are sheets whose name begins with ``_`` and empty ones that are no table. Formulas
    count as the value they last had; one that was never worked out is a problem.

    Returns
    -------
    sheets : list of Sheet
        Each sheet, named in lower case.
    problems : list of Problem
        Tables that have no header.

    Raises
    ------
    IntakeError
        When the file is no workbook, or was cut off.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse(
            path.name, reason, "a workbook that can be read", "Close it elsewhere or check it."
        ) from None
    book, values = load_book(path, raw, data_only=False), None
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for worksheet in book.worksheets:
        if worksheet.title.startswith("_"):
            continue
        if values is None and has_formula(worksheet):
            values = load_book(path, raw, data_only=True)
        try:
            sheet = _sheet(path.name, worksheet, values)
        except IntakeError as error:
            problems += error.problems
        else:
            sheets += [sheet] if sheet else []
    return sheets, problems


def load_book(path: Path, raw: bytes, *, data_only: bool) -> Any:
    """Open a workbook's bytes; the values of formulas as they were last shown, if asked for.

    Raises
    ------
    IntakeError
        When it is no workbook that can be read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drawings nobody reads here
            reader = _Reader(io.BytesIO(raw), data_only=data_only, keep_links=False)
            reader.read()
    except (*_BROKEN, OSError):
        hint = "Open it in a spreadsheet and save it again as .xlsx, or get the whole file again."
        raise refuse(
            path.name, "something that is no complete workbook", "an .xlsx workbook", hint
        ) from None
    return reader.wb


def has_formula(worksheet: Any) -> bool:
    """Say whether any cell of a sheet is a formula."""
    return any(cell.data_type == "f" for row in worksheet.iter_rows() for cell in row)


def _sheet(book: str, worksheet: Any, values: Any) -> Sheet | None:
    name, file = worksheet.title.strip().lower(), f"{book} [{worksheet.title}]"
    cached = values[worksheet.title] if values is not None else None
    lines = list(lines_of(worksheet, cached))
    is_table = name in TABLES or name == "client"
    if not is_table and not any(cell is not None for _, cells in lines for cell in cells):
        return None
    hidden = worksheet.sheet_state != "visible"
    if not is_table:
        return Sheet(file=file, name=name, header=(), rows=(), hidden=hidden)
    header, rows, problems = shape(file, lines)
    return Sheet(file=file, name=name, header=header, rows=rows, problems=problems, hidden=hidden)


def lines_of(worksheet: Any, cached: Any) -> Iterator[tuple[int, list[Any]]]:
    """Yield each row's number and cells, formulas by the value they last had."""
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        yield number, [_value(cell, cached) for cell in cells]


def _value(cell: Any, cached: Any) -> Any:
    if cell.data_type == "f":
        return _cached_value(cell, cached.cell(cell.row, cell.column))
    value = cell.value
    if cell.data_type == "e":
        return Unreadable(found=repr(str(value)))
    if isinstance(value, str):
        return _unescape(value)
    return str(value) if isinstance(value, dt.timedelta) else value


def _cached_value(formula: Any, cell: Any) -> Any:
    """Return what a formula last gave; an empty text counts, no value at all does not."""
    if cell.value is None and cell.data_type == "n":
        text = str(getattr(formula.value, "text", formula.value))
        hint = "Open the workbook in a spreadsheet and save it, or write the value."
        return Unreadable(found=f"{text!r}, never worked out", hint=hint)
    return _value(cell, None)


def _unescape(text: str) -> str:
    """Undo ``_x000D_``, workbooks' way to write signs that XML cannot hold."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
