"""Moving cards: to another stage, department or channel, and among those of their stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from touchkit.steps.asked import Asked
from touchkit.steps.desk import Desk, Said, all_there, there, whoever
from touchkit.steps.ordering import in_order, numbered
from touchkit.store.schema import SEQ

TABLE_OF = {"stage": "stages", "department": "departments", "channel": "channels"}
AXES = ("", "department", "channel")


def move(desk: Desk, asked: Asked) -> Said:
    """Put cards where they were dropped; whoever moves last has the say, and hears of the other."""
    ids = asked.ids("ids")
    wanted = place_asked(asked)
    believed = {row: asked.before("was", row) for row in ids}
    place = place_words(desk, wanted)

    def edit(edits: Any) -> tuple[bool, list[tuple[str, str]]]:
        rows = all_there(edits, "touchpoints", ids, "nothing was moved")
        check_place(edits, wanted, "the card stays where it was")
        overridden = [
            (row, edits.last_by("touchpoints", row))
            for row, cells in believed.items()
            if any((rows[row].get(name) or "") != cells[name] for name in cells if name in TABLE_OF)
        ]
        before = {row: _place(desk, rows[row]) for row, _ in overridden}
        changed = relocate(edits, rows, wanted, asked.text("before"))
        return changed, [(before[row], who) for row, who in overridden]

    changed, others = desk.save(f"move {desk.cards(ids)} to {place}", edit)
    said = f"Moved {desk.cards(ids)} to {place}." if changed else ""
    if others:
        there_before, who = others[0]
        was_there = (
            f"{whoever(who)} had moved it to {there_before}; now it is where you put it."
            if changed and len(ids) == 1
            else f"{whoever(who)} had moved {len(others)} of them; now they are where you put them."
        )
        said = was_there if changed else f"{whoever(who)} had put it there already."
    return Said(said=said, moved=tuple(ids), known=tuple(ids) if others else ())


def place_asked(asked: Asked) -> dict[str, str]:
    """Return the fields of the place a page names: its stage, and what its row stands for."""
    axis = asked.word("rows", AXES)
    asked.need("stage")
    return {"stage": asked.text("stage")} | ({axis: asked.text("row")} if axis else {})


def place_words(desk: Desk, wanted: Mapping[str, str]) -> str:
    """Return a place in words: `Buy · Sales`."""
    return " · ".join(desk.named(TABLE_OF[name], row) for name, row in wanted.items())


def _place(desk: Desk, record: Mapping[str, Any]) -> str:
    return place_words(desk, {name: record.get(name, "") for name in ("stage", "department")})


def check_place(edits: Any, wanted: Mapping[str, str], then: str) -> None:
    """Refuse a stage, a department or a channel that is gone."""
    for name, row in wanted.items():
        there(edits, TABLE_OF[name], row, then)


def relocate(
    edits: Any, rows: Mapping[str, Mapping[str, Any]], wanted: Mapping[str, str], before: str = ""
) -> bool:
    """Put cards into a place that is there, in front of another one; say whether anything changed.

    Parameters
    ----------
    edits : Edits
        The transaction.
    rows : mapping of str to mapping
        The cards' rows as they are, in the order they are to stand.
    wanted : mapping of str to str
        Stage, and department or channel, of the place; blank: none.
    before : str
        The card they go in front of; blank, or in another stage by now: to the end.
    """
    stage = wanted.get("stage", "")
    others = in_order(_light(row) for row in _line(edits, stage) if row["id"] not in rows)
    at = next((n for n, row in enumerate(others) if row["id"] == before), len(others))
    stay = {row for row, record in rows.items() if (record.get("stage") or "") == stage}
    moved = [_light(record, keep=row in stay) for row, record in rows.items()]
    fields: dict[str, dict[str, Any]] = {row: dict(wanted) for row in rows}
    if len(stay) < len(rows) or not _in_place(others, moved, at):
        places = dict.fromkeys(rows.keys() - stay) | numbered(others, moved, at)
        for row, number in places.items():
            fields.setdefault(row, {})["position"] = number
    current = edits.some("touchpoints", fields)
    fresh = {row: _with(current[row], cells) for row, cells in fields.items()}
    changed = {row: record for row, record in fresh.items() if record != current[row]}
    edits.put_all("touchpoints", changed)
    return bool(changed)


def _in_place(others: Any, moved: Any, at: int) -> bool:
    """Say whether the cards stand there already."""
    ids = [row["id"] for row in in_order([*others, *moved])]
    wanted = [*others[:at], *moved, *others[at:]]
    return ids == [row["id"] for row in wanted]


def _line(edits: Any, stage: str) -> list[dict[str, Any]]:
    if stage:
        found: list[dict[str, Any]] = edits.where_in("touchpoints", "stage", [stage])
        return found
    return [row for row in edits.all("touchpoints") if "stage" not in row]


def _light(row: Mapping[str, Any], *, keep: bool = True) -> dict[str, Any]:
    found = {"id": row["id"], "seq": row[SEQ]}
    return found | ({"position": row["position"]} if keep and "position" in row else {})


def _with(record: Mapping[str, Any], cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with other cells; blank ones left out."""
    both = {**record, **cells}
    return {name: value for name, value in both.items() if value not in (None, "")}
