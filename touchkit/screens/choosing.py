"""The choice under a budget: what is in, what is out, and why."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from touchkit.figures import budget_frontier, stability
from touchkit.model.saying import money
from touchkit.screens.candidates import PlanList
from touchkit.screens.controls import Maker, column, html, mark, row, show, show_if
from touchkit.screens.markup import chart, framed, listed
from touchkit.screens.part import Part
from touchkit.screens.plan_settings import PlanSettings
from touchkit.screens.working import Runner, WorkPanel
from touchkit.steps.amounts import say_amount
from touchkit.steps.enhancing import PARTS, Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.firmness import DRAWS, Firmness
from touchkit.steps.objections import Objection
from touchkit.steps.planning import Planning

_PANELS = {
    "firm": "How firm is it?",
    "budgets": "What would another budget bring?",
    "stop": "What could be stopped?",
    "settings": "Settings",
}
_SHORT_PATH = {"firm"}
_QUIET = 0.25
"""For how many seconds the slider must rest before reasons are worked out."""
_NOTHING = (
    "Nothing: no touchpoint gets more than anybody asks for and has a yearly cost written down."
)


class ChoosingPart(Part):
    """The budget and what it buys on top, the ideas below."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.make, self.state = make, state
        self.planning = Planning(state)
        self.firmness = Firmness(self.planning)
        self.budget = make.text("Budget", self.planning.set_budget, hint="20,000")
        self.slider = make.slider("What if it were …", self.planning.suppose)
        self.keep = make.button("Make it the budget", self.planning.make_it_the_budget)
        self.back = make.button("Back to the budget", self.planning.go_back)
        self.said, self.standing, self.missing = html(), html(), html()
        self.trouble = html()
        self.fund = make.button("Decide: fund this plan", self.planning.fund, kind="main")
        self.call = make.button(f"Go to {PARTS['calling']}", partial(state.look_at, "calling"))
        self.toggles = {
            name: make.button(words, partial(self._look, name), kind="small")
            for name, words in _PANELS.items()
        }
        self.settings = PlanSettings(make, self.planning)
        self.stops = html()
        self.firm = WorkPanel(
            make, self.firmness.draws, f"Draw {DRAWS} times again", begin=self.firmness.draw,
            result=self._firm, after=self._redraw,
        )  # fmt: skip
        self.bids = WorkPanel(
            make, self.firmness.bids, "Work it out again", begin=self.firmness.bid,
            result=self._curve, after=lambda: None,
        )  # fmt: skip
        self.panels: dict[str, widgets.Widget] = {
            "firm": self.firm, "budgets": self.bids, "stop": self.stops, "settings": self.settings,
        }  # fmt: skip
        self.list = PlanList(make, self.planning)
        self.runner = Runner(self.planning.why, self.list.draw, make.report, aside=True)
        self._pictures: dict[str, tuple[Any, str]] = {}
        self._tried: float | None = None
        bar = row(self.budget, self.slider, self.keep, self.back, kind="tk-plan-bar")
        self.whole = column(
            self.standing,
            row(self.fund, *self.toggles.values(), kind="tk-plan-decide"),
            *self.panels.values(),
            self.list,
        )
        super().__init__([bar, self.trouble, self.said, self.missing, row(self.call), self.whole])
        self.add_class("tk-choosing")
        self.planning.observe(self._again, ["what_if", "opened", "showing", "unfolded", "refused"])

    def _again(self, _change: Any) -> None:
        self.make.run(self._redraw)

    def _redraw(self) -> None:
        if self.state.session.workshop is not None:
            self.draw(self.state.facts())

    def _look(self, name: str) -> None:
        """Show a panel; what takes a while begins by itself when it is looked at first."""
        self.planning.look(name)
        if self.planning.showing != name:
            return
        if name == "firm" and self.firmness.drawn() is None:
            self.firm.begin()
        if name == "budgets" and self.firmness.curve() is None:
            self.bids.begin()

    def draw(self, facts: Facts) -> None:
        """Show the plan as it is stored, or for the budget that is tried out."""
        planning = self.planning
        planning.facts()
        client, missing, plan = facts.client, planning.missing(), planning.plan()
        self._draw_bar(facts)
        sentence = planning.sentence()
        self.said.value = (
            framed(f'<p class="tk-big" role="status">{escape(sentence)}</p>') if sentence else ""
        )
        trouble = _notice(plan.objection, planning.promised()) if plan.objection else ""
        lines = [f"{lack.says} {lack.how}" for lack in missing]
        title = f"<h3>Before {escape(client.title)} can choose</h3>"
        lacks = f'<div class="tk-empty">{title}{listed(lines)}</div>' if lines else ""
        self.missing.value = framed(trouble + lacks)
        show_if(self.said, sentence)
        show_if(self.missing, trouble or lacks)
        show_if(self.call, any(lack.part for lack in missing))
        show_if(self.whole, facts.ideas)
        if not facts.ideas:
            return
        self._draw_decide()
        self._draw_panels(known=plan.choice is not None)
        self.list.draw()
        moved, self._tried = planning.what_if != self._tried, planning.what_if
        if planning.ask_why():
            self.runner.start(_QUIET if moved else 0.0)

    def _draw_bar(self, facts: Facts) -> None:
        planning, client = self.planning, facts.client
        whose, why = planning.refused
        wrong = whose == "budget"
        still = "" if client.budget is None else money(client.budget, client.currency)
        rest = f" The plan still goes by {still}." if still else ""
        trouble = f'<p class="tk-error" role="alert">{escape(why + rest)}</p>' if wrong else ""
        self.trouble.value = framed(trouble)
        show_if(self.trouble, wrong)
        if not wrong:
            stored = "" if client.budget is None else say_amount(client.budget)
            show(self.budget, value=stored)
        show(self.budget, description=f"Budget in {client.currency}")
        reach, now = planning.span(), planning.budget or 0.0
        show(self.slider, top=max(reach.top, now), step=reach.step, unit=client.currency, value=now)
        tried = planning.what_if
        show_if(self.slider, facts.ideas)
        show_if(self.keep, tried is not None)
        show_if(self.back, tried is not None and client.budget is not None)

    def _draw_decide(self) -> None:
        planning = self.planning
        standing = planning.standing()
        self.standing.value = framed(f'<p role="status">{escape(standing)}</p>') if standing else ""
        fresh = bool(planning.sides().fresh) and planning.plan().choice is not None
        show(self.fund, disabled=planning.what_if is not None or not fresh)
        show_if(self.fund, fresh)

    def _draw_panels(self, *, known: bool) -> None:
        showing, late = self.planning.showing, self.state.session.late
        for name, button in self.toggles.items():
            short = not late or name in _SHORT_PATH or name == showing
            show_if(button, short and (known or name == "settings"))
            mark(button, "mod-active", wanted=name == showing)
        for name, panel in self.panels.items():
            show_if(panel, name == showing and (known or name == "settings"))
        if showing == "settings":
            self.settings.draw()
        if not known:
            return
        if showing == "stop":
            found = self.firmness.stoppable()
            self.stops.value = framed(listed(found) or f'<p class="tk-empty">{_NOTHING}</p>')
        if showing == "firm":
            self.firm.draw()
        if showing == "budgets":
            self.bids.draw()

    def _firm(self) -> str:
        drawn = self.firmness.drawn()
        if drawn is None:
            return '<p class="tk-quiet">Not worked out for this plan yet.</p>'
        return self._picture("firm", (drawn, drawn.drawn), self._firm_page)

    def _firm_page(self) -> str:
        drawn = self.firmness.drawn()
        shares, decided, titles = self.firmness.shares()
        figure = stability(
            shares, explain=decided, names=titles, draws=drawn.drawn if drawn else None
        )
        return f"<p><strong>{escape(self.firmness.firm())}</strong></p>{chart(figure)}"

    def _curve(self) -> str:
        curve = self.firmness.curve()
        if curve is None:
            return '<p class="tk-quiet">Not worked out for this plan yet.</p>'
        return self._picture("budgets", curve, self._curve_page)

    def _curve_page(self) -> str:
        curve, client = self.firmness.curve(), self.planning.facts().client
        if curve is None:
            return ""
        figure = budget_frontier(curve, budget=self.planning.budget, currency=client.currency)
        return f"<p><strong>{escape(self.firmness.compared())}</strong></p>{chart(figure)}"

    def _picture(self, name: str, of: Any, page: Any) -> str:
        """Return a picture, drawn once for what it shows."""
        known = self._pictures.get(name)
        if known is None or not _same(known[0], of):
            self._pictures[name] = (of, page())
        return self._pictures[name][1]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return one[0] is other[0] and one[1:] == other[1:]
    return one is other


def _notice(found: Objection, promised: str) -> str:
    more = f"<p>{escape(promised)}</p>" if promised else ""
    return (
        f'<div class="tk-notice" role="alert"><p><strong>{escape(found.says)}</strong></p>'
        f"{more}{listed(found.rows)}</div>"
    )
