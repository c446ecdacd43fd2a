"""Reading a client pack: every problem found, none half read."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from touchkit.errors import IntakeError, PackError, Problem
from touchkit.intake.client import CLIENT_FILE, ClientRead, read_client_sheet, read_client_toml
from touchkit.intake.events import EVENT_FILES
from touchkit.intake.sheets import Sheet, read_csv_sheet
from touchkit.intake.tables import read_table
from touchkit.model import SHEET_TABLES, TABLES
from touchkit.model.text import did_you_mean, listed, nearest
from touchkit.pack.draft import Draft
from touchkit.pack.record import Pack


def read_pack(path: str | Path, *, encoding: str | None = None, set_aside: bool = False) -> Pack:
    """Read a client pack: a folder of CSV files with a client.toml, or one workbook.

    Parameters
    ----------
    path : str or Path
        The folder, or the ``.xlsx`` file.
    encoding : str, optional
        The encoding of the CSV files; found out when not given (a byte order mark, UTF-8, then
        Windows-1252 with a note).
    set_aside : bool
        Whether to open the pack without its faulty rows, which are then listed in ``.aside``.
        Faults of a whole file are refused all the same.

    Returns
    -------
    Pack

    Raises
    ------
    PackError
        With every problem found, in ``.problems``; nothing is half read.

    Examples
    --------
    >>> read_pack("no-such-folder")
    Traceback (most recent call last):
    ...
    touchkit.errors.PackError: There is no pack at no-such-folder.
    """
    path = Path(path)
    _check_encoding(encoding)
    try:
        if not path.exists():
            raise PackError(f"There is no pack at {path}.")
        draft = _draft_workbook(path) if path.is_file() else _draft_folder(path, encoding)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PackError(f"{path} cannot be read: {reason}. Check its rights.") from None
    problems = draft.problems()
    if problems and (not set_aside or any(problem.structural for problem in problems)):
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise PackError(f"{path.name} cannot be opened: {count}. Nothing was changed.", problems)
    aside: list[Problem] = []
    while problems:
        aside += problems
        draft.drop({(problem.file, problem.row) for problem in problems})
        problems = draft.problems()
    return draft.pack(path, tuple(aside))


def _check_encoding(encoding: str | None) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        message = f"There is no encoding {encoding!r}; try utf-8, cp1252, latin-1 or shift_jis."
        raise PackError(message) from None


def _draft_folder(path: Path, encoding: str | None) -> Draft:
    files = [file for file in sorted(path.iterdir()) if _counts(file)]
    by_name = {file.name.lower(): file for file in files}
    if CLIENT_FILE not in by_name:
        found = f"no {CLIENT_FILE}"
        hint = 'Write one with at least: title = "…". `touchkit new` makes a complete one.'
        problem = Problem(file=path.name, found=found, allowed=f"a {CLIENT_FILE}", hint=hint)
        raise PackError(f"{path.name} is no client pack.", [problem])
    settings = read_client_toml(by_name[CLIENT_FILE], encoding=encoding)
    logs = [by_name[name] for name in EVENT_FILES if name in by_name]
    for file in [file for file in files if _is_table(file)]:
        try:
            settings.sheets.append(read_csv_sheet(file, encoding=encoding))
        except IntakeError as error:
            settings.problems += error.problems
            settings.doubtful.add(file.stem.lower())
    if len(logs) > 1:
        hint, found = "Keep one of the two, or begin the other's name with _.", logs[1].name
        settings.problems.append(
            Problem(file=logs[1].name, found=f"{found} beside {logs[0].name}", allowed="one event log", hint=hint)
        )  # fmt: skip
    return _draft(settings, logs[0] if logs else None, kind="file")


def _counts(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(("_", ".", "~"))


def _is_table(file: Path) -> bool:
    return file.suffix.lower() == ".csv" and file.name.lower() not in EVENT_FILES


def _draft_workbook(path: Path) -> Draft:
    from touchkit.intake.workbooks import read_workbook

    try:
        sheets, problems = read_workbook(path)
    except IntakeError as error:
        raise PackError(
            f"{path.name} cannot be opened. Nothing was changed.", error.problems
        ) from None
    client = next((sheet for sheet in sheets if sheet.name == "client"), None)
    if client is None and not any(problem.file.endswith("[client]") for problem in problems):
        hint = "Add a sheet 'client' with the columns setting and value, and a row for title."
        problem = Problem(
            file=path.name, found="no sheet 'client'", allowed="a sheet 'client'", hint=hint
        )
        raise PackError(f"{path.name} is no client pack.", [problem])
    settings = read_client_sheet(client) if client else ClientRead()
    settings.problems += problems
    settings.doubtful |= {
        problem.file.partition(" [")[2].strip("]").lower() for problem in problems
    }
    settings.sheets = [sheet for sheet in sheets if sheet.name != "client"]
    return _draft(settings, _events_beside(path, settings), kind="sheet")


def _events_beside(path: Path, settings: ClientRead) -> Path | None:
    name = settings.events
    if name is None:
        return None
    events = path.parent / name
    if Path(name).name == name and events.suffix.lower() in {".csv", ".parquet"} and events.is_file():  # fmt: skip
        return events
    allowed = "the name of a .csv or .parquet file beside the workbook"
    hint = "Put the file beside the workbook, or clear this row."
    settings.problems.append(
        Problem(
            file=f"{path.name} [client]",
            column="events",
            found=repr(name),
            allowed=allowed,
            hint=hint,
        )
    )
    return None


def _draft(settings: ClientRead, events: Path | None, *, kind: str) -> Draft:
    sheets = {sheet.name: sheet for sheet in settings.sheets if sheet.name in TABLES}
    settings.problems += [*_unknown(settings, kind), *_twice(settings.sheets, kind)]
    order = [name for name in TABLES if name in sheets]
    return Draft(
        client=settings.client, reads=[read_table(TABLES[name], sheets[name]) for name in order],
        events=events, found=settings.problems, notes=settings.notes, doubtful=settings.doubtful,
    )  # fmt: skip


def _unknown(settings: ClientRead, kind: str) -> Iterator[Problem]:
    """Yield a problem for each sheet that is no table; hidden ones are left out with a note."""
    for sheet in settings.sheets:
        if sheet.name in TABLES:
            continue
        if sheet.hidden:
            settings.notes.append(f"{sheet.file} is hidden and no table; it was left out.")
            continue
        close = nearest(sheet.name, TABLES)
        if close is not None:
            settings.doubtful.add(close)
        otherwise = (
            f"Rename it, or begin its name with _ and it is left out. A {kind} holds one table."
        )
        hint = did_you_mean(sheet.name, TABLES, otherwise)
        names = listed([model.TABLE for model in SHEET_TABLES], 20)
        yield Problem(file=sheet.file, found=f"a {kind} that is no table", allowed=names, hint=hint)


def _twice(sheets: Iterable[Sheet], kind: str) -> Iterator[Problem]:
    often = Counter(sheet.name for sheet in sheets)
    last = {sheet.name: sheet.file for sheet in sheets}
    for name in [name for name, number in often.items() if number > 1 and name in TABLES]:
        found, hint = f"{name} a second time", f"Put both into one {kind}."
        yield Problem(file=last[name], found=found, allowed="each table once", hint=hint)
