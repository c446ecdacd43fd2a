"""Scoring by name: chips of the people who may vote, so that departments can be compared."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits, Tuple

from touchkit.errors import InputError
from touchkit.measure.saying import count
from touchkit.steps.hands import Person, called_out
from touchkit.steps.scoring import Scoring
from touchkit.steps.votes import Vote


class RollCall(HasTraits):
    """Stores what people answer by name; a later answer in the same round replaces the earlier one.

    Attributes
    ----------
    picked : tuple of str
        The people whose chips are down: the next value is theirs.
    """

    picked: Any = Tuple()

    def __init__(self, scoring: Scoring) -> None:
        super().__init__()
        self.scoring, self.session = scoring, scoring.session

    def pick(self, person: str, down: bool) -> None:  # noqa: FBT001 # what a chip hands over
        """Put a person's chip down or up again."""
        others = tuple(one for one in self.picked if one != person)
        self.picked = (*others, person) if down else others

    def give(self, value: float) -> bool:
        """Store a value as the answer of everybody whose chip is down."""
        scoring, chosen = self.scoring, self._chosen()
        point = scoring.here()

        def edit(edits: Any) -> None:
            vote = self._now(edits, point.id)
            scoring.refuse(vote, "names")
            edits.answer(
                vote.cells(
                    float(value), respondent=answer_of(vote, person)[0],
                    department=person.department or None,
                )
                for person in chosen
            )  # fmt: skip

        if not chosen:
            self.session.report(
                InputError("Pick somebody's chip first, then the value they hold up.")
            )
            return False
        # No names: what was done is remembered longer than a person may want to be.
        what = f"take {count(len(chosen), 'vote')} at {point.name}"
        return self._done(self.session.save(what, edit))

    def type_in(self, typed: str) -> bool:
        """Store a typed value, on a long scale, as the answer of those whose chips are down."""
        values = self.scoring.values
        try:
            found = called_out(typed, values[0], values[-1])
            if len(found) > 1:
                raise InputError("Type one score for those whose chips are down.")  # noqa: TRY301 # told like the others
        except InputError as error:
            self.session.report(error)
            return False
        return self.give(found[0]) if found else True

    def take_back(self) -> bool:
        """Take away the answers of those whose chips are down; undo brings them back."""
        chosen, point = self._chosen(), self.scoring.here()
        vote = self.scoring.vote()
        answers = count(sum(1 for one in chosen if answer_of(vote, one)[1]), "answer")
        if answers.startswith("0"):
            return self._done(stored=True)

        def edit(edits: Any) -> None:
            now = self._now(edits, point.id)
            edits.take_away("scores", {row for one in chosen if (row := answer_of(now, one)[1])})

        return self._done(self.session.save(f"take back {answers}", edit))

    def _now(self, edits: Any, point: str) -> Vote:
        """Return the vote as the transaction finds it: another keyboard may have been quicker."""
        return self.scoring.vote(point, edits.where_in("scores", "touchpoint", [point]))

    def _chosen(self) -> list[Person]:
        people = {person.name: person for person in self.scoring.people()}
        return [people[one] for one in self.picked if one in people]

    def _done(self, stored: bool) -> bool:  # noqa: FBT001 # whether it was stored, handed on
        if stored:
            self.picked = ()
        return stored


def answer_of(vote: Vote, person: Person) -> tuple[str, str, float | None]:
    """Return under which name a person answers, the row of the answer, and the answer.

    Packs name people by alias, screens by id: it is one person all the same.
    """
    for mark in vote.marks:
        if mark.respondent and mark.respondent in {person.name, person.alias}:
            return mark.respondent, mark.row, mark.score
    return person.name, "", None
