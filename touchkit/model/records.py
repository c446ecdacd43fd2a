"""One row's cells, read as the table's columns say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from touchkit.model.columns import read_date, read_text
from touchkit.model.faults import Fault, shown, validation_faults
from touchkit.model.frames import choices, column_kind, required
from touchkit.model.row import Row
from touchkit.model.text import is_blank


def read_row(
    model: type[Row], values: Mapping[str, Any], *, decimal: str = ".", thousands: str = ""
) -> tuple[dict[str, Any], list[Fault]]:
    """Read one row's cells.

    Parameters
    ----------
    model : type of Row
        The table.
    values : mapping
        What stands in each cell; None and blank text mean nothing stands there.
    decimal : {".", ","}
        ``,`` where the file's own habit says that a comma is the decimal mark.
    thousands : {"", "."}
        ``.`` where a point may part thousands, so that 1.234 is refused.

    Returns
    -------
    record : dict
        Python scalars with defaults filled in, what is missing left out; cells that cannot be
        read are left out too, but for an id: others may refer to it.
    faults : list of Fault
        Every cell that cannot be read.
    """
    words = _words(model)
    cells = {name: value for name, value in values.items() if not is_blank(value)}
    known = {n: _in_words(words[n], value) for n, value in cells.items() if n in words}
    extra, faults = _read_extra(model, {n: v for n, v in cells.items() if n not in words})
    context = {"decimal": decimal, "thousands": thousands}
    try:
        row = model.model_validate(known, context=context)
    except ValidationError as error:
        faults += [_quoted(fault, cells) for fault in validation_faults(model, error)]
        return _readable(model, known, faults, context) | extra, faults
    record = {name: value for name, value in vars(row).items() if not is_blank(value)}
    faults += [
        Fault(column=name, found=shown(cells[name]), allowed="a value", hint="Fill this cell in.")
        for name in required(model)
        if name not in record
    ]
    return record | extra, faults


def _in_words(words: Mapping[str, str], value: Any) -> Any:
    """Return one of a column's words however it is written: `` Direct `` is ``direct``."""
    text = read_text(value) if words else value
    return words.get(text.lower(), text) if words and isinstance(text, str) else value


@cache
def _words(model: type[Row]) -> dict[str, dict[str, str]]:
    """Return for each column the words it may hold; none where anything may stand."""
    return {
        name: {word.lower(): word for word in choices(model, name)} for name in model.model_fields
    }


def _quoted(fault: Fault, cells: Mapping[str, Any]) -> Fault:
    """Return the fault with what really stands in the cell, not what was made of it."""
    column = fault.column
    return (
        fault
        if column is None or column not in cells
        else replace(fault, found=shown(cells[column]))
    )


def _readable(
    model: type[Row], known: Mapping[str, Any], faults: list[Fault], context: dict[str, str]
) -> dict[str, Any]:
    bad = {fault.column for fault in faults}
    record = {
        name: _reader(model, name).validate_python(value, context=context)
        for name, value in known.items()
        if name not in bad
    }
    return record | ({"id": str(read_text(known["id"]))} if "id" in bad else {})


@cache
def _reader(model: type[Row], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    return TypeAdapter(Annotated.__class_getitem__((field.annotation, *field.metadata)))  # type: ignore[attr-defined]  # a type made while the program runs


def _read_extra(model: type[Row], cells: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Read columns the model does not know: text, or dates where their ending says so."""
    record: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in cells.items():
        allowed, hint = "text", "Write it as text."
        try:
            record[name] = (
                read_date(value) if column_kind(model, name) == "date" else _plain_text(value)
            )
        except ValueError as error:
            context = getattr(error, "context", None) or {}
            allowed, hint = context.get("allowed", allowed), context.get("hint", hint)
            faults.append(Fault(column=name, found=shown(value), allowed=allowed, hint=hint))
    return record, faults


def _plain_text(value: Any) -> str:
    text = read_text(value)
    if isinstance(text, (str, dt.timedelta)):
        return str(text)
    raise ValueError
