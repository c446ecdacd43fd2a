"""The plan: which ideas to fund within the budget there is, or might be, and deciding it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from traitlets import Float, HasTraits, List, Tuple, Unicode

from touchkit.errors import InputError, TouchkitError
from touchkit.measure.saying import count
from touchkit.model import Client
from touchkit.model.saying import money
from touchkit.plan import Choice, choose, sized
from touchkit.plan.wobbles import COIN_TOSS
from touchkit.steps.amounts import read_money, read_number
from touchkit.steps.budgeting import Lack, Span, lacks, pot_said, span
from touchkit.steps.candidates import Sides, Sized, lacking, sides
from touchkit.steps.commitments import commit_to
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.objections import Objection, objection, quoted
from touchkit.steps.soundings import Sounding

_ASKED = [
    "id", "title", "touchpoint", "kind", "lift", "lift_low", "lift_high", "cost", "effort_days",
    "department", "needs", "excludes", "must", "votes", "status",
]  # fmt: skip
"""What a plan asks of an idea: a new owner or date leaves it as it is."""
_KEPT = 60


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """The best plan for one budget, or why there is none.

    Attributes
    ----------
    budget : float or None
        For which it was made; None: no budget is known.
    choice : Choice or None
        The plan; None: there is none.
    objection : Objection or None
        Why there is none.
    told : dict
        The reasons worked out so far, by idea.
    """

    budget: float | None = None
    choice: Choice | None = None
    objection: Objection | None = None
    told: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What plans are made from; the same one as long as nothing of it changes.

    Attributes
    ----------
    ideas, gaps : pandas.DataFrame
        Ideas with numbers for S, M, L; gaps.
    days : mapping of str to float
        What each department has; infinite where nobody said.
    client : Client
        For scale, currency and settings; its budget does not matter here.
    names : mapping of str to str
        What touchpoints and departments are called.
    takes : mapping
        What each idea takes.
    plans : dict
        Those made, by budget.
    alone : dict
        What each idea closes by itself.
    """

    ideas: pd.DataFrame
    gaps: pd.DataFrame
    days: Mapping[str, float]
    client: Client
    names: Mapping[str, str]
    takes: Mapping[str, Sized]
    plans: dict[float, Plan] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)

    def like(self, other: Ground) -> bool:
        """Say whether plans made from another are plans made from this."""
        return (
            (self.days, self.client, self.names) == (other.days, other.client, other.names)
            and self.ideas.equals(other.ideas)
            and self.gaps.equals(other.gaps)
        )

    def limits(self) -> dict[str, Any]:
        """Return what `choose` is told besides ideas, gaps and budget."""
        plan = self.client.plan
        return {"days": self.days, "below_minimum": plan.below_minimum, "delight": plan.delight}


