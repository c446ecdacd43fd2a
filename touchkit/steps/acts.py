"""The acts as a list: which are looked at, written down and taken away."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import HasTraits, Int, Unicode

from touchkit.errors import InputError
from touchkit.model import to_rows
from touchkit.model.saying import capital, count, plural
from touchkit.model.text import shortened
from touchkit.plan import calendar, in_audience
from touchkit.steps.act_words import SHORT, due_in_words, fault_in_words, next_working_day
from touchkit.steps.coming import CALENDARS, NOBODY
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.notes import lines

PAGE = 25
"""How many acts are shown, and how many more each time."""
EVERYBODY = "\0everybody"
"""Stands for acts that are for everybody."""

__all__ = ["CALENDARS", "EVERYBODY", "NOBODY", "PAGE", "Acts", "Listed"]

_AHEAD = dt.timedelta(days=3653)
_FAULTY, _DATED, _IN_A_LIFE, _OVER = range(4)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An act as it is listed; what nobody said is blank.

    Attributes
    ----------
    id, title : str
        Which act, and what it is called, cut where it is too long.
    when, next : str
        When it is due in plain words, and the next date; or that it is over.
    whom, owner, channel, touchpoint : str
        For whom, who sees to it, how it reaches them, and what it keeps up.
    marketing : bool
        Whether it is on the marketing calendar.
    fault : str
        Why it cannot be read; blank where it can.
    """

    id: str
    title: str
    when: str
    next: str
    whom: str
    owner: str
    channel: str
    touchpoint: str
    marketing: bool
    fault: str


