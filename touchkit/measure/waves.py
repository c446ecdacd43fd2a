"""Change between two waves of a survey, and what of it is more than noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.rows import counted_rows
from touchkit.measure.saying import called, missing, number, plural
from touchkit.measure.zone import gaps
from touchkit.model.text import listed

_FROM_GAPS = {
    "touchpoint": "touchpoint",
    "n_desired": "n_before",
    "n_received": "n_after",
    "desired": "before",
    "received": "after",
    "gap": "change",
    "gap_low": "change_low",
    "gap_high": "change_high",
}


def change(
    scores: pd.DataFrame,
    *,
    before: int | None = None,
    after: int | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
    scale: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Say what changed for customers between two waves, and whether it is more than noise.

    Only what customers say they got counts: the team's own marks never prove a gap closed. Who
    answered in both waves counts as a pair. The frame is left as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.measure.gaps`, with touchpoint and wave.
    before, after : int, optional
        The waves to compare. Left out: the last two in which customers were asked.
    level, draws, seed, smallest_group, names, customer_word, scale
        As in `touchkit.measure.gaps`.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint customers scored in either wave, sorted; RangeIndex; empty where there
        is one wave only.

        - touchpoint, wave_before, wave_after
        - n_before, n_after: answers
        - before, after: mean received, on the scale asked; higher is better
        - change, change_low, change_high: after − before in points of the scale; positive is better
        - closed: "yes" where the interval lies wholly above 0: customers get more than before
          beyond noise, and the gap to a target that has not moved is narrower; "no"; "too few
          answers" where there is no interval
        - by_chance: how many of the touchpoints compared would look changed, for better or worse,
          if nothing had changed at all: (1 − level) of them
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column or a wave is not there, or after is not later than before.

    Notes
    -----
    The interval is that of `touchkit.measure.gaps` with the later wave as received and the earlier
    one as desired: the Bayesian bootstrap over respondents (Rubin 1981, *Annals of Statistics* 9,
    130–134).

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "group": "customer",
    ...         "touchpoint": "invoice",
    ...         "measure": "received",
    ...         "wave": [1, 1, 2, 2],
    ...         "score": [2, 3, 4, 4],
    ...     }
    ... )
    >>> print(change(scores)["sentence"].item())
    At invoice customers gave 2.5 before and 4.0 now, 1.5 more, but too few answered to tell
    whether that is more than noise.
    """
    asked = counted_rows(scores, group="customer", measure="received", by=("touchpoint", "wave"))
    waves = _waves(asked, before, after)
    pair = asked if waves is None else asked[asked["wave"].isin(waves)]
    first, last = waves or (0, 0)
    # As a gap: the later wave is what was received, the earlier one what it is held against.
    measure = pair["wave"].map({first: "desired", last: "received"}).astype("str")
    options: dict[str, Any] = {"received_from": "customer", "desired_from": "customer"}
    found = gaps(
        pair.assign(measure=measure).iloc[: None if waves else 0], level=level, draws=draws,
        seed=seed, smallest_group=smallest_group, names=names, scale=scale, **options,
    )  # fmt: skip
    result = found[list(_FROM_GAPS)].rename(columns=_FROM_GAPS)
    result.insert(1, "wave_before", first)
    result.insert(2, "wave_after", last)
    known = result["change_low"].notna()
    result["closed"] = known.map({True: "no", False: "too few answers"}).astype("str")
    result.loc[result["change_low"] > 0, "closed"] = "yes"
    result["by_chance"] = (1 - level) * float(known.sum())
    known_as = [
        "an unnamed touchpoint" if missing(name) else called(names, name)
        for name in result["touchpoint"]
    ]
    said = result.assign(touchpoint=known_as)
    rows = said.to_dict("records")
    result["sentence"] = pd.Series(
        [_sentence(row, plural(customer_word)) for row in rows], dtype="str"
    )
    return result


def _waves(asked: pd.DataFrame, before: int | None, after: int | None) -> tuple[int, int] | None:
    """Return the two waves compared; None where there are not two."""
    there = sorted(int(wave) for wave in asked["wave"].unique())
    for wave in (before, after):
        if wave is not None and wave not in there:
            said = f"there are {listed(map(str, there))}" if there else "they were never asked"
            raise InputError(f"Customers were not asked in wave {wave}; {said}.")
    last = after if after is not None else (there[-1] if there else None)
    earlier = [wave for wave in there if last is not None and wave < last]
    first = before if before is not None else (earlier[-1] if earlier else None)
    if first is None or last is None:
        return None
    if first >= last:
        raise InputError(f"Wave {last} is not later than wave {first}. Give before, then after.")
    return first, last


def _sentence(row: Mapping[str, Any], customers: str) -> str:
    at = f"At {row['touchpoint']} "
    for name, when in (("after", "now"), ("before", "before")):
        if missing(row[name]):
            few, none = (
                f"too few {customers} answered {when} to be shown",
                f"{customers} were not asked {when}",
            )
            return f"{at}{few if row[f'n_{name}'] else none}, so no change can be stated."
    low, high, change = row["change_low"], row["change_high"], round(row["change"], 1)
    said = f"{at}{customers} gave {number(row['before'])} before and {number(row['after'])} now"
    size = (
        f"{number(abs(change))} {'more' if change > 0 else 'less'}"
        if change
        else "no change to speak of"
    )
    if row["closed"] == "too few answers":
        return f"{said}, {size}, but too few answered to tell whether that is more than noise."
    if low <= 0 <= high:
        return f"{said}: {size}, no more than noise explains."
    ends, way = sorted((abs(low), abs(high))), "better" if low > 0 else "worse"
    return f"{said}: {number(ends[0])} to {number(ends[1])} {way}, which is more than noise."
