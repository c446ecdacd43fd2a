"""How ideas are chosen: the departments' days, what counts below the minimum, the delight pot."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import ipywidgets as widgets

from touchkit.screens.controls import Maker, html, offer, row, show, show_if
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.steps.amounts import say_amount
from touchkit.steps.budgeting import counts, pots
from touchkit.steps.planning import Planning


class PlanSettings(widgets.VBox):
    """Each is stored as it is changed."""

    def __init__(self, make: Maker, planning: Planning) -> None:
        self._planning = planning
        self.below = make.choice(
            "What is missing below the minimum counts",
            lambda times: planning.set_plan(below_minimum=times),
        )
        self.pot = make.choice("Kept for delight", lambda part: planning.set_plan(delight=part))
        self.pool = Pool(lambda: _Days(make, planning))
        self.pool.add_class("tk-plan-days")
        super().__init__(
            [
                row(self.below, self.pot),
                html(
                    "<p><strong>Working days each department has for ideas</strong> (blank: as many "
                    "as it takes)</p>"
                ),
                self.pool,
            ]
        )
        self.add_class("tk-plan-settings")

    def draw(self) -> None:
        """Show the settings as they are stored."""
        facts, planning = self._planning.facts(), self._planning
        plan = facts.client.plan
        offer(self.below, counts(plan.below_minimum), plan.below_minimum)
        offer(self.pot, pots(plan.delight), plan.delight)
        busy = planning.busy()
        self.pool.fill(
            [
                _Department(one, facts.names[one], planning.ground().days[one], busy.get(one, 0.0))
                for one in facts.departments
            ]
        )


@dataclass(frozen=True)
class _Department:
    id: str
    name: str
    days: float
    busy: float


class _Days(Card):
    def __init__(self, make: Maker, planning: Planning) -> None:
        self._planning = planning
        self.field = make.text("", lambda text: planning.set_days(self.row, text), hint="no limit")
        self.trouble = html()
        super().__init__([self.field, self.trouble])

    def fill(self, shown: _Department) -> None:
        """Show a department's days; what could not be read stays with the reason below it."""
        whose, why = self._planning.refused
        there = whose == shown.id
        taken = f"; the plan takes {shown.busy:g}" if shown.busy else ""
        show(self.field, description=shown.name, placeholder=f"no limit{taken}")
        if not there:
            days = "" if shown.days == float("inf") else say_amount(shown.days)
            show(self.field, value=days)
        self.trouble.value = framed(f'<p class="tk-error">{escape(why)}</p>') if there else ""
        show_if(self.trouble, there)
