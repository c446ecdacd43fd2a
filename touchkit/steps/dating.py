"""Dates being typed: what cannot be read stays as it was typed, with the reason beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from traitlets import HasTraits, Tuple, Unicode

from touchkit.errors import InputError
from touchkit.steps.days import read_day


def todays_date() -> dt.date:
    """Return the day it is where this computer stands."""
    return dt.datetime.now().astimezone().date()


class Dating(HasTraits):
    """Stores by when something is to be done; a State whose rows have a date is one of these.

    Attributes
    ----------
    due_trouble : (str, str)
        The row whose date could not be read, and why.
    """

    due_trouble = Tuple(Unicode(), Unicode(), default_value=("", ""))

    def __init__(self, today: Callable[[], dt.date] = todays_date) -> None:
        super().__init__()
        self._today = today

    def store_due(self, row: str, text: str, store: Callable[[dt.date | None], bool]) -> bool:
        """Store a date as somebody typed it; what is no date is said beside the field.

        Parameters
        ----------
        row : str
            Whose date it is.
        text : str
            As typed; blank: no date.
        store : callable
            Is given the date, and says whether it was stored.
        """
        try:
            due = read_day(text, today=self._today())
        except InputError as error:
            self.due_trouble = (row, str(error))
            return False
        self.due_trouble = ("", "")
        return store(due)
