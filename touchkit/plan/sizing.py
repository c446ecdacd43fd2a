"""Guesses as plain numbers: S, M and L by the client's sizes, a blank range as half to one and a half."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.model.client import Sizes

_MEANT = {
    "lift": "lift", "lift_low": "lift", "lift_high": "lift",
    "cost": "money", "cost_yearly": "money", "effort_days": "days",
}  # fmt: skip
_WIDE = 0.5
"""What a blank range means: so much more or less."""


def sized(
    ideas: pd.DataFrame, sizes: Sizes | Mapping[str, Mapping[str, float]] | None = None
) -> pd.DataFrame:
    """Return the ideas with plain numbers where S, M, L or text stood. The frame given is left as it is.

    Parameters
    ----------
    ideas : pandas.DataFrame
        As in `touchkit.model`. Of lift, lift_low, lift_high, cost, cost_yearly and effort_days
        those that are there are read.
    sizes : Sizes or mapping, optional
        What S, M and L mean for this client (`client.sizes`), or the same as
        ``{"lift": {"S": 0.3, ...}, "money": {...}, "days": {...}}``; what is left out has the
        usual sizes.

    Returns
    -------
    pandas.DataFrame
        The same rows and columns, these as float64, NaN where nothing was guessed. Where there is
        a lift, lift_low and lift_high are there too; a blank one lies half the lift away.

    Raises
    ------
    InputError
        If a cell is neither S, M, L nor a number; with each row.

    Examples
    --------
    >>> ideas = pd.DataFrame({"id": ["card"], "lift": ["M"], "lift_high": ["1"], "cost": ["S"]})
    >>> sized(ideas).to_dict("records")
    [{'id': 'card', 'lift': 0.7, 'lift_high': 1.0, 'cost': 500.0, 'lift_low': 0.35}]
    """
    meant = sizes if isinstance(sizes, Sizes) else Sizes.model_validate(dict(sizes or {}))
    result, problems = ideas.copy(), list[Problem]()
    for name in [name for name in _MEANT if name in ideas]:
        guess = getattr(meant, _MEANT[name]).model_dump()
        result[name] = _plain(ideas[name], guess, problems)
    if problems:
        raise InputError("The ideas' guesses cannot be read.", problems)
    if "lift" in result:
        low, high = ranges(result)
        result["lift_low"], result["lift_high"] = low, high
    return result


def ranges(ideas: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the greatest lift of each idea, a blank one half the lift away.

    Parameters
    ----------
    ideas : pandas.DataFrame
        With lift, and lift_low and lift_high where there are any, as numbers.
    """
    lift = _floats(ideas["lift"])
    ends = []
    for name, side in (("lift_low", -1), ("lift_high", 1)):
        given = _floats(ideas[name]) if name in ideas else np.full(len(lift), np.nan)
        ends.append(np.where(np.isnan(given), lift + side * _WIDE * np.abs(lift), given))
    return ends[0], ends[1]


def _floats(values: pd.Series) -> np.ndarray:
    return np.asarray(pd.to_numeric(values, errors="coerce").to_numpy(float, na_value=np.nan))


def _plain(values: pd.Series, guess: Mapping[str, float], problems: list[Problem]) -> pd.Series:
    words = values.map(lambda cell: cell.strip().upper() if isinstance(cell, str) else cell)
    blank = (words.isna() | (words == "")).to_numpy(dtype=bool)
    numbers = pd.to_numeric(words.map(lambda word: _said(word, guess)), errors="coerce")
    found = numbers.astype("float64")
    problems += [
        Problem(
            file="ideas", row=int(place) + 2, column=str(values.name), found=str(values.iloc[place]),
            allowed="S, M, L or a number", hint="Write S, M or L, or a plain number such as 0.5.",
        )
        for place in np.flatnonzero(found.isna().to_numpy() & ~blank)
    ]  # fmt: skip
    return found


def _said(word: Any, guess: Mapping[str, float]) -> Any:
    return guess.get(word, word) if isinstance(word, str) else word
