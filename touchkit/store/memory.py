"""What was read last, kept in memory and brought up to date by the rows that changed since."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import sqlalchemy as sa

from touchkit.model import TABLES, Client, to_frame
from touchkit.store.edits import Edits
from touchkit.store.facts import FACTS
from touchkit.store.schema import CLIENT, SEQ

Touched = Mapping[str, Collection[str]]
"""The rows a change touched, by table."""

_MANY = 400
"""Where more rows of a table changed, reading all of them is as quick."""

_REMEMBERED = 500
"""For how many changes back it is known what each touched; whoever slept longer reads everything."""


Stamp = tuple[int, int]
"""The revision that changed a table last, and which store this is."""


class Fresh(NamedTuple):
    """A table as it is at one moment.

    Attributes
    ----------
    stamp : (int, int)
        Stays the same while the table does.
    frame : pandas.DataFrame
        The table.
    places : tuple of float
        What each row is put in order by; a row keeps it while others come and go.
    """

    stamp: Stamp
    frame: pd.DataFrame
    places: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """A table as it was at a revision, and each row's place."""

    number: int
    frame: pd.DataFrame
    places: np.ndarray[Any, np.dtype[np.float64]]


class Memory:
    """The tables of one store as they were read last.

    Nothing here is ever older than the transaction it is asked in: each question names the
    revision of that transaction, and what changed up to it is looked up in the history. Where
    the history does not tell (answers recorded by another program, a person erased), everything
    is read again.
    """

    def __init__(self) -> None:
        self._file = self._stores = 0
        self._forget()

    def _forget(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._client: tuple[int, Client] | None = None
        self._touched: dict[int, Touched | None] = {}  # None: this revision touched who knows what
        self._heard = self._since = 0
        self._before: dict[str, int] = {}  # which of the forgotten revisions changed a table last

    def look_at(self, file: int, number: int) -> None:
        """Forget everything where the store is another one now.

        Parameters
        ----------
        file : int
            What tells one file from another; 0 where the store is no file.
        number : int
            The revision of this transaction. One store's never goes back.
        """
        if file != self._file or number < self._heard:
            self._forget()
            self._file, self._stores = file, self._stores + 1

    def tell(self, number: int, log: Iterable[tuple[str, str]], *, is_all: bool = True) -> None:
        """Note which rows a change of our own touched; the history need not be asked for it.

        Parameters
        ----------
        number : int
            The revision it made.
        log : iterable of (str, str)
            Table and id of each row.
        is_all : bool
            Whether this is all; not so where it took away what the history told of others.
        """
        if not is_all:
            self._touched[number] = None
            return
        touched: dict[str, set[str]] = {}
        for table, row in log:
            touched.setdefault(table, set()).add(row)
        self._touched[number] = touched

    def frame(self, edits: Edits, number: int, table: str) -> pd.DataFrame:
        """Return a table at the revision of this transaction; it must not be changed."""
        kept = self._kept.get(table)
        if kept is None or kept.number != number:
            rows = self._rows(edits, kept.number if kept else 0, number, table)
            fresh = None if kept is None or rows is None else _patched(edits, table, kept, rows)
            frame, places = fresh or _read(edits, table)
            kept = self._kept[table] = _Kept(number=number, frame=frame, places=places)
        return kept.frame

    def fresh(self, edits: Edits, number: int, table: str, known: Stamp | None) -> Fresh | None:
        """Return a table at the revision of this transaction; None where it is known already."""
        last, stores = self.stamp(edits, number, [table])
        if known == (last, stores):
            return None
        frame = self.frame(edits, number, table).copy()
        return Fresh((last, stores), frame, tuple(self._kept[table].places.tolist()))

    def client(self, edits: Edits, number: int) -> Client:
        """Return the client's settings at the revision of this transaction."""
        known = self._client
        if known is None or self._rows(edits, known[0], number, CLIENT) != set():
            known = (number, edits.client())
        self._client = (number, known[1])
        return known[1]

    def stamp(self, edits: Edits, number: int, tables: Iterable[str]) -> tuple[int, ...]:
        """Return for each table the revision that changed it last, as far as is known.

        Behind these stands which store it is, counted up. Equal stamps: nothing changed in
        between. Unequal ones may be equal tables all the same.
        """
        self._hear(edits, number)
        return (*(self._last(table) for table in tables), self._stores)

    def _last(self, table: str) -> int:
        told = sorted(self._touched, reverse=True)
        changed = (n for n in told if (t := self._touched[n]) is None or table in t or FACTS in t)
        return next(changed, max(self._since, self._before.get(table, 0)))

    def _rows(self, edits: Edits, known: int, number: int, table: str) -> set[str] | None:
        """Return the rows of a table touched between two revisions; None where that is not known."""
        if not 0 < known <= number:
            return None
        self._hear(edits, number)
        rows: set[str] = set()
        for revision in range(known + 1, number + 1):
            touched = self._touched.get(revision)
            if (
                touched is None or FACTS in touched
            ):  # a pack taken over may bring columns of its own
                return None
            rows |= set(touched.get(table, ()))
        return rows

    def _hear(self, edits: Edits, number: int) -> None:
        """Learn what the revisions since the last time touched."""
        since = max(self._heard, number - _REMEMBERED) if self._heard else number
        if self._heard < since:  # these are never asked about: each may have touched anything
            self._since = max(self._since, since)
        unheard = {n for n in range(since + 1, number + 1) if n not in self._touched}
        if unheard:
            told = _told(edits, min(unheard), number)
            self._touched |= {n: told.get(n) for n in unheard}
        self._heard = max(self._heard, number)
        for old in sorted(n for n in self._touched if n <= number - _REMEMBERED):
            touched = self._touched.pop(old)
            if touched is None or FACTS in touched:
                self._since = max(self._since, old)
            else:
                self._before |= dict.fromkeys(touched, old)


def _told(edits: Edits, first: int, last: int) -> dict[int, dict[str, set[str]]]:
    """Return from the history what each revision touched; one that left no trace there is left out."""
    actions, changes = edits.schema.actions, edits.schema.changes
    query = (
        sa.select(actions.c.revision, changes.c.table, changes.c.row)
        .join(changes, changes.c.action == actions.c.id)
        .where(actions.c.revision.between(first, last))
    )
    found: dict[int, dict[str, set[str]]] = {}
    for revision, table, row in edits.connection.execute(query):
        found.setdefault(int(revision), {}).setdefault(str(table), set()).add(str(row))
    return found


def _read(edits: Edits, table: str) -> tuple[pd.DataFrame, Any]:
    rows = edits.all(table)
    places = np.array([row.pop(SEQ) for row in rows], dtype=np.float64)
    return to_frame(TABLES[table], rows, _extra_columns(edits).get(table, ())), places


def _patched(
    edits: Edits, table: str, kept: _Kept, ids: Collection[str]
) -> tuple[pd.DataFrame, Any] | None:
    """Return a table with only these rows read again; None where that would not be the same."""
    if not ids:
        return kept.frame, kept.places
    if len(ids) > _MANY:
        return None
    rows = edits.where_in(table, "id", ids)
    rest = ~kept.frame["id"].isin(list(ids)).to_numpy()
    places = np.concatenate([kept.places[rest], [row.pop(SEQ) for row in rows]])
    fresh = to_frame(TABLES[table], rows)
    # Equal places are told apart by the database's own order of text, columns of the client's own
    # stand in the order they are met: both are left to a full reading.
    alike = list(fresh.columns) == list(kept.frame.columns) == list(TABLES[table].model_fields)
    if not alike or len(np.unique(places)) != len(places):
        return None
    frame = pd.concat([kept.frame[rest], fresh]) if rows else kept.frame[rest]
    order = np.argsort(places)
    return frame.iloc[order].reset_index(drop=True), places[order]


def _extra_columns(edits: Edits) -> dict[str, list[str]]:
    """Return the columns of the pack that the model does not know, also those nobody filled."""
    meta = edits.schema.meta
    found = edits.connection.execute(sa.select(meta.c.value).where(meta.c.name == "extra"))
    columns: dict[str, list[str]] = json.loads(found.scalar() or "{}")
    return columns
