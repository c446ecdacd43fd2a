"""What is wrong with a cell, a row or a setting, said so that a person can act on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from touchkit.model.columns import read_text
from touchkit.model.frames import choices
from touchkit.model.text import did_you_mean, listed


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with one cell or row, before it is known where that stands."""

    column: str | None
    found: str
    allowed: str
    hint: str


def shown(value: Any) -> str:
    """Return a value as it is quoted in a message, cut where it is long."""
    text = str(read_text(value))
    return repr(text if len(text) <= 60 else text[:57] + "…") if text else "nothing"


def validation_faults(model: type[BaseModel], error: ValidationError) -> list[Fault]:
    """Return pydantic's complaints as faults a person can act on."""
    return [_fault(model, detail) for detail in error.errors(include_url=False)]


def _fault(model: type[BaseModel], detail: Mapping[str, Any]) -> Fault:
    path = [part for part in detail["loc"] if not str(part).startswith("function")]
    column = ".".join(str(part + 1 if isinstance(part, int) else part) for part in path) or None
    context = detail.get("ctx") or {}
    found = "nothing" if column is None else shown(detail["input"])
    match detail["type"]:
        case "missing":
            found, allowed, hint = "nothing", "a value", "Fill this cell in."
        case "cell":
            allowed, hint = context["allowed"], context["hint"]
        case "literal_error":
            words = choices(_within(model, path[:-1]), str(path[-1]))
            allowed = ", ".join(words)
            hint = did_you_mean(str(detail["input"]), words, "Choose one of these words.")
        case "extra_forbidden":
            names = list(_within(model, path[:-1]).model_fields)
            found, allowed = "an unknown setting", listed(names, 30)
            hint = did_you_mean(str(path[-1]), names, "Take it out.")
        case "model_type" | "model_attributes_type":
            allowed = f"settings of its own: {listed(_within(model, path).model_fields)}"
            hint = f"Write them below a line [{column}]."
        case "tuple_type":
            allowed, hint = "a list", 'Write it as ["…", "…"].'
        case "string_type":
            allowed, hint = "text", "Write it as text."
        case kind:
            allowed, hint = _bounds(kind, context, str(detail["msg"])), "Correct the value."
    return Fault(column=column, found=found, allowed=allowed, hint=hint)


def _within(model: type[BaseModel], path: Sequence[Any]) -> type[BaseModel]:
    """Return the model of settings nested at a path."""
    for part in path:
        inner = model.model_fields[str(part)].annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            model = inner
    return model


def _bounds(kind: str, context: Mapping[str, Any], otherwise: str) -> str:
    return {
        "greater_than_equal": f"at least {context.get('ge')}",
        "less_than_equal": f"at most {context.get('le')}",
        "greater_than": f"more than {context.get('gt')}",
        "string_pattern_mismatch": "a colour such as #5b3a8c",
    }.get(kind, otherwise)
