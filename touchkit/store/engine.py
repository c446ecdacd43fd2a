"""Connections to SQLite or PostgreSQL: who may write when, and errors in plain words."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, DisconnectionError, NoSuchModuleError
from sqlalchemy.pool import NullPool, QueuePool

from touchkit.errors import StoreBusyError, StoreError, StoreReadOnlyError

WAIT_SECONDS = 20.0
"""How long a writer waits for the one before it."""

# PostgreSQL speaks the server's language, so its codes count; SQLite has words only.
_BUSY = ("55P03", "40P01", "database is locked", "database table is locked")
_READ_ONLY = ("25006", "42501", "readonly database", "unable to open database")
_DAMAGED = ("not a database", "malformed", "disk image")
_GONE = ("42P01", "no such table")

_LOOPBACK = {None, "", "localhost", "127.0.0.1", "::1"}

CLEAR_SECONDS = 5.0
"""How long, at most, emptying SQLite's log waits for other connections to let go of it."""

_here = threading.local()


def make_engine(place: str | Path, *, wait: float = WAIT_SECONDS) -> sa.Engine:
    """Return an engine whose writers wait for each other and whose commits are on disk.

    A path is a SQLite file.
    """
    if isinstance(place, Path):
        return _sqlite(sa.URL.create("sqlite", database=str(place)), wait)
    advice = "write sqlite:///FILE or postgresql://USER@HOST/NAME."
    try:
        address = sa.make_url(place)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError(f"The database address cannot be read; {advice}") from None
    backend = address.get_backend_name()
    if backend == "sqlite":
        return _sqlite(address, wait)
    if backend not in {"postgresql", "postgres"}:
        raise StoreError(f"A workshop cannot live in {backend}; {advice}")
    return _postgresql(address, wait)


def _postgresql(address: sa.URL, wait: float) -> sa.Engine:
    if "+" not in address.drivername:
        address = address.set(drivername="postgresql+pg8000")
    milliseconds = str(int(wait * 1000))
    options: dict[str, Any] = {"options": f"-c lock_timeout={milliseconds}"}
    if address.get_driver_name() == "pg8000":
        options = {"startup_params": {"lock_timeout": milliseconds}}
        if address.host in _LOOPBACK:
            # Nothing leaves this computer, and readying TLS costs more than the edit itself.
            options["ssl_context"] = False
    try:
        # No pool: eight notebooks a team, each with a connection, would use up a server's.
        engine = sa.create_engine(address, poolclass=NullPool, connect_args=options)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        hint = "For PostgreSQL: pip install 'touchkit[postgres]'."
        raise StoreError(
            f"No driver for {address.drivername} is installed ({error}). {hint}"
        ) from None
    # One statement for many rows: a round trip a row takes seconds where a pack is taken over.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: sa.Connection) -> None:
    if not _writes(connection):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _sqlite(address: sa.URL, wait: float) -> sa.Engine:
    if address.database in {None, "", ":memory:"} or address.query.get("mode") == "memory":
        raise StoreError("A workshop needs a file that outlives it; write sqlite:///FILE.")
    # One connection stays open: closing a file's last one costs as much as the edit itself.
    options: dict[str, Any] = {"timeout": wait, "check_same_thread": False}
    engine = sa.create_engine(
        address, poolclass=QueuePool, pool_size=1, max_overflow=-1, connect_args=options
    )
    file = file_of(engine)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "checkout", lambda _, record, __: _check_file(file, record))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transaction of its own
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _check_file(file: Path, record: Any) -> None:
    """Open the file again where it was replaced, or this process is a fork of the one that did."""
    mark = (os.getpid(), file.stat().st_ino if file.exists() else None)
    if record.info.setdefault("opened", mark) != mark:
        raise DisconnectionError


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _writes(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("touchkit_writes", False))


def is_sqlite(engine: sa.Engine) -> bool:
    """Say whether the store is a SQLite file."""
    return engine.url.get_backend_name() == "sqlite"


def file_of(engine: sa.Engine) -> Path:
    """Return the file of a SQLite store."""
    database = str(engine.url.database)
    if database.startswith("file:") and "uri" in engine.url.query:
        return Path(unquote(urlsplit(database).path))
    return Path(database)


