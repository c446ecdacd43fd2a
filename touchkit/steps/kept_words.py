"""Today's list as it is said: who, what, how late, and what has to be begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from touchkit.errors import InputError
from touchkit.model.saying import capital, count
from touchkit.model.text import LONGEST_SHOWN, shortened
from touchkit.plan import addressed, preparations
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts
from touchkit.steps.kept_rows import due_between
from touchkit.steps.ticking import Due

SIGNS = {"due": "▸", "late": "⚠", "missed": "✗", "done": "✓"}
"""How a row stands, as a sign beside the words."""
_HEAD = "all"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of the list: an act for one customer.

    Attributes
    ----------
    due : Due
        What it is.
    state : {"due", "late", "missed", "done"}
        How it stands; done: also late.
    standing : str
        The same in words.
    who, about : str
        The customer's call name, and what else tells one from another.
    what, wording : str
        The act, and what is said or written, addressed; blank: nobody wrote that.
    owner : str
        Who sees to it; blank: nobody yet. With `what` blank as well: it stands above.
    """

    due: Due
    state: str
    standing: str
    who: str
    about: str
    what: str
    wording: str
    owner: str

    @property
    def id(self) -> str:
        """Its name on the page."""
        return self.due.id

    @property
    def act(self) -> str:
        """Which act."""
        return self.due.act

    def below(self, head: Head) -> Line:
        """Return it without what the line above the act's rows says for all of them."""
        wording = "" if head.wording else self.wording
        return replace(self, what="", owner="", wording=wording)


@dataclass(frozen=True, kw_only=True)
class Head:
    """The line above an act's rows.

    Attributes
    ----------
    act, what, owner : str
        The act: its id, what it is called, who sees to it (blank: nobody yet).
    said : str
        How many are to be done, and how many are.
    left : int
        How many are to be done.
    wording : str
        What is said or written, where that is the same for all; blank: it is not.
    gone : bool
        Whether these were missed.
    """

    act: str
    what: str
    owner: str
    said: str
    left: int
    wording: str
    gone: bool

    @property
    def id(self) -> str:
        """Its name on the page."""
        return f"{_HEAD}\t{self.act}\t{self.gone}"


@dataclass(frozen=True, kw_only=True)
class Prepare:
    """Something to begin now.

    Attributes
    ----------
    what, whom, owner : str
        As they are said; owner blank: nobody yet.
    begin, when : datetime.date
        By when it has to be begun, and when it is due.
    """

    what: str
    whom: str
    owner: str
    begin: dt.date
    when: dt.date


class People:
    """Customers and acts by id, to say them."""

    def __init__(self, facts: CalendarFacts) -> None:
        self.facts, self.word = facts, facts.client.customer_word
        customers, acts = facts.tables["customers"], facts.tables["acts"]
        names, calls, segments = (
            customers[column].astype("object").fillna("").tolist()
            for column in ("id", "call_name", "segment")
        )
        self.known: dict[str, tuple[str, str]] = dict(
            zip(names, zip(calls, segments, strict=True), strict=True)
        )
        self.acts = {row["id"]: row for row in acts.to_dict("records")}

    def called(self, due: Due) -> str:
        """Return for whom it is due."""
        if not due.customer:
            audience = _text(self.acts.get(due.act, {}).get("audience"))
            return self.facts.called("audiences", audience) or "Everybody"
        name = self.call_name(due.customer)
        return shortened(name, LONGEST_SHOWN) if name else f"{capital(self.word)} {due.customer}"

    def call_name(self, customer: str) -> str:
        """Return what a customer is called; blank where nobody said."""
        return self.known.get(customer, ("", ""))[0]

    def about(self, customer: str) -> str:
        """Return what tells a customer from another of the same name."""
        name, segment = self.known.get(customer, ("", ""))
        return ", ".join(part for part in (customer if name else "", segment) if part)

    def what(self, act: str) -> str:
        """Return what an act is called."""
        return self.facts.called("acts", act)

    def owner(self, act: str) -> str:
        """Return who sees to an act; blank: nobody yet."""
        return _text(self.acts.get(act, {}).get("owner"))

    def wording(self, due: Due) -> str:
        """Return what is said to a customer, by name."""
        text = _text(self.acts.get(due.act, {}).get("wording"))
        try:
            return addressed(text, self.call_name(due.customer))
        except InputError:
            return text

    def head(self, act: str, left: int, *, many: int, gone: bool) -> Head:
        """Return the line above an act's rows."""
        done = f", {many - left:,} done" if left < many else ""
        wording = _text(self.acts.get(act, {}).get("wording"))
        return Head(
            act=act, what=self.what(act), owner=self.owner(act), left=left, gone=gone,
            said=f"{count(many, 'time')}{' missed' if gone else ''}{done}",
            wording="" if "{" in wording else wording,
        )  # fmt: skip


