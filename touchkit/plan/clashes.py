"""Demands that cannot all be met, and the smallest set of them that already clashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from touchkit.errors import InputError, Problem
from touchkit.model.saying import called as name_of
from touchkit.model.saying import listing
from touchkit.model.saying import money as say_money
from touchkit.plan.cases import Case, Money
from touchkit.plan.wording import days as say_days

_TINY = 1e-6


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Demands that cannot be met together.

    Attributes
    ----------
    says : str
        In one sentence.
    demands : tuple of Problem
        Each of them.
    """

    says: str
    demands: tuple[Problem, ...]


def refuse_clashes(
    case: Case, money: Money, currency: str, names: Mapping[str, str] | None = None
) -> None:
    """Raise an error that names a smallest set of demands that clash; do nothing where none do.

    Parameters
    ----------
    case, money, currency
        What there is to choose from, its limits, and what money is called.
    names : mapping of str to str, optional
        What departments are called.

    Raises
    ------
    InputError
        The message says what clashes; its problems are the demands.
    """
    found = sorted(
        _clashes(case, money, currency, names or {}), key=lambda clash: len(clash.demands)
    )
    if found:
        raise InputError(f"No plan can meet all demands: {found[0].says}", found[0].demands)


def closure(case: Case) -> list[set[int]]:
    """Return for each idea itself and all it needs, directly or not."""
    needs: dict[int, list[int]] = {}
    for one, other in case.needs:
        needs.setdefault(one, []).append(other)
    found: list[set[int]] = []
    for one in range(len(case.ids)):
        reached, waiting = {one}, [one]
        while waiting:
            for other in needs.get(waiting.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        found.append(reached)
    return found


def least_budget(case: Case, delight: float) -> float:
    """Return the smallest budget that pays for all that is kept and what it needs."""
    tied = closure(case)
    reached = sorted(set[int]().union(*(tied[one] for one in np.flatnonzero(case.kept))))
    cost = case.cost[reached]
    if not delight:
        return float(cost.sum())
    joy, kept = case.delight[reached], case.kept[reached]
    rest, promised, pot = (float(cost[some].sum()) for some in (~joy, joy & kept, joy))
    least = max(rest + promised, rest / (1 - delight) if delight < 1 else 0.0)
    return max(least, pot / delight) if pot > promised else least


def _clashes(case: Case, money: Money, currency: str, called: Mapping[str, str]) -> Iterator[Clash]:
    tied = closure(case)
    kept = [int(one) for one in np.flatnonzero(case.kept & ~case.done)]
    yield from _gone(case, kept, tied)
    yield from _beside(case, kept, tied)
    for what, whose, amounts, limit in _limits(case, money):
        some = _fewest(kept, tied, amounts, limit)
        if some:
            took = float(sum(amounts[one] for one in set().union(*(tied[one] for one in some))))
            sums = [
                say_days(part) if whose else say_money(part, currency) for part in (took, limit)
            ]
            there = f"{name_of(called, whose)} has" if whose else f"{what} is"
            names = _names(case, some)
            yield Clash(
                says=f"{names} {'take' if len(some) > 1 else 'takes'} {sums[0]}; {there} {sums[1]}.",
                demands=(
                    *(_demand(case, one) for one in some),
                    Problem(
                        file="plan", column=what, found=sums[1], allowed=f"{sums[0]} or more",
                        hint="Raise it, or let go of one of these.",
                    ),
                ),
            )  # fmt: skip


def _limits(case: Case, money: Money) -> Iterator[tuple[str, str, np.ndarray, float]]:
    """Yield what is limited, whose days that are (blank: it is money), what each idea takes, the limit."""
    promised = case.delight & case.kept
    if money.delight:
        rest = np.where(case.delight, 0.0, case.cost)
        least = (1 - money.delight) * money.budget
        yield "what the delight pot leaves of the budget", "", rest, least
        yield "the budget", "", np.where(promised, case.cost, rest), money.budget
        reached = set[int]().union(*(closure(case)[one] for one in np.flatnonzero(case.kept)))
        if any(case.delight[one] and not case.kept[one] and case.cost[one] for one in reached):
            pot = np.where(case.delight, case.cost, 0.0)
            yield "the delight pot", "", pot, money.delight * money.budget
    else:
        yield "the budget", "", case.cost, money.budget
    for one, limit in money.days.items():
        theirs = np.array([one == other for other in case.department], dtype=bool)
        yield f"the days of {one}", one, np.where(theirs, case.effort, 0.0), limit


def _gone(case: Case, kept: list[int], tied: list[set[int]]) -> Iterator[Clash]:
    for one in kept:
        for other in sorted(tied[one]):
            if case.dropped[other]:
                names = f"{case.titles[one]!r} needs {case.titles[other]!r}"
                lost = Problem(
                    file="ideas", row=other + 2, column="status", found="dropped",
                    allowed="anything else", hint=f"{case.titles[one]!r} needs it.",
                )  # fmt: skip
                yield Clash(says=f"{names}, which was dropped.", demands=(_demand(case, one), lost))


def _beside(case: Case, kept: list[int], tied: list[set[int]]) -> Iterator[Clash]:
    for first, second in case.excludes:
        firsts = [one for one in kept if first in tied[one]] or [first] * bool(case.done[first])
        seconds = [one for one in kept if second in tied[one]] or [second] * bool(case.done[second])
        if not firsts or not seconds or (case.done[first] and case.done[second]):
            continue
        both = [one for one in firsts if one in seconds]
        some = sorted({both[0]} if both else {firsts[0], seconds[0]})
        apart = Problem(
            file="ideas", row=first + 2, column="excludes",
            found=f"{case.ids[first]} and {case.ids[second]}", allowed="one of the two",
            hint="Let go of one, or of what keeps them apart.",
        )  # fmt: skip
        says = f"{_names(case, some)} {'bring' if len(some) > 1 else 'brings'} in both"
        says += f" {case.titles[first]!r} and {case.titles[second]!r}, which exclude each other."
        yield Clash(says=says, demands=(*(_demand(case, one) for one in some), apart))


def _fewest(kept: list[int], tied: list[set[int]], amounts: np.ndarray, limit: float) -> list[int]:
    """Return the fewest kept ideas which with all they need take more than the limit; or none."""
    reached = sorted(set().union(*(tied[one] for one in kept)))
    if amounts[reached].sum() <= limit + _TINY:
        return []
    alone = [one for one in kept if amounts[sorted(tied[one])].sum() > limit + _TINY]
    if alone:
        return alone[:1]
    from scipy.optimize import Bounds, LinearConstraint, milp

    # Columns: which kept ideas are named, then which ideas that brings in.
    place = {one: len(kept) + at for at, one in enumerate(reached)}
    rows = np.zeros((len(reached) + 1, len(kept) + len(reached)))
    for at, one in enumerate(kept):
        rows[[list(place).index(other) for other in tied[one]], at] = 1.0
    for at, one in enumerate(reached):
        rows[at, place[one]] = -1.0
        rows[-1, place[one]] = amounts[one]
    least = np.append(np.zeros(len(reached)), limit + 2 * _TINY)
    costs = np.append(np.ones(len(kept)), np.zeros(len(reached)))
    done = milp(
        costs, integrality=np.ones(len(costs)), bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, least, np.inf),
    )  # fmt: skip
    if done.x is None:
        return kept
    return [one for at, one in enumerate(kept) if done.x[at] > 0.5]


def _demand(case: Case, one: int) -> Problem:
    column, found = ("must", "yes") if case.must[one] else ("status", "funded already")
    if case.done[one]:
        column, found = "status", "done"
    hint = f"{case.titles[one]!r} has to be in."
    return Problem(
        file="ideas", row=one + 2, column=column, found=found, allowed="not all of these", hint=hint
    )


def _names(case: Case, some: list[int]) -> str:
    return listing([repr(case.titles[one]) for one in some], most=6)
