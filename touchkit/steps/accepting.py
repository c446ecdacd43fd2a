"""What looks wrong with the calendar, and what one press does about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from traitlets import HasTraits, Int, Unicode

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.model import to_rows
from touchkit.model.text import shortened
from touchkit.plan import shifted
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.making import act_of_finding, has_act

KINDS = {
    "collision": ("Too close", "Two acts reach the same people within a few days"),
    "drought": ("Silence", "Somebody hears nothing for a long time"),
    "load": ("Too much", "A week holds more than one person can do"),
    "unowned": ("Nobody's", "An act nobody sees to"),
    "no_touchpoint": ("What for?", "An act that keeps up no touchpoint"),
    "no_act": ("Not yet an act", "A promise or a chosen idea nobody keeps every time"),
}
"""The kinds of findings: what they are called on the screen, and what they mean."""

PAGE = 12
"""How many are shown until somebody asks for more."""

_PEOPLE = "owner"
_SHORT = 60


@dataclass(frozen=True, kw_only=True)
class Found:
    """A finding as it is shown.

    Attributes
    ----------
    id : str
        What a mark that accepts it names.
    kind : str
        One of `KINDS`.
    what, who, when, proposal : str
        What was found, about whom, on which days, and what to do; blank: not said.
    label : str
        What one press does; blank: nothing can be done by one press.
    act : str
        The act it is about, to be opened; blank: none.
    choice : {"", "owner", "touchpoint"}
        What can be chosen for the act in place of what is proposed.
    told : str
        What the last press did about it; blank: it is still to be dealt with.
    """

    id: str
    kind: str
    what: str
    who: str
    when: str
    proposal: str
    label: str
    act: str
    choice: str
    told: str = ""


class Accepting(HasTraits):
    """The findings, done or accepted one by one.

    Parameters
    ----------
    every : EveryTime
        What is looked at.

    Attributes
    ----------
    kind : str
        Which kind is shown; blank: all.
    most : int
        How many are shown.
    told : str
        What the last press did; blank: nothing yet.
    made : str
        The act the last press made, to be opened; blank: none.
    """

    kind, told, made = Unicode(), Unicode(), Unicode()
    most = Int(PAGE)

    def __init__(self, every: EveryTime) -> None:
        super().__init__()
        self.every, self.session = every, every.session
        self._undoes = ""
        self._last: tuple[int, Found] | None = (
            None  # where the finding stood that was dealt with last
        )
        self.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self._last = None
        self.kind = self.told = self.made = self._undoes = ""
        self.most = PAGE

    # what is there

    def counts(self, facts: CalendarFacts) -> dict[str, int]:
        """Return how many there are of each kind that there is."""
        many = facts.found["kind"].value_counts()
        return {kind: int(many[kind]) for kind in KINDS if kind in many}

    def shown(self, facts: CalendarFacts) -> list[Found]:
        """Return the findings that are shown, as many as are asked for.

        The one that was dealt with last keeps its place, with what was done about it: whoever
        pressed looks there, and nothing below jumps.
        """
        rows = self._wanted(facts)[: self.most]
        acts = {row["id"]: row for row in to_rows(facts.tables["acts"])}
        found = [_shown(row, acts, facts) for row in rows]
        if self._last is not None and self.told:
            place, one = self._last
            found = [other for other in found if other.id != one.id]
            found.insert(
                min(place, len(found)), replace(one, told=self.told, act=self.made or one.act)
            )
        return found

    def more(self, facts: CalendarFacts) -> int:
        """Return how many are not shown."""
        return max(0, len(self._wanted(facts)) - self.most)

    def _wanted(self, facts: CalendarFacts) -> list[dict[str, Any]]:
        kind = self.kind if self.kind in set(facts.found["kind"]) else ""
        found = facts.found[facts.found["kind"] == kind] if kind else facts.found
        return to_rows(found)

    def look_for(self, kind: str) -> None:
        """Show one kind; the same again, or blank: all."""
        self._settle()
        self.kind, self.most = ("" if kind == self.kind else kind), PAGE

    def show_more(self) -> None:
        """Show as many more."""
        self.most += PAGE

    @property
    def undoable(self) -> bool:
        """Whether undo would take back what the last press did."""
        return bool(self._undoes) and self.session.undoable == self._undoes

    def undo(self) -> None:
        """Take back what the last press did."""
        if self.undoable and self.session.undo():
            self._settle()

    def _settle(self) -> None:
        """Let go of what was dealt with last."""
        self._last = None
        self.told = self.made = self._undoes = ""

    # doing something about one

    def accept(self, finding: str) -> bool:
        """Do what a finding proposes."""
        facts = self.every.facts()
        row = self._row(finding, facts)
        if row is None:
            return False
        if row["kind"] == "no_act" or (row["kind"] == "drought" and "move_from" not in row):
            return self._make(finding, act_of_finding(row, facts, self.every.today))
        act = row.get("act", "")
        named = shortened(facts.called("acts", act), _SHORT)
        if "move_from" in row:
            known = next((one for one in to_rows(facts.tables["acts"]) if one["id"] == act), {})
            to = _day(row["move_to"])
            fields = shifted(known, move_from=_day(row["move_from"]), move_to=to)
            return self._change(
                finding, fields, f"move {named}", f"{named}: moved to {say_day(to)}."
            )
        column = "touchpoint" if row["kind"] == "no_touchpoint" else _PEOPLE
        return self.give(finding, row.get(column, ""))

    def give(self, finding: str, value: str | None) -> bool:
        """Give the act a finding is about an owner, or the touchpoint it keeps up."""
        facts = self.every.facts()
        row = self._row(finding, facts)
        if row is None or not value or not row.get("act"):
            return False
        act = row["act"]
        named = shortened(facts.called("acts", act), _SHORT)
        if row["kind"] == "no_touchpoint":
            where = facts.called("touchpoints", value)
            return self._change(finding, {"touchpoint": value}, f"say what {named} keeps up",
                                f"{named}: keeps up {where}.")  # fmt: skip
        return self._change(finding, {_PEOPLE: value}, f"hand over {named}", f"{named}: {value}.")

    def keep(self, finding: str) -> bool:
        """Accept a finding as it is: it is told no more."""
        facts = self.every.facts()
        row = self._row(finding, facts)
        if row is None:
            return False
        what = shortened(row["what"], _SHORT)
        said = {"who": self.session.who} if self.session.who else {}
        return self._save(
            finding,
            f"accept: {what}",
            lambda edits: edits.add(
                "marks", table="findings", row=finding, kind="accepted", **said
            ),
            f"Fine as it is: {what}.",
        )

    def _make(self, finding: str, row: Mapping[str, Any]) -> bool:
        made: list[str] = []
        idea = row.get("idea")

        def edit(edits: Any) -> None:
            made.append(edits.add("acts", **row))

        if idea and has_act(self.session.tables("acts"), idea):
            self.told = f"{row['title']} has become an act at another keyboard already."
            return False
        when = f", first on {say_day(row['starts'])}" if "starts" in row else ""
        owner = f", {row['owner']} sees to it" if row.get("owner") else ", nobody sees to it yet"
        title = shortened(row["title"], _SHORT)
        stored = self._save(
            finding, f"make an act: {title}", edit, f"Made an act: {title}{when}{owner}."
        )
        self.made = made[0] if stored else ""
        return stored

    def _change(self, finding: str, fields: Mapping[str, Any], what: str, told: str) -> bool:
        row = self._row(finding, self.every.facts())
        act = row["act"] if row is not None else ""
        return self._save(finding, what, lambda edits: edits.change("acts", act, **fields), told)

    def _save(self, finding: str, what: str, edit: Callable[[Any], object], told: str) -> bool:
        before = [
            one for one in self.shown(self.every.facts()) if not one.told or one.id == finding
        ]
        place = next((n for n, one in enumerate(before) if one.id == finding), 0)
        # The page is drawn while it is stored: by then the finding's place must be known.
        with self.hold_trait_notifications():
            kept = (self._last, self._undoes, self.made, self.told)
            self._last = (place, before[place]) if before else None
            self.made, self.told = "", told
            if not self.session.save(what, edit):
                self._last, self._undoes, self.made, self.told = kept
                return False
            self._undoes = self.session.undoable
        return True

    @staticmethod
    def _row(finding: str, facts: CalendarFacts) -> dict[str, Any] | None:
        return next((row for row in to_rows(facts.found) if row["id"] == finding), None)


def _shown(
    row: Mapping[str, Any], acts: Mapping[str, Mapping[str, Any]], facts: CalendarFacts
) -> Found:
    kind, act = row["kind"], row.get("act", "")
    label, proposal = _label(row, acts.get(act, {}), facts), row.get("proposal", "")
    if not label and "move_from" in row:
        proposal += " Its days are fixed by how it recurs: open it and choose others."
    what = str(row["what"])
    return Found(
        id=row["id"], kind=kind, what=what[:1].upper() + what[1:], who=row.get("who", ""),
        when=_when(row), proposal=proposal, label=label, act=act if act in acts else "",
        choice=_choice(kind),
    )  # fmt: skip


def _choice(kind: str) -> str:
    if kind in {"unowned", "load"}:
        return _PEOPLE
    return "touchpoint" if kind == "no_touchpoint" else ""


def _when(row: Mapping[str, Any]) -> str:
    """Say on which days; how often it happens, where that is more than once."""
    if "first" not in row:
        return ""
    first, last = _day(row["first"]), _day(row.get("last", row["first"]))
    said = say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"
    times = int(row.get("times", 1))
    return f"{said}, {count(times, 'time')}" if times > 1 else said


def _label(row: Mapping[str, Any], act: Mapping[str, Any], facts: CalendarFacts) -> str:
    kind = row["kind"]
    if kind == "no_act":
        return "Make it an act"
    if "move_from" in row:
        to = _day(row["move_to"])
        try:
            shifted(act, move_from=_day(row["move_from"]), move_to=to)
        except InputError:
            return ""
        return f"Move it to {say_day(to)}"
    if kind == "drought":
        return "Put it on the calendar"
    if kind == "no_touchpoint":
        there = row.get("touchpoint")
        return f"It keeps up {facts.called('touchpoints', there)}" if there else ""
    return f"Give it to {row[_PEOPLE]}" if row.get(_PEOPLE) else ""


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
