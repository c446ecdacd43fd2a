"""A line to type in that never waits: Enter empties it in the browser, whatever the kernel is busy with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Unicode

from touchkit.screens.controls import Maker, show


class Line(anywidget.AnyWidget):
    """A line whose entries come one by one, as fast as somebody types them.

    An `Entry` is emptied by the kernel: letters typed while it is busy may get lost. Here the
    browser empties it; a pasted list comes as one entry.

    Parameters
    ----------
    make : Maker
        Shows on the page what goes wrong.
    label : str
        What is typed here, for screen readers.
    add : callable
        Is given the text; where it returns False or 0, the text comes back into the line.
    hint : str
        What stands in the empty line.

    Attributes
    ----------
    text : str
        What is half typed.
    """

    _esm = (Path(__file__).parent / "line.js").read_text(encoding="utf-8")

    text = Unicode().tag(sync=True)
    label = Unicode().tag(sync=True)
    hint = Unicode().tag(sync=True)

    def __init__(
        self, make: Maker, label: str, add: Callable[[str], object], *, hint: str = ""
    ) -> None:
        super().__init__(label=label, hint=hint)
        self._make, self._add, self._client = make, add, ""
        self.on_msg(self._hear)

    def relabel(self, label: str, hint: str) -> None:
        """Name the line anew."""
        show(self, label=label, hint=hint)

    def keep_to(self, client: str) -> None:
        """Let go of what was half typed for another client; called with each drawing."""
        if self._client not in {"", client}:
            self.text = ""
            self.send({"kind": "clear"})
        self._client = client

    def enter(self, text: str) -> None:
        """Store what was typed; what cannot be stored comes back into the line."""
        if text.strip() and self._add(text) in (False, 0):
            # The page says why: nobody shall have to type it again.
            self.text = text.strip("\n")
            self.send({"kind": "back", "text": self.text})

    def _hear(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if isinstance(content, Mapping) and content.get("kind") == "said":
            self._make.run(lambda: self.enter(str(content.get("text") or "")))
