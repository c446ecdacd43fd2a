"""The touchpoint map for the wall: filled, or blank to write and stick notes on."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from touchkit.deliver.colours import readable
from touchkit.deliver.pages import render, style
from touchkit.deliver.paper import POINT, deliver, inner
from touchkit.figures.cards import NOBODY, UNSORTED, in_order
from touchkit.figures.lettering import drawable, wrap
from touchkit.figures.lettering import width as measured
from touchkit.model import to_rows

if TYPE_CHECKING:
    from touchkit.workshop import Workshop

_LARGEST, _SMALLEST, _STEP = 12.0, 7.0, 0.5
_LEADING = 1.22
_PAD = 1.2
_BETWEEN = 1.2
_TITLE, _KEY = 13.0, 9.0
_LEAST_ROW, _BLANK_ROW = 9.0, 20.0
# Browsers letter a little wider or narrower than we measure; no card may outgrow its room.
_SPARE = 0.97


@dataclass(frozen=True, kw_only=True)
class Card:
    """A touchpoint as it stands on the form."""

    name: str
    kinds: str
    star: bool
    dot: bool
    height: float


@dataclass(frozen=True, kw_only=True)
class Row:
    """A department, or as much of it as one page holds."""

    name: str
    cells: tuple[tuple[Card, ...], ...]
    height: float
    continued: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The measures a form is laid out with, in millimetres; type in points."""

    width: float
    height: float
    side: float
    head: float
    column: float
    size: float

    @property
    def room(self) -> float:
        """Return the height left for rows."""
        return self.height - _TITLE - _KEY - self.head


def map_form(
    workshop: Workshop, path: str | Path, *, blank: bool = False, paper: str = "A3",
    pdf: bool = False,
) -> Path:  # fmt: skip
    """Write the touchpoint map to print for the wall.

    Parameters
    ----------
    workshop : Workshop
        The client's workshop.
    path : str or Path
        The file to write; folders on the way are made.
    blank : bool
        Whether to leave the touchpoints out: stages with their questions, departments, and room
        to write.
    paper : {"A3", "A4"}
        Laid across. What does not fit at 7 points goes on to further pages, heads repeated.
    pdf : bool
        Whether to print it to a PDF with the browser that is installed.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        If the paper has another size.
    TouchkitError
        If the file cannot be written, or a PDF is asked for and no browser found.
    """
    size = inner(paper, landscape=True)
    stages, departments = to_rows(workshop.stages), to_rows(workshop.departments)
    points = _points(workshop.touchpoints, workshop.stages, blank=blank)
    columns = _lines(stages, points, "stage", UNSORTED)
    rows = _lines(departments, points, "department", NOBODY)
    sheet, pages = _fitted(size, columns, rows, points, blank=blank)
    html = render(
        "map_form.html", css=style("forms.css"), client=workshop.client, paper=paper.upper(),
        brand=readable(workshop.client.brand), columns=columns, pages=pages, sheet=sheet,
        blank=blank, turned="landscape",
    )  # fmt: skip
    return deliver(html, path, pdf=pdf)


def _points(
    touchpoints: pd.DataFrame, stages: pd.DataFrame, *, blank: bool
) -> list[dict[str, Any]]:
    if blank:
        return []
    return to_rows(in_order(touchpoints[touchpoints["status"].ne("retired")], stages))


def _lines(
    table: list[dict[str, Any]], points: list[dict[str, Any]], column: str, otherwise: str
) -> list[dict[str, Any]]:
    """Return the columns or rows of the form; a further one only where something belongs there."""
    known = {row["id"] for row in table}
    stray = any(point.get(column) not in known for point in points)
    extra = [{"id": None, "name": otherwise}] if stray or not table else []
    return [{"question": ""} | row for row in [*table, *extra]]


def _fitted(
    size: tuple[float, float], columns: list[dict[str, Any]], rows: list[dict[str, Any]],
    points: list[dict[str, Any]], *, blank: bool,
) -> tuple[Sheet, list[list[Row]]]:  # fmt: skip
    """Return the largest type that takes no more pages than the smallest would."""
    steps = round((_LARGEST - _SMALLEST) / _STEP)
    layouts: list[tuple[Sheet, list[list[Row]]]] = []
    for step in range(steps + 1):
        sheet = _sheet(size, columns, rows, _SMALLEST + step * _STEP, blank=blank)
        pages = _paged(sheet, _filled(sheet, columns, rows, points, blank=blank))
        if layouts and len(pages) > len(layouts[-1][1]):
            break
        layouts.append((sheet, pages))
    return layouts[-1]


