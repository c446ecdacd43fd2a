"""Notes as stickies: one touchpoint's, lane beside lane, each changed where it hangs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, hide_label, html, offer, row, show, show_if
from touchkit.screens.entry import Entry
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.notes import EVIDENCE, MET, SEVERITY, Lane, NotesState, Sticky, asks
from touchkit.steps.session import Session

_LETTERS_A_LINE, _MOST_LINES = 27, 8
_NOTHING = '<p class="tk-empty">Choose a touchpoint first; its notes hang here.</p>'


class NotesPanel(widgets.VBox):
    """The notes on one touchpoint, for the session's persona or for nobody in particular.

    Parameters
    ----------
    session : Session
        What is open.
    lanes : sequence of str
        Ids of lanes, in order; those the client does not have are left out.
    """

    def __init__(self, session: Session, lanes: Sequence[str]) -> None:
        self.state = NotesState(session, lanes)
        self._make = Maker(session.report)
        self.told = html(_NOTHING)
        self._persona = session.persona
        self.lanes = {name: LaneColumn(self._make, self.state, name, self._add) for name in lanes}
        self.wall = widgets.Box(list(self.lanes.values()))
        self.wall.add_class("tk-lanes")
        super().__init__([self.told, self.wall])
        self.add_class("tk-notes")

    def show_for(self, touchpoint: str, stage: str | None = None) -> None:
        """Show another touchpoint's notes, or a stage's where no touchpoint is named."""
        self._settle()
        if (self.state.touchpoint, self.state.stage) != (touchpoint or "", stage or ""):
            for lane in self.lanes.values():
                lane.entry.flush()
            self.state.touchpoint, self.state.stage = touchpoint or "", stage or ""
        self.draw()

    def _add(self, lane: str, text: str) -> int:
        return self.state.add(lane, text, persona=self._persona)

    def _settle(self) -> None:
        """Leave what was half typed with the client and the persona it was typed for."""
        session = self.state.session
        for column in self.lanes.values():
            column.entry.keep_to(session.client)
        if session.persona != self._persona:
            for column in self.lanes.values():
                column.entry.flush()
            self._persona = session.persona

    def draw(self) -> None:
        """Show the notes as they are stored now."""
        self._settle()
        chosen = bool(self.state.about)
        show_if(self.told, not chosen)
        show_if(self.wall, chosen)
        if not chosen:
            return
        notes, there = self.state.notes(), {lane.id: lane for lane in self.state.lanes()}
        for name, column in self.lanes.items():
            show_if(column, name in there)
            if name in there:
                column.fill(there[name], notes.get(name, []))


class LaneColumn(widgets.VBox):
    """One lane: its name and question, a line to type in, and its stickies."""

    def __init__(
        self, make: Maker, state: NotesState, lane: str, add: Callable[[str, str], object]
    ) -> None:
        self.head = html()
        self.entry = Entry(make, "New note", partial(add, lane))
        self.stickies = Pool(lambda: StickyNote(make, state, lane=lane))
        self._lane: Lane | None = None
        super().__init__([self.head, self.entry, self.stickies])
        self.add_class("tk-lane")

    def fill(self, lane: Lane, notes: Sequence[Sticky]) -> None:
        """Show the lane's notes."""
        if lane != self._lane:
            self._lane = lane
            self.head.value = framed(
                f'<h3>{escape(lane.name)}</h3><p class="tk-ask">{escape(lane.question)}</p>'
            )
            self.entry.relabel(f"New note: {lane.name}", "Type, then Enter")
        self.stickies.fill(notes)


class StickyNote(Card):
    """One note: its words, how we know, how bad it is or whether it is met."""

    def __init__(self, make: Maker, state: NotesState, *, lane: str = "") -> None:
        self._mixed = not lane
        self.text = hide_label(make.area("Note", lambda text: state.reword(self.row, text)))
        self.about = html()
        self.evidence = _small(
            make.choice("How we know", lambda how: state.rate(self.row, evidence=how), EVIDENCE)
        )
        # On a wall of one lane only what that lane asks is made: hundreds of stickies add up.
        how_bad, met = (True, True) if self._mixed else asks(lane)
        self.severity = (
            _small(
                make.choice(
                    "How bad it is", lambda bad: state.rate(self.row, severity=bad), SEVERITY
                )
            )
            if how_bad
            else None
        )
        self.met = (
            _small(make.choice("Whether it is met", lambda met: state.rate(self.row, met=met), MET))
            if met
            else None
        )
        self.disputed = make.toggle(
            "Disputed", lambda on: state.dispute(self.row, on), hint="We do not agree on this note"
        )
        self.remove = make.button(
            "Remove", lambda: state.remove(self.row), kind="quiet", hint="Take this note away"
        )
        self.text.layout.width = "auto"
        asked = [control for control in (self.severity, self.met) if control is not None]
        tools = row(self.evidence, *asked, self.disputed, self.remove, kind="tk-tools")
        super().__init__([self.text, self.about, tools])
        self.add_class("tk-sticky")

    def fill(self, shown: Sticky) -> None:
        """Show a note."""
        show(self.text, value=shown.text, rows=_rows(shown.text))
        said = [shown.lane_name] * self._mixed + [f"only {shown.whose}"] * bool(shown.whose)
        about = escape(", ".join(said))
        self.about.value = framed(f'<span class="tk-about">{about}</span>') if said else ""
        show_if(self.about, said)
        offer(self.evidence, EVIDENCE, shown.evidence)
        how_bad, met = asks(shown.lane)
        if self.severity is not None:
            offer(self.severity, SEVERITY, shown.severity)
            show_if(self.severity, how_bad)
        if self.met is not None:
            offer(self.met, MET, shown.met)
            show_if(self.met, met)
        said_disputed = "Disputed ⚑" if shown.disputed else "Disputed"
        show(self.disputed, value=shown.disputed, description=said_disputed)


def _small(choice: widgets.Dropdown) -> widgets.Dropdown:
    """Let a drop-down be as wide as its words."""
    choice.layout.width = "auto"
    hide_label(choice)
    return choice


def _rows(text: str) -> int:
    """Return how many lines the words take on a sticky."""
    return min(_MOST_LINES, max(2, -(-len(text) // _LETTERS_A_LINE)))
