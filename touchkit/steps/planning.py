"""The plan: which ideas to fund within the budget there is, or might be, and deciding it."""

from __future__ import annotations

from typing import Any

from traitlets import Float, HasTraits, List, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.model.saying import money
from touchkit.model.text import shortened
from touchkit.plan import Choice
from touchkit.steps.amounts import read_money, read_number
from touchkit.steps.budgeting import Lack, Span, lacks, pot_said, promised_said, span
from touchkit.steps.candidates import FUNDED, Sides, lacking, sides
from touchkit.steps.commitments import bring_back, commit_plan, leave_out, take_back
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.plans import Ground, Plan, coin_tosses, ground_of, plan_for, reasons
from touchkit.steps.soundings import Sounding

_LONGEST = 60
"""Letters of a title that undo names."""
_KEPT = 60


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
        self._sides: tuple[tuple[Any, ...], Sides] | None = None
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
            fresh = ground_of(facts)
            same = self._seen is not None and self._seen[1].like(fresh)
            self._seen = (facts, self._seen[1] if self._seen is not None and same else fresh)
        return self._seen[1]

    @property
    def budget(self) -> float | None:
        """The budget the plan is shown for."""
        stored = self.facts().client.budget
        return stored if self.what_if is None else self.what_if

    @property
    def persona(self) -> str:
        """Whose gaps the plan goes by, by name; blank: everybody's."""
        people = {one: name for name, one in self.session.personas if one}
        return str(people.get(self.session.persona, ""))

    def lacks(self) -> list[Lack]:
        """Return what is missing before anything can be chosen."""
        facts = self.facts()
        ideas = [idea.id for idea in facts.ideas if idea.status != "dropped"]
        persona, workshop = self.session.persona, self.session.workshop
        others = False
        if persona and workshop is not None and not facts.gaps["gap"].notna().any():
            others = bool(workshop.gaps()["gap"].notna().any())
        return lacks(ideas, facts.gaps, facts.client, persona=self.persona, others=others)

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
            ground.plans[budget] = plan_for(ground, budget)
        found = ground.plans[budget]
        if found.choice is not None and not ground.alone:
            alone = found.choice.alone
            ground.alone.update(zip(alone["idea"], alone["share"], strict=True))
        return found

    def sides(self) -> Sides:
        """Return the ideas by where the plan has them."""
        facts, plan, ground = self.facts(), self.plan(), self.ground()
        key = (facts, plan, len(plan.told), self.drawn)
        if self._sides is None or any(a is not b for a, b in zip(self._sides[0], key, strict=True)):
            found = sides(
                facts, ground.takes, plan.choice, told=plan.told, tosses=self._tosses(plan),
                alone=ground.alone,
            )  # fmt: skip
            self._sides = (key, found)
        return self._sides[1]

    def _tosses(self, plan: Plan) -> dict[str, float]:
        if self.drawn is None or self.drawn[0] is not plan or plan.choice is None:
            return {}
        return coin_tosses(self.drawn[1])

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
            self.why.begin(reasons(plan, self.sides(), lambda: self._asked is plan))
        return self.why.running

    # in words

    def sentence(self) -> str:
        """Say what the plan closes, for how much, and for whom where it is not for everybody."""
        plan, client = self.plan(), self.facts().client
        if plan.choice is None or plan.budget is None:
            return ""
        said = plan.choice.sentence
        if self.persona:
            said = said.replace("missing", f"missing for {self.persona}", 1)
        if self.what_if is None:
            return said
        tried = money(plan.budget, client.currency)
        words = said.removesuffix(f" of {tried}.")
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
        decider = f"{client.decider} decides." if client.decider else ""
        decider = decider or "Who decides? Say so on the start page."
        whose = f"This plan is for {self.persona}, not for everybody." if self.persona else ""
        return " ".join(f"{whose} {said} {decider if found.fresh else ''}".split())

    def promised(self) -> str:
        """Say what is funded already where the budget that is shown does not pay for it; else blank."""
        plan, facts, takes = self.plan(), self.facts(), self.ground().takes
        if plan.objection is None or plan.budget is None:
            return ""
        funded = [
            (idea.title, takes[idea.id].cost, idea.kind == "delight")
            for idea in facts.ideas if idea.status in FUNDED
        ]  # fmt: skip
        return promised_said(facts.client, plan.budget, funded)

    def busy(self) -> dict[str, float]:
        """Return how many days the plan takes of each department."""
        plan, ideas = self.plan(), self.ground().ideas
        if plan.choice is None:
            return {}
        taken = ideas[ideas["id"].isin(plan.choice.chosen) & (ideas["status"] != "done")]
        return {
            str(one): float(days)
            for one, days in taken.groupby("department")["effort_days"].sum().items()
        }

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
            budget = _read_budget(text, client.currency)
        except InputError as error:
            self.refused = ("budget", str(error))
            return False
        return self._set(budget=budget)

    def make_it_the_budget(self) -> bool:
        """Store the budget that is tried out."""
        return self.what_if is not None and self._set(budget=self.what_if)

    def set_plan(self, **settings: float) -> bool:
        """Store how ideas are chosen: below_minimum, delight."""
        self.refused = ("", "")

        def edit(edits: Any) -> None:
            # Another keyboard may have changed another of them since this page was drawn.
            edits.change("client", "client", plan=edits.client().plan.model_dump() | settings)

        return self.session.save("change the settings", edit)

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
        whose = f" for {self.persona}" if self.persona else ""
        if not ideas or not self.session.save(
            f"decide the plan{whose}: {count(len(ideas), 'idea')}",
            lambda edits: commit_plan(edits, ideas, facts.client.budget),
        ):
            return False
        # What was just decided stays in sight: some of it may still want an owner.
        self.unfolded = list(dict.fromkeys([*self.unfolded, "funded"]))
        return True

    def take_back(self, idea: str) -> bool:
        """Let an idea be undecided again; the decision it became goes with that."""
        what = f"take back: {self._title(idea)}"
        return self.session.save(what, lambda edits: take_back(edits, idea))

    def demand(self, idea: str, must: bool) -> bool:  # noqa: FBT001 # what a toggle hands over
        """Store whether an idea has to be done whatever it costs."""
        return self.enhancing.change_idea(idea, must=must)

    def leave_out(self, idea: str) -> bool:
        """Leave an idea out of every plan."""
        what = f"leave out: {self._title(idea)}"
        return self.session.save(what, lambda edits: leave_out(edits, idea))

    def bring_back(self, idea: str) -> bool:
        """Let plans hold an idea again."""
        what = f"bring back: {self._title(idea)}"
        return self.session.save(what, lambda edits: bring_back(edits, idea))

    def _title(self, idea: str) -> str:
        titles = [one.title for one in self.facts().ideas if one.id == idea]
        return shortened(" ".join("".join(titles).split()), _LONGEST)


def _read_budget(text: str, currency: str) -> float | None:
    if not text.strip():
        return None
    if not any(letter.isdigit() for letter in text):
        # "a lot" has three letters at its end, but is no currency.
        return read_number(text, wanted="a plain amount such as 20,000")
    return read_money(text, currency)
