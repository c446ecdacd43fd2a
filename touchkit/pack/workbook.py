"""A client pack as one workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from touchkit.errors import PackError, Problem
from touchkit.intake.client import flat_settings
from touchkit.model import TABLES, to_rows
from touchkit.model.columns import read_text
from touchkit.pack.record import Pack

_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
_ESCAPES = re.compile("(_x[0-9A-Fa-f]{4}_)(?=x[0-9A-Fa-f]{4}_)")

_Table = tuple[list[str], list[dict[str, Any]]]


def write_workbook(pack: Pack, path: Path, events: str | None) -> None:
    """Write a pack as a workbook.

    Parameters
    ----------
    pack : Pack
        What to write.
    path : Path
        Where to.
    events : str or None
        The name of the event log beside it.

    Raises
    ------
    PackError
        When a workbook cannot hold a text, or not that many rows.
    OSError
        When the file cannot be written.
    """
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxFileError

    tables = {"client": _settings(pack, events)}
    for name in TABLES:
        frame = pack.tables[name]
        tables[name] = ([str(column) for column in frame.columns], to_rows(frame))
    too_much = [problem for name in tables for problem in _too_much(path.name, name, tables[name])]
    if too_much:
        raise PackError(f"{path.name} cannot hold all of it; write a folder instead.", too_much)
    try:
        with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
            formats = _formats(book)
            for name, (columns, rows) in tables.items():
                _write_sheet(book.add_worksheet(name), columns, rows, formats)
    except XlsxFileError as error:
        raise OSError(str(error)) from error


def _settings(pack: Pack, events: str | None) -> _Table:
    settings = flat_settings(pack.client) + ([("events", events)] if events else [])
    return ["setting", "value"], [{"setting": name, "value": value} for name, value in settings]


def _too_much(file: str, table: str, content: _Table) -> Iterator[Problem]:
    columns, rows = content
    place, hint = f"{file} [{table}]", "Shorten the text, or write the pack as a folder."
    if len(rows) > _MOST_ROWS:
        found, allowed = f"{len(rows)} rows", f"at most {_MOST_ROWS}"
        yield Problem(file=place, found=found, allowed=allowed, hint="Write the pack as a folder.")
    for number, row in enumerate([dict(zip(columns, columns, strict=True)), *rows], start=1):
        for column, value in row.items():
            length = len(literal(value).encode("utf-16-le")) // 2 if isinstance(value, str) else 0
            if length > _LONGEST_CELL:
                found, allowed = f"{length} characters", f"at most {_LONGEST_CELL}"
                yield Problem(
                    file=place, row=number, column=column[:60], found=found, allowed=allowed, hint=hint
                )  # fmt: skip


def _formats(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
    }


def _write_sheet(
    sheet: Any, columns: list[str], rows: list[dict[str, Any]], formats: dict[str, Any]
) -> None:
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, literal(column), formats["head"])
        longest = max([len(column), *(len(str(row.get(column, ""))) for row in rows[:200])])
        sheet.set_column(place, place, min(max(longest + 2, 10), 48))
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            write_cell(sheet, (number, place), row.get(column), formats)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def write_cell(sheet: Any, at: tuple[int, int], value: Any, formats: Mapping[str, Any]) -> None:
    """Write a value so that it is read back as it was: text as text, `=` included; nothing for None.

    `formats` has one for ``text`` and one for ``date``; numbers are left plain.
    """
    if value is None:
        return
    if isinstance(value, dt.date) and value.year >= 1900:
        sheet.write_datetime(*at, value, formats["date"])
    elif _is_number_a_cell_holds(value):
        sheet.write_number(*at, value)
    else:
        text = repr(value) if isinstance(value, float) else str(read_text(value))
        sheet.write_string(*at, literal(text), formats["text"])


def _is_number_a_cell_holds(value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and float(f"{value:.16G}") == value  # 16 digits are what is written


def literal(text: str) -> str:
    """Return text that the workbook writer takes literally.

    It passes ``<r>…</r>`` through as markup of its own: a blank at the end, which reading trims,
    stops that. And of ``_x0041_x0042_`` it escapes only the first half: a control sign in
    between, which reading drops, parts the two.
    """
    text = _ESCAPES.sub("\\1\x01", text)
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
