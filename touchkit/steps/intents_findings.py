"""Mending what looks wrong, or accepting it as it is, from the card it stands at."""

from __future__ import annotations

from touchkit.steps.asked import LONGEST_TEXT, Asked, RefusedError
from touchkit.steps.desk import Desk, Said
from touchkit.steps.mending import Wrong


def fix(desk: Desk, asked: Asked) -> Said:
    """Do what a finding's remedy says."""
    finding, choice = _finding(desk, asked), asked.text("choice")
    if not finding.remedy.label:
        raise RefusedError(
            "Nothing can be done about this at once; look at it, or accept it as it is."
        )
    if finding.remedy.choices and choice not in [row for _, row in finding.remedy.choices]:
        raise RefusedError("Choose what it shall be; nothing was changed.")
    if not desk.mending.mend(finding, choice):
        _refuse(desk)
    return Said(said="Mended.")


def accept(desk: Desk, asked: Asked) -> Said:
    """Accept a finding as it is."""
    finding = _finding(desk, asked)
    if not desk.mending.accept(finding, asked.text("reason", LONGEST_TEXT)):
        _refuse(desk)
    return Said(said="Accepted as it is; it stands under “What looks wrong”.")


def _finding(desk: Desk, asked: Asked) -> Wrong:
    """Return a finding as it is now: what was shown may be a moment old."""
    wanted = asked.text("id", LONGEST_TEXT)
    for finding in desk.mending.found(desk.mending.cards.look()):
        if finding.id == wanted:
            return finding
    raise RefusedError("This is no longer so; nothing was changed.")


def _refuse(desk: Desk) -> None:
    """Hand on why a part of the step refused; the board says it, so the page need not."""
    why = desk.session.error or "Nothing was changed."
    desk.session.dismiss()
    raise RefusedError(why)
