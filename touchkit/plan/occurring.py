"""The touchpoint calendar: which act is due when, for whom."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.model.text import did_you_mean, listed
from touchkit.plan.acting import Acting, day_numbers, read_acts
from touchkit.plan.anchored import check_size, following
from touchkit.plan.audiences import audience_masks
from touchkit.plan.recurring import days_of, number_of
from touchkit.plan.workdays import MARGIN, moved, unknown_country

_DAY = 86_400_000_000
_TEXT = ("audience", "owner", "channel", "touchpoint", "calendar")


def calendar(
    acts: pd.DataFrame,
    customers: pd.DataFrame | None = None,
    *,
    start: dt.date | str,
    end: dt.date | str,
    country: str | None = None,
    audiences: pd.DataFrame | None = None,
    each_customer: bool = False,
) -> pd.DataFrame:
    """Return every time an act is due between two days. The frames are left as they are.

    Parameters
    ----------
    acts : pandas.DataFrame
        The table of that name. An act with `starts` has dates of its own: that one, or those its
        rule in `repeats` falls on. An act with a `trigger` is due for each customer so many
        `offset_days` after the customer's date (negative: before it), and again as `repeats` says.
    customers : pandas.DataFrame, optional
        The table of that name; without it, acts that hang on a customer's date are left out.
    start, end : datetime.date or str
        The first and the last day, both included; text as 2026-11-21.
    country : str, optional
        Two letters, such as ``IE``, or with a part, ``DE-BY``: its public holidays count as days
        off for acts with `weekdays_only`.
    audiences : pandas.DataFrame, optional
        The table of that name, for its filters: acts that hang on a customer's date are due for
        those whom the act's audience lets in. Left out: for everybody who has the date.
    each_customer : bool
        Whether acts with dates of their own also have a row for each customer of their audience,
        as a roster wants it; usually one row stands for the whole audience.

    Returns
    -------
    pandas.DataFrame
        A row for each time, by day, then as the acts and the customers stand in their tables;
        RangeIndex.

        - act, audience, owner, channel, touchpoint, calendar: as in acts. Text here is categorical,
          since three years of 20,000 customers are millions of rows
        - when: datetime64, local and without a time zone; with a time of day only where `starts`
          has one. A time stays what the clock shows when the clocks change
        - customer: whom it is due for; missing where the whole audience is meant

    Raises
    ------
    InputError
        With a problem for each act, audience, customer's date or country that cannot be used: a
        rule that cannot be read or never comes up, a date that does not exist.

    Notes
    -----
    An act with `weekdays_only` that falls on a day off moves to the next working day; one that
    comes before its customer's date moves to the working day before, so as not to be late. Moved
    acts that meet on one day are one.

    Dates a month does not have: rules of acts with dates of their own leave them out, as calendar
    programs do (RFC 5545: the 31st of each month comes seven times a year). For a customer's date
    the last day of the month stands in: born on 29 February, the birthday is kept on 28 February
    in years without one, and a month after 31 January is 28 February.

    Examples
    --------
    >>> acts = pd.DataFrame({"id": ["call"], "trigger": ["purchase_on"], "offset_days": [3]})
    >>> customers = pd.DataFrame({"id": ["k1"], "purchase_on": [pd.Timestamp("2026-11-28")]})
    >>> due = calendar(acts, customers, start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 31))
    >>> due["when"].dt.date.item().isoformat()
    '2026-12-01'
    """
    start, end = _date(start, "start"), _date(end, "end")
    low, high = number_of(start), number_of(end)
    problems = [] if low <= high else [_problem("end", f"{end}", f"{start} or later", "Turn them.")]
    problems += [one for one in [unknown_country(country)] if one]
    lacking = [name for name, frame in (("acts", acts), ("customers", customers))
               if frame is not None and "id" not in frame]  # fmt: skip
    problems += [_problem("id", f"no id in {name}", "an id", "Add it.") for name in lacking]
    if problems:
        raise InputError("The calendar cannot be made.", problems)
    listing, problems = read_acts(acts, customers)
    everybody = _Everybody.of(customers, audiences, listing, problems)
    if problems:
        raise InputError("The calendar cannot be made of these acts.", problems)
    span = _Span(low, high, country)
    parts: list[_Part] = []
    rows = 0
    for act in listing:
        parts.append(_due(act, span, everybody, each_customer))
        rows += len(parts[-1][0])
        check_size(rows)
    return _frame(acts, customers, listing, parts, low)


def act_problems(
    acts: pd.DataFrame,
    customers: pd.DataFrame | None = None,
    audiences: pd.DataFrame | None = None,
) -> list[Problem]:
    """Return what is wrong with acts, so that the others can be shown: see `calendar`."""
    listing, problems = read_acts(acts, customers)
    if audiences is not None:
        problems += _unknown_audiences(listing, audiences)
        if customers is not None:
            problems += _unreadable_audiences(listing, customers, audiences)
    return problems


def _unreadable_audiences(
    acts: list[Acting], customers: pd.DataFrame, audiences: pd.DataFrame
) -> list[Problem]:
    wrong: dict[str, Problem] = {}
    for name in dict.fromkeys(act.audience for act in acts if act.audience):
        try:
            audience_masks(customers, audiences[audiences["id"] == name])
        except InputError as error:
            wrong[name] = error.problems[0]
    return [
        Problem(file="acts", row=act.place + 1, column="audience",
                found=f"the filter of {act.audience}: {wrong[act.audience].found}",
                allowed=wrong[act.audience].allowed, hint=wrong[act.audience].hint)
        for act in acts
        if act.audience in wrong
    ]  # fmt: skip


@dataclass(frozen=True)
class _Span:
    low: int
    high: int
    country: str | None

    def settled(self, act: Acting, day: np.ndarray) -> np.ndarray:
        """Return the days as they are kept: off weekends and holidays where the act says so."""
        if not act.working_days or not len(day):
            return day
        before = bool(act.trigger) and act.offset < 0
        return moved(day, before, self.country, self.low - MARGIN, self.high + MARGIN)


@dataclass(frozen=True)
class _Everybody:
    """The customers: how many, whom each audience lets in, and their dates."""

    many: int
    masks: dict[str, np.ndarray]
    dates: dict[str, tuple[np.ndarray, np.ndarray]]

    @classmethod
    def of(
        cls,
        customers: pd.DataFrame | None,
        audiences: pd.DataFrame | None,
        acts: list[Acting],
        problems: list[Problem],
    ) -> _Everybody | None:
        if audiences is not None:
            problems += _unknown_audiences(acts, audiences)
        if customers is None:
            return None
        used = {act.audience for act in acts}
        masks: dict[str, np.ndarray] = {}
        if audiences is not None:
            masks = audience_masks(customers, audiences[audiences["id"].isin(used)])
        dates = {}
        for column in dict.fromkeys(act.trigger for act in acts if act.trigger):
            day, there, wrong = day_numbers(customers[column])
            problems += [
                Problem(
                    file="customers", row=int(place) + 1, column=column,
                    found=f"{customers[column].iloc[place]} for {customers['id'].iloc[place]}",
                    allowed="a date such as 2026-11-21",
                    hint="Write year-month-day, with a day that exists, or leave it blank.",
                )
                for place in np.flatnonzero(wrong)
            ]  # fmt: skip
            dates[column] = (day, there)
        return cls(len(customers), masks, dates)

    def inside(self, act: Acting) -> np.ndarray:
        return self.masks.get(act.audience, np.ones(self.many, bool))


_Part = tuple[np.ndarray, np.ndarray]
"""Days, and the places of the customers they are due for (-1: the whole audience)."""


def _due(act: Acting, span: _Span, everybody: _Everybody | None, each: bool) -> _Part:  # noqa: FBT001 # private
    nothing = np.empty(0, np.int64), np.empty(0, np.int32)
    margin = 2 * MARGIN if act.working_days else 0
    low, high = span.low - margin, span.high + margin
    low = max(low, act.starts) if act.starts is not None else low
    high = min(high, act.until) if act.until is not None else high
    if high < low:
        return nothing
    if act.trigger:
        if everybody is None:
            return nothing
        day, who = _for_each(act, low, high, everybody)
    else:
        day = _on_its_own(act, low, high)
        who = np.full(len(day), -1, np.int32)
        if each and everybody is not None:
            inside = np.flatnonzero(everybody.inside(act)).astype(np.int32)
            check_size(len(day) * len(inside))
            day, who = np.repeat(day, len(inside)), np.tile(inside, len(day))
    nominal, day = day, span.settled(act, day)
    kept = (day >= span.low) & (day <= span.high)
    if act.working_days:
        kept &= _first_of_each(day, who, nominal)
    return day[kept].astype(np.int32), who[kept].astype(np.int32)


def _on_its_own(act: Acting, low: int, high: int) -> np.ndarray:
    starts = act.starts if act.starts is not None else low
    if act.rule is None:
        return np.array([starts] if low <= starts <= high else [], np.int64)
    return days_of(act.rule, starts, low, high)


def _for_each(act: Acting, low: int, high: int, everybody: _Everybody) -> _Part:
    date, there = everybody.dates[act.trigger]
    who = np.flatnonzero(there & everybody.inside(act)).astype(np.int32)
    at, day = following(act.rule, date[who], low - act.offset, high - act.offset)
    return day + act.offset, who[at]


def _first_of_each(day: np.ndarray, who: np.ndarray, nominal: np.ndarray) -> np.ndarray:
    """Return which rows stay where several of one customer's moved to the same day."""
    if not len(day) or np.array_equal(day, nominal):
        return np.ones(len(day), bool)
    kept = np.zeros(len(day), bool)
    key = (who.astype(np.int64) + 1) * 4_000_000 + (day - day.min())
    kept[np.unique(key, return_index=True)[1]] = True
    return kept


