"""Scores from a file: checked completely against what is open, then stored as one action or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from touchkit.errors import InputError, IntakeError, Problem
from touchkit.intake.sheets import Sheet, read_csv_sheet, refuse
from touchkit.intake.tables import TableRead, read_table
from touchkit.model import TABLES, Client, references, to_rows
from touchkit.model.rules import (
    ANSWER,
    Advice,
    cross_faults,
    names_to_ids,
    resolve_names,
    table_faults,
)
from touchkit.model.text import clean
from touchkit.steps.clashes import clashes

SCORES = TABLES["scores"]
_QUESTION = ("department", *(name for name in ANSWER if name != "respondent"))
"""What tells one counted question from another."""

Record = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]


def read_scores(name: str, content: bytes, client: Client, tables: Tables) -> list[Record]:
    """Read a file of scores and hold it against a workshop; nothing is stored.

    Parameters
    ----------
    name : str
        The file's name, as messages call it; ``.csv``, or ``.xlsx`` with a sheet `scores`.
    content : bytes
        What is in it.
    client : Client
        The settings, its scale among them.
    tables : mapping of str to pandas.DataFrame
        The tables the scores refer to, and the scores that are there; left as they are.

    Returns
    -------
    list of dict
        One a row, names of touchpoints, personas and departments turned into ids.

    Raises
    ------
    InputError
        When anything is wrong, with every problem in `.problems`, by row and column.
    """
    sheet = _sheet(Path(clean(name)).name or "scores.csv", content)
    read = read_table(SCORES, sheet)
    rows = [record for _, record in read.rows]
    _resolve(rows, tables)
    problems = [*read.problems, *_between(read, rows, client, tables)]
    if problems:
        place = {name: number for number, name in enumerate(sheet.header)}
        problems.sort(key=lambda found: (found.row or 0, place.get(str(found.column), -1)))
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise InputError(f"{sheet.file} was not imported: {count}.", problems)
    if not rows:
        raise InputError(f"{sheet.file} has a header but no scores; nothing was imported.")
    return rows


def _sheet(name: str, content: bytes) -> Sheet:
    """Return the sheet of scores in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        try:
            path.write_bytes(content)
        except (OSError, ValueError):
            path = Path(folder) / "scores.csv"
            path.write_bytes(content)
        if path.suffix.lower() != ".xlsx":
            return read_csv_sheet(path)
        # A workbook's reader takes its time to load, and most files are CSV.
        from touchkit.intake.workbooks import read_workbook

        sheets, problems = read_workbook(path)
    found = [sheet for sheet in sheets if sheet.name == SCORES.TABLE]
    if not found:
        hint = "Call the sheet with the scores “scores”, or save it as CSV."
        raise refuse(name, "no sheet 'scores'", "a sheet 'scores'", hint)
    wrong = [problem for problem in problems if problem.file == found[0].file]
    if wrong:
        raise IntakeError(f"{name} was not imported.", wrong)
    return found[0]


def _resolve(rows: list[Record], tables: Tables) -> None:
    """Turn names that stand where an id belongs into the id."""
    referred = {refers.table for refers in references(SCORES).values()}
    names = {
        table: names_to_ids(TABLES[table], to_rows(tables[table]))
        for table in referred
        if TABLES[table].NAMED_BY
    }
    for record in rows:
        resolve_names(SCORES, record, names)


def _between(
    read: TableRead, rows: list[Record], client: Client, tables: Tables
) -> Iterator[Problem]:
    """Yield what is wrong in the light of the workshop, and between the rows."""
    known = {
        refers.table: dict.fromkeys(tables[refers.table]["id"])
        for refers in references(SCORES).values()
    }
    advice, faulty = Advice(known), {row for row, _ in read.spoilt}
    numbers = [number for number, _ in read.rows]
    for number, record in zip(numbers, rows, strict=True):
        for fault in cross_faults(SCORES, record, known, client, advice):
            if not read.is_spoilt(number, fault.column):
                yield read.sheet.problem(
                    number, fault.column, fault.found, fault.allowed, fault.hint
                )
    sound = [
        {} if number in faulty else record for number, record in zip(numbers, rows, strict=True)
    ]
    between = [(numbers[position], fault) for position, fault in table_faults(SCORES, sound)]
    between += clashes(zip(numbers, sound, strict=True), tables["scores"])
    for number, fault in between:
        yield read.sheet.problem(number, fault.column, fault.found, fault.allowed, fault.hint)


def answers_in(rows: list[Record]) -> int:
    """Return how many answers rows stand for.

    Examples
    --------
    >>> answers_in([{"n": 3}, {}])
    4
    """
    return sum(int(row.get("n", 1)) for row in rows)


def store_scores(edits: Any, rows: list[Record]) -> int:
    """Store what `read_scores` returned, within one action.

    A named person's answer takes the place of that person's earlier one, and counted answers that of
    the counted answers to the same question: a file imported twice is in once.

    Parameters
    ----------
    edits : Edits
        The rows of the transaction.
    rows : list of dict
        Cells of the table scores.

    Returns
    -------
    int
        How many earlier rows gave way.
    """
    there = edits.all("scores")
    asked = {_question(row) for row in rows if row.get("respondent") is None}
    counted = [
        str(row["id"]) for row in there if row.get("respondent") is None and _question(row) in asked
    ]
    edits.take_away("scores", set(counted))
    before = {str(row["id"]) for row in there} - set(counted)
    return len(counted) + len(before & set(edits.answer(rows)))


def _question(row: Record) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in _QUESTION)
