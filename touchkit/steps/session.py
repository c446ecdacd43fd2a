"""The session at one keyboard: which client is open, for whom, by whom, and what was saved."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd
from traitlets import Bool, HasTraits, Int, List, Tuple, Unicode

from touchkit.errors import InputError, PackError, TouchkitError
from touchkit.folder import choose, chosen, clients, glance
from touchkit.measure import gaps
from touchkit.model import TABLES, to_frame
from touchkit.pack import Pack
from touchkit.steps.agenda import LENGTHS
from touchkit.steps.progress import inventory
from touchkit.steps.shown import Shown, on_the_wall
from touchkit.workshop import Workshop, open_workshop

Edit = Callable[[Any], object]
"""What is given the rows of one transaction, and changes them with add, change and remove."""


class Session(HasTraits):
    """What is open on one page; every method leaves it whole, whatever goes wrong.

    Attributes
    ----------
    choices : list of (str, str)
        The clients there are: title and short name.
    client : str
        The short name of the open client; blank while none is open.
    personas : list of (str, str)
        Whose journey can be shown: name and id, everybody's first.
    persona : str
        Whose journey is shown; blank: everybody's.
    revision : int
        Grows when anything in the open workshop changes, here or elsewhere; 0: nothing is open.
    problems : list of dict
        Why the pack could not be opened, row by row.
    can_set_aside : bool
        Whether it could be opened without those rows.
    notices : tuple of str
        What a person should know, with the choices there are.
    pack_changed : bool
        Whether the pack's files have changed since the workshop was opened.
    who : str
        Who is at the keyboard: undo takes back this person's actions.
    people : list of (str, str)
        Who may be at the keyboard: what is shown, and the name.
    undoable, redoable : str
        What undo would take back and redo would do again; blank: nothing.
    undo_number : int
        The number of what undo would take back.
    step : int
        The number of what `save` stored last; 0 where that changed nothing.
    saved : str
        That the last change is stored, and when; blank before the first one.
    late : bool
        Whether the room is late and takes the short path.
    length : str
        How long the workshop takes: 90, half or full.
    error : str
        What went wrong last; blank when nothing did.
    unsaved : bool
        Whether what went wrong kept something from being stored.
    """

    choices = List(Tuple(Unicode(), Unicode()))
    client = Unicode()
    personas = List(Tuple(Unicode(), Unicode()))
    persona = Unicode()
    revision = Int()
    problems: List[Any] = List()
    can_set_aside = Bool()
    notices = Tuple()
    pack_changed = Bool()
    who = Unicode()
    people = List(Tuple(Unicode(), Unicode()))
    undoable, redoable = Unicode(), Unicode()
    undo_number = Int()
    saved = Unicode()
    late = Bool()
    length = Unicode("half")
    error, unsaved = Unicode(), Bool()

    def __init__(self, client: str = "") -> None:
        super().__init__()
        self.workshop: Workshop | None = None
        self._read: tuple[tuple[str, int], Mapping[str, pd.DataFrame]] | None = None
        self.wanted, self._lost, self._settled = "", "", ""
        self.people_named = 0  # how often an action at this keyboard changed who is in the room
        self.step = 0
        self.turned_back = 0  # how often this keyboard undid something, or did it again
        self._glanced: tuple[tuple[str, int], ...] = ()
        self.list_clients()
        self.open(client or self._first(), remember=False)

    @property
    def people_known(self) -> tuple[str, int]:
        """What changes when lines with suggestions are to suggest others: the client, and whom this keyboard named."""
        return (self.client, self.people_named)

    def list_clients(self) -> None:
        """Look again which clients there are."""
        try:
            self._glanced, found = glance(), clients()
        except TouchkitError as error:
            self.error = str(error)
            return
        often = found["title"].value_counts()
        named = found["title"].where(
            found["title"].map(often) == 1, found["title"] + " (" + found["client"] + ")"
        )
        self.choices = list(zip(named, found["client"], strict=True))

    def _first(self) -> str:
        """Return the client to open without being asked: the chosen one, or the only one."""
        names = [name for _, name in self.choices]
        picked = chosen() if names else ""
        if picked in names:
            return picked
        return names[0] if len(names) == 1 else ""

    def open(self, client: str, *, set_aside: bool = False, remember: bool = True) -> None:
        """Open a client; what is open stays open when that cannot be done.

        Parameters
        ----------
        client : str
            The short name; blank: nothing happens.
        set_aside : bool
            Whether rows with problems are left out.
        remember : bool
            Whether the other notebooks shall open this client too.
        """
        if not client:
            return
        self.wanted, self.error = client, ""
        self.problems, self.can_set_aside = [], False
        try:
            workshop = open_workshop(client, set_aside=set_aside)
            if remember:
                choose(workshop.name)
            self._keyboard = f"typing on {workshop.who}"
            self._show(self._as_before(workshop))
        except PackError as error:
            self.error = str(error).splitlines()[0]
            self.problems = [problem.to_dict() for problem in error.problems]
            self.can_set_aside = bool(error.problems) and not any(
                p.structural for p in error.problems
            )
        except TouchkitError as error:
            self.error = str(error)

    def _as_before(self, workshop: Workshop) -> Workshop:
        """Return the workshop with whoever typed last on this computer account, if still in the room."""
        typing = workshop.store.facts().get(self._keyboard, "")
        return (
            workshop.signed(typing) if typing in set(workshop.participants["alias"]) else workshop
        )

    def open_without_faulty_rows(self) -> None:
        """Open the client whose problems are shown, without the rows they stand in."""
        self.open(self.wanted, set_aside=True)

    def keep_workshop(self) -> None:
        """Go on with the live workshop although its pack has changed."""
        if self.workshop is not None:
            self.workshop.keep_workshop()
            self.problems, self.can_set_aside = [], False
            self.dismiss()
            self._show(self.workshop)

    def take_pack(self) -> None:
        """Take over the changed pack; undo would bring the workshop back."""
        if self.workshop is None:
            return
        try:
            self.workshop.take_pack()
            self._store(lambda _: None)
        except PackError as error:
            self.error = str(error).splitlines()[0]
            self.problems = [problem.to_dict() for problem in error.problems]
            self.can_set_aside = False

    def shown(self) -> tuple[Any, ...]:
        """Return what the page shows, to tell whether it must be drawn again."""
        problems = tuple(tuple(problem.items()) for problem in self.problems)
        return (
            self.client, self.persona, self.revision, self.pack_changed, self.error, self.who, self.late,
            self.length, self.unsaved,
            self.undoable, self.redoable, self.saved, self.can_set_aside, problems, tuple(self.choices),
            tuple(self.personas), tuple(self.people),
        )  # fmt: skip

    def tables(self, name: str) -> pd.DataFrame:
        """Return a table as it is now; an empty one while no client is open."""
        if self.workshop is None:
            return to_frame(TABLES[name], [])
        return self.workshop.store.frame(name)

    def tables_shown(self) -> Mapping[str, pd.DataFrame]:
        """Return every table, read once for each change however often a page asks; for drawing only.

        What decides about an edit asks `tables`, which is never a moment old.
        """
        if self.workshop is None:
            return {name: to_frame(TABLES[name], []) for name in TABLES}
        key = (self.client, self.revision)
        if self._read is None or self._read[0] != key:
            self._read = (key, self.workshop.tables())
        return Shown(self._read[1])

    def gaps(self) -> pd.DataFrame:
        """Return the gaps that are shown; an empty frame while no client is open.

        Returns
        -------
        pandas.DataFrame
            As `touchkit.measure.gaps` returns it.
        """
        if self.workshop is None:
            return gaps(to_frame(TABLES["scores"], []))
        return self.workshop.gaps(persona=self.persona or None)

    def checkpoint(self) -> str:
        """Say what the client that is open has, and what is still missing; no gap is an error."""
        if self.workshop is None:
            return "No client is open yet. Choose one above."
        title = self.workshop.client.title
        return f"{title} has {inventory(self.tables_shown(), self.persona)}"

    # changing what is open

    def save(self, what: str, edit: Edit) -> bool:
        """Store edits as one action that undo takes back.

        Parameters
        ----------
        what : str
            The action in words: `add a persona`.
        edit : callable
            Is given the rows; whatever goes wrong in it, nothing of it is stored.

        Returns
        -------
        bool
            Whether it was stored; where not, `error` says why.
        """

        def act(workshop: Workshop) -> None:
            with workshop.one_step(what) as edits:
                edit(edits)
            self.step = edits.step

        return self._store(act)

    def change(self, table: str, row: str, /, **fields: Any) -> bool:
        """Store some fields of a row, as `save` does."""
        what = f"change {row} in {table}" if table != "client" else "change the settings"
        return self.save(what, lambda edits: edits.change(table, row, **fields))

    def record(self, rows: Iterable[Mapping[str, Any]]) -> bool:
        """Store answers of named people; they bypass undo, and replace their earlier answers."""
        return self._store(lambda workshop: workshop.record(rows))

    def become(self, pack: Pack, what: str) -> bool:
        """Make the workshop equal to a pack that lies elsewhere; undo brings the workshop back."""
        return self._store(lambda workshop: workshop.become(pack, what))

    def undo(self, step: int = 0) -> bool:
        """Take back what the person at the keyboard did last, or just the `step` of that number."""
        return self._store(lambda workshop: workshop.undo(step), "Undone: {}")

    def redo(self) -> bool:
        """Do again what was undone last."""
        return self._store(lambda workshop: workshop.redo(), "Done again: {}")

    def _store(self, act: Callable[[Workshop], object], said: str = "") -> bool:
        """Have something stored; say that it was, or why not, and what it was where `said` has a place for it."""
        if self.workshop is None:
            self.error = "Choose a client first; nothing was stored."
            return False
        try:
            self.attempt(act, said)
        except TouchkitError as error:
            self.error, self.unsaved = str(error), True
            return False
        return True

    def attempt(self, act: Callable[[Workshop], Any], said: str = "") -> Any:
        """Have something stored, and return what it returned; what goes wrong is the caller's to say.

        Parameters
        ----------
        act : callable
            Is given the workshop.
        said : str
            What is said of it, with a place for what it returned; blank: only that it is stored.

        Raises
        ------
        TouchkitError
            When it could not be stored; nothing of it was.
        """
        if self.workshop is None:
            raise InputError("Choose a client first; nothing was stored.")
        before = _people(
            self.workshop
        )  # not those shown: whom others named meanwhile, this keyboard has not
        done = act(self.workshop)
        self.turned_back += bool(said)
        with self.hold_trait_notifications():
            self._show(self.workshop)
            self.people_named += self.people != before
            self.error, self.unsaved = "", False
            now = f"{dt.datetime.now().astimezone():%H:%M:%S}"
            self.saved = said.format(done) if said and done else f"Saved {now}"
        return done

    def work_as(self, who: str) -> None:
        """Put somebody else at the keyboard; undo then takes back that person's actions."""
        if self.workshop is not None and who and who != self.who:
            signed = self.workshop.signed(who)
            self._store(lambda _: signed.store.remember(**{self._keyboard: who}))
            self._show(signed)

    def set_length(self, length: str) -> None:
        """Say how long the workshop takes; every page, and this one after a reload, goes by it."""
        if length in LENGTHS and length != self.length:
            self._store(lambda workshop: workshop.store.remember(length=length))

    def snapshot(self, label: str = "snapshot") -> bool:
        """Keep the whole workshop as it is now."""
        return self._store(lambda workshop: workshop.snapshot(label))

    def snapshots(self) -> list[tuple[str, int]]:
        """Return the snapshots, newest first: what is shown, and the number `restore` takes."""
        if self.workshop is None:
            return []
        kept = self.workshop.snapshots()
        return [
            (f"{row.label}, {on_the_wall(row.when)}", int(row.id))
            for row in kept.itertuples(index=False)
        ]

    def restore(self, snapshot: int) -> bool:
        """Bring everything back to a snapshot; undo takes that back."""
        return self._store(lambda workshop: workshop.restore(snapshot))

    def report(self, error: Exception) -> None:
        """Show what went wrong; touchkit's own messages say what to do already."""
        own = isinstance(error, TouchkitError)
        unknown = f"Something went wrong in touchkit itself ({type(error).__name__}: {error}). Nothing was lost."
        self.error = str(error) if own else unknown

    def dismiss(self) -> None:
        """Take the message of what went wrong away."""
        self.error, self.unsaved = "", False

    # looking

    def settle_persona(self) -> None:
        """Look through one persona's eyes, the largest group's, when scoring begins; once for each client.

        Whoever chooses everybody afterwards keeps that.
        """
        if self.workshop is None or self._settled == self.client:
            return
        self._settled = self.client
        known = self.workshop.personas
        if not self.persona and len(known):
            largest = known["share"].astype("float64").fillna(-1.0).idxmax()
            self.persona = str(known["id"][largest])

    def look_again(self) -> None:
        """Notice what was changed elsewhere, the pack's files included; cheap enough for every second."""
        self._look_for_clients()
        if self.workshop is None:
            return
        try:
            here = (self.revision, self.pack_changed)
            if (self.workshop.revision, self.workshop.pack_changed) != here:
                self._show(self.workshop)
        except TouchkitError as error:
            self.error = self._lost = str(error)
            return
        if self._lost and self.error == self._lost:
            self.error = self._lost = ""

    def _look_for_clients(self) -> None:
        """Notice a client that was made or renamed elsewhere: `touchkit new` is for that."""
        with contextlib.suppress(TouchkitError, OSError):
            if glance() != self._glanced:
                self.list_clients()

    def _show(self, workshop: Workshop) -> None:
        """Make a workshop the one that is shown."""
        names = list(zip(workshop.personas["name"], workshop.personas["id"], strict=True))
        with self.hold_trait_notifications():
            moved = self.workshop is not None and self.workshop.name != workshop.name
            self.saved = "" if moved else self.saved
            self.workshop = workshop
            self.client, self.who = workshop.name, workshop.who
            self.undoable, self.redoable = workshop.next_steps()
            self.undo_number = workshop.store.next_undone(workshop.who)
            self.people = _people(workshop)
            self.personas = [("Everybody", ""), *names]
            if moved or self.persona not in [persona for _, persona in self.personas]:
                self.persona = ""
            self.length = workshop.store.facts().get("length", "half")
            self.pack_changed, self.notices = workshop.pack_changed, workshop.notices
            aside = workshop.aside
            self.problems, self.can_set_aside = aside, False
            self.revision = workshop.revision


def _people(workshop: Workshop) -> list[tuple[str, str]]:
    """Return who may be at the keyboard of a workshop, whoever types there in front."""
    aliases = [alias for alias in workshop.participants["alias"] if alias != workshop.who]
    return [(name, name) for name in (workshop.who, *aliases)]
