"""What looks wrong with the calendar, and what one press does about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from traitlets import HasTraits, Int, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.model import to_rows
from touchkit.model.text import shortened
from touchkit.steps.days import say_day
from touchkit.steps.everytime import CalendarFacts, EveryTime
from touchkit.steps.making import act_of_finding
from touchkit.steps.moving import Move, mending_move
from touchkit.steps.redating import FROM_NOW, redate

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

_LARGE = 5_000
"""In a calendar of so many times a move is tried only when it is pressed: each takes a while."""
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
    trouble : str
        Why the last press could do nothing; blank: it could.
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
    trouble: str = ""


class Accepting(HasTraits):
    """The findings, done or accepted one by one.

    Findings keep the order in which they were shown first, and new ones come behind: whoever presses
    twice presses on the same card. The one that was dealt with last stays, with what was done.

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
    trouble : (str, str)
        The finding whose press could do nothing, and why.
    """

    kind, told, made = Unicode(), Unicode(), Unicode()
    most = Int(PAGE)
    trouble = Tuple(Unicode(), Unicode(), default_value=("", ""))

    def __init__(self, every: EveryTime) -> None:
        super().__init__()
        self.every, self.session = every, every.session
        self._step = 0
        self._last: Found | None = None  # what was dealt with last
        self._order: list[str] = []
        self._moves: tuple[object, dict[str, Move | None]] = (None, {})
        self.session.observe(self._begin_anew, "client")
        every.observe(self._sort_again, ["part", "month"])

    def _begin_anew(self, _change: Any) -> None:
        self._settle()
        self._order = []
        self.kind, self.most = "", PAGE

    def _sort_again(self, _change: Any = None) -> None:
        self._settle()
        self._order = []

    # what is there

    def counts(self, facts: CalendarFacts) -> dict[str, int]:
        """Return how many there are of each kind that there is."""
        many = facts.found["kind"].value_counts()
        return {kind: int(many[kind]) for kind in KINDS if kind in many}

    def shown(self, facts: CalendarFacts) -> list[Found]:
        """Return the findings that are shown, as many as are asked for."""
        rows = {row["id"]: row for row in self._wanted(facts)}
        last = self._last if self._last is not None and self._last.id not in rows else None
        acts = {row["id"]: row for row in to_rows(facts.tables["acts"])}
        shown = [one for one in self._order if one in rows or (last is not None and one == last.id)]
        found = []
        for one in shown[: self.most]:
            if last is not None and one == last.id:
                found.append(replace(last, told=self.told, act=self.made or last.act))
                continue
            made = self._shown(rows[one], acts, facts)
            why = self.trouble[1] if self.trouble[0] == one else ""
            found.append(replace(made, trouble=why))
        return found

    def more(self, facts: CalendarFacts) -> int:
        """Return how many are not shown."""
        return max(0, len(self._wanted(facts)) - self.most)

    def _wanted(self, facts: CalendarFacts) -> list[dict[str, Any]]:
        every = to_rows(facts.found)
        known = {row["id"] for row in every}
        kept = "" if self._last is None else self._last.id
        order = [one for one in self._order if one in known or one == kept]
        self._order = [*order, *(row["id"] for row in every if row["id"] not in set(order))]
        kind = self.kind if self.kind in {row["kind"] for row in every} else ""
        return [row for row in every if not kind or row["kind"] == kind]

    def look_for(self, kind: str) -> None:
        """Show one kind; the same again, or blank: all."""
        self._sort_again()
        self.kind, self.most = ("" if kind == self.kind else kind), PAGE

    def show_more(self) -> None:
        """Show as many more."""
        self.most += PAGE

    @property
    def undoable(self) -> bool:
        """Whether undo would take back what the last press did."""
        return bool(self._step) and self.session.undo_number == self._step

    def undo(self) -> None:
        """Take back what the last press did."""
        if self.undoable and self.session.undo(self._step):
            self._settle()

    def _settle(self) -> None:
        """Let go of what was dealt with last."""
        self._last, self._step = None, 0
        self.told, self.made, self.trouble = "", "", ("", "")

    # doing something about one

    def accept(self, finding: str) -> bool:
        """Do what a finding proposes."""
        facts = self.every.facts()
        row = self._row(finding, facts)
        if row is None:
            return False
        if row["kind"] == "no_act" or (row["kind"] == "drought" and "move_from" not in row):
            return self._make(finding, row, facts)
        if "move_from" in row:
            return self._move(finding, row, facts)
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
            told = f"{named}: keeps up {facts.called('touchpoints', value)}."
            what, fields = f"say what {named} keeps up", {"touchpoint": value}
        else:
            what, fields, told = f"hand over {named}", {_PEOPLE: value}, f"{named}: {value}."
        return self._save(finding, what, lambda edits: edits.change("acts", act, **fields), told)

    def keep(self, finding: str) -> bool:
        """Accept a finding as it is: it is told no more."""
        facts = self.every.facts()
        row = self._row(finding, facts)
        if row is None:
            return False
        what = shortened(row["what"], _SHORT)
        said = {"who": self.session.who} if self.session.who else {}

        def edit(edits: Any) -> None:
            there = edits.where_in("marks", "row", [finding])
            if not any(one["kind"] == "accepted" for one in there):
                edits.add("marks", table="findings", row=finding, kind="accepted", **said)

        return self._save(finding, f"accept: {what}", edit, f"Fine as it is: {what}.")

    def _move(self, finding: str, row: Mapping[str, Any], facts: CalendarFacts) -> bool:
        move = self._mending(row, facts)
        if move is None:
            named = shortened(facts.called("acts", row["act"]), _SHORT)
            why = f"No day near mends it by moving {named} alone. Open it and choose other days."
            self.trouble = (finding, why)
            return False
        act = move.act
        named = shortened(facts.called("acts", act), _SHORT)
        gone_on: list[str] = []

        def edit(edits: Any) -> None:
            gone_on.append(redate(edits, act, move.fields, since=move.since))

        told = f"{named}: moved to {say_day(move.day)}"
        stored = self._save(finding, f"move {named}", edit, f"{told}.")
        if stored and gone_on != [act]:
            self.told = f"{told}, {FROM_NOW}."
            self.made = gone_on[0]
        return stored

    def _make(self, finding: str, row: Mapping[str, Any], facts: CalendarFacts) -> bool:
        made: list[str] = []
        fields = act_of_finding(row, facts, self.every.today)
        title = shortened(fields["title"], _SHORT)

        def edit(edits: Any) -> None:
            if _made_already(edits, row, fields):
                raise InputError(f"{title}: somebody else has made an act of it just now.")
            made.append(edits.add("acts", **fields))

        when = f", once, on {say_day(fields['starts'])}" if "starts" in fields else ""
        owner = f"{fields['owner']} sees to it" if fields.get("owner") else "nobody sees to it yet"
        stored = self._save(
            finding, f"make an act: {title}", edit, f"Made an act: {title}{when}; {owner}."
        )
        self.made = made[0] if stored else ""
        return stored

    def _save(self, finding: str, what: str, edit: Any, told: str) -> bool:
        before = {one.id: one for one in self.shown(self.every.facts()) if not one.told}
        # The page is drawn while it is stored: by then what was done must be known.
        with self.hold_trait_notifications():
            kept = (self._last, self._step, self.made, self.told)
            self._last = before.get(finding, self._last)
            self.made, self.told, self.trouble = "", told, ("", "")
            if not self.session.save(what, edit):
                self._last, self._step, self.made, self.told = kept
                return False
            self._step = self.session.step
        return True

    def _mending(self, row: Mapping[str, Any], facts: CalendarFacts) -> Move | None:
        """Return the move that mends a finding; worked out once for each change."""
        if self._moves[0] is not facts.due:
            self._moves = (facts.due, {})
        known = self._moves[1]
        if row["id"] not in known:
            known[row["id"]] = mending_move(row, facts, self.every.today)
        return known[row["id"]]

    @staticmethod
    def _row(finding: str, facts: CalendarFacts) -> dict[str, Any] | None:
        return next((row for row in to_rows(facts.found) if row["id"] == finding), None)

    def _shown(
        self, row: Mapping[str, Any], acts: Mapping[str, Mapping[str, Any]], facts: CalendarFacts
    ) -> Found:
        kind, act, what = row["kind"], row.get("act", ""), str(row["what"])
        label, proposal = self._label(row, facts), row.get("proposal", "")
        if not label and "move_from" in row:
            named = shortened(facts.called("acts", act), _SHORT)
            proposal = f"Moving {named} alone does not mend it: open it and choose other days."
        return Found(
            id=row["id"], kind=kind, what=what[:1].upper() + what[1:], who=row.get("who", ""),
            when=_when(row), proposal=self._really(row, proposal, facts), label=label,
            act=act if act in acts else "", choice=_choice(kind),
        )  # fmt: skip

    def _label(self, row: Mapping[str, Any], facts: CalendarFacts) -> str:
        kind = row["kind"]
        if "move_from" in row:
            return self._move_label(row, facts)
        if kind == "no_act":
            return "Make it an act"
        if kind == "drought":
            return "Put it on the calendar"
        if kind == "no_touchpoint":
            there = row.get("touchpoint")
            return f"It keeps up {facts.called('touchpoints', there)}" if there else ""
        return f"Give it to {row[_PEOPLE]}" if row.get(_PEOPLE) else ""

    def _move_label(self, row: Mapping[str, Any], facts: CalendarFacts) -> str:
        if len(facts.due) > _LARGE:  # tried only when it is pressed
            return "Move it" if "move_to" in row else ""
        move = self._mending(row, facts)
        return f"Move it to {say_day(move.day)}" if move is not None else ""

    def _really(self, row: Mapping[str, Any], proposal: str, facts: CalendarFacts) -> str:
        """Return a proposal with the day that really mends it, where that is another one."""
        if "move_from" not in row or len(facts.due) > _LARGE:
            return proposal
        move = self._mending(row, facts)
        wanted = _day(row["move_to"]) if "move_to" in row else None
        if move is None or (move.act == row["act"] and move.day == wanted):
            return proposal
        stands = row["move_from"] if move.act == row["act"] else ""
        now = f" from {say_day(_day(stands))}" if stands else ""
        return f"Move {facts.called('acts', move.act)}{now} to {say_day(move.day)}."


def _made_already(edits: Any, row: Mapping[str, Any], fields: Mapping[str, Any]) -> bool:
    """Say whether another keyboard has made the act a finding asks for."""
    if row.get("idea"):
        return bool(edits.where_in("acts", "idea", [row["idea"]]))
    if row["kind"] == "no_act":
        return bool(edits.where_in("acts", "touchpoint", [row["touchpoint"]]))
    alike = edits.where_in("acts", "title", [fields["title"]])
    return any(one.get("audience") == fields.get("audience") for one in alike)


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


def _day(value: Any) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
