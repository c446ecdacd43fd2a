"""The business case that is filled in: what somebody types, stored as a range with its source."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.model import TABLES, to_frame, to_rows
from touchkit.plan import BusinessCase
from touchkit.plan.inputs import INPUTS
from touchkit.steps.amounts import read_amount, read_money, read_share
from touchkit.steps.assumptions import End, Line, Offer, case_of, costs_of, lines_of
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts


class Casework(HasTraits):
    """The business case that is filled in; every change is stored at once.

    Parameters
    ----------
    enhancing : Enhancing
        Step 5, whose chosen ideas cost something.

    Attributes
    ----------
    trouble : (str, str)
        The field that could not be read, as input and end, and why; it is not stored.
    """

    trouble = Tuple(Unicode(), Unicode(), default_value=("", ""))

    def __init__(self, enhancing: Enhancing) -> None:
        super().__init__()
        self.enhancing, self.session = enhancing, enhancing.session
        self.session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self.trouble = ("", "")

    # what is there

    @staticmethod
    def blank() -> list[Line]:
        """Return every input, nothing given yet."""
        return lines_of(to_frame(TABLES["assumptions"], []))

    def lines(self, facts: Facts) -> list[Line]:
        """Return every input, in the order of the case."""
        return lines_of(facts.tables["assumptions"])

    def case(self, facts: Facts) -> BusinessCase | None:
        """Return the case; None while something it cannot do without is missing or cannot be right."""
        return case_of(self.lines(facts), facts.client)

    def offers(self, facts: Facts) -> dict[str, Offer]:
        """Return what the store knows of an input: of the costs, what the chosen ideas cost."""
        return costs_of(facts.tables["ideas"], facts.client)

    # changing it

    def put(self, name: str, end: End, typed: str) -> bool:
        """Store an end of an input's range as somebody typed it; blank: not known."""
        try:
            value = self._read(name, typed) if typed.strip() else None
        except InputError as error:
            self.trouble = (f"{name} {end}", str(error))
            return False
        return self._store(name, f"{name} {end}", **{end: value})

    def put_source(self, name: str, typed: str) -> bool:
        """Store where an input comes from; blank: nobody has said."""
        return self._store(name, f"{name} source", source=typed.strip() or None)

    def take(self, name: str) -> bool:
        """Take over what the chosen ideas cost, in place of what stands there."""
        found = self.offers(self.enhancing.facts()).get(name)
        if found is None:
            return False
        return self._store(
            name, f"{name} mid", low=None, mid=found.amount, high=None, source=found.source
        )

    def look_ahead(self, years: int) -> bool:
        """Store how many years the case looks at."""
        workshop = self.session.workshop
        if workshop is None:
            return False
        plan = workshop.client.plan.model_copy(update={"years": years})
        return self.session.change("client", "client", plan=plan.model_dump())

    def _read(self, name: str, typed: str) -> float:
        unit = INPUTS[name].unit
        if unit == "share":
            return read_share(typed)
        if unit == "money":
            workshop = self.session.workshop
            return read_money(typed, workshop.client.currency if workshop is not None else "")
        return read_amount(typed, wanted="a plain number such as 400")

    def _store(self, name: str, field: str, **fields: Any) -> bool:
        if self.trouble[0] == field:
            self.trouble = ("", "")
        stored = self.session.tables("assumptions")
        row = next(iter(to_rows(stored[stored["input"] == name])), {})
        if all(row.get(column) == value for column, value in fields.items()):
            return True

        def edit(edits: Any) -> None:
            # Another keyboard may have begun this row since: one an input.
            rows = edits.where_in("assumptions", "input", [name])
            if rows:
                edits.change("assumptions", rows[0]["id"], **fields)
            else:
                edits.add("assumptions", input=name, **fields)

        return self.session.save(f"change {INPUTS[name].says}", edit)
