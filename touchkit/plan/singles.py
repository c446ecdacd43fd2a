"""What each idea would close by itself, others left aside: worked out at once, without a plan."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from touchkit.plan.cases import case_of

_READ = ("id", "title", "touchpoint", "lift", "department", "status")


def alone(
    ideas: pd.DataFrame,
    gaps: pd.DataFrame,
    *,
    below_minimum: float = 1.0,
    names: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    r"""Return which part of all that is missing each idea would close if it were the only one.

    It is :math:`\sum_t w_t \min(m_t, l) / \sum_t w_t m_t` for an idea of lift l, over its own
    touchpoints above the line; see `touchkit.plan.choose`. What it costs plays no part, and parts
    of two ideas on one touchpoint do not add up.

    Parameters
    ----------
    ideas, gaps, below_minimum, names
        As in `touchkit.plan.choose`; of the ideas id, touchpoint and lift (a number) are needed.

    Returns
    -------
    pandas.DataFrame
        One row an idea, in the order given; RangeIndex.

        - idea: its id
        - share: 0 to 1; NaN where that cannot be said; 0 where nothing is missing anywhere
        - ask: what to ask where it cannot be said; blank where it can

    Examples
    --------
    >>> gaps = pd.DataFrame({"touchpoint": ["invoice", "hold"], "gap": [-2.0, -1.0]})
    >>> ideas = pd.DataFrame(
    ...     {"id": ["plain", "music"], "touchpoint": ["invoice", "hold"], "lift": [1.5, None]}
    ... )
    >>> alone(ideas, gaps).to_dict("records")
    [{'idea': 'plain', 'share': 0.5, 'ask': ''},
     {'idea': 'music', 'share': nan, 'ask': 'How many points might it gain?'}]
    """
    read = ideas[[name for name in _READ if name in ideas]].assign(cost=0.0)
    case = case_of(read, gaps, below_minimum=below_minimum, limited={}, names=names or {})
    idea, place = case.pairs
    closed = case.weight[place] * np.minimum(case.missing[place], case.lift[idea])
    sums = np.bincount(idea, closed, minlength=len(case.ids))
    part = sums / case.total if case.total else np.zeros(len(case.ids))
    asks = [case.asks.get(number, "") for number in range(len(case.ids))]
    unsaid = np.array([bool(ask) for ask in asks], dtype=bool)
    frame = pd.DataFrame(
        {"idea": list(case.ids), "share": np.where(unsaid, np.nan, part), "ask": asks}
    )
    return frame.astype({"idea": "str", "share": "float64", "ask": "str"})
