"""Lettering: how wide text is, where it breaks, and which characters can be drawn at all."""

from __future__ import annotations

import unicodedata
from functools import cache

from matplotlib.font_manager import FontProperties, findfont, get_font

from touchkit.figures.style import TITLE, families

_MISSING = "▯"
_NO_BREAK = "\u00a0"
_SIZE = 100
# What joins or styles other characters draws nothing itself; line and tab become blanks.
_SILENT = {"Cc", "Cf", "Cs", "Cn", "Co"}


def drawable(text: str) -> str:
    r"""Return the text with every character no font at hand knows replaced by an empty box.

    The full text stands in the alternative text and in the tables of a report; a figure shows
    where something is missing rather than warn about it.

    Examples
    --------
    >>> drawable("a\x00b\tc")
    'ab c'
    """
    blanks = "".join(
        " " if character.isspace() and character != _NO_BREAK else character for character in text
    )
    return "".join(_drawn(character) for character in blanks)


@cache
def _drawn(character: str) -> str:
    if unicodedata.category(character) in _SILENT or "\ufe00" <= character <= "\ufe0f":
        return ""
    return character if any(_has(family, character) for family in families()) else _MISSING


@cache
def _has(family: str, character: str) -> bool:
    return bool(get_font(_file(family, bold=False)).get_char_index(ord(character)))


@cache
def _file(family: str, *, bold: bool) -> str:
    weight = "bold" if bold else "normal"
    return str(findfont(FontProperties(family=family, weight=weight)))


@cache
def _advance(character: str, *, bold: bool) -> float:
    """Return the width of a character in ems."""
    family = next((name for name in families() if _has(name, character)), families()[0])
    font = get_font(_file(family, bold=bold))
    font.set_size(_SIZE, 72)
    return float(font.load_char(ord(character)).linearHoriAdvance) / 65536 / _SIZE


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in inches.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Type size in points.
    bold : bool
        Whether it is set in bold.
    """
    return sum(_advance(character, bold=bold) for character in text) * size / 72


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """Break a text into lines no wider than there is room.

    Parameters
    ----------
    text : str
        What is to be lettered; characters no font knows become boxes.
    room : float
        Width of a line, in inches.
    size : float
        Type size in points.
    bold : bool
        Whether it is set in bold.
    most : int
        Lines at most, the last one ending in ``…``; 0: as many as it takes.

    Returns
    -------
    list of str
        The lines; a word too long for a line is broken, never clipped.

    Examples
    --------
    >>> wrap("Thank-you letter", 0.8, 10)
    ['Thank-you', 'letter']
    """
    lines: list[str] = []
    line = ""
    for word in drawable(text).split(" "):
        for piece in _pieces(word, room, size, bold=bold) if word else ():
            longer = f"{line} {piece}" if line else piece
            if line and width(longer, size, bold=bold) > room:
                lines.append(line)
                line = piece
            else:
                line = longer
    lines = [*lines, line] if line else lines
    if most and len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1], room, size, bold=bold)]
    return lines or [""]


def fit(title: str, room: float) -> str:
    """Return a figure's title on one line no wider than there is room, in inches.

    Examples
    --------
    >>> fit("Touchpoint map for Walter and his daughter", 3)
    'Touchpoint map for…'
    """
    return "".join(wrap(title, room, TITLE, bold=True, most=1))


def head(text: str, room: float, size: float, *, bold: bool = False, most: int = 2) -> list[str]:
    """Return a heading's lines; where a word does not fit, one line ending in ``…``.

    Examples
    --------
    >>> head("Unsorted", 0.4, 9), head("First visit", 0.5, 10)
    (['Uns…'], ['First', 'visit'])
    """
    line = drawable(text)
    if any(width(word, size, bold=bold) > room for word in line.split()):
        return [_cut(line, room, size, bold=bold)]
    return wrap(line, room, size, bold=bold, most=most)


def _pieces(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Return the word, or the parts of one that is wider than a line."""
    pieces, piece = [], ""
    for character in word:
        if piece and width(piece + character, size, bold=bold) > room:
            pieces.append(piece)
            piece = character
        else:
            piece += character
    return [*pieces, piece]


def _cut(line: str, room: float, size: float, *, bold: bool) -> str:
    while line and width(f"{line}…", size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
