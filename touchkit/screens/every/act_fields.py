"""Fields of an act's editor: a control, and below it why what was typed could not be stored, or what others wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, row, show, show_if
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


class Typed(Field):
    """A line somebody may be typing in: what others write there is told below it, never written over it.

    Parameters
    ----------
    name : str
        What the State calls it.
    make : Maker
        Makes the buttons.
    control : ipywidgets.Widget
        What is typed in.
    answers : (callable, callable)
        Do as somebody presses: take what others wrote, keep what was typed.
    wide : bool
        Whether it takes a whole line.

    Attributes
    ----------
    shown : str or None
        What was shown last; None: nothing yet.
    own : bool
        Whether what is stored next was typed here.
    """

    def __init__(
        self, name: str, make: Maker, control: Any, answers: tuple[Callable[[], object], Callable[[], object]],
        *, wide: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(name, control, wide=wide)
        self.shown: str | None = None
        self.own = False
        self.said = html()
        self.take = make.button("Take theirs", answers[0], kind="small")
        self.keep = make.button("Keep mine", answers[1], kind="small")
        self.other = row(self.said, self.take, self.keep, kind="tk-act-other")
        self.children = [self.control, self.why, self.other]
        self.tell("", unstored=False)

    def forget(self) -> None:
        """Show what is stored next, whatever it is."""
        self.shown = None

    def may_show(self, value: str, *, unstored: bool) -> bool:
        """Say whether what is stored can stand in the line; where not, tell it below.

        Parameters
        ----------
        value : str
            What is stored.
        unstored : bool
            Whether what was typed here was kept out of the store.
        """
        if self._wrong:
            return False
        free = self.own or self.shown is None or value in (self.shown, self.control.value)
        if unstored or not free:
            self.tell(value, unstored=unstored)
            return False
        self.shown, self.own = value, False
        self.tell("", unstored=False)
        return True

    def tell(self, value: str, *, unstored: bool) -> None:
        """Say what somebody else has written; blank with nothing kept out: nobody has."""
        needed = bool(value) or unstored
        mine = " Yours is not stored." if unstored else ""
        said = f'<p role="status">Somebody else has written: “{escape(value)}”.{mine}</p>'
        self.said.value = framed(said) if needed else ""
        show_if(self.other, needed)
        show_if(self.keep, unstored)
