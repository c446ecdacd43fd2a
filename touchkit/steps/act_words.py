"""What is said of acts where they are listed and changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import numpy as np

from touchkit.errors import InputError, Problem
from touchkit.model.saying import capital
from touchkit.plan import act_in_words
from touchkit.plan.plainly import on_a_day_off
from touchkit.plan.recurring import date_of, number_of
from touchkit.plan.workdays import MARGIN, moved

SHORT = 60
"""Letters of a title in a sentence."""

_FAULTS = {
    "starts": "Nobody said on which day.",
    "until": "Its last date comes before its first.",
    "trigger": "It hangs on a date none of the {customers} has.",
    "id": "Another act has the same name in the files.",
}
_NEVER = "No day fits how it recurs, so it never comes up."
_UNREADABLE = "How it recurs cannot be read."


def noun(trigger: str) -> str:
    """Return what a date in a customer's life is called.

    Examples
    --------
    >>> noun("first_clean_on")
    'first clean'
    """
    return trigger.removesuffix("_on").replace("_", " ").strip()


def due_in_words(
    act: Mapping[str, Any], today: dt.date | None = None, *, days_off: bool = False
) -> str:
    """Return when an act is due, as a sentence without its full stop; blank where that cannot be read.

    Parameters
    ----------
    act : mapping
        Its row.
    today : datetime.date, optional
        Which day it is: what goes without saying is left out, see `touchkit.plan.in_words`.
    days_off : bool
        Whether days off are said although only a holiday could be one, of what comes more than once.

    Examples
    --------
    >>> due_in_words({"trigger": "purchase_on", "offset_days": 3})
    '3 days after purchase'
    """
    try:
        said = act_in_words(act, today=today)
    except InputError:
        return ""
    moves = on_a_day_off(act.get("trigger"), act.get("offset_days"))
    comes_again = act.get("repeats") or act.get("trigger")
    if days_off and comes_again and act.get("weekdays_only") and not said.endswith(moves):
        said += f"; {moves}"
    return capital(said)


def fault_in_words(fault: Problem, customers: str) -> str:
    """Return why an act cannot be read, and so is left out.

    Parameters
    ----------
    fault : Problem
        As `touchkit.plan.act_problems` returns it.
    customers : str
        What several customers are called.
    """
    if fault.column == "repeats":
        return _NEVER if "never comes up" in fault.found else _UNREADABLE
    said = _FAULTS.get(fault.column or "", "It cannot be read.")
    return said.replace("{customers}", customers)


def next_working_day(today: dt.date, country: str | None) -> dt.date:
    """Return the first day after today that is no weekend and no public holiday.

    Examples
    --------
    >>> next_working_day(dt.date(2026, 12, 24), "IE").isoformat()
    '2026-12-28'
    """
    day = number_of(today) + 1
    low, high = day, day + MARGIN
    return date_of(int(moved(np.array([day]), back=False, country=country, low=low, high=high)[0]))
