"""Writing, changing and removing the notes of a card or a stage."""

from __future__ import annotations

from typing import Any

from touchkit.steps.asked import LONGEST_TEXT, Asked, RefusedError
from touchkit.steps.desk import Desk, Said, all_there, quoted, there, whoever

_FIELDS = {
    "text": "text", "lane": "lane", "evidence": "how we know", "severity": "how bad it is",
    "met": "whether it is met", "persona": "whose it is",
}  # fmt: skip
_TABLE_OF = {"lane": "lanes", "persona": "personas"}


def note(desk: Desk, asked: Asked) -> Said:
    """Write a note at a card, or at a stage."""
    words, lane = asked.text("text", LONGEST_TEXT), asked.text("lane")
    about = {"touchpoint": asked.text("touchpoint"), "stage": asked.text("stage")}
    persona = asked.text("persona")
    if not words:
        raise RefusedError("A note needs words; nothing was written down.")
    if not lane or not any(about.values()):
        raise RefusedError(
            "A note stands in a lane, at a card or a stage; nothing was written down."
        )

    def edit(edits: Any) -> str:
        for table, row in (
            ("touchpoints", about["touchpoint"]), ("stages", about["stage"]), ("lanes", lane),
            ("personas", persona),
        ):  # fmt: skip
            there(edits, table, row, "nothing was written down")
        cells = {name: row or None for name, row in (about | {"persona": persona}).items()}
        made = edits.add("notes", lane=lane, text=words, author=desk.session.who, **cells)
        return str(made)

    made = desk.save(f"write {quoted(words)} down", edit)
    return Said(said=f"Wrote it down: {quoted(words)}.", rows=(made,))


def edit_note(desk: Desk, asked: Asked) -> Said:
    """Change one field of a note; words somebody else wrote meanwhile are not written over."""
    row, field = asked.text("id"), asked.word("field", tuple(_FIELDS))
    value = asked.text("value", LONGEST_TEXT)

    def edit(edits: Any) -> str:
        known = all_there(edits, "notes", [row], "nothing was stored")[row]
        now, said = str(known.get(field, "")), ""
        if asked.has("was") and now not in {asked.text("was", LONGEST_TEXT), value}:
            who = whoever(edits.last_by("notes", row))
            if field == "text":
                raise RefusedError(
                    f"{who} changed this note meanwhile to {quoted(now)}; look again, then write yours."
                )
            said = f"{who} had changed this meanwhile ({_FIELDS[field]}); now it is as you said."
        if field in _TABLE_OF:
            there(edits, _TABLE_OF[field], value, "nothing was stored")
        if not value and field in {"text", "lane"}:
            raise RefusedError(f"A note needs its {field}; nothing was stored.")
        edits.change("notes", row, **{field: value or None})
        return said

    return Said(said=desk.save(f"change a note: {_FIELDS[field]}", edit))


def remove_note(desk: Desk, asked: Asked) -> Said:
    """Remove a note; undo brings it back."""
    row = asked.text("id")

    def edit(edits: Any) -> None:
        all_there(edits, "notes", [row], "nothing was removed")
        edits.remove("notes", row)

    desk.save("remove a note", edit)
    return Said(said="Removed the note. Undo brings it back.")
