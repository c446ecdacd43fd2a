"""Writing a client pack so that reading it gives the same pack again."""

from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from touchkit.errors import PackError
from touchkit.intake.client import CLIENT_FILE
from touchkit.intake.events import EVENT_FILES
from touchkit.intake.sheets import guard
from touchkit.model import CLIENT_TABLES, SHEET_TABLES, Row, to_rows
from touchkit.model.columns import read_text
from touchkit.model.frames import column_kind
from touchkit.pack.record import Pack

_NOT_WRITTEN = {".xls", ".xlsm", ".ods", ".csv", ".zip"}
"""Endings that promise a file touchkit does not write."""


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
    if path.suffix.lower() in _NOT_WRITTEN:
        raise PackError(f"{path.name} cannot be written: a workbook's name ends in .xlsx.")
    write = _put_workbook if path.suffix.lower() == ".xlsx" else _put_folder
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path if path.is_dir() else path.parent
        with tempfile.TemporaryDirectory(prefix=".touchkit-", dir=beside) as draft:
            write(pack, Path(draft), path)
    except OSError as error:
        in_the_way = isinstance(error, (FileExistsError, NotADirectoryError, IsADirectoryError))
        reason = "something else has that name" if in_the_way else error.strerror or str(error)
        raise PackError(
            f"{path} cannot be written: {reason}. Choose a folder you may write to."
        ) from None
    return path


def _put_folder(pack: Pack, draft: Path, path: Path) -> None:
    import tomli_w

    content = pack.client.model_dump(mode="json", exclude_none=True) | _lists(pack)
    (draft / CLIENT_FILE).write_bytes(tomli_w.dumps(content, multiline_strings=False).encode())
    for model in SHEET_TABLES:
        write_csv(pack.tables[model.TABLE], draft / f"{model.TABLE}.csv", model)
    _copy_events(pack, draft, "events")
    path.mkdir(exist_ok=True)
    written = {file.name for file in draft.iterdir()}
    for name in sorted(written):
        (draft / name).replace(path / name)
    for old in list(path.iterdir()):
        replaced = old.name.lower() in written | set(EVENT_FILES) and old.name not in written
        if replaced and not any((path / name).samefile(old) for name in written):
            old.unlink()


def _lists(pack: Pack) -> dict[str, list[dict[str, Any]]]:
    """Return the client's own lists; the first entry names every column the model does not know."""
    lists = {}
    for model in CLIENT_TABLES:
        frame = pack.tables[model.TABLE]
        rows = to_rows(frame)
        extra = [str(name) for name in frame.columns if name not in model.model_fields]
        if rows:
            rows[0] |= {name: rows[0].pop(name, "") for name in extra}
        if rows or model.TABLE == "lanes":  # no lanes at all would mean the usual ones
            lists[model.TABLE] = rows
    return lists


def _put_workbook(pack: Pack, draft: Path, path: Path) -> None:
    from touchkit.pack.workbook import write_workbook

    events = _copy_events(pack, draft, f"{path.stem}.events")
    write_workbook(pack, draft / path.name, events)
    for made in sorted(draft.iterdir()):
        made.replace(path.parent / made.name)


def _copy_events(pack: Pack, folder: Path, stem: str) -> str | None:
    if pack.events is None:
        return None
    name = f"{stem}{pack.events.suffix.lower()}"
    shutil.copyfile(pack.events, folder / name)
    return name


def write_csv(frame: pd.DataFrame, path: Path, model: type[Row]) -> None:
    """Write one table as CSV, text that a spreadsheet would take for a formula guarded."""
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
