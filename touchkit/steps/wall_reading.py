"""Reads what a board shows: each table only when it changed, scores only as what they say of a card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from touchkit.measure.saying import plural
from touchkit.model import Client, to_rows
from touchkit.steps.held import Held, Record
from touchkit.store.memory import Stamp
from touchkit.workshop import Workshop
from touchkit.workshop.numbers import Numbers

_ROWS = (
    "stages", "departments", "channels", "lanes", "personas", "touchpoints", "links", "notes",
    "marks",
)  # fmt: skip
_JOURNEY = ("stages", "departments", "personas", "touchpoints", "links", "marks")
_KNOWN_BY = {"customer": "measured", "outsider": "observed", "team": "assumed"}
"""How a score is known that does not say it: customers say what they got, the team guesses."""
_STRENGTH = {"assumed": 1, "observed": 2, "measured": 3}
_GUESS = "our guess"


class WallReader:
    """What was read last of one client's workshop."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._stamps: dict[str, Stamp] = {}
        self._frames: dict[str, pd.DataFrame] = {}
        self._rows: dict[str, list[Record]] = {}
        self._places: tuple[float, ...] = ()
        self._checked: Mapping[str, str] = {}
        self._counted: tuple[Any, ...] = ()
        self._numbers: Mapping[str, Mapping[str, Any]] = {}

    def read(self, persona: str = "") -> Held:
        """Return what the store holds now.

        Parameters
        ----------
        persona : str
            Whose scores count, besides those about nobody in particular; blank: everybody's.
        """
        client, fresh = self.workshop.store.fresh(self._stamps, (*_ROWS, "scores"))
        for name, table in fresh.items():
            self._stamps[name], self._frames[name] = table.stamp, table.frame
            if name == "scores":
                self._checked = checked(table.frame)
            else:
                self._rows[name] = list(to_rows(table.frame))
            if name == "touchpoints":
                self._places = table.places
        counted = (self._stamps["scores"], client, persona)
        if counted != self._counted:
            self._counted, self._numbers = counted, self._count(client, persona)
        return Held(
            name=self.workshop.name, client=client, tables=self._rows, places=self._places,
            numbers=self._numbers, checked=self._checked,
        )  # fmt: skip

    @property
    def stamp(self) -> tuple[Any, ...]:
        """What all that was read depends on; while it is the same, so is the board."""
        return (*self._stamps.values(), self._counted)

    @property
    def journey_stamp(self) -> tuple[Stamp, ...]:
        """What the findings depend on; while it is the same, so are they."""
        return tuple(self._stamps[name] for name in _JOURNEY)

    def _count(self, client: Client, persona: str) -> Mapping[str, Mapping[str, Any]]:
        if self._frames["scores"].empty:
            return {}
        known = persona if persona in set(self._frames["personas"]["id"]) else None
        # One draw: an interval is only asked for its being there.
        found = Numbers(client, self._frames, known).gaps(draws=1)
        return numbers(found, plural(client.customer_word))


def checked(scores: pd.DataFrame) -> dict[str, str]:
    """Return how well each touchpoint's scores are known, by the strongest of them.

    Examples
    --------
    >>> scores = pd.DataFrame(
    ...     {
    ...         "touchpoint": ["desk", "desk", "bill"],
    ...         "group": ["team", "customer", "team"],
    ...         "evidence": [None, None, "observed"],
    ...     }
    ... )
    >>> checked(scores)
    {'desk': 'measured', 'bill': 'observed'}
    """
    known = scores["evidence"].fillna(scores["group"].map(_KNOWN_BY))
    pairs = pd.DataFrame({"touchpoint": scores["touchpoint"], "known": known}).drop_duplicates()
    found: dict[str, str] = {}
    for point, how in zip(pairs["touchpoint"], pairs["known"], strict=True):
        found[point] = max(found.get(point, how), how, key=_STRENGTH.__getitem__)
    return found


def numbers(gaps: pd.DataFrame, customers: str) -> dict[str, dict[str, Any]]:
    """Return what a card says of its scores: gap and share below the minimum, or that few answered.

    Parameters
    ----------
    gaps : pandas.DataFrame
        As `touchkit.measure.gaps` returns it by touchpoint: customers' received where there are
        any, else the team's; what too few people gave is missing already.
    customers : str
        What customers are called.
    """
    columns = (
        "touchpoint",
        "received_from",
        "n_received",
        "received",
        "received_low",
        "gap",
        "below",
    )
    found: dict[str, dict[str, Any]] = {}
    for point, source, n, received, low, gap, below in zip(
        *(gaps[name] for name in columns), strict=True
    ):
        if not n:
            continue
        own = source == "team"
        # Customers' mean without an interval is a hint: the map says "few", not a number.
        few = pd.isna(received) or (not own and pd.isna(low))
        card: dict[str, Any] = {"whose": _GUESS if own else customers}
        card |= {"few": True} if few else {}
        for name, value in (("gap", gap), ("below", below)):
            card |= {} if few or pd.isna(value) else {name: float(value)}
        if len(card) > 1:  # of what was received alone a card says nothing
            found[str(point)] = card
    return found
