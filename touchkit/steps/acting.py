"""One act being changed: what, for whom, who, and when, without a word of how rules are written."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from traitlets import HasTraits, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.model import TABLES, to_frame, to_rows
from touchkit.model.text import shortened
from touchkit.plan import act_problems, addressed, calendar
from touchkit.steps.act_typed import INVENTED, as_shown, read_choice, read_column, read_count
from touchkit.steps.act_words import SHORT, next_working_day, noun
from touchkit.steps.days import read_day, say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.redating import redate
from touchkit.steps.when_due import (
    When,
    in_a_life,
    on_own_dates,
    placed_on,
    recurring,
    when_of,
)

_TEXTS = {
    "title": "rename", "touchpoint": "say what is kept up by", "audience": "say whom it is for:",
    "owner": "hand over", "channel": "say how it reaches them:", "lead_days": "say how long it takes to prepare",
    "wording": "word", "calendar": "move between the calendars:", "weekdays_only": "say which days are kept by",
}  # fmt: skip
"""Columns of an act changed one by one, and how the change is called."""
_AWAY = ("number", "unit", "side")
"""Choices that say how far from a customer's date."""
_TAKE_AWAY = ("life", "again", "on")
"""Choices that take other fields away, and with them what could not be read there."""
_FARTHEST = 36_600
_NO_DATE = "Say the first date. Write it as 24.12.2026, 2026-12-24 or 24 December."
_NEVER = "No day fits that, so it would never come up. Choose another."
_DATES = {"starts", "trigger", "offset_days", "repeats", "weekdays_only"}
_KEPT = "what was ticked before keeps its days, in an act of its own that ends there."
_LONG = dt.timedelta(days=40 * 366)
_SHOWN = 3


