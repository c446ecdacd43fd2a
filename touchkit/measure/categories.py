"""Kano's categories of a feature: must-be, one-dimensional, attractive, indifferent, reverse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.measure.columns import numbers, places
from touchkit.measure.rows import need_columns, one_of
from touchkit.measure.saying import FEW, count, share
from touchkit.measure.saying import hint as few_answers

_CATEGORIES = ("M", "O", "A", "I", "R", "Q")
"""In the order in which ties are settled."""

# Rows: how one would feel with the feature (like, must be, neutral, live with, dislike); columns:
# how without it, in the same order.
_TABLES = {
    "berger": ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"),
    "pouliot": ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"),
}
_RULES = ("mode", "sum")
_WORDS = {
    "M": "must-be",
    "O": "one-dimensional",
    "A": "attractive",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}
_MEANS = {
    "M": "people take it for granted and miss it where it is lacking",
    "O": "the more of it the better, the less the worse",
    "A": "it pleases, and nobody misses it yet",
    "I": "people do not mind either way",
    "R": "people would rather not have it",
    "Q": "the answers contradict each other, so look at the question's wording",
}


def kano(
    answers: pd.DataFrame,
    *,
    table: Literal["berger", "pouliot"] = "berger",
    rule: Literal["mode", "sum"] = "mode",
) -> pd.DataFrame:
    """Say into which of Kano's categories each feature falls.

    Each respondent says how they would feel with the feature (functional) and without it
    (dysfunctional); a table turns the pair into a category [1]_. Pairs with one answer missing are
    left out. The frame is left as it is.

    Parameters
    ----------
    answers : pandas.DataFrame
        Columns respondent, feature, functional, dysfunctional; the answers are coded 1 like it,
        2 must be, 3 neutral, 4 can live with it, 5 dislike it. A respondent counts once for a
        feature; rows without a respondent are a person each.
    table : {"berger", "pouliot"}
        The evaluation table. Pouliot's [2]_ differs in two cells: who answers "must be" to both
        questions, or "live with" to both, contradicts themselves, so these are questionable
        rather than indifferent.
    rule : {"mode", "sum"}
        As in `kano_from_counts`.

    Returns
    -------
    pandas.DataFrame
        As `kano_from_counts` returns; a row for each feature, in the order they first appear.

    Raises
    ------
    InputError
        If a column is not there, an answer is off 1 to 5, or a respondent answers twice.

    References
    ----------
    .. [1] Kano, Seraku, Takahashi & Tsuji (1984), Attractive quality and must-be quality;
       evaluation table in Berger et al. (1993), Kano's methods for understanding customer-defined
       quality, *Center for Quality of Management Journal* 2(4), p. 6.
    .. [2] Pouliot in Berger et al. (1993), p. 33.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame(
    ...     {
    ...         "respondent": ["ann", "ben", "cat"],
    ...         "feature": "refill",
    ...         "functional": [1, 1, 3],
    ...         "dysfunctional": [3, 4, 3],
    ...     }
    ... )
    >>> kano(answers)[["A", "I", "category", "strength"]].round(2)
       A  I category  strength
    0  2  1        A      0.33
    """
    one_of(table, tuple(_TABLES), "table")
    need_columns(answers, ("respondent", "feature", "functional", "dysfunctional"), "answers")
    if answers["feature"].isna().any():
        row = answers.index[answers["feature"].isna()][0]
        raise InputError(f"Each answer belongs to a feature; row {row} names none. Name it.")
    codes = {name: _codes(answers[name]) for name in ("functional", "dysfunctional")}
    given = (codes["functional"] > 0) & (codes["dysfunctional"] > 0)
    _check_once(answers[given])
    place, features = pd.factorize(answers["feature"])
    kinds = np.array([list(row) for row in _TABLES[table]])
    kind = kinds[codes["functional"][given] - 1, codes["dysfunctional"][given] - 1]
    counts = pd.DataFrame({"feature": pd.Series(np.asarray(features, dtype=object))})
    for name in _CATEGORIES:
        counts[name] = np.bincount(place[given][kind == name], minlength=len(features))
    return kano_from_counts(counts, rule=rule)


def kano_from_counts(
    counts: pd.DataFrame, *, rule: Literal["mode", "sum"] = "mode"
) -> pd.DataFrame:
    """Say into which of Kano's categories each feature falls, from the answers' counts.

    Parameters
    ----------
    counts : pandas.DataFrame
        Columns feature, M, O, A, I, R, Q: how many respondents' answers fall into must-be,
        one-dimensional, attractive, indifferent, reverse and questionable.
    rule : {"mode", "sum"}
        Which category the feature gets. "mode": the most frequent one; those within 5 percentage
        points of it (of all answers) count as equal, and of equal ones the first of
        M > O > A > I > R > Q. "sum": where M + O + A > I + R + Q the largest of M, O, A, else the
        largest of I, R, Q; of equal ones the first [1]_.

    Returns
    -------
    pandas.DataFrame
        A row for each row of counts; RangeIndex; what cannot be said is NaN.

        - feature; M, O, A, I, R, Q (counts)
        - better, worse: how far having it pleases, (A + O) / (A + O + M + I), 0 to 1, and lacking
          it displeases, −(O + M) / (A + O + M + I), 0 to −1; R and Q are outside the sum [1]_
        - category: one of the six letters, by `rule`
        - strength: category strength, the share of the most frequent category less that of the
          second (0 to 1) [2]_
        - fong: whether these two differ by Fong's test, as in `fong_test`
        - sentence: the row, said aloud; where `fong` is False it names both categories

    Raises
    ------
    InputError
        If a column is not there, a count is not 0, 1, 2 and so on, or the rule is none of these.

    References
    ----------
    .. [1] Berger et al. (1993), *Center for Quality of Management Journal* 2(4): better and worse
       by Timko; the order M > O > A > I in Matzler & Hinterhuber (1998), *Technovation* 18(1).
    .. [2] Lee & Newcomb (1997), Applying the Kano methodology, *Quality Management Journal* 4(3).

    Examples
    --------
    >>> import pandas as pd
    >>> hotline = {"feature": ["hotline"], "M": 15, "O": 24, "A": 121, "I": 124, "R": 6, "Q": 6}
    >>> print(kano_from_counts(pd.DataFrame(hotline))["sentence"].item())
    hotline is not clear-cut: of 296 answers 42 % say indifferent and 41 % attractive, which chance
    alone may have parted; the rule takes it as attractive. Having it can please 51 %, lacking it
    displease 14 %.
    """
    one_of(rule, _RULES, "rule")
    need_columns(counts, ("feature", *_CATEGORIES), "counts")
    table = _table(counts)
    total = table.sum(axis=1)
    tests = fong_test(counts)
    weighty = table[:, :4].sum(axis=1)
    result = pd.DataFrame({"feature": _text(counts["feature"])})
    for place, name in enumerate(_CATEGORIES):
        result[name] = table[:, place]
    with np.errstate(invalid="ignore"):
        result["better"] = (table[:, 1] + table[:, 2]) / weighty
        result["worse"] = 0 - (table[:, 0] + table[:, 1]) / weighty
        strength = tests["difference"].to_numpy() / total
    chosen = _by_mode(table, total) if rule == "mode" else _by_sum(table)
    letters = np.array([*_CATEGORIES, None], dtype=object)
    result["category"] = pd.Series(letters[np.where(total > 0, chosen, -1)], dtype="str")
    result["strength"] = strength
    result["fong"] = tests["separable"]
    said = [_sentence(row) for row in result.to_dict("records")]
    return result.assign(sentence=pd.Series(said, dtype="str"))


def fong_test(counts: pd.DataFrame) -> pd.DataFrame:
    """Say whether each feature's two most frequent categories differ by more than chance.

    Parameters
    ----------
    counts : pandas.DataFrame
        As in `kano_from_counts`.

    Returns
    -------
    pandas.DataFrame
        Columns feature; difference, the counts a and b of the two most frequent of the six
        categories, one less the other; critical, 1.65 √((a + b)(2n − a − b) / 2n), n being all
        answers [1]_; separable, whether the difference reaches it. Without answers it is not.

    References
    ----------
    .. [1] Fong (1996), Using the self-stated importance questionnaire to interpret Kano
       questionnaire results, *Center for Quality of Management Journal* 5, 21–24.

    Examples
    --------
    >>> import pandas as pd
    >>> hotline = {"feature": ["hotline"], "M": 15, "O": 24, "A": 121, "I": 124, "R": 6, "Q": 6}
    >>> fong_test(pd.DataFrame(hotline)).round(1)
       feature  difference  critical  separable
    0  hotline           3      19.8      False
    """
    need_columns(counts, ("feature", *_CATEGORIES), "counts")
    table = _table(counts)
    total = table.sum(axis=1)
    second, first = np.sort(table, axis=1)[:, -2:].T
    both = first + second
    with np.errstate(invalid="ignore"):
        critical = 1.65 * np.sqrt(both * (2 * total - both) / (2 * total))
    return pd.DataFrame(
        {
            "feature": _text(counts["feature"]),
            "difference": first - second,
            "critical": critical,
            "separable": first - second >= critical,
        }
    )


def _by_mode(table: np.ndarray, total: np.ndarray) -> np.ndarray:
    behind = table.max(axis=1, keepdims=True) - table
    # In whole numbers: 5 percentage points are a twentieth of all answers, no more by rounding.
    return np.asarray((20 * behind <= total[:, None]).argmax(axis=1))


def _by_sum(table: np.ndarray) -> np.ndarray:
    wanted, other = table[:, :3], table[:, 3:]
    more = wanted.sum(axis=1) > other.sum(axis=1)
    return np.asarray(np.where(more, wanted.argmax(axis=1), 3 + other.argmax(axis=1)))


def _sentence(row: Mapping[str, Any]) -> str:
    counts = [row[name] for name in _CATEGORIES]
    total = sum(counts)
    if not total:
        return f"Nobody answered for {row['feature']}, so it has no category."
    ordered = sorted(_CATEGORIES, key=lambda name: -row[name])
    few = f" {few_answers(total)}" if total < FEW else ""
    return _category(row, ordered, total) + _effect(row) + few


def _category(row: Mapping[str, Any], ordered: list[str], total: int) -> str:
    first, second = ((_WORDS[name], share(row[name] / total)) for name in ordered[:2])
    of = f"of {count(total, 'answer')}"
    chosen = _WORDS[row["category"]]
    if not row["fong"] and row[ordered[0]] == total:
        return f"{row['feature']} is not clear-cut: all say {chosen}, but they are few."
    if not row["fong"]:
        return (
            f"{row['feature']} is not clear-cut: {of} {first[1]} say {first[0]} and {second[1]} "
            f"{second[0]}, which chance alone may have parted; the rule takes it as {chosen}."
        )
    if row["category"] != ordered[0]:
        return f"{row['feature']} is {chosen} by the rule, though {of} most, {first[1]}, say {first[0]}."
    means = _MEANS[row["category"]]
    return f"{row['feature']} is {chosen}: {means} ({first[1]} {of})."


def _effect(row: Mapping[str, Any]) -> str:
    if pd.isna(row["better"]):
        return ""
    better, worse = share(row["better"]), share(abs(row["worse"]))
    return f" Having it can please {better}, lacking it displease {worse}."


def _text(names: pd.Series) -> pd.Series:
    return names.reset_index(drop=True).astype("str")


def _codes(answers: pd.Series) -> np.ndarray:
    """Return the codes 1 to 5, 0 where an answer is missing."""
    codes, wrong = numbers(answers)
    missing = np.isnan(codes) & ~wrong
    wrong |= ~missing & ~np.isin(codes, (1, 2, 3, 4, 5))
    if wrong.any():
        hint = "Code them 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike; leave blanks empty."
        found = f"found {places(answers, wrong)}"
        raise InputError(f"Answers ({answers.name}) are coded 1 to 5; {found}. {hint}")
    return np.where(missing, 0, codes).astype(int)


def _check_once(answers: pd.DataFrame) -> None:
    named = answers[answers["respondent"].notna()]
    again = named[named.duplicated(["respondent", "feature"])]
    if len(again):
        first = again.iloc[0]
        more = f" ({len(again)} such rows)" if len(again) > 1 else ""
        raise InputError(
            f"A respondent counts once for a feature; {first['respondent']} answered for "
            f"{first['feature']} twice or more{more}. Keep one of the answers."
        )


def _table(counts: pd.DataFrame) -> np.ndarray:
    columns = []
    for name in _CATEGORIES:
        count, _ = numbers(counts[name])
        wrong = ~((count >= 0) & (count == np.floor(count)) & np.isfinite(count))
        if wrong.any():
            found = f"found {places(counts[name], wrong)}"
            raise InputError(
                f"Counts ({name}) are whole numbers from 0 up; {found}. Count answers."
            )
        columns.append(count.astype(np.int64))
    return np.column_stack(columns)
