"""What a report compares: every measure of one workshop, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from touchkit.workshop.numbers import Numbers


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The frames of `touchkit.workshop.numbers.Numbers` that the report tells, by their names."""

    gaps: pd.DataFrame
    cautions: pd.DataFrame
    inside_outside: pd.DataFrame
    departments: pd.DataFrame
    talk_first: pd.DataFrame
    importance: pd.DataFrame
    quadrants: pd.DataFrame
    stability: pd.DataFrame
    change: pd.DataFrame
    evidence: pd.DataFrame
    promises: pd.DataFrame
    strikes: pd.DataFrame
    remembered: pd.DataFrame


def compared(numbers: Numbers) -> Compared:
    """Return every measure the report tells, of everybody, never of one persona.

    Parameters
    ----------
    numbers : Numbers
        As `Workshop.numbers` gives it.
    """
    return Compared(
        gaps=numbers.gaps(),
        cautions=numbers.cautions(),
        inside_outside=numbers.inside_outside(),
        departments=numbers.departments(),
        talk_first=numbers.talk_first(),
        importance=numbers.importance(),
        quadrants=numbers.quadrants(),
        stability=numbers.stability(),
        change=numbers.change(),
        evidence=numbers.evidence(),
        promises=numbers.promises(),
        strikes=numbers.strikes(),
        remembered=numbers.remembered(),
    )
