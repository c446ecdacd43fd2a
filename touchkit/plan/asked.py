"""What a sample size is worked out from, checked before anything is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, get_args

import numpy as np

from touchkit.errors import InputError, Problem

Kind = Literal["shares", "means", "pairs", "scale", "scale twice"]

_TAKES: dict[str, tuple[str, ...]] = {
    "shares": ("before",),
    "means": ("spread",),
    "pairs": ("spread", "correlation"),
    "scale": ("before",),
    "scale twice": ("before", "correlation"),
}


def check(
    kind: str, given: Mapping[str, Any], *, lift: float, power: float, level: float, draws: int
) -> None:
    """Refuse what makes no sense, all of it at once.

    Parameters
    ----------
    kind, lift, power, level, draws
        As in `touchkit.plan.sample_size`.
    given : mapping
        What was given as before, spread and correlation; None where nothing was.

    Raises
    ------
    InputError
        With a problem for each fault.
    """
    if kind not in get_args(Kind):
        kinds = ", ".join(get_args(Kind))
        raise InputError(f"A sample is one of: {kinds}; found {kind!r}.")
    found = [
        (0.5 < _plain(power) < 1)
        or _problem("power", power, "above 0.5, below 1", "0.8 is usual."),
        (0 < _plain(level) < 1) or _problem("level", level, "above 0, below 1", "0.95 is usual."),
        (lift != 0 and math.isfinite(_plain(lift)))
        or _problem("lift", lift, "a number other than 0", "Say what is hoped for."),
        _plain(draws) >= 1000 or _problem("draws", draws, "1000 or more", "10000 is usual."),
        *(_one(kind, name, value, _plain(lift)) for name, value in given.items()),
    ]
    problems = [one for one in found if isinstance(one, Problem)]
    if problems:
        raise InputError("The sample cannot be worked out.", problems)


def portions(before: Any) -> np.ndarray:
    """Return counts or shares of a scale's points as shares that add up to 1.

    Examples
    --------
    >>> portions([1, 3])
    array([0.25, 0.75])
    """
    counts = np.asarray(before, dtype=float)
    return np.asarray(counts / counts.sum())


def _one(kind: str, name: str, value: Any, lift: float) -> Problem | bool:
    if name not in _TAKES[kind]:
        hint = f"Leave it out for {kind}."
        return value is None or _problem(name, value, "nothing", hint)
    if name == "correlation" and value is None:
        return True
    return _CHECKS["share" if (kind, name) == ("shares", "before") else name](value, lift)


def _share(value: Any, lift: float) -> Problem | bool:
    if not 0 <= _plain(value) <= 1:
        return _problem("before", value, "a share from 0 to 1", "Write 31 % as 0.31.")
    fine = not math.isfinite(lift) or -1e-12 <= value + lift <= 1 + 1e-12
    allowed = f"from {-value:g} to {1 - value:g}"
    return fine or _problem("lift", lift, allowed, "A share cannot leave 0 to 1.")


def _points(value: Any, lift: float) -> Problem | bool:
    counts = np.asarray([_plain(one) for one in value] if _several(value) else [], dtype=float)
    if len(counts) < 2 or not (counts >= 0).all() or not 0 < counts.sum() < math.inf:
        allowed = "a count or share for each of two or more points"
        return _problem("before", value, allowed, "Begin with the lowest point.")
    used, mean = np.flatnonzero(counts), float(np.arange(len(counts)) @ portions(counts))
    low, high = float(used[0]) - mean, float(used[-1]) - mean
    allowed, hint = f"between {low:.2f} and {high:.2f}", "Nobody can leave the points in use."
    return not math.isfinite(lift) or low < lift < high or _problem("lift", lift, allowed, hint)


def _spread(value: Any, _: float) -> Problem | bool:
    hint = "On a scale of 1 to 5 it is often about 1."
    fine = 0 < _plain(value) < math.inf
    return fine or _problem("spread", value, "a standard deviation above 0", hint)


def _correlation(value: Any, _: float) -> Problem | bool:
    hint = "0.5 is a middling guess."
    return 0 <= _plain(value) < 1 or _problem("correlation", value, "0 or more, below 1", hint)


_CHECKS: dict[str, Callable[[Any, float], Problem | bool]] = {
    "share": _share,
    "before": _points,
    "spread": _spread,
    "correlation": _correlation,
}


def _several(value: Any) -> bool:
    return isinstance(value, (Sequence, np.ndarray)) and not isinstance(value, str)


def _plain(value: Any) -> float:
    """Return a number as it is, and NaN, which fails every test, for anything else."""
    fine = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    return float(value) if fine else math.nan


def _problem(column: str, value: object, allowed: str, hint: str) -> Problem:
    found = "nothing" if value is None else f"{value}"
    return Problem(file="sample size", column=column, found=found, allowed=allowed, hint=hint)
