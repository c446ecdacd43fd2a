"""A pilot's result from its answers: the measures give the interval, the plan says what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from touchkit.measure import change
from touchkit.plan import Design, PilotResult, pilot_answers, pilot_result


def trial(
    before: tuple[int, int] | Sequence[float] | pd.Series,
    after: tuple[int, int] | Sequence[float] | pd.Series,
    *,
    design: Design = "before and after",
    unit: Literal["share", "points"] = "share",
    better: Literal["higher", "lower"] = "higher",
    hoped: float | None = None,
    scale: tuple[float, float] | None = None,
    level: float = 0.95,
    draws: int = 40_000,
    seed: int = 0,
) -> PilotResult:
    """Return what a pilot showed.

    Parameters
    ----------
    before, after
        As in `touchkit.plan.pilot_answers`.
    design, unit, better, hoped
        As in `touchkit.plan.pilot_result`.
    scale : (float, float), optional
        For means the ends of the scale; shares have 0 and 1.
    level, draws, seed
        As in `touchkit.measure.change`, which gives the interval.

    Returns
    -------
    PilotResult

    Examples
    --------
    >>> print(trial((31, 100), (12, 80), better="lower").sentence)
    31 of 100 before, 12 of 80 after: 16 points fewer, between 4 and 28; so it worked.
    >>> print(trial((3, 9), (6, 8)).sentence)
    3 of 9 before, 6 of 8 after: 42 points more, but too few answered to say whether that is more
    than chance.
    """
    answers = pilot_answers(before, after, same_people=design == "same people twice")
    found = change(
        answers, level=level, draws=draws, seed=seed, smallest_group=1,
        scale=(0, 1) if unit == "share" else scale,
    )  # fmt: skip
    return pilot_result(found, unit=unit, design=design, better=better, hoped=hoped)
