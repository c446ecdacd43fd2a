"""Opening a store: made from its pack the first time, migrated when it is of an older layout."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import sqlalchemy as sa

from touchkit.errors import StoreError, StoreReadOnlyError, StoreVersionError
from touchkit.model import TABLES, Client
from touchkit.model.rules import read_row
from touchkit.store.engine import file_of, is_sqlite, reading, use_wal, where, writing
from touchkit.store.schema import CLIENT, LAYOUT, SEQ, Schema, defaults, encode, to_sql, whole

Rows = Mapping[str, list[dict[str, Any]]]


def exists(engine: sa.Engine, schema: Schema) -> bool:
    """Say whether the store has been made."""
    if is_sqlite(engine):
        try:
            file_of(engine).stat()
        except FileNotFoundError:
            return False
        except (OSError, ValueError) as error:
            raise _unusable(engine, error) from None
    with reading(engine) as connection:
        return sa.inspect(connection).has_table("meta_", schema=schema.name)


def _unusable(engine: sa.Engine, error: OSError | ValueError) -> StoreReadOnlyError:
    said = getattr(error, "strerror", None) or str(error)
    return StoreReadOnlyError(
        f"No workshop can be kept at {where(engine)}: {said}. Name another place, or a database "
        "in TOUCHKIT_DATABASE."
    )


def create(
    engine: sa.Engine, schema: Schema, client: Client, rows: Rows, facts: Mapping[str, str]
) -> None:
    """Make the store and fill it, unless somebody was quicker.

    The opening load is not history: there is nothing to undo in it.
    """
    if is_sqlite(engine):
        try:
            file_of(engine).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(engine, error) from None
    use_wal(engine)
    with writing(engine) as connection:
        if schema.name is not None:
            key = sa.func.hashtext(f"touchkit {schema.name}")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
        found = sa.inspect(connection).get_table_names(schema=schema.name)
        if "meta_" in found:
            return
        if found:
            message = f"{where(engine)} holds another program's tables; name another database."
            raise StoreError(message)
        if schema.name is not None:
            connection.execute(sa.schema.CreateSchema(schema.name, if_not_exists=True))
        schema.metadata.create_all(connection)
        _fill(connection, schema, client, rows, facts)


def _fill(
    connection: sa.Connection, schema: Schema, client: Client, rows: Rows, facts: Mapping[str, str]
) -> None:
    connection.execute(schema.revision.insert(), {"one": 1, "n": 1})
    about = dict(facts) | {"layout": str(LAYOUT), "shape": json.dumps(schema.shape())}
    connection.execute(schema.meta.insert(), [{"name": n, "value": v} for n, v in about.items()])
    settings = client.model_dump(mode="json", exclude_none=True)
    connection.execute(schema.rows[CLIENT].insert(), to_sql(CLIENT, settings))
    for table, records in rows.items():
        numbered = [
            to_sql(table, whole(table, row) | {SEQ: float(seq)}) for seq, row in enumerate(records)
        ]
        if numbered:
            connection.execute(schema.rows[table].insert(), numbered)


def check_layout(engine: sa.Engine, schema: Schema) -> None:
    """Bring an older store up to date after copying it; refuse one this version cannot read.

    Raises
    ------
    StoreVersionError
        When the store was made by a newer touchkit, or by one too old to migrate.
    """
    with reading(engine) as connection:
        if _is_current(engine, connection, schema):
            return
    with writing(engine) as connection:
        # The counter is what writers queue at; and another notebook may have been quicker.
        connection.execute(sa.select(schema.revision).with_for_update())
        if not _is_current(engine, connection, schema):
            shape = json.loads(_about(connection, schema)["shape"])
            _copy(engine, connection, schema)
            _add_what_is_new(connection, schema, shape)


def _about(connection: sa.Connection, schema: Schema) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(sa.select(schema.meta))}


def _is_current(engine: sa.Engine, connection: sa.Connection, schema: Schema) -> bool:
    """Say whether the layout is this version's; refuse one that cannot be brought up to date."""
    about, now = _about(connection, schema), schema.shape()
    layout, shape = int(about.get("layout", "0")), json.loads(about.get("shape", "{}"))
    unknown = any(set(names) - set(now.get(table, ())) for table, names in shape.items())
    if layout == LAYOUT and not unknown:
        return bool(shape == now)
    other = "a newer" if layout > LAYOUT or unknown else "an older"
    message = (
        f"{where(engine)} was made by {other} version of touchkit (layout {layout}, this one reads {LAYOUT}). "
        "Nothing was changed. Open it with that version and export a pack, then open the pack here."
    )
    raise StoreVersionError(message)


