"""What is typed into an act's editor, read; and what stands there for what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from touchkit.errors import InputError
from touchkit.model.text import clean
from touchkit.plan import addressed
from touchkit.steps.amounts import read_amount

INVENTED = "Kim"
"""Who reads a wording where no customer's name is known."""
_NAMES = ("touchpoint", "audience", "channel")
_MOST = 9_999
_MOST_LEAD = 3_660
_NO_TITLE = "An act needs a few words: what is done?"


def as_shown(act: Mapping[str, Any], field: str) -> str:
    """Return what stands in a line of the editor for what is stored."""
    return str(act.get(field, "") or "")


def read_count(typed: str, wanted: str, *, least: int = 1, most: int = _MOST) -> int:
    """Return a whole number between two bounds as somebody typed it."""
    number = read_amount(typed or "", wanted=wanted)
    if not (number.is_integer() and least <= number <= most):
        raise InputError(f"Write {wanted}.")
    return int(number)


def read_choice(field: str, typed: Any) -> dict[str, Any]:
    """Return what a choice changes of when an act is due."""
    if field == "times":
        times = read_count(typed, "so many times, such as 4") if clean(typed or "") else None
        return {"times": times} if times is None else {"times": times, "until": None}
    if field == "interval":
        return {"interval": read_count(typed or "1", "every how many, such as 2")}
    if field == "nth":
        return {"nth": read_count(typed, "a day of the month, 1 to 31", most=31)}
    if field == "days":
        if not typed:
            raise InputError("Leave one day at least.")
        return {"weekdays": tuple(typed)}
    return {field: typed}


def read_column(field: str, typed: Any) -> Any:
    """Return what is stored in a column for what was typed or chosen; None: nothing."""
    if field in _NAMES:
        return typed or None
    if field in {"calendar", "weekdays_only"}:
        return typed
    said = clean(typed or "")
    if field == "title" and not said:
        raise InputError(_NO_TITLE)
    if field == "lead_days" and said:
        days = said.lower().removesuffix("days").removesuffix("day")
        return read_count(days, "so many days, such as 5", least=0, most=_MOST_LEAD) or None
    if field == "wording":
        _check_wording(said)
    return said or None


def _check_wording(said: str) -> None:
    try:
        addressed(said, INVENTED)
    except InputError as error:
        unknown = error.problems[0].found
        raise InputError(
            f"{unknown} is not known. Write {{call_name}} where the name belongs, or take the braces out."
        ) from None
