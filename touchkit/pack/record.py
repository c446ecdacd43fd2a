"""A client pack as a value: settings, tables, and where the events lie."""

from __future__ import annotations

import filecmp
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pandas as pd

from touchkit.errors import Problem
from touchkit.model import TABLES, Client, to_frame


@dataclass(frozen=True, kw_only=True, eq=False)
class Pack:
    """All a client brings to a workshop.

    Two packs are equal when their settings, tables (values, dtypes, column order) and events
    are; where they lie does not matter.

    Attributes
    ----------
    client : Client
        The settings at the head of client.toml.
    tables : mapping of str to pandas.DataFrame
        Every table of `touchkit.model.TABLES`, by name; also as attributes, ``pack.touchpoints``.
    events : Path or None
        The CRM's events, read where they lie.
    source : Path or None
        Where the pack was read from.
    notes : tuple of str
        What a reader should know although nothing is wrong.
    aside : tuple of Problem
        Why rows were set aside, when that was asked for.
    """

    client: Client
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    events: Path | None = None
    source: Path | None = None
    notes: tuple[str, ...] = ()
    aside: tuple[Problem, ...] = ()

    @classmethod
    def from_rows(cls, client: Client, rows: Mapping[str, list[dict[str, Any]]]) -> Self:
        """Return a pack with these rows; tables that are not named are empty."""
        return cls(
            client=client,
            tables={name: to_frame(m, rows.get(name, [])) for name, m in TABLES.items()},
        )

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name in TABLES and "tables" in self.__dict__:
            return self.tables[name]
        raise AttributeError(f"a pack has no {name!r}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Pack):
            return NotImplemented
        same = all(_same(self.tables[name], other.tables[name]) for name in TABLES)
        return self.client == other.client and same and _same_file(self.events, other.events)

    __hash__ = None  # type: ignore[assignment]  # frames are values that cannot be hashed


def _same(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    return left.equals(right) and list(left.dtypes) == list(right.dtypes)


def _same_file(left: Path | None, right: Path | None) -> bool:
    if left is None or right is None:
        return left is right
    return filecmp.cmp(left, right, shallow=False)
