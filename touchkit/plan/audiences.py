"""Who belongs to an audience: its filter, read by a small grammar and held against each customer.

A filter is one comparison or several, joined by ``and`` and ``or``, with ``not`` and brackets:
``best = yes``, ``segment = older households and not (persona = walter or birthday_on is blank)``.
Nothing is ever run: what is not in the grammar is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.model.columns import read_date, read_yes_no
from touchkit.model.saying import missing
from touchkit.model.text import clean, did_you_mean, listed

_MARK = r"(!=|<>|<=|>=|=|<|>)"
_COMPARED = re.compile(rf"\s*(\w+)\s*(?:{_MARK}|\b(is|in)\b)", re.IGNORECASE)
_NEXT = re.compile(
    rf"\s+(and|or)\s+(?=(?:not\b|[\s(])*\w+\s*(?:{_MARK}|\bis\s+(?:not\s+)?blank\b|\bin\s*\())",
    re.IGNORECASE,
)
_LONGEST, _DEEPEST = 2_000, 40

_ALLOWED = "a comparison such as best = yes, several joined by and, or, not and brackets"


@dataclass(frozen=True)
class Compared:
    """One comparison: a column, a mark (=, !=, <, <=, >, >=, in, blank) and the words beside it."""

    column: str
    mark: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Joined:
    """Several conditions, of which all (and), one (or) or none (not) hold."""

    how: str
    parts: tuple[Compared | Joined, ...]


Condition = Compared | Joined


class _Wrong(Exception):  # noqa: N818 # never leaves this module
    pass


def in_audience(customers: pd.DataFrame, filter: str | None) -> np.ndarray:  # noqa: A002 # the column's own name
    """Say of each customer whether a filter lets them in. The frame is left as it is.

    Parameters
    ----------
    customers : pandas.DataFrame
        The table of that name.
    filter : str or None
        As the table audiences has it; blank lets everybody in.

    Returns
    -------
    numpy.ndarray of bool
        In the order of the rows.

    Raises
    ------
    InputError
        If the filter cannot be read, names a column that is not there, or compares what cannot be
        compared.

    Notes
    -----
    Text is compared without regard to capitals. A value needs no quotes, also where it has spaces
    or an "and" in it: ``segment = landlords and offices``. What is blank is equal to nothing, so
    ``!=`` lets it in; ``is blank`` and ``is not blank`` ask for it. ``<`` and its like compare
    dates (``purchase_on >= 2026-01-01``) and numbers.

    Examples
    --------
    >>> customers = pd.DataFrame({"best": ["yes", "no"], "segment": ["families", "landlords"]})
    >>> in_audience(customers, "best = no or segment in (families, landlords)").tolist()
    [True, True]
    """
    if filter is None or missing(filter) or not str(filter).strip():
        return np.ones(len(customers), bool)
    try:
        return _holds(customers, _read(clean(str(filter))))
    except _Wrong as wrong:
        found, allowed, hint = wrong.args
        problem = Problem(
            file="audiences", column="filter", found=found, allowed=allowed, hint=hint
        )
        raise InputError(f"The filter {filter!r} cannot be used.", [problem]) from None


def members(customers: pd.DataFrame, audiences: pd.DataFrame) -> pd.DataFrame:
    """Return who belongs to which audience. The frames are left as they are.

    Parameters
    ----------
    customers, audiences : pandas.DataFrame
        The tables of these names.

    Returns
    -------
    pandas.DataFrame
        A row for each customer of each audience: audience, customer; RangeIndex.

    Raises
    ------
    InputError
        With a problem for each filter that cannot be used.
    """
    inside = audience_masks(customers, audiences)
    ids = customers["id"].to_numpy(dtype=object)
    rows = [(name, customer) for name, mask in inside.items() for customer in ids[mask]]
    return pd.DataFrame(rows, columns=["audience", "customer"]).astype("str")


def audience_masks(customers: pd.DataFrame, audiences: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return for each audience which of the customers belong to it."""
    masks, problems = {}, []
    filters = audiences["filter"] if "filter" in audiences else [None] * len(audiences)
    for place, (name, said) in enumerate(zip(audiences["id"], filters, strict=True)):
        try:
            masks[str(name)] = in_audience(customers, said)
        except InputError as error:
            problems += [
                Problem(**{**one.to_dict(), "row": place + 1, "found": f"{one.found} in {name}"})  # type: ignore[arg-type]  # its own fields
                for one in error.problems
            ]
    if problems:
        raise InputError("The audiences' filters cannot be used.", problems)
    return masks


