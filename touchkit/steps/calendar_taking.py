"""A calendar file held against the workshop: what taking it over would do, and where both sides changed the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from touchkit.intake.calendars import CalendarFile
from touchkit.model import TABLES, references, to_rows
from touchkit.model.saying import count
from touchkit.model.text import LONGEST_SHOWN, free, listed, shortened
from touchkit.steps.calendar_matching import match, source_of
from touchkit.steps.calendar_plan import Clash, Plan, Step
from touchkit.steps.calendar_ticks import take_ticks
from touchkit.steps.calendar_units import ACT_UNITS, Record, Spoken, prints, settle
from touchkit.steps.progress import Tables

_TOLD = ("for", "owner", "channel")
"""What is told of an act that is new, beside when it is due."""
READ_FROM = "read_from"
"""The column, one of the workshop's own, that remembers which file an act came from and what that said."""


def plan_of(
    found: CalendarFile, file: str, tables: Tables, *, audience: str = "", owner: str = "",
    customer_word: str = "customer",
) -> Plan:  # fmt: skip
    """Return what taking a file over would do.

    Of an act that is there already only what the file says otherwise than before is changed: what
    somebody set here stays. Where both sides changed the same, it is a clash.

    Parameters
    ----------
    found : CalendarFile
        As `touchkit.intake.calendars.read_calendar_file` reads it.
    file : str
        The file's name.
    tables : mapping of str to pandas.DataFrame
        All tables of the workshop; left as they are.
    audience, owner : str
        For acts that are new and whose file does not say; blank: everybody, nobody.
    customer_word : str
        What one customer is called.
    """
    taking = Taking(
        file=Path(file).name, here={row["id"]: row for row in to_rows(tables["acts"])}, tables=tables,
        spoken=Spoken(names=_names(tables)),
    )  # fmt: skip
    rows = [taking.resolved(row) for row in to_rows(found.acts)]
    if found.ours:
        taking.ours(rows, found)
        take_ticks(taking, found, customer_word=customer_word)
    else:
        given = {name: value for name, value in (("audience", audience), ("owner", owner)) if value}
        taking.theirs(rows, by_uid=Path(file).suffix.lower() not in _TABLES, given=given)
    if found.problems and taking.gone:  # one of the rows that cannot be read may be it
        taking.gone.clear()
        taking.told.append("What is no longer in the file stays until its rows can all be read.")
    return Plan(
        file=taking.file, ours=found.ours, steps=tuple(taking.steps), gone=tuple(taking.gone), same=taking.same,
        clashes=tuple(taking.clashes), notes=(*found.notes, *taking.notes()),
        problems=found.problems,
    )  # fmt: skip


_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm"}
_SHOWN = (("touchpoints", "name"), ("audiences", "name"), ("channels", "name"), ("ideas", "title"))


def _names(tables: Tables) -> dict[str, dict[str, str]]:
    """Return what ids are called, by the column of acts they stand in."""
    return {
        table.removesuffix("s"): {
            row["id"]: shortened(str(row.get(column, row["id"])), LONGEST_SHOWN)
            for row in to_rows(tables[table][["id", column]])
        }
        for table, column in _SHOWN
    }


