"""Box scores: columns that hold how many, or which part, gave each answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from touchkit.intake.people import Reading
from touchkit.intake.sheets import Unreadable
from touchkit.intake.survey_keys import code
from touchkit.model.faults import shown
from touchkit.model.text import is_blank

_WHOLE = {"percent": 100.0, "share": 1.0}


def read_boxes(reading: Reading, people: list[dict[str, Any]]) -> tuple[list[list[int]], int]:
    """Return how many gave each box's score, row by row.

    Parameters
    ----------
    reading : Reading
        The sheet and its mapping.
    people : list of dict
        What each row says besides; `answers` is how many the percentages are parts of.

    Returns
    -------
    counts : list of list of int
        A list for each row, a number for each box in the mapping's order; all 0 where the row
        gives no numbers.
    left_out : int
        How many rows give none: their cells are blank or named as missing.
    """
    boxes = reading.mapping.boxes
    places = {name: reading.place(name, f"boxes.{name}") for name in boxes}
    if None in places.values():
        return [], 0
    counts, left_out = [], 0
    for position, (_, cells) in enumerate(reading.sheet.rows):
        row = {name: cells[place] for name, place in places.items() if place is not None}
        parts = _parts(reading, position, row)
        total = people[position].get("answers")
        known = reading.mapping.survey.unit == "count" or total is not None
        left_out += parts is None or not known
        shared = [0] * len(boxes)
        if parts is not None and known:
            shared = _counts(reading, position, parts, total)
        counts.append(shared)
    return counts, left_out


def _parts(reading: Reading, position: int, row: Mapping[str, Any]) -> list[float] | None:
    """Return a row's numbers; None where it gives none or they cannot be read."""
    missing = reading.mapping.survey.missing
    empty = [name for name, cell in row.items() if is_blank(cell) or code(cell) in missing]
    if len(empty) == len(row) or any(isinstance(cell, Unreadable) for cell in row.values()):
        return None
    sign = "%" if reading.mapping.survey.unit == "percent" else ""
    parts: list[float] = []
    for name, cell in row.items():
        try:
            parts.append(reading.numbers.read(cell, sign=sign))
        except ValueError as error:
            hint = str(error)
            if isinstance(cell, str) and "%" in cell:
                hint = 'Write unit = "percent" below [survey] if these are percentages.'
            if name in empty:
                hint = "Fill it in (0 if nobody gave that answer), or leave the row's other boxes empty too."
            _tell(reading, position, name, shown(cell), "a number", hint)
    return parts if len(parts) == len(row) else None


def _counts(reading: Reading, position: int, parts: list[float], total: int | None) -> list[int]:
    whole = _WHOLE.get(reading.mapping.survey.unit or "")
    names = list(reading.mapping.boxes)
    bad = [
        place
        for place, part in enumerate(parts)
        if part < 0 or (not whole and not part.is_integer())
    ]
    if bad:
        allowed = "at least 0" if whole else "a whole number, at least 0"
        hint = 'Correct it; or, if it is a part of all answers: unit = "percent" or "share".'
        _tell(reading, position, names[bad[0]], shown(parts[bad[0]]), allowed, hint)
        return [0] * len(parts)
    if whole is None:
        return [int(part) for part in parts]
    # Each part may be off by half of its last whole percent, so their sum by so much times the parts.
    if abs(sum(parts) - whole) > 0.005 * whole * len(parts) + 1e-9:
        hint = 'Name every box of the question; say unit = "share" for parts of 1, "count" for numbers of answers.'
        found, allowed = f"boxes that add up to {sum(parts):g}", f"{whole:g}, but for rounding"
        _tell(reading, position, names[-1], found, allowed, hint)
        return [0] * len(parts)
    return share_out(parts, total or 0)


def share_out(parts: list[float], total: int) -> list[int]:
    """Share a number out by parts, in whole numbers that add up to it.

    What is left over after rounding down goes to the largest remainders (Hamilton's method).

    Examples
    --------
    >>> share_out([8, 18, 74], 333)
    [27, 60, 246]
    """
    shares = [part * total / sum(parts) for part in parts]
    counts = [int(share) for share in shares]
    by_rest = sorted(range(len(parts)), key=lambda place: counts[place] - shares[place])
    for place in by_rest[: total - sum(counts)]:
        counts[place] += 1
    return counts


def _tell(reading: Reading, position: int, name: str, *said: str) -> None:
    """Add a problem of a box: what was found, what is allowed, what to do."""
    found, allowed, hint = said
    row = reading.sheet.rows[position][0]
    reading.problems.append(reading.sheet.problem(row, name, found, allowed, hint))
