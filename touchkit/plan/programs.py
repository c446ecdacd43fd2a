"""The choice solved exactly: the matrix is built once, then only limits, costs and lifts change."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np

from touchkit.errors import TouchkitError
from touchkit.plan import layouts
from touchkit.plan.cases import Case, Money
from touchkit.plan.quiet import hushed

LARGE = 1000
"""With more ideas than these a plan is proven good to one part in a thousand, else the best."""

_EXACT, _NEAR = 1e-10, 1e-3


class StoppedError(TouchkitError):
    """The work was ended before there was a result."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one plan may use, and what it is held to.

    Attributes
    ----------
    budget, pot : float
        Money in all, and money for the delight pot besides its share of that.
    days : mapping of str to float
        Days of each department.
    forced : mapping of int to bool
        Ideas that are in, or out, in any case.
    """

    budget: float
    pot: float = 0.0
    days: Mapping[str, float]
    forced: Mapping[int, bool]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One of the limits: the budget, the pot or a department's days."""

    kind: Literal["budget", "pot", "days"]
    department: str = ""

    def of(self, limits: Limits) -> float:
        """Return where it stands."""
        if self.kind == "days":
            return limits.days[self.department]
        return limits.budget if self.kind == "budget" else limits.pot

    def at(self, limits: Limits, value: float) -> Limits:
        """Return the limits with this one elsewhere."""
        if self.kind == "days":
            return replace(limits, days={**limits.days, self.department: value})
        if self.kind == "pot":
            return replace(limits, pot=value)
        return replace(limits, budget=value)