# reading


@cache
def _read(text: str) -> Condition:
    if len(text) > _LONGEST:
        raise _Wrong(f"{len(text):,} letters", f"{_LONGEST:,} at most", "Write a shorter filter.")
    condition, rest = _either(text, 0)
    if rest.strip():
        raise _wrong(rest)
    return condition


def _wrong(rest: str) -> _Wrong:
    return _Wrong(
        rest.strip()[:60] or "the end",
        _ALLOWED,
        "Write a column, = and a value, such as best = yes.",
    )


def _either(text: str, depth: int) -> tuple[Condition, str]:
    return _joined("or", _both, text, depth)


def _both(text: str, depth: int) -> tuple[Condition, str]:
    return _joined("and", _single, text, depth)


def _joined(
    how: str, part: Callable[[str, int], tuple[Condition, str]], text: str, depth: int
) -> tuple[Condition, str]:
    first, rest = part(text, depth)
    parts = [first]
    while word := re.match(rf"\s*{how}\b", rest, re.IGNORECASE):
        more, rest = part(rest[word.end() :], depth)
        parts.append(more)
    return (first if len(parts) == 1 else Joined(how, tuple(parts))), rest


def _single(text: str, depth: int) -> tuple[Condition, str]:
    if depth > _DEEPEST:
        raise _Wrong("too many brackets", _ALLOWED, "Write a simpler filter.")
    if word := re.match(r"\s*not\b", text, re.IGNORECASE):
        inner, rest = _single(text[word.end() :], depth + 1)
        return Joined("not", (inner,)), rest
    if bracket := re.match(r"\s*\(", text):
        inner, rest = _either(text[bracket.end() :], depth + 1)
        closing = re.match(r"\s*\)", rest)
        if not closing:
            raise _Wrong(rest.strip()[:60] or "the end", "a closing bracket", "Add the ).")
        return inner, rest[closing.end() :]
    return _comparison(text)


def _comparison(text: str) -> tuple[Condition, str]:
    found = _COMPARED.match(text)
    if not found:
        raise _wrong(text)
    column, mark, rest = found[1], (found[2] or found[3]).lower(), text[found.end() :]
    if mark == "is":
        blank = re.match(r"\s*(not\s+)?blank\b", rest, re.IGNORECASE)
        if not blank:
            raise _Wrong(
                f"{column} is{rest[:40]}", "is blank, is not blank", "For a value write =."
            )
        one = Compared(column, "blank")
        return (Joined("not", (one,)) if blank[1] else one), rest[blank.end() :]
    if mark == "in":
        listing = re.match(r"\s*\(([^()]*)\)", rest)
        if not listing:
            raise _Wrong(
                f"{column} in{rest[:40]}", "values in brackets", "Write in (first, second)."
            )
        return Compared(column, "in", _words(listing[1].split(","), text)), rest[listing.end() :]
    word, rest = _value(rest)
    return Compared(column, {"<>": "!="}.get(mark, mark), _words([word], text)), rest


def _value(text: str) -> tuple[str, str]:
    """Return the value a comparison begins with and what follows it."""
    quoted = re.match(r"""\s*(?:"([^"]*)"|'([^']*)'(?=\s*(?:$|\)|and\b|or\b)))""", text)
    if quoted:
        return quoted[1] or quoted[2] or "", text[quoted.end() :]
    ends = [found.start() for found in [_NEXT.search(text)] if found]
    ends += [text.index(")")] if ")" in text else []
    end = min(ends, default=len(text))
    return text[:end], text[end:]


