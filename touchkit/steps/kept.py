"""Today's list: what is to be done for whom, ticked off one by one or all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
from traitlets import Bool, Int, Unicode

from touchkit.model import to_rows
from touchkit.model.saying import count
from touchkit.model.text import shortened
from touchkit.plan import to_do
from touchkit.steps.coming import NOBODY
from touchkit.steps.dating import Dating
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.kept_rows import RosterRows, dues_of, same
from touchkit.steps.kept_words import Head, Line, People, Prepare, line_of, to_prepare
from touchkit.steps.ticking import Due, due_of, take_back, tick

VIEWS = {"list": "What to do", "rates": "How often it was kept", "customer": "One {customer}"}
"""What can be looked at, and how it is called."""
PAGE = 25
"""How many rows are shown, and how many more each time."""
MISSED_BACK = 90
"""How many days back what was missed is shown."""
ON_PAPER = 400
"""More rows are not printed: nobody ticks them by hand."""

_SHORT = 60
_DATE = "day"


class Kept(Dating):
    """The list of a day; every tick is stored at once.

    Parameters
    ----------
    every : EveryTime
        What is looked at.

    Attributes
    ----------
    view : str
        Which of `VIEWS` is looked at.
    day : str
        The day of the list, as 2026-11-25; blank: today.
    owner : str
        Whose list; blank: everybody's; `coming.NOBODY`: what nobody sees to.
    missed : bool
        Whether what was missed is on the list as well.
    most : int
        How many rows are shown.
    asked : int
        Grows when the list is asked for anew.
    told : str
        What the last press did; blank: nothing yet.
    """

    view, day, owner, told = Unicode("list"), Unicode(), Unicode(), Unicode()
    missed = Bool()
    most, asked = Int(PAGE), Int()

    def __init__(self, every: EveryTime) -> None:
        super().__init__(lambda: every.today)
        self.every, self.session = every, every.session
        self._undoes = 0  # the number of the step the last press made
        self._seen: dict[str, Due] = {}  # what stood on the list since it was asked for
        self._rows = RosterRows()
        self._ahead: tuple[tuple[Any, ...], list[Prepare]] | None = None
        self.session.observe(self._begin_anew, "client")
        every.observe(lambda _: self.ask_anew(), "part")

    def _begin_anew(self, _change: Any) -> None:
        self.ask_anew()
        self.view, self.day, self.owner, self.missed = "list", "", "", False
        self.told, self._undoes = "", 0
        self.due_trouble = ("", "")

    # what is looked at

    @property
    def on(self) -> dt.date:
        """The day of the list."""
        return dt.date.fromisoformat(self.day) if self.day else self.every.today

    def turn_to(self, view: str) -> None:
        """Look at the list, the rates or one customer."""
        self.ask_anew()
        self.view = view

    def ask_anew(self) -> None:
        """Let go of rows that are done."""
        self._seen, self.most = {}, PAGE

    def tidy(self) -> None:
        """Take the rows that are done off the list."""
        self.ask_anew()
        self.told, self._undoes = "", 0
        self.asked += 1

    def look_on(self, text: str) -> bool:
        """Look at a day, as somebody typed it; blank: today."""
        return self.store_due(_DATE, text, self._turn_day)

    def step(self, days: int) -> None:
        """Look at a day so many days later."""
        self.due_trouble = ("", "")
        self._turn_day(self.on + dt.timedelta(days=days))

    def _turn_day(self, day: dt.date | None) -> bool:
        self.ask_anew()
        self.told, self._undoes = "", 0
        self.day = "" if day in (None, self.every.today) else day.isoformat()
        return True

    def look_for(self, owner: str | None) -> None:
        """Show one owner's rows; blank: everybody's."""
        self.ask_anew()
        self.owner = owner or ""

    def show_missed(self, wanted: bool) -> None:  # noqa: FBT001 # a box to tick hands it over
        """Show what was missed as well, or not."""
        self.ask_anew()
        self.missed = wanted

    def show_more(self) -> None:
        """Show as many rows more."""
        self.most += PAGE

    # what is there

    def listed(self, facts: CalendarFacts) -> pd.DataFrame:
        """Return everybody's rows of the list, those done since it was asked for included.

        Returns
        -------
        pandas.DataFrame
            Rows of `touchkit.plan.roster`, those of one act together, the longest late first, what
            was missed last; and

            - owner: blank where nobody sees to it
            - open: whether it is still to be done
            - gone: whether it was missed, whatever has become of it since
        """
        kept = self._roster(facts)
        parts = [to_do(kept, on=self.on), self._done_since(kept)]
        if self.missed:
            parts.append(kept[kept["state"] == "missed"])
        rows = pd.concat(parts, ignore_index=True)
        acts = facts.tables["acts"]
        owners = dict(zip(acts["id"], acts["owner"].astype("object").fillna(""), strict=True))
        after = pd.Timedelta(days=facts.client.calendar.missed_after_days)
        rows = rows.assign(
            owner=rows["act"].astype("str").map(owners).fillna("").astype("str"),
            open=rows["done_on"].isna(), gone=rows["due"] + after < pd.Timestamp(self.on),
        )  # fmt: skip
        rows = rows.assign(
            first=rows.groupby(["gone", "act"], observed=True)["due"].transform("min")
        )
        order = ["gone", "first", "act", "due", "customer"]
        return rows.sort_values(order, kind="stable").drop(columns="first").reset_index(drop=True)

    def owners(self, rows: pd.DataFrame) -> list[tuple[str, str]]:
        """Return whose list may be asked for, and how many rows are to be done on each."""
        many = rows[rows["open"]]["owner"].value_counts()
        names = sorted(name for name in rows["owner"].unique() if name)
        loose = int(many.get("", 0))
        found = [(f"everybody ({int(many.sum()):,})", "")]
        if loose or self.owner == NOBODY:
            found.append((f"nobody yet ({loose:,})", NOBODY))
        gone = [] if self.owner in {"", NOBODY, *names} else [self.owner]
        return found + [(f"{name} ({int(many.get(name, 0)):,})", name) for name in [*names, *gone]]

    def mine(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of whose list is looked at."""
        if not self.owner:
            return rows
        return rows[rows["owner"] == ("" if self.owner == NOBODY else self.owner)]

    def shown(self, rows: pd.DataFrame, facts: CalendarFacts) -> list[Line | Head]:
        """Return the lines that are shown; where an act has several rows, a line above them."""
        mine, people = self.mine(rows), People(facts)
        ticks, found = facts.tables["ticks"], list[Line | Head]()
        many = mine.groupby(["gone", "act"], observed=True)["open"].agg(["size", "sum"])
        group = None
        for row in to_rows(mine.head(self.most)):
            here = (row["gone"], row["act"])
            times, left = many.loc[here]
            line = line_of(row, people, ticks, on=self.on, today=self.every.today)
            if times > 1:
                head = people.head(row["act"], int(left), many=int(times), gone=row["gone"])
                found += [head] if here != group else []
                line = line.below(head)
            group = here
            self._seen[line.id] = line.due
            found.append(line)
        return found

    def on_paper(self, rows: pd.DataFrame, facts: CalendarFacts) -> list[Line]:
        """Return what is to be ticked by hand, by owner; `ON_PAPER` rows at most."""
        mine = self.mine(rows)
        mine = mine[mine["open"]].sort_values("owner", kind="stable").head(ON_PAPER)
        people, ticks = People(facts), facts.tables["ticks"]
        return [
            line_of(row, people, ticks, on=self.on, today=self.every.today) for row in to_rows(mine)
        ]

    def ahead(self, facts: CalendarFacts) -> list[Prepare]:
        """Return what has to be begun by the day of the list so that it is ready in time."""
        key = (facts.due, self.session.revision, self.on)
        if self._ahead is None or not same(self._ahead[0], key):
            self._ahead = (key, to_prepare(facts, self.on))
        wanted = "" if self.owner == NOBODY else self.owner
        return [one for one in self._ahead[1] if not self.owner or one.owner == wanted]

    def _roster(self, facts: CalendarFacts) -> pd.DataFrame:
        back = facts.client.calendar.missed_after_days + (MISSED_BACK if self.missed else 0)
        start = self.on - dt.timedelta(days=back)
        return self._rows.rows(facts, self.session.revision, start, self.on)

    def _done_since(self, kept: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that stood on the list and are done now: they keep their places."""
        seen = self._seen.values()
        acts, days = {one.act for one in seen}, {pd.Timestamp(one.day) for one in seen}
        near = kept["done_on"].notna() & kept["act"].isin(acts) & kept["due"].isin(days)
        rows = kept[near]
        if rows.empty:
            return rows
        here = [one.id in self._seen for one in dues_of(rows)]
        return rows[here]

    # doing something about it

    @property
    def undoable(self) -> bool:
        """Whether undo would take back what the last press did."""
        return bool(self._undoes) and self.session.undo_number == self._undoes

    def undo(self) -> None:
        """Take back what the last press did."""
        if self.undoable and self.session.undo(self._undoes):
            self.told, self._undoes = "", 0

    def tick(self, row: str) -> bool:
        """Tick one row, done today; on the list of a day gone by: done that day."""
        due = due_of(row)
        if due is None:
            return False
        facts = self.every.facts()
        what, whom = self._what(due.act, facts), People(facts).called(due)
        return self._tick([due], f"tick: {what}", f"{whom}: {what}. Done.")

    def tick_all(self, act: str = "", *, gone: bool = False) -> bool:
        """Tick every row of an act that is not done, or with `gone` all it missed; blank: the whole list."""
        facts = self.every.facts()
        rows = self.mine(self.listed(facts))
        rows = rows[rows["open"]]
        if act:
            rows = rows[(rows["act"] == act) & (rows["gone"] == gone)]
        dues = dues_of(rows)
        if not dues:
            return False
        self._seen |= {one.id: one for one in dues}
        what = self._what(act, facts) if act else f"{count(rows['act'].nunique(), 'act')}"
        times = count(len(dues), "time")
        whom = _people(rows, facts)
        return self._tick(dues, f"tick {times}: {what}", f"{what}: ticked {whom}.")

    def take_back(self, row: str) -> bool:
        """Say that a row was not done after all."""
        due, facts = due_of(row), self.every.facts()
        if due is None:
            return False
        self._roster(facts)
        planned, what = self._rows.has(due), self._what(due.act, facts)
        self._seen[due.id] = due
        return self._save(
            f"not done after all: {what}",
            lambda edits: take_back(edits, due, planned=planned),
            f"{People(facts).called(due)}: {what}. Not done after all.",
        )

    def called(self, act: str) -> str:
        """Return what an act is called, in short."""
        return self._what(act, self.every.facts())

    def _tick(self, dues: Sequence[Due], what: str, told: str) -> bool:
        already: list[dict[str, Any]] = []
        day = min(self.on, self.every.today)
        by = self._by()

        def edit(edits: Any) -> None:
            already[:] = tick(edits, dues, on=day, by=by)

        if not self._save(what, edit, told):
            return False
        if already and len(dues) == 1:
            who = already[0].get("by") or "Somebody"
            self.told = (
                f"{who} ticked it on {say_day(already[0]['done_on'])} already; it counts once."
            )
        return True

    def _by(self) -> Any:
        """Return who did it, act by act: who is at the keyboard, else who sees to it."""
        acts = self.session.tables("acts")
        owners = dict(zip(acts["id"], acts["owner"].astype("object"), strict=True))
        who = self.session.who
        here = who in set(self.session.tables("participants")["alias"])

        def by(act: str) -> str | None:
            owner = owners.get(act)
            return who if here or pd.isna(owner) else str(owner)

        return by

    def _save(self, what: str, edit: Any, told: str) -> bool:
        if not self.session.save(what, edit):
            return False
        self._undoes, self.told = self.session.step, told
        return True

    @staticmethod
    def _what(act: str, facts: CalendarFacts) -> str:
        return shortened(facts.called("acts", act), _SHORT)


def _people(rows: pd.DataFrame, facts: CalendarFacts) -> str:
    many = int(rows["customer"].nunique())
    return f"for {count(many, facts.client.customer_word)}" if many else count(len(rows), "time")
