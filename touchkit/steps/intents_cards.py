"""Adding, removing and marking cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from touchkit.measure.saying import count
from touchkit.model.text import clean, listed
from touchkit.steps.asked import LONGEST_TEXT, Asked, RefusedError
from touchkit.steps.desk import Desk, Said, all_there, quoted, there
from touchkit.steps.intents_fields import check_length
from touchkit.steps.intents_move import check_place, place_asked, relocate
from touchkit.steps.pasting import folded

_MOST_LINES = 500
_ALONG = {
    "notes": "note", "scores": "answer", "links": "arrow", "ideas": "idea", "acts": "act",
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
    first: dict[str, str] = {}
    for line in filter(None, lines):
        first.setdefault(folded(line), line)
    names = list(first.values())
    if not names:
        raise RefusedError("A card needs a name; nothing was added.")
    if len(names) > _MOST_LINES:
        raise RefusedError(f"That is {len(names):,} lines; at most {_MOST_LINES} go at once.")
    for name in names:
        check_length(name)
    return names


def remove(desk: Desk, asked: Asked) -> Said:
    """Take cards off the map with all that hangs on them; undo brings all of it back."""
    ids = asked.ids("ids")

    def edit(edits: Any) -> tuple[int, dict[str, int]]:
        known = edits.some("touchpoints", ids)
        if not known:
            there(edits, "touchpoints", ids[0], "nothing was removed")
        edits.take_away("touchpoints", list(known))
        along = dict.fromkeys(_ALONG, 0)
        for (table, _), (old, new) in edits.log.items():
            if table in along and old and new is None:
                along[table] += old.get("n", 1)  # a row of scores may stand for many answers
        return len(known), {table: many for table, many in along.items() if many}

    number, along = desk.save(f"remove {desk.cards(ids)}", edit)
    *parts, last = [count(many, _ALONG[table]) for table, many in along.items()] or [""]
    rest = f" with {_and(parts)}{last}" if last else ""
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

        words = f"{desk.cards(ids)} as {'' if on else 'no longer '}{kind}"
        desk.save(f"mark {words}", edit)
        return Said(said=f"Marked {words}.")

    return mark


def _and(parts: list[str]) -> str:
    return f"{', '.join(parts)} and " if parts else ""


def _quoted(names: Iterable[str]) -> str:
    return listed([quoted(name) for name in names], 4)


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"