class Planning(HasTraits):
    """The choice under a budget; what is decided or set is stored at once, a budget tried out is not.

    Attributes
    ----------
    what_if : float or None
        A budget that is tried out; None: the client's.
    opened : str
        The idea whose buttons are shown; blank: none's.
    showing : str
        What is shown besides the plan: settings, firm, budgets, stop; blank: nothing.
    unfolded : list of str
        Which rows that are decided long ago are shown all the same.
    refused : (str, str)
        Which field could not be read, and why.
    why : Sounding
        The reasons being worked out.
    drawn : (Plan, Choice) or None
        The plan whose stability was drawn, and what came of it.
    """

    what_if = Float(None, allow_none=True)
    opened, showing = Unicode(), Unicode()
    unfolded = List(Unicode())
    refused = Tuple(Unicode(), Unicode(), default_value=("", ""))

    def __init__(self, enhancing: Enhancing) -> None:
        super().__init__()
        self.enhancing, self.session = enhancing, enhancing.session
        self.why = Sounding()
        self._seen: tuple[Facts, Ground] | None = None
        self._asked: Plan | None = None
        self.drawn: tuple[Plan, Choice] | None = None
        self._client = self.session.client

    # what there is

    def facts(self) -> Facts:
        """Return what the step shows; what was tried out for another client is forgotten first."""
        if self.session.client != self._client:
            self._client, self._asked, self.drawn = self.session.client, None, None
            with self.hold_trait_notifications():
                self.what_if, self.opened, self.showing = None, "", ""
                self.refused, self.unfolded = ("", ""), []
        return self.enhancing.facts()

    def ground(self) -> Ground:
        """Return what plans are made from."""
        facts = self.facts()
        if self._seen is None or self._seen[0] is not facts:
            fresh = _ground(facts)
            same = self._seen is not None and self._seen[1].like(fresh)
            self._seen = (facts, self._seen[1] if self._seen is not None and same else fresh)
        return self._seen[1]

    @property
    def budget(self) -> float | None:
        """The budget the plan is shown for."""
        stored = self.facts().client.budget
        return stored if self.what_if is None else self.what_if

    def lacks(self) -> list[Lack]:
        """Return what is missing before anything can be chosen."""
        facts = self.facts()
        ideas = [idea.id for idea in facts.ideas if idea.status != "dropped"]
        people = {one: name for name, one in self.session.personas}
        persona, workshop = self.session.persona, self.session.workshop
        others = False
        if persona and workshop is not None and not facts.gaps["gap"].notna().any():
            others = bool(workshop.gaps()["gap"].notna().any())
        whose = people.get(persona, "") if persona else ""
        return lacks(ideas, facts.gaps, facts.client, persona=whose, others=others)

    def missing(self) -> list[Lack]:
        """Return all that is missing, the budget among it."""
        lack = Lack(says="No budget yet.", how="Type it above.")
        return self.lacks() + ([lack] if self.budget is None else [])

    def plan(self) -> Plan:
        """Return the best plan for the budget that is shown."""
        budget = self.budget
        if budget is None or self.lacks():
            return Plan(budget=budget)
        ground = self.ground()
        if budget not in ground.plans:
            while len(ground.plans) >= _KEPT:
                del ground.plans[next(iter(ground.plans))]
            ground.plans[budget] = _made(ground, budget)
        found = ground.plans[budget]
        if found.choice is not None and not ground.alone:
            alone = found.choice.alone
            ground.alone.update(zip(alone["idea"], alone["share"], strict=True))
        return found

    def sides(self) -> Sides:
        """Return the ideas by where the plan has them."""
        plan, ground = self.plan(), self.ground()
        return sides(
            self.facts(), ground.takes, plan.choice, told=plan.told,
            tosses=self._tosses(plan), alone=ground.alone,
        )  # fmt: skip

    def _tosses(self, plan: Plan) -> dict[str, float]:
        if self.drawn is None or self.drawn[0] is not plan or plan.choice is None:
            return {}
        chosen, frame = set(plan.choice.chosen), self.drawn[1].stability
        return {
            idea: part
            for idea, part in zip(frame["idea"], frame["share"], strict=True)
            if (part if idea in chosen else 1 - part) < COIN_TOSS
        }

    def span(self) -> Span:
        """Return how far the budget can be moved."""
        client, takes = self.facts().client, self.ground().takes
        open_ones = {idea.id for idea in self.facts().ideas if idea.open}
        costs = [taken.cost for idea, taken in takes.items() if idea in open_ones]
        return span(costs, client.budget or 0.0, client.plan.delight)

    def ask_why(self) -> bool:
        """Begin to work out the reasons that are not known yet; say whether there are any."""
        plan = self.plan()
        if plan is not self._asked:
            self._asked = plan
            self.why.begin(_reasons(plan, self.sides()))
        return self.why.running

    # in words

    def sentence(self) -> str:
        """Say what the plan closes, for how much."""
        plan, client = self.plan(), self.facts().client
        if plan.choice is None or plan.budget is None:
            return ""
        if self.what_if is None:
            return plan.choice.sentence
        tried = money(plan.budget, client.currency)
        words = plan.choice.sentence.removesuffix(f" of {tried}.")
        return f"With {tried}: {words[:1].lower()}{words[1:]}."

    def pot(self) -> str:
        """Say what the delight pot is spent on; blank where there is none."""
        plan, facts, takes = self.plan(), self.facts(), self.ground().takes
        if plan.choice is None or plan.budget is None:
            return ""
        costs = [
            takes[idea.id].cost for idea in facts.ideas
            if idea.kind == "delight" and idea.open and idea.id in plan.choice.chosen
        ]  # fmt: skip
        return pot_said(facts.client, plan.budget, costs)

    def standing(self) -> str:
        """Say what is there to decide, and what still lacks an owner or a date."""
        found, client, takes = self.sides(), self.facts().client, self.ground().takes
        if self.plan().choice is None:
            return ""
        if self.what_if is not None:
            tried = money(self.what_if, client.currency)
            return f"{tried} is tried out. To decide, make it the budget or go back."
        if found.fresh:
            cost = sum(takes[row.id].cost for row in found.fresh if takes[row.id].cost >= 0)
            ideas = count(len(found.fresh), "idea")
            said = f"{ideas} to decide on, {money(cost, client.currency)}. {lacking(found.fresh)}"
        elif found.funded:
            ideas = count(len(found.funded), "idea")
            said = f"✓ Nothing is left to decide: {ideas} funded. {lacking(found.funded)}"
        else:
            said = "Nothing is in yet."
        decider = f" {client.decider} decides." if client.decider and found.fresh else ""
        return " ".join((said + decider).split())

    # trying out, and setting

    def suppose(self, budget: float) -> None:
        """Show the plan for another budget; nothing is stored."""
        stored = self.facts().client.budget
        self.what_if = None if stored is not None and stored == budget else budget

    def go_back(self) -> None:
        """Show the plan for the client's budget again."""
        self.what_if = None

    def set_budget(self, text: str) -> bool:
        """Store the budget as somebody typed it; blank: none."""
        client = self.facts().client
        try:
            budget = read_money(text, client.currency) if text.strip() else None
        except InputError as error:
            self.refused = ("budget", str(error))
            return False
        return self._set(budget=budget)

    def make_it_the_budget(self) -> bool:
        """Store the budget that is tried out."""
        return self.what_if is not None and self._set(budget=self.what_if)

    def set_plan(self, **settings: float) -> bool:
        """Store how ideas are chosen: below_minimum, delight."""
        now = self.facts().client.plan.model_dump()
        return self._set(plan=now | settings)

    def _set(self, **fields: Any) -> bool:
        self.refused = ("", "")
        stored = self.session.change("client", "client", **fields)
        if stored and "budget" in fields:
            self.what_if = None
        return stored

    def set_days(self, department: str, text: str) -> bool:
        """Store how many days a department has, as somebody typed it; blank: as many as it takes."""
        try:
            days = read_number(text, wanted="a number of days such as 10") if text.strip() else None
        except InputError as error:
            self.refused = (department, str(error))
            return False
        self.refused = ("", "")
        name = self.facts().names.get(department, department)
        return self.session.save(
            f"days of {name}", lambda edits: edits.change("departments", department, days=days)
        )

    # looking

    def look(self, what: str) -> None:
        """Show something besides the plan, or hide it when it is shown."""
        self.showing = "" if self.showing == what else what

    def open(self, idea: str) -> None:
        """Show the buttons of an idea, or hide them."""
        self.opened = "" if self.opened == idea else idea

    def fold(self, name: str) -> None:
        """Show rows that are decided long ago, or hide them."""
        known = self.unfolded
        self.unfolded = [one for one in known if one != name] if name in known else [*known, name]

    # deciding

    def fund(self) -> bool:
        """Decide the plan: mark what is in as chosen and record it, as one action; nothing is unfunded."""
        facts = self.facts()
        if self.what_if is not None:
            self.session.error = (
                "This budget is only tried out. Make it the budget first, or go back."
            )
            return False
        fresh = {row.id for row in self.sides().fresh} if self.plan().choice else set()
        ideas = [idea for idea in facts.ideas if idea.id in fresh]

        def edit(edits: Any) -> None:
            for idea in ideas:
                commit_to(edits, idea, facts.recorded)

        if not ideas or not self.session.save(
            f"decide the plan: {count(len(ideas), 'idea')}", edit
        ):
            return False
        # What was just decided stays in sight: some of it may still want an owner.
        self.unfolded = list(dict.fromkeys([*self.unfolded, "funded"]))
        return True

    def take_back(self, idea: str) -> bool:
        """Let an idea be undecided again; the decision it became goes with that."""
        taken = self.session.tables("decisions")
        rows = taken.loc[(taken["idea"] == idea) & (taken["step"] == "enhance"), "id"]

        def edit(edits: Any) -> None:
            edits.change("ideas", idea, status="idea")
            for row in rows:
                edits.remove("decisions", row)

        return self.session.save("take a funded idea back", edit)

    def demand(self, idea: str, must: bool) -> bool:  # noqa: FBT001 # what a toggle hands over
        """Store whether an idea has to be done whatever it costs."""
        return self.enhancing.change_idea(idea, must=must)

    def leave_out(self, idea: str) -> bool:
        """Leave an idea out of every plan."""
        return self.enhancing.change_idea(idea, status="dropped")

    def bring_back(self, idea: str) -> bool:
        """Let plans hold an idea again."""
        return self.enhancing.change_idea(idea, status="idea")


