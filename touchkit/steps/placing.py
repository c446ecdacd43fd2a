"""Placing: the touchpoint a line names before its colon, where it really names one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from touchkit.model.text import slug

_COLONS = ":：﹕"  # people type the wide ones too


def touchpoint_names(points: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return what may be written for each touchpoint: its id, and its name where only one bears it.

    Parameters
    ----------
    points : iterable of mapping
        Rows of the table touchpoints; a retired one is left out.

    Examples
    --------
    >>> rows = [
    ...     {"id": "bill", "name": "The Bill"},
    ...     {"id": "b2", "name": "Box"},
    ...     {"id": "b3", "name": "box"},
    ... ]
    >>> touchpoint_names(rows)
    {'the bill': 'bill', 'bill': 'bill', 'b2': 'b2', 'b3': 'b3'}
    """
    live = [row for row in points if row.get("status") != "retired"]
    often = Counter(_plain(row["name"]) for row in live)
    named = {_plain(row["name"]): row["id"] for row in live if often[_plain(row["name"])] == 1}
    return named | {row["id"]: row["id"] for row in live}


def placed(line: str, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the touchpoint a line names before a colon, and the rest; blank where it names none.

    Parameters
    ----------
    line : str
        What somebody typed.
    names : mapping of str to str
        As `touchpoint_names` returns them.

    Examples
    --------
    >>> names = {"the bill": "bill", "step 2: hall": "hall"}
    >>> placed("The bill: one line a clean", names), placed("Step 2: Hall: a chair", names)
    (('bill', 'one line a clean'), ('hall', 'a chair'))
    >>> placed("Remember: smile", names)
    ('', 'Remember: smile')
    """
    for place in reversed([n for n, letter in enumerate(line) if letter in _COLONS]):
        named, rest = line[:place], line[place + 1 :].strip()
        touchpoint = names.get(_plain(named)) or names.get(slug(named))
        if touchpoint and rest:
            return touchpoint, rest
    return "", line


def _plain(name: str) -> str:
    return " ".join(str(name).split()).casefold()
