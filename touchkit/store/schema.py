"""The store's tables, generated from the model, and rows on their way in and out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa

from touchkit.model import TABLES, Row
from touchkit.model.columns import Kind
from touchkit.model.frames import column_kind, columns
from touchkit.model.text import clean, fingerprint, is_slug, slug

LAYOUT = 1
"""Raised when a change of layout is more than a new table or a new column."""

_SQL: dict[Kind, Any] = {
    "text": sa.Text, "size": sa.Text, "yes/no": sa.Boolean, "whole number": sa.BigInteger,
    "number": sa.Double, "date": sa.Date,
}  # fmt: skip

SEQ = "::seq"
"""A record's place among its table's rows; a name no column of a pack has."""

CLIENT = "client"
"""The table, and the id of its only row, that holds the client's settings."""


_LONGEST_SCHEMA = 40  # PostgreSQL cuts names after 63 bytes; a copy's bears a date as well


def schema_name(client: str) -> str:
    """Return the PostgreSQL schema of a client: its short name where that can be one.

    Examples
    --------
    >>> schema_name("lavender"), schema_name("public")
    ('lavender', 'public-eab9d3fa')
    """
    if is_slug(client) and client != "public" and len(client) <= _LONGEST_SCHEMA:
        return client
    return f"{slug(client)[:24]}-{fingerprint(client)[:8]}"


class Schema:
    """The tables of one client's store.

    Attributes
    ----------
    name : str or None
        The PostgreSQL schema they stand in.
    metadata : sqlalchemy.MetaData
        All of them.
    rows : dict of str to sqlalchemy.Table
        The workshop's own tables, by name, the client's settings among them.
    meta, revision, actions, changes, snapshots : sqlalchemy.Table
        The store's own book-keeping.
    """

    def __init__(self, name: str | None) -> None:
        self.name = name
        self.metadata = sa.MetaData(schema=name)
        self.rows = {table: self._rows(table, model) for table, model in TABLES.items()}
        self.rows[CLIENT] = self._table(CLIENT, *_head(), sa.Column("extra", sa.Text))
        self.meta = self._table("meta_", _text("name", primary_key=True), _text("value"))
        self.revision = self._table("revision_", _number("one", primary_key=True), _number("n"))
        self.actions = self._table(
            "actions_", _counted("id"), _number("revision"), _text("at"), _text("who"), _text("what"),
            _text("kind"), _text("state"), _number("undone_at", nullable=True),
        )  # fmt: skip
        self.changes = self._table(
            "changes_", _counted("id"), _number("action"), _text("table"), _text("row"),
            _text("before", nullable=True), _text("after", nullable=True),
        )  # fmt: skip
        sa.Index("changes_by_action", self.changes.c.action)
        sa.Index("changes_by_row", self.changes.c.table, self.changes.c.row)
        self.snapshots = self._table(
            "snapshots_", _counted("id"), _number("revision"), _text("at"), _text("who"), _text("label"),
            _text("content"),
        )  # fmt: skip

    def _table(self, name: str, *parts: sa.Column[Any]) -> sa.Table:
        return sa.Table(name, self.metadata, *parts)

    def _rows(self, table: str, model: type[Row]) -> sa.Table:
        own = [sa.Column(name, _SQL[kind]) for name, kind in columns(model).items() if name != "id"]
        made = self._table(table, *_head(), *own, sa.Column("extra", sa.Text))
        if table in {"scores", "notes"}:
            sa.Index(f"{table}_by_touchpoint", made.c.touchpoint)
        return made

    def shape(self) -> dict[str, list[str]]:
        """Return the columns of every table, to tell an older or newer layout by."""
        return {
            table.name: [column.name for column in table.columns]
            for table in self.metadata.sorted_tables
        }


def _head() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _text("id", primary_key=True), sa.Column("seq", sa.Double, nullable=False, index=False)


def _text(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, **({"nullable": False} | options))


def _number(name: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, **({"nullable": False} | options))


def _counted(name: str) -> sa.Column[Any]:
    # SQLite counts up by itself only in a column declared INTEGER.
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)


def to_sql(table: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as the values of its table's columns; its place among them included."""
    if table == CLIENT:
        settings = {name: value for name, value in record.items() if name not in {"id", SEQ}}
        return {"id": CLIENT, "seq": 0.0, "extra": encode(settings)}
    known = TABLES[table].model_fields
    extra = {name: value for name, value in record.items() if name not in known and name != SEQ}
    values = {name: record.get(name) for name in known}
    return values | {"seq": record[SEQ], "extra": encode(extra) if extra else None}


def from_sql(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the store as a record, what is missing left out, its place included."""
    kept = {
        name: value
        for name, value in row.items()
        if name not in {"extra", "seq"} and value is not None
    }
    values = kept | {SEQ: row["seq"]}
    # No defaults here: they would cover what stands in the columns.
    return values | (_dated(table, json.loads(row["extra"])) if row["extra"] else {})


def whole(table: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with the defaults of columns it was written without."""
    return defaults(table) | dict(record)


@cache
def defaults(table: str) -> dict[str, Any]:
    """Return what stands in a column of a table where nobody wrote anything."""
    fields = TABLES[table].model_fields if table in TABLES else {}
    filled = {name: field.get_default() for name, field in fields.items()}
    return {
        name: value
        for name, value in filled.items()
        if not fields[name].is_required() and value is not None
    }


def encode(record: Mapping[str, Any] | None) -> str | None:
    """Return a record as JSON text."""
    if record is None:
        return None
    return json.dumps(record, ensure_ascii=False, default=dt.date.isoformat)


def decode(table: str, text: str | None) -> Any:
    """Return a record from JSON text, dates being dates again."""
    if text is None:
        return None
    return whole(table, _dated(table, json.loads(text)))


def _dated(table: str, record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with the dates of its table as dates."""
    if table not in TABLES:
        return record
    model = TABLES[table]
    dates = [name for name in record if name != SEQ and column_kind(model, name) == "date"]
    return record | {name: dt.date.fromisoformat(record[name]) for name in dates}


def printable(text: str) -> str:
    """Return a name or a label as any database can hold it."""
    return clean(str(text))
