"""The action register as a room works through it: what is overdue, who sees to what, whether it worked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import Int, Unicode

from touchkit.model import Client, to_rows
from touchkit.model.saying import capital, count, listing, plural
from touchkit.model.text import LONGEST_SHOWN, clean, shortened
from touchkit.plan import PilotResult, action_register
from touchkit.steps.commitments import change_both
from touchkit.steps.dating import Dating, todays_date
from touchkit.steps.days import say_day
from touchkit.steps.facts import Facts
from touchkit.steps.kept_acts import KeptActs, KeptActsReader
from touchkit.steps.pilots import pilot_of, result_of
from touchkit.steps.progress import Tables
from touchkit.steps.session import Session
from touchkit.workshop.numbers import Numbers

STATUSES = (("Chosen", "chosen"), ("Testing", "testing"), ("Done", "done"), ("Dropped", "dropped"))
"""How far something on the register may be, and how that is said."""
PAGE, MORE = 12, 24
"""How many rows are shown until somebody asks for more, and how many more."""
NOBODY = "\N{EM DASH}"
"""Chosen in the filter for what nobody has taken on: no alias is a dash."""
_DECIDED = ("Decided", "decided")
_DECISION = (("Open", "open"), ("Done", "done"))
_KNOWN = {
    "yes": "Done, and it worked",
    "better": "Done; {customers} say it is better there",
    "worse": "Done; {customers} say it is worse there",
    "no": "Done; nothing to see yet",
}
_OVER = "Nothing ahead"
_TABLES = {"idea": "ideas", "decision": "decisions", "act": "acts"}


@dataclass(frozen=True, kw_only=True)
class Action:
    """One row of the register as it is shown.

    Attributes
    ----------
    id : str
        Kind and id of what it is: ``idea:plain``.
    kind : {"idea", "decision", "act"}
        What it is.
    what, where : str
        What is to be done, and at which touchpoints.
    owner : str
        Who sees to it; blank: nobody yet.
    due : datetime.date or None
        By when; of an act the first day that is late and can still be made good, else the next one.
    status : str
        Of an idea: chosen, testing, done, decided; else open or done.
    overdue : bool
        Whether its day has passed and it is not done.
    worse : bool
        Whether it is done, and customers say it is clearly worse there.
    standing : str
        How it stands, in a few words.
    evidence : str
        What shows that it worked, or what would.
    review : str
        When to look again; blank: on its day, or not any more.
    """

    id: str
    kind: str
    what: str
    where: str
    owner: str
    due: dt.date | None
    status: str
    overdue: bool
    worse: bool
    standing: str
    evidence: str
    review: str

    @property
    def statuses(self) -> tuple[tuple[str, str], ...]:
        """What its status may become; nothing where it has none of its own."""
        if self.kind == "decision":
            return _DECISION
        if self.kind != "idea":
            return ()
        return (_DECIDED, *STATUSES) if self.status == "decided" else STATUSES


def register_of(
    tables: Tables, changes: pd.DataFrame, on: dt.date, pilots: Mapping[str, PilotResult],
    kept: KeptActs,
) -> pd.DataFrame:  # fmt: skip
    """Return the action register of a client, as `touchkit.plan.action_register` gives it.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        All tables; left as they are.
    changes : pandas.DataFrame
        What customers say since, as `touchkit.measure.change` gives it.
    on : datetime.date
        The day it is looked at.
    pilots : mapping of str to PilotResult
        What pilots showed, as `tried` gives it.
    kept : KeptActs
        What has become of the acts, as `kept_acts` gives it.
    """
    points = tables["touchpoints"]
    names = {
        one: shortened(name, LONGEST_SHOWN)
        for one, name in zip(points["id"], points["name"], strict=True)
    }
    return action_register(
        tables["ideas"], tables["decisions"], tables["ticks"], on=on, acts=tables["acts"],
        roster=kept.roster, coming=kept.coming, changes=changes, pilots=pilots, names=names,
    )  # fmt: skip


def tried(
    tables: Tables, client: Client, known: dict[Any, PilotResult | None] | None = None
) -> dict[str, PilotResult]:
    """Return what the pilots of the ideas that are done showed, by the idea's id.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        All tables; left as they are.
    client : Client
        For the scale answers were counted on.
    known : dict, optional
        What was read before; what is read is added. Reading the answers of one takes a moment.
    """
    ideas, pilots, read = tables["ideas"], tables["pilots"], {} if known is None else known
    done, found = set(ideas["id"][ideas["status"] == "done"]), {}
    for idea in dict.fromkeys(pilots["idea"]):
        pilot = pilot_of(idea, ideas, pilots) if idea in done else None
        if pilot is None or not (pilot.before and pilot.after):
            continue
        said = (pilot.before, pilot.after, pilot.design, pilot.unit, pilot.better, pilot.signed)
        key = (said, client.scale)
        if key not in read:
            read[key] = result_of(pilot, client)
        result = read[key]
        if result is not None:
            found[idea] = result
    return found


def actions(register: pd.DataFrame, on: dt.date, customer_word: str = "customer") -> list[Action]:
    """Return the rows of a register as a room looks at them.

    What is overdue comes first, then what lacks an owner or a date, then by date, what is done last.

    Parameters
    ----------
    register : pandas.DataFrame
        As `register_of` gives it; left as it is.
    on : datetime.date
        The day it is looked at.
    customer_word : str
        What one customer is called.
    """
    found = [_action(row, on, plural(customer_word)) for row in to_rows(register)]
    return sorted(found, key=_place)


def _place(one: Action) -> int:
    if one.overdue or one.status == "done":
        return 0 if one.overdue else 3
    return 2 if one.owner and one.due else 1


def _action(row: dict[str, Any], on: dt.date, customers: str) -> Action:
    due, review = _day(row.get("due")), _day(row.get("review_on"))
    return Action(
        id=f"{row['kind']}:{row['id']}", kind=row["kind"],
        what=shortened(row["what"], 2 * LONGEST_SHOWN), where=row.get("where", ""),
        owner=row.get("owner", ""), due=due, status=row["status"], overdue=row["overdue"],
        worse=row["worked"] == "worse", standing=_standing(row, due, on, customers), evidence=_evidence(row),
        review=say_day(review) if review and review != due else "",
    )  # fmt: skip


def _standing(row: dict[str, Any], due: dt.date | None, on: dt.date, customers: str) -> str:
    if row["overdue"]:
        return f"Overdue by {count(row['days_overdue'], 'day')}"
    if row["status"] == "done":
        if row["kind"] == "act":
            return _OVER
        return _KNOWN.get(row["worked"], "Done").replace("{customers}", customers)
    lacks = row.get("lacks", "").split(";")
    said = [words for name, words in (("owner", "owner"), ("due", "date")) if name in lacks]
    if said:
        return f"No {' and no '.join(said)} yet"
    return _ahead((due - on).days) if due else "Open"


def _ahead(days: int) -> str:
    weeks = days // 7
    return (
        "Due today"
        if not days
        else f"Due in {count(days, 'day') if weeks < 4 else count(weeks, 'week')}"
    )


def _evidence(row: dict[str, Any]) -> str:
    said = shortened(row.get("evidence", ""), 3 * LONGEST_SHOWN)
    if said or row["kind"] != "idea":
        return said
    return "Nobody has said yet how we would notice that it worked."


def _day(value: Any) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def standing(found: list[Action]) -> str:
    """Say what is overdue, what nobody has taken on and what has no date.

    Parameters
    ----------
    found : list of Action
        The whole register.
    """
    left = [one for one in found if one.status != "done"]
    late = sum(one.overdue for one in left)
    loose = [f"{sum(not one.owner for one in left)} without an owner",
             f"{sum(one.due is None for one in left)} without a date"]  # fmt: skip
    told = [
        f"{late} overdue" if late else "nothing overdue",
        *(words for words in loose if not words.startswith("0 ")),
    ]
    done = len(found) - len(left)
    said = f"{count(len(left), 'thing')} to do: {listing(told)}."
    return f"{said} {done} done." if done else said


class Registering(Dating):
    """Who does what by when, changed where it stands; every change is stored at once.

    Parameters
    ----------
    session : Session
        What is open.
    today : callable
        From which day on something is overdue.

    Attributes
    ----------
    owner : str
        Whose rows are shown; blank: everybody's; `NOBODY`: those nobody has taken on.
    most : int
        How many rows are shown.
    """

    owner, most = Unicode(), Int(PAGE)

    def __init__(self, session: Session, *, today: Callable[[], dt.date] = todays_date) -> None:
        super().__init__(today)
        self.session = session
        self._changes: tuple[tuple[Any, ...], tuple[pd.DataFrame, ...], pd.DataFrame] | None = None
        self._read: dict[Any, PilotResult | None] = {}
        self._acts = KeptActsReader()
        self._found: tuple[Facts, dt.date, list[Action]] | None = None
        self._order: list[str] = []
        session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self.sort_again()
        self.owner, self.most, self.due_trouble = "", PAGE, ("", "")

    def sort_again(self) -> None:
        """Let every row stand where it belongs now."""
        self._order = []

    def all(self, facts: Facts) -> list[Action]:
        """Return the whole register, sorted; worked out once for each change."""
        today = self._today()
        if self._found is None or self._found[0] is not facts or self._found[1] != today:
            tables, client = facts.tables, facts.client
            pilots = tried(tables, client, self._read)
            kept = self._acts.read(client, tables, today)
            register = register_of(tables, self._changed(facts), today, pilots, kept)
            self._found = (facts, today, actions(register, today, client.customer_word))
        return self._found[2]

    def _changed(self, facts: Facts) -> pd.DataFrame:
        """Return what customers say since; neither an owner nor a date changes that, so it is kept."""
        tables = facts.tables
        basis = (tables["scores"], tables["touchpoints"][["id", "name", "status"]])
        key = (self.session.client, facts.client)
        if self._changes is not None:
            known, before, found = self._changes
            if known == key and all(a.equals(b) for a, b in zip(before, basis, strict=True)):
                return found
        found = Numbers(facts.client, dict(tables)).change()
        self._changes = (key, basis, found)
        return found

    def shown(self, facts: Facts) -> list[Action]:
        """Return the rows that are asked for, as many as are shown.

        A row keeps its place while somebody works on it, whatever its owner and date have become: it
        moves when rows are asked for anew.
        """
        return self._standing(facts)[: self.most]

    def more(self, facts: Facts) -> int:
        """Return how many rows that are asked for are not shown."""
        return max(0, len(self._standing(facts)) - self.most)

    def _standing(self, facts: Facts) -> list[Action]:
        every = self.all(facts)
        found = {one.id: one for one in every}
        wanted = "" if self.owner == NOBODY else self.owner
        order, before = [one for one in self._order if one in found], ""
        for one in every:
            if one.id not in order and (not self.owner or one.owner == wanted):
                order.insert(order.index(before) + 1 if before else 0, one.id)
            before = one.id if one.id in order else before
        self._order = order
        return [found[one] for one in order]

    def owners(self, facts: Facts) -> list[tuple[str, str]]:
        """Return whose rows may be asked for, and how many each has."""
        found = self.all(facts)
        loose = sum(not one.owner for one in found)
        names = dict.fromkeys(one.owner for one in found if one.owner)
        counted = {name: sum(one.owner == name for one in found) for name in names}
        nobody = [(f"nobody yet ({loose})", NOBODY)] if loose or self.owner == NOBODY else []
        gone = [(f"{self.owner} (0)", self.owner)] if self._has_gone(counted) else []
        people = [(f"{name} ({counted[name]})", name) for name in sorted(names)]
        return [("everybody", ""), *nobody, *gone, *people]

    def _has_gone(self, counted: dict[str, int]) -> bool:
        return self.owner not in {"", NOBODY, *counted}

    def look_for(self, owner: str | None) -> None:
        """Show one person's rows; blank: everybody's."""
        self.sort_again()
        self.owner, self.most = owner or "", PAGE

    def show_more(self) -> None:
        """Show as many rows more."""
        self.most += MORE

    # changing

    def give(self, row: str, owner: str) -> bool:
        """Store who sees to it; blank: nobody."""
        return self._change(row, owner=clean(owner) or None)

    def set_due(self, row: str, text: str) -> bool:
        """Store by when, as somebody typed it; blank: no date."""
        return self.store_due(row, text, lambda due: self._change(row, due=due))

    def set_status(self, row: str, status: str | None) -> bool:
        """Store how far an idea or a decision is; an idea only decided stays so until it is chosen."""
        allowed = {"idea": STATUSES, "decision": _DECISION}.get(row.partition(":")[0], ())
        if status not in [value for _, value in allowed]:
            return False
        return self._change(row, status=status)

    def _change(self, row: str, **fields: Any) -> bool:
        kind, _, one = row.partition(":")
        table, taken = _TABLES[kind], self.session.tables("decisions")
        if kind == "act":
            return self.session.change(table, one, **fields)
        what = f"change who does what: {listing([capital(name) for name in fields])}"
        return self.session.save(what, lambda edits: change_both(edits, taken, table, one, fields))
