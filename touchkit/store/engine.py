"""Connections to SQLite or PostgreSQL: who may write when, and errors in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from touchkit.errors import StoreBusyError, StoreError, StoreReadOnlyError

_WAIT_SECONDS = 20
_BUSY = ("database is locked", "could not obtain lock", "lock timeout", "deadlock detected")
_READ_ONLY = (
    "readonly database",
    "read-only transaction",
    "permission denied",
    "unable to open database",
)


def make_engine(place: str | Path) -> sa.Engine:
    """Return an engine whose writers wait for each other and whose commits are on disk.

    A path is a SQLite file.
    """
    if isinstance(place, Path):
        return _sqlite(sa.URL.create("sqlite", database=str(place)))
    try:
        address = sa.make_url(place)
    except sa.exc.ArgumentError:
        message = "The database address cannot be read; write sqlite:///FILE or postgresql://USER@HOST/NAME."
        raise StoreError(message) from None
    if address.drivername in {"postgresql", "postgres"}:
        address = address.set(drivername="postgresql+pg8000")
    try:
        if address.get_backend_name() == "sqlite":
            return _sqlite(address)
        return sa.create_engine(address, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        hint = "For PostgreSQL: pip install 'touchkit[postgres]'."
        raise StoreError(
            f"No driver for {address.drivername} is installed ({error}). {hint}"
        ) from None


def _sqlite(address: sa.URL) -> sa.Engine:
    # No pool: a connection kept open across a fork or a suspended laptop holds locks.
    engine = sa.create_engine(address, poolclass=NullPool, connect_args={"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins no transaction of its own
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("touchkit_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield a connection that sees one moment of the store."""
    with in_plain_words(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Yield the one connection that may write; all or nothing of it is kept."""
    with in_plain_words(engine), engine.connect() as plain:
        connection = plain.execution_options(touchkit_writes=True)
        with connection.begin():
            yield connection


@contextmanager
def in_plain_words(engine: sa.Engine) -> Iterator[None]:
    """Turn a database's complaint into an error that says what to do."""
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig)
        where = engine.url.render_as_string(hide_password=True)
        if any(words in said for words in _BUSY):
            message = f"Another program holds the workshop at {where}; wait a moment and try again."
            raise StoreBusyError(message) from error
        if any(words in said for words in _READ_ONLY):
            message = (
                f"The workshop at {where} cannot be written to; nothing was changed. Copy the client's folder "
                "to a place you may write to, or name another database in TOUCHKIT_DATABASE."
            )
            raise StoreReadOnlyError(message) from error
        raise StoreError(f"The workshop at {where} cannot be used: {said}") from error


def use_wal(engine: sa.Engine) -> None:
    """Let SQLite's readers and its writer work side by side; refuse drives that cannot.

    Raises
    ------
    StoreError
        On a network drive, where SQLite would lose data.
    """
    if engine.url.get_backend_name() != "sqlite":
        return
    with in_plain_words(engine), engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        mode = raw.execute("PRAGMA journal_mode").fetchone()[0] if raw is not None else "wal"
        if raw is not None and mode != "wal":
            mode = raw.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode not in {"wal", "memory"}:
        message = (
            f"{engine.url.database} lies on a drive where several people cannot safely write (journal mode "
            f"{mode}). Copy the client's folder to this computer, or use PostgreSQL through TOUCHKIT_DATABASE."
        )
        raise StoreError(message)
