"""The facilitator's guide in a drawer: the card of a step, as the guide's own file says it."""

from __future__ import annotations

from pathlib import Path

import mistune

from touchkit.screens.markup import quiet
from touchkit.steps.agenda import Step

_FOLDER = "facilitator_guide"


class _Card(mistune.HTMLRenderer):
    """Markdown as the drawer shows it."""

    def link(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002 # as mistune calls it
        """Return the words alone: a link would lead the room off the page, to a file no server has."""
        return f"<em>{text}</em>"

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002 # as above
        """Return nothing: the picture shows the page the room has before it already."""
        return ""


def card_page(step: Step) -> str:
    """Return a step's card as HTML; raw HTML in it is shown, never run."""
    card = _find(step.card)
    if card is None:
        return quiet(
            f"The guide lies in {_FOLDER}/{step.card} in touchkit's folder; it is not here."
        )
    markdown = mistune.create_markdown(renderer=_Card(escape=True), plugins=["table"])
    text = markdown(card.read_text(encoding="utf-8"))
    return f'<div class="tk-card" tabindex="0" role="region" aria-label="The guide">{text}</div>'


def _find(name: str) -> Path | None:
    """Return a page of the guide, looked for here and further up, then beside the package."""
    here = Path.cwd()
    places = (here, *here.parents, Path(__file__).parents[2])
    return next((at for place in places if (at := place / _FOLDER / name).is_file()), None)
