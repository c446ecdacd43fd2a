"""The pilot that is looked at: its card as it is filled in, and what it showed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from traitlets import HasTraits, Int, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.model.client import Scale
from touchkit.model.text import shortened
from touchkit.plan import PilotCard, PilotResult, SampleSize
from touchkit.steps.amounts import (
    read_counted,
    read_lift,
    read_share,
    read_whole,
)
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts
from touchkit.steps.ideas import STATUSES
from touchkit.steps.pilots import (
    Pilot,
    Side,
    card_of,
    cautions,
    counts_of,
    pilot_of,
    result_of,
    with_count,
)
from touchkit.steps.sampling import Question, Today, question, today_at, worked_out

DESIGNS = (
    ("Before and after", "before and after"),
    ("The same people, before and after", "same people twice"),
    ("Half get it and half do not", "split"),
)
"""What may be held against what, and how that is said."""
UNITS = (("how many say yes", "share"), ("points on the scale", "points"))
"""What may be counted, and how that is said."""
BETTER = (("more", "higher"), ("less", "lower"))
"""Which way may be better, and how that is said."""
WAITING = "The smallest sample is being worked out …"
_NOT_WORKED_OUT = "The smallest sample could not be worked out."
_OF_PAIRS = "That holds for the two answers of each person side by side; counts alone show less."

_ORDER = ("testing", "chosen", "idea", "done", "dropped")
_TITLE = 60
"""Letters of an idea's title that undo names."""
_SIDES = {
    "before and after": ("Before", "Afterwards"), "same people twice": ("Before", "Afterwards"),
    "split": ("Without it", "With it"),
}  # fmt: skip
_IN_UNITS = ("today", "lift")
"""What is told in what is counted: once that changes, it no longer means anything."""
_IN_IDEA = {"hypothesis", "success_measure"}

Work = Callable[[], Any]
Behind = Callable[[Work, Callable[[Any], None]], None]
"""Does some work, and hands what it made to whoever wanted it; None where that went wrong."""


def at_once(work: Work, then: Callable[[Any], None]) -> None:
    """Do the work while everybody waits."""
    then(work())


