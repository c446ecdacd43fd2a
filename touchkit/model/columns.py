"""The kinds of column a table can have, and how each reads what a person wrote in a cell."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from touchkit.model.text import clean, is_slug, slug

_YES = {"yes", "y", "true", "1", "x", "ja", "j", "oui", "si", "sí", "✓"}
_NO = {"no", "n", "false", "0", "nein", "non", "-"}
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_GROUPED = re.compile(
    r"[-+]?(?P<first>\d{1,3})(?P<mark>[.,'’\s])\d{3}(?:(?P=mark)\d{3})*(?P<rest>[.,]\d*)?"
)

_PLAIN = "Write a plain number such as 3.5."

Kind = Literal["text", "yes/no", "whole number", "number", "date", "size"]


@dataclass(frozen=True)
class About:
    """What a column holds, for the column tables in the docs."""

    says: str


@dataclass(frozen=True, kw_only=True)
class Refers:
    """That a column holds ids of another table.

    Attributes
    ----------
    table : str
        The table whose ids may stand here.
    many : bool
        Whether several ids may stand in the cell, ``;`` between them.
    removed : {"take", "clear"}
        What happens when the row referred to is removed: this row goes along, or the cell is
        cleared.
    """

    table: str
    many: bool = False
    removed: Literal["take", "clear"] = "clear"


@dataclass(frozen=True)
class Is:
    """Which kind of cell this is."""

    kind: Kind


def fault(allowed: str, hint: str) -> PydanticCustomError:
    """Return the error a cell reader raises: what is allowed, and what to do."""
    return PydanticCustomError("cell", "{allowed}", {"allowed": allowed, "hint": hint})


def read_text(value: Any) -> Any:
    """Return a cell as text; a whole number a spreadsheet made ``5.0`` of is ``5`` again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        whole = isinstance(value, float) and value.is_integer()
        return str(int(value) if whole else value)
    return clean(value) if isinstance(value, str) else value


def read_yes_no(value: Any) -> bool:
    """Return a cell as True or False."""
    word = str(value).strip().lower()
    if isinstance(value, bool) or word in _YES | _NO:
        return bool(value) if isinstance(value, bool) else word in _YES
    if value in (0, 1):
        return bool(value)
    raise fault("yes or no", "Write yes or no, or leave the cell blank.")


def read_number(value: Any, info: ValidationInfo) -> float:
    """Return a cell as a finite number; a decimal comma is read, an ambiguous one refused."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise fault("a number", _PLAIN)
    if isinstance(value, str):
        value = _plain_number(value, info.context or {})
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise fault("a number", _PLAIN) from None
    if not math.isfinite(number):
        raise fault("a number", _PLAIN)
    return number + 0.0  # no negative zero: a workbook has none, so files would differ


def _plain_number(text: str, context: Mapping[str, str]) -> str:
    """Return a number without thousands marks, its decimal mark a point."""
    text = text.strip()
    if text.isdecimal():
        return text
    grouped = _GROUPED.fullmatch(text)
    if "_" in text or (grouped and (grouped["rest"] or "")[:1] == grouped["mark"]):
        raise fault("a number", _PLAIN)
    if grouped and not grouped["rest"] and text.count(mark := grouped["mark"]) == 1:
        decimal = mark == context.get("decimal", ".") or grouped["first"].startswith("0")
        if mark == "," and not decimal:
            raise _either(text, f"{text.replace(',', '.')}: the comma")
        if mark == "." and not grouped["first"].startswith("0") and context.get("thousands") == ".":
            raise _either(text, f"{text.replace('.', ',')}: the point")
        if mark in ".,":
            return text.replace(",", ".")
    if grouped:
        text = text.replace(grouped["mark"], "")
    return text.replace(",", ".")


def _either(text: str, otherwise: str) -> PydanticCustomError:
    meant = re.sub("[.,]", "", text)
    return fault("a number", f"Write {meant} or {otherwise} can mean either.")


def read_whole(value: Any, info: ValidationInfo) -> int:
    """Return a cell as a whole number."""
    number = read_number(value, info)
    if not number.is_integer():
        raise fault("a whole number", "Write a whole number such as 3.")
    if abs(number) >= 2**53:
        raise fault("a whole number", "Write a smaller number.")
    return int(number)


def read_date(value: Any) -> dt.date:
    """Return a cell as a date: ``2026-11-21``, ``21.11.2026`` or a spreadsheet's own date."""
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date()
    elif isinstance(value, dt.date):
        return value
    elif isinstance(value, str):
        german = _GERMAN_DAY.fullmatch(value.strip())
        parts = (german[3], german[2], german[1]) if german else value.strip().split("-")
        if len(parts) == 3 and all(part.isdecimal() for part in parts) and len(parts[0]) == 4:
            try:
                return dt.date(int(parts[0]), int(parts[1]), int(parts[2]))
            except (ValueError, OverflowError):
                pass
    raise fault("a date such as 2026-11-21", "Write year-month-day, with a day that exists.")


def read_id(value: Any) -> Any:
    """Return a cell as an id."""
    text = read_text(value)
    if isinstance(text, str) and not is_slug(text):
        made = slug(text)
        hint = f"Write {made!r}" if made else "Write a short word such as 'invoice'"
        raise fault("an id of a-z, 0-9 and -", f"{hint}, or leave it blank and one is made.")
    return text


def read_ids(value: Any) -> Any:
    """Return a cell of ids with ``;`` between, each trimmed, empty ones dropped."""
    text = read_text(value)
    if not isinstance(text, str):
        return text
    return ";".join(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def read_size(value: Any, info: ValidationInfo) -> str:
    """Return a guess as text: a number, or one of S, M, L."""
    if isinstance(value, str) and value.strip().upper() in {"S", "M", "L"}:
        return value.strip().upper()
    try:
        return f"{read_number(value, info):.15g}"
    except PydanticCustomError as error:
        if "either" in str(error.context):
            raise
        raise fault(
            "S, M, L or a number", "Write S, M or L, or a plain number such as 0.5."
        ) from None


Text = Annotated[str, BeforeValidator(read_text), Is("text")]
YesNo = Annotated[bool, BeforeValidator(read_yes_no), Is("yes/no")]
Number = Annotated[float, BeforeValidator(read_number), Is("number")]
Whole = Annotated[int, BeforeValidator(read_whole), Is("whole number")]
Date = Annotated[dt.date, BeforeValidator(read_date), Is("date")]
Size = Annotated[str, BeforeValidator(read_size), Is("size")]
Id = Annotated[str, BeforeValidator(read_id), Is("text")]
Ids = Annotated[str, BeforeValidator(read_ids), Is("text")]

DTYPES: dict[str, str] = {
    "text": "str",
    "size": "str",
    "yes/no": "boolean",
    "whole number": "Int64",
    "number": "float64",
    "date": "datetime64[us]",
}
