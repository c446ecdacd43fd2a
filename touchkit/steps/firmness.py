"""How firm a plan is, what other budgets would bring, and what could be stopped: slow work in slices."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pandas as pd
from traitlets import HasTraits

from touchkit.measure.saying import count, listing, share
from touchkit.plan import Choice, by_ratio, greedy, overkill
from touchkit.plan.wording import guessed
from touchkit.steps.planning import Planning
from touchkit.steps.plans import FEW, Plan
from touchkit.steps.soundings import Sounding

DRAWS = 200


class Firmness(HasTraits):
    """What is found out about the plan that is shown, when somebody asks for it.

    Attributes
    ----------
    planning : Planning
        The plan.
    draws, bids : Sounding
        The draws, and the budgets, being worked out.
    """

    def __init__(self, planning: Planning) -> None:
        super().__init__()
        self.planning = planning
        self.draws, self.bids = Sounding(), Sounding()
        self._curve: tuple[Plan, pd.DataFrame] | None = None
        self._lists: tuple[Plan, float, float] | None = None
        self._stops: tuple[Plan, pd.DataFrame, list[str]] | None = None

    # how firm

    def draw(self) -> None:
        """Begin to draw scores and lifts anew."""
        plan = self.planning.plan()
        if plan.choice is not None:
            self.draws.begin(self._drawing(plan, plan.choice))

    def _drawing(self, plan: Plan, choice: Choice) -> Iterator[float]:
        for draw, drawn in enumerate(choice.wobbling(DRAWS)):
            if self.planning.plan() is not plan:
                return
            self.planning.drawn = (plan, drawn)
            yield (draw + 1) / DRAWS

    def drawn(self) -> Choice | None:
        """Return the plan that is shown with its stability; None where it was not drawn."""
        found = self.planning.drawn
        return found[1] if found is not None and found[0] is self.planning.plan() else None

    def firm(self) -> str:
        """Say how firm the plan is; blank where it was not drawn."""
        drawn = self.drawn()
        if drawn is None or not drawn.drawn:
            return ""
        sides = self.planning.sides()
        tosses = [row.title for row in (*sides.fresh, *sides.out) if row.toss]
        often = f"in {count(drawn.drawn, 'draw')} of scores and lifts"
        if drawn.drawn < FEW:
            return f"Stopped too early to say: what stands here was seen {often} only."
        assumed = guessed(len(drawn.assumed))
        if not tosses:
            return f"Firm: {often} no choice was a coin toss. {assumed}".rstrip()
        named = listing([f"“{title}”" for title in tosses])
        verb = "is a coin toss" if len(tosses) == 1 else "are coin tosses"
        return f"{named} {verb} {often}: talk about it before money is spent. {assumed}".rstrip()

    def shares(self) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
        """Return what the figure shows: shares of draws, decisions, and titles of what is still open."""
        drawn, sides = self.drawn(), self.planning.sides()
        rows = [*sides.fresh, *sides.out]
        titles = {row.id: row.title for row in rows}
        if drawn is None:
            return pd.DataFrame({"idea": [], "share": []}), pd.DataFrame(), titles
        frame = drawn.stability
        decided = {
            "idea": list(titles),
            "decision": ["in"] * len(sides.fresh) + ["out"] * len(sides.out),
        }
        return frame[frame["idea"].isin(titles)], pd.DataFrame(decided), titles

    # other budgets

    def bid(self) -> None:
        """Begin to make plans for other budgets."""
        plan = self.planning.plan()
        if plan.choice is not None:
            self.bids.begin(self._bidding(plan, plan.choice))

    def _bidding(self, plan: Plan, choice: Choice) -> Iterator[float]:
        self._compare(plan)
        rows: list[pd.DataFrame] = []
        behind = {idea.id for idea in self.planning.facts().ideas if idea.status == "done"}
        budgets = choice.budgets()
        for place, budget in enumerate(budgets):
            if self.planning.plan() is not plan:
                return
            rows.append(_without(choice.frontier([budget]), behind))
            self._curve = (plan, pd.concat(rows, ignore_index=True))
            yield (place + 1) / len(budgets)

    def curve(self) -> pd.DataFrame | None:
        """Return the frontier as far as it is known; None where nobody asked."""
        found = self._curve
        if found is None or found[0] is not self.planning.plan():
            return None
        return found[1]

    def _compare(self, plan: Plan) -> None:
        ground = self.planning.ground()
        scale = ground.client.scale.low, ground.client.scale.high
        limits = {"budget": plan.budget, "scale": scale, **ground.limits()}
        lists = [pick(ground.ideas, ground.gaps, **limits).share for pick in (greedy, by_ratio)]
        self._lists = (plan, lists[0], lists[1])

    def compared(self) -> str:
        """Say what simpler ways of choosing would close; blank where nobody asked."""
        plan = self.planning.plan()
        if self._lists is None or self._lists[0] is not plan or plan.choice is None:
            return ""
        _, step, ratio = self._lists
        if not plan.choice.share >= 0:
            return ""
        return (
            f"A list by value ÷ effort would close {share(ratio)}, taking the best buy again and "
            f"again {share(step)}; this plan closes {share(plan.choice.share)}."
        )

    # what could be stopped

    def stoppable(self) -> list[str]:
        """Say what is given beyond what anybody desires, and what its money would fund."""
        plan, facts, ground = self.planning.plan(), self.planning.facts(), self.planning.ground()
        if plan.choice is None:
            return []
        points = facts.tables["touchpoints"]
        known = self._stops
        if known is not None and known[0] is plan and known[1].equals(points):
            return known[2]
        found = overkill(
            plan.choice, points, ground.gaps, currency=facts.client.currency, names=facts.names
        )
        self._stops = (plan, points, list(found["sentence"]))
        return self._stops[2]


def _without(curve: pd.DataFrame, behind: Collection[str]) -> pd.DataFrame:
    """Return a frontier whose plans do not hold what is done already: no budget pays for it."""
    chosen = [
        ";".join(one for one in cell.split(";") if one not in behind) for cell in curve["chosen"]
    ]
    return curve.assign(chosen=pd.Series(chosen, dtype="str"))
