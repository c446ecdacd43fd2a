"""The roster: customer by customer, what is due, done, late and missed; and how often it was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from touchkit.errors import InputError, Problem
from touchkit.model.text import did_you_mean, listed
from touchkit.plan.acting import day_numbers
from touchkit.plan.recurring import number_of

STATES = ("due", "done", "late", "missed")
_NEEDED = {"calendar": ["act", "when", "customer"], "ticks": ["act", "customer", "due", "done_on"],
           "roster": ["act", "customer", "due", "state", "done_on"]}  # fmt: skip
_FROM_ACTS = ("owner", "touchpoint", "channel", "audience", "calendar")
_NEVER = np.iinfo(np.int64).min


def roster(
    occurrences: pd.DataFrame,
    ticks: pd.DataFrame,
    *,
    on: dt.date | None = None,
    missed_after_days: int = 14,
) -> pd.DataFrame:
    """Return what is due, done, late and missed, customer by customer. The frames stay as they are.

    Parameters
    ----------
    occurrences : pandas.DataFrame
        As `touchkit.plan.calendar` returns it; with ``each_customer=True`` acts for an audience
        have a row a customer too.
    ticks : pandas.DataFrame
        The table of that name: act, customer, due, done_on. A tick without a customer stands for
        everybody the act was due for that day, but for customers with a tick of their own: what
        that says counts, a blank done_on as well.
    on : datetime.date, optional
        The day it is looked at; left out: today.
    missed_after_days : int
        What is not done so many days after it was due is missed; until then it is late and can
        still be done.

    Returns
    -------
    pandas.DataFrame
        A row for each act, customer and day, by day, then act, then customer; RangeIndex.

        - act, customer (missing: the whole audience), due (datetime64)
        - state: due (`on` or later, not done), done (by the day it was due), late (done after it,
          or not done yet), missed
        - done_on (datetime64); missing: not done

    Raises
    ------
    InputError
        If a column is not there.

    Notes
    -----
    Ticks within the calendar's days that match none of its rows are rows too: they say what was
    due before an act was changed. Where ticks name customers for an act that the calendar has for
    a whole audience, those rows stand instead of it. Two ticks for the same thing, by two owners
    say, count once, with the earlier day. Customers who were added after a tick without a customer
    count as served as well: nobody knows when they came.

    Examples
    --------
    >>> due = pd.DataFrame({"act": "card", "customer": ["k1", "k2"], "when": pd.Timestamp("2026-12-14")})
    >>> ticks = pd.DataFrame({"act": ["card"], "customer": ["k1"], "due": [pd.Timestamp("2026-12-14")],
    ...                       "done_on": [pd.Timestamp("2026-12-12")]})
    >>> roster(due, ticks, on=dt.date(2026, 12, 16))["state"].tolist()
    ['done', 'late']
    """  # fmt: skip
    _check("calendar", occurrences)
    _check("ticks", ticks)
    today = number_of(on if on is not None else dt.date.today())  # noqa: DTZ011 # the day where the room is
    acts = _together(occurrences["act"], ticks["act"])
    people = _together(occurrences["customer"], ticks["customer"])
    asked = _Keys(_codes(occurrences["act"], acts), _codes(occurrences["customer"], people),
                  _days(occurrences["when"]))  # fmt: skip
    told = _Keys(
        _codes(ticks["act"], acts), _codes(ticks["customer"], people), _days(ticks["due"], "ticks")
    )
    if (told.act < 0).any() or (told.day == _NEVER).any():
        raise InputError("The ticks have rows without an act or without the day it was due.")
    done = _days(ticks["done_on"], "ticks")
    told, done = _once(told, done)
    rows, done_on = _joined(asked, told, done)
    order = np.lexsort((rows.customer, rows.act, rows.day))
    rows, done_on = rows.only(order), done_on[order]
    state = _state(rows.day, done_on, today, missed_after_days)
    return pd.DataFrame(
        {
            "act": pd.Categorical.from_codes(rows.act, acts),
            "customer": pd.Categorical.from_codes(rows.customer, people),
            "due": rows.day.astype("datetime64[D]").astype("datetime64[us]"),
            "state": pd.Categorical.from_codes(state, pd.Index(STATES, dtype="str")),
            "done_on": done_on.astype("datetime64[D]").astype("datetime64[us]"),
        }
    )


def to_do(roster: pd.DataFrame, *, on: dt.date) -> pd.DataFrame:
    """Return what is to be done on a day: what is due on it, and what is late and not yet done.

    Parameters
    ----------
    roster : pandas.DataFrame
        As `roster` returns it for that day.
    on : datetime.date
        The day.

    Returns
    -------
    pandas.DataFrame
        Rows of the roster, the longest late first; RangeIndex.
    """
    _check("roster", roster)
    open_ = roster["done_on"].isna() & roster["state"].isin(["due", "late"])
    now = roster["due"] <= pd.Timestamp(on)
    return roster[open_ & now].sort_values("due", kind="stable").reset_index(drop=True)


def kept_counts(
    roster: pd.DataFrame,
    by: str | Sequence[str] = "act",
    *,
    acts: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return how often what was due was done, act by act, owner by owner, group by group.

    Parameters
    ----------
    roster : pandas.DataFrame
        As `roster` returns it.
    by : str or sequence of str
        What to count by: act, customer; a column of acts (owner, touchpoint, channel, audience,
        calendar); or a column of customers (segment, persona, best). Several: each combination.
    acts, customers : pandas.DataFrame, optional
        The tables of these names, for their columns.

    Returns
    -------
    pandas.DataFrame
        A row a group, sorted; RangeIndex. What is not due yet is left out.

        - the columns of `by`; blank where nobody said
        - due: how often it was due; kept: how often it was done, also late; in_time; missed
        - customers: how many customers that was
        - rate: kept ÷ due

    Raises
    ------
    InputError
        If there is no such column.
    """
    _check("roster", roster)
    names = [by] if isinstance(by, str) else list(by)
    past = roster[roster["state"] != "due"]
    keys = pd.DataFrame(
        {name: _column(past, name, acts, customers) for name in names}, index=past.index
    )
    done = past["done_on"].notna()
    counted = keys.assign(
        due=1, kept=done, in_time=past["state"] == "done", missed=past["state"] == "missed",
        who=past["customer"].astype("str"),
    )  # fmt: skip
    found = (
        counted.groupby(names, sort=True)
        .agg(due=("due", "sum"), kept=("kept", "sum"), in_time=("in_time", "sum"),
             missed=("missed", "sum"), customers=("who", "nunique"))
        .reset_index()
    )  # fmt: skip
    counts = dict.fromkeys(("due", "kept", "in_time", "missed", "customers"), "int64")
    found = found.astype(counts | dict.fromkeys(names, "str"))
    return found.assign(rate=found["kept"] / found["due"])


