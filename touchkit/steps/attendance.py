"""A list of people as it is typed or pasted: names, departments and roles, a line each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from touchkit.errors import InputError
from touchkit.model.frames import choices
from touchkit.model.tables import Participant
from touchkit.model.text import clean, did_you_mean, listed

ROLES = tuple(choices(Participant, "role"))
"""What people do in the room."""

LONGEST_NAME = 60
MOST_PEOPLE = 60
"""How long a name may be to stand on a chip, and how many chips a screen holds."""

_MARKS = ("/", "\t", ";", ",")
_NUMBERED = "Person {}"


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody on a list.

    Attributes
    ----------
    alias : str
        The name on the chip.
    department : str
        As it was written; blank: not said.
    role : str
        One of `ROLES`; blank: not said.
    """

    alias: str
    department: str = ""
    role: str = ""


def read_people(text: str) -> list[Guest]:
    r"""Read a list of people: `name / department / role` a line, the last two only if known.

    Parameters
    ----------
    text : str
        Cells copied from a spreadsheet, semicolons and commas part as `/` does. Blank lines and a first
        line that only names the columns are left out; who stands there twice is read once.

    Returns
    -------
    list of Guest

    Raises
    ------
    InputError
        When a name is too long, a role unknown, or a line has more parts; every such line is named.

    Examples
    --------
    >>> read_people("Anna / Shop\nBen\n")
    [Guest(alias='Anna', department='Shop', role=''), Guest(alias='Ben', department='', role='')]
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if clean(line)]
    if lines and _parts(lines[0][1])[0].casefold() in {"alias", "name"}:
        del lines[0]
    guests: dict[str, Guest] = {}
    faults = []
    for number, line in lines:
        alias, *more = _parts(line)
        fault = _fault(alias, more)
        if fault:
            faults.append(f"Line {number}: {fault}")
            continue
        department, role = [*more, "", ""][:2]
        guests[alias.casefold()] = Guest(alias=alias, department=department, role=role.casefold())
    if faults:
        raise InputError("\n".join([*faults, "Nobody was added; mend the list and press again."]))
    return list(guests.values())


def _parts(line: str) -> list[str]:
    mark = next((mark for mark in _MARKS if mark in line), "/")
    return [clean(part) for part in line.split(mark)]


def _fault(alias: str, more: list[str]) -> str:
    """Return what is wrong with a line; blank when nothing is."""
    if not alias:
        return "there is no name at its beginning."
    too_long = [part for part in (alias, *more) if len(part) > LONGEST_NAME]
    if too_long:
        return f"“{too_long[0][:20]}…” is too long; at most {LONGEST_NAME} letters fit."
    if any(more[2:]):
        return "it has more than name / department / role."
    role = more[1] if len(more) > 1 else ""
    if role and role.casefold() not in ROLES:
        return f"{role!r} is no role. {did_you_mean(role, ROLES, f'There are: {listed(ROLES)}.')}"
    return ""


def numbered(count: int, taken: Collection[str]) -> list[str]:
    """Return names for people nobody has named yet.

    Examples
    --------
    >>> numbered(2, {"Anna", "Person 1"})
    ['Person 2', 'Person 3']
    """
    used = {alias.casefold() for alias in taken}
    names: list[str] = []
    number = 0
    while len(names) < count:
        number += 1
        name = _NUMBERED.format(number)
        if name.casefold() not in used:
            names.append(name)
    return names


def is_numbered(alias: str) -> bool:
    """Say whether a name was made by `numbered`."""
    return re.fullmatch(_NUMBERED.format(r"\d+"), alias) is not None


def unknown(words: Iterable[str], known: Collection[str]) -> list[str]:
    """Return the words that are not known, each once, whatever their capitals.

    Examples
    --------
    >>> unknown(["Shop", "Till", "till", ""], {"shop"})
    ['Till']
    """
    there = {name.casefold() for name in known}
    found = {word.casefold(): word for word in reversed(list(words)) if word}
    return [word for folded, word in reversed(found.items()) if folded not in there]
