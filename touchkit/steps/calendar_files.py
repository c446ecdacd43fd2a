"""Calendar files: one read and held against the workshop, taken over by one press; what to know of those handed on."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from traitlets import Bool, HasTraits, Int, List, Unicode

from touchkit.errors import InputError
from touchkit.intake.calendars import CalendarFile, read_calendar_file
from touchkit.model.text import clean, shortened
from touchkit.steps.calendar_plan import Plan, Step, store
from touchkit.steps.calendar_taking import plan_of
from touchkit.steps.calendar_words import LONGEST_NAME, MOST, left_behind, lines, told
from touchkit.steps.everytime import EveryTime
from touchkit.steps.piloting import Behind, at_once


def read_content(name: str, content: bytes, *, timezone: str | None) -> CalendarFile:
    """Read a calendar file that is given as its name and what is in it; nothing is stored.

    Rows that cannot be acts are left out and told, as `read_calendar_file` does it.

    Raises
    ------
    IntakeError
        When it cannot be read, with a problem for each place.
    """
    # A name from elsewhere is no path; of a long one the beginning goes, its ending tells what it is.
    plain = Path(clean(name).replace("\\", "/")).name[-100:] or "calendar"
    plain = f"calendar{plain}" if plain.startswith(".") else plain
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / plain
        try:
            path.write_bytes(content)
        except (OSError, ValueError):
            path = Path(folder) / f"calendar{Path(plain).suffix[:6]}"
            path.write_bytes(content)
        return read_calendar_file(path, timezone=timezone, partly=True)


def undo_name(plan: Plan) -> str:
    """Return what taking a file over is called in the history."""
    return f"take over the calendar {shortened(plan.file, LONGEST_NAME)}"


class CalendarFiles(HasTraits):
    """A calendar file that was read, and what taking it over would do.

    Parameters
    ----------
    every : EveryTime
        The calendar it is held against.
    behind : callable
        Does slow work; where nothing else is given, at once.

    Attributes
    ----------
    file : str
        The name of the file that is looked at; blank: none.
    doing : str
        What is going on; blank: nothing.
    faults : list of dict
        Why the file, or some rows of it, could not be read, place by place.
    unread : str
        That the file could not be read at all; blank where it could.
    told : str
        What was stored last, in words.
    audience, owner : str
        For new acts whose file does not say.
    drop : bool
        Whether acts that are no longer in the file are taken out.
    theirs : bool
        Whether the file counts where both sides changed the same.
    turn : int
        Grows when something has been read; the page is drawn again.
    """

    file, doing, told, unread = Unicode(), Unicode(), Unicode(), Unicode()
    faults: List[Any] = List()
    audience, owner = Unicode(), Unicode()
    drop, theirs = Bool(), Bool()
    turn = Int()

    def __init__(self, every: EveryTime, *, behind: Behind = at_once) -> None:
        super().__init__()
        self.every, self.session, self._behind = every, every.session, behind
        self._found: CalendarFile | None = None
        self._round = 0
        self._planned: tuple[tuple[Any, ...], Plan] | None = None
        self.session.observe(lambda _: self.put_aside(), "client")

    def put_aside(self) -> None:
        """Let go of the file; nothing is stored."""
        self._found, self._planned, self._round = None, None, self._round + 1
        with self.hold_trait_notifications():
            self.file, self.doing, self.told, self.unread, self.faults = "", "", "", "", []
            self.audience, self.owner, self.drop, self.theirs = "", "", False, False

    def read(self, name: str, content: bytes) -> None:
        """Read a file, in the background where there is one; nothing is stored.

        Parameters
        ----------
        name : str
            The file's name; its ending says what it is.
        content : bytes
            What is in it.
        """
        workshop = self.session.workshop
        if workshop is None:
            self.session.error = "Choose a client first; nothing was read."
            return
        self.put_aside()
        here, timezone = self._round, workshop.client.timezone
        self.doing = f"Reading {shortened(clean(name), LONGEST_NAME)} …"

        def work() -> CalendarFile | InputError:
            try:
                return read_content(name, content, timezone=timezone)
            except InputError as error:
                return error

        def then(found: CalendarFile | InputError | None) -> None:
            if here == self._round:  # else another file, or another client, came first
                self._show(clean(name), found)

        self._behind(work, then)

    def _show(self, name: str, found: CalendarFile | InputError | None) -> None:
        self.doing = ""
        if isinstance(found, CalendarFile):
            self._found, self.file = found, Path(name.replace("\\", "/")).name
            self.faults = [problem.to_dict() for problem in found.problems]
            plan = self.plan()
            self.drop = plan is not None and plan.renewed
        elif found is not None:
            self.faults = [problem.to_dict() for problem in found.problems]
            self.unread = f"{str(found).splitlines()[0]} Nothing was stored."
            self.session.error = self.unread
        self.turn += 1

    def plan(self) -> Plan | None:
        """Return what taking the file over would do now; None where none is looked at."""
        session, found = self.session, self._found
        if found is None or session.workshop is None:
            return None
        key = (session.client, session.revision, self._round, self.audience, self.owner)
        if self._planned is None or self._planned[0] != key:
            self._planned = (key, self._plan(found, session.tables_shown()))
        return self._planned[1]

    def _plan(self, found: CalendarFile, tables: Any) -> Plan:
        workshop = self.session.workshop
        word = workshop.client.customer_word if workshop is not None else "customer"
        known = set(tables["audiences"]["id"])
        audience = self.audience if self.audience in known else ""
        return plan_of(
            found, self.file, tables, audience=audience, owner=clean(self.owner), customer_word=word
        )

    def chosen(self, plan: Plan) -> list[Step]:
        """Return what would be stored."""
        return plan.chosen(drop=self.drop, theirs=self.theirs)

    def listed(self, plan: Plan) -> tuple[list[str], int]:
        """Return what would happen, line by line, `MOST` at most, and how many lines more there are."""
        said = lines(plan, drop=self.drop)
        return said[:MOST], max(0, len(said) - MOST)

    def take_over(self) -> bool:
        """Store what the file says, as one action that undo takes back."""
        workshop, found = self.session.workshop, self._found
        if workshop is None or found is None:
            return False
        # Not what was drawn: somebody may have changed an act since.
        plan = self._plan(found, workshop.tables())
        steps = self.chosen(plan)
        if not self.session.save(undo_name(plan), lambda edits: store(edits, steps)):
            return False
        faults = self.faults  # so that whoever mends the file still sees where
        self.put_aside()
        said = f"{told(plan, steps)} Undo takes it back. {left_behind(plan)}"
        self.faults, self.told = faults, said.strip()
        return True
