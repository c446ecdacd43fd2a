"""From how much money, or how many days, an idea is in: found by solving, not by guessing."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from touchkit.plan.programs import Limits, Line, Program, StoppedError

_JUMPS = 25
"""Better plans without the idea that are looked past before the search ends."""
_CENT = 0.01
PATIENCE = 5.0
"""For how many seconds one plan is searched for where somebody may lose interest."""

__all__ = ["Progress", "StoppedError", "Threshold", "Thresholds", "go_on"]


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """Where a limit has to stand for an idea to be in.

    Attributes
    ----------
    at : float
        The smallest such value; infinite where none helps, NaN where none was found up to `past`.
    past : float
        Up to here it is surely out.
    """

    at: float
    past: float


class Thresholds:
    """Finds where ideas come in; plans once made are kept.

    Parameters
    ----------
    program : Program
        The case.
    limits : Limits
        As they are now.
    known : numpy.ndarray of bool
        The best plan within them.

    Attributes
    ----------
    progress : callable or None
        Is asked before each plan is made; where it returns False, or one plan takes more than
        `PATIENCE`, `StoppedError` is raised.
    """

    def __init__(self, program: Program, limits: Limits, known: np.ndarray) -> None:
        self._program, self._limits = program, limits
        self._plans: dict[tuple[Line, float], np.ndarray | None] = {}
        self._known = known
        self.progress: Progress | None = None

    def _ready(self) -> Program:
        """Return the program; end here where whoever asked has lost interest."""
        if not go_on(self.progress, 0.0):
            raise StoppedError("Nobody waits for this reason any more.")
        return self._program if self.progress is None else self._program.within(PATIENCE)

    def of(self, idea: int, line: Line) -> Threshold:
        """Return from where on the line an idea is in, the other limits staying as they are.

        From the limit as it is, the search asks for the least limit at which a plan with the idea
        beats the best plan known; below that the idea cannot be in. There it solves anew: either
        the best plan holds the idea, or there is a better plan to beat.
        """
        past, known = line.of(self._limits), self._known
        by_dots = bool(self._program.in_pot[idea])
        for _ in range(_JUMPS):
            here = line.at(self._limits, past)
            with_it = Limits(
                budget=here.budget, pot=here.pot, days=here.days, forced={**here.forced, idea: True}
            )
            least = self._ready().least(line, with_it, known, by_dots=by_dots)
            if math.isinf(least):
                return Threshold(at=math.inf, past=past)
            past = max(_up(least), past + _CENT)
            plan = self.plan(line, past)
            if plan is None:
                break
            if plan[idea]:
                return Threshold(at=past, past=past)
            known = plan
        return Threshold(at=math.nan, past=past)

    def plan(self, line: Line, value: float) -> np.ndarray | None:
        """Return the best plan with one limit elsewhere."""
        key = (line, round(value, 6))
        if key not in self._plans:
            self._plans[key] = self._ready().best(line.at(self._limits, value))
        return self._plans[key]

    def forced(self, idea: int, *, inside: bool) -> np.ndarray | None:
        """Return the best plan that holds, or does without, an idea."""
        limits = Limits(
            budget=self._limits.budget, pot=self._limits.pot, days=self._limits.days,
            forced={idea: inside},
        )  # fmt: skip
        return self._ready().best(limits)

    def unlimited(self) -> np.ndarray | None:
        """Return the best plan were there money and days for everything."""
        case = self._program.case
        money = float(case.cost.sum()) / max(1 - self._program.share, _CENT) + 1
        days = dict.fromkeys(self._limits.days, float(case.effort.sum()) + 1)
        key = (Line(kind="budget"), math.inf)
        if key not in self._plans:
            self._plans[key] = self._ready().best(Limits(budget=money, days=days, forced={}))
        return self._plans[key]


def _up(value: float) -> float:
    """Return a value rounded up: to whole ones from a hundred on, else to hundredths."""
    if abs(value - round(value)) < 1e-5:
        return float(round(value))
    return float(math.ceil(value)) if value >= 100 else math.ceil(value * 100 - 1e-5) / 100


Progress = Callable[[float], object]
"""Is told the share done, 0 to 1; what returns False ends the work."""


def go_on(progress: Progress | None, done: float) -> bool:
    """Tell how far the work is, and return whether it is to go on."""
    return progress is None or progress(done) is not False
