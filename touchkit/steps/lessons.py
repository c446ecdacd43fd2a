"""The lessons: tasks a learner does on the screen of a step, with hints and a worked answer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from touchkit.steps.checks import CHECKS, Case

HINTS = 3
"""How many hints a task has, from a gentle one to one that nearly tells."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to try.

    Attributes
    ----------
    id : str
        Its short name, unlike any other task's.
    title, do : str
        What it is called, and what to do on the screen above.
    check : str
        The function of `touchkit.steps.checks` that says whether it is done.
    asks : dict
        What the check is given beside the case.
    hints : tuple of str
        Three, the gentlest first.
    answer : str
        What the worked example's team did, in words.
    shows : dict
        Which rows of the worked example stand below the answer: see `touchkit.steps.worked`.
    """

    id: str
    title: str
    do: str
    check: str
    hints: tuple[str, ...]
    answer: str
    asks: Mapping[str, Any] = field(default_factory=dict)
    shows: Mapping[str, Any] = field(default_factory=dict)

    def missing(self, case: Case) -> tuple[str, ...]:
        """Say what is missing, in sentences; nothing: the task is done."""
        return tuple(CHECKS[self.check](case, **self.asks))


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """The tasks of one step.

    Attributes
    ----------
    step : str
        As the agenda calls it.
    number : int
        1 to 6, as the notebooks count.
    tasks : tuple of Task
        In the order they are best done in.
    """

    step: str
    number: int
    tasks: tuple[Task, ...]


@cache
def lessons() -> dict[str, Lesson]:
    """Return every lesson by step, in the order of the day.

    Examples
    --------
    >>> list(lessons())
    ['point-of-view', 'touchpoints', 'received', 'desired', 'enhance', 'calendar']
    """
    text = resources.files("touchkit.steps").joinpath("lessons.toml").read_text(encoding="utf-8")
    return {
        lesson["step"]: Lesson(
            step=lesson["step"], number=number, tasks=tuple(map(_task, lesson["tasks"]))
        )
        for number, lesson in enumerate(tomllib.loads(text)["lessons"], start=1)
    }


def _task(written: Mapping[str, Any]) -> Task:
    return Task(**{**written, "hints": tuple(written["hints"])})
