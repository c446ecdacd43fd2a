"""The look of every screen: one style sheet, and the client's colour where it can be read."""

from __future__ import annotations

from pathlib import Path

from touchkit.deliver.colours import readable
from touchkit.model import Brand

_SHEET = Path(__file__).parent / "theme.css"


def style(brand: Brand | None = None) -> str:
    """Return the style sheet as an HTML element, in the client's colour where contrast allows."""
    colour = readable(brand or Brand())
    sheet = _SHEET.read_text(encoding="utf-8")
    return f"<style>{sheet}\n.tk-screen {{ --tk-brand: {colour}; }}</style>"
