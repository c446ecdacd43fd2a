"""What a business case rests on as it is stored, the case it makes, and what the ideas cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from touchkit.measure.saying import capital, count
from touchkit.model import Client, to_rows
from touchkit.plan import BusinessCase, business_case, sized
from touchkit.plan.inputs import INPUTS

End = Literal["low", "mid", "high"]
ENDS: Mapping[End, str] = {"low": "At least", "mid": "Likely", "high": "At most"}
"""What the ends of a range are called."""
NOBODY = "nobody has said where from"
"""The source of a number without one, as it stands in the sentence."""

_WIDE = 0.5
"""A range nobody gave: half less to half more, as for ideas."""
_PROMISED = ("chosen", "testing")
_FROM_IDEAS = ("cost", "cost_yearly")
_ASK = {
    "customers": "whoever keeps the customer list",
    "leavers": "whoever keeps the customer list how many of last year’s are gone",
    "lift": "the room for a guess; a pilot will tell",
    "revenue": "accounting", "margin": "accounting",
    "cost": "whoever gets the offers", "cost_yearly": "whoever gets the offers",
}  # fmt: skip
"""Whom one asks for an input."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """An input as it is shown.

    Attributes
    ----------
    id : str
        Its name, as in `touchkit.plan.inputs.INPUTS`.
    says : str
        What it is.
    unit : {"people", "share", "money"}
        What it is counted in.
    low, mid, high : float or None
        As stored.
    source : str
        Where it comes from; blank: nobody has said.
    usual : float or None
        What holds where nobody gives it; None: it has to be given.
    ask : str
        Whom one asks for it.
    """

    id: str
    says: str
    unit: Literal["people", "share", "money"]
    low: float | None = None
    mid: float | None = None
    high: float | None = None
    source: str = ""
    usual: float | None = None
    ask: str = ""

    @property
    def given(self) -> bool:
        """Whether there is a number to go by."""
        return self.mid is not None

    @property
    def wanted(self) -> bool:
        """Whether the case cannot be stated without it, as things are."""
        begun = self.low is not None or self.high is not None
        return not self.given and (self.usual is None or begun)

    def end(self, end: End) -> float | None:
        """Return an end of the range; where nobody gave it, half less or half more than is likely."""
        stored: float | None = getattr(self, end)
        if stored is not None or self.mid is None:
            return stored
        taken = self.mid * (1 - _WIDE if end == "low" else 1 + _WIDE)
        return min(taken, INPUTS[self.id].most)

    @property
    def fault(self) -> str:
        """What cannot be right; blank: nothing."""
        low, mid, high = (self.end(end) for end in ("low", "mid", "high"))
        if low is None or mid is None or high is None or low <= mid <= high:
            return ""
        return f"{capital(self.says)}: what is likely lies between the least and the most."


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A number the ideas give, to be taken over.

    Attributes
    ----------
    amount : float
        The sum.
    source : str
        What it is the sum of.
    """

    amount: float
    source: str


def lines_of(assumptions: pd.DataFrame) -> list[Line]:
    """Return every input, in the order of the case, as far as it is stored."""
    stored = {row["input"]: row for row in reversed(to_rows(assumptions))}
    return [
        Line(
            id=name, says=one.says, unit=one.unit, usual=one.usual, ask=_ASK[name],
            **{column: value for column, value in stored.get(name, {}).items()
               if column in {"low", "mid", "high", "source"}},
        )
        for name, one in INPUTS.items()
    ]  # fmt: skip


def case_of(lines: Sequence[Line], client: Client) -> BusinessCase | None:
    """Return the case; None while something it cannot do without is missing or cannot be right."""
    if any(line.wanted or line.fault for line in lines):
        return None
    rows = [
        {"input": line.id, "source": line.source or NOBODY} | {end: line.end(end) for end in ENDS}
        for line in lines
        if line.given
    ]
    return business_case(pd.DataFrame(rows), years=client.plan.years, currency=client.currency)


def costs_of(ideas: pd.DataFrame, client: Client) -> dict[str, Offer]:
    """Return what the ideas that are chosen or tested cost, once and a year, as far as that is known.

    Parameters
    ----------
    ideas : pandas.DataFrame
        The table of that name.
    client : Client
        For what S, M and L mean.
    """
    chosen = ideas.loc[ideas["status"].isin(_PROMISED), ["id", *_FROM_IDEAS]]
    costs, found = sized(chosen, client.sizes), dict[str, Offer]()
    for name in _FROM_IDEAS:
        known = int(costs[name].notna().sum())
        if known:
            unknown = len(chosen) - known
            without = f"; {count(unknown, 'idea')} without a figure" if unknown else ""
            source = f"sum of {count(known, 'idea')} chosen or tested{without}"
            found[name] = Offer(amount=float(costs[name].sum()), source=source)
    return found
