"""Reading a client pack: every problem found, none half read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from touchkit.errors import IntakeError, PackError, Problem
from touchkit.intake.client import CLIENT_FILE, read_client_sheet, read_client_toml
from touchkit.intake.events import EVENT_FILES, event_problems
from touchkit.intake.sheets import Sheet, read_csv_sheet, read_workbook
from touchkit.intake.tables import TableRead, read_table
from touchkit.model import CLIENT_TABLES, SHEET_TABLES, TABLES, Client, to_frame
from touchkit.model.client import default_lanes
from touchkit.model.rules import cross_faults, give_ids, names_to_ids, resolve_names, table_faults
from touchkit.model.text import did_you_mean, listed
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
    if not path.exists():
        raise PackError(f"There is no pack at {path}.")
    draft = _draft_workbook(path) if path.is_file() else _draft_folder(path, encoding)
    problems = list(draft.problems())
    if problems and (not set_aside or any(problem.structural for problem in problems)):
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise PackError(f"{path.name} cannot be opened: {count}. Nothing was changed.", problems)
    aside: list[Problem] = []
    while problems:
        aside += problems
        draft.drop({(problem.file, problem.row) for problem in problems})
        problems = list(draft.problems())
    return draft.pack(path, tuple(aside))


@dataclass(kw_only=True)
class _Draft:
    """A pack while it is being read."""

    client: Client
    reads: list[TableRead]
    events: Path | None
    found: list[Problem]
    notes: list[str]
    events_checked: bool = False

    def __post_init__(self) -> None:
        for read in self.reads:
            self.found += read.problems
            self.notes += read.sheet.notes
        if not any(read.model.TABLE == "lanes" and read.rows for read in self.reads):
            lanes = next(model for model in CLIENT_TABLES if model.TABLE == "lanes")
            self.reads = [read for read in self.reads if read.model is not lanes] + [
                _default_lanes(lanes)
            ]
        self._name_rows()

    def _name_rows(self) -> None:
        """Give rows their ids, and turn names that stand for an id into the id."""
        records = {read.model.TABLE: [record for _, record in read.rows] for read in self.reads}
        for table, rows in records.items():
            if TABLES[table].NAMED_BY:
                give_ids(TABLES[table], rows)
        names = {table: names_to_ids(TABLES[table], rows) for table, rows in records.items()}
        for table, rows in records.items():
            for record in rows:
                resolve_names(TABLES[table], record, names)
            give_ids(TABLES[table], rows)

    def problems(self) -> Iterator[Problem]:
        """Yield every problem of the rows that are left."""
        yield from self.found
        known = {model: set[str]() for model in TABLES}
        known |= {read.model.TABLE: {row["id"] for _, row in read.rows} for read in self.reads}
        for read in self.reads:
            spoilt = {(problem.row, problem.column) for problem in read.problems}
            for number, record in read.rows:
                for fault in cross_faults(read.model, record, known, self.client):
                    if (number, fault.column) not in spoilt:
                        place = (number, fault.column, fault.found, fault.allowed, fault.hint)
                        yield read.sheet.problem(*place)
            for position, fault in table_faults(read.model, [record for _, record in read.rows]):
                number = read.rows[position][0]
                place = (number, fault.column, fault.found, fault.allowed, fault.hint)
                yield read.sheet.problem(*place)
        if self.events is not None and not self.events_checked:
            yield from event_problems(self.events, known["touchpoints"])

    def drop(self, places: set[tuple[str, int | None]]) -> None:
        """Set rows aside; an event log is never cut, what is wrong in it stays listed."""
        self.events_checked = True
        self.found = []
        for read in self.reads:
            read.problems = []
            read.rows = [row for row in read.rows if (read.sheet.file, row[0]) not in places]

    def pack(self, path: Path, aside: tuple[Problem, ...]) -> Pack:
        """Return the finished pack."""
        tables = {name: to_frame(model, []) for name, model in TABLES.items()}
        for read in self.reads:
            rows = [record for _, record in read.rows]
            tables[read.model.TABLE] = to_frame(read.model, rows, read.extra)
        return Pack(
            client=self.client, tables=tables, events=self.events, source=path, notes=tuple(self.notes),
            aside=aside,
        )  # fmt: skip


def _default_lanes(model: Any) -> TableRead:
    sheet = Sheet(file=CLIENT_FILE, name="lanes", header=(), rows=(), in_toml=True)
    rows = list(enumerate(default_lanes(), start=2))
    return TableRead(model=model, sheet=sheet, rows=rows, extra=[], problems=[])


def _draft_folder(path: Path, encoding: str | None) -> _Draft:
    files = {file.name.lower(): file for file in sorted(path.iterdir()) if _counts(file)}
    if CLIENT_FILE not in files:
        found = f"no {CLIENT_FILE}"
        hint = 'Write one with at least: title = "…". `touchkit new` makes a complete one.'
        problem = Problem(file=path.name, found=found, allowed=f"a {CLIENT_FILE}", hint=hint)
        raise PackError(f"{path.name} is no client pack.", [problem])
    client, sheets, found_there, notes = read_client_toml(files.pop(CLIENT_FILE))
    events = next((files.pop(name) for name in EVENT_FILES if name in files), None)
    problems = list(found_there)
    for file in [file for name, file in files.items() if name.endswith(".csv")]:
        try:
            sheets.append(read_csv_sheet(file, encoding=encoding))
        except IntakeError as error:
            problems += error.problems
    return _draft(client, sheets, events, problems, notes, kind="file")


def _counts(file: Path) -> bool:
    return file.is_file() and not file.name.startswith(("_", ".", "~"))


def _draft_workbook(path: Path) -> _Draft:
    try:
        sheets = read_workbook(path)
    except IntakeError as error:
        raise PackError(
            f"{path.name} cannot be opened. Nothing was changed.", error.problems
        ) from None
    if "client" not in sheets:
        hint = "Add a sheet 'client' with the columns setting and value, and a row for title."
        problem = Problem(
            file=path.name, found="no sheet 'client'", allowed="a sheet 'client'", hint=hint
        )
        raise PackError(f"{path.name} is no client pack.", [problem])
    client, events_name, found = read_client_sheet(sheets.pop("client"))
    problems, events = list(found), None
    if events_name:
        events = path.parent / events_name
        if not events.is_file():
            hint = "Put the file beside the workbook, or clear this row."
            allowed = "a file beside the workbook"
            problems.append(
                Problem(
                    file=path.name,
                    column="events",
                    found=repr(events_name),
                    allowed=allowed,
                    hint=hint,
                )
            )
            events = None
    return _draft(client, list(sheets.values()), events, problems, [], kind="sheet")


def _draft(
    client: Client | None, sheets: list[Sheet], events: Path | None, problems: list[Problem],
    notes: list[str], *, kind: str,
) -> _Draft:  # fmt: skip
    reads = []
    for sheet in sorted(
        sheets, key=lambda sheet: list(TABLES).index(sheet.name) if sheet.name in TABLES else 99
    ):
        if sheet.name in TABLES:
            reads.append(read_table(TABLES[sheet.name], sheet))
            continue
        otherwise = (
            f"Rename it, or begin its name with _ and it is left out. A {kind} holds one table."
        )
        hint = did_you_mean(sheet.name, TABLES, otherwise)
        names = listed([model.TABLE for model in SHEET_TABLES], 20)
        problems.append(
            Problem(file=sheet.file, found=f"a {kind} that is no table", allowed=names, hint=hint)
        )
    stand_in = client or Client(title="?")
    return _Draft(client=stand_in, reads=reads, events=events, found=problems, notes=list(notes))
