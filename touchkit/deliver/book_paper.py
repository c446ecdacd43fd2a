"""A workbook to live in: how its cells look, what may be chosen in them, how its sheets print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

DONE, LATE, SOON, WEEKEND, NONE = "#d3e6f6", "#fbd9b8", "#fdf3cf", "#eef0f3", "#c9ced4"
"""Fills: done, late, due within a week, weekends, days a month does not have."""
LISTS = "_lists"
"""The hidden sheet drop-downs choose from."""
MORE = 200
"""Empty rows below the last that can be chosen in as well."""

_A3, _A4 = 8, 9
_FONT: dict[str, Any] = {"font_name": "Calibri", "font_size": 11, "valign": "top"}


def formats(book: Any, brand: str) -> dict[str, Any]:
    """Return the formats cells are written in, by name."""
    made: dict[str, dict[str, Any]] = {
        "title": {"font_size": 18, "bold": True, "font_color": brand},
        "say": {"font_color": "#4d565f"},
        "head": {"bold": True, "bottom": 2, "bottom_color": brand, "bg_color": "#e9edf1", "text_wrap": True},
        "centre": {"bold": True, "align": "center", "bottom": 2, "bottom_color": brand, "bg_color": "#e9edf1"},
        "plain": {},
        "text": {"text_wrap": True, "num_format": "@"},
        "note": {"text_wrap": True, "num_format": "@", "font_color": "#4d565f", "bg_color": "#f7f8f9"},
        "date": {"num_format": "ddd d mmm yyyy", "align": "left"},
        "day": {"align": "center", "valign": "vcenter", "border": 1, "border_color": NONE},
        "weekend": {"align": "center", "valign": "vcenter", "border": 1, "border_color": NONE, "bg_color": WEEKEND},
        "none": {"bg_color": NONE, "border": 1, "border_color": NONE},
        "marked": {"align": "center", "valign": "vcenter", "border": 2, "border_color": "#a34700"},
        "sum": {"align": "center", "valign": "vcenter", "bold": True},
        "month": {"bold": True, "valign": "vcenter"},
        "date-no": {"bold": True, "align": "right", "top": 1, "left": 1, "right": 1, "border_color": NONE},
        "date-no-weekend": {
            "bold": True, "align": "right", "top": 1, "left": 1, "right": 1, "border_color": NONE, "bg_color": WEEKEND,
        },
        "acts": {"text_wrap": True, "font_size": 10, "bottom": 1, "left": 1, "right": 1, "border_color": NONE},
        "acts-weekend": {
            "text_wrap": True, "font_size": 10, "bottom": 1, "left": 1, "right": 1, "border_color": NONE,
            "bg_color": WEEKEND,
        },
        "week": {"font_size": 9, "font_color": "#4d565f", "align": "center"},
        "heading": {"bold": True, "font_size": 14, "font_color": brand, "valign": "vcenter"},
    }  # fmt: skip
    return {name: book.add_format(_FONT | look) for name, look in made.items()}


def print_setup(sheet: Any, area: tuple[int, int, int, int], *, title: str, a3: bool = False, tall: bool = False,
                heads: tuple[int, int] | None = None, one_page: bool = False, ruled: bool = False) -> None:  # fmt: skip
    """Set what prints and how: across unless tall, as wide as the page, heads on each page, lines between cells."""
    sheet.set_paper(_A3 if a3 else _A4)
    if not tall:
        sheet.set_landscape()
    sheet.print_area(*area)
    sheet.fit_to_pages(1, 1 if one_page else 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    if ruled:
        sheet.hide_gridlines(0)
    if heads:
        sheet.repeat_rows(*heads)
    sheet.set_footer(f"&L{_in_footer(title)}&R&P / &N")


def lines_of(text: str, wide: float) -> int:
    """Return how many lines a text takes in a column so wide; rather one too many than one cut.

    Examples
    --------
    >>> lines_of("Birthday card", 20), lines_of("A birthday card, signed by the cleaner", 20)
    (1, 3)
    """
    return sum(max(1, -(-len(line) // max(1, int(0.88 * wide)))) for line in text.split("\n"))


def _in_footer(text: str) -> str:
    """Return text a footer takes literally: & begins a code there; 255 signs at most."""
    return text.replace("&", "&&")[:200]


class Choices:
    """The lists drop-downs choose from, each a column of a hidden sheet."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._columns: dict[tuple[str, ...], int] = {}

    def offer(
        self, sheet: Any, rows: tuple[int, int], column: int, words: Sequence[str], *, only: bool
    ) -> None:
        """Put a drop-down into a column; `only`: nothing else may be written there."""
        words = tuple(dict.fromkeys(word for word in words if word))
        if not words:
            return
        place = self._columns.setdefault(words, len(self._columns))
        letters = _letters(place)
        rule = {
            "validate": "list", "source": f"={LISTS}!${letters}$1:${letters}${len(words)}",
            "error_type": "stop" if only else "information", "error_title": "Not in the list",
            "error_message": "Choose from the list." if only else "This is not in the list yet.",
        }  # fmt: skip
        sheet.data_validation(rows[0], column, rows[1], column, rule)

    def write(self) -> None:
        """Write the hidden sheet."""
        from touchkit.pack.workbook import literal

        sheet = self._book.add_worksheet(LISTS)
        for words, place in self._columns.items():
            for number, word in enumerate(words):
                sheet.write_string(number, place, literal(word))
        sheet.very_hidden()


def _letters(place: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0.

    Examples
    --------
    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def called(names: Mapping[str, str]) -> dict[str, str]:
    """Return what to show for each id: its name, or the id where two share a name."""
    often = [name.casefold() for name in names.values()]
    return {
        key: name if name and often.count(name.casefold()) == 1 and name not in names else key
        for key, name in names.items()
    }
