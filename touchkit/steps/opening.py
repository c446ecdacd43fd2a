"""The start: a client made, the workshop's aim, scores from a file."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits, List, Unicode

from touchkit import catalogue, starter
from touchkit.errors import InputError, TouchkitError
from touchkit.folder import clients
from touchkit.measure.saying import count
from touchkit.model.text import clean, free, slug
from touchkit.steps.importing import answers_in, read_scores, store_scores
from touchkit.steps.people import PeopleState
from touchkit.steps.session import Session

LONGEST_TITLE = 120
_EXAMPLE, _PRACTICE = "lavender", "practice"
_ALONE = (
    "Learning alone? Press Make a new client: a half-finished copy of it is made there, to "
    "practise on."
)
UNTIL = (
    ("with no step done", 0), ("up to 1 Point of view", 1), ("up to 2 Touchpoints", 2),
    ("up to 3 Received", 3), ("up to 4 Desired", 4), ("up to 5 Enhance", 5),
)  # fmt: skip
"""How far a practice case can be done when it is made, and the step that stands for."""
_SETTINGS = {"goal": 1_000, "decider": 200, "customer_word": 40}
"""The settings on this page, and how many letters each may have."""


class StartState(HasTraits):
    """What the start page decides.

    Attributes
    ----------
    session : Session
        What is open.
    people : PeopleState
        Who is in the room.
    imported : str
        What the last import did, in words.
    faults : list of dict
        Why a file of scores was not imported, row by row.
    """

    imported = Unicode()
    faults: List[Any] = List()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.people = session, PeopleState(session)
        session.observe(self._forget, "client")

    def _forget(self, _change: Any = None) -> None:
        """Drop what was said about another client."""
        self.imported, self.faults = "", []

    @property
    def advice(self) -> str:
        """What to do first while no client is open."""
        if not self.session.choices:
            return "There is no client yet. Make the first one here: a name is enough to begin."
        example = next((said for said, name in self.session.choices if name == _EXAMPLE), "")
        worked = f" {example} is the worked example to look at. {_ALONE}" if example else ""
        return (
            "Choose whose customers you want to look at, or make a new client: a name is enough to "
            f"begin.{worked}"
        )

    @staticmethod
    def stage_sets() -> list[tuple[str, str]]:
        """Return the stage sets a new client can have: its stages in words, and its name."""
        found = catalogue.stage_sets().groupby("stage_set", sort=False)["name"]
        return [(", ".join(names), str(name)) for name, names in found]

    def make_client(self, title: str, stage_set: str, *, starters: bool) -> bool:
        """Make a client and open it.

        Parameters
        ----------
        title : str
            Its name as it stands on every screen.
        stage_set : str
            One of the catalogue's.
        starters : bool
            Whether the catalogue's touchpoints are put in.

        Returns
        -------
        bool
            Whether it is open; where not, the session's `error` says why.
        """
        title = clean(title)
        try:
            self._check_title(title)
            taken = set(clients()["client"]) if self.session.choices else set()
            short = slug(title) or free("client", taken)
            place = starter.make_client(title, stage_set=stage_set, starters=starters, name=short)
        except TouchkitError as error:
            self.session.error = str(error)
            return False
        self.session.list_clients()
        self.session.open(place.name)
        return self.session.client == place.name

    def to_practise(self) -> list[tuple[str, str]]:
        """Return the clients a practice case can be a copy of, the worked example first."""
        own = [
            (said, name) for said, name in self.session.choices if not name.startswith(_PRACTICE)
        ]
        return sorted(own, key=lambda one: one[1] != _EXAMPLE)

    def make_practice(self, like: str, until: int) -> bool:
        """Make a half-finished copy of a client and open it.

        Parameters
        ----------
        like : str
            The client's short name.
        until : int
            The last step that is done in it, 0 to 4.

        Returns
        -------
        bool
            Whether it is open; where not, the session's `error` says why.
        """
        try:
            taken = set(clients()["client"])
            place = starter.make_practice(free(_PRACTICE, taken), like=like, until=until)
        except TouchkitError as error:
            self.session.error = str(error)
            return False
        self.session.list_clients()
        self.session.open(place.name)
        return self.session.client == place.name

    def _check_title(self, title: str) -> None:
        if not title:
            raise InputError("Type the new client's name first.")
        if len(title) > LONGEST_TITLE:
            raise InputError(
                f"This name has {len(title):,} letters; at most {LONGEST_TITLE} fit on a screen."
            )
        short, names = slug(title), {name: said for said, name in self.session.choices}
        if short in names:
            raise InputError(
                f"There is a client of this name already: {names[short]}. Choose it above, or add "
                "something to the name, such as the year."
            )

    def set(self, name: str, value: str) -> bool:
        """Store the goal, the decider or the word for a customer; blank: as a new client has it."""
        value = clean(value)
        if len(value) > _SETTINGS[name]:
            self.session.error = f"This has {len(value):,} letters; at most {_SETTINGS[name]:,} fit. It was not stored."
            return False
        return self.session.change("client", "client", **{name: value or None})

    def import_scores(self, name: str, content: bytes) -> bool:
        """Import a file of scores: all of it, as one action that can be undone, or nothing."""
        self.imported, self.faults = "", []
        workshop = self.session.workshop
        if workshop is None:
            self.session.error = "Choose a client first; nothing was imported."
            return False
        try:
            client, tables = workshop.store.state()
            rows = read_scores(name, content, client, tables)
        except InputError as error:
            self.faults = [problem.to_dict() for problem in error.problems]
            self.session.error = f"{str(error).splitlines()[0]} Nothing was stored."
            return False
        gone: list[int] = []
        title = f"import scores from {clean(name)}"
        if not self.session.save(title, lambda edits: gone.append(store_scores(edits, rows))):
            return False
        points = count(len({row["touchpoint"] for row in rows}), "touchpoint")
        replaced = f" {count(gone[0], 'earlier row')} gave way." if gone[0] else ""
        self.imported = (
            f"{count(answers_in(rows), 'answer')} on {points} imported.{replaced} "
            "Undo takes the import back."
        )
        return True
