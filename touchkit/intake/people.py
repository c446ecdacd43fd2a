"""Who answered, when and for whom: what a survey says about each row besides the answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from touchkit.errors import Problem
from touchkit.intake.answers import Numbers, equal_cells, often
from touchkit.intake.mappings import SurveyMapping
from touchkit.intake.sheets import Sheet, Unreadable
from touchkit.intake.survey_keys import Source, code
from touchkit.model.columns import read_text
from touchkit.model.faults import shown
from touchkit.model.frames import choices
from touchkit.model.tables import Score
from touchkit.model.text import clean, did_you_mean, is_blank, is_slug, listed, slug

_Tell = Callable[[str, str, str], None]
TELLS_APART = ("group", "respondent", "persona", "wave", "round")
_WORDS = ("group", "persona", "department", "touchpoint")
_NUMBERS = ("wave", "round", "answers")


@dataclass(kw_only=True)
class Reading:
    """A sheet while it is read by its mapping.

    Attributes
    ----------
    sheet : Sheet
        Its rows are those that hold answers.
    mapping : SurveyMapping
        What the columns mean.
    problems : list of Problem
        What was found wrong so far.
    used : dict of int to str
        The columns that are read, by place, and the key of the mapping that names each.
    """

    sheet: Sheet
    mapping: SurveyMapping
    problems: list[Problem] = field(default_factory=list)
    used: dict[int, str] = field(default_factory=dict)

    @property
    def numbers(self) -> Numbers:
        """How the file writes numbers."""
        survey = self.mapping.survey
        return Numbers(
            decimal=survey.decimal or self.sheet.decimal, thousands=survey.thousands or ""
        )

    def place(self, name: str, key: str) -> int | None:
        """Return where a column stands that the mapping names; a problem where it does not."""
        titles = [clean(title) for title in self.sheet.header]
        found = [place for place, title in enumerate(titles) if title == clean(name)]
        folded = clean(name).casefold()
        found = found or [p for p, title in enumerate(titles) if title.casefold() == folded]
        if len(found) == 1 and found[0] not in self.used:
            self.used[found[0]] = key
            return found[0]
        named = list(dict.fromkeys(title for title in titles if title))
        said, hint = f"no column {shown(name)}", f"There are: {listed(named, 40)}."
        hint = did_you_mean(clean(name), named, hint)
        if len(found) > 1:
            said, hint = (
                f"{len(found)} columns of this name",
                "Give them different names in the file.",
            )
        elif found:
            said = f"a column named a second time, first under {self.used[found[0]]}"
            hint = "A column has one meaning: take one of the two out."
        allowed = f"a column of {self.sheet.file}"
        self.problems.append(self.mapping.problem(key, said, allowed, hint))
        return None

    def told(self, place: int, at: list[int], found: str, allowed: str, hint: str) -> None:
        """Add a problem of a column, in the first of the rows meant."""
        row, column = self.sheet.rows[at[0]][0], self.sheet.header[place]
        self.problems.append(self.sheet.problem(row, column, found + often(at), allowed, hint))

    def spoilt(self) -> Iterator[Problem]:
        """Yield the sheet's own problems, but for cells in columns that are not read."""
        read = {clean(self.sheet.header[place]) for place in self.used}
        rows = {number for number, _ in self.sheet.rows}
        for problem in self.sheet.problems:
            column = None if problem.column is None else clean(problem.column)
            if problem.row in rows and (column is None or column in read):
                yield problem


def read_people(reading: Reading) -> list[dict[str, Any]]:
    """Return for each row what it says besides its answers, by the columns of scores."""
    survey = reading.mapping.survey
    columns: dict[str, list[Any]] = {}
    for name in (
        "respondent",
        "weight",
        "group",
        "department",
        "persona",
        "wave",
        "round",
        "touchpoint",
        "answers",
    ):
        source = getattr(survey, name)
        if source is not None:
            columns[name] = _values(reading, name, source)
    rows = [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]
    if survey.respondent is not None:
        _told_twice(reading, rows)
    return rows


