"""What to keep in mind before the gaps are read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import need_columns
from touchkit.measure.saying import called, count, listing, plural

NEAR_TOP = 0.1
"""A desired score counts as at the ceiling within this part of the scale from its top."""

SAME_ORDER = 0.9
"""From this rank correlation on two orders are nearly the same."""

_NEEDED = [
    "touchpoint", "received", "received_from", "received_low", "n_received",
    "desired", "minimum", "gap",
]  # fmt: skip
_COLUMNS = ["caution", "touchpoints", "share", "sentence"]


def cautions(
    gaps: pd.DataFrame,
    *,
    scale: tuple[float, float],
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Say what the gaps cannot tell, and what to do about it.

    The frame is left as it is.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `gaps` returns it by touchpoint.
    scale : (float, float)
        The lowest and the highest desired score that can be given.
    names : mapping of str to str, optional
        What the sentences call a touchpoint, by its id.
    customer_word : str
        What the sentences call a customer.

    Returns
    -------
    pandas.DataFrame
        One row for each caution that applies, in this order; RangeIndex. No row: nothing to warn of.

        - caution: one of

          - "desired at the ceiling": at half of three or more touchpoints desired lies in the
            top tenth of the scale
          - "order repeats received": at three or more touchpoints gap and received have a rank
            correlation of 0.9 or more (one group's received only, customers' where there are any)
          - "desired below minimum"
          - "team's guess only": received is what the team believes
          - "few answers": fewer than 15 customers or outsiders, so there is no interval
          - "answers hidden": too few to be shown

        - touchpoints: where, ids joined by ``;``
        - share: their part of the touchpoints it could apply to, 0 to 1; of the repeated order
          the part of the pairs of touchpoints that stand in the same order in both
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column is not there, or the scale is not two numbers, the lower first.

    Examples
    --------
    >>> gaps = pd.DataFrame(
    ...     {"touchpoint": ["desk"], "received": [3.0], "received_from": ["team"],
    ...      "received_low": [float("nan")], "n_received": [8], "desired": [4.0],
    ...      "minimum": [3.0], "gap": [-1.0]}
    ... )
    >>> print(cautions(gaps, scale=(1, 5))["sentence"].item())
    At desk received is the team’s own guess: it shows where to ask customers, and proves nothing.
    """  # fmt: skip
    need_columns(gaps, _NEEDED, "gaps")
    low, high = scale
    if not low < high:
        raise InputError(f"The scale runs from {low} to {high}. Give the lower end first: (1, 5).")
    found = [
        _ceiling(gaps, low, high),
        _repeated(gaps),
        _below_minimum(gaps, names),
        *_whose(gaps, names, customer_word),
        _hidden(gaps, names),
    ]
    rows = [row for row in found if row is not None]
    frame = pd.DataFrame(rows, columns=pd.Index(_COLUMNS, dtype="str"))
    kinds = dict.fromkeys(("caution", "touchpoints", "sentence"), "str")
    return frame.astype(kinds | {"share": "float64"})


_Row = tuple[str, str, float, str]


def _row(caution: str, rows: pd.DataFrame, part: float, sentence: str) -> _Row:
    return caution, ";".join(map(str, rows["touchpoint"])), part, sentence


def _named(rows: pd.DataFrame, names: Mapping[str, str] | None) -> str:
    return listing([called(names, one) for one in rows["touchpoint"]])


def _ceiling(gaps: pd.DataFrame, low: float, high: float) -> _Row | None:
    rows = gaps[gaps["desired"].notna()]
    top = rows[rows["desired"] >= high - NEAR_TOP * (high - low) - 1e-9]
    if len(rows) < 3 or len(top) < len(rows) / 2:
        return None
    said = (
        f"Desired stands at or near the top of the scale for {len(top)} of {len(rows)} "
        "touchpoints, and so hardly tells them apart. Ask again and let everybody raise at most a "
        "third to the top, or compare the touchpoints within each person’s own marks."
    )
    return _row("desired at the ceiling", top, len(top) / len(rows), said)


def _repeated(gaps: pd.DataFrame) -> _Row | None:
    groups = set(gaps.loc[gaps["gap"].notna(), "received_from"])
    lead = next((one for one in ("customer", "team", "outsider") if one in groups), None)
    rows = gaps[gaps["gap"].notna() & (gaps["received_from"] == lead)]
    # Where all are equal there is no order that could be repeated.
    if len(rows) < 3 or rows["gap"].nunique() < 2 or rows["received"].nunique() < 2:
        return None
    if rows[["gap", "received"]].rank().corr().loc["gap", "received"] < SAME_ORDER:
        return None
    said = (
        "The order of the gaps nearly repeats the order of what was received: desired adds "
        "little to it. Ranking within each person, or asking what matters most, would tell more."
    )
    return _row("order repeats received", rows, _same_pairs(rows), said)


def _same_pairs(rows: pd.DataFrame) -> float:
    first, second = np.triu_indices(len(rows), 1)
    signs = [
        np.sign((rows[name].to_numpy()[first] - rows[name].to_numpy()[second]).round(9))
        for name in ("gap", "received")
    ]
    return float((signs[0] == signs[1]).mean())


def _below_minimum(gaps: pd.DataFrame, names: Mapping[str, str] | None) -> _Row | None:
    both = gaps[gaps["desired"].notna() & gaps["minimum"].notna()]
    under = both[both["desired"] < both["minimum"] - 1e-9]
    if under.empty:
        return None
    said = f"At {_named(under, names)} desired lies below the minimum: ask what was meant."
    return _row("desired below minimum", under, len(under) / len(both), said)


def _whose(
    gaps: pd.DataFrame, names: Mapping[str, str] | None, customer_word: str
) -> list[_Row | None]:
    known = gaps[gaps["received"].notna()]
    guess = known["received_from"] == "team"
    few = ~guess & known["received_low"].isna()
    customers = plural(customer_word)
    found: list[_Row | None] = []
    if guess.any():
        said = (
            f"At {_named(known[guess], names)} received is the team’s own guess: it shows where to "
            f"ask {customers}, and proves nothing."
        )
        found.append(_row("team's guess only", known[guess], float(guess.mean()), said))
    if few.any():
        said = (
            f"At {_named(known[few], names)} too few people answered for an interval "
            f"({_answers(known.loc[few, 'n_received'])}): read these as hints."
        )
        part = float(few.sum() / (~guess).sum())
        found.append(_row("few answers", known[few], part, said))
    return found


def _answers(n: pd.Series) -> str:
    least, most = int(n.min()), int(n.max())
    return count(most, "answer") if least == most else f"{least} to {count(most, 'answer')}"


def _hidden(gaps: pd.DataFrame, names: Mapping[str, str] | None) -> _Row | None:
    answered = gaps[gaps["n_received"] > 0]
    hidden = answered[answered["received"].isna()]
    if hidden.empty:
        return None
    said = f"At {_named(hidden, names)} too few people answered for their scores to be shown."
    return _row("answers hidden", hidden, len(hidden) / len(answered), said)
