"""The pilot card as one clean page, on the screen and on paper."""

from __future__ import annotations

from html import escape

from touchkit.model.text import shortened
from touchkit.plan import PilotCard
from touchkit.screens.printing import print_button
from touchkit.steps.days import say_day

_LONGEST = 300
"""Letters of one text that are shown on the page; the whole of it stands in its field."""
_SIZES = ((700, "tk-pilot-large"), (1700, "tk-pilot-middle"))
"""Up to so many letters in all, how the page is lettered."""
_OPEN = ' class="tk-pilot-open"'


def sheet(card: PilotCard, *, client: str, shown: str = "") -> str:
    """Return the card as HTML; a page of A4, or of A5, holds it.

    Parameters
    ----------
    card : PilotCard
        As `touchkit.plan.pilot_card` gives it.
    client : str
        Whose pilot it is.
    shown : str
        What it showed; blank: nothing yet.
    """
    lines = [
        (label, say_day(card.due) if label == "Done by" and card.due else text)
        for label, text in card.lines
    ]
    lines += [("It showed", shown)] * bool(shown)
    kept = [(label, shortened(text, _LONGEST)) for label, text in lines]
    title = shortened(card.title, _LONGEST // 2)
    # Bytes, not letters: those of other scripts are as wide as two or three of ours.
    letters = len(title.encode()) + sum(len(text.encode()) for _, text in kept)
    size = next((kind for most, kind in _SIZES if letters <= most), "tk-pilot-small")
    rows = "".join(
        f"<div{_OPEN * (label in card.lacks)}><dt>{escape(label)}</dt>"
        f'<dd dir="auto">{escape(text)}</dd></div>'
        for label, text in kept
    )
    return (
        f'<div class="tk-sheet"><div class="tk"><div class="tk-pilot-sheet {size}"><p class="tk-pilot-client">Pilot · '
        f'{escape(shortened(client, 80))}</p><h2 dir="auto">{escape(title)}</h2><dl>{rows}</dl>'
        f"{print_button('Print this card')}</div></div></div>"
    )
