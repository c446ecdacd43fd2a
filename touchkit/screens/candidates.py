"""The plan as a list: what is in above the budget's line, what is out below it, and why."""

from __future__ import annotations

from functools import partial
from html import escape

import ipywidgets as widgets

from touchkit.measure.saying import count
from touchkit.model.saying import money
from touchkit.screens.controls import Maker, column, hide_label, html, row, show, show_if, suggest
from touchkit.screens.due import show_due
from touchkit.screens.markup import framed
from touchkit.screens.pool import Card, Pool
from touchkit.screens.priorities import wear
from touchkit.steps.candidates import FUNDED, MARKS, TOSS, Candidate, Sides
from touchkit.steps.planning import Planning

_LONGEST = 140
_FOLDS = {"funded": "Funded already", "done": "Done", "dropped": "Left out"}


class PlanList(widgets.VBox):
    """All ideas, each once, by where the plan has them."""

    def __init__(self, make: Maker, planning: Planning) -> None:
        self._planning = planning
        self.pools = {
            name: Pool(partial(PlanCard, make, planning, owned=name in {"fresh", "funded"}))
            for name in Sides.__dataclass_fields__
        }
        self.folds = {
            name: make.button("", partial(planning.fold, name), kind="quiet") for name in _FOLDS
        }
        self.top, self.line, self.below, self.apart = html(), html(), html(), html()
        pools, folds = self.pools, self.folds
        super().__init__(
            [
                self.top, pools["fresh"], folds["funded"], pools["funded"],
                self.line, self.below, pools["out"], self.apart, pools["unranked"],
                folds["dropped"], pools["dropped"], folds["done"], pools["done"],
            ]
        )  # fmt: skip
        self.add_class("tk-plan-list")

    def draw(self) -> None:
        """Show where each idea stands now."""
        planning = self._planning
        sides, known = planning.sides(), planning.plan().choice is not None
        for name, pool in self.pools.items():
            rows = getattr(sides, name)
            if name in self.folds:
                self._fold(name, rows)
                rows = rows if name in planning.unfolded else ()
            pool.fill(rows)
        self.top.value = "" if known else framed("<h3>The ideas</h3>")
        self.line.value = framed(self._line(sides)) if known else ""
        self.below.value = framed("<h3>Out</h3>") if known and sides.out else ""
        self.apart.value = (
            framed("<h3>Cannot be ranked</h3><p>Not worse than the others: nobody knows yet.</p>")
            if sides.unranked
            else ""
        )
        show_if(self.line, known)
        show_if(self.below, known and sides.out)
        show_if(self.apart, sides.unranked)
        show_if(self.top, not known)

    def _fold(self, name: str, rows: tuple[Candidate, ...]) -> None:
        opened = name in self._planning.unfolded
        words = f"{'▾' if opened else '▸'} {_FOLDS[name]}: {count(len(rows), 'idea')}"
        if name == "funded":
            takes, client = self._planning.ground().takes, self._planning.facts().client
            cost = sum(takes[row.id].cost for row in rows if takes[row.id].cost >= 0)
            words += f", {money(cost, client.currency)}"
        show(self.folds[name], description=words)
        show_if(self.folds[name], rows)

    def _line(self, sides: Sides) -> str:
        plan, client = self._planning.plan(), self._planning.facts().client
        if plan.choice is None or plan.budget is None:
            return ""
        spent, left = plan.choice.cost, plan.budget - plan.choice.cost
        ideas = count(len(sides.fresh) + len(sides.funded), "idea")
        said = (
            f"{money(plan.budget, client.currency)}: {money(spent, client.currency)} for {ideas}, "
            f"{money(left, client.currency)} left"
        )
        pot = self._planning.pot()
        return f'<p class="tk-plan-budget"><span>The budget ends here</span> {escape(said)}</p>' + (
            f'<p class="tk-quiet">{escape(pot)}</p>' if pot else ""
        )


