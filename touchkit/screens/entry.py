"""A line to type in: Enter stores it, and a pasted list is stored line by line."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from touchkit.screens.controls import Maker, hide_label, show


class Entry(widgets.HBox):
    """One line with a button beside it; what is stored leaves the line empty for the next one.

    Parameters
    ----------
    make : Maker
        Makes the controls.
    label : str
        What is typed here, for screen readers.
    add : callable
        Is given the text, which has several lines where a list was pasted; where it returns False
        or 0, the text stays.
    hint : str
        What stands in the empty line.
    """

    def __init__(
        self, make: Maker, label: str, add: Callable[[str], object], *, hint: str = ""
    ) -> None:
        self._add, self._stored, self._client = add, "", ""
        self.line = hide_label(make.area(label, self._typed, hint=hint, rows=1))
        self.line.continuous_update = True
        self.line.layout.width = "auto"
        self.button = make.button("Add", self.flush, kind="small", hint=label)
        super().__init__([self.line, self.button])
        self.add_class("tk-entry")

    def relabel(self, label: str, hint: str) -> None:
        """Name the line anew."""
        show(self.line, description=label, placeholder=hint)
        show(self.button, tooltip=label)

    def keep_to(self, client: str) -> None:
        """Let go of what was half typed for another client; called with each drawing."""
        if self._client not in {"", client}:
            show(self.line, value="")
        self._client = client

    def flush(self) -> None:
        """Store what was typed and not yet stored."""
        self._store(self.line.value)

    def _typed(self, text: str) -> None:
        # Letters typed while an entry is on its way to the store come back with that entry in front.
        behind = self._stored
        if behind and text.startswith(behind):
            text = text[len(behind) :]
            show(self.line, value=text)
        self._stored = ""
        if "\n" in text:
            self._store(text)

    def _store(self, text: str) -> None:
        show(self.line, value="")
        self._stored = text if "\n" in text else ""
        if text.strip() and self._add(text) in (False, 0):
            # It could not be stored, and the page says why: nobody shall have to type it again.
            self._stored = ""
            show(self.line, value=text.rstrip("\n"))
