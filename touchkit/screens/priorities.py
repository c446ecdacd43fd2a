"""The list of touchpoints in step 5, what to look at first in front, and the one that is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.priorities import ORDERS, Priority

_KINDS = ("short", "level", "more", "unranked")
_EMPTY = (
    '<p class="tk-empty">No touchpoint yet. Step 2 is where they are written down; then come back '
    "and choose what to make better.</p>"
)


class PriorityList(widgets.VBox):
    """A button for each touchpoint; the list grows on demand, so that 200 do not slow the page."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self._make, self._state = make, state
        self.order = make.choice(
            "Order", self._set_order, [(said.capitalize(), name) for name, said in ORDERS.items()]
        )
        self.go_to = make.choice("Go to", lambda one: state.turn_to(one or ""))
        self.told = html()
        self.rows = widgets.VBox([])
        self.more = make.button("Show more touchpoints", state.show_more, kind="small")
        super().__init__([self.order, self.go_to, self.told, self.rows, self.more])
        self.add_class("tk-priorities")

    def draw(self, facts: Facts) -> None:
        """Show the list as it is now."""
        state, late = self._state, self._state.session.late
        shown = state.in_list()
        offer(self.order, self.order.options, state.order)
        offer(self.go_to, [(one.name, one.touchpoint) for one in facts.found], state.current)
        show_if(self.order, not late and len(facts.found) > 1)
        show_if(self.go_to, not late and len(facts.found) > len(shown))
        show_if(self.more, not late and len(facts.found) > len(shown))
        notice = f'<p class="tk-notice">{escape(state.late_words())}</p>' if late else ""
        self.told.value = framed(notice if facts.found else _EMPTY)
        show_if(self.told, late or not facts.found)
        self._fill(shown, state.current)

    def _fill(self, shown: Sequence[Priority], current: str) -> None:
        rows = list(self.rows.children)
        rows += [self._row(place) for place in range(len(rows), len(shown))]
        if len(rows) > len(self.rows.children):
            self.rows.children = rows
        for place, row in enumerate(rows):
            show_if(row, place < len(shown))
            if place < len(shown):
                _dress(row, shown[place], self._state.standing(shown[place].touchpoint), current)

    def _row(self, place: int) -> widgets.Button:
        made = self._make.button("", lambda: self._turn_to(place), kind="priority")
        # Each row hides by itself, so it needs a layout of its own.
        made.layout.width = "auto"
        return made

    def _turn_to(self, place: int) -> None:
        shown = self._state.in_list()
        if place < len(shown):
            self._state.turn_to(shown[place].touchpoint)

    def _set_order(self, order: str | None) -> None:
        self._state.order = order or "gap"


def _dress(row: widgets.Button, one: Priority, standing: str, current: str) -> None:
    """Write a touchpoint on its button: its place, its gap with sign and number, whose numbers."""
    place = f"{one.place}  " if one.place else ""
    gap = " · ".join(part for part in (one.gap, one.below) if part)
    here = "▸ " if one.touchpoint == current else ""
    told = "\n".join(
        part for part in (f"{here}{place}{one.name}", gap, one.note, one.whose, standing) if part
    )
    show(row, description=told, tooltip=one.sentence or None)
    kinds = {f"tk-gap-{kind}": kind == one.kind for kind in _KINDS}
    wear(row, kinds | {"tk-here": one.touchpoint == current})


def wear(control: widgets.DOMWidget, kinds: Mapping[str, bool]) -> None:
    """Give a control the classes that hold, and take the others off it."""
    for name, holds in kinds.items():
        if holds:
            control.add_class(name)
        else:
            control.remove_class(name)
