"""Writing a client pack so that reading it gives the same pack again."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from touchkit.errors import PackError, Problem
from touchkit.intake.client import CLIENT_FILE, flat_settings
from touchkit.intake.events import EVENT_FILES
from touchkit.intake.sheets import guard
from touchkit.model import CLIENT_TABLES, SHEET_TABLES, TABLES, Row, to_rows
from touchkit.model.columns import read_text
from touchkit.model.frames import column_kind
from touchkit.pack.record import Pack

_LONGEST_CELL = 32_767


def write_pack(pack: Pack, path: str | Path) -> Path:
    """Write a pack as a folder, or as one workbook where the path ends in ``.xlsx``.

    Everything is written beside the target first and then put in its place, so that a full
    disk leaves the old files alone. Text that a spreadsheet would take for a formula is
    guarded by an apostrophe (CSV) or stored as text (workbook). Events are copied along: into
    the folder, or beside the workbook.

    Parameters
    ----------
    pack : Pack
        What to write.
    path : str or Path
        A folder, or a file ending in ``.xlsx``.

    Returns
    -------
    Path
        Where the pack was written; ``read_pack`` of it equals `pack`.

    Raises
    ------
    PackError
        When the target cannot be written, or a workbook cannot hold a text.
    """
    path = Path(path)
    write = _write_workbook if path.suffix.lower() == ".xlsx" else _write_folder
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".touchkit-", dir=path.parent) as draft:
            write(pack, Path(draft), path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PackError(
            f"{path} cannot be written: {reason}. Choose a folder you may write to."
        ) from None
    return path


def _write_folder(pack: Pack, draft: Path, path: Path) -> None:
    import tomli_w

    settings = pack.client.model_dump(mode="json", exclude_none=True)
    lists = {model.TABLE: to_rows(pack.tables[model.TABLE]) for model in CLIENT_TABLES}
    content = settings | {name: rows for name, rows in lists.items() if rows}
    (draft / CLIENT_FILE).write_bytes(tomli_w.dumps(content, multiline_strings=False).encode())
    for model in SHEET_TABLES:
        _write_csv(pack.tables[model.TABLE], draft / f"{model.TABLE}.csv", model)
    _copy_events(pack, draft, "events")
    path.mkdir(exist_ok=True)
    for file in sorted(draft.iterdir()):
        file.replace(path / file.name)
    for name in EVENT_FILES:
        if pack.events is None or name != f"events{pack.events.suffix}":
            (path / name).unlink(missing_ok=True)


def _copy_events(pack: Pack, folder: Path, stem: str) -> str | None:
    if pack.events is None:
        return None
    shutil.copyfile(pack.events, folder / f"{stem}{pack.events.suffix}")
    return f"{stem}{pack.events.suffix}"


def _write_csv(frame: pd.DataFrame, path: Path, model: type[Row]) -> None:
    names = [str(name) for name in frame.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([guard(name) for name in names])
        for row in to_rows(frame):
            writer.writerow([_cell(model, name, row.get(name)) for name in names])


def _cell(model: type[Row], name: str, value: Any) -> str:
    if value is None:
        return ""
    text = _number_text(value) if isinstance(value, float) else str(read_text(value))
    return guard(text) if column_kind(model, name) == "text" else text


def _number_text(value: float) -> str:
    """Return a number as people write it, and so that reading gives the same number."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _write_workbook(pack: Pack, draft: Path, path: Path) -> None:
    import xlsxwriter

    too_long = list(_too_long(pack, path.name))
    if too_long:
        raise PackError(f"{path.name} cannot hold every text; write a folder instead.", too_long)
    file = draft / path.name
    with xlsxwriter.Workbook(str(file)) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = {
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
        }
        events = _copy_events(pack, draft, path.stem + ".events")
        settings = flat_settings(pack.client) + ([("events", events)] if events else [])
        rows = [{"setting": name, "value": value} for name, value in settings]
        _write_sheet(book, "client", ["setting", "value"], rows, (head, body))
        for name in TABLES:
            frame = pack.tables[name]
            _write_sheet(
                book, name, [str(column) for column in frame.columns], to_rows(frame), (head, body)
            )
    for made in sorted(draft.iterdir()):
        made.replace(path.parent / made.name)


def _too_long(pack: Pack, file: str) -> Iterator[Problem]:
    for table, frame in pack.tables.items():
        for number, row in enumerate(to_rows(frame), start=2):
            for column, value in row.items():
                if isinstance(value, str) and len(value.encode("utf-16-le")) // 2 > _LONGEST_CELL:
                    found, allowed = f"{len(value)} characters", f"at most {_LONGEST_CELL}"
                    place = f"{file} [{table}]"
                    yield Problem(
                        file=place, row=number, column=column, found=found, allowed=allowed,
                        hint="Shorten the text, or write the pack as a folder.",
                    )  # fmt: skip


def _write_sheet(
    book: Any, name: str, columns: list[str], rows: list[dict[str, Any]], formats: tuple[Any, Any]
) -> None:
    head, body = formats
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, _plain(column), head)
        longest = max([len(column), *(len(str(row.get(column, ""))) for row in rows[:200])])
        sheet.set_column(place, place, min(max(longest + 2, 10), 48))
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, (number, place), row.get(column), body)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _write_cell(sheet: Any, at: tuple[int, int], value: Any, formats: dict[str, Any]) -> None:
    row, column = at
    if value is None:
        return
    if isinstance(value, dt.date) and value.year >= 1900:
        sheet.write_datetime(row, column, value, formats["date"])
    elif (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and float(f"{value:.16G}") == value
    ):
        sheet.write_number(row, column, value)
    else:
        text = repr(value) if isinstance(value, float) else str(read_text(value))
        sheet.write_string(row, column, _plain(text), formats["text"])


def _plain(text: str) -> str:
    """Return text that the workbook writer takes literally.

    It passes ``<r>…</r>`` through as markup of its own; a blank at the end, which reading
    trims, stops that.
    """
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text
