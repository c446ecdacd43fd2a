"""Adding, changing, removing and marking cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from touchkit.measure.saying import count
from touchkit.model.text import clean, listed
from touchkit.steps.asked import LONGEST_NAME, LONGEST_TEXT, Asked, RefusedError
from touchkit.steps.desk import Desk, Said, all_there, quoted, there, whoever
from touchkit.steps.intents_move import TABLE_OF, check_place, place_asked, relocate
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
_MOST_LINES = 500
_ALONG = {
    "notes": "note", "scores": "score", "links": "arrow", "ideas": "idea", "acts": "act",
    "marks": "mark",
}  # fmt: skip


def add(desk: Desk, asked: Asked) -> Said:
    """Put one new card in a cell, or one a line."""
    names = _names(asked.text("name", LONGEST_TEXT * 10))
    wanted = place_asked(asked)
    what = quoted(names[0]) if len(names) == 1 else count(len(names), "card")

    def edit(edits: Any) -> tuple[list[str], list[str]]:
        check_place(edits, wanted, "nothing was added")
        known = {folded(row["name"]): str(row["name"]) for row in edits.all("touchpoints")}
        twins = [known[folded(name)] for name in names if folded(name) in known]
        if len(twins) == len(names):
            raise RefusedError(
                f"{_quoted(twins)} {_is(twins)} on the map already; nothing was added."
            )
        cells = {name: row or None for name, row in wanted.items()}
        made = [
            edits.add("touchpoints", name=name, **cells)
            for name in names
            if folded(name) not in known
        ]
        rows = edits.some("touchpoints", made)
        relocate(edits, {row: rows[row] for row in made}, wanted, asked.text("before"))
        return made, twins

    made, twins = desk.save(f"add {what}", edit)
    said = f"Added {quoted(names[0]) if len(names) == 1 else count(len(made), 'card')}."
    left = f" {_quoted(twins)} {_is(twins)} on the map already and stayed there." if twins else ""
    return Said(said=said + left, rows=tuple(made))


def _names(text: str) -> list[str]:
    lines = [clean(line) for line in text.split("\n")]
    names = list({folded(line): line for line in reversed(lines) if line}.values())[::-1]
    if not names:
        raise RefusedError("A card needs a name; nothing was added.")
    if len(names) > _MOST_LINES:
        raise RefusedError(f"That is {len(names):,} lines; at most {_MOST_LINES} go at once.")
    for name in names:
        _check_length(name)
    return names


def _check_length(name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise RefusedError(
            f"That is {len(name):,} letters; a name holds at most {LONGEST_NAME}, the rest belongs "
            "under “What happens there”. Nothing was stored."
        )


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
            relocate(edits, cards, {"stage": str(value or "")})
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
        _check_length(text)
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
            relocate(edits, rows, {"stage": str(value or "")})
            return
        for row in ids:
            edits.change("touchpoints", row, **{field: value})

    desk.save(f"change {desk.cards(ids)}: {FIELDS[field]}", edit)
    return Said(said=f"Changed {desk.cards(ids)}.", moved=tuple(ids) if field == "stage" else ())


def remove(desk: Desk, asked: Asked) -> Said:
    """Take cards off the map with all that hangs on them; undo brings all of it back."""
    ids = asked.ids("ids")

    def edit(edits: Any) -> tuple[int, dict[str, int]]:
        known = edits.some("touchpoints", ids)
        if not known:
            there(edits, "touchpoints", ids[0], "nothing was removed")
        edits.take_away("touchpoints", list(known))
        gone = [table for (table, _), (old, new) in edits.log.items() if old and new is None]
        return len(known), {table: gone.count(table) for table in _ALONG if table in gone}

    number, along = desk.save(f"remove {desk.cards(ids)}", edit)
    parts = [count(many, _ALONG[table]) for table, many in along.items()]
    rest = (
        f" with {' and '.join([', '.join(parts[:-1])] * (len(parts) > 1) + parts[-1:])}"
        if parts
        else ""
    )
    what = desk.cards(ids) if number == len(ids) else count(number, "card")
    return Said(said=f"Removed {what}{rest}. Undo brings all of it back.")


def marking(kind: str) -> Any:
    """Return the intent that marks cards as parked, or as disputed, or takes the mark away."""

    def mark(desk: Desk, asked: Asked) -> Said:
        ids, on = asked.ids("ids"), asked.flag("on")
        reason = asked.text("reason", LONGEST_TEXT)

        def edit(edits: Any) -> None:
            all_there(edits, "touchpoints", ids, "nothing was marked")
            marks = [
                row
                for row in edits.where_in("marks", "row", ids)
                if row["table"] == "touchpoints" and row["kind"] == kind
            ]
            if not on:
                edits.take_away("marks", [row["id"] for row in marks])
            for old in marks if on and reason else ():
                edits.change("marks", old["id"], reason=reason)
            for row in set(ids) - {mark["row"] for mark in marks} if on else ():
                edits.add(
                    "marks", table="touchpoints", row=row, kind=kind, reason=reason or None,
                    who=desk.session.who,
                )  # fmt: skip

        no_more = "" if on else " no more"
        desk.save(f"{desk.cards(ids)}: {kind}{no_more}", edit)
        return Said(said=f"{desk.cards(ids)[:1].upper()}{desk.cards(ids)[1:]}: {kind}{no_more}.")

    return mark


def _quoted(names: Iterable[str]) -> str:
    return listed([quoted(name) for name in names], 4)


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
