"""The workshop a notebook holds: opens, edits, and asks the rooms that know."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import networkx as nx
import pandas as pd

from touchkit import journey as journey_room
from touchkit.errors import InputError
from touchkit.folder import Place
from touchkit.model import TABLES, Client
from touchkit.pack import Pack, read_pack, write_pack
from touchkit.pack.facts import facts_of, fingerprint_of, rows_of
from touchkit.store import Store
from touchkit.workshop.numbers import Numbers

_COUNTED = ("client", "scores", "personas")
"""What the gaps are worked out from, but for the touchpoints' names."""


class _Table:
    """A table of the workshop as an attribute, always current."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.__doc__ = f"The table {name}, as it is now: {TABLES[name].SAYS}."

    def __get__(self, workshop: Workshop | None, owner: type) -> Any:
        return self if workshop is None else workshop.store.frame(self.name)


class Workshop:
    """One client's workshop, live: what one notebook changes the others see.

    Made by `open_workshop`. Every table is an attribute that returns a new frame each time:
    `id` a column, RangeIndex, dtypes from the model. Edits are stored when the call returns.

    Attributes
    ----------
    name : str
        The client's short name.
    who : str
        Who is at the keyboard; undo takes back this person's actions only.
    place : Place
        Where the pack lies.
    store : Store
        The database behind it.
    """

    stages, departments, channels = _Table(), _Table(), _Table()
    lanes, audiences = _Table(), _Table()
    personas, touchpoints, links, notes, scores = _Table(), _Table(), _Table(), _Table(), _Table()
    ideas, acts, customers, ticks, participants = _Table(), _Table(), _Table(), _Table(), _Table()
    decisions, marks = _Table(), _Table()

    def __init__(self, store: Store, place: Place, who: str) -> None:
        self.store, self.place, self.name, self.who = store, place, place.name, who
        # As worked out last, by persona, for the tables as they were then.
        self._gaps: dict[str | None, pd.DataFrame] = {}
        self._counted: tuple[Any, ...] = ()

    def __repr__(self) -> str:
        """Return the client's name and who is working."""
        return f"Workshop({self.name!r}, who={self.who!r})"

    def signed(self, who: str) -> Self:
        """Return the same workshop with somebody else at the keyboard."""
        return type(self)(self.store, self.place, who)

    # what is known

    @property
    def client(self) -> Client:
        """The client's settings, as they are now."""
        return self.store.client()

    @property
    def revision(self) -> int:
        """A number that grows with every change, in any notebook."""
        return self.store.revision()

    @property
    def events(self) -> Path | None:
        """Where the CRM's events lie; None where there are none."""
        known = self.store.facts().get("events")
        path = self.place.path.parent / known if known else None
        return path if path is not None and path.is_file() else None

    @property
    def aside(self) -> list[dict[str, Any]]:
        """The problems of rows set aside when the pack was opened, as plain dicts."""
        rows: list[dict[str, Any]] = json.loads(self.store.facts().get("aside", "[]"))
        return rows

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

        All are stored when the block ends, or none, and one undo takes them back.
        """
        with self.store.action(self.who, what) as edits:
            yield edits

    def undo(self) -> str | None:
        """Take back the last action of who is at the keyboard, in any notebook.

        Returns
        -------
        str or None
            What was taken back; None when there is nothing.

        Raises
        ------
        ConflictError
            When somebody changed the row since; the message says who.
        """
        return self.store.undo(self.who)

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

    # the pack on disk

    @property
    def pack_changed(self) -> bool:
        """Whether the pack's files are no longer those this workshop was opened from."""
        return self.store.facts().get("pack") != fingerprint_of(self.place.path)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know on opening, each with the choices there are."""
        said = []
        if self.pack_changed:
            said.append(
                f"The files of {self.name} have changed since this workshop was opened. keep_workshop() goes on "
                "with the workshop, take_pack() takes over the files (undo brings the workshop back), "
                "export(path) writes the workshop somewhere else first."
            )
        if self.aside:
            said.append(
                f"{len(self.aside)} problems of the pack: their rows are set aside (see .aside)."
            )
        return tuple(said)

    def keep_workshop(self) -> None:
        """Go on with the live workshop although the pack's files have changed."""
        self.store.remember(pack=fingerprint_of(self.place.path))

    def take_pack(self) -> None:
        """Take over the pack's files, as one action that can be undone; a snapshot is kept as well.

        After undo the files count as changed again, so that `export` does not write over them.

        Raises
        ------
        PackError
            When the pack has problems; the workshop stays as it is.
        """
        # Taken first: what is changed while the files are read shall be noticed later.
        fingerprint = fingerprint_of(self.place.path)
        pack = read_pack(self.place.path)
        facts = facts_of(pack, self.place.path, fingerprint)
        self.store.replace(
            pack.client, rows_of(pack), self.who, "take over the pack's files", facts
        )

    def become(self, pack: Pack, what: str) -> None:
        """Become equal to a pack that lies elsewhere, as one action that can be undone.

        A snapshot is kept as well. The workshop's own files, and its events, stay as they are.

        Parameters
        ----------
        pack : Pack
            What the workshop is to hold.
        what : str
            The action in words: `start the practice over`.
        """
        own = facts_of(replace(pack, events=None), self.place.path, "")
        facts = {name: own[name] for name in ("aside", "extra")}
        self.store.replace(pack.client, rows_of(pack), self.who, what, facts)

    def pack(self) -> Pack:
        """Return the workshop as it is now as a pack."""
        client, tables = self.store.state()
        return Pack(client=client, tables=tables, events=self.events)

    def export(self, path: str | Path, *, names: bool = False, replace: bool = False) -> Path:
        """Write the workshop as it is now as a pack.

        Parameters
        ----------
        path : str or Path
            A folder, or a workbook where it ends in ``.xlsx``.
        names : bool
            Whether customers' call names are written too. They are kept where the pack's own
            files are written anew: those hold them already.
        replace : bool
            Whether to write over another pack, or any other file or folder, that is there already.

        Raises
        ------
        InputError
            When something is there already and `replace` was not said, or when this would overwrite
            the pack's own files although they changed meanwhile or hold rows that were set aside.
        """
        own, there = self.is_own(path), Path(path)
        if own:
            self._refuse_to_overwrite()
        elif not replace and there.exists() and (there.is_file() or any(there.iterdir())):
            raise InputError(
                f"There is something at {path} already. Nothing was written. Choose another place, or say "
                "that it may be replaced (--replace, in Python replace=True)."
            )
        pack = self.pack()
        if not names and not own:
            hidden = pack.customers.assign(
                call_name=pd.Series(pd.NA, dtype="str", index=pack.customers.index)
            )
            tables = dict(pack.tables) | {"customers": hidden}
            pack = Pack(client=pack.client, tables=tables, events=pack.events)
        written = write_pack(pack, path)
        if own:
            self.keep_workshop()
        return written

    def is_own(self, path: str | Path) -> bool:
        """Say whether a path is where this workshop's own pack lies."""
        return Path(path).resolve() == self.place.path.resolve()

    def _refuse_to_overwrite(self) -> None:
        """Refuse to write over what the workshop does not hold."""
        if self.pack_changed:
            raise InputError(
                f"The files of {self.name} have changed since this workshop was opened, and writing would undo "
                "that. Nothing was written. keep_workshop() first if the workshop is to win."
            )
        if self.aside:
            raise InputError(
                f"The files of {self.name} hold rows that were set aside, and writing would lose them. Nothing "
                "was written. Mend them and take_pack(), or export to another place."
            )

    # asking the rooms that know

    def journey(self, persona: str | None = None) -> nx.DiGraph:
        """Return the journey as a graph: of all, or of one persona (links of that persona or of all).

        Raises
        ------
        InputError
            When there is no such persona.
        """
        tables = self.store.frames("touchpoints", "links", "stages", "departments", "personas")
        return journey_room.designed(**tables, persona=persona)

    def findings(self) -> pd.DataFrame:
        """Return what looks wrong with the journey, without what was accepted as it is.

        Returns
        -------
        pandas.DataFrame
            rule, severity (mend, look, note), touchpoint, message, id: what a mark of the table
            findings, kind accepted, names as its row.
        """
        found = journey_room.check(self.journey())
        marks = self.marks
        kept = marks[(marks["table"] == "findings") & (marks["kind"] == "accepted")]["row"]
        return found[~found["id"].isin(kept)].reset_index(drop=True)

    def numbers(self, persona: str | None = None) -> Numbers:
        """Return every measure of the scores as they are now, of all or for one persona."""
        client, tables = self.store.state()
        return Numbers(client, dict(tables), persona)

    def gaps(self, *, persona: str | None = None, **options: Any) -> pd.DataFrame:
        """Return the gaps between desired and received, small groups hidden as the client asks.

        Parameters
        ----------
        persona : str, optional
            Only answers given for this persona, or for nobody in particular; each sentence
            begins with whom it is about: ``For Walter: ``.
        **options
            See `touchkit.measure.gaps`.
        """
        if options:
            return self.numbers(persona).gaps(**options)
        points = (
            self.touchpoints
        )  # whose names are in the sentences; the rest of them does not count
        stamp = (*self.store.stamp(*_COUNTED), *points["id"], *points["name"])
        if self._counted != stamp:
            self._counted, self._gaps = stamp, {}
        if persona not in self._gaps:
            self._gaps[persona] = self.numbers(persona).gaps()
        return self._gaps[persona].copy()
