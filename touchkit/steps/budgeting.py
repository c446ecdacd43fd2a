"""The budget: how far it can be moved, what of it is for delight, and what a plan still lacks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from touchkit.measure.saying import count, share
from touchkit.model import Client
from touchkit.model.saying import listing, money
from touchkit.model.text import shortened

COUNTS = (("once", 1.0), ("twice", 2.0), ("three times", 3.0))
"""How often what is missing below the minimum may count, and how that is said."""
POTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)
"""Which part of the budget may be kept for delight."""

_STEPS = 200
_CENT = 0.005
_NAMED, _SHORT = 6, 60
"""How many ideas are named in one sentence, and how long their titles may be in it."""
_ROUND = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Span:
    """How far a budget can be moved, from nothing on.

    Attributes
    ----------
    top, step : float
        The greatest, and how far apart two are.
    """

    top: float
    step: float


def span(costs: Iterable[float], budget: float, delight: float) -> Span:
    """Return how far the budget can be moved: until all is paid for, and past today's.

    Examples
    --------
    >>> span([2000, 900], 4000, 0.0)
    Span(top=5000.0, step=50.0)
    """
    every = sum(cost for cost in costs if math.isfinite(cost))
    most = max(every / max(1 - delight, 0.5), 1.25 * budget, 100.0)
    rough = most / _STEPS
    ten = 10.0 ** math.floor(math.log10(rough))
    step = next((ten * part for part in _ROUND if ten * part >= rough * 0.999), 10 * ten)
    step = max(step, 1.0)
    return Span(top=step * math.ceil(most / step - 1e-9), step=step)


@dataclass(frozen=True, kw_only=True)
class Lack:
    """Something without which there is no plan.

    Attributes
    ----------
    says, how : str
        What is missing, and how to get it.
    part : str
        The part of this step where one gets it; blank: elsewhere.
    """

    says: str
    how: str
    part: str = ""


def lacks(
    ideas: Sequence[str], gaps: pd.DataFrame, client: Client, *, persona: str, others: bool
) -> list[Lack]:
    """Return what is missing before anything can be chosen, in the order to get it.

    Parameters
    ----------
    ideas : sequence of str
        Ids of the ideas that are not dropped.
    gaps : pandas.DataFrame
        Those that are shown.
    client : Client
        For its word for a customer.
    persona : str
        What the persona is called whose gaps these are; blank: everybody's.
    others : bool
        Whether there are gaps when everybody's are shown.
    """
    found = []
    if not gaps["gap"].notna().any():
        found.append(_unscored(gaps, client.customer_word, persona if others else ""))
    if not ideas:
        how = "Call them out, one a line; cost and lift may wait."
        found.append(Lack(says="No ideas yet.", how=how, part="calling"))
    return found


def _unscored(gaps: pd.DataFrame, word: str, persona: str) -> Lack:
    if persona:
        how = "Choose Everybody above, or score both for this persona: steps 3 and 4."
        return Lack(says=f"No gap is known for {persona}.", how=how)
    received, desired = gaps["received"].notna(), gaps["desired"].notna()
    if received.any() and not desired.any():
        how = f"Step 4, Desired: score what the {word} should get at each touchpoint."
        return Lack(says="No desired scores yet, so nobody knows what is missing.", how=how)
    if desired.any() and not received.any():
        how = f"Step 3, Received: score what the {word} gets today."
        return Lack(says="No received scores yet, so nobody knows what is missing.", how=how)
    if received.any():
        how = "Score received (step 3) and desired (step 4) for the same touchpoints."
        return Lack(says="No touchpoint has both a received and a desired score.", how=how)
    how = "Step 3, Received, and step 4, Desired: score at least the touchpoints that matter most."
    return Lack(says="No scores yet, so nobody knows what is missing.", how=how)


def pots(now: float) -> list[tuple[str, float]]:
    """Return which part may be kept for delight, today's among them.

    Examples
    --------
    >>> pots(0.15)[0], pots(0.12)[3]
    (('no pot', 0.0), ('12 % of the budget', 0.12))
    """
    parts = sorted({*POTS, now})
    return [(f"{share(part)} of the budget" if part else "no pot", part) for part in parts]


def counts(now: float) -> list[tuple[str, float]]:
    """Return how often what is missing below the minimum may count, today's among them."""
    known = list(COUNTS)
    if now not in {times for _, times in known}:
        known.append((f"{now:g} times", now))
    return known


def pot_said(client: Client, budget: float, costs: Sequence[float]) -> str:
    """Say what the delight pot holds and how much of it is spent; blank without one.

    Examples
    --------
    >>> pot_said(Client(title="Bakery"), 1000, [50, 70]).replace("\N{NO-BREAK SPACE}", " ")
    'Delight pot, filled by dots: EUR 120 of EUR 150, 2 ideas.'
    """
    if not client.plan.delight:
        return ""
    whole = client.plan.delight * budget
    pot = money(whole, client.currency)
    if not costs:
        return f"Delight pot, filled by dots: {pot}, nothing in it yet."
    spent, ideas = _sum(costs), count(len(costs), "idea")
    if spent > whole + _CENT:
        # Funded or compulsory: dots alone never fill it beyond its brim.
        more = money(spent - whole, client.currency)
        return f"Delight pot: all {pot} of it spent on {ideas}, and {more} more from the rest of the budget."
    return f"Delight pot, filled by dots: {money(spent, client.currency)} of {pot}, {ideas}."


def promised_said(client: Client, budget: float, funded: Sequence[tuple[str, float, bool]]) -> str:
    """Say what is funded already, and which budget that takes; blank where this one pays for it.

    Parameters
    ----------
    client : Client
        For its currency, and how much of a budget is kept for delight.
    budget : float
        The one that is shown.
    funded : sequence of (str, float, bool)
        The ideas that are funded: title, cost, and whether it is for delight.

    Examples
    --------
    >>> said = promised_said(Client(title="Bakery"), 500, [("Card", 850, False)])
    >>> said.replace("\N{NO-BREAK SPACE}", " ").partition(" That")[0]
    'Funded already: “Card”, EUR 850 in all.'
    """
    rest, joy = (
        _sum(cost for _, cost, for_joy in funded if for_joy == one) for one in (False, True)
    )
    least, kept = rest + joy, client.plan.delight
    if kept < 1:
        least = max(least, rest / (1 - kept))
    if not funded or budget > least - _CENT:
        return ""
    titles = [f"“{shortened(' '.join(title.split()), _SHORT)}”" for title, _, _ in funded]
    why = f", as {share(kept)} of it is kept for delight" if least > rest + joy + _CENT else ""
    return (
        f"Funded already: {listing(titles, most=_NAMED)}, {money(rest + joy, client.currency)} in all. That "
        f"takes a budget of {money(math.ceil(least), client.currency)} at least{why}. Moving the budget takes "
        f"nothing back: raise it, or take an idea back."
    )


def _sum(costs: Iterable[float]) -> float:
    return sum(cost for cost in costs if not math.isnan(cost))
