"""A button that prints what stands around it, in a window of its own."""

from __future__ import annotations

from html import escape
from pathlib import Path

_PRINT = (Path(__file__).parent / "print.js").read_text(encoding="utf-8")


def print_button(words: str = "Print this") -> str:
    """Return the button, to stand in HTML.

    It prints the box of class ``tk-sheet`` it stands in, or else the whole screen; what is typed and
    chosen there is printed as text.
    """
    return f'<button type="button" class="tk-plain" onclick="{escape(_PRINT)}">{escape(words)}</button>'