class Program:
    """One case, ready to be solved again and again.

    All limits are columns of their own, so that the smallest one that would do can be asked for
    like anything else.

    Parameters
    ----------
    case : Case
        Ideas and gaps.
    money : Money
        For the share of the delight pot, and for which departments have a limit.
    """

    def __init__(self, case: Case, money: Money) -> None:
        timed = sorted(one for one, limit in money.days.items() if np.isfinite(limit))
        self.case, self.at = case, layouts.columns_of(case, timed)
        self.share, pot = money.delight, money.delight > 0
        self.counted = case.counts(pot)
        self.in_pot = case.delight & ~case.kept & ~case.barred & ~case.dropped & pot
        self._demands = layouts.demands(case, self.at, money.delight, self.in_pot)
        self._dots = layouts.dots(case, self.at, self.in_pot)
        self._thrift = layouts.thrift(case, self.at)
        self._whole = np.zeros(self.at.count)
        self._whole[: self.at.gained] = self._whole[self.at.beyond] = 1
        self._order: np.ndarray | None = None
        self._seconds = np.inf
        self._fill()

    def within(self, seconds: float) -> Self:
        """Return the same program, which gives a solve up after so long with a `StoppedError`."""
        other = copy.copy(self)
        other._seconds = seconds  # noqa: SLF001 # its own kind
        return other

    def moved(self, case: Case) -> Self:
        """Return the program of the same ideas with other lifts and other gaps."""
        other = copy.copy(self)
        other.case = case
        other._fill()  # noqa: SLF001 # its own kind
        return other

    def best(self, limits: Limits) -> np.ndarray | None:
        """Return which ideas the best plan holds; None where no plan keeps to the limits."""
        found = self._solve(self._worth, limits)
        if found is not None and len(found) <= LARGE:
            found = self._cheaper(limits, found)
        if found is not None and self.in_pot.any():
            found = self._solve(self._dots, self._besides(limits, found))
        return found

    def _cheaper(self, limits: Limits, known: np.ndarray) -> np.ndarray:
        """Return the cheapest of the plans that close as much as a known one."""
        high = self._high.copy()
        high[-2] = layouts.better(self.case, known, self.counted) + layouts.EDGE
        found = self._solve(self._thrift, limits, high)
        if found is None:
            return known
        # The solver may be content with a hair less: then the plan known stays.
        least = self.case.value(known, self.counted) - 1e-9 * max(self.case.total, 1.0)
        return found if self.case.value(found, self.counted) >= least else known

    def least(self, line: Line, limits: Limits, known: np.ndarray, *, by_dots: bool) -> float:
        """Return the smallest limit at which some plan is better than a known one.

        Parameters
        ----------
        line : Line
            Which limit.
        limits : Limits
            The other limits, the least this one may be, and which idea has to be in.
        known : numpy.ndarray of bool
            The plan known.
        by_dots : bool
            Better by dots in the pot, all else staying as it is, and not by what is closed.

        Returns
        -------
        float
            Infinite where no such limit helps.
        """
        costs = np.zeros(self.at.count)
        there = {"budget": self.at.budget, "pot": self.at.pot}
        column = there[line.kind] if line.kind in there else self.at.days[line.department]
        costs[column] = 1.0
        high = self._high.copy()
        if by_dots:
            high[-1] = -float(self.case.votes[known & self.in_pot].sum()) - 0.5
            limits = self._besides(limits, known)
        else:
            high[-2] = layouts.better(self.case, known, self.counted)
        found = self._solved(costs, limits, high, column)
        return np.inf if found is None else float(found[column])

    def _besides(self, limits: Limits, chosen: np.ndarray) -> Limits:
        """Return the limits within which the pot is filled: everything else stays as it is."""
        stays = np.flatnonzero(chosen | ~self.in_pot)
        return replace(
            limits, forced={int(one): bool(chosen[one]) for one in stays} | dict(limits.forced)
        )

    def _fill(self) -> None:
        """Put the case's lifts and gaps into the matrix and the bounds."""
        from scipy.sparse import csc_array

        case, at = self.case, self.at
        self._worth = layouts.worth(case, at)
        lifts = layouts.gains(case, at, self.counted)
        every = np.arange(at.count)
        closed, votes = layouts.closing(case, at), layouts.voting(case, at, self.in_pot)
        parts = [*lifts.values, *self._demands.values, closed[at.gained :], votes[: at.gained]]
        values = np.concatenate(parts)
        if self._order is None:
            places = [
                *lifts.columns,
                *self._demands.columns,
                every[at.gained :],
                every[: at.gained],
            ]
            rows = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
            self._shape = (len(parts), at.count)
            # The numbers' places in the matrix are found once, by laying out 1, 2, 3 instead of them.
            which = (np.arange(1, len(values) + 1), (rows, np.concatenate(places)))
            laid = csc_array(which, shape=self._shape)
            self._order, self._index, self._starts = laid.data - 1, laid.indices, laid.indptr
        self._matrix = csc_array(
            (values[self._order], self._index, self._starts), shape=self._shape
        )
        self._high = np.array([*lifts.high, *self._demands.high, np.inf, np.inf])
        self._bounds()

    def _bounds(self) -> None:
        case, at = self.case, self.at
        low, high = np.zeros(at.count), np.ones(at.count)
        low[: at.gained] = case.kept
        high[: at.gained] = case.kept | ~(case.dropped | case.barred)
        idea, place = case.pairs
        falls = np.minimum(case.lift * self.counted, 0)[idea]
        low[at.gained : at.budget] = np.bincount(place, falls, minlength=len(case.touchpoints))
        high[at.gained : at.budget] = case.missing
        self._low, self._top = low, high

    def _solve(
        self, costs: np.ndarray, limits: Limits, high: np.ndarray | None = None
    ) -> np.ndarray | None:
        found = self._solved(costs, limits, self._high if high is None else high)
        return None if found is None else np.asarray(found[: self.at.gained] > 0.5)

    def _solved(
        self, costs: np.ndarray, limits: Limits, row_high: np.ndarray, free: int | None = None
    ) -> np.ndarray | None:
        from scipy.optimize import Bounds, LinearConstraint, milp

        low, high, at = self._low.copy(), self._top.copy(), self.at
        low[at.budget] = high[at.budget] = limits.budget
        low[at.pot] = high[at.pot] = limits.pot
        for one, column in at.days.items():
            low[column] = high[column] = limits.days[one]
        for place, inside in limits.forced.items():
            low[place] = high[place] = float(inside)
        if free is not None:
            every = self.case.effort if free in at.days.values() else self.case.cost
            purse = min(part for part in (self.share, 1 - self.share, 1.0) if part > 0)
            # More than pays for everything is never asked for; a bound makes the search quicker.
            high[free] = max(low[free], float(every.sum())) / purse + 1
        options: dict[str, float] = {
            "mip_rel_gap": _EXACT if len(self.case.ids) <= LARGE else _NEAR
        }
        if np.isfinite(self._seconds):
            options["time_limit"] = self._seconds
        with hushed():
            done = milp(
                costs, integrality=self._whole, bounds=Bounds(low, high),
                constraints=LinearConstraint(self._matrix, -np.inf, row_high), options=options,
            )  # fmt: skip
        if done.status == 1 and "time_limit" in options:
            raise StoppedError("Working this out takes too long.")
        if done.status == 2:
            return None
        if done.x is None:
            raise TouchkitError(f"The solver gave up: {done.message}")
        return np.asarray(done.x)
