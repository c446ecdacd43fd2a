"""From when on contacts are too close, too many or too far apart: behind a button, since it is rarely changed."""

from __future__ import annotations

from functools import partial

import ipywidgets as widgets

from touchkit.screens.controls import Maker, column, html, row, show, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.screens.pilot_form import trouble
from touchkit.steps.everytime import CalendarFacts
from touchkit.steps.limits import LIMITS, Limits, in_words
from touchkit.steps.session import Session


class LimitsPanel(widgets.VBox):
    """What counts as too much, in a sentence, and the fields that change it."""

    def __init__(self, make: Maker, session: Session) -> None:
        self.state = Limits(session)
        self.said = html()
        self.change = make.toggle("Change that", self._unfold)
        self.fields = {
            name: make.number(says, partial(self.state.put, name), low=low, high=high)
            for name, (says, low, high) in LIMITS.items()
        }
        self.country = make.text("Public holidays of", self.state.put_country, hint="IE, or DE-BY")
        self.why = html()
        self.drawer = column(
            row(*self.fields.values()), row(self.country, self.why), kind="tk-limits-fields"
        )
        super().__init__([row(self.said, self.change), self.drawer])
        self.add_class("tk-limits")
        self._stored = ""
        self.state.observe(self._tell, "trouble")
        self._unfold()

    def _unfold(self, _value: object = None) -> None:
        show_if(self.drawer, self.change.value)

    def _tell(self, _change: object = None) -> None:
        why = self.state.trouble
        self.why.value = trouble(why) if why else ""
        show_if(self.why, why)

    def draw(self, facts: CalendarFacts) -> None:
        """Show the limits as they are stored; a country that could not be read stays as it was typed."""
        limits = facts.client.calendar
        for name, control in self.fields.items():
            show(control, value=getattr(limits, name))
        if not self.state.trouble:
            show(self.country, value=facts.client.country or "")
        self.said.value = framed(quiet(f"{in_words(limits)} {_holidays(facts)}"))
        self._tell()


def _holidays(facts: CalendarFacts) -> str:
    named = facts.client.country
    if facts.country:
        return f"Public holidays: {facts.country}."
    if named:
        return f"The public holidays of {named} are not known."
    return "No public holidays are kept off."
