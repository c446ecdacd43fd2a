"""The workshop a notebook holds: opens, edits, and asks the rooms that know."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from touchkit import journey as journey_room
from touchkit.folder import Place
from touchkit.store import Store
from touchkit.workshop.numbers import Numbers
from touchkit.workshop.packed import LivePack

_COUNTED = ("client", "scores", "personas")
"""What the gaps are worked out from, but for the touchpoints' names."""


class Workshop(LivePack):
    """One client's workshop, live: what one notebook changes the others see.

    Made by `open_workshop`. Every table is an attribute that returns a new frame each time:
    `id` a column, RangeIndex, dtypes from the model. Edits are stored when the call returns.

    Attributes
    ----------
    name : str
        The client's short name.
    who : str
        Who is at the keyboard; undo takes back this person's actions only.
    place : Place
        Where the pack lies.
    store : Store
        The database behind it.
    """

    def __init__(self, store: Store, place: Place, who: str) -> None:
        super().__init__(store, place, who)
        # As worked out last, by persona, for the tables as they were then.
        self._gaps: dict[str | None, pd.DataFrame] = {}
        self._counted: tuple[Any, ...] = ()

    def journey(self, persona: str | None = None) -> nx.DiGraph:
        """Return the journey as a graph: of all, or of one persona (links of that persona or of all).

        Raises
        ------
        InputError
            When there is no such persona.
        """
        tables = self.store.frames("touchpoints", "links", "stages", "departments", "personas")
        return journey_room.designed(**tables, persona=persona)

    def findings(self) -> pd.DataFrame:
        """Return what looks wrong with the journey, without what was accepted as it is.

        Returns
        -------
        pandas.DataFrame
            rule, severity (mend, look, note), touchpoint, message, id: what a mark of the table
            findings, kind accepted, names as its row.
        """
        found = journey_room.check(self.journey())
        marks = self.marks
        kept = marks[(marks["table"] == "findings") & (marks["kind"] == "accepted")]["row"]
        return found[~found["id"].isin(kept)].reset_index(drop=True)

    def numbers(self, persona: str | None = None) -> Numbers:
        """Return every measure of the scores as they are now, of all or for one persona."""
        client, tables = self.store.state()
        return Numbers(client, dict(tables), persona)

    def gaps(self, *, persona: str | None = None, **options: Any) -> pd.DataFrame:
        """Return the gaps between desired and received, small groups hidden as the client asks.

        Parameters
        ----------
        persona : str, optional
            Only answers given for this persona, or for nobody in particular; a sentence begins
            with whom it is about, ``For Walter: ``, where an answer behind it names them.
        **options
            See `touchkit.measure.gaps`.
        """
        if options:
            return self.numbers(persona).gaps(**options)
        points = (
            self.touchpoints
        )  # whose names are in the sentences; the rest of them does not count
        stamp = (*self.store.stamp(*_COUNTED), *points["id"], *points["name"])
        if self._counted != stamp:
            self._counted, self._gaps = stamp, {}
        if persona not in self._gaps:
            self._gaps[persona] = self.numbers(persona).gaps()
        return self._gaps[persona].copy()
