"""A new client, or a half-finished copy of one to practise on, made and opened with one press."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.steps.opening import UNTIL, StartState

_SAID = (
    "A folder with this client's files is made on this computer. Everything can be changed later."
)


class FoundingPanel(widgets.VBox):
    """What a new client needs.

    Parameters
    ----------
    state : StartState
        What makes it.
    make : Maker
        Makes the controls.
    made : callable
        Is called when the client is there and open.
    """

    def __init__(self, state: StartState, make: Maker, made: Callable[[], None]) -> None:
        self.state, self._made = state, made
        sets = state.stage_sets()
        self.title = make.text(
            "Name", lambda _: None, hint="Rose Bakery, Dr Blum's practice …", wide=True
        )
        self.stages = make.choice("Stages of the journey", lambda _: None, sets, wide=True)
        show(self.stages, value=sets[0][1])
        self.starters = make.tick(
            "Put in touchpoints many businesses have, to keep or strike", lambda _: None
        )
        self.found = make.button("Make this client", self._found, kind="main")
        said = html()
        said.value = framed(quiet(_SAID))
        self.like = make.choice("Or practise alone on a copy of", lambda _: None, wide=True)
        self.until = make.choice("done", lambda _: None, UNTIL)
        show(self.until, value=2)
        self.practise = make.button("Make a practice case", self._practise)
        self.alone = row(self.like, self.until, self.practise)
        super().__init__(
            [self.title, self.stages, row(self.starters, self.found), said, self.alone]
        )
        self.add_class("tk-founding")

    def draw(self) -> None:
        """Offer the clients there are to practise on."""
        known = self.state.to_practise()
        names = [name for _, name in known]
        first = names[0] if names else None
        offer(self.like, known, self.like.value if self.like.value in names else first)
        show_if(self.alone, known)

    def _practise(self) -> None:
        if self.like.value and self.state.make_practice(self.like.value, self.until.value):
            self._made()

    def _found(self) -> None:
        title, stages = self.title.value, self.stages.value
        if self.state.make_client(title, stages, starters=self.starters.value):
            show(self.title, value="")
            show(self.starters, value=False)
            self._made()
