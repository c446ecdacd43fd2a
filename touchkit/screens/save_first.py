"""The round “save first”: its question in large type, three prompts at a time, a line to answer."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, html, row, show, show_if
from touchkit.screens.line import Line
from touchkit.screens.markup import framed
from touchkit.steps.ideas import KINDS
from touchkit.steps.prompts import AT_A_TIME, Prompt
from touchkit.steps.save_first import SaveFirst

_THEN = "Do it for the next new one."
_KIND = {kind: said for said, kind in KINDS}


class SaveFirstPanel(widgets.VBox):
    """What is seen of the round while it is open; the button that opens it stands elsewhere.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    state : SaveFirst
        The round.

    Attributes
    ----------
    toggle : ToggleButton
        Opens and closes the round.
    """

    def __init__(self, make: Maker, state: SaveFirst) -> None:
        self._state = state
        self.toggle = make.toggle(
            "Save first", state.look, hint="What would you do for a customer about to leave?"
        )
        self.question, self.told = html(), html()
        self.entry = Line(make, "Our answer", state.answer, hint="Your answer, then Enter")
        self.texts = [html() for _ in range(AT_A_TIME)]
        self.uses = [
            make.button("Use this", partial(self._use, place), kind="small")
            for place in range(AT_A_TIME)
        ]
        self.rows = [
            row(use, text, kind="tk-prompt")
            for use, text in zip(self.uses, self.texts, strict=True)
        ]
        self.on = make.button("Three others", state.next_three, kind="small")
        self._shown: list[Prompt] = []
        super().__init__(
            [
                column(
                    self.question, self.entry, *self.rows, row(self.on, self.told), kind="tk-drawer"
                )
            ]
        )
        self.add_class("tk-call-round")

    def keep_to(self, client: str) -> None:
        """Let go of what was half typed for another client."""
        self.entry.keep_to(client)

    def draw(self) -> None:
        """Show the round as it is; the bank of prompts is read only while it is open."""
        state = self._state
        show(self.toggle, value=state.open)
        show_if(self, state.open)
        if not state.open:
            return
        question = f'<p class="tk-huge">{escape(state.question())}</p><p class="tk-big">{_THEN}</p>'
        self.question.value = framed(question)
        self._shown, told = state.three()
        for place, line in enumerate(self.rows):
            show_if(line, place < len(self._shown))
            if place < len(self._shown):
                prompt = self._shown[place]
                self.texts[place].value = framed(_said(prompt))
                show(self.uses[place], tooltip=f"Make it an idea: {prompt.text}")
        self.told.value = framed(f'<p class="tk-quiet" role="status">{escape(told)}</p>')
        show_if(self.on, len(self._shown) == AT_A_TIME)

    def _use(self, place: int) -> None:
        if place < len(self._shown):
            self._state.use(self._shown[place])


def _said(prompt: Prompt) -> str:
    about = f"{_KIND[prompt.kind]} · cost {prompt.cost}"
    return f'{escape(prompt.text)} <span class="tk-quiet">{about}</span>'