class PlanCard(Card):
    """One idea: its mark, title, why, what it takes, who does it by when; more when it is opened."""

    def __init__(self, make: Maker, planning: Planning, *, owned: bool) -> None:
        self._make, self._planning = make, planning
        self.mark, self.why, self.facts = html(), html(), html()
        self.head = make.button("", lambda: planning.open(self.row), kind="plan-head")
        enhancing = planning.enhancing
        line: list[widgets.Widget] = [
            self.mark,
            column(self.head, self.why, kind="tk-plan-what"),
            self.facts,
        ]
        self.owner = self.due = self.trouble = None
        if owned:
            self.owner = hide_label(
                make.suggest(
                    "Owner", lambda who: enhancing.change_idea(self.row, owner=who), hint="who?"
                )
            )
            self.due = hide_label(
                make.text("By", lambda text: enhancing.set_due(self.row, text), hint="by when?")
            )
            self.trouble = html()
            for control in (self.owner, self.due):
                control.layout.width = "auto"
            line.append(
                column(
                    row(self.owner, self.due, kind="tk-plan-who"),
                    self.trouble,
                    kind="tk-plan-owned",
                )
            )
        self.line = widgets.HBox(line)
        self.line.add_class("tk-plan-line")
        self.more: _More | None = None
        super().__init__([self.line])
        self.add_class("tk-plan-card")

    def fill(self, shown: Candidate) -> None:
        """Show an idea."""
        planning = self._planning
        opened = planning.opened == shown.id
        title = shown.title if len(shown.title) <= _LONGEST else f"{shown.title[:_LONGEST]}…"
        sign, words = MARKS[shown.mark]
        toss = f'<br><span class="tk-plan-toss">{TOSS}</span>' if shown.toss else ""
        self.mark.value = framed(
            f'<span class="tk-plan-mark tk-plan-{shown.mark}">{sign} {words}</span>{toss}'
        )
        show(self.head, description=f"{'▾' if opened else '▸'} {title}")
        why = f' <span class="tk-quiet">{escape(shown.why)}</span>' if shown.why else ""
        self.why.value = framed(f'<p dir="auto">{escape(shown.where)}.{why}</p>')
        self.facts.value = framed(f"<p>{escape(shown.takes)}<br>{escape(shown.closes)}</p>")
        if self.owner is not None and self.due is not None and self.trouble is not None:
            facts = planning.facts()
            show(self.owner, description=f"Owner of {title}")
            show(self.due, description=f"By when: {title}")
            suggest(
                self.owner, shown.owner, lambda: facts.people, own=planning.session.people_known
            )
            show_due(self.due, self.trouble, planning.enhancing, shown.id, shown.due)
        wear(self, {"tk-plan-opened": opened, "tk-plan-tossed": shown.toss})
        self._fill_more(shown, opened=opened)

    def _fill_more(self, shown: Candidate, *, opened: bool) -> None:
        if opened and self.more is None:
            self.more = _More(self._make, self._planning, self)
            self.children = [self.line, self.more]
        if self.more is not None:
            show_if(self.more, opened)
            if opened:
                self.more.fill(shown)


class _More(widgets.HBox):
    """What can be said of one idea besides who does it."""

    def __init__(self, make: Maker, planning: Planning, card: PlanCard) -> None:
        self.must = make.toggle(
            "Has to be done", lambda on: planning.demand(card.row, on),
            hint="In, whatever it costs",
        )  # fmt: skip
        self.out = make.button(
            "Leave out",
            lambda: planning.leave_out(card.row),
            hint="No plan takes it; undo brings it back",
        )
        self.back = make.button(
            "Take back", lambda: planning.take_back(card.row),
            hint="No longer funded: to be decided on again; its decision goes too",
        )  # fmt: skip
        self.again = make.button("Bring back", lambda: planning.bring_back(card.row))
        super().__init__([self.must, self.out, self.back, self.again])
        self.add_class("tk-row")
        self.add_class("tk-plan-more")

    def fill(self, shown: Candidate) -> None:
        """Offer what makes sense for an idea that stands so."""
        funded, gone = shown.status in FUNDED, shown.status == "dropped"
        show(self.must, value=shown.must)
        show_if(self.must, not gone and shown.status != "done")
        show_if(self.out, not (funded or gone or shown.status == "done"))
        show_if(self.back, funded)
        show_if(self.again, gone)
