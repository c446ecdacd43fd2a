"""From when on contacts are too close, too many or too far apart, and whose holidays count."""

from __future__ import annotations

from typing import Any

from traitlets import HasTraits, Unicode

from touchkit.measure.saying import count
from touchkit.model.text import clean
from touchkit.plan import unknown_country
from touchkit.steps.session import Session

LIMITS = {
    "closest_days": ("Days between two contacts, at least", 1, 365),
    "most_per_week": ("Contacts in seven days, at most", 1, 99),
    "longest_silence_days": ("Days without a word, at most", 1, 3650),
    "most_per_owner": ("Acts for one owner in a week, at most", 1, 9999),
    "missed_after_days": ("Days late until it counts as missed", 0, 3650),
}
"""The limits: what each says, the least and the most it may be."""


class Limits(HasTraits):
    """The limits of a client; each is stored as it is changed.

    Parameters
    ----------
    session : Session
        What is open.

    Attributes
    ----------
    trouble : str
        Why the country could not be stored; blank: it could.
    """

    trouble = Unicode()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        session.observe(self._begin_anew, "client")

    def _begin_anew(self, _change: Any) -> None:
        self.trouble = ""

    def put(self, name: str, value: int) -> bool:
        """Store one of `LIMITS`."""

        def edit(edits: Any) -> None:
            # Another keyboard may have changed another of them since this page was drawn.
            edits.change(
                "client", "client", calendar=edits.client().calendar.model_dump() | {name: value}
            )

        return self.session.save("change the calendar's limits", edit)

    def put_country(self, typed: str) -> bool:
        """Store whose public holidays count: two letters, a part behind them; blank: nobody's."""
        country = clean(typed).upper()
        fault = unknown_country(country)
        if fault is not None:
            self.trouble = f"{fault.found} is not known: {fault.hint}"
            return False
        self.trouble = ""
        return self.session.change("client", "client", country=country or None)


def in_words(limits: Any) -> str:
    """Say the limits in one sentence.

    Examples
    --------
    >>> from touchkit.model.client import CalendarLimits
    >>> in_words(CalendarLimits())
    'Fewer than 3 days apart is too close, more than 2 in seven days too many, 120 days without a word too long.'
    """
    return (
        f"Fewer than {count(limits.closest_days, 'day')} apart is too close, more than "
        f"{limits.most_per_week} in seven days too many, {count(limits.longest_silence_days, 'day')} "
        "without a word too long."
    )
