"""Ideas: what could be done about a gap, what each still lacks, and which of them look alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import pandas as pd

from touchkit.measure.saying import count, mark
from touchkit.model import Client, to_rows
from touchkit.model.text import clean
from touchkit.steps.days import say_day

KINDS = (("Fix", "fix"), ("Surprise", "surprise"), ("Delight", "delight"))
"""What an idea may be, and how that is said."""
STATUSES = (
    ("Idea", "idea"), ("Chosen", "chosen"), ("Testing", "testing"), ("Done", "done"), ("Dropped", "dropped"),
)  # fmt: skip
"""How far an idea may be, and how that is said."""
GUESSES = {"lift": "Lift", "cost": "Cost", "effort_days": "Effort"}
"""The columns that are guessed as S, M or L."""

_ALIKE = 0.8
_COMPARED = 120
"""Letters of a title that are compared; nobody tells two titles apart by what comes later."""


@dataclass(frozen=True, kw_only=True)
class Idea:
    """An idea as it is shown; what is not known is blank.

    Attributes
    ----------
    touchpoints : tuple of str
        What it improves, by id.
    lift, cost, effort_days : str
        S, M, L or a number as text.
    success_measure : str
        How one would notice that it worked.
    """

    id: str
    title: str
    touchpoints: tuple[str, ...]
    kind: str = "fix"
    lift: str = ""
    cost: str = ""
    effort_days: str = ""
    department: str = ""
    owner: str = ""
    due: dt.date | None = None
    votes: int = 0
    status: str = "idea"
    success_measure: str = ""

    @property
    def open(self) -> bool:
        """Whether there is anything left to do about it."""
        return self.status not in {"done", "dropped"}

    @property
    def lacks(self) -> tuple[str, ...]:
        """What it takes before anybody does it: an owner, a date."""
        if not self.open:
            return ()
        return (() if self.owner else ("an owner",)) + (() if self.due else ("a date",))


def ideas_of(table: pd.DataFrame) -> list[Idea]:
    """Return the ideas in the order they were written."""
    shown = [name for name in Idea.__dataclass_fields__ if name != "touchpoints"]
    found = []
    for row in to_rows(table):
        kept = {name: row[name] for name in shown if name in row}
        found.append(Idea(touchpoints=tuple(row["touchpoint"].split(";")), **kept))
    return found


def alike(title: str, ideas: Iterable[Idea]) -> list[Idea]:
    """Return the ideas whose titles look like this one, the most alike first.

    Examples
    --------
    >>> thanks = Idea(id="a", title="A thank-you card", touchpoints=("invoice",))
    >>> [one.id for one in alike("Thank you cards", [thanks])]
    ['a']
    """
    wanted = _plain(title)
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    found = []
    for idea in ideas:
        matcher.set_seq1(_plain(idea.title))
        if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE:
            found.append((matcher.ratio(), idea))
    found.sort(key=lambda pair: -pair[0])
    return [idea for ratio, idea in found if ratio >= _ALIKE]


def same(title: str, other: str) -> bool:
    """Say whether two titles are the same but for case and spaces."""
    return " ".join(title.split()).casefold() == " ".join(other.split()).casefold()


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in clean(title).casefold())
    words = [word for word in letters.split() if word not in {"a", "an", "the"}]
    return " ".join(words)[:_COMPARED]


def sizes(client: Client, column: str, current: str = "") -> list[tuple[str, str]]:
    """Return what may be guessed in a column, with what it means for this client.

    Parameters
    ----------
    client : Client
        For its sizes and its currency.
    column : str
        lift, cost or effort_days.
    current : str
        What stands there now; a number of its own is offered as well.
    """
    guess = {
        "lift": client.sizes.lift, "cost": client.sizes.money, "effort_days": client.sizes.days,
    }[column]  # fmt: skip
    known = [(f"{size}: {_amount(client, column, getattr(guess, size))}", size) for size in "SML"]
    own = [(_amount(client, column, float(current)), current)] if _is_number(current) else []
    return [("not guessed", ""), *known, *own]


def _is_number(guess: str) -> bool:
    return bool(guess) and guess not in {"S", "M", "L"}


def guessed(client: Client, column: str, guess: str) -> str:
    """Return a guess (S, M, L or a number) as it is said, a number with its unit; `column` is one of `GUESSES`."""
    return _amount(client, column, float(guess)) if _is_number(guess) else guess


def _amount(client: Client, column: str, value: float) -> str:
    plain = mark(value) if value < 1000 else f"{value:,.0f}"
    if column == "cost":
        return f"{plain} {client.currency}"
    unit = "point" if column == "lift" else "day"
    return count(int(value), unit) if value == 1 else f"{plain} {unit}s"


def told(idea: Idea, client: Client, names: Mapping[str, str]) -> str:
    """Return an idea's guesses and dots in one line.

    Parameters
    ----------
    idea : Idea
        The idea.
    client : Client
        For its currency.
    names : mapping of str to str
        What departments are called.
    """
    parts = [{value: said for said, value in KINDS}[idea.kind]]
    for column, said in GUESSES.items():
        value = getattr(idea, column)
        if value:
            parts.append(f"{said.lower()} {guessed(client, column, value)}")
    if idea.votes:
        parts.append(count(idea.votes, "dot"))
    if idea.department:
        parts.append(names.get(idea.department, idea.department))
    return " · ".join(parts)


def who_and_when(idea: Any) -> str:
    """Return who does it and by when; what is missing is said.

    Examples
    --------
    >>> who_and_when(Idea(id="a", title="Call", touchpoints=("desk",), owner="Mint"))
    'Mint · no date yet'
    """
    when = f"by {say_day(idea.due)}" if idea.due else "no date yet"
    return f"{idea.owner or 'nobody yet'} · {when}"
