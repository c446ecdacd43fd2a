"""The gap between desired and received, and the zone of tolerance it lies in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.chosen import MEASURES, Answers, Chosen, choose
from touchkit.measure.draws import Dice, below, gap_draws, received_draws
from touchkit.measure.intervals import interval, ranks
from touchkit.measure.numbering import numbered
from touchkit.measure.rows import GROUPS, one_of
from touchkit.measure.saying import FEW
from touchkit.measure.words import sentence

_COLUMNS = [
    "n", "n_received", "n_desired", "received_from", "desired_from",
    "received", "received_low", "received_high", "desired", "minimum", "importance",
    "gap", "gap_low", "gap_high", "adequacy", "superiority",
    "below", "below_low", "below_high", "rank_low", "rank_high", "sentence",
]  # fmt: skip
_INTERVALS = [name for name in _COLUMNS if name.endswith(("_low", "_high"))]
_TEXT = ("received_from", "desired_from", "sentence")


def gaps(
    scores: pd.DataFrame,
    *,
    by: str | Sequence[str] = ("touchpoint",),
    received_from: str | None = None,
    desired_from: str | None = None,
    wave: int | None = None,
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
    smallest_group: int | Mapping[str, int] | None = None,
    names: Mapping[str, str] | None = None,
    customer_word: str = "customer",
    scale: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Say how far what customers receive falls short of what is desired.

    Gap = received − desired [1]_: negative is short. Adequacy = received − minimum and
    superiority = received − desired measure the zone of tolerance [2]_. The frame is left as it
    is, and groups are never pooled.

    Which answers count: within a wave the last `round` of each group, touchpoint, persona and
    measure; of the waves the latest one each group has for a measure in a row of the result, so
    that a target set in the first wave holds against what customers say in the second.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; group, measure and score must be there, and what `by` names.
        Counted rows (`n`) equal as many rows without a respondent.
    by : str or sequence of str
        A row of the result for each combination of these; none: one row over all. With group,
        each row is one group's own; with wave or round, earlier ones count too.
    received_from : {"customer", "team", "outsider"}, optional
        Whose received scores count. Left out: the customers' where there are any, else the
        team's. Outsiders' are only ever asked for.
    desired_from : {"team", "customer", "outsider"}, optional
        Whose desired, minimum and importance count. Left out, for each of the three: the team's
        where there are any, else the customers'.
    wave : int, optional
        Only this wave.
    level : float
        The part of the posterior draws inside an interval.
    draws, seed : int
        How many draws, and where the random numbers start.
    smallest_group : int or mapping of group to int, optional
        Numbers from fewer people of the group stay hidden (NaN; n is still shown). One minimum a
        touchpoint, of the team and without a respondent, is a decision and is always shown.
    names : mapping of str to str, optional
        What the sentences call a value of a `by` column, such as a touchpoint's name for its id.
    customer_word : str
        What the sentences call customers.
    scale : (low, high), optional
        The ends of the scale received, desired and minimum were asked on; intervals never reach
        beyond it. Left out, each row's is taken from its own scores (see Notes).

    Returns
    -------
    pandas.DataFrame
        One row for each combination, sorted; RangeIndex; what cannot be said is NaN.

        - the `by` columns
        - n, n_received, n_desired: answers, unweighted; n is the smaller
        - received_from, desired_from: whose
        - received, desired, minimum, importance: means, weighted by `weight`, on the scale asked
        - gap, adequacy, superiority: differences of these means, in points of the scale
        - below: share (0 to 1) of the received answers strictly below the minimum
        - rank_low, rank_high: which rank the gap may well have, 1 being the shortest, among the
          rows with the same sources (and the same wave) that have an interval
        - ``*_low``, ``*_high``: the interval
        - sentence: the row, said aloud

    Raises
    ------
    InputError
        If a column or a group is not there, or a number makes no sense.

    Notes
    -----
    Intervals come from the Bayesian bootstrap [3]_ with 1/K of a respondent added on each of the
    K points of the scale. Where `scale` is not given, a row's is what its own received and desired
    scores span and those of rows on a like scale, with one point that falls short of the minimum.
    Respondents are drawn, not answers; who gave both scores counts as a pair. A team is not a
    sample: its marks have no interval and no rank, and its target, like every minimum, is taken as
    fixed. Fewer than 15 people have none either, nor have answers so unequally weighted that they
    are worth fewer than 15 (Kish). Rows are drawn independently of each other, which makes ranks a
    little less sure than they are. Over 2,000 kinds of respondent in a row, as with a weight
    apiece, are drawn from the normal distribution their sums have by then.

    Where a row spans several touchpoints, each answer is held against its own touchpoint's minimum;
    minimum and desired are means over what was set, so a gap over touchpoints of which only some
    were scored compares two different sets: the sentence says so. Lines with a weight or an n of 0
    stand for nobody and are left out.

    References
    ----------
    .. [1] Parasuraman, Zeithaml & Berry (1988), SERVQUAL, *Journal of Retailing* 64(1), 12–40.
    .. [2] Zeithaml, Berry & Parasuraman (1993), *J. of the Academy of Marketing Science* 21, 1–12.
    .. [3] Rubin (1981), The Bayesian bootstrap, *Annals of Statistics* 9, 130–134.

    Examples
    --------
    >>> import pandas as pd
    >>> scores = pd.DataFrame(
    ...     {
    ...         "group": ["customer", "customer", "team"],
    ...         "touchpoint": "invoice",
    ...         "measure": ["received", "received", "desired"],
    ...         "score": [2, 3, 4.8],
    ...     }
    ... )
    >>> print(gaps(scores)["sentence"].item())
    Customers received 2.5 of the 4.8 the team wants to give at invoice: 2.3 short. That is only
    2 answers: a hint, no more.
    """
    by = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    _check(level, draws, seed, smallest_group)
    chosen = choose(
        scores, by, received_from=received_from, desired_from=desired_from, wave=wave, scale=scale
    )
    hidden = {name: _hidden(some, smallest_group) for name, some in chosen.answers.items()}
    hidden["minimum"] = np.where(_decided(chosen.answers["minimum"]), 0, hidden["minimum"])
    frame = _means(chosen, hidden)
    dice = Dice(draws=draws, rng=np.random.default_rng(seed))
    _add_intervals(frame, chosen, level, dice, together=[name for name in by if name == "wave"])
    result = pd.concat([chosen.rows, frame], axis=1)
    asked: dict[str, Any] = {"asked_received": received_from, "asked_desired": desired_from}
    if "group" in by:
        asked = dict.fromkeys(asked, result["group"])
    called = result.assign(**asked)
    for name in by:
        called[name] = called[name].map(lambda value: (names or {}).get(value, value))
    result["sentence"] = _sentences(called, chosen, hidden, by, customer_word)
    return result[[*by, *_COLUMNS]].astype(dict.fromkeys(_TEXT, "str"))


