"""The people in the room: pasted, counted, named, placed in their departments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from traitlets import HasTraits, List, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.model.text import clean, nearest
from touchkit.steps.attendance import (
    LONGEST_NAME,
    MOST_PEOPLE,
    ROLES,
    Guest,
    is_numbered,
    numbered,
    read_people,
    unknown,
)
from touchkit.steps.naming import following, renamed
from touchkit.steps.session import Session

MAKE = "+"
"""The answer to an unknown department: make it."""

_NEAR = 0.75


class PeopleState(HasTraits):
    """Who is in the room, and what a list of them still leaves to ask.

    Attributes
    ----------
    session : Session
        What is open.
    asked : list of (str, str)
        Departments a pasted list names that are not there: as written, and the id of the one that may be
        meant, or `MAKE`.
    told : str
        What the last list did, in words.
    """

    asked = List(Tuple(Unicode(), Unicode()))
    told = Unicode()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._waiting: list[Guest] = []
        session.observe(self._forget, "client")

    def _forget(self, _change: Any = None) -> None:
        """Drop what was said about another client."""
        self._waiting, self.asked, self.told = [], [], ""

    def rows(self) -> list[dict[str, Any]]:
        """Return who is in the room: id, alias, department (blank: none) and role."""
        found = self.session.tables("participants")[["id", "alias", "department", "role"]]
        return [
            {name: "" if value != value else value for name, value in row.items()}  # noqa: PLR0124 # missing
            for row in found.astype(object).to_dict("records")
        ]

    def departments(self) -> list[tuple[str, str]]:
        """Return the departments there are: name and id."""
        found = self.session.tables("departments")
        return list(zip(found["name"], found["id"], strict=True))

    def paste(self, text: str) -> bool:
        """Add the people of a list; asks first about departments that are not there.

        Returns
        -------
        bool
            Whether all of it is stored.
        """
        self.told = ""
        try:
            guests = read_people(text)
        except InputError as error:
            self.session.error = str(error)
            return False
        if not guests:
            self.session.error = "Type or paste a list first: name / department, a line each."
            return False
        known = self.departments()
        words = [word for pair in known for word in pair]
        new = unknown([guest.department for guest in guests], words)
        if not new:
            return self._add(guests, {})
        self._waiting = guests
        ids = dict(known)
        near = {word: nearest(word, ids, _NEAR) for word in new}
        self.asked = [(word, ids.get(str(near[word]), MAKE)) for word in new]
        return False

    def answer(self, meant: Mapping[str, str]) -> bool:
        """Add the people that wait, now that it is known what their departments are.

        Parameters
        ----------
        meant : mapping of str to str
            For each department asked about the id of one there is, `MAKE`, or blank for none.
        """
        guests, self._waiting, self.asked = self._waiting, [], []
        return self._add(guests, meant) if guests else False

    def never_mind(self) -> None:
        """Drop the list whose departments were asked about."""
        self._waiting, self.asked = [], []

    def _add(self, guests: list[Guest], meant: Mapping[str, str]) -> bool:
        there = {person["alias"].casefold(): person for person in self.rows()}
        added = [guest for guest in guests if guest.alias.casefold() not in there]
        if len(there) + len(added) > MOST_PEOPLE:
            self.session.error = f"At most {MOST_PEOPLE} people fit on a screen; nobody was added."
            return False
        ids = {word.casefold(): row for name, row in self.departments() for word in (name, row)}
        folded = {word.casefold(): row for word, row in meant.items()}

        def edit(edits: Any) -> None:
            for word in [word for word, row in meant.items() if row == MAKE]:
                folded[word.casefold()] = edits.add("departments", name=word)
            for guest in guests:
                word = guest.department.casefold()
                said = {"department": ids.get(word) or folded.get(word, ""), "role": guest.role}
                fields = {name: value for name, value in said.items() if value}
                known = there.get(guest.alias.casefold())
                if known is None:
                    edits.add("participants", alias=guest.alias, **fields)
                elif fields:
                    edits.change("participants", known["id"], **fields)

        if not self.session.save(f"add {count(len(added), 'person')}", edit):
            return False
        again = len(guests) - len(added)
        more = f" {again} {'was' if again == 1 else 'were'} in the list already." if again else ""
        self.told = f"{count(len(added), 'person')} added.{more}"
        return True

    def count(self, number: int) -> bool:
        """Have as many people in the list as there are in the room; named ones are never taken away."""
        people = self.rows()
        if number > MOST_PEOPLE:
            self.session.error = f"At most {MOST_PEOPLE} people fit on a screen."
            return False
        more = numbered(number - len(people), {person["alias"] for person in people})
        spare = [person["id"] for person in reversed(people) if self._is_spare(person)]
        less = spare[: max(0, len(people) - number)]
        if len(people) - len(less) > number:
            named = len(people) - len(spare)
            self.session.error = (
                f"{count(named, 'person')} {'is' if named == 1 else 'are'} in the list by name. "
                "Take out who is not here with the × beside the name."
            )
            return False

        def edit(edits: Any) -> None:
            for alias in more:
                edits.add("participants", alias=alias)
            for row in less:
                edits.remove("participants", row)

        self.told = ""
        return not (more or less) or self.session.save(f"count {number} people", edit)

    def _is_spare(self, person: Mapping[str, Any]) -> bool:
        """Say whether a person is only a number: without department, role and answers."""
        if not is_numbered(person["alias"]) or person["department"]:
            return False
        if person["role"] != ROLES[-1]:
            return False
        answered = self.session.tables("scores")["respondent"]
        return not answered.isin([person["alias"], person["id"]]).any()

    def rename(self, row: str, alias: str) -> bool:
        """Give a person another name on the chip."""
        alias = clean(alias)
        others = {p["alias"].casefold(): p["alias"] for p in self.rows() if p["id"] != row}
        if not alias:
            self.session.error = "A name cannot be blank. Take the person out with the × instead."
        elif len(alias) > LONGEST_NAME:
            self.session.error = f"This name is too long; at most {LONGEST_NAME} letters fit."
        elif alias.casefold() in others:
            self.session.error = (
                f"There is somebody called {others[alias.casefold()]} already. Add an initial."
            )
        else:
            return self._call(row, alias)
        return False

    def _call(self, row: str, alias: str) -> bool:
        """Store a new name, and move all that stands under the old one along."""
        session = self.session
        if session.workshop is None:
            return session.change("participants", row, alias=alias)
        old = next((person["alias"] for person in self.rows() if person["id"] == row), alias)
        if old == alias:
            return True
        moved = following(session.workshop.tables(), row, old, alias)
        decider = renamed(session.workshop.client.decider or "", old, alias)

        def edit(edits: Any) -> None:
            edits.change("participants", row, alias=alias)
            if decider:
                edits.change("client", "client", decider=decider)
            for table, one, fields in moved:
                if fields:
                    edits.change(table, one, **fields)
                else:
                    edits.remove(table, one)

        # Whoever is at the keyboard signs with the new name already, to be able to undo this.
        typing = session.who == old
        if typing:
            session.work_as(alias)
        stored = session.save(f"call {old} {alias}", edit)
        if typing and not stored:
            error = session.error
            session.work_as(old)
            session.error = error
        return stored

    def place(self, row: str, department: str) -> bool:
        """Say where a person works; blank: nowhere in particular."""
        return self.session.change("participants", row, department=department or None)

    def cast(self, row: str, role: str) -> bool:
        """Say what a person does in the room."""
        return self.session.change("participants", row, role=role)

    def remove(self, row: str) -> bool:
        """Take a person out of the list; scores given stay, and undo brings the person back."""
        alias = next((p["alias"] for p in self.rows() if p["id"] == row), row)
        self.told = ""
        return self.session.save(
            f"take {alias} out of the room", lambda edits: edits.remove("participants", row)
        )

    def make_department(self, name: str) -> bool:
        """Add a department, unless there is one of this name."""
        name = clean(name)
        if not name or not unknown([name], [word for pair in self.departments() for word in pair]):
            return False
        if len(name) > LONGEST_NAME:
            self.session.error = f"This name is too long; at most {LONGEST_NAME} letters fit."
            return False
        return self.session.save(
            f"add the department {name}", lambda edits: edits.add("departments", name=name)
        )
