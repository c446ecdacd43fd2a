"""Fields of an act's editor: a control, and below it why what was typed could not be stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, show, show_if
from touchkit.screens.markup import framed


class Days(widgets.HBox):
    """The weekdays, each a button that stays down.

    Parameters
    ----------
    make : Maker
        Makes the buttons.
    names : sequence of str
        What the days are called.
    save : callable
        Is given the days that are down.
    """

    def __init__(
        self, make: Maker, names: Sequence[str], save: Callable[[tuple[str, ...]], object]
    ) -> None:
        self.names = tuple(names)
        self.toggles = [
            make.toggle(name[:3], lambda _: save(self.value), hint=name) for name in names
        ]
        super().__init__([html("<p>On</p>"), *self.toggles])
        self.add_class("tk-act-days")

    @property
    def value(self) -> tuple[str, ...]:
        """The days that are down."""
        return tuple(name for name, one in zip(self.names, self.toggles, strict=True) if one.value)

    def fill(self, days: Iterable[str]) -> None:
        """Show which days are stored."""
        down = set(days)
        for name, one in zip(self.names, self.toggles, strict=True):
            show(one, value=name in down)


class Field(widgets.VBox):
    """A control with its label above and the reason below; what could not be stored stays as it was typed.

    Parameters
    ----------
    name : str
        What the State calls it.
    control : ipywidgets.Widget
        What is typed or chosen in.
    wide : bool
        Whether it takes a whole line.
    """

    def __init__(self, name: str, control: Any, *, wide: bool = False) -> None:
        self.name, self.control, self.why = name, control, html()
        self._wrong = False
        if not isinstance(control, (widgets.Checkbox, Days)):
            control.add_class("tk-label-above")
            control.layout.width = "auto"
        super().__init__([control, self.why])
        self.add_class("tk-act-wide" if wide else "tk-act-field")
        show_if(self.why, needed=False)

    def hear(self, trouble: tuple[str, str]) -> None:
        """Show why it could not be stored, where that is this field's trouble."""
        where, why = trouble
        self._wrong = where == self.name
        said = f'<p class="tk-error" role="alert">{escape(why)}</p>' if self._wrong else ""
        self.why.value = framed(said) if said else ""
        show_if(self.why, said)

    def write(self, value: Any, *, label: str = "") -> None:
        """Show what is stored."""
        if label:
            show(self.control, description=label)
        if not self._wrong:
            show(self.control, value=value)

    def offer(self, options: Sequence[tuple[str, Any]], value: Any, *, label: str = "") -> None:
        """Show what may be chosen, and what is."""
        if label:
            show(self.control, description=label)
        if not self._wrong:
            offer(self.control, options, value)
