"""How often each idea is still chosen when lifts and scores wobble as far as they may."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from touchkit.plan.programs import Limits, Program
from touchkit.plan.thresholds import Progress, go_on

COIN_TOSS = 0.6
"""An idea chosen in a smaller share of draws than this is a coin toss."""


def shares(
    program: Program, limits: Limits, *, draws: int, seed: int, progress: Progress | None
) -> tuple[np.ndarray, int]:
    """Return in which share of draws each idea is chosen, and how many draws there were."""
    often, made = np.full(len(program.case.ids), np.nan), 0
    for draw, found in enumerate(drawing(program, limits, draws=draws, seed=seed)):
        often, made = found
        if not go_on(progress, (draw + 1) / draws):
            break
    return often, made


def drawing(
    program: Program, limits: Limits, *, draws: int, seed: int
) -> Iterator[tuple[np.ndarray, int]]:
    """Yield, draw after draw, in which share so far each idea was chosen, and how many draws there were.

    Each draw takes every lift from a triangle between its least and greatest guess, its peak at the
    guess itself, and every gap from a normal distribution round it.
    """
    case = program.case
    rng = np.random.default_rng(seed)
    often, made = np.zeros(len(case.ids)), 0
    for _ in range(draws):
        lift = triangle(rng.random(len(case.ids)), case.low, case.lift, case.high)
        shift = rng.standard_normal(len(case.sd)) * case.sd
        plan = program.moved(case.drawn(lift, shift)).best(limits)
        if plan is not None:
            often = often + plan
            made += 1
        yield (often / made if made else np.full(len(case.ids), np.nan)), made


def triangle(part: np.ndarray, low: np.ndarray, peak: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the values below which such parts of triangular distributions lie.

    Examples
    --------
    >>> ends = np.array([0.0, 2.0]), np.array([1.0, 2.0]), np.array([2.0, 2.0])
    >>> triangle(np.array([0.5, 0.5]), *ends)
    array([1., 2.])
    """
    wide = high - low
    turn = np.divide(peak - low, wide, out=np.zeros_like(wide), where=wide > 0)
    rising = low + np.sqrt(part * wide * (peak - low))
    falling = high - np.sqrt((1 - part) * wide * (high - peak))
    return np.asarray(np.where(part < turn, rising, falling))
