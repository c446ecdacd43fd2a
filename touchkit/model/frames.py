"""Tables as frames and as plain rows, without losing a type on the way."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, get_args

import pandas as pd
from pydantic import BaseModel

from touchkit.model.columns import DTYPES, About, Is, Kind, Refers
from touchkit.model.tables import Row

Record = Mapping[str, Any]
"""A row as plain Python scalars; what is missing is left out."""


def columns(model: type[Row]) -> dict[str, Kind]:
    """Return the kind of each column of a table, in the table's order."""
    return dict(_kinds(model))


@cache
def _kinds(model: type[Row]) -> dict[str, Kind]:
    return {name: _kind(field) for name, field in model.model_fields.items()}


def _kind(field: Any) -> Kind:
    parts = [field, *get_args(field.annotation)]
    marks = [
        mark
        for part in parts
        for mark in getattr(part, "metadata", getattr(part, "__metadata__", ()))
    ]
    return next((mark.kind for mark in marks if isinstance(mark, Is)), "text")


@cache
def required(model: type[Row]) -> tuple[str, ...]:
    """Return the columns a row cannot do without."""
    return tuple(name for name, field in model.model_fields.items() if field.is_required())


def choices(model: type[BaseModel], column: str) -> tuple[str, ...]:
    """Return the words a column may hold; empty where any text may stand."""
    annotation = model.model_fields[column].annotation
    options = [annotation, *get_args(annotation)]
    found = [
        get_args(option) for option in options if "Literal" in str(option) and get_args(option)
    ]
    words = [word for group in found for word in group if isinstance(word, str)]
    return tuple(dict.fromkeys(words))


@cache
def references(model: type[Row]) -> Mapping[str, Refers]:
    """Return the columns that hold ids of another table."""
    found = {name: _first(field, Refers) for name, field in model.model_fields.items()}
    return MappingProxyType({n: refers for n, refers in found.items() if refers is not None})


def says(model: type[Row], column: str) -> str:
    """Return what a column holds, in a few words."""
    about: About | None = _first(model.model_fields[column], About)
    return about.says if about else ""


def _first(field: Any, kind: type[Any]) -> Any:
    return next((mark for mark in field.metadata if isinstance(mark, kind)), None)


def column_kind(model: type[Row], column: str) -> Kind:
    """Return the kind of any column, one the model does not know included."""
    kind = _kinds(model).get(column)
    if kind is not None:
        return kind
    return "date" if model.EXTRA_DATES and column.endswith(model.EXTRA_DATES) else "text"


def to_frame(model: type[Row], rows: Iterable[Record], extra: Sequence[str] = ()) -> pd.DataFrame:
    """Return rows as a frame with the table's columns and dtypes.

    Parameters
    ----------
    model : type of Row
        The table.
    rows : iterable of mapping
        Python scalars by column; what is missing may be left out.
    extra : sequence of str
        Further columns to keep even if no row fills them.

    Returns
    -------
    pandas.DataFrame
        ``id``, the model's columns, then those it does not know in the order they are met; RangeIndex.
    """
    rows = list(rows)
    known = list(model.model_fields)
    names = list(dict.fromkeys([*known, *extra, *(name for row in rows for name in row)]))
    series = {
        name: _series([row.get(name) for row in rows], column_kind(model, name)) for name in names
    }
    return pd.DataFrame(
        series, columns=pd.Index(names, dtype="str"), index=pd.RangeIndex(len(rows))
    )


def _series(values: list[Any], kind: Kind) -> pd.Series:
    return pd.Series(values, dtype="object").astype(DTYPES[kind])


def to_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as Python scalars, what is missing left out.

    Examples
    --------
    >>> to_rows(pd.DataFrame({"id": ["a", "b"], "score": [1.5, None]}))
    [{'id': 'a', 'score': 1.5}, {'id': 'b'}]
    """
    values = [[_scalar(value) for value in frame[name].astype("object")] for name in frame.columns]
    names = [str(name) for name in frame.columns]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value is not None}
        for row in zip(*values, strict=True)
    ]


def _scalar(value: Any) -> Any:
    if (
        value is None
        or value is pd.NA
        or value is pd.NaT
        or (isinstance(value, float) and math.isnan(value))
    ):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date() if value == value.normalize() else value.to_pydatetime()
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else value
    return value.item() if hasattr(value, "item") else value