class Piloting(HasTraits):
    """What is open in the pilots; every change is stored at once.

    Parameters
    ----------
    enhancing : Enhancing
        Step 5, whose ideas are tested.
    behind : callable
        Does slow work; where nothing else is given, at once.

    Attributes
    ----------
    idea : str
        The idea somebody chose; blank: the first of those offered.
    trouble : (str, str)
        The field in which something could not be read, and why; it is not stored.
    worked : int
        Grows when a smallest sample has been worked out; the page is drawn again.
    """

    idea = Unicode()
    trouble = Tuple(Unicode(), Unicode(), default_value=("", ""))
    worked = Int()

    def __init__(self, enhancing: Enhancing, *, behind: Behind = at_once) -> None:
        super().__init__()
        self.enhancing, self.session, self._behind = enhancing, enhancing.session, behind
        self._samples: dict[Question, SampleSize | str] = {}
        self._looked_at = ""
        self._asked: set[Question] = set()
        self._read: tuple[Any, PilotResult | None] = (None, None)
        self.session.observe(self._begin_anew, "client")
        self.observe(self._calm, "idea")

    def _begin_anew(self, _change: Any) -> None:
        self.idea, self._looked_at, self.trouble = "", "", ("", "")

    def _calm(self, _change: Any = None) -> None:
        self.trouble = ("", "")

    # what is there

    def offered(self, facts: Facts) -> list[tuple[str, str]]:
        """Return the ideas there are, those that are tested or chosen first, and what has a pilot."""
        words = {value: said.lower() for said, value in STATUSES}
        begun = set(facts.tables["pilots"]["idea"])
        ideas = sorted(facts.ideas, key=lambda one: (_ORDER.index(one.status), one.id not in begun))
        return [
            (f"{' '.join(one.title.split())[:80]} ({words[one.status]})", one.id) for one in ideas
        ]

    def pilot(self, facts: Facts) -> Pilot | None:
        """Return the pilot that is open; None where there is no idea yet.

        The one looked at stays open though its status, and so its place in the list, has changed.
        """
        offered = [idea for _, idea in self.offered(facts)]
        if not offered:
            return None
        wanted = (self.idea, self._looked_at, offered[0])
        self._looked_at = next(idea for idea in wanted if idea in offered)
        return pilot_of(self._looked_at, facts.tables["ideas"], facts.tables["pilots"])

    def today(self, pilot: Pilot, facts: Facts) -> Today:
        """Return what customers say today where the idea is to help."""
        there = pilot.idea["touchpoint"].split(";")
        return today_at(there, facts.tables["scores"], facts.client, facts.names)

    def sides(self, pilot: Pilot) -> Mapping[Side, str]:
        """Return what the two sides of a pilot are called."""
        before, after = _SIDES[pilot.design]
        return {"before": before, "after": after}

    def counts(self, pilot: Pilot, side: Side, facts: Facts) -> tuple[int, ...] | None:
        """Return how many gave each point of the scale; None where that was not counted."""
        return counts_of(getattr(pilot, side), facts.client.scale)

    def sample(self, pilot: Pilot, facts: Facts) -> tuple[SampleSize | None, str]:
        """Return the smallest sample, and what is to be said of it.

        Where it takes a while it is None at first, and `worked` grows when it is there.
        """
        asked = question(pilot, self.today(pilot, facts), facts.client)
        if isinstance(asked, str):
            return None, asked
        if asked not in self._samples and asked not in self._asked:
            self._work_out(asked)
        found = self._samples.get(asked, WAITING)
        if isinstance(found, str):
            return None, found
        # Answers are typed as counts, which cannot be paired: `result_of` reads them unpaired.
        twice = pilot.design == "same people twice"
        return found, f"{found.sentence} {_OF_PAIRS}" if twice else found.sentence

    def _work_out(self, asked: Question) -> None:
        if not asked.slow:
            self._samples[asked] = worked_out(asked)
            return
        self._asked.add(asked)

        def done(found: SampleSize | str | None) -> None:
            self._samples[asked] = _NOT_WORKED_OUT if found is None else found
            self._asked.discard(asked)
            self.worked += 1

        self._behind(lambda: worked_out(asked), done)

    def card(self, pilot: Pilot, sample: SampleSize | None) -> PilotCard:
        """Return the pilot's card."""
        return card_of(pilot, sample)

    def result(self, pilot: Pilot, facts: Facts) -> tuple[PilotResult | None, str]:
        """Return what the pilot showed and what that cannot rule out; None until both sides are counted."""
        read = (
            pilot.before,
            pilot.after,
            pilot.design,
            pilot.unit,
            pilot.better,
            pilot.signed,
            facts.client.scale,
        )
        if self._read[0] != read:
            self._read = (read, result_of(pilot, facts.client))
        found = self._read[1]
        return found, cautions(pilot, found) if found else ""

    # changing it

    def put(self, idea: str, field: str, typed: str) -> bool:
        """Store a field as somebody typed it; what cannot be read is said in `trouble`.

        Another unit clears what was told in the old one: today and the change hoped for.

        Parameters
        ----------
        idea : str
            Whose pilot.
        field : str
            hypothesis or success_measure, or a column of pilots.
        typed : str
            As typed; blank: nobody has said.
        """
        pilot = self._stored(idea)
        if pilot is None:
            return False
        try:
            value = (
                _read(field, typed, pilot, self.enhancing.facts().client.scale)
                if typed.strip()
                else None
            )
        except InputError as error:
            self.trouble = (field, str(error))
            return False
        return self._store(pilot, field, field, value)

    def put_count(self, idea: str, side: Side, place: int, typed: str) -> bool:
        """Store how many gave one point of the scale, counted from the lowest as 0."""
        pilot, workshop, field = self._stored(idea), self.session.workshop, f"{side} {place}"
        if pilot is None or workshop is None:
            return False
        try:
            many = read_whole(typed, wanted="how many, such as 9") if typed.strip() else 0
            text = with_count(getattr(pilot, side), workshop.client.scale, place, many)
        except InputError as error:
            self.trouble = (field, str(error))
            return False
        return self._store(pilot, field, side, text or None)

    def begin(self, idea: str) -> bool:
        """Mark an idea as being tested."""
        return self.conclude(idea, "testing")

    def conclude(self, idea: str, status: str) -> bool:
        """Mark an idea as done, dropped, or still being tested."""
        return self.enhancing.change_idea(idea, status=status)

    def _stored(self, idea: str) -> Pilot | None:
        """Return a pilot as it is this moment; what is shown may be a second old."""
        return pilot_of(idea, self.session.tables("ideas"), self.session.tables("pilots"))

    def _store(self, pilot: Pilot, field: str, column: str, value: Any) -> bool:
        if self.trouble[0] == field or (column == "unit" and self.trouble[0] in _IN_UNITS):
            self._calm()
        idea = str(pilot.idea["id"])
        if column in _IN_IDEA:
            same = value == pilot.idea.get(column)
            return same or self.enhancing.change_idea(idea, **{column: value})
        now = getattr(pilot, column)
        if value == (None if now == "" else now):
            return True
        fields = {column: value} | dict.fromkeys(_IN_UNITS if column == "unit" else ())

        def edit(edits: Any) -> None:
            # Another keyboard may have begun this pilot since: one row an idea.
            rows = edits.where_in("pilots", "idea", [idea])
            if rows:
                edits.change("pilots", rows[0]["id"], **fields)
            else:
                edits.add("pilots", idea=idea, **fields)

        title = shortened(" ".join(str(pilot.idea["title"]).split()), _TITLE)
        return self.session.save(f"change the pilot of {title}", edit)


def _read(field: str, typed: str, pilot: Pilot, scale: Scale) -> Any:
    if field == "weeks":
        weeks = read_whole(typed.lower().replace("weeks", "").replace("week", ""), wanted="4")
        if not weeks:
            raise InputError("No weeks are no pilot. Four to eight are usual.")
        return weeks
    if field == "today":
        return read_share(typed)
    if field == "lift":
        return read_lift(typed, pilot.unit)
    if field in ("before", "after") and pilot.unit == "share":
        some, everybody = read_counted(typed)
        return f"{some} of {everybody}"
    if field in ("before", "after") and counts_of(typed, scale) is None:
        raise InputError(
            f"Write how many gave each of the {scale.points} points from {scale.low} to {scale.high}, "
            "with a semicolon between: 1;0;4 …"
        )
    return typed
