"""The ticks of an edited calendar workbook held against those of the workshop: one tick an act, customer and day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from touchkit.intake.calendars import CalendarFile
from touchkit.model import to_rows
from touchkit.model.saying import count
from touchkit.model.text import free
from touchkit.steps.calendar_plan import Clash, Step
from touchkit.steps.calendar_units import TICK_UNITS, Record, prints, settle
from touchkit.steps.days import say_day

if TYPE_CHECKING:
    from touchkit.steps.calendar_taking import Taking

Key = tuple[Any, ...]


def key_of(tick: Mapping[str, Any]) -> Key:
    """Return what makes two ticks one: act, customer and day."""
    return tick.get("act"), tick.get("customer"), tick.get("due")


def take_ticks(taking: Taking, found: CalendarFile, *, customer_word: str) -> None:
    """Add what happens to ticks to a plan.

    Parameters
    ----------
    taking : Taking
        The plan in the making, its acts decided.
    found : CalendarFile
        The workbook as it was read.
    customer_word : str
        What one customer is called.
    """
    rows = to_rows(found.ticks)
    written = found.written.get("ticks", {})
    if not rows and not written:
        return
    people = {
        row["id"]: row.get("call_name", f"{customer_word} {row['id']}")
        for row in to_rows(taking.tables["customers"])
    }
    going = {step.row for step in taking.steps if step.kind == "removed"}
    ticks = _Ticks(taking, written, people, going)
    for row in rows:
        ticks.take(row)
    if found.whole:
        for name in written.keys() - {row["id"] for row in rows}:
            ticks.taken_out(name)
    ticks.sum_up()


class _Ticks:
    """Ticks, one by one."""

    def __init__(
        self, taking: Taking, written: Mapping[str, Record], people: Mapping[str, str], going: set[str]
    ) -> None:  # fmt: skip
        self.taking, self.written, self.people, self.going = taking, written, people, going
        rows = to_rows(taking.tables["ticks"])
        self.here = {row["id"]: row for row in rows}
        self.by_key: dict[Key, Record] = {}
        for row in sorted(rows, key=lambda row: row.get("done_on") is None):
            self.by_key.setdefault(key_of(row), row)
        self.titles = {step.row: step.title for step in taking.steps if step.kind == "new"}
        self.new: set[str] = set()
        self.lost = self.twice = 0

    def take(self, row: Record) -> None:
        """Decide what becomes of a tick of the workbook."""
        name, before = row["id"], self.written.get(row["id"])
        if before is not None and name in self.here:
            self._hold(row, self.here[name], prints(before, TICK_UNITS))
        elif before is None or prints(before, TICK_UNITS) != prints(row, TICK_UNITS):
            self._add(row)

    def _add(self, row: Record) -> None:
        act = self.taking.called.get(row["act"])
        if act is None or act in self.going or row.get("customer", "") not in {"", *self.people}:
            self.lost += 1
            return
        row = row | {"act": act}
        there = self.by_key.get(key_of(row)) or self._for_everybody(row)
        if there is None:
            name = free(row["id"], self.here.keys() | self.new)
            self.new.add(name)
            self._step("new", name, row, (self._done(row),), row)
            self.by_key[key_of(row)] = row | {"id": name}
        elif there.get("done_on") is None and row.get("done_on"):
            fields = {column: row.get(column) for column in ("done_on", "by")}
            self._step("changed", there["id"], row, (self._done(row),), fields)
        else:
            self.twice += any(there.get(name) != row.get(name) for name in ("done_on", "by"))

    def _for_everybody(self, row: Record) -> Record | None:
        """Return the tick for everybody that came here since the workbook was written: it is the same, done twice."""
        there = self.by_key.get(key_of(row | {"customer": None}))
        if there is None or there["id"] in self.written:
            return None  # whoever had it before them meant this customer
        return there if there.get("done_on") and row.get("done_on") else None

    def _hold(self, row: Record, here: Record, before: Mapping[str, str]) -> None:
        found, spoken = settle(row, here, before, TICK_UNITS), self.taking.spoken
        if found.taken:
            done = (f"{self._done(here)} → {self._done(here | found.take)}",)
            due = (spoken.change(here, row, "due", TICK_UNITS),) if "due" in found.taken else ()
            said = due + (done if set(found.taken) - {"due"} else ())
            self._step("changed", here["id"], here, said, found.take)
        if not found.disputed:
            return
        if row.get("done_on") and here.get("done_on"):
            self.twice += 1  # two people ticked the same: it is one tick
            return
        said = tuple(spoken.change(here, row, unit, TICK_UNITS) for unit in found.disputed)
        step = Step(
            kind="changed", table="ticks", row=here["id"], title=self._title(here), said=said, fields=found.wanted
        )  # fmt: skip
        self.taking.clashes.append(
            Clash(title=step.title, file_says=self._done(row), here=self._done(here), step=step)
        )

    def taken_out(self, name: str) -> None:
        """Decide what becomes of a tick whose row is gone from the workbook."""
        here = self.here.get(name)
        if here is None or here["act"] not in self.taking.called:
            return  # it goes with its act, or stays with it
        if prints(here, TICK_UNITS) == prints(self.written[name], TICK_UNITS):
            self._step("removed", name, here, (), {})

    def _step(self, kind: Any, name: str, row: Record, said: tuple[str, ...], fields: Record) -> None:  # fmt: skip
        cells = {column: value for column, value in fields.items() if column != "id"}
        self.taking.steps.append(
            Step(
                kind=kind, table="ticks", row=name, title=self._title(row), said=said, fields=cells
            )
        )

    def _title(self, row: Record) -> str:
        act = self.taking.here.get(row["act"], {"id": row["act"]})
        title = self.titles.get(row["act"]) or self.taking.title(act)
        whom = self.people.get(row.get("customer", ""), "")
        return ", ".join(part for part in (title, whom, f"due {say_day(row['due'])}") if part)

    @staticmethod
    def _done(row: Mapping[str, Any]) -> str:
        by = f" by {row['by']}" if row.get("by") else ""
        return f"done on {say_day(row['done_on'])}{by}" if row.get("done_on") else f"not done{by}"

    def sum_up(self) -> None:
        """Note what was left out, and what was ticked twice."""
        if self.twice:
            self.taking.told.append(
                f"{count(self.twice, 'tick')} stand{'s' * (self.twice == 1)} here already with another day or name: "
                "each counts once, as it stands here."
            )
        if self.lost:
            self.taking.told.append(
                f"{count(self.lost, 'tick')} left out: the act or the customer is no longer here."
            )