def _check(
    level: float, draws: int, seed: int, smallest_group: int | Mapping[str, int] | None
) -> None:
    if not 0 < level < 1:
        raise InputError(f"The level is {level}. Give a part between 0 and 1, such as 0.95.")
    for number, least, what in ((draws, 1, "number of draws"), (seed, 0, "seed")):
        if number < least or int(number) != number:
            raise InputError(f"The {what} is {number}. Give a whole number, {least} or more.")
    for group in smallest_group if isinstance(smallest_group, Mapping) else ():
        one_of(group, GROUPS, "group")
        if not isinstance(smallest_group[group], int | np.integer):  # type: ignore[index]
            found = smallest_group[group]  # type: ignore[index]
            raise InputError(f"The smallest {group} group is {found}. Give a whole number.")


def _hidden(answers: Answers, smallest_group: int | Mapping[str, int] | None) -> np.ndarray:
    """Return for each row the size the group should have and has not; 0 where it may be shown."""
    limits = smallest_group if isinstance(smallest_group, Mapping) else {}
    usual = 0 if smallest_group is None or limits else int(smallest_group)  # type: ignore[arg-type]
    limit = np.array([limits.get(source, usual) for source in answers.source], dtype=int)
    people = answers.people
    return np.where((people > 0) & (people < limit), limit, 0)


