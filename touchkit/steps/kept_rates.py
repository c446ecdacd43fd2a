"""How often what was due was done: act by act, owner by owner, the best customers and the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import HasTraits, Int, Unicode

from touchkit.model.saying import capital, count, plural, share
from touchkit.plan import kept_rows
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.kept_rows import due_between, roster_of, ticks_of
from touchkit.steps.kept_words import People
from touchkit.steps.piloting import Behind, at_once
from touchkit.steps.ticking import Due
from touchkit.workshop.keeping import consistency

BY = {
    "act": "act by act", "owner": "owner by owner", "segment": "group by group",
    "best": "the best {customers} and the others", "act best": "act by act, the best and the others",
}  # fmt: skip
"""What may be counted by, and how that is said."""
WAITING = "Being counted …"

_BACK = 365
_SLOW = 2_000
"""With more customers it takes long enough to be noticed."""
_OTHERS = "the others"
_NAMED = 12
"""Times not done that are named behind a rate."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How often one act, owner or group got what was due.

    Attributes
    ----------
    of : str
        The act it belongs to, with both its rates, where acts are split in two; blank: none.
    sentence : str
        What is counted, and the rate with its interval.
    rate : float
        Done ÷ due.
    low, high : float or None
        The ends of its interval; None: too few customers.
    behind : str
        How many times were due, done in time, done late, still open and missed.
    lacking : tuple of str
        Times it was not done, the latest first.
    more : int
        How many more of these there are.
    """

    of: str
    sentence: str
    rate: float
    low: float | None
    high: float | None
    behind: str
    lacking: tuple[str, ...]
    more: int


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The rates, and from when to when they were counted.

    Attributes
    ----------
    rates : tuple of Rate
        The worst first.
    since : datetime.date or None
        The first day that counts; None: nothing was ever ticked.
    compared : str
        What the best customers got beside the others, said aloud; blank: nothing to compare.
    caution : str
        That this may be chance; blank: it need not be said.
    failed : bool
        Whether counting went wrong; the page says why.
    """

    rates: tuple[Rate, ...]
    since: dt.date | None
    compared: str = ""
    caution: str = ""
    failed: bool = False


class Rates(HasTraits):
    """Which rates are looked at; they are counted again only when what they rest on has changed.

    Parameters
    ----------
    every : EveryTime
        What is looked at.
    behind : callable
        Does slow work; where nothing else is given, at once.

    Attributes
    ----------
    by : str
        One of `BY`.
    worked : int
        Grows when rates have been counted.
    """

    by = Unicode("act")
    worked = Int()

    def __init__(self, every: EveryTime, *, behind: Behind = at_once) -> None:
        super().__init__()
        self.every, self._behind = every, behind
        self._kept: dict[str, tuple[tuple[Any, ...], Counted]] = {}
        self._asked: tuple[Any, ...] | None = None
        every.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self._kept, self._asked, self.by = {}, None, "act"

    def turn_by(self, by: str | None) -> None:
        """Count by something else."""
        self.by = by if by in BY else "act"

    def offered(self, facts: CalendarFacts) -> list[tuple[str, str]]:
        """Return what may be counted by."""
        customers = plural(facts.client.customer_word)
        return [(said.format(customers=customers), by) for by, said in BY.items()]

    def counted(self, facts: CalendarFacts) -> tuple[Counted | None, bool]:
        """Return the rates, and whether newer ones are being worked out; None: the first ones are.

        Where that takes a while `worked` grows when they are there.
        """
        by, today = self.by, self.every.today
        key = (facts.due, facts.tables["ticks"], by, today)
        there = self._kept.get(by)
        if there is not None and _alike(there[0], key):
            return there[1], False
        if self._asked is None or not _alike(self._asked, key):
            self._asked = None
            self._work_out(key, facts)
        there = self._kept.get(by)
        return (there[1] if there else None), self._asked is not None

    def _work_out(self, key: tuple[Any, ...], facts: CalendarFacts) -> None:
        slow = len(facts.tables["customers"]) > _SLOW
        by, today = key[2], key[3]

        def done(found: Counted | None) -> None:
            if slow and self._asked is not key:
                return  # another client, or newer ticks: what was counted is not wanted any more
            self._asked = None
            # What went wrong is not tried again until something changes: it would go wrong again.
            self._kept[by] = (key, found or Counted(rates=(), since=None, failed=True))
            if slow:
                self.worked += 1

        if slow:
            self._asked = key
            self._behind(lambda: count_kept(facts, by, today), done)
        else:
            done(count_kept(facts, by, today))


def count_kept(facts: CalendarFacts, by: str, today: dt.date) -> Counted:
    """Return how often what was due was done in the year up to a day.

    It counts from the first day there is a tick for: what was due before was perhaps done, but
    nobody wrote it down.

    Parameters
    ----------
    facts : CalendarFacts
        What there is.
    by : str
        One of `BY`.
    today : datetime.date
        The last day that counts.
    """
    ticks = ticks_of(facts)
    since = _since(ticks, today)
    if since is None:
        return Counted(rates=(), since=None)
    occurrences = due_between(facts, since, today)
    after = facts.client.calendar.missed_after_days
    rows = roster_of(occurrences, ticks, days=(since, today), on=today, missed_after_days=after)
    counting = _Counting(rows, by.split(), facts)
    compared, caution = counting.compared()
    return Counted(rates=counting.in_order(), since=since, compared=compared, caution=caution)


