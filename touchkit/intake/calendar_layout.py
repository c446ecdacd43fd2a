"""How the calendar workbook is laid out: one description for writing it and for reading it back."""

from __future__ import annotations

from touchkit.model import TABLES, columns

LIST, ROSTER, MEMORY = "list", "roster", "_touchkit"
"""The sheets that are read back: acts, ticks, and the hidden one that remembers both as they were."""

ACT_COLUMNS = (
    "title", "owner", "channel", "audience", "calendar", "wording", "starts", "repeats", "until", "trigger",
    "offset_days", "lead_days", "weekdays_only", "touchpoint", "idea",
)  # fmt: skip
"""What the sheet `list` shows of an act, in this order, behind its hidden id."""

NEXT, OFTEN = "next date", "when, in words"
"""Headings of what stands beside it for reading only."""

TICK_COLUMNS = ("due", "done_on", "by")
"""What the sheet `roster` shows of a tick besides the act's title and the customer."""

ACT_ID, CUSTOMER_ID, DUE = "act id", "customer id", "due as written"
"""Headings of the roster's hidden columns, beside the tick's `id`."""

APART = "apart"
"""What the hidden sheet calls a tick that has no row of its own in the roster: it stands on others', or is left out."""

READ_ONLY = frozenset({NEXT, OFTEN})


def heading(column: str) -> str:
    """Return a column's name as it stands above it.

    Examples
    --------
    >>> heading("offset_days")
    'offset days'
    """
    return column.replace("_", " ")


def column_of(title: str) -> str:
    """Return the column a heading names, in whatever case it is written.

    Examples
    --------
    >>> column_of(" Offset Days")
    'offset_days'
    """
    return " ".join(title.split()).casefold().replace(" ", "_").replace("-", "_")


def hidden_act_columns() -> tuple[str, ...]:
    """Return the columns of an act that the list does not show."""
    return tuple(name for name in columns(TABLES["acts"]) if name not in ("id", *ACT_COLUMNS))