def _copy(engine: sa.Engine, connection: sa.Connection, schema: Schema) -> None:
    """Keep the store as it was before it is migrated; nobody else can write meanwhile."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    if is_sqlite(engine):
        file = file_of(engine)
        # A second connection: it sees the last commit, not what this one is about to do.
        with (
            closing(sqlite3.connect(file)) as source,
            closing(sqlite3.connect(file.with_name(f"{file.stem}-{stamp}.sqlite"))) as target,
        ):
            source.backup(target)
        return
    backup = f"{schema.name} {stamp}"
    connection.execute(sa.schema.CreateSchema(backup))
    quote = engine.dialect.identifier_preparer.quote
    for table in sa.inspect(connection).get_table_names(schema=schema.name):
        source_name = f"{quote(str(schema.name))}.{quote(table)}"
        target_name = f"{quote(backup)}.{quote(table)}"
        connection.exec_driver_sql(f"CREATE TABLE {target_name} AS TABLE {source_name}")


def _add_what_is_new(
    connection: sa.Connection, schema: Schema, shape: Mapping[str, list[str]]
) -> None:
    schema.metadata.create_all(connection)
    for table in schema.metadata.sorted_tables:
        new = [c for c in table.columns if c.name not in shape.get(table.name, table.columns)]
        for column in new:
            _add_column(connection, table, column)
        if new and table.name in TABLES:
            _move_out_of_extra(connection, table, {column.name for column in new})
    fresh = {"value": json.dumps(schema.shape())}
    connection.execute(schema.meta.update().where(schema.meta.c.name == "shape").values(**fresh))


def _add_column(connection: sa.Connection, table: sa.Table, column: sa.Column[Any]) -> None:
    preparer = connection.dialect.identifier_preparer
    kind = column.type.compile(connection.dialect)
    name = preparer.format_table(table)
    connection.exec_driver_sql(
        f"ALTER TABLE {name} ADD COLUMN {preparer.format_column(column)} {kind}"
    )
    default = defaults(table.name).get(column.name)
    if default is not None:
        connection.execute(table.update().values({column.name: default}))


def _move_out_of_extra(connection: sa.Connection, table: sa.Table, new: set[str]) -> None:
    """Give a client's own column its place when the model has come to know one of that name."""
    query = sa.select(table).where(table.c.extra.is_not(None))
    for row in connection.execute(query).mappings().all():
        extra = json.loads(row["extra"])
        moved = {name: extra.pop(name) for name in new & extra.keys()}
        if not moved:
            continue
        known = {n: v for n, v in row.items() if n in TABLES[table.name].model_fields} | moved
        record, faults = read_row(TABLES[table.name], known)
        if faults:  # kept for a person to see to, under a name the model does not know
            extra |= {f"{name} before": value for name, value in moved.items()}
            record = {}
        values = {name: record[name] for name in moved if name in record}
        values["extra"] = encode(extra) if extra else None
        connection.execute(table.update().where(table.c.id == row["id"]).values(values))


def check_client(about: Mapping[str, str], name: str, place: str) -> None:
    """Refuse a store that holds another client."""
    if about.get("client") not in {None, name}:
        message = (
            f"{place} holds the workshop of {about['client']!r}, not of {name!r}. Was the folder copied? "
            "Then take that file out of the copy; else name another database."
        )
        raise StoreError(message)