def _since(ticks: pd.DataFrame, today: dt.date) -> dt.date | None:
    past = ticks[ticks["due"] <= pd.Timestamp(today)]
    if past["done_on"].isna().all():
        return None
    first: dt.date = past["due"].min().date()
    return min(max(first, today - dt.timedelta(days=_BACK)), today)


class _Counting:
    """A roster being counted by an act, an owner or a group, or by two of these."""

    def __init__(self, rows: pd.DataFrame, names: list[str], facts: CalendarFacts) -> None:
        self.names, self.people, self.word = names, People(facts), facts.client.customer_word
        self.best = f"the best {plural(self.word)}"
        self.acts, customers = facts.tables["acts"], facts.tables["customers"]
        words = {True: self.best, False: _OTHERS}
        self.customers = customers.assign(best=customers["best"].astype("object").map(words))
        if names[-1] in {"best", "segment"}:
            rows = rows[rows["customer"].isin(customers["id"])]
        self.past = rows[rows["state"] != "due"]
        found = consistency(
            self.past, names, acts=self.acts, customers=self.customers, customer_word=self.word,
            names=facts.names["acts"] if "act" in names else {},
        )  # fmt: skip
        self.found = found.merge(self._open(), on=names, how="left")

    def _keys(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the group of each row, as `consistency` names it."""
        found = kept_rows(rows, self.names, acts=self.acts, customers=self.customers)
        return found[self.names]

    def _open(self) -> pd.DataFrame:
        """Return how many of each group are late and not done yet."""
        still = (self.past["state"] == "late") & self.past["done_on"].isna()
        keys = self._keys(self.past).assign(open=still.astype("int64").tolist())
        return keys.groupby(self.names, as_index=False)["open"].sum()

    def in_order(self) -> tuple[Rate, ...]:
        """Return the rates, the worst first; the two of one act together."""
        first, *more = self.names
        worst = self.found.groupby(first)["rate"].transform("min")
        found = self.found.assign(worst=worst, many=-self.found["due"])
        order = ["worst", first, *more] if more else ["rate", "many"]
        records = found.sort_values(order, kind="stable").to_dict("records")
        lacking = self.past[self.past["done_on"].isna()]
        lacking = lacking.sort_values("due", ascending=False, kind="stable")
        groups = self._keys(lacking).groupby(self.names).indices
        heads = self._heads(records) if more else {}
        return tuple(
            self._rate(row, heads, lacking.iloc[groups.get(self._key(row), [])]) for row in records
        )

    def _key(self, row: Mapping[str, Any]) -> Any:
        key = tuple(row[name] for name in self.names)
        return key if len(key) > 1 else key[0]

    def _heads(self, records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """Return for each act what the best and the others got of it."""
        found: dict[str, list[str]] = {}
        for row in records:
            found.setdefault(row["act"], []).append(f"{row['best']} {share(row['rate'])}")
        return {act: f"{self.people.what(act)}: {', '.join(said)}" for act, said in found.items()}

    def _rate(
        self, row: Mapping[str, Any], heads: Mapping[str, str], lacking: pd.DataFrame
    ) -> Rate:
        few, act = pd.isna(row["rate_low"]), row.get("act", "")
        some = lacking.head(_NAMED).to_dict("records")
        label = f"{self.people.what(act)}, " if act in heads else ""
        return Rate(
            of=heads.get(act, ""), sentence=capital(str(row["sentence"]).removeprefix(label)),
            rate=float(row["rate"]), low=None if few else float(row["rate_low"]),
            high=None if few else float(row["rate_high"]), behind=_behind(row),
            lacking=tuple(_not_done(one, self.people, with_act="act" not in row) for one in some),
            more=len(lacking) - len(some),
        )  # fmt: skip

    def compared(self) -> tuple[str, str]:
        """Return what the best customers got beside the others, and what that does not show."""
        if self.names != ["best"] or len(self.found) < 2:
            return "", ""
        rates = dict(zip(self.found["best"], self.found["rate"], strict=True))
        best, others = (share(rates[one]) for one in (self.best, _OTHERS))
        said = f"{capital(self.best)} got {best} of what was due to them, {_OTHERS} {others}."
        few = f"There are too few {plural(self.word)} on one side to say that this is more than chance."
        return said, few if self.found["rate_low"].isna().any() else ""


def _behind(row: Mapping[str, Any]) -> str:
    late = int(row["kept"] - row["in_time"])
    parts = [
        (int(row["in_time"]), "in time"), (late, "late"), (int(row["open"]), "late and still open"),
        (int(row["missed"]), "missed"),
    ]  # fmt: skip
    said = ", ".join(f"{many:,} {word}" for many, word in parts if many)
    return f"{count(int(row['due']), 'time')} due: {said}."


def _not_done(row: Mapping[str, Any], people: People, *, with_act: bool) -> str:
    customer = "" if pd.isna(row["customer"]) else str(row["customer"])
    due = Due(act=str(row["act"]), customer=customer, day=row["due"].date())
    what = f"{people.what(due.act)}, " if with_act else ""
    about = f" ({customer})" if people.call_name(customer) else ""
    return f"{people.called(due)}{about}: {what}due {say_day(due.day)}, {row['state']}"


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return (
        one[0] is other[0] and one[2:] == other[2:] and bool(one[1].equals(other[1]))
    )  # fmt: skip
