"""What the board's page can ask for: each intent by its name, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from touchkit.steps.asked import Asked, RefusedError
from touchkit.steps.desk import Desk, Said
from touchkit.steps.intents_arrows import link, relink, turn, unlink
from touchkit.steps.intents_cards import add, marking, remove
from touchkit.steps.intents_fields import edit_many, edit_one
from touchkit.steps.intents_findings import accept, fix
from touchkit.steps.intents_move import move
from touchkit.steps.intents_notes import edit_note, note, remove_note
from touchkit.steps.listing import SECTIONS

Intent = Callable[[Desk, Asked], Said]


def persona(desk: Desk, asked: Asked) -> Said:
    """Look at somebody's journey; nothing is stored."""
    asked.need("id")
    row = asked.text("id")
    if row not in [known for _, known in desk.session.personas]:
        raise RefusedError("There is no such persona any more.")
    desk.session.persona = row
    return Said(said=f"The journey of {desk.named('personas', row) or 'everybody'}.")


def section(desk: Desk, asked: Asked) -> Said:
    """Turn to another part of the step."""
    name, stage = asked.word("name", tuple(SECTIONS)), asked.text("stage")
    if stage and stage not in [one["id"] for one in desk.wall.get("stages", ())]:
        raise RefusedError("There is no such stage any more.")
    if name == "catalogue" and stage:
        desk.mending.catalogue.look_at(stage)
    desk.mending.cards.turn_to(name)
    return Said()


def undo(desk: Desk, _asked: Asked) -> Said:
    """Take back what the person at the keyboard did last."""
    done = desk.session.attempt(lambda workshop: workshop.undo(), "Undone: {}")
    return Said(said=f"Undone: {done}." if done else "There is nothing to undo.")


def redo(desk: Desk, _asked: Asked) -> Said:
    """Do again what was undone last."""
    done = desk.session.attempt(lambda workshop: workshop.redo(), "Done again: {}")
    return Said(said=f"Done again: {done}." if done else "There is nothing to do again.")


INTENTS: Mapping[str, Intent] = {
    "move": move, "add": add, "edit": edit_one, "editMany": edit_many, "remove": remove,
    "park": marking("parked"), "dispute": marking("disputed"), "link": link, "relink": relink,
    "unlink": unlink, "turn": turn, "note": note, "editNote": edit_note,
    "removeNote": remove_note, "fix": fix, "accept": accept, "persona": persona,
    "section": section, "undo": undo, "redo": redo,
}  # fmt: skip
"""Every intent by the name the page sends."""


def carry_out(desk: Desk, name: Any, args: Any) -> Said:
    """Do what a page asks for.

    Raises
    ------
    TouchkitError
        When it cannot be done; nothing of it was stored.
    """
    intent = INTENTS.get(name) if isinstance(name, str) else None
    if intent is None:
        raise RefusedError("touchkit does not know what this page asked for; reload the page.")
    return intent(desk, Asked(args))
