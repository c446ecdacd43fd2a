"""One customer: what was due, done, late and missed in the past year, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from traitlets import HasTraits, Int, Unicode

from touchkit.model import to_rows
from touchkit.model.saying import count, plural
from touchkit.model.text import LONGEST_SHOWN, clean, shortened
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.kept_rows import due_between, roster_of, ticks_of
from touchkit.steps.kept_words import Line, People, line_of

BACK, AHEAD = 365, 92
"""How many days before today and after it are shown."""
SUGGESTED = 300
"""More names in a line with suggestions make it slow."""
ALIKE = 25
"""How many that fit what was typed are offered."""
PAGE = 40
"""How many rows are shown, and how many more each time."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """Everything that was or is due for one customer.

    Attributes
    ----------
    customer, called, about : str
        The id, how they are called, and what else is known.
    said : str
        How many times it was done, is late and was missed.
    past, coming : tuple of Line
        Until today, and after it, by date.
    """

    customer: str
    called: str
    about: str
    said: str
    past: tuple[Line, ...]
    coming: tuple[Line, ...]


class OneCustomer(HasTraits):
    """Whose story is looked at.

    Parameters
    ----------
    every : EveryTime
        What is looked at.

    Attributes
    ----------
    customer : str
        The id of the one chosen; blank: nobody yet.
    typed : str
        What was typed to find one.
    trouble : str
        Why nobody was found; blank: somebody was, or nothing was typed.
    most : int
        How many rows are shown.
    """

    customer, typed, trouble = Unicode(), Unicode(), Unicode()
    most = Int(PAGE)

    def __init__(self, every: EveryTime) -> None:
        super().__init__()
        self.every = every
        self._alike: list[str] = []
        every.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self._alike = []
        self.customer = self.typed = self.trouble = ""
        self.most = PAGE

    def suggestions(self, facts: CalendarFacts) -> list[str]:
        """Return whom to suggest while somebody types; the first ones where there are many."""
        people = People(facts)
        return [label(one, people) for one in list(people.known)[:SUGGESTED]]

    def find(self, text: str) -> bool:
        """Look for a customer by call name or id, as somebody typed it.

        Where several fit they are offered (`alike`).
        """
        facts = self.every.facts()
        people, wanted = People(facts), clean(text)
        found = _fitting(wanted, people) if wanted else []
        self._alike, self.typed = found if len(found) > 1 else [], wanted
        self.most = PAGE
        word = people.word
        self.trouble = (
            "" if found or not wanted
            else f"No {word} is called “{shortened(wanted, 40)}”. Type a call name or an id as they stand in the "
            f"list of {plural(word)}."
        )  # fmt: skip
        if len(found) == 1 or not wanted:
            self.customer = found[0] if found else ""
        return len(found) == 1

    def choose(self, customer: str | None) -> None:
        """Look at one of those that fit."""
        self.customer, self.most = customer or "", PAGE

    def show_more(self) -> None:
        """Show as many rows more."""
        self.most += PAGE

    def alike(self, facts: CalendarFacts) -> list[tuple[str, str | None]]:
        """Return those that fit what was typed, to choose one; empty where it was one, or nobody."""
        people = People(facts)
        here = [one for one in self._alike if one in people.known]
        if not here:
            return []
        more = f", the first {ALIKE} are here: type more of the name" if len(here) > ALIKE else ""
        shown = here[:ALIKE]
        first: tuple[str, str | None] = (f"{count(len(here), people.word)} fit{more} …", None)
        return [first, *((label(one, people), one) for one in shown)]

    def story(self, facts: CalendarFacts) -> Story | None:
        """Return what was and is due for the one who is looked at; None: nobody is chosen."""
        people, today = People(facts), self.every.today
        if self.customer not in people.known:
            return None
        rows = _rows(self.customer, facts, today)
        ticks = facts.tables["ticks"]
        lines = [line_of(row, people, ticks, on=today, today=today) for row in to_rows(rows)]
        past = tuple(one for one in lines if one.due.day <= today)
        name = people.call_name(self.customer)
        return Story(
            customer=self.customer, called=shortened(name or self.customer, LONGEST_SHOWN),
            about=people.about(self.customer), said=_said(past), past=past,
            coming=tuple(one for one in lines if one.due.day > today),
        )  # fmt: skip


def label(customer: str, people: People) -> str:
    """Return a customer as the line suggests them: the call name, and the id in brackets."""
    name = people.call_name(customer)
    return f"{name} ({customer})" if name else customer


def _fitting(wanted: str, people: People) -> list[str]:
    """Return who fits best: who is named exactly so, else who begins with it, else who has it somewhere."""
    small = wanted.casefold()
    for fits in _closeness(small):
        found = [
            one
            for one, (name, _) in people.known.items()
            if fits(one.casefold(), name.casefold(), label(one, people).casefold())
        ]
        if found:
            return found
    return []


def _closeness(small: str) -> Iterator[Any]:
    yield lambda one, _name, whole: small in (one, whole)
    yield lambda _one, name, _whole: name == small
    yield lambda one, name, _whole: name.startswith(small) or one.startswith(small)
    yield lambda _one, name, _whole: small in name


def _rows(customer: str, facts: CalendarFacts, today: dt.date) -> pd.DataFrame:
    tables = {name: facts.tables[name] for name in ("acts", "customers", "audiences")}
    tables["customers"] = tables["customers"][tables["customers"]["id"] == customer]
    alone = replace(facts, tables=tables)
    start, end = today - dt.timedelta(days=BACK), today + dt.timedelta(days=AHEAD)
    ticks = ticks_of(facts)
    mine = ticks[(ticks["customer"] == customer) | ticks["customer"].isna()]
    due = due_between(alone, start, end)
    after = facts.client.calendar.missed_after_days
    made = roster_of(due, mine, days=(start, end), on=today, missed_after_days=after)
    return made[made["customer"] == customer]


def _said(past: tuple[Line, ...]) -> str:
    if not past:
        return "Nothing was due in the past year."
    parts = [
        (sum(one.state == state for one in past), word)
        for state, word in (("done", "done"), ("due", "due today"), ("late", "late and not done"), ("missed", "missed"))
    ]  # fmt: skip
    said = ", ".join(f"{many} {word}" for many, word in parts if many)
    return f"{count(len(past), 'time')} due in the past year: {said}."
