"""The list of touchpoints in step 5, what to look at first in front, and the one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
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
        self._state = state
        self.order = make.choice(
            "Order", self._set_order, [(said.capitalize(), name) for name, said in ORDERS.items()]
        )
        self.go_to = make.choice("Go to", lambda one: state.turn_to(one or ""))
        self.told = html()
        self.rows = Pool(lambda: PriorityRow(make, state))
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
        current = state.current
        self.rows.fill(
            [
                Listed(
                    id=one.touchpoint, one=one, standing=state.standing(one.touchpoint),
                    here=one.touchpoint == current,
                )
                for one in shown
            ]
        )  # fmt: skip

    def _set_order(self, order: str | None) -> None:
        self._state.order = order or "gap"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A touchpoint with the id a pool knows it by, what came of it, and whether it is the open one."""

    id: str
    one: Priority
    standing: str
    here: bool


class PriorityRow(Card):
    """A touchpoint: a button with its place, name and gap, and below it whose numbers these are.

    The button covers the whole card, so that it can be pressed anywhere.
    """

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.button = make.button("", lambda: state.turn_to(self.row), kind="priority")
        self.told = html("", "tk-priority-told")
        super().__init__([self.button, self.told])
        self.add_class("tk-priority-card")

    def fill(self, shown: Listed) -> None:
        """Show a touchpoint."""
        one = shown.one
        place = f"{one.place}  " if one.place else ""
        first = f"{'▸ ' if shown.here else ''}{place}{one.name}"
        show(
            self.button,
            description=f"{first}  {one.gap}" if one.gap else first,
            tooltip=one.sentence or None,
        )
        told = (one.below, one.note, one.whose, shown.standing)
        lines = "<br>".join(escape(part) for part in told if part)
        show(self.told, value=framed(lines))
        kinds = {f"tk-gap-{kind}": kind == one.kind for kind in _KINDS}
        wear(self, kinds | {"tk-here": shown.here})


def wear(control: widgets.DOMWidget, kinds: Mapping[str, bool]) -> None:
    """Give a control the classes that hold, and take the others off it."""
    for name, holds in kinds.items():
        if holds:
            control.add_class(name)
        else:
            control.remove_class(name)
