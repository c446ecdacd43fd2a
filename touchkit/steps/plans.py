"""What plans are made from, and the plan for one budget or why there is none."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from touchkit.errors import InputError, TouchkitError
from touchkit.model import Client
from touchkit.plan import Choice, choose, sized
from touchkit.plan.thresholds import StoppedError
from touchkit.plan.wobbles import COIN_TOSS
from touchkit.steps.candidates import Sides, Sized
from touchkit.steps.facts import Facts
from touchkit.steps.objections import Objection, objection, quoted

_ASKED = [
    "id", "title", "touchpoint", "kind", "lift", "lift_low", "lift_high", "cost", "effort_days",
    "department", "needs", "excludes", "must", "votes", "status",
]  # fmt: skip
"""What a plan asks of an idea: a new owner or date leaves it as it is."""
_HARD = "working out why takes too long"
FEW = 30
"""From fewer draws nobody can tell a coin toss."""


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


def ground_of(facts: Facts) -> Ground:
    """Return what plans are made from."""
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


def plan_for(ground: Ground, budget: float) -> Plan:
    """Return the best plan for a budget, or why there is none."""
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


def coin_tosses(drawn: Choice) -> dict[str, float]:
    """Return the ideas whose being in or out flips when the guesses wobble, with their share of draws."""
    if drawn.drawn < FEW:
        return {}
    chosen, frame = set(drawn.chosen), drawn.stability
    return {
        idea: part
        for idea, part in zip(frame["idea"], frame["share"], strict=True)
        if (part if idea in chosen else 1 - part) < COIN_TOSS
    }


def reasons(plan: Plan, found: Sides, wanted: Callable[[], bool]) -> Iterator[float]:
    """Work out why each idea is in or out, one after the other; yield the share done.

    Parameters
    ----------
    plan : Plan
        Its `told` is filled.
    found : Sides
        The ideas, those to be told first in front.
    wanted : callable
        Says whether anybody still waits for it.
    """
    if plan.choice is None:
        return
    rows = [row.id for row in (*found.fresh, *found.out, *found.funded)]
    titles = [row.title for side in vars(found).values() for row in side]
    for place, idea in enumerate(rows):
        if idea not in plan.told:
            try:
                reason = plan.choice.reason(idea, progress=lambda _: wanted())
            except StoppedError:
                if not wanted():
                    return
                reason = f"{'in' if idea in plan.choice.chosen else 'out'}: {_HARD}"
            plan.told[idea] = quoted(reason, titles)
        yield (place + 1) / len(rows)