@dataclass(kw_only=True)
class Taking:
    """A plan in the making.

    Attributes
    ----------
    here : dict of str to dict
        The acts that stand here.
    called : dict of str to str
        Under which id an act of the file stands, or will stand, here.
    """

    file: str
    here: dict[str, Record]
    tables: Tables
    spoken: Spoken
    steps: list[Step] = field(default_factory=list)
    gone: list[Step] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    same: int = 0
    called: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, set[str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    _lists: dict[str, dict[str, str]] = field(default_factory=dict)

    def resolved(self, row: Record) -> Record:
        """Return a row with names turned into ids; what is not known here is left out and told."""
        row = dict(row)
        for column, refers in references(TABLES["acts"]).items():
            value = row.get(column)
            if value is None:
                continue
            known = self._known(refers.table)
            if value not in known.values() and value.casefold() not in known:
                self.unknown.setdefault(column, set()).add(shortened(value, 40))
                del row[column]
            elif value not in known.values():
                row[column] = known[value.casefold()]
        return row

    def _known(self, table: str) -> dict[str, str]:
        called = "title" if table == "ideas" else "name"
        if table not in self._lists:
            self._lists[table] = {
                str(row.get(called, row["id"])).casefold(): row["id"]
                for row in to_rows(self.tables[table])
            }
        return self._lists[table]

    # a workbook or a feed of this kit

    def ours(self, rows: list[Record], found: CalendarFile) -> None:
        """Hold what this kit wrote, and somebody edited since, against what stands here."""
        written, kept = found.written.get("acts", {}), set[str]()
        if not written.keys() & self.here.keys():
            written = {}  # another client's: all of it is new
        for row in rows:
            name = row["id"]
            kept.add(name)
            before = written.get(name)
            if name in self.here:
                self.called[name] = name
                # An act of the same id that was not there when the file was written: both sides
                # have made it since, and what they say otherwise is a clash.
                there = prints(before) if before else ({} if found.whole else None)
                self.hold(row, self.here[name], there)
            elif before is None:
                self.add(row)
            elif prints(before) != prints(row):
                self.clash_removed(row)
        if found.whole:
            known = found.written.get("ticks", {})
            ticked = {row["act"] for row in to_rows(self.tables["ticks"]) if row["id"] not in known}
            for name in [one for one in written if one not in kept]:
                self.taken_out(name, written[name], ticked)

    def hold(
        self, row: Record, here: Record, before: Mapping[str, str] | None, mark: Mapping[str, str] | None = None
    ) -> None:  # fmt: skip
        """Add the step for an act that is there, and what is disputed about it."""
        found, title = settle(row, here, before), self.title(here)
        changed = [self.spoken.change(here, row, unit) for unit in found.taken]
        fields = found.take | dict(mark or {})
        if changed or any(here.get(name) != value for name, value in fields.items()):
            self.steps.append(Step(
                kind="changed", table="acts", row=here["id"], title=title, said=tuple(changed), fields=fields,
            ))  # fmt: skip
        for unit in found.disputed:
            said = self.spoken.change(here, row, unit)
            fields = {column: found.wanted[column] for column in ACT_UNITS[unit]}
            self.clashes.append(Clash(
                title=title, file_says=f"{unit}: {self.spoken.unit(row, unit)}",
                here=f"{unit}: {self.spoken.unit(here, unit)}",
                step=Step(kind="changed", table="acts", row=here["id"], title=title, said=(said,), fields=fields),
            ))  # fmt: skip
        self.same += not changed and not found.disputed

    def add(self, row: Record, **more: Any) -> None:
        """Add the step for an act that is new."""
        name = free(row["id"], set(self.here) | set(self.called.values()))
        self.called[row["id"]] = name
        fields = {key: value for key, value in (row | more).items() if key != "id"}
        said = [self.spoken.unit(fields, "when")]
        said += [
            f"{unit} {self.spoken.unit(fields, unit)}" for unit in _TOLD if prints(fields)[unit]
        ]
        self.steps.append(Step(
            kind="new", table="acts", row=name, title=self.title(row), said=tuple(said), fields=fields,
        ))  # fmt: skip

    def taken_out(self, name: str, written: Record, ticked: set[str]) -> None:
        """Add the step for an act that was taken out of the file; a clash where it was worked on here."""
        here = self.here.get(name)
        if here is None:
            return
        step = Step(kind="removed", table="acts", row=name, title=self.title(here))
        changed = [unit for unit, mark in prints(here).items() if mark != prints(written)[unit]]
        said = "; ".join(self.spoken.change(written, here, unit) for unit in changed)
        if name in ticked:
            said = "; ".join([said, "ticked"] if said else ["ticked"])
        if not said:
            self.steps.append(step)
            return
        self.clashes.append(Clash(
            title=step.title, file_says="taken out", here=f"changed meanwhile: {said}", step=step
        ))  # fmt: skip

    def clash_removed(self, row: Record) -> None:
        """Tell of an act changed in the file and taken out here."""
        said, title = self.spoken.unit(row, "when"), self.title(row)
        step = Step(
            kind="new", table="acts", row=row["id"], title=title, said=(said,),
            fields={key: value for key, value in row.items() if key != "id"},
        )  # fmt: skip
        self.clashes.append(Clash(
            title=step.title, file_says=f"changed there; {said}", here="taken out meanwhile", step=step
        ))  # fmt: skip

    # somebody else's calendar

    def theirs(self, rows: list[Record], *, by_uid: bool, given: Mapping[str, str]) -> None:
        """Hold somebody else's calendar against what was read of it before."""
        source = source_of(self.file)
        marks = {name: mark for name, row in self.here.items() if (mark := _mark(row))}
        for row, name in match(rows, self.here, marks, source=source, by_uid=by_uid):
            mark = {READ_FROM: _as_text({"file": source, "id": row["id"], "said": prints(row)})}
            if name is None:
                lacking = {name: value for name, value in given.items() if not row.get(name)}
                self.add(row, **lacking, **mark)
            else:
                self.called[row["id"]] = name
                said = marks[name]["said"] if name in marks else None
                self.hold(row, self.here[name], said, mark=mark)
        left = marks.keys() - set(self.called.values())
        for name in sorted(left, key=list(self.here).index):
            if marks[name]["file"] == source:
                here = self.here[name]
                said = (self.spoken.unit(here, "when"),)
                self.gone.append(Step(
                    kind="removed", table="acts", row=name, title=self.title(here), said=said
                ))  # fmt: skip

    def title(self, row: Mapping[str, Any]) -> str:
        """Return what an act is called, cut where it is too long."""
        return shortened(str(row.get("title", row.get("id"))), LONGEST_SHOWN)

    def notes(self) -> list[str]:
        """Say what was left out."""
        said = [
            f"{count(len(names), column)} not known here, so left out: {listed(sorted(names), 5)}."
            for column, names in self.unknown.items()
        ]
        return [*self.told, *said]


def _as_text(mark: Mapping[str, Any]) -> str:
    return json.dumps(mark, ensure_ascii=False, separators=(",", ":"))


def _mark(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where an act was read from; None where it was made here, or nobody can tell."""
    try:
        mark = json.loads(str(row.get(READ_FROM) or ""))
        return {"file": str(mark["file"]), "id": str(mark["id"]), "said": dict(mark["said"])}
    except (ValueError, KeyError, TypeError):
        return None
