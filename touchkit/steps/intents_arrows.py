"""Drawing, changing and removing the arrows of the journey."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from touchkit.journey.arrows import split
from touchkit.measure.saying import count
from touchkit.steps.asked import Asked, RefusedError
from touchkit.steps.desk import Desk, Said, all_there, there

_STATUSES = ("current", "planned")
_ASSUMED = "This arrow only follows from the order of the cards; draw an arrow of your own to change the way people go."
_THERE = "This arrow is drawn already{whose}; nothing was changed."


def link(desk: Desk, asked: Asked) -> Said:
    """Draw an arrow from one card to another."""
    source, target = asked.text("source"), asked.text("target")
    persona, status = asked.text("persona"), asked.text("status") or "current"
    if source == target:
        raise RefusedError("An arrow leads from one card to another one; nothing was drawn.")
    if status not in _STATUSES:
        raise RefusedError("An arrow is current or planned; nothing was drawn.")

    def edit(edits: Any) -> tuple[str, bool]:
        all_there(edits, "touchpoints", [source, target], "nothing was drawn")
        there(edits, "personas", persona, "nothing was drawn")
        _refuse_twin(desk, edits, source, target, {persona} - {""})
        first = not edits.ids("links")
        made = edits.add(
            "links", source=source, target=target, persona=persona or None, status=status
        )
        return str(made), first

    ends = f"{desk.card(source)} to {desk.card(target)}"
    made, first = desk.save(f"draw an arrow from {ends}", edit)
    rest = " It is the first one drawn: from now on only drawn arrows count." if first else ""
    return Said(said=f"Drew an arrow from {ends}.{rest}", rows=(made,))


def relink(desk: Desk, asked: Asked) -> Said:
    """Change for whom an arrow is, whether it is there today, or how many go that way."""
    row, field = asked.text("id"), asked.word("field", ("personas", "status", "share"))

    def edit(edits: Any) -> None:
        arrow = _arrow(edits, row)
        if field == "personas":
            personas = _personas(asked)
            for persona in personas:
                there(edits, "personas", persona, "nothing was changed")
            _refuse_twin(desk, edits, arrow["source"], arrow["target"], set(personas), but=row)
            edits.change("links", row, persona=";".join(personas) or None)
        elif field == "status":
            edits.change("links", row, status=asked.word("value", _STATUSES))
        else:
            edits.change("links", row, share=_share(asked))

    desk.save("change an arrow", edit)
    return Said()


def unlink(desk: Desk, asked: Asked) -> Said:
    """Remove arrows."""
    ids = asked.ids("ids")

    def edit(edits: Any) -> int:
        known = edits.some("links", ids)
        if not known:
            _arrow(edits, ids[0])
        edits.take_away("links", list(known))
        return len(known)

    what = "an arrow" if len(ids) == 1 else count(len(ids), "arrow")
    number = desk.save(f"remove {what}", edit)
    return Said(said=f"Removed {'an arrow' if number == 1 else count(number, 'arrow')}.")


def turn(desk: Desk, asked: Asked) -> Said:
    """Turn an arrow round."""
    row = asked.text("id")

    def edit(edits: Any) -> None:
        arrow = _arrow(edits, row)
        source, target = arrow["target"], arrow["source"]
        _refuse_twin(desk, edits, source, target, set(split(arrow.get("persona"))), but=row)
        edits.change("links", row, source=source, target=target)

    desk.save("turn an arrow round", edit)
    return Said(said="Turned the arrow round.")


def _arrow(edits: Any, row: str) -> dict[str, Any]:
    if ">" in row:
        raise RefusedError(_ASSUMED)
    return all_there(edits, "links", [row], "nothing was changed")[row]


def _personas(asked: Asked) -> list[str]:
    """Return for whom an arrow is; none: for everybody."""
    value = asked.raw("value")
    if isinstance(value, list) and not value:
        return []
    return asked.ids("value") if isinstance(value, list) else split(asked.text("value"))


def _share(asked: Asked) -> Any:
    value = asked.raw("value")
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if number else asked.text("value") or None


def _refuse_twin(
    desk: Desk, edits: Any, source: str, target: str, personas: Iterable[str], *, but: str = ""
) -> None:
    """Refuse a second arrow between the same two cards for the same people."""
    wanted = set(personas)
    for other in edits.where_in("links", "source", [source]):
        same = other["target"] == target and set(split(other.get("persona"))) == wanted
        if same and other["id"] != but:
            names = ", ".join(desk.named("personas", one) for one in sorted(wanted))
            raise RefusedError(_THERE.format(whose=f" for {names}" if names else " for everybody"))
