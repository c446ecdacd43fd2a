"""The what-if drawer: three prompts at a time, the ones that fit the touchpoint first."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.ideas import KINDS
from touchkit.steps.prompts import AT_A_TIME, FAMILIES, Prompt, some_of

_KINDS = [("Any kind", ""), *KINDS]
_FAMILIES = [("Any family", ""), *((said, family) for family, said in FAMILIES.items())]
_FAMILY_SAYS = {
    "save-first": "What would you do for a customer about to leave? Do it for the next new one.",
    "partner": "Share the map with suppliers and referrers: what could they do here?",
}


class WhatIfDrawer(widgets.VBox):
    """Prompts that loosen a room's imagination; one press makes one an idea."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self._state = state
        self.toggle = make.toggle(
            "What if …?", self._draw_again, hint="Prompts for this touchpoint"
        )
        self.kind = make.choice("Kind", lambda kind: self._filter(kind=kind or ""), _KINDS)
        self.family = make.choice(
            "Family", lambda family: self._filter(family=family or ""), _FAMILIES
        )
        self.others = make.button("Three others", state.three_others, kind="small")
        self.told = html()
        self._shown: list[Prompt] = []
        self.texts = [html() for _ in range(AT_A_TIME)]
        self.uses = [
            make.button("Use this", partial(self._use, place), kind="small")
            for place in range(AT_A_TIME)
        ]
        self.rows = [
            row(use, text, kind="tk-prompt")
            for use, text in zip(self.uses, self.texts, strict=True)
        ]
        self.body = column(
            row(self.kind, self.family, self.others), self.told, *self.rows, kind="tk-drawer"
        )
        super().__init__([self.toggle, self.body])
        self.add_class("tk-what-ifs")

    def draw(self) -> None:
        """Show three prompts for the touchpoint that is open; the bank is read only while it is seen."""
        show_if(self.body, self.toggle.value)
        if not self.toggle.value:
            return
        state = self._state
        offer(self.kind, _KINDS, state.kind)
        offer(self.family, _FAMILIES, state.family)
        found = state.prompts()
        self._shown = some_of(found, state.start)
        told = _FAMILY_SAYS.get(state.family, "") or f"{len(found)} prompts, the best fits first."
        self.told.value = framed(f'<p class="tk-quiet">{escape(told)}</p>')
        for place, line in enumerate(self.rows):
            show_if(line, place < len(self._shown))
            if place < len(self._shown):
                prompt = self._shown[place]
                self.texts[place].value = framed(_said(prompt))
                show(self.uses[place], tooltip=f"Make it an idea: {prompt.text}")
        show(self.others, disabled=len(found) <= AT_A_TIME)

    def _draw_again(self, _open: object) -> None:
        self.draw()

    def _filter(self, **wanted: str) -> None:
        with self._state.hold_trait_notifications():
            self._state.start = 0
            for name, value in wanted.items():
                setattr(self._state, name, value)

    def _use(self, place: int) -> None:
        if place < len(self._shown):
            self._state.use(self._shown[place])


def _said(prompt: Prompt) -> str:
    kind = next(said for said, value in KINDS if value == prompt.kind)
    return (
        f"{escape(prompt.text)} "
        f'<span class="tk-quiet">{kind} · {FAMILIES[prompt.family].lower()} · cost {prompt.cost}</span>'
    )
