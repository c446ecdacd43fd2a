"""Who does what by when."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from touchkit.screens.controls import Maker, html
from touchkit.screens.markup import framed
from touchkit.screens.part import Part
from touchkit.steps.commitments import Commitment
from touchkit.steps.enhancing import Enhancing
from touchkit.steps.facts import Facts

_NOBODY = '<strong class="tk-missing">nobody yet</strong>'
_NO_DATE = '<strong class="tk-missing">no date yet</strong>'


class RegisterPart(Part):
    """Everything somebody is to do."""

    def __init__(self, make: Maker, state: Enhancing) -> None:
        self.make, self.state = make, state
        self.summary = html()
        super().__init__([self.summary])

    def draw(self, facts: Facts) -> None:
        """Show the register as it is now."""
        self.summary.value = framed(_summary(facts.commitments))


def _summary(found: Sequence[Commitment]) -> str:
    """Return who does what by when as a table, what nobody has taken on yet first."""
    if not found:
        return (
            "<h2>Who does what by when</h2>"
            '<p class="tk-empty">Nothing yet. Open an idea, give it an owner and a date, and make it a '
            "decision.</p>"
        )
    head = "".join(f'<th scope="col">{said}</th>' for said in ("Who", "By when", "What", "Where"))
    body = "".join(
        f"<tr><td>{escape(one.owner) or _NOBODY}</td><td>{one.by or _NO_DATE}</td>"
        f"<td>{escape(one.what)}</td><td>{escape(one.where)}</td></tr>"
        for one in found
    )
    return (
        "<h2>Who does what by when</h2>"
        f'<table class="tk-plan"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )
