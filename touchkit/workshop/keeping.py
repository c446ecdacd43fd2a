"""How consistently acts are done: the plan counts, the measures say how sure one may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from touchkit.measure import gaps
from touchkit.model.saying import FEW, called, count, share
from touchkit.plan import kept_counts, kept_rows


def consistency(
    roster: pd.DataFrame,
    by: str | Sequence[str] = "act",
    *,
    acts: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how often what was due was done, with intervals. The frames are left as they are.

    Parameters
    ----------
    roster, by, acts, customers
        As in `touchkit.plan.kept_counts`.
    names : mapping of str to str, optional
        What acts, owners and so on are called, by id.
    customer_word : str
        What the business calls a customer.
    level, draws, seed
        As in `touchkit.measure.gaps`, which gives the interval: customers, not times, are drawn,
        since one whom a card reaches each time is one customer.

    Returns
    -------
    pandas.DataFrame
        As `touchkit.plan.kept_counts` returns it, and

        - rate_low, rate_high: the ends of the interval; missing below 15 customers: few must look
          like few
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If there is no such column.

    Examples
    --------
    >>> day = pd.Timestamp("2026-12-14")
    >>> made = pd.DataFrame({"act": "card", "customer": ["k1", "k2"], "due": day,
    ...                      "state": ["done", "missed"], "done_on": [day, pd.NaT]})
    >>> print(consistency(made, names={"card": "Thank-you card"})["sentence"].item())
    Thank-you card: done 1 of 2 times, 50 %; too few customers to say how it goes in general.
    """  # fmt: skip
    by = [by] if isinstance(by, str) else list(by)
    counts = kept_counts(roster, by, acts=acts, customers=customers)
    rows = kept_rows(roster, by, acts=acts, customers=customers)
    found = counts.merge(
        _intervals(rows, counts, by, level=level, draws=draws, seed=seed), on=by, how="left"
    )
    few = found["customers"] < FEW
    found.loc[few, ["rate_low", "rate_high"]] = float("nan")
    said = [_sentence(row, by, names, customer_word) for row in found.to_dict("records")]
    return found.assign(sentence=pd.Series(said, index=found.index, dtype="str"))


def _intervals(
    rows: pd.DataFrame, counts: pd.DataFrame, by: list[str], *, level: float, draws: int, seed: int
) -> pd.DataFrame:
    ends = ["rate_low", "rate_high"]
    if not len(rows):
        return counts[by].assign(**dict.fromkeys(ends, float("nan")))
    group = rows.groupby(by).ngroup()
    scores = pd.DataFrame(
        {"group": "customer", "respondent": rows["customer"], "measure": "received",
         "touchpoint": group.astype("str"), "score": rows["kept"].astype("float64")}
    )  # fmt: skip
    # An act done for a whole audience has no customer: each time stands for itself.
    found = gaps(scores, level=level, draws=draws, seed=seed, smallest_group=1, scale=(0, 1))
    place = found["touchpoint"].astype("int64")
    low, high = (found[f"received_{end}"].set_axis(place) for end in ("low", "high"))
    first = rows[by].assign(place=group).drop_duplicates("place")
    return first.assign(rate_low=first["place"].map(low), rate_high=first["place"].map(high)).drop(
        columns="place"
    )


def _sentence(
    row: Mapping[str, Any], by: list[str], names: Mapping[str, str] | None, customer_word: str
) -> str:
    label = ", ".join(_label(name, row[name], names) for name in by)
    times = f"done {row['kept']:,} of {count(int(row['due']), 'time')}, {share(row['rate'])}"
    if pd.isna(row["rate_low"]):
        word = count(2, customer_word).removeprefix("2 ")
        return f"{label}: {times}; too few {word} to say how it goes in general."
    return f"{label}: {times}, between {share(row['rate_low'])} and {share(row['rate_high'])}."


def _label(column: str, value: str, names: Mapping[str, str] | None) -> str:
    if not value:
        return f"no {column}"
    return f"{column}: {value}" if value in ("yes", "no") else called(names, value)