def kept_rows(
    roster: pd.DataFrame,
    by: str | Sequence[str],
    *,
    acts: pd.DataFrame | None = None,
    customers: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return for each row of a roster that was due its group, customer and whether it was done.

    Parameters
    ----------
    roster, by, acts, customers
        As in `kept_counts`.

    Returns
    -------
    pandas.DataFrame
        The columns of `by`, customer, kept.
    """
    names = [by] if isinstance(by, str) else list(by)
    past = roster[roster["state"] != "due"]
    keys = {name: _column(past, name, acts, customers) for name in names}
    keys |= {"customer": past["customer"].astype("str"), "kept": past["done_on"].notna()}
    return pd.DataFrame(keys, index=past.index).reset_index(drop=True)


def _column(
    rows: pd.DataFrame, name: str, acts: pd.DataFrame | None, customers: pd.DataFrame | None
) -> pd.Series:
    if name in ("act", "customer"):
        return rows[name].astype("str").fillna("")
    table, key = (acts, "act") if name in _FROM_ACTS else (customers, "customer")
    called = "acts" if name in _FROM_ACTS else "customers"
    if table is None or name not in table or name == "call_name":
        there = [] if table is None else [one for one in map(str, table) if one != "call_name"]
        hint = did_you_mean(name, there, f"Give the table {called} with this column.")
        problem = Problem(file=called, column=name, found="no such column",
                          allowed=f"act, customer or one of {listed(there)}", hint=hint)  # fmt: skip
        raise InputError("It cannot be counted that way.", [problem])
    values = table[name]
    if pd.api.types.is_bool_dtype(values.dtype):
        values = values.map({True: "yes", False: "no"})
    of = dict(zip(table["id"].astype("str"), values.astype("str").fillna(""), strict=True))
    return rows[key].astype("str").map(of).fillna("").astype("str")


class _Keys:
    """Act, customer and day of each row, as numbers."""

    def __init__(self, act: np.ndarray, customer: np.ndarray, day: np.ndarray) -> None:
        self.act, self.customer, self.day = act, customer, day

    def only(self, which: np.ndarray) -> _Keys:
        return _Keys(self.act[which], self.customer[which], self.day[which])

    def joined(self, like: _Keys) -> np.ndarray:
        """Return one number a row, the same for the same in both."""
        return np.asarray(self.without_people() * self.people(like) + self.customer + 1)

    def people(self, like: _Keys) -> int:
        """Return more than there are customers in both."""
        most = max(
            [int(one.customer.max()) for one in (self, like) if len(one.customer)], default=0
        )
        return most + 2

    def without_people(self) -> np.ndarray:
        """Return one number for the act and the day of each row."""
        return np.asarray(self.act.astype(np.int64) * 4_000_000 + self.day)


def _once(told: _Keys, done: np.ndarray) -> tuple[_Keys, np.ndarray]:
    """Return each tick once, done on the earliest day anybody said."""
    when = np.where(done == _NEVER, np.iinfo(np.int64).max, done)
    order = np.lexsort((when, told.joined(told)))
    first = np.unique(told.joined(told)[order], return_index=True)[1]
    return told.only(order[first]), done[order[first]]


def _joined(asked: _Keys, told: _Keys, done: np.ndarray) -> tuple[_Keys, np.ndarray]:
    """Return the rows of calendar and ticks together, and the day each was done."""
    if len(asked.day):
        asked = asked.only(np.sort(np.unique(asked.joined(told), return_index=True)[1]))
        inside = (told.day >= asked.day.min()) & (told.day <= asked.day.max())
    else:
        inside = np.zeros(len(told.day), bool)
    done_on = _looked_up(asked.joined(told), told.joined(asked), done)
    # A tick for nobody in particular is one for everybody it was due for and nothing else is said of.
    general = told.customer < 0
    for_all = _looked_up(asked.without_people(), told.without_people()[general], done[general])
    of_their_own = np.isin(asked.joined(told), told.joined(asked)[~general])
    done_on = np.where(of_their_own, done_on, for_all)
    named = told.without_people()[~general]
    replaced = (asked.customer < 0) & np.isin(asked.without_people(), named)
    known = np.where(general, np.isin(told.without_people(), asked.without_people()),
                     np.isin(told.joined(asked), asked.joined(told)))  # fmt: skip
    more = inside & ~known
    kept_rows = asked.only(~replaced)
    rows = _Keys(*(np.concatenate([getattr(kept_rows, name), getattr(told, name)[more]])
                   for name in ("act", "customer", "day")))  # fmt: skip
    return rows, np.concatenate([done_on[~replaced], done[more]])


def _looked_up(wanted: np.ndarray, keys: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the value of each key; `_NEVER` where there is none."""
    if not len(keys):
        return np.full(len(wanted), _NEVER)
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place], _NEVER)


