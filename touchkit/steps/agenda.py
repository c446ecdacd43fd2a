"""The agenda: each step's question, its minutes, and what is left out when time runs short."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from touchkit.errors import InputError
from touchkit.model.text import did_you_mean

LENGTHS = {"90": "90 minutes", "half": "half a day", "full": "a full day"}
"""How long a workshop may be, and how that is said."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the workshop.

    Attributes
    ----------
    name : str
        As the table decisions calls it; `start` and `picture` are no assessment steps.
    number : str
        1 to 5; blank for what stands outside the count.
    title, question, take_away : str
        What a person reads.
    short : str
        What the step shrinks to when the room is late.
    minutes : dict of str to int
        By length of the workshop: 90, half, full.
    card : str
        The file in `facilitator_guide/` that helps to lead it.
    """

    name: str
    number: str
    title: str
    question: str
    take_away: str
    short: str
    minutes: dict[str, int]
    card: str

    @property
    def heading(self) -> str:
        """The title with its number, where it has one: `2 Touchpoints`."""
        return f"{self.number} {self.title}" if self.number not in {"", "0"} else self.title


@cache
def steps() -> dict[str, Step]:
    """Return every step by name, in the order of the day.

    Examples
    --------
    >>> list(steps())[1:6]
    ['point-of-view', 'touchpoints', 'received', 'desired', 'enhance']
    """
    text = resources.files("touchkit.steps").joinpath("agenda.csv").read_text(encoding="utf-8")
    return {row["step"]: _step(row) for row in csv.DictReader(text.splitlines())}


def step(name: str) -> Step:
    """Return one step.

    Raises
    ------
    InputError
        When there is no such step.
    """
    if name not in steps():
        hint = did_you_mean(name, steps(), f"There are: {', '.join(steps())}.")
        raise InputError(f"There is no step {name!r}. {hint}")
    return steps()[name]


def _step(row: dict[str, str]) -> Step:
    minutes = {length: int(row[f"minutes_{length}"]) for length in LENGTHS}
    words = {
        name: row[name] for name in ("number", "title", "question", "take_away", "short", "card")
    }
    return Step(name=row["step"], minutes=minutes, **words)