def _frame(
    acts: pd.DataFrame,
    customers: pd.DataFrame | None,
    listing: list[Acting],
    parts: list[_Part],
    low: int,
) -> pd.DataFrame:
    day = np.concatenate([np.empty(0, np.int32), *(day for day, _ in parts)])
    who = np.concatenate([np.empty(0, np.int32), *(who for _, who in parts)])
    many = [len(day) for day, _ in parts]
    act = np.repeat(np.array([one.place for one in listing], np.int32), many)
    clock = np.array([one.clock for one in listing], np.int64)
    order = _order(day - low, np.repeat(clock, many) if clock.any() else None)
    act, who = act[order], who[order]
    when = day[order].astype(np.int64) * _DAY
    if clock.any():
        when += np.repeat(clock, many)[order]
    made: dict[str, object] = {"act": _coded(act, acts["id"]), "when": when.view("datetime64[us]")}
    made["audience"] = _coded(act, _column(acts, "audience"))
    names = pd.Series([], dtype="str") if customers is None else customers["id"]
    made["customer"] = _coded(who, names)
    made |= {name: _coded(act, _column(acts, name)) for name in _TEXT[1:]}
    return pd.DataFrame(made, copy=False)


def _order(day: np.ndarray, clock: np.ndarray | None) -> np.ndarray:
    if clock is not None:
        return np.lexsort((clock, day))
    # Sixteen bits are sorted by counting, which is linear.
    small = len(day) and day.max() < np.iinfo(np.int16).max
    return np.argsort(day.astype(np.int16) if small else day, kind="stable")