def _ground(facts: Facts) -> Ground:
    client, departments = facts.client, facts.tables["departments"]
    ideas = sized(facts.tables["ideas"][_ASKED], client.sizes)
    days = {
        one: math.inf if pd.isna(limit) else float(limit)
        for one, limit in zip(departments["id"], departments["days"], strict=True)
    }
    takes = {
        row["id"]: Sized(
            cost=row["cost"],
            days=row["effort_days"],
            must=bool(pd.notna(row["must"]) and row["must"]),
        )
        for row in ideas[["id", "cost", "effort_days", "must"]].to_dict("records")
    }
    # The budget is no part of it: moving it leaves what was worked out as it is.
    plain = client.model_copy(update={"budget": None})
    return Ground(
        ideas=ideas, gaps=facts.gaps, days=days, client=plain, names=facts.names, takes=takes
    )


def _made(ground: Ground, budget: float) -> Plan:
    scale, ideas = ground.client.scale, ground.ideas
    try:
        choice = choose(
            ideas, ground.gaps, budget=budget, scale=(scale.low, scale.high),
            currency=ground.client.currency, names=ground.names, **ground.limits(),
        )  # fmt: skip
    except InputError as error:
        titles = [" ".join(title.split()) for title in ideas["title"]]
        return Plan(
            budget=budget, objection=objection(error, titles, list(ideas["id"]), ground.names)
        )
    except TouchkitError as error:
        return Plan(budget=budget, objection=Objection(says=str(error)))
    return Plan(budget=budget, choice=choice)


def _reasons(plan: Plan, found: Sides) -> Iterator[float]:
    if plan.choice is None:
        return
    rows = [row.id for row in (*found.fresh, *found.out, *found.funded)]
    titles = [row.title for side in vars(found).values() for row in side]
    for place, idea in enumerate(rows):
        if idea not in plan.told:
            plan.told[idea] = quoted(plan.choice.reason(idea), titles)
        yield (place + 1) / len(rows)
