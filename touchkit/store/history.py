"""Who did what: undo and redo of one's own actions, refused where somebody has moved on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
import sqlalchemy as sa

from touchkit.errors import ConflictError
from touchkit.store.edits import Edits
from touchkit.store.facts import FACTS, remember
from touchkit.store.schema import CLIENT, decode, encode

HISTORY = ["revision", "when", "who", "what", "kind", "table", "row", "before", "after"]


@dataclass(frozen=True, kw_only=True)
class Done:
    """One action of somebody.

    Attributes
    ----------
    revision : int
        What it made of the workshop.
    who, what, kind : str
        By whom, in words, and whether it was done, undone or done again (do, undo, redo).
    rows : tuple of (str, str)
        The rows it touched, by table and id.
    """

    revision: int
    who: str
    what: str
    kind: str
    rows: tuple[tuple[str, str], ...]


def now() -> str:
    """Return the moment, in UTC, as ISO text."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


class History:
    """The actions of a store, within one transaction."""

    def __init__(self, edits: Edits) -> None:
        self.edits, self.connection, self.schema = edits, edits.connection, edits.schema

    def record(self, revision: int, who: str, what: str, kind: str = "do") -> None:
        """Write down what the edits changed, as one action; its number is the edits' `step`."""
        log = {place: (old, new) for place, (old, new) in self.edits.log.items() if old != new}
        if not log:
            return
        actions, changes = self.schema.actions, self.schema.changes
        if kind == "do":
            undone = actions.update().where(actions.c.who == who, actions.c.state == "undone")
            self.connection.execute(undone.values(state="dropped"))
        state = "done" if kind == "do" else "log"
        values = {
            "revision": revision,
            "at": now(),
            "who": who,
            "what": what,
            "kind": kind,
            "state": state,
        }
        made = self.connection.execute(
            actions.insert().values(values).returning(actions.c.id)
        ).scalar_one()
        self.edits.step = int(made)
        rows = [
            {
                "action": made,
                "table": table,
                "row": row,
                "before": encode(before),
                "after": encode(after),
            }
            for (table, row), (before, after) in log.items()
        ]
        self.connection.execute(changes.insert(), rows)

    def undo(self, revision: int, who: str, step: int = 0) -> str | None:
        """Take back the last action of a person, or the one of a number; return what it was, None where it is none."""
        actions = self.schema.actions
        query = sa.select(actions).where(actions.c.who == who, actions.c.state == "done")
        query = query.where(actions.c.id == step) if step else query
        action = (
            self.connection.execute(query.order_by(actions.c.id.desc()).limit(1)).mappings().first()
        )
        if action is None:
            return None
        self._apply(action, backwards=True)
        self._mark(action["id"], "undone", revision)
        self.record(revision, who, f"undo: {action['what']}", "undo")
        return str(action["what"])

    def redo(self, revision: int, who: str) -> str | None:
        """Do again what the person undid last; return what it was, or None where there is none."""
        actions = self.schema.actions
        query = sa.select(actions).where(actions.c.who == who, actions.c.state == "undone")
        order = actions.c.undone_at.desc()
        action = self.connection.execute(query.order_by(order).limit(1)).mappings().first()
        if action is None:
            return None
        self._apply(action, backwards=False)
        self._mark(action["id"], "done", None)
        self.record(revision, who, f"redo: {action['what']}", "redo")
        return str(action["what"])

    def next_steps(self, who: str) -> tuple[str, str]:
        """Return what undo would take back and what redo would do again; blank: nothing."""
        actions = self.schema.actions
        mine = sa.select(actions.c.what).where(actions.c.who == who).limit(1)
        done = mine.where(actions.c.state == "done").order_by(actions.c.id.desc())
        undone = mine.where(actions.c.state == "undone").order_by(actions.c.undone_at.desc())
        found = [self.connection.execute(query).scalar() for query in (done, undone)]
        return str(found[0] or ""), str(found[1] or "")

    def next_undone(self, who: str) -> int:
        """Return the number of the action undo would take back; 0: there is none."""
        actions = self.schema.actions
        query = sa.select(sa.func.max(actions.c.id)).where(actions.c.who == who)
        return int(self.connection.execute(query.where(actions.c.state == "done")).scalar() or 0)

    def since(self, revision: int) -> list[Done]:
        """Return the actions after a revision, oldest first."""
        actions, changes = self.schema.actions, self.schema.changes
        query = (
            sa.select(
                actions.c.id, actions.c.revision, actions.c.who, actions.c.what, actions.c.kind,
                changes.c.table, changes.c.row,
            )
            .join(changes, changes.c.action == actions.c.id)
            .where(actions.c.revision > revision)
            .order_by(actions.c.id, changes.c.id)
        )  # fmt: skip
        heads: dict[int, Any] = {}
        rows: dict[int, list[tuple[str, str]]] = {}
        for found in self.connection.execute(query):
            heads[found.id] = found
            rows.setdefault(found.id, []).append((str(found.table), str(found.row)))
        return [
            Done(
                revision=int(head.revision), who=str(head.who), what=str(head.what),
                kind=str(head.kind), rows=tuple(rows[action]),
            )
            for action, head in heads.items()
        ]  # fmt: skip

    def _mark(self, action: int, state: str, revision: int | None) -> None:
        actions = self.schema.actions
        values = {"state": state, "undone_at": revision}
        self.connection.execute(actions.update().where(actions.c.id == action).values(values))

    def _apply(self, action: Any, *, backwards: bool) -> None:
        """Put the rows of an action where they were before it, or after it again."""
        changes = self.schema.changes
        query = sa.select(changes).where(changes.c.action == action["id"]).order_by(changes.c.id)
        there: dict[str, dict[str, Any]] = {}
        wanted: dict[str, dict[str, Any]] = {}
        for change in self.connection.execute(query):
            old, new = decode(change.table, change.before), decode(change.table, change.after)
            there.setdefault(change.table, {})[change.row] = new if backwards else old
            wanted.setdefault(change.table, {})[change.row] = old if backwards else new
        # Not compared: whoever wrote the pack meanwhile wrote rows that are about to change.
        facts, _ = wanted.pop(FACTS, {}), there.pop(FACTS, None)
        for table, expected in there.items():
            found = self.edits.some(table, expected)
            for row, record in expected.items():
                if found.get(row) != record:
                    raise self._conflict(action, table, row, "has since been changed")
        for table, records in wanted.items():
            self.edits.put_all(table, records)
        for table, records in wanted.items():
            self._check(action, table, records)
        remember(self.edits, {name: fact and fact["value"] for name, fact in facts.items()})

    def _check(self, action: Any, table: str, records: dict[str, Any]) -> None:
        """Refuse to leave behind what refers to nothing, or breaks a rule by now."""
        gone = {row for row, record in records.items() if record is None}
        for other, dependant in self.edits.hanging(table, gone) if gone else ():
            raise self._conflict(action, other, dependant, "hangs on it by now")
        kept = {row: record for row, record in records.items() if record is not None}
        if table in {CLIENT, "scores"}:
            outside = set(self.edits.off_scale(self.edits.client()))
            for row in outside if table == CLIENT else outside & kept.keys():
                raise self._conflict(action, "scores", row, "lies off the scale by now")
        if table == CLIENT:
            return
        for record in kept.values():
            for other, missing in self.edits.dangling(table, record):
                why = "it belongs to has since been removed"
                raise self._conflict(action, other, missing, why)
        for fault in self.edits.between_rows(table, kept.values()):
            message = f"{fault.found} in {fault.column} would stand against what was entered since"
            raise ConflictError(
                f"“{action['what']}” cannot be taken back or repeated: in {table}, {message} "
                f"(allowed: {fault.allowed}). Nothing was changed; talk to each other first."
            )

    def _conflict(self, action: Any, table: str, row: str, why: str) -> ConflictError:
        who = self.edits.last_by(table, row, after=action["id"])
        who = who or "somebody whose change is not in the history"
        return ConflictError(
            f"“{action['what']}” cannot be taken back or repeated: {row!r} in {table} {why}, by {who}. "
            "Nothing was changed; talk to each other first."
        )

    def frame(self, who: str | None = None) -> pd.DataFrame:
        """Return every change, newest first."""
        actions, changes = self.schema.actions, self.schema.changes
        wanted = [
            actions.c.revision, actions.c.at.label("when"), actions.c.who, actions.c.what, actions.c.kind,
            changes.c.table, changes.c.row, changes.c.before, changes.c.after,
        ]  # fmt: skip
        query = sa.select(*wanted).join(changes, changes.c.action == actions.c.id)
        if who is not None:
            query = query.where(actions.c.who == who)
        found = self.connection.execute(query.order_by(changes.c.id.desc())).all()
        frame = pd.DataFrame([tuple(row) for row in found], columns=HISTORY)
        return frame.astype(
            {name: "str" for name in HISTORY if name != "revision"} | {"revision": "Int64"}
        )
