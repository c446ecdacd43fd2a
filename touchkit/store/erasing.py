"""Erasing a person: their rows, their name on other rows, and every trace in history and snapshots."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from touchkit.errors import InputError
from touchkit.store.edits import Edits

_NAMES = {
    "notes": ("author",), "ideas": ("owner",), "acts": ("owner",), "decisions": ("owner",),
    "ticks": ("by",), "marks": ("who",),
}  # fmt: skip
ERASED = "(erased)"


class Erasing:
    """What one person leaves behind in a store, within one transaction."""

    def __init__(self, edits: Edits, person: str) -> None:
        self.edits, self.schema = edits, edits.schema
        found = [row for row in edits.all("participants") if person in (row["id"], row["alias"])]
        self.rows = [("participants", row["id"]) for row in found]
        self.rows += [
            ("customers", row["id"]) for row in edits.all("customers") if row["id"] == person
        ]
        self.names = {
            person,
            *(str(row["alias"]) for row in found),
            *(str(row["id"]) for row in found),
        }
        scores = self.schema.rows["scores"]
        self.answers = {
            row["id"] for row in edits.all("scores", scores.c.respondent.in_(self.names))
        }
        if not self.rows and not self.answers:
            known = sorted(row["alias"] for row in edits.all("participants"))
            message = f"Nobody here is called {person!r}; participants are: {', '.join(known) or 'none yet'}."
            raise InputError(message)

    def erase(self) -> int:
        """Erase the person; return how many rows were taken away or cleared."""
        edits = self.edits
        for table, row in self.rows:
            edits.remove(table, row)
        for row in self.answers:
            edits.put("scores", row, None)
        for table, columns in _NAMES.items():
            for record in edits.all(table):
                named = [column for column in columns if record.get(column) in self.names]
                if named:
                    edits.put(
                        table, record["id"], {n: v for n, v in record.items() if n not in named}
                    )
        gone = {place for place, (_, after) in edits.log.items() if after is None}
        self._purge_history(gone)
        self._purge_snapshots(gone)
        return len(edits.log)

    def _purge_history(self, gone: set[tuple[str, str]]) -> None:
        connection, actions, changes = (
            self.edits.connection,
            self.schema.actions,
            self.schema.changes,
        )
        touched: set[int] = set()
        for change in connection.execute(sa.select(changes)).mappings().all():
            kept = {
                side: self._scrubbed(change["table"], change[side]) for side in ("before", "after")
            }
            here = changes.c.id == change["id"]
            if (change["table"], change["row"]) in gone or self._is_theirs(change):
                connection.execute(changes.delete().where(here))
            elif kept != {"before": change["before"], "after": change["after"]}:
                connection.execute(changes.update().where(here).values(kept))
            else:
                continue
            touched.add(change["action"])
        nameless = {"state": "dropped", "what": "an edit, since erased in part"}
        for action in touched:
            connection.execute(actions.update().where(actions.c.id == action).values(nameless))
        mine = actions.update().where(actions.c.who.in_(self.names))
        connection.execute(mine.values(who=ERASED, state="dropped"))

    def _is_theirs(self, change: Any) -> bool:
        """Say whether a change is of a row that is gone by now but was the person's."""
        sides = [json.loads(change[side]) for side in ("before", "after") if change[side]]
        people = {"participants": ("id", "alias"), "scores": ("respondent",), "customers": ("id",)}
        people["ticks"] = ("customer",)
        return any(
            side.get(c) in self.names for side in sides for c in people.get(change["table"], ())
        )

    def _scrubbed(self, table: str, text: str | None) -> str | None:
        if text is None or table not in _NAMES:
            return text
        record = json.loads(text)
        kept = {n: v for n, v in record.items() if n not in _NAMES[table] or v not in self.names}
        return text if kept == record else json.dumps(kept, ensure_ascii=False)

    def _purge_snapshots(self, gone: set[tuple[str, str]]) -> None:
        connection, table = self.edits.connection, self.schema.snapshots
        for kept in connection.execute(sa.select(table.c.id, table.c.who, table.c.content)).all():
            content = {
                name: self._left(name, rows, gone)
                for name, rows in json.loads(kept.content).items()
            }
            values = {"content": json.dumps(content, ensure_ascii=False)}
            values |= {"who": ERASED} if kept.who in self.names else {}
            connection.execute(table.update().where(table.c.id == kept.id).values(values))

    def _left(
        self, table: str, rows: list[dict[str, Any]], gone: set[tuple[str, str]]
    ) -> list[Any]:
        left = []
        for row in rows:
            change = {"table": table, "before": json.dumps(row), "after": None}
            if (table, row.get("id")) not in gone and not self._is_theirs(change):
                left.append(json.loads(str(self._scrubbed(table, json.dumps(row)))))
        return left
