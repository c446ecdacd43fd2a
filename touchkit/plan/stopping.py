"""What could be stopped because more is given there than anybody desires, and what that would fund."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.model.saying import called, listing, money, number, share
from touchkit.plan.choices import Choice


def overkill(
    choice: Choice, touchpoints: pd.DataFrame, gaps: pd.DataFrame, *,
    currency: str = "EUR", names: Mapping[str, str] | None = None,
) -> pd.DataFrame:  # fmt: skip
    r"""Say what could be stopped or done with less, and what a year of its money would fund.

    Parameters
    ----------
    choice : Choice
        The plan as it is.
    touchpoints : pandas.DataFrame
        With id and cost_now (money a year); if there, name and verdict.
    gaps : pandas.DataFrame
        As in `choose`.
    currency, names
        As in `choose`.

    Returns
    -------
    pandas.DataFrame
        One row for each touchpoint that costs something today and whose verdict is stop, or where
        more is received than desired (gap above 0) unless the room decided to keep, mend or delight
        there; the dearest first; RangeIndex.

        - touchpoint: its id
        - cost_now: money a year
        - why: stop, or the points beyond what is desired
        - funds: ids of the ideas that would come in were that money added to the budget, ``;`` between
        - share: what the plan would then close, of all that is missing
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column is not there.

    Examples
    --------
    >>> from touchkit.plan import choose
    >>> gaps = pd.DataFrame({"touchpoint": ["invoice", "leaves"], "gap": [-2.0, 0.5]})
    >>> ideas = pd.DataFrame({"id": ["plain"], "touchpoint": "invoice", "lift": [1], "cost": [900]})
    >>> there = pd.DataFrame({"id": ["invoice", "leaves"], "cost_now": [50, 1000]})
    >>> found = overkill(choose(ideas, gaps, budget=0), there, gaps)
    >>> print(found["sentence"].item().replace("\N{NO-BREAK SPACE}", " "))
    leaves: 0.5 points more than anybody asks for, at EUR 1,000 a year. That would fund plain: then
    50 % of what is missing is closed instead of 0 %.
    """
    for name in ("id", "cost_now"):
        if name not in touchpoints:
            raise InputError(f"The touchpoints lack the column {name}.")
    known = pd.to_numeric(gaps["gap"], errors="coerce").to_numpy(float, na_value=np.nan)
    gap = dict(zip(gaps["touchpoint"], known, strict=True))
    spoken = dict(names or {})
    rows = []
    for row in touchpoints.to_dict("records"):
        cost, verdict = row["cost_now"], row.get("verdict")
        verdict = verdict if isinstance(verdict, str) else ""
        above = float(gap.get(row["id"], np.nan))
        if not (pd.notna(cost) and cost > 0):
            continue
        if verdict == "stop" or (above > 0 and not verdict):
            why = "it is to stop" if verdict == "stop" else ""
            why = why or f"{number(above)} points more than anybody asks for"
            where = called(spoken, row["id"])
            if where == row["id"] and isinstance(row.get("name"), str):
                where = row["name"]
            rows.append(
                {"touchpoint": row["id"], "cost_now": float(cost), "why": why, "called": where}
            )
    rows.sort(key=lambda row: -row["cost_now"])
    rows = [row | _funded(choice, row, currency) for row in rows]
    columns = ["touchpoint", "cost_now", "why", "funds", "share", "sentence"]
    kinds = dict.fromkeys(columns, "str") | {"cost_now": "float64", "share": "float64"}
    return pd.DataFrame(rows, columns=columns).astype(kinds)


def _funded(choice: Choice, row: dict[str, object], currency: str) -> dict[str, object]:
    more = float(row["cost_now"])  # type: ignore[arg-type] # a number: made above
    then = choice.frontier([choice.budget + more])
    part = float(then["share"].iloc[0])
    new = [one for one in then["chosen"].iloc[0].split(";") if one and one not in choice.chosen]
    what = "It would fund nothing more that closes a gap."
    if new:
        titles = listing([choice.title(one) for one in new])
        shares = f"{share(part)} of what is missing is closed instead of {share(choice.share)}"
        what = f"That would fund {titles}: then {shares}."
    start = f"{row['called']}: {row['why']}, at {money(more, currency)} a year."
    return {"funds": ";".join(new), "share": part, "sentence": f"{start} {what}"}
