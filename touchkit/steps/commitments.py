"""Commitments: who does what by when, what nobody has taken on yet first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from touchkit.model import to_rows
from touchkit.steps.days import say_day
from touchkit.steps.ideas import Idea, same


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
    taken = [
        Commitment(what=row["text"], owner=row.get("owner", ""), due=row.get("due"))
        for row in to_rows(decisions[decisions["step"] == "enhance"])
    ]
    known = [one.what for one in taken]
    chosen = [
        Commitment(
            what=idea.title, owner=idea.owner, due=idea.due,
            where=", ".join(names.get(one, one) for one in idea.touchpoints),
        )
        for idea in ideas
        if idea.status in {"chosen", "testing"} and not any(same(idea.title, one) for one in known)
    ]  # fmt: skip
    last = dt.date.max
    return sorted(
        taken + chosen, key=lambda one: (bool(one.owner), one.due is not None, one.due or last)
    )
