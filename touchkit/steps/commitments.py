"""What an idea and the decision it became have in common, and how either is changed with the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.model.saying import listing, money
from touchkit.plan.cases import FUNDED
from touchkit.steps.ideas import Idea

_SHARED = ("owner", "due")
"""What an idea and the decision it became have in common."""
_GONE = {"removed": "was removed", "dropped": "was left out", "done": "is done"}
"""What may have happened to an idea that is then not decided, and how that is said."""


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


def commit_to(edits: Any, idea: Idea) -> None:
    """Mark an idea as chosen, and record it as a decision with its owner and date, as they are stored.

    What was decided at another keyboard meanwhile is not recorded again, and what is in test stays so.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    idea : Idea
        The idea as it was shown.

    Raises
    ------
    InputError
        When it has been removed, left out or done since it was shown.
    """
    _refuse(_changes(edits, [idea]))
    row = edits.get("ideas", idea.id)
    if not edits.where_in("decisions", "idea", [idea.id]):
        edits.add(
            "decisions",
            step="enhance",
            text=row["title"],
            idea=idea.id,
            owner=row.get("owner"),
            due=row.get("due"),
        )
    if row["status"] not in FUNDED:
        edits.change("ideas", idea.id, status="chosen")


def commit_plan(edits: Any, ideas: Sequence[Idea], budget: float | None) -> None:
    """Mark the ideas of a plan as chosen and record them, as `commit_to` does.

    Parameters
    ----------
    edits : object
        The rows of one action, as `Session.save` gives them.
    ideas : sequence of Idea
        Those to be decided on, as they were shown.
    budget : float or None
        For which the plan was shown.

    Raises
    ------
    InputError
        When the budget or one of the ideas is another since, or all of it was decided elsewhere.
    """
    client, changes = edits.client(), _changes(edits, ideas)
    if client.budget != budget:
        now = "gone" if client.budget is None else f"{money(client.budget, client.currency)} now"
        changes.append(f"the budget is {now}")
    _refuse(changes)
    ids = [idea.id for idea in ideas]
    known = {row["idea"] for row in edits.where_in("decisions", "idea", ids)}
    funded = {row["id"] for row in edits.where_in("ideas", "id", ids) if row["status"] in FUNDED}
    if known & funded >= set(ids):
        raise InputError(
            "This was decided at another keyboard a moment ago. Nothing was stored twice."
        )
    for idea in ideas:
        commit_to(edits, idea)


def take_back(edits: Any, idea: str) -> None:
    """Let a funded idea be undecided again, and remove the decision it became.

    Raises
    ------
    InputError
        When it is not funded any more.
    """
    row = edits.get("ideas", idea)
    if row is None or row["status"] not in FUNDED:
        title = f"“{row['title']}”" if row else "This idea"
        raise InputError(f"{title} is not funded any more. Nothing was changed.")
    edits.change("ideas", idea, status="idea")
    for decision in edits.where_in("decisions", "idea", [idea]):
        if decision["step"] == "enhance":
            edits.remove("decisions", decision["id"])


def leave_out(edits: Any, idea: str) -> None:
    """Leave an idea out of every plan.

    Raises
    ------
    InputError
        When it has been funded.
    """
    row = edits.get("ideas", idea)
    if row is not None and row["status"] in FUNDED:
        raise InputError(
            f"“{row['title']}” was funded at another keyboard. To leave it out, take it back first."
        )
    edits.change("ideas", idea, status="dropped")


def bring_back(edits: Any, idea: str) -> None:
    """Let plans hold an idea again that was left out.

    Raises
    ------
    InputError
        When it is not left out any more.
    """
    row = edits.get("ideas", idea)
    if row is not None and row["status"] != "dropped":
        raise InputError(f"“{row['title']}” is not left out any more. Nothing was changed.")
    edits.change("ideas", idea, status="idea")


def _changes(edits: Any, ideas: Sequence[Idea]) -> list[str]:
    """Return what has happened to ideas since they were shown that bars deciding them."""
    rows, found = edits.some("ideas", [idea.id for idea in ideas]), []
    for idea in ideas:
        status = rows[idea.id]["status"] if idea.id in rows else "removed"
        if status != idea.status and status in _GONE:
            found.append(f"“{' '.join(idea.title.split())}” {_GONE[status]}")
    return found


def _refuse(changes: Sequence[str]) -> None:
    if changes:
        raise InputError(
            f"At another keyboard something changed: {listing(changes)}. Nothing was decided; look at "
            f"the plan again."
        )
