"""What can go wrong, said so that the person who made the file can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_MOST_LINES = 50


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to mend, where it stands and what would be right.

    Attributes
    ----------
    file : str
        The file (or workbook sheet, as ``book.xlsx [scores]``) it was found in.
    row : int or None
        The row a person sees in a spreadsheet (the header is row 1); None where the whole
        file is meant.
    column : str or None
        The column's name; None where the whole row is meant.
    found, allowed, hint : str
        What stands there, what may stand there, and what to do.
    """

    file: str
    row: int | None = None
    column: str | None = None
    found: str
    allowed: str
    hint: str

    @property
    def structural(self) -> bool:
        """Whether the file's shape is meant, so that no single row can be set aside."""
        return self.row is None or self.row <= 1

    def __str__(self) -> str:
        """Return one line: where, what was found, what is allowed, what to do."""
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column is not None else ""
        return f"{self.file}{row}{column}: found {self.found}; allowed: {self.allowed}. {self.hint}"

    def to_dict(self) -> dict[str, str | int | None]:
        """Return the fields as a plain dict, in the order `touchkit check --json` prints them."""
        return asdict(self)


class TouchkitError(Exception):
    """Anything touchkit refuses to do, with the reason as its message."""


class InputError(TouchkitError):
    """What was given cannot be used; nothing has been stored.

    Parameters
    ----------
    message : str
        What cannot be used, in one sentence.
    problems : iterable of Problem, optional
        Every fault found, all of them, in the order a reader meets them; the message shows the
        first 50.
    """

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        self.problems = tuple(problems)
        lines = [f"  - {problem}" for problem in self.problems[:_MOST_LINES]]
        more = len(self.problems) - len(lines)
        rest = [f"  … and {more} more."] if more else []
        super().__init__("\n".join([message, *lines, *rest]))

    def to_frame(self) -> pd.DataFrame:
        """Return the problems as a frame.

        Returns
        -------
        pandas.DataFrame
            One row a problem; columns file, row (Int64), column, found, allowed, hint.
        """
        import pandas as pd

        names = ["file", "row", "column", "found", "allowed", "hint"]
        frame = pd.DataFrame([problem.to_dict() for problem in self.problems], columns=names)
        return frame.astype({"row": "Int64"} | {name: "str" for name in names if name != "row"})


class PackError(InputError):
    """A client pack cannot be read or written as it is."""


class IntakeError(InputError):
    """A survey, an event log or a calendar cannot be read as it is."""


class ConflictError(TouchkitError):
    """Somebody changed the row in the meantime; the message says who."""


class StoreError(TouchkitError):
    """The live workshop cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another program holds the store; trying again may help."""


class StoreReadOnlyError(StoreError):
    """The store cannot be written to."""


class StoreVersionError(StoreError):
    """The store was made by another version of touchkit."""
