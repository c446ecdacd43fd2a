"""Ranking within each person: which touchpoints a person puts below their own others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from touchkit.measure.chosen import Answers
from touchkit.measure.draws import Dice, received_draws
from touchkit.measure.intervals import interval, ranks
from touchkit.measure.rows import counted_rows, least_size
from touchkit.measure.saying import FEW, called, hint, number, plural
from touchkit.measure.scales import Further

_COLUMNS = [
    "touchpoint", "n", "place", "place_low", "place_high", "received", "rank_low", "rank_high",
    "sentence",
]  # fmt: skip


def within_person(
    scores: pd.DataFrame,
    *,
    group: str = "customer",
    measure: str = "received",
    wave: int | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
) -> pd.DataFrame:
    """Rank touchpoints within each person, which takes out who likes everything and who nothing.

    Each person's touchpoints are put in that person's own order, ties sharing a place; places run
    from 0 (their lowest) to 1 (their highest), so that those who scored few touchpoints count as
    much as those who scored many. It is an alternative to the gaps where everybody wants the top
    of the scale. The frame is left as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.measure.gaps`, with respondent and touchpoint. Counted rows say nothing
        about persons and are left out, as is who scored one touchpoint only.
    group : {"customer", "team", "outsider"}
        Whose scores.
    measure : {"received", "desired", "importance"}
        Which scores; higher is better, or more.
    wave, level, draws, seed, smallest_group, names, customer_word
        As in `touchkit.measure.gaps`.

    Returns
    -------
    pandas.DataFrame
        One row a touchpoint, the lowest place first; RangeIndex; empty where no person is named.

        - touchpoint
        - n: people
        - place, place_low, place_high: mean place, 0 to 1; 0.5 where all is alike
        - received: the same people's mean score (of `measure`), on the scale asked
        - rank_low, rank_high: which rank it may well have, 1 being the lowest place
        - sentence: the row, said aloud

        The intervals and ranks are missing for a team, which is not a sample, and for fewer than 15
        people; small groups are hidden altogether.

    Raises
    ------
    InputError
        If a column, a group or a measure is not there.

    Notes
    -----
    Mean ranks within a person are those of Friedman (1937), *Journal of the American Statistical
    Association* 32, 675–701, brought to 0 … 1. Intervals: see `touchkit.measure.gaps`.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "respondent": ["ann", "ann", "ben", "ben"],
    ...         "group": "customer",
    ...         "touchpoint": ["call", "invoice"] * 2,
    ...         "measure": "received",
    ...         "score": [4, 5, 1, 2],
    ...     }
    ... )
    >>> within_person(scores)[["touchpoint", "place", "received"]]
      touchpoint  place  received
    0       call    0.0       2.5
    1    invoice    1.0       3.5
    """
    people = _placed(counted_rows(scores, group=group, measure=measure, wave=wave))
    frame = people.groupby("touchpoint", observed=True).agg(
        n=("respondent", "size"), place=("place", "mean"), received=("score", "mean")
    )
    frame = frame.reset_index().astype({"touchpoint": "str", "n": "int64"})
    frame = frame.assign(
        **dict.fromkeys(("place_low", "place_high", "rank_low", "rank_high"), np.nan)
    )
    if group != "team":
        _add_intervals(frame, people, level, Dice(draws=draws, rng=np.random.default_rng(seed)))
    hidden = frame["n"] < least_size(smallest_group, group)
    numbers = [name for name in frame if name not in ("touchpoint", "n")]
    frame.loc[hidden, numbers] = np.nan
    frame = frame.sort_values(["place", "touchpoint"], ignore_index=True)
    whose = {"team": "the team", "customer": plural(customer_word)}.get(group, "outsiders")
    rows = frame.assign(touchpoint=[called(names, name) for name in frame["touchpoint"]])
    said = [_sentence(row, whose, group) for row in rows.to_dict("records")]
    return frame.assign(sentence=pd.Series(said, dtype="str"))[_COLUMNS]


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return each person's mean score at each touchpoint and its place among their own."""
    rows = rows[rows["respondent"].notna()]
    weight = rows["weight"] * rows["n"]
    sums = rows.assign(score=rows["score"] * weight, weight=weight)
    own = sums.groupby(["respondent", "touchpoint"], observed=True)[["score", "weight"]].sum()
    own = own.assign(score=own["score"] / own["weight"]).reset_index()
    each = own.groupby("respondent", observed=True)["score"]
    others = each.transform("size") - 1
    place = (each.rank(method="average") - 1) / others
    return own.assign(place=place)[others > 0]


def _add_intervals(frame: pd.DataFrame, people: pd.DataFrame, level: float, dice: Dice) -> None:
    enough = frame["n"].to_numpy() >= FEW
    row = pd.Index(frame["touchpoint"]).get_indexer(people["touchpoint"])
    kept = enough[row]
    ones, none = np.ones(kept.sum()), np.full(len(frame), None, dtype=object)
    answers = Answers(
        row=row[kept], person=np.full(kept.sum(), -1), score=people["place"].to_numpy()[kept],
        n=ones, weight=ones, times=ones, place=row[kept], minimum=ones * np.nan, source=none,
        signed=enough,
    )  # fmt: skip
    points = np.linspace(0, 1, max(2, people["score"].nunique()))
    size = len(frame), len(points)
    further = Further(
        np.repeat(np.arange(size[0]), size[1]), np.tile(points, size[0]),
        np.full(size[0] * size[1], 1 / size[1]),
    )  # fmt: skip
    rows, drawn, _ = received_draws(answers, np.full(len(frame), np.nan), further, dice)
    low, high = interval(drawn, frame["place"].to_numpy()[rows], level)
    frame.loc[rows, "place_low"], frame.loc[rows, "place_high"] = low, high
    low, high = ranks(drawn, pd.DataFrame({"kind": np.zeros(len(rows))}), level)
    frame.loc[rows, "rank_low"], frame.loc[rows, "rank_high"] = low, high


def _sentence(row: Mapping[str, Any], whose: str, group: str) -> str:
    if row["place"] != row["place"]:
        few = whose if group != "team" else "of the team"
        return f"Too few {few} scored {row['touchpoint']} beside others: their order stays hidden."
    order = "in the lower half" if row["place"] < 0.5 else "in the upper half"
    unclear = row["place"] == 0.5 or (row["place_low"] <= 0.5 <= row["place_high"])
    where = "in the middle as far as one can tell" if unclear else order
    said = (
        f"Among what each person scored, {whose} put {row['touchpoint']} {where} "
        f"(place {number(row['place'], 2)}; 0 is a person's lowest, 1 their highest)."
    )
    return f"{said} {hint(row['n'])}" if group != "team" and row["n"] < FEW else said