def _values(reading: Reading, name: str, source: Source) -> list[Any]:
    """Return one value for each row, None where there is none."""
    length = len(reading.sheet.rows)
    if source.column is None:
        return [_fixed(reading, name, source.fixed)] * length
    key = f"survey.{name}"
    place = reading.place(source.column, key)
    values: list[Any] = [None] * length
    if place is None:
        return values
    for cell, at in equal_cells(reading.sheet, place):
        if isinstance(cell, Unreadable):
            continue  # the sheet's own problem says so
        if is_blank(cell) and source.blank is None:
            _blank(reading, name, place, at)
            continue
        value = _value(reading, name, source, cell, partial(reading.told, place, at))
        for row in at:
            values[row] = value
    return values


def _blank(reading: Reading, name: str, place: int, at: list[int]) -> None:
    if name in {"persona", "department"}:
        return
    hint = "Fill it in, take the row out, or say what a blank cell stands for: { column = …, blank = … }."
    if name == "respondent":
        hint = "Give each respondent an alias, or leave respondent out: answers are then counted."
    reading.told(place, at, "nothing", "a value", hint)


def _fixed(reading: Reading, name: str, value: Any) -> Any:
    key = f"survey.{name}"

    def tell(found: str, allowed: str, hint: str) -> None:
        reading.problems.append(reading.mapping.problem(key, found, allowed, hint))

    if name in _WORDS and value in [clean(title) for title in reading.sheet.header]:
        found, allowed = f"{value!r}, which is a column too", "a word, or a column"
        tell(found, allowed, f'If the column is meant: {name} = {{ column = "{value}" }}.')
    return _checked(reading, name, value, tell)


def _value(reading: Reading, name: str, source: Source, cell: Any, tell: _Tell) -> Any:
    """Return what a cell stands for; where that cannot be said, None and a problem."""
    if is_blank(cell):
        return _checked(reading, name, source.blank, tell)
    if source.values is None:
        return _checked(reading, name, cell, tell)
    if code(cell) not in source.values:
        otherwise = f"Add it to the values of {name} in the mapping."
        hint = did_you_mean(code(cell), source.values, otherwise)
        tell(shown(cell), f"one of {listed(source.values)}", hint)
        return None
    value = source.values[code(cell)]
    return None if is_blank(value) else _checked(reading, name, value, tell)


def _checked(reading: Reading, name: str, value: Any, tell: _Tell) -> Any:
    if name in (*_NUMBERS, "weight"):
        return _number(reading, name, value, tell)
    text = str(read_text(value))
    if name == "group":
        words = choices(Score, "group")
        if text.lower() in words:
            return text.lower()
        otherwise = "Say under values which group each code stands for."
        tell(shown(value), listed(words), did_you_mean(text, words, otherwise))
        return None
    if name in _WORDS and name != "touchpoint":
        return text if is_slug(text) else slug(text) or text
    return text


def _number(reading: Reading, name: str, value: Any, tell: _Tell) -> float | int | None:
    if name == "answers" and not is_blank(value) and code(value) in reading.mapping.survey.missing:
        return None
    try:
        number = reading.numbers.read(value)
    except ValueError as error:
        tell(shown(value), "a number", str(error))
        return None
    if name == "weight":
        if number > 0:
            return number
        tell(shown(value), "more than 0", "Correct it, or take the row out.")
        return None
    least = {"round": 1, "answers": 0}.get(name)
    if not number.is_integer() or (least is not None and number < least):
        allowed = "a whole number" + ("" if least is None else f", at least {least}")
        tell(shown(value), allowed, f"Correct it, or say under values which {name} it stands for.")
        return None
    return int(number)


def _told_twice(reading: Reading, rows: list[dict[str, Any]]) -> None:
    """Tell of everybody who answered the same survey twice."""
    met: dict[tuple[Any, ...], list[int]] = {}
    for position, row in enumerate(rows):
        if row.get("respondent") is not None:
            met.setdefault(tuple(row.get(name) for name in TELLS_APART), []).append(position)
    place = next((p for p, key in reading.used.items() if key == "survey.respondent"), None)
    for key, at in met.items():
        if len(at) == 1 or place is None:
            continue
        first = reading.sheet.rows[at[0]][0]
        found = f"{shown(key[1])} a second time, first in row {first}"
        hint = "Keep one of the rows. If they are different surveys, say which column tells: wave or round."
        reading.told(place, at[1:], found, "each respondent once", hint)


def looks_like_an_address(names: Collection[Any]) -> bool:
    """Say whether respondents' names look like e-mail addresses."""
    return any(isinstance(name, str) and "@" in name for name in names)
