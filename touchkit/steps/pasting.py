"""A pasted list: one touchpoint a line, with its stage and its department where they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from touchkit.model.text import clean, nearest

Known = Mapping[str, str]
"""Names by id: the client's stages, or its departments."""

_SURE = (re.compile(r"\t"), re.compile(r";"), re.compile(r"(?:^|(?<=\s))/(?=\s|$)"))
"""What always parts name, stage and department: a tab, a semicolon, a slash with blanks."""

_PERHAPS = (re.compile("/"), re.compile(r"\s[-–—]\s"), re.compile(","))
"""What stands in names as well (24/7, call - evening): it parts only what is followed by a known word."""

_ALIKE, _LETTERS = 0.8, 4
"""The part of the letters that agree, or how many a name begins with, where there is hardly a doubt."""

_BULLET = re.compile(r"^(?:[•*·‣▪]\s*|[-–—]\s+|\d{1,3}[.)]\s+)")
_HEADER = {"name", "names", "touchpoint", "touchpoints", "contact", "sticky"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One touchpoint as it was typed.

    Attributes
    ----------
    number : int
        The line it stands on, from 1.
    name, stage, department : str
        As typed; stage and department may be blank, and need not be known.
    rest : str
        What stood behind the department.
    """

    number: int
    name: str
    stage: str = ""
    department: str = ""
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class Pasted:
    """A list that was read.

    Attributes
    ----------
    new : tuple of Line
        What can be put on the map.
    doubled, there : tuple of str
        Names that stand in the list twice, and names that are on the map already.
    unnamed : tuple of int
        Lines with a stage or a department and no name.
    blank : int
        Empty lines between others.
    """

    new: tuple[Line, ...] = ()
    doubled: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    unnamed: tuple[int, ...] = ()
    blank: int = 0


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A word that is no stage, or no department, and has to be asked about, once.

    Attributes
    ----------
    table : str
        stages or departments.
    word : str
        As it was typed first.
    lines : int
        How many lines bear it.
    meant : str
        The id of what may have been meant; blank: nothing is close.
    sure : bool
        Whether it is so close that it is taken for that until somebody says otherwise.
    """

    table: str
    word: str
    lines: int
    meant: str = ""
    sure: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells this question from others."""
        return (self.table, folded(self.word))


def folded(word: str) -> str:
    """Return a word as words are compared: without case and with single blanks.

    Examples
    --------
    >>> folded("  The   Invoice ")
    'the invoice'
    """
    return " ".join(clean(word).casefold().split())


def id_of(word: str, known: Known) -> str:
    """Return the id of a stage or a department called this; blank: there is none."""
    wanted = folded(word)
    return next((row for row, name in known.items() if wanted in {row, folded(name)}), "")


def read_list(text: str, *, stages: Known, departments: Known, there: Iterable[str]) -> Pasted:
    r"""Read a list of touchpoints, one a line.

    Parameters
    ----------
    text : str
        ``name / stage / department``, or the three with tabs or ``;`` between, as a spreadsheet gives
        them. A bare slash, a dash or a comma parts them too where a known word follows.
    stages, departments : mapping of str to str
        What is known: names by id.
    there : iterable of str
        The names of the touchpoints there are.

    Returns
    -------
    Pasted
        Nothing in it is asked or stored yet.

    Examples
    --------
    >>> read = read_list(
    ...     "Invoice / buy\n24/7 hotline", stages={"buy": "Buy"}, departments={}, there=[]
    ... )
    >>> [(line.name, line.stage) for line in read.new]
    [('Invoice', 'buy'), ('24/7 hotline', '')]
    """
    known, seen = {folded(name) for name in there}, set[str]()
    new, doubled, old, unnamed = [], [], [], []
    lines = [clean(line) for line in _lines(text)] if clean(text) else []
    for number, typed in enumerate(lines, start=1):
        line = _read(number, typed, stages, departments)
        if line is None or (number == 1 and _is_header(line)):
            continue
        key = folded(line.name)
        if not key:
            unnamed.append(number)
        elif key in seen:
            doubled.append(line.name)
        elif key in known:
            old.append(line.name)
        else:
            new.append(line)
        seen.add(key)
    return Pasted(
        new=tuple(new), doubled=tuple(dict.fromkeys(doubled)), there=tuple(old), unnamed=tuple(unnamed),
        blank=sum(not line for line in lines),
    )  # fmt: skip


def _lines(text: str) -> Sequence[str]:
    """Return the lines from the first that is filled to the last."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n \t").split("\n")


