"""The contacts on a calendar as arrays: which act, which day, which audience, which customer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from touchkit.errors import InputError
from touchkit.model.text import listed

_NEEDED = ["act", "when", "audience", "customer", "owner", "channel", "touchpoint", "calendar"]
EVERYBODY = -1
"""The code of no audience: everybody."""


@dataclass(frozen=True, eq=False)
class Contacts:
    """Every contact, by day; -1 stands where nothing is said.

    Attributes
    ----------
    act, audience, customer, owner, channel, touchpoint, calendar : numpy.ndarray of int
        Codes.
    day : numpy.ndarray of int
        Days from the first one on.
    origin : int
        The first day, counted from 1970-01-01.
    words : dict of str to list of str
        What each code stands for, by column.
    """

    act: np.ndarray
    audience: np.ndarray
    customer: np.ndarray
    owner: np.ndarray
    channel: np.ndarray
    touchpoint: np.ndarray
    calendar: np.ndarray
    day: np.ndarray
    origin: int
    words: dict[str, list[str]]

    @classmethod
    def of(cls, occurrences: pd.DataFrame) -> Contacts:
        """Return the contacts of a calendar."""
        lacking = [name for name in _NEEDED if name not in occurrences]
        if lacking:
            found = listed(map(str, occurrences.columns))
            raise InputError(f"The calendar has no column {listed(lacking)}; there are: {found}.")
        when = pd.to_datetime(occurrences["when"])
        if when.isna().any():
            raise InputError("The calendar has rows without a date in the column 'when'.")
        day = when.to_numpy().astype("datetime64[D]").astype(np.int64)
        order = None if len(day) < 2 or (day[1:] >= day[:-1]).all() else day.argsort(kind="stable")
        codes: dict[str, np.ndarray] = {}
        words: dict[str, list[str]] = {}
        for name in _NEEDED:
            if name == "when":
                continue
            one = pd.Categorical(occurrences[name])
            code = one.codes if order is None else one.codes[order]
            codes[name] = code.astype(np.int32) if name in ("act", "customer") else code
            words[name] = [str(word) for word in one.categories]
        day = day if order is None else day[order]
        origin = int(day[0]) if len(day) else 0
        return cls(**codes, day=(day - origin).astype(np.int32), origin=origin, words=words)

    @property
    def days(self) -> int:
        """How many days there are, from the first contact to the last."""
        return int(self.day[-1]) + 1 if len(self.day) else 0

    @cached_property
    def shared(self) -> np.ndarray:
        """The rows that reach a whole audience."""
        return np.flatnonzero(self.customer < 0)

    @cached_property
    def own(self) -> np.ndarray:
        """The rows that reach one customer, by customer and then by day."""
        rows = np.flatnonzero(self.customer >= 0).astype(np.int32)
        return np.asarray(rows[sorted_by(self.customer[rows])])

    def mine(self, column: str) -> np.ndarray:
        """Return the codes, or the days, of the rows that reach one customer, in their order."""
        if column not in self._mine:
            self._mine[column] = getattr(self, column)[self.own]
        return self._mine[column]

    @cached_property
    def _mine(self) -> dict[str, np.ndarray]:
        return {}

    def known(self, group: int) -> np.ndarray:
        """Return the customers known to be in an audience: those it has acts of their own for."""
        if group == EVERYBODY:
            return np.flatnonzero(self._known.any(axis=0))
        return np.flatnonzero(self._known[group])

    @cached_property
    def _known(self) -> np.ndarray:
        shape = len(self.words["customer"]), len(self.words["audience"]) + 1
        there = np.zeros(shape, bool)
        there[self.mine("customer"), self.mine("audience")] = True  # the last column: -1
        return there.T

    @cached_property
    def groups(self) -> list[int]:
        """The audiences there are, everybody first where it is one."""
        return [int(code) for code in np.unique(self.audience)]

    def name(self, column: str, code: int) -> str:
        """Return what a code stands for; blank for none."""
        return self.words[column][code] if code >= 0 else ""

    def reaching(self, group: int) -> np.ndarray:
        """Return the rows that reach all of an audience: its own and those for everybody."""
        to = self.audience[self.shared]
        return np.asarray(self.shared[(to == group) | (to == EVERYBODY)])

    def first_of(self, column: str) -> np.ndarray:
        """Return for each act the code it has in a column."""
        if column in self._first:
            return self._first[column]
        code = np.full(len(self.words["act"]), -1, np.int64)
        code[self.act[::-1]] = getattr(self, column)[::-1]
        self._first[column] = code
        return code

    @cached_property
    def _first(self) -> dict[str, np.ndarray]:
        return {}


def sorted_by(code: np.ndarray) -> np.ndarray:
    """Return the order that sorts codes from 0 on, equal ones as they stand; in linear time."""
    order = np.argsort((code & 0xFFFF).astype(np.uint16), kind="stable")
    if len(code) and code.max() > 0xFFFF:
        high = (code >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
