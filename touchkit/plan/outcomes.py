"""What a pilot showed: an interval, a verdict, and one sentence in plain words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from touchkit.errors import InputError
from touchkit.model import to_rows
from touchkit.model.saying import count, number
from touchkit.plan.pilots import Design

Verdict = Literal["worked", "worse", "chance", "too few"]

_WHEN = {
    "before and after": ("before", "after"),
    "same people twice": ("before", "after"),
    "split": ("without it", "with it"),
}
_CAUTIONS = {
    "before and after": "Something else may have changed in the same weeks.",
    "same people twice": "Something else may have changed in the same weeks.",
    "split": "",
}
_ENDS = {
    "worked": "; so it worked.",
    "worse": "; so it made things worse.",
    "chance": "; that could be chance.",
    "too few": ", but too few answered to say whether that is more than chance.",
}
_CHANGED = ["n_before", "n_after", "before", "after", "change", "change_low", "change_high"]


@dataclass(frozen=True, kw_only=True)
class PilotResult:
    """What a pilot showed.

    Attributes
    ----------
    n_before, n_after : int
        Answers before and after, or without and with it.
    before, after, change : float
        Shares from 0 to 1 or means on the scale, and after − before; NaN where too few answered to
        be shown.
    low, high : float
        The ends of the change's interval; NaN where too few answered for one.
    verdict : {"worked", "worse", "chance", "too few"}
        What may be concluded.
    sentence : str
        The result, said aloud.
    caution : str
        What the design cannot rule out; blank for a split.
    """

    n_before: int
    n_after: int
    before: float
    after: float
    change: float
    low: float
    high: float
    verdict: Verdict
    sentence: str
    caution: str


def pilot_result(
    changed: pd.DataFrame,
    *,
    unit: Literal["share", "points"],
    design: Design = "before and after",
    better: Literal["higher", "lower"] = "higher",
    hoped: float | None = None,
) -> PilotResult:
    """Return what a pilot showed, in one sentence.

    Parameters
    ----------
    changed : pandas.DataFrame
        One row, as `touchkit.measure.change` gives it; no row where nobody answered on one side.
    unit : {"share", "points"}
        Whether the numbers are shares from 0 to 1, or means on a scale.
    design : {"before and after", "same people twice", "split"}
        What was held against what.
    better : {"higher", "lower"}
        Which way is good: fewer leavers is lower.
    hoped : float, optional
        The change hoped for, signed, in the unit; said where the whole interval falls short of it.

    Returns
    -------
    PilotResult
        It worked where the interval lies wholly on the good side of no change; it is worse where it
        lies on the other; else that could be chance. Without an interval, too few answered.

    Raises
    ------
    InputError
        If there is more than one row or a column is not there.
    """
    lacking = [name for name in _CHANGED if name not in changed]
    if lacking or len(changed) > 1:
        found = f"no {', '.join(lacking)}" if lacking else f"{len(changed)} rows"
        raise InputError(f"A pilot's result is one row of touchkit.measure.change; found {found}.")
    rows = to_rows(changed[_CHANGED])
    row = dict.fromkeys(_CHANGED, math.nan) | {"n_before": 0, "n_after": 0} | (rows or [{}])[0]
    verdict = _verdict(row, better)
    return PilotResult(
        n_before=int(row["n_before"]), n_after=int(row["n_after"]), before=row["before"],
        after=row["after"], change=row["change"], low=row["change_low"], high=row["change_high"],
        verdict=verdict, sentence=_sentence(row, unit, _WHEN[design], verdict, hoped),
        caution="" if verdict == "too few" else _CAUTIONS[design],
    )  # fmt: skip


def _verdict(row: Mapping[str, Any], better: str) -> Verdict:
    low, high = row["change_low"], row["change_high"]
    if math.isnan(low):
        return "too few"
    if better == "lower":
        low, high = -high, -low
    return "worked" if low > 0 else "worse" if high < 0 else "chance"


def _sentence(
    row: Mapping[str, Any], unit: str, when: tuple[str, str], verdict: Verdict,
    hoped: float | None,
) -> str:  # fmt: skip
    if math.isnan(row["change"]):
        few = [words for words, name in zip(when, ("before", "after"), strict=True)
               if math.isnan(row[name])]  # fmt: skip
        return f"Too few answered {' and '.join(few)} to show anything."
    sides = [_side(row, name, unit, words)
             for words, name in zip(when, ("before", "after"), strict=True)]  # fmt: skip
    said = f"{', '.join(sides)}: {_size(row['change'], unit)}"
    if verdict != "too few":
        said += _between(row["change_low"], row["change_high"], unit)
    end = _ENDS[verdict]
    if verdict == "worked" and hoped is not None and _short(row, hoped):
        end = f"; so it worked, though by less than the {_plain(hoped, unit)} hoped for."
    return said + end


def _side(row: Mapping[str, Any], name: str, unit: str, when: str) -> str:
    n = int(row[f"n_{name}"])
    if unit == "share":
        return f"{round(row[name] * n):,} of {n:,} {when}"
    return f"{number(row[name])} {when} ({count(n, 'answer')})"


def _size(change: float, unit: str) -> str:
    text = _plain(change, unit)
    if float(text.replace(",", "")) == 0:
        return "no change to speak of"
    return f"{text} {_points(text, unit)}{'more' if change > 0 else 'fewer' if unit == 'share' else 'less'}"


def _between(low: float, high: float, unit: str) -> str:
    less = "fewer" if unit == "share" else "less"
    if low < 0 < high:
        return f", between {_plain(low, unit)} {less} and {_plain(high, unit)} more"
    ends = sorted((low, high), key=abs)
    return f", between {_plain(ends[0], unit)} and {_plain(ends[1], unit)}"


def _plain(value: float, unit: str) -> str:
    """Return a difference without its sign, so exact that it does not read as none."""
    size = abs(value) * (100 if unit == "share" else 1)
    usual = 0 if unit == "share" else 1
    for decimals in (usual, usual + 1):
        if float(number(size, decimals)):
            return number(size, decimals)
    return number(size, usual)


def _points(text: str, unit: str) -> str:
    return "" if unit != "share" else "point " if text == "1" else "points "


def _short(row: Mapping[str, Any], hoped: float) -> bool:
    return bool(max(abs(row["change_low"]), abs(row["change_high"])) < abs(hoped))
