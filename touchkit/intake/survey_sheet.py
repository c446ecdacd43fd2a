"""The sheet a survey stands in: a CSV file, or one sheet of a workbook, whatever its name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from touchkit.errors import IntakeError
from touchkit.intake.sheets import Sheet, read_csv_sheet, refuse, shape
from touchkit.model.text import clean, did_you_mean, listed

_TEXT_FILES = {".csv", ".tsv", ".tab", ".txt", ""}


def read_survey_sheet(
    path: str | Path, *, encoding: str | None = None, sheet: str | None = None
) -> Sheet:
    """Read the cells of a survey, each row with its number in a spreadsheet.

    Parameters
    ----------
    path : str or Path
        A CSV file (comma, semicolon or tab) or an ``.xlsx`` workbook.
    encoding : str, optional
        The CSV file's encoding, when it is an unusual one.
    sheet : str, optional
        The workbook's sheet; may be left out where only one holds cells.

    Raises
    ------
    IntakeError
        When there is no such file or sheet, or it cannot be read.
    """
    path = Path(path)
    if not path.is_file():
        raise IntakeError(f"There is no file at {path}. Look for a typing error.")
    ending = path.suffix.lower()
    if ending in {".xlsx", ".xlsm"}:
        return _from_workbook(path, sheet)
    if ending not in _TEXT_FILES:
        hint = "Open it where it was made and export it as CSV (UTF-8) or .xlsx."
        raise refuse(
            path.name, f"a file ending in {ending}", "a CSV file or an .xlsx workbook", hint
        )
    return read_csv_sheet(path, encoding=encoding)


def _from_workbook(path: Path, wanted: str | None) -> Sheet:
    from touchkit.intake import workbooks

    raw = path.read_bytes()
    book = workbooks.load_book(path, raw, data_only=False)
    filled = [one for one in book.worksheets if any(c is not None for r in one.values for c in r)]
    titles = [one.title for one in filled]
    chosen = [one for one in filled if wanted and clean(one.title).lower() == clean(wanted).lower()]
    if wanted is None and len(filled) == 1:
        chosen = filled
    if not chosen:
        hint = 'Say which: sheet = "…" below [survey], or --sheet when drafting.'
        found = f"no sheet {wanted!r} with cells" if wanted else f"{len(filled)} sheets with cells"
        hint = did_you_mean(wanted, titles, hint) if wanted else hint
        raise refuse(path.name, found, f"one of: {listed(titles)}", hint)
    return _sheet(path, chosen[0], raw)


def _sheet(path: Path, worksheet: Any, raw: bytes) -> Sheet:
    from touchkit.intake import workbooks

    cached = None
    if workbooks.has_formula(worksheet):
        cached = workbooks.load_book(path, raw, data_only=True)[worksheet.title]
    file = f"{path.name} [{worksheet.title}]"
    lines = list(workbooks.lines_of(worksheet, cached))
    header, rows, problems = shape(file, lines)
    name = worksheet.title.strip().lower()
    return Sheet(file=file, name=name, header=header, rows=rows, problems=problems)
