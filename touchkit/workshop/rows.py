"""The rows of a live workshop: read as they are now, edited, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

import pandas as pd

from touchkit.folder import Place
from touchkit.model import TABLES, Client
from touchkit.store import Store


class _Table:
    """A table of the workshop as an attribute, always current."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.__doc__ = f"The table {name}, as it is now: {TABLES[name].SAYS}."

    def __get__(self, workshop: LiveRows | None, owner: type) -> Any:
        return self if workshop is None else workshop.store.frame(self.name)


class LiveRows:
    """One client's rows, live: what one notebook changes the others see."""

    stages, departments, channels = _Table(), _Table(), _Table()
    lanes, audiences = _Table(), _Table()
    personas, touchpoints, links, notes, scores = _Table(), _Table(), _Table(), _Table(), _Table()
    ideas, acts, customers, ticks, participants = _Table(), _Table(), _Table(), _Table(), _Table()
    decisions, marks, pilots, assumptions = _Table(), _Table(), _Table(), _Table()

    def __init__(self, store: Store, place: Place, who: str) -> None:
        self.store, self.place, self.name, self.who = store, place, place.name, who

    def __repr__(self) -> str:
        """Return the client's name and who is working."""
        return f"Workshop({self.name!r}, who={self.who!r})"

    def signed(self, who: str) -> Self:
        """Return the same workshop with somebody else at the keyboard."""
        return type(self)(self.store, self.place, who)

    @property
    def client(self) -> Client:
        """The client's settings, as they are now."""
        return self.store.client()

    @property
    def revision(self) -> int:
        """A number that grows with every change, in any notebook."""
        return self.store.revision()

    # editing

    def add(self, table: str, /, **fields: Any) -> str:
        """Add a row.

        Parameters
        ----------
        table : str
            The table's name.
        **fields
            Cells by column; text is read as it would be in a pack ("3,5", "yes").

        Returns
        -------
        str
            The row's id: the one given, else made from its name, else random.

        Raises
        ------
        InputError
            When a rule is broken; nothing is stored.
        """
        with self.store.action(self.who, f"add to {table}") as edits:
            return edits.add(table, **fields)

    def change(self, table: str, id: str, /, **fields: Any) -> None:  # noqa: A002 # the column's own name
        """Change fields of a row; None or blank clears one. ``table="client"`` means the settings.

        Raises
        ------
        InputError
            When the row is not there or a rule is broken; nothing is stored.
        """
        with self.store.action(self.who, f"change {id} in {table}") as edits:
            edits.change(table, id, **fields)

    def remove(self, table: str, id: str) -> None:  # noqa: A002 # the column's own name
        """Remove a row and all that hangs on it; undo restores everything.

        Raises
        ------
        InputError
            When the row is not there.
        """
        with self.store.action(self.who, f"remove {id} from {table}") as edits:
            edits.remove(table, id)

    @contextmanager
    def one_step(self, what: str) -> Iterator[Any]:
        """Make several edits one action: yields an object with add, change and remove.

        All are stored when the block ends, or none, and one undo takes them back; afterwards its `step`
        is the number that undo takes, 0 where nothing changed.
        """
        with self.store.action(self.who, what) as edits:
            yield edits

    def undo(self, step: int = 0) -> str | None:
        """Take back the last action of who is at the keyboard, in any notebook.

        Parameters
        ----------
        step : int
            The number of the action to take back; 0: the last.

        Returns
        -------
        str or None
            What was taken back; None when there is nothing.

        Raises
        ------
        ConflictError
            When somebody changed the row since; the message says who.
        """
        return self.store.undo(self.who, step)

    def redo(self) -> str | None:
        """Do again what was undone last; returns and raises as `undo` does."""
        return self.store.redo(self.who)

    def next_steps(self) -> tuple[str, str]:
        """Return what `undo` would take back and `redo` would do again; blank: nothing."""
        return self.store.next_steps(self.who)

    def history(self, who: str | None = None) -> pd.DataFrame:
        """Return every change, newest first.

        Returns
        -------
        pandas.DataFrame
            revision, when (UTC), who, what, kind (do, undo, redo), table, row, before, after (JSON).
        """
        return self.store.history(who)

    def record(self, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Store many answers at once; they bypass undo.

        An answer by the same person to the same question in the same round replaces the earlier one.

        Parameters
        ----------
        rows : iterable of mapping
            Cells of the table scores.

        Returns
        -------
        list of str
            The ids of the answers.
        """
        return self.store.record(list(rows))

    def erase(self, person: str) -> int:
        """Erase a participant or a customer everywhere, history and snapshots included.

        The pack's own files are not touched: write the pack again with `export`.

        Parameters
        ----------
        person : str
            A participant's alias or id, or a customer's id.

        Returns
        -------
        int
            How many rows were taken away or cleared. This cannot be undone.

        Raises
        ------
        InputError
            When there is no trace of such a person.
        StoreBusyError
            When the person is erased, but other notebooks hold on to the store's log, where traces
            may remain: close them and erase the same name again here.
        """
        return self.store.erase(person)

    def snapshot(self, label: str = "snapshot") -> int:
        """Keep the whole workshop as it is now; return the snapshot's number."""
        return self.store.snapshot(label, self.who)

    def snapshots(self) -> pd.DataFrame:
        """Return the snapshots, newest first: id, when, who, label."""
        return self.store.snapshots()

    def restore(self, snapshot: int) -> None:
        """Bring everything back to a snapshot, as one action that can be undone."""
        self.store.restore(snapshot, self.who)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table as it is at one and the same moment."""
        return self.store.frames(*TABLES)
