"""Erasing a person: their rows, their name on other rows, and every trace in history and snapshots."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

import sqlalchemy as sa

from touchkit.errors import InputError
from touchkit.model import TABLES
from touchkit.store.edits import Edits
from touchkit.store.facts import FACTS
from touchkit.store.schema import CLIENT

NAMES = {
    "notes": ("author",), "ideas": ("owner",), "acts": ("owner",), "decisions": ("owner",),
    "ticks": ("by",), "marks": ("who",), CLIENT: ("decider",),
}  # fmt: skip
"""The columns that name people as they are called, by table."""
_PEOPLE = {
    "participants": ("id", "alias"), "scores": ("respondent",), "customers": ("id",),
    "ticks": ("customer",),
}  # fmt: skip
_SEVERAL = re.compile(r"\s*[;,/&+]\s*")
ERASED = "(erased)"


class Erasing:
    """What one person leaves behind in a store, within one transaction."""

    def __init__(self, edits: Edits, person: str) -> None:
        self.edits, self.connection, self.schema = edits, edits.connection, edits.schema
        self.person = person
        self.names = {person.casefold()}
        self._add_names()
        self.count = 0

    def _add_names(self) -> None:
        """Learn a participant's id and every alias they ever had."""
        changes = self.schema.changes
        query = sa.select(changes.c.before, changes.c.after).where(
            changes.c.table == "participants"
        )
        texts = [text for row in self.connection.execute(query) for text in row if text]
        records = [*self.edits.all("participants"), *(json.loads(text) for text in texts)]
        for _ in records:  # an alias leads to an id, the id to earlier aliases
            known = len(self.names)
            for record in records:
                theirs = {str(record.get(name, "")).casefold() for name in ("id", "alias")} - {""}
                if theirs & self.names:
                    self.names |= theirs
            if len(self.names) == known:
                break

    def erase(self) -> int:
        """Erase the person; return how many rows were taken away or cleared.

        Raises
        ------
        InputError
            When there is no trace of such a person.
        """
        for table in _PEOPLE:
            rows = {row["id"] for row in self.edits.all(table) if self._is_of(table, row)}
            if rows:
                self.edits.take_away(table, rows)
        for table in [CLIENT, *TABLES]:
            records = {str(row["id"]): self._scrubbed(table, row) for row in self.edits.all(table)}
            self.edits.put_all(table, records)
        self.count = len(self.edits.log)
        traces = self._purge_history() + self._purge_snapshots() + self._purge_facts()
        if not self.count and not traces:
            known = sorted(row["alias"] for row in self.edits.all("participants"))
            message = (
                f"Nobody here is called {self.person!r}; participants are: "
                f"{', '.join(known) or 'none yet'}."
            )
            raise InputError(message)
        return self.count

    def _is_of(self, table: str, record: dict[str, Any]) -> bool:
        """Say whether a row is about the person, so that nothing of it may stay."""
        if table == "marks":
            return record["table"] in _PEOPLE and self._is_name(record["row"])
        return any(self._is_name(record.get(column)) for column in _PEOPLE.get(table, ()))

    def _is_name(self, value: Any) -> bool:
        return isinstance(value, str) and value.casefold() in self.names

    def _scrubbed(self, table: str, record: dict[str, Any]) -> dict[str, Any]:
        """Return a record without the person's name where people's names stand."""
        known = TABLES[table].model_fields if table in TABLES else record
        kept: dict[str, Any] = {}
        for name, value in record.items():
            names_people = name in NAMES.get(table, ()) or name not in known
            left = self._without(value) if names_people else value
            kept |= {} if left is None else {name: left}
        return kept

    def _without(self, value: Any) -> Any:
        """Return a cell without the person among those it names; None where nobody is left."""
        if not isinstance(value, str) or self._is_name(value):
            return None if isinstance(value, str) else value
        parts = _SEVERAL.split(value)
        left = [part for part in parts if not self._is_name(part)]
        return value if left == parts else ", ".join(left) or None

    def _blotted(self, text: str) -> str:
        """Return a sentence about an action with the person's names made unreadable."""
        names = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        return re.sub(rf"(?<!\w)(?:{names})(?!\w)", ERASED, text, flags=re.IGNORECASE)

    def _purge_history(self) -> int:
        """Take the person out of the history; actions that lose a part can no longer be undone."""
        actions, changes = self.schema.actions, self.schema.changes
        gone = {place for place, (_, after) in self.edits.log.items() if after is None}
        touched: set[int] = set()
        for change in self.connection.execute(sa.select(changes)).mappings().all():
            here, table = changes.c.id == change["id"], change["table"]
            sides = {s: json.loads(change[s]) if change[s] else None for s in ("before", "after")}
            there = [side for side in sides.values() if side is not None]
            if (table, change["row"]) in gone or any(self._is_of(table, side) for side in there):
                self.connection.execute(changes.delete().where(here))
                touched.add(change["action"])
                continue
            is_aside = (table, change["row"]) == (FACTS, "aside")
            clear = self._aside if is_aside else partial(self._scrubbed, table)
            kept = {s: clear(side) if side else side for s, side in sides.items()}
            if kept != sides:
                values = {
                    s: json.dumps(r, ensure_ascii=False) if r else None for s, r in kept.items()
                }
                self.connection.execute(changes.update().where(here).values(values))
                touched.add(change["action"])
        found = 0
        for action in self.connection.execute(sa.select(actions)).mappings().all():
            values = {
                "who": ERASED if self._is_name(action["who"]) else action["who"],
                "what": self._blotted(action["what"]),
            }
            lost = action["id"] in touched or self._is_name(action["who"])
            values |= {"state": "dropped"} if lost and action["state"] != "log" else {}
            if any(action[name] != value for name, value in values.items()):
                here = actions.c.id == action["id"]
                self.connection.execute(actions.update().where(here).values(values))
                found += 1
        return found + len(touched)

    def _purge_snapshots(self) -> int:
        table, found = self.schema.snapshots, 0
        gone = {place for place, (_, after) in self.edits.log.items() if after is None}
        for snapshot in self.connection.execute(sa.select(table)).mappings().all():
            content = {
                name: [
                    self._scrubbed(name, row)
                    for row in rows
                    if (name, row.get("id")) not in gone and not self._is_of(name, row)
                ]
                for name, rows in json.loads(snapshot["content"]).items()
            }
            values = {
                "content": json.dumps(content, ensure_ascii=False),
                "who": ERASED if self._is_name(snapshot["who"]) else snapshot["who"],
                "label": self._blotted(snapshot["label"]),
            }
            if any(snapshot[name] != value for name, value in values.items()):
                here = table.c.id == snapshot["id"]
                self.connection.execute(table.update().where(here).values(values))
                found += 1
        return found

    def _purge_facts(self) -> int:
        """Forget the problems of rows set aside that quote the person."""
        meta = self.schema.meta
        query = sa.select(meta.c.value).where(meta.c.name == "aside")
        aside = json.loads(self.connection.execute(query).scalar() or "[]")
        left = self._others(aside)
        if left != aside:
            values = {"value": json.dumps(left)}
            self.connection.execute(meta.update().where(meta.c.name == "aside").values(values))
        return len(aside) - len(left)

    def _aside(self, record: dict[str, Any]) -> dict[str, Any]:
        """Return what the history may keep of the problems of rows set aside."""
        aside = json.loads(record["value"])
        left = self._others(aside)
        return record if left == aside else {"value": json.dumps(left)}

    def _others(self, aside: list[Any]) -> list[Any]:
        """Return the problems that do not quote the person."""
        return [row for row in aside if self._blotted(str(row)) == str(row)]
