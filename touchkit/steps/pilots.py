"""Pilots: what is stored about the test of an idea, and what its answers show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import pandas as pd

from touchkit.errors import InputError
from touchkit.model import Client, to_rows
from touchkit.model.client import Scale
from touchkit.plan import Design, PilotCard, PilotResult, SampleSize, pilot_card
from touchkit.steps.amounts import read_counted, read_whole
from touchkit.workshop.trials import trial

Side = Literal["before", "after"]
"""Which answers: those before, or without it; those afterwards, or with it."""

_MOST_ANSWERS = 100_000
_PAIRS_UNKNOWN = (
    "Counts do not say who changed, so they are read as if different people had answered; that shows "
    "less than could be seen with each person's two answers side by side."
)


@dataclass(frozen=True, kw_only=True)
class Pilot:
    """The pilot of an idea; what nobody has said yet is blank or None.

    Attributes
    ----------
    idea : mapping
        The idea's row, what is missing left out.
    who, weeks, design, unit, better, today, lift, stop, before, after
        As in the table pilots.
    """

    idea: Mapping[str, Any]
    who: str = ""
    weeks: int | None = None
    design: Design = "before and after"
    unit: Literal["share", "points"] = "share"
    better: Literal["higher", "lower"] = "higher"
    today: float | None = None
    lift: float | None = None
    stop: str = ""
    before: str = ""
    after: str = ""

    @property
    def signed(self) -> float | None:
        """The change hoped for, below 0 where less is better; however it was written."""
        if self.lift is None:
            return None
        return abs(self.lift) if self.better == "higher" else -abs(self.lift)


def pilot_of(idea: str, ideas: pd.DataFrame, pilots: pd.DataFrame) -> Pilot | None:
    """Return the pilot of an idea as it is stored so far; None where there is no such idea."""
    row = next(iter(to_rows(ideas[ideas["id"] == idea])), None)
    if row is None:
        return None
    stored = next(iter(to_rows(pilots[pilots["idea"] == idea])), {})
    known = {one.name for one in fields(Pilot)} - {"idea"}
    return Pilot(idea=row, **{name: value for name, value in stored.items() if name in known})


def card_of(pilot: Pilot, sample: SampleSize | None = None) -> PilotCard:
    """Return the pilot's card."""
    return pilot_card(
        pilot.idea, who=pilot.who, weeks=pilot.weeks, sample=sample, design=pilot.design,
        stop=pilot.stop,
    )  # fmt: skip


def counts_of(stored: str, scale: Scale) -> tuple[int, ...] | None:
    """Return how many gave each point of a scale, as stored; None where that is not what stands there.

    Examples
    --------
    >>> counts_of("1;0;4;9;6", Scale())
    (1, 0, 4, 9, 6)
    """
    try:
        counts = tuple(read_whole(part, wanted="0") for part in stored.split(";"))
    except InputError:
        return None
    fine = len(counts) == scale.points and 0 < sum(counts) <= _MOST_ANSWERS
    return counts if fine else None


def with_count(stored: str, scale: Scale, place: int, how_many: int) -> str:
    """Return counts with one changed; blank where none is left.

    Raises
    ------
    InputError
        If those are more answers than can be.

    Examples
    --------
    >>> with_count("1;0;4;9;6", Scale(), 1, 2), with_count("", Scale(high=2), 0, 0)
    ('1;2;4;9;6', '')
    """
    counts = list(counts_of(stored, scale) or (0,) * scale.points)
    counts[place] = how_many
    if sum(counts) > _MOST_ANSWERS:
        raise InputError(f"{_MOST_ANSWERS:,} answers are the most that can be read here.")
    return ";".join(map(str, counts)) if any(counts) else ""


def result_of(pilot: Pilot, client: Client) -> PilotResult | None:
    """Return what the pilot showed; None until both sides can be read."""
    sides = [_answers(stored, pilot.unit, client.scale) for stored in (pilot.before, pilot.after)]
    if any(side is None for side in sides):
        return None
    before, after = sides
    scale = (float(client.scale.low), float(client.scale.high))
    return trial(
        before, after,
        # Counts do not say who changed: the same people are read as different ones.
        design="split" if pilot.design == "split" else "before and after",
        unit=pilot.unit, better=pilot.better, hoped=pilot.signed, scale=scale,
    )  # fmt: skip


def cautions(pilot: Pilot, result: PilotResult) -> str:
    """Return what a result cannot rule out; blank: nothing."""
    twice = pilot.design == "same people twice" and result.verdict != "too few"
    return " ".join(filter(None, (result.caution, _PAIRS_UNKNOWN if twice else "")))


def _answers(stored: str, unit: str, scale: Scale) -> tuple[int, int] | list[float] | None:
    if unit == "share":
        try:
            return read_counted(stored)
        except InputError:
            return None
    counts = counts_of(stored, scale)
    if counts is None:
        return None
    return [float(scale.low + place) for place, n in enumerate(counts) for _ in range(n)]
