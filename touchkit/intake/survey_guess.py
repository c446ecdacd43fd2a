"""What a survey's columns look like: people, weights, answers. Guesses, for a person to decide on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from touchkit.intake.answers import Numbers
from touchkit.intake.sheets import Sheet, Unreadable
from touchkit.intake.survey_keys import code
from touchkit.model.text import clean, is_blank

_TOPS = (10, 7, 5, 4, 3)
"""Highest answers of the scales people mostly use."""
_HIGHEST = 11
_MOST_WORDS, _MOST_CODES = 8, 3
_WEIGHT = re.compile(r"weight|\bwt\b|^wt|gewicht|poids|peso", re.IGNORECASE)
_PERSON = re.compile(r"id\b|resp|pers|part|case|alias|num|\bno?r?\b", re.IGNORECASE)
_BATTERY = re.compile(r"([A-Za-z]*\d+)[\W_A-Za-z]")


@dataclass(frozen=True, kw_only=True, eq=False)
class Look:
    """What stands in one column.

    Attributes
    ----------
    name : str
        The column.
    place : int
        Where it stands.
    filled, blank : int
        How many cells hold something, and how many nothing.
    numbers : Counter
        How many cells hold each number.
    words : Counter
        How many cells hold each text that is no number.
    """

    name: str
    place: int
    filled: int
    blank: int
    numbers: Counter[float]
    words: Counter[str]

    @property
    def whole(self) -> set[int]:
        """The numbers that could be answers: whole, from 0 to 11."""
        return {int(n) for n in self.numbers if n.is_integer() and 0 <= n <= _HIGHEST}

    @property
    def is_id(self) -> bool:
        """Whether it tells rows apart by a number or a short code."""
        different = len(self.numbers) + len(self.words)
        short = all(len(word) <= 12 and not re.search(r"[\s@]", word) for word in self.words)
        whole = all(number.is_integer() for number in self.numbers)
        doubtful = self.is_answers and _PERSON.search(self.name) is None
        return different == self.filled > 1 and not self.blank and short and whole and not doubtful

    @property
    def is_weight(self) -> bool:
        """Whether it is called a weight and holds numbers above 0."""
        named = _WEIGHT.search(self.name) is not None
        return named and not self.words and bool(self.numbers) and min(self.numbers) > 0

    @property
    def is_answers(self) -> bool:
        """Whether it may hold answers on a scale: few whole numbers, 3 or more among them."""
        codes = [n for n in self.numbers if not 0 <= n <= _HIGHEST]
        all_whole = all(number.is_integer() for number in self.numbers)
        few = len(codes) <= _MOST_CODES and len(self.words) <= _MOST_CODES
        spread = len(self.whole) > 1 and max(self.whole) >= 3
        return all_whole and few and spread

    @property
    def is_averages(self) -> bool:
        """Whether most of it lies between whole numbers, as averages do."""
        between = sum(n for number, n in self.numbers.items() if not number.is_integer())
        within = all(0 <= number <= _HIGHEST for number in self.numbers)
        return between * 2 > self.filled and within and not self.is_weight


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a sheet looks like.

    Attributes
    ----------
    looks : tuple of Look
        Every column that has a name of its own.
    people : Look or None
        The column that tells respondents apart.
    weight : Look or None
        The survey weight.
    scale : tuple of int, or None
        The scale most columns of answers share.
    questions : tuple of Look
        Columns of answers on it that stand together.
    alone : tuple of Look
        Columns that may hold answers on it, but stand alone.
    other : tuple of Look
        Columns that may hold answers on another scale.
    worded : tuple of Look
        Columns of answers in words they share.
    boxes : tuple of Look
        Columns that add up to 100 (or to 1) in every row.
    """

    looks: tuple[Look, ...]
    people: Look | None
    weight: Look | None
    scale: tuple[int, int] | None
    questions: tuple[Look, ...]
    alone: tuple[Look, ...]
    other: tuple[Look, ...]
    worded: tuple[Look, ...]
    boxes: tuple[Look, ...]


def look_at(sheet: Sheet) -> tuple[Look, ...]:
    """Return what stands in each column; columns without a name, or of one name, are left out."""
    titles = [clean(title) for title in sheet.header]
    often = Counter(titles)
    return tuple(
        _look(sheet, place, title)
        for place, title in enumerate(titles)
        if title and often[title] == 1
    )


