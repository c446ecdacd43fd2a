"""What a row of a calendar file says, unit by unit, held against what stands here and what stood there before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from touchkit.errors import InputError
from touchkit.model.text import fingerprint, is_blank, shortened
from touchkit.plan import act_in_words
from touchkit.steps.days import say_day

Record = dict[str, Any]
Units = Mapping[str, tuple[str, ...]]

ACT_UNITS: Units = {
    "title": ("title",),
    "when": ("starts", "repeats", "until", "trigger", "offset_days"),
    "working days only": ("weekdays_only",),
    "days of preparation": ("lead_days",),
    "owner": ("owner",),
    "for": ("audience",),
    "channel": ("channel",),
    "touchpoint": ("touchpoint",),
    "idea": ("idea",),
    "calendar": ("calendar",),
    "wording": ("wording",),
}
"""What is changed as one thing, by what it is called, and the columns that say it."""
TICK_UNITS: Units = {"due": ("due",), "done on": ("done_on",), "by": ("by",)}
_SAME_AS_BLANK = {"offset_days": 0, "weekdays_only": False}
_NOTHING = {
    "owner": "nobody", "for": "everybody", "working days only": "no", "done on": "not done", "by": "nobody",
}  # fmt: skip
_LONGEST = 70


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a row of a file changes here.

    Attributes
    ----------
    take : dict
        Cells to store, by column.
    taken, disputed : tuple of str
        Units the file changes; units both sides have changed since the file was written or read.
    wanted : dict
        The cells the file says of what is disputed.
    """

    take: Record = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    wanted: Record = field(default_factory=dict)


def prints(record: Mapping[str, Any], units: Units = ACT_UNITS) -> dict[str, str]:
    """Return a short mark of what a row says of each unit; blank where it says nothing.

    Examples
    --------
    >>> prints({"due": None, "by": "Mint"}, TICK_UNITS)["due"]
    ''
    """
    return {unit: _print(record, columns) for unit, columns in units.items()}


def _print(record: Mapping[str, Any], columns: tuple[str, ...]) -> str:
    values = [record.get(column) for column in columns]
    said = [
        "" if is_blank(value) or value == _SAME_AS_BLANK.get(column) else str(value)
        for column, value in zip(columns, values, strict=True)
    ]
    return fingerprint(*said)[:6] if any(said) else ""


def settle(
    said: Mapping[str, Any], here: Mapping[str, Any], before: Mapping[str, str] | None, units: Units = ACT_UNITS
) -> Settled:  # fmt: skip
    """Decide what a row of a file changes: only what it says otherwise than before.

    Parameters
    ----------
    said, here : mapping
        The row in the file, and the row that stands here.
    before : mapping of str to str or None
        What the file said before, as `prints` gives it; None: nobody knows, and what the file
        leaves blank stays as it is here.
    units : mapping
        `ACT_UNITS` or `TICK_UNITS`.

    Examples
    --------
    >>> before = prints({"by": "Mint"}, TICK_UNITS)
    >>> settle({"by": "Sage"}, {"by": "Mint"}, before, TICK_UNITS).take
    {'by': 'Sage'}
    >>> settle({"by": "Mint"}, {"by": "Sage"}, before, TICK_UNITS).take
    {}
    >>> settle({"by": "Sage"}, {"by": "Dill"}, before, TICK_UNITS).disputed
    ('by',)
    """
    theirs, ours = prints(said, units), prints(here, units)
    taken: list[str] = []
    disputed: list[str] = []
    for unit in units:
        if theirs[unit] == ours[unit]:
            continue
        if before is None:
            taken += [unit] if theirs[unit] else []
        elif theirs[unit] != before.get(unit, ""):
            (taken if ours[unit] == before.get(unit, "") else disputed).append(unit)
    cells = {unit: {column: said.get(column) for column in units[unit]} for unit in units}
    return Settled(
        take={k: v for unit in taken for k, v in cells[unit].items()}, taken=tuple(taken),
        disputed=tuple(disputed), wanted={k: v for unit in disputed for k, v in cells[unit].items()},
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """Says what rows hold, in names for ids.

    Attributes
    ----------
    names : mapping of str to mapping of str to str
        What ids are called, by column: a channel may have the id of a touchpoint.
    """

    names: Mapping[str, Mapping[str, str]]

    def unit(self, record: Mapping[str, Any], unit: str, units: Units = ACT_UNITS) -> str:
        """Return what a row says of a unit."""
        if unit == "when":
            return when_said(record)
        column = units[unit][0]
        value = record.get(column)
        if is_blank(value) or value is False:
            return _NOTHING.get(unit, "nothing")
        if value is True:
            return "yes"
        if isinstance(value, dt.date):
            return say_day(value)
        known = self.names.get(column, {})
        return shortened(known.get(str(value), str(value)), _LONGEST)

    def change(
        self,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        unit: str,
        units: Units = ACT_UNITS,
    ) -> str:
        """Return a change as it is read: ``owner Mint → Sage``."""
        if unit == "title":
            return f"now called “{self.unit(after, unit, units)}”"
        return f"{unit} {self.unit(before, unit, units)} → {self.unit(after, unit, units)}"


def when_said(act: Mapping[str, Any]) -> str:
    """Return when an act is due in words; a rule nobody can read as it stands."""
    if is_blank(act.get("starts")) and is_blank(act.get("trigger")):
        return "never"
    try:
        return act_in_words(dict(act) | {"weekdays_only": False})
    except InputError:
        return shortened(str(act.get("repeats")), _LONGEST)
