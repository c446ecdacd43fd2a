"""Paper: the sizes forms are made for, and a form written as a page or as a PDF."""

from __future__ import annotations

from pathlib import Path

from touchkit.deliver.pdf import write_pdf
from touchkit.deliver.writing import write_file
from touchkit.errors import InputError

SIZES = {"A3": (297.0, 420.0), "A4": (210.0, 297.0)}
"""Short and long side in millimetres."""
MARGIN = 10.0
POINT = 25.4 / 72
"""A typographic point in millimetres."""


def inner(paper: str, *, landscape: bool) -> tuple[float, float]:
    """Return width and height between the margins, in millimetres.

    Raises
    ------
    InputError
        If the paper has another size than A3 or A4.

    Examples
    --------
    >>> inner("A4", landscape=True)
    (277.0, 190.0)
    """
    size = SIZES.get(str(paper).strip().upper())
    if size is None:
        raise InputError(f"Forms are made for {' and '.join(SIZES)}, not for {paper!r}.")
    short, long = size
    width, height = (long, short) if landscape else (short, long)
    return width - 2 * MARGIN, height - 2 * MARGIN


def deliver(html: str, path: str | Path, *, pdf: bool) -> Path:
    """Write a form: as a page, or printed to a PDF file."""
    return write_pdf(html, Path(path)) if pdf else write_file(Path(path), html)
