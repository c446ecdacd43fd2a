"""Scoring by name: a chip for each person, and the values they hold up."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, row, show, show_if
from touchkit.steps.hands import Person
from touchkit.steps.roll_call import RollCall, answer_of
from touchkit.steps.votes import Vote

_ASK = "First the chips of all who hold up the same value, then that value."
_LONG_NAME = 16


class ChipsPanel(widgets.VBox):
    """Chips that stay down until a value is given to them.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    roll : RollCall
        Who is picked, and what is stored.
    redraw : callable
        Shows again what is stored, where something typed was refused.
    """

    def __init__(self, make: Maker, roll: RollCall, redraw: Callable[[], object]) -> None:
        self._make, self.roll, self._redraw = make, roll, redraw
        self._people: tuple[Person, ...] = ()
        self._built: tuple[Any, ...] = ()
        self.chips: dict[str, widgets.ToggleButton] = {}
        self.buttons: dict[int, widgets.Button] = {}
        self.ask = html(f'<p class="tk-quiet tk-ask-how">{_ASK}</p>')
        self.crowd, self.values = row(kind="tk-chips"), row(kind="tk-values")
        self.typed = make.text("Their score", self._type_in)
        self.back = make.button(
            "Take their answers back", roll.take_back, kind="small",
            hint="Of those whose chips are down",
        )  # fmt: skip
        super().__init__([self.crowd, row(self.values, self.typed, self.back, self.ask)])

    def draw(self, vote: Vote) -> None:
        """Show who has answered; never what, for small groups would be found out."""
        scoring, people = self.roll.scoring, tuple(self.roll.scoring.people())
        if people != self._people:
            self._people = people
            self.chips = {person.name: self._chip(person) for person in people}
            self.crowd.children = list(self.chips.values())
        built = (tuple(scoring.values), scoring.scale.labels, scoring.long)
        if built != self._built:
            self._built = built
            self._build()
        departments = self.roll.session.tables("departments")
        names = dict(zip(departments["id"], departments["name"], strict=True))
        for person in people:
            answer = answer_of(vote, person)[2]
            shown = "" if answer is None else " ✓"
            where = _place(names.get(person.department, person.department))
            show(
                self.chips[person.name],
                value=person.name in self.roll.picked,
                description=f"{person.alias}{where}{shown}",
            )
        for button in self.buttons.values():
            show(button, disabled=not self.roll.picked)
        show_if(self.typed, scoring.long)
        show_if(self.values, not scoring.long)
        show(self.back, disabled=not self.roll.picked)

    def _chip(self, person: Person) -> widgets.ToggleButton:
        return self._make.toggle(person.alias, lambda down: self.roll.pick(person.name, down))

    def _build(self) -> None:
        scoring = self.roll.scoring
        self.buttons = {}
        if not scoring.long:
            for value in scoring.values:
                label = f"{value} {scoring.label(value)}".strip()
                self.buttons[value] = self._make.button(label, partial(self.roll.give, value))
        self.values.children = list(self.buttons.values())

    def _type_in(self, typed: str) -> None:
        if typed.strip() and self.roll.type_in(typed):
            show(self.typed, value="")
            self._redraw()


def _place(department: str) -> str:
    """Return the department as a chip has room for it."""
    if not department:
        return ""
    short = department if len(department) <= _LONG_NAME else department[:_LONG_NAME].rstrip() + "…"
    return f" · {short}"