def _look(sheet: Sheet, place: int, title: str) -> Look:
    cells = Counter(
        cells[place]
        for _, cells in sheet.rows
        if not is_blank(cells[place]) and not isinstance(cells[place], Unreadable)
    )
    read = Numbers(decimal=sheet.decimal)
    numbers: Counter[float] = Counter()
    words: Counter[str] = Counter()
    for cell, n in cells.items():
        try:
            numbers[read.read(cell)] += n
        except ValueError:
            words[" ".join(clean(str(cell)).split())] += n
    filled = sum(cells.values())
    blank = len(sheet.rows) - filled
    return Look(name=title, place=place, filled=filled, blank=blank, numbers=numbers, words=words)


def guess(sheet: Sheet) -> Guess:
    """Return what a sheet looks like."""
    looks = look_at(sheet)
    boxes = _boxes(sheet, looks)
    people = next((look for look in looks if look.is_id and look not in boxes), None)
    able = [look for look in looks if look.is_answers and look not in (*boxes, people)]
    scales = {look.name: _scale(look.whole) for look in able}
    together: set[str] = set()
    for battery in _batteries(able):
        if len(battery) > 1:
            shared = _scale({n for look in battery for n in look.whole})
            scales |= {look.name: shared for look in battery}
            together |= {look.name for look in battery}
    grouped = [scales[name] for name in together] or list(scales.values())
    main = max(sorted(set(grouped), reverse=True), key=grouped.count) if grouped else None
    on = [look for look in able if scales[look.name] == main]
    return Guess(
        looks=looks,
        people=people,
        weight=next((look for look in looks if look.is_weight), None),
        scale=main,
        questions=tuple(look for look in on if look.name in together),
        alone=tuple(look for look in on if look.name not in together),
        other=tuple(look for look in able if look not in on),
        worded=_worded(looks),
        boxes=boxes,
    )


def _scale(whole: Iterable[int]) -> tuple[int, int]:
    """Return the usual scale that reaches highest and whose top somebody chose."""
    values = set(whole)
    top = next((top for top in _TOPS if top in values), max(values))
    return (0 if top == 10 and 0 in values else 1), top


def _batteries(able: Sequence[Look]) -> list[list[Look]]:
    """Return columns that belong together: by the code their names begin with, else as neighbours."""
    codes = {look.name: found[1] for look in able if (found := _BATTERY.match(look.name))}
    by_code: dict[str, list[Look]] = {}
    for look in able:
        if look.name in codes:
            by_code.setdefault(codes[look.name], []).append(look)
    if any(len(battery) > 1 for battery in by_code.values()):
        return list(by_code.values())
    runs: list[list[Look]] = []
    for look in able:
        if runs and runs[-1][-1].place + 1 == look.place:
            runs[-1].append(look)
        else:
            runs.append([look])
    return runs


def _worded(looks: Sequence[Look]) -> tuple[Look, ...]:
    """Return the most columns that answer with the same few words."""
    able = [
        look
        for look in looks
        if not look.numbers
        and 3 <= len(look.words) <= _MOST_WORDS
        and look.filled > len(look.words)
    ]
    best: tuple[Look, ...] = ()
    for one in able:
        alike = tuple(look for look in able if len(set(look.words) & set(one.words)) >= 3)
        best = max(best, alike, key=len)
    return best if len(best) > 1 else ()


def _boxes(sheet: Sheet, looks: Sequence[Look]) -> tuple[Look, ...]:
    """Return the neighbours that add up to a whole in every row, the most of them."""
    for many in range(7, 1, -1):
        for first in range(len(looks) - many + 1):
            some = looks[first : first + many]
            numeric = all(look.numbers and not look.blank for look in some)
            if numeric and sheet.rows and all(_is_whole(cells, some) for _, cells in sheet.rows):
                return tuple(some)
    return ()


def _is_whole(cells: Sequence[Any], some: Sequence[Look]) -> bool:
    try:
        total = sum(float(code(str(cells[look.place]).rstrip(" %"))) for look in some)
    except ValueError:
        return False
    return any(abs(total - whole) <= 0.005 * whole * len(some) + 1e-9 for whole in (100, 1))
