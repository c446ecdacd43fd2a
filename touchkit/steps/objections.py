"""Why there is no plan, said with the ideas' titles instead of rows and ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from touchkit.errors import InputError, Problem
from touchkit.model.saying import capital

_BY_ID = {"needs", "excludes", "id", "touchpoint", "department"}
_SAYS = {
    "lift": "lift", "lift_low": "cautious lift", "lift_high": "hopeful lift", "cost": "cost",
    "effort_days": "effort", "needs": "needs", "excludes": "cannot stand beside",
    "department": "department", "touchpoint": "touchpoint", "id": "idea", "votes": "dots",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Why there is no plan.

    Attributes
    ----------
    says : str
        In one sentence.
    rows : tuple of str
        What is meant, one by one, and what to do about it.
    """

    says: str
    rows: tuple[str, ...] = ()


def objection(
    error: InputError, titles: Sequence[str], ids: Sequence[str], names: Mapping[str, str]
) -> Objection:
    """Return a refusal of `touchkit.plan` as a room reads it.

    Parameters
    ----------
    error : InputError
        The refusal.
    titles, ids : sequence of str
        Of the ideas, in the order they were given.
    names : mapping of str to str
        What touchpoints and departments are called.

    Examples
    --------
    >>> circle = Problem(
    ...     file="ideas",
    ...     row=2,
    ...     column="needs",
    ...     found="a needs b needs a",
    ...     allowed="no circle",
    ...     hint="Take out one of these.",
    ... )
    >>> objection(InputError("No.", [circle]), ["Card", "Stamp"], ["a", "b"], {}).rows
    ('“Card”: needs: “Card” needs “Stamp” needs “Card”. Take out one of these.',)
    """
    called = {**names, **{one: f"“{title}”" for one, title in zip(ids, titles, strict=True)}}
    rows = [quoted(_row(one, titles, called, names), titles) for one in error.problems]
    first = str(error).splitlines()[0]
    return Objection(says=quoted(first, titles), rows=tuple(dict.fromkeys(rows)))


def quoted(words: str, titles: Iterable[str]) -> str:
    """Return words in which titles stand as people quote them, not as a program does.

    Examples
    --------
    >>> quoted("'A card' needs 'a stamp'.", ["A card", "a stamp"])
    '“A card” needs “a stamp”.'
    """
    for title in titles:
        words = words.replace(repr(title), f"“{title}”")
    return words


def _row(
    problem: Problem, titles: Sequence[str], called: Mapping[str, str], names: Mapping[str, str]
) -> str:
    column, found = problem.column or "", problem.found
    if problem.file != "ideas" or problem.row is None:
        what = capital(_days(column or problem.file, names))
        return f"{what}: {found}; wanted: {problem.allowed}. {problem.hint}"
    title = f"“{titles[problem.row - 2]}”"
    if column == "must":
        return f"{title} has to be done."
    if column == "status":
        return f"{title}: {found}."
    if column in _BY_ID:
        found = re.sub(r"[\w-]+", lambda word: called.get(word.group(), word.group()), found)
    wanted = "" if column in {"needs", "excludes"} else f"; wanted: {problem.allowed}"
    return f"{title}: {_SAYS.get(column, column)}: {found}{wanted}. {problem.hint}"


def _days(words: str, names: Mapping[str, str]) -> str:
    """Put departments' names where `the days of sales` stands."""
    return re.sub(
        r"the days of ([a-z0-9-]+)$",
        lambda found: f"the days of {names.get(found.group(1), found.group(1))}",
        words,
    )
