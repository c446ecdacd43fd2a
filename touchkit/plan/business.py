"""The business case: what keeping customers is worth, as a range, and what that hangs on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from touchkit.model.saying import money, number
from touchkit.plan.inputs import INPUTS, checked
from touchkit.plan.wording import MONTHS_MOST, payback

_PLACES = ("low", "mid", "high")
_OTHER_WAY = {"low": "high", "mid": "mid", "high": "low"}
_LINES = ("kept", "gain", "cost_first_year", "net", "payback_months")


@dataclass(frozen=True, kw_only=True)
class BusinessCase:
    """What an enhancement may bring in, never as a single number.

    Attributes
    ----------
    years : int
        How many years are looked at.
    currency : str
        Of all money.
    hangs_on : str
        The input the net depends on most.
    sentence : str
        The case, said aloud.
    """

    years: int
    currency: str
    hangs_on: str
    sentence: str
    _inputs: pd.DataFrame
    _range: pd.DataFrame
    _tornado: pd.DataFrame

    @property
    def inputs(self) -> pd.DataFrame:
        """What it rests on: input, low, mid, high, source, says (what the input is), unit."""
        return self._inputs.copy()

    @property
    def range(self) -> pd.DataFrame:
        """The case from its cautious to its hopeful end.

        A row a line, in this order; columns line, low, mid, high. In low every input stands at the
        end that is worse for the case, in high at the better one, costs included.

        - kept: customers a year who would else have left
        - gain: money a year
        - cost_first_year: money, once and yearly
        - net: money over all years, gain less cost
        - payback_months: until the gain has paid what was spent once; infinite where it never does
        """
        return self._range.copy()

    @property
    def tornado(self) -> pd.DataFrame:
        """How far each input alone moves the net, all others at their middle; the widest first.

        Columns input, says, unit (people, share, money), source, low, mid, high (its values),
        net_low, net_mid, net_high (the net at these), swing (the distance between the two ends) and
        turns (whether one end loses money and the other does not).
        """
        return self._tornado.copy()


def business_case(inputs: pd.DataFrame, *, years: int = 1, currency: str = "EUR") -> BusinessCase:
    """Return what fewer leavers are worth to the business, and what that hangs on.

    Parameters
    ----------
    inputs : pandas.DataFrame
        A row an input; columns input, low, mid, high (low ≤ mid ≤ high) and source, where the
        number comes from.

        - customers: how many a year meet what is to be enhanced
        - leavers: share of them who leave within a year, 0 to 1
        - lift: share of these leavers who would stay, 0 to 1; an assumption, so say whose
        - revenue: money one of them brings in a year
        - margin: share of revenue that is earned, 0 to 1; without the row all of it, and the
          sentence speaks of revenue
        - cost: money once
        - cost_yearly: money a year; without the row none

    years : int
        How many years to look at; who is kept in one year is counted for that year only.
    currency : str
        As it is to stand before amounts.

    Returns
    -------
    BusinessCase
        With the frames `range`, `tornado` and `inputs`, `hangs_on` and `sentence`.

    Raises
    ------
    InputError
        If an input is missing, unknown, given twice, not in order, off its limits or without a
        source, all of it at once.

    Notes
    -----
    gain = customers × leavers × lift × revenue × margin; net = years × (gain − cost_yearly) −
    cost; payback = 12 × cost / (gain − cost_yearly), beyond 600 months said to be never. The tornado
    changes one input at a time (Howard 1988, *Management Science* 34, 679–695).

    Examples
    --------
    >>> rows = [
    ...     ("customers", 380, 400, 420, "customer list"),
    ...     ("leavers", 0.28, 0.31, 0.34, "leavers 2025"),
    ...     ("lift", 0.1, 0.2, 0.4, "our guess; the pilot will tell"),
    ...     ("revenue", 1800, 2100, 2400, "accounts 2025"),
    ...     ("cost", 2500, 2800, 3600, "offer of the printer"),
    ... ]
    >>> case = business_case(pd.DataFrame(rows, columns=["input", "low", "mid", "high", "source"]))
    >>> case.hangs_on
    'lift'
    >>> print(case.range.set_index("line").loc["net", "mid"])
    49280.0
    """  # fmt: skip
    frame = checked(inputs, years)
    values = {row["input"]: row for row in frame.to_dict("records")}
    ends = {place: _at(values, place) for place in _PLACES}
    lines = {place: _lines(numbers, years) for place, numbers in ends.items()}
    spread = pd.DataFrame(
        {"line": _LINES} | {p: [lines[p][name] for name in _LINES] for p in _PLACES}
    )
    tornado = _tornado(values, years)
    first = tornado.iloc[0]
    return BusinessCase(
        years=years, currency=currency, hangs_on=str(first["input"]),
        sentence=_sentence(lines, first, years=years, currency=currency,
                           revenue=values["margin"]["assumed"]),
        _inputs=frame.drop(columns="assumed"), _range=spread.astype({"line": "str"}),
        _tornado=tornado,
    )  # fmt: skip


def _at(values: Mapping[str, Mapping[str, float]], place: str) -> dict[str, float]:
    """Return every input at the end that makes the case low, mid or high."""
    return {
        name: row[place if INPUTS[name].good else _OTHER_WAY[place]] for name, row in values.items()
    }


def _lines(at: Mapping[str, float], years: int) -> dict[str, float]:
    kept = at["customers"] * at["leavers"] * at["lift"]
    gain = kept * at["revenue"] * at["margin"]
    left = gain - at["cost_yearly"]
    months = 12 * at["cost"] / left if left > 0 else math.inf
    if at["cost"] == 0 and left >= 0:
        months = 0.0
    return {
        "kept": kept, "gain": gain, "cost_first_year": at["cost"] + at["cost_yearly"],
        "net": years * left - at["cost"], "payback_months": months,
    }  # fmt: skip


def _tornado(values: Mapping[str, Mapping[str, float]], years: int) -> pd.DataFrame:
    middle = {name: row["mid"] for name, row in values.items()}
    net = _lines(middle, years)["net"]
    rows = []
    for name, row in values.items():
        if row["assumed"]:
            continue
        low, high = (_lines(middle | {name: row[end]}, years)["net"] for end in ("low", "high"))
        rows.append({
            "input": name, "says": row["says"], "unit": row["unit"], "source": row["source"], "low": row["low"],
            "mid": row["mid"], "high": row["high"], "net_low": low, "net_mid": net,
            "net_high": high, "swing": abs(high - low), "turns": min(low, high) < 0 <= max(low, high),
        })  # fmt: skip
    found = pd.DataFrame(rows).astype(dict.fromkeys(("input", "says", "unit", "source"), "str"))
    return found.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def _sentence(
    lines: Mapping[str, Mapping[str, float]], first: Mapping[str, float | str], *, years: int,
    currency: str, revenue: float,
) -> str:  # fmt: skip
    low, mid, high = (lines[place] for place in _PLACES)
    of = "revenue" if revenue else "earnings"
    over = "in the first year" if years == 1 else f"over {years} years"
    nets = _ends(low["net"], high["net"], currency)
    said = (
        f"{number(low['kept'], 0)} to {number(high['kept'], 0)} customers a year kept, "
        f"{_ends(low['gain'], high['gain'], currency)} of {of} a year; "
        f"{over} {nets} is left, most likely about {money(round(mid['net']), currency)}."
    )
    back = [payback(line["payback_months"]) for line in (high, low)]
    spent = f"What is spent comes back in {back[0]}" if back[0] == back[1] else (
        f"What is spent comes back in {back[0]} at best, {back[1]} at worst"
    )  # fmt: skip
    if high["payback_months"] > MONTHS_MOST:
        spent = "What is spent does not come back even at best"
    end = f"Most of it hangs on {first['says']} ({first['source']})"
    turn = ", which alone decides between gain and loss." if first["turns"] else "."
    return f"{said} {spent}. {end}{turn}"


def _ends(low: float, high: float, currency: str) -> str:
    return f"{money(round(low), currency)} to {money(round(high), currency)}"
