"""The aim of the workshop: its goal, who decides, and the word for a customer."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, show
from touchkit.screens.markup import framed
from touchkit.steps.opening import StartState


class SettingsPanel(widgets.VBox):
    """What the workshop is for.

    Parameters
    ----------
    state : StartState
        What decides.
    make : Maker
        Makes the controls.
    """

    def __init__(self, state: StartState, make: Maker) -> None:
        self.state = state
        self.goal = make.area(
            "Goal", self._saver("goal"), hint="What shall be different when this is done?"
        )
        self.decider = make.text(
            "Who decides", self._saver("decider"), hint="A name or a role", wide=True
        )
        self.word = make.text(
            "We call a customer", self._saver("customer_word"), hint="customer, patient, guest …"
        )
        title = html()
        title.value = framed("<h2>What it is for</h2>")
        super().__init__([title, self.goal, self.decider, self.word])
        self.add_class("tk-panel")

    def _saver(self, name: str) -> Callable[[str], None]:
        def save(value: str) -> None:
            if not self.state.set(name, value):
                self.draw()

        return save

    def draw(self) -> None:
        """Show the settings as they are stored."""
        workshop = self.state.session.workshop
        if workshop is None:
            return
        client = workshop.client
        show(self.goal, value=client.goal or "")
        show(self.decider, value=client.decider or "")
        show(self.word, value=client.customer_word)
