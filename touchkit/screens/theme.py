"""The look of every screen: one style sheet, and the client's colour where it can be read."""

from __future__ import annotations

from html import escape
from pathlib import Path

from touchkit.deliver.colours import readable
from touchkit.model import Brand

_PLACES = ":is(.tk-screen, .tk-lesson)"
"""Where the sheet's rules hold: in a screen, and in the lesson that stands in a cell of its own."""
_SHEET = Path(__file__).parent / "theme.css"
_KEYS = Path(__file__).parent / "keys.js"


def style(brand: Brand | None = None) -> str:
    """Return the style sheet as an HTML element, in the client's colour where contrast allows.

    Once it is in the page, JupyterLab's own keys no longer reach into the screen.
    """
    colour = readable(brand or Brand())
    sheet = _SHEET.read_text(encoding="utf-8") + f"\n.tk-screen {{ --tk-brand: {colour}; }}"
    rules = sheet.replace(".tk-screen", _PLACES)
    keys = escape(_KEYS.read_text(encoding="utf-8"))
    return f'<style onload="{keys}">{rules}</style>'