def _words(words: list[str], text: str) -> tuple[str, ...]:
    found = tuple(clean(word).strip("\"'") for word in words if clean(word))
    if not found:
        raise _Wrong(text.strip()[:60], "a value", "Write what it is to be, or is blank.")
    return found


# holding it against customers


def _holds(customers: pd.DataFrame, condition: Condition) -> np.ndarray:
    if isinstance(condition, Joined):
        masks = [_holds(customers, part) for part in condition.parts]
        if condition.how == "not":
            return ~masks[0]
        together = np.logical_and if condition.how == "and" else np.logical_or
        return np.asarray(together.reduce(masks))
    if condition.column not in customers:
        names = [str(name) for name in customers if name != "call_name"]
        hint = did_you_mean(condition.column, names, "Name a column of customers.")
        raise _Wrong(condition.column, f"a column of customers: {listed(names)}", hint)
    values = customers[condition.column]
    if condition.mark == "blank":
        return _blank(values)
    if condition.mark in ("=", "in"):
        return np.asarray(np.logical_or.reduce([_equal(values, one) for one in condition.words]))
    if condition.mark == "!=":
        return ~_equal(values, condition.words[0])
    return _ordered(condition, values)


def _blank(values: pd.Series) -> np.ndarray:
    gone = values.isna().to_numpy(dtype=bool)
    if not _is_text(values):
        return np.asarray(gone)
    empty = values.astype("object").map(lambda value: not str(value).strip())
    return np.asarray(gone | empty.to_numpy(bool))


def _is_text(values: pd.Series) -> bool:
    return not (
        pd.api.types.is_bool_dtype(values.dtype)
        or pd.api.types.is_numeric_dtype(values.dtype)
        or pd.api.types.is_datetime64_any_dtype(values.dtype)
    )


def _equal(values: pd.Series, word: str) -> np.ndarray:
    if values.isna().all():  # of what kind a column is nobody knows while it is empty
        return np.zeros(len(values), bool)
    if pd.api.types.is_bool_dtype(values.dtype):
        return _known(values == _as(read_yes_no, word, "yes or no", "Write yes or no."))
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return _known(values.dt.normalize() == pd.Timestamp(_date(word)))
    if pd.api.types.is_numeric_dtype(values.dtype):
        return _known(values == _as(float, word, "a number", "Write a number."))
    wanted = word.casefold()
    same = {
        value: value is not None and not missing(value) and clean(str(value)).casefold() == wanted
        for value in values.astype("object").unique()
    }
    return np.asarray(values.astype("object").map(same), bool)


def _ordered(condition: Compared, values: pd.Series) -> np.ndarray:
    word = condition.words[0]
    dates = pd.api.types.is_datetime64_any_dtype(values.dtype)
    if dates:
        beside: object = pd.Timestamp(_date(word))
        held = values.dt.normalize()
    else:
        beside = _as(float, word, "a number", "Compare numbers or dates with <; text with =.")
        held = pd.to_numeric(values.astype("object"), errors="coerce").astype("float64")
    compared = {"<": held.lt, "<=": held.le, ">": held.gt, ">=": held.ge}[condition.mark]
    return _known(compared(beside))


def _known(answer: pd.Series) -> np.ndarray:
    return np.asarray(answer.fillna(False), bool)  # noqa: FBT003 # pandas' own argument


def _date(word: str) -> object:
    return _as(read_date, word, "a date such as 2026-11-21", "Write year-month-day.")


def _as(read: Callable[[str], object], word: str, allowed: str, hint: str) -> object:
    try:
        return read(word)
    except ValueError:
        raise _Wrong(word, allowed, hint) from None
