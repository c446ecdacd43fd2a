"""The board's State: what the page shows of the map, what it asks for, and what others changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from touchkit.errors import InputError, TouchkitError
from touchkit.model import to_rows
from touchkit.steps.asked import RefusedError
from touchkit.steps.desk import Desk
from touchkit.steps.intents import carry_out
from touchkit.steps.listing import TouchpointsState
from touchkit.steps.mending import MendingState
from touchkit.steps.telling import Telling
from touchkit.steps.wall import Wall, difference, wall_of
from touchkit.steps.wall_findings import findings_of
from touchkit.steps.wall_reading import WallReader

Message = dict[str, Any]
"""What is sent to the page, as JSON."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What becomes of an intent.

    Attributes
    ----------
    ok : bool
        Whether it was done.
    said : str
        What was done, or why not.
    rows : tuple of str
        The ids of what was made.
    """

    ok: bool
    said: str
    rows: tuple[str, ...] = ()


class BoardState:
    """One page's board: what was sent last, and what differs by now.

    Parameters
    ----------
    cards : TouchpointsState
        The step the board is a part of.
    mending : MendingState
        Mends and accepts findings.

    Attributes
    ----------
    version : int
        Counts up with every difference; a page that missed one asks for the whole.
    """

    def __init__(self, cards: TouchpointsState, mending: MendingState) -> None:
        self.cards, self.mending, self.session = cards, mending, cards.session
        self.version = 0
        self._client = ""
        self._reader: WallReader | None = None
        self._wall: Wall = {}
        self._findings: dict[str, Any] = {}
        self._looked: tuple[Any, ...] = ()
        self._made_of: tuple[Any, ...] = ()
        self._telling = Telling(self.session)

    def whole(self) -> list[Message]:
        """Return the whole board, for a page that shows none yet or missed something."""
        self.news()
        if self._reader is None:
            return []
        return [{"kind": "wall", "version": self.version, "wall": self._wall}]

    def news(self) -> list[Message]:
        """Return what differs from what was sent last, and what is to be told of others."""
        if self.session.workshop is None:
            return []
        if self._reader is None or self._reader.workshop is not self.session.workshop:
            self._begin()
        sent = self._look()
        told = self._telling.since()
        return sent + [{"kind": "told", "said": said} for said in told]

    @property
    def late(self) -> bool:
        """Whether what looks wrong has to be worked out anew."""
        return self._reader is not None and self._reader.journey_stamp != self._looked

    def findings(self) -> list[Message]:
        """Work out what looks wrong, and return what differs by it; takes longer than an edit."""
        workshop = self.session.workshop
        if workshop is None or self._reader is None or not self.late:
            return []
        looked = self._reader.journey_stamp
        held = self._reader.read(self.session.persona)
        self._findings = findings_of(to_rows(workshop.findings()), held.tables)
        self._looked = looked
        return self._look()

    def act(self, name: Any, args: Any) -> Reply:
        """Do what the page asks for, or say why not; an error of touchkit's own is raised.

        Parameters
        ----------
        name : str
            The intent.
        args : dict
            Its arguments, as they came.
        """
        desk = Desk(session=self.session, mending=self.mending, wall=self._wall)
        try:
            done = carry_out(desk, name, args)
        except RefusedError as error:
            return Reply(ok=False, said=str(error))
        except InputError as error:
            return Reply(ok=False, said=_sentence(error))
        except TouchkitError as error:
            self.session.report(error)
            return Reply(ok=False, said=str(error))
        self._telling.note(moved=done.moved, known=done.known)
        return Reply(ok=True, said=done.said, rows=done.rows)

    def _begin(self) -> None:
        """Read another client, or the same one for somebody else at the keyboard."""
        workshop = self.session.workshop
        if workshop is None:
            return
        self._reader = WallReader(workshop)
        if self._client != workshop.name:
            self._client, self._wall, self._findings, self._looked = workshop.name, {}, {}, ()
        self._telling.begin()

    def _look(self) -> list[Message]:
        session, reader = self.session, self._reader
        if reader is None:
            return []
        held = reader.read(session.persona)
        words = (session.persona, session.undoable, session.redoable)
        made_of = (reader.stamp, *words, self._looked)
        if self._wall and made_of == self._made_of:
            return []
        self._made_of = made_of
        now = wall_of(held, persona=words[0], undo=words[1], redo=words[2], findings=self._findings)
        if not self._wall:
            self.version += 1
            self._wall = now
            return [{"kind": "wall", "version": self.version, "wall": now}]
        delta = difference(self._wall, now)
        if not delta:
            return []
        self._wall, self.version = now, self.version + 1
        return [
            {"kind": "delta", "from": self.version - 1, "version": self.version, "delta": delta}
        ]


def _sentence(error: InputError) -> str:
    """Return what the store refused as one sentence a person can act on."""
    if not error.problems:
        return str(error)
    first = error.problems[0]
    where = f" ({first.column})" if first.column else ""
    return f"{first.found} does not go{where}: {first.allowed}. {first.hint}"
