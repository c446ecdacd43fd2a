"""What a spreadsheet would choose: by hand down a list, for comparison with the best plan."""

from __future__ import annotations

import heapq
from collections.abc import Callable

import numpy as np

from touchkit.plan.cases import Case, Money
from touchkit.plan.clashes import closure

_TINY = 1e-6


class Basket:
    """A plan that grows idea by idea and never beyond its limits.

    Parameters
    ----------
    case : Case
        Ideas and gaps; what is kept, and what that needs, is in from the start.
    money : Money
        The limits.
    """

    def __init__(self, case: Case, money: Money) -> None:
        self.case, self._tied = case, closure(case)
        self._counted = case.counts(money.delight > 0)
        n, pot = len(case.ids), money.delight > 0
        promised = float(case.cost[case.delight & case.kept].sum()) if pot else 0.0
        share = money.delight * money.budget
        self._purse = np.where(case.delight, 1, 0) if pot else np.zeros(n, dtype=int)
        self._left = np.array(
            [min(money.budget - share, money.budget - promised), max(share, promised)]
        )
        if not pot:
            self._left = np.array([money.budget, 0.0])
        self._days = {one: limit for one, limit in money.days.items() if np.isfinite(limit)}
        self._apart: dict[int, set[int]] = {}
        for first, second in case.excludes:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)
        self._lifts: list[list[int]] = [[] for _ in range(n)]
        for one, place in case.pairs.T:
            self._lifts[one].append(int(place))
        self._gained = np.zeros(len(case.touchpoints))
        self.chosen = np.zeros(n, dtype=bool)
        for one in np.flatnonzero(case.kept):
            self.put(int(one))

    def bundle(self, one: int) -> list[int]:
        """Return the idea and what it needs that is not in yet."""
        return [other for other in sorted(self._tied[one]) if not self.chosen[other]]

    def adds(self, bundle: list[int]) -> float:
        """Return how much more ideas would close."""
        gained: dict[int, float] = {}
        for one in bundle:
            for place in self._lifts[one] if self._counted[one] else ():
                gained[place] = gained.get(place, 0.0) + float(self.case.lift[one])
        missing, weight, had = self.case.missing, self.case.weight, self._gained
        more = 0.0
        for place, lift in gained.items():
            full = float(missing[place])
            closes = min(full, had[place] + lift) - min(full, had[place])
            more += float(weight[place] * closes)
        return more

    def price(self, bundle: list[int]) -> float:
        """Return what ideas cost."""
        return float(self.case.cost[bundle].sum())

    def fits(self, bundle: list[int]) -> bool:
        """Say whether ideas may be put in, all of them."""
        case, new = self.case, set(bundle)
        if any(case.dropped[one] or case.barred[one] for one in bundle):
            return False
        if any(
            other in new or self.chosen[other]
            for one in bundle
            for other in self._apart.get(one, ())
        ):
            return False
        spent = np.bincount(self._purse[bundle], case.cost[bundle], minlength=2)
        if (spent > self._left + _TINY).any():
            return False
        return all(
            sum(case.effort[one] for one in bundle if case.department[one] == name) <= left + _TINY
            for name, left in self._days.items()
        )

    def put(self, one: int) -> None:
        """Put an idea in, with what it needs."""
        for other in self.bundle(one):
            self.chosen[other] = True
            self._left[self._purse[other]] -= self.case.cost[other]
            name = self.case.department[other]
            if name in self._days:
                self._days[name] -= self.case.effort[other]
            for place in self._lifts[other] if self._counted[other] else ():
                self._gained[place] += self.case.lift[other]


def greedily(case: Case, money: Money) -> np.ndarray:
    """Return the plan that takes, again and again, what closes the most for its money just then."""
    basket = Basket(case, money)
    needed_by: dict[int, set[int]] = {}
    for one, tied in enumerate(closure(case)):
        for other in tied - {one}:
            needed_by.setdefault(other, set()).add(one)
    waiting = [(-_rate(basket, one), one) for one in range(len(case.ids)) if not basket.chosen[one]]
    heapq.heapify(waiting)
    while waiting:
        rate, one = heapq.heappop(waiting)
        if basket.chosen[one] or not rate:
            continue
        now = -_rate(basket, one)
        if now > rate + 1e-12 and waiting and now > waiting[0][0]:
            heapq.heappush(waiting, (now, one))
        elif now < 0 and basket.fits(basket.bundle(one)):
            new = basket.bundle(one)
            basket.put(one)
            for other in {more for each in new for more in needed_by.get(each, ())}:
                heapq.heappush(waiting, (-_rate(basket, other), other))
    return basket.chosen


def down_the_list(case: Case, money: Money) -> np.ndarray:
    """Return the plan of a list sorted by value ÷ effort: from the top, what still fits.

    The value of each idea is what it would close beside nothing but what has to be in; the effort its
    days, or its cost where no idea has days.
    """
    basket = Basket(case, money)
    alone = Basket(case, money)
    effort = case.effort if case.effort.any() else case.cost
    by: Callable[[int], float] = lambda one: -_over(alone.adds([one]), float(effort[one]))  # noqa: E731 # read once
    for one in sorted(range(len(case.ids)), key=by):
        bare = basket.bundle(one) == [one]
        if bare and basket.adds([one]) > 0 and basket.fits([one]):
            basket.put(one)
    return basket.chosen


def _rate(basket: Basket, one: int) -> float:
    bundle = basket.bundle(one)
    return _over(basket.adds(bundle), basket.price(bundle))


def _over(value: float, effort: float) -> float:
    return value / effort if effort > 0 else value * 1e12