class Acting(HasTraits):
    """The act that is open; every change is stored at once, each as one step of undo.

    Parameters
    ----------
    every : EveryTime
        What is looked at; it knows which act is open.

    Attributes
    ----------
    trouble : (str, str)
        The field that could not be stored, and why; blank: none.
    told : (str, str)
        The act about which there is something to know, and what.
    unstored : str
        The field whose text was kept out of the store, as somebody else had written there; blank: none.
    looked : int
        Grows when another part, and so perhaps this one again, is looked at.
    """

    trouble = Tuple(Unicode(), Unicode(), default_value=("", ""))
    unstored = Unicode()
    told = Tuple(Unicode(), Unicode(), default_value=("", ""))

    def __init__(self, every: EveryTime) -> None:
        super().__init__()
        self.every, self.session = every, every.session
        self._weeks: set[str] = set()
        self.looked = 0
        every.observe(self._turn, "act")
        every.observe(self._look, "part")
        self.session.observe(self._begin_anew, "client")

    def _calm(self, _change: Any = None) -> None:
        self.trouble = ("", "")

    def _turn(self, _change: Any = None) -> None:
        self.unstored = ""
        self._calm()

    def _look(self, _change: Any) -> None:
        self.looked += 1

    def _begin_anew(self, _change: Any) -> None:
        self._weeks, self.told = set(), ("", "")
        self._turn()

    # what is there

    def act(self, facts: CalendarFacts) -> dict[str, Any] | None:
        """Return the row of the act that is open; None where none is, or it is gone."""
        acts = facts.tables["acts"]
        return next(iter(to_rows(acts[acts["id"] == self.every.act])), None)

    def dates(self, facts: CalendarFacts, when: When) -> list[tuple[str, str]]:
        """Return the dates in a customer's life an act may hang on: what they are called, and the column."""
        known = life_dates(facts.tables["customers"])
        gone = [when.trigger] if when.trigger and when.trigger not in known else []
        return [(noun(one), one) for one in known] + [
            (f"{noun(one)} (no {facts.client.customer_word} has it)", one) for one in gone
        ]

    def offset(self, act: str, when: When) -> tuple[int, str, str]:
        """Return how far from the customer's date: a number, days or weeks, and before, on or after."""
        side = "on" if not when.offset else "after" if when.offset > 0 else "before"
        days = abs(when.offset)
        weeks = act in self._weeks and not days % 7
        return (days // 7 if weeks else days), ("weeks" if weeks else "days"), side

    def next_times(self, act: Mapping[str, Any], facts: CalendarFacts) -> str:
        """Say when an act is due next: the next dates, or for how many customers and when first."""
        if act["id"] in facts.faulty:
            return ""
        years = 1 if "trigger" in act else 3
        due = _due(
            act, facts, self.every.today, self.every.today + dt.timedelta(days=365 * years + 1)
        )
        days = list(dict.fromkeys(due["when"].dt.date))
        if "trigger" in act:
            word = facts.client.customer_word
            if not days:
                return f"Due for no {word} in the next 12 months."
            many = count(due["customer"].nunique(), word)
            return f"In the next 12 months: for {many}, first on {say_day(days[0])}."
        if not days:
            return self._over(act, facts) or "Not due in the next three years."
        said = ", ".join(say_day(day) for day in days[:_SHOWN])
        return f"Next: {said}{' …' if len(days) > _SHOWN else ''}"

    def _over(self, act: Mapping[str, Any], facts: CalendarFacts) -> str:
        """Say that an act never comes again, and ask whether another year was meant; blank: it does."""
        today, first = self.every.today, act["starts"]
        if first >= today or len(_due(act, facts, today, today + _LONG)):
            return ""
        meant = "until" not in act and not (facts.tables["ticks"]["act"] == act["id"]).any()
        return f"It is over. Did you mean {_again_in(first, today)}?" if meant else "It is over."

    def reads(self, act: Mapping[str, Any], facts: CalendarFacts) -> tuple[str, str]:
        """Return who would read what; blank without a wording, or where it cannot be filled in."""
        who = _call_name(facts)
        try:
            return who, addressed(act.get("wording", ""), who)
        except InputError:
            return who, ""

    # changing

    def put(self, act: str, field: str, typed: Any, *, shown: str | None = None) -> bool:
        """Store a column of an act as somebody typed or chose it; what cannot be is said in `trouble`.

        Parameters
        ----------
        act, field : str
            Which column of which act.
        typed : object
            As typed or chosen.
        shown : str, optional
            What stood there for whoever typed: where something else is stored by now, what was typed
            is kept out, see `unstored`. Left out: it counts all the same.
        """
        row = self._stored(act)
        if row is None:
            return False
        try:
            value = read_column(field, typed)
        except InputError as error:
            return self._refuse(field, str(error))
        if shown is not None and as_shown(row, field) != shown and row.get(field) != value:
            self._calm()
            self.unstored = field
            self.session.look_again()  # what is shown may be a second old
            return False
        title = shortened(row["title"], SHORT)
        stored = self._store(row, field, {field: value}, f"{_TEXTS[field]} {title}")
        if stored:
            self.settle(field)
        return stored

    def settle(self, field: str) -> None:
        """Keep nothing out of the store any more in a field: one of the two texts was chosen."""
        if self.unstored == field:
            self.unstored = ""

    def turn(self, act: str, *, life: bool) -> bool:
        """Let an act hang on a date in a customer's life, or have dates of its own; it begins anew."""
        row, facts = self._stored(act), self.every.facts()
        if row is None or life == ("trigger" in row):
            self._calm()
            return False
        known = life_dates(facts.tables["customers"])
        if life and not known:
            return self._refuse("life", f"No {facts.client.customer_word} has a date yet.")
        begins = next_working_day(self.every.today, facts.country)
        when = in_a_life(known[0]) if life else on_own_dates(begins)
        return self._put_when(row, "life", when)

    def put_when(self, act: str, field: str, typed: Any) -> bool:
        """Store one of the choices that say when; what cannot be is said in `trouble`.

        Parameters
        ----------
        act : str
            Whose choices.
        field : str
            starts, trigger, number, unit, side, again, interval, days, on, weekday, nth, month, until or times.
        typed : object
            As typed or chosen.
        """
        row = self._stored(act)
        if row is None:
            return False
        try:
            when = self._chosen(act, when_of(row), field, typed)
        except InputError as error:
            return self._refuse(field, str(error))
        return self._put_when(row, field, when)

    def _chosen(self, act: str, when: When, field: str, typed: Any) -> When:
        if field in _AWAY:
            return self._moved(act, when, field, typed)
        if field == "again":
            return recurring(when, typed or "")
        if field == "on":
            return placed_on(when, typed)
        if field == "starts":
            return replace(when, starts=self._day(typed, needed=not when.life))
        return replace(
            when, **(self._until(typed) if field == "until" else read_choice(field, typed))
        )

    def _until(self, typed: str) -> dict[str, Any]:
        until = self._day(typed)
        return {"until": until} if until is None else {"until": until, "times": None}

    def _moved(self, act: str, when: When, field: str, typed: Any) -> When:
        number, unit, side = self.offset(act, when)
        if field == "number":
            number = read_count(typed, "so many, such as 3", least=0)
        unit = typed if field == "unit" else unit
        side = typed if field == "side" else side
        days = (
            {"on": 0, "after": 1, "before": -1}[side]
            * (number or 1)
            * (7 if unit == "weeks" else 1)
        )
        if field == "number" and not number:
            days = 0
        if abs(days) > _FARTHEST:
            raise InputError("That is more than a hundred years. Write fewer.")
        (self._weeks.add if unit == "weeks" else self._weeks.discard)(act)
        return replace(when, offset=days)

    def _day(self, typed: str, *, needed: bool = False) -> dt.date | None:
        day = read_day(typed or "", today=self.every.today)
        if day is None and needed:
            raise InputError(_NO_DATE)
        return day

    def _put_when(self, row: Mapping[str, Any], field: str, when: When) -> bool:
        try:
            fields = when.row
        except InputError:
            return self._refuse(field, "Those two do not go together. Choose again.")
        why = self._never(row, fields, when)
        if why:
            return self._refuse(field, why)
        title = shortened(row["title"], SHORT)
        return self._store(row, field, fields, f"say when: {title}")

    def _never(self, row: Mapping[str, Any], fields: Mapping[str, Any], when: When) -> str:
        """Return why an act would never be due; blank where it is, or was no better before."""
        made = {name: value for name, value in {**row, **fields}.items() if value is not None}
        customers = self.every.facts().tables["customers"]
        before, now = (
            {
                (one.column, one.found)
                for one in act_problems(to_frame(TABLES["acts"], [one]), customers)
            }
            for one in (row, made)
        )
        columns = {column for column, _ in now - before}
        if "until" in columns and when.starts:
            return f"It would be over before it begins, on {say_day(when.starts)}."
        if columns:
            return _NEVER
        if now or when.life or not (when.starts and when.until):
            return ""
        first, last = when.starts, when.until
        if last - first > _LONG or len(
            _due(made | {"weekdays_only": False}, self.every.facts(), first, last)
        ):
            return ""
        return f"It would be over on {say_day(last)}, before it comes up once."

    def _stored(self, act: str) -> dict[str, Any] | None:
        """Return an act as it is this moment; what is shown may be a second old."""
        acts = self.session.tables("acts")
        return next(iter(to_rows(acts[acts["id"] == act])), None)

    def _refuse(self, field: str, why: str) -> bool:
        self.trouble = (field, why)
        return False

    def _store(
        self, row: Mapping[str, Any], field: str, fields: Mapping[str, Any], what: str
    ) -> bool:
        ends = {self.trouble[0], field} <= {"until", "times"}
        if self.trouble[0] == field or field in _TAKE_AWAY or ends:
            self._calm()
        changed = {name for name, value in fields.items() if row.get(name) != value}
        if not changed:
            return True
        if not changed & _DATES:
            return self.session.save(what, lambda edits: edits.change("acts", row["id"], **fields))
        return self._redate(row["id"], fields, what)

    def _redate(self, act: str, fields: Mapping[str, Any], what: str) -> bool:
        """Store other dates; an act that was ticked goes on as another from tomorrow, and that one is open then."""
        gone_on: list[str] = []
        since = self.every.today + dt.timedelta(days=1)

        def edit(edits: Any) -> None:
            gone_on.append(redate(edits, act, fields, since=since))

        with self.every.hold_trait_notifications(), self.hold_trait_notifications():
            stored = self.session.save(what, edit)
            if stored and gone_on[-1] != act:
                self.every.act = gone_on[-1]
                self.told = (gone_on[-1], f"These dates hold from {say_day(since)} on: {_KEPT}")
        return stored


def life_dates(customers: pd.DataFrame) -> list[str]:
    """Return the columns of customers that hold dates in their lives; those somebody has come first."""
    named = [str(name) for name in customers if str(name).endswith("_on")]
    return sorted(named, key=lambda name: not customers[name].notna().any())


def _due(
    act: Mapping[str, Any], facts: CalendarFacts, start: dt.date, end: dt.date
) -> pd.DataFrame:
    return calendar(
        to_frame(TABLES["acts"], [act]), facts.tables["customers"], start=start, end=end,
        country=facts.country, audiences=facts.tables["audiences"],
    )  # fmt: skip


def _again_in(day: dt.date, today: dt.date) -> int:
    """Return the year in which a day of another year comes next."""
    years = range(today.year, today.year + 9)
    held = (year for year in years if day.day <= monthrange(year, day.month)[1])
    return next(year for year in held if day.replace(year=year) >= today)


def _call_name(facts: CalendarFacts) -> str:
    known = facts.tables["customers"]["call_name"].dropna()
    return str(known.iloc[0]) if len(known) else INVENTED