def _column(acts: pd.DataFrame, name: str) -> pd.Series:
    values = acts[name] if name in acts else pd.Series([None] * len(acts), dtype="str")
    # A blank cell means what the model says it does.
    return values.fillna("touchpoint") if name == "calendar" else values


def _coded(place: np.ndarray, values: pd.Series) -> pd.Categorical:
    """Return the value at each place, each text held once; place -1 is missing."""
    code, names = pd.factorize(values.astype("object"))
    blank = [not str(name).strip() for name in names]
    if any(blank):
        code = np.where(np.isin(code, np.flatnonzero(blank)), -1, code)
    table = np.append(code, -1).astype(np.min_scalar_type(-len(names) - 1))
    words = pd.Index([str(name) for name in names], dtype="str")
    return pd.Categorical.from_codes(table[place], words)


def _unknown_audiences(acts: list[Acting], audiences: pd.DataFrame) -> list[Problem]:
    known = [str(name) for name in audiences["id"]]
    hint = "Add it to the audiences, or leave the cell blank for everybody."
    return [
        Problem(file="acts", row=act.place + 1, column="audience", found=act.audience,
                allowed=f"an audience: {listed(known)}",
                hint=did_you_mean(act.audience, known, hint))
        for act in acts
        if act.audience and act.audience not in known
    ]  # fmt: skip


def _date(day: dt.date | str, name: str) -> dt.date:
    if isinstance(day, str):
        try:
            return dt.date.fromisoformat(day.strip())
        except ValueError:
            problem = _problem(name, day, "a date such as 2026-11-21", "Write year-month-day.")
            raise InputError("The calendar cannot be made.", [problem]) from None
    return day.date() if isinstance(day, dt.datetime) else day


def _problem(column: str, found: str, allowed: str, hint: str) -> Problem:
    return Problem(file="calendar", column=column, found=found, allowed=allowed, hint=hint)
