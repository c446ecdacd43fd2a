"""What an idea and the decision it became have in common, and how either is changed with the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from touchkit.steps.ideas import Idea

_SHARED = ("owner", "due")
"""What an idea and the decision it became have in common."""


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
