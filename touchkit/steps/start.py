"""The start page: which client is open, and what there is to know about it."""

from __future__ import annotations

from typing import Any

import pandas as pd
from traitlets import Bool, HasTraits, Int, List, Tuple, Unicode

from touchkit.errors import PackError, TouchkitError
from touchkit.folder import choose, chosen, clients
from touchkit.measure import gaps
from touchkit.model import TABLES, to_frame
from touchkit.workshop import Workshop, open_workshop

_WANTED = ("personas", "touchpoints", "links", "notes", "scores", "ideas", "acts", "decisions")


class StartState(HasTraits):
    """What the start page knows; every method leaves the state whole, whatever goes wrong.

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
    undoable : str
        What was done on this page last and can be taken back; blank: nothing.
    error : str
        What went wrong last; blank when nothing did.
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
    undoable = Unicode()
    error = Unicode()

    def __init__(self, client: str = "") -> None:
        super().__init__()
        self.workshop: Workshop | None = None
        self.wanted = ""
        self.list_clients()
        self.open(client or self._first(), remember=False)

    def list_clients(self) -> None:
        """Look again which clients there are."""
        try:
            found = clients()
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
            self._show(workshop)
        except PackError as error:
            self.error = str(error).splitlines()[0]
            self.problems = [problem.to_dict() for problem in error.problems]
            self.can_set_aside = bool(error.problems) and not any(
                p.structural for p in error.problems
            )
        except TouchkitError as error:
            self.error = str(error)

    def open_without_faulty_rows(self) -> None:
        """Open the client whose problems are shown, without the rows they stand in."""
        self.open(self.wanted, set_aside=True)

    def keep_workshop(self) -> None:
        """Go on with the live workshop although its pack has changed."""
        if self.workshop is not None:
            self.workshop.keep_workshop()
            self._show(self.workshop)

    def take_pack(self) -> None:
        """Take over the changed pack; undo would bring the workshop back."""
        if self.workshop is None:
            return
        try:
            self.workshop.take_pack()
            with self.hold_trait_notifications():
                self._show(self.workshop)
                self.undoable = "taking over the changed files"
        except PackError as error:
            self.error = str(error).splitlines()[0]
            self.problems = [problem.to_dict() for problem in error.problems]
            self.can_set_aside = False

    def shown(self) -> tuple[Any, ...]:
        """Return what the page shows, to tell whether it must be drawn again."""
        problems = tuple(tuple(problem.items()) for problem in self.problems)
        return (
            self.client, self.persona, self.revision, self.pack_changed, self.undoable, self.error,
            self.can_set_aside, problems, tuple(self.choices), tuple(self.personas),
        )  # fmt: skip

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
        has = {name: len(getattr(self.workshop, name)) for name in _WANTED}
        has["touchpoints"] = int((self.workshop.touchpoints["status"] != "retired").sum())
        there = ", ".join(f"{count} {name}" for name, count in has.items() if count)
        missing = [name for name, count in has.items() if not count]
        found = self.gaps()
        if found.empty or found["desired"].isna().all():
            missing.append("desired scores")
        title = self.workshop.client.title
        still = f"Still missing: {', '.join(missing)}." if missing else "Nothing is missing."
        return f"{title} has {there or 'an empty map'}. {still}"

    def undo(self) -> None:
        """Take back what was done on this page last."""
        if self.workshop is None:
            return
        try:
            self.workshop.undo()
            with self.hold_trait_notifications():
                self._show(self.workshop)
                self.undoable = ""
        except TouchkitError as error:
            self.error = str(error)

    def look_again(self) -> None:
        """Notice what was changed elsewhere, the pack's files included; cheap enough for every second."""
        if self.workshop is None:
            return
        try:
            here = (self.revision, self.pack_changed)
            if (self.workshop.revision, self.workshop.pack_changed) != here:
                self._show(self.workshop)
        except TouchkitError as error:
            self.error = str(error)

    def _show(self, workshop: Workshop) -> None:
        """Make a workshop the one that is shown."""
        names = list(zip(workshop.personas["name"], workshop.personas["id"], strict=True))
        with self.hold_trait_notifications():
            moved = self.workshop is not None and self.workshop.name != workshop.name
            self.undoable = "" if moved else self.undoable
            self.workshop, self.error = workshop, ""
            self.client = workshop.name
            self.personas = [("Everybody", ""), *names]
            if moved or self.persona not in [persona for _, persona in self.personas]:
                self.persona = ""
            self.pack_changed, self.notices = workshop.pack_changed, workshop.notices
            aside = workshop.aside
            self.problems, self.can_set_aside = aside, False
            self.revision = workshop.revision