class Acts(HasTraits):
    """The list of acts.

    Parameters
    ----------
    every : EveryTime
        What is looked at.

    Attributes
    ----------
    owner : str
        Whose acts; blank: everybody's; `NOBODY`: those nobody sees to.
    audience : str
        For which audience; blank: any; `EVERYBODY`: those for everybody.
    calendar : {"", "touchpoint", "marketing"}
        On which calendar.
    most : int
        How many are shown.
    told : str
        What was done last; blank: nothing yet.
    """

    owner, audience, calendar, told = Unicode(), Unicode(), Unicode(), Unicode()
    most = Int(PAGE)

    def __init__(self, every: EveryTime) -> None:
        super().__init__()
        self.every, self.session = every, every.session
        self._undoes = 0  # the number of the step the last press made
        self._rows: tuple[CalendarFacts, list[dict[str, Any]]] | None = None
        self._next: tuple[tuple[Any, ...], dict[str, dt.date]] | None = None
        self._counts: tuple[pd.DataFrame, pd.DataFrame, dict[str, int | None]] | None = None
        self.session.observe(self._begin_anew, "client")
        every.observe(self._turn_away, "act")

    def _turn_away(self, change: Any) -> None:
        if change["new"]:
            self.told = ""

    def _begin_anew(self, _change: Any) -> None:
        self.owner = self.audience = self.calendar = self.told = ""
        self.most, self._undoes = PAGE, 0
        self._rows = self._next = self._counts = None

    # what is there

    def shown(self, facts: CalendarFacts) -> list[Listed]:
        """Return the acts that are shown: by their next date, then those on customers' dates, then those over."""
        first, said = self._first_dates(facts), self._faults(facts)
        found = sorted(self._wanted(facts), key=lambda row: _place(row, first, said))
        return [self._listed(row, first, said, facts) for row in found[: self.most]]

    def more(self, facts: CalendarFacts) -> int:
        """Return how many acts are asked for and not shown."""
        return max(0, len(self._wanted(facts)) - self.most)

    def fault(self, act: str, facts: CalendarFacts) -> str:
        """Return why an act cannot be read; blank where it can."""
        return self._faults(facts).get(act, "")

    @staticmethod
    def _faults(facts: CalendarFacts) -> dict[str, str]:
        ids, customers = facts.tables["acts"]["id"].tolist(), plural(facts.client.customer_word)
        return {ids[one.row - 1]: fault_in_words(one, customers) for one in facts.faults if one.row}

    def _wanted(self, facts: CalendarFacts) -> list[dict[str, Any]]:
        if self._rows is None or self._rows[0] is not facts:
            self._rows = (facts, to_rows(facts.tables["acts"]))
        return [row for row in self._rows[1] if self._wants(row)]

    def _wants(self, row: dict[str, Any]) -> bool:
        asked = (
            (self.owner, row.get("owner", NOBODY)), (self.audience, row.get("audience", EVERYBODY)),
            (self.calendar, row.get("calendar", "touchpoint")),
        )  # fmt: skip
        return all(wanted in {"", there} for wanted, there in asked)

    def _listed(
        self,
        row: dict[str, Any],
        first: dict[str, dt.date],
        faults: dict[str, str],
        facts: CalendarFacts,
    ) -> Listed:
        act = row["id"]
        place = _place(row, first, faults)[0]
        word = facts.client.customer_word
        later = {_FAULTY: "", _IN_A_LIFE: f"no {word} in the next months", _OVER: "it is over"}
        return Listed(
            id=act, title=shortened(row["title"], 2 * SHORT),
            when=due_in_words(row | {"weekdays_only": False}, self.every.today),
            next=f"next {say_day(first[act])}" if place == _DATED else later[place],
            whom=self.whom(row.get("audience", ""), facts), owner=row.get("owner", ""),
            channel=_called(facts, "channels", row.get("channel")),
            touchpoint=_called(facts, "touchpoints", row.get("touchpoint")),
            marketing=row.get("calendar") == "marketing", fault=faults.get(act, ""),
        )  # fmt: skip

    def _first_dates(self, facts: CalendarFacts) -> dict[str, dt.date]:
        """Return the next date of each act that has one, from today on."""
        key = (id(facts.due), facts.start, self.every.today)
        if self._next is None or self._next[0][:3] != key:
            # The frame is kept as well: no other one can then have its number.
            self._next = ((*key, facts.due), _next_dates(facts, self.every.today))
        return self._next[1]

    def whom(self, audience: str, facts: CalendarFacts) -> str:
        """Say for whom: an audience, and how many customers it lets in now."""
        many = self._members(facts)[audience]
        name = shortened(facts.called("audiences", audience), SHORT) if audience else "everybody"
        if many is None:
            return f"{name} (its filter cannot be read)"
        known = len(facts.tables["customers"])
        return f"{name} ({count(many, facts.client.customer_word)})" if known else name

    def _members(self, facts: CalendarFacts) -> dict[str, int | None]:
        """Return how many customers each audience lets in; None where its filter cannot be used."""
        customers, audiences = facts.tables["customers"], facts.tables["audiences"]
        kept = self._counts
        if kept is None or not (kept[0].equals(customers) and kept[1].equals(audiences)):
            many: dict[str, int | None] = {"": len(customers)}
            for row in to_rows(audiences):
                try:
                    many[row["id"]] = int(in_audience(customers, row.get("filter")).sum())
                except InputError:
                    many[row["id"]] = None
            kept = self._counts = (customers, audiences, many)
        return kept[2]

    # what may be asked for

    def owners(self, facts: CalendarFacts) -> list[tuple[str, str]]:
        """Return whose acts may be asked for, and how many each has."""
        many = facts.tables["acts"]["owner"].fillna(NOBODY).value_counts()
        named = sorted(one for one in many.index if one != NOBODY)
        loose = [NOBODY] if NOBODY in many or self.owner == NOBODY else []
        gone = [self.owner] if self.owner not in {"", NOBODY, *named} else []
        said = {NOBODY: "nobody yet"}
        return [("everybody", "")] + [
            (f"{said.get(one, one)} ({int(many.get(one, 0))})", one)
            for one in [*loose, *named, *gone]
        ]

    def audiences(self, facts: CalendarFacts) -> list[tuple[str, str]]:
        """Return for whom acts may be asked for, and how many there are."""
        many = facts.tables["acts"]["audience"].fillna(EVERYBODY).value_counts()
        known = [EVERYBODY, *facts.tables["audiences"]["id"]]
        names = {
            one: shortened(facts.names["audiences"].get(one, "everybody"), SHORT) for one in known
        }
        here = [one for one in known if one in many or one == self.audience]
        return [
            ("any audience", ""),
            *((f"{names[one]} ({int(many.get(one, 0))})", one) for one in here),
        ]

    def look_for(self, owner: str | None) -> None:
        """Show one owner's acts; blank: everybody's."""
        self.owner, self.most = owner or "", PAGE

    def look_at(self, audience: str | None) -> None:
        """Show the acts for one audience; blank: for any."""
        self.audience, self.most = audience or "", PAGE

    def look_on(self, calendar: str | None) -> None:
        """Show one calendar; blank: both."""
        self.calendar, self.most = calendar or "", PAGE

    def look_at_all(self) -> None:
        """Show all acts again."""
        self.owner = self.audience = self.calendar = ""
        self.most = PAGE

    def show_more(self) -> None:
        """Show as many more."""
        self.most += PAGE

    # changing

    def add(self, text: str) -> bool | None:
        """Write down an act for each line that was typed; one alone is opened, so that somebody says when.

        Returns
        -------
        bool or None
            Whether they were stored; None where there is nothing to store.
        """
        titles = lines(text)
        if not titles or self.session.workshop is None:
            return None
        begins = next_working_day(self.every.today, self.every.facts().country)
        made: list[str] = []

        def edit(edits: Any) -> None:
            made.extend(
                edits.add("acts", title=title, starts=begins, weekdays_only=True)
                for title in titles
            )

        alone = len(titles) == 1
        named = f"“{shortened(titles[0], SHORT)}”" if alone else count(len(titles), "act")
        told = (
            f"{capital(named)}, each once, on {say_day(begins)}. Open one to say when and for whom."
        )
        # One alone is opened below: that is told enough, and a line that went again would let it jump.
        if not self._save(f"add {named}", edit, "" if alone else told):
            return False
        self.every.act = made[0] if alone else self.every.act
        return True

    def remove(self, act: str) -> bool:
        """Take an act away, with what was ticked off for it."""
        acts, ticks = self.session.tables("acts"), self.session.tables("ticks")
        found = acts["title"][acts["id"] == act]
        if found.empty:
            return False
        title = shortened(found.iloc[0], SHORT)
        along = int((ticks["act"] == act).sum())
        with_it = f", and what was ticked off for it ({count(along, 'time')})" if along else ""
        if not self._save(
            f"remove {title}",
            lambda edits: edits.remove("acts", act),
            f"Removed: {title}{with_it}.",
        ):
            return False
        self.every.act = "" if self.every.act == act else self.every.act
        return True

    @property
    def undoable(self) -> bool:
        """Whether undo would take back what was told last."""
        return bool(self._undoes) and self.session.undo_number == self._undoes

    def undo(self) -> None:
        """Take back what was told last."""
        if self.undoable and self.session.undo(self._undoes):
            self.told, self._undoes = "", 0

    def _save(self, what: str, edit: Any, told: str) -> bool:
        if not self.session.save(what, edit):
            return False
        self._undoes, self.told = self.session.step, told
        return True