def _decided(minimum: Answers) -> np.ndarray:
    """Say where the minimum is one decision of the whole team, which gives nobody away."""
    _, at = numbered(minimum.row, minimum.place)
    each = np.bincount(minimum.row[at], minlength=len(minimum.source))
    one = ~minimum.signed & (minimum.answers() == each)
    return np.asarray(one & (minimum.source == "team"))


def _means(chosen: Chosen, hidden: Mapping[str, np.ndarray]) -> pd.DataFrame:
    found = chosen.answers
    frame = pd.DataFrame(index=chosen.rows.index, columns=pd.Index([], dtype="str"))
    for name in MEASURES:
        frame[name] = np.where(hidden[name] > 0, np.nan, found[name].mean())
    received, desired = found["received"], found["desired"]
    frame["n_received"], frame["n_desired"] = received.answers(), desired.answers()
    frame["n"] = frame[["n_received", "n_desired"]].min(axis=1).astype(np.int64)
    frame["received_from"], frame["desired_from"] = received.source, desired.source
    frame["gap"] = frame["superiority"] = frame["received"] - frame["desired"]
    frame["adequacy"] = frame["received"] - frame["minimum"]
    short = received.mean(below(received.score, received.minimum))
    frame["below"] = np.where(frame["adequacy"].isna(), np.nan, short)
    return frame.assign(**dict.fromkeys(_INTERVALS, np.nan))


def _add_intervals(
    frame: pd.DataFrame, chosen: Chosen, level: float, dice: Dice, together: Sequence[str]
) -> None:
    sampled = _sampled(frame, chosen, "received")
    received = chosen.answers["received"].only(sampled)
    rows, means, shares = received_draws(
        received, frame["minimum"].to_numpy(), chosen.further, dice
    )
    _put(frame, "received", rows, means, level)
    told = frame["below"].notna().to_numpy()[rows]
    _put(frame, "below", rows[told], shares[told], level)
    # What the team wants to give is a target it sets, not an estimate of one.
    fixed = (frame["desired_from"] == "team").to_numpy()[rows] & frame["gap"].notna().to_numpy()[
        rows
    ]
    against = means[fixed] - frame["desired"].to_numpy()[rows[fixed], None]
    both = sampled & _sampled(frame, chosen, "desired")
    other_rows, other = gap_draws(
        received.only(both), chosen.answers["desired"].only(both), chosen.further, dice
    )
    rows, drawn = np.concatenate([rows[fixed], other_rows]), np.vstack([against, other])
    _put(frame, "gap", rows, drawn, level)
    kind = frame[["received_from", "desired_from"]].join(chosen.rows[list(together)]).iloc[rows]
    low, high = ranks(drawn, kind, level)
    frame.loc[rows, "rank_low"], frame.loc[rows, "rank_high"] = low, high


def _sampled(frame: pd.DataFrame, chosen: Chosen, measure: str) -> np.ndarray:
    """Return which rows show a measure from a sample large enough for an interval."""
    enough = np.minimum(chosen.answers[measure].people, chosen.answers[measure].worth()) >= FEW
    shown = frame[measure].notna() & (frame[f"{measure}_from"] != "team")
    return np.asarray(shown & enough)


def _put(frame: pd.DataFrame, name: str, rows: np.ndarray, drawn: np.ndarray, level: float) -> None:
    low, high = interval(drawn, frame[name].to_numpy()[rows], level)
    frame.loc[rows, f"{name}_low"], frame.loc[rows, f"{name}_high"] = low, high


def _sentences(
    result: pd.DataFrame,
    chosen: Chosen,
    hidden: Mapping[str, np.ndarray],
    by: Sequence[str],
    customer_word: str,
) -> list[str]:
    people: dict[str, Any] = {}
    for name in ("received", "desired"):
        people[f"hidden_{name}"] = hidden[name]
        people[f"people_{name}"] = chosen.answers[name].people
        people[f"worth_{name}"] = chosen.answers[name].worth()
        people[f"weighted_{name}"] = chosen.answers[name].weighted()
    people["apart"] = chosen.apart
    people["several_minima"] = chosen.answers["minimum"].differs()
    return [sentence(row, by, customer_word) for row in result.assign(**people).to_dict("records")]
