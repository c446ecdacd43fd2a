"""Changing one field of a card, or of several cards at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from touchkit.steps.asked import LONGEST_NAME, LONGEST_TEXT, Asked, RefusedError
from touchkit.steps.desk import Desk, Said, all_there, quoted, there, whoever
from touchkit.steps.intents_move import TABLE_OF, relocate
from touchkit.steps.pasting import folded

FIELDS = {
    "name": "name", "stage": "stage", "department": "department", "channel": "channel",
    "contact": "contact", "status": "status", "moment_of_truth": "★ moment of truth",
    "shortlist": "shortlist", "verdict": "verdict", "description": "what happens there",
    "cost_now": "cost",
}  # fmt: skip
"""What can be changed on a card, and what it is called."""
OF_MANY = (
    "stage", "department", "channel", "status", "contact", "shortlist", "moment_of_truth", "verdict",
)  # fmt: skip
_FLAGS = ("moment_of_truth", "shortlist")
_TYPED = ("name", "description", "cost_now")
"""Fields whose text somebody wrote: nobody's words are written over unseen."""


def edit_one(desk: Desk, asked: Asked) -> Said:
    """Change one field of a card; words somebody else wrote meanwhile are not written over."""
    row, field = asked.text("id"), asked.word("field", tuple(FIELDS))
    value = _value(asked, field)

    def edit(edits: Any) -> str:
        cards = all_there(edits, "touchpoints", [row], "nothing was stored")
        said = _meanwhile(edits, asked, field, cards[row].get(field), value)
        if field in TABLE_OF:
            there(edits, TABLE_OF[field], str(value or ""), "nothing was stored")
        if field == "name":
            _check_name(edits, row, str(value or ""))
        if field == "stage":
            to_stage(edits, cards, str(value or ""))
        else:
            edits.change("touchpoints", row, **{field: value})
        return said

    said = desk.save(f"change {desk.card(row)}: {FIELDS[field]}", edit)
    return Said(said=said, moved=(row,) if field == "stage" else (), known=(row,) if said else ())


def _value(asked: Asked, field: str) -> Any:
    if field in _FLAGS:
        return asked.flag("value")
    raw = asked.raw("value")
    if field == "cost_now" and isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw
    text = asked.text("value", LONGEST_TEXT)
    if field == "name":
        check_length(text)
    return text or None


def _check_name(edits: Any, row: str, name: str) -> None:
    if not name:
        raise RefusedError("A touchpoint needs a name; the old one was kept.")
    for other in edits.all("touchpoints"):
        if other["id"] != row and folded(other["name"]) == folded(name):
            raise RefusedError(
                f"{quoted(other['name'])} is on the map already; the old name was kept."
            )


def _meanwhile(edits: Any, asked: Asked, field: str, now: Any, value: Any) -> str:
    """Say that somebody changed a field meanwhile; refuse where words would be lost."""
    believed = asked.raw("was")
    if not asked.has("was") or _same(believed, now) or _same(value, now):
        return ""
    who = whoever(edits.last_by("touchpoints", asked.text("id")))
    if field in _TYPED:
        words = quoted(str(now)) if now is not None else "nothing"
        raise RefusedError(
            f"{who} changed this meanwhile ({FIELDS[field]}: {words}); look again, then write yours."
        )
    return f"{who} had changed this meanwhile ({FIELDS[field]}); now it is as you said."


def _same(one: Any, other: Any) -> bool:
    """Say whether two cells hold the same; blank is missing, no is unticked."""
    if isinstance(one, str) and isinstance(other, int | float):
        one, other = one.replace(",", "."), f"{other:.15g}"
    return bool((one or None) == (other or None))


def edit_many(desk: Desk, asked: Asked) -> Said:
    """Change one field of several cards, as one step."""
    ids, field = asked.ids("ids"), asked.word("field", OF_MANY)
    value = _value(asked, field)

    def edit(edits: Any) -> None:
        rows = all_there(edits, "touchpoints", ids, "nothing was changed")
        if field in TABLE_OF:
            there(edits, TABLE_OF[field], str(value or ""), "nothing was changed")
        if field == "stage":
            to_stage(edits, rows, str(value or ""))
            return
        for row in ids:
            edits.change("touchpoints", row, **{field: value})

    desk.save(f"change {desk.cards(ids)}: {FIELDS[field]}", edit)
    return Said(said=f"Changed {desk.cards(ids)}.", moved=tuple(ids) if field == "stage" else ())


def to_stage(edits: Any, rows: Mapping[str, Mapping[str, Any]], stage: str) -> None:
    """Put cards at the end of a stage; those that stand in it stay where they are."""
    others = {row: record for row, record in rows.items() if record.get("stage", "") != stage}
    if others:
        relocate(edits, others, {"stage": stage})


def check_length(name: str) -> None:
    """Refuse a name nobody could read on a card."""
    if len(name) > LONGEST_NAME:
        raise RefusedError(
            f"That is {len(name):,} letters; a name holds at most {LONGEST_NAME}, the rest belongs "
            "under “What happens there”. Nothing was stored."
        )
