"""The answers of a pilot, counted or one by one, as scores that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem

Counted = tuple[int, int]
"""How many of how many: (12, 40)."""


def pilot_answers(
    before: Counted | Sequence[float] | pd.Series,
    after: Counted | Sequence[float] | pd.Series,
    *,
    same_people: bool = False,
) -> pd.DataFrame:
    """Return a pilot's answers as the scores `touchkit.measure.change` compares.

    Parameters
    ----------
    before, after : (int, int) or sequence of float
        A tuple says how many of how many: (12, 40). Anything else is one answer an entry, yes as 1
        and no as 0; missing ones are left out.
    same_people : bool
        Whether the first answer before is that of whoever gave the first one after, and so on.

    Returns
    -------
    pandas.DataFrame
        Rows of the table scores: respondent where the same people answered, group (customer),
        touchpoint (pilot), measure (received), score, n, wave (1 before, 2 after).

    Raises
    ------
    InputError
        If a count or an answer makes no sense, or the same people are not as many.

    Examples
    --------
    >>> from touchkit.measure import change
    >>> from touchkit.plan import pilot_result
    >>> answers = pilot_answers((12, 40), (22, 38))
    >>> found = change(answers, scale=(0, 1), smallest_group=1)
    >>> print(pilot_result(found, unit="share").sentence)
    12 of 40 before, 22 of 38 after: 28 points more, between 6 and 47; so it worked.
    """
    sides = {"before": before, "after": after}
    wrong = [problem for name, side in sides.items() for problem in _faults(name, side)]
    if same_people and not wrong:
        wrong = _unpaired(before, after)
    if wrong:
        raise InputError("The pilot's answers cannot be read.", wrong)
    parts = [_rows(side, wave, same_people) for wave, side in enumerate(sides.values(), 1)]
    rows = pd.concat(parts, ignore_index=True)
    return rows[rows["score"].notna() & (rows["n"] > 0)].reset_index(drop=True)


def _is_counted(side: Any) -> bool:
    return isinstance(side, tuple) and len(side) == 2


def _rows(side: Any, wave: int, same_people: bool) -> pd.DataFrame:  # noqa: FBT001 # by position
    if _is_counted(side):
        scores, n = [1.0, 0.0], [int(side[0]), int(side[1] - side[0])]
    else:
        scores = list(pd.to_numeric(pd.Series(side), errors="coerce").astype(float))
        n = [1] * len(scores)
    who = [f"p{place}" if same_people else None for place in range(len(scores))]
    return pd.DataFrame(
        {
            "respondent": pd.Series(who, dtype="str"),
            "group": "customer", "touchpoint": "pilot", "measure": "received",
            "score": pd.Series(scores, dtype="float64"), "n": pd.Series(n, dtype="int64"),
            "wave": wave,
        }
    )  # fmt: skip


def _faults(name: str, side: Any) -> list[Problem]:
    if _is_counted(side):
        fine = all(isinstance(part, (int, np.integer)) for part in side) and 0 <= side[0] <= side[1]
        allowed, hint = "how many of how many", "Write 12 of 40 as (12, 40)."
        return [] if fine else [_problem(name, f"{side}", allowed, hint)]
    given = pd.Series(list(side), dtype="object")
    plain = pd.to_numeric(given, errors="coerce")
    bad = given.notna() & ~np.isfinite(plain.astype(float))
    return [
        Problem(file=f"pilot, {name}", row=int(place) + 1, found=f"{given[place]}",
                allowed="a number, or nothing", hint="Write yes as 1 and no as 0.")
        for place in given.index[bad]
    ]  # fmt: skip


def _unpaired(before: Any, after: Any) -> list[Problem]:
    if _is_counted(before) or _is_counted(after):
        hint = "Give each person's answer, yes as 1 and no as 0."
        return [_problem("same_people", "counts", "an answer a person", hint)]
    if len(before) != len(after):
        found = f"{len(before)} before and {len(after)} after"
        hint = "Leave a gap (None) where somebody answered once only."
        return [_problem("same_people", found, "as many before as after", hint)]
    return []


def _problem(column: str, found: str, allowed: str, hint: str) -> Problem:
    return Problem(file="pilot", column=column, found=found, allowed=allowed, hint=hint)