def _state(day: np.ndarray, done: np.ndarray, today: int, missed_after: int) -> np.ndarray:
    is_done = done != _NEVER
    state = np.where(is_done, np.where(done <= day, 1, 2), 0)
    open_ = ~is_done
    state[open_ & (day < today)] = 2
    state[open_ & (day + missed_after < today)] = 3
    return state.astype(np.int8)


def _days(values: pd.Series, of: str = "calendar") -> np.ndarray:
    day, there, wrong = day_numbers(values)
    if wrong.any():
        problems = [
            Problem(file=of, row=int(place) + 1, column=str(values.name),
                    found=f"{values.iloc[place]}", allowed="a date such as 2026-11-21",
                    hint="Write year-month-day, with a day that exists.")
            for place in np.flatnonzero(wrong)
        ]  # fmt: skip
        raise InputError("The roster cannot be made.", problems)
    return np.where(there, day, _NEVER)


def _together(first: pd.Series, second: pd.Series) -> pd.Index:
    """Return every word of two columns, in order of the first one's own."""
    words = [str(one) for column in (first, second) for one in pd.Categorical(column).categories]
    return pd.Index(list(dict.fromkeys(words)), dtype="str")


def _codes(values: pd.Series, words: pd.Index) -> np.ndarray:
    own = pd.Categorical(values)
    place = np.append(words.get_indexer([str(one) for one in own.categories]), -1)
    return np.asarray(place[own.codes].astype(np.int32))


def _check(name: str, frame: pd.DataFrame) -> None:
    for column in _NEEDED[name]:
        if column not in frame:
            hint = did_you_mean(column, map(str, frame.columns), f"There are: {listed(frame)}.")
            raise InputError(f"The {name} has no column {column!r}. {hint}")
