"""The notes on one touchpoint, lane by lane, for the persona whose journey is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from traitlets import HasTraits, Unicode

from touchkit.model import to_rows
from touchkit.model.text import clean
from touchkit.steps.session import Session

EVIDENCE = (("Assumed", "assumed"), ("Observed", "observed"), ("Measured", "measured"))
"""How we know, and how that is said."""
SEVERITY = (
    ("How bad?", ""),
    ("Annoys", "annoys"),
    ("Delays", "delays"),
    ("Loses the customer", "loses"),
)
"""How bad it is, and how that is said; the first: nobody has said."""
MET = (
    ("Met?", ""),
    ("Met", "yes"),
    ("Not met", "no"),
    ("Exceeded", "exceeded"),
    ("Nobody knows", "unknown"),
)
"""Whether it is met, and how that is said; the first: nobody has said."""

_MARK = re.compile(r"^\s*[-–•*](?:\s+|$)")
_HOW_BAD = frozenset({"obstacle", "annoyance"})
_MET = frozenset({"expectation", "promise"})


@dataclass(frozen=True, kw_only=True)
class Lane:
    """A kind of statement.

    Attributes
    ----------
    id, name, question : str
        As the client's table lanes has them; the question is the prompt.
    """

    id: str
    name: str
    question: str


@dataclass(frozen=True, kw_only=True)
class Sticky:
    """One note as it is shown; what is not known is blank."""

    id: str
    lane: str
    lane_name: str
    text: str
    evidence: str = "assumed"
    severity: str = ""
    met: str = ""
    author: str = ""
    whose: str = ""
    disputed: bool = False


def asks(lane: str) -> tuple[bool, bool]:
    """Say whether a lane's notes tell how bad it is, and whether it is met.

    Examples
    --------
    >>> asks("obstacle"), asks("promise"), asks("action")
    ((True, False), (False, True), (False, False))
    """
    return lane in _HOW_BAD, lane in _MET


def lines(text: str) -> list[str]:
    r"""Return the lines of a pasted text, without list marks and empty ones.

    Examples
    --------
    >>> lines("- rings twice\n\n  • hangs up \n-5 degrees")
    ['rings twice', 'hangs up', '-5 degrees']
    """
    return [line for line in (clean(_MARK.sub("", raw)) for raw in text.splitlines()) if line]


def lanes_of(table: pd.DataFrame, wanted: Iterable[str]) -> list[Lane]:
    """Return the lanes that are wanted and that the client has, in the order they are wanted.

    Parameters
    ----------
    table : pandas.DataFrame
        The client's lanes; left as they are.
    wanted : iterable of str
        Ids of lanes.
    """
    known = {row["id"]: row for row in to_rows(table)}
    return [
        Lane(id=name, name=known[name]["name"], question=known[name].get("question", ""))
        for name in wanted
        if name in known
    ]


class NotesState(HasTraits):
    """Notes on one touchpoint, or on one stage; every change is stored at once.

    Parameters
    ----------
    session : Session
        What is open.
    wanted : iterable of str
        The lanes, in the order they are to be shown; those the client does not have are left out.

    Attributes
    ----------
    touchpoint, stage : str
        What the notes are about; the stage counts only where no touchpoint is named.
    """

    touchpoint = Unicode()
    stage = Unicode()

    def __init__(self, session: Session, wanted: Iterable[str]) -> None:
        super().__init__()
        self.session, self.wanted = session, tuple(wanted)

    @property
    def about(self) -> dict[str, str]:
        """What a new note is about: a touchpoint, or else a stage; empty while nothing is chosen."""
        if self.touchpoint:
            return {"touchpoint": self.touchpoint}
        return {"stage": self.stage} if self.stage else {}

    def lanes(self) -> list[Lane]:
        """Return the lanes that are shown."""
        return lanes_of(self.session.tables("lanes"), self.wanted)

    def notes(self) -> dict[str, list[Sticky]]:
        """Return the notes by lane, in the order they were written.

        Everybody's journey shows all notes; a persona's shows its own and those for nobody in particular.
        """
        found: dict[str, list[Sticky]] = {}
        if not self.about:
            return found
        names = {persona: name for name, persona in self.session.personas if persona}
        lanes, disputed = {lane.id: lane.name for lane in self.lanes()}, self._disputed()
        for row in to_rows(self._chosen()):
            whose = names.get(row.get("persona", ""), "")
            lane = lanes.get(row["lane"], row["lane"])
            note = _sticky(row, lane_name=lane, whose=whose, disputed=row["id"] in disputed)
            found.setdefault(note.lane, []).append(note)
        return found

    def _chosen(self) -> pd.DataFrame:
        notes, persona = self.session.tables("notes"), self.session.persona
        if self.touchpoint:
            about = notes["touchpoint"] == self.touchpoint
        else:
            about = (notes["stage"] == self.stage) & notes["touchpoint"].isna()
        whose = notes["persona"].isna() | (notes["persona"] == persona) | (not persona)
        return notes[about & whose & notes["lane"].isin(self.wanted)]

    def _disputed(self) -> set[str]:
        marks = self.session.tables("marks")
        about = (marks["table"] == "notes") & (marks["kind"] == "disputed")
        return set(marks.loc[about, "row"])

    # changing

    def add(
        self,
        lane: str,
        text: str,
        *,
        evidence: str = "assumed",
        author: str = "",
        source: str = "",
        persona: str | None = None,
    ) -> int:
        """Store a note, or several: one a line.

        Parameters
        ----------
        lane : str
            Which kind of statement.
        text : str
            What somebody typed or pasted.
        evidence : str
            How we know.
        author : str
            Who says so; blank: who is at the keyboard.
        source : str
            Where it comes from.
        persona : str or None
            For whom it was typed, blank: for everybody; None: whose journey is shown.

        Returns
        -------
        int
            How many were stored.
        """
        said = lines(text)
        if not said or not self.about:
            return 0
        fields: dict[str, Any] = self.about | {"lane": lane, "evidence": evidence}
        fields |= {"author": author or self.session.who, "source": source or None}
        fields |= {"persona": (self.session.persona if persona is None else persona) or None}

        def edit(edits: Any) -> None:
            for line in said:
                edits.add("notes", text=line, **fields)

        what = "add a note" if len(said) == 1 else f"add {len(said)} notes"
        return len(said) if self.session.save(what, edit) else 0

    def reword(self, note: str, text: str) -> bool:
        """Store a note's new words; no words at all are refused, so that nothing is wiped by a slip."""
        if not clean(text):
            self.session.error = "A note needs words. To take it away, press its Remove."
            return False
        return self._change("change a note", note, text=text)

    def rate(self, note: str, **fields: str) -> bool:
        """Store how we know (evidence), how bad it is (severity) or whether it is met (met); blank clears."""
        return self._change(
            "mark a note", note, **{n: value or None for n, value in fields.items()}
        )

    def _change(self, what: str, note: str, **fields: Any) -> bool:
        return self.session.save(what, lambda edits: edits.change("notes", note, **fields))

    def remove(self, note: str) -> bool:
        """Take a note away; undo brings it back with its marks."""
        return self.session.save("remove a note", lambda edits: edits.remove("notes", note))

    def dispute(self, note: str, disputed: bool) -> bool:  # noqa: FBT001 # what a toggle button hands over
        """Mark a note as disputed, or as disputed no more."""
        marks = self.session.tables("marks")
        about = (marks["table"] == "notes") & (marks["row"] == note) & (marks["kind"] == "disputed")
        there = list(marks.loc[about, "id"])
        if bool(there) == disputed:
            return True

        def edit(edits: Any) -> None:
            for mark in there:
                edits.remove("marks", mark)
            if disputed:
                edits.add("marks", table="notes", row=note, kind="disputed", who=self.session.who)

        return self.session.save("dispute a note" if disputed else "settle a dispute", edit)


def _sticky(row: Any, **more: Any) -> Sticky:
    shown = ("id", "lane", "text", "evidence", "severity", "met", "author")
    return Sticky(**{n: row[n] for n in shown if n in row}, **more)
