"""One transaction's view of the workshop: rows read, changed, and the rules they are held to."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pandas as pd
import sqlalchemy as sa
from pydantic import ValidationError

from touchkit.errors import InputError, Problem
from touchkit.model import TABLES, Client, references
from touchkit.model.rules import (
    ANSWER,
    Fault,
    cross_faults,
    names_to_ids,
    read_row,
    resolve_names,
    table_faults,
    validation_faults,
)
from touchkit.model.text import clean, did_you_mean, free, slug
from touchkit.store.schema import CLIENT, SEQ, Schema, from_sql, to_sql

Record = dict[str, Any]
Answer = tuple[Any, ...]
_AT_ONCE = 500


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
        self.step = 0  # the number of the action these edits are, once it is stored; 0: none

    # reading

    def get(self, table: str, row: str) -> Record | None:
        """Return one row as a record, its place included, or None."""
        return self.some(table, [row]).get(row)

    def some(self, table: str, ids: Iterable[str]) -> dict[str, Record]:
        """Return the rows of these ids that are there."""
        return {str(row["id"]): row for row in self.where_in(table, "id", ids)}

    def where_in(self, table: str, column: str, values: Iterable[Any]) -> list[Record]:
        """Return the rows that hold one of the values in a column."""
        cell, rows = self.schema.rows[table].c[column], []
        for part in _portions(value for value in values if value == clean(value)):
            rows += self.all(table, cell.in_(part))
        return rows

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

    def answers(self, records: Iterable[Record]) -> dict[Answer, list[Record]]:
        """Return all scores of the touchpoints these records answer for, by what makes an answer one."""
        wanted = [record for record in records if record.get("respondent") is not None]
        people = {str(record["respondent"]) for record in wanted}
        touchpoints = {str(record["touchpoint"]) for record in wanted}
        rows, found = self.schema.rows["scores"], dict[Answer, list[Record]]()
        columns = [rows.c.id, rows.c.seq.label(SEQ), *(rows.c[name] for name in ANSWER)]
        for some in _portions(people):
            for part in _portions(touchpoints):
                query = sa.select(*columns).where(
                    rows.c.respondent.in_(some), rows.c.touchpoint.in_(part)
                )
                for row in self.connection.execute(query).mappings():
                    found.setdefault(_answer(dict(row)), []).append(dict(row))
        return found

    def dangling(self, table: str, record: Record) -> list[tuple[str, str]]:
        """Return the rows a record refers to that are not there, as table and id."""
        found = []
        for column, refers in references(TABLES[table]).items():
            parts = [part for part in str(record.get(column, "")).split(";") if part]
            found += [(refers.table, part) for part in parts if part not in self.ids(refers.table)]
        if table == "marks" and record["table"] in TABLES:
            marked = (str(record["table"]), str(record["row"]))
            found += [marked] if marked[1] not in self.ids(marked[0]) else []
        return found

    def hanging(
        self, table: str, gone: Collection[str]
    ) -> dict[tuple[str, str], tuple[Record, Record | None]]:
        """Return what hangs on rows: by table and id, it, and what is left of it (None: it goes along)."""
        found: dict[tuple[str, str], tuple[Record, Record | None]] = {}
        for name, model in TABLES.items():
            for column, refers in references(model).items():
                if refers.table == table:
                    for record in self._referring(name, column, gone, many=refers.many):
                        place = (name, str(record["id"]))
                        left = found.get(place, (record, record))[1]
                        if left is not None:
                            take = refers.removed == "take"
                            found[place] = (record, _without(name, left, column, gone, take=take))
        marks = self.schema.rows["marks"]
        for part in _portions(gone):
            for record in self.all("marks", marks.c.table == table, marks.c.row.in_(part)):
                found["marks", str(record["id"])] = (record, None)
        return found

    def _referring(
        self, table: str, column: str, ids: Collection[str], *, many: bool
    ) -> list[Record]:
        if not many:
            return self.where_in(table, column, ids)
        filled = self.all(table, self.schema.rows[table].c[column].is_not(None))
        return [record for record in filled if not set(record[column].split(";")).isdisjoint(ids)]

    def last_by(self, table: str, row: str, *, after: int = 0) -> str:
        """Return who changed a row last, after an action; blank: nobody, as far as the history tells."""
        actions, changes = self.schema.actions, self.schema.changes
        query = (
            sa.select(actions.c.who)
            .join(changes, changes.c.action == actions.c.id)
            .where(changes.c.table == table, changes.c.row == row, actions.c.id > after)
            .order_by(actions.c.id.desc())
            .limit(1)
        )
        return str(self.connection.execute(query).scalar() or "")

    # changing

    def add(self, table: str, /, **fields: Any) -> str:
        """Add a row and return its id."""
        _known_table(table)
        record = self._checked(table, fields, is_new=True)
        self.put(table, record["id"], record | {SEQ: self.next_place(table)})
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
            self.put(table, row, record | {SEQ: old[SEQ]})
        return None

    def remove(self, table: str, row: str) -> None:
        """Remove a row and all that hangs on it."""
        _known_table(table)
        if self.get(table, row) is None:
            raise missing_row(table, row, self.ids(table))
        self.take_away(table, {row})

    def take_away(self, table: str, ids: Collection[str]) -> None:
        """Take rows away and all that hangs on them."""
        waiting: list[tuple[str, Collection[str]]] = [(table, ids)]
        while waiting:
            table, ids = waiting.pop()
            self.put_all(table, dict.fromkeys(ids))
            along: dict[str, set[str]] = {}
            for (name, dependant), (_, left) in self.hanging(table, ids).items():
                if left is None:
                    along.setdefault(name, set()).add(dependant)
                else:
                    self.put(name, dependant, left)
            waiting += along.items()

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
        outside = self.off_scale(client)
        if outside:
            hint = "Keep the scale as it is, or remove those scores first."
            found, allowed = f"{len(outside)} scores outside it", "a scale that holds all scores"
            raise refused(CLIENT, [Fault(column="scale", found=found, allowed=allowed, hint=hint)])
        record = client.model_dump(mode="json", exclude_none=True) | {"id": CLIENT, SEQ: 0.0}
        if record != old:
            self.put(CLIENT, CLIENT, record)

    def off_scale(self, client: Client) -> list[str]:
        """Return the ids of scores that lie outside the client's scales."""
        rows, found = self.schema.rows["scores"], list[str]()
        for measure in self.connection.execute(sa.select(rows.c.measure).distinct()).scalars():
            low, high = client.scale_of(measure)
            outside = sa.or_(rows.c.score < low, rows.c.score > high)
            query = sa.select(rows.c.id).where(rows.c.measure == measure, outside)
            found += self.connection.execute(query).scalars()
        return found

    def put(self, table: str, row: str, record: Record | None) -> None:
        """Write a row exactly as it is given (None: take it away)."""
        self.put_all(table, {row: record})

    def put_all(self, table: str, records: Mapping[str, Record | None]) -> None:
        """Write rows exactly as they are given, all at once (None: take it away)."""
        rows, before = self.schema.rows[table], self.some(table, records)
        changed = {row: new for row, new in records.items() if before.get(row) != new}
        for part in _portions(before.keys() & changed.keys()):
            self.connection.execute(rows.delete().where(rows.c.id.in_(part)))
        made = [to_sql(table, record) for record in changed.values() if record is not None]
        if made:
            self.connection.execute(rows.insert(), made)
        known = self._known.get(table, set())
        for row, record in changed.items():
            first = self.log[table, row][0] if (table, row) in self.log else before.get(row)
            self.log[table, row] = (first, record)
            (known.discard if record is None else known.add)(row)

    def next_place(self, table: str) -> float:
        """Return the place behind a table's last row."""
        top = self.connection.execute(
            sa.select(sa.func.max(self.schema.rows[table].c.seq))
        ).scalar()
        return 0.0 if top is None else float(top) + 1.0

    def answer(self, many: Iterable[Mapping[str, Any]]) -> list[str]:
        """Store answers, each in place of that person's earlier one; return their ids."""
        records = self.checked_answers(many)
        self.put_all("scores", {str(record["id"]): record for record in records})
        return [str(record["id"]) for record in records]

    # checking

    def checked_answers(self, many: Iterable[Mapping[str, Any]]) -> list[Record]:
        """Return answers held to every rule, each with the id and place it is to have.

        An answer by the same person to the same question takes the place of the earlier one,
        and of an earlier one among these.
        """
        client, records, problems = self.client(), list[Record](), list[Problem]()
        names = self._names("scores")
        for number, fields in enumerate(many, start=1):
            record, faults = self._read("scores", fields, client, names)
            records.append(record)
            problems += _problems(f"scores [answer {number}]", faults)
        if problems:
            raise InputError("These answers cannot be stored; nothing was changed.", problems)
        earlier, place = self.answers(records), self.next_place("scores")
        taken = set(self.some("scores", {str(record.get("id", "")) for record in records}))
        for number, record in enumerate(records):
            known = earlier.setdefault(_answer(record), [])
            if not known or record.get("respondent") is None:
                wanted = str(record.get("id", ""))
                free_one = secrets.token_hex(8) if not wanted or wanted in taken else wanted
                known[:] = [{"id": free_one, SEQ: place + number}]
                taken.add(free_one)
            record |= {"id": known[0]["id"], SEQ: known[0][SEQ]}
        return records

    def _checked(self, table: str, fields: Mapping[str, Any], *, is_new: bool) -> Record:
        record, faults = self._read(table, fields, self.client(), self._names(table))
        if not faults:
            record.setdefault("id", self._new_id(table, record))
            if is_new and record["id"] in self.ids(table):
                hint = "Choose another id, or change the row there is."
                found, allowed = repr(record["id"]), "an id not yet used"
                faults.append(Fault(column="id", found=found, allowed=allowed, hint=hint))
            faults += self.between_rows(table, [record])
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
        cells = {clean(str(name)): _scalar(value) for name, value in fields.items() if name != SEQ}
        record, faults = read_row(model, cells, decimal=",")
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
        return {name: self._named(name) for name in named if TABLES[name].NAMED_BY}

    def _named(self, table: str) -> dict[str, str]:
        rows, model = self.schema.rows[table], TABLES[table]
        query = sa.select(rows.c.id, rows.c[str(model.NAMED_BY)])
        return names_to_ids(model, [dict(row) for row in self.connection.execute(query).mappings()])

    def between_rows(self, table: str, records: Iterable[Record]) -> list[Fault]:
        """Return what is wrong between these rows of a table and its other rows."""
        new = {str(record["id"]): record for record in records}
        faults: list[Fault] = []
        if table == "ideas" and new:
            ideas = {str(idea["id"]): idea for idea in self.all("ideas")} | new
            faults += [fault for _, fault in table_faults(TABLES["ideas"], list(ideas.values()))]
        if table == "scores":
            hint = "Change that answer, or give this one another round."
            known = self.answers(new.values())
            for record in new.values():
                same = {str(other["id"]) for other in known.get(_answer(record), ())}
                if record.get("respondent") is not None and same - {record["id"]}:
                    found = repr(record["respondent"])
                    faults.append(
                        Fault(column="respondent", found=found, allowed="one answer", hint=hint)
                    )
        return faults

    def _new_id(self, table: str, record: Record) -> str:
        named = TABLES[table].NAMED_BY
        wanted = slug(str(record.get(named, ""))) if named else ""
        return free(wanted, self.ids(table)) if wanted else secrets.token_hex(8)


def _scalar(value: Any) -> Any:
    """Return a value as plain Python; what a frame has for missing is None."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") and not hasattr(value, "__len__") else value


def _answer(record: Mapping[str, Any]) -> Answer:
    return tuple(record.get(name) for name in ANSWER)


def _portions(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield values in portions a database takes in one statement."""
    waiting = list(values)
    for start in range(0, len(waiting), _AT_ONCE):
        yield waiting[start : start + _AT_ONCE]


def _without(
    table: str, record: Record, column: str, gone: Collection[str], *, take: bool
) -> Record | None:
    """Return a record without the ids that are gone; None where it goes along with them."""
    parts = [part for part in str(record[column]).split(";") if part not in gone]
    # A note on a touchpoint stays when only its stage goes.
    stays = table == "notes" and column == "stage" and "touchpoint" in record
    if take and not parts and not stays:
        return None
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
    message = f"This cannot be stored in {table}; nothing was changed."
    return InputError(message, _problems(table, faults))


def _problems(file: str, faults: Iterable[Fault]) -> list[Problem]:
    return [
        Problem(file=file, column=f.column, found=f.found, allowed=f.allowed, hint=f.hint)
        for f in faults
    ]
