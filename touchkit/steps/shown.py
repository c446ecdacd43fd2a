"""Tables to draw from, read once for each change however often a page asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd


class Shown(Mapping[str, pd.DataFrame]):
    """Tables to draw from: each is copied when it is asked for, and no other one.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Every table as it is now.
    """

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._tables[name].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def on_the_wall(moment: str) -> str:
    """Return a moment in UTC as the clock on the wall shows it."""
    return f"{dt.datetime.fromisoformat(moment).astimezone():%d %B, %H:%M}"
