"""What the keys of a survey's mapping may hold: codes, scales, and where a value comes from."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import PlainValidator

from touchkit.model.columns import fault, read_text
from touchkit.model.faults import shown
from touchkit.model.text import clean, did_you_mean, listed


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a value comes from: the same for every row, or a column.

    Attributes
    ----------
    fixed : text or number or None
        The value of every row; None where a column is named.
    column : str or None
        The column.
    values : mapping or None
        What each code in the column stands for; None: the cells are taken as they stand.
    blank : text or number or None
        What a blank cell stands for; None: nothing.
    """

    fixed: str | int | None = None
    column: str | None = None
    values: Mapping[str, Any] | None = None
    blank: str | int | None = None


def code(cell: Any) -> str:
    """Return a cell as codes are compared: ``6``, ``6.0`` and `` 6 `` are one, and so are cases.

    Examples
    --------
    >>> code("6.0"), code(6), code(" No Data ")
    ('6', '6', 'no data')
    """
    text = str(read_text(cell)).casefold()
    try:
        number = float(text)
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() else str(number)


def _read_codes(value: Any) -> tuple[str, ...]:
    codes = value if isinstance(value, (list, tuple)) else [value]
    if not all(isinstance(one, (str, int, float)) and not isinstance(one, bool) for one in codes):
        raise fault("a list of numbers and words", 'Write it as [0, 6, "No Data"].')
    return tuple(dict.fromkeys(code(one) for one in codes))


def _read_scale(value: Any) -> tuple[float, float]:
    ends = list(value) if isinstance(value, (list, tuple)) else []
    plain = [
        end
        for end in ends
        if isinstance(end, (int, float)) and not isinstance(end, bool) and math.isfinite(end)
    ]
    if len(ends) != 2 or plain != ends or not ends[0] < ends[1]:
        raise fault("the lowest and the highest answer", "Write it as [1, 5].")
    return float(ends[0]), float(ends[1])


def _read_values(value: Any) -> Mapping[str, float]:
    if not isinstance(value, dict) or not value:
        raise fault("what each answer scores", 'Write it as { "Very good" = 5, "Good" = 4 }.')
    for word, score in value.items():
        if isinstance(score, bool) or not isinstance(score, (int, float)):
            raise fault(
                "a number for each answer", f"Write the score of {shown(word)} without quotes."
            )
    return {code(word): float(score) for word, score in value.items()}


def _read_column(value: Any) -> Source:
    """Return the source that a key which always names a column stands for."""
    if isinstance(value, str) and clean(value):
        return Source(column=value)
    if isinstance(value, dict):
        return _from_table(value)
    raise fault("the name of a column", 'Write it as "NAME".')


def _read_number_or_column(value: Any) -> Source:
    if isinstance(value, int) and not isinstance(value, bool):
        return Source(fixed=value)
    if isinstance(value, (str, dict)) and value:
        return _read_column(value)
    raise fault("a whole number, or the name of a column", 'Write it as 2017, or as "NAME".')


def _read_word_or_column(value: Any) -> Source:
    if isinstance(value, str) and clean(value):
        return Source(fixed=clean(value))
    if isinstance(value, dict):
        return _from_table(value)
    raise fault("a word, or a column", 'Write it as "word", or as { column = "NAME" }.')


def _from_table(table: Mapping[str, Any]) -> Source:
    keys = ("column", "values", "blank")
    for key in table:
        if key not in keys:
            raise fault(listed(keys), did_you_mean(str(key), keys, f"Take {shown(key)} out."))
    values = table.get("values")
    if not isinstance(table.get("column"), str) or not clean(table["column"]):
        raise fault("a column", 'Write it as { column = "NAME" }.')
    if values is not None and not (isinstance(values, dict) and values):
        raise fault("what each code stands for", 'Write it as values = { 1 = "business" }.')
    blank = table.get("blank")
    if isinstance(blank, bool) or not isinstance(blank, (str, int, type(None))):
        raise fault("a word or a whole number under blank", "Say what a blank cell stands for.")
    coded = None if values is None else {code(key): value for key, value in values.items()}
    return Source(column=table["column"], values=coded, blank=blank)


Codes = Annotated[tuple[str, ...], PlainValidator(_read_codes)]
Scale = Annotated[tuple[float, float], PlainValidator(_read_scale)]
Values = Annotated[Mapping[str, float], PlainValidator(_read_values)]
Column = Annotated[Source, PlainValidator(_read_column)]
NumberOrColumn = Annotated[Source, PlainValidator(_read_number_or_column)]
WordOrColumn = Annotated[Source, PlainValidator(_read_word_or_column)]
Measure = Literal["received", "desired", "minimum", "importance", "emotion"]
