"""The pilot of an idea: its fields, the page they make, and what the pilot showed."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.plan import SampleSize
from touchkit.screens.behind import in_a_thread
from touchkit.screens.controls import Maker, column, html, offer, row, show, show_if
from touchkit.screens.markup import framed, listed
from touchkit.screens.part import Part
from touchkit.screens.pilot_form import PilotForm
from touchkit.screens.pilot_result import ResultPanel
from touchkit.screens.pilot_sheet import sheet
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.piloting import Piloting

_EMPTY = (
    '<p class="tk-empty">No idea yet, so there is nothing to try. Write one at <em>Gaps and ideas</em>; '
    "then try it small here before much money is spent.</p>"
)


class PilotingPart(Part):
    """The fields on the left, the card they make beside them, what it showed below."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        behind = partial(in_a_thread, report=make.report)
        self.make, self.state, self.shown = make, Piloting(state, behind=behind), ""
        self.choice = make.choice("Try", self._turn, wide=True)
        self.begin = make.button("", lambda: self.state.begin(self.shown), kind="main")
        self.empty = html(_EMPTY)
        self.form = PilotForm(make, self.state)
        self.sheet, self.rests = html(), html()
        self.sides = widgets.HBox([self.form, column(self.sheet, self.rests, kind="tk-pilot-page")])
        self.sides.add_class("tk-pilot")
        self.result = ResultPanel(make, self.state)
        self.top = row(self.choice, self.begin, kind="tk-pilot-top")
        super().__init__([self.empty, self.top, self.sides, self.result])
        self.state.observe(self._redraw, ["idea", "trouble", "worked"])

    def _turn(self, idea: str | None) -> None:
        self.state.idea = idea or ""

    def _redraw(self, _change: object) -> None:
        enhancing = self.state.enhancing
        if self.state.session.workshop is not None and enhancing.part == "piloting":
            self.make.run(lambda: self.draw(enhancing.facts()))

    def draw(self, facts: Facts) -> None:
        """Show the pilot that is looked at as it is stored."""
        pilot = self.state.pilot(facts)
        show_if(self.empty, pilot is None)
        for part in (self.top, self.sides, self.result):
            show_if(part, pilot is not None)
        self.shown = str(pilot.idea["id"]) if pilot is not None else ""
        if pilot is None:
            return
        offer(self.choice, self.state.offered(facts), self.shown)
        status = pilot.idea.get("status", "idea")
        begun = status == "testing"
        show(
            self.begin, description="✓ Being tested" if begun else "Begin the pilot", disabled=begun
        )
        show_if(self.begin, status in {"idea", "chosen", "testing"})
        sample, said = self.state.sample(pilot, facts)
        found, caution = self.state.result(pilot, facts)
        self.form.draw(pilot, facts, said)
        shown = found.sentence if found is not None else ""
        card = self.state.card(pilot, sample)
        self.sheet.value = framed(sheet(card, client=facts.client.title, shown=shown))
        self.rests.value = framed(_rests(sample)) if sample is not None else ""
        self.result.draw(pilot, facts, found, caution)


def _rests(sample: SampleSize) -> str:
    """Return what the smallest sample rests on, for whoever asks."""
    said = [
        f"Test: {sample.test}.",
        *(f"{one[:1].upper()}{one[1:]}." for one in sample.assumptions),
    ]
    return f"<details><summary>{escape('What the smallest sample rests on')}</summary>{listed(said)}</details>"
