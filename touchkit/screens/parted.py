"""A step in parts: one looked at at a time, each made when it is opened first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

import ipywidgets as widgets

from touchkit.screens.controls import mark, row, show_if
from touchkit.screens.view import StepView

_HERE = "mod-active"


class PartedView(StepView):
    """Buttons that open the parts, and the part that is open; a subclass says which there are.

    Attributes
    ----------
    PARTS : mapping of str to str
        What can be looked at, in the order of the work: by name, what its button says.
    SHORT_PATH : frozenset of str
        Which of them a late room keeps.
    state : HasTraits
        Has `part`, `look_at` and `facts`.
    parts : dict
        The parts made so far, by name.
    """

    PARTS: ClassVar[Mapping[str, str]]
    SHORT_PATH: ClassVar[frozenset[str]]
    state: Any

    def begin(self) -> Any:
        """Return the State; called once."""
        raise NotImplementedError

    def makers(self) -> Mapping[str, Callable[[], Any]]:
        """Return what makes each part, by name."""
        raise NotImplementedError

    def build(self) -> list[widgets.Widget]:
        """Make the buttons that open the parts; the parts themselves wait."""
        self.state = self.begin()
        self.tabs = {
            name: self.make.button(words, partial(self.state.look_at, name))
            for name, words in self.PARTS.items()
        }
        self.holders = {name: widgets.VBox() for name in self.PARTS}
        self.parts: dict[str, Any] = {}
        self.state.observe(self.redraw)
        return [row(*self.tabs.values(), kind="tk-tp-tabs"), *self.holders.values()]

    def blank(self) -> None:
        """Hide what belongs to another client."""
        for holder in self.holders.values():
            show_if(holder, needed=False)

    def draw(self) -> None:
        """Show the part that is looked at as it is stored."""
        facts, here = self.state.facts(), self.state.part
        for name, button in self.tabs.items():
            show_if(button, not self.session.late or name in self.SHORT_PATH or name == here)
            mark(button, _HERE, wanted=name == here)
        for name, holder in self.holders.items():
            show_if(holder, name == here)
        if here not in self.parts:
            self.parts[here] = self.makers()[here]()
        try:
            self.parts[here].draw(facts)
        finally:
            # Shown once it is filled, so that it is sent at once; and shown though something went wrong.
            if not self.holders[here].children:
                self.holders[here].children = [self.parts[here]]
