"""The rows and columns of a choice as a mixed-integer program, laid out once."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from touchkit.plan.cases import Case

_ALL = 1e4
"""What closing all that is missing, or spending everything, is worth to the solver."""
_DOT = 10.0
"""What one dot is worth beside everything the pot might spend, which is worth one."""
_WIDEST = 100.0
"""The largest number in a row of money: larger ones strain the solver's tolerance."""
EDGE = 3e-6
"""What a plan must close more, as a part of all that is missing, to be better: above the solver's slack."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each variable stands: the ideas first, then these.

    Attributes
    ----------
    gained : int
        The first of the touchpoints: what each gains.
    budget, pot, beyond : int
        The money in all, the pot's money besides its share of that, and whether the pot pays for
        more than it has promised.
    days : dict of str to int
        Each department that has a limit.
    count : int
        How many there are.
    """

    gained: int
    budget: int
    pot: int
    beyond: int
    days: dict[str, int]
    count: int


def columns_of(case: Case, timed: list[str]) -> Columns:
    """Return where each variable stands; `timed` are the departments with a limit."""
    ideas = len(case.ids)
    after = ideas + len(case.touchpoints)
    days = {one: after + 3 + place for place, one in enumerate(timed)}
    return Columns(
        gained=ideas, budget=after, pot=after + 1, beyond=after + 2, days=days,
        count=after + 3 + len(timed),
    )  # fmt: skip


@dataclass(kw_only=True)
class Rows:
    """Rows of the form Σ values × columns ≤ high, gathered one by one."""

    columns: list[np.ndarray] = field(default_factory=list)
    values: list[np.ndarray] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, columns: np.ndarray, values: np.ndarray, high: float = 0.0) -> None:
        """Add one row."""
        self.columns.append(columns)
        self.values.append(values)
        self.high.append(high)

    def end(self, column: int, value: float, columns: np.ndarray, values: np.ndarray) -> None:
        """Add a row that ends in one more column."""
        self.add(np.append(columns, column), np.append(values, value))


def gains(case: Case, at: Columns, counted: np.ndarray) -> Rows:
    """Return a row for each touchpoint: it gains no more than its ideas lift."""
    rows = Rows()
    idea, place = case.pairs
    order = np.argsort(place, kind="stable")
    starts = np.searchsorted(place[order], np.arange(len(case.touchpoints) + 1))
    for one in range(len(case.touchpoints)):
        on = idea[order[starts[one] : starts[one + 1]]]
        lift = case.lift[on] * counted[on]
        if (lift >= 0).all():
            # What is lifted beyond what is missing counts for nothing anyway: so the bound is tighter.
            lift = np.minimum(lift, case.missing[one])
        rows.end(at.gained + one, 1.0, on, -lift)
    return rows


def demands(case: Case, at: Columns, share: float, in_pot: np.ndarray) -> Rows:
    """Return the rows of money, days, prerequisites and exclusions.

    Parameters
    ----------
    case, at
        What there is, and where it stands.
    share : float
        The delight pot's part of the budget; 0 where there is none.
    in_pot : numpy.ndarray of bool
        The ideas that compete for the pot.
    """
    rows = Rows()
    if share:
        _two_purses(rows, case, at, share, in_pot)
    else:
        rows.end(at.budget, -1.0, np.arange(len(case.ids)), case.cost)
    unit = max(1.0, float(case.cost.max(initial=0)) / _WIDEST)
    rows.values = [values / unit for values in rows.values]
    rows.high = [high / unit for high in rows.high]
    for one, column in at.days.items():
        on = np.flatnonzero([one == other for other in case.department])
        rows.end(column, -1.0, on, case.effort[on])
    for pair in case.needs:
        rows.add(np.array(pair), np.array([1.0, -1.0]))
    for first, second in case.excludes:
        if not (case.done[first] and case.done[second]):
            rows.add(np.array([first, second]), np.array([1.0, 1.0]), 1.0)
    return rows


def _two_purses(rows: Rows, case: Case, at: Columns, share: float, in_pot: np.ndarray) -> None:
    """Add the rows of the pot and of the rest, which pays for what was promised beyond the pot."""
    rest, pot = np.flatnonzero(~case.delight), np.flatnonzero(in_pot)
    promised = float(case.cost[case.delight & case.kept].sum())
    rows.end(at.budget, share - 1, rest, case.cost[rest])
    rows.add(np.append(rest, at.budget), np.append(case.cost[rest], -1.0), -promised)
    rows.add(
        np.concatenate([pot, [at.beyond, at.budget, at.pot]]),
        np.concatenate([case.cost[pot], [promised, -share, -1.0]]),
    )
    rows.end(at.beyond, -float(case.cost[pot].sum()), pot, case.cost[pot])


def worth(case: Case, at: Columns) -> np.ndarray:
    """Return what each column costs the solver when as much as possible is to be closed."""
    costs = np.zeros(at.count)
    if case.total:
        costs[at.gained : at.budget] = -_ALL * case.weight / case.total
    return costs


def thrift(case: Case, at: Columns) -> np.ndarray:
    """Return what each column costs the solver when as little as possible is to be spent.

    Of plans as cheap the one is taken whose ideas stand first.
    """
    return _ALL * _spent(case, at)


def dots(case: Case, at: Columns, in_pot: np.ndarray) -> np.ndarray:
    """Return what each column costs the solver when the pot is to hold as many dots as possible."""
    costs = _spent(case, at)
    costs[: at.gained] -= _DOT * np.where(in_pot, case.votes, 0.0)
    return costs


def closing(case: Case, at: Columns) -> np.ndarray:
    """Return a row: minus the share of all that is missing which a plan closes."""
    row = np.zeros(at.count)
    row[at.gained : at.budget] = -case.weight / (case.total or 1.0)
    return row


def voting(case: Case, at: Columns, in_pot: np.ndarray) -> np.ndarray:
    """Return a row: minus the dots of the ideas in the pot."""
    row = np.zeros(at.count)
    row[: at.gained] = -np.where(in_pot, case.votes, 0.0)
    return row


def better(case: Case, known: np.ndarray, counted: np.ndarray) -> float:
    """Return what the row of `closing` must not exceed for a plan to be better than a known one."""
    return -case.value(known, counted) / (case.total or 1.0) - EDGE


def _spent(case: Case, at: Columns) -> np.ndarray:
    ideas = at.gained
    costs = np.zeros(at.count)
    costs[:ideas] = 1e-4 * (np.arange(1, ideas + 1) / (ideas + 1)) ** 1.3 / max(ideas, 1)
    costs[:ideas] += case.cost / (float(case.cost.sum()) or 1.0)
    return costs
