"""A worked answer: what the team of the worked example wrote down, as a small table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from touchkit.measure.saying import mark, missing, number, share
from touchkit.model import TABLES, Client, references
from touchkit.steps.checks import Case
from touchkit.steps.days import say_day
from touchkit.steps.ideas import GUESSES, guessed
from touchkit.steps.progress import Tables, listed


@dataclass(frozen=True, kw_only=True)
class Worked:
    """A worked answer to be shown.

    Attributes
    ----------
    titles : tuple of str
        The heads of the columns.
    rows : tuple of tuple of str
        The cells.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def worked(client: Client, tables: Tables, shows: Mapping[str, Any]) -> Worked:
    """Return the rows of the worked example that answer a task.

    Parameters
    ----------
    client : Client
        The worked example's settings.
    tables : mapping of str to pandas.DataFrame
        Its tables; left as they are.
    shows : mapping
        Either ``table`` and ``columns`` (head to column), with ``where`` (column to the values that
        are shown), ``shortlist`` (whether only touchpoints that count are shown) and ``most`` rows;
        or ``scores`` (head to a column of `touchkit.measure.gaps`) with ``group``, whose received
        scores they are.
    """
    if "scores" in shows:
        return _scores(client, tables, shows)
    rows = tables[shows["table"]]
    for column, values in shows.get("where", {}).items():
        rows = rows[rows[column].isin(values)]
    if shows.get("shortlist"):
        column = "id" if shows["table"] == "touchpoints" else "touchpoint"
        rows = rows[rows[column].isin(listed(tables)["id"])]
    rows = rows.head(shows.get("most", len(rows)))
    heads: Mapping[str, str] = shows["columns"]
    names = {column: _names(tables, shows["table"], column) for column in heads.values()}
    cells = [
        tuple(_cell(client, column, row[column], names[column]) for column in heads.values())
        for row in rows.to_dict("records")
    ]
    return Worked(titles=tuple(heads), rows=tuple(cells))


def _names(tables: Tables, table: str, of: str) -> Mapping[str, str]:
    """Return what ids in a column are called."""
    refers = references(TABLES[table]).get(of)
    if refers is None:
        return {}
    named = tables[refers.table]
    column = TABLES[refers.table].NAMED_BY or ("name" if "name" in named else "id")
    return dict(zip(named["id"], named[column], strict=True))


def _cell(client: Client, column: str, value: Any, names: Mapping[str, str]) -> str:
    if missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return say_day(value)
    if column in GUESSES:
        return guessed(client, column, str(value))
    if isinstance(value, float):
        return share(value) if column == "share" else mark(value)
    return (
        ", ".join(names.get(part, part) for part in str(value).split(";")) if names else str(value)
    )


def _scores(client: Client, tables: Tables, shows: Mapping[str, Any]) -> Worked:
    case = Case(client=client, tables=tables)
    heads: Mapping[str, str] = shows["scores"]
    found = case.numbers.gaps(received_from=shows.get("group"))
    found = found.set_index("touchpoint").reindex(case.points["id"])
    cells = [
        (case.names[point], *(_mean(found.loc[point, column]) for column in heads.values()))
        for point in found.index
    ]
    return Worked(titles=("Touchpoint", *heads), rows=tuple(cells))


def _mean(value: Any) -> str:
    return "" if pd.isna(value) else number(float(value))
