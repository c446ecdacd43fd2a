"""A choice: which ideas, what they close and cost, why, and how it moves with the budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.model.saying import called, money, share
from touchkit.plan.clashes import least_budget
from touchkit.plan.programs import Limits, Program
from touchkit.plan.reasons import Reasons, tossed
from touchkit.plan.thresholds import Progress, go_on
from touchkit.plan.wobbles import COIN_TOSS, drawing

if TYPE_CHECKING:
    from touchkit.plan.cases import Case

STEPS = 20
"""Budgets of a frontier."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """The best plan within money and days; see `touchkit.plan.choose`.

    Attributes
    ----------
    chosen : tuple of str
        Ids of the ideas that are in, in the frame's order.
    value : float
        What they close: Σ over touchpoints of weight × min(missing, Σ lifts).
    share : float
        The part of all that is missing which that is, 0 to 1; NaN where nothing is missing.
    cost : float
        Money of the budget they take; what is done has been paid.
    budget, delight : float
        What there was to spend, and the part of it that was the delight pot.
    proven : bool
        Whether no plan is better; else none closes a thousandth more (above 1,000 ideas).
    drawn : int
        Draws behind the stability; fewer than were asked for where it was stopped.
    sentence : str
        The choice, said aloud.
    """

    chosen: tuple[str, ...]
    value: float
    share: float
    cost: float
    budget: float
    delight: float
    proven: bool
    drawn: int
    sentence: str
    _program: Program = field(repr=False)
    _limits: Limits = field(repr=False)
    _plan: np.ndarray = field(repr=False)
    _often: np.ndarray = field(repr=False)
    _currency: str = field(repr=False)
    _names: Mapping[str, str] = field(repr=False)

    @property
    def explain(self) -> pd.DataFrame:
        """Why each idea is in or out; worked out when first asked for.

        Returns
        -------
        pandas.DataFrame
            One row an idea, in the order given; RangeIndex.

            - idea: its id
            - decision: in, out or cannot be ranked
            - reason: in plain words. What it says of other budgets or days was solved for: *in
              from EUR 4,600* is the smallest budget from today's up at which the best plan holds it,
              *2 days short* the fewest more days at today's budget. A coin toss is marked where
              stability was drawn.
        """
        return self._explained.copy()

    @cached_property
    def _explained(self) -> pd.DataFrame:
        told = [self._why.of(place) for place in range(len(self._case.ids))]
        flips = [self._flip(place, decision) for place, (decision, _) in enumerate(told)]
        return pd.DataFrame(
            {
                "idea": list(self._case.ids),
                "decision": [decision for decision, _ in told],
                "reason": [reason + flip for (_, reason), flip in zip(told, flips, strict=True)],
            },
            dtype="str",
        )

    @cached_property
    def _why(self) -> Reasons:
        return Reasons(
            self._program, self._limits, self._plan, currency=self._currency, called=self._called
        )

    def _flip(self, place: int, decision: str) -> str:
        if decision == "cannot be ranked" or self._case.kept[place]:
            return ""
        return tossed(self._often[place], inside=bool(self._plan[place]))

    def reason(self, idea: str, *, progress: Progress | None = None) -> str:
        """Return why one idea is in or out, as in `explain`, without working out all the others.

        Parameters
        ----------
        idea : str
            Its id.
        progress : callable, optional
            Is asked before each plan that is made for it; what returns False ends the work with
            a `touchkit.plan.thresholds.StoppedError`.
        """
        place = self._case.ids.index(idea)
        decision, reason = self._why.of(place, progress)
        return reason + self._flip(place, decision)

    @property
    def stability(self) -> pd.DataFrame:
        """In which share of draws each idea is chosen.

        Returns
        -------
        pandas.DataFrame
            One row an idea, in the order given; RangeIndex.

            - idea: its id
            - share: 0 to 1; NaN where nothing was drawn
        """
        frame = pd.DataFrame({"idea": list(self._case.ids), "share": self._often})
        return frame.astype({"idea": "str", "share": "float64"})

    @property
    def coin_tosses(self) -> tuple[str, ...]:
        """Ids of the ideas chosen here but in fewer than 60 % of draws."""
        flips = self._plan & ~self._case.kept & (self._often < COIN_TOSS)
        return tuple(np.array(self._case.ids, dtype=object)[flips])

    @property
    def assumed(self) -> tuple[str, ...]:
        """Touchpoints of which nothing says how unsure the gap is, so that draws assume it."""
        return tuple(np.array(self._case.touchpoints, dtype=object)[self._case.assumed])

    def wobbling(self, draws: int, *, seed: int = 0) -> Iterator[Choice]:
        """Yield this choice after each of several draws of lifts and gaps, its stability that of the draws so far.

        What is drawn is what `touchkit.plan.choose` draws; between two draws a screen can do something else.
        """
        for often, drawn in drawing(self._program, self._limits, draws=draws, seed=seed):
            yield replace(self, drawn=drawn, _often=often)

    @property
    def alone(self) -> pd.DataFrame:
        """What each idea closes by itself, as if it were the only one.

        Returns
        -------
        pandas.DataFrame
            One row an idea, in the order given; RangeIndex.

            - idea: its id
            - share: of all that is missing, 0 to 1; NaN where it cannot be ranked or nothing is missing
        """
        case, none = self._case, np.zeros(len(self._case.ids), dtype=bool)
        closed = np.full(len(case.ids), np.nan)
        for place in range(len(case.ids)) if case.total else ():
            if place not in case.asks:
                none[place] = True
                closed[place] = self._worth(none) / case.total
                none[place] = False
        frame = pd.DataFrame({"idea": list(case.ids), "share": closed})
        return frame.astype({"idea": "str", "share": "float64"})

    @property
    def unranked(self) -> pd.DataFrame:
        """Ideas that cannot be ranked, and what to ask so that they can be.

        Returns
        -------
        pandas.DataFrame
            One row an idea; RangeIndex.

            - idea: its id
            - ask: the questions
        """
        places = sorted(self._case.asks)
        return pd.DataFrame(
            {
                "idea": [self._case.ids[place] for place in places],
                "ask": [self._case.asks[place] for place in places],
            },
            dtype="str",
        )

    def frontier(
        self, budgets: Iterable[float] | None = None, *, progress: Progress | None = None
    ) -> pd.DataFrame:
        """Return the best plan for each of several budgets, everything else staying as it is.

        Parameters
        ----------
        budgets : iterable of float, optional
            Left out: twenty, evenly spaced from what has to be spent to what the best plan costs
            were money no object, today's budget among them.
        progress : callable, optional
            Is told the share done after each; what returns False ends the work, and the rows so
            far are returned.

        Returns
        -------
        pandas.DataFrame
            One row a budget, ascending; RangeIndex. The value never falls.

            - budget
            - value, share: as in the choice; NaN where the budget does not pay for what has to be
            - chosen: ids, ``;`` between
        """
        asked = sorted({float(one) for one in (self.budgets() if budgets is None else budgets)})
        if any(not one >= 0 or np.isinf(one) for one in asked):
            raise InputError("A budget of the frontier is negative or no number. Give 0 or more.")
        rows, before, best = [], None, -np.inf
        for place, budget in enumerate(asked):
            plan = self._program.best(replace(self._limits, budget=budget))
            value = -np.inf if plan is None else self._worth(plan)
            if before is not None and value < best:
                plan = before  # What less money buys, more money buys too.
            elif plan is not None:
                before, best = plan, value
            rows.append(self._row(budget, plan))
            if not go_on(progress, (place + 1) / len(asked)):
                break
        frame = pd.DataFrame(rows, columns=["budget", "value", "share", "chosen"])
        kinds = {"budget": "float64", "value": "float64", "share": "float64", "chosen": "str"}
        return frame.astype(kinds)

    def title(self, idea: str) -> str:
        """Return what an idea is called, by its id."""
        return self._case.titles[self._case.ids.index(idea)]

    def _row(self, budget: float, plan: np.ndarray | None) -> tuple[float, float, float, str]:
        if plan is None:
            return budget, np.nan, np.nan, ""
        value, total = self._worth(plan), self._case.total
        return budget, value, value / total if total else np.nan, ";".join(ids_of(self._case, plan))

    def budgets(self) -> list[float]:
        """Return the budgets of the frontier, ascending, where none are asked for."""
        case, rest = self._case, 1 - self.delight
        least = least_budget(case, self.delight)
        most = self._program.best(replace(self._limits, budget=_enough(case, self.delight)))
        spent = 0.0 if most is None else float(case.cost[most & ~self._program.in_pot].sum())
        top = max(spent / rest if rest else 0.0, self.budget, least)
        steps = [round(one, 2) for one in np.linspace(least, top, STEPS)]
        nearest = min(range(STEPS), key=lambda place: abs(steps[place] - self.budget))
        ends = {0: least, STEPS - 1: top}
        steps = [ends.get(place, one) for place, one in enumerate(steps)]
        if nearest not in ends:
            steps[nearest] = self.budget
        return steps

    def _worth(self, plan: np.ndarray) -> float:
        return self._case.value(plan, self._program.counted)

    def _called(self, name: str) -> str:
        return called(self._names, name)

    @property
    def _case(self) -> Case:
        return self._program.case


def ids_of(case: Case, plan: np.ndarray) -> tuple[str, ...]:
    """Return the ids of the ideas in a plan, in order."""
    return tuple(case.ids[place] for place in np.flatnonzero(plan))


def said(case: Case, plan: np.ndarray, part: float, budget: float, currency: str) -> str:
    """Return a choice in one sentence.

    It says what share of all that is missing is closed and what of the budget that takes.
    """
    spent = f"for {money(float(case.cost[plan].sum()), currency)} of {money(budget, currency)}"
    if np.isnan(part):
        return f"Nothing is missing: nothing to close {spent}."
    return f"Closes {share(part)} of what is missing, {spent}."


def _enough(case: Case, delight: float) -> float:
    total = float(case.cost.sum()) + 1
    return total / min(part for part in (1 - delight, delight, 1.0) if part > 0)
