"""The choice of ideas that closes the most of what is missing, within money and days."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.plan.cases import Case, Money, case_of
from touchkit.plan.choices import Choice, ids_of, said
from touchkit.plan.clashes import refuse_clashes
from touchkit.plan.lists import greedily
from touchkit.plan.programs import LARGE, Limits, Program
from touchkit.plan.refusals import check
from touchkit.plan.thresholds import Progress
from touchkit.plan.wobbles import shares


def choose(
    ideas: pd.DataFrame,
    gaps: pd.DataFrame,
    *,
    budget: float,
    days: Mapping[str, float] | None = None,
    below_minimum: float = 1.0,
    delight: float = 0.0,
    draws: int = 0,
    seed: int = 0,
    scale: tuple[float, float] | None = None,
    currency: str = "EUR",
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Choice:
    r"""Choose the ideas that close the most of what is missing. The frames are left as they are.

    The plan maximises

    .. math:: \sum_t w_t \min\Bigl(m_t,\; \sum_{i \in S,\; i \text{ on } t} l_i\Bigr)

    over the sets S of ideas: for each touchpoint t its weight times what is missing there or the
    lifts of the chosen ideas there, whichever is less. Missing is max(−gap, 0), its part below the
    minimum counted `below_minimum` times. Several ideas on one touchpoint so fill it up; an idea
    on several lifts each of them. The result is the optimum, found by HiGHS [1]_ (above 1,000
    ideas proven to a thousandth). Of plans that close as much the cheapest is taken, then the one
    whose ideas stand first.

    Parameters
    ----------
    ideas : pandas.DataFrame
        One row an idea, numbers only (`sized` makes them): id, touchpoint (ids, ``;`` between),
        lift (points of the scale), cost (money once). If there: title; lift_low, lift_high (blank:
        half the lift away); effort_days and department; needs, excludes (ids, ``;`` between); must
        (in, whatever it costs); status; kind and votes, for the delight pot. Yearly cost does not
        count; add it to cost where the first year is to be paid too.
    gaps : pandas.DataFrame
        One row a touchpoint, as `touchkit.measure.gaps` gives it: touchpoint and gap. If there:
        weight, else importance (where missing, the mean of the others; no column, 1); adequacy,
        else minimum and received; for `draws` gap_sd, else received_sd and n_received, else
        gap_low and gap_high as a 95 % interval, else what is assumed (see Notes).
    budget : float
        Money for all that is not done yet.
    days : mapping of str to float, optional
        Working days of each department; every department that has something to do must be named,
        ``math.inf`` where there is no limit.
    below_minimum : float
        How often what is missing below the minimum counts.
    delight : float
        The part of the budget, 0 to 1, that is kept for ideas of kind delight. They then close
        nothing, for they lie beyond what is desired: within the pot they are chosen by dots
        (votes), as many as possible, after the rest has been chosen. 0: they count like any other.
    draws, seed : int
        How often lifts and gaps are drawn anew for the stability, and where chance begins.
    scale : (float, float), optional
        The ends of the client's scale; a lift beyond it is refused, and what is assumed of unsure
        gaps goes by it. Left out: judged by the scores.
    currency : str
        For what is said; three letters.
    names : mapping of str to str, optional
        What touchpoints and departments are called.
    progress : callable, optional
        Is told the share of draws done; what returns False ends them.

    Returns
    -------
    Choice
        With chosen, value, share, cost, explain, frontier(), stability, unranked, sentence.

    Raises
    ------
    InputError
        Before anything is solved, with all rows: what makes no sense, a circle of needs, an idea
        that excludes what it needs, no gaps, a department without days. Where demands clash (musts,
        money, days, exclusions), with a smallest set of them.

    Notes
    -----
    Status: *chosen* and *testing* are funded, so they are in and paid from this budget and these
    days. *Done* is in, satisfies who needs it, and bars who excludes it; its money and days are
    spent, and it closes nothing more, since the scores that came after show what it did. *Dropped*
    is out. A dropped prerequisite bars.

    An idea without a lift, cost or touchpoint with a gap cannot be ranked: it is out unless it has
    to be in (where its cost is unknown it then counts nothing), and `unranked` says what to ask. So
    does one without days where its department's are limited. In the delight pot neither lift nor
    gap is asked for, since dots choose there.

    Where nothing says how unsure a gap is, as of fewer than 15 people or of a team's marks, the
    draws assume a standard deviation of an eighth of the scale (half a point on 1 to 5), with few
    answers a third of the scale ÷ √n_received, and never less than the widest known; the result's
    `assumed` names these touchpoints. For a gap that is exact give a gap_sd of 0.

    Funded or compulsory ideas of kind delight are paid from the pot first; what the pot cannot pay
    the rest of the budget does. What the pot does not spend stays unspent.

    References
    ----------
    .. [1] Huangfu & Hall (2018), Parallelizing the dual revised simplex method, *Mathematical
       Programming Computation* 10, 119–142.

    Examples
    --------
    >>> gaps = pd.DataFrame({"touchpoint": ["invoice", "hold"], "gap": [-2.0, -1.0]})
    >>> ideas = pd.DataFrame(
    ...     {
    ...         "id": ["plain", "picture", "ring-back"],
    ...         "touchpoint": ["invoice", "invoice", "hold"],
    ...         "lift": [1.5, 1.0, 0.7],
    ...         "cost": [3000, 2000, 1500],
    ...     }
    ... )
    >>> found = choose(ideas, gaps, budget=4500)
    >>> found.chosen, round(found.value, 2), found.cost
    (('plain', 'ring-back'), 2.2, 4500.0)
    >>> found.sentence
    'Closes 73 % of what is missing, for EUR\xa04,500 of EUR\xa04,500.'
    >>> found.explain["reason"][1]
    'out: in from EUR\xa06,500'
    """
    case, money = prepared(
        ideas, gaps, budget=budget, days=days, below_minimum=below_minimum, delight=delight,
        draws=draws, seed=seed, scale=scale, currency=currency, names=names,
    )  # fmt: skip
    program = Program(case, money)
    limits = Limits(budget=money.budget, days=money.days, forced={})
    plan = _best(program, limits, money)
    often, drawn = np.full(len(case.ids), np.nan), 0
    if draws:
        often, drawn = shares(program, limits, draws=draws, seed=seed, progress=progress)
    value, total = case.value(plan, program.counted), case.total
    part = value / total if total else np.nan
    return Choice(
        chosen=ids_of(case, plan), value=value, share=part, cost=float(case.cost[plan].sum()),
        budget=money.budget, delight=money.delight, proven=len(case.ids) <= LARGE, drawn=drawn,
        sentence=said(case, plan, part, money.budget, currency),
        _program=program, _limits=limits, _plan=plan, _often=often, _currency=currency,
        _names=dict(names or {}),
    )  # fmt: skip


def prepared(
    ideas: pd.DataFrame, gaps: pd.DataFrame, *, budget: float, days: Mapping[str, float] | None,
    below_minimum: float, delight: float, draws: int = 0, seed: int = 0,
    scale: tuple[float, float] | None = None, currency: str = "EUR",
    names: Mapping[str, str] | None = None,
) -> tuple[Case, Money]:  # fmt: skip
    """Return ideas, gaps and limits, checked, as `choose` takes them."""
    check(
        ideas, gaps, budget=budget, days=days, below_minimum=below_minimum, delight=delight,
        draws=draws, seed=seed, scale=scale,
    )  # fmt: skip
    limited = {name: float(limit) for name, limit in (days or {}).items()}
    case = case_of(
        ideas, gaps, below_minimum=below_minimum, limited=limited, names=names or {}, scale=scale,
        pot=delight > 0,
    )  # fmt: skip
    money = Money(budget=float(budget), delight=float(delight), days=limited)
    refuse_clashes(case, money, currency, names)
    return case, money


def _best(program: Program, limits: Limits, money: Money) -> np.ndarray:
    plan = program.best(limits)
    if plan is None:
        raise InputError("No plan can meet all demands. Raise the budget or the days.")
    if len(plan) > LARGE:
        # What is proven to a thousandth only may still lie below what greed finds.
        other = greedily(program.case, money)
        if program.case.value(other, program.counted) > program.case.value(plan, program.counted):
            return other
    return plan
