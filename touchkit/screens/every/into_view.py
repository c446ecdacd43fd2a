"""A place on the page that can be brought into view."""

from __future__ import annotations

from pathlib import Path

import anywidget
from traitlets import Int


class IntoView(anywidget.AnyWidget):
    """Stands above what is opened from afar, so that whoever opened it sees it."""

    _esm = (Path(__file__).parent / "into_view.js").read_text(encoding="utf-8")

    turn = Int().tag(sync=True)

    def come(self) -> None:
        """Bring this place into view, where it is not."""
        self.turn += 1
