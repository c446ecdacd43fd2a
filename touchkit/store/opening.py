"""Opening a store: made from its pack the first time, migrated when it is of an older layout."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from touchkit.errors import StoreError, StoreVersionError
from touchkit.model import TABLES, Client
from touchkit.store.engine import reading, use_wal, writing
from touchkit.store.schema import CLIENT, LAYOUT, SEQ, Schema, to_sql

Rows = Mapping[str, list[dict[str, Any]]]


def exists(engine: sa.Engine, schema: Schema) -> bool:
    """Say whether the store has been made."""
    if engine.url.get_backend_name() == "sqlite" and not Path(engine.url.database or "").exists():
        return False
    with reading(engine) as connection:
        return sa.inspect(connection).has_table("meta_", schema=schema.name)


def create(
    engine: sa.Engine, schema: Schema, client: Client, rows: Rows, facts: Mapping[str, str]
) -> None:
    """Make the store and fill it, unless somebody was quicker.

    The opening load is not history: there is nothing to undo in it.
    """
    if engine.url.get_backend_name() == "sqlite":
        Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    use_wal(engine)
    with writing(engine) as connection:
        if schema.name is not None:
            key = sa.func.hashtext(f"touchkit {schema.name}")
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
            connection.execute(sa.schema.CreateSchema(schema.name, if_not_exists=True))
        if sa.inspect(connection).has_table("meta_", schema=schema.name):
            return
        schema.metadata.create_all(connection)
        connection.execute(schema.revision.insert(), {"one": 1, "n": 1})
        about = dict(facts) | {"layout": str(LAYOUT), "shape": json.dumps(schema.shape())}
        connection.execute(
            schema.meta.insert(), [{"name": n, "value": v} for n, v in about.items()]
        )
        settings = client.model_dump(mode="json", exclude_none=True)
        connection.execute(schema.rows[CLIENT].insert(), to_sql(CLIENT, settings))
        for table, records in rows.items():
            numbered = [to_sql(table, row | {SEQ: float(seq)}) for seq, row in enumerate(records)]
            if numbered:
                connection.execute(schema.rows[table].insert(), numbered)


def check_layout(engine: sa.Engine, schema: Schema) -> None:
    """Bring an older store up to date after copying it; refuse one this version cannot read.

    Raises
    ------
    StoreVersionError
        When the store was made by a newer touchkit, or by one too old to migrate.
    """
    use_wal(engine)
    with reading(engine) as connection:
        about = {row.name: row.value for row in connection.execute(sa.select(schema.meta))}
    layout, shape = int(about.get("layout", "0")), json.loads(about.get("shape", "{}"))
    if layout == LAYOUT and shape == schema.shape():
        return
    now = schema.shape()
    gone = [
        f"{table}.{column}"
        for table, names in shape.items()
        for column in names
        if column not in now.get(table, [])
    ]
    if layout != LAYOUT or gone:
        other = "a newer" if layout > LAYOUT or gone else "an older"
        message = (
            f"{_where(engine)} was made by {other} version of touchkit (layout {layout}, this one reads {LAYOUT}). "
            "Nothing was changed. Open it with that version and export a pack, then open the pack here."
        )
        raise StoreVersionError(message)
    _copy(engine, schema)
    _add_what_is_new(engine, schema, shape)


def _where(engine: sa.Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _copy(engine: sa.Engine, schema: Schema) -> None:
    """Keep the store as it was before it is migrated."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    if engine.url.get_backend_name() == "sqlite":
        with writing(engine):  # nobody else writes while the file is copied
            file = Path(str(engine.url.database))
            for part in (file, file.with_name(file.name + "-wal")):
                if part.exists():
                    shutil.copy2(
                        part,
                        part.with_name(part.name.replace(file.name, f"{file.stem}-{stamp}.sqlite")),
                    )
        return
    with writing(engine) as connection:
        backup = f"{schema.name} {stamp}"
        connection.execute(sa.schema.CreateSchema(backup))
        quote = engine.dialect.identifier_preparer.quote
        for table in sa.inspect(connection).get_table_names(schema=schema.name):
            source, target = (
                f"{quote(str(schema.name))}.{quote(table)}",
                f"{quote(backup)}.{quote(table)}",
            )
            connection.execute(sa.text(f"CREATE TABLE {target} AS TABLE {source}"))


def _add_what_is_new(engine: sa.Engine, schema: Schema, shape: dict[str, list[str]]) -> None:
    with writing(engine) as connection:
        schema.metadata.create_all(connection)
        for table in schema.metadata.sorted_tables:
            for column in table.columns:
                if table.name in shape and column.name not in shape[table.name]:
                    _add_column(connection, table, column)
        fresh = {"value": json.dumps(schema.shape())}
        connection.execute(
            schema.meta.update().where(schema.meta.c.name == "shape").values(**fresh)
        )


def _add_column(connection: sa.Connection, table: sa.Table, column: sa.Column[Any]) -> None:
    preparer = connection.dialect.identifier_preparer
    kind = column.type.compile(connection.dialect)
    name = preparer.format_table(table)
    connection.execute(
        sa.text(f"ALTER TABLE {name} ADD COLUMN {preparer.format_column(column)} {kind}")
    )
    default = TABLES[table.name].model_fields[column.name].default if table.name in TABLES else None
    if default is not None:
        connection.execute(table.update().values({column.name: default}))


def check_client(about: Mapping[str, str], name: str, where: str) -> None:
    """Refuse a store that holds another client."""
    if about.get("client") not in {None, name}:
        message = f"{where} holds the workshop of {about['client']!r}, not of {name!r}; name another database."
        raise StoreError(message)
