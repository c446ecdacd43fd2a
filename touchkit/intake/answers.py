"""Answers in a survey's cells: scores, what is missing, and what cannot be either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from touchkit.errors import Problem
from touchkit.intake.mappings import COUNTS_PLEASE, Question
from touchkit.intake.sheets import Sheet, Unreadable
from touchkit.intake.survey_keys import code
from touchkit.model.columns import Number
from touchkit.model.faults import shown
from touchkit.model.text import clean, is_blank

_NUMBER: TypeAdapter[float] = TypeAdapter(Number)
_TOLD_APART = {"off": 3, "words": 8, "between": 0}
"""Up to so many different values of each kind are told one by one; more are told together."""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How a file writes numbers."""

    decimal: str = "."
    thousands: str = ""

    def read(self, cell: Any, *, sign: str = "") -> float:
        """Return a cell as a number, a sign such as ``%`` behind it left out.

        Raises
        ------
        ValueError
            When it is none, or may be two; the message says what to do.

        Examples
        --------
        >>> Numbers(thousands=",").read("304,687"), Numbers().read("17 %", sign="%")
        (304687.0, 17.0)
        """
        if isinstance(cell, str):
            cell = clean(cell)
            cell = cell.removesuffix(sign).rstrip() if sign else cell
            mark = re.escape(self.thousands)
            if mark and re.fullmatch(rf"[-+]?\d{{1,3}}(?:{mark}\d{{3}})+(?:[.,]\d*)?", cell):
                cell = cell.replace(self.thousands, "")
        context = {
            "decimal": self.decimal,
            "thousands": self.thousands if self.thousands == "." else "",
        }
        try:
            return _NUMBER.validate_python(cell, context=context)
        except ValidationError as error:
            hint = (error.errors()[0].get("ctx") or {}).get("hint", "Write a plain number.")
            either = (
                " Or say under thousands or decimal which sign means what."
                if "either" in hint
                else ""
            )
            raise ValueError(f"{hint}{either}") from None


@dataclass(kw_only=True)
class Answers:
    """What one column's cells say.

    Attributes
    ----------
    scores : list of float or None
        One for each row; None where nobody answered.
    missing : Counter
        How many cells hold each code that is named as missing.
    blank : int
        How many cells are empty.
    """

    scores: list[float | None]
    missing: Counter[str] = field(default_factory=Counter)
    blank: int = 0

    @property
    def answered(self) -> int:
        """How many cells hold a score."""
        return sum(score is not None for score in self.scores)


@dataclass(frozen=True, kw_only=True)
class _Fault:
    """A cell that is no answer; `kind` tells apart what is told together."""

    kind: str
    allowed: str
    hint: str


def read_answers(
    sheet: Sheet, place: int, question: Question, numbers: Numbers
) -> tuple[Answers, list[Problem]]:
    """Read a column of answers.

    Equal cells are understood once and told once: a value off the scale is one problem, in
    the first row it stands in, however often it is there.
    """
    answers = Answers(scores=[None] * len(sheet.rows))
    faults: list[tuple[_Fault, Any, list[int]]] = []
    for cell, at in equal_cells(sheet, place):
        if isinstance(cell, Unreadable):
            continue  # the sheet's own problem says so
        if is_blank(cell):
            answers.blank += len(at)
        elif code(cell) in (question.missing or ()):
            answers.missing[code(cell)] += len(at)
        else:
            read = _score(cell, question, numbers)
            if isinstance(read, _Fault):
                faults.append((read, cell, at))
                continue
            for row in at:
                answers.scores[row] = read
    return answers, list(_told(sheet, place, faults))


def equal_cells(sheet: Sheet, place: int) -> Iterator[tuple[Any, list[int]]]:
    """Yield each different cell of a column, with the positions of the rows it stands in."""
    found: dict[tuple[type[Any], Any], list[int]] = {}
    for position, (_, cells) in enumerate(sheet.rows):
        found.setdefault((type(cells[place]), cells[place]), []).append(position)
    for (_, cell), at in found.items():
        yield cell, at


def _score(cell: Any, question: Question, numbers: Numbers) -> float | _Fault:
    low, high = question.scale or (0.0, 0.0)
    allowed = f"{low:g} to {high:g}, or a code named as missing"
    worded = (question.values or {}).get(code(cell))
    try:
        score = numbers.read(cell) if worded is None else worded
    except ValueError as error:
        hint = "Name it under missing if nobody answered, or under values with the score it stands for."
        if "either" in str(error):
            hint = str(error)
        return _Fault(kind="words", allowed=allowed, hint=hint)
    if not low <= score <= high:
        hint = f"Write missing = [{score:g}] if it means that nobody answered; else correct the cell or the scale."
        return _Fault(kind="off", allowed=allowed, hint=hint)
    if not score.is_integer() and not question.fractions:
        hint = f"{COUNTS_PLEASE} If people themselves could answer in between: fractions = true."
        return _Fault(kind="between", allowed=f"whole answers, {low:g} to {high:g}", hint=hint)
    return low + high - score if question.reverse else score


def _told(
    sheet: Sheet, place: int, faults: Sequence[tuple[_Fault, Any, list[int]]]
) -> Iterator[Problem]:
    by_kind: dict[str, list[tuple[_Fault, Any, list[int]]]] = {}
    for one in faults:
        by_kind.setdefault(one[0].kind, []).append(one)
    for kind, alike in by_kind.items():
        if len(alike) <= _TOLD_APART[kind]:
            for fault, cell, at in alike:
                yield _problem(sheet, place, at, f"{shown(cell)}{often(at)}", fault)
        else:
            at = sorted(row for _, _, rows in alike for row in rows)
            cells = [shown(cell) for _, cell, _ in alike]
            more = ", …" if len(cells) > 4 else ""
            many = f"{len(cells)} such values, " if len(cells) > 1 else ""
            found = f"{many}{', '.join(cells[:4])}{more}{often(at)}"
            yield _problem(sheet, place, at, found, _together(alike[0][0]))


def _together(fault: _Fault) -> _Fault:
    if fault.kind == "between":
        return fault
    hint = "This looks like another scale or another kind of column: correct its scale, or leave it out."
    return _Fault(kind=fault.kind, allowed=fault.allowed, hint=hint)


def often(at: Sequence[int]) -> str:
    """Return in words how many rows are meant, where it is more than the one that is named."""
    return f" (in {len(at):,} rows, first here)" if len(at) > 1 else ""


def _problem(sheet: Sheet, place: int, at: Sequence[int], found: str, fault: _Fault) -> Problem:
    row, hint = sheet.rows[at[0]][0], fault.hint
    if fault.kind == "words" and row <= 3 and len(at) == 1 and re.search("[^\\W\\d_]", found):
        hint += f" If row {row} is a second heading: skip_rows = [{row}] below [survey]."
    return sheet.problem(row, sheet.header[place], found, fault.allowed, hint)


def words_for(codes: Mapping[str, int]) -> str:
    """Return codes with how often each stands there, the most frequent first."""
    ordered = sorted(codes.items(), key=lambda item: (-item[1], item[0]))
    named = [(name if name[-1:].isdigit() else repr(name), count) for name, count in ordered]
    return ", ".join(f"{name}: {count:,}" for name, count in named)
