"""What looks wrong on the map: each finding mended with a press, opened, or accepted as it is."""

from __future__ import annotations

from functools import partial
from html import escape

from touchkit.screens.controls import Maker, hide_label, html, offer, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.screens.pool import Card, Pool
from touchkit.screens.section import Section
from touchkit.steps.listing import Board
from touchkit.steps.mending import MendingState, Wrong

_AT_ONCE = 8
_SAID = {"mend": "to mend", "look": "look at it", "note": "a fact"}
_FINE = '<p class="tk-empty">Nothing looks wrong on this map.</p>'


class WrongSection(Section):
    """The findings, a handful at a time.

    Parameters
    ----------
    state : MendingState
        Finds and mends them.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: MendingState, make: Maker) -> None:
        self.state, self._from = state, 0
        self._board: Board | None = None
        self.said, self.fine = html(), html(_FINE)
        self.rows = Pool(lambda: WrongRow(state, make))
        self.before = make.button("Earlier ones", partial(self._leaf, -_AT_ONCE), kind="small")
        self.after = make.button("Further ones", partial(self._leaf, _AT_ONCE), kind="small")
        self.accepted = make.choice("Accepted", lambda _: None, wide=True)
        self.again = make.button("Look at it again", self._again, kind="small")
        super().__init__(
            [
                self.said, self.fine, self.rows, row(self.before, self.after),
                row(self.accepted, self.again),
            ]
        )  # fmt: skip

    def _leaf(self, by: int) -> None:
        self._from = max(0, self._from + by)
        if self._board is not None:
            self.draw(self._board)

    def _again(self) -> None:
        if self.accepted.value:
            self.state.look_again(self.accepted.value)

    def draw(self, board: Board) -> None:
        """Show what looks wrong now."""
        self._board = board
        found = self.state.found(board)
        self._from = min(self._from, max(0, (len(found) - 1) // _AT_ONCE * _AT_ONCE))
        here = found[self._from : self._from + _AT_ONCE]
        show_if(self.fine, not found)
        self.said.value = framed(_counted(found, self._from, len(here))) if found else ""
        self.rows.fill(here)
        show_if(self.before, self._from)
        show_if(self.after, self._from + len(here) < len(found))
        kept = self.state.accepted()
        values = [mark for _, mark in kept]
        first = values[0] if values else None
        shown = self.accepted.value if self.accepted.value in values else first
        offer(self.accepted, kept, shown)
        for control in (self.accepted, self.again):
            show_if(control, kept)


class WrongRow(Card):
    """One finding with what can be done about it."""

    def __init__(self, state: MendingState, make: Maker) -> None:
        self.state = state
        self.finding: Wrong | None = None
        self.words = html()
        self.choose = make.choice("", self._mend)
        self.mend = make.button("", self._mend, kind="small")
        self.look = make.button("Open the card", self._look, kind="small")
        self.reason = hide_label(
            make.text("Why it is all right", lambda _: None, hint="all right, because …")
        )
        self.accept = make.button("Accept as it is", self._accept, kind="small")
        super().__init__(
            [self.words, row(self.choose, self.mend, self.look, self.reason, self.accept)]
        )
        self.add_class("tk-tp-wrong")

    def _mend(self, choice: str | None = "") -> None:
        if self.finding is not None:
            self.state.mend(self.finding, choice or "")

    def _look(self) -> None:
        if self.finding is not None:
            self.state.cards.show(self.finding.touchpoint)

    def _accept(self) -> None:
        if self.finding is not None:
            self.state.accept(self.finding, self.reason.value)

    def fill(self, shown: Wrong) -> None:
        """Show a finding."""
        if self.finding is None or shown.id != self.finding.id:
            show(self.reason, value="")
        self.finding, remedy = shown, shown.remedy
        kind = f"tk-badge tk-{shown.severity}"
        self.words.value = framed(
            f'<p><span class="{kind}">{_SAID.get(shown.severity, shown.severity)}</span> {escape(shown.message)}</p>'
        )
        if remedy.choices:
            show(self.choose, description=remedy.label)
            offer(self.choose, [("choose …", ""), *remedy.choices], "")
        elif remedy.label:
            show(self.mend, description=remedy.label)
        show_if(self.choose, remedy.choices)
        show_if(self.mend, remedy.label and not remedy.choices)
        show_if(self.look, shown.touchpoint)


def _counted(found: list[Wrong], first: int, shown: int) -> str:
    counts = {name: sum(one.severity == name for one in found) for name in _SAID}
    words = {
        "mend": "to mend", "look": "that may be meant", "note": "good to know",
    }  # fmt: skip
    said = ", ".join(f"{count} {words[name]}" for name, count in counts.items() if count)
    part = f" Shown: {first + 1} to {first + shown} of {len(found)}." if shown < len(found) else ""
    return quiet(f"{said}.{part}")
