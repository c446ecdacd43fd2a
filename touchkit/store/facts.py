"""What the store remembers about its pack, written down as part of an action."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from touchkit.store.edits import Edits

FACTS = "pack"
"""The table under which the history keeps what was remembered before and after an action."""


def remember(edits: Edits, facts: Mapping[str, str | None]) -> None:
    """Remember facts (None: forget one); who records the edits can have this undone with them."""
    meta, execute = edits.schema.meta, edits.connection.execute
    named = meta.c.name.in_(list(facts))
    before = {row.name: row.value for row in execute(sa.select(meta).where(named))}
    execute(meta.delete().where(named))
    kept = [{"name": name, "value": value} for name, value in facts.items() if value is not None]
    if kept:
        execute(meta.insert(), kept)
    for name, value in facts.items():
        edits.log[FACTS, name] = (_record(before.get(name)), _record(value))


def _record(value: str | None) -> dict[str, str] | None:
    return None if value is None else {"value": value}
