"""Commitments: who does what by when, what nobody has taken on yet first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.model import to_rows
from touchkit.steps.days import say_day
from touchkit.steps.ideas import Idea, bare


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """Something that is to be done; owner and date blank where missing."""

    what: str
    owner: str = ""
    due: dt.date | None = None
    where: str = ""

    @property
    def by(self) -> str:
        """By when, as people read it; blank: no date."""
        return say_day(self.due) if self.due else ""


def recorded(decisions: pd.DataFrame, ideas: Iterable[Idea]) -> dict[str, str]:
    """Tell which decisions of the step speak of which ideas: no decision speaks of two.

    A decision bears its idea's title. Where several ideas do, its owner and date tell which it is;
    and if both were changed since, the one that is no longer a mere idea.

    Parameters
    ----------
    decisions : pandas.DataFrame
        The table decisions; those of other steps are left out.
    ideas : iterable of Idea
        All ideas.

    Returns
    -------
    dict of str to str
        The id of the idea by the id of the decision.
    """
    free: dict[str, list[Idea]] = {}
    for idea in sorted(ideas, key=lambda one: one.status in {"idea", "dropped"}):
        free.setdefault(bare(idea.title), []).append(idea)
    rows, found = _rows(decisions), dict[str, str]()
    for telling in (("owner", "due"), ("owner",), ()):
        for row in rows:
            those = free.get(bare(row["text"]), [])
            own = [
                one
                for one in those
                if all(row.get(n) == (getattr(one, n) or None) for n in telling)
            ]
            if own and row["id"] not in found:
                found[row["id"]] = own[0].id
                those.remove(own[0])
    return found


def _rows(decisions: pd.DataFrame) -> list[Any]:
    return list(to_rows(decisions[decisions["step"] == "enhance"]))


def commitments(
    decisions: pd.DataFrame, ideas: Iterable[Idea], names: Mapping[str, str]
) -> list[Commitment]:
    """Return who does what by when: the step's decisions, and what is chosen or being tested.

    Parameters
    ----------
    decisions : pandas.DataFrame
        The table decisions; those of other steps are left out.
    ideas : iterable of Idea
        All ideas; one that became a decision is not told twice.
    names : mapping of str to str
        What touchpoints are called.

    Returns
    -------
    list of Commitment
        What has no owner first, then what has no date, then by date.
    """
    ideas = list(ideas)
    known = recorded(decisions, ideas)
    where = {idea.id: ", ".join(names.get(one, one) for one in idea.touchpoints) for idea in ideas}
    taken = [
        Commitment(
            what=row["text"], owner=row.get("owner", ""), due=row.get("due"),
            where=where.get(known.get(row["id"], ""), ""),
        )
        for row in _rows(decisions)
    ]  # fmt: skip
    told = set(known.values())
    chosen = [
        Commitment(what=idea.title, owner=idea.owner, due=idea.due, where=where[idea.id])
        for idea in ideas
        if idea.status in {"chosen", "testing"} and idea.id not in told
    ]
    last = dt.date.max
    return sorted(
        taken + chosen, key=lambda one: (bool(one.owner), one.due is not None, one.due or last)
    )
