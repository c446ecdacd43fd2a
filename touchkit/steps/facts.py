"""The facts step 5 shows, read once for each change however often they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.model import Client, to_rows
from touchkit.model.text import LONGEST_SHOWN, shortened
from touchkit.steps.commitments import recorded
from touchkit.steps.ideas import Idea, ideas_of
from touchkit.steps.naming import owners
from touchkit.steps.priorities import Priority, priorities
from touchkit.steps.progress import Tables, listed
from touchkit.steps.session import Session


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the step shows, read once for each change.

    Attributes
    ----------
    client : Client
        For words and sizes.
    found : tuple of Priority
        The touchpoints that count, what to look at first in front.
    points : mapping
        Their rows, by id.
    ideas : tuple of Idea
        All ideas.
    names : mapping
        What touchpoints, stages and departments are called, cut where it is too long to be shown.
    people : tuple of str
        Who might own something.
    departments, stages : tuple of str
        Ids.
    recorded : frozenset of str
        The ideas, by id, that became decisions.
    gaps : pandas.DataFrame
        The gaps that are shown, as `touchkit.measure.gaps` returns them.
    tables : mapping
        The tables they were read from.
    """

    client: Client
    found: tuple[Priority, ...]
    points: Mapping[str, Mapping[str, Any]]
    ideas: tuple[Idea, ...]
    names: Mapping[str, str]
    people: tuple[str, ...]
    departments: tuple[str, ...]
    stages: tuple[str, ...]
    recorded: frozenset[str]
    gaps: pd.DataFrame
    tables: Tables

    def at(self, touchpoint: str) -> list[Idea]:
        """Return a touchpoint's ideas, in the order they were written."""
        return [idea for idea in self.ideas if touchpoint in idea.touchpoints]


class Reader:
    """Reads the facts of what a session shows, and keeps them until something changes.

    Parameters
    ----------
    session : Session
        What is open.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._facts: tuple[tuple[Any, ...], Facts] | None = None
        self._gaps: tuple[tuple[Any, ...], tuple[pd.DataFrame, ...], pd.DataFrame] | None = None

    def read(self, order: str) -> Facts:
        """Return the facts, touchpoints in this order.

        Raises
        ------
        InputError
            While no client is open.
        """
        session, workshop = self._session, self._session.workshop
        if workshop is None:
            raise InputError("Choose a client first.")
        key = (session.client, session.revision, session.persona, order)
        if self._facts is None or self._facts[0] != key:
            self._facts = (key, self._read(workshop.client, session.tables_shown(), order))
        return self._facts[1]

    def _read(self, client: Client, tables: Tables, order: str) -> Facts:
        gaps = self._gaps_of(client, tables)
        return read_facts(client, tables, gaps, order=order, persona=self._session.persona)

    def _gaps_of(self, client: Client, tables: Tables) -> pd.DataFrame:
        """Return the gaps; an idea or a verdict leaves them as they are, so they are kept."""
        key = (self._session.client, self._session.persona, client)
        points = tables["touchpoints"][["id", "name", "status"]]
        basis = (tables["scores"], points, tables["personas"])
        if self._gaps is not None:
            known, before, gaps = self._gaps
            if known == key and all(a.equals(b) for a, b in zip(before, basis, strict=True)):
                return gaps
        found = self._session.gaps()
        self._gaps = (key, basis, found)
        return found


def read_facts(
    client: Client, tables: Tables, gaps: pd.DataFrame, *, order: str = "gap", persona: str = ""
) -> Facts:
    """Return what step 5 shows of a client.

    Parameters
    ----------
    client, tables, gaps
        The client, its tables, and the gaps of whoever they are shown for; left as they are.
    order : {"gap", "below"}
        Which touchpoints come first.
    persona : str
        For whom, by id; blank: everybody.
    """
    points = _met(listed(tables), tables["personas"], persona)
    found = priorities(points, gaps, order=order, customer_word=client.customer_word)
    ideas = ideas_of(tables["ideas"])
    names = {
        row["id"]: shortened(row["name"], LONGEST_SHOWN)
        for table in ("stages", "departments", "touchpoints")
        for row in tables[table][["id", "name"]].to_dict("records")
    }
    return Facts(
        client=client, found=tuple(found), points={row["id"]: row for row in to_rows(points)},
        ideas=tuple(ideas), names=names, people=owners(tables),
        departments=tuple(tables["departments"]["id"]), stages=tuple(tables["stages"]["id"]),
        recorded=recorded(tables["decisions"]), gaps=gaps, tables=tables,
    )  # fmt: skip


def _met(points: pd.DataFrame, personas: pd.DataFrame, persona: str) -> pd.DataFrame:
    """Return the touchpoints whose stage a persona does not skip."""
    skips = personas.loc[personas["id"] == persona, "skips"].dropna()
    skipped = {stage for cell in skips for stage in cell.split(";")}
    return points[~points["stage"].isin(skipped)] if skipped else points