def _place(
    row: dict[str, Any], first: dict[str, dt.date], faults: dict[str, str]
) -> tuple[int, dt.date]:
    act = row["id"]
    if act in faults:
        return _FAULTY, dt.date.min
    if act in first:
        return _DATED, first[act]
    return (_IN_A_LIFE if "trigger" in row else _OVER), dt.date.min


def _next_dates(facts: CalendarFacts, today: dt.date) -> dict[str, dt.date]:
    """Return each act's next date: in the year that is looked at, and later for acts with dates of their own."""
    reaches = facts.start <= today <= facts.end
    due = facts.due if reaches else facts.between(today, today + (facts.end - facts.start))
    found = _firsts(due, today)
    acts = facts.tables["acts"]
    left = (
        acts["starts"].notna() & acts["trigger"].isna() & ~acts["id"].isin([*found, *facts.faulty])
    )
    later = calendar(
        acts[left], facts.tables["customers"], start=today, end=today + _AHEAD, country=facts.country,
        audiences=facts.tables["audiences"],
    )  # fmt: skip
    return found | _firsts(later, today)


def _firsts(due: pd.DataFrame, today: dt.date) -> dict[str, dt.date]:
    ahead = due[due["when"] >= pd.Timestamp(today)].drop_duplicates("act")
    return {str(act): when.date() for act, when in zip(ahead["act"], ahead["when"], strict=True)}


def _called(facts: CalendarFacts, table: str, row: str | None) -> str:
    return shortened(facts.called(table, row), SHORT)
