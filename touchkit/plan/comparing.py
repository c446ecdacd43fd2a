"""What is chosen without solving: greedily, or down a list of value ÷ effort; and what that loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from touchkit.plan.cases import Case, Money
from touchkit.plan.choices import ids_of
from touchkit.plan.choosing import prepared
from touchkit.plan.lists import down_the_list, greedily


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A plan found by going down a list; the fields are those of `Choice`.

    Attributes
    ----------
    chosen : tuple of str
        Ids of the ideas that are in, in the frame's order.
    value, share, cost : float
        What they close, which part of all that is missing that is, and the money it takes.
    """

    chosen: tuple[str, ...]
    value: float
    share: float
    cost: float


def greedy(
    ideas: pd.DataFrame, gaps: pd.DataFrame, *, budget: float,
    days: Mapping[str, float] | None = None, below_minimum: float = 1.0, delight: float = 0.0,
    scale: tuple[float, float] | None = None,
) -> Pick:  # fmt: skip
    """Take again and again what closes the most for its money just then, with all it needs.

    Keeps to every demand, but looks ahead at none: it never closes more than `choose`.

    Parameters
    ----------
    ideas, gaps, budget, days, below_minimum, delight, scale
        As in `choose`; the delight pot stays empty.

    Returns
    -------
    Pick
        With chosen, value, share and cost.

    Examples
    --------
    >>> gaps = pd.DataFrame({"touchpoint": ["invoice", "hold"], "gap": [-2.0, -2.0]})
    >>> ideas = pd.DataFrame(
    ...     {"id": ["a", "b"], "touchpoint": ["hold", "invoice"], "lift": [0.2, 2], "cost": [1, 20]}
    ... )
    >>> greedy(ideas, gaps, budget=20).chosen
    ('a',)
    """
    return _pick(
        *prepared(ideas, gaps, budget=budget, days=days, below_minimum=below_minimum, delight=delight,
                  scale=scale),
        by_list=False,
    )  # fmt: skip


def by_ratio(
    ideas: pd.DataFrame, gaps: pd.DataFrame, *, budget: float,
    days: Mapping[str, float] | None = None, below_minimum: float = 1.0, delight: float = 0.0,
    scale: tuple[float, float] | None = None,
) -> Pick:  # fmt: skip
    """Take from the top of a list sorted by value ÷ effort whatever still fits.

    This is what a RICE or ICE spreadsheet does: each idea is valued by itself, as if it were the
    only one on its touchpoint. Effort is days, or cost where no idea has days. An idea that closes
    nothing more by the time it is reached is passed over, and so is one whose prerequisite is not in.

    Parameters
    ----------
    ideas, gaps, budget, days, below_minimum, delight, scale
        As in `choose`; the delight pot stays empty.

    Returns
    -------
    Pick
        With chosen, value, share and cost.

    Examples
    --------
    >>> gaps = pd.DataFrame({"touchpoint": ["invoice"], "gap": [-2.0]})
    >>> ideas = pd.DataFrame(
    ...     {"id": ["a", "b"], "touchpoint": "invoice", "lift": [1, 1.5], "cost": [10, 10]}
    ... )
    >>> by_ratio(ideas, gaps, budget=10).chosen
    ('b',)
    """
    return _pick(
        *prepared(ideas, gaps, budget=budget, days=days, below_minimum=below_minimum, delight=delight,
                  scale=scale),
        by_list=True,
    )  # fmt: skip


def _pick(case: Case, money: Money, *, by_list: bool) -> Pick:
    plan = (down_the_list if by_list else greedily)(case, money)
    value, total = case.value(plan, case.counts(money.delight > 0)), case.total
    return Pick(
        chosen=ids_of(case, plan), value=value, share=value / total if total else np.nan,
        cost=float(case.cost[plan].sum()),
    )  # fmt: skip