def _read(number: int, typed: str, stages: Known, departments: Known) -> Line | None:
    plain = _BULLET.sub("", typed)
    if not plain:
        return None
    parts = _parts(plain, stages, departments)
    name, *places = parts if len(parts) < 4 else _long(parts, stages, departments)
    stage, department, *rest = [*places, "", ""]
    line = Line(number=number, name=name, stage=stage, department=department)
    line = _turned(line, stages, departments)
    return replace(line, rest="; ".join(part for part in rest if part))


def _parts(line: str, stages: Known, departments: Known) -> list[str]:
    for pattern in _SURE:
        if pattern.search(line):
            return [clean(part) for part in pattern.split(line)]
    for pattern in _PERHAPS:
        parts = [clean(part) for part in pattern.split(line)]
        if len(parts) > 1 and (id_of(parts[-1], stages) or id_of(parts[-1], departments)):
            return _long(parts, stages, departments, between=_between(pattern, line))
    return [line]


def _between(pattern: re.Pattern[str], line: str) -> str:
    """Return what parted a line, to put a name together again as it was typed."""
    found = pattern.search(line)
    return found.group() if found else " "


def _long(parts: list[str], stages: Known, departments: Known, between: str = " / ") -> list[str]:
    """Return name, stage, department and a rest, where a name may hold what parts them."""
    places = sum(1 for _ in _known_at_the_end(parts, stages, departments))
    if not places or (places == 1 and len(parts) > 3):
        return parts
    glue = between if between.strip() in {"", "/"} or between.startswith(" ") else f"{between} "
    return [glue.join(parts[:-places]), *parts[-places:]]


def _known_at_the_end(parts: list[str], stages: Known, departments: Known) -> Iterator[str]:
    for part in parts[:0:-1][:2]:
        if not (id_of(part, stages) or id_of(part, departments)):
            return
        yield part


def _turned(line: Line, stages: Known, departments: Known) -> Line:
    """Return the line with stage and department in their places, where they were typed the other way."""
    first, second = line.stage, line.department
    if id_of(first, stages) or not id_of(first, departments) or id_of(second, departments):
        return line
    return replace(line, stage=second, department=first)


def _is_header(line: Line) -> bool:
    return folded(line.name) in _HEADER and folded(line.stage) in {"stage", "stages"}


def unknown_words(lines: Iterable[Line], *, stages: Known, departments: Known) -> list[Unknown]:
    """Return the words to ask about, each once, in the order they were typed.

    Examples
    --------
    >>> lines = [Line(number=1, name="Bill", stage="Bye"), Line(number=2, name="Card", stage="bye")]
    >>> [
    ...     (asked.word, asked.lines, asked.meant)
    ...     for asked in unknown_words(lines, stages={"buy": "Buy"}, departments={})
    ... ]
    [('Bye', 2, 'buy')]
    """
    found: dict[tuple[str, str], Unknown] = {}
    for line in lines:
        for table, word, known in (
            ("stages", line.stage, stages), ("departments", line.department, departments),
        ):  # fmt: skip
            if not word or id_of(word, known):
                continue
            meant, sure = _meant(word, known)
            asked = Unknown(table=table, word=word, lines=1, meant=meant, sure=sure)
            earlier = found.get(asked.key)
            found[asked.key] = replace(earlier, lines=earlier.lines + 1) if earlier else asked
    return list(found.values())


def _meant(word: str, known: Known) -> tuple[str, bool]:
    """Return the id of what was probably meant, and whether there is hardly a doubt.

    "Acounting" can be little else than Accounting, and a room with forty stickies shall not be asked;
    "Street" is no misspelt Repeat, though half its letters agree.
    """
    wanted = folded(word)
    begins = [
        row for row, name in known.items() if len(wanted) > 1 and folded(name).startswith(wanted)
    ]
    if len(begins) == 1:
        return begins[0], len(wanted) >= _LETTERS
    close = nearest(word, known.values())
    sure = bool(close) and nearest(word, known.values(), _ALIKE) == close
    return (id_of(close, known) if close else ""), sure
