"""Why each idea is in or out, in plain words that hold when one tries them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property

import numpy as np

from touchkit.model.saying import count, listing, money, share
from touchkit.plan.clashes import closure
from touchkit.plan.programs import Limits, Line, Program
from touchkit.plan.thresholds import Progress, Threshold, Thresholds
from touchkit.plan.wobbles import COIN_TOSS
from touchkit.plan.wording import apart, days

MANY = 150
"""With more open ideas than these the reasons leave out from where on each would be in."""


class Reasons:
    """Says why; each sentence comes from plans that were solved for it.

    Parameters
    ----------
    program : Program
        The case.
    limits : Limits
        As they are.
    chosen : numpy.ndarray of bool
        The best plan within them.
    currency : str
        Of the money.
    called : callable
        Gives what a department or a touchpoint is called.
    """

    def __init__(
        self, program: Program, limits: Limits, chosen: np.ndarray, *, currency: str,
        called: Callable[[str], str],
    ) -> None:  # fmt: skip
        self._program, self._case, self._limits = program, program.case, limits
        self._chosen, self._called = chosen, called
        self._currency = currency
        self._search = Thresholds(program, limits, chosen)
        self._few = len(self._case.ids) <= MANY
        self._told: dict[int, tuple[str, str]] = {}

    def of(self, one: int, progress: Progress | None = None) -> tuple[str, str]:
        """Return the decision about an idea (in, out, cannot be ranked) and the reason."""
        self._search.progress = progress
        if one not in self._told:
            self._told[one] = self._tell(one)
        return self._told[one]

    def _tell(self, one: int) -> tuple[str, str]:
        case = self._case
        if self._chosen[one]:
            return "in", f"in: {self._inside(one)}"
        if case.dropped[one]:
            return "out", "out: it was dropped"
        if one in case.asks:
            return "cannot be ranked", f"cannot be ranked. Ask: {case.asks[one]}"
        return "out", f"out: {self._outside(one)}"

    def _cash(self, amount: float) -> str:
        return money(amount, self._currency)

    # in

    def _inside(self, one: int) -> str:
        case, cost = self._case, self._cash(self._case.cost[one])
        lacks = f" (not known yet: {case.asks[one]})" if one in case.asks else ""
        if case.done[one]:
            return "it is done; its money is spent and the scores show what it did"
        if case.funded[one]:
            return f"it is funded already, {cost} of this budget{lacks}"
        if case.must[one]:
            return f"it has to be, whatever it costs: {cost}{lacks}"
        return self._earned(one) + lacks

    def _earned(self, one: int) -> str:
        by = self._needed_by(one)
        if by and not self._closes(one):
            return f"{by} cannot do without it"
        if self._program.in_pot[one]:
            return f"{count(int(self._case.votes[one]), 'dot')}, paid from the delight pot"
        if not self._few:
            return f"{self._cash(self._case.cost[one])} well spent beside the others"
        loss = self._loss(self._search.forced(one, inside=False))
        return f"{loss}; {by} cannot do without it" if by else loss

    def _loss(self, without: np.ndarray | None) -> str:
        if without is None:
            return "no plan does without it"
        less, now = self._share(without), self._share(self._chosen)
        if now - less < 1e-6:
            dearer = float(self._case.cost[without].sum() - self._case.cost[self._chosen].sum())
            more = f" and costs {self._cash(dearer)} more" if dearer > 0.005 else ""
            return f"the best plan without it closes as much{more}"
        said = apart(less, now)
        return f"without it the best plan closes {said[0]} instead of {said[1]} of what is missing"

    def _closes(self, one: int) -> bool:
        alone = np.arange(len(self._chosen)) == one
        return self._case.value(alone, self._program.counted) > 0

    def _needed_by(self, one: int) -> str:
        by = [first for first, second in self._case.needs if second == one and self._chosen[first]]
        return listing([repr(self._case.titles[first]) for first in by])

    def _share(self, chosen: np.ndarray) -> float:
        total = self._case.total
        return self._case.value(chosen, self._program.counted) / total if total else 0.0

    # out

    def _outside(self, one: int) -> str:
        if self._program.in_pot[one]:
            return self._beside_the_pot(one)
        said = self._blocked(one, self._sure) or self._useless(one)
        if said:
            return said
        if not self._few:
            return "other ideas close more with the same money and days"
        parts = [self._short_of_days(one), self._short_of_money(one)]
        found = "; ".join(part for part in parts if part)
        if found:
            return found
        return self._never(one)

    def _short_of_money(self, one: int) -> str:
        found = self._search.of(one, Line(kind="budget"))
        if math.isnan(found.at):
            return f"other ideas close more with any budget up to {self._cash(found.past)}"
        return f"in from {self._cash(found.at)}" if math.isfinite(found.at) else ""

    def _short_of_days(self, one: int) -> str:
        name = self._case.department[one]
        if name not in self._program.at.days or not self._case.effort[one]:
            return ""
        found = self._search.of(one, Line(kind="days", department=name))
        short = found.at - self._limits.days[name]
        if not math.isfinite(short):
            return ""
        return f"{days(short)} short in {self._called(name)}"

    def _beside_the_pot(self, one: int) -> str:
        votes = count(int(self._case.votes[one]), "dot")
        if not self._case.votes[one]:
            return "no dots, and the delight pot goes by dots"
        said = self._blocked(one, self._sure)
        if said:
            return said
        found = (
            self._search.of(one, Line(kind="pot")) if self._few else Threshold(at=math.nan, past=0)
        )
        pot = self._program.share * self._limits.budget
        if math.isfinite(found.at):
            return f"{votes}; in from a delight pot of {self._cash(pot + found.at)}"
        return f"{votes}, and the delight pot goes to others"

    @cached_property
    def _sure(self) -> set[int]:
        """The ideas that are in whatever money and days there are."""
        tied = closure(self._case)
        return set[int]().union(*(tied[one] for one in np.flatnonzero(self._case.kept)))

    def _blocked(self, one: int, inside: set[int]) -> str:
        """Say what among all the idea needs keeps it out, given what is in; blank where nothing does."""
        case, ways = self._case, self._ways(one)
        for other, way in ways.items():
            ends = [
                f"cannot stand beside {case.titles[rival]!r}, which is in"
                for rival in self._rivals(other)
                if rival in inside
            ]
            if other != one and not self._chosen[other] and case.barred[other]:
                ends = ["cannot be ranked"]
            if other != one and case.dropped[other]:
                ends = ["was dropped"]
            if ends and other == one:
                return f"it {ends[0]}"
            if ends:
                return f"it needs {', which needs '.join(way)}, which {ends[0]}"
        for first, second in case.excludes:
            if first in ways and second in ways:
                both = f"{case.titles[first]!r} and {case.titles[second]!r}"
                return f"it cannot do without both {both}, which exclude each other"
        return ""

    def _ways(self, one: int) -> dict[int, tuple[str, ...]]:
        """Return the idea and all it needs, the nearest first, each with the titles on the way there."""
        ways: dict[int, tuple[str, ...]] = {one: ()}
        waiting = [one]
        for first in waiting:
            for other in (second for needing, second in self._case.needs if needing == first):
                if other not in ways:
                    ways[other] = (*ways[first], repr(self._case.titles[other]))
                    waiting.append(other)
        return ways

    def _rivals(self, one: int) -> list[int]:
        pairs = [pair for pair in self._case.excludes if one in pair]
        return [second if first == one else first for first, second in pairs]

    def _useless(self, one: int) -> str:
        case = self._case
        # What closes nothing itself may still come in for the sake of what needs it.
        wanted = any(second == one and not case.dropped[first] for first, second in case.needs)
        return "" if wanted else self._idle(one)

    def _idle(self, one: int) -> str:
        if self._closes(one):
            return ""
        places = self._places(one)
        nothing = self._case.missing[places].sum() == 0
        return f"nothing is missing at {self._where(places)}" if nothing else "it closes nothing"

    def _places(self, one: int) -> np.ndarray:
        idea, place = self._case.pairs
        return np.asarray(place[idea == one])

    def _where(self, places: np.ndarray) -> str:
        return listing([self._called(self._case.touchpoints[place]) for place in places])

    def _never(self, one: int) -> str:
        said = self._blocked(one, set(np.flatnonzero(self._chosen).tolist()))
        if said:
            return said
        everything = self._search.unlimited()
        if everything is not None and everything[one]:
            return "more money alone does not bring it in, nor do more days in one department"
        return self._idle(one) or (
            f"with any budget; others close what is missing at {self._where(self._places(one))}, "
            "or do so for less"
        )


def tossed(part: float, *, inside: bool) -> str:
    """Return what is said of an idea whose being in or out flips when the guesses wobble.

    Examples
    --------
    >>> tossed(0.52, inside=True), tossed(0.97, inside=True)
    ('. A coin toss: 52 % of draws have it in', '')
    """
    sure = part if inside else 1 - part
    return f". A coin toss: {share(part)} of draws have it in" if sure < COIN_TOSS else ""