def _sheet(
    size: tuple[float, float],
    columns: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    points: float,
    *,
    blank: bool,
) -> Sheet:
    width, height = size
    side = _side(width, rows, points)
    column = (width - side) / len(columns)
    heads = [_text_height(row["name"], column - 2 * _PAD, points + 2, bold=True) for row in columns]
    if blank:
        asked = [_text_height(row["question"], column - 2 * _PAD, points) for row in columns]
        heads = [head + more for head, more in zip(heads, asked, strict=True)]
    return Sheet(
        width=width, height=height, side=side, head=max(heads) + 3, column=column, size=points
    )


def _side(width: float, rows: list[dict[str, Any]], points: float) -> float:
    """Return how wide the departments' column is: its longest word is not to be broken."""
    words = {word for row in rows for word in drawable(row["name"]).split()}
    longest = max((measured(word, points + 1, bold=True) for word in words), default=0.0)
    return min(0.2 * width, max(0.085 * width, longest * 25.4 / _SPARE + 2 * _PAD + 0.5))


def _text_height(text: str, room: float, points: float, *, bold: bool = False) -> float:
    if not text:
        return 0.0
    return len(wrap(text, room * _SPARE / 25.4, points, bold=bold)) * points * _LEADING * POINT


def _filled(
    sheet: Sheet, columns: list[dict[str, Any]], rows: list[dict[str, Any]],
    points: list[dict[str, Any]], *, blank: bool,
) -> list[Row]:  # fmt: skip
    known = {row["id"] for row in columns}, {row["id"] for row in rows}
    cells: dict[tuple[Any, Any], list[Card]] = {}
    for point in points:
        stage, department = point.get("stage"), point.get("department")
        place = department if department in known[1] else None, stage if stage in known[0] else None
        cells.setdefault(place, []).append(_card(point, sheet))
    filled = []
    for row in rows:
        own = tuple(tuple(cells.get((row["id"], column["id"]), ())) for column in columns)
        name = _text_height(row["name"], sheet.side - 2 * _PAD, sheet.size + 1, bold=True) + 3
        least = max(_BLANK_ROW if blank else _LEAST_ROW, name)
        filled.append(Row(name=row["name"], cells=own, height=max(least, *map(_stack, own))))
    return filled


def _card(point: dict[str, Any], sheet: Sheet) -> Card:
    star, dot = bool(point.get("moment_of_truth")), bool(point.get("shortlist"))
    kinds = [
        *(["indirect"] if point.get("contact") == "indirect" else []),
        *(["planned"] if point.get("status") == "planned" else []),
        *(["shortlist"] if dot else []),
    ]
    room = sheet.column - 2 * _BETWEEN - 2 * _PAD - 1
    marks = "★ " * star + "● " * dot
    lettered = _text_height(marks + point["name"], room, sheet.size, bold=dot)
    return Card(
        name=point["name"], kinds=" ".join(kinds), star=star, dot=dot,
        height=lettered + 2 * _PAD + 1,
    )  # fmt: skip


def _stack(cards: tuple[Card, ...]) -> float:
    return sum(card.height + _BETWEEN for card in cards) + _BETWEEN


def _paged(sheet: Sheet, rows: list[Row]) -> list[list[Row]]:
    """Put rows on pages, cutting one only where it is higher than a page; stretch what is left."""
    pages: list[list[Row]] = [[]]
    for row in (part for whole in rows for part in _cut(whole, sheet.room)):
        if pages[-1] and sum(other.height for other in pages[-1]) + row.height > sheet.room:
            pages.append([])
        pages[-1].append(row)
    return [_stretched(page, sheet.room) for page in pages]


def _cut(row: Row, room: float) -> list[Row]:
    parts: list[Row] = []
    left = row.cells
    while any(left):
        taken = tuple(_fitting(cards, room) for cards in left)
        height = max(_LEAST_ROW, *map(_stack, taken))
        whole = not parts and taken == left
        parts.append(
            replace(row, cells=taken, height=row.height if whole else height, continued=bool(parts))
        )
        left = tuple(cards[len(some) :] for cards, some in zip(left, taken, strict=True))
    return parts or [replace(row, height=min(row.height, room))]


def _fitting(cards: tuple[Card, ...], room: float) -> tuple[Card, ...]:
    number = len(cards)
    while number > 1 and _stack(cards[:number]) > room:
        number -= 1
    return cards[:number]


def _stretched(page: list[Row], room: float) -> list[Row]:
    spare = max(0.0, room - sum(row.height for row in page)) / max(1, len(page))
    return [replace(row, height=math.floor((row.height + spare) * 10) / 10) for row in page]
