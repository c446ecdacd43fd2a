"""One transaction's view of the workshop: rows read, changed, and the rules they are held to."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from touchkit.errors import InputError, Problem
from touchkit.model import TABLES, Client, references
from touchkit.model.rules import (
    Fault,
    cross_faults,
    names_to_ids,
    read_row,
    resolve_names,
    table_faults,
    validation_faults,
)  # fmt: skip
from touchkit.model.text import did_you_mean, free, slug
from touchkit.store.schema import CLIENT, SEQ, Schema, from_sql, to_sql

Record = dict[str, Any]
_PERSON_KEY = ("group", "respondent", "touchpoint", "persona", "measure", "wave", "round")


class Edits:
    """Rows within one transaction, with every change written down.

    Attributes
    ----------
    log : dict
        For each row touched, by table and id, what it was before and what it is now (None: not there).
    """

    def __init__(self, connection: sa.Connection, schema: Schema) -> None:
        self.connection, self.schema = connection, schema
        self.log: dict[tuple[str, str], tuple[Record | None, Record | None]] = {}
        self._known: dict[str, set[str]] = {}

    # reading

    def get(self, table: str, row: str) -> Record | None:
        """Return one row as a record, its place included, or None."""
        rows = self.schema.rows[table]
        found = self.connection.execute(sa.select(rows).where(rows.c.id == row)).mappings().first()
        return from_sql(table, dict(found)) if found else None

    def all(self, table: str, *where: Any) -> list[Record]:
        """Return a table's rows in order."""
        rows = self.schema.rows[table]
        query = sa.select(rows).where(*where).order_by(rows.c.seq, rows.c.id)
        return [from_sql(table, dict(row)) for row in self.connection.execute(query).mappings()]

    def client(self) -> Client:
        """Return the client's settings."""
        settings = self.get(CLIENT, CLIENT) or {}
        return Client.model_validate({n: v for n, v in settings.items() if n not in {"id", SEQ}})

    def ids(self, table: str) -> set[str]:
        """Return the ids of a table."""
        if table not in self._known:
            rows = self.schema.rows[table]
            self._known[table] = set(self.connection.execute(sa.select(rows.c.id)).scalars())
        return self._known[table]

    # changing

    def add(self, table: str, /, **fields: Any) -> str:
        """Add a row and return its id."""
        _known_table(table)
        record = self._checked(table, fields, is_new=True)
        self._put(table, record["id"], record | {SEQ: self._next(table)})
        return str(record["id"])

    def change(self, table: str, row: str, /, **fields: Any) -> None:
        """Change some fields of a row; None or blank text clears a field."""
        if table == CLIENT:
            return self._change_client(fields)
        _known_table(table)
        old = self.get(table, row)
        if old is None:
            raise missing_row(table, row, self.ids(table))
        if fields.get("id", row) != row:
            raise InputError("An id stays as it is; change the name instead.")
        plain = {name: value for name, value in old.items() if name != SEQ}
        record = self._checked(table, plain | fields, is_new=False)
        if record != plain:
            self._put(table, row, record | {SEQ: old[SEQ]})
        return None

    def remove(self, table: str, row: str) -> None:
        """Remove a row and all that hangs on it."""
        _known_table(table)
        if self.get(table, row) is None:
            raise missing_row(table, row, self.ids(table))
        waiting = [(table, row)]
        while waiting:
            gone = waiting.pop()
            self._put(*gone, None)
            for dependant_table, record, left in list(self.dependants(*gone)):
                if left is None:
                    waiting.append((dependant_table, record["id"]))
                else:
                    self._put(dependant_table, record["id"], left)

    def _change_client(self, fields: Mapping[str, Any]) -> None:
        old = self.get(CLIENT, CLIENT) or {}
        merged = {
            n: v
            for n, v in (old | dict(fields)).items()
            if n not in {"id", SEQ} and v not in (None, "")
        }
        try:
            client = Client.model_validate(merged)
        except ValidationError as error:
            raise refused(CLIENT, validation_faults(Client, error)) from None
        record = client.model_dump(mode="json", exclude_none=True) | {"id": CLIENT, SEQ: 0.0}
        if record != old:
            self._put(CLIENT, CLIENT, record)

    def dependants(self, table: str, row: str) -> Iterator[tuple[str, Record, Record | None]]:
        """Yield what hangs on a row: its table, it, and what is left of it (None: it goes along)."""
        for name, model in TABLES.items():
            for column, refers in references(model).items():
                if refers.table != table:
                    continue
                cell = self.schema.rows[name].c[column]
                for record in self.all(name, cell.contains(row) if refers.many else cell == row):
                    parts = [part for part in str(record[column]).split(";") if part != row]
                    if ";".join(parts) == record[column]:
                        continue
                    takes = refers.removed == "take" and not parts
                    if takes and name == "notes" and column == "stage" and "touchpoint" in record:
                        takes = False
                    yield name, record, None if takes else _without(record, column, parts)
        marks = self.schema.rows["marks"]
        for record in self.all("marks", marks.c.table == table, marks.c.row == row):
            yield "marks", record, None

    def dangling(self, table: str, record: Record) -> list[tuple[str, str]]:
        """Return the rows a record refers to that are not there, as table and id."""
        found = []
        for column, refers in references(TABLES[table]).items():
            parts = [part for part in str(record.get(column, "")).split(";") if part]
            found += [(refers.table, part) for part in parts if part not in self.ids(refers.table)]
        return found

    def put(self, table: str, row: str, record: Record | None) -> None:
        """Write a row exactly as it is given (None: take it away)."""
        self._put(table, row, record)

    def _put(self, table: str, row: str, record: Record | None) -> None:
        rows = self.schema.rows[table]
        before = self.get(table, row)
        if before is None and record is None:
            return
        if record is None:
            self.connection.execute(rows.delete().where(rows.c.id == row))
        elif before is None:
            self.connection.execute(rows.insert(), to_sql(table, record))
        else:
            self.connection.execute(
                rows.update().where(rows.c.id == row).values(to_sql(table, record))
            )
        first = self.log[table, row][0] if (table, row) in self.log else before
        self.log[table, row] = (first, record)
        known = self.ids(table)
        (known.discard if record is None else known.add)(row)

    def _next(self, table: str) -> float:
        top = self.connection.execute(
            sa.select(sa.func.max(self.schema.rows[table].c.seq))
        ).scalar()
        return 0.0 if top is None else float(top) + 1.0

    # checking

    def checked_rows(self, table: str, many: list[Mapping[str, Any]]) -> list[Record]:
        """Return new rows held to every rule, ids given; all their faults are raised at once."""
        client, records, faults = self.client(), [], []
        names = self._names(table)
        for fields in many:
            record, found = self._read(table, fields, client, names)
            records.append(record)
            faults += found
        if faults:
            raise refused(table, faults)
        for record in records:
            record.setdefault("id", self._new_id(table, record))
        return records

    def _checked(self, table: str, fields: Mapping[str, Any], *, is_new: bool) -> Record:
        record, faults = self._read(table, fields, self.client(), self._names(table))
        if not faults:
            record.setdefault("id", self._new_id(table, record))
            faults = list(self._between_rows(table, record, is_new=is_new))
        if faults:
            raise refused(table, faults)
        return record

    def _read(
        self,
        table: str,
        fields: Mapping[str, Any],
        client: Client,
        names: Mapping[str, Mapping[str, str]],
    ) -> tuple[Record, list[Fault]]:
        model = TABLES[table]
        record, faults = read_row(model, fields, decimal=",")
        resolve_names(model, record, names)
        known = {name: self.ids(name) for name in self._looked_up(table, record)}
        spoilt = {fault.column for fault in faults}
        faults += [f for f in cross_faults(model, record, known, client) if f.column not in spoilt]
        return record, faults

    def _looked_up(self, table: str, record: Record) -> Collection[str]:
        named = {refers.table for refers in references(TABLES[table]).values()}
        pointed = {str(record.get("table"))} & set(TABLES) if table == "marks" else set()
        return named | pointed

    def _names(self, table: str) -> dict[str, dict[str, str]]:
        named = {refers.table for refers in references(TABLES[table]).values()}
        return {
            name: names_to_ids(TABLES[name], self.all(name))
            for name in named
            if TABLES[name].NAMED_BY
        }

    def _between_rows(self, table: str, record: Record, *, is_new: bool) -> Iterator[Fault]:
        if is_new and record["id"] in self.ids(table):
            hint = "Choose another id, or change the row there is."
            yield Fault(
                column="id", found=repr(record["id"]), allowed="an id not yet used", hint=hint
            )
        if table == "ideas":
            others = [idea for idea in self.all("ideas") if idea["id"] != record["id"]]
            yield from (fault for _, fault in table_faults(TABLES["ideas"], [*others, record]))
        if table == "scores" and self.same_answer(record):
            hint = "Change that answer, or give this one another round."
            yield Fault(
                column="respondent",
                found=repr(record["respondent"]),
                allowed="one answer",
                hint=hint,
            )

    def same_answer(self, record: Record) -> list[str]:
        """Return the ids of other scores that answer the same question for the same person."""
        if record.get("respondent") is None:
            return []
        rows = self.schema.rows["scores"]
        same = [rows.c[name].is_not_distinct_from(record.get(name)) for name in _PERSON_KEY]
        query = sa.select(rows.c.id).where(*same, rows.c.id != record.get("id", ""))
        return [str(row) for row in self.connection.execute(query).scalars()]

    def _new_id(self, table: str, record: Record) -> str:
        named = TABLES[table].NAMED_BY
        wanted = slug(str(record.get(named, ""))) if named else ""
        return free(wanted, self.ids(table)) if wanted else secrets.token_hex(8)


def _without(record: Record, column: str, parts: list[str]) -> Record:
    left = {name: value for name, value in record.items() if name != column}
    return left | ({column: ";".join(parts)} if parts else {})


def _known_table(table: str) -> None:
    if table not in TABLES:
        hint = did_you_mean(table, TABLES, f"There are: {', '.join(TABLES)}.")
        raise InputError(f"There is no table {table!r}. {hint}")


def missing_row(table: str, row: str, known: Collection[str]) -> InputError:
    """Return the error for a row that is not there, or not there any more."""
    hint = did_you_mean(row, known, "Somebody may have removed it.")
    return InputError(f"There is no {row!r} in {table}. {hint}")


def refused(table: str, faults: list[Fault]) -> InputError:
    """Return the error for fields that break a rule."""
    problems = [
        Problem(file=table, column=f.column, found=f.found, allowed=f.allowed, hint=f.hint)
        for f in faults
    ]
    return InputError(f"This cannot be stored in {table}; nothing was changed.", problems)
