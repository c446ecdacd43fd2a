"""The rows of scores that count for one group and one measure, as `gaps` counts them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.model import TABLES, choices
from touchkit.model.text import did_you_mean, listed

MEASURES = choices(TABLES["scores"], "measure")
GROUPS = choices(TABLES["scores"], "group")
_USUAL = {"n": 1, "weight": 1.0, "wave": 1, "round": 1}
_TEXT = ("respondent", "department", "persona")


def counted_rows(
    scores: pd.DataFrame,
    *,
    group: str,
    measure: str,
    wave: int | None = None,
    by: Sequence[str] = ("touchpoint",),
) -> pd.DataFrame:
    """Return the rows of one group and one measure that count.

    Within a wave those of the last `round` of each touchpoint and persona; of the waves the
    latest one there is for each combination of the `by` columns. The frame is left as it is.

    Parameters
    ----------
    scores : pandas.DataFrame
        As in `touchkit.model`; group, touchpoint, measure and score must be there.
    group : {"team", "customer", "outsider"}
        Whose.
    measure : {"received", "desired", "minimum", "importance", "emotion"}
        What was asked.
    wave : int, optional
        Only this wave.
    by : sequence of str
        What waves are told apart by; none: one wave for the whole group.

    Returns
    -------
    pandas.DataFrame
        The rows that count, in order, RangeIndex, blanks filled in: n (int64), weight, wave and
        round; respondent, department and persona are there, missing where nothing is known.

    Raises
    ------
    InputError
        If a column is not there, or no group or measure is called so.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {"group": "team", "touchpoint": "invoice", "measure": "received", "score": [2, 4]}
    ... )
    >>> counted_rows(scores.assign(round=[1, 2]), group="team", measure="received")["score"].item()
    4.0
    """
    need_columns(scores, ("group", "touchpoint", "measure", "score"), "scores")
    one_of(group, GROUPS, "group")
    one_of(measure, MEASURES, "measure")
    asked = (scores["group"] == group) & (scores["measure"] == measure) & scores["score"].notna()
    frame = _filled(scores[asked.to_numpy(dtype=bool)])
    # What stands for nobody is no answer.
    frame = frame[(frame["n"] > 0) & (frame["weight"] > 0)]
    if wave is not None:
        frame = frame[frame["wave"] == wave]
    frame = latest(frame, "round", ["touchpoint", "persona", "wave"])
    return latest(frame, "wave", by).reset_index(drop=True)


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    more = {"score": frame["score"].astype("float64")}
    for name, usual in _USUAL.items():
        blank = pd.Series(usual, index=frame.index)
        kind = "float64" if name == "weight" else "int64"
        more[name] = (frame[name].fillna(usual) if name in frame else blank).astype(kind)
    for name in _TEXT:
        if name not in frame:
            more[name] = pd.Series(np.nan, index=frame.index, dtype="str")
    return frame.assign(**more)


def latest(frame: pd.DataFrame, name: str, told_apart: Sequence[str]) -> pd.DataFrame:
    """Return the rows with the greatest wave or round there is for each combination of columns.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows of scores, or kinds of them.
    name : {"wave", "round"}
        What is counted up; no blanks.
    told_apart : sequence of str
        What each has a latest one of its own for; columns that are not there are passed over.

    Examples
    --------
    >>> waves = pd.DataFrame({"touchpoint": ["call", "call", "shop"], "wave": [1, 2, 1]})
    >>> latest(waves, "wave", ["touchpoint"])["wave"].tolist()
    [2, 1]
    """
    if frame.empty or (frame[name] == frame[name].max()).all():
        return frame
    columns = [column for column in told_apart if column in frame]
    if not columns:
        return frame[frame[name] == frame[name].max()]
    last = frame.groupby(columns, dropna=False, observed=True)[name].transform("max")
    return frame[frame[name] == last]


def people_in(frame: pd.DataFrame) -> int:
    """Return how many people gave these rows: those with an alias, and each unsigned answer.

    Examples
    --------
    >>> people_in(pd.DataFrame({"respondent": ["mia", "mia", None], "n": [1, 1, 5]}))
    6
    """
    unsigned = frame["respondent"].isna()
    return int(frame["respondent"].nunique() + frame.loc[unsigned, "n"].sum())


def least_size(smallest_group: int | Mapping[str, int] | None, group: str) -> int:
    """Return how many people of a group there must be for their numbers to be shown.

    Examples
    --------
    >>> least_size(3, "team"), least_size({"customer": 10}, "team"), least_size(None, "team")
    (3, 0, 0)
    """
    if smallest_group is None:
        return 0
    if isinstance(smallest_group, Mapping):
        for name in smallest_group:
            one_of(name, GROUPS, "group")
        return int(smallest_group.get(group, 0))
    return int(smallest_group)


def need_columns(frame: pd.DataFrame, names: Sequence[str], what: str) -> None:
    """Refuse a frame without a column.

    Parameters
    ----------
    frame : pandas.DataFrame
        The frame given.
    names : sequence of str
        What it must have.
    what : str
        What it is called in the message, such as ``scores``.

    Raises
    ------
    InputError
        With what there is instead.

    Examples
    --------
    >>> need_columns(pd.DataFrame({"score": []}), ["score"], "scores")
    """
    for name in names:
        if name not in frame:
            hint = did_you_mean(name, map(str, frame.columns), f"There are: {listed(frame)}.")
            raise InputError(f"The {what} have no column {name!r}. {hint}")


def one_of(word: str, allowed: Collection[str], what: str) -> None:
    """Refuse a word that is not on the list.

    Raises
    ------
    InputError
        With the list.

    Examples
    --------
    >>> one_of("team", ("team", "customer"), "group")
    """
    if word not in allowed:
        hint = did_you_mean(str(word), allowed, "Use one of these.")
        raise InputError(f"There is no {what} {word!r}; there are: {listed(allowed)}. {hint}")
