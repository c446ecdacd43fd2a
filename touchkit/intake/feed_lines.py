"""A calendar file's lines, before anything is made of them: whole, nested as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from touchkit.errors import IntakeError, Problem
from touchkit.model.faults import shown

_LINE = re.compile(r'[A-Za-z0-9-]+(?:;(?:[^":]|"[^"]*")*)?:', re.DOTALL)
_DEEPEST = 20
_MOST = 50


@dataclass(kw_only=True)
class Lines:
    """Where things begin in a calendar file.

    Attributes
    ----------
    begins : dict of str to list of int
        For each kind of component the lines at which one begins, in order.
    problems : list of Problem
        Lines that are none of a calendar's, and what is opened and never closed.
    """

    begins: dict[str, list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def scan(text: str, file: str) -> Lines:
    """Look at each line of a calendar file without reading what it says.

    Raises
    ------
    IntakeError
        When the text is no calendar, or not a whole one; a problem for each line at fault.
    """
    found = Lines()
    open_: list[tuple[str, int]] = []
    for number, line in unfolded(text):
        if not line.strip():
            continue
        if not _LINE.match(line) or "\x00" in line:
            what = "NUL bytes" if "\x00" in line else shown(line)
            allowed, hint = "NAME:value", "Delete the line, or export the calendar again."
            _tell(found, (file, number), what, allowed, hint)
        elif line.upper().startswith("BEGIN:"):
            kind = line[6:].strip().upper()
            open_.append((kind, number))
            found.begins.setdefault(kind, []).append(number)
        elif line.upper().startswith("END:"):
            _close(found, file, open_, (line[4:].strip().upper(), number))
    for kind, number in open_:
        hint = "The file seems cut off; export the calendar again."
        _tell(
            found, (file, number), f"BEGIN:{kind} without its end", f"END:{kind} further down", hint
        )
    if not found.begins:
        allowed, hint = "a line BEGIN:VCALENDAR", "Export it from the calendar program as .ics."
        _tell(found, (file, 1), "no calendar", allowed, hint)
    if found.problems:
        raise IntakeError(f"{file} cannot be read.", found.problems[:_MOST])
    return found


def _close(found: Lines, file: str, open_: list[tuple[str, int]], end: tuple[str, int]) -> None:
    kind, number = end
    if open_ and open_[-1][0] == kind and len(open_) <= _DEEPEST:
        open_.pop()
        return
    allowed = f"END:{open_[-1][0]}" if open_ else f"BEGIN:{kind} before it"
    hint = "The file seems damaged; export the calendar again."
    _tell(found, (file, number), f"END:{kind}", allowed, hint)
    names = [name for name, _ in open_]
    if kind in names:
        del open_[len(names) - 1 - names[::-1].index(kind) :]


def _tell(found: Lines, place: tuple[str, int], what: str, allowed: str, hint: str) -> None:
    file, row = place
    found.problems.append(Problem(file=file, row=row, found=what, allowed=allowed, hint=hint))


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield each content line with the number of the line it begins on.

    Examples
    --------
    >>> list(unfolded("SUMMARY:Two\r\n  words\r\nEND:VEVENT"))
    [(1, 'SUMMARY:Two words'), (3, 'END:VEVENT')]
    """
    line, begun = "", 0
    for number, part in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if part[:1] in (" ", "\t") and begun and part.strip():
            line += part[1:]
            continue
        if begun:
            yield begun, line
        line, begun = part, number
    if line:
        yield begun, line
