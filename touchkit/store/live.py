"""The live workshop: rows that many notebooks read and write at once, and lose nothing."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa

from touchkit.errors import InputError
from touchkit.model import TABLES, Client
from touchkit.store.edits import Edits
from touchkit.store.engine import (
    WAIT_SECONDS,
    clear_log,
    file_of,
    is_sqlite,
    make_engine,
    reading,
    use_wal,
    where,
    writing,
)
from touchkit.store.erasing import Erasing
from touchkit.store.facts import remember
from touchkit.store.history import Done, History, now
from touchkit.store.memory import Fresh, Memory, Stamp
from touchkit.store.opening import Rows, check_client, check_layout, create, exists
from touchkit.store.schema import (
    CLIENT,
    SEQ,
    Schema,
    decode,
    encode,
    printable,
    schema_name,
    whole,
)


class Store:
    """The live workshop of one client in SQLite or PostgreSQL.

    Every writer waits for its turn, counts `revision` up first, and is on disk when the call
    returns. What two people do at once happens one after the other.

    Parameters
    ----------
    place : str or Path
        A SQLite file, or a SQLAlchemy address such as ``sqlite:///workshop.sqlite`` or ``postgresql://me@host/db``.
    client : str
        The client's short name; on PostgreSQL its tables stand in a schema of that name.
    wait : float
        How many seconds a writer waits for another one before it gives up.
    """

    def __init__(self, place: str | Path, client: str, *, wait: float = WAIT_SECONDS) -> None:
        self.engine = make_engine(place, wait=wait)
        self.client_name = client
        self.schema = Schema(None if is_sqlite(self.engine) else schema_name(client))
        self._memory = Memory()
        self._own: set[int] = set()  # the revisions this store made, and no other one
        self._in_log: set[str] = set()  # people erased whose traces SQLite's log may still hold
        weakref.finalize(self, self.engine.dispose)

    # opening

    @property
    def exists(self) -> bool:
        """Whether the store has been made."""
        return exists(self.engine, self.schema)

    def create(self, client: Client, rows: Rows, facts: Mapping[str, str]) -> None:
        """Make the store from a pack's rows, unless somebody was quicker."""
        create(self.engine, self.schema, client, rows, dict(facts) | {"client": self.client_name})

    def check(self) -> None:
        """Migrate an older layout, refuse a newer one or another client's store."""
        use_wal(self.engine)
        check_client(self.facts(), self.client_name, where(self.engine))
        check_layout(self.engine, self.schema)

    def facts(self) -> dict[str, str]:
        """Return what the store remembers about itself and its pack."""
        with reading(self.engine) as connection:
            found = connection.execute(sa.select(self.schema.meta)).all()
        return {str(name): str(value) for name, value in found}

    def remember(self, **facts: str) -> None:
        """Remember facts about the pack."""
        with self._edits() as (_, edits):
            remember(edits, facts)

    # reading

    def revision(self) -> int:
        """Return the number that grows with every change."""
        with reading(self.engine) as connection:
            return int(connection.execute(sa.select(self.schema.revision.c.n)).scalar_one())

    def client(self) -> Client:
        """Return the client's settings."""
        with self._remembering() as (edits, number):
            return self._memory.client(edits, number)

    def frame(self, table: str) -> pd.DataFrame:
        """Return a table as it is now."""
        return self.frames(table)[table]

    def frames(self, *tables: str) -> dict[str, pd.DataFrame]:
        """Return tables as they are at one and the same moment."""
        with self._remembering() as (edits, number):
            return self._frames_of(edits, number, tables)

    def state(self) -> tuple[Client, dict[str, pd.DataFrame]]:
        """Return the settings and every table as they are at one and the same moment."""
        with self._remembering() as (edits, number):
            client = self._memory.client(edits, number)
            return client, self._frames_of(edits, number, [*TABLES])

    def stamp(self, *tables: str) -> tuple[int, ...]:
        """Return a number for each table that grows when it changes; the settings are a table too.

        While a stamp stays the same, so does whatever was worked out from these tables. Its last
        number says which store this is, in case another one is put in its place.
        """
        with self._remembering() as (edits, number):
            return self._memory.stamp(edits, number, tables)

    def fresh(
        self, known: Mapping[str, Stamp], tables: Iterable[str]
    ) -> tuple[Client, dict[str, Fresh]]:
        """Return the settings, and of some tables those that changed, as they are at one moment.

        Parameters
        ----------
        known : mapping of str to (int, int)
            The stamps of the tables as they were read before.
        tables : iterable of str
            Which are looked at.
        """
        with self._remembering() as (edits, number):
            read = {
                name: self._memory.fresh(edits, number, name, known.get(name)) for name in tables
            }
            found = {name: table for name, table in read.items() if table is not None}
            return self._memory.client(edits, number), found

    def others_since(self, revision: int) -> list[Done]:
        """Return what was done elsewhere after a revision, oldest first; bulk answers are no action."""
        with reading(self.engine) as connection:
            done = History(Edits(connection, self.schema)).since(revision)
        return [one for one in done if one.revision not in self._own]

    @contextmanager
    def _remembering(self) -> Iterator[tuple[Edits, int]]:
        """Yield one moment of the store, and its revision."""
        with reading(self.engine) as connection:
            file = file_of(self.engine).stat().st_ino if is_sqlite(self.engine) else 0
            found = connection.execute(sa.select(self.schema.revision.c.n))
            number = int(found.scalar_one())
            self._memory.look_at(file, number)
            yield Edits(connection, self.schema), number

    def _frames_of(
        self, edits: Edits, number: int, tables: Sequence[str]
    ) -> dict[str, pd.DataFrame]:
        frames = {table: self._memory.frame(edits, number, table) for table in tables}
        # A shallow copy would let `frame["name"].array[0] = …` through to what is kept.
        return {table: frame.copy() for table, frame in frames.items()}

    # writing

    @contextmanager
    def _edits(self) -> Iterator[tuple[int, Edits]]:
        """Yield the new revision and the rows; the counter comes first, so that writers queue."""
        counter = self.schema.revision
        with writing(self.engine) as connection:
            counted = counter.update().values(n=counter.c.n + 1).returning(counter.c.n)
            number = int(connection.execute(counted).scalar_one())
            edits = Edits(connection, self.schema)
            yield number, edits
        self._memory.tell(number, edits.log)
        self._own.add(number)

    @contextmanager
    def action(self, who: str, what: str) -> Iterator[Edits]:
        """Yield rows to change; all that is changed is one action, undone in one step."""
        with self._edits() as (number, edits):
            yield edits
            History(edits).record(number, printable(who), printable(what))

    def record(self, rows: Iterable[Mapping[str, Any]]) -> list[str]:
        """Store answers in bulk; they bypass undo, and replace a person's earlier same answers.

        Returns
        -------
        list of str
            The id of each answer; one that replaces another has the same id.

        Raises
        ------
        InputError
            When any answer breaks a rule: every fault is listed, and none is stored.
        """
        with self._edits() as (_, edits):
            return edits.answer(rows)

    def undo(self, who: str, step: int = 0) -> str | None:
        """Take back a person's last action, or theirs of a number."""
        with self._edits() as (number, edits):
            return History(edits).undo(number, printable(who), step)

    def redo(self, who: str) -> str | None:
        """Do again what a person undid last."""
        with self._edits() as (number, edits):
            return History(edits).redo(number, printable(who))

    def next_steps(self, who: str) -> tuple[str, str]:
        """Return what a person's undo would take back and redo would do again; blank: nothing."""
        with reading(self.engine) as connection:
            return History(Edits(connection, self.schema)).next_steps(printable(who))

    def next_undone(self, who: str) -> int:
        """Return the number of the action a person's undo would take back; 0: there is none."""
        with reading(self.engine) as connection:
            return History(Edits(connection, self.schema)).next_undone(printable(who))

    def history(self, who: str | None = None) -> pd.DataFrame:
        """Return every change, newest first."""
        with reading(self.engine) as connection:
            return History(Edits(connection, self.schema)).frame(who)

    def erase(self, person: str) -> int:
        """Erase a person everywhere, history and snapshots included; return how many rows that took.

        Raises
        ------
        InputError
            When there is no trace of such a person.
        StoreBusyError
            When the person is erased, but another notebook keeps SQLite's log from being emptied.
            Erasing the same name again empties it, and returns 0.
        """
        name = printable(person)
        try:
            with self._edits() as (number, edits):
                found = Erasing(edits, name).erase()
            # Gone from the history too, so that it does not tell all that others did before.
            self._memory.tell(number, (), is_all=False)
        except InputError:
            if name.casefold() not in self._in_log:
                raise
            found = 0
        self._in_log.add(name.casefold())
        clear_log(self.engine)
        self._in_log.clear()
        return found

    # whole states

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return every table's rows as records, the client's settings among them."""
        with reading(self.engine) as connection:
            return _all_rows(Edits(connection, self.schema))

    def snapshot(self, label: str, who: str) -> int:
        """Keep the whole workshop as it is now; return the snapshot's number."""
        with self._edits() as (number, edits):
            return _keep(edits, number, printable(label), printable(who), now())

    def snapshots(self) -> pd.DataFrame:
        """Return the snapshots, newest first: id, when, who, label."""
        table = self.schema.snapshots
        query = sa.select(table.c.id, table.c.at, table.c.who, table.c.label).order_by(
            table.c.id.desc()
        )
        with reading(self.engine) as connection:
            found = [tuple(row) for row in connection.execute(query)]
        frame = pd.DataFrame(found, columns=["id", "when", "who", "label"])
        return frame.astype({"id": "Int64", "when": "str", "who": "str", "label": "str"})

    def restore(self, snapshot: int, who: str) -> None:
        """Bring the workshop back to a snapshot, as one action that can be undone."""
        table = self.schema.snapshots
        with self._edits() as (number, edits):
            query = sa.select(table.c.content, table.c.label).where(table.c.id == snapshot)
            kept = edits.connection.execute(query).first()
            if kept is None:
                raise InputError(f"There is no snapshot {snapshot}; .snapshots() lists them.")
            content = json.loads(kept.content)
            target = {
                name: [decode(name, encode(row)) for row in rows] for name, rows in content.items()
            }
            _become(edits, target)
            History(edits).record(number, printable(who), f"restore “{kept.label}”")

    def replace(
        self, client: Client, rows: Rows, who: str, what: str, facts: Mapping[str, str]
    ) -> None:
        """Make the workshop equal to a pack's rows, as one action that can be undone.

        Undo brings back what was remembered about the pack too. The state before is kept as a
        snapshot as well; restoring that one leaves the facts as they are.
        """
        settings = client.model_dump(mode="json", exclude_none=True) | {"id": CLIENT, SEQ: 0.0}
        numbered = {
            name: [whole(name, row) | {SEQ: float(seq)} for seq, row in enumerate(records)]
            for name, records in rows.items()
        }
        with self._edits() as (number, edits):
            _keep(edits, number, printable(f"before: {what}"), printable(who), now())
            _become(edits, numbered | {CLIENT: [settings]})
            remember(edits, facts)
            History(edits).record(number, printable(who), printable(what))


def _all_rows(edits: Edits) -> dict[str, list[dict[str, Any]]]:
    return {name: edits.all(name) for name in [CLIENT, *TABLES]}


def _keep(edits: Edits, number: int, label: str, who: str, moment: str) -> int:
    table = edits.schema.snapshots
    content = {
        name: [json.loads(str(encode(row))) for row in rows]
        for name, rows in _all_rows(edits).items()
    }
    kept = json.dumps(content, ensure_ascii=False)
    values = {"revision": number, "at": moment, "who": who, "label": label, "content": kept}
    return int(
        edits.connection.execute(table.insert().values(values).returning(table.c.id)).scalar_one()
    )


def _become(edits: Edits, target: Mapping[str, list[dict[str, Any]]]) -> None:
    """Change just the rows that differ from the target."""
    for table in [CLIENT, *TABLES]:
        then: dict[str, dict[str, Any] | None] = {row["id"]: row for row in target.get(table, [])}
        gone = edits.ids(table) - then.keys()
        edits.put_all(table, dict.fromkeys(gone) | then)
