"""What a business case rests on: which inputs there are, and whether they can be right."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.model.saying import missing
from touchkit.model.text import did_you_mean, is_blank, listed


@dataclass(frozen=True, kw_only=True)
class Input:
    """An input of the business case.

    Attributes
    ----------
    says : str
        What it is, as it stands in a sentence.
    unit : {"people", "share", "money"}
        What it is counted in; a share is 1 at most.
    good : bool
        Whether more of it makes the case better.
    usual : float or None
        What holds where nobody gave it; None: it has to be given.
    """

    says: str
    unit: Literal["people", "share", "money"]
    good: bool = True
    usual: float | None = None

    @property
    def most(self) -> float:
        """The greatest it can be."""
        return 1.0 if self.unit == "share" else math.inf


INPUTS = {
    "customers": Input(says="how many customers it reaches", unit="people"),
    "leavers": Input(says="how many of them leave today", unit="share"),
    "lift": Input(says="how many leavers would stay", unit="share"),
    "revenue": Input(says="what a customer brings in a year", unit="money"),
    "margin": Input(says="how much of that is earned", unit="share", usual=1.0),
    "cost": Input(says="what it costs once", unit="money", good=False),
    "cost_yearly": Input(says="what it costs a year", unit="money", good=False, usual=0.0),
}
"""Every input by name, in the order of the case."""

_COLUMNS = ["input", "low", "mid", "high", "source"]


def checked(inputs: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return the inputs in order, those nobody gave filled in.

    Parameters
    ----------
    inputs, years
        As in `touchkit.plan.business_case`.

    Returns
    -------
    pandas.DataFrame
        A row an input: input, low, mid, high, source, says, unit, assumed (whether nobody gave
        it).

    Raises
    ------
    InputError
        With a problem for each fault.
    """
    lacking = [name for name in _COLUMNS if name not in inputs]
    if lacking:
        found = listed(map(str, inputs.columns))
        raise InputError(f"The inputs have no column {listed(lacking)}; there are: {found}.")
    given = inputs[_COLUMNS].reset_index(drop=True).astype("object")
    rows = given.to_dict("records")
    wrong = [problem for place, row in enumerate(rows) for problem in _faults(place, row, rows)]
    names = {row["input"] for row in rows}
    for name, one in INPUTS.items():
        if one.usual is None and name not in names:
            hint = "Give it a row with low, mid, high and source."
            wrong.append(_problem(None, "input", f"no {name}", one.says, hint))
    if type(years) is not int or years < 1:
        wrong.append(_problem(None, "years", f"{years}", "1 or more", "Three at most are usual."))
    if wrong:
        raise InputError("The business case cannot be worked out.", wrong)
    return _filled({row["input"]: row for row in rows})


def _filled(rows: dict[str, dict[str, object]]) -> pd.DataFrame:
    made = []
    for name, one in INPUTS.items():
        usual = {"low": one.usual, "mid": one.usual, "high": one.usual, "source": ""}
        row = rows.get(name, usual)
        made.append(
            {"input": name}
            | row
            | {"says": one.says, "unit": one.unit, "assumed": name not in rows}
        )
    frame = pd.DataFrame(made)
    kinds = dict.fromkeys(("input", "source", "says", "unit"), "str")
    return frame.astype(kinds | dict.fromkeys(("low", "mid", "high"), "float64"))


def _faults(place: int, row: dict[str, object], rows: list[dict[str, object]]) -> list[Problem]:
    name = row["input"]
    if not isinstance(name, str) or name not in INPUTS:
        hint = did_you_mean(str(name), INPUTS, f"There are: {', '.join(INPUTS)}.")
        return [_problem(place, "input", f"{name!r}", "an input of the case", hint)]
    wrong = []
    if any(other["input"] == name for other in rows[:place]):
        wrong.append(_problem(place, "input", f"{name} again", "each once", "Keep one row."))
    if missing(row["source"]) or is_blank(row["source"]):
        hint = "Say who counted or guessed it."
        wrong.append(_problem(place, "source", f"nothing for {name}", "where it comes from", hint))
    numbers = {end: _number(row[end]) for end in ("low", "mid", "high")}
    most = INPUTS[name].most
    allowed = "a number from 0 to 1" if most == 1 else "a number, 0 or more"
    off = [end for end, value in numbers.items() if not 0 <= value <= most or math.isinf(value)]
    wrong += [
        _problem(place, end, f"{_shown(row[end])} for {name}", allowed, _hint(most)) for end in off
    ]
    if not off and not numbers["low"] <= numbers["mid"] <= numbers["high"]:
        found = ", ".join(f"{value:g}" for value in numbers.values())
        hint = "The mid is the likeliest, low and high its ends."
        wrong.append(_problem(place, "mid", f"{found} for {name}", "low ≤ mid ≤ high", hint))
    return wrong


def _hint(most: float) -> str:
    return "Write 31 % as 0.31." if most == 1 else "Write a plain number such as 2100."


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)):
        return math.nan
    return float(value)


def _shown(value: object) -> str:
    number = _number(value)
    return (
        f"{number:g}" if not math.isnan(number) else value if isinstance(value, str) else "nothing"
    )


def _problem(place: int | None, column: str, found: str, allowed: str, hint: str) -> Problem:
    row = None if place is None else place + 1
    return Problem(
        file="business case", row=row, column=column, found=found, allowed=allowed, hint=hint
    )
