"""Which act of somebody else's calendar is which here, so that reading it again never doubles."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from touchkit.model.text import clean

Record = dict[str, Any]
_COPY = re.compile(r"\s*(\(\d+\)|[-_ ]copy|[-_ ]\d{8}|[-_ ]\d{4}-\d{2}-\d{2})$", re.IGNORECASE)
_UID_MARK = re.compile(r"-([0-9a-f]{6})(?:-\d+)?$")


def source_of(file: str) -> str:
    """Return what a file is called however often it was downloaded.

    Examples
    --------
    >>> source_of("Marketing (2).ics"), source_of("plan_2026-11-25.CSV")
    ('marketing.ics', 'plan.csv')
    """
    path = Path(clean(file))
    stem, before = path.stem, ""
    while stem != before:
        stem, before = _COPY.sub("", stem), stem
    return f"{stem or path.stem}{path.suffix}".casefold()


def match(
    rows: list[Record], here: Mapping[str, Record], marks: Mapping[str, Mapping[str, Any]], *, source: str, by_uid: bool
) -> list[tuple[Record, str | None]]:  # fmt: skip
    """Return each row with the id of the act it is here; None: it is new.

    An entry of a feed is known by its UID whatever the file is called. A row of a table is known
    by its id where it has one, which is made from its title otherwise: rows of one title are told
    apart by their date. An act made here is taken for a row only if it has the same id, title and
    calendar.

    Parameters
    ----------
    rows : list of dict
        Acts of the file.
    here : mapping of str to dict
        The acts that stand here, by id.
    marks : mapping of str to mapping
        For the acts that were read from a file, its name (``file``) and their id in it (``id``).
    source : str
        What the file is called, as `source_of` says it.
    by_uid : bool
        Whether ids are made from UIDs.
    """
    found: dict[int, str] = {}
    known = {name: mark["id"] for name, mark in marks.items() if by_uid or mark["file"] == source}

    def pair(of_row: Callable[[Record], Any], of_act: Callable[[str], Any]) -> None:
        places: dict[Any, list[str]] = {}
        for name in known.keys() - set(found.values()):
            places.setdefault(of_act(name), []).append(name)
        for number, row in enumerate(rows):
            key = of_row(row)
            some = places.get(key, [])
            if number not in found and key is not None and some:
                found[number] = min(some)
                some.remove(found[number])

    if not by_uid:
        pair(_titled_day, lambda name: _titled_day(here[name]))
    pair(lambda row: row["id"], lambda name: known[name])
    if by_uid:
        pair(_uid_mark, lambda name: _uid_mark({"id": known[name]}))
    taken = set(found.values())
    for number, row in enumerate(rows):
        own = here.get(row["id"])
        if number not in found and own is not None and row["id"] not in marks.keys() | taken:
            alike = ("title", "calendar")
            if all(row.get(name) == own.get(name) for name in alike):
                found[number] = row["id"]
    return [(row, found.get(number)) for number, row in enumerate(rows)]


def _titled_day(row: Mapping[str, Any]) -> tuple[str, str] | None:
    if not row.get("starts"):
        return None
    return str(row.get("title")).casefold(), str(row["starts"])


def _uid_mark(row: Mapping[str, Any]) -> str | None:
    found = _UID_MARK.search(str(row["id"]))
    return found[1] if found else None