def where(engine: sa.Engine) -> str:
    """Return where the store lies, as a person would say it; never with a password."""
    if is_sqlite(engine):
        return str(file_of(engine))
    return engine.url.render_as_string(hide_password=True)


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection that sees one moment of the store."""
    with in_plain_words(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield the one connection that may write; all or nothing of it is kept.

    Raises
    ------
    StoreBusyError
        When another writer does not finish in time, or this thread is one already.
    """
    with (
        _one_at_a_time(engine), in_plain_words(engine), engine.connect() as plain,
    ):  # fmt: skip
        connection = plain.execution_options(touchkit_writes=True)
        with connection.begin():
            yield connection


@contextmanager
def _one_at_a_time(engine: sa.Engine) -> Iterator[None]:
    """Refuse at once what would wait for itself."""
    open_here: set[str] = _here.__dict__.setdefault("stores", set())
    store = engine.url.render_as_string()
    if store in open_here:
        message = (
            "A step is open already: inside `with workshop.one_step(…) as step` "
            "write step.add, step.change and step.remove."
        )
        raise StoreBusyError(message)
    open_here.add(store)
    try:
        yield
    finally:
        open_here.discard(store)


@contextmanager
def in_plain_words(engine: sa.Engine) -> Iterator[None]:
    """Turn a database's complaint into an error that says what to do."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise _plain(error, where(engine)) from error


def _plain(error: Exception, place: str) -> StoreError:
    code, said = _complaint(error)
    if code in _BUSY or any(words in said for words in _BUSY):
        return StoreBusyError(
            f"Another program holds the workshop at {place}; wait a moment and try again."
        )
    if code in _READ_ONLY or any(words in said for words in _READ_ONLY):
        return StoreReadOnlyError(
            f"The workshop at {place} cannot be written to; nothing was changed. Copy the client's folder "
            "to a place you may write to, or name another database in TOUCHKIT_DATABASE."
        )
    if any(words in said for words in _DAMAGED):
        return StoreError(
            f"{place} is damaged, or no database at all ({said}). Move it away, not deleting it, and open the "
            "client again: a new workshop is made from the pack."
        )
    if code in _GONE or any(words in said for words in _GONE):
        return StoreError(f"The workshop at {place} is gone or unfinished; open the client again.")
    return StoreError(f"The workshop at {place} cannot be used: {said}")


def _complaint(error: Exception) -> tuple[str, str]:
    """Return a database error's code (blank where it has none) and its words."""
    own = error.orig if isinstance(error, DBAPIError) else error
    first = own.args[0] if own is not None and own.args else ""
    if isinstance(first, dict):  # pg8000 hands the server's fields over
        return str(first.get("C", "")), str(first.get("M", first))
    return str(getattr(own, "sqlstate", None) or ""), str(own)


def use_wal(engine: sa.Engine) -> None:
    """Let SQLite's readers and its writer work side by side; refuse drives that cannot.

    Raises
    ------
    StoreError
        On a network drive, where SQLite would lose data.
    """
    if not is_sqlite(engine):
        return
    with in_plain_words(engine), engine.connect() as connection:
        mode = _set_wal(connection.connection.driver_connection)
    if mode != "wal":
        message = (
            f"{file_of(engine)} lies on a drive where several people cannot safely write (journal mode "
            f"{mode}). Copy the client's folder to this computer, or use PostgreSQL through TOUCHKIT_DATABASE."
        )
        raise StoreError(message)


def _set_wal(raw: Any) -> str:
    """Switch to the write-ahead log and return the mode; SQLite itself does not wait for others here."""
    until = time.monotonic() + raw.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
    mode = str(raw.execute("PRAGMA journal_mode").fetchone()[0])
    while mode != "wal":
        try:
            return str(raw.execute("PRAGMA journal_mode = WAL").fetchone()[0])
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
        time.sleep(0.01)
        mode = str(raw.execute("PRAGMA journal_mode").fetchone()[0])
    return mode


def clear_log(engine: sa.Engine) -> None:
    """Empty SQLite's write-ahead log into the file, so that nothing deleted is left in it.

    Raises
    ------
    StoreBusyError
        When another connection reads or writes all the while; the log stays as it is.
    """
    if not is_sqlite(engine):
        return
    with in_plain_words(engine), engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        usual = raw.execute("PRAGMA busy_timeout").fetchone()[0]
        raw.execute(f"PRAGMA busy_timeout = {min(usual, int(CLEAR_SECONDS * 1000))}")
        try:
            # SQLite reports a checkpoint that was kept from its work as a row, not as an error.
            is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.execute(f"PRAGMA busy_timeout = {usual}")
    if is_busy:
        message = (
            f"The person is erased, but traces may remain in the log of {where(engine)} until every other "
            "notebook lets go of it. Close the other notebooks and erase the same name again."
        )
        raise StoreBusyError(message)