def line_of(
    row: Mapping[str, Any], people: People, ticks: pd.DataFrame, *, on: dt.date, today: dt.date
) -> Line:
    """Return a row of the roster as it is said on the list of a day.

    Parameters
    ----------
    row : mapping
        A row of `touchkit.plan.roster`.
    people : People
        Who and what.
    ticks : pandas.DataFrame
        The table of that name, for who ticked it.
    on : datetime.date
        The day of the list.
    today : datetime.date
        Which day it is.
    """
    due = Due(act=row["act"], customer=row.get("customer", ""), day=row["due"])
    state, standing = standing_of(row, on=on, today=today)
    if state == "done":
        who = _ticked_by(due, ticks)
        standing = standing.replace("done", f"done by {who}", 1) if who else standing
    return Line(
        due=due, state=state, standing=standing, who=people.called(due), about=people.about(due.customer),
        what=people.what(due.act), wording=people.wording(due), owner=people.owner(due.act),
    )  # fmt: skip


def standing_of(row: Mapping[str, Any], *, on: dt.date, today: dt.date) -> tuple[str, str]:
    """Return how a row of the roster stands on a day: a word for it, and how it is said."""
    due, done = row["due"], row.get("done_on")
    if done is not None:
        day = "" if done == today else f" on {say_day(done)}"
        late = (done - due).days
        return "done", f"done{day}" + (f", {count(late, 'day')} late" if late > 0 else "")
    late = (on - due).days
    if row["state"] == "missed":
        return "missed", f"missed; it was due on {say_day(due)}"
    if late > 0:
        return "late", f"late by {count(late, 'day')}"
    return "due", "due today" if due == today else f"due on {say_day(due)}"


def to_prepare(facts: CalendarFacts, on: dt.date) -> list[Prepare]:
    """Return what has to be begun by a day and is due later, what has to be begun first first."""
    acts = facts.tables["acts"]
    lead = acts["lead_days"].max() if len(acts) else None
    if pd.isna(lead) or not lead:
        return []
    last = on + dt.timedelta(days=int(lead))
    coming = due_between(facts, on + dt.timedelta(days=1), last)
    rows = preparations(coming, acts)
    rows = rows[rows["begin"] <= pd.Timestamp(on)]
    rows = rows.assign(due=rows["when"].dt.normalize())
    rows = rows[~_is_done(rows, facts.tables["ticks"])]
    grouped = rows.groupby(["begin", "due", "act"], observed=True, sort=True)
    found = grouped.agg(
        many=("customer", "count"), owner=("owner", "first"), audience=("audience", "first")
    )
    return [_prepare(row, facts) for row in found.reset_index().to_dict("records")]


def _prepare(row: Mapping[str, Any], facts: CalendarFacts) -> Prepare:
    audience = _text(row["audience"])
    named = facts.called("audiences", audience) or "everybody"
    whom = count(int(row["many"]), facts.client.customer_word) if row["many"] else named
    return Prepare(
        what=facts.called("acts", row["act"]), whom=whom, owner=_text(row["owner"]),
        begin=row["begin"].date(), when=row["due"].date(),
    )  # fmt: skip


def _is_done(rows: pd.DataFrame, ticks: pd.DataFrame) -> pd.Series:
    """Say of each row whether it is ticked already, for that customer or else for everybody."""
    told: dict[tuple[str, str, Any], bool] = {}
    columns = (ticks["act"], ticks["customer"], ticks["due"], ticks["done_on"].notna())
    for act, customer, day, done in zip(*columns, strict=True):
        key = (act, _text(customer), day)
        told[key] = done or told.get(key, False)
    found = [
        told.get((act, _text(customer), day), told.get((act, "", day), False))
        for act, customer, day in zip(rows["act"], rows["customer"], rows["due"], strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype="bool")


def _ticked_by(due: Due, ticks: pd.DataFrame) -> str:
    same = (ticks["act"] == due.act) & (ticks["due"] == pd.Timestamp(due.day))
    rows = ticks[same & ticks["done_on"].notna()].sort_values("done_on", kind="stable")
    own = rows[rows["customer"] == due.customer]
    mine = own if len(own) else rows[rows["customer"].isna()]
    return _text(mine["by"].iloc[0]) if len(mine) else ""


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)
