"""Commitments: who does what by when, what nobody has taken on yet first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.model import to_rows
from touchkit.steps.days import say_day
from touchkit.steps.ideas import Idea

_SHARED = ("owner", "due")
"""What an idea and the decision it became have in common."""


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


def recorded(decisions: pd.DataFrame) -> frozenset[str]:
    """Return the ids of the ideas that became decisions."""
    return frozenset(decisions["idea"].dropna())


def change_both(
    edits: Any, decisions: pd.DataFrame, table: str, row: str, fields: Mapping[str, Any]
) -> None:
    """Change an idea or a decision; what the two share is changed in the other as well.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    decisions : pandas.DataFrame
        The table decisions as it is now.
    table : {"ideas", "decisions"}
        Where the row stands.
    row : str
        Its id.
    fields : mapping
        What is to stand there.
    """
    edits.change(table, row, **fields)
    shared = {name: value for name, value in fields.items() if name in _SHARED}
    own = decisions.loc[decisions["id"] == row, "idea"].dropna()
    idea = row if table == "ideas" else next(iter(own), "")
    if not idea or not shared:
        return
    taken = decisions.loc[decisions["idea"] == idea, "id"]
    for other in [("ideas", idea), *(("decisions", one) for one in taken)]:
        if other != (table, row):
            edits.change(*other, **shared)


def commit_to(edits: Any, idea: Idea, known: Collection[str]) -> None:
    """Mark an idea as chosen, and record it as a decision with its owner and date.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    idea : Idea
        The idea.
    known : collection of str
        The ideas that became decisions already, by id.
    """
    if idea.id not in known:
        edits.add(
            "decisions",
            step="enhance",
            text=idea.title,
            idea=idea.id,
            owner=idea.owner,
            due=idea.due,
        )
    edits.change("ideas", idea.id, status="chosen")


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
    rows = list(to_rows(decisions[decisions["step"] == "enhance"]))
    where = {idea.id: ", ".join(names.get(one, one) for one in idea.touchpoints) for idea in ideas}
    taken = [
        Commitment(
            what=row["text"], owner=row.get("owner", ""), due=row.get("due"),
            where=where.get(row.get("idea", ""), ""),
        )
        for row in rows
    ]  # fmt: skip
    told = {row.get("idea") for row in rows}
    chosen = [
        Commitment(what=idea.title, owner=idea.owner, due=idea.due, where=where[idea.id])
        for idea in ideas
        if idea.status in {"chosen", "testing"} and idea.id not in told
    ]
    last = dt.date.max
    return sorted(
        taken + chosen, key=lambda one: (bool(one.owner), one.due is not None, one.due or last)
    )
