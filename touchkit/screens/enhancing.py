"""Step 5: the widest gaps, what is in the way, verdicts, ideas, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import column, html, show_if
from touchkit.screens.decisions import DecisionPanel
from touchkit.screens.ideas import IdeasPanel
from touchkit.screens.markup import framed
from touchkit.screens.priorities import PriorityList
from touchkit.screens.verdicts import VerdictPanel
from touchkit.screens.view import StepView
from touchkit.screens.what_ifs import WhatIfDrawer
from touchkit.steps.commitments import Commitment
from touchkit.steps.enhancing import Enhancing

_NOBODY = '<strong class="tk-missing">nobody yet</strong>'
_NO_DATE = '<strong class="tk-missing">no date yet</strong>'


class EnhanceView(StepView):
    """The list on the left, the touchpoint that is open beside it, below both who does what by when."""

    STEP = "enhance"

    def build(self) -> list[widgets.Widget]:
        """Make the controls."""
        make, state = self.make, Enhancing(self.session)
        self.state = state
        self.list = PriorityList(make, state)
        self.verdict = VerdictPanel(make, state)
        self.ideas = IdeasPanel(make, state)
        self.what_ifs = WhatIfDrawer(make, state)
        self.decisions = DecisionPanel(self.session, self.STEP)
        self.summary = html()
        self.focus = column(self.verdict, self.ideas, self.what_ifs, kind="tk-opened")
        self.sides = widgets.HBox([self.list, self.focus])
        self.sides.add_class("tk-enhance")
        state.observe(
            self.redraw,
            ["touchpoint", "idea", "order", "most", "kind", "family", "start", "said", "due_trouble"],
        )  # fmt: skip
        return [self.sides, self.decisions, self.summary]

    def draw(self) -> None:
        """Show the step as it is stored."""
        facts = self.state.facts()
        self.list.draw(facts)
        show_if(self.focus, facts.found)
        if facts.found:
            self.verdict.draw(facts)
            self.ideas.draw(facts)
            self.what_ifs.draw()
        self.decisions.draw()
        self.summary.value = framed(_summary(facts.commitments))


def _summary(found: Sequence[Commitment]) -> str:
    """Return who does what by when as a table, what nobody has taken on yet first."""
    if not found:
        return (
            "<h2>Who does what by when</h2>"
            '<p class="tk-empty">Nothing yet. Open an idea, give it an owner and a date, and make it a '
            "decision.</p>"
        )
    head = "".join(f'<th scope="col">{said}</th>' for said in ("Who", "By when", "What", "Where"))
    body = "".join(
        f"<tr><td>{escape(one.owner) or _NOBODY}</td><td>{one.by or _NO_DATE}</td>"
        f"<td>{escape(one.what)}</td><td>{escape(one.where)}</td></tr>"
        for one in found
    )
    return (
        "<h2>Who does what by when</h2>"
        f'<table class="tk-plan"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
