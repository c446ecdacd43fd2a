"""Scores from a file: chosen, checked, and stored whole or not at all."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from touchkit.screens import pages
from touchkit.screens.controls import Maker, html, row, show_if
from touchkit.screens.markup import framed, quiet
from touchkit.steps.opening import StartState

_SAID = (
    "A file scores.csv, or a workbook with a sheet scores. It is checked first; if anything in it is wrong, "
    "nothing is stored."
)


class UploadPanel(widgets.VBox):
    """Where a file of scores is chosen.

    Parameters
    ----------
    state : StartState
        What reads and stores it.
    make : Maker
        Says on the page what goes wrong.

    Attributes
    ----------
    faults : ipywidgets.HTML
        What is wrong with a file; stands where there is room for a table.
    """

    def __init__(self, state: StartState, make: Maker) -> None:
        self.state = state
        # ipywidgets writes "(0)" behind it; the style shows the first line only.
        self.file = widgets.FileUpload(
            description="Choose a file …\n", accept=".csv,.xlsx", icon=""
        )
        self.file.observe(lambda change: make.run(lambda: self._take(change["new"])), "value")
        self.said, self.faults = html(), html()
        title = html()
        title.value = framed("<h2>Import scores</h2>")
        super().__init__([title, row(self.file), self.said])
        self.add_class("tk-panel")

    def draw(self) -> None:
        """Show what the last import did, or why it did nothing."""
        told = self.state.imported or _SAID
        self.said.value = framed(quiet(told))
        self.faults.value = framed(pages.problems_page(self.state.faults, "the file"))
        show_if(self.faults, self.state.faults)

    def _take(self, files: tuple[dict[str, Any], ...]) -> None:
        if not files:
            return
        self.said.value = framed(quiet(f"Reading {files[0]['name']} …"))
        try:
            self.state.import_scores(files[0]["name"], bytes(files[0]["content"]))
        finally:
            # Emptied, so that the same file can be chosen again once it is mended.
            self.file.value = ()
            self.draw()
